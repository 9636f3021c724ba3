//! PUT and GET of presigned URLs.
//!
//! This uses hyper instead of reqwest. Large bodies wait for `100 Continue`, so that an early refusal is received with its
//! status. Every byte that the socket accepts is counted, which tells a stall from progress, and "not sent" from "sent, but
//! the response was lost". The API key never gets here.

mod checksums;
mod confirmation;
mod connect;
mod connection;
mod counting_socket;
mod error_response;
mod errors;
mod file_reader;
mod file_state;
mod get;
mod hashing;
mod options;
mod pool;
mod progress;
mod put;
mod put_attempt;
mod receipt;
mod request;
mod request_body;
mod response_body;
mod stall;
mod stored;
mod upload_body;

use std::sync::Arc;
use std::time::Duration;

use hyper::header::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use rustls::ClientConfig;
use url::Url;

pub use options::{GetOptions, PutOptions};
pub use progress::Progress;
pub use stored::{Downloaded, Stored};
pub use upload_body::UploadBody;

use self::connect::Connector;
use self::pool::Pool;
use crate::address::AddressPolicy;
use crate::error::{Result, Step};
use crate::exchange::Observer;
use crate::presigned::Presigned;

/// A client for presigned URLs. Cloning is cheap and shares connections; [`Que::storage`](crate::Que::storage) makes one.
#[derive(Debug, Clone)]
pub struct Storage {
    pool: Arc<Pool>,
    user_agent: HeaderValue,
    addresses: AddressPolicy,
    observer: Option<Observer>,
}

impl Storage {
    pub(crate) fn new(
        tls: Arc<ClientConfig>,
        user_agent: HeaderValue,
        addresses: AddressPolicy,
        connect_timeout: Duration,
        proxies: Matcher,
    ) -> Self {
        let connector = Connector::new(addresses, tls, proxies, connect_timeout);
        Self {
            pool: Arc::new(Pool::new(connector)),
            user_agent,
            addresses,
            observer: None,
        }
    }

    /// Tests whether the storage of this URL can be reached. Opens a connection without sending a request, so the storage
    /// doesn't learn the URL's path or query.
    ///
    /// # Errors
    /// [`Error::Transport`](crate::Error::Transport) with [`Step::Upload`].
    pub async fn connect(&self, url: &Url) -> Result<()> {
        self.pool.connection(Step::Upload, url, true).await.map(drop)
    }

    /// Opens a connection to the host of the last [`Self::set_preconnect_host`] in the background, unless
    /// `max_connections` are open. Call it while waiting for a presigned URL.
    pub fn preconnect(&self, max_connections: usize) {
        self.pool.preconnect(max_connections);
    }

    /// Closes idle connections, for example when file descriptors run out.
    pub fn close_idle_connections(&self) {
        self.pool.close_idle_connections();
    }

    /// Sets the host that [`Self::preconnect`] connects to.
    pub fn set_preconnect_host(&self, presigned: &Presigned) {
        self.pool.set_preconnect_host(presigned.url().expose());
    }

    /// A client with the same connections that reports its requests to this observer.
    #[must_use]
    pub fn with_observer(&self, observer: Observer) -> Self {
        Self {
            observer: Some(observer),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests;
