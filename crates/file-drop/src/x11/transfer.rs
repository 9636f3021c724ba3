//! Reads one format that a source offers: a conversion of the drag's selection, in one piece or in chunks (INCR).
//!
//! Each transfer has its own window, so that a late answer can't be taken for another's.

use std::time::Instant;

use x11rb::{
    connection::Connection as _,
    errors::ReplyOrIdError,
    protocol::xproto::{
        Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, Property, PropertyNotifyEvent,
        SelectionNotifyEvent, Timestamp, Window, WindowClass,
    },
    rust_connection::RustConnection,
};

use super::atoms::Atoms;
use crate::{
    DropError,
    limits::{IDLE_TIMEOUT, MAX_LIST_BYTES, TRANSFER_TIMEOUT},
};

/// How much is read at once, in units of four bytes.
const READ_LENGTH: u32 = 1 << 20;

/// A conversion in progress.
pub(super) struct Transfer {
    window: Window,
    bytes: Vec<u8>,
    is_incremental: bool,
    started: Instant,
    last_activity: Instant,
}

/// The progress of a conversion.
pub(super) enum TransferProgress {
    /// More is to come.
    Pending,
    /// All data has arrived.
    Done(Vec<u8>),
    /// No data will arrive.
    Failed(TransferFailure),
}

/// Why no data will arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TransferFailure {
    /// The source has no data in this format.
    Refused,
    /// The data is larger than [`MAX_LIST_BYTES`].
    TooLarge,
    /// The source did not answer in time.
    Timeout,
}

impl From<TransferFailure> for DropError {
    fn from(failure: TransferFailure) -> Self {
        match failure {
            TransferFailure::Refused => Self::NoData,
            TransferFailure::TooLarge => Self::TooLarge,
            TransferFailure::Timeout => Self::Timeout,
        }
    }
}

impl Transfer {
    /// Requests the drag's selection from its owner, converted to this target.
    pub(super) fn begin(
        connection: &RustConnection,
        atoms: &Atoms,
        root: Window,
        target: Atom,
        time: Timestamp,
    ) -> Result<Self, ReplyOrIdError> {
        let window = connection.generate_id()?;
        let properties = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        connection.create_window(
            0,
            window,
            root,
            -1,
            -1,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            0,
            &properties,
        )?;
        connection.convert_selection(window, atoms.XdndSelection, target, atoms.FILES_HANDED_OVER, time)?;
        let now = Instant::now();
        Ok(Self {
            window,
            bytes: Vec::new(),
            is_incremental: false,
            started: now,
            last_activity: now,
        })
    }

    /// Destroys the window, which tells a source that is still sending to stop.
    pub(super) fn end(&self, connection: &RustConnection) {
        let _ = connection.destroy_window(self.window);
    }

    /// Whether this is the transfer's window.
    pub(super) fn is_at(&self, window: Window) -> bool {
        self.window == window
    }

    /// Whether the source has started to answer.
    pub(super) fn is_receiving(&self) -> bool {
        self.is_incremental || self.last_activity != self.started
    }

    /// Whether the whole transfer has taken too long.
    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.started + TRANSFER_TIMEOUT <= now
    }

    /// When the transfer is given up unless the source sends something.
    pub(super) fn deadline(&self) -> Instant {
        (self.last_activity + IDLE_TIMEOUT).min(self.started + TRANSFER_TIMEOUT)
    }

    /// The source has answered the request.
    pub(super) fn selection_answered(
        &mut self,
        connection: &RustConnection,
        atoms: &Atoms,
        answer: &SelectionNotifyEvent,
    ) -> Result<TransferProgress, ReplyOrIdError> {
        self.last_activity = Instant::now();
        if self.is_incremental {
            return Ok(TransferProgress::Pending);
        }
        if answer.property == x11rb::NONE {
            return Ok(TransferProgress::Failed(TransferFailure::Refused));
        }
        match self.read(connection, atoms)? {
            Some(Chunk::Data(_)) => Ok(TransferProgress::Done(std::mem::take(&mut self.bytes))),
            // Reading it has deleted the property, which requests the first chunk.
            Some(Chunk::Announcement) => {
                self.is_incremental = true;
                Ok(TransferProgress::Pending)
            }
            Some(Chunk::TooLarge) => Ok(TransferProgress::Failed(TransferFailure::TooLarge)),
            Some(Chunk::NotBytes) | None => Ok(TransferProgress::Failed(TransferFailure::Refused)),
        }
    }

    /// A property of the window has changed: a chunk has arrived or was read.
    pub(super) fn property_changed(
        &mut self,
        connection: &RustConnection,
        atoms: &Atoms,
        change: &PropertyNotifyEvent,
    ) -> Result<TransferProgress, ReplyOrIdError> {
        if !self.is_incremental || change.state != Property::NEW_VALUE || change.atom != atoms.FILES_HANDED_OVER {
            return Ok(TransferProgress::Pending);
        }
        self.last_activity = Instant::now();
        match self.read(connection, atoms)? {
            // An empty chunk is the end.
            Some(Chunk::Data(0)) => Ok(TransferProgress::Done(std::mem::take(&mut self.bytes))),
            Some(Chunk::Data(_) | Chunk::Announcement) | None => Ok(TransferProgress::Pending),
            Some(Chunk::TooLarge) => Ok(TransferProgress::Failed(TransferFailure::TooLarge)),
            Some(Chunk::NotBytes) => Ok(TransferProgress::Failed(TransferFailure::Refused)),
        }
    }

    /// Reads and deletes the property.
    fn read(&mut self, connection: &RustConnection, atoms: &Atoms) -> Result<Option<Chunk>, ReplyOrIdError> {
        let before = self.bytes.len();
        let mut offset = 0;
        loop {
            let part = connection
                .get_property(
                    true,
                    self.window,
                    atoms.FILES_HANDED_OVER,
                    AtomEnum::ANY,
                    offset,
                    READ_LENGTH,
                )?
                .reply()?;
            if part.type_ == x11rb::NONE {
                return Ok(None);
            }
            if part.type_ == atoms.INCR {
                return Ok(Some(Chunk::Announcement));
            }
            if part.format != 8 {
                return Ok(Some(if part.value_len == 0 && part.bytes_after == 0 {
                    Chunk::Data(0)
                } else {
                    Chunk::NotBytes
                }));
            }
            let rest = usize::try_from(part.bytes_after).unwrap_or(usize::MAX);
            if self.bytes.len().saturating_add(part.value.len()).saturating_add(rest) > MAX_LIST_BYTES {
                return Ok(Some(Chunk::TooLarge));
            }
            self.bytes.extend_from_slice(&part.value);
            if rest == 0 {
                return Ok(Some(Chunk::Data(self.bytes.len() - before)));
            }
            offset += READ_LENGTH;
        }
    }
}

/// The contents of the property.
enum Chunk {
    /// This many bytes, which were kept.
    Data(usize),
    /// The data will come in chunks.
    Announcement,
    /// More than [`MAX_LIST_BYTES`].
    TooLarge,
    /// Data of another kind.
    NotBytes,
}
