//! The end of a run: the summary, and what is left if the run ends early.

use std::collections::HashSet;

use serde_json::json;

use super::{Run, failures::key_refused, lines::files};
use crate::cli::{
    self,
    output::{self, CliError, shown},
};
use model::{SignState, Step, Upload, UploadState, VerifyState, VerifyTarget};
use store::{LeftUnsigned, StoreError};

impl Run {
    /// The server rejected the key (401). Lists everything that was not done. Nothing is lost.
    pub(super) fn key_refused(&mut self) -> u8 {
        let mut left = Vec::new();
        for upload in self.model.queue.uploads() {
            let key = upload
                .object
                .as_ref()
                .map(|object| object.key.as_str())
                .unwrap_or_default();
            let failure = if upload.is_pending() {
                let hint = if self.model.is_unrecorded(upload.id) {
                    "It is not in the queue. Set the right key, then name it again.".to_owned()
                } else {
                    format!("Set the right key, then: {}", self.continues_with)
                };
                key_refused(Step::Presign, &hint)
            } else if upload.sign == SignState::Signing {
                let hint = format!("It was uploaded. Set the right key, then: que-uploader sign {key}");
                key_refused(Step::Sign, &hint)
            } else if let VerifyState::Verifying(target) = upload.verify {
                let place = match target {
                    VerifyTarget::Original => key,
                    VerifyTarget::Signed => upload.signed_uri().unwrap_or(key),
                };
                let hint = format!("It was uploaded. Set the right key, then: que-uploader verify {place}");
                key_refused(Step::Verify, &hint)
            } else {
                continue;
            };
            left.push((shown(&upload.source.path), failure));
        }
        for (path, failure) in left {
            self.failed(&path, &failure);
        }
        self.note_not_added();
        cli::FAILED
    }

    pub(super) fn interrupted(&mut self) -> u8 {
        if self.watching.is_some() {
            return self.stopped();
        }
        let left = self.model.kept();
        let unsigned = self.unsigned();
        if left > 0 || unsigned.is_empty() {
            self.note(&match left {
                0 => "Interrupted. The queue is empty.".to_owned(),
                _ => format!(
                    "Interrupted. {} in the queue. To continue: {}",
                    files(left),
                    self.continues_with
                ),
            });
        } else {
            self.note("Interrupted.");
        }
        for (count, words) in unsigned {
            let words = format!("{} uploaded {words}", files(count));
            self.note(&words);
        }
        self.note_not_added();
        cli::INTERRUPTED
    }

    /// Uploaded files that were to be signed or verified: how many, in what state, and how to continue. Only the database knows,
    /// once the engine has stopped, which requests may have reached the server.
    fn unsigned(&self) -> Vec<(usize, String)> {
        if !self.treatments.sign_any() && !self.treatments.verify_any() {
            return Vec::new();
        }
        let left = self.setup.store().and_then(|record| {
            let failed = |error: StoreError| CliError::failed(error.to_string(), error.hint());
            record.unsigned().map_err(failed)
        });
        let LeftUnsigned { wanted, unverified, .. } = left.unwrap_or_else(|error| {
            tracing::warn!("could not count unsigned files: {}", error.headline);
            LeftUnsigned::default()
        });
        let is_left = |upload: &Upload| {
            upload.can_carry_credentials() && self.treatments.of(&upload.source.path).manifest.is_some()
        };
        let wanted: HashSet<_> = wanted.into_iter().filter(is_left).map(|upload| upload.id).collect();
        let uploads = self.model.queue.uploads().iter();
        let in_doubt = uploads
            .filter(|upload| upload.sign == SignState::Signing && !wanted.contains(&upload.id))
            .count();
        let is_wanted = |upload: &&Upload| self.treatments.of(&upload.source.path).verify;
        let unverified = unverified.signed.iter().chain(&unverified.originals);
        let unverified = unverified.filter(is_wanted).count();
        let parts = [
            (
                wanted.len(),
                format!("but not signed. To sign: {}", self.signing_command),
            ),
            (
                in_doubt,
                format!("and possibly signed. To list: {}", self.signing_command),
            ),
            (
                unverified,
                "but not verified. To verify: que-uploader upload --resume --verify".to_owned(),
            ),
        ];
        parts.into_iter().filter(|(count, _)| *count > 0).collect()
    }

    /// How many files are missing from the queue on disk.
    fn lost(&self) -> usize {
        let totals = self.model.queue.totals();
        (self.model.unrecorded_count() + totals.pending()).saturating_sub(self.model.kept())
    }

    /// Says how many files could not be written to the queue on disk.
    fn note_lost(&mut self) {
        let lost = self.lost();
        if lost > 0 {
            self.note(&format!(
                "{} NOT in the queue because of a disk error. Name them again.",
                files(lost)
            ));
        }
    }

    /// Says if not all named files are in the queue.
    fn note_not_added(&mut self) {
        if self.waiting_for_key && !self.paths.is_empty() {
            self.note("The named files were not added, because there was no key yet. Name them again.");
        } else if self.not_taken || !self.model.scanning.is_empty() {
            self.note("Not all named files were added to the queue. Name them again.");
        }
    }

    pub(super) fn summary(&mut self) {
        let counts = &self.counts;
        let seconds = self.started.elapsed().as_secs_f64();
        let value = json!({
            "event": "summary", "files": counts.files, "uploaded": counts.uploaded, "signed": counts.signed,
            "verified": counts.verified, "failed": counts.failed, "skipped": counts.skipped, "bytes": counts.bytes,
            "not_queued": self.model.unrecorded_count(), "seconds": (seconds * 1000.0).round() / 1000.0,
        });
        if self.json {
            self.print_line(|| value, String::new);
        } else {
            let parts = [
                (counts.signed, "signed"),
                (counts.verified, "verified"),
                (counts.not_valid, "of them invalid or not confirmed"),
                (counts.failed, "failed"),
                (counts.skipped, "skipped"),
            ];
            let mut words = format!("{} of {} files uploaded", counts.uploaded, counts.files);
            for (count, name) in parts.into_iter().filter(|(count, _)| *count > 0) {
                words.push_str(&format!(", {count} {name}"));
            }
            output::note(&format!("{words} in {seconds:.1} s."));
            let failed = |upload: &Upload| {
                matches!(upload.state, UploadState::Failed(_)) && !self.model.is_unrecorded(upload.id)
            };
            let kept = self
                .model
                .queue
                .uploads()
                .iter()
                .filter(|upload| failed(upload))
                .count();
            match kept {
                0 => {}
                // Some failed files are not in the queue.
                _ if self.lost() > 0 => output::note(&format!(
                    "{kept} of the failed files are in the queue. To retry: {}",
                    self.continues_with
                )),
                _ => output::note(&format!(
                    "Failed files are in the queue. To retry: {}",
                    self.continues_with
                )),
            }
        }
        self.note_lost();
    }
}
