//! Foreign media is decoded in child processes of the same program: a file that was built to keep a decoder busy, or to
//! take all memory, is given up, and the process that holds the API key goes on.
//!
//! A thread cannot be ended; a child can. Each child serves one file after the other, has limits of its own on memory and
//! processor time (Unix; the time by the clock is watched everywhere), an environment without secrets, and ends with the
//! program, however that ends: it reads standard input on a thread of its own and goes when that is closed.
//!
//! ```text
//! program.rs  which program is started       child.rs   the child: reads tasks, answers them
//! pool.rs     so many children, no more      limits.rs  what a child may take
//! worker.rs   one child, seen by its parent  wire.rs    what goes between the two
//!                                            path.rs    paths in it
//! ```
//!
//! This crate knows how files are handed over, not what is in them: what answers a [`Task`] stands in the crates that ask,
//! and `cli` puts the two together.

#![forbid(unsafe_code)]

mod child;
mod limits;
pub mod path;
mod pool;
mod program;
#[cfg(test)]
mod tests;
mod wire;
mod worker;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use child::serve;
pub use pool::Decoders;
pub use program::DecoderProgram;

/// The hidden subcommand by which the program is started as a child.
pub const SUBCOMMAND: &str = "decode-files";

/// What a child is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Whether a file has Content Credentials, and whose.
    Credentials {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type.
        content_type: String,
    },
    /// What a file's Content Credentials are, whole.
    Report {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type, where it is known.
        content_type: Option<String>,
        /// The SHA-256 that its bytes have to have, where that is known: another file is not read.
        sha256: Option<String>,
    },
    /// A small picture of a file.
    Thumbnail {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Pixels of the square that it is to fill.
        side: u32,
    },
    /// A job of the sandbox, which knows what it means.
    Sandbox(Value),
}

/// What a task may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Bytes of memory in all, where the system enforces that.
    pub memory: u64,
    /// Seconds by the clock, from the moment at which a child has the task.
    pub seconds: u32,
    /// Bytes of an answer at the most.
    pub answer: u32,
}

/// What came of a task.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// A small document.
    pub facts: Value,
    /// What would be large as JSON.
    pub bytes: Vec<u8>,
}

/// Why a file was given up. Nothing is known of its content then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenUp {
    /// It took too long.
    #[error("It could not be read in {seconds} s.")]
    TooLong {
        /// How long it was given.
        seconds: u32,
    },
    /// It took too much memory.
    #[error("It could not be read in {megabytes} MB of memory.")]
    TooMuchMemory {
        /// How much it was given, in millions of bytes.
        megabytes: u64,
    },
    /// It is nested deeper than a stack is.
    #[error("It is nested too deep to be read.")]
    TooDeep,
    /// The child was ended by a signal. Who sent it is not known: the system where memory is short, or somebody.
    #[error("The part of the program that read it was stopped by signal {signal}{}.", signal_hint(*signal))]
    Killed {
        /// The signal's number.
        signal: i32,
    },
    /// The decoder itself broke.
    #[error("Reading it failed: it is damaged, or built to break programs.")]
    Broke,
    /// The system started no child.
    #[error("It could not be read: the program cannot start a part of itself ({0}).")]
    NotStarted(String),
    /// The program is ending.
    #[error("It was not read: the program is closing.")]
    Ending,
}

/// What a signal mostly means.
const fn signal_hint(signal: i32) -> &'static str {
    match signal {
        // Of the decoder's own making: ILL, ABRT, BUS, FPE, SEGV.
        4 | 6 | 7 | 8 | 11 => ": the file is damaged, or built to break programs",
        9 => ", by the system (it may be short of memory) or by somebody",
        _ => "",
    }
}
