//! What the settings dialog remembers: the tab, the server whose fields are shown, and what is being typed.

use super::{
    SettingsTab,
    typed::{Field, Typed},
};
use crate::ui::banner::KeyDraft;
use localization::text;
use model::{Profile, ProfileColor, Settings, UploadsAtOnce};

/// The open settings. Choices apply when they are made, text when its field is left.
pub(crate) struct SettingsDraft {
    pub(crate) tab: SettingsTab,
    /// The name of the server whose fields are shown.
    chosen: String,
    /// Text that is not in force yet: it is being typed, or it is not valid.
    pub(super) typed: Typed,
    /// The number of parallel uploads while it is dragged or typed.
    pub(super) parallel: Option<u8>,
    /// The stall timeout, likewise.
    pub(super) stall: Option<u16>,
    pub(crate) key: KeyDraft,
    /// Whether to confirm deleting the key.
    pub(crate) forget: bool,
    /// Whether to confirm removing the server.
    pub(crate) remove: bool,
}

impl SettingsDraft {
    /// The dialog as it opens, with the server in use.
    pub(crate) fn new(settings: &Settings, tab: SettingsTab) -> Self {
        Self {
            tab,
            chosen: settings.active.clone(),
            typed: Typed::default(),
            parallel: None,
            stall: None,
            key: KeyDraft::default(),
            forget: false,
            remove: false,
        }
    }

    /// The index of the server whose fields are shown. If it is gone, because it was renamed or removed elsewhere, the one
    /// in use is shown.
    pub(super) fn place(&self, settings: &Settings) -> usize {
        let place = |name: &str| settings.profiles.iter().position(|profile| profile.name == name);
        place(&self.chosen).or_else(|| place(&settings.active)).unwrap_or(0)
    }

    /// Shows the fields of this server.
    pub(super) fn choose(&mut self, name: &str) {
        name.clone_into(&mut self.chosen);
        self.remove = false;
    }

    /// The values that decide what is drawn, besides the settings and what is being typed.
    pub(super) fn shape(&self) -> (SettingsTab, String, bool, bool) {
        (self.tab, self.chosen.clone(), self.remove, self.forget)
    }

    /// Puts this path into the field for certificate authorities.
    pub(crate) fn enter_authorities(&mut self, file: String) {
        self.typed.enter(Field::Authorities, &self.chosen, file);
    }

    /// Adds a server and shows its fields.
    pub(super) fn add(&mut self, settings: &mut Settings) {
        let taken = |name: &str| settings.profiles.iter().any(|profile| profile.name == name);
        let name = (1..)
            .map(|number: u32| match number {
                1 => text!("settings-servers-new"),
                number => text!("settings-servers-new-numbered", number = number),
            })
            .find(|name| !taken(name))
            .unwrap_or_default();
        let color = ProfileColor::ALL[settings.profiles.len() % ProfileColor::ALL.len()];
        self.choose(&name);
        settings.profiles.push(Profile {
            name,
            color,
            ..Profile::default()
        });
    }

    /// Removes the server whose fields are shown. The one in use stays.
    pub(super) fn remove_chosen(&mut self, settings: &mut Settings) {
        let place = self.place(settings);
        let Some(profile) = settings.profiles.get(place).filter(|_| !is_in_use(settings, place)) else {
            return;
        };
        self.typed.forget_server(&profile.name);
        settings.profiles.remove(place);
        let next = settings.profiles.get(place.saturating_sub(1));
        let next = next.map_or_else(String::new, |profile| profile.name.clone());
        self.choose(&next);
    }

    /// Call before the tab is drawn. With `cancel`, what is being typed is dropped.
    pub(super) fn begin(&mut self, cancel: bool) {
        self.typed.begin(cancel);
        if cancel {
            (self.parallel, self.stall) = (None, None);
        }
    }

    /// Puts into force what is valid of the text whose field was left, or all that was entered.
    pub(super) fn put_into_force(&mut self, settings: &mut Settings, all: bool) {
        if all {
            if let (Some(parallel), UploadsAtOnce::Fixed(jobs)) = (self.parallel.take(), &mut settings.jobs) {
                *jobs = parallel;
            }
            settings.stall_seconds = self.stall.take().unwrap_or(settings.stall_seconds);
        }
        for (server, renamed) in self.typed.put_into_force(settings, all) {
            if self.chosen == server {
                self.chosen = renamed;
            }
        }
    }
}

/// Whether the server at this index is the one that the window starts with.
pub(super) fn is_in_use(settings: &Settings, place: usize) -> bool {
    let active = &settings.active;
    settings.profiles.iter().position(|profile| profile.name == *active) == Some(place)
}
