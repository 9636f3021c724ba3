//! Settings of a [`QueClient`].

use super::QueClient;
use crate::api::Que;
use crate::error::Result;
use crate::retries::Retries;
use crate::secret::{ApiKey, InvalidApiKey};

/// The server that [`QueClient::new`] uses.
pub const DEFAULT_SERVER: &str = "https://dev-api.addque.org";

/// Settings for a [`QueClient`].
#[derive(Debug, Clone)]
pub struct QueClientBuilder {
    key: Result<ApiKey, InvalidApiKey>,
    server: String,
    allow_insecure_http: bool,
    retries: Retries,
}

impl QueClientBuilder {
    pub(super) fn new(key: &str) -> Self {
        Self {
            key: ApiKey::parse(key),
            server: DEFAULT_SERVER.to_owned(),
            allow_insecure_http: false,
            retries: Retries::default(),
        }
    }

    /// The server to use, such as `https://api.addque.org`. [`DEFAULT_SERVER`] by default.
    #[must_use]
    pub fn server(mut self, url: &str) -> Self {
        url.clone_into(&mut self.server);
        self
    }

    /// How often to try a request. [`Retries::UpTo`]`(5)` by default; [`Retries::Off`] turns retries off.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Allows plain HTTP to other computers, for networks you trust. Off by default. Plain HTTP to this computer is always
    /// allowed.
    #[must_use]
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// Builds the client. Sends nothing.
    ///
    /// # Errors
    /// [`Error::InvalidApiKey`](crate::Error::InvalidApiKey), [`Error::InvalidUrl`](crate::Error::InvalidUrl),
    /// [`Error::InsecureUrl`](crate::Error::InsecureUrl), or [`Error::Setup`](crate::Error::Setup).
    pub fn build(self) -> Result<QueClient> {
        let que = Que::builder(&self.server)
            .key(self.key?)
            .allow_insecure_http(self.allow_insecure_http)
            .build()?;
        Ok(QueClient::from_que(que, self.retries))
    }
}
