//! The calls of the Que API, without retries.

mod builder;
mod response;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder};
use rustls::ClientConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

pub use builder::QueBuilder;

use crate::address::{self, AddressPolicy};
use crate::error::{Error, ResponseFault, Result, SetupFault, Step, UrlFault};
use crate::exchange::{Observer, Recorder};
use crate::limits;
use crate::presigned::Presigned;
use crate::secret::{ApiKey, SignedUrl};
use crate::storage::Storage;
use crate::transport;
use crate::wire::{
    Health, PresignDownloadRequest, PresignRequest, SignRequest, SignResponse, TrustList, VerifyRequest, VerifyResponse,
};

/// Timeout for establishing a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest response of most calls, in bytes.
const MAX_RESPONSE_BYTES: u64 = 1 << 20;
/// The largest verification report, in bytes. Detailed ones are large.
const MAX_REPORT_BYTES: u64 = 16 << 20;
/// The largest trust list, in bytes: a few thousand certificates.
const MAX_TRUST_LIST_BYTES: u64 = 4 << 20;

/// The API of one Que server with one key, without retries. Cloning is cheap and shares connections.
#[derive(Clone)]
pub struct Que {
    inner: Arc<Inner>,
    observer: Option<Observer>,
}

struct Inner {
    base: Url,
    key: Option<ApiKey>,
    http: reqwest::Client,
    /// Keeps no idle connections, for requests that must not fail because the server has closed one.
    unpooled: reqwest::Client,
    tls: Arc<ClientConfig>,
    user_agent: HeaderValue,
    addresses: AddressPolicy,
    call_timeout: Duration,
    work_timeout: Duration,
}

impl fmt::Debug for Que {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Que")
            .field("base", &self.inner.base.as_str())
            .finish_non_exhaustive()
    }
}

impl Que {
    /// Starts a client for a server, such as `https://dev-api.addque.org`.
    #[must_use]
    pub fn builder(base_url: &str) -> QueBuilder {
        QueBuilder::new(base_url)
    }

    /// A client with the same connections that reports its requests to this observer.
    #[must_use]
    pub fn with_observer(&self, observer: Observer) -> Self {
        Self {
            inner: self.inner.clone(),
            observer: Some(observer),
        }
    }

