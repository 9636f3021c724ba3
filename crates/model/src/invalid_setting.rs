//! Why a setting is refused, and the limits.

/// The highest number of parallel uploads that a user can set.
pub const MAX_PARALLEL_UPLOADS: u8 = 32;

/// The longest profile name in characters.
pub const MAX_NAME: usize = 40;

/// The languages of the window, by their tags. The translations belong to the window; the settings only know their names.
pub const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "ja"];

/// An invalid setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a number from 1 to 32.
    #[error("uploads at once must be from 1 to {MAX_PARALLEL_UPLOADS}, not {0}")]
    Jobs(u8),
    /// Not a number from 5 to 600.
    #[error("the stall time must be from 5 to 600 seconds, not {0}")]
    StallSeconds(u16),
    /// Not a number from 50 to 300.
    #[error("the zoom must be from 50 to 300 percent, not {0}")]
    Zoom(u16),
    /// Not one of [`LANGUAGES`].
    #[error("the language must be one of {known}, not {0:?}; without one, it is the system's", known = LANGUAGES.join(", "))]
    Language(String),
    /// Empty or without a scheme.
    #[error("the server's address must begin with https:// (or http:// for this machine), not {0:?}")]
    ApiUrl(String),
    /// A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens.
    #[error("{0:?} is not a bucket's name: 3 to 63 small letters, digits, dots and hyphens")]
    Bucket(String),
    /// Too long, or more than one line.
    #[error("{0:?} is not a profile's name: one line of at most {MAX_NAME} characters")]
    ProfileName(String),
}
