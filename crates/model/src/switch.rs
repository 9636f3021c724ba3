//! The way from one server to another: what is on its way is not left without a yes.

use super::{
    Command, ConnectionView, HistorySearch, KeyState, Model, NoticeKind, Removed, Settings, Upload, removal::discard,
};

/// Whether a server with something on its way is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// A person is asked first.
    Asks,
    /// They have said yes.
    Confirmed,
}

impl Model {
    /// Uses and keeps these settings. What is on its way to a server is not left without a yes.
    pub(super) fn apply(&mut self, settings: Settings, leaving: Leaving) -> Vec<Command> {
        let mut settings = match settings.checked() {
            Ok(settings) => settings,
            Err(error) => {
                self.notify(NoticeKind::Trouble {
                    headline: "These settings were not used".to_owned(),
                    hint: format!("Change this and apply again: {error}."),
                });
                return Vec::new();
            }
        };
        if self.sandbox {
            // The sandbox is its own: the profiles can be edited from here, but not gone to.
            settings.visiting.clone_from(&self.settings.visiting);
        }
        let moves = settings.profile().api_url != self.settings.profile().api_url && !self.sandbox;
        if moves && leaving == Leaving::Asks && !self.on_its_way().is_nothing() {
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
            commands.extend(self.turn_away(left));
        }
        commands
    }

    /// What is shown belongs to the server that was `left`; the record keeps it.
    fn turn_away(&mut self, left: String) -> Vec<Command> {
        let mut commands = Vec::new();
        let waits = self.waits_here();
        let is_said = |kind: &NoticeKind| matches!(kind, NoticeKind::LeftWaiting { .. } | NoticeKind::Restored { .. });
        self.notices
            .retain(|notice| !is_said(&notice.kind) && !notice.kind.is_passing());
        if waits > 0 {
            self.notify(NoticeKind::LeftWaiting {
                server: left.clone(),
                files: waits,
            });
        }
        self.arriving = true;
        self.waiting
            .retain(|(server, _)| *server != self.settings.profile().name && *server != left);
        if waits > 0 {
            self.waiting.push((left, waits));
        }
        commands.extend(discard(self.queue.clear()));
        self.before.clear();
        commands.extend(self.removed.take().and_then(Removed::discard));
        self.returned = (0, 0);
        commands.extend(self.end_lookup());
        self.history.clear();
        self.bulk_operations.clear();
        self.holds.clear();
        self.no_downloads = false;
        self.saving = None;
        self.key = KeyState::Reading;
        self.scanning.clear();
        self.left_out.clear();
        self.first_batch = self.next_batch;
        self.switching = None;
        commands.extend(self.search_history(HistorySearch::default()));
        commands
    }

    /// Uses what these settings bring besides another server.
    pub(super) fn stay(&mut self, settings: Settings) -> Vec<Command> {
        let address = self.settings.profile().api_url.clone();
        let mut staying = Settings {
            active: self.settings.active.clone(),
            visiting: self.settings.visiting.clone(),
            ..settings
        };
        if staying.profile().api_url != address {
            staying.profiles.clone_from(&self.settings.profiles);
        }
        if staying == self.settings {
            return Vec::new();
        }
        self.apply(staying, Leaving::Asks)
    }

    /// Who goes to the sandbox leaves a server, and starts the program anew: what waits there is said then.
    pub(super) fn waiting_elsewhere(&mut self, profiles: Vec<(String, usize)>, sandbox: usize) {
        self.waiting = profiles;
        self.waiting_in_sandbox = sandbox;
        if self.sandbox
            && let Some((server, files)) = self.waiting.iter().max_by_key(|(_, files)| *files).cloned()
        {
            self.notify(NoticeKind::LeftWaiting { server, files });
        }
    }

    /// How many files are in the queue that are not uploaded, and were not stopped by a person: they wait here while another
    /// server is worked with.
    #[must_use]
    pub(crate) fn waits_here(&self) -> usize {
        let waits = |upload: &Upload| upload.object.is_none() && !upload.state.status().is_stopped();
        self.queue.uploads().iter().filter(|upload| waits(upload)).count()
    }

    /// What a change of the server would stop.
    #[must_use]
    pub fn on_its_way(&self) -> OnItsWay {
        let totals = self.queue.totals();
        OnItsWay {
            uploads: totals.pending(),
            signings: totals.checked(),
            folders: self.scanning.len(),
        }
    }
}

/// What is under way at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnItsWay {
    /// Files that are not stored and not given up.
    pub uploads: usize,
    /// Signings and verifications.
    pub signings: usize,
    /// Batches that are still being walked.
    pub folders: usize,
}

impl OnItsWay {
    /// Whether there is none of it.
    #[must_use]
    pub(crate) const fn is_nothing(self) -> bool {
        self.uploads == 0 && self.signings == 0 && self.folders == 0
    }
}
