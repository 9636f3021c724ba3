//! Handles the reports of hot folders.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{
    BATCH, Run, now,
    watching::{Underway, source_of},
};
use crate::cli::output::shown;
use hot_folders::{CompleteFile, Report, WaitReason};
use model::{Command, Event, FoundFile, Intent, Source, Upload, UploadId, UploadState};

/// The batch of files that hot folders report. Scans count from zero.
const FOUND: u64 = u64::MAX;

impl Run {
    /// Handles what the hot folders report, once there is a key.
    pub(super) fn take_reports(&mut self) {
        if self.waiting_for_key {
            return;
        }
        let Some(watching) = &self.watching else { return };
        let reports: Vec<_> = watching.reports.try_iter().take(BATCH).collect();
        let mut complete = Vec::new();
        for report in reports {
            match report {
                Report::Complete(file) => complete.push(file),
                other => self.report(other),
            }
        }
        if !complete.is_empty() {
            self.upload_complete(complete);
        }
    }

    fn report(&mut self, report: Report) {
        match report {
            Report::Watching { folder, in_intervals } => self.watches(folder, in_intervals.as_deref()),
            Report::Unavailable { folder, path, reason } => self.unavailable(folder, &path, &reason),
            Report::Waiting { path, reason } => self.waits(&path, &reason),
            Report::Recorded { path, folder } => {
                self.drop_left(&path);
                self.set_aside_recorded(&path, folder, None);
            }
            Report::Copy { file, known_as } => {
                self.drop_left(&file.path);
                let path = shown(&file.path);
                let reason = format!("already uploaded as {known_as}");
                self.counts.skipped += 1;
                self.print_line(
                    || json!({ "event": "skipped", "path": path, "reason": reason, "key": known_as }),
                    || format!("Skipped   {path}: {reason}"),
                );
                self.set_aside_recorded(&file.path, file.folder, Some(&known_as));
            }
            Report::Complete(_) => {}
        }
    }

    fn watches(&mut self, folder: usize, in_intervals: Option<&str>) {
        let Some(watching) = &mut self.watching else { return };
        let Some(path) = watching.folders.get(folder).map(|folder| shown(&folder.path)) else {
            return;
        };
        self.print_line(
            || json!({ "event": "watching", "path": path, "events": in_intervals.is_none(), "reason": in_intervals }),
            || match in_intervals {
                None => format!("Watching  {path}"),
                Some(reason) => format!("Watching  {path}  looking in intervals: {reason}"),
            },
        );
    }

    fn unavailable(&mut self, folder: usize, path: &Path, reason: &str) {
        let Some(watching) = &mut self.watching else { return };
        let is_whole = watching.folders.get(folder).is_some_and(|folder| folder.path == *path);
        watching.unavailable += 1;
        let path = shown(path);
        let then = if is_whole {
            "It is watched once it is there."
        } else {
            "It is looked at again."
        };
        self.print_line(
            || json!({ "event": "unavailable", "path": path, "reason": reason }),
            || format!("Missing   {path}: {}. {then}", reason.trim_end_matches('.')),
        );
    }

    fn waits(&mut self, path: &Path, reason: &WaitReason) {
        let path = shown(path);
        let (words, beside) = match reason {
            WaitReason::Changing => ("it is still being written".to_owned(), None),
            WaitReason::Marked(marker) => {
                let name = marker.file_name().map(|name| name.to_string_lossy().into_owned());
                let name = name.unwrap_or_default();
                (format!("{name} is beside it"), Some(shown(marker)))
            }
            WaitReason::Unreadable(reason) => (format!("it can't be read: {reason}"), None),
        };
        self.print_line(
            || json!({ "event": "waiting", "path": path, "reason": words, "beside": beside }),
            || format!("Waiting   {path}: {words}"),
        );
    }

