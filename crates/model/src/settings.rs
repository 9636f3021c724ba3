//! What the user has set. Written as a TOML file that a person can read.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{
    profile::{Profile, tell_apart},
    uploads_at_once::UploadsAtOnce,
};

/// The most uploads at once that a user may set.
pub const MAX_JOBS: u8 = 32;

/// The stall time before the user says otherwise.
const DEFAULT_STALL_SECONDS: u16 = 30;

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The servers that the user works with; at least one.
    pub profiles: Vec<Profile>,
    /// The name of the one in use.
    pub active: String,
    /// The server that is in use instead, for this run: it was named on the command line, or is the sandbox. Never kept.
    #[serde(skip)]
    pub visiting: Option<Profile>,
    /// Whether the first start has been gone through or skipped.
    pub welcomed: bool,
    /// Whether the window was left on the sandbox; it opens there again.
    pub sandbox: bool,
    /// Uploads at once.
    pub jobs: UploadsAtOnce,
    /// Light, dark or as the system has it.
    pub theme: Theme,
    /// How large the window is drawn, in percent, 50 to 300.
    pub zoom: u16,
    /// Whether the queue is held back: nothing starts until a person says so.
    pub paused: bool,
    /// Seconds without a byte going after which an attempt is ended and begun again, 5 to 600.
    pub stall_seconds: u16,
    /// Whether the storage's MD5 of an object is compared with what was sent, where it tells one.
    pub check_md5: bool,
    /// Whether each signed copy is verified by itself.
    pub verify_signed: bool,
    /// Whether hidden files and folders are taken from folders.
    pub include_hidden: bool,
    /// Whether files that the system left lying about, such as `.DS_Store`, are taken from folders.
    pub include_system_files: bool,
    /// Whether symbolic links are followed out of the folder that they are in.
    pub follow_links: bool,
    /// Whether the details of what is selected stand at the right of the window.
    pub details: bool,
    /// The name that the last manifest gave as author, to be offered again.
    pub author: String,
    /// The line that "Copy as template" makes of an upload; empty before one was written.
    pub copy_template: String,
    /// How wide the columns of the queue are.
    #[serde(flatten)]
    pub columns: ColumnWidths,
}

/// What is taken from a folder besides its ordinary files. What is named itself is taken in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FolderRules {
    /// Hidden files and folders.
    pub include_hidden: bool,
    /// Files that the system left lying about; hidden ones among them too.
    pub include_system_files: bool,
    /// What symbolic links lead to outside of the folder.
    pub follow_links: bool,
}

/// Widths of columns in points; what is not there follows the window. In the file each has a line of its own, as all
/// settings have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnWidths {
    /// The size's.
    #[serde(rename = "size_column")]
    pub size: Option<u16>,
    /// The progress's.
    #[serde(rename = "track_column")]
    pub track: Option<u16>,
    /// The object key's.
    #[serde(rename = "key_column")]
    pub key: Option<u16>,
    /// The progress's, where the key stands below it and has no column of its own.
    #[serde(rename = "narrow_track_column")]
    pub narrow_track: Option<u16>,
}

/// Colors of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profiles: vec![Profile::default()],
            active: Profile::default().name,
            visiting: None,
            welcomed: false,
            sandbox: false,
            jobs: UploadsAtOnce::default(),
            theme: Theme::default(),
            zoom: 100,
            paused: false,
            stall_seconds: DEFAULT_STALL_SECONDS,
            check_md5: true,
            verify_signed: true,
            include_hidden: false,
            include_system_files: false,
            follow_links: false,
            details: true,
            author: String::new(),
            copy_template: String::new(),
            columns: ColumnWidths::default(),
        }
    }
}

