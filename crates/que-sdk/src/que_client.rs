//! The workflow of Que's guide in a few calls: get a presigned URL, upload, sign, verify.

mod builder;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

pub use builder::{DEFAULT_SERVER, QueClientBuilder};

use crate::api::Que;
use crate::error::{Error, Result};
use crate::media_type::{UNKNOWN, guess_from_name};
use crate::presigned::Presigned;
use crate::retries::{Backoff, FIRST_WAIT, Retries, may_repeat, may_repeat_signing, may_repeat_upload};
use crate::storage::{Progress, PutOptions, Storage, Stored, UploadBody};
use crate::wire::{AssetRef, PresignRequest, SignRequest, SignResponse, VerifyRequest, VerifyResponse};

/// A client for uploading files to Que, signing them, and verifying them.
///
/// Temporary failures are retried, see [`Retries`]. Dropping a future cancels its request. Cloning is cheap; clones
/// share connections and respect each other's rate limits.
///
/// For progress, timeouts, or your own retry policy, use [`Que`] and [`Storage`], available from [`QueClient::que`] and
/// [`QueClient::storage`].
///
/// ```no_run
/// use que_sdk::{QueClient, UploadBody};
/// use que_sdk::wire::{SignRequest, VerifyRequest};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let client = QueClient::new(&std::env::var("QUE_API_KEY")?)?;
/// let presigned = client.get_presigned_url().await?;
/// client.upload(&presigned, UploadBody::file("photo.jpg")).await?;
/// println!("uploaded as {}", presigned.key());
///
/// let asset = presigned.asset().ok_or("the URL does not name a bucket")?;
/// let manifest = r#"{"title": "My photo", "assertions": []}"#;
/// let signed = client.sign_asset(&SignRequest::new(asset, manifest)).await?;
///
/// let signed_copy = signed.asset().ok_or("the server does not say where the signed copy is")?;
/// let verified = client.verify_asset(&VerifyRequest::new(signed_copy)).await?;
/// println!("{}", verified.report);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct QueClient {
    que: Que,
    storage: Storage,
    retries: Retries,
    first_wait: Duration,
    /// When the server's rate limit, which applies to all calls with the key, allows the next call.
    not_before: Arc<Mutex<Option<Instant>>>,
}

/// An uploaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedAsset {
    /// The object key. Keep it: it identifies the file from now on.
    pub key: String,
    /// The bucket, if the presigned URL names it.
    pub bucket: Option<String>,
    /// The storage's confirmation, with the SHA-256 and the size of the bytes sent.
    pub stored: Stored,
}

impl UploadedAsset {
    /// The uploaded object, to sign or verify. `None` if the bucket isn't known: then make an [`AssetRef::Object`] with
    /// the upload bucket of your organization.
    #[must_use]
    pub fn asset(&self) -> Option<AssetRef> {
        Some(AssetRef::Object {
            bucket: self.bucket.clone()?,
            key: self.key.clone(),
        })
    }
}

impl QueClient {
    /// A client for [`DEFAULT_SERVER`] with default retries.
    ///
    /// # Errors
    /// [`Error::InvalidApiKey`] if the text can't be a key, [`Error::Setup`] if TLS can't be set up. The first call shows
    /// whether the server accepts the key.
    pub fn new(key: &str) -> Result<Self> {
        Self::builder(key).build()
    }

    /// Starts a client with other settings.
    #[must_use]
    pub fn builder(key: &str) -> QueClientBuilder {
        QueClientBuilder::new(key)
    }

    /// A client on top of a [`Que`], for settings such as timeouts or an extra certificate authority.
    #[must_use]
    pub fn from_que(que: Que, retries: Retries) -> Self {
        Self {
            storage: que.storage(),
            que,
            retries,
            first_wait: FIRST_WAIT,
            not_before: Arc::default(),
        }
    }

    /// The API without retries.
    #[must_use]
    pub fn que(&self) -> &Que {
        &self.que
    }

    /// The storage without retries.
    #[must_use]
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Requests a URL to upload one file to. The result has the URL ([`Presigned::url`]) and the object key
    /// ([`Presigned::key`]). The URL expires, typically after 15 minutes; the key stays.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], [`Error::Redirected`], [`Error::InvalidUrl`],
    /// [`Error::InsecureUrl`], or [`Error::ForbiddenAddress`].
    pub async fn get_presigned_url(&self) -> Result<Presigned> {
        self.presign(None).await
    }

    /// Like [`Self::get_presigned_url`], but sends the file's name. Some servers keep its extension in the key.
    ///
    /// # Errors
    /// Those of [`Self::get_presigned_url`].
    pub async fn get_presigned_url_for(&self, filename: &str) -> Result<Presigned> {
        self.presign(Some(filename.to_owned())).await
    }

    async fn presign(&self, filename: Option<String>) -> Result<Presigned> {
        let request = PresignRequest { filename };
        self.repeat(may_repeat, || self.que.presign(&request)).await
    }

