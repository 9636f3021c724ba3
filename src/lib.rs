//! Que Uploader: uploads files to Que's storage, keeps their object keys, signs and verifies their Content Credentials.
//!
//! # The route of one file
//!
//! ```text
//! path -> inspected -> presigned { url, key } -> stored { bucket, key } -> signed { asset_s3_uri } -> verified { verdict }
//! ```
//!
//! Retries repeat one step, never the whole route. A key is written to disk before its PUT starts, and a success is written
//! to disk before it is reported.
//!
//! # Where things are
//!
//! ```text
//! src/                        the program
//!   main          calls `cli`
//!   cli           parses the arguments; starts the window, or runs a subcommand without one
//!   app           the window: connects model, panels and engine
//!   ui            the panels: draws the model, returns intents and requests
//!   thumbnails    makes thumbnails in a child process, at a limited cost
//!   calendar      days in the local time zone
//!   handover      a second start hands its paths to the open window
//!   log           to standard error, a file and memory, without secrets; also reports panics
//!   diagnostics   the report that people attach when they ask for help
//!   core_dump     keeps the API key out of core dumps
//! crates/
//!   engine                the background worker: queue, route of one file, retries, rate limits, progress
//!     store               SQLite (queue and history), settings, keyring
//!     que-sdk             Que's Rust client: presign, PUT, sign, verify. Knows neither queue nor window
//!   model                 what the program knows; turns intents and events into commands; exports
//!   content-credentials   manifests, linter, reports, verdicts; no I/O
//!   file-metadata         who made a photo, film or recording, and when: EXIF, IPTC, XMP, QuickTime, ID3
//!   hot-folders           watches folders, reports each file once it is complete; knows neither queue nor server
//!   localization          texts of the window in each language, from `assets/locales`; numbers and dates of each region
//!   trust-lists           lists of trusted signers: what they hold, and the copies on disk; fetches nothing
//!   decoder               decodes untrusted files in child processes with limits on time and memory
//!   whole-files           reads files up to a limit, writes files atomically
//!   platform              calls of one operating system that have no safe wrapper
//!   file-drop             file lists that other programs drop, paste or pass as arguments, and files dragged out; for any program with a winit window
//!   que-sandbox           a Que server for tests and for trying things out
//!   testkit               fault proxy, scripted server, certificates and fixtures; for tests only
//! packaging/              man pages, shell completions and packages
//! ```
//!
//! # How a message travels
//!
//! ```text
//! ui --Intent--> model --Command--> engine --Event--> model, which `ui` draws
//! ```
//!
//! `app` carries these messages for the window, `cli` for the subcommands. `ui` only draws `&Model` and does no I/O. A
//! crate uses only what its `Cargo.toml` lists.

// Unsafe code is in `platform` and in two files of `file-drop`, nowhere else.
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
