//! Keeps connections to storage alive for the next request.
//!
//! Not hyper-util's pool, because it hides the connection. Here each request knows whether its connection was used before
//! and how many of its bytes the socket accepted, and can close it at once.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use url::Url;

use super::connect::{Connector, origin};
use super::connection::Connection;
use crate::error::{Result, Step};

/// Idle connections kept per host: as many as small uploads use at once.
const MAX_IDLE_PER_HOST: usize = 256;
/// How long a returned connection may take to become ready for the next request.
const READY_TIMEOUT: Duration = Duration::from_millis(100);

/// Opens connections and keeps idle ones.
pub(super) struct Pool {
    connector: Connector,
    /// Idle connections by origin.
    idle: Mutex<HashMap<String, Vec<Connection>>>,
    /// Origins that answered `Expect: 100-continue` with 417.
    without_expect: Mutex<HashSet<String>>,
    /// The origin that [`Self::preconnect`] connects to.
    preconnect_host: Mutex<Option<Url>>,
    /// Each connection holds a clone, even while it is being opened.
    slots: Arc<()>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pool").finish_non_exhaustive()
    }
}

impl Pool {
    pub(super) fn new(connector: Connector) -> Self {
        Self {
            connector,
            idle: Mutex::default(),
            without_expect: Mutex::default(),
            preconnect_host: Mutex::default(),
            slots: Arc::default(),
        }
    }

    pub(super) fn set_preconnect_host(&self, url: &Url) {
        let mut host = self.preconnect_host.lock();
        if host.as_ref().is_none_or(|known| known.origin() != url.origin()) {
            *host = origin(url).parse().ok();
        }
    }

    /// Opens one more connection to the preconnect host, unless `max_connections` are open. The next request there uses it.
    pub(super) fn preconnect(self: &Arc<Self>, max_connections: usize) {
        if self.open_connections() >= max_connections {
            self.drop_stale();
        }
        if self.open_connections() >= max_connections {
            return;
        }
        let host = self.preconnect_host.lock().clone();
        let Some(url) = host.filter(|url| self.connector.check(url).is_ok()) else {
            return;
        };
        let (pool, slot) = (Arc::clone(self), Arc::clone(&self.slots));
        tokio::spawn(async move {
            match pool.connector.connect(Step::Upload, &url, slot).await {
                Ok(mut connection) => {
                    if connection.is_ready().await {
                        pool.keep(&url, connection);
                    }
                }
                // The upload will connect again and report the error.
                Err(error) => tracing::debug!(%error, "could not preconnect"),
            }
        });
    }

    /// Connections that are open or being opened.
    fn open_connections(&self) -> usize {
        // The pool itself holds one clone.
        Arc::strong_count(&self.slots) - 1
    }

    /// Whether a request there may send `Expect: 100-continue`.
    pub(super) fn may_expect_continue(&self, url: &Url) -> bool {
        let without = self.without_expect.lock();
        !without.contains(&origin(url))
    }

    /// Remembers that the origin, or a gateway in front of it, rejects `Expect: 100-continue`.
    pub(super) fn never_expect_continue(&self, url: &Url) {
        let mut without = self.without_expect.lock();
        without.insert(origin(url));
    }

    /// An idle connection or a new one. With `fresh`, always a new one.
    pub(super) async fn connection(&self, step: Step, url: &Url, fresh: bool) -> Result<Connection> {
        self.connector.check(url)?;
        if !fresh && let Some(connection) = self.take_idle(&origin(url)) {
            return Ok(connection);
        }
        self.connector.connect(step, url, Arc::clone(&self.slots)).await
    }

    /// Takes back a connection whose response was read completely.
    pub(super) async fn give_back(&self, url: &Url, mut connection: Connection) {
        let ready = tokio::time::timeout(READY_TIMEOUT, connection.is_ready()).await;
        if matches!(ready, Ok(true)) {
            self.keep(url, connection);
        }
    }

    fn keep(&self, url: &Url, mut connection: Connection) {
        connection.mark_idle();
        let mut idle = self.idle.lock();
        let kept = idle.entry(origin(url)).or_default();
        if kept.len() < MAX_IDLE_PER_HOST {
            kept.push(connection);
        }
    }

    fn drop_stale(&self) {
        let mut idle = self.idle.lock();
        for kept in idle.values_mut() {
            kept.retain(|connection| !connection.is_stale());
        }
        idle.retain(|_, kept| !kept.is_empty());
    }

    pub(super) fn close_idle_connections(&self) {
        self.idle.lock().clear();
    }

    #[cfg(test)]
    pub(super) fn idle_connections(&self) -> usize {
        let idle = self.idle.lock();
        idle.values().map(Vec::len).sum()
    }

    fn take_idle(&self, origin: &str) -> Option<Connection> {
        let mut idle = self.idle.lock();
        let kept = idle.get_mut(origin)?;
        // The most recently used one stays open the longest.
        while let Some(connection) = kept.pop() {
            if !connection.is_stale() {
                return Some(connection);
            }
        }
        None
    }
}
