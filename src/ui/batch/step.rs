//! The next step for the whole queue, and the headline above it.

use crate::ui::{batch::run_in_words, offline, words};
use model::{Model, Status};

/// The next step for the whole queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Something is running: there is nothing to do.
    Wait,
    /// Everything is paused.
    Resume,
    /// Sign what is stored.
    Sign,
    /// Verify what is signed.
    Verify,
    /// Retry what failed.
    Retry,
    /// Copy the links of the signed copies.
    CopyLinks,
    /// Copy the keys of what was uploaded and cannot be signed.
    CopyKeys,
    /// Nothing was uploaded.
    Nothing,
}

impl Step {
    /// The next step. Takes constant time.
    pub(crate) fn of(model: &Model) -> Self {
        let totals = model.queue.totals();
        if totals.signing_or_verifying() > 0 || !model.scanning.is_empty() {
            return Self::Wait;
        }
        if totals.pending() > 0 {
            return if model.settings.paused {
                Self::Resume
            } else {
                Self::Wait
            };
        }
        let steps = [
            (totals.to_sign, Self::Sign),
            (totals.to_verify, Self::Verify),
            (totals.count(Status::Failed), Self::Retry),
            (totals.count(Status::Paused), Self::Resume),
            (totals.signed_links, Self::CopyLinks),
            (totals.files_done, Self::CopyKeys),
        ];
        let next = steps.into_iter().find(|(files, _)| *files > 0);
        next.map_or(Self::Nothing, |(_, step)| step)
    }

    /// What is going on, or what was reached, as in "300 signed and verified".
    pub(super) fn headline(self, model: &Model) -> String {
        let totals = model.queue.totals();
        if self == Self::Wait {
            if let Some(found) = model.offline().filter(|_| totals.waits() > 0) {
                return offline::waiting(found);
            }
            if let Some(running) = run_in_words(model) {
                return running;
            }
            if totals.pending() == 0 {
                return "Looking for files…".to_owned();
            }
            return format!(
                "Uploading {} of {}",
                words::count(totals.files_done),
                words::count(totals.files)
            );
        }
        let count = words::count;
        let failed = totals.count(Status::Failed);
        let reached = match (totals.files_done, totals.signed, totals.signed_and_verified) {
            (0, ..) if self == Self::Resume => "Paused".to_owned(),
            (0, ..) if failed > 0 => return format!("{} failed", count(failed)),
            (0, ..) => "Nothing uploaded".to_owned(),
            (uploaded, 0, _) => format!("{} uploaded", count(uploaded)),
            (uploaded, signed, _) if totals.to_sign > 0 => {
                format!("{} uploaded, {} signed", count(uploaded), count(signed))
            }
            (_, signed, verified) if signed == verified => format!("{} signed and verified", count(signed)),
            (_, signed, _) => format!("{} signed", count(signed)),
        };
        // What needs the user comes first.
        match (failed, totals.uninspected) {
            (0, 0) => reached,
            (0, unsigned) if totals.signed > 0 => format!("{reached}, {} not", count(unsigned)),
            (0, _) => reached,
            (failed, _) => format!("{} failed, {reached}", count(failed)),
        }
    }
}
