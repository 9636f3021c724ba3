//! Continues the queue of earlier runs, and signs what they left unsigned.

use serde_json::json;

use super::{Run, now};
use crate::cli::output::shown;
use model::{
    Command, Event, Failure, FoundFile, Intent, Job, RecordedState, SignState, Source, Upload, UploadId, UploadState,
    VerifyTarget,
};
use store::{LeftUnsigned, Unverified};

/// The queue of earlier runs, by state.
#[derive(Default)]
pub(super) struct EarlierQueue {
    waiting: usize,
    failed: Vec<UploadId>,
    paused: Vec<UploadId>,
}

impl EarlierQueue {
    pub(super) fn add(&mut self, uploads: &[Upload]) {
        for upload in uploads {
            match upload.state.status().recorded() {
                RecordedState::Failed => self.failed.push(upload.id),
                RecordedState::Paused => self.paused.push(upload.id),
                RecordedState::Queued => self.waiting += 1,
                RecordedState::Canceled | RecordedState::Uploaded => {}
            }
        }
    }
}

impl Run {
    /// Adds the files of a scan. If an earlier run has an unfinished upload of a file, that one continues instead.
    pub(super) fn found(&mut self, batch: u64, files: Vec<FoundFile>) {
        let (mut new, mut continued, mut wanted_again) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let Source {
                path, size, modified, ..
            } = &file.source;
            if let Some(upload) = self.earlier.take_over(&file.source) {
                if self.resume_earlier {
                    wanted_again.push(upload.id);
                } else {
                    continued.push(upload);
                }
            } else if self.model.queue.holds(path, *size, *modified) {
                new.push(file);
            } else if let Some(object) = self.earlier.object_of(&file.source) {
                if !self.resume_earlier {
                    self.earlier.count_again();
                    new.push(file);
                    continue;
                }
                let (path, key) = (shown(path), object.key.clone());
                self.counts.skipped += 1;
                let reason = format!("already uploaded as {key}");
                self.print_line(
                    || json!({ "event": "skipped", "path": path, "reason": reason, "key": key }),
                    || format!("Skipped   {path}: {reason}"),
                );
            } else {
                new.push(file);
            }
        }
        self.continue_uploads(continued);
        self.counts.files += wanted_again.len();
        self.request(Intent::Retry(wanted_again));
        self.absorb(Event::Found { batch, files: new });
    }

    /// Continues uploads of earlier runs, which keep their records.
    pub(super) fn continue_uploads(&mut self, mut uploads: Vec<Upload>) {
        if uploads.is_empty() {
            return;
        }
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let jobs: Vec<_> = uploads.iter().map(job).collect();
        let types = uploads.iter().filter_map(|upload| {
            upload.chosen_type.clone().map(|media_type| Command::SetMediaType {
                ids: vec![upload.id],
                media_type: Some(media_type),
            })
        });
        self.send(types.collect());
        for upload in &mut uploads {
            upload.state = UploadState::Queued;
        }
        let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
        self.counts.files += jobs.len();
        self.model.absorb(Event::Restored(uploads), now());
        self.send(vec![Command::Retry(jobs)]);
        self.added(&ids);
    }

    /// Signs what earlier runs left unsigned. What may have been signed is only reported, since signing again may create a
    /// second signed copy: in each run, until that is settled.
    pub(super) fn sign_unsigned(&mut self, unsigned: LeftUnsigned) {
        let LeftUnsigned {
            wanted,
            in_doubt,
            unverified,
        } = unsigned;
        self.verify_unverified(unverified);
        let wanted: Vec<_> = wanted.into_iter().filter(Upload::can_carry_credentials).collect();
        if !self.treatments.sign_any() {
            let parts = [(wanted.len(), "not signed"), (in_doubt.len(), "possibly signed")];
            if let Some(words) = counted(&parts) {
                self.note(&format!(
                    "Uploaded in an earlier run: {words}. To sign or list them, add --sign."
                ));
            }
            return;
        }
        let ids: Vec<_> = wanted
            .iter()
            .map(|upload| (upload.id, self.treatments.of(&upload.source.path).guard.checks()))
            .collect();
        if let Some(words) = counted(&[(wanted.len(), "uploaded but not signed")]) {
            let checks = |upload: &Upload| self.treatments.of(&upload.source.path).guard.checks();
            let which = if wanted.iter().all(checks) {
                "Signing those without Content Credentials."
            } else {
                "Signing all of them."
            };
            self.note(&format!("From an earlier run: {words}. {which}"));
        }
        self.report_doubts(in_doubt);
        self.model.absorb(Event::Restored(wanted), now());
        for (id, checks) in ids {
            self.sign(id, checks);
        }
    }

    fn report_doubts(&mut self, in_doubt: Vec<Upload>) {
        for upload in in_doubt {
            let SignState::Failed(failure) = upload.sign else {
                continue;
            };
            let place = upload.object.map(|object| object.s3_uri().unwrap_or(object.key));
            let again = format!("que-uploader sign {}", place.unwrap_or_default());
            let hint = format!("To be sure, sign it again, which may create a second signed copy: {again}");
            self.failed(&shown(&upload.source.path), &Failure { hint, ..failure });
        }
    }

    /// Verifies what earlier runs were to verify, or says how.
    fn verify_unverified(&mut self, unverified: Unverified) {
        let Unverified { signed, originals } = unverified;
        let signed: Vec<_> = signed
            .into_iter()
            .filter(|upload| upload.signed_uri().is_some())
            .collect();
        let parts = [
            (signed.len(), "signed but not verified"),
            (originals.len(), "uploaded but not verified"),
        ];
        let Some(words) = counted(&parts) else { return };
        if !self.treatments.verify_any() {
            let them = if signed.len() + originals.len() == 1 {
                "it"
            } else {
                "them"
            };
            self.note(&format!(
                "From an earlier run: {words}. To verify {them}, add --verify."
            ));
            return;
        }
        self.note(&format!("From an earlier run: {words}. Verifying them now."));
        for (uploads, target) in [(signed, VerifyTarget::Signed), (originals, VerifyTarget::Original)] {
            let ids = uploads.iter().map(|upload| upload.id).collect();
            self.model.absorb(Event::Restored(uploads), now());
            self.request(Intent::Verify { ids, target });
        }
    }

    /// The queue of earlier runs has arrived. Retries everything that was not canceled.
    pub(super) fn restored(&mut self, queue: EarlierQueue) {
        self.is_restoring = false;
        let EarlierQueue {
            waiting,
            failed,
            paused,
        } = queue;
        self.counts.files += waiting + failed.len() + paused.len();
        let parts = [
            (waiting, "unfinished"),
            (failed.len(), "failed"),
            (paused.len(), "paused"),
        ];
        if let Some(words) = counted(&parts) {
            self.note(&format!("From an earlier run: {words}. Trying all of them now."));
        }
        self.request(Intent::Retry([failed, paused].concat()));
    }
}

/// As in "3 failed, 1 paused". `None` if all counts are zero.
fn counted(parts: &[(usize, &str)]) -> Option<String> {
    let parts: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
