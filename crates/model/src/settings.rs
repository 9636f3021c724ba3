//! The user's settings, stored as a TOML file that people can edit.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{
    invalid_setting::{InvalidSetting, LANGUAGES, MAX_PARALLEL_UPLOADS},
    profile::{Profile, make_names_unique},
    uploads_at_once::UploadsAtOnce,
};

/// The default stall timeout.
const DEFAULT_STALL_SECONDS: u16 = 30;

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The user's servers; at least one.
    pub profiles: Vec<Profile>,
    /// The name of the profile in use.
    pub active: String,
    /// The server in use instead, for this run only: from the command line, or the sandbox. Never saved.
    #[serde(skip)]
    pub session_profile: Option<Profile>,
    /// Whether the welcome screen was completed or skipped.
    pub welcomed: bool,
    /// Whether the window was left on the sandbox. It opens there again.
    pub sandbox: bool,
    /// How many uploads run at once.
    pub jobs: UploadsAtOnce,
    /// Light, dark or the system's.
    pub theme: Theme,
    /// The language of the window, one of [`LANGUAGES`]; `None` for the system's.
    pub language: Option<String>,
    /// The size of the window's content in percent, 50 to 300.
    pub zoom: u16,
    /// Whether the queue is paused: nothing starts until the user resumes it.
    pub paused: bool,
    /// An attempt is retried after this many seconds without sending, 5 to 600.
    pub stall_seconds: u16,
    /// Whether to compare the storage's MD5 of an object, if it returns one, with what was sent.
    pub check_md5: bool,
    /// Whether to verify each signed copy automatically.
    pub verify_signed: bool,
    /// Whether to include hidden files and folders.
    pub include_hidden: bool,
    /// Whether to include files that the system left in folders, such as `.DS_Store`.
    pub include_system_files: bool,
    /// Whether to follow symbolic links that lead out of the folder.
    pub follow_links: bool,
    /// Whether the details panel is shown at the right.
    pub details: bool,
    /// Whether files are shown as tiles with large pictures instead of rows.
    pub grid: bool,
    /// Whether rows have less height.
    pub compact: bool,
    /// The author of the last manifest, as a suggestion for the next.
    pub author: String,
    /// The template of "Copy as template"; empty until the user writes one.
    pub copy_template: String,
    /// The newest c2pa-rs that was seen to sign on each server, by the server's host, such as `0.59`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub engines: BTreeMap<String, String>,
    /// Hot folders as they are written, see [`crate::HotFolder::read`]: a mistake in one costs nothing else.
    #[serde(rename = "hot_folder", skip_serializing_if = "Vec::is_empty")]
    pub hot_folders: Vec<serde_json::Value>,
    /// What is said of work that runs or has finished, beside the window.
    #[serde(flatten)]
    pub announcements: Announcements,
    /// The widths of the queue's columns.
    #[serde(flatten)]
    pub columns: ColumnWidths,
}

/// What the desktop shows of work that runs or has finished. In the file each has its own line, like all settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Announcements {
    /// A desktop notification when work finishes while another window is in front.
    #[serde(rename = "desktop_notifications")]
    pub notification: bool,
    /// Progress in the window's title.
    #[serde(rename = "progress_in_title")]
    pub title: bool,
    /// Progress on the program's icon, where the system shows it.
    #[serde(rename = "progress_in_taskbar")]
    pub taskbar: bool,
    /// Whether the taskbar entry asks for attention when work finishes while another window is in front.
    #[serde(rename = "request_attention")]
    pub attention: bool,
}

impl Default for Announcements {
    fn default() -> Self {
        Self {
            notification: true,
            title: true,
            taskbar: true,
            attention: true,
        }
    }
}

/// What to take from a folder besides its ordinary files. What the user names is always taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FolderRules {
    /// Hidden files and folders.
    pub include_hidden: bool,
    /// Files that the system left, including hidden ones.
    pub include_system_files: bool,
    /// Targets of symbolic links outside of the folder.
    pub follow_links: bool,
}

/// Column widths in points. Missing ones follow the window. In the file each has its own line, like all settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnWidths {
    /// The size.
    #[serde(rename = "size_column")]
    pub size: Option<u16>,
    /// The progress.
    #[serde(rename = "track_column")]
    pub track: Option<u16>,
    /// The object key.
    #[serde(rename = "key_column")]
    pub key: Option<u16>,
    /// The progress, while the key is below it and has no column.
    #[serde(rename = "narrow_track_column")]
    pub narrow_track: Option<u16>,
}

