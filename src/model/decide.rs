//! What follows from a wish: changes that need no one else are made at once, the rest are orders to the worker.

use std::collections::HashSet;

use super::{
    Command, ConnectionView, HistoryView, Intent, Job, Model, NoticeKind, Queue, ReportDetail, SignOrder, SignState,
    Status, Timestamp, Upload, UploadId, UploadState, VerifyOrder, VerifyState, VerifyTarget,
};
use crate::model::ObjectRef;

impl Model {
    /// Answers a wish with orders to the worker, in the order in which they are to be carried out.
    pub fn decide(&mut self, intent: Intent, now: Timestamp) -> Vec<Command> {
        let _ = now;
        match intent {
            Intent::Add(paths) => self.add(paths),
            Intent::Cancel(ids) => self.cancel(&ids),
            Intent::Pause(ids) => self.pause(&ids),
            Intent::Resume(ids) => self.retry(&ids),
            Intent::HoldQueue(paused) => {
                self.settings.paused = paused;
                let mut commands = vec![Command::UseSettings(self.settings.clone())];
                if !paused {
                    let held = |upload: &&Upload| upload.state == UploadState::Paused;
                    let held: Vec<_> = self
                        .queue
                        .uploads()
                        .iter()
                        .filter(held)
                        .map(|upload| upload.id)
                        .collect();
                    commands.extend(self.retry(&held));
                }
                commands
            }
            Intent::Retry(ids) => self.retry(&ids),
            Intent::Remove(ids) => self.remove(ids),
            Intent::ClearFinished => {
                let done = |upload: &&Upload| {
                    matches!(
                        upload.status(),
                        Status::Uploaded | Status::Signed | Status::Verified | Status::Cancelled
                    )
                };
                let ids = self
                    .queue
                    .uploads()
                    .iter()
                    .filter(done)
                    .map(|upload| upload.id)
                    .collect();
                self.remove(ids)
            }
            Intent::Sign { ids, manifest_json } => self.sign(&ids, &manifest_json),
            Intent::Verify { ids, target } => self.verify(&ids, target),
            Intent::SearchHistory(search) => {
                self.history.search.clone_from(&search);
                self.load_history(search, 0)
            }
            Intent::ShowHistory { offset } => self.load_history(self.history.search.clone(), offset),
            Intent::ApplySettings(settings) => match settings.checked() {
                Ok(settings) if settings.api_url != self.settings.api_url && self.queue.totals().pending() > 0 => {
                    let files = self.queue.totals().pending();
                    self.notify(NoticeKind::Trouble {
                        headline: format!(
                            "The server was not changed: {files} files are on their way to {}.",
                            self.server
                        ),
                        hint: "Wait until they are done, or remove them, and change it then.".to_owned(),
                    });
                    Vec::new()
                }
                Ok(settings) => {
                    if settings.api_url != self.settings.api_url {
                        // What is shown belongs to the old server; its history keeps it.
                        self.queue = Queue::default();
                        self.history = HistoryView::default();
                        self.server = host_of(&settings.api_url);
                    }
                    self.settings = settings.clone();
                    self.connection = ConnectionView::NotTested;
                    vec![Command::UseSettings(settings)]
                }
                Err(error) => {
                    self.notify(NoticeKind::Trouble {
                        headline: "These settings were not used".to_owned(),
                        hint: format!("Change this and apply again: {error}."),
                    });
                    Vec::new()
                }
            },
            Intent::SetTheme(theme) => {
                self.settings.theme = theme;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::RememberAuthor(author) => {
                let author = author.trim();
                if self.settings.author == author {
                    return Vec::new();
                }
                author.clone_into(&mut self.settings.author);
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::SetKey { key, keep } => {
                self.connection = ConnectionView::NotTested;
                vec![Command::SetKey { key, keep }]
            }
            Intent::ForgetKey => vec![Command::ForgetKey],
            Intent::TestConnection => {
                self.connection = ConnectionView::Testing;
                vec![Command::TestConnection]
            }
            Intent::DismissNotice(number) => {
                self.notices.retain(|notice| notice.number != number);
                Vec::new()
            }
        }
    }

    fn add(&mut self, paths: Vec<std::path::PathBuf>) -> Vec<Command> {
        if paths.is_empty() {
            return Vec::new();
        }
        let batch = self.next_batch;
        self.next_batch += 1;
        self.scanning.insert(batch, 0);
        vec![Command::Scan { batch, paths }]
    }

    fn cancel(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let stoppable = |upload: &Upload| upload.is_pending() && upload.state != UploadState::Cancelling;
        let ids: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| self.queue.get(*id).is_some_and(stoppable))
            .collect();
        for id in &ids {
            self.change(*id, |upload| upload.state = UploadState::Cancelling);
        }
        order(ids, Command::Cancel)
    }

    fn pause(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let runs = |upload: &Upload| upload.is_pending() && upload.state != UploadState::Cancelling;
        let ids: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| self.queue.get(*id).is_some_and(runs))
            .collect();
        // What runs is paused when the worker has stopped it: it may be stored by then.
        order(ids, Command::Pause)
    }

