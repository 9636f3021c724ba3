//! The body of a request to storage: chunks of a file, held back until the storage says `100 Continue`.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::task::AtomicWaker;
use http_body::{Body, Frame, SizeHint};
use parking_lot::Mutex;

use super::file_reader::Chunks;
use crate::error::Error;

/// The state of a body, shared with the attempt that sends it.
#[derive(Default)]
pub(super) struct BodyState {
    is_released: AtomicBool,
    waker: AtomicWaker,
    waits_for_file: AtomicBool,
    failure: Mutex<Option<Error>>,
}

impl BodyState {
    /// Lets the body be sent.
    pub(super) fn release(&self) {
        self.is_released.store(true, Ordering::Release);
        self.waker.wake();
    }

    pub(super) fn is_released(&self) -> bool {
        self.is_released.load(Ordering::Acquire)
    }

    /// Whether the socket is ready for data that the file hasn't delivered yet.
    pub(super) fn waits_for_file(&self) -> bool {
        self.waits_for_file.load(Ordering::Relaxed)
    }

    /// Why the body ended early, if it did.
    pub(super) fn take_failure(&self) -> Option<Error> {
        self.failure.lock().take()
    }
}

/// The body of a request: a file's content, or nothing.
pub(super) struct RequestBody {
    chunks: Option<Chunks>,
    left: u64,
    state: Arc<BodyState>,
}

impl RequestBody {
    pub(super) fn empty() -> Self {
        Self {
            chunks: None,
            left: 0,
            state: Arc::new(BodyState::default()),
        }
    }

    pub(super) fn new(chunks: Chunks, bytes: u64, state: Arc<BodyState>) -> Self {
        Self {
            chunks: Some(chunks),
            left: bytes,
            state,
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
        if !body.state.is_released() {
            body.state.waker.register(context.waker());
            if !body.state.is_released() {
                return Poll::Pending;
            }
        }
        match chunks.poll_next(context) {
            Poll::Pending => {
                body.state.waits_for_file.store(true, Ordering::Relaxed);
                Poll::Pending
            }
            Poll::Ready(Some(Ok(chunk))) => {
                body.state.waits_for_file.store(false, Ordering::Relaxed);
                body.left = body.left.saturating_sub(chunk.len() as u64);
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Poll::Ready(Some(Err(error))) => {
                *body.state.failure.lock() = Some(error);
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

/// Tells hyper that the file failed. The actual error is in [`BodyState`].
#[derive(Debug)]
pub(super) struct BodyFailed;

impl fmt::Display for BodyFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the file could not be read")
    }
}

impl std::error::Error for BodyFailed {}
