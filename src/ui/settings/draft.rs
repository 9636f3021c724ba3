//! The settings being edited, and their errors.

use super::SettingsTab;
use crate::ui::banner::KeyDraft;
use model::{MAX_NAME, Profile, Settings, check_address, check_bucket, is_remote_plain_http};

/// The settings being edited until they are saved.
pub(crate) struct SettingsDraft {
    pub(crate) tab: SettingsTab,
    /// The settings when the dialog was opened.
    initial: Settings,
    pub(crate) settings: Settings,
    /// The index of the profile being edited.
    pub(crate) chosen: usize,
    pub(crate) key: KeyDraft,
    /// Whether to confirm deleting the key.
    pub(crate) forget: bool,
    /// Whether to confirm removing the profile.
    pub(crate) remove: bool,
}

impl SettingsDraft {
    /// A draft of the current settings.
    pub(crate) fn new(settings: &Settings, tab: SettingsTab) -> Self {
        let in_use = |profile: &Profile| profile.name == settings.active;
        Self {
            tab,
            initial: settings.clone(),
            settings: settings.clone(),
            chosen: settings.profiles.iter().position(in_use).unwrap_or(0),
            key: KeyDraft::default(),
            forget: false,
            remove: false,
        }
    }

    /// Whether closing would lose edits.
    pub(crate) fn is_changed(&self) -> bool {
        self.settings != self.initial || !self.key.text.is_empty()
    }

    /// The values that decide what is drawn.
    pub(crate) fn shape(&self) -> (Settings, usize, bool, bool) {
        (self.settings.clone(), self.chosen, self.remove, self.forget)
    }

    /// The settings to save: the edits applied to `now`, because other settings may have changed elsewhere.
    ///
    /// # Errors
    /// What has to be corrected first, and where.
    pub(crate) fn edited(&self, now: &Settings) -> Result<Settings, String> {
        for place in 0..self.settings.profiles.len() {
            if self.problems(place).any() {
                let name = &self.settings.profiles[place].name;
                return Err(format!("Fix the server \u{201c}{name}\u{201d} first."));
            }
        }
        let draft = self.settings.clone().checked().map_err(|error| format!("{error}."))?;
        let mut edited = draft.to_save(&self.initial, now);
        if draft.active == self.initial.active {
            edited.session_profile.clone_from(&now.session_profile);
        }
        Ok(edited)
    }

    /// The errors of the profile at this index, by field.
    pub(crate) fn problems(&self, place: usize) -> Problems {
        let mut problems = Problems::default();
        let Some(profile) = self.settings.profiles.get(place) else {
            return problems;
        };
        let name = profile.name.trim();
        let taken = |(other, profile): (usize, &Profile)| other != place && profile.name.trim() == name;
        problems.name = if name.is_empty() {
            Some("Enter a name.".to_owned())
        } else if name.chars().count() > MAX_NAME {
            Some(format!("At most {MAX_NAME} characters."))
        } else if self.settings.profiles.iter().enumerate().any(taken) {
            Some("Another server already has this name.".to_owned())
        } else {
            None
        };
        problems.address = if check_address(&profile.api_url).is_err() {
            Some("Start with https://, or http:// for this computer.".to_owned())
        } else if !profile.allow_insecure_http && is_remote_plain_http(&profile.api_url) {
            Some("Allow http:// to other machines below first.".to_owned())
        } else {
            None
        };
        let bucket = profile.bucket.as_deref().unwrap_or_default().trim();
        if !bucket.is_empty() && check_bucket(bucket).is_err() {
            problems.bucket = Some("3 to 63 lowercase letters, digits, dots and hyphens.".to_owned());
        }
        problems
    }

    /// The profile being edited.
    pub(crate) fn profile(&mut self) -> Option<&mut Profile> {
        self.settings.profiles.get_mut(self.chosen)
    }

    /// Adds a profile and edits it.
    pub(crate) fn add(&mut self) {
        let taken = |name: &str| self.settings.profiles.iter().any(|profile| profile.name == name);
        let name = (1..)
            .map(|number: u32| {
                if number == 1 {
                    "New server".to_owned()
                } else {
                    format!("New server {number}")
                }
            })
            .find(|name| !taken(name))
            .unwrap_or_default();
        self.settings.profiles.push(Profile {
            name,
            color: model::ProfileColor::ALL[self.settings.profiles.len() % 6],
            ..Profile::default()
        });
        self.chosen = self.settings.profiles.len() - 1;
        self.remove = false;
    }

    /// Removes the profile being edited. The active one stays.
    pub(crate) fn remove_chosen(&mut self) {
        if self.chosen < self.settings.profiles.len() && !self.is_in_use(self.chosen) {
            self.settings.profiles.remove(self.chosen);
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.remove = false;
    }

    /// Renames the profile being edited; an active one stays active.
    pub(crate) fn rename(&mut self, name: String) {
        let in_use = self.is_in_use(self.chosen);
        if let Some(profile) = self.profile() {
            profile.name.clone_from(&name);
        }
        if in_use {
            self.settings.active = name;
        }
    }

    /// Whether the profile at this index is active.
    pub(crate) fn is_in_use(&self, place: usize) -> bool {
        let names: Vec<_> = self.settings.profiles.iter().map(|profile| &profile.name).collect();
        names.iter().position(|name| **name == self.settings.active) == Some(place)
    }
}

/// The errors of a profile.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) bucket: Option<String>,
}

impl Problems {
    fn any(&self) -> bool {
        self.name.is_some() || self.address.is_some() || self.bucket.is_some()
    }
}
