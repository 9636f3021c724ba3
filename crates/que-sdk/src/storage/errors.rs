//! Constructors of errors that several files here need.

use std::io;

use crate::error::{Error, FileAction, Step, TransportKind};

pub(super) fn file_error(action: FileAction, source: io::Error) -> Error {
    Error::File { action, source }
}

pub(super) fn transport_error(
    step: Step,
    kind: TransportKind,
    nothing_sent: bool,
    source: Option<hyper::Error>,
) -> Error {
    Error::Transport {
        step,
        kind,
        nothing_sent,
        source: source.map(Into::into),
    }
}
