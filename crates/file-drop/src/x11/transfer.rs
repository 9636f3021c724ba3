//! Reading what a source offers: one conversion of the drag's selection, whole or in pieces (INCR).
//!
//! Each has a small window of its own, so that an answer that comes late goes nowhere and is taken for no other.

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
use crate::patience::{MOST_BYTES, SILENCE, WHOLE};

/// Read at once, in units of four bytes.
const PIECE: u32 = 1 << 20;

/// A conversion that is under way.
pub(super) struct Transfer {
    window: Window,
    bytes: Vec<u8>,
    in_pieces: bool,
    begun: Instant,
    heard: Instant,
}

/// How far a conversion is.
pub(super) enum TransferProgress {
    /// More has to come.
    Going,
    /// All is here.
    Done(Vec<u8>),
    /// Nothing will come.
    Failed(TransferFailure),
}

/// Why nothing will come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TransferFailure {
    /// The source gives no such data.
    Refused,
    /// It is more than is taken.
    TooLong,
    /// The source is silent.
    Silent,
}

impl Transfer {
    /// Asks the owner of the drag's selection for it in this form.
    pub(super) fn begin(
        connection: &RustConnection,
        atoms: &Atoms,
        root: Window,
        form: Atom,
        time: Timestamp,
    ) -> Result<Self, ReplyOrIdError> {
        let window = connection.generate_id()?;
        let watched = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        connection.create_window(0, window, root, -1, -1, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &watched)?;
        connection.convert_selection(window, atoms.XdndSelection, form, atoms.FILES_HANDED_OVER, time)?;
        let now = Instant::now();
        Ok(Self {
            window,
            bytes: Vec::new(),
            in_pieces: false,
            begun: now,
            heard: now,
        })
    }

    /// Lets go of what belongs to it. A source that still sends learns of it by the end of the window.
    pub(super) fn end(&self, connection: &RustConnection) {
        let _ = connection.destroy_window(self.window);
    }

    /// Whether this window is its own.
    pub(super) fn is_at(&self, window: Window) -> bool {
        self.window == window
    }

    /// Whether the source has begun to answer.
    pub(super) fn is_heard(&self) -> bool {
        self.in_pieces || self.heard != self.begun
    }

    /// Whether it has taken as long as any may.
    pub(super) fn is_overdue(&self, now: Instant) -> bool {
        self.begun + WHOLE <= now
    }

    /// When it is given up unless something is heard.
    pub(super) fn deadline(&self) -> Instant {
        (self.heard + SILENCE).min(self.begun + WHOLE)
    }

    /// The source has answered.
    pub(super) fn answered(
        &mut self,
        connection: &RustConnection,
        atoms: &Atoms,
        answer: &SelectionNotifyEvent,
    ) -> Result<TransferProgress, ReplyOrIdError> {
        self.heard = Instant::now();
        if self.in_pieces {
            return Ok(TransferProgress::Going);
        }
        if answer.property == x11rb::NONE {
            return Ok(TransferProgress::Failed(TransferFailure::Refused));
        }
        match self.take(connection, atoms)? {
            Some(Piece::Data(_)) => Ok(TransferProgress::Done(std::mem::take(&mut self.bytes))),
            // To delete the property, as was done in reading it, asks for the first piece.
            Some(Piece::Announcement) => {
                self.in_pieces = true;
                Ok(TransferProgress::Going)
            }
            Some(Piece::TooLong) => Ok(TransferProgress::Failed(TransferFailure::TooLong)),
            Some(Piece::Odd) | None => Ok(TransferProgress::Failed(TransferFailure::Refused)),
        }
    }

    /// A property of the window has changed: a piece is there, or was taken.
    pub(super) fn changed(
        &mut self,
        connection: &RustConnection,
        atoms: &Atoms,
        change: &PropertyNotifyEvent,
    ) -> Result<TransferProgress, ReplyOrIdError> {
        if !self.in_pieces || change.state != Property::NEW_VALUE || change.atom != atoms.FILES_HANDED_OVER {
            return Ok(TransferProgress::Going);
        }
        self.heard = Instant::now();
        match self.take(connection, atoms)? {
            // An empty piece is the end.
            Some(Piece::Data(0)) => Ok(TransferProgress::Done(std::mem::take(&mut self.bytes))),
            Some(Piece::Data(_) | Piece::Announcement) | None => Ok(TransferProgress::Going),
            Some(Piece::TooLong) => Ok(TransferProgress::Failed(TransferFailure::TooLong)),
            Some(Piece::Odd) => Ok(TransferProgress::Failed(TransferFailure::Refused)),
        }
    }

    /// Reads and deletes the property.
    fn take(&mut self, connection: &RustConnection, atoms: &Atoms) -> Result<Option<Piece>, ReplyOrIdError> {
        let before = self.bytes.len();
        let mut offset = 0;
        loop {
            let part = connection
                .get_property(true, self.window, atoms.FILES_HANDED_OVER, AtomEnum::ANY, offset, PIECE)?
                .reply()?;
            if part.type_ == x11rb::NONE {
                return Ok(None);
            }
            if part.type_ == atoms.INCR {
                return Ok(Some(Piece::Announcement));
            }
            if part.format != 8 {
                return Ok(Some(if part.value_len == 0 && part.bytes_after == 0 {
                    Piece::Data(0)
                } else {
                    Piece::Odd
                }));
            }
            let rest = usize::try_from(part.bytes_after).unwrap_or(usize::MAX);
            if self.bytes.len().saturating_add(part.value.len()).saturating_add(rest) > MOST_BYTES {
                return Ok(Some(Piece::TooLong));
            }
            self.bytes.extend_from_slice(&part.value);
            if rest == 0 {
                return Ok(Some(Piece::Data(self.bytes.len() - before)));
            }
            offset += PIECE;
        }
    }
}

/// What stood in the property.
enum Piece {
    /// So many bytes, which are kept.
    Data(usize),
    /// The data comes in pieces.
    Announcement,
    /// More than is taken.
    TooLong,
    /// No bytes.
    Odd,
}