    fn retry(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let jobs: Vec<_> = ids
            .iter()
            .filter_map(|id| self.queue.get(*id))
            .filter(|upload| upload.can_retry())
            .map(|upload| Job {
                id: upload.id,
                added_at: upload.added_at,
                source: upload.source.clone(),
            })
            .collect();
        for job in &jobs {
            self.change(job.id, |upload| upload.state = UploadState::Queued);
        }
        order(jobs, Command::Retry)
    }

    fn remove(&mut self, ids: Vec<UploadId>) -> Vec<Command> {
        let ids: Vec<_> = ids.into_iter().filter(|id| self.queue.get(*id).is_some()).collect();
        self.queue.remove(&ids.iter().copied().collect::<HashSet<_>>());
        order(ids, Command::Remove)
    }

    fn sign(&mut self, ids: &[UploadId], manifest_json: &str) -> Vec<Command> {
        let orders: Vec<_> = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter(|upload| upload.state == UploadState::Uploaded && upload.sign != SignState::Signing)
            .filter_map(|upload| {
                Some(SignOrder {
                    id: upload.id,
                    object: upload.object.clone()?,
                    size: Some(upload.source.size),
                    manifest_json: manifest_json.to_owned(),
                })
            })
            .collect();
        for order in &orders {
            self.change(order.id, |upload| {
                upload.sign = SignState::Signing;
                upload.verify = VerifyState::NotAsked;
            });
        }
        order(orders, Command::Sign)
    }

    fn verify(&mut self, ids: &[UploadId], target: VerifyTarget) -> Vec<Command> {
        let orders: Vec<_> = ids
            .iter()
            .filter_map(|id| self.upload(*id))
            .filter(|upload| !matches!(upload.verify, VerifyState::Verifying(_)))
            .filter_map(|upload| {
                let object = match target {
                    VerifyTarget::Original => upload.object.clone()?,
                    VerifyTarget::Signed => ObjectRef::from_s3_uri(upload.signed_uri()?)?,
                };
                // The signed copy is a little larger than the original; by how much, only the server knows.
                let size = (target == VerifyTarget::Original).then_some(upload.source.size);
                Some(VerifyOrder {
                    detail: ReportDetail::default(),
                    id: upload.id,
                    target,
                    object,
                    size,
                })
            })
            .collect();
        for order in &orders {
            self.change(order.id, |upload| upload.verify = VerifyState::Verifying(target));
        }
        order(orders, Command::Verify)
    }

    fn load_history(&mut self, search: String, offset: usize) -> Vec<Command> {
        self.history.loading = true;
        vec![Command::LoadHistory { search, offset }]
    }
}

/// One order for many, and none for nothing.
fn order<T>(items: Vec<T>, command: impl FnOnce(Vec<T>) -> Command) -> Vec<Command> {
    if items.is_empty() {
        Vec::new()
    } else {
        vec![command(items)]
    }
}

/// The part of a base URL that a person knows the server by.
#[must_use]
pub fn host_of(api_url: &str) -> String {
    let rest = api_url.split_once("://").map_or(api_url, |(_, rest)| rest);
    rest.split(['/', '?', '#'])
        .next()
        .unwrap_or(rest)
        .rsplit('@')
        .next()
        .unwrap_or(rest)
        .to_owned()
}
