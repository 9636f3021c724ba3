//! The keyring against a mock store: hangs, panics, and failures that would otherwise be permanent.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use keyring_core::{api::CredentialStoreApi, mock};

use super::*;

const ORIGIN: &str = "https://api.example.org";

fn key() -> ApiKey {
    ApiKey::parse("sk_1").unwrap()
}

fn keyring(connect: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static) -> Keyring {
    Keyring::with(Box::new(connect), Duration::from_millis(1500))
}

/// A mock store that can lose its session.
struct Session {
    inner: Arc<mock::Store>,
    broken: Arc<AtomicUsize>,
}

impl CredentialStoreApi for Session {
    fn vendor(&self) -> String {
        String::new()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn build(&self, service: &str, user: &str, options: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        if self.broken.load(Ordering::SeqCst) > 0 {
            return Err(Error::PlatformFailure("NoSession".into()));
        }
        self.inner.build(service, user, options)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[test]
fn a_key_is_stored_read_and_deleted() {
    let store = mock::Store::new().unwrap();
    let keyring = keyring(move || Ok(store.clone()));
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(None));
    keyring.set(ORIGIN, &key(), READ_TIMEOUT).unwrap();
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(Some(key())));
    assert_eq!(keyring.get("https://other.example.org", READ_TIMEOUT), Ok(None));
    keyring.delete(ORIGIN, READ_TIMEOUT).unwrap();
    keyring.delete(ORIGIN, READ_TIMEOUT).unwrap();
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(None));
}

#[test]
fn nothing_connects_before_the_first_call() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let keyring = keyring(move || {
        count.fetch_add(1, Ordering::SeqCst);
        Err(Error::NoDefaultStore)
    });
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    let error = keyring.get(ORIGIN, READ_TIMEOUT).unwrap_err();
    assert_eq!(error, KeyringError::NoService);
    assert!(!error.hint().is_empty());
}

#[test]
fn a_keyring_that_was_unavailable_is_found_when_it_is_back() {
    let store = mock::Store::new().unwrap();
    let calls = AtomicUsize::new(0);
    let keyring = keyring(move || match calls.fetch_add(1, Ordering::SeqCst) {
        0 => Err(Error::NoDefaultStore),
        _ => Ok(store.clone()),
    });
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Err(KeyringError::NoService));
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(None));
}

#[test]
fn a_lost_session_is_replaced_within_the_same_call() {
    let inner = mock::Store::new().unwrap();
    let sessions = Arc::new(Mutex::new(Vec::<Arc<AtomicUsize>>::new()));
    let made = Arc::clone(&sessions);
    let keyring = keyring(move || {
        let broken = Arc::new(AtomicUsize::new(0));
        made.lock().push(Arc::clone(&broken));
        Ok(Arc::new(Session {
            inner: inner.clone(),
            broken,
        }))
    });
    keyring.set(ORIGIN, &key(), READ_TIMEOUT).unwrap();
    sessions.lock()[0].store(1, Ordering::SeqCst);
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(Some(key())));
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(Some(key())));
    assert_eq!(sessions.lock().len(), 2, "a session that works is kept");
}

#[test]
fn a_hanging_call_times_out_and_the_next_waits_for_it_then_proceeds() {
    let store = mock::Store::new().unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let (hold, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let keyring = keyring(move || {
        if count.fetch_add(1, Ordering::SeqCst) == 0 {
            let _ = held.lock().recv();
        }
        Ok(store.clone())
    });
    let short = Duration::from_millis(100);
    let started = Instant::now();
    assert_eq!(keyring.get(ORIGIN, short), Err(KeyringError::TimedOut(short)));
    assert_eq!(keyring.get(ORIGIN, short), Err(KeyringError::TimedOut(short)));
    assert!(started.elapsed() < Duration::from_secs(1));
    assert_eq!(
        calls.load(Ordering::SeqCst),
        1,
        "no second thread hangs beside the first"
    );
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(None), "the first was given up");
    drop(hold);
}

#[test]
fn a_late_answer_lets_the_next_call_through_at_once() {
    let store = mock::Store::new().unwrap();
    let keyring = Keyring::with(
        Box::new(move || {
            thread::sleep(Duration::from_millis(200));
            Ok(store.clone())
        }),
        LOST_AFTER,
    );
    let short = Duration::from_millis(20);
    assert_eq!(keyring.set(ORIGIN, &key(), short), Err(KeyringError::TimedOut(short)));
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(Some(key())));
}

#[test]
fn a_panic_in_the_library_is_an_error_and_the_next_call_works() {
    let store = mock::Store::new().unwrap();
    let calls = AtomicUsize::new(0);
    let keyring = keyring(move || {
        assert!(calls.fetch_add(1, Ordering::SeqCst) > 0, "on purpose");
        Ok(store.clone())
    });
    assert!(matches!(keyring.get(ORIGIN, READ_TIMEOUT), Err(KeyringError::Other(_))));
    assert_eq!(keyring.get(ORIGIN, READ_TIMEOUT), Ok(None));
}

#[test]
fn no_error_contains_what_was_read() {
    let store = mock::Store::new().unwrap();
    let entry = store.build(SERVICE, ORIGIN, None).unwrap();
    entry.set_password("two words").unwrap();
    let keyring = keyring(move || Ok(store.clone()));
    let error = keyring.get(ORIGIN, READ_TIMEOUT).unwrap_err();
    assert_eq!(error, KeyringError::NotAKey);
    let error = KeyringError::from_keyring(&Error::BadEncoding(b"secret".to_vec()));
    assert_eq!(error, KeyringError::NotAKey);
}

#[test]
fn causes_become_plain_errors() {
    let error = |words: &str| KeyringError::from_keyring(&Error::NoStorageAccess(words.to_owned().into()));
    assert_eq!(error("SS error: prompt dismissed"), KeyringError::Dismissed);
    assert_eq!(error("SS Error: object locked"), KeyringError::Locked);
    assert_eq!(
        error("SS error: result not returned from SS API"),
        KeyringError::NoKeyring
    );
    assert_eq!(
        error("UnknownMethod: Object does not exist at path “/org/freedesktop/secrets/collection/login”"),
        KeyringError::NoKeyring
    );
    assert_eq!(error("?"), KeyringError::Other("?".to_owned()));
}
