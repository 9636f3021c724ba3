//! Reading a whole file with a size limit, and writing one in a single step. All files that the program saves are
//! written here.
//!
//! A path need not be a file: opening a pipe blocks until somebody opens its other end, a device has no end, and
//! replacing `/dev/null` with a file breaks the machine.

#![forbid(unsafe_code)]

mod kind;
mod litter;
mod numbered;
mod read;
mod rename;
mod whole;

pub use kind::{NotAFile, check_is_file, is_file_or_nothing};
pub use litter::is_litter;
pub use numbered::numbered;
pub use read::{read, read_at_most};
pub use rename::rename;
pub use whole::{PathGuard, Policy, ProtectedPath, WholeFile, forbid_writes, write_whole};
