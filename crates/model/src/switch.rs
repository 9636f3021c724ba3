//! Switching servers. If something is running at the old one, the user is asked first.

use super::{
    ApiKeyState, Command, ConnectionView, HistorySearch, Model, NoticeKind, Removed, Said, Settings, Upload,
    removal::discard,
};

/// Whether to ask before leaving a server where something is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SwitchConfirmation {
    /// Ask.
    Needed,
    /// The user has agreed.
    Given,
}

impl Model {
    /// Uses and saves these settings. If they leave a server where something is running, the user is asked first.
    pub(super) fn apply(&mut self, settings: Settings, leaving: SwitchConfirmation) -> Vec<Command> {
        let mut settings = match settings.checked() {
            Ok(settings) => settings,
            Err(error) => {
                self.notify(NoticeKind::trouble(Said::SettingsNotUsed(error)));
                return Vec::new();
            }
        };
        if self.sandbox {
            // From the sandbox, profiles can be edited but not used.
            settings.session_profile.clone_from(&self.settings.session_profile);
        }
        let moves = settings.profile().api_url != self.settings.profile().api_url && !self.sandbox;
        if moves && leaving == SwitchConfirmation::Needed && !self.running_work().is_nothing() {
            self.switching = Some(settings);
            return Vec::new();
        }
        let other_way = settings.profile() != self.settings.profile();
        let left = self.settings.profile().name.clone();
        self.settings = settings.clone();
        if !self.sandbox {
            settings.profile().name.clone_into(&mut self.server);
        }
        if other_way {
            self.connection = ConnectionView::NotTested;
        }
        let mut commands = vec![Command::UseSettings(settings)];
        if moves {
            commands.extend(self.hide_old_server(left));
        }
        commands
    }

    /// Hides what belongs to the old server. The database keeps it.
    fn hide_old_server(&mut self, old_server: String) -> Vec<Command> {
        let mut commands = Vec::new();
        let waits = self.waiting_here();
        let is_said = |kind: &NoticeKind| {
            matches!(
                kind,
                NoticeKind::LeftWaiting { .. }
                    | NoticeKind::Restored { .. }
                    | NoticeKind::MaybeSigned(_)
                    | NoticeKind::Unverified(_)
            )
        };
        self.notices
            .retain(|notice| !is_said(&notice.kind) && !notice.kind.is_transient());
        if waits > 0 {
            self.notify(NoticeKind::LeftWaiting {
                server: old_server.clone(),
                files: waits,
            });
        }
        self.is_queue_loading = true;
        self.waiting
            .retain(|(server, _)| *server != self.settings.profile().name && *server != old_server);
        if waits > 0 {
            self.waiting.push((old_server, waits));
        }
        commands.extend(discard(self.queue.clear()));
        self.before.clear();
        commands.extend(self.removed.take().and_then(Removed::discard));
        self.restored = (0, 0);
        commands.extend(self.end_lookup());
        self.history.clear();
        self.bulk_operations.clear();
        self.holds.clear();
        self.no_downloads = false;
        self.copies.clear();
        self.signer_algorithm = None;
        self.saving = None;
        self.drag_out = None;
        self.api_key = ApiKeyState::Reading;
        self.scanning.clear();
        self.skipped_by_model.clear();
        self.first_batch = self.next_batch;
        self.switching = None;
        commands.extend(self.search_history(HistorySearch::default()));
        commands
    }

    /// Uses these settings, except for the other server.
    pub(super) fn keep_server(&mut self, settings: Settings) -> Vec<Command> {
        let address = self.settings.profile().api_url.clone();
        let mut staying = Settings {
            active: self.settings.active.clone(),
            session_profile: self.settings.session_profile.clone(),
            ..settings
        };
        if staying.profile().api_url != address {
            staying.profiles.clone_from(&self.settings.profiles);
        }
        if staying == self.settings {
            return Vec::new();
        }
        self.apply(staying, SwitchConfirmation::Needed)
    }

    /// Switching to the sandbox restarts the program, so what waits at a server is reported then.
    pub(super) fn waiting_elsewhere(&mut self, profiles: Vec<(String, usize)>, sandbox: usize) {
        self.waiting = profiles;
        self.waiting_in_sandbox = sandbox;
        if self.sandbox
            && let Some((server, files)) = self.waiting.iter().max_by_key(|(_, files)| *files).cloned()
        {
            self.notify(NoticeKind::LeftWaiting { server, files });
        }
    }

    /// How many files in the queue are neither uploaded nor canceled. They wait while another server is in use.
    #[must_use]
    pub(crate) fn waiting_here(&self) -> usize {
        let waits = |upload: &Upload| upload.object.is_none() && !upload.state.status().is_stopped();
        self.queue.uploads().iter().filter(|upload| waits(upload)).count()
    }

    /// What switching servers would stop.
    #[must_use]
    pub fn running_work(&self) -> RunningWork {
        let totals = self.queue.totals();
        RunningWork {
            uploads: totals.pending(),
            signings: totals.signing_or_verifying(),
            folders: self.scanning.len(),
        }
    }
}

/// What is running at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningWork {
    /// Uploads that are not stored and have not failed.
    pub uploads: usize,
    /// Signings and verifications.
    pub signings: usize,
    /// Batches that are still being scanned.
    pub folders: usize,
}

impl RunningWork {
    /// Whether all are 0.
    #[must_use]
    pub(crate) const fn is_nothing(self) -> bool {
        self.uploads == 0 && self.signings == 0 && self.folders == 0
    }
}
