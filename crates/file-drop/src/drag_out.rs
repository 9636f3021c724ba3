//! Drags files out of a window.

use std::{path::Path, sync::Arc};

use super::uri_list;

/// An event of a drag out of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DragOutEvent {
    /// The drag is over another program, or over none that takes files.
    Over {
        /// Whether the files can be dropped there.
        accepted: bool,
    },
    /// The drag is over. No more events follow.
    Ended(DragOutEnd),
}

/// How a drag out of the window ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DragOutEnd {
    /// The other program has taken the files, or says so.
    Delivered,
    /// It was canceled, or dropped where nothing takes files.
    Canceled,
    /// The other program did not say within a minute what became of the files. It may still read them.
    Unanswered,
    /// The display refused, or its connection ended.
    Failed,
}

/// Why files could not be dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DragOutError {
    /// No path was given, or one is not absolute.
    #[error("there is nothing to drag, or a path is not absolute")]
    NoFiles,
    /// Another drag out of this window is still running.
    #[error("another drag is still running")]
    Busy,
    /// The display's connection has ended, or the system has no more threads.
    #[error("the display can't start a drag")]
    NotAvailable,
}

/// What a drag offers.
pub(super) struct Offered {
    /// The files as `text/uri-list`.
    pub(super) list: Arc<[u8]>,
    pub(super) on_event: Box<dyn Fn(DragOutEvent) + Send>,
}

impl Offered {
    pub(super) fn new<P: AsRef<Path>>(
        paths: &[P],
        on_event: Box<dyn Fn(DragOutEvent) + Send>,
    ) -> Result<Self, DragOutError> {
        if paths.is_empty() || paths.iter().any(|path| !path.as_ref().is_absolute()) {
            return Err(DragOutError::NoFiles);
        }
        let list = uri_list::write(paths).into();
        Ok(Self { list, on_event })
    }
}
