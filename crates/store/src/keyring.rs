//! The API key in the OS keyring. Each call gets a thread with a timeout, because a keyring can wait for the user
//! forever.

mod error;

use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

pub use error::KeyringError;
use keyring_core::{CredentialStore, Entry, Error};
use parking_lot::{Condvar, Mutex};
use zeroize::Zeroizing;

use que_sdk::secret::ApiKey;

/// The timeout of a call that should not prompt the user.
pub const READ_TIMEOUT: Duration = Duration::from_secs(3);

/// The timeout of a call that may prompt the user for the keyring's password.
pub const PROMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// After this long a call counts as lost and its thread is abandoned. Until then the next call waits for it: a second
/// prompt over the first helps nobody.
const LOST_AFTER: Duration = Duration::from_secs(120);

/// The service name of the entries. The user name is the server's origin.
const SERVICE: &str = "que-uploader";

type Connect = dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync;

/// A handle to the OS keyring; clones share it. It connects at the first call, and again after a failure, so a keyring
/// that was unavailable is found when it is back.
#[derive(Clone)]
pub struct Keyring {
    shared: Arc<Shared>,
    lost_after: Duration,
}

struct Shared {
    connect: Box<Connect>,
    /// The last connection that worked. A call takes it out, so that one that hangs does not block the next.
    store: Mutex<Option<Arc<CredentialStore>>>,
    running: Mutex<Running>,
    ended: Condvar,
}

#[derive(Default)]
struct Running {
    number: u64,
    /// When the call with this number began; `None` once it has ended.
    since: Option<Instant>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keyring")
    }
}

impl Default for Keyring {
    fn default() -> Self {
        Self::new()
    }
}

impl Keyring {
    /// The keyring of the platform: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Box::new(connect_to_platform), LOST_AFTER)
    }

    /// A keyring in this store instead of the platform's.
    #[must_use]
    pub fn of(store: Arc<CredentialStore>) -> Self {
        Self::with(Box::new(move || Ok(Arc::clone(&store))), LOST_AFTER)
    }

    fn with(connect: Box<Connect>, lost_after: Duration) -> Self {
        Self {
            shared: Arc::new(Shared {
                connect,
                store: Mutex::default(),
                running: Mutex::default(),
                ended: Condvar::new(),
            }),
            lost_after,
        }
    }

    /// The key for the server with this origin (`https://host`), if there is one. Blocks for at most `timeout`, such as
    /// [`READ_TIMEOUT`] if a locked keyring must not delay things. If the user answers a prompt later, the keyring is
    /// unlocked and the next call finds the key.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn get(&self, origin: &str, timeout: Duration) -> Result<Option<ApiKey>, KeyringError> {
        self.call(origin, timeout, |entry| match entry.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?
        .map(|text| ApiKey::parse(&text).map_err(|_| KeyringError::NotAKey))
        .transpose()
    }

    /// Stores the key for the server with this origin and replaces an old one. Blocks for at most `timeout`;
    /// [`PROMPT_TIMEOUT`] leaves time to type a password. After [`KeyringError::TimedOut`] the key may still get
    /// stored.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn set(&self, origin: &str, key: &ApiKey, timeout: Duration) -> Result<(), KeyringError> {
        let key = key.clone();
        self.call(origin, timeout, move |entry| entry.set_password(key.expose()))
    }

    /// Deletes the key of the server with this origin, if there is one. Blocks for at most `timeout`.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn delete(&self, origin: &str, timeout: Duration) -> Result<(), KeyringError> {
        self.call(origin, timeout, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            // Other programs may have added entries that look the same. Delete all of them.
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            other => other,
        })
    }

    /// Runs a call on a new thread, once the previous one has ended or is lost.
    fn call<T: Send + 'static>(
        &self,
        origin: &str,
        timeout: Duration,
        work: impl Fn(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let deadline = Instant::now() + timeout;
        let number = self.take_turn(deadline).ok_or(KeyringError::TimedOut(timeout))?;
        let (answer, answers) = mpsc::sync_channel(1);
        let turn = Turn {
            shared: Arc::clone(&self.shared),
            number,
        };
        let origin = origin.to_owned();
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                let result = turn.shared.run(&origin, &work);
                drop(turn);
                // The caller may have timed out.
                let _ = answer.send(result);
            })
            .map_err(|error| KeyringError::Other(error.to_string()))?;
        match answers.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(result) => result.map_err(|error| KeyringError::from_keyring(&error)),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(KeyringError::TimedOut(timeout)),
            // The thread panicked: a bug in the keyring's library.
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeyringError::Other("it broke off".to_owned())),
        }
    }

    fn take_turn(&self, deadline: Instant) -> Option<u64> {
        let mut running = self.shared.running.lock();
        loop {
            let lost_at = running.since.map(|since| since + self.lost_after);
            let now = Instant::now();
            if lost_at.is_none_or(|lost_at| lost_at <= now) {
                running.number += 1;
                running.since = Some(now);
                return Some(running.number);
            }
            if deadline <= now {
                return None;
            }
            let until = lost_at.map_or(deadline, |lost_at| lost_at.min(deadline));
            self.shared.ended.wait_for(&mut running, until - now);
        }
    }
}

impl Shared {
    /// Makes a call, and repeats it with a new connection if the old one may be why it failed: a restarted service
    /// forgets its sessions, and the library would keep the old one for as long as the process lives.
    fn run<T>(&self, origin: &str, work: &impl Fn(&Entry) -> keyring_core::Result<T>) -> keyring_core::Result<T> {
        let attempt = |store: &Arc<CredentialStore>| store.build(SERVICE, origin, None).and_then(|entry| work(&entry));
        let kept = self.store.lock().take();
        if let Some(store) = kept {
            match attempt(&store) {
                Err(Error::PlatformFailure(_) | Error::NoDefaultStore) => {}
                result => {
                    *self.store.lock() = Some(store);
                    return result;
                }
            }
        }
        let store = (self.connect)()?;
        let result = attempt(&store);
        if !matches!(result, Err(Error::PlatformFailure(_))) {
            *self.store.lock() = Some(store);
        }
        result
    }
}

/// A call's turn. Dropped when the thread ends, even by a panic.
struct Turn {
    shared: Arc<Shared>,
    number: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut running = self.shared.running.lock();
        // A lost call must not end its successor's turn.
        if running.number == self.number {
            running.since = None;
        }
        drop(running);
        self.shared.ended.notify_all();
    }
}

/// A new connection each time, because `keyring` keeps its first one, or its failure, for as long as the process lives.
#[cfg(target_os = "linux")]
fn connect_to_platform() -> keyring_core::Result<Arc<CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|error| match error {
        // Whatever it says, there is no service to talk to.
        Error::PlatformFailure(_) => Error::NoDefaultStore,
        other => other,
    })?;
    Ok(store)
}

/// These keyrings are part of the system and do not go away, so `keyring`'s first choice stays valid.
#[cfg(not(target_os = "linux"))]
fn connect_to_platform() -> keyring_core::Result<Arc<CredentialStore>> {
    if keyring::Entry::store_status().is_err() {
        return Err(Error::NoDefaultStore);
    }
    keyring_core::get_default_store().ok_or(Error::NoDefaultStore)
}

#[cfg(test)]
mod tests;
