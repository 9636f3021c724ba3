//! Where the API key comes from: the environment, the sandbox, the OS keyring, or what was typed in for this session.

use std::sync::Arc;

use model::{KeySource, KeyState};
use que_sdk::secret::ApiKey;
use store::{Keyring, PROMPT_TIMEOUT, READ_TIMEOUT};

/// The environment variables that people have set already, in the order in which they count.
const KEY_VARIABLES: [&str; 2] = ["QUE_API_KEY_AUTH", "QUE_API_KEY"];

/// A key and where it came from.
#[derive(Debug, Clone)]
pub struct KeyInUse {
    /// The key.
    pub key: ApiKey,
    /// Where it came from.
    pub source: KeySource,
    /// The origin of the server that it is for: it goes to no other.
    pub origin: String,
}

/// Reads the key from the environment, which is for the server with this origin. The text of an unusable one is not part of
/// the error.
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
                return Err(format!("{name} is set, but not to a text that can be a key."));
            }
        }
    }
    Ok(None)
}

/// Reads the key of this origin from the keyring. Waits at most as long as the keyring's own time limit.
pub(crate) async fn read(keyring: &Arc<Keyring>, origin: String) -> (Option<ApiKey>, KeyState) {
    match on_keyring(keyring, move |keyring| keyring.get(&origin, READ_TIMEOUT)).await {
        Ok(Some(key)) => (
            Some(key),
            KeyState::Present {
                source: KeySource::Keyring,
                keyring_trouble: None,
            },
        ),
        Ok(None) => (None, KeyState::Missing { keyring_trouble: None }),
        Err(trouble) => (
            None,
            KeyState::Missing {
                keyring_trouble: Some(trouble),
            },
        ),
    }
}

/// Keeps the key in the keyring, if that is wanted, and says where it is now. A key that cannot be kept still works for
/// this session.
pub(crate) async fn keep(keyring: &Arc<Keyring>, origin: String, key: ApiKey, keep: bool) -> KeyState {
    let kept = if keep {
        on_keyring(keyring, move |keyring| keyring.set(&origin, &key, PROMPT_TIMEOUT)).await
    } else {
        Ok(())
    };
    match kept {
        Ok(()) if keep => KeyState::Present {
            source: KeySource::Keyring,
            keyring_trouble: None,
        },
        Ok(()) => KeyState::Present {
            source: KeySource::Session,
            keyring_trouble: None,
        },
        Err(trouble) => KeyState::Present {
            source: KeySource::Session,
            keyring_trouble: Some(trouble),
        },
    }
}

/// Forgets the key.
pub(crate) async fn forget(keyring: &Arc<Keyring>, origin: String) -> KeyState {
    let forgotten = on_keyring(keyring, move |keyring| keyring.delete(&origin, PROMPT_TIMEOUT)).await;
    KeyState::Missing {
        keyring_trouble: forgotten.err(),
    }
}

async fn on_keyring<T: Send + 'static>(
    keyring: &Arc<Keyring>,
    work: impl FnOnce(&Keyring) -> Result<T, store::KeyringError> + Send + 'static,
) -> Result<T, String> {
    let keyring = Arc::clone(keyring);
    match tokio::task::spawn_blocking(move || work(&keyring)).await {
        Ok(result) => {
            result.map_err(|error| format!("{} {}", super::failure::sentence(&error.to_string()), error.hint()))
        }
        Err(_) => Err("The keyring could not be asked.".to_owned()),
    }
}
