//! What is done with more records of the history than are at hand: they are read a piece at a time, and the next piece when
//! the one before is nearly done. However many they are, few are in memory.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use super::{
    Command, Ids, ManifestText, Model, NoticeKind, SignState, Upload, UploadId, Verdict, VerifyState, VerifyTarget,
    history::is_busy,
};

/// Records that are read at once.
const PIECE: usize = 100;

/// The next piece is read when no more than these of the one before are left.
const FEW: usize = 25;

/// What is done with each record.
#[derive(Debug, Clone, PartialEq)]
pub enum BulkAction {
    /// Verify the signed copy, or the original where there is none.
    Verify,
    /// Sign it.
    Sign {
        /// The manifest, with placeholders.
        template: Arc<str>,
        /// Whether files that have Content Credentials already are left out.
        keep_credentials: bool,
        /// Whether files with a signed copy are left out.
        leave_signed: bool,
    },
}

/// Something that is being done with many records of the history.
#[derive(Debug)]
pub struct BulkOperation {
    /// Names it.
    pub number: u64,
    /// What is done with each.
    pub action: BulkAction,
    /// With how many, as was asked.
    pub all: usize,
    waiting: VecDeque<UploadId>,
    /// Those that are being read.
    reading: usize,
    busy: Ids,
    unfit: usize,
    unreadable: usize,
    failed: usize,
    signed: usize,
    verdicts: HashMap<Verdict, usize>,
    stopped: bool,
}

impl BulkOperation {
    /// Of how many it is known what became of them.
    #[must_use]
    pub fn done(&self) -> usize {
        let left = self.waiting.len() + self.reading + self.busy.len();
        self.all.saturating_sub(left)
    }

    /// Whether no more of them are begun.
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

    /// What came of it, in a sentence.
    fn outcome(&self) -> String {
        let mut parts = Vec::new();
        let begun = match self.action {
            BulkAction::Verify => {
                // The worst first.
                for verdict in [
                    Verdict::Invalid,
                    Verdict::Unconfirmed,
                    Verdict::Unknown,
                    Verdict::Valid,
                    Verdict::Remote,
                    Verdict::None,
                    Verdict::Unsupported,
                    Verdict::Trusted,
                ] {
                    parts.push((self.verdicts.get(&verdict).copied().unwrap_or(0), verdict.name()));
                }
                let verified: usize = self.verdicts.values().sum();
                format!("{verified} of {} records verified", self.all)
            }
            BulkAction::Sign { .. } => format!("{} of {} records signed", self.signed, self.all),
        };
        parts.push((self.failed, "failed"));
        parts.push((
            self.unfit,
            match self.action {
                BulkAction::Verify => "without an object to verify",
                BulkAction::Sign { .. } => "left out",
            },
        ));
        parts.push((self.unreadable, "cannot be read"));
        let parts: Vec<_> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let stopped = if self.stopped { " It was stopped." } else { "" };
        if parts.is_empty() {
            return format!("{begun}.{stopped}");
        }
        format!("{begun}: {}.{stopped}", parts.join(", "))
    }
}

impl Model {
    /// What is being done with many records of the history, the first first.
    #[must_use]
    pub fn bulk_operations(&self) -> &[BulkOperation] {
        &self.bulk_operations
    }

