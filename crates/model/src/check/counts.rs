//! How many checked files have each verdict.

use super::CheckResult;

/// How many files have a name of a verdict.
#[derive(Debug)]
pub(super) struct VerdictCount {
    rank: u8,
    pub(super) name: &'static str,
    pub(super) files: usize,
}

/// Counts a file more, or less.
pub(super) fn count(counts: &mut Vec<VerdictCount>, result: &CheckResult, more: bool) {
    let (rank, name) = (result.rank(), result.name());
    match counts.iter_mut().find(|count| count.name == name) {
        Some(count) if more => count.files += 1,
        Some(count) => count.files = count.files.saturating_sub(1),
        None if more => {
            let place = counts.partition_point(|count| count.rank <= rank);
            let files = 1;
            counts.insert(place, VerdictCount { rank, name, files });
        }
        None => {}
    }
}
