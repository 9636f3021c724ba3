//! What follows from a wish: changes that need no one else are made at once, the rest are orders to the worker.

use super::{
    Command, ConnectionView, Intent, Job, ManifestText, Model, NoticeKind, Skipped, Upload, UploadId, UploadState,
    switch::Leaving,
};

impl Model {
    /// Answers a wish with orders to the worker, in the order in which they are to be carried out. One arm for each wish: it is
    /// as long as the list of them.
    pub fn decide(&mut self, intent: Intent) -> Vec<Command> {
        match intent {
            Intent::Add(paths) => self.add(paths, Vec::new()),
            Intent::AddList { paths, refused } => self.add(paths, refused),
            Intent::Cancel(ids) => self.cancel(&ids),
            Intent::Pause(ids) => self.pause(&ids),
            Intent::Resume(ids) => self.retry(&ids),
            Intent::HoldQueue(paused) => {
                self.settings.paused = paused;
                let mut commands = vec![Command::UseSettings(self.settings.clone())];
                if !paused {
                    let held = self.queue.ids(|upload| upload.state == UploadState::Paused);
                    commands.extend(self.retry(&held));
                }
                commands
            }
            Intent::Retry(ids) => self.retry(&ids),
            Intent::Remove(ids) => self.remove(&ids),
            Intent::UndoRemove => self.undo_remove(),
            Intent::ClearFinished => {
                // What a person should look at is not put out of sight with the rest.
                let done = self
                    .queue
                    .ids(|upload| upload.is_finished() && !upload.needs_attention());
                self.remove(&done)
            }
            Intent::Sign { ids, manifest_json } => self.sign(&ids, &ManifestText::Exact(manifest_json.into()), false),
            Intent::SignNew { ids, manifest_json } => self.sign(&ids, &ManifestText::Exact(manifest_json.into()), true),
            Intent::SignWith {
                ids,
                template,
                keep_credentials,
            } => self.sign(&ids, &ManifestText::Template(template), keep_credentials),
            Intent::LookForCredentials(ids) => self.look(&ids),
            Intent::SaveSigned { id, to } => self.save_signed(id, to),
            Intent::SaveAllSigned(files) => self.save_all_signed(files),
            Intent::KeepPresets(presets) => {
                self.presets = presets.clone();
                vec![Command::KeepPresets(presets)]
            }
            Intent::Verify { ids, target } => self.verify(&ids, target),
            Intent::Inspect(id) => {
                self.inspected = id;
                if self.details.as_ref().map(|details| details.id) != id {
                    self.details = None;
                }
                id.map(Command::LoadDetails).into_iter().collect()
            }
            Intent::SetMediaType { ids, media_type } => self.set_media_type(ids, media_type.as_deref()),
            Intent::SearchHistory(search) => self.search_history(search),
            Intent::RunBulkOperation { ids, action } => self.run_bulk_operation(ids, action),
            Intent::StopBulkOperation(number) => self.stop_bulk_operation(number),
            Intent::SortHistory(order) => self.sort_history(order),
            Intent::ShowHistory(places) => order(self.history.missing(places), Command::ReadHistory),
            Intent::LookUp(paths) => self.look_up(paths),
            Intent::StopLookup => self.stop_lookup(),
            Intent::Forget(ids) => order(ids, Command::Forget),
            Intent::Copy { ids, format } => self.copy(ids, format),
            Intent::ClipboardTaken => {
                self.clipping = None;
                Vec::new()
            }
            Intent::KeepTemplate(template) => {
                if self.settings.copy_template == template {
                    return Vec::new();
                }
                self.settings.copy_template = template;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::Export { ids, format, path } => order(ids, |ids| Command::Export { ids, format, path }),
            Intent::ApplySettings(settings) => self.apply(settings, Leaving::Asks),
            Intent::SwitchProfile(name) => match self.settings.with_active(&name) {
                Some(settings) => self.apply(settings, Leaving::Asks),
                None => Vec::new(),
            },
            Intent::ConfirmSwitch(yes) => match self.switching.take() {
                Some(settings) if yes => self.apply(settings, Leaving::Confirmed),
                Some(settings) => self.stay(settings),
                None => Vec::new(),
            },
            Intent::EndFirstStart => {
                self.welcome = false;
                if self.settings.welcomed {
                    return Vec::new();
                }
                self.settings.welcomed = true;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::GoToSandbox(sandbox) => {
                // Who has found the sandbox needs no first start any more.
                if self.settings.sandbox == sandbox && self.settings.welcomed {
                    return Vec::new();
                }
                self.settings.sandbox = sandbox;
                self.settings.welcomed = true;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::SetTheme(theme) => {
                self.settings.theme = theme;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::ShowDetails(shown) => {
                if self.settings.details == shown {
                    return Vec::new();
                }
                self.settings.details = shown;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::SetColumns(columns) => {
                if self.settings.columns == columns {
                    return Vec::new();
                }
                self.settings.columns = columns;
                vec![Command::UseSettings(self.settings.clone())]
            }
            Intent::SetZoom(percent) => {
                self.settings.zoom = percent;
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

    fn add(&mut self, paths: Vec<std::path::PathBuf>, refused: Vec<Skipped>) -> Vec<Command> {
        if paths.is_empty() {
            if !refused.is_empty() {
                self.notify(NoticeKind::Added {
                    added: 0,
                    skipped: refused,
                    before: Vec::new(),
                });
            }
            return Vec::new();
        }
        self.notices.retain(|notice| !notice.kind.is_passing());
        let batch = self.next_batch;
        self.next_batch += 1;
        if !refused.is_empty() {
            self.left_out.insert(batch, refused);
        }
        self.scanning.insert(batch, 0);
        vec![Command::Scan { batch, paths }]
    }

    fn cancel(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let ids: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| self.queue.get(*id).is_some_and(Upload::can_stop))
            .collect();
        for id in &ids {
            self.change(*id, |upload| upload.state = UploadState::Canceling);
        }
        order(ids, Command::Cancel)
    }

    fn pause(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let ids: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| self.queue.get(*id).is_some_and(Upload::can_stop))
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

    /// A type can be set until the bytes are stored: the object keeps the one that it was sent with.
    fn set_media_type(&mut self, ids: Vec<UploadId>, media_type: Option<&str>) -> Vec<Command> {
        let media_type = match media_type.map(media_type_of) {
            Some(None) => {
                self.notify(NoticeKind::Trouble {
                    headline: "This is no MIME type".to_owned(),
                    hint: "Write it as in image/jpeg: two words with a slash between them.".to_owned(),
                });
                return Vec::new();
            }
            Some(read) => read,
            None => None,
        };
        let open = |upload: &Upload| upload.object.is_none() && upload.state != UploadState::Uploaded;
        let ids: Vec<_> = ids
            .into_iter()
            .filter(|id| self.queue.get(*id).is_some_and(open))
            .collect();
        for id in &ids {
            self.change(*id, |upload| upload.chosen_type.clone_from(&media_type));
        }
        order(ids, |ids| Command::SetMediaType { ids, media_type })
    }
}

/// A MIME type without parameters, in small letters. `None` for what is none.
fn media_type_of(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let sign = |sign: char| sign.is_ascii_alphanumeric() || "!#$&-^_.+".contains(sign);
    let word = |word: &str| !word.is_empty() && word.len() <= 100 && word.chars().all(sign);
    let (kind, name) = text.split_once('/')?;
    (word(kind) && word(name)).then(|| text.clone())
}

/// One order for many, and none for nothing.
pub(super) fn order<T>(items: Vec<T>, command: impl FnOnce(Vec<T>) -> Command) -> Vec<Command> {
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
