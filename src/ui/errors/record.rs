//! The record of uploads, which can't be used.

use localization::text;

use super::{Words, sentence};
use model::StoreFault;

/// What happened, and what to do.
pub(super) fn fault(fault: &StoreFault) -> Words {
    Words {
        message: sentence(&clause(fault)),
        hint: hint(fault),
    }
}

fn clause(fault: &StoreFault) -> String {
    match fault {
        StoreFault::DiskFull => text!("errors-store-disk-full"),
        StoreFault::ReadOnly => text!("errors-store-read-only"),
        StoreFault::Locked => text!("errors-store-locked"),
        StoreFault::NewerVersion { found, known } => {
            text!(
                "errors-store-newer-version",
                found = found.to_string(),
                known = known.to_string()
            )
        }
        StoreFault::Corrupt(reason) => text!("errors-store-corrupt", reason = reason),
        StoreFault::Foreign(path) => text!("errors-store-foreign", path = path.display().to_string()),
        StoreFault::ForeignFile(path) => text!("errors-store-foreign-file", path = path.display().to_string()),
        StoreFault::CannotOpen { path, reason } => {
            text!(
                "errors-store-cannot-open",
                path = path.display().to_string(),
                reason = reason
            )
        }
        StoreFault::Gone(reason) => text!("errors-store-gone", reason = reason),
        StoreFault::Disk(reason) => text!("errors-store-disk", reason = reason),
        StoreFault::Missing(number) => text!("errors-store-missing", number = number.to_string()),
        StoreFault::KeyReused { key, name } => text!("errors-store-key-reused", key = key, name = name),
        StoreFault::BrokenRow(reason) => text!("errors-store-broken-row", reason = reason),
        StoreFault::Other(reason) => text!("errors-store-other", reason = reason),
    }
}

fn hint(fault: &StoreFault) -> String {
    match fault {
        StoreFault::DiskFull => text!("errors-store-hint-disk-full"),
        StoreFault::ReadOnly => text!("errors-store-hint-read-only"),
        StoreFault::Locked => text!("errors-store-hint-locked"),
        StoreFault::NewerVersion { .. } => text!("errors-store-hint-newer-version"),
        StoreFault::Corrupt(_) => text!("errors-store-hint-corrupt"),
        StoreFault::Foreign(_) => text!("errors-store-hint-foreign"),
        StoreFault::ForeignFile(_) => text!("errors-store-hint-foreign-file"),
        StoreFault::CannotOpen { .. } => text!("errors-store-hint-cannot-open"),
        StoreFault::Gone(_) => text!("errors-store-hint-gone"),
        StoreFault::Disk(_) => text!("errors-store-hint-disk"),
        StoreFault::KeyReused { .. } => text!("errors-store-hint-key-reused"),
        StoreFault::Missing(_) | StoreFault::BrokenRow(_) | StoreFault::Other(_) => text!("errors-store-hint-other"),
    }
}
