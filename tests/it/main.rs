//! The engine, the command line and the laws of the sources, tried against the sandbox and a proxy that breaks things.
//!
//! Nothing here needs a network, a display or a keyring. Every test has its own folder, its own sandbox and its own
//! proxy; none sleeps for a time, all wait for something to have happened.
#![cfg(feature = "sandbox")]
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside of test functions"
)]

mod bench;
mod broken_answers;
mod certificates;
mod command_line;
mod connection;
mod credentials;
mod damage;
mod desk;
mod elsewhere;
mod existing;
#[allow(dead_code, reason = "tests/chaos uses what is not used here")]
mod faults;
mod files;
mod folders;
mod forgeries;
mod half_open;
mod hostile;
mod interruption;
mod manifests;
mod names;
mod outage;
mod output;
mod pause;
mod profiles;
mod program;
mod queue;
mod reach;
mod reader;
mod readme;
mod records;
mod redirects;
mod resume;
mod retries;
mod route;
mod sdk;
mod second_start;
mod secrets;
mod settled;
mod signals;
mod signing;
mod sleep;
mod stored;
mod verdicts;
mod walls;
mod window;
