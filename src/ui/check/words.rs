//! Names of verdicts and trust lists, in the window's language.

use crate::ui::states;
use localization::text;
use model::{ListSummary, Verdict};
use trust_lists::{ListName, known};

/// The verdict of a file that was checked here, without a server. `None`: the file could not be read.
pub(crate) fn verdict(verdict: Option<Verdict>) -> String {
    match verdict {
        Some(Verdict::Unsupported) => text!("states-verdict-unsupported-here"),
        Some(found) => states::verdict(found),
        None => text!("states-verdict-not-read"),
    }
}

/// How many files have it.
pub(super) fn verdict_count(verdict: Option<Verdict>, count: usize) -> String {
    match verdict {
        Some(Verdict::Unsupported) => text!("states-verdict-count-unsupported-here", count = count),
        Some(found) => states::verdict_count(found, count),
        None => text!("states-verdict-count-not-read", count = count),
    }
}

fn published(list: ListName) -> String {
    match list {
        ListName::Que => text!("check-list-que"),
        ListName::Official => text!("check-list-official"),
        ListName::Interim => text!("check-list-interim"),
        ListName::News => text!("check-list-news"),
        ListName::Own => text!("check-list-own"),
    }
}

/// The title of a list that results name so, with its server. A user's own has the name that they gave it, or its path.
pub(super) fn list(name: &str) -> String {
    match known(name) {
        Some((ListName::Own, Some(own))) => own.to_owned(),
        Some((list, Some(origin))) => of_server(list, origin.trim_start_matches("https://")),
        Some((list, None)) => published(list),
        None => name.to_owned(),
    }
}

/// The title of a list on this computer.
pub(super) fn title(list: &ListSummary) -> String {
    match ListName::from_word(list.word) {
        None | Some(ListName::Own) => list.title.clone(),
        Some(name) if list.title.starts_with(name.title()) => titled(&list.title),
        Some(name) => published(name),
    }
}

/// The title of a list whose English title is this, with its server if it is a Que server's.
pub(crate) fn titled(title: &str) -> String {
    for list in ListName::ALL {
        let Some(rest) = title.strip_prefix(list.title()) else {
            continue;
        };
        let host = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
        match host {
            _ if rest.is_empty() => return published(list),
            Some(host) if list != ListName::Own => return of_server(list, host),
            _ => {}
        }
    }
    title.to_owned()
}

fn of_server(list: ListName, host: &str) -> String {
    text!("check-list-of-server", list = published(list), host = host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::CheckResult;
    use trust_lists::title_of;

    #[test]
    fn the_words_of_the_window_are_those_of_the_command_line_in_english() {
        for of in Verdict::ALL.map(Some).into_iter().chain([None]) {
            let result = CheckResult {
                verdict: of,
                ..CheckResult::not_read("")
            };
            assert_eq!(verdict(of), result.name());
            assert_eq!(verdict_count(of, 1200), format!("1,200 {}", result.name()));
        }
        for name in [
            "official",
            "interim",
            "news",
            "que https://api.example.com",
            "own: Ours",
            "/lists/a.pem",
        ] {
            assert_eq!(list(name), title_of(name));
            let summary = ListSummary {
                word: known(name).map_or("own", |(list, _)| list.word()),
                title: title_of(name),
                ..ListSummary::default()
            };
            assert_eq!(title(&summary), title_of(name));
        }
    }
}
