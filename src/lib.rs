//! Que Uploader: files to Que's storage, their object keys kept, their Content Credentials signed and verified.
//!
//! # The route of one file
//!
//! ```text
//! path -> inspected -> presigned { url, key } -> stored { bucket, key } -> signed { asset_s3_uri } -> verified { verdict }
//! ```
//!
//! Retries wrap one step, never the route. A key is on disk before the first byte of its PUT goes, and a success is on
//! disk before anybody is told.
//!
//! # Where things are
//!
//! ```text
//! src/                        the program
//!   ui            draws the model, returns intents           cli     the same engine without a window
//!   app           the only meeting place of window and worker
//!   thumbnails    small pictures of image files, at a bounded cost; asked by `app`
//!   calendar      when today is, and when a day begins, where the program runs
//!   handover      a second start hands its paths to the first
//!   log           the program's words, redacted: standard error, a file, a ring in memory; panics too
//!   diagnostics   what a person can copy when something does not work; pure
//!   core_dump     a crash leaves no image of the memory
//! crates/
//!   engine                the background worker: queue, route of one file, retries, rate gate, progress
//!     store               SQLite (queue and history), settings, keyring
//!     que-sdk             Que's Rust client and its secrets: presign, PUT, sign, verify. Knows no queue and no window
//!   model                 decide(Intent) -> [Command], absorb(Event) -> [Command]; records as text for other programs
//!   content-credentials   manifests, linter, reports, verdicts; pure
//!   decoder               foreign media is decoded in child processes of the same program, which can be given up
//!   whole-files           files read with a bound, written in one step; the one place that writes them
//!   file-drop             what other programs hand over: dropped, pasted, named. Of use to any program with a winit window
//!   que-sandbox           a Que server for tests and for trying
//!   testkit               what tests share: fault proxy, test servers, certificates, fixture files. Dev only
//! ```
//!
//! The compiler keeps the walls between crates: what a crate may know is what its `Cargo.toml` names. Within the program,
//! `ui` draws `&Model` and returns intents, and does no I/O; `app` and `cli` may know everything.

// What the program does itself is safe; one function of `file-drop` is not, see there.
#![forbid(unsafe_code)]

pub mod app;
pub mod calendar;
pub mod cli;
mod core_dump;
pub mod diagnostics;
pub mod handover;
pub mod log;
pub mod thumbnails;
pub mod ui;
