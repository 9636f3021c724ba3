//! A socket that counts: what it took of the running request, and what came back.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::rt::{Read, Write};
use hyper_util::rt::TokioIo;
use parking_lot::{Mutex, MutexGuard};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::progress::Progress;

/// What a connection needs of its socket.
pub(super) trait Socket: Read + Write + Send + Unpin {}
impl<S: Read + Write + Send + Unpin> Socket for S {}

/// Counters of one connection, for the request that runs on it.
#[derive(Default)]
pub(super) struct Flow(Mutex<Counters>);

#[derive(Default)]
struct Counters {
    head: u64,
    body: u64,
    written: u64,
    read: u64,
    progress: Option<Arc<Progress>>,
}

impl Flow {
    /// Begins a request whose head and body have these many bytes.
    pub(super) fn begin(&self, head: u64, body: u64, progress: Option<Arc<Progress>>) {
        *self.lock() = Counters {
            head,
            body,
            progress,
            ..Counters::default()
        };
    }

    /// Whether not one byte of the request was taken.
    pub(super) fn nothing_written(&self) -> bool {
        self.lock().written == 0
    }

    /// Whether not one byte came back.
    pub(super) fn nothing_read(&self) -> bool {
        self.lock().read == 0
    }

    /// Whether head and body were taken to their last byte.
    pub(super) fn all_written(&self) -> bool {
        let counters = self.lock();
        counters.written >= counters.head + counters.body
    }

    fn wrote(&self, bytes: usize) {
        let mut counters = self.lock();
        counters.written += bytes as u64;
        if let Some(progress) = &counters.progress {
            progress.set(counters.written.saturating_sub(counters.head).min(counters.body));
            if counters.written >= counters.head + counters.body {
                progress.sent_whole();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.0.lock()
    }
}

/// The socket itself. It counts on tokio's side of the traits: hyper's read cursor cannot be lent on without `unsafe`.
pub(super) struct Counted {
    socket: TokioIo<Box<dyn Socket>>,
    flow: Arc<Flow>,
}

impl Counted {
    pub(super) fn new(socket: Box<dyn Socket>, flow: Arc<Flow>) -> TokioIo<Self> {
        TokioIo::new(Self {
            socket: TokioIo::new(socket),
            flow,
        })
    }
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.socket).poll_read(context, buffer);
        self.flow.lock().read += (buffer.filled().len() - before) as u64;
        polled
    }
}

impl AsyncWrite for Counted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.socket).poll_write(context, bytes);
        if let Poll::Ready(Ok(written)) = polled {
            self.flow.wrote(written);
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
            self.flow.wrote(written);
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
