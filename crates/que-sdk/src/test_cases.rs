//! How many generated inputs a test of a private function reads.

use proptest::test_runner::Config;

/// Few cases unless `PROPTEST_CASES` asks for more; see tests/fuzz.
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
