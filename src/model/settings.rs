//! What the user has set. Written as a TOML file that a person can read.

use serde::{Deserialize, Serialize};

/// The most uploads that may run at once.
pub const MAX_JOBS: u8 = 32;

/// Uploads at once before the user says otherwise.
const DEFAULT_JOBS: u8 = 4;

/// The stall time before the user says otherwise.
const DEFAULT_STALL_SECONDS: u16 = 30;

/// Where Que's API is, before the user says otherwise.
const DEFAULT_API_URL: &str = "https://dev-api.addque.org";

/// The user's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Base URL of the Que API.
    pub api_url: String,
    /// The organization's upload bucket, for servers whose URLs do not tell it.
    pub bucket: Option<String>,
    /// Uploads at once, 1 to 32.
    pub jobs: u8,
    /// Light, dark or as the system has it.
    pub theme: Theme,
    /// Whether the queue is held back: nothing starts until a person says so.
    pub paused: bool,
    /// Whether plain HTTP is allowed to hosts other than this machine.
    pub allow_insecure_http: bool,
    /// Seconds without a byte going after which an attempt is ended and begun again, 5 to 600.
    pub stall_seconds: u16,
    /// Whether the storage's MD5 of an object is compared with what was sent, where it tells one.
    pub check_md5: bool,
    /// A PEM file with further certificate authorities, for a company's proxy; empty for none.
    pub extra_ca_file: String,
    /// The name that the last manifest gave as author, to be offered again.
    pub author: String,
}

/// Colours of the window.
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
            api_url: DEFAULT_API_URL.to_owned(),
            bucket: None,
            jobs: DEFAULT_JOBS,
            theme: Theme::default(),
            paused: false,
            allow_insecure_http: false,
            stall_seconds: DEFAULT_STALL_SECONDS,
            check_md5: true,
            extra_ca_file: String::new(),
            author: String::new(),
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
    /// Empty or without a scheme.
    #[error("the server's address must begin with https:// (or http:// for this machine), not {0:?}")]
    ApiUrl(String),
    /// A bucket's name has 3 to 63 small letters, digits, dots and hyphens.
    #[error("{0:?} is not a bucket's name: 3 to 63 small letters, digits, dots and hyphens")]
    Bucket(String),
}

impl Settings {
    /// What to keep in the file when these settings are applied in a session that began with `begun`, some of which
    /// came from the command line and not from the file: only what a person has changed since.
    #[must_use]
    pub fn to_keep(&self, begun: &Self, in_file: &Self) -> Self {
        fn pick<T: Clone + PartialEq>(new: &T, begun: &T, in_file: &T) -> T {
            if new == begun { in_file.clone() } else { new.clone() }
        }
        Self {
            api_url: pick(&self.api_url, &begun.api_url, &in_file.api_url),
            bucket: pick(&self.bucket, &begun.bucket, &in_file.bucket),
            jobs: pick(&self.jobs, &begun.jobs, &in_file.jobs),
            paused: pick(&self.paused, &begun.paused, &in_file.paused),
            theme: pick(&self.theme, &begun.theme, &in_file.theme),
            allow_insecure_http: pick(
                &self.allow_insecure_http,
                &begun.allow_insecure_http,
                &in_file.allow_insecure_http,
            ),
            stall_seconds: pick(&self.stall_seconds, &begun.stall_seconds, &in_file.stall_seconds),
            check_md5: pick(&self.check_md5, &begun.check_md5, &in_file.check_md5),
            extra_ca_file: pick(&self.extra_ca_file, &begun.extra_ca_file, &in_file.extra_ca_file),
            author: pick(&self.author, &begun.author, &in_file.author),
        }
    }

    /// Checks every value; white space around texts is taken off.
    ///
    /// # Errors
    /// The first setting that cannot be.
    pub fn checked(mut self) -> Result<Self, InvalidSetting> {
        self.api_url = self.api_url.trim().trim_end_matches('/').to_owned();
        let host = self
            .api_url
            .strip_prefix("https://")
            .or_else(|| self.api_url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.starts_with('/') || host.contains(char::is_whitespace)) {
            return Err(InvalidSetting::ApiUrl(self.api_url));
        }
        self.bucket = self
            .bucket
            .map(|bucket| bucket.trim().to_owned())
            .filter(|bucket| !bucket.is_empty());
        if let Some(bucket) = &self.bucket {
            let sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '.' || sign == '-';
            if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(sign) {
                return Err(InvalidSetting::Bucket(bucket.clone()));
            }
        }
        if !(1..=MAX_JOBS).contains(&self.jobs) {
            return Err(InvalidSetting::Jobs(self.jobs));
        }
        if !(5..=600).contains(&self.stall_seconds) {
            return Err(InvalidSetting::StallSeconds(self.stall_seconds));
        }
        self.extra_ca_file = self.extra_ca_file.trim().to_owned();
        self.author = self.author.trim().to_owned();
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_allowed() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }

    #[test]
    fn white_space_and_a_last_slash_come_off() {
        let settings = Settings {
            api_url: " https://api.example.org/ ".into(),
            bucket: Some("  ".into()),
            ..Settings::default()
        };
        let checked = settings.checked().unwrap();
        assert_eq!(
            (checked.api_url.as_str(), checked.bucket),
            ("https://api.example.org", None)
        );
    }

    #[test]
    fn what_was_given_for_one_session_is_not_kept_as_the_users() {
        let in_file = Settings {
            bucket: Some("mine".into()),
            ..Settings::default()
        };
        let begun = Settings {
            api_url: "http://127.0.0.1:1".into(),
            bucket: None,
            ..in_file.clone()
        };
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
        let moved = Settings {
            api_url: "https://other.example".into(),
            ..applied
        };
        assert_eq!(moved.to_keep(&begun, &in_file).api_url, "https://other.example");
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.checked().unwrap_err()
        };
        assert_eq!(with(|settings| settings.jobs = 0), InvalidSetting::Jobs(0));
        assert_eq!(with(|settings| settings.jobs = 33), InvalidSetting::Jobs(33));
        assert_eq!(
            with(|settings| settings.stall_seconds = 4),
            InvalidSetting::StallSeconds(4)
        );
        assert!(matches!(
            with(|settings| settings.api_url = "ftp://x".into()),
            InvalidSetting::ApiUrl(_)
        ));
        assert!(matches!(
            with(|settings| settings.bucket = Some("My Bucket".into())),
            InvalidSetting::Bucket(_)
        ));
    }
}
