//! The API key in the OS keyring, asked on threads of its own: a keyring can wait for a person without end.

mod error;

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

pub use error::KeyringError;
use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

use que_sdk::secret::ApiKey;

/// How long to wait for a call that need not ask a person.
pub const READ_TIMEOUT: Duration = Duration::from_secs(3);

/// How long to wait for a call that may ask a person for the keyring's password.
pub const PROMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// After this long a call counts as lost, and its thread is left to itself. Until then the next call waits for its end:
/// a second prompt over the first helps nobody.
const LOST_AFTER: Duration = Duration::from_secs(120);

/// The name under which keys are kept; the user's name is the server's origin.
const SERVICE: &str = "que-uploader";

type Connect = dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync;

/// A handle on the OS keyring; clones share it. Nothing is asked before the first call. A keyring that was away is found
/// again when it is back: a failure lasts for one call.
#[derive(Clone)]
pub struct Keyring {
    shared: Arc<Shared>,
    lost_after: Duration,
}

struct Shared {
    connect: Box<Connect>,
    /// The connection that worked last. A call takes it out, so one that hangs cannot hold up the next.
    store: Mutex<Option<Arc<CredentialStore>>>,
    running: Mutex<Running>,
    ended: Condvar,
}

#[derive(Default)]
struct Running {
    number: u64,
    /// Since when the call with this number runs, if it does.
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

    /// A keyring that is kept by this store, and not the platform's.
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

    /// The key that is kept for the server with this origin (`https://host`), if there is one. Blocks for at most
    /// `timeout`: [`READ_TIMEOUT`] where a locked keyring shall not hold things up. A prompt that is answered later
    /// unlocks the keyring all the same: the next call finds the key.
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

    /// Keeps this key for the server with this origin, in place of one that is there. Blocks for at most `timeout`:
    /// [`PROMPT_TIMEOUT`] is time enough for a password. After [`KeyringError::TimedOut`] it may still come to be kept.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn set(&self, origin: &str, key: &ApiKey, timeout: Duration) -> Result<(), KeyringError> {
        let key = key.clone();
        self.call(origin, timeout, move |entry| entry.set_password(key.expose()))
    }

    /// Forgets the key of the server with this origin; none being there is fine. Blocks for at most `timeout`.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub fn delete(&self, origin: &str, timeout: Duration) -> Result<(), KeyringError> {
        self.call(origin, timeout, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            // Other programs can have added some that look the same: "forget" means all of them.
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            other => other,
        })
    }

    /// Runs one call on a fresh thread, after the one before it has ended or was given up for lost.
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
                let result = turn.shared.ask(&origin, &work);
                drop(turn);
                // Nobody may be listening any more.
                let _ = answer.send(result);
            })
            .map_err(|error| KeyringError::Other(error.to_string()))?;
        match answers.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(result) => result.map_err(|error| KeyringError::from_keyring(&error)),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(KeyringError::TimedOut(timeout)),
            // The thread is gone without an answer: the keyring's library gave up on something.
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeyringError::Other("it broke off".to_owned())),
        }
    }

    fn take_turn(&self, deadline: Instant) -> Option<u64> {
        let mut running = lock(&self.shared.running);
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
            running = self
                .shared
                .ended
                .wait_timeout(running, until - now)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

impl Shared {
    /// One call, and one more with a new connection where the old one may be the cause: a restarted service forgets its
    /// sessions, and the library would go on with the old one for as long as the process lives.
    fn ask<T>(&self, origin: &str, work: &impl Fn(&Entry) -> keyring_core::Result<T>) -> keyring_core::Result<T> {
        let run = |store: &Arc<CredentialStore>| store.build(SERVICE, origin, None).and_then(|entry| work(&entry));
        let kept = lock(&self.store).take();
        if let Some(store) = kept {
            match run(&store) {
                Err(Error::PlatformFailure(_) | Error::NoDefaultStore) => {}
                result => {
                    *lock(&self.store) = Some(store);
                    return result;
                }
            }
        }
        let store = (self.connect)()?;
        let result = run(&store);
        if !matches!(result, Err(Error::PlatformFailure(_))) {
            *lock(&self.store) = Some(store);
        }
        result
    }
}

/// A call's turn; it ends with the thread, also when that panics.
struct Turn {
    shared: Arc<Shared>,
    number: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut running = lock(&self.shared.running);
        // One that was given up for lost must not end the turn of its successor.
        if running.number == self.number {
            running.since = None;
        }
        drop(running);
        self.shared.ended.notify_all();
    }
}

/// No code panics with one of these locks held; and if so, what they hold is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `keyring` keeps its first connection, or its failure, for as long as the process lives; this one is new each time.
#[cfg(target_os = "linux")]
fn connect_to_platform() -> keyring_core::Result<Arc<CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|error| match error {
        // Whatever the words, there is no service to talk to.
        Error::PlatformFailure(_) => Error::NoDefaultStore,
        other => other,
    })?;
    Ok(store)
}

/// These keyrings are part of the system and do not go away: what `keyring` chooses once is good for ever.
#[cfg(not(target_os = "linux"))]
fn connect_to_platform() -> keyring_core::Result<Arc<CredentialStore>> {
    if keyring::Entry::store_status().is_err() {
        return Err(Error::NoDefaultStore);
    }
    keyring_core::get_default_store().ok_or(Error::NoDefaultStore)
}

#[cfg(test)]
mod tests;