/// Colors of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The system's.
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
            session_profile: None,
            welcomed: false,
            sandbox: false,
            jobs: UploadsAtOnce::default(),
            theme: Theme::default(),
            language: None,
            zoom: 100,
            paused: false,
            stall_seconds: DEFAULT_STALL_SECONDS,
            check_md5: true,
            verify_signed: true,
            include_hidden: false,
            include_system_files: false,
            follow_links: false,
            details: true,
            grid: false,
            compact: false,
            author: String::new(),
            copy_template: String::new(),
            engines: BTreeMap::new(),
            hot_folders: Vec::new(),
            announcements: Announcements::default(),
            columns: ColumnWidths::default(),
        }
    }
}

/// For settings that were built in code without any profile.
static NO_PROFILE: LazyLock<Profile> = LazyLock::new(Profile::default);

impl Settings {
    /// The server in use.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        let active = || self.profiles.iter().find(|profile| profile.name == self.active);
        self.session_profile
            .as_ref()
            .or_else(active)
            .or_else(|| self.profiles.first())
            .unwrap_or(&NO_PROFILE)
    }

    /// What to take from folders.
    #[must_use]
    pub const fn folder_rules(&self) -> FolderRules {
        FolderRules {
            include_hidden: self.include_hidden,
            include_system_files: self.include_system_files,
            follow_links: self.follow_links,
        }
    }

    /// The server in use, to change it. A visited server changes only for this run.
    pub fn profile_mut(&mut self) -> &mut Profile {
        if self.profiles.is_empty() {
            self.profiles.push(Profile::default());
        }
        let active = &self.active;
        let place = self.profiles.iter().position(|profile| profile.name == *active);
        match &mut self.session_profile {
            Some(profile) => profile,
            None => &mut self.profiles[place.unwrap_or(0)],
        }
    }

    /// These settings with another profile in use; `None` if there is none with that name.
    #[must_use]
    pub fn with_active(&self, name: &str) -> Option<Self> {
        let known = self.profiles.iter().any(|profile| profile.name == name);
        known.then(|| Self {
            active: name.to_owned(),
            session_profile: None,
            ..self.clone()
        })
    }

    /// What to save when these settings are applied in a session that began with `initial`, where some settings came from
    /// the command line: only what the user has changed since.
    #[must_use]
    pub fn to_save(&self, initial: &Self, in_file: &Self) -> Self {
        fn pick<T: Clone + PartialEq>(new: &T, initial: &T, in_file: &T) -> T {
            if new == initial { in_file.clone() } else { new.clone() }
        }
        Self {
            profiles: pick(&self.profiles, &initial.profiles, &in_file.profiles),
            active: pick(&self.active, &initial.active, &in_file.active),
            session_profile: None,
            welcomed: pick(&self.welcomed, &initial.welcomed, &in_file.welcomed),
            // The command line cannot set it.
            sandbox: self.sandbox,
            jobs: pick(&self.jobs, &initial.jobs, &in_file.jobs),
            paused: pick(&self.paused, &initial.paused, &in_file.paused),
            theme: pick(&self.theme, &initial.theme, &in_file.theme),
            language: pick(&self.language, &initial.language, &in_file.language),
            zoom: pick(&self.zoom, &initial.zoom, &in_file.zoom),
            stall_seconds: pick(&self.stall_seconds, &initial.stall_seconds, &in_file.stall_seconds),
            check_md5: pick(&self.check_md5, &initial.check_md5, &in_file.check_md5),
            verify_signed: pick(&self.verify_signed, &initial.verify_signed, &in_file.verify_signed),
            include_hidden: pick(&self.include_hidden, &initial.include_hidden, &in_file.include_hidden),
            include_system_files: pick(
                &self.include_system_files,
                &initial.include_system_files,
                &in_file.include_system_files,
            ),
            follow_links: pick(&self.follow_links, &initial.follow_links, &in_file.follow_links),
            details: pick(&self.details, &initial.details, &in_file.details),
            grid: pick(&self.grid, &initial.grid, &in_file.grid),
            compact: pick(&self.compact, &initial.compact, &in_file.compact),
            author: pick(&self.author, &initial.author, &in_file.author),
            copy_template: pick(&self.copy_template, &initial.copy_template, &in_file.copy_template),
            engines: pick(&self.engines, &initial.engines, &in_file.engines),
            hot_folders: pick(&self.hot_folders, &initial.hot_folders, &in_file.hot_folders),
            announcements: pick(&self.announcements, &initial.announcements, &in_file.announcements),
            columns: pick(&self.columns, &initial.columns, &in_file.columns),
        }
    }

    /// Checks every value, and trims texts.
    ///
    /// # Errors
    /// The first invalid setting.
    pub fn checked(mut self) -> Result<Self, InvalidSetting> {
        if self.profiles.is_empty() {
            self.profiles.push(Profile::default());
        }
        self.profiles = self
            .profiles
            .into_iter()
            .map(Profile::checked)
            .collect::<Result<_, _>>()?;
        make_names_unique(&mut self.profiles);
        self.session_profile = self.session_profile.map(Profile::checked).transpose()?;
        let active = self.active.trim();
        let known = self.profiles.iter().find(|profile| profile.name == active);
        if let Some(profile) = known.or_else(|| self.profiles.first()) {
            self.active = profile.name.clone();
        }
        if let UploadsAtOnce::Fixed(number) = self.jobs
            && !(1..=MAX_PARALLEL_UPLOADS).contains(&number)
        {
            return Err(InvalidSetting::Jobs(number));
        }
        if !(5..=600).contains(&self.stall_seconds) {
            return Err(InvalidSetting::StallSeconds(self.stall_seconds));
        }
        if !(50..=300).contains(&self.zoom) {
            return Err(InvalidSetting::Zoom(self.zoom));
        }
        if let Some(language) = &self.language
            && !LANGUAGES.contains(&language.as_str())
        {
            return Err(InvalidSetting::Language(language.clone()));
        }
        self.author = self.author.trim().to_owned();
        self.hot_folders.iter_mut().for_each(without_null);
        Ok(self)
    }
}

