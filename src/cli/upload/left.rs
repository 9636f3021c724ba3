//! What earlier runs left: it goes on, is signed, or is told.

use serde_json::json;

use super::{Run, now};
use crate::cli::output::shown;
use model::{
    Command, Event, Failure, FoundFile, Intent, Job, RecordedState, SignState, Source, Upload, UploadId, UploadState,
};
use store::LeftUnsigned;

/// The queue of an earlier run by what became of it.
#[derive(Default)]
pub(super) struct Left {
    waiting: usize,
    failed: Vec<UploadId>,
    paused: Vec<UploadId>,
}

impl Left {
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
    /// Adds files, but what earlier runs have to do with them: an upload that waits goes on, and is not added once more.
    pub(super) fn found(&mut self, batch: u64, files: Vec<FoundFile>) {
        let (mut new, mut going_on, mut wanted_again) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let Source {
                path, size, modified, ..
            } = &file.source;
            if let Some(upload) = self.earlier.take_over(&file.source) {
                if self.resumes {
                    wanted_again.push(upload.id);
                } else {
                    going_on.push(upload);
                }
            } else if self.model.queue.holds(path, *size, *modified) {
                new.push(file);
            } else if let Some(object) = self.earlier.object_of(&file.source) {
                if !self.resumes {
                    self.earlier.goes_again();
                    new.push(file);
                    continue;
                }
                let (path, key) = (shown(path), object.key.clone());
                self.counts.skipped += 1;
                let reason = format!("already uploaded as {key}");
                self.tell(
                    || json!({ "event": "skipped", "path": path, "reason": reason, "key": key }),
                    || format!("Skipped   {path}: {reason}"),
                );
            } else {
                new.push(file);
            }
        }
        self.go_on(going_on);
        self.counts.files += wanted_again.len();
        self.wish(Intent::Retry(wanted_again));
        self.absorb(Event::Found { batch, files: new });
    }

    /// Takes the rows of earlier runs over: they keep what is on record of them.
    fn go_on(&mut self, mut uploads: Vec<Upload>) {
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

    /// What earlier runs were to sign and have not. What may have been signed is told and not signed once more.
    pub(super) fn take_up(&mut self, unsigned: LeftUnsigned) {
        let LeftUnsigned { wanted, in_doubt } = unsigned;
        let wanted: Vec<_> = wanted.into_iter().filter(Upload::can_carry_credentials).collect();
        if self.manifest.is_none() {
            let parts = [
                (wanted.len(), "not signed"),
                (in_doubt.len(), "perhaps signed, perhaps not"),
            ];
            if let Some(words) = counted(&parts) {
                self.say(&format!(
                    "Uploaded in an earlier run: {words}. With --sign they are signed or named."
                ));
            }
            return;
        }
        let names: Vec<_> = wanted.iter().map(|upload| (upload.id, upload.source.name())).collect();
        if let Some(words) = counted(&[(wanted.len(), "uploaded but not signed")]) {
            let which = if self.guard.looks() {
                "They are signed now, unless they have Content Credentials."
            } else {
                "All are signed now."
            };
            self.say(&format!("From an earlier run: {words}. {which}"));
        }
        for upload in in_doubt {
            let SignState::Failed(failure) = upload.sign else {
                continue;
            };
            let place = upload.object.map(|object| object.s3_uri().unwrap_or(object.key));
            let again = format!("que-uploader sign {}", place.unwrap_or_default());
            let hint = format!("To be sure, sign it again; that may make a second signed copy: {again}");
            self.failed(&shown(&upload.source.path), &Failure { hint, ..failure });
        }
        self.model.absorb(Event::Restored(wanted), now());
        for (id, name) in names {
            self.sign(id, &name, self.guard.looks());
        }
    }

    /// What an earlier run left: all that a person has not canceled is wanted now.
    pub(super) fn restored(&mut self, left: Left) {
        self.restoring = false;
        let Left {
            waiting,
            failed,
            paused,
        } = left;
        self.counts.files += waiting + failed.len() + paused.len();
        let parts = [
            (waiting, "not begun or not done"),
            (failed.len(), "failed"),
            (paused.len(), "paused"),
        ];
        if let Some(words) = counted(&parts) {
            self.say(&format!("From an earlier run: {words}. All are tried now."));
        }
        self.wish(Intent::Retry([failed, paused].concat()));
    }
}

/// As in "3 failed, 1 paused"; `None` where there is nothing of all.
fn counted(parts: &[(usize, &str)]) -> Option<String> {
    let parts: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
