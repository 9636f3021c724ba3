//! Totals over uploads, updated with each change.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::{Cause, CountedBytes, SignState, Status, Step, Upload, UploadState};

/// What failed uploads have in common: the step, and what happened.
#[derive(Debug, Clone)]
pub struct FailureKind {
    /// The step that failed.
    pub step: Step,
    /// What happened, in one sentence, in English.
    pub message: String,
    /// Why, as a value. Those with the same words are one kind.
    pub cause: Option<Box<Cause>>,
}

impl PartialEq for FailureKind {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for FailureKind {}

impl PartialOrd for FailureKind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FailureKind {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.step, &self.message).cmp(&(other.step, &other.message))
    }
}

/// How many kinds of failure are kept. A message may name its file, so there may be as many kinds as files.
const MAX_KINDS: usize = 32;

/// Failed uploads by kind, of as many kinds as are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Failures {
    kinds: BTreeMap<FailureKind, usize>,
    /// How many are of no kept kind. Each failure is counted once: with its kind, or here.
    others: usize,
}

impl Failures {
    fn add(&mut self, kind: &FailureKind, count: usize) {
        if let Some(own) = self.kinds.get_mut(kind) {
            *own += count;
            return;
        }
        if self.kinds.len() >= MAX_KINDS {
            let Some(rare) = self.rarest_beside(kind) else {
                self.others += count;
                return;
            };
            self.others += self.kinds.remove(&rare).unwrap_or(0);
        }
        self.kinds.insert(kind.clone(), count);
    }

    /// A kind that occurred once. Messages that only differ by a name are neighbors, so these make room for each other
    /// and what occurs again and again stays.
    fn rarest_beside(&self, kind: &FailureKind) -> Option<FailureKind> {
        let once = |(_, count): &(&FailureKind, &usize)| **count == 1;
        let before = self.kinds.range(..kind).rev().find(once);
        let rare = before.or_else(|| self.kinds.range(kind..).find(once));
        rare.map(|(rare, _)| rare.clone())
    }

    fn remove(&mut self, kind: &FailureKind, count: usize) {
        let Some(own) = self.kinds.get_mut(kind) else {
            self.others = self.others.saturating_sub(count);
            return;
        };
        // The rest was counted before the kind was kept.
        self.others = self.others.saturating_sub(count.saturating_sub(*own));
        *own = own.saturating_sub(count);
        if *own == 0 {
            self.kinds.remove(kind);
        }
    }
}

/// Totals over the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many uploads.
    pub files: usize,
    /// How many are stored.
    pub files_done: usize,
    /// Bytes of all that are not canceled or failed.
    pub bytes: u64,
    /// How many of these bytes are done.
    pub bytes_done: u64,
    /// Finished uploads whose verification needs attention.
    pub attention: usize,
    /// Finished uploads that could be signed and have no signed copy.
    pub unsigned: usize,
    /// Uploads with a signed copy.
    pub signed: usize,
    /// Uploads with a signed copy whose location is known.
    pub signed_links: usize,
    /// Stored uploads to sign next, see [`Upload::awaits_signing`].
    pub to_sign: usize,
    /// Signed copies that were not verified yet, and whose location is known.
    pub to_verify: usize,
    /// Signed copies that were verified, and are not broken.
    pub signed_and_verified: usize,
    /// Signed copies that were verified, and are broken.
    pub signed_and_broken: usize,
    /// Uploads whose verification found that something is wrong: see [`crate::VerifiedFacts::fails_script`].
    pub broken: usize,
    /// Stored uploads without a signed copy that had Content Credentials before.
    pub with_credentials: usize,
    /// Stored uploads without a signed copy that could not be inspected: see [`Upload::may_keep_credentials`].
    pub uninspected: usize,
    /// Failed uploads by kind.
    failures: Failures,
    /// Verified as invalid.
    invalid: usize,
    /// Verified, but not confirmed.
    unconfirmed: usize,
    /// Indexed by [`Status`].
    by_status: [usize; Status::ALL.len()],
}

impl Totals {
    /// How many are finished and need no attention.
    #[must_use]
    pub fn clearable(&self) -> usize {
        self.count_where(Status::is_finished).saturating_sub(self.attention)
    }

