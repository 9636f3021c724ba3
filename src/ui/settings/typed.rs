//! Text that was typed into the settings and is not in force yet: its field has the focus, or it is not valid.

use eframe::egui::Response;
use localization::text;

use model::{MAX_NAME, Profile, Settings, check_address, check_bucket, is_remote_plain_http};

/// A text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A server's name.
    Name,
    /// A server's address.
    Address,
    /// A server's bucket.
    Bucket,
    /// A server's file of certificate authorities.
    Authorities,
    /// The author of new manifests.
    Author,
}

/// What was typed into a field.
struct Entry {
    field: Field,
    /// The server's name; empty for what belongs to no server.
    server: String,
    text: String,
    /// Whether its field has the focus.
    is_typing: bool,
}

/// All text that is not in force yet.
#[derive(Default)]
pub(super) struct Typed {
    entries: Vec<Entry>,
}

impl Typed {
    fn entry(&self, field: Field, server: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.field == field && entry.server == server)
    }

    /// What the field shows: what was typed, or else what is in force.
    pub(super) fn shown(&self, field: Field, server: &str, settings: &Settings) -> String {
        self.entry(field, server)
            .map_or_else(|| in_force(field, server, settings), |entry| entry.text.clone())
    }

    /// Takes what a field got. Its response says whether it is still being typed into.
    pub(super) fn take(&mut self, field: Field, server: &str, text: String, response: &Response) {
        if response.changed() {
            self.enter(field, server, text);
        }
        let mut entries = self.entries.iter_mut();
        if let Some(entry) = entries.find(|entry| entry.field == field && entry.server == server) {
            entry.is_typing = response.has_focus();
        }
    }

    /// Enters a text as if it was typed and its field was left.
    pub(super) fn enter(&mut self, field: Field, server: &str, text: String) {
        self.entries
            .retain(|entry| entry.field != field || entry.server != server);
        self.entries.push(Entry {
            field,
            server: server.to_owned(),
            text,
            is_typing: false,
        });
    }

    /// Call before the fields are drawn: one that is not drawn was left. With `cancel`, what was being typed is dropped.
    pub(super) fn begin(&mut self, cancel: bool) {
        self.entries.retain(|entry| !(cancel && entry.is_typing));
        for entry in &mut self.entries {
            entry.is_typing = false;
        }
    }

    /// Drops what was typed for a server.
    pub(super) fn forget_server(&mut self, server: &str) {
        self.entries.retain(|entry| entry.server != server);
    }

    /// Puts into force what is valid of the text whose field was left, or of all text. Returns the servers that were
    /// renamed, with their new names.
    pub(super) fn put_into_force(&mut self, settings: &mut Settings, all: bool) -> Vec<(String, String)> {
        let mut renamed = Vec::new();
        let mut left = Vec::new();
        for mut entry in std::mem::take(&mut self.entries) {
            if let Some((_, name)) = renamed.iter().find(|(server, _)| *server == entry.server) {
                entry.server.clone_from(name);
            }
            let is_ready = all || !entry.is_typing;
            if !is_ready || problem(entry.field, &entry.server, &entry.text, settings).is_some() {
                left.push(entry);
            } else if let Some(name) = entry.put_into_force(settings) {
                for other in left
                    .iter_mut()
                    .filter(|other: &&mut Entry| other.server == entry.server)
                {
                    other.server.clone_from(&name);
                }
                renamed.push((entry.server, name));
            }
        }
        self.entries = left;
        renamed
    }

    /// What is wrong with what this field shows, if anything.
    pub(super) fn problem(&self, field: Field, server: &str, settings: &Settings) -> Option<String> {
        problem(field, server, &self.shown(field, server, settings), settings)
    }

    /// Whether text of this server waits to be corrected.
    pub(super) fn is_wrong(&self, server: &str, settings: &Settings) -> bool {
        let mut entries = self.entries.iter().filter(|entry| entry.server == server);
        entries.any(|entry| problem(entry.field, server, &entry.text, settings).is_some())
    }
}

impl Entry {
    /// Returns the server's new name, if this is one.
    fn put_into_force(&self, settings: &mut Settings) -> Option<String> {
        // Pasted text may have them.
        let text: String = self.text.chars().filter(|letter| !letter.is_control()).collect();
        let text = text.trim().to_owned();
        if self.field == Field::Author {
            settings.author = text;
            return None;
        }
        let profile = settings
            .profiles
            .iter_mut()
            .find(|profile| profile.name == self.server)?;
        match self.field {
            Field::Author => {}
            Field::Address => profile.api_url = text.trim_end_matches('/').to_owned(),
            Field::Bucket => profile.bucket = (!text.is_empty()).then_some(text),
            Field::Authorities => profile.extra_ca_file = text,
            Field::Name => {
                profile.name.clone_from(&text);
                if settings.active == self.server {
                    settings.active.clone_from(&text);
                }
                return Some(text);
            }
        }
        None
    }
}

fn in_force(field: Field, server: &str, settings: &Settings) -> String {
    if field == Field::Author {
        return settings.author.clone();
    }
    let Some(profile) = of_name(server, settings) else {
        return String::new();
    };
    match field {
        Field::Name => profile.name.clone(),
        Field::Address => profile.api_url.clone(),
        Field::Bucket => profile.bucket.clone().unwrap_or_default(),
        Field::Authorities => profile.extra_ca_file.clone(),
        Field::Author => String::new(),
    }
}

fn of_name<'s>(server: &str, settings: &'s Settings) -> Option<&'s Profile> {
    settings.profiles.iter().find(|profile| profile.name == server)
}

/// What is wrong with a text for this field, if anything.
fn problem(field: Field, server: &str, entered: &str, settings: &Settings) -> Option<String> {
    let entered = entered.trim();
    match field {
        Field::Author | Field::Authorities => None,
        Field::Name => {
            let taken = |profile: &Profile| profile.name != server && profile.name == entered;
            if entered.is_empty() {
                Some(text!("settings-servers-name-missing"))
            } else if entered.chars().count() > MAX_NAME {
                Some(text!("settings-servers-name-long", max = MAX_NAME))
            } else if settings.profiles.iter().any(taken) {
                Some(text!("settings-servers-name-taken"))
            } else {
                None
            }
        }
        Field::Address => {
            let allowed = of_name(server, settings).is_some_and(|profile| profile.allow_insecure_http);
            if check_address(entered).is_err() {
                Some(text!("settings-servers-address-invalid"))
            } else if !allowed && is_remote_plain_http(entered) {
                Some(text!("settings-servers-address-plain-http"))
            } else {
                None
            }
        }
        Field::Bucket => {
            (!entered.is_empty() && check_bucket(entered).is_err()).then(|| text!("settings-servers-bucket-invalid"))
        }
    }
}
