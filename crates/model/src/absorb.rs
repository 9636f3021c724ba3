//! Folding of facts into what the program knows. A late fact about something that has ended changes nothing, but a fact
//! that brings a key is never late.

use super::{
    Command, ConnectionView, Event, FoundFile, Job, KeyState, Model, NoticeKind, ObjectRef, Rate, SaveState, SignState,
    SkipReason, Skipped, Timestamp, Upload, UploadFacts, UploadId, UploadState, UploadedBefore, VerifyState,
};
use crate::HoldKind;

impl Model {
    /// Folds a fact. What follows from it is answered as orders to the worker.
    pub fn absorb(&mut self, event: Event, now: Timestamp) -> Vec<Command> {
        let reread = changed_details(&event).filter(|id| self.inspected == Some(*id));
        let ended = content_ended(&event);
        let mut commands = self.fold(event, now);
        if let Some(id) = ended {
            commands.extend(self.errands_follow(id));
        }
        commands.extend(reread.map(Command::LoadDetails));
        commands
    }

    /// One arm for each fact: it is as long as the list of them.
    fn fold(&mut self, event: Event, now: Timestamp) -> Vec<Command> {
        match event {
            Event::Found { batch, files } => return self.found(batch, files, now),
            Event::ScanEnded { batch, skipped } => self.scan_ended(batch, skipped),
            Event::Returning(uploads) => self.take_back(uploads),
            Event::Restored(uploads) => {
                self.take_back(uploads);
                self.arriving = false;
                self.all_are_back();
            }
            Event::WaitingElsewhere { profiles, sandbox } => self.waiting_elsewhere(profiles, sandbox),
            // Rows stand in the frame of their drop.
            Event::OnRecord(ids) => {
                for id in ids {
                    self.not_on_record.remove(&id);
                }
            }
            Event::UploadedBefore(found) => self.uploaded_before(found),
            Event::Preparing(id) => {
                // Nothing is begun that is not on record.
                self.not_on_record.remove(&id);
                self.step(id, |upload| upload.state = UploadState::Preparing);
            }
            Event::Prepared { id, content_type, note } => {
                self.step(id, |upload| {
                    upload.content_type = Some(content_type.clone());
                    upload.content_type_note.clone_from(&note);
                });
            }
            Event::Sending { id, .. } => {
                self.step(id, |upload| {
                    upload.state = UploadState::Uploading {
                        sent: 0,
                        rate: Rate::default(),
                        moved_at: now,
                    }
                });
            }
            Event::Progress(rows) => self.progress(&rows, now),
            Event::Finishing(id) => self.step(id, |upload| upload.state = UploadState::Finishing),
            Event::Uploaded { id, facts } => {
                self.uploaded(id, &facts);
                self.history.newer += usize::from(self.history.place(id).is_none());
                return self.sign_by_itself(id);
            }
            Event::Waiting {
                id,
                until,
                attempts,
                failure,
            } => self.step(id, |upload| {
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
            Event::Requeued(id) => self.step(id, |upload| upload.state = UploadState::Queued),
            Event::Failed { id, failure } => self.end(id, &UploadState::Failed(failure)),
            Event::Canceled(id) => self.end(id, &UploadState::Canceled),
            Event::Paused(id) => self.end(id, &UploadState::Paused),
            Event::Signed { id, facts } => {
                self.change(id, |upload| {
                    upload.sign = SignState::Signed;
                    upload.signed = Some(facts.clone());
                });
                return self.verify_by_itself(id);
            }
            Event::SignFailed { id, failure } => {
                self.change(id, |upload| upload.sign = SignState::Failed(failure.clone()));
            }
            Event::KeptCredentials { id, existing } => {
                self.kept_credentials(id, &existing);
                return vec![Command::LeaveUnsigned(vec![id])];
            }
            Event::Looked { id, existing } => {
                self.change(id, |upload| upload.existing = existing.clone());
            }
            Event::Saved { id, to } => self.saved(id, &SaveState::Saved(to)),
            Event::SaveFailed { id, failure } => self.saved(id, &SaveState::Failed(failure)),
            Event::NoDownloads(id) => {
                self.no_downloads = true;
                self.saved(id, &SaveState::NotAsked);
            }
            Event::Verified { id, facts } => {
                let facts = facts.for_row(id);
                self.change(id, |upload| upload.verify = VerifyState::Verified(facts.clone()));
            }
            Event::VerifyFailed { id, target, failure } => {
                self.change(id, |upload| {
                    upload.verify = VerifyState::Failed(target, failure.clone());
                });
            }
            Event::Key(state) => {
                if matches!(state, KeyState::Present { .. }) {
                    self.release(HoldKind::Key);
                }
                // Who has no key at the start is new here; who has forgotten theirs knows the way.
                let first = state != KeyState::Reading && !std::mem::replace(&mut self.key_was_told, true);
                if first && self.is_new_here() {
                    self.welcome = matches!(state, KeyState::Missing { .. });
                }
                self.arriving &= state == KeyState::Reading;
                self.key = state;
            }
            Event::Held(hold) => {
                self.release(hold.kind());
                self.holds.push(hold);
            }
            Event::Released(kind) => self.release(kind),
            Event::ConnectionTested(report) => self.connection = ConnectionView::Tested(report),
            Event::Details(details) => {
                if self.inspected == Some(details.id) {
                    self.details = Some(details);
                }
            }
            Event::Done { headline } => self.notify(NoticeKind::Done { headline }),
            Event::HistoryFound { .. }
            | Event::HistoryRead { .. }
            | Event::RecordsRead { .. }
            | Event::RecordsNotRead(_)
            | Event::LookingUp { .. }
            | Event::LookedUp { .. }
            | Event::Forgotten { .. }
            | Event::Copied(_)
            | Event::Exported { .. } => return self.about_records(event),
            Event::Trouble { headline, hint } => {
                self.notify(NoticeKind::Trouble { headline, hint });
            }
        }
        Vec::new()
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
                self.left_out.entry(batch).or_default().push(skipped);
                continue;
            }
            let id = self.mint(now);
            self.queue.push(Upload::new(id, now, source.clone()));
            self.not_on_record.insert(id);
            jobs.push(Job {
                id,
                added_at: now,
                source,
            });
        }
        *self.scanning.entry(batch).or_default() += jobs.len();
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
        skipped.extend(self.left_out.remove(&batch).unwrap_or_default());
        self.last_added = (added, None);
        let before = std::mem::take(&mut self.before);
        // Rows are notice enough where all went well.
        if !skipped.is_empty() || !before.is_empty() || added == 0 {
            self.notify(NoticeKind::Added { added, skipped, before });
            self.last_added.1 = self.notices.last().map(|notice| notice.number);
        }
    }

