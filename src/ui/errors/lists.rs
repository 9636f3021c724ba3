//! Trust lists that were not fetched, saved, added or removed, or can't be used.

use std::io::ErrorKind;

use localization::text;

use super::{Words, advice, client, sentence, two_sentences};
use crate::ui::check::list_titled;
use model::{FolderTrouble, ListCause, ListFailure, ListTrouble, PublisherFault};
use que_sdk::TransportKind;
use trust_lists::{DamagedList, ListError, MAX_LIST_NAME, MAX_OWN, NotAdded};

/// Why a list was not fetched, saved, added or removed, and what to do.
pub(crate) fn list_failure(failure: &ListFailure) -> Words {
    let Some(cause) = &failure.cause else {
        return Words {
            message: failure.headline.clone(),
            hint: failure.hint.clone(),
        };
    };
    let hint = hint(cause);
    Words {
        message: message(cause),
        hint: match failure.keeps_copy {
            true => two_sentences(&hint, &text!("errors-list-copy-kept")),
            false => hint,
        },
    }
}

/// Why the copy of a list can't be used: a clause.
pub(crate) fn list_trouble(trouble: &ListTrouble) -> String {
    match trouble {
        ListTrouble::Damaged(DamagedList::Unreadable(error)) => {
            text!("errors-list-unreadable", reason = error.words.as_str())
        }
        ListTrouble::Damaged(DamagedList::Changed) => text!("errors-list-changed"),
        ListTrouble::Damaged(DamagedList::NoList(why)) => no_list(why),
        ListTrouble::Damaged(DamagedList::TooMany(most)) => text!("errors-list-too-many-of-kind", count = *most),
        ListTrouble::Stopped(reason) => text!("errors-list-stopped", reason = reason),
    }
}

fn message(cause: &ListCause) -> String {
    match cause {
        ListCause::Publisher { list, why } => {
            text!(
                "errors-list-not-updated",
                list = list_titled(list),
                reason = publisher(why)
            )
        }
        ListCause::Server { list, what, detail, .. } => {
            let words = with_detail(sentence(&client::headline(what)), detail.as_deref());
            text!(
                "errors-list-not-given-by-server",
                list = list_titled(list),
                words = words
            )
        }
        ListCause::NoList { list, file, why } => {
            let list = list_titled(list);
            text!("errors-list-no-list", list = list, file = *file, reason = no_list(why))
        }
        ListCause::NotSaved { list, folder } => {
            let reason = folder.error.words.as_str();
            text!("errors-list-not-saved", list = list_titled(list), reason = reason)
        }
        ListCause::SavingStopped { list, why } => {
            text!("errors-list-saving-stopped", list = list_titled(list), reason = why)
        }
        ListCause::NotAdded {
            name: Some(name), why, ..
        } => {
            text!("errors-list-not-added", name = name, reason = not_added(why))
        }
        ListCause::NotAdded {
            name: None, file, why, ..
        } => {
            text!("errors-list-file-not-added", file = file, reason = not_added(why))
        }
        ListCause::NotRemoved { list, folder } => {
            let reason = folder.error.words.as_str();
            text!("errors-list-not-removed", list = list_titled(list), reason = reason)
        }
        ListCause::NoKey { list } => text!("errors-list-no-key", list = list_titled(list)),
        ListCause::NoFolder => text!("errors-list-no-folder"),
        ListCause::Stopped(reason) => text!("errors-list-stopped", reason = reason),
    }
}

