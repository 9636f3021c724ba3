//! What the files of a sign sheet come to: how many can be signed, and why the others cannot. Counted once, and followed by
//! the changes of the queue from there on.

use std::collections::HashMap;

use crate::{
    model::{Existing, Model, SignState, Upload, UploadId, UploadState, VerifyState, can_be_signed},
    ui::{Tab, track},
};

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
    /// It is gone.
    Gone,
}

impl Kind {
    fn of(upload: &Upload) -> Self {
        if track::upload_only(upload) || upload.content_type.as_deref().is_some_and(|kind| !can_be_signed(kind)) {
            return Self::Format;
        }
        if upload.source.size > crate::model::MAX_SIGNED_BYTES {
            return Self::TooLarge;
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
            Self::Unlooked | Self::Looking | Self::Clean | Self::Has | Self::Untold
        )
    }
}

/// The sums.
#[derive(Debug, Default)]
pub(super) struct Sums {
    kinds: HashMap<UploadId, Kind>,
    counts: HashMap<Kind, usize>,
    queue: Option<u64>,
}

impl Sums {
    /// How many are of this kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// How many can be signed, without those that have credentials where they are left out.
    pub(super) fn ready(&self, leave_out: bool) -> usize {
        let ready: usize = self
            .counts
            .iter()
            .filter(|(kind, _)| kind.is_ready())
            .map(|(_, count)| count)
            .sum();
        ready - if leave_out { self.count(Kind::Has) } else { 0 }
    }

    /// Whether this one would be signed.
    pub(super) fn signs(&self, id: UploadId, leave_out: bool) -> bool {
        self.kinds
            .get(&id)
            .is_some_and(|kind| kind.is_ready() && !(leave_out && *kind == Kind::Has))
    }

    /// Brings the sums in step.
    pub(super) fn follow(&mut self, model: &Model, tab: Tab, ids: &[UploadId]) {
        let revision = model.queue.revision();
        let known = match tab {
            Tab::Queue => self.queue.and_then(|known| model.queue.changed_since(known)),
            // A page is short.
            Tab::History => None,
        };
        match known {
            Some(changed) => {
                for id in changed {
                    if self.kinds.contains_key(id) {
                        self.look(model, *id);
                    }
                }
            }
            None => ids.iter().for_each(|id| self.look(model, *id)),
        }
        self.queue = Some(revision);
    }

    fn look(&mut self, model: &Model, id: UploadId) {
        let kind = model.upload(id).map_or(Kind::Gone, Kind::of);
        if let Some(before) = self.kinds.insert(id, kind)
            && let Some(count) = self.counts.get_mut(&before)
        {
            *count = count.saturating_sub(1);
        }
        *self.counts.entry(kind).or_default() += 1;
    }
}