    /// Uploads a file or bytes to a presigned URL. The Content-Type is detected from the first bytes and the name. If the
    /// URL was signed for another one, the upload is repeated with the usual one for the file's extension, then without
    /// any.
    ///
    /// A retry sends the same bytes to the same key. If [`Error::needs_new_url`], the URL has expired or was refused:
    /// get a new one, or use [`Self::upload_asset`], which does.
    ///
    /// # Errors
    /// Those of [`Storage::put`].
    pub async fn upload(&self, presigned: &Presigned, body: UploadBody) -> Result<Stored> {
        let content_types = content_types(&body).await?;
        self.put_with_any_type(presigned, &body, &content_types).await
    }

    async fn put_with_any_type(
        &self,
        presigned: &Presigned,
        body: &UploadBody,
        content_types: &[Option<String>],
    ) -> Result<Stored> {
        let mut content_types = content_types.iter();
        loop {
            let content_type = content_types.next().cloned().flatten();
            match self.put(presigned, body, content_type).await {
                Err(error)
                    if error.signature_does_not_match() && content_types.len() > 0 && self.retries != Retries::Off => {}
                uploaded => return uploaded,
            }
        }
    }

    async fn put(&self, presigned: &Presigned, body: &UploadBody, content_type: Option<String>) -> Result<Stored> {
        let options = PutOptions {
            content_type,
            ..PutOptions::default()
        };
        let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
        self.repeat(may_repeat_upload, || {
            self.storage.put(presigned, body.clone(), &options, &progress, &cancel)
        })
        .await
    }

    /// Gets a presigned URL and uploads to it. If the storage refuses the URL, gets one more, which comes with a new key.
    ///
    /// # Errors
    /// Those of [`Self::get_presigned_url`] and [`Self::upload`].
    pub async fn upload_asset(&self, body: UploadBody) -> Result<UploadedAsset> {
        // A file that can't be read needs no URL.
        let content_types = content_types(&body).await?;
        let filename = body.filename();
        let mut retried = false;
        loop {
            let presigned = self.presign(filename.clone()).await?;
            match self.put_with_any_type(&presigned, &body, &content_types).await {
                Ok(stored) => {
                    return Ok(UploadedAsset {
                        key: presigned.key().to_owned(),
                        bucket: presigned.bucket().map(str::to_owned),
                        stored,
                    });
                }
                Err(error) if error.needs_new_url() && !retried && self.retries != Retries::Off => {
                    retried = true;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Signs an uploaded object. The signed copy is a new object, see [`SignResponse::asset`].
    ///
    /// Signing has no idempotency key and is billed. It is retried only if the server was too busy to start (425, 429, 503),
    /// the network requires a sign-in (511), or nothing was sent. If [`Error::outcome_is_unknown`], the object may have been
    /// signed.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn sign_asset(&self, request: &SignRequest) -> Result<SignResponse> {
        self.repeat(may_repeat_signing, || self.que.sign(request)).await
    }

    /// Verifies the Content Credentials of an object.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn verify_asset(&self, request: &VerifyRequest) -> Result<VerifyResponse> {
        self.repeat(may_repeat, || self.que.verify(request)).await
    }

    async fn repeat<T, F>(&self, may_repeat: fn(&Error) -> bool, request: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let mut backoff = Backoff::new(self.retries, self.first_wait);
        loop {
            self.wait_for_rate_limit().await;
            let error = match request().await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            if !may_repeat(&error) {
                return Err(error);
            }
            let Some(wait) = backoff.wait_after(&error) else {
                return Err(error);
            };
            tracing::debug!(%error, ?wait, "retrying");
            if error.status() == Some(429) && matches!(error, Error::Problem { .. }) {
                self.delay_all(wait);
            } else {
                tokio::time::sleep(wait).await;
            }
        }
    }

    /// Delays every call of this client and its clones.
    fn delay_all(&self, wait: Duration) {
        let mut not_before = self.not_before.lock();
        *not_before = (*not_before).max(Instant::now().checked_add(wait));
    }

    async fn wait_for_rate_limit(&self) {
        let until = *self.not_before.lock();
        if let Some(until) = until.filter(|until| *until > Instant::now()) {
            tokio::time::sleep_until(until).await;
        }
    }
}

/// The Content-Type headers that the URL may be signed for, most likely first.
async fn content_types(body: &UploadBody) -> Result<Vec<Option<String>>> {
    let usual = guess_from_name(body.path()).map(str::to_owned);
    let body = body.clone();
    let detected = match tokio::task::spawn_blocking(move || body.media_type()).await {
        Ok(detected) => detected?.essence,
        // The upload doesn't depend on detection, even if it panics.
        Err(_) => UNKNOWN.to_owned(),
    };
    let usual = usual.filter(|usual| *usual != detected).map(Some);
    Ok([Some(detected)].into_iter().chain(usual).chain([None]).collect())
}

#[cfg(test)]
mod tests;
