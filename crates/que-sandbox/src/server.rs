//! One listener: accepts connections, serves HTTP/1.1 on each, and ends them all when told to.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long a running request may continue after the stop.
const GRACE: Duration = Duration::from_secs(2);
/// Pause after a failed accept: the process is usually out of file handles, and an immediate retry would spin.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(100);

/// Serves until `stop` is canceled, then gives running requests a moment to end. Every connection belongs to the future,
/// so dropping it ends them all at once.
pub(super) async fn serve<S, B>(listener: TcpListener, service: S, stop: CancellationToken)
where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, service.clone(), stop.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "sandbox: a connection could not be taken");
                    tokio::time::sleep(AFTER_FAILED_ACCEPT).await;
                }
            },
            // Removes ended connections; otherwise the set would grow forever.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all_ended).await.is_err() {
        tracing::debug!("sandbox: running requests are cut off");
    }
    connections.shutdown().await;
}

async fn connection<S, B>(stream: TcpStream, service: S, stop: CancellationToken)
where
    S: Service<Request<Incoming>, Response = Response<B>>,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Body<Data = Bytes> + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let _ = stream.set_nodelay(true);
    // hyper sends `100 Continue` only when the body is first polled, so a request refused by its head never gets one.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // A client that hangs up deserves no warning. The error contains no URL.
        tracing::debug!(%error, "sandbox: a connection broke");
    }
}
