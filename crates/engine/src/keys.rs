//! Where the API key comes from: the environment, the sandbox, the OS keyring, or the user for this session.

use std::sync::Arc;

use model::{ApiKeyState, KeySource, KeyringFault, KeyringTrouble, sentence};
use que_sdk::secret::ApiKey;
use store::{Keyring, KeyringError, PROMPT_TIMEOUT, READ_TIMEOUT};

/// The environment variables, in order of priority.
const KEY_VARIABLES: [&str; 2] = ["QUE_API_KEY_AUTH", "QUE_API_KEY"];

/// A key and its source.
#[derive(Debug, Clone)]
pub struct KeyInUse {
    /// The key.
    pub key: ApiKey,
    /// Its source.
    pub source: KeySource,
    /// The origin of its server. It is sent to no other.
    pub origin: String,
}

/// Reads the key for the server with this origin from the environment. The error never contains the key's text.
///
/// # Errors
/// A sentence that names the variable whose value cannot be a key.
pub fn key_from_environment(origin: &str) -> Result<Option<KeyInUse>, String> {
    for name in KEY_VARIABLES {
        match std::env::var(name) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                let key = ApiKey::parse(&text).map_err(|error| format!("{name} is set, but {error}."))?;
                return Ok(Some(KeyInUse {
                    key,
                    source: KeySource::Environment(name),
                    origin: origin.to_owned(),
                }));
            }
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(format!("{name} is set, but not to something that can be a key."));
            }
        }
    }
    Ok(None)
}

/// Reads the key of this origin from the keyring, with the keyring's timeout.
pub(crate) async fn read(keyring: &Arc<Keyring>, origin: String) -> (Option<ApiKey>, ApiKeyState) {
    match on_keyring(keyring, move |keyring| keyring.get(&origin, READ_TIMEOUT)).await {
        Ok(Some(key)) => (
            Some(key),
            ApiKeyState::Present {
                source: KeySource::Keyring,
                keyring_trouble: None,
            },
        ),
        Ok(None) => (None, ApiKeyState::Missing { keyring_trouble: None }),
        Err(trouble) => (
            None,
            ApiKeyState::Missing {
                keyring_trouble: Some(trouble),
            },
        ),
    }
}

/// Stores the key in the keyring if asked to, and returns where it is now. If that fails, it still works for this
/// session.
pub(crate) async fn keep(keyring: &Arc<Keyring>, origin: String, key: ApiKey, keep: bool) -> ApiKeyState {
    let kept = if keep {
        on_keyring(keyring, move |keyring| keyring.set(&origin, &key, PROMPT_TIMEOUT)).await
    } else {
        Ok(())
    };
    match kept {
        Ok(()) if keep => ApiKeyState::Present {
            source: KeySource::Keyring,
            keyring_trouble: None,
        },
        Ok(()) => ApiKeyState::Present {
            source: KeySource::Session,
            keyring_trouble: None,
        },
        Err(trouble) => ApiKeyState::Present {
            source: KeySource::Session,
            keyring_trouble: Some(trouble),
        },
    }
}

/// Deletes the key.
pub(crate) async fn forget(keyring: &Arc<Keyring>, origin: String) -> ApiKeyState {
    let forgotten = on_keyring(keyring, move |keyring| keyring.delete(&origin, PROMPT_TIMEOUT)).await;
    ApiKeyState::Missing {
        keyring_trouble: forgotten.err(),
    }
}

async fn on_keyring<T: Send + 'static>(
    keyring: &Arc<Keyring>,
    work: impl FnOnce(&Keyring) -> Result<T, KeyringError> + Send + 'static,
) -> Result<T, KeyringTrouble> {
    let keyring = Arc::clone(keyring);
    match tokio::task::spawn_blocking(move || work(&keyring)).await {
        Ok(result) => {
            let trouble = |error: KeyringError| {
                let words = format!("{} {}", sentence(&error.to_string()), error.hint());
                KeyringTrouble::new(words, error.fault())
            };
            result.map_err(trouble)
        }
        Err(_) => Err(KeyringTrouble::new(
            "The keyring could not be reached.",
            KeyringFault::NotReached,
        )),
    }
}
