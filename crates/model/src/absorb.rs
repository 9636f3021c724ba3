//! Applying events. Events of uploads that have ended are ignored, except for one with an object key, which must never be lost.

use std::path::PathBuf;

use super::{
    ApiKeyState, Command, ConnectionView, Event, FoundFile, Job, Model, NoticeKind, ObjectRef, Rate, SkipReason,
    Skipped, Timestamp, Upload, UploadFacts, UploadId, UploadState, UploadedBefore,
};
use crate::{Hold, HoldKind};

impl Model {
    /// Applies an event, and returns the commands that follow from it.
    pub fn absorb(&mut self, event: Event, now: Timestamp) -> Vec<Command> {
        let reread = changed_details(&event).filter(|id| self.selected == Some(*id));
        let ended = content_ended(&event);
        let mut commands = self.apply_event(event, now);
        if let Some(id) = ended {
            commands.extend(self.continue_bulk_operations(id));
        }
        commands.extend(reread.map(Command::LoadDetails));
        commands
    }

    /// Long, because it has one arm per event.
    fn apply_event(&mut self, event: Event, now: Timestamp) -> Vec<Command> {
        match event {
            Event::Found { batch, files } => return self.found(batch, files, now),
            Event::ScanEnded { batch, skipped } => self.scan_ended(batch, skipped),
            Event::Restoring(uploads) => self.restore(uploads),
            Event::Restored(uploads) => {
                self.all_restored(uploads);
                return self.look_at_restored();
            }
            Event::LeftUndone { in_doubt, unverified } => self.left_undone(in_doubt, unverified),
            Event::WaitingElsewhere { profiles, sandbox } => self.waiting_elsewhere(profiles, sandbox),
            Event::Recorded(ids) => {
                for id in &ids {
                    self.unrecorded.remove(id);
                }
            }
            Event::UploadedBefore(found) => self.uploaded_before(found),
            Event::Preparing(_)
            | Event::Prepared { .. }
            | Event::Sending { .. }
            | Event::Progress(_)
            | Event::Finishing(_)
            | Event::Uploaded { .. }
            | Event::Waiting { .. }
            | Event::OutcomeUnknown { .. }
            | Event::Requeued(_)
            | Event::Failed { .. }
            | Event::Canceled(_)
            | Event::Paused(_) => return self.about_upload(event, now),
            Event::Signed { .. }
            | Event::SignerAlgorithm(_)
            | Event::SignFailed { .. }
            | Event::SigningSkipped { .. }
            | Event::Inspected { .. }
            | Event::MetadataRead { .. }
            | Event::Saved { .. }
            | Event::SaveFailed { .. }
            | Event::LinkFound(_)
            | Event::NoDownloads(_)
            | Event::CopyFetched { .. }
            | Event::CopyDropped { .. }
            | Event::CredentialsNotKept { .. }
            | Event::Verified { .. }
            | Event::VerifyFailed { .. } => return self.about_content(event),
            Event::DragProgress { number, fetched } => self.drag_progress(number, fetched),
            Event::DragPrepared { number, files } => self.drag_prepared(number, files),
            Event::EngineSeen(version) => return self.engine_seen(version),
            Event::ApiKeyChanged(state) => self.api_key_changed(state),
            Event::HoldBegan(hold) => {
                self.release(hold.kind());
                self.is_retrying_network &= !matches!(hold, Hold::Offline { .. });
                self.holds.push(hold);
            }
            Event::HoldEnded(kind) => {
                self.release(kind);
                self.is_retrying_network &= kind != HoldKind::Network;
            }
            Event::ConnectionTested(report) => self.connection = ConnectionView::Tested(report),
            Event::Details(details) if self.selected == Some(details.id) => self.details = Some(details),
            Event::Details(_) => {}
            Event::Done { headline } => self.notify(NoticeKind::Done { headline, said: None }),
            Event::HistoryFound { .. }
            | Event::HistoryRead { .. }
            | Event::RecordsRead { .. }
            | Event::RecordsNotRead(_)
            | Event::LookingUp { .. }
            | Event::LookedUp { .. }
            | Event::Forgotten { .. }
            | Event::Copied(_)
            | Event::Exported { .. } => return self.about_records(event),
            Event::Check(event) => return self.checks.absorb(event).into_iter().map(Command::Check).collect(),
            Event::Trouble { headline, hint, said } => self.notify(NoticeKind::Trouble { headline, hint, said }),
        }
        Vec::new()
    }

