//! What happens once a file of a hot folder is dealt with, and when the watch ends.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use serde_json::json;

use super::{
    Run,
    lines::files,
    now,
    watching::{Underway, recorded_object},
};
use crate::cli::{
    self,
    output::{self, shown},
};
use hot_folders::set_aside;
use model::{Command, Event, Intent, SignState, Source, Timestamp, Upload, UploadId, UploadState, VerifyState};

/// After so many uploads, those that are done leave the queue for the history, so that a watch of months needs no more memory.
const CLEAR_AFTER: usize = 500;

impl Run {
    /// The event, unless it only says that a file of a hot folder was renamed or deleted before it was uploaded: that is
    /// said here, and is no failure.
    pub(super) fn without_vanished(&mut self, event: Event) -> Option<Event> {
        let Event::Failed { id, .. } = &event else {
            return Some(event);
        };
        let id = *id;
        let underway = self.watching.as_ref().and_then(|watching| watching.underway.get(&id));
        let gone = |underway: &&Underway| fs::symlink_metadata(&underway.path).is_err();
        let Some(path) = underway.filter(gone).map(|underway| underway.path.clone()) else {
            return Some(event);
        };
        self.absorb(event);
        if let Some(watching) = &mut self.watching {
            watching.underway.remove(&id);
            watching.hot.ended(&path, false);
        }
        self.request(Intent::Remove(vec![id]));
        let path = shown(&path);
        self.counts.skipped += 1;
        self.print_line(
            || json!({ "event": "skipped", "path": path, "reason": "no longer there" }),
            || format!("Skipped   {path}: no longer there"),
        );
        None
    }

    /// A step of an upload has ended. If it was the last one, the next version of the file can come.
    pub(super) fn step_ended(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let runs = upload.is_pending()
            || upload.sign == SignState::Signing
            || matches!(upload.verify, VerifyState::Verifying(_));
        if runs || self.unanswered {
            return;
        }
        let is_stored = upload.state == UploadState::Uploaded;
        let (is_done, source) = (self.is_well_done(upload), upload.source.clone());
        let failed = (!is_stored).then(|| upload.clone());
        let Some(watching) = &mut self.watching else { return };
        let Some(Underway { path, folder }) = watching.underway.remove(&id) else {
            return;
        };
        watching.hot.ended(&path, is_stored);
        watching.ended += 1;
        if let Some(failed) = failed {
            watching.left.entry(path.clone()).or_default().push(failed);
        }
        let signs = self.treatments.of(&path).manifest.is_some();
        if is_stored && !signs && self.treatments.sign_any() {
            // It was recorded like the files of other folders.
            self.send(vec![Command::LeaveUnsigned(vec![id])]);
        }
        if is_done {
            self.set_aside(&source, folder);
        }
        if let Some(watching) = self.watching.as_mut().filter(|watching| watching.ended >= CLEAR_AFTER) {
            watching.ended = 0;
            self.request(Intent::ClearFinished);
        }
    }

    /// Whether all that was asked for has succeeded.
    fn is_well_done(&self, upload: &Upload) -> bool {
        let treatment = self.treatments.of(&upload.source.path);
        let signs = treatment.manifest.is_some();
        let is_signed = match upload.sign {
            SignState::Signed => true,
            // It has Content Credentials, and they were kept.
            SignState::NotAsked => !signs || upload.can_carry_credentials(),
            SignState::Signing | SignState::Failed(_) => false,
        };
        let is_verified = matches!(&upload.verify, VerifyState::Verified(facts) if !facts.fails_script());
        upload.state == UploadState::Uploaded && is_signed && (is_verified || !treatment.verify)
    }

