//! Operations on more records of the history than are loaded. They are read in batches, the next one when the previous
//! is almost done, so few are in memory.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use super::{
    BulkOutcome, Command, ManifestText, Model, NoticeKind, Said, SignState, Upload, UploadId, UploadIdSet, Verdict,
    VerifyState, VerifyTarget, history::is_busy,
};

/// How many records are read at a time.
const BATCH: usize = 100;

/// The next batch is read when this many of the previous one are left.
const ALMOST_DONE: usize = 25;

/// What to do with each record.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkAction {
    /// Verify the signed copy, or the original if there is none.
    Verify,
    /// Sign it.
    Sign {
        /// The manifest, with placeholders.
        template: Arc<str>,
        /// Whether to skip files that have Content Credentials.
        keep_credentials: bool,
        /// Whether to skip files that have a signed copy.
        leave_signed: bool,
        /// Whether the server adds a verified identity.
        identity: bool,
    },
}

/// An operation on many records of the history.
#[derive(Debug)]
pub struct BulkOperation {
    /// Its number.
    pub number: u64,
    /// What to do with each record.
    pub action: BulkAction,
    /// The number of records.
    pub all: usize,
    waiting: VecDeque<UploadId>,
    /// How many are being read.
    reading: usize,
    busy: UploadIdSet,
    unfit: usize,
    unreadable: usize,
    failed: usize,
    signed: usize,
    verdicts: HashMap<Verdict, usize>,
    stopped: bool,
}

impl BulkOperation {
    /// How many have a result.
    #[must_use]
    pub fn done(&self) -> usize {
        let left = self.waiting.len() + self.reading + self.busy.len();
        self.all.saturating_sub(left)
    }

    /// Whether it was stopped. Started items still finish.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    fn is_over(&self) -> bool {
        self.waiting.is_empty() && self.reading == 0 && self.busy.is_empty()
    }

    fn note(&mut self, upload: &Upload) {
        match (&self.action, &upload.sign, &upload.verify) {
            (BulkAction::Verify, _, VerifyState::Verified(facts)) => {
                *self.verdicts.entry(facts.verdict).or_default() += 1;
            }
            (BulkAction::Sign { .. }, SignState::Signed, _) => self.signed += 1,
            (BulkAction::Sign { .. }, SignState::NotAsked, _) => self.unfit += 1,
            _ => self.failed += 1,
        }
    }

    /// The result.
    fn outcome(&self) -> BulkOutcome {
        // Worst first.
        let verdicts = [
            Verdict::Invalid,
            Verdict::Unconfirmed,
            Verdict::Unknown,
            Verdict::Valid,
            Verdict::Remote,
            Verdict::None,
            Verdict::Unsupported,
            Verdict::Trusted,
        ]
        .map(|verdict| (verdict, self.verdicts.get(&verdict).copied().unwrap_or(0)));
        BulkOutcome {
            signed: matches!(self.action, BulkAction::Sign { .. }).then_some(self.signed),
            verdicts: verdicts.into_iter().filter(|(_, count)| *count > 0).collect(),
            failed: self.failed,
            unfit: self.unfit,
            unreadable: self.unreadable,
            all: self.all,
            stopped: self.stopped,
        }
    }
}

impl Model {
    /// The running operations on many records, oldest first.
    #[must_use]
    pub fn bulk_operations(&self) -> &[BulkOperation] {
        &self.bulk_operations
    }

    fn bulk_operation(&mut self, number: u64) -> Option<&mut BulkOperation> {
        self.bulk_operations
            .iter_mut()
            .find(|bulk_operation| bulk_operation.number == number)
    }

    /// Starts an operation on these records, whether they are loaded or not.
    pub(super) fn run_bulk_operation(&mut self, ids: Vec<UploadId>, action: BulkAction) -> Vec<Command> {
        if ids.is_empty() {
            return Vec::new();
        }
        self.last_bulk_operation += 1;
        self.bulk_operations.push(BulkOperation {
            number: self.last_bulk_operation,
            action,
            all: ids.len(),
            waiting: ids.into(),
            reading: 0,
            busy: UploadIdSet::default(),
            unfit: 0,
            unreadable: 0,
            failed: 0,
            signed: 0,
            verdicts: HashMap::new(),
            stopped: false,
        });
        self.read_next_batches()
    }

    /// Starts no more items. Those already started still finish.
    pub(super) fn stop_bulk_operation(&mut self, number: u64) -> Vec<Command> {
        if let Some(bulk_operation) = self.bulk_operation(number) {
            bulk_operation.all -= bulk_operation.waiting.len();
            bulk_operation.waiting.clear();
            bulk_operation.stopped = true;
        }
        self.read_next_batches()
    }