fn hint(cause: &ListCause) -> String {
    match cause {
        ListCause::Publisher { why, .. } => publisher_hint(why),
        ListCause::Server { advice: None, .. } => text!("errors-list-hint-connection"),
        ListCause::Server {
            advice: Some(advice), ..
        } => advice::advice(*advice),
        ListCause::NoList { .. } => text!("errors-list-hint-later"),
        ListCause::NotSaved { folder, .. } if folder.error.kind == ErrorKind::FileTooLarge => {
            text!("errors-list-hint-larger")
        }
        ListCause::NotSaved { folder, .. } | ListCause::NotRemoved { folder, .. } => folder_hint(folder),
        ListCause::NotAdded { path, folder, why, .. } => match why {
            NotAdded::NoName | NotAdded::BadName | NotAdded::NameTaken => text!("errors-list-hint-name"),
            NotAdded::TooMany => text!("errors-list-hint-too-many"),
            NotAdded::NoList(ListError::PrivateKey) => text!("errors-list-hint-private-key"),
            NotAdded::NoList(_) => text!("errors-list-hint-certificates"),
            NotAdded::Unreadable(error) if error.kind == ErrorKind::FileTooLarge => {
                text!("errors-list-hint-large-file")
            }
            NotAdded::Unreadable(_) => text!("errors-list-hint-file", file = path.display().to_string()),
            NotAdded::NotSaved(error) => {
                let (folder, error) = (folder.clone(), error.clone());
                folder_hint(&FolderTrouble { folder, error })
            }
        },
        ListCause::NoKey { .. } => two_sentences(&text!("errors-list-hint-key"), &text!("errors-list-copy-kept")),
        ListCause::NoFolder => text!("errors-list-hint-data-folder"),
        ListCause::SavingStopped { .. } | ListCause::Stopped(_) => text!("errors-hint-try-again"),
    }
}

fn folder_hint(trouble: &FolderTrouble) -> String {
    let folder = trouble.folder.display().to_string();
    match trouble.error.kind {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            text!("errors-list-hint-permission", folder = folder)
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => text!("errors-list-hint-space"),
        _ => text!("errors-list-hint-folder", folder = folder),
    }
}

fn not_added(why: &NotAdded) -> String {
    match why {
        NotAdded::NoName => text!("errors-list-needs-name"),
        NotAdded::BadName => text!("errors-list-bad-name", count = MAX_LIST_NAME),
        NotAdded::NameTaken => text!("errors-list-name-taken"),
        NotAdded::TooMany => text!("errors-list-too-many", count = MAX_OWN),
        // The system's words.
        NotAdded::Unreadable(error) => error.words.clone(),
        NotAdded::NoList(why) => no_list(why),
        NotAdded::NotSaved(error) => text!("errors-list-saving-failed", reason = error.words.as_str()),
    }
}

fn no_list(why: &ListError) -> String {
    match why {
        ListError::NoCertificates => text!("errors-list-no-certificates"),
        ListError::DamagedCertificate(number) => {
            text!("errors-list-damaged-certificate", number = number.to_string())
        }
        ListError::OtherForm(form) => text!("errors-list-other-form", form = form),
        ListError::PrivateKey => text!("errors-list-private-key"),
        ListError::NoHashes => text!("errors-list-no-hashes"),
        ListError::NoUses => text!("errors-list-no-uses"),
        ListError::TooLong => text!("errors-list-too-long"),
        ListError::NoRoom => text!("errors-list-no-room"),
    }
}

fn publisher(why: &PublisherFault) -> String {
    match why {
        PublisherFault::Status { host, file, status } => of_status(*status, host, file),
        PublisherFault::OtherAnswer { host, file } => text!("errors-publisher-other", host = host, file = *file),
        PublisherFault::Moved {
            host,
            file,
            to: Some(to),
        } => {
            text!("errors-publisher-moved", host = host, file = *file, to = to)
        }
        PublisherFault::Moved { host, file, to: None } => {
            text!("errors-publisher-moved-somewhere", host = host, file = *file)
        }
        PublisherFault::Connection { host, kind, detail } => with_detail(connection(*kind, host), detail.as_deref()),
        PublisherFault::Here { what, detail, .. } => with_detail(client::headline(what), detail.as_deref()),
    }
}

fn of_status(status: u16, host: &str, file: &str) -> String {
    let number = status.to_string();
    match status {
        404 | 410 => text!("errors-publisher-lacks", host = host, file = file, status = number),
        401 | 403 => text!("errors-publisher-refused", host = host, file = file, status = number),
        407 => text!("errors-publisher-proxy-password", host = host, status = number),
        429 => text!("errors-publisher-too-fast", host = host, status = number),
        _ => text!("errors-publisher-status", host = host, file = file, status = number),
    }
}

