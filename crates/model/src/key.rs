//! Whether there is an API key, and its source.

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
        keyring_trouble: Option<String>,
    },
    /// There is one.
    Present {
        /// Its source.
        source: KeySource,
        /// Why it could not be stored in the keyring, if requested.
        keyring_trouble: Option<String>,
    },
}