    /// Adds complete files to the queue. If an earlier run left one there as it is now, that upload continues.
    fn upload_complete(&mut self, files: Vec<CompleteFile>) {
        let (mut new, mut continued) = (Vec::new(), Vec::new());
        for file in files {
            let Some(watching) = &mut self.watching else { return };
            let folder = watching.folders.get(file.folder).map(|folder| folder.path.clone());
            let source = source_of(&file, &folder.unwrap_or_default());
            let left = watching.left.remove(&source.path).unwrap_or_default();
            let (mut same, mut old): (Vec<_>, Vec<_>) = left
                .into_iter()
                .partition(|upload| upload.source.size == source.size && upload.source.modified == source.modified);
            let last = same.pop();
            old.append(&mut same);
            self.remove_left(&old);
            let last = last.filter(|upload| self.model.upload(upload.id).is_none());
            if last
                .as_ref()
                .is_some_and(|upload| upload.state == UploadState::Canceled)
            {
                self.skip_canceled(&source.path, last);
                continue;
            }
            match last {
                Some(upload) => {
                    self.set_underway(upload.id, source.path, file.folder);
                    continued.push(upload);
                }
                None => new.push((source, file.folder)),
            }
        }
        self.continue_uploads(continued);
        self.add_new(new);
    }

    /// Someone canceled the upload of this file in the window. It has not changed since.
    fn skip_canceled(&mut self, file: &Path, upload: Option<Upload>) {
        if let Some(watching) = &mut self.watching {
            watching.hot.ended(file, false);
            watching.left.entry(file.to_owned()).or_default().extend(upload);
        }
        let path = shown(file);
        self.counts.skipped += 1;
        self.print_line(
            || json!({ "event": "skipped", "path": path, "reason": "its upload was canceled" }),
            || format!("Skipped   {path}: its upload was canceled"),
        );
    }

    fn add_new(&mut self, new: Vec<(Source, usize)>) {
        if new.is_empty() {
            return;
        }
        for (source, _) in &new {
            if self.model.queue.holds(&source.path, source.size, source.modified) {
                // It was uploaded, or it failed, and then got another content with the same size and time.
                self.remove_rows(&source.path);
            }
        }
        let files = new.iter().map(|(source, _)| FoundFile { source: source.clone() });
        let found = Event::Found {
            batch: FOUND,
            files: files.collect(),
        };
        let commands = self.model.absorb(found, now());
        let mut places: std::collections::HashMap<PathBuf, usize> =
            new.into_iter().map(|(source, folder)| (source.path, folder)).collect();
        for command in &commands {
            if let Command::Enqueue(jobs) = command {
                self.counts.files += jobs.len();
                for job in jobs {
                    if let Some(folder) = places.remove(&job.source.path) {
                        self.set_underway(job.id, job.source.path.clone(), folder);
                    }
                }
            }
        }
        self.send(commands);
        self.absorb(Event::ScanEnded {
            batch: FOUND,
            skipped: Vec::new(),
        });
        // They are said otherwise.
        self.model.notices.clear();
        for path in places.into_keys() {
            tracing::warn!("a complete file was in the queue already");
            if let Some(watching) = &self.watching {
                watching.hot.ended(&path, false);
            }
        }
    }

    fn set_underway(&mut self, id: UploadId, path: PathBuf, folder: usize) {
        if let Some(watching) = &mut self.watching {
            watching.underway.insert(id, Underway { path, folder });
        }
    }

    /// Removes the rows of a file that are not under way.
    fn remove_rows(&mut self, path: &Path) {
        let is_old = |upload: &Upload| upload.source.path == *path && !upload.is_pending();
        let rows = self.model.queue.uploads().iter();
        let old: Vec<_> = rows.filter(|upload| is_old(upload)).map(|upload| upload.id).collect();
        self.request(Intent::Remove(old));
    }

    /// Takes what earlier runs left of a file out of the queue: its content is stored.
    pub(super) fn drop_left(&mut self, path: &Path) {
        let left = self.watching.as_mut().and_then(|watching| watching.left.remove(path));
        self.remove_left(&left.unwrap_or_default());
    }

    /// Takes uploads of earlier versions of a file out of the queue.
    fn remove_left(&mut self, old: &[Upload]) {
        let (here, elsewhere): (Vec<_>, Vec<_>) = old
            .iter()
            .map(|upload| upload.id)
            .partition(|id| self.model.upload(*id).is_some());
        if !here.is_empty() {
            self.request(Intent::Remove(here));
        }
        if !elsewhere.is_empty() {
            self.send(vec![Command::Remove(elsewhere)]);
        }
    }
}
