//! The end of all work: noticed once, told in a toast with the next step, and in a desktop notification by the window.

use localization::text;

use super::{View, commands::Command, notices, toasts::Toast};
use model::{Model, Status};

/// What has finished, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What was done, as in "300 files signed and verified".
    pub headline: String,
    /// What can be done next; empty if nothing has to be.
    pub next: String,
}

/// The next steps that are offered.
const OFFERS: [Command; 4] = [
    Command::SignAll,
    Command::CopyAllLinks,
    Command::RetryFailed,
    Command::ShowAllResults,
];

/// The counts when work began, while it runs.
#[derive(Debug, Default)]
pub(crate) struct State {
    began: Option<Counts>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    uploaded: usize,
    signed: usize,
    /// Signed copies that were verified, and are not broken.
    good_copies: usize,
    /// Signed copies that were verified, and are broken.
    broken_copies: usize,
    /// All that were verified, whatever came of it.
    verified: usize,
    /// All that were verified, and are broken.
    broken: usize,
    failed: usize,
}

impl Counts {
    fn of(model: &Model) -> Self {
        let totals = model.queue.totals();
        Self {
            uploaded: totals.files_done,
            signed: totals.signed,
            good_copies: totals.signed_and_verified,
            broken_copies: totals.signed_and_broken,
            verified: totals.count(Status::Verified),
            broken: totals.broken,
            failed: totals.count(Status::Failed),
        }
    }

    fn since(self, before: Self) -> Self {
        Self {
            uploaded: self.uploaded.saturating_sub(before.uploaded),
            signed: self.signed.saturating_sub(before.signed),
            good_copies: self.good_copies.saturating_sub(before.good_copies),
            broken_copies: self.broken_copies.saturating_sub(before.broken_copies),
            verified: self.verified.saturating_sub(before.verified),
            broken: self.broken.saturating_sub(before.broken),
            failed: self.failed.saturating_sub(before.failed),
        }
    }

    /// As in "298 files signed and verified, 2 with a problem"; `None` if nothing came of it.
    fn words(self) -> Option<String> {
        let good = self.verified.saturating_sub(self.broken);
        // Copies of an earlier run may be verified at the same time: these are told apart.
        let are_the_same = self.good_copies + self.broken_copies == self.signed;
        // What was done, and what was verified besides.
        let (done, besides) = if self.signed > 0 && self.good_copies > 0 && are_the_same {
            let others = good.saturating_sub(self.good_copies);
            (
                ("notices-finished-signed-verified", self.good_copies),
                ("notices-finished-and-others", others),
            )
        } else if self.signed > 0 {
            (
                ("notices-finished-signed", self.signed),
                ("notices-finished-and-verified", good),
            )
        } else if good > 0 {
            (("notices-finished-verified", good), ("notices-finished-and-others", 0))
        } else {
            (
                ("notices-finished-uploaded", self.uploaded),
                ("notices-finished-and-others", 0),
            )
        };
        // Only the first part says what is counted.
        let parts = [
            (done.0, done),
            ("notices-finished-verified", besides),
            ("notices-finished-broken", ("notices-finished-and-broken", self.broken)),
            ("notices-finished-failed", ("notices-finished-and-failed", self.failed)),
        ];
        let parts = parts.into_iter().filter(|(_, (_, count))| *count > 0);
        let words: Vec<_> = parts
            .enumerate()
            .map(|(place, (first, (further, count)))| {
                let message = if place == 0 { first } else { further };
                text!(message, count = count)
            })
            .collect();
        (!words.is_empty()).then(|| notices::joined(words))
    }
}

/// Whether something is being uploaded, signed or verified, or waits for that.
fn is_busy(model: &Model) -> bool {
    model.queue.totals().waits() > 0 || !model.scanning.is_empty()
}

impl View {
    /// Notices that all work has ended. Shows a toast that offers the next step, and returns what it says, once.
    pub fn notice_finished(&mut self, model: &Model) -> Option<Finished> {
        if is_busy(model) {
            if self.finished.began.is_none() {
                self.finished.began = Some(Counts::of(model));
                // The next step was taken.
                for offer in OFFERS {
                    self.withdraw(offer);
                }
            }
            return None;
        }
        let done = Counts::of(model).since(self.finished.began.take()?);
        let headline = done.words()?;
        let (next, command) = next(model, done);
        let toast = if done.failed + done.broken > 0 {
            Toast::not_done(&headline, "")
        } else {
            Toast::done(&headline)
        };
        self.show_toast(match command {
            Some(command) => toast.offering(command),
            None => toast,
        });
        Some(Finished { headline, next })
    }
}

/// The next step, in words and as a command.
fn next(model: &Model, done: Counts) -> (String, Option<Command>) {
    let totals = model.queue.totals();
    if done.failed > 0 {
        return (text!("notices-next-retry"), Some(Command::RetryFailed));
    }
    // Links of broken copies are not offered.
    if done.broken > 0 || done.signed > 0 && totals.broken > 0 {
        return (text!("notices-next-results"), Some(Command::ShowAllResults));
    }
    if done.signed > 0 && totals.signed_links > 0 {
        return (text!("notices-next-links"), Some(Command::CopyAllLinks));
    }
    if done.uploaded > 0 && totals.to_sign > 0 {
        let words = text!("notices-next-sign", count = totals.to_sign);
        return (words, Some(Command::SignAll));
    }
    (String::new(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_copies_and_other_files_are_told_apart_from_what_is_signed_and_verified() {
        let signed = |signed, good_copies, broken_copies, verified, broken, failed| Counts {
            signed,
            good_copies,
            broken_copies,
            verified,
            broken,
            failed,
            ..Counts::default()
        };
        for (counts, expected) in [
            (
                signed(300, 298, 2, 300, 2, 0),
                "298 files signed and verified, 2 with a problem",
            ),
            (signed(2, 0, 2, 2, 2, 0), "2 files signed, 2 with a problem"),
            (signed(3, 0, 0, 300, 0, 0), "3 files signed, 300 verified"),
            (
                signed(3, 3, 0, 8, 1, 0),
                "3 files signed and verified, 4 others verified, 1 with a problem",
            ),
            (signed(1, 1, 0, 2, 0, 0), "1 file signed and verified, 1 other verified"),
            (
                signed(300, 298, 0, 298, 0, 2),
                "300 files signed, 298 verified, 2 failed",
            ),
            (signed(0, 0, 0, 5, 5, 0), "5 files verified with a problem"),
            (signed(0, 0, 0, 5, 1, 1), "4 files verified, 1 with a problem, 1 failed"),
            (signed(0, 0, 0, 0, 0, 2), "2 files failed"),
        ] {
            assert_eq!(counts.words().as_deref(), Some(expected));
        }
        assert_eq!(Counts::default().words(), None);
    }
}
