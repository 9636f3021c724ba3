//! Totals of the selected rows: number, size, states, and what they allow.
//!
//! Counted once when the selection changes, then updated with the queue.

use std::collections::HashMap;

use super::{Scene, Tab, selection::Selection};
use model::{
    ById, HistoryView, MAX_SIGNED_BYTES, Queue, Status, StatusAction, Upload, UploadId, VerifyState, VerifyTarget,
};

/// Something that an upload may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ability {
    /// It has a key to copy.
    Key,
    /// Retry.
    Retry,
    /// Resume.
    Resume,
    /// Pause.
    Pause,
    /// Cancel.
    Cancel,
    /// Verify.
    Verify,
    /// Sign.
    Sign,
    /// Verify the original.
    VerifyOriginal,
    /// Sign, without a signed copy yet.
    SignFirst,
    /// Verify, where the object is not verified yet.
    VerifyFirst,
    /// A signed copy with a known location.
    SignedCopy,
}

/// The number of abilities.
const ABILITIES: usize = 11;

/// What one upload contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    status: Status,
    invalid: bool,
    unconfirmed: bool,
    bytes: u64,
    able: [bool; ABILITIES],
}

impl Facts {
    fn of(upload: &Upload, in_queue: bool) -> Self {
        Self {
            status: upload.status(),
            invalid: upload.is_invalid(),
            unconfirmed: upload.is_unconfirmed(),
            bytes: upload.source.size,
            able: [
                upload.object.is_some(),
                in_queue && upload.action() == StatusAction::Retry,
                in_queue && upload.action() == StatusAction::Resume,
                in_queue && upload.can_stop(),
                in_queue && upload.can_stop(),
                verification(upload).is_some(),
                upload.can_sign(),
                can_verify_original(upload),
                upload.can_sign() && upload.signed.is_none(),
                verification(upload).is_some_and(|target| !is_verified(upload, target)),
                upload.signed_uri().is_some(),
            ],
        }
    }
}

/// Which object would be verified: the signed copy if there is one.
pub(crate) fn verification(upload: &Upload) -> Option<VerifyTarget> {
    if matches!(upload.verify, VerifyState::Verifying(_)) {
        return None;
    }
    if upload.signed_uri().is_some() {
        return Some(VerifyTarget::Signed);
    }
    (upload.object.is_some() && upload.source.size <= MAX_SIGNED_BYTES).then_some(VerifyTarget::Original)
}

/// Whether this object was verified.
fn is_verified(upload: &Upload, target: VerifyTarget) -> bool {
    matches!(&upload.verify, VerifyState::Verified(facts) if facts.target == target)
}

/// Whether the original can be verified, whatever else there is.
pub(crate) fn can_verify_original(upload: &Upload) -> bool {
    upload.object.is_some()
        && !matches!(upload.verify, VerifyState::Verifying(_))
        && upload.source.size <= MAX_SIGNED_BYTES
}

/// Totals of the selected rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// The number of uploads.
    pub(crate) files: usize,
    /// Their size, in bytes.
    pub(crate) bytes: u64,
    by_status: HashMap<Status, usize>,
    /// Verified, and invalid.
    pub(crate) invalid: usize,
    /// Verified, and not confirmed.
    pub(crate) unconfirmed: usize,
    able: [usize; ABILITIES],
}

impl Tally {
    /// How many are in this state. Verified includes invalid ones.
    pub(crate) fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).copied().unwrap_or(0)
    }

    /// How many allow this.
    pub(crate) fn able(&self, ability: Ability) -> usize {
        self.able.get(ability as usize).copied().unwrap_or(0)
    }

    fn add(&mut self, facts: &Facts) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(facts.bytes);
        self.invalid += usize::from(facts.invalid);
        self.unconfirmed += usize::from(facts.unconfirmed);
        *self.by_status.entry(facts.status).or_default() += 1;
        for (count, able) in self.able.iter_mut().zip(facts.able) {
            *count += usize::from(able);
        }
    }

    fn take(&mut self, facts: &Facts) {
        self.files = self.files.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(facts.bytes);
        self.invalid = self.invalid.saturating_sub(usize::from(facts.invalid));
        self.unconfirmed = self.unconfirmed.saturating_sub(usize::from(facts.unconfirmed));
        let count = self.by_status.entry(facts.status).or_default();
        *count = count.saturating_sub(1);
        for (count, able) in self.able.iter_mut().zip(facts.able) {
            *count = count.saturating_sub(usize::from(able));
        }
    }
}

/// Totals that follow the queue.
#[derive(Debug, Default)]
pub(crate) struct Running {
    tally: Tally,
    counted: ById<Facts>,
    selection: u64,
    queue: u64,
    /// Uploads visited, for tests of the cost.
    #[cfg(test)]
    pub(crate) visited: usize,
}

impl Running {
    /// The current totals.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    fn look(&mut self, facts: Option<Facts>, id: UploadId) {
        #[cfg(test)]
        {
            self.visited += 1;
        }
        if let Some(old) = self.counted.remove(&id) {
            self.tally.take(&old);
        }
        if let Some(facts) = facts {
            self.tally.add(&facts);
            self.counted.insert(id, facts);
        }
    }

    fn anew(&mut self) {
        self.tally = Tally::default();
        self.counted.clear();
    }

    fn follow_queue(&mut self, selection: &Selection, queue: &Queue) {
        let facts = |id| queue.get(id).map(|upload| Facts::of(upload, true));
        match queue.changed_since(self.queue) {
            Some(changed) if self.selection == selection.revision() => {
                for id in changed {
                    if selection.contains(*id) {
                        self.look(facts(*id), *id);
                    }
                }
            }
            _ => {
                self.anew();
                for id in selection.iter() {
                    self.look(facts(id), id);
                }
            }
        }
        self.selection = selection.revision();
        self.queue = queue.revision();
    }

    /// The loaded part of the history is small.
    fn follow_history(&mut self, selection: &Selection, history: &HistoryView, queue: &Queue) {
        self.anew();
        for upload in history.loaded().filter(|upload| selection.contains(upload.id)) {
            self.look(Some(Facts::of(upload, queue.get(upload.id).is_some())), upload.id);
        }
        // The queue has to be counted from scratch.
        self.selection = u64::MAX;
    }
}

/// Updates the totals of the current tab.
pub(crate) fn follow(scene: &mut Scene<'_>) {
    let (model, tab) = (scene.model, scene.view.tab);
    let (selection, running) = scene.view.selection_and_tally();
    match tab {
        _ if selection.is_empty() => {
            running.anew();
            running.selection = u64::MAX;
        }
        Tab::Queue => running.follow_queue(selection, &model.queue),
        Tab::History | Tab::Check => running.follow_history(selection, &model.history, &model.queue),
    }
}