    /// Moves a file that earlier runs, or this one under another name, have dealt with.
    pub(super) fn set_aside_recorded(&mut self, path: &Path, folder: usize, key: Option<&str>) {
        let Some(watching) = &self.watching else { return };
        let moves = watching
            .folders
            .get(folder)
            .is_some_and(|folder| folder.set_aside.is_some());
        if !moves || watching.underway.values().any(|underway| underway.path == *path) {
            return;
        }
        let Ok(metadata) = fs::symlink_metadata(path) else {
            return;
        };
        let source = Source {
            path: path.to_owned(),
            relative: PathBuf::new(),
            size: metadata.len(),
            modified: metadata.modified().ok().map(Timestamp::from),
        };
        let object = match key {
            Some(key) => Ok(Some(model::ObjectRef {
                bucket: None,
                key: key.to_owned(),
            })),
            None => recorded_object(&watching.records, &source),
        };
        let upload =
            object.and_then(|object| object.map_or(Ok(None), |object| watching.records.find_by_object(&object)));
        match upload {
            Ok(Some(upload)) if self.is_well_done(&upload) => self.set_aside(&source, folder),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "could not look up a file of a hot folder"),
        }
    }

    /// Moves a file out of the way, if its folder asks for that and it is still the one that was dealt with.
    fn set_aside(&mut self, source: &Source, folder: usize) {
        let Some(watching) = &self.watching else { return };
        let Some(hot) = watching.folders.get(folder) else {
            return;
        };
        let Some(name) = &hot.set_aside else { return };
        let is_same = fs::symlink_metadata(&source.path).is_ok_and(|found| {
            found.is_file()
                && found.len() == source.size
                && found.modified().ok().map(Timestamp::from) == source.modified
        });
        if !is_same {
            return;
        }
        let path = shown(&source.path);
        match set_aside(&source.path, &hot.path, name) {
            Ok(to) => {
                let to = shown(&to);
                self.print_line(
                    || json!({ "event": "moved", "path": path, "to": to }),
                    || format!("Moved     {path}  {to}"),
                );
            }
            Err(error) => {
                let words = format!("{path} is uploaded, but it could not be moved to {name}: {error}");
                self.note(&words);
            }
        }
    }

    /// Whether the hot folders have nothing more to do. Always for other commands.
    pub(super) fn has_watched_enough(&mut self) -> bool {
        let Some(watching) = &mut self.watching else {
            return true;
        };
        let Some(until) = watching.until else { return false };
        if watching.is_over {
            return true;
        }
        let progress = watching.hot.progress();
        if !watching.underway.is_empty() || progress.taken > 0 || progress.reading > 0 || !progress.looked {
            return false;
        }
        // A lock beside a file is not one more file.
        let unfinished = if progress.settling > 0 {
            progress.settling
        } else {
            progress.unfinished
        };
        if unfinished > 0 && Instant::now() < until {
            return false;
        }
        // What was reported before this state is in the channel.
        self.take_reports();
        let Some(watching) = &mut self.watching else {
            return true;
        };
        if !watching.underway.is_empty() || !watching.hot.progress().looked {
            return false;
        }
        watching.is_over = true;
        let left = watching.hot.unsettled();
        self.counts.failed += watching.unavailable;
        if unfinished > 0 {
            self.counts.failed += unfinished;
            let names: Vec<_> = left.iter().map(|path| shown(path)).collect();
            self.note(&format!(
                "{} still being written or locked, and not uploaded: {}",
                files(unfinished),
                names.join(", ")
            ));
        }
        true
    }

    /// A signal came: the usual end of a watch.
    pub(super) fn stopped(&mut self) -> u8 {
        let once = self.watching.as_ref().is_some_and(|watching| watching.until.is_some());
        let left = self.model.kept();
        let words = match left {
            0 => "Stopped. The queue is empty.".to_owned(),
            _ => format!(
                "Stopped. {} in the queue. To continue: {}",
                files(left),
                self.continues_with
            ),
        };
        self.write();
        self.bar.suspend(|| output::note(&words));
        tracing::debug!(at = %now().as_millis(), "the watch was stopped");
        if once { cli::INTERRUPTED } else { cli::DONE }
    }
}
