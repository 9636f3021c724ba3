//! What an intent leads to: changes to the model right away, and commands for the worker.

use super::{
    Command, ConnectionView, ExistingCredentials, Intent, Job, ManifestText, Model, NoticeKind, Presets, Said,
    Settings, Skipped, Upload, UploadId, UploadState, switch::SwitchConfirmation,
};
use que_sdk::secret::ApiKey;

impl Model {
    /// Turns an intent into commands for the worker, in order. Long, because it has one arm per intent.
    pub fn decide(&mut self, intent: Intent) -> Vec<Command> {
        match intent {
            Intent::Add(paths) => self.add(paths, Vec::new()),
            Intent::AddList { paths, refused } => self.add(paths, refused),
            Intent::Cancel(ids) => self.cancel(&ids),
            Intent::Pause(ids) => self.pause(&ids),
            Intent::Resume(ids) | Intent::Retry(ids) => self.retry(&ids),
            Intent::RetryFailed => self.retry_failed(),
            Intent::SetQueuePaused(paused) => self.set_queue_paused(paused),
            Intent::Remove(ids) => self.remove(&ids),
            Intent::UndoRemove => self.undo_remove(),
            Intent::ClearFinished => self.clear_finished(),
            Intent::Sign { ids, manifest_json } => {
                self.sign(&ids, &ManifestText::Exact(manifest_json.into()), false, false)
            }
            Intent::SignNew { ids, manifest_json } => {
                self.sign(&ids, &ManifestText::Exact(manifest_json.into()), true, false)
            }
            Intent::SignIdentified {
                ids,
                manifest_json,
                keep_credentials,
            } => self.sign(&ids, &ManifestText::Exact(manifest_json.into()), keep_credentials, true),
            Intent::SignWith {
                ids,
                template,
                keep_credentials,
                identity,
            } => self.sign(&ids, &ManifestText::Template(template), keep_credentials, identity),
            Intent::CheckCredentials(ids) => self.inspect_credentials(&ids),
            Intent::ReadMetadata(ids) => self.read_metadata(&ids),
            Intent::SaveSigned { id, to } => self.save_signed(id, to),
            Intent::SaveAllSigned(files) => self.save_all_signed(files),
            Intent::OpenLink(id) => self.open_link(id),
            Intent::LinkOpened => self.link_opened(),
            Intent::DragOut(files) => self.drag_out(files),
            Intent::FetchCopy(id) => self.fetch_copy(id),
            Intent::KeepPresets(presets) => self.keep_presets(presets),
            Intent::Verify { ids, target } => self.verify(&ids, target),
            Intent::SelectUpload(id) => self.select_upload(id),
            Intent::SetMediaType { ids, media_type } => self.set_media_type(ids, media_type.as_deref()),
            Intent::SearchHistory(search) => self.search_history(search),
            Intent::RunBulkOperation { ids, action } => self.run_bulk_operation(ids, action),
            Intent::StopBulkOperation(number) => self.stop_bulk_operation(number),
            Intent::SortHistory(order) => self.sort_history(order),
            Intent::ShowHistory(places) => {
                command_unless_empty(self.history.take_unrequested(places), Command::ReadHistory)
            }
            Intent::LookUp(paths) => self.look_up(paths),
            Intent::StopLookup => self.stop_lookup(),
            Intent::Forget(ids) => command_unless_empty(ids, Command::Forget),
            Intent::Copy { ids, format } => self.copy(ids, format),
            Intent::ClipboardTaken => self.clipboard_taken(),
            Intent::Export { ids, format, path } => {
                command_unless_empty(ids, |ids| Command::Export { ids, format, path })
            }
            Intent::ApplySettings(settings) => self.apply(*settings, SwitchConfirmation::Needed),
            Intent::SwitchProfile(name) => self.switch_profile(&name),
            Intent::ConfirmSwitch(yes) => self.confirm_switch(yes),
            Intent::EndFirstStart => self.end_first_start(),
            Intent::GoToSandbox(sandbox) => self.go_to_sandbox(sandbox),
            Intent::SetTheme(theme) => self.set(|settings| settings.theme = theme),
            Intent::SetZoom(percent) => self.set(|settings| settings.zoom = percent),
            Intent::ShowDetails(shown) => self.set_if_changed(|settings| settings.details = shown),
            Intent::ShowGrid(shown) => self.set_if_changed(|settings| settings.grid = shown),
            Intent::ShowCompact(compact) => self.set_if_changed(|settings| settings.compact = compact),
            Intent::SetColumns(columns) => self.set_if_changed(|settings| settings.columns = columns),
            Intent::KeepTemplate(template) => self.set_if_changed(|settings| settings.copy_template = template),
            Intent::RememberAuthor(author) => {
                self.set_if_changed(|settings| author.trim().clone_into(&mut settings.author))
            }
            Intent::SetKey { key, keep } => self.set_key(key, keep),
            Intent::ForgetKey => vec![Command::ForgetKey],
            Intent::TestConnection => self.test_connection(),
            Intent::RetryNetwork => self.retry_network(),
            Intent::Check(intent) => self.checks.decide(intent).into_iter().map(Command::Check).collect(),
            Intent::DismissNotice(number) => self.dismiss_notice(number),
        }
    }