/// A setting that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a number from 1 to 32.
    #[error("uploads at once must be from 1 to {MAX_JOBS}, not {0}")]
    Jobs(u8),
    /// Not a number from 5 to 600.
    #[error("the stall time must be from 5 to 600 seconds, not {0}")]
    StallSeconds(u16),
    /// Not a number from 50 to 300.
    #[error("the zoom must be from 50 to 300 percent, not {0}")]
    Zoom(u16),
    /// Empty or without a scheme.
    #[error("the server's address must begin with https:// (or http:// for this machine), not {0:?}")]
    ApiUrl(String),
    /// A bucket's name has 3 to 63 small letters, digits, dots and hyphens.
    #[error("{0:?} is not a bucket's name: 3 to 63 small letters, digits, dots and hyphens")]
    Bucket(String),
    /// Too long, or more than one line.
    #[error("{0:?} is not a profile's name: one line of at most {max} letters", max = super::profile::MAX_NAME)]
    ProfileName(String),
}

/// What a hand-made value without any profile works with.
static NO_PROFILE: LazyLock<Profile> = LazyLock::new(Profile::default);

impl Settings {
    /// The server in use.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        let active = || self.profiles.iter().find(|profile| profile.name == self.active);
        self.visiting
            .as_ref()
            .or_else(active)
            .or_else(|| self.profiles.first())
            .unwrap_or(&NO_PROFILE)
    }

    /// What is taken from folders.
    #[must_use]
    pub const fn folder_rules(&self) -> FolderRules {
        FolderRules {
            include_hidden: self.include_hidden,
            include_system_files: self.include_system_files,
            follow_links: self.follow_links,
        }
    }

    /// The server in use, to be changed. What is visited is changed for this run alone.
    pub fn profile_mut(&mut self) -> &mut Profile {
        if self.profiles.is_empty() {
            self.profiles.push(Profile::default());
        }
        let active = &self.active;
        let place = self.profiles.iter().position(|profile| profile.name == *active);
        match &mut self.visiting {
            Some(profile) => profile,
            None => &mut self.profiles[place.unwrap_or(0)],
        }
    }

    /// The same settings with another of the profiles in use. `None` where there is none of that name.
    #[must_use]
    pub fn with_active(&self, name: &str) -> Option<Self> {
        let known = self.profiles.iter().any(|profile| profile.name == name);
        known.then(|| Self {
            active: name.to_owned(),
            visiting: None,
            ..self.clone()
        })
    }

    /// What to keep in the file when these settings are applied in a session that began with `begun`, some of which
    /// came from the command line and not from the file: only what a person has changed since.
    #[must_use]
    pub fn to_keep(&self, begun: &Self, in_file: &Self) -> Self {
        fn pick<T: Clone + PartialEq>(new: &T, begun: &T, in_file: &T) -> T {
            if new == begun { in_file.clone() } else { new.clone() }
        }
        Self {
            profiles: pick(&self.profiles, &begun.profiles, &in_file.profiles),
            active: pick(&self.active, &begun.active, &in_file.active),
            visiting: None,
            welcomed: pick(&self.welcomed, &begun.welcomed, &in_file.welcomed),
            // Nothing on the command line sets it.
            sandbox: self.sandbox,
            jobs: pick(&self.jobs, &begun.jobs, &in_file.jobs),
            paused: pick(&self.paused, &begun.paused, &in_file.paused),
            theme: pick(&self.theme, &begun.theme, &in_file.theme),
            zoom: pick(&self.zoom, &begun.zoom, &in_file.zoom),
            stall_seconds: pick(&self.stall_seconds, &begun.stall_seconds, &in_file.stall_seconds),
            check_md5: pick(&self.check_md5, &begun.check_md5, &in_file.check_md5),
            verify_signed: pick(&self.verify_signed, &begun.verify_signed, &in_file.verify_signed),
            include_hidden: pick(&self.include_hidden, &begun.include_hidden, &in_file.include_hidden),
            include_system_files: pick(
                &self.include_system_files,
                &begun.include_system_files,
                &in_file.include_system_files,
            ),
            follow_links: pick(&self.follow_links, &begun.follow_links, &in_file.follow_links),
            details: pick(&self.details, &begun.details, &in_file.details),
            author: pick(&self.author, &begun.author, &in_file.author),
            copy_template: pick(&self.copy_template, &begun.copy_template, &in_file.copy_template),
            columns: pick(&self.columns, &begun.columns, &in_file.columns),
        }
    }

    /// Checks every value; white space around texts is taken off.
    ///
    /// # Errors
    /// The first setting that cannot be.
    pub fn checked(mut self) -> Result<Self, InvalidSetting> {
        if self.profiles.is_empty() {
            self.profiles.push(Profile::default());
        }
        self.profiles = self
            .profiles
            .into_iter()
            .map(Profile::checked)
            .collect::<Result<_, _>>()?;
        tell_apart(&mut self.profiles);
        self.visiting = self.visiting.map(Profile::checked).transpose()?;
        let active = self.active.trim();
        let known = self.profiles.iter().find(|profile| profile.name == active);
        if let Some(profile) = known.or_else(|| self.profiles.first()) {
            self.active = profile.name.clone();
        }
        if let UploadsAtOnce::Fixed(number) = self.jobs
            && !(1..=MAX_JOBS).contains(&number)
        {
            return Err(InvalidSetting::Jobs(number));
        }
        if !(5..=600).contains(&self.stall_seconds) {
            return Err(InvalidSetting::StallSeconds(self.stall_seconds));
        }
        if !(50..=300).contains(&self.zoom) {
            return Err(InvalidSetting::Zoom(self.zoom));
        }
        self.author = self.author.trim().to_owned();
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn for_server(api_url: &str) -> Settings {
        let profile = Profile::at(api_url);
        Settings {
            active: profile.name.clone(),
            profiles: vec![profile],
            ..Settings::default()
        }
    }

    #[test]
    fn the_defaults_are_allowed() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }

    #[test]
    fn white_space_and_a_last_slash_come_off() {
        let mut settings = for_server(" https://api.example.org/ ");
        settings.profile_mut().bucket = Some("  ".into());
        let checked = settings.checked().unwrap();
        assert_eq!(checked.profile().api_url, "https://api.example.org");
        assert_eq!(checked.profile().bucket, None);
    }

    #[test]
    fn what_was_given_for_one_session_is_not_kept_as_the_users() {
        let mut in_file = for_server("https://mine.example");
        in_file.profiles.push(Profile::at("https://other.example"));
        let begun = Settings {
            visiting: Some(Profile::at("http://127.0.0.1:1")),
            active: "other.example".to_owned(),
            ..in_file.clone()
        };
        assert_eq!(begun.profile().api_url, "http://127.0.0.1:1");
        let applied = Settings {
            theme: Theme::Dark,
            ..begun.clone()
        };
        assert_eq!(
            applied.to_keep(&begun, &in_file),
            Settings {
                theme: Theme::Dark,
                ..in_file.clone()
            }
        );
        let switched = applied.with_active("mine.example").unwrap();
        assert_eq!(switched.profile().api_url, "https://mine.example");
        assert_eq!(switched.to_keep(&begun, &in_file).active, "mine.example");
        assert_eq!(applied.with_active("nobody"), None);
    }

    #[test]
    fn there_is_always_a_profile_in_use() {
        let none = Settings {
            profiles: Vec::new(),
            active: "gone".into(),
            ..Settings::default()
        };
        assert_eq!(none.profile(), &Profile::default());
        assert_eq!(none.checked(), Ok(Settings::default()));
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.checked().unwrap_err()
        };
        assert_eq!(
            with(|settings| settings.jobs = UploadsAtOnce::Fixed(0)),
            InvalidSetting::Jobs(0)
        );
        assert_eq!(
            with(|settings| settings.jobs = UploadsAtOnce::Fixed(33)),
            InvalidSetting::Jobs(33)
        );
        assert_eq!(
            with(|settings| settings.stall_seconds = 4),
            InvalidSetting::StallSeconds(4)
        );
        assert_eq!(with(|settings| settings.zoom = 10), InvalidSetting::Zoom(10));
        assert!(matches!(
            with(|settings| settings.profile_mut().api_url = "ftp://x".into()),
            InvalidSetting::ApiUrl(_)
        ));
        assert!(matches!(
            with(|settings| settings.profile_mut().bucket = Some("My Bucket".into())),
            InvalidSetting::Bucket(_)
        ));
    }
}
