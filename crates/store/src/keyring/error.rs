//! What can go wrong with the keyring, in plain words.

use std::time::Duration;

use keyring_core::Error;

/// Why the keyring did not do what it was asked. Holds nothing of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No keyring answers on this system.
    #[error("no keyring service answers on this system")]
    NoService,
    /// The service is there and has no keyring to write to.
    #[error("there is no keyring to keep the key in")]
    NoKeyring,
    /// The keyring is locked.
    #[error("the keyring is locked")]
    Locked,
    /// A person closed the keyring's question.
    #[error("the keyring asked for its password and the question was closed")]
    Dismissed,
    /// It has not answered in time; perhaps it waits for a person.
    #[error("the keyring has not answered within {} s; it may be asking for its password", .0.as_secs())]
    TimedOut(Duration),
    /// What is kept there cannot be a key.
    #[error("what the keyring holds for this server is not a key")]
    NotAKey,
    /// There are several entries for the server.
    #[error("the keyring holds more than one key for this server")]
    Several,
    /// Anything else; the system's words.
    #[error("the keyring failed: {0}")]
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
            Self::Locked | Self::Dismissed => "Unlock the keyring, then try again.",
            Self::TimedOut(_) => "Answer the keyring's question, then try again.",
            Self::NotAKey | Self::Several => "Forget the key, then enter it anew.",
            Self::Other(_) => "Try again, or use the key for this session only.",
        }
    }

    /// In plain words. Never the words of an error that carries what was read: it is a key.
    pub(super) fn from_keyring(error: &Error) -> Self {
        match error {
            Error::NoDefaultStore => Self::NoService,
            Error::BadEncoding(_) | Error::BadDataFormat(..) => Self::NotAKey,
            Error::Ambiguous(_) => Self::Several,
            Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => Self::from_words(&cause.to_string()),
            other => Self::Other(other.to_string()),
        }
    }

    /// The cause's type belongs to a library below the library; its words are all there is.
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
    fn only_systems_with_a_choice_of_keyrings_are_told_their_names() {
        for (os, names) in [("linux", true), ("macos", false), ("windows", false)] {
            let hint = KeyringError::NoService.hint_on(os);
            assert_eq!(hint.contains("KWallet"), names, "{os}");
            assert!(hint.contains("QUE_API_KEY"), "{os}");
        }
    }
}
