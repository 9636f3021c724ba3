//! A server that the user works with, with a name and a color.

use serde::{Deserialize, Serialize};

use super::{
    host_of,
    invalid_setting::{InvalidSetting, MAX_NAME},
};

/// Que's API, unless the user changes it.
pub const DEFAULT_API_URL: &str = "https://dev-api.addque.org";

/// The name of a new user's profile.
const DEFAULT_NAME: &str = "Que";

/// A server's address, and how to reach it. The key is not part of it: the keyring has one per address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default = "Profile::nameless")]
pub struct Profile {
    /// The user's unique name for it.
    pub name: String,
    /// The color of its name in the window.
    pub color: ProfileColor,
    /// The API's base URL.
    pub api_url: String,
    /// The organization's upload bucket, for servers whose URLs do not contain it.
    pub bucket: Option<String>,
    /// Whether to allow plain HTTP to other machines, and storage on this one.
    pub allow_insecure_http: bool,
    /// A PEM file with more certificates to trust, such as a company's authority or the server's own; empty for none.
    pub extra_ca_file: String,
    /// Whether the server keeps the earlier Content Credentials of a file that it signs.
    pub keeps_earlier_credentials: bool,
}

/// The colors of a profile. Each is readable in both themes; violet is the sandbox's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the color it names")]
pub enum ProfileColor {
    #[default]
    Blue,
    Teal,
    Green,
    Amber,
    Red,
    Gray,
}

impl ProfileColor {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 6] = [Self::Blue, Self::Teal, Self::Green, Self::Amber, Self::Red, Self::Gray];

    /// Its name in the window.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blue => "Blue",
            Self::Teal => "Teal",
            Self::Green => "Green",
            Self::Amber => "Amber",
            Self::Red => "Red",
            Self::Gray => "Gray",
        }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            name: DEFAULT_NAME.to_owned(),
            ..Self::nameless()
        }
    }
}

impl Profile {
    /// A profile without a name. [`Profile::checked`] derives one from the address.
    pub(super) fn nameless() -> Self {
        Self {
            name: String::new(),
            color: ProfileColor::default(),
            api_url: DEFAULT_API_URL.to_owned(),
            bucket: None,
            allow_insecure_http: false,
            extra_ca_file: String::new(),
            keeps_earlier_credentials: false,
        }
    }

    /// The server at this address, named after its host.
    #[must_use]
    pub fn at(api_url: &str) -> Self {
        Self {
            name: host_of(api_url),
            api_url: api_url.to_owned(),
            ..Self::nameless()
        }
    }

    /// Checks and trims every value. A missing name is derived from the address.
    ///
    /// # Errors
    /// The first invalid value.
    pub fn checked(mut self) -> Result<Self, InvalidSetting> {
        self.api_url = self.api_url.trim().trim_end_matches('/').to_owned();
        check_address(&self.api_url)?;
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() {
            self.name = if self.api_url == DEFAULT_API_URL {
                DEFAULT_NAME.to_owned()
            } else {
                host_of(&self.api_url).chars().take(MAX_NAME).collect()
            };
        }
        if self.name.chars().count() > MAX_NAME || self.name.chars().any(char::is_control) {
            return Err(InvalidSetting::ProfileName(self.name));
        }
        self.bucket = self
            .bucket
            .map(|bucket| bucket.trim().to_owned())
            .filter(|bucket| !bucket.is_empty());
        if let Some(bucket) = &self.bucket {
            check_bucket(bucket)?;
        }
        self.extra_ca_file = self.extra_ca_file.trim().to_owned();
        Ok(self)
    }
}

/// Checks that this can be an API's address.
///
/// # Errors
/// [`InvalidSetting::ApiUrl`].
pub fn check_address(api_url: &str) -> Result<(), InvalidSetting> {
    let api_url = api_url.trim();
    let rest = api_url
        .strip_prefix("https://")
        .or_else(|| api_url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/') || rest.contains(char::is_whitespace)) {
        return Err(InvalidSetting::ApiUrl(api_url.to_owned()));
    }
    Ok(())
}

/// Whether this address uses plain HTTP to another machine, which must be allowed.
#[must_use]
pub fn is_remote_plain_http(api_url: &str) -> bool {
    let Some(rest) = api_url.trim().strip_prefix("http://") else {
        return false;
    };
    let host = host_of(rest);
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(&host),
    };
    let is_number = name
        .chars()
        .all(|character| character.is_ascii_digit() || character == '.');
    let word = name.trim_end_matches('.').to_ascii_lowercase();
    let is_word = word == "localhost" || word.ends_with(".localhost");
    !(is_word || name == "::1" || is_number && name.starts_with("127."))
}

/// Checks that this can be a bucket's name.
///
/// # Errors
/// [`InvalidSetting::Bucket`].
pub fn check_bucket(bucket: &str) -> Result<(), InvalidSetting> {
    let bucket = bucket.trim();
    let is_valid =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || ".-".contains(character);
    if (3..=63).contains(&bucket.len()) && bucket.chars().all(is_valid) {
        Ok(())
    } else {
        Err(InvalidSetting::Bucket(bucket.to_owned()))
    }
}

/// Makes names unique: a second "Que" becomes "Que 2".
pub(super) fn make_names_unique(profiles: &mut [Profile]) {
    for place in 1..profiles.len() {
        let (before, rest) = profiles.split_at_mut(place);
        let Some(profile) = rest.first_mut() else { return };
        let taken = |name: &str| before.iter().any(|other| other.name == name);
        if !taken(&profile.name) {
            continue;
        }
        let stem: String = profile.name.chars().take(MAX_NAME - 4).collect();
        let mut free = (2..).map(|number: u32| format!("{} {number}", stem.trim_end()));
        profile.name = free.find(|name| !taken(name)).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_without_a_name_is_named_after_its_host() {
        let named = |api_url: &str| {
            let nameless = Profile::nameless();
            let profile = Profile {
                api_url: api_url.to_owned(),
                ..nameless
            };
            profile.checked().unwrap().name
        };
        assert_eq!(named(DEFAULT_API_URL), "Que");
        assert_eq!(named(" https://api.example.org:8443/que/ "), "api.example.org:8443");
    }

    #[test]
    fn profile_names_are_made_unique() {
        let mut profiles = vec![Profile::default(); 4];
        profiles[2].name = "Que 2".to_owned();
        make_names_unique(&mut profiles);
        let names: Vec<_> = profiles.iter().map(|profile| profile.name.as_str()).collect();
        assert_eq!(names, ["Que", "Que 2", "Que 2 2", "Que 3"]);
    }

    #[test]
    fn plain_http_to_this_machine_is_distinguished_from_plain_http_elsewhere() {
        for here in [
            "http://127.0.0.1:9/x",
            "http://localhost",
            "http://que.localhost:8",
            "http://[::1]:8",
            "https://example.com",
        ] {
            assert!(!is_remote_plain_http(here), "{here}");
        }
        for elsewhere in [
            "http://example.com",
            "http://192.168.1.2:8",
            "http://localhost.example.com",
        ] {
            assert!(is_remote_plain_http(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_name_is_one_short_line() {
        for name in ["a\nb".to_owned(), "x".repeat(MAX_NAME + 1)] {
            let profile = Profile {
                name,
                ..Profile::default()
            };
            assert!(matches!(profile.checked(), Err(InvalidSetting::ProfileName(_))));
        }
    }
}
