//! How many generated inputs a fuzz test of a private function gets.

use proptest::test_runner::Config;

/// A few cases, or as many as `PROPTEST_CASES` says. See tests/fuzz.
pub(super) fn cases() -> Config {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    Config {
        cases: asked.unwrap_or(64),
        failure_persistence: None,
        ..Config::default()
    }
}