fn connection(kind: TransportKind, host: &str) -> String {
    match kind {
        TransportKind::Dns => text!("errors-publisher-dns", host = host),
        TransportKind::Connect => text!("errors-publisher-connect", host = host),
        TransportKind::Tls => text!("errors-publisher-tls", host = host),
        TransportKind::Proxy => text!("errors-publisher-proxy", host = host),
        TransportKind::Timeout | TransportKind::Stalled => text!("errors-publisher-timeout", host = host),
        TransportKind::Reset | TransportKind::BodySentResponseLost => text!("errors-publisher-reset", host = host),
        TransportKind::Protocol => text!("errors-publisher-protocol", host = host),
    }
}

fn publisher_hint(why: &PublisherFault) -> String {
    match why {
        PublisherFault::Status {
            status: 404 | 410 | 401 | 403,
            ..
        } => text!("errors-list-hint-moved"),
        PublisherFault::Status { status: 407, .. } => text!("errors-advice-proxy-password"),
        PublisherFault::Status { status: 429, .. } => text!("errors-list-hint-minutes"),
        PublisherFault::Status { .. } => text!("errors-list-hint-later"),
        PublisherFault::OtherAnswer { .. } => text!("errors-list-hint-sign-in"),
        PublisherFault::Moved { .. } => text!("errors-list-hint-moved-or-network"),
        PublisherFault::Connection { kind, .. } => match kind {
            TransportKind::Dns | TransportKind::Connect | TransportKind::Timeout | TransportKind::Stalled => {
                text!("errors-list-hint-connection")
            }
            TransportKind::Tls => text!("errors-list-hint-certificate"),
            TransportKind::Proxy => text!("errors-list-hint-proxy"),
            TransportKind::Reset | TransportKind::BodySentResponseLost => text!("errors-list-hint-later"),
            TransportKind::Protocol => text!("errors-list-hint-sign-in"),
        },
        PublisherFault::Here { advice, .. } => advice::advice(*advice),
    }
}