    /// Changes a setting and saves it.
    pub(super) fn set(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Command> {
        change(&mut self.settings);
        vec![Command::UseSettings(self.settings.clone())]
    }

    /// Like [`Self::set`], but does nothing if nothing changes.
    fn set_if_changed(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Command> {
        let before = self.settings.clone();
        let commands = self.set(change);
        if self.settings == before { Vec::new() } else { commands }
    }

    fn set_queue_paused(&mut self, paused: bool) -> Vec<Command> {
        let mut commands = self.set(|settings| settings.paused = paused);
        if !paused {
            let held = self.queue.ids(|upload| upload.state == UploadState::Paused);
            commands.extend(self.retry(&held));
        }
        commands
    }

    /// Removes what is finished, except what needs attention.
    fn clear_finished(&mut self) -> Vec<Command> {
        let done = self
            .queue
            .ids(|upload| upload.is_finished() && !upload.needs_attention());
        self.remove(&done)
    }

    fn keep_presets(&mut self, presets: Presets) -> Vec<Command> {
        self.presets = presets.clone();
        vec![Command::KeepPresets(presets)]
    }

    fn select_upload(&mut self, id: Option<UploadId>) -> Vec<Command> {
        self.selected = id;
        if self.details.as_ref().map(|details| details.id) != id {
            self.details = None;
        }
        id.map(Command::LoadDetails).into_iter().collect()
    }

    fn clipboard_taken(&mut self) -> Vec<Command> {
        self.copied_text = None;
        Vec::new()
    }

    fn switch_profile(&mut self, name: &str) -> Vec<Command> {
        match self.settings.with_active(name) {
            Some(settings) => self.apply(settings, SwitchConfirmation::Needed),
            None => Vec::new(),
        }
    }

    fn confirm_switch(&mut self, yes: bool) -> Vec<Command> {
        match self.switching.take() {
            Some(settings) if yes => self.apply(settings, SwitchConfirmation::Given),
            Some(settings) => self.keep_server(settings),
            None => Vec::new(),
        }
    }

    fn end_first_start(&mut self) -> Vec<Command> {
        self.welcome = false;
        self.set_if_changed(|settings| settings.welcomed = true)
    }

    fn go_to_sandbox(&mut self, sandbox: bool) -> Vec<Command> {
        self.set_if_changed(|settings| {
            settings.sandbox = sandbox;
            // A sandbox user needs no welcome screen.
            settings.welcomed = true;
        })
    }

    fn set_key(&mut self, key: ApiKey, keep: bool) -> Vec<Command> {
        self.connection = ConnectionView::NotTested;
        vec![Command::SetKey { key, keep }]
    }

    fn test_connection(&mut self) -> Vec<Command> {
        self.connection = ConnectionView::Testing;
        vec![Command::TestConnection]
    }

    fn retry_network(&mut self) -> Vec<Command> {
        if self.offline().is_none() {
            return Vec::new();
        }
        self.is_retrying_network = true;
        vec![Command::RetryNetwork]
    }

    fn dismiss_notice(&mut self, number: u64) -> Vec<Command> {
        self.notices.retain(|notice| notice.number != number);
        Vec::new()
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
        self.notices.retain(|notice| !notice.kind.is_transient());
        let batch = self.next_batch;
        self.next_batch += 1;
        if !refused.is_empty() {
            self.skipped_by_model.insert(batch, refused);
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
        command_unless_empty(ids, Command::Cancel)
    }

    fn pause(&mut self, ids: &[UploadId]) -> Vec<Command> {
        let ids: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| self.queue.get(*id).is_some_and(Upload::can_stop))
            .collect();
        // A running upload is paused when the worker has stopped it. It may be stored by then.
        command_unless_empty(ids, Command::Pause)
    }

    pub(super) fn retry(&mut self, ids: &[UploadId]) -> Vec<Command> {
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
            self.change(job.id, |upload| {
                upload.state = UploadState::Queued;
                // Its file may have been missing, and is looked at again.
                if matches!(upload.existing, ExistingCredentials::Unknown(_)) {
                    upload.existing = ExistingCredentials::Unchecked;
                }
            });
        }
        command_unless_empty(jobs, Command::Retry)
    }

    /// The type can be set until the upload is stored. The object keeps the type it was sent with.
    fn set_media_type(&mut self, ids: Vec<UploadId>, media_type: Option<&str>) -> Vec<Command> {
        let media_type = match media_type.map(media_type_of) {
            Some(None) => {
                self.notify(NoticeKind::trouble(Said::NotMediaType));
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
        command_unless_empty(ids, |ids| Command::SetMediaType { ids, media_type })
    }
}

/// A MIME type in lower case without parameters; `None` if it is not one.
fn media_type_of(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let is_valid = |character: char| character.is_ascii_alphanumeric() || "!#$&-^_.+".contains(character);
    let word = |word: &str| !word.is_empty() && word.len() <= 100 && word.chars().all(is_valid);
    let (kind, name) = text.split_once('/')?;
    (word(kind) && word(name)).then(|| text.clone())
}

/// One command for all items, or none if there are none.
pub(super) fn command_unless_empty<T>(items: Vec<T>, command: impl FnOnce(Vec<T>) -> Command) -> Vec<Command> {
    if items.is_empty() {
        Vec::new()
    } else {
        vec![command(items)]
    }
}

/// The host of a base URL, as the user knows the server.
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
