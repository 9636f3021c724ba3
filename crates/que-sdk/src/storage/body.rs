//! The body of a request to storage: chunks of a file, held back behind a gate until the storage wants them.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::task::AtomicWaker;
use http_body::{Body, Frame, SizeHint};
use parking_lot::Mutex;

use super::reader::Chunks;
use crate::error::Error;

/// What the body and those who watch it both know.
#[derive(Default)]
pub(super) struct Shared {
    open: AtomicBool,
    waker: AtomicWaker,
    waits_for_file: AtomicBool,
    failure: Mutex<Option<Error>>,
}

impl Shared {
    /// Lets the body go.
    pub(super) fn open_gate(&self) {
        self.open.store(true, Ordering::Release);
        self.waker.wake();
    }

    pub(super) fn gate_is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Whether the socket would take more and the file gives none.
    pub(super) fn waits_for_file(&self) -> bool {
        self.waits_for_file.load(Ordering::Relaxed)
    }

    /// Why the body ended early, if it did.
    pub(super) fn take_failure(&self) -> Option<Error> {
        self.failure.lock().take()
    }
}

/// The body of every request of the pool: a file's, or none.
pub(super) struct RequestBody {
    chunks: Option<Chunks>,
    left: u64,
    shared: Arc<Shared>,
}

impl RequestBody {
    pub(super) fn empty() -> Self {
        Self {
            chunks: None,
            left: 0,
            shared: Arc::new(Shared::default()),
        }
    }

    pub(super) fn new(chunks: Chunks, bytes: u64, shared: Arc<Shared>) -> Self {
        Self {
            chunks: Some(chunks),
            left: bytes,
            shared,
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BodyFailed;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyFailed>>> {
        let body = &mut *self;
        if body.left == 0 {
            return Poll::Ready(None);
        }
        let Some(chunks) = &mut body.chunks else {
            return Poll::Ready(None);
        };
        if !body.shared.gate_is_open() {
            body.shared.waker.register(context.waker());
            if !body.shared.gate_is_open() {
                return Poll::Pending;
            }
        }
        match chunks.poll_next(context) {
            Poll::Pending => {
                body.shared.waits_for_file.store(true, Ordering::Relaxed);
                Poll::Pending
            }
            Poll::Ready(Some(Ok(chunk))) => {
                body.shared.waits_for_file.store(false, Ordering::Relaxed);
                body.left = body.left.saturating_sub(chunk.len() as u64);
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Poll::Ready(Some(Err(error))) => {
                *body.shared.failure.lock() = Some(error);
                Poll::Ready(Some(Err(BodyFailed)))
            }
            Poll::Ready(None) => Poll::Ready(Some(Err(BodyFailed))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// The file failed; the true error is in [`Shared`].
#[derive(Debug)]
pub(super) struct BodyFailed;

impl fmt::Display for BodyFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the file gave no more bytes")
    }
}

impl std::error::Error for BodyFailed {}