    /// Long, because it has one arm per event.
    fn about_upload(&mut self, event: Event, now: Timestamp) -> Vec<Command> {
        match event {
            Event::Preparing(id) => {
                // Only a recorded upload starts.
                self.unrecorded.remove(&id);
                self.change_running(id, |upload| upload.state = UploadState::Preparing);
            }
            Event::Prepared { id, content_type, note } => {
                self.change_running(id, |upload| {
                    upload.content_type = Some(content_type.clone());
                    upload.content_type_note.clone_from(&note);
                });
                return self.look_on_arrival(id);
            }
            Event::Sending { id, .. } => {
                self.change_running(id, |upload| {
                    upload.state = UploadState::Uploading {
                        sent: 0,
                        rate: Rate::default(),
                        moved_at: now,
                    }
                });
            }
            Event::Progress(rows) => self.progress(&rows, now),
            Event::Finishing(id) => self.change_running(id, |upload| upload.state = UploadState::Finishing),
            Event::Uploaded { id, facts } => {
                self.uploaded(id, &facts);
                self.history.added_since_search += usize::from(self.history.place(id).is_none());
                let mut commands = self.auto_sign(id);
                if self.reads_metadata {
                    commands.extend(self.read_metadata(&[id]));
                }
                return commands;
            }
            Event::Waiting {
                id,
                until,
                attempts,
                failure,
            } => self.change_running(id, |upload| {
                upload.state = UploadState::Waiting {
                    until,
                    attempts,
                    failure: failure.clone(),
                };
            }),
            Event::OutcomeUnknown { id, object } => {
                self.change(id, |upload| {
                    if !upload.unknown_outcomes.contains(&object) {
                        upload.unknown_outcomes.push(object.clone());
                    }
                });
            }
            Event::Requeued(id) => self.change_running(id, |upload| upload.state = UploadState::Queued),
            Event::Failed { id, failure } => self.end_pending(id, &UploadState::Failed(failure)),
            Event::Canceled(id) => self.end_pending(id, &UploadState::Canceled),
            Event::Paused(id) => self.end_pending(id, &UploadState::Paused),
            _ => {}
        }
        Vec::new()
    }

    fn api_key_changed(&mut self, state: ApiKeyState) {
        if matches!(state, ApiKeyState::Present { .. }) {
            self.release(HoldKind::Key);
        }
        // Without a key at the start, the user is new here. Deleting a key later does not count.
        let first = state != ApiKeyState::Reading && !std::mem::replace(&mut self.key_was_reported, true);
        if first && self.is_first_start() {
            self.welcome = matches!(state, ApiKeyState::Missing { .. });
        }
        self.is_queue_loading &= state == ApiKeyState::Reading;
        self.api_key = state;
    }

    fn release(&mut self, kind: HoldKind) {
        self.holds.retain(|hold| hold.kind() != kind);
    }

    fn found(&mut self, batch: u64, files: Vec<FoundFile>, now: Timestamp) -> Vec<Command> {
        if batch < self.first_batch {
            return Vec::new();
        }
        let mut jobs = Vec::with_capacity(files.len());
        self.queue.reserve(files.len());
        for FoundFile { source } in files {
            if self.queue.holds(&source.path, source.size, source.modified) {
                let skipped = Skipped {
                    path: source.path,
                    reason: SkipReason::Duplicate,
                };
                self.skipped_by_model.entry(batch).or_default().push(skipped);
                continue;
            }
            let id = self.mint(now);
            self.queue.push(Upload::new(id, now, source.clone()));
            self.unrecorded.insert(id);
            jobs.push(Job {
                id,
                added_at: now,
                source,
            });
        }
        *self.scanning.entry(batch).or_default() += jobs.len();
        self.added_since_start += jobs.len() as u64;
        if jobs.is_empty() {
            Vec::new()
        } else {
            vec![Command::Enqueue(jobs)]
        }
    }

    fn scan_ended(&mut self, batch: u64, mut skipped: Vec<Skipped>) {
        if batch < self.first_batch {
            return;
        }
        let added = self.scanning.remove(&batch).unwrap_or(0);
        skipped.extend(self.skipped_by_model.remove(&batch).unwrap_or_default());
        self.last_added = (added, None);
        let before = std::mem::take(&mut self.before);
        // If all went well, the rows are enough.
        if !skipped.is_empty() || !before.is_empty() || added == 0 {
            self.notify(NoticeKind::Added { added, skipped, before });
            self.last_added.1 = self.notices.last().map(|notice| notice.number);
        }
    }