    /// Begins to do this with these records, whether they are at hand or not.
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
            busy: Ids::default(),
            unfit: 0,
            unreadable: 0,
            failed: 0,
            signed: 0,
            verdicts: HashMap::new(),
            stopped: false,
        });
        self.go_on()
    }

    /// Begins no more of it. What is begun comes to its end.
    pub(super) fn stop_bulk_operation(&mut self, number: u64) -> Vec<Command> {
        if let Some(bulk_operation) = self
            .bulk_operations
            .iter_mut()
            .find(|bulk_operation| bulk_operation.number == number)
        {
            bulk_operation.all -= bulk_operation.waiting.len();
            bulk_operation.waiting.clear();
            bulk_operation.stopped = true;
        }
        self.go_on()
    }

    /// Takes records that were read for it.
    pub(super) fn records_read(&mut self, number: u64, uploads: Vec<Upload>, unreadable: usize) -> Vec<Command> {
        let Some(bulk_operation) = self
            .bulk_operations
            .iter_mut()
            .find(|bulk_operation| bulk_operation.number == number)
        else {
            return Vec::new();
        };
        // What is neither was forgotten meanwhile.
        bulk_operation.all -= bulk_operation
            .reading
            .saturating_sub(uploads.len() + unreadable)
            .min(bulk_operation.all);
        bulk_operation.reading = 0;
        bulk_operation.unreadable += unreadable;
        let action = bulk_operation.action.clone();
        let ids: Vec<_> = uploads.iter().map(|upload| upload.id).collect();
        for upload in uploads {
            // What is in the queue, too, is newer there, and what is at hand already is newer here.
            if self.queue.get(upload.id).is_none() {
                self.history.hold(upload);
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
                ..
            } => self.sign(&fit, &ManifestText::Template(Arc::clone(template)), *keep_credentials),
        };
        let mut busy = Ids::default();
        for id in ids {
            if self.upload(id).is_some_and(is_busy) {
                busy.insert(id);
            } else {
                self.history.release(id);
                if let Some(bulk_operation) = self
                    .bulk_operations
                    .iter_mut()
                    .find(|bulk_operation| bulk_operation.number == number)
                {
                    bulk_operation.unfit += 1;
                }
            }
        }
        if let Some(bulk_operation) = self
            .bulk_operations
            .iter_mut()
            .find(|bulk_operation| bulk_operation.number == number)
        {
            bulk_operation.busy.extend(busy);
        }
        commands.extend(self.go_on());
        commands
    }

    /// They cannot be read, all of them: whoever keeps the record has said why.
    pub(super) fn records_not_read(&mut self, number: u64) -> Vec<Command> {
        if let Some(bulk_operation) = self
            .bulk_operations
            .iter_mut()
            .find(|bulk_operation| bulk_operation.number == number)
        {
            bulk_operation.unreadable += std::mem::take(&mut bulk_operation.reading);
        }
        self.stop_bulk_operation(number)
    }

    /// Something has become of this upload: where it was all that was to be done with it, the next come.
    pub(super) fn errands_follow(&mut self, id: UploadId) -> Vec<Command> {
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
        self.history.release(id);
        self.go_on()
    }

    /// These records are gone.
    pub(super) fn errands_forget(&mut self, ids: &Ids) -> Vec<Command> {
        for bulk_operation in &mut self.bulk_operations {
            let before = bulk_operation.waiting.len() + bulk_operation.busy.len();
            bulk_operation.waiting.retain(|id| !ids.contains(id));
            bulk_operation.busy.retain(|id| !ids.contains(id));
            bulk_operation.all -= before - bulk_operation.waiting.len() - bulk_operation.busy.len();
        }
        self.go_on()
    }

    /// Whether this action can be done with an upload.
    fn fits(&self, id: UploadId, action: &BulkAction) -> bool {
        let Some(upload) = self.upload(id) else { return false };
        match action {
            BulkAction::Verify => !matches!(upload.verify, VerifyState::Verifying(_)),
            BulkAction::Sign { leave_signed, .. } => upload.can_sign() && !(*leave_signed && upload.signed.is_some()),
        }
    }

    /// Reads the next piece of each that is nearly done with the one before, and tells of those that are done.
    fn go_on(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        for bulk_operation in &mut self.bulk_operations {
            if bulk_operation.reading > 0 || bulk_operation.busy.len() > FEW || bulk_operation.waiting.is_empty() {
                continue;
            }
            let piece = bulk_operation.waiting.len().min(PIECE);
            let ids: Vec<_> = bulk_operation.waiting.drain(..piece).collect();
            bulk_operation.reading = ids.len();
            commands.push(Command::ReadRecords {
                bulk_operation: bulk_operation.number,
                ids,
            });
        }
        let (over, going) = std::mem::take(&mut self.bulk_operations)
            .into_iter()
            .partition(BulkOperation::is_over);
        self.bulk_operations = going;
        for bulk_operation in over {
            self.notify(NoticeKind::Done {
                headline: bulk_operation.outcome(),
            });
        }
        commands
    }
}
