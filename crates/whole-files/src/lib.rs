//! Files of this machine as a whole: read with a bound, and written in one step. The one place that writes them.
//!
//! What stands at a path need not be a file: opening a pipe waits for somebody at its other end, a device never ends, and
//! putting a file in the place of `/dev/null` breaks the machine.

#![forbid(unsafe_code)]

mod kind;
mod litter;
mod read;
mod rename;
mod whole;

pub use kind::{NotAFile, check_is_file, is_file_or_nothing};
pub use litter::is_litter;
pub use read::{read, read_at_most};
pub use rename::rename;
pub use whole::{Judge, NotOverwritten, Policy, WholeFile, keep_out_of, write_whole};
