//! Settings of a [`Que`], and the HTTP clients made from them.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use rustls::ClientConfig;
use url::Url;

use super::{CONNECT_TIMEOUT, Inner, Que};
use crate::address::{self, AddressPolicy};
use crate::error::{Error, Result, SetupFault};
use crate::resolver::Resolver;
use crate::secret::ApiKey;
use crate::tls;

/// Timeout of short calls.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// Timeout of signing and verifying. The server's own limit is 300 s.
const WORK_TIMEOUT: Duration = Duration::from_secs(330);
/// How long an idle connection is kept.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

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
    pub(super) fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            key: None,
            allow_insecure_http: false,
            extra_ca_pem: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            call_timeout: CALL_TIMEOUT,
            work_timeout: WORK_TIMEOUT,
        }
    }

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

    /// Certificates (PEM) to trust in addition to those of the system, for example that of a proxy that inspects traffic.
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
        self.parse_address().map(drop)
    }

    fn parse_address(&self) -> Result<Url> {
        let base = address::parse_base(&self.base_url)?;
        address::check_base(&base, self.allow_insecure_http)?;
        Ok(base)
    }

    /// Builds the client. Sends nothing.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], [`Error::InsecureUrl`], or [`Error::Setup`] if TLS can't be set up.
    pub fn build(self) -> Result<Que> {
        let base = self.parse_address()?;
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| Error::Setup {
            what: SetupFault::UserAgent,
            source: None,
        })?;
        let tls = tls::client_config(self.extra_ca_pem.as_deref(), base.scheme() == "https")?;
        let addresses = AddressPolicy::new(&base, self.allow_insecure_http);
        let client = |max_idle| http_client(&base, addresses, &tls, &user_agent, max_idle);
        let (http, unpooled) = (client(usize::MAX)?, client(0)?);
        Ok(Que {
            inner: Arc::new(Inner {
                base,
                key: self.key,
                http,
                unpooled,
                tls: Arc::new(tls),
                user_agent,
                addresses,
                call_timeout: self.call_timeout,
                work_timeout: self.work_timeout,
            }),
            observer: None,
        })
    }
}

/// An HTTP client that follows no redirect and keeps at most `max_idle` idle connections.
fn http_client(
    base: &Url,
    addresses: AddressPolicy,
    tls: &ClientConfig,
    user_agent: &HeaderValue,
    max_idle: usize,
) -> Result<reqwest::Client> {
    let mut http = reqwest::Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
        .pool_max_idle_per_host(max_idle)
        .user_agent(user_agent.clone());
    if address::is_loopback(base) {
        // Plain HTTP to this computer must not leave it, whatever a proxy or a name server says.
        http = http.no_proxy().dns_resolver(Resolver::new(addresses));
    }
    http.build().map_err(|error| Error::Setup {
        what: SetupFault::HttpClient,
        source: Some(Box::new(error.without_url())),
    })
}
