//! Integration tests of the engine, the command line and the window, against the sandbox and a fault proxy.
//!
//! They need no network, display or keyring. Every test has its own folder, sandbox and proxy. None sleeps for a fixed
//! time: each waits for a condition.
#![cfg(feature = "sandbox")]
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside of test functions"
)]

mod arguments;
mod backend;
mod bench;
mod broken_answers;
mod certificates;
mod check;
mod command_line;
mod connection;
mod credentials;
mod damage;
mod doubt;
mod drag_out;
mod edited_copies;
mod elsewhere;
mod escapes;
mod existing;
mod file_metadata;
mod folders;
mod forgeries;
mod forgotten;
mod half_open;
mod hostile;
mod identity;
mod input;
mod interruption;
mod keeping_servers;
mod manifests;
mod names;
mod objects;
mod open_files;
mod outage;
mod output;
mod own_lists;
mod ownership;
mod pause;
mod profiles;
mod program;
mod provenance;
mod queue;
mod reach;
mod reader;
mod readme;
mod records;
mod redirects;
mod remembered;
mod resume;
mod retries;
mod route;
mod sdk;
mod second_start;
mod secrets;
mod server_engine;
mod settled;
mod signals;
mod signing;
mod sizes;
mod sleep;
mod stored;
mod unavailable;
mod verdicts;
mod walls;
mod watch;
mod watch_signals;
mod window;

use testkit::{fault_proxy, files};
