//! Totals for the sign sheet: how many files can be signed, and why the others cannot. Counted once, then updated with
//! the queue.

use std::collections::{BTreeMap, HashMap};

use super::words;
use crate::ui::{Tab, track};
use localization::text;
use model::{
    ById, ExistingCredentials, Model, NotValid, SignState, Unsignable, Upload, UploadId, UploadState, VerifyState,
};

/// How many issuers are named.
const MAX_ISSUERS: usize = 3;

/// How much of an issuer's name is shown, in characters: whoever made the file chose it.
const MAX_ISSUER_CHARS: usize = 48;

/// How a file relates to signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Not uploaded.
    NotStored,
    /// Its format cannot carry Content Credentials.
    Format,
    /// Over 1 GiB.
    TooLarge,
    /// Being signed or verified.
    Busy,
    /// Can be signed; not checked for credentials.
    Unchecked,
    /// Can be signed; being checked.
    Checking,
    /// Can be signed; has no Content Credentials.
    Clean,
    /// Can be signed; has Content Credentials that its signed copy would not contain.
    Has,
    /// Can be signed; the check was inconclusive.
    Inconclusive,
    /// A record that is not loaded.
    Unread,
    /// Gone.
    Gone,
}

impl Kind {
    fn of(upload: &Upload) -> Self {
        // Before the format: a file that is too large cannot be signed in any format.
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
            ExistingCredentials::Unchecked => Self::Unchecked,
            ExistingCredentials::Checking => Self::Checking,
            ExistingCredentials::None => Self::Clean,
            ExistingCredentials::Found(_) => Self::Has,
            ExistingCredentials::Unknown(_) => Self::Inconclusive,
        }
    }

    /// The kinds that are never signed, in the order of their warnings.
    pub(super) const SKIPPED: [Self; 5] = [Self::Format, Self::TooLarge, Self::NotStored, Self::Busy, Self::Gone];

    /// What to know of so many files of this kind before they are signed, if anything.
    pub(super) fn warning(self, count: usize) -> Option<String> {
        if count == 0 {
            return None;
        }
        Some(match self {
            Self::Format => text!("sign-sheet-format", count = count),
            Self::TooLarge => text!("sign-sheet-too-large", count = count),
            Self::NotStored => text!("sign-sheet-not-stored", count = count),
            Self::Busy => text!("sign-sheet-busy", count = count),
            Self::Gone => text!("sign-sheet-gone", count = count),
            Self::Has => text!("sign-sheet-has", count = count),
            Self::Inconclusive => text!("sign-sheet-inconclusive", count = count),
            Self::Unchecked | Self::Checking | Self::Clean | Self::Unread => return None,
        })
    }

    /// Whether it can be signed now.
    pub(super) const fn is_ready(self) -> bool {
        matches!(
            self,
            Self::Unchecked | Self::Checking | Self::Clean | Self::Has | Self::Inconclusive | Self::Unread
        )
    }
}

/// Which files that could be signed are skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SkippedEntries {
    /// Those that have, or may have, Content Credentials.
    pub(super) has: bool,
    /// Those that were already signed.
    pub(super) signed: bool,
}

/// The state of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct FileState {
    kind: Kind,
    /// Whether it has a signed copy.
    signed: bool,
    /// What is wrong with the credentials that it has.
    fault: Option<Fault>,
}

/// What is wrong with the Content Credentials of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Fault {
    /// The file was changed after signing.
    Changed,
    /// They are not valid for another reason.
    NotValid,
}

impl Fault {
    const fn of(upload: &Upload) -> Option<Self> {
        match &upload.existing {
            ExistingCredentials::Found(facts) => match facts.invalid {
                Some(NotValid::Changed) => Some(Self::Changed),
                Some(NotValid::Because(_)) => Some(Self::NotValid),
                None => None,
            },
            _ => None,
        }
    }
}

impl Fault {
    /// What to know of so many files with this fault.
    pub(super) fn warning(self, count: usize) -> Option<String> {
        let words = match self {
            Self::Changed => text!("sign-sheet-changed", count = count),
            Self::NotValid => text!("sign-sheet-not-valid", count = count),
        };
        (count > 0).then_some(words)
    }
}

impl FileState {
    fn signs(self, left_out: SkippedEntries) -> bool {
        let may_have = matches!(self.kind, Kind::Has | Kind::Inconclusive);
        self.kind.is_ready() && !(left_out.has && may_have) && !(left_out.signed && self.signed)
    }
}

/// The totals.
#[derive(Debug, Default)]
pub(super) struct SheetTotals {
    files: ById<FileState>,
    counts: HashMap<FileState, usize>,
    /// The issuers that the credentials name, by file and counted.
    issuers: (ById<String>, BTreeMap<String, usize>),
    /// Grows with each change.
    revision: u64,
    queue: Option<u64>,
    history: Option<u64>,
}

impl SheetTotals {
    fn sum(&self, which: impl Fn(FileState) -> bool) -> usize {
        let counts = self.counts.iter().filter(|(file, _)| which(**file));
        counts.map(|(_, count)| count).sum()
    }

