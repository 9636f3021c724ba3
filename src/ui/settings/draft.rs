//! What is typed into the settings, and what is wrong with it.

use super::SettingsTab;
use crate::ui::banner::KeyDraft;
use model::{MAX_NAME, Profile, Settings, check_address, check_bucket, is_plain_elsewhere};

/// What is typed into the settings until it is saved.
pub(crate) struct SettingsDraft {
    pub(crate) tab: SettingsTab,
    /// The settings as they were when the dialog was opened.
    begun: Settings,
    pub(crate) settings: Settings,
    /// The place of the profile on show.
    pub(crate) chosen: usize,
    pub(crate) key: KeyDraft,
    /// Whether it asks before the key is forgotten.
    pub(crate) forget: bool,
    /// Whether it asks before the profile on show is removed.
    pub(crate) remove: bool,
}

impl SettingsDraft {
    /// A draft of the settings as they are.
    pub(crate) fn new(settings: &Settings, tab: SettingsTab) -> Self {
        let in_use = |profile: &Profile| profile.name == settings.active;
        Self {
            tab,
            begun: settings.clone(),
            settings: settings.clone(),
            chosen: settings.profiles.iter().position(in_use).unwrap_or(0),
            key: KeyDraft::default(),
            forget: false,
            remove: false,
        }
    }

    /// Whether something was typed that closing would lose.
    pub(crate) fn is_changed(&self) -> bool {
        self.settings != self.begun || !self.key.text.is_empty()
    }

    /// What decides on what is drawn.
    pub(crate) fn shape(&self) -> (Settings, usize, bool, bool) {
        (self.settings.clone(), self.chosen, self.remove, self.forget)
    }

    /// The settings as they would be saved over those of now: what was not changed here may have changed elsewhere.
    ///
    /// # Errors
    /// What has to be corrected first, and where.
    pub(crate) fn wished(&self, now: &Settings) -> Result<Settings, String> {
        for place in 0..self.settings.profiles.len() {
            if self.problems(place).any() {
                let name = &self.settings.profiles[place].name;
                return Err(format!("Correct the server \u{201c}{name}\u{201d} first."));
            }
        }
        let draft = self.settings.clone().checked().map_err(|error| format!("{error}."))?;
        let mut wished = draft.to_keep(&self.begun, now);
        if draft.active == self.begun.active {
            wished.visiting.clone_from(&now.visiting);
        }
        Ok(wished)
    }

    /// What is wrong with the profile at this place, in words for each field.
    pub(crate) fn problems(&self, place: usize) -> Problems {
        let mut problems = Problems::default();
        let Some(profile) = self.settings.profiles.get(place) else {
            return problems;
        };
        let name = profile.name.trim();
        let taken = |(other, profile): (usize, &Profile)| other != place && profile.name.trim() == name;
        problems.name = if name.is_empty() {
            Some("Give it a name.".to_owned())
        } else if name.chars().count() > MAX_NAME {
            Some(format!("At most {MAX_NAME} letters."))
        } else if self.settings.profiles.iter().enumerate().any(taken) {
            Some("Another server has this name.".to_owned())
        } else {
            None
        };
        problems.address = if check_address(&profile.api_url).is_err() {
            Some("It begins with https://, or with http:// for this machine.".to_owned())
        } else if !profile.allow_insecure_http && is_plain_elsewhere(&profile.api_url) {
            Some("Plain http:// to another machine has to be allowed below.".to_owned())
        } else {
            None
        };
        let bucket = profile.bucket.as_deref().unwrap_or_default().trim();
        if !bucket.is_empty() && check_bucket(bucket).is_err() {
            problems.bucket = Some("3 to 63 small letters, digits, dots and hyphens.".to_owned());
        }
        problems
    }

    /// The profile on show.
    pub(crate) fn profile(&mut self) -> Option<&mut Profile> {
        self.settings.profiles.get_mut(self.chosen)
    }

    /// Adds a profile and shows it.
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

    /// Removes the profile on show. The one in use stays.
    pub(crate) fn remove_chosen(&mut self) {
        if self.chosen < self.settings.profiles.len() && !self.is_in_use(self.chosen) {
            self.settings.profiles.remove(self.chosen);
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.remove = false;
    }

    /// Renames the profile on show; the one in use stays so.
    pub(crate) fn rename(&mut self, name: String) {
        let in_use = self.is_in_use(self.chosen);
        if let Some(profile) = self.profile() {
            profile.name.clone_from(&name);
        }
        if in_use {
            self.settings.active = name;
        }
    }

    /// Whether the profile at this place is the one in use.
    pub(crate) fn is_in_use(&self, place: usize) -> bool {
        let names: Vec<_> = self.settings.profiles.iter().map(|profile| &profile.name).collect();
        names.iter().position(|name| **name == self.settings.active) == Some(place)
    }
}

/// What is wrong with a profile.
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
