//! Why files were skipped: counted by reason, and for each file.

use localization::text;
use model::{SkipReason, Skipped};

use super::joined;

/// How many were skipped, including unlisted ones.
pub(in crate::ui) fn entries(skipped: &[Skipped]) -> usize {
    skipped.iter().map(|entry| entry.reason.entries()).sum()
}

/// For example "9 unreadable, 3 over 5 GB, 2 already here", most frequent first.
pub(in crate::ui) fn reasons(skipped: &[Skipped]) -> String {
    counted(&by_reason(skipped))
}

/// Messages with their counts, as one list.
pub(in crate::ui) fn counted(messages: &[(&'static str, usize)]) -> String {
    joined(messages.iter().map(|(message, count)| text!(message, count = *count)))
}

/// The messages that say how many were skipped for which reason, most frequent first.
pub(in crate::ui) fn by_reason(skipped: &[Skipped]) -> Vec<(&'static str, usize)> {
    let mut reasons: Vec<(&'static str, usize)> = Vec::new();
    for entry in skipped {
        let message = message(&entry.reason);
        match reasons.iter_mut().find(|(known, _)| *known == message) {
            Some((_, count)) => *count += entry.reason.entries(),
            None => reasons.push((message, entry.reason.entries())),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    reasons
}

/// The message that says how many were skipped for a reason like this.
const fn message(reason: &SkipReason) -> &'static str {
    match reason {
        SkipReason::Missing => "notices-skipped-missing",
        SkipReason::Unreadable(_) => "notices-skipped-unreadable",
        SkipReason::TooLarge => "notices-skipped-too-large",
        SkipReason::NotAFile { .. } => "notices-skipped-not-a-file",
        SkipReason::BrokenLink => "notices-skipped-broken-link",
        SkipReason::LinkCycle => "notices-skipped-link-cycle",
        SkipReason::Duplicate => "notices-skipped-duplicate",
        SkipReason::OtherHost(_) => "notices-skipped-other-host",
        SkipReason::OtherScheme(_) => "notices-skipped-other-scheme",
        SkipReason::NotAPath => "notices-skipped-not-a-path",
        SkipReason::IncompleteTransfer => "notices-skipped-incomplete",
        SkipReason::TooMany(_) => "notices-skipped-too-many",
        SkipReason::Hidden => "notices-skipped-hidden",
        SkipReason::SystemFile => "notices-skipped-system-file",
        SkipReason::LinkOutside => "notices-skipped-link-outside",
        SkipReason::ProtectedData { .. } => "notices-skipped-protected",
    }
}

/// Why one file was skipped.
pub(in crate::ui) fn reason(reason: &SkipReason) -> String {
    match reason {
        SkipReason::Missing => text!("notices-review-missing"),
        SkipReason::Unreadable(error) => text!("notices-review-unreadable", error = error),
        SkipReason::TooLarge => text!("notices-review-too-large"),
        SkipReason::NotAFile { .. } => text!("notices-review-not-a-file"),
        SkipReason::BrokenLink => text!("notices-review-broken-link"),
        SkipReason::LinkCycle => text!("notices-review-link-cycle"),
        SkipReason::Duplicate => text!("notices-review-duplicate"),
        SkipReason::OtherHost(host) => text!("notices-review-other-host", host = host),
        SkipReason::OtherScheme(scheme) => text!("notices-review-other-scheme", scheme = scheme),
        SkipReason::NotAPath => text!("notices-review-not-a-path"),
        SkipReason::IncompleteTransfer => text!("notices-review-incomplete"),
        SkipReason::TooMany(_) => text!("notices-review-too-many"),
        SkipReason::Hidden => text!("notices-review-hidden"),
        SkipReason::SystemFile => text!("notices-review-system-file"),
        SkipReason::LinkOutside => text!("notices-review-link-outside"),
        SkipReason::ProtectedData { .. } => text!("notices-review-protected"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_grouped_and_the_most_frequent_comes_first() {
        let skip = |reason: SkipReason| Skipped {
            path: "/x".into(),
            reason,
        };
        let skipped: Vec<_> = std::iter::once(skip(SkipReason::Duplicate))
            .chain((0..3).map(|number| skip(SkipReason::Unreadable(format!("error {number}")))))
            .collect();
        assert_eq!(reasons(&skipped), "3 unreadable, 1 already here");
        let folder = [
            skip(SkipReason::Hidden),
            skip(SkipReason::SystemFile),
            skip(SkipReason::SystemFile),
            skip(SkipReason::LinkOutside),
            skip(SkipReason::ProtectedData { named: false }),
        ];
        assert_eq!(
            reasons(&folder),
            "2 left by the system, 1 hidden, 1 linked to outside the folder, 1 Que Uploader's own data"
        );
        let many = [skip(SkipReason::NotAPath), skip(SkipReason::TooMany(1200))];
        assert_eq!(reasons(&many), "1,200 too many to be listed, 1 not a path");
        assert_eq!(entries(&many), 1201);
    }
}
