//! PUT and GET of presigned URLs.
//!
//! This uses hyper instead of reqwest. Large bodies wait for `100 Continue`, so that an early refusal is received with its
//! status. Every byte that the socket takes is counted, which tells a stall from progress, and "not sent" from "sent, but the
//! answer was lost". The API key never gets here.

mod body;
mod confirm;
mod connection;
mod flow;
mod get;
mod hashing;
mod integrity;
mod progress;
mod put;
mod reader;
mod receipt;
mod refusal;
mod request;
mod stall;
mod words;

use std::sync::Arc;
use std::time::Duration;

use hyper::header::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use rustls::ClientConfig;
use url::Url;

pub use get::{Downloaded, GetOptions};
pub use progress::Progress;
pub use put::{PutOptions, Stored};
pub use reader::UploadBody;

use super::address::Reach;
use super::error::{Result, Step};
use super::exchange::Observer;
use super::presigned::Presigned;
use connection::Pool;

/// A client for presigned URLs. Cloning is cheap and shares connections; [`Que::storage`](super::Que::storage) makes one.
#[derive(Debug, Clone)]
pub struct Storage {
    pool: Arc<Pool>,
    user_agent: HeaderValue,
    reach: Reach,
    observer: Option<Observer>,
}

impl Storage {
    pub(super) fn new(
        tls: Arc<ClientConfig>,
        user_agent: HeaderValue,
        reach: Reach,
        connect_timeout: Duration,
        proxies: Matcher,
    ) -> Self {
        let pool = Arc::new(Pool::new(reach, tls, proxies, connect_timeout));
        Self {
            pool,
            user_agent,
            reach,
            observer: None,
        }
    }

    /// Tests whether the storage of this URL can be reached. Only connects: sends no request, and nothing of the URL's path
    /// or query.
    ///
    /// # Errors
    /// [`Error::Transport`](super::Error::Transport) with [`Step::Upload`].
    pub async fn connect(&self, url: &Url) -> Result<()> {
        self.pool.connection(Step::Upload, url, true).await.map(drop)
    }

    /// Opens a connection in advance to the host of the last [`Self::expect_next_at`], unless `most` are open. Call it while
    /// waiting for a presigned URL.
    pub fn connect_ahead(&self, most: usize) {
        self.pool.connect_ahead(most);
    }

    /// Closes idle connections, for example when file descriptors run out.
    pub fn drop_idle(&self) {
        self.pool.drop_idle();
    }

    /// Hints that the next uploads go to the same host as this one.
    pub fn expect_next_at(&self, presigned: &Presigned) {
        self.pool.expect_next_at(presigned.url().expose());
    }

    /// A client with the same connections that reports its requests to this observer.
    #[must_use]
    pub fn observed(&self, observer: Observer) -> Self {
        Self {
            observer: Some(observer),
            ..self.clone()
        }
    }
}

/// A hash in the form that people compare.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests;
