//! [`KeyringError`]: why the keyring failed, and what to do about it.

use std::time::Duration;

use keyring_core::Error;

use model::KeyringFault;

/// Why a call to the keyring failed. Contains no part of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No keyring answers on this system.
    #[error("no keyring service answers on this system")]
    NoService,
    /// The service has no keyring to write to.
    #[error("there is no keyring to store the key in")]
    NoKeyring,
    /// The keyring is locked.
    #[error("{} is locked", model::keyring!())]
    Locked,
    /// The user closed the keyring's prompt.
    #[error("{} asked for its password and the prompt was closed", model::keyring!())]
    Dismissed,
    /// It has not answered in time; it may be waiting for the user.
    #[error("{} has not answered within {} s; it may be asking for its password", model::keyring!(), .0.as_secs())]
    TimedOut(Duration),
    /// The entry cannot be a key.
    #[error("what {} holds for this server is not a key", model::keyring!())]
    NotAKey,
    /// There are several entries for the server.
    #[error("{} holds more than one key for this server", model::keyring!())]
    Several,
    /// Any other error of the system.
    #[error("{} failed: {}", model::keyring!(), .0)]
    Other(String),
}

impl KeyringError {
    /// What to do, in one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.hint_on(std::env::consts::OS)
    }

    /// The hint for an operating system, see [`std::env::consts::OS`]: only others than these have a choice of keyrings.
    fn hint_on(&self, os: &str) -> &'static str {
        match self {
            Self::NoService if matches!(os, "macos" | "windows") => {
                "Sign out and in again, or set QUE_API_KEY and name its server with --api-url."
            }
            Self::NoService => {
                "Start a keyring such as GNOME Keyring, KWallet or KeePassXC, or set QUE_API_KEY and name its server with --api-url."
            }
            Self::NoKeyring => "Make a default keyring in the system's password program, then save the key again.",
            Self::Locked | Self::Dismissed => concat!("Unlock ", model::keyring!(), ", then try again."),
            Self::TimedOut(_) => concat!("Answer the prompt of ", model::keyring!(), ", then try again."),
            Self::NotAKey | Self::Several => "Forget the key, then enter it again.",
            Self::Other(_) => "Try again, or use the key for this session only.",
        }
    }

    /// The same as a value that the window says in its language.
    #[must_use]
    pub fn fault(&self) -> KeyringFault {
        match self {
            Self::NoService => KeyringFault::NoService,
            Self::NoKeyring => KeyringFault::NoKeyring,
            Self::Locked => KeyringFault::Locked,
            Self::Dismissed => KeyringFault::Dismissed,
            Self::TimedOut(time) => KeyringFault::TimedOut(time.as_secs()),
            Self::NotAKey => KeyringFault::NotAKey,
            Self::Several => KeyringFault::Several,
            Self::Other(words) => KeyringFault::Other(words.clone()),
        }
    }

    /// Converts the library's error, without the text of those that contain what was read: that may be a key.
    pub(super) fn from_keyring(error: &Error) -> Self {
        match error {
            Error::NoDefaultStore => Self::NoService,
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::NotAKey,
            Error::Ambiguous(_) => Self::Several,
            Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => Self::from_words(&cause.to_string()),
            other => Self::Other(other.to_string()),
        }
    }

    /// The cause's type is private to a lower library, so only its text can be matched.
    fn from_words(words: &str) -> Self {
        let has = |part| words.contains(part);
        if has("prompt dismissed") {
            Self::Dismissed
        } else if has("object locked") || has("IsLocked") {
            Self::Locked
        } else if has("result not returned") || has("NoSuchObject") || has("Object does not exist") {
            Self::NoKeyring
        } else if has("no secret service provider") || has("ServiceUnknown") {
            Self::NoService
        } else {
            Self::Other(words.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_systems_with_several_keyrings_name_them() {
        for (os, names) in [("linux", true), ("macos", false), ("windows", false)] {
            let hint = KeyringError::NoService.hint_on(os);
            assert_eq!(hint.contains("KWallet"), names, "{os}");
            assert!(hint.contains("QUE_API_KEY"), "{os}");
        }
    }
}
