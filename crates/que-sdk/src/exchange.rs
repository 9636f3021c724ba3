//! A record of each request, for logs and diagnostics.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use url::Url;

use super::error::Error;
use crate::secret::BareUrl;

/// One request and its outcome.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// When the request started.
    pub began: SystemTime,
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The URL without the query, credentials and fragment.
    pub place: BareUrl,
    /// The HTTP status. `None` if there was no answer.
    pub status: Option<u16>,
    /// How long the request took until its answer was complete.
    pub took: Duration,
    /// Bytes of the body sent.
    pub sent: u64,
    /// Bytes of the answer's body, if counted.
    pub received: Option<u64>,
    /// What went wrong, or a remark about a successful answer, for people.
    pub trouble: Option<String>,
}

/// Gets an [`Exchange`] for each request when it ends, on the thread that it ran on.
#[derive(Clone)]
pub struct Observer(Arc<dyn Fn(Exchange) + Send + Sync>);

impl Observer {
    /// An observer that calls `tell` at the end of each request.
    pub fn new(tell: impl Fn(Exchange) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Observer")
    }
}

/// A request that is being looked at. One that is dropped before its end was stopped from outside, and is told too.
pub(super) struct Watched<'a> {
    observer: Option<&'a Observer>,
    exchange: Option<Exchange>,
    remark: Option<&'static str>,
    begun: Instant,
}

impl<'a> Watched<'a> {
    pub(super) fn begin(observer: Option<&'a Observer>, method: &'static str, url: &Url) -> Self {
        Self {
            observer,
            exchange: observer.map(|_| Exchange {
                began: SystemTime::now(),
                method,
                place: BareUrl::of(url),
                status: None,
                took: Duration::ZERO,
                sent: 0,
                received: None,
                trouble: Some("Stopped before it was answered.".to_owned()),
            }),
            remark: None,
            begun: Instant::now(),
        }
    }

    /// It goes well, but this is to be said of it.
    pub(super) fn remark(&mut self, words: &'static str) {
        self.remark = Some(words);
    }

    /// An answer came with this status.
    pub(super) fn answered(&mut self, status: u16) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = Some(status);
        }
    }

    /// So many bytes of the body went out.
    pub(super) fn sent(&mut self, bytes: u64) {
        if let Some(exchange) = &mut self.exchange {
            exchange.sent = bytes;
        }
    }

    /// So many bytes of the answer's body came.
    pub(super) fn received(&mut self, bytes: u64) {
        if let Some(exchange) = &mut self.exchange {
            exchange.received = Some(bytes);
        }
    }

    /// It ended, with this error if any.
    pub(super) fn end(&mut self, error: Option<&Error>) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = exchange.status.or_else(|| error.and_then(Error::status));
            let remark = self.remark.map(str::to_owned);
            exchange.trouble = error.map(ToString::to_string).or(remark);
        }
        self.tell();
    }

    fn tell(&mut self) {
        if let (Some(observer), Some(mut exchange)) = (self.observer, self.exchange.take()) {
            exchange.took = self.begun.elapsed();
            (observer.0)(exchange);
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.tell();
    }
}
