//! The calls of the Que API, without retries.

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

use super::address::{self, Reach};
use super::answer;
use super::bounds;
use super::error::{AnswerFault, Error, Result, Step};
use super::exchange::{Observer, Watched};
use super::presigned::Presigned;
use super::resolver::Resolver;
use super::storage::Storage;
use super::tls;
use super::transport;
use super::wire::{
    Health, PresignDownloadRequest, PresignRequest, SignAnswer, SignRequest, TrustList, VerifyAnswer, VerifyRequest,
};
use crate::secret::{ApiKey, SignedUrl};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a short call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// How long signing and verifying may take: the server's own bound is 300 s.
const WORK_TIMEOUT: Duration = Duration::from_secs(330);
/// The most bytes of a short answer.
const ANSWER_BOUND: u64 = 1 << 20;
/// The most bytes of a verification report: the detailed ones are large.
const REPORT_BOUND: u64 = 16 << 20;
/// The most bytes of a trust list: some thousand certificates.
const TRUST_LIST_BOUND: u64 = 4 << 20;

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
    /// The same without kept connections: for what must not break because one was kept too long.
    fresh: reqwest::Client,
    tls: Arc<ClientConfig>,
    user_agent: HeaderValue,
    reach: Reach,
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

/// Settings for a [`Que`].
#[derive(Debug, Clone)]
pub struct QueBuilder {
    base_url: String,
    key: Option<ApiKey>,
    allow_insecure_http: bool,
    extra_ca_pem: Option<Vec<u8>>,
    user_agent: String,
    call_timeout: Duration,
    work_timeout: Duration,
}

impl QueBuilder {
    /// The API key. All calls but [`Que::health`] need one.
    #[must_use]
    pub fn key(mut self, key: ApiKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Allows plain HTTP to other computers, for networks you trust: to the server and to its storage. The server may then
    /// also name this computer as its storage, which is needed for a server behind a tunnel. Off by default.
    #[must_use]
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Certificates (PEM) to trust besides those of the system, for example that of a proxy that inspects traffic.
    #[must_use]
    pub fn extra_ca_pem(mut self, pem: Vec<u8>) -> Self {
        self.extra_ca_pem = Some(pem);
        self
    }

    /// The `User-Agent` header. The name and version of this crate by default.
    #[must_use]
    pub fn user_agent(mut self, name: &str) -> Self {
        name.clone_into(&mut self.user_agent);
        self
    }

    /// Timeout of presign, health and trust list calls. 30 seconds by default.
    #[must_use]
    pub fn call_timeout(mut self, timeout: Duration) -> Self {
        self.call_timeout = timeout;
        self
    }

    /// Timeout of sign and verify calls. 330 seconds by default.
    #[must_use]
    pub fn work_timeout(mut self, timeout: Duration) -> Self {
        self.work_timeout = timeout;
        self
    }

    /// Checks the server's address like [`Self::build`], but without loading certificates.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`] or [`Error::InsecureUrl`].
    pub fn check_address(&self) -> Result<()> {
        self.base().map(drop)
    }

    fn base(&self) -> Result<Url> {
        let base = address::parse_base(&self.base_url)?;
        address::check_base(&base, self.allow_insecure_http)?;
        Ok(base)
    }

    /// Builds the client. Sends nothing.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], [`Error::InsecureUrl`], or [`Error::Setup`] if TLS cannot be set up.
    pub fn build(self) -> Result<Que> {
        let base = self.base()?;
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| Error::Setup {
            what: "the program's name cannot be sent in a header",
            source: None,
        })?;
        let config = tls::client_config(self.extra_ca_pem.as_deref(), base.scheme() == "https")?;
        let reach = Reach::of(&base, self.allow_insecure_http);
        let client = |kept: usize| {
            let mut http = reqwest::Client::builder()
                .tls_backend_preconfigured(config.clone())
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .connect_timeout(CONNECT_TIMEOUT)
                .pool_idle_timeout(Duration::from_secs(30))
                .pool_max_idle_per_host(kept)
                .user_agent(user_agent.clone());
            if address::is_loopback(&base) {
                // What goes to this computer in plain text goes nowhere else, whatever a name server says.
                http = http.no_proxy().dns_resolver(Resolver::within(reach));
            }
            http.build().map_err(|error| Error::Setup {
                what: "the HTTP client cannot be built",
                source: Some(Box::new(error.without_url())),
            })
        };
        let (http, fresh) = (client(usize::MAX)?, client(0)?);
        Ok(Que {
            inner: Arc::new(Inner {
                base,
                key: self.key,
                http,
                fresh,
                tls: Arc::new(config),
                user_agent,
                reach,
                call_timeout: self.call_timeout,
                work_timeout: self.work_timeout,
            }),
            observer: None,
        })
    }
}

