//! Why a file or an object was not read: the engine's English words, read back.

use localization::text;

use super::sentence;
use crate::ui::{notices, words};
use model::{ReadFault, SkipReason};

/// Why a file was not read, as a clause. Other words are shown as they came.
pub(crate) fn read_clause(words: &str) -> String {
    ReadFault::read(words).map_or_else(|| words.to_owned(), |fault| clause(&fault))
}

/// Why a file was not read, as a sentence. Other words are shown as they came.
pub(crate) fn read_sentence(words: &str) -> String {
    ReadFault::read(words).map_or_else(|| words.to_owned(), |fault| sentence(&clause(&fault)))
}

fn clause(fault: &ReadFault) -> String {
    match fault {
        ReadFault::NoLongerHere => text!("errors-read-no-longer-here"),
        ReadFault::NotReadable(error) => text!("errors-read-not-readable", reason = error),
        ReadFault::StoreUnreadable(name) => text!("errors-read-store-unreadable", name = name),
        ReadFault::CannotBeRead => text!("errors-read-cannot-be-read"),
        ReadFault::NotAFile => text!("errors-read-not-a-file"),
        ReadFault::Changed => text!("errors-read-changed"),
        ReadFault::ChangedSinceUpload => text!("errors-read-changed-since-upload"),
        ReadFault::NotOfItsType => text!("errors-read-not-of-its-type"),
        ReadFault::TypeNotInspected => text!("errors-read-type-not-inspected"),
        ReadFault::TypeNotRead => text!("errors-read-type-not-read"),
        ReadFault::NoInspection => text!("errors-read-no-inspection"),
        ReadFault::NoReading => text!("errors-read-no-reading"),
        ReadFault::TooLong(seconds) => text!("errors-read-too-long", time = words::seconds(u64::from(*seconds))),
        ReadFault::TooMuchMemory(megabytes) => {
            let size = words::bytes(megabytes.saturating_mul(1_000_000));
            text!("errors-read-too-much-memory", size = size)
        }
        ReadFault::TooDeep => text!("errors-read-too-deep"),
        ReadFault::Killed(signal) => killed(*signal),
        ReadFault::Broken => text!("errors-read-broken"),
        ReadFault::Failed => text!("errors-read-failed"),
        ReadFault::NotStarted(error) => text!("errors-read-not-started", reason = error),
        ReadFault::Closing => text!("errors-read-closing"),
        ReadFault::Stopped => text!("errors-read-stopped"),
        ReadFault::Skipped(reason) => text!("errors-read-skipped", reason = skipped(reason)),
        ReadFault::Found(_)
        | ReadFault::Copied(_)
        | ReadFault::Both(..)
        | ReadFault::NoCredentials
        | ReadFault::Elsewhere
        | ReadFault::CopyNotMade(_)
        | ReadFault::OtherCopy
        | ReadFault::OtherFile
        | ReadFault::NoRecord
        | ReadFault::NoBucket
        | ReadFault::NotAsked
        | ReadFault::NotProvided(_)
        | ReadFault::LargerThanExpected
        | ReadFault::NotDownloaded(_)
        | ReadFault::DownloadTooLong
        | ReadFault::Ending
        | ReadFault::ServerChanged
        | ReadFault::Words(_) => of_object(fault),
    }
}

/// What a signal usually means.
fn killed(signal: i32) -> String {
    let number = signal.to_string();
    match signal {
        4 | 6 | 7 | 8 | 11 => text!("errors-read-killed-damaged", number = number),
        9 => text!("errors-read-killed-by-system", number = number),
        _ => text!("errors-read-killed", number = number),
    }
}

fn skipped(reason: &SkipReason) -> String {
    match reason {
        SkipReason::Unreadable(_) => text!("errors-read-skipped-unreadable"),
        SkipReason::OtherHost(_) => text!("errors-read-skipped-other-host"),
        SkipReason::OtherScheme(_) => text!("errors-read-skipped-other-scheme"),
        other => notices::reason(other),
    }
}

/// Why an object was not read: its copy on this computer, or the server's.
fn of_object(fault: &ReadFault) -> String {
    match fault {
        ReadFault::Found(why) => text!("errors-read-found", reason = clause(why)),
        ReadFault::Copied(why) => text!("errors-read-copied", reason = clause(why)),
        ReadFault::Both(first, second) => {
            text!("errors-read-both", first = clause(first), second = clause(second))
        }
        ReadFault::NoCredentials => text!("errors-read-no-credentials"),
        ReadFault::Elsewhere => text!("errors-read-elsewhere"),
        ReadFault::CopyNotMade(error) => text!("errors-read-copy-not-made", reason = error),
        ReadFault::OtherCopy => text!("errors-read-other-copy"),
        ReadFault::OtherFile => text!("errors-read-other-file"),
        ReadFault::NoRecord => text!("errors-read-no-record"),
        ReadFault::NoBucket => text!("errors-read-no-bucket"),
        ReadFault::NotAsked => text!("errors-read-not-asked"),
        ReadFault::NotProvided(why) => text!("errors-read-not-provided", reason = why),
        ReadFault::LargerThanExpected => text!("errors-read-larger"),
        ReadFault::NotDownloaded(why) => text!("errors-read-not-downloaded", reason = why),
        ReadFault::DownloadTooLong => text!("errors-read-download-too-long"),
        ReadFault::Ending => text!("errors-read-ending"),
        ReadFault::ServerChanged => text!("errors-read-server-changed"),
        ReadFault::Words(words) => words.clone(),
        here => here.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use localization::Language;

    const WORDS: [&str; 31] = [
        "the file is no longer here",
        "the file cannot be read (words)",
        "the file cannot be read",
        "the manifest store a.c2pa beside it can't be read",
        "it is not a file",
        "the file has changed",
        "the file here has changed since it was uploaded",
        "it cannot be read as a file of its type",
        "files of this type cannot be inspected here",
        "files of this type cannot be read here",
        "this build cannot inspect files",
        "this build does not read files",
        "it could not be read in 10 s",
        "it could not be read in 201 MB of memory",
        "it is nested too deep to be read",
        "the part of the program that read it was stopped by signal 15",
        "the part of the program that read it was stopped by signal 9, by the system (it may be short of memory) or by \
         somebody",
        "the part of the program that read it was stopped by signal 11: the file is damaged, or built to break programs",
        "reading it failed: it is damaged, or built to break programs",
        "it could not be read: a helper process could not be started (words)",
        "it was not read: the program is closing",
        "internal error: reading this file was stopped. Check it again",
        "it was not read: unreadable",
        "it was not read: not a file",
        "it was not read: on another computer",
        "the file was found, but it holds no Content Credentials",
        "the file is no longer here, and the object's bucket is not known",
        "the server's copy was downloaded, but its Content Credentials are stored elsewhere, and are not downloaded",
        "the object is larger than expected, so it was not downloaded",
        "the server does not provide the object (words)",
        "downloading the object took too long",
    ];

    #[test]
    fn the_windows_english_is_the_engines_and_other_languages_have_words_of_their_own() {
        for words in WORDS {
            assert_eq!(read_clause(words), words);
            assert_eq!(read_sentence(&model::sentence(words)), model::sentence(words));
            for language in Language::ALL {
                localization::set(Some(language));
                let said = read_clause(words);
                localization::set(Some(Language::English));
                assert_eq!(said == words, language == Language::English, "{language:?}: {said}");
                assert!(!said.contains(['{', '}']) && !said.contains("errors-"), "{said}");
            }
        }
        assert_eq!(read_sentence("Permission denied"), "Permission denied");
    }
}
