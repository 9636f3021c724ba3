//! The next step for the whole queue, and the headline above it.

use localization::text;

use crate::ui::{batch::run_in_words, offline};
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
                return text!("batch-looking");
            }
            return text!("batch-uploading", done = totals.files_done, all = totals.files);
        }
        let failed = totals.count(Status::Failed);
        let reached = match (totals.files_done, totals.signed, totals.signed_and_verified) {
            (0, ..) if self == Self::Resume => text!("batch-paused"),
            (0, ..) if failed > 0 => return text!("batch-failed", count = failed),
            (0, ..) => text!("batch-nothing"),
            (uploaded, 0, _) => text!("batch-uploaded", count = uploaded),
            (uploaded, signed, _) if totals.to_sign > 0 => {
                text!("batch-uploaded-signed", uploaded = uploaded, signed = signed)
            }
            (_, signed, verified) if signed == verified => text!("batch-signed-verified", count = signed),
            (_, signed, _) => text!("batch-signed", count = signed),
        };
        // What needs the user comes first.
        match (failed, totals.uninspected) {
            (0, 0) => reached,
            (0, unsigned) if totals.signed > 0 => text!("batch-reached-unsigned", reached = reached, count = unsigned),
            (0, _) => reached,
            (failed, _) => text!("batch-failed-reached", count = failed, reached = reached),
        }
    }
}
