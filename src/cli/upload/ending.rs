//! How a run ends: the summary, and what is left when it ends before its time.

use std::collections::HashSet;

use serde_json::json;

use super::{Run, failures::key_refused};
use crate::cli::{
    self,
    output::{self, Complaint, shown},
};
use model::{SignState, Step, Upload, UploadState, VerifyState, VerifyTarget};
use store::StoreError;

impl Run {
    /// The server said 401: nothing more can be done, and nothing is lost. Names all that was not done.
    pub(super) fn key_refused(&mut self) -> u8 {
        let mut left = Vec::new();
        for upload in self.model.queue.uploads() {
            let key = upload
                .object
                .as_ref()
                .map(|object| object.key.as_str())
                .unwrap_or_default();
            let failure = if upload.is_pending() {
                let hint = if self.model.is_only_here(upload.id) {
                    "It is not in the queue. Set the right key and name it again."
                } else {
                    "Set the right key; the queue is kept for `que-uploader upload --resume`."
                };
                key_refused(Step::Presign, hint)
            } else if upload.sign == SignState::Signing {
                let hint = format!("It is uploaded. Set the right key, then: que-uploader sign {key}");
                key_refused(Step::Sign, &hint)
            } else if let VerifyState::Verifying(target) = upload.verify {
                let place = match target {
                    VerifyTarget::Original => key,
                    VerifyTarget::Signed => upload.signed_uri().unwrap_or(key),
                };
                let hint = format!("It is uploaded. Set the right key, then: que-uploader verify {place}");
                key_refused(Step::Verify, &hint)
            } else {
                continue;
            };
            left.push((shown(&upload.source.path), failure));
        }
        for (path, failure) in left {
            self.failed(&path, &failure);
        }
        self.tell_unread();
        cli::FAILED
    }

    pub(super) fn interrupted(&mut self) -> u8 {
        let left = self.model.kept();
        let unsigned = self.unsigned();
        if left > 0 || unsigned.is_empty() {
            self.say(&match left {
                0 => "Interrupted. Nothing stays in the queue.".to_owned(),
                _ => format!("Interrupted. {left} files stay in the queue; go on with: que-uploader upload --resume"),
            });
        } else {
            self.say("Interrupted.");
        }
        for (count, words, consequence) in unsigned {
            let command = &self.goes_on_signing;
            let words = format!("{count} files are uploaded and {words}; {consequence}: {command}");
            self.say(&words);
        }
        self.tell_unread();
        cli::INTERRUPTED
    }

    /// What is uploaded and was to be signed: how many, how far they are, and what the next run does with them. Asks the
    /// record, once the worker has ended: it alone knows of which the server may have heard.
    fn unsigned(&self) -> Vec<(usize, &'static str, &'static str)> {
        if self.manifest.is_none() {
            return Vec::new();
        }
        let wanted = self.workplace.store().and_then(|record| {
            let failed = |error: StoreError| Complaint::failed(error.to_string(), error.hint());
            Ok(record.unsigned().map_err(failed)?.wanted)
        });
        let wanted: HashSet<_> = match wanted {
            Ok(wanted) => wanted
                .into_iter()
                .filter(Upload::can_carry_credentials)
                .map(|upload| upload.id)
                .collect(),
            Err(complaint) => {
                tracing::warn!("what is not signed cannot be counted: {}", complaint.headline);
                HashSet::new()
            }
        };
        let uploads = self.model.queue.uploads().iter();
        let in_doubt = uploads
            .filter(|upload| upload.sign == SignState::Signing && !wanted.contains(&upload.id))
            .count();
        let parts = [
            (wanted.len(), "not signed", "go on with"),
            (in_doubt, "perhaps signed, perhaps not", "they are named by"),
        ];
        parts.into_iter().filter(|(count, ..)| *count > 0).collect()
    }

    /// How many files are in no queue on disk.
    fn lost(&self) -> usize {
        let totals = self.model.queue.totals();
        (self.model.only_here() + totals.pending()).saturating_sub(self.model.kept())
    }

    /// Says how many files are in no queue, because they could not be written to the disk.
    fn tell_lost(&mut self) {
        let lost = self.lost();
        if lost > 0 {
            self.say(&format!(
                "{lost} files are NOT in the queue, because they could not be written to the disk. Name them again."
            ));
        }
    }

    /// Says that what is named on the command line is not in the queue as a whole.
    fn tell_unread(&mut self) {
        if self.waiting_for_key && !self.paths.is_empty() {
            self.say("What was named was not added: there was no key yet. Name it again.");
        } else if self.not_taken || !self.model.scanning.is_empty() {
            self.say("What was named was not read to its end, so files of it are not in the queue; name it again.");
        }
    }

    pub(super) fn summary(&mut self) {
        let counts = &self.counts;
        let seconds = self.begun.elapsed().as_secs_f64();
        let value = json!({
            "event": "summary", "files": counts.files, "uploaded": counts.uploaded, "signed": counts.signed,
            "verified": counts.verified, "failed": counts.failed, "skipped": counts.skipped, "bytes": counts.bytes,
            "not_queued": self.model.only_here(), "seconds": (seconds * 1000.0).round() / 1000.0,
        });
        if self.json {
            self.tell(|| value, String::new);
        } else {
            let parts = [
                (counts.signed, "signed"),
                (counts.verified, "verified"),
                (counts.no_success, "of them invalid or not confirmed"),
                (counts.failed, "failed"),
                (counts.skipped, "skipped"),
            ];
            let mut words = format!("{} of {} files uploaded", counts.uploaded, counts.files);
            for (count, name) in parts.into_iter().filter(|(count, _)| *count > 0) {
                words.push_str(&format!(", {count} {name}"));
            }
            output::note(&format!("{words} in {seconds:.1} s."));
            let failed =
                |upload: &Upload| matches!(upload.state, UploadState::Failed(_)) && !self.model.is_only_here(upload.id);
            let kept = self
                .model
                .queue
                .uploads()
                .iter()
                .filter(|upload| failed(upload))
                .count();
            match kept {
                0 => {}
                // Not all that failed: some of it is in no queue.
                _ if self.lost() > 0 => output::note(&format!(
                    "Of what failed, {kept} are kept; to try them again: que-uploader upload --resume"
                )),
                _ => output::note("What failed is kept; to try it again: que-uploader upload --resume"),
            }
        }
        self.tell_lost();
    }
}
