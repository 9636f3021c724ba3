//! How many checked files have each verdict.

use super::CheckResult;
use crate::Verdict;

/// How many files have a verdict.
#[derive(Debug)]
pub(super) struct VerdictCount {
    rank: u8,
    pub(super) verdict: Option<Verdict>,
    pub(super) files: usize,
}

/// Counts a file more, or less.
pub(super) fn count(counts: &mut Vec<VerdictCount>, result: &CheckResult, more: bool) {
    let (rank, verdict) = (result.rank(), result.verdict);
    match counts.iter_mut().find(|count| count.verdict == verdict) {
        Some(count) if more => count.files += 1,
        Some(count) => count.files = count.files.saturating_sub(1),
        None if more => {
            let place = counts.partition_point(|count| count.rank <= rank);
            let files = 1;
            counts.insert(place, VerdictCount { rank, verdict, files });
        }
        None => {}
    }
}
