//! The end of all work: noticed once, told in a toast with the next step, and in a desktop notification by the window.

use super::{View, commands::Command, toasts::Toast, words};
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
const OFFERS: [Command; 3] = [Command::SignAll, Command::CopyAllLinks, Command::RetryFailed];

/// The counts when work began, while it runs.
#[derive(Debug, Default)]
pub(crate) struct State {
    began: Option<Counts>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    uploaded: usize,
    signed: usize,
    verified: usize,
    failed: usize,
}

impl Counts {
    fn of(model: &Model) -> Self {
        let totals = model.queue.totals();
        Self {
            uploaded: totals.files_done,
            signed: totals.signed,
            verified: totals.count(Status::Verified),
            failed: totals.count(Status::Failed),
        }
    }

    fn since(self, before: Self) -> Self {
        Self {
            uploaded: self.uploaded.saturating_sub(before.uploaded),
            signed: self.signed.saturating_sub(before.signed),
            verified: self.verified.saturating_sub(before.verified),
            failed: self.failed.saturating_sub(before.failed),
        }
    }

    /// As in "300 files signed and verified, 2 failed"; `None` if nothing came of it.
    fn words(self) -> Option<String> {
        let done = match (self.signed, self.verified, self.uploaded) {
            (0, 0, 0) => None,
            (0, 0, uploaded) => Some(format!("{} uploaded", words::files(uploaded))),
            (0, verified, _) => Some(format!("{} verified", words::files(verified))),
            (signed, verified, _) if verified >= signed => {
                Some(format!("{} signed and verified", words::files(signed)))
            }
            (signed, ..) => Some(format!("{} signed", words::files(signed))),
        };
        match (done, self.failed) {
            (done, 0) => done,
            (None, failed) => Some(format!("{} failed", words::files(failed))),
            (Some(done), failed) => Some(format!("{done}, {} failed", words::count(failed))),
        }
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
        let toast = if done.failed > 0 {
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
        return ("Next: retry what failed".to_owned(), Some(Command::RetryFailed));
    }
    if done.signed > 0 && totals.signed_links > 0 {
        return ("Next: copy the signed links".to_owned(), Some(Command::CopyAllLinks));
    }
    if done.uploaded > 0 && totals.to_sign > 0 {
        let words = format!("Next: sign {}", words::files(totals.to_sign));
        return (words, Some(Command::SignAll));
    }
    (String::new(), None)
}
