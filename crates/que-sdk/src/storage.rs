//! The PUT to, and the GET from, the storage behind presigned URLs.
//!
//! This is hyper, not reqwest: a large body waits for `100 Continue`, so that an early refusal is heard with its true
//! status, and every byte that the socket takes is counted, so that a stall is told from progress, and "not sent" from
//! "sent, but the answer was lost". No Que key ever comes here.

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

/// A client of storage. Cloning is cheap and shares connections; [`Que::storage`](super::Que::storage) makes one.
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

    /// Whether a connection to the storage behind this URL comes about. Nothing is asked there, and the path and the query
    /// of the URL go nowhere.
    ///
    /// # Errors
    /// [`Error::Transport`](super::Error::Transport), as of an upload.
    pub async fn connect(&self, url: &Url) -> Result<()> {
        self.pool.connection(Step::Upload, url, true).await.map(drop)
    }

    /// Makes one more connection ahead of its use, to where the last URL of [`Self::expect_next_at`] leads, unless there are
    /// `most` already: while a URL is on its way there is time for it.
    pub fn connect_ahead(&self, most: usize) {
        self.pool.connect_ahead(most);
    }

    /// Closes the connections that wait for work: somebody needs the room.
    pub fn drop_idle(&self) {
        self.pool.drop_idle();
    }

    /// The next uploads are likely to go where this one goes.
    pub fn expect_next_at(&self, presigned: &Presigned) {
        self.pool.expect_next_at(presigned.url().expose());
    }

    /// The same client with the same connections, whose requests are told to this observer.
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
