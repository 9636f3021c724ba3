//! Whether there is an API key, and its source.

use std::ops::Deref;

/// Where this system stores passwords, as its users call it. A macro, because texts are put together at compile time.
#[cfg(target_os = "macos")]
#[macro_export]
macro_rules! keyring {
    () => {
        "the keychain"
    };
}

/// Where this system stores passwords, as its users call it. A macro, because texts are put together at compile time.
#[cfg(windows)]
#[macro_export]
macro_rules! keyring {
    () => {
        "Credential Manager"
    };
}

/// Where this system stores passwords, as its users call it. A macro, because texts are put together at compile time.
#[cfg(not(any(target_os = "macos", windows)))]
#[macro_export]
macro_rules! keyring {
    () => {
        "the keyring"
    };
}

/// Why the keyring can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyringFault {
    /// No keyring answers on this system.
    NoService,
    /// The service has no keyring to write to.
    NoKeyring,
    /// The keyring is locked.
    Locked,
    /// The user closed the keyring's prompt.
    Dismissed,
    /// It has not answered within so many seconds.
    TimedOut(u64),
    /// The entry can't be a key.
    NotAKey,
    /// There are several entries for the server.
    Several,
    /// Any other error of the system.
    Other(String),
    /// The task that asked it ended early.
    NotReached,
}

/// Why the keyring can't be used: in English, and as a value if it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringTrouble {
    words: String,
    fault: Option<KeyringFault>,
}

impl KeyringTrouble {
    /// English words for a fault: what happened, then what to do.
    #[must_use]
    pub fn new(words: impl Into<String>, fault: KeyringFault) -> Self {
        Self {
            words: words.into(),
            fault: Some(fault),
        }
    }

    /// The value.
    #[must_use]
    pub fn fault(&self) -> Option<&KeyringFault> {
        self.fault.as_ref()
    }
}

impl Deref for KeyringTrouble {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl From<&str> for KeyringTrouble {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for KeyringTrouble {
    fn from(words: String) -> Self {
        Self { words, fault: None }
    }
}

/// The source of the key in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// This environment variable.
    Environment(&'static str),
    /// The OS keyring.
    Keyring,
    /// Entered by the user for this session.
    Session,
    /// From the sandbox.
    Sandbox,
}

/// A key in the environment, and the only server it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentKey {
    /// The variable.
    pub variable: &'static str,
    /// The server's origin.
    pub origin: String,
}

/// Whether there is a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiKeyState {
    /// The keyring is being read.
    Reading,
    /// There is none.
    Missing {
        /// Why the keyring could not be read, if it could not.
        keyring_trouble: Option<KeyringTrouble>,
    },
    /// There is one.
    Present {
        /// Its source.
        source: KeySource,
        /// Why it could not be stored in the keyring, if requested.
        keyring_trouble: Option<KeyringTrouble>,
    },
}
