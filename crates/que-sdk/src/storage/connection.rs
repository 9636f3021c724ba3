//! One HTTP/1.1 connection to storage.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::HeaderValue;
use hyper::{Request, Response};
use tokio::task::AbortHandle;

use super::counting_socket::{CountingSocket, Socket, TransferCounters};
use super::request_body::RequestBody;

/// S3 closes a connection that is idle for about 20 s. One that nearly is isn't worth a try.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// One HTTP/1.1 connection. Dropping it closes it at once.
pub(super) struct Connection {
    sender: SendRequest<RequestBody>,
    pub(super) counters: Arc<TransferCounters>,
    /// Whether it was idle in the pool, so that the server may have closed it unnoticed.
    pub(super) is_reused: bool,
    /// Set if requests go to a proxy in absolute form.
    pub(super) through_proxy: Option<ProxyHeader>,
    idle_since: Instant,
    task: AbortHandle,
    /// Counts this connection in the pool.
    _slot: Arc<()>,
}

/// The credentials that a proxy requires with each plain request, if any.
#[derive(Clone)]
pub(super) struct ProxyHeader(pub(super) Option<HeaderValue>);

impl Connection {
    /// Starts HTTP on a socket. `slot` is held for as long as the connection lives.
    pub(super) async fn open(
        socket: Box<dyn Socket>,
        through_proxy: Option<ProxyHeader>,
        slot: Arc<()>,
    ) -> hyper::Result<Self> {
        let counters = Arc::new(TransferCounters::default());
        let (sender, connection) = http1::handshake(CountingSocket::new(socket, counters.clone())).await?;
        let task = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to storage ended");
            }
        })
        .abort_handle();
        Ok(Self {
            sender,
            counters,
            is_reused: false,
            through_proxy,
            idle_since: Instant::now(),
            task,
            _slot: slot,
        })
    }

    pub(super) async fn send(&mut self, request: Request<RequestBody>) -> hyper::Result<Response<Incoming>> {
        self.sender.send_request(request).await
    }

    /// Waits until the next request can be sent. Returns whether it can.
    pub(super) async fn is_ready(&mut self) -> bool {
        self.sender.ready().await.is_ok()
    }

    pub(super) fn mark_idle(&mut self) {
        self.is_reused = true;
        self.idle_since = Instant::now();
    }

    /// Whether an idle connection is closed or about to be.
    pub(super) fn is_stale(&self) -> bool {
        !self.sender.is_ready() || self.idle_since.elapsed() >= IDLE_TIMEOUT
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}