    /// The server's address.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.inner.base
    }

    /// The proxy used for the API, as host and port without credentials, if there is one.
    #[must_use]
    pub fn proxy(&self) -> Option<String> {
        if address::is_loopback(&self.inner.base) {
            return None;
        }
        let base = self.inner.base.as_str().parse().ok()?;
        let proxy = Matcher::from_system().intercept(&base)?;
        proxy.uri().authority().map(|authority| {
            let authority = authority.as_str();
            authority
                .rsplit_once('@')
                .map_or(authority, |(_, host)| host)
                .to_owned()
        })
    }

    /// A client for presigned URLs, with the same TLS and proxy settings. It never sees the key.
    /// Clones of one [`Storage`] share connections; each call of this method starts without any.
    #[must_use]
    pub fn storage(&self) -> Storage {
        Storage::new(
            self.inner.tls.clone(),
            self.inner.user_agent.clone(),
            self.inner.addresses,
            CONNECT_TIMEOUT,
            Matcher::from_system(),
        )
    }

    /// Checks whether the server is healthy. Needs no key and sends none.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn health(&self) -> Result<Health> {
        let request = self.request(Step::Health, Method::GET, "healthz", self.inner.call_timeout)?;
        self.send(Step::Health, request, MAX_RESPONSE_BYTES).await
    }

    /// Requests an object key and a URL to upload the object to.
    ///
    /// # Errors
    /// Those of [`Self::health`], and [`Error::InsecureUrl`] or [`Error::ForbiddenAddress`] if the URL isn't safe to use.
    pub async fn presign(&self, presign: &PresignRequest) -> Result<Presigned> {
        let step = Step::Presign;
        let request = self.post(step, "v1/assets/presign", presign, self.inner.call_timeout)?;
        let (status, response): (u16, Value) = self.send_for_status(step, request, MAX_RESPONSE_BYTES).await?;
        let missing = || Error::Unexpected {
            step,
            status,
            what: ResponseFault::UnexpectedJson,
        };
        let url =
            first_text(&response, &["url", "uploadUrl", "upload_url", "URL", "presigned_url"]).ok_or_else(missing)?;
        let key = first_text(&response, &["key", "objectKey", "object_key"]).ok_or_else(missing)?;
        if let Some(reason) = limits::invalid_object_key(key) {
            return Err(invalid_value(step, status, reason));
        }
        let presigned = Presigned::parse(check_length(step, status, url)?, key)?;
        let checked = self.inner.addresses.check(presigned.url().expose());
        checked.map_err(|error| in_response(step, status, error))?;
        tracing::debug!(key = presigned.key(), bucket = presigned.bucket(), "got an upload URL");
        Ok(presigned)
    }

    /// Signs an object. There is no idempotency key: after a timeout the object may have been signed.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn sign(&self, sign: &SignRequest) -> Result<SignResponse> {
        let request = self.post(Step::Sign, "v1/sign", sign, self.inner.work_timeout)?;
        let mut response: SignResponse = self.send(Step::Sign, request, MAX_RESPONSE_BYTES).await?;
        response.assurance = response
            .assurance
            .map(|assurance| limits::truncate(assurance, limits::MAX_CODE_CHARS));
        response.evidence = response.evidence.map(limits::limit_evidence);
        match response.asset_s3_uri.as_deref().and_then(limits::invalid_s3_uri) {
            Some(reason) => Err(invalid_value(Step::Sign, 200, reason)),
            None => Ok(response),
        }
    }

    /// Verifies an object.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn verify(&self, verify: &VerifyRequest) -> Result<VerifyResponse> {
        let request = self.post(Step::Verify, "v1/verify", verify, self.inner.work_timeout)?;
        self.send(Step::Verify, request, MAX_REPORT_BYTES).await
    }

    /// Gets the server's trust list.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn trust_list(&self) -> Result<TrustList> {
        let request = self.request(Step::TrustList, Method::GET, "v1/trust-list", self.inner.call_timeout)?;
        self.send(Step::TrustList, request, MAX_TRUST_LIST_BYTES).await
    }

    /// Gets a small public file below the base URL, such as a list of trusted signers. Of a client with a key, it would get
    /// the key, so this refuses one.
    ///
    /// # Errors
    /// [`Error::Setup`] for a client with a key, [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`] for a web
    /// page or more than `max_bytes`, or [`Error::Redirected`].
    pub async fn public_file(&self, path: &str, max_bytes: u64) -> Result<Vec<u8>> {
        if self.inner.key.is_some() {
            return Err(Error::Setup {
                what: SetupFault::KeyForPublicFile,
                source: None,
            });
        }
        let step = Step::TrustList;
        let request = self.request(step, Method::GET, path, self.inner.call_timeout)?;
        let request = request.build();
        let request = request.map_err(|error| transport::from_reqwest(step, error))?;
        let mut recorder = Recorder::start(self.observer.as_ref(), "GET", request.url());
        let read = async {
            let response = self.execute(step, request).await;
            let response = response.map_err(|error| transport::from_reqwest(step, error))?;
            recorder.set_status(response.status().as_u16());
            response::read(step, response, max_bytes, None).await
        };
        let outcome = read.await.map(|(_, bytes)| bytes);
        recorder.finish(outcome.as_ref().err());
        outcome
    }

    /// Requests a URL to download an object from. Not part of Que's public reference: servers may answer 404.
    ///
    /// # Errors
    /// Those of [`Self::presign`].
    pub async fn presign_download(&self, object: &PresignDownloadRequest) -> Result<SignedUrl> {
        let step = Step::PresignDownload;
        let request = self.post(step, "v1/assets/presign-download", object, self.inner.call_timeout)?;
        let (status, response): (u16, Value) = self.send_for_status(step, request, MAX_RESPONSE_BYTES).await?;
        let url = first_text(
            &response,
            &["url", "downloadUrl", "download_url", "URL", "presigned_url"],
        )
        .ok_or(Error::Unexpected {
            step,
            status,
            what: ResponseFault::UnexpectedJson,
        })?;
        let url = Url::parse(check_length(step, status, url)?).map_err(|_| Error::InvalidUrl {
            reason: UrlFault::DownloadUrl,
        })?;
        let checked = self.inner.addresses.check(&url);
        checked.map_err(|error| in_response(step, status, error))?;
        Ok(SignedUrl::new(url))
    }

    fn request(&self, step: Step, method: Method, path: &str, timeout: Duration) -> Result<RequestBuilder> {
        let url = self.inner.base.join(path).map_err(|_| Error::InvalidUrl {
            reason: UrlFault::NoPath,
        })?;
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("application/json, application/problem+json"),
        );
        if let Some(key) = self.inner.key.as_ref().filter(|_| step != Step::Health) {
            let mut value = HeaderValue::from_str(key.expose()).map_err(|_| Error::Setup {
                what: SetupFault::ApiKey,
                source: None,
            })?;
            value.set_sensitive(true);
            headers.insert("x-api-key", value);
        }
        Ok(self.inner.http.request(method, url).headers(headers).timeout(timeout))
    }

    fn post<B: Serialize>(&self, step: Step, path: &str, body: &B, timeout: Duration) -> Result<RequestBuilder> {
        Ok(self.request(step, Method::POST, path, timeout)?.json(body))
    }

    async fn send<T: DeserializeOwned>(&self, step: Step, request: RequestBuilder, max_bytes: u64) -> Result<T> {
        let (_, response) = self.send_for_status(step, request, max_bytes).await?;
        Ok(response)
    }

    async fn send_for_status<T: DeserializeOwned>(
        &self,
        step: Step,
        request: RequestBuilder,
        max_bytes: u64,
    ) -> Result<(u16, T)> {
        let request = request.build().map_err(|error| transport::from_reqwest(step, error))?;
        let method = if *request.method() == Method::GET {
            "GET"
        } else {
            "POST"
        };
        let mut recorder = Recorder::start(self.observer.as_ref(), method, request.url());
        let body = request.body().and_then(|body| body.as_bytes());
        recorder.set_bytes_sent(body.map_or(0, <[u8]>::len) as u64);
        let outcome = self.exchange(step, request, max_bytes, &mut recorder).await;
        recorder.finish(outcome.as_ref().err());
        outcome
    }

    async fn exchange<T: DeserializeOwned>(
        &self,
        step: Step,
        request: reqwest::Request,
        max_bytes: u64,
        recorder: &mut Recorder<'_>,
    ) -> Result<(u16, T)> {
        let response = self.execute(step, request).await;
        let response = response.map_err(|error| transport::from_reqwest(step, error))?;
        tracing::debug!(%step, status = response.status().as_u16(), "the API responded");
        recorder.set_status(response.status().as_u16());
        let secret = self.inner.key.as_ref().map(ApiKey::expose);
        let (status, body) = response::read(step, response, max_bytes, secret).await?;
        recorder.set_bytes_received(body.len() as u64);
        Ok((status, response::parse_json(step, status, &body)?))
    }

    /// Sends a request. That the server has closed an idle connection shows only when it is used. A call that may be made
    /// twice is then repeated on a new connection; signing, which may not, always uses a new one.
    async fn execute(&self, step: Step, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        if step == Step::Sign {
            return self.inner.unpooled.execute(request).await;
        }
        let again = request.try_clone();
        match (self.inner.http.execute(request).await, again) {
            (Err(error), Some(again)) if transport::broke_before_response(&error) => {
                tracing::debug!(%step, "retrying on a new connection");
                self.inner.unpooled.execute(again).await
            }
            (outcome, _) => outcome,
        }
    }
}

fn invalid_value(step: Step, status: u16, reason: UrlFault) -> Error {
    Error::Unexpected {
        step,
        status,
        what: ResponseFault::InvalidValue(reason),
    }
}

fn check_length(step: Step, status: u16, url: &str) -> Result<&str> {
    if url.len() > limits::MAX_URL_BYTES {
        return Err(invalid_value(step, status, UrlFault::TooLong));
    }
    Ok(url)
}

/// An unusable URL in a response is the server's fault, not the caller's.
fn in_response(step: Step, status: u16, error: Error) -> Error {
    match error {
        Error::InvalidUrl { reason } => invalid_value(step, status, reason),
        other => other,
    }
}

/// The first of these fields that is a string and not blank.
fn first_text<'a>(response: &'a Value, names: &[&str]) -> Option<&'a str> {
    names
        .iter()
        .find_map(|name| response.get(*name)?.as_str())
        .filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
