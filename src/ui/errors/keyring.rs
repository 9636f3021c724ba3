//! The keyring, which can't be used.

use std::env::consts::OS;

use localization::text;

use super::{sentence, two_sentences};
use model::{KeyringFault, KeyringTrouble};

/// What happened, then what to do.
pub(crate) fn keyring(trouble: &KeyringTrouble) -> String {
    match trouble.fault() {
        Some(KeyringFault::NotReached) => text!("errors-keyring-not-reached"),
        Some(fault) => two_sentences(&sentence(&clause(fault)), &hint(fault)),
        None => trouble.to_string(),
    }
}

fn clause(fault: &KeyringFault) -> String {
    match fault {
        KeyringFault::NoService => text!("errors-keyring-no-service"),
        KeyringFault::NoKeyring => text!("errors-keyring-none"),
        KeyringFault::Locked => text!("errors-keyring-locked", system = OS),
        KeyringFault::Dismissed => text!("errors-keyring-dismissed", system = OS),
        KeyringFault::TimedOut(time) => text!("errors-keyring-timed-out", system = OS, time = time.to_string()),
        KeyringFault::NotAKey => text!("errors-keyring-not-a-key", system = OS),
        KeyringFault::Several => text!("errors-keyring-several", system = OS),
        KeyringFault::Other(reason) => text!("errors-keyring-failed", system = OS, reason = reason),
        KeyringFault::NotReached => text!("errors-keyring-not-reached"),
    }
}

fn hint(fault: &KeyringFault) -> String {
    match fault {
        KeyringFault::NoService if matches!(OS, "macos" | "windows") => text!("errors-keyring-hint-sign-in"),
        KeyringFault::NoService => text!("errors-keyring-hint-no-service"),
        KeyringFault::NoKeyring => text!("errors-keyring-hint-none"),
        KeyringFault::Locked | KeyringFault::Dismissed => text!("errors-keyring-hint-locked", system = OS),
        KeyringFault::TimedOut(_) => text!("errors-keyring-hint-timed-out", system = OS),
        KeyringFault::NotAKey | KeyringFault::Several => text!("errors-keyring-hint-not-a-key"),
        KeyringFault::Other(_) | KeyringFault::NotReached => text!("errors-keyring-hint-failed"),
    }
}
