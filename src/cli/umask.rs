//! A umask that takes rights away from the owner would shut the program out of the files that it makes itself.

/// Leaves the owner their rights to what the program makes. What others may do is decided as before.
#[cfg(unix)]
pub(super) fn leave_owner() {
    use rustix::{fs::Mode, process::umask};
    // It can be read by setting it alone; no other thread makes files yet.
    let found = umask(Mode::empty());
    umask(found.difference(Mode::RWXU));
}

/// Other systems have none.
#[cfg(not(unix))]
pub(super) fn leave_owner() {}