    /// Adds this to the batch's notice, which may already exist.
    fn uploaded_before(&mut self, found: Vec<(UploadId, ObjectRef)>) {
        let here = found.into_iter().filter_map(|(id, object)| {
            let path = self.queue.get(id)?.source.path.clone();
            Some(UploadedBefore { path, object })
        });
        let mut new: Vec<_> = here.collect();
        if new.is_empty() {
            return;
        }
        if !self.scanning.is_empty() {
            self.before.append(&mut new);
            return;
        }
        let (added, number) = self.last_added;
        let notice = self.notices.iter_mut().find(|notice| Some(notice.number) == number);
        if let Some(NoticeKind::Added { before, .. }) = notice.map(|notice| &mut notice.kind) {
            before.append(&mut new);
            return;
        }
        self.notify(NoticeKind::Added {
            added,
            skipped: Vec::new(),
            before: new,
        });
        self.last_added.1 = self.notices.last().map(|notice| notice.number);
    }

    /// Tells what earlier sessions began, until it is settled.
    fn left_undone(&mut self, in_doubt: Vec<(PathBuf, ObjectRef)>, unverified: Vec<UploadId>) {
        if !unverified.is_empty() {
            self.notify(NoticeKind::Unverified(unverified));
        }
        if !in_doubt.is_empty() {
            let files = in_doubt.into_iter();
            let files = files.map(|(path, object)| UploadedBefore { path, object }).collect();
            self.notify(NoticeKind::MaybeSigned(files));
        }
    }

    fn restore(&mut self, uploads: Vec<Upload>) {
        let unfinished = uploads.iter().filter(|upload| upload.is_pending()).count();
        self.restored.0 += unfinished;
        self.restored.1 += uploads.len() - unfinished;
        self.queue.reserve(uploads.len());
        for upload in uploads {
            self.last_id = self.last_id.max(upload.id.number());
            self.queue.push(upload);
        }
    }

    /// The last batch. A single notice counts all of them.
    fn all_restored(&mut self, last: Vec<Upload>) {
        self.restore(last);
        self.is_queue_loading = false;
        let (unfinished, ended) = std::mem::take(&mut self.restored);
        if unfinished + ended > 0 {
            self.notify(NoticeKind::Restored { unfinished, ended });
        }
    }

    /// Applies a step of a running upload. Late ones, and those of an upload that is being canceled, change nothing.
    fn change_running(&mut self, id: UploadId, change: impl Fn(&mut Upload)) {
        self.queue.change(id, |upload| {
            if upload.can_stop() {
                change(upload);
            }
        });
    }

    /// Ends an upload without a key. One with a key is unaffected.
    ///
    /// A removed upload is not ended here, so that undo restores it as it was.
    fn end_pending(&mut self, id: UploadId, state: &UploadState) {
        self.change_visible(id, |upload| {
            if upload.is_pending() {
                upload.state = state.clone();
            }
        });
    }

    /// A key is never late: storage may have answered while the user canceled.
    fn uploaded(&mut self, id: UploadId, facts: &UploadFacts) {
        self.change(id, |upload| {
            upload.state = UploadState::Uploaded;
            upload.object = Some(facts.object.clone());
            upload.sha256 = Some(facts.sha256.clone());
            upload.uploaded_at = Some(facts.uploaded_at);
            upload.source.size = facts.bytes;
            // This settles an earlier attempt with the same key.
            upload.unknown_outcomes.retain(|object| *object != facts.object);
        });
    }

    fn progress(&mut self, rows: &[(UploadId, u64)], now: Timestamp) {
        let mut moved = 0;
        for (id, bytes) in rows {
            self.queue.change(*id, |upload| {
                if let UploadState::Uploading { sent, rate, moved_at } = &mut upload.state {
                    moved += bytes.saturating_sub(*sent);
                    *moved_at = now;
                    *sent = *bytes;
                    rate.note(now, *bytes);
                }
            });
        }
        self.queue.note_moved(now, moved);
    }
}

/// The upload whose signing or verification has ended.
fn content_ended(event: &Event) -> Option<UploadId> {
    match event {
        Event::Signed { id, .. }
        | Event::SignFailed { id, .. }
        | Event::SigningSkipped { id, .. }
        | Event::Verified { id, .. }
        | Event::VerifyFailed { id, .. } => Some(*id),
        _ => None,
    }
}

/// The upload whose attempts, signings, verifications or requests have changed.
fn changed_details(event: &Event) -> Option<UploadId> {
    match event {
        Event::Sending { id, .. }
        | Event::Uploaded { id, .. }
        | Event::Waiting { id, .. }
        | Event::OutcomeUnknown { id, .. }
        | Event::Failed { id, .. }
        | Event::Signed { id, .. }
        | Event::SignFailed { id, .. }
        | Event::Verified { id, .. }
        | Event::VerifyFailed { id, .. }
        | Event::Requeued(id)
        | Event::Canceled(id)
        | Event::Paused(id) => Some(*id),
        _ => None,
    }
}
