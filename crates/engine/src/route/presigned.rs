//! Step 2: a presigned URL. Its key is recorded before the first byte is sent.

use std::time::{Duration, Instant, SystemTime};

use super::{Route, inspected::Inspected};
use crate::{
    gate::Permit,
    hash::sha256_of,
    retry::{
        call::after_presign,
        put::{AttemptError, UploadRetries},
    },
    store_writer::{BeginError, ReusedKey},
};
use model::{AttemptId, ObjectRef, Step};
use que_sdk::{Presigned, Storage, UploadBody, wire::PresignRequest};
use store::IssuedKey;

/// A URL that expires sooner than this is not used any more.
const EXPIRY_MARGIN: Duration = Duration::from_secs(20);

/// The presigned URL in use, and its record.
pub(super) struct OpenAttempt {
    pub(super) presigned: Presigned,
    /// Of the client that requested the URL.
    pub(super) storage: Storage,
    /// That client.
    pub(super) permit: Permit,
    pub(super) record: AttemptId,
    pub(super) object: ObjectRef,
    /// The name that it was presigned for.
    name: String,
    /// Whether one of its PUTs may have stored the object.
    pub(super) unknown: bool,
}

impl OpenAttempt {
    /// Whether the URL expires too soon to start a PUT.
    pub(super) fn ends_soon(&self) -> bool {
        self.presigned.expires_within(SystemTime::now(), EXPIRY_MARGIN)
    }
}

impl Route<'_> {
    /// Keeps a URL that is still valid, or gets one and records its key.
    pub(super) async fn presigned(
        &mut self,
        file: &Inspected,
        retries: &mut UploadRetries<'_>,
    ) -> Result<(), AttemptError> {
        let spent = self
            .open
            .as_ref()
            .is_some_and(|open| retries.url_is_discarded() || open.name != file.presign_name || open.ends_soon());
        if spent {
            self.close_attempt().await;
        }
        if self.open.is_some() {
            return Ok(());
        }
        let (permit, presigned) = self.presign(file, retries).await?;
        let named = || self.context.bucket.lock().clone();
        let object = ObjectRef {
            bucket: presigned.bucket().map(str::to_owned).or_else(named),
            key: presigned.key().to_owned(),
        };
        // An upload that holds a sending slot must not wait for a later one.
        if self.slots.recorded.is_none() && self.slots.sending.is_none() {
            self.slots.recorded = Some(
                self.unless_canceled(self.context.concurrency.recorded.acquire())
                    .await?,
            );
        }
        self.slots.ready = None;
        // On disk before the first byte is sent: whatever happens now, the key is not lost.
        let asked = Instant::now();
        let begin = |known| {
            self.context
                .store_writer
                .begin_attempt(self.job.id, object.clone(), known)
        };
        let record = match begin(ReusedKey::Refuse).await {
            Err(BeginError::KeyReused(given)) if self.has_content_of(&given, &file.body).await? => {
                begin(ReusedKey::Allow).await
            }
            started => started,
        };
        let record = record.map_err(|error| AttemptError::GiveUp(error.failure()))?;
        self.context.concurrency.note_recorded(asked.elapsed());
        retries.begin_url();
        self.open = Some(OpenAttempt {
            presigned,
            storage: permit
                .storage
                .with_observer(self.context.activity.observer(self.job.id)),
            permit,
            record,
            object,
            name: file.presign_name.clone(),
            unknown: false,
        });
        Ok(())
    }

    /// Requests a URL with the client that the gate provides.
    async fn presign(
        &self,
        file: &Inspected,
        retries: &mut UploadRetries<'_>,
    ) -> Result<(Permit, Presigned), AttemptError> {
        let (context, id) = (self.context, self.job.id);
        let permit = self.unless_canceled(context.gate.acquire()).await?;
        let permit = permit.map_err(|unavailable| AttemptError::GiveUp(unavailable.failure(Step::Presign)))?;
        if self.is_small() && context.concurrency.has_high_latency() {
            permit.storage.preconnect(context.concurrency.sending.limit());
        }
        let request = PresignRequest {
            filename: Some(file.presign_name.clone()),
        };
        let que = permit.que.with_observer(context.activity.observer(id));
        let asked = Instant::now();
        let presigned = match self.unless_canceled(que.presign(&request)).await? {
            Ok(presigned) => presigned,
            Err(error) => return Err(after_presign(context, &permit, &error)),
        };
        context.gate.succeeded();
        retries.presigned();
        if self.is_small() {
            context.concurrency.note_ready(file.elapsed, asked.elapsed());
            if context.concurrency.has_high_latency() {
                permit.storage.set_preconnect_host(&presigned);
            }
        }
        Ok((permit, presigned))
    }

    /// Whether this file has the content that the key was issued for. Sending the same bytes again loses nothing.
    async fn has_content_of(&self, given: &IssuedKey, body: &UploadBody) -> Result<bool, AttemptError> {
        let source = &self.job.source;
        let Some(sha256) = &given.sha256 else {
            // The earlier content is unknown. An unchanged file has the same content.
            return Ok((&given.path, given.size, given.modified) == (&source.path, source.size, source.modified));
        };
        if let Some(here) = body.sha256_hexadecimal() {
            return Ok(here == *sha256);
        }
        if source.size != given.size {
            return Ok(false);
        }
        let (path, stop) = (source.path.clone(), self.cancel.clone());
        let hashing = tokio::task::spawn_blocking(move || {
            let mut file = std::fs::File::open(path)?;
            sha256_of(&mut file, |_| match stop.is_cancelled() {
                true => Err(std::io::ErrorKind::Interrupted.into()),
                false => Ok(()),
            })
        });
        match self.unless_canceled(hashing).await? {
            Ok(Ok(here)) => Ok(here == *sha256),
            // If the file is unreadable, the upload will report it.
            Ok(Err(_)) | Err(_) => Ok(false),
        }
    }
}
