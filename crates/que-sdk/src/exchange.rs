//! Reports each request to an observer, for logs and diagnostics.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use url::Url;

use crate::error::Error;
use crate::secret::BareUrl;

/// One request and its outcome.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// When the request started.
    pub started_at: SystemTime,
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The URL without the query, credentials and fragment.
    pub url: BareUrl,
    /// The HTTP status. `None` if there was no response.
    pub status: Option<u16>,
    /// How long the request took until its response was complete.
    pub elapsed: Duration,
    /// Bytes of the request body that were sent.
    pub bytes_sent: u64,
    /// Bytes of the response body, if counted.
    pub bytes_received: Option<u64>,
    /// What went wrong, or a remark about a successful response, for people.
    pub note: Option<String>,
}

/// Receives an [`Exchange`] for each request when it ends, on the thread that it ran on.
#[derive(Clone)]
pub struct Observer(Arc<dyn Fn(Exchange) + Send + Sync>);

impl Observer {
    /// An observer that calls `report` at the end of each request.
    pub fn new(report: impl Fn(Exchange) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Observer")
    }
}

/// Records one request and reports it when it finishes. Also reports a request whose future was dropped.
pub(crate) struct Recorder<'a> {
    observer: Option<&'a Observer>,
    exchange: Option<Exchange>,
    remark: Option<&'static str>,
    start: Instant,
}

impl<'a> Recorder<'a> {
    pub(crate) fn start(observer: Option<&'a Observer>, method: &'static str, url: &Url) -> Self {
        Self {
            observer,
            exchange: observer.map(|_| Exchange {
                started_at: SystemTime::now(),
                method,
                url: BareUrl::of(url),
                status: None,
                elapsed: Duration::ZERO,
                bytes_sent: 0,
                bytes_received: None,
                note: Some("Stopped before the response.".to_owned()),
            }),
            remark: None,
            start: Instant::now(),
        }
    }

    /// Sets a note for a successful request.
    pub(crate) fn remark(&mut self, remark: &'static str) {
        self.remark = Some(remark);
    }

    pub(crate) fn set_status(&mut self, status: u16) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = Some(status);
        }
    }

    pub(crate) fn set_bytes_sent(&mut self, bytes: u64) {
        if let Some(exchange) = &mut self.exchange {
            exchange.bytes_sent = bytes;
        }
    }

    pub(crate) fn set_bytes_received(&mut self, bytes: u64) {
        if let Some(exchange) = &mut self.exchange {
            exchange.bytes_received = Some(bytes);
        }
    }

    /// Reports the request, with its error if it failed.
    pub(crate) fn finish(&mut self, error: Option<&Error>) {
        if let Some(exchange) = &mut self.exchange {
            exchange.status = exchange.status.or_else(|| error.and_then(Error::status));
            let remark = self.remark.map(str::to_owned);
            exchange.note = error.map(ToString::to_string).or(remark);
        }
        self.report();
    }

    fn report(&mut self) {
        if let (Some(observer), Some(mut exchange)) = (self.observer, self.exchange.take()) {
            exchange.elapsed = self.start.elapsed();
            (observer.0)(exchange);
        }
    }
}

impl Drop for Recorder<'_> {
    fn drop(&mut self) {
        self.report();
    }
}