    /// Tells it with what else is to be said of their batch. That may have been said already.
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
        let said = self.notices.iter_mut().find(|notice| Some(notice.number) == number);
        if let Some(NoticeKind::Added { before, .. }) = said.map(|notice| &mut notice.kind) {
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

    fn take_back(&mut self, uploads: Vec<Upload>) {
        let unfinished = uploads.iter().filter(|upload| upload.is_pending()).count();
        self.returned.0 += unfinished;
        self.returned.1 += uploads.len() - unfinished;
        self.queue.reserve(uploads.len());
        for upload in uploads {
            self.last_id = self.last_id.max(upload.id.number());
            self.queue.push(upload);
        }
    }

    /// One notice, however many pieces they came in.
    fn all_are_back(&mut self) {
        let (unfinished, ended) = std::mem::take(&mut self.returned);
        if unfinished + ended > 0 {
            self.notify(NoticeKind::Restored { unfinished, ended });
        }
    }

    /// A step of an upload that is under way; late ones, and those of an upload that is being canceled, change nothing.
    fn step(&mut self, id: UploadId, change: impl Fn(&mut Upload)) {
        self.queue.change(id, |upload| {
            if upload.can_stop() {
                change(upload);
            }
        });
    }

    /// The end of an upload without a key. It cannot undo one with a key.
    ///
    /// What was removed has ended because of that; it is no end if it is put back.
    fn end(&mut self, id: UploadId, state: &UploadState) {
        self.change_on_show(id, |upload| {
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
            // The same key was tried again and is known now.
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

/// The upload whose signing or verification has come to an end.
fn content_ended(event: &Event) -> Option<UploadId> {
    match event {
        Event::Signed { id, .. }
        | Event::SignFailed { id, .. }
        | Event::KeptCredentials { id, .. }
        | Event::Verified { id, .. }
        | Event::VerifyFailed { id, .. } => Some(*id),
        _ => None,
    }
}

/// The upload whose attempts, signings, verifications or requests are others now.
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
