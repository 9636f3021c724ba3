//! A socket that counts how much of the current request it accepted and how much of the response it received.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use parking_lot::{Mutex, MutexGuard};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::progress::Progress;

/// The traits that hyper needs of a socket.
pub(super) trait Socket: Read + Write + Send + Unpin {}
impl<S: Read + Write + Send + Unpin> Socket for S {}

/// Byte counters of one connection for its current request.
#[derive(Default)]
pub(super) struct TransferCounters(Mutex<Counters>);

#[derive(Default)]
struct Counters {
    /// Size of the request's head and body.
    head: u64,
    body: u64,
    written: u64,
    read: u64,
    progress: Option<Arc<Progress>>,
}

impl TransferCounters {
    /// Starts counting for a request with a head and body of these sizes in bytes.
    pub(super) fn start(&self, head: u64, body: u64, progress: Option<Arc<Progress>>) {
        *self.lock() = Counters {
            head,
            body,
            progress,
            ..Counters::default()
        };
    }

    /// Whether the socket accepted no byte of the request.
    pub(super) fn nothing_written(&self) -> bool {
        self.lock().written == 0
    }

    /// Whether no byte of the response arrived.
    pub(super) fn nothing_read(&self) -> bool {
        self.lock().read == 0
    }

    /// Whether the socket accepted the whole request.
    pub(super) fn all_written(&self) -> bool {
        let counters = self.lock();
        counters.written >= counters.head + counters.body
    }

    fn add_written(&self, bytes: usize) {
        let mut counters = self.lock();
        counters.written += bytes as u64;
        if let Some(progress) = &counters.progress {
            progress.set(counters.written.saturating_sub(counters.head).min(counters.body));
            if counters.written >= counters.head + counters.body {
                progress.mark_sent();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.0.lock()
    }
}

/// The socket. It implements tokio's traits, because forwarding hyper's read cursor requires `unsafe`.
pub(super) struct CountingSocket {
    socket: TokioIo<Box<dyn Socket>>,
    counters: Arc<TransferCounters>,
}

impl CountingSocket {
    pub(super) fn new(socket: Box<dyn Socket>, counters: Arc<TransferCounters>) -> TokioIo<Self> {
        TokioIo::new(Self {
            socket: TokioIo::new(socket),
            counters,
        })
    }
}

impl AsyncRead for CountingSocket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.socket).poll_read(context, buffer);
        self.counters.lock().read += (buffer.filled().len() - before) as u64;
        polled
    }
}

impl AsyncWrite for CountingSocket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write(context, bytes);
        if let Poll::Ready(Ok(written)) = polled {
            self.counters.add_written(written);
        }
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write_vectored(context, slices);
        if let Poll::Ready(Ok(written)) = polled {
            self.counters.add_written(written);
        }
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
