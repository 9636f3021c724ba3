//! Decodes untrusted media files in child processes of the same program. If a file hangs a decoder or exhausts its memory,
//! only a child dies, not the process with the API key.
//!
//! Children are used because a thread can't be killed. A child decodes one file after another. It has its own limits on memory
//! (Unix except macOS) and CPU time (Unix), a deadline everywhere, and an environment without secrets. It ends with the program,
//! which closes its standard input.
//!
//! ```text
//! program.rs  the program to start      child.rs   the child: reads tasks and answers them
//! pool.rs     a limited number of them  limits.rs  its limits on memory and CPU time
//! worker.rs   one child, as its parent  wire.rs    the messages between parent and child
//!             sees it                   path.rs    paths in messages
//! ```
//!
//! This crate only passes [`Task`]s on. The crates that send them also implement them, and the program's `main` gives these
//! implementations to [`serve`].

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

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use trust_lists::TrustList;

pub use child::serve;
pub use pool::Decoders;
pub use program::DecoderProgram;

/// The hidden subcommand that starts the program as a child.
pub const SUBCOMMAND: &str = "decode-files";

/// A task for a child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Find out whether a file has Content Credentials, and whose.
    Credentials {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type.
        content_type: String,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't read.
        sha256: Option<String>,
    },
    /// Read a file's Content Credentials completely.
    Report {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type, if known.
        content_type: Option<String>,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't read.
        sha256: Option<String>,
    },
    /// Read what a file says about itself: who made it, when and with what.
    Metadata {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its size in bytes. A file of another size isn't read.
        size: u64,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't read.
        sha256: Option<String>,
    },
    /// Read a file's Content Credentials as they are stored, before they are lost.
    Earlier {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type.
        content_type: String,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't read.
        sha256: Option<String>,
    },
    /// Read a file's Content Credentials and judge their signer by trust lists.
    Check {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// The lists, in the order in which they are asked.
        trust: Arc<[TrustList]>,
    },
    /// Make a thumbnail of a file.
    Thumbnail {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// The width and height of the square that it should fill, in pixels.
        side: u32,
        /// Whether it keeps its shape within the square, instead of filling it.
        whole: bool,
    },
    /// Scale down the picture that a file is. Unlike a thumbnail, it keeps its shape.
    Picture {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't decoded.
        sha256: Option<String>,
        /// The longest width and height, in pixels.
        side: u32,
    },
    /// Make thumbnails of pictures in a file's manifest store.
    ManifestThumbnails {
        /// The file.
        #[serde(with = "path")]
        path: PathBuf,
        /// Its MIME type, if known.
        content_type: Option<String>,
        /// The SHA-256 of the expected bytes, if known. A file with other bytes isn't read.
        sha256: Option<String>,
        /// The JUMBF addresses of the pictures, each with the label of its manifest.
        addresses: Vec<String>,
        /// The longest width and height, in pixels.
        side: u32,
    },
    /// A job that the sandbox defines.
    Sandbox(Value),
}

/// The limits of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLimits {
    /// Memory of the child in bytes, if the system enforces it.
    pub memory: u64,
    /// Wall-clock time in seconds, from when a child gets the task.
    pub seconds: u32,
    /// The longest answer in bytes.
    pub answer: u32,
}

/// The result of a task.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// A small JSON document.
    pub facts: Value,
    /// Binary data, which would be large as JSON.
    pub bytes: Vec<u8>,
}

/// Why a file was given up. Its contents stay unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodingFailure {
    /// It took too long.
    #[error("It could not be read in {seconds} s.")]
    TooLong {
        /// The time limit.
        seconds: u32,
    },
    /// It took too much memory.
    #[error("It could not be read in {megabytes} MB of memory.")]
    TooMuchMemory {
        /// The memory limit in millions of bytes.
        megabytes: u64,
    },
    /// It is nested so deep that the stack overflowed.
    #[error("It is nested too deep to be read.")]
    TooDeep,
    /// A signal ended the child. It is unknown who sent it: the system, for lack of memory, or a person.
    #[error("The part of the program that read it was stopped by signal {signal}{}.", signal_hint(*signal))]
    Killed {
        /// The signal's number.
        signal: i32,
    },
    /// The decoder panicked or gave no valid answer.
    #[error("Reading it failed: it is damaged, or built to break programs.")]
    DecoderFailed,
    /// The child couldn't be started.
    #[error("It could not be read: a helper process could not be started ({0}).")]
    NotStarted(String),
    /// The program is ending.
    #[error("It was not read: the program is closing.")]
    Ending,
}

/// What a signal usually means.
const fn signal_hint(signal: i32) -> &'static str {
    match signal {
        // The decoder caused it: ILL, ABRT, BUS, FPE, SEGV.
        4 | 6 | 7 | 8 | 11 => ": the file is damaged, or built to break programs",
        9 => ", by the system (it may be short of memory) or by somebody",
        _ => "",
    }
}