/// Leaves out what TOML has no value for: its `nan` is null in JSON.
fn without_null(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(without_null);
        }
        serde_json::Value::Array(values) => {
            values.retain(|value| !value.is_null());
            values.iter_mut().for_each(without_null);
        }
        _ => {}
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
    fn the_defaults_are_valid() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }

    #[test]
    fn white_space_and_a_trailing_slash_are_trimmed() {
        let mut settings = for_server(" https://api.example.org/ ");
        settings.profile_mut().bucket = Some("  ".into());
        let checked = settings.checked().unwrap();
        assert_eq!(checked.profile().api_url, "https://api.example.org");
        assert_eq!(checked.profile().bucket, None);
    }

    #[test]
    fn settings_from_the_command_line_are_not_saved() {
        let mut in_file = for_server("https://mine.example");
        in_file.profiles.push(Profile::at("https://other.example"));
        let initial = Settings {
            session_profile: Some(Profile::at("http://127.0.0.1:1")),
            active: "other.example".to_owned(),
            ..in_file.clone()
        };
        assert_eq!(initial.profile().api_url, "http://127.0.0.1:1");
        let applied = Settings {
            theme: Theme::Dark,
            ..initial.clone()
        };
        assert_eq!(
            applied.to_save(&initial, &in_file),
            Settings {
                theme: Theme::Dark,
                ..in_file.clone()
            }
        );
        let switched = applied.with_active("mine.example").unwrap();
        assert_eq!(switched.profile().api_url, "https://mine.example");
        assert_eq!(switched.to_save(&initial, &in_file).active, "mine.example");
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
    fn the_language_is_the_systems_or_one_that_the_window_has() {
        let languages = LANGUAGES.map(|tag| Some(tag.to_owned()));
        for language in languages.into_iter().chain([None]) {
            let settings = Settings {
                language,
                ..Settings::default()
            };
            assert_eq!(settings.clone().checked(), Ok(settings));
        }
    }

    #[test]
    fn a_hot_folder_keeps_what_toml_can_write() {
        let written = |value: serde_json::Value| Settings {
            hot_folders: vec![value],
            ..Settings::default()
        };
        let checked = written(serde_json::json!({ "path": "/in", "x": null, "y": [null, { "z": null }] })).checked();
        assert_eq!(checked, Ok(written(serde_json::json!({ "path": "/in", "y": [{}] }))));
    }

    #[test]
    fn invalid_settings_are_refused_by_name() {
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
        for language in ["", "DE", "de-DE", "tlh"] {
            let settings = Settings {
                language: Some(language.to_owned()),
                ..Settings::default()
            };
            assert_eq!(settings.checked(), Err(InvalidSetting::Language(language.to_owned())));
        }
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
