//! Generated inputs for everything that reads foreign data, through public functions. The private ones (problem bodies,
//! `Retry-After`, S3's XML, pasted paths) have such tests beside them, all named `fuzz_…`.
//!
//! `PROPTEST_CASES=1000000 cargo test fuzz` runs more cases than the few of a normal run.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside of test functions")]

mod lists;
mod media;
mod presigned;
mod redaction;
mod reports;
mod settings;

use proptest::test_runner::Config;

/// A few cases, or as many as `PROPTEST_CASES` says.
fn cases() -> Config {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    Config {
        cases: asked.unwrap_or(64),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        ..Config::default()
    }
}
