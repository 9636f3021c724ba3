//! Lists of files from other programs as wishes: what can be walked, and what is refused by name.

use file_drop::list::{List, Refusal, Refused};
use model::{Intent, SkipReason, Skipped};

/// The wish to add what a list names.
pub(crate) fn adding(list: List) -> Intent {
    Intent::AddList {
        paths: list.paths,
        refused: left_out(list.refused, list.more_refused),
    }
}

/// What is not taken, and why, in the words of the model; `more` are told by their number.
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
        Refusal::NotDelivered => SkipReason::NotHandedOver,
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
        let told = |skipped: &Skipped| (skipped.path.display().to_string(), skipped.reason.clone());
        skipped.iter().map(told).collect()
    }

    #[cfg(unix)]
    #[test]
    fn what_a_list_refuses_is_told_with_what_its_walk_leaves_out() {
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
        assert_eq!(model.notices.len(), 0, "one notice, when the walk has ended");
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
        let told = |path: &str, reason| (path.to_owned(), reason);
        assert_eq!(
            reasons(&model),
            [
                told("/a", SkipReason::Missing),
                told("https://example.org/b", SkipReason::OtherScheme("https".into())),
                told("file://nas/c", SkipReason::OtherHost("nas".into())),
                told("d", SkipReason::NotAPath),
                told("/a", SkipReason::Duplicate),
            ]
        );
    }

    #[test]
    fn what_is_not_kept_of_a_list_is_told_by_its_number() {
        let list = list::parse("a\n".repeat(list::MAX_REFUSED + 7).as_bytes(), "here");
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        model.decide(adding(list));
        let told = reasons(&model);
        assert_eq!(told.len(), list::MAX_REFUSED + 1);
        assert_eq!(told.last().unwrap().1, SkipReason::TooMany(7));
    }

    #[test]
    fn a_list_without_any_file_is_told_at_once() {
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