impl Que {
    /// Starts a client for a server, such as `https://dev-api.addque.org`.
    #[must_use]
    pub fn builder(base_url: &str) -> QueBuilder {
        QueBuilder {
            base_url: base_url.to_owned(),
            key: None,
            allow_insecure_http: false,
            extra_ca_pem: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            call_timeout: CALL_TIMEOUT,
            work_timeout: WORK_TIMEOUT,
        }
    }

    /// A client with the same connections that reports its requests to this observer.
    #[must_use]
    pub fn observed(&self, observer: Observer) -> Self {
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

    /// The proxy used for the API, as host and port without credentials. `None` if there is none.
    #[must_use]
    pub fn proxy(&self) -> Option<String> {
        if address::is_loopback(&self.inner.base) {
            return None;
        }
        let base = self.inner.base.as_str().parse().ok()?;
        let proxy = Matcher::from_system().intercept(&base)?;
        proxy.uri().authority().map(|authority| {
            let bare = authority.as_str();
            bare.rsplit_once('@').map_or(bare, |(_, bare)| bare).to_owned()
        })
    }

    /// A client for presigned URLs, with the same TLS and proxy settings. It never sees the key.
    /// Clones of one [`Storage`] share connections; each call of this method starts without any.
    #[must_use]
    pub fn storage(&self) -> Storage {
        Storage::new(
            self.inner.tls.clone(),
            self.inner.user_agent.clone(),
            self.inner.reach,
            CONNECT_TIMEOUT,
            Matcher::from_system(),
        )
    }

    /// Asks whether the server is healthy. Needs no key and sends none.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn health(&self) -> Result<Health> {
        let request = self.request(Step::Health, Method::GET, "healthz", self.inner.call_timeout)?;
        self.send(Step::Health, request, ANSWER_BOUND).await
    }

    /// Asks for an object key and a URL to upload the object to.
    ///
    /// # Errors
    /// Those of [`Self::health`], and [`Error::InsecureUrl`] if the server returns a plain HTTP URL.
    pub async fn presign(&self, presign: &PresignRequest) -> Result<Presigned> {
        let request = self.post(Step::Presign, "v1/assets/presign", presign, self.inner.call_timeout)?;
        let (status, answer): (u16, Value) = self.send_for_json(Step::Presign, request, ANSWER_BOUND).await?;
        let other = || Error::Unexpected {
            step: Step::Presign,
            status,
            what: AnswerFault::OtherJson,
        };
        let url = first_text(&answer, &["url", "uploadUrl", "upload_url", "URL", "presigned_url"]).ok_or_else(other)?;
        let key = first_text(&answer, &["key", "objectKey", "object_key"]).ok_or_else(other)?;
        if let Some(why) = bounds::fault_of_key(key) {
            return Err(unusable(Step::Presign, status, why));
        }
        let presigned = Presigned::parse(bounded(Step::Presign, status, url)?, key)?;
        let within_reach = self.inner.reach.check(presigned.url().expose());
        within_reach.map_err(|error| of_answer(Step::Presign, status, error))?;
        tracing::debug!(key = presigned.key(), bucket = presigned.bucket(), "an upload URL");
        Ok(presigned)
    }

