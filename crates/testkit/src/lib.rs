//! What the tests of this workspace share. Only ever a dev-dependency.
//!
//! | module | what it is |
//! |---|---|
//! | [`fault_proxy`] | a proxy in front of a real server that breaks requests by script |
//! | [`test_server`] | a server on loopback with every byte under the test's control |
//! | [`certificates`] | certificates for the TLS servers of tests |
//! | [`files`] | small valid files of every kind that can be signed, noise, SHA-256 |
//!
//! The benchmarks' server is in `benches/sink`.
//!
//! It depends on no other crate of the workspace, so that `que-sdk`, which is published alone, can use it.
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot set up its server should fail right there"
)]

pub mod certificates;
pub mod fault_proxy;
pub mod files;
pub mod test_server;

use std::time::{Duration, Instant};

/// How long something that takes a moment may take on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// How often a condition is checked.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// Blocks until the condition holds. `what` names it if it never does.
///
/// # Panics
/// If the condition does not hold within [`DEADLINE`].
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < DEADLINE, "waited in vain: {what}");
        std::thread::sleep(POLL_INTERVAL);
    }
}

/// Like [`wait_until`], for async tests: other tasks of the runtime keep running.
///
/// # Panics
/// If the condition does not hold within [`DEADLINE`].
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < DEADLINE, "waited in vain: {what}");
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}
