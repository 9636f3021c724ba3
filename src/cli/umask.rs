//! A umask that removes the owner's rights would lock the program out of its own files.

/// Keeps the owner's rights to files that the program creates. The rights of others don't change.
#[cfg(unix)]
pub(super) fn leave_owner() {
    use rustix::{fs::Mode, process::umask};
    // The only way to read the umask is to set it. No other thread creates files yet.
    let found = umask(Mode::empty());
    umask(found.difference(Mode::RWXU));
}

/// Other systems have no umask.
#[cfg(not(unix))]
pub(super) fn leave_owner() {}
