//! Turns file lists from other programs into intents: paths to add, and entries to skip with a reason.

use file_drop::list::{List, Refusal, Refused};
use model::{Intent, SkipReason, Skipped};

/// The intent to add the files of a list.
pub(crate) fn adding(list: List) -> Intent {
    Intent::AddList {
        paths: list.paths,
        refused: left_out(list.refused, list.more_refused),
    }
}

/// The refused entries with the model's reasons, and one entry for `more` that were only counted.
pub(super) fn left_out(refused: impl IntoIterator<Item = Refused>, more: usize) -> Vec<Skipped> {
    let mut skipped: Vec<_> = refused.into_iter().map(one_left_out).collect();
    if more > 0 {
        skipped.push(Skipped {
            path: "…".into(),
            reason: SkipReason::TooMany(more),
        });
    }
    skipped
}

fn one_left_out(refused: Refused) -> Skipped {
    let reason = match refused.reason {
        Refusal::OtherHost(host) => SkipReason::OtherHost(host),
        Refusal::OtherScheme(scheme) => SkipReason::OtherScheme(scheme),
        Refusal::NotAPath => SkipReason::NotAPath,
        Refusal::Repeated => SkipReason::Duplicate,
        Refusal::TooMany => SkipReason::TooMany(1),
        Refusal::NotDelivered => SkipReason::IncompleteTransfer,
    };
    Skipped {
        path: refused.entry,
        reason,
    }
}

#[cfg(test)]
mod tests {
    use file_drop::list;
    #[cfg(unix)]
    use model::{Command, Event, Timestamp};
    use model::{Model, NoticeKind, Settings, SkipReason};

    use super::*;

    #[cfg(unix)]
    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn reasons(model: &Model) -> Vec<(String, SkipReason)> {
        let NoticeKind::Added { skipped, .. } = &model.notices.last().unwrap().kind else {
            panic!("{:?}", model.notices);
        };
        let reason = |skipped: &Skipped| (skipped.path.display().to_string(), skipped.reason.clone());
        skipped.iter().map(reason).collect()
    }

    #[cfg(unix)]
    #[test]
    fn refused_entries_are_reported_together_with_those_the_scan_skips() {
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        let list = list::parse(
            b"file:///a\r\nhttps://example.org/b\r\nfile:///a\r\nfile://nas/c\r\nd",
            "here",
        );
        let commands = model.decide(adding(list));
        assert!(
            matches!(&commands[..], [Command::Scan { paths, .. }] if paths.len() == 1),
            "{commands:?}"
        );
        assert_eq!(model.notices.len(), 0, "one notice, after the scan");
        let missing = Skipped {
            path: "/a".into(),
            reason: SkipReason::Missing,
        };
        model.absorb(
            Event::ScanEnded {
                batch: 1,
                skipped: vec![missing],
            },
            NOW,
        );
        let skipped = |path: &str, reason| (path.to_owned(), reason);
        assert_eq!(
            reasons(&model),
            [
                skipped("/a", SkipReason::Missing),
                skipped("https://example.org/b", SkipReason::OtherScheme("https".into())),
                skipped("file://nas/c", SkipReason::OtherHost("nas".into())),
                skipped("d", SkipReason::NotAPath),
                skipped("/a", SkipReason::Duplicate),
            ]
        );
    }

    #[test]
    fn entries_beyond_the_limit_are_reported_as_a_number() {
        let list = list::parse("a\n".repeat(list::MAX_REFUSED + 7).as_bytes(), "here");
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        model.decide(adding(list));
        let skipped = reasons(&model);
        assert_eq!(skipped.len(), list::MAX_REFUSED + 1);
        assert_eq!(skipped.last().unwrap().1, SkipReason::TooMany(7));
    }

    #[test]
    fn a_list_without_any_file_is_reported_at_once() {
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        assert!(model.decide(adding(list::parse(b"sftp://nas/b", "here"))).is_empty());
        assert_eq!(
            reasons(&model),
            [("sftp://nas/b".to_owned(), SkipReason::OtherScheme("sftp".into()))]
        );
        assert!(model.decide(adding(List::default())).is_empty());
        assert_eq!(model.notices.len(), 1);
    }
}