    /// How many have this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(status as usize).copied().unwrap_or(0)
    }

    /// How many were verified as invalid.
    #[must_use]
    pub fn invalid(&self) -> usize {
        self.invalid
    }

    /// How many were verified, but not confirmed.
    #[must_use]
    pub fn unconfirmed(&self) -> usize {
        self.unconfirmed
    }

    /// Failed uploads by kind, with the number of each, the most frequent first. Rare kinds are left out if there are
    /// many.
    #[must_use]
    pub fn failures(&self) -> Vec<(&FailureKind, usize)> {
        let mut kinds: Vec<_> = self.failures.kinds.iter().map(|(kind, count)| (kind, *count)).collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        kinds
    }

    /// How many are being uploaded or will be.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.count_where(Status::is_pending)
    }

    /// How many are being signed or verified, or wait for that.
    #[must_use]
    pub fn signing_or_verifying(&self) -> usize {
        self.count_where(Status::is_signing_or_verifying)
    }

    /// How many the worker is busy with.
    #[must_use]
    pub fn running(&self) -> usize {
        self.count_where(Status::is_running)
    }

    /// How many wait for a call to the server: to be uploaded, signed or verified.
    #[must_use]
    pub fn waits(&self) -> usize {
        self.pending() + self.signing_or_verifying()
    }

    /// How many have a status that matches.
    #[must_use]
    pub fn count_where(&self, is_meant: impl Fn(Status) -> bool) -> usize {
        let meant = Status::ALL.into_iter().filter(|status| is_meant(*status));
        meant.map(|status| self.count(status)).sum()
    }

    /// How many bytes are left.
    #[must_use]
    pub fn bytes_left(&self) -> u64 {
        self.bytes.saturating_sub(self.bytes_done)
    }

    /// The totals of one upload.
    fn of(upload: &Upload) -> Self {
        let (files_done, bytes) = match upload.state.status().bytes() {
            CountedBytes::Stored => (1, upload.source.size),
            CountedBytes::ToStore => (0, upload.source.size),
            CountedBytes::Excluded => (0, 0),
        };
        let mut failures = Failures::default();
        if let Some(kind) = failure_kind(upload) {
            failures.add(&kind, 1);
        }
        let mut by_status = [0; Status::ALL.len()];
        if let Some(count) = by_status.get_mut(upload.status() as usize) {
            *count = 1;
        }
        Self {
            files: 1,
            files_done,
            bytes,
            bytes_done: upload.bytes_done(),
            attention: usize::from(upload.is_finished() && upload.needs_attention()),
            unsigned: usize::from(upload.could_be_signed() && upload.is_finished() && !upload.needs_attention()),
            signed: usize::from(upload.signed.is_some()),
            signed_links: usize::from(upload.signed_uri().is_some()),
            to_sign: usize::from(upload.awaits_signing()),
            to_verify: usize::from(upload.awaits_verification()),
            signed_and_verified: usize::from(upload.is_signed_and_verified()),
            signed_and_broken: usize::from(upload.is_signed_and_broken()),
            broken: usize::from(upload.is_broken()),
            with_credentials: usize::from(upload.keeps_credentials()),
            uninspected: usize::from(upload.may_keep_credentials()),
            failures,
            invalid: usize::from(upload.is_invalid()),
            unconfirmed: usize::from(upload.is_unconfirmed()),
            by_status,
        }
    }

    /// Adds an upload.
    pub(super) fn add(&mut self, upload: &Upload) {
        self.merge(&Self::of(upload));
    }

    /// Subtracts an upload, as it was when it was added.
    pub(super) fn remove(&mut self, upload: &Upload) {
        let Self {
            files,
            files_done,
            bytes,
            bytes_done,
            attention,
            unsigned,
            signed,
            signed_links,
            to_sign,
            to_verify,
            signed_and_verified,
            signed_and_broken,
            broken,
            with_credentials,
            uninspected,
            failures,
            invalid,
            unconfirmed,
            by_status,
        } = Self::of(upload);
        self.files = self.files.saturating_sub(files);
        self.files_done = self.files_done.saturating_sub(files_done);
        self.bytes = self.bytes.saturating_sub(bytes);
        self.bytes_done = self.bytes_done.saturating_sub(bytes_done);
        self.attention = self.attention.saturating_sub(attention);
        self.unsigned = self.unsigned.saturating_sub(unsigned);
        self.signed = self.signed.saturating_sub(signed);
        self.signed_links = self.signed_links.saturating_sub(signed_links);
        self.to_sign = self.to_sign.saturating_sub(to_sign);
        self.to_verify = self.to_verify.saturating_sub(to_verify);
        self.signed_and_verified = self.signed_and_verified.saturating_sub(signed_and_verified);
        self.signed_and_broken = self.signed_and_broken.saturating_sub(signed_and_broken);
        self.broken = self.broken.saturating_sub(broken);
        self.with_credentials = self.with_credentials.saturating_sub(with_credentials);
        self.uninspected = self.uninspected.saturating_sub(uninspected);
        for (kind, one) in &failures.kinds {
            self.failures.remove(kind, *one);
        }
        self.invalid = self.invalid.saturating_sub(invalid);
        self.unconfirmed = self.unconfirmed.saturating_sub(unconfirmed);
        for (own, one) in self.by_status.iter_mut().zip(by_status) {
            *own = own.saturating_sub(one);
        }
    }

    /// Adds other totals.
    pub(super) fn merge(&mut self, others: &Self) {
        let Self {
            files,
            files_done,
            bytes,
            bytes_done,
            attention,
            unsigned,
            signed,
            signed_links,
            to_sign,
            to_verify,
            signed_and_verified,
            signed_and_broken,
            broken,
            with_credentials,
            uninspected,
            failures,
            invalid,
            unconfirmed,
            by_status,
        } = others;
        self.files += files;
        self.files_done += files_done;
        // A sparse file can claim the longest length that its file system allows; three would overflow.
        self.bytes = self.bytes.saturating_add(*bytes);
        self.bytes_done = self.bytes_done.saturating_add(*bytes_done);
        self.attention += attention;
        self.unsigned += unsigned;
        self.signed += signed;
        self.signed_links += signed_links;
        self.to_sign += to_sign;
        self.to_verify += to_verify;
        self.signed_and_verified += signed_and_verified;
        self.signed_and_broken += signed_and_broken;
        self.broken += broken;
        self.with_credentials += with_credentials;
        self.uninspected += uninspected;
        for (kind, count) in &failures.kinds {
            self.failures.add(kind, *count);
        }
        self.failures.others += failures.others;
        self.invalid += invalid;
        self.unconfirmed += unconfirmed;
        for (own, others) in self.by_status.iter_mut().zip(by_status) {
            *own += others;
        }
    }
}

