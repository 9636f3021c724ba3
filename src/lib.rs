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
//! # The rooms
//!
//! ```text
//!   ui  -- draws the model, returns intents            cli -- the same engine without a window
//!     \                                                  |
//!     app -- the only meeting place of window and worker |
//!       \                                                |
//!        model -- decide(Intent) -> [Command], absorb(Event) -> [Command]; pure
//!        credentials -- manifests and reports; pure      |
//!        export -- records as CSV, JSON, Markdown; pure  |
//!              \                                         |
//!               engine -- the background worker: queue, route, retry, gate, outbox
//!                /        \
//!             que          store
//!     client of the API    SQLite, settings, keyring
//!     and of storage
//!
//!   sandbox -- a Que server inside the program; knows of the others but `que`'s wire types and `decoder` nothing
//!   calendar -- when today is, and when a day begins, where the program runs
//!   drop    -- files that other programs hand over: dropped, pasted, named; of use to any program with a winit window
//!   thumbnails -- small pictures of image files, at a bounded cost; asked by `app`
//!   decoder -- foreign media is decoded in child processes of the same program, which can be given up
//!   handover -- a second start hands its paths to the first
//!   secret  -- the API key and signed URLs, which cannot be printed, and what takes secrets out of words; known by all
//!   text    -- what others have written, as text that can be read and shown: encodings, signs that act; pure; known by all
//!   files   -- files as a whole: read with a bound, written in one step, the one place that does; known by all
//!   log     -- the program's words, redacted: standard error, a file, a ring in memory; panics too
//!   diagnostics -- what a person can copy when something does not work; pure
//! ```
//!
//! # The layering law
//!
//! A test reads the sources and enforces it.
//!
//! - `model`, `credentials`: no I/O, no clock, no other room but `secret` and `text`. Time is an argument.
//! - `export`: `model`, `credentials`. Text in, text out.
//! - `que`: never `engine`, `store`, `ui`, egui. It is Que's Rust client and could be published alone.
//! - `store`: never `que`, `engine`, `ui`, egui.
//! - `decoder`: no other room; what a file holds is for the rooms that ask, and `cli` puts the two together in the child.
//! - `engine`: `model`, `credentials`, `export`, `que`, `store`, `decoder`; knows no egui and wakes the window through a callback.
//! - `calendar`: `model`.
//! - `ui`: `model`, `credentials`, `export`, `calendar`, egui; never tokio, reqwest, rusqlite, `std::fs`.
//! - `diagnostics`: `model`, `secret`. `log`: `secret`, and the log's file of `store`; asked by `app` and `cli` alone, the
//!   others speak through `tracing`.
//! - `drop`: no other room and no egui; what arrives goes to a callback.
//! - `thumbnails`: `model`, `decoder`; knows no egui and wakes the window through a callback.
//! - `app`, `cli`: may know all but the sandbox's inside.

// One function of the Wayland room is told a display by its address: `src/drop/wayland/display.rs`. Without that room there
// is no exception.
#![cfg_attr(not(all(target_os = "linux", feature = "wayland")), forbid(unsafe_code))]

pub mod app;
pub mod calendar;
pub mod cli;
pub mod credentials;
pub mod decoder;
pub mod diagnostics;
pub mod drop;
pub mod engine;
pub mod export;
pub mod files;
pub mod handover;
pub mod log;
pub mod model;
pub mod que;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secret;
pub mod store;
pub mod text;
pub mod thumbnails;
pub mod ui;
