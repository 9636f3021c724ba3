//! What the files of a sign sheet come to: how many can be signed, and why the others cannot. Counted once, and followed by
//! the changes of the queue from there on.

use std::collections::HashMap;

use crate::ui::{Tab, track};
use model::{ById, Existing, Model, SignState, Unsignable, Upload, UploadId, UploadState, VerifyState};

/// What one file is to a signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// It is not stored.
    NotStored,
    /// Its format carries no Content Credentials.
    Format,
    /// It is over 1 GiB.
    TooLarge,
    /// It is being signed or verified.
    Busy,
    /// It can be signed. Nobody has looked at it.
    Unlooked,
    /// It can be signed. Somebody is looking at it.
    Looking,
    /// It can be signed, and has no Content Credentials.
    Clean,
    /// It can be signed, and has Content Credentials that would be dropped.
    Has,
    /// It can be signed. A look could not tell.
    Untold,
    /// It is a record that was not read yet: nobody knows.
    Unread,
    /// It is gone.
    Gone,
}

impl Kind {
    fn of(upload: &Upload) -> Self {
        // Before the format: what is too large cannot be signed whatever its format.
        if track::too_large_to_sign(upload) {
            return Self::TooLarge;
        }
        if matches!(upload.check_signable(), Err(Unsignable::Format(_))) {
            return Self::Format;
        }
        if upload.state != UploadState::Uploaded || upload.object.is_none() {
            return Self::NotStored;
        }
        if upload.sign == SignState::Signing || matches!(upload.verify, VerifyState::Verifying(_)) {
            return Self::Busy;
        }
        match upload.existing {
            Existing::NotLooked => Self::Unlooked,
            Existing::Looking => Self::Looking,
            Existing::None => Self::Clean,
            Existing::Found(_) => Self::Has,
            Existing::Unknown(_) => Self::Untold,
        }
    }

    /// Whether it can be signed now.
    pub(super) const fn is_ready(self) -> bool {
        matches!(
            self,
            Self::Unlooked | Self::Looking | Self::Clean | Self::Has | Self::Untold | Self::Unread
        )
    }
}

/// Which files that can be signed are left out all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Those that have Content Credentials, or may have some.
    pub(super) has: bool,
    /// Those that were signed here.
    pub(super) signed: bool,
}

/// What is known of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Known {
    kind: Kind,
    /// Whether there is a signed copy of it.
    signed: bool,
}

impl Known {
    fn signs(self, left_out: LeftOut) -> bool {
        let may_have = matches!(self.kind, Kind::Has | Kind::Untold);
        self.kind.is_ready() && !(left_out.has && may_have) && !(left_out.signed && self.signed)
    }
}

/// The sums.
#[derive(Debug, Default)]
pub(super) struct Sums {
    known: ById<Known>,
    counts: HashMap<Known, usize>,
    /// Grows with each change of what is known of a file.
    revision: u64,
    queue: Option<u64>,
    history: Option<u64>,
}

impl Sums {
    fn sum(&self, which: impl Fn(Known) -> bool) -> usize {
        let counts = self.counts.iter().filter(|(known, _)| which(**known));
        counts.map(|(_, count)| count).sum()
    }

    /// How many are of this kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.sum(|known| known.kind == kind)
    }

    /// How many can be signed and were signed before.
    pub(super) fn signed(&self) -> usize {
        self.sum(|known| known.signed && known.kind.is_ready())
    }

    /// Grows with each change of what is known of a file.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// How many would be signed, and are at hand to be shown.
    pub(super) fn shown(&self, left_out: LeftOut) -> usize {
        self.sum(|known| known.signs(left_out) && known.kind != Kind::Unread)
    }

    /// Whether nobody has looked at this one yet, and it would be signed.
    pub(super) fn is_unlooked(&self, id: UploadId) -> bool {
        self.known.get(&id).is_some_and(|known| known.kind == Kind::Unlooked)
    }

    /// How many can be signed, without those that are left out.
    pub(super) fn ready(&self, left_out: LeftOut) -> usize {
        self.sum(|known| known.signs(left_out))
    }

    /// Whether this one would be signed.
    pub(super) fn signs(&self, id: UploadId, left_out: LeftOut) -> bool {
        self.known.get(&id).is_some_and(|known| known.signs(left_out))
    }

    /// Whether this one would be signed, and is at hand to be shown.
    pub(super) fn shows(&self, id: UploadId, left_out: LeftOut) -> bool {
        let known = self.known.get(&id);
        known.is_some_and(|known| known.signs(left_out) && known.kind != Kind::Unread)
    }

    /// Brings the sums in step.
    pub(super) fn follow(&mut self, model: &Model, tab: Tab, ids: &[UploadId]) {
        let revision = model.queue.revision();
        match tab {
            Tab::Queue => match self.queue.and_then(|known| model.queue.changed_since(known)) {
                Some(changed) => changed.iter().for_each(|id| self.look_again(model, *id)),
                None => ids.iter().for_each(|id| self.look(model, *id)),
            },
            Tab::History if self.history == Some(model.history.revision) => {
                // What is read of the history is not much.
                let read = model.history.read();
                read.for_each(|upload| self.look_again(model, upload.id));
            }
            Tab::History => ids.iter().for_each(|id| self.look(model, *id)),
        }
        self.queue = Some(revision);
        self.history = Some(model.history.revision);
    }

    fn look_again(&mut self, model: &Model, id: UploadId) {
        if self.known.contains_key(&id) {
            self.look(model, id);
        }
    }

    fn look(&mut self, model: &Model, id: UploadId) {
        let known = match model.upload(id) {
            Some(upload) => Known {
                kind: Kind::of(upload),
                signed: upload.signed.is_some(),
            },
            None if model.history.place(id).is_some() => Known {
                kind: Kind::Unread,
                signed: false,
            },
            None => Known {
                kind: Kind::Gone,
                signed: false,
            },
        };
        let before = self.known.insert(id, known);
        if before == Some(known) {
            return;
        }
        self.revision += 1;
        if let Some(count) = before.and_then(|before| self.counts.get_mut(&before)) {
            *count = count.saturating_sub(1);
        }
        *self.counts.entry(known).or_default() += 1;
    }
}