/// The kind of a failure that nothing retries automatically.
fn failure_kind(upload: &Upload) -> Option<FailureKind> {
    let failure = upload.failure().filter(|_| upload.status() == Status::Failed)?;
    let step = match (&upload.state, &upload.sign) {
        (UploadState::Failed(_), _) => failure.step,
        (_, SignState::Failed(_)) => Step::Sign,
        _ => Step::Verify,
    };
    Some(FailureKind {
        step,
        message: failure.message.clone(),
        cause: failure.cause.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(message: impl Into<String>) -> FailureKind {
        FailureKind {
            step: Step::Upload,
            message: message.into(),
            cause: None,
        }
    }

    #[test]
    fn few_kinds_of_failure_are_kept_the_most_frequent_first_and_each_failure_is_counted_once() {
        let mut totals = Totals::default();
        let named = |number: usize| kind(format!("Could not read {number:04}.jpg."));
        for number in 0..1000 {
            totals.failures.add(&named(number), 1);
            if number % 3 == 0 {
                totals.failures.add(&kind("The server is busy."), 1);
            }
            if number % 5 == 0 {
                totals.failures.add(&kind("Access is denied."), 1);
            }
        }
        let kinds = totals.failures();
        assert_eq!(kinds.len(), MAX_KINDS);
        assert_eq!(kinds[0], (&kind("The server is busy."), 334));
        assert_eq!(kinds[1], (&kind("Access is denied."), 200));
        let counted: usize = kinds.iter().map(|(_, count)| count).sum();
        assert_eq!(counted + totals.failures.others, 1534);
        for number in 0..1000 {
            totals.failures.remove(&named(number), 1);
        }
        assert_eq!((totals.failures().len(), totals.failures.others), (2, 0));
    }
}