    /// How many are of this kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.sum(|file| file.kind == kind)
    }

    /// The issuers that the files' credentials name, for a sentence: the first few in alphabetical order.
    fn issuers(&self) -> Option<String> {
        let (_, named) = &self.issuers;
        let short = |name: &String| -> String { name.chars().take(MAX_ISSUER_CHARS).collect() };
        let first: Vec<_> = named.keys().take(MAX_ISSUERS).map(short).collect();
        match (first.as_slice(), named.len().saturating_sub(MAX_ISSUERS)) {
            ([], _) => None,
            ([only], 0) => Some(only.clone()),
            ([others @ .., last], 0) => {
                let names = words::listed(others.to_vec());
                Some(text!("sign-sheet-issuers", names = names, last = last))
            }
            (all, more) => {
                let names = words::listed(all.to_vec());
                Some(text!("sign-sheet-issuers-more", names = names, count = more))
            }
        }
    }

    /// What to know of those that have Content Credentials: their issuers, too.
    pub(super) fn has_credentials(&self) -> Option<String> {
        let has = self.count(Kind::Has);
        match self.issuers() {
            Some(issuers) if has > 0 => Some(text!("sign-sheet-has-issuers", count = has, issuers = issuers)),
            _ => Kind::Has.warning(has),
        }
    }

    /// How many have credentials with this fault.
    pub(super) fn faulty(&self, fault: Fault) -> usize {
        self.sum(|file| file.kind == Kind::Has && file.fault == Some(fault))
    }

    /// How many can be signed and already have been.
    pub(super) fn signed(&self) -> usize {
        self.sum(|file| file.signed && file.kind.is_ready())
    }

    /// Whether there is anything to know before signing.
    pub(super) fn warns(&self) -> bool {
        let kinds = [Kind::Has, Kind::Inconclusive, Kind::Unread, Kind::Checking];
        let warns = |kind: &Kind| self.count(*kind) > 0;
        Kind::SKIPPED.iter().chain(&kinds).any(warns) || self.signed() > 0
    }

    /// Grows with each change.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// How many would be signed and are loaded.
    pub(super) fn shown(&self, left_out: SkippedEntries) -> usize {
        self.sum(|file| file.signs(left_out) && file.kind != Kind::Unread)
    }

    /// Whether this one would be signed but was not checked.
    pub(super) fn is_unchecked(&self, id: UploadId) -> bool {
        self.files.get(&id).is_some_and(|file| file.kind == Kind::Unchecked)
    }

    /// How many would be signed.
    pub(super) fn ready(&self, left_out: SkippedEntries) -> usize {
        self.sum(|file| file.signs(left_out))
    }

    /// Whether this one would be signed.
    pub(super) fn signs(&self, id: UploadId, left_out: SkippedEntries) -> bool {
        self.files.get(&id).is_some_and(|file| file.signs(left_out))
    }

    /// Whether this one would be signed and is loaded.
    pub(super) fn shows(&self, id: UploadId, left_out: SkippedEntries) -> bool {
        let file = self.files.get(&id);
        file.is_some_and(|file| file.signs(left_out) && file.kind != Kind::Unread)
    }

    /// Updates the totals.
    pub(super) fn follow(&mut self, model: &Model, tab: Tab, ids: &[UploadId]) {
        let revision = model.queue.revision();
        match tab {
            Tab::Queue => match self.queue.and_then(|revision| model.queue.changed_since(revision)) {
                Some(changed) => changed.iter().for_each(|id| self.update_known(model, *id)),
                None => ids.iter().for_each(|id| self.update(model, *id)),
            },
            Tab::History if self.history == Some(model.history.revision) => {
                // The loaded part of the history is small.
                let read = model.history.loaded();
                read.for_each(|upload| self.update_known(model, upload.id));
            }
            Tab::History | Tab::Check => ids.iter().for_each(|id| self.update(model, *id)),
        }
        self.queue = Some(revision);
        self.history = Some(model.history.revision);
    }

    fn update_known(&mut self, model: &Model, id: UploadId) {
        if self.files.contains_key(&id) {
            self.update(model, id);
        }
    }

    fn update_issuer(&mut self, model: &Model, id: UploadId, kind: Kind) {
        let issuer = match model.upload(id).map(|upload| &upload.existing) {
            Some(ExistingCredentials::Found(facts)) if kind == Kind::Has => facts.issuer.clone(),
            _ => None,
        };
        let (of_files, named) = &mut self.issuers;
        let before = match &issuer {
            Some(issuer) => of_files.insert(id, issuer.clone()),
            None => of_files.remove(&id),
        };
        if before == issuer {
            return;
        }
        if let Some(issuer) = issuer {
            *named.entry(issuer).or_default() += 1;
        }
        if let Some(before) = before
            && let Some(count) = named.get_mut(&before)
        {
            *count -= 1;
            if *count == 0 {
                named.remove(&before);
            }
        }
        self.revision += 1;
    }

    fn update(&mut self, model: &Model, id: UploadId) {
        let state = match model.upload(id) {
            Some(upload) => FileState {
                kind: Kind::of(upload),
                signed: upload.signed.is_some(),
                fault: Fault::of(upload),
            },
            None if model.history.place(id).is_some() => FileState {
                kind: Kind::Unread,
                signed: false,
                fault: None,
            },
            None => FileState {
                kind: Kind::Gone,
                signed: false,
                fault: None,
            },
        };
        self.update_issuer(model, id, state.kind);
        let before = self.files.insert(id, state);
        if before == Some(state) {
            return;
        }
        self.revision += 1;
        if let Some(count) = before.and_then(|before| self.counts.get_mut(&before)) {
            *count = count.saturating_sub(1);
        }
        *self.counts.entry(state).or_default() += 1;
    }
}