    /// Signs an object. There is no idempotency key: after a timeout the object may have been signed.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn sign(&self, sign: &SignRequest) -> Result<SignAnswer> {
        let request = self.post(Step::Sign, "v1/sign", sign, self.inner.work_timeout)?;
        let mut answer: SignAnswer = self.send(Step::Sign, request, ANSWER_BOUND).await?;
        answer.assurance = answer.assurance.map(|words| bounds::cut(words, bounds::MOST_CODE));
        answer.evidence = answer.evidence.map(bounds::evidence);
        match answer.asset_s3_uri.as_deref().and_then(bounds::fault_of_s3_uri) {
            Some(why) => Err(unusable(Step::Sign, 200, why)),
            None => Ok(answer),
        }
    }

    /// Verifies an object.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn verify(&self, verify: &VerifyRequest) -> Result<VerifyAnswer> {
        let request = self.post(Step::Verify, "v1/verify", verify, self.inner.work_timeout)?;
        self.send(Step::Verify, request, REPORT_BOUND).await
    }

    /// Gets the server's trust list.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn trust_list(&self) -> Result<TrustList> {
        let request = self.request(Step::TrustList, Method::GET, "v1/trust-list", self.inner.call_timeout)?;
        self.send(Step::TrustList, request, TRUST_LIST_BOUND).await
    }

    /// Asks for a URL to download an object from. Not part of Que's public reference: servers may answer 404.
    ///
    /// # Errors
    /// [`Error::Problem`], [`Error::Transport`], [`Error::Unexpected`], or [`Error::Redirected`].
    pub async fn presign_download(&self, object: &PresignDownloadRequest) -> Result<SignedUrl> {
        let step = Step::PresignDownload;
        let request = self.post(step, "v1/assets/presign-download", object, self.inner.call_timeout)?;
        let (status, answer): (u16, Value) = self.send_for_json(step, request, ANSWER_BOUND).await?;
        let url = first_text(&answer, &["url", "downloadUrl", "download_url", "URL", "presigned_url"]).ok_or(
            Error::Unexpected {
                step,
                status,
                what: AnswerFault::OtherJson,
            },
        )?;
        let url = Url::parse(bounded(step, status, url)?).map_err(|_| Error::InvalidUrl {
            reason: "the server's download URL is no URL",
        })?;
        let within_reach = self.inner.reach.check(&url);
        within_reach.map_err(|error| of_answer(step, status, error))?;
        Ok(SignedUrl::new(url))
    }

    fn request(&self, step: Step, method: Method, path: &str, timeout: Duration) -> Result<RequestBuilder> {
        let url = self.inner.base.join(path).map_err(|_| Error::InvalidUrl {
            reason: "no path fits behind it",
        })?;
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("application/json, application/problem+json"),
        );
        if let Some(key) = self.inner.key.as_ref().filter(|_| step != Step::Health) {
            let mut value = HeaderValue::from_str(key.expose()).map_err(|_| Error::Setup {
                what: "the API key cannot be sent in a header",
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

    async fn send<A: DeserializeOwned>(&self, step: Step, request: RequestBuilder, bound: u64) -> Result<A> {
        let (_, answer) = self.send_for_json(step, request, bound).await?;
        Ok(answer)
    }

    async fn send_for_json<A: DeserializeOwned>(
        &self,
        step: Step,
        request: RequestBuilder,
        bound: u64,
    ) -> Result<(u16, A)> {
        let request = request.build().map_err(|error| transport::from_reqwest(step, error))?;
        let method = if *request.method() == Method::GET {
            "GET"
        } else {
            "POST"
        };
        let mut watched = Watched::begin(self.observer.as_ref(), method, request.url());
        watched.sent(request.body().and_then(|body| body.as_bytes()).map_or(0, <[u8]>::len) as u64);
        let answer = self.answer(step, request, bound, &mut watched).await;
        watched.end(answer.as_ref().err());
        answer
    }

    /// Sends a request. A kept connection that the server has left breaks only when it is used again, so a call that may be
    /// made twice goes once more on a new one; one that may not goes on a new one from the start.
    async fn execute(&self, step: Step, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        if step == Step::Sign {
            return self.inner.fresh.execute(request).await;
        }
        let again = request.try_clone();
        match (self.inner.http.execute(request).await, again) {
            (Err(error), Some(again)) if transport::broke_before_the_answer(&error) => {
                tracing::debug!(%step, "once more on a new connection");
                self.inner.fresh.execute(again).await
            }
            (outcome, _) => outcome,
        }
    }

    async fn answer<A: DeserializeOwned>(
        &self,
        step: Step,
        request: reqwest::Request,
        bound: u64,
        watched: &mut Watched<'_>,
    ) -> Result<(u16, A)> {
        let response = self.execute(step, request).await;
        let response = response.map_err(|error| transport::from_reqwest(step, error))?;
        tracing::debug!(%step, status = response.status().as_u16(), "the API answered");
        watched.answered(response.status().as_u16());
        let hide = self.inner.key.as_ref().map(ApiKey::expose);
        let (status, body) = answer::read(step, response, bound, hide).await?;
        watched.received(body.len() as u64);
        Ok((status, answer::json(step, status, &body)?))
    }
}

/// An answer with a value in it that no client can use.
fn unusable(step: Step, status: u16, why: &'static str) -> Error {
    Error::Unexpected {
        step,
        status,
        what: AnswerFault::Unusable(why),
    }
}

/// A URL of an answer that is not too long for one.
fn bounded(step: Step, status: u16, url: &str) -> Result<&str> {
    if url.len() > bounds::MOST_URL {
        return Err(unusable(
            step,
            status,
            "the URL is longer than any that a storage takes",
        ));
    }
    Ok(url)
}

/// An address that no client can use is the answer's fault, where the answer brought it.
fn of_answer(step: Step, status: u16, error: Error) -> Error {
    match error {
        Error::InvalidUrl { reason } => unusable(step, status, reason),
        other => other,
    }
}

/// The first of several names that holds a text with something in it.
fn first_text<'a>(answer: &'a Value, names: &[&str]) -> Option<&'a str> {
    names
        .iter()
        .find_map(|name| answer.get(*name)?.as_str())
        .filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