    /// Continues with records that were read for it.
    pub(super) fn records_read(&mut self, number: u64, uploads: Vec<Upload>, unreadable: usize) -> Vec<Command> {
        let Some(bulk_operation) = self.bulk_operation(number) else {
            return Vec::new();
        };
        // The others were deleted meanwhile.
        bulk_operation.all -= bulk_operation
            .reading
            .saturating_sub(uploads.len() + unreadable)
            .min(bulk_operation.all);
        bulk_operation.reading = 0;
        bulk_operation.unreadable += unreadable;
        let action = bulk_operation.action.clone();
        let ids: Vec<_> = uploads.iter().map(|upload| upload.id).collect();
        for upload in uploads {
            // Uploads in the queue and loaded records of the history are newer.
            if self.queue.get(upload.id).is_none() {
                self.history.insert_if_absent(upload);
            }
        }
        let fit: Vec<_> = ids.iter().copied().filter(|id| self.fits(*id, &action)).collect();
        let mut commands = match &action {
            BulkAction::Verify => {
                let is_signed = |id: &UploadId| self.upload(*id).is_some_and(|upload| upload.signed_uri().is_some());
                let (signed, original): (Vec<_>, Vec<_>) = fit.into_iter().partition(is_signed);
                let mut commands = self.verify(&signed, VerifyTarget::Signed);
                commands.extend(self.verify(&original, VerifyTarget::Original));
                commands
            }
            BulkAction::Sign {
                template,
                keep_credentials,
                identity,
                ..
            } => self.sign(
                &fit,
                &ManifestText::Template(Arc::clone(template)),
                *keep_credentials,
                *identity,
            ),
        };
        let mut busy = UploadIdSet::default();
        for id in ids {
            if self.upload(id).is_some_and(is_busy) {
                busy.insert(id);
            } else {
                self.history.release_unless_shown(id);
                if let Some(bulk_operation) = self.bulk_operation(number) {
                    bulk_operation.unfit += 1;
                }
            }
        }
        if let Some(bulk_operation) = self.bulk_operation(number) {
            bulk_operation.busy.extend(busy);
        }
        commands.extend(self.read_next_batches());
        commands
    }

    /// None of them can be read. The store has reported why.
    pub(super) fn records_not_read(&mut self, number: u64) -> Vec<Command> {
        if let Some(bulk_operation) = self.bulk_operation(number) {
            bulk_operation.unreadable += std::mem::take(&mut bulk_operation.reading);
        }
        self.stop_bulk_operation(number)
    }

    /// An upload's signing or verification has ended. Continue if nothing else is pending for it.
    pub(super) fn continue_bulk_operations(&mut self, id: UploadId) -> Vec<Command> {
        if !self
            .bulk_operations
            .iter()
            .any(|bulk_operation| bulk_operation.busy.contains(&id))
        {
            return Vec::new();
        }
        let upload = self.queue.get(id).or_else(|| self.history.get(id));
        if upload.is_some_and(is_busy) {
            return Vec::new();
        }
        for bulk_operation in &mut self.bulk_operations {
            if bulk_operation.busy.remove(&id)
                && let Some(upload) = upload
            {
                bulk_operation.note(upload);
            }
        }
        self.history.release_unless_shown(id);
        self.read_next_batches()
    }

    /// These records were deleted.
    pub(super) fn forget_in_bulk_operations(&mut self, ids: &UploadIdSet) -> Vec<Command> {
        for bulk_operation in &mut self.bulk_operations {
            let before = bulk_operation.waiting.len() + bulk_operation.busy.len();
            bulk_operation.waiting.retain(|id| !ids.contains(id));
            bulk_operation.busy.retain(|id| !ids.contains(id));
            bulk_operation.all -= before - bulk_operation.waiting.len() - bulk_operation.busy.len();
        }
        self.read_next_batches()
    }

    /// Whether this action applies to an upload.
    fn fits(&self, id: UploadId, action: &BulkAction) -> bool {
        let Some(upload) = self.upload(id) else { return false };
        match action {
            BulkAction::Verify => !matches!(upload.verify, VerifyState::Verifying(_)),
            BulkAction::Sign { leave_signed, .. } => upload.can_sign() && !(*leave_signed && upload.signed.is_some()),
        }
    }

    /// Reads the next batch of each operation that is almost done with the previous one, and reports those that are
    /// done.
    fn read_next_batches(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        for bulk_operation in &mut self.bulk_operations {
            if bulk_operation.reading > 0
                || bulk_operation.busy.len() > ALMOST_DONE
                || bulk_operation.waiting.is_empty()
            {
                continue;
            }
            let batch = bulk_operation.waiting.len().min(BATCH);
            let ids: Vec<_> = bulk_operation.waiting.drain(..batch).collect();
            bulk_operation.reading = ids.len();
            commands.push(Command::ReadRecords {
                bulk_operation: bulk_operation.number,
                ids,
            });
        }
        let (over, running) = std::mem::take(&mut self.bulk_operations)
            .into_iter()
            .partition(BulkOperation::is_over);
        self.bulk_operations = running;
        for bulk_operation in over {
            self.notify(NoticeKind::done(Said::Bulk(bulk_operation.outcome())));
        }
        commands
    }
}