/// With the words of the system or a server in parentheses.
fn with_detail(words: String, detail: Option<&str>) -> String {
    match detail {
        Some(detail) => text!("errors-with-detail", words = words, detail = detail),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use localization::Language;
    use que_sdk::{Advice, Headline};
    use trust_lists::SystemError;

    const KINDS: [TransportKind; 9] = [
        TransportKind::Dns,
        TransportKind::Connect,
        TransportKind::Tls,
        TransportKind::Proxy,
        TransportKind::Reset,
        TransportKind::Timeout,
        TransportKind::Stalled,
        TransportKind::BodySentResponseLost,
        TransportKind::Protocol,
    ];

    fn list() -> String {
        "Que server's list (x.example)".to_owned()
    }

    fn error(kind: ErrorKind) -> SystemError {
        io::Error::from(kind).into()
    }

    fn no_lists() -> Vec<ListError> {
        vec![
            ListError::NoCertificates,
            ListError::DamagedCertificate(1234),
            ListError::OtherForm("PKCS7".to_owned()),
            ListError::PrivateKey,
            ListError::NoHashes,
            ListError::NoUses,
            ListError::TooLong,
            ListError::NoRoom,
        ]
    }

    fn publishers() -> Vec<PublisherFault> {
        let (host, file) = (|| "x.example".to_owned(), "a.pem");
        let statuses = [404, 403, 407, 429, 500];
        let mut all: Vec<_> = statuses
            .map(|status| PublisherFault::Status {
                host: host(),
                file,
                status,
            })
            .into();
        for to in [None, Some("y.example".to_owned())] {
            all.push(PublisherFault::Moved { host: host(), file, to });
        }
        all.push(PublisherFault::OtherAnswer { host: host(), file });
        for (kind, detail) in KINDS
            .into_iter()
            .zip([None, Some("words".to_owned())].into_iter().cycle())
        {
            let host = host();
            all.push(PublisherFault::Connection { host, kind, detail });
        }
        all.push(PublisherFault::Here {
            what: Headline::Canceled,
            advice: Advice::ProxyPassword,
            detail: Some("words".to_owned()),
        });
        all
    }

    fn causes() -> Vec<ListCause> {
        let folder = |kind| FolderTrouble {
            folder: "/lists".into(),
            error: error(kind),
        };
        let mut all = vec![
            ListCause::NoKey { list: list() },
            ListCause::NoFolder,
            ListCause::Stopped("panic".to_owned()),
            ListCause::SavingStopped {
                list: list(),
                why: "panic".to_owned(),
            },
        ];
        all.extend(
            publishers()
                .into_iter()
                .map(|why| ListCause::Publisher { list: list(), why }),
        );
        for (advice, detail) in [(None, None), (Some(Advice::ProxyPassword), Some("words".to_owned()))] {
            let what = Headline::Canceled;
            all.push(ListCause::Server {
                list: list(),
                what,
                advice,
                detail,
            });
        }
        for kind in [
            ErrorKind::FileTooLarge,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::NotFound,
        ] {
            let (list, folder) = (list(), folder(kind));
            all.push(ListCause::NotSaved {
                list: list.clone(),
                folder: folder.clone(),
            });
            all.push(ListCause::NotRemoved { list, folder });
        }
        let mut reasons = vec![
            NotAdded::NoName,
            NotAdded::BadName,
            NotAdded::NameTaken,
            NotAdded::TooMany,
            NotAdded::Unreadable(error(ErrorKind::FileTooLarge)),
            NotAdded::Unreadable(error(ErrorKind::NotFound)),
            NotAdded::NotSaved(error(ErrorKind::StorageFull)),
        ];
        reasons.extend(no_lists().into_iter().map(NotAdded::NoList));
        for why in reasons {
            for name in [None, Some("Mine".to_owned())] {
                all.push(ListCause::NotAdded {
                    name,
                    file: "a.pem".to_owned(),
                    path: "/b/a.pem".into(),
                    folder: "/lists".into(),
                    why: why.clone(),
                });
            }
        }
        for why in no_lists() {
            let (list, file) = (list(), "a.pem");
            all.push(ListCause::NoList { list, file, why });
        }
        all
    }

    #[test]
    fn the_windows_english_of_failed_lists_is_that_of_the_command_line() {
        for cause in causes() {
            let failure = ListFailure::because(cause);
            for failure in [failure.clone(), failure.keeping_copy()] {
                let words = list_failure(&failure);
                assert_eq!(words.message, failure.headline);
                assert_eq!(words.hint, failure.hint);
            }
        }
    }

    #[test]
    fn the_windows_english_of_unusable_lists_is_that_of_the_command_line() {
        let mut all: Vec<_> = no_lists().into_iter().map(DamagedList::NoList).collect();
        all.extend([
            DamagedList::Unreadable(error(ErrorKind::PermissionDenied)),
            DamagedList::Changed,
            DamagedList::TooMany(20),
        ]);
        let damaged = all.into_iter().map(ListTrouble::Damaged);
        for trouble in damaged.chain([ListTrouble::Stopped("panic".to_owned())]) {
            assert_eq!(list_trouble(&trouble), trouble.to_string());
        }
    }

    #[test]
    fn every_failed_list_has_words_of_its_own_in_every_language() {
        for language in Language::ALL
            .into_iter()
            .filter(|language| *language != Language::English)
        {
            localization::set(Some(language));
            for cause in causes() {
                let failure = ListFailure::because(cause);
                let words = list_failure(&failure);
                assert_ne!(words.message, failure.headline);
                assert_ne!(words.hint, failure.hint);
                for text in [&words.message, &words.hint] {
                    assert!(!text.contains(['{', '}']) && !text.contains("errors-"), "{text}");
                }
            }
        }
        localization::set(Some(Language::English));
    }
}
