//! Why a file was not read, or an object's bytes were not: said in English by the engine, and read back by the window, for
//! these words are also what results and records keep.

use std::fmt;

use super::SkipReason;

/// The longest words that are read, in bytes.
const LONGEST: usize = 4000;

/// Why a file or an object was not read. `Display` says it in English: a clause in lowercase without a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// The file is gone.
    NoLongerHere,
    /// The system's error.
    NotReadable(String),
    /// The manifest store of this name beside it can't be read.
    StoreUnreadable(String),
    /// It cannot be read.
    CannotBeRead,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It has changed meanwhile.
    Changed,
    /// It has changed since it was uploaded.
    ChangedSinceUpload,
    /// Its content is not of its type.
    NotOfItsType,
    /// Its type is not inspected.
    TypeNotInspected,
    /// Its type is not read.
    TypeNotRead,
    /// This build inspects none.
    NoInspection,
    /// This build reads none.
    NoReading,
    /// It took longer than so many seconds.
    TooLong(u32),
    /// It took more than so many millions of bytes.
    TooMuchMemory(u64),
    /// It is nested too deep.
    TooDeep,
    /// The child was stopped by this signal.
    Killed(i32),
    /// The reader broke.
    Broken,
    /// Reading failed.
    Failed,
    /// The child could not be started: the system's error.
    NotStarted(String),
    /// The program is closing.
    Closing,
    /// An error of this program.
    Stopped,
    /// A walk left it out. Hosts and the like in the reason are empty.
    Skipped(SkipReason),
    /// It has no Content Credentials.
    NoCredentials,
    /// Its Content Credentials are elsewhere.
    Elsewhere,
    /// A temporary copy could not be made: the system's error.
    CopyNotMade(String),
    /// The server's copy is not what was uploaded.
    OtherCopy,
    /// The server's copy is not the file that was uploaded.
    OtherFile,
    /// The record of uploads cannot be read.
    NoRecord,
    /// The bucket is not known.
    NoBucket,
    /// The server cannot be asked.
    NotAsked,
    /// The server does not provide the object, for this reason.
    NotProvided(String),
    /// It is larger than expected.
    LargerThanExpected,
    /// It could not be downloaded, for this reason.
    NotDownloaded(String),
    /// The download took too long.
    DownloadTooLong,
    /// The program ends.
    Ending,
    /// Another server is used now.
    ServerChanged,
    /// The file was found, but this.
    Found(Box<Self>),
    /// The server's copy was downloaded, but this.
    Copied(Box<Self>),
    /// The first, and the second.
    Both(Box<Self>, Box<Self>),
    /// Words of others.
    Words(String),
}

/// What a walk says of what it left out.
static SKIPPED: [SkipReason; 12] = [
    SkipReason::Missing,
    SkipReason::Unreadable(String::new()),
    SkipReason::TooLarge,
    SkipReason::NotAFile { named: true },
    SkipReason::BrokenLink,
    SkipReason::LinkCycle,
    SkipReason::Duplicate,
    SkipReason::OtherHost(String::new()),
    SkipReason::OtherScheme(String::new()),
    SkipReason::NotAPath,
    SkipReason::IncompleteTransfer,
    SkipReason::TooMany(0),
];

static PLAIN: [ReadFault; 26] = [
    ReadFault::NoLongerHere,
    ReadFault::CannotBeRead,
    ReadFault::NotAFile,
    ReadFault::Changed,
    ReadFault::ChangedSinceUpload,
    ReadFault::NotOfItsType,
    ReadFault::TypeNotInspected,
    ReadFault::TypeNotRead,
    ReadFault::NoInspection,
    ReadFault::NoReading,
    ReadFault::TooDeep,
    ReadFault::Broken,
    ReadFault::Failed,
    ReadFault::Closing,
    ReadFault::Stopped,
    ReadFault::NoCredentials,
    ReadFault::Elsewhere,
    ReadFault::OtherCopy,
    ReadFault::OtherFile,
    ReadFault::NoRecord,
    ReadFault::NoBucket,
    ReadFault::NotAsked,
    ReadFault::LargerThanExpected,
    ReadFault::DownloadTooLong,
    ReadFault::Ending,
    ReadFault::ServerChanged,
];

/// What begins and ends words with a value.
const NOT_READABLE: &str = "the file cannot be read (";
const STORE_UNREADABLE: &str = "the manifest store ";
const STORE_UNREADABLE_END: &str = " beside it can't be read";
const TOO_MUCH: &str = "it could not be read in ";
const SIGNAL: &str = "the part of the program that read it was stopped by signal ";
const NOT_STARTED: &str = "it could not be read: a helper process could not be started (";
const SKIPPED_START: &str = "it was not read: ";
const COPY_NOT_MADE: &str = "a copy could not be made (";
const NOT_PROVIDED: &str = "the server does not provide the object (";
const NOT_DOWNLOADED: &str = "the object could not be downloaded (";
const FOUND: &str = "the file was found, but ";
const COPIED: &str = "the server's copy was downloaded, but ";

impl ReadFault {
    /// The fault that these words say, as a clause or as a sentence. `None` if they are others'.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        if words.len() > LONGEST {
            return None;
        }
        let words = words.trim().trim_end_matches('.');
        let mut letters = words.chars();
        let first = letters.next()?.to_ascii_lowercase();
        // "its Content Credentials" and all others begin in lowercase.
        Self::of_clause(&format!("{first}{}", letters.as_str()))
    }

    fn of_clause(clause: &str) -> Option<Self> {
        if let Some(plain) = PLAIN.iter().find(|fault| fault.plain() == Some(clause)) {
            return Some(plain.clone());
        }
        let inner = |words: &str| Box::new(Self::of_clause(words).unwrap_or_else(|| Self::Words(words.to_owned())));
        if let Some(rest) = clause.strip_prefix(FOUND) {
            return Some(Self::Found(inner(rest)));
        }
        if let Some(rest) = clause.strip_prefix(COPIED) {
            return Some(Self::Copied(inner(rest)));
        }
        if let Some(name) = clause
            .strip_prefix(STORE_UNREADABLE)
            .and_then(|rest| rest.strip_suffix(STORE_UNREADABLE_END))
        {
            return Some(Self::StoreUnreadable(name.to_owned()));
        }
        if let Some((first, second)) = clause.split_once(", and ")
            && let Some(first) = Self::of_clause(first)
        {
            return Some(Self::Both(Box::new(first), inner(second)));
        }
        Self::with_value(clause)
    }

    fn with_value(clause: &str) -> Option<Self> {
        let within = |start: &str, end: &str| clause.strip_prefix(start)?.strip_suffix(end).map(str::to_owned);
        if let Some(seconds) = within(TOO_MUCH, " s").and_then(|number| number.parse().ok()) {
            return Some(Self::TooLong(seconds));
        }
        if let Some(megabytes) = within(TOO_MUCH, " MB of memory").and_then(|number| number.parse().ok()) {
            return Some(Self::TooMuchMemory(megabytes));
        }
        if let Some(rest) = clause.strip_prefix(SIGNAL) {
            let number = rest.split([':', ',']).next().and_then(|number| number.parse().ok());
            return number.map(Self::Killed).filter(|fault| fault.to_string() == clause);
        }
        if let Some(rest) = clause.strip_prefix(SKIPPED_START) {
            let reason = SKIPPED.iter().find(|reason| reason.words() == rest)?;
            return Some(Self::Skipped(reason.clone()));
        }
        within(NOT_READABLE, ")")
            .map(Self::NotReadable)
            .or_else(|| within(NOT_STARTED, ")").map(Self::NotStarted))
            .or_else(|| within(COPY_NOT_MADE, ")").map(Self::CopyNotMade))
            .or_else(|| within(NOT_PROVIDED, ")").map(Self::NotProvided))
            .or_else(|| within(NOT_DOWNLOADED, ")").map(Self::NotDownloaded))
    }

    /// This one, and another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::Both(Box::new(self), Box::new(other))
    }

    /// The words of those without a value.
    const fn plain(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoLongerHere => "the file is no longer here",
            Self::CannotBeRead => "the file cannot be read",
            Self::NotAFile => "it is not a file",
            Self::Changed => "the file has changed",
            Self::ChangedSinceUpload => "the file here has changed since it was uploaded",
            Self::NotOfItsType => "it cannot be read as a file of its type",
            Self::TypeNotInspected => "files of this type cannot be inspected here",
            Self::TypeNotRead => "files of this type cannot be read here",
            Self::NoInspection => "this build cannot inspect files",
            Self::NoReading => "this build does not read files",
            Self::TooDeep => "it is nested too deep to be read",
            Self::Broken => "reading it failed: it is damaged, or built to break programs",
            Self::Failed => "reading it failed",
            Self::Closing => "it was not read: the program is closing",
            Self::Stopped => "internal error: reading this file was stopped. Check it again",
            Self::NoCredentials => "it holds no Content Credentials",
            Self::Elsewhere => "its Content Credentials are stored elsewhere, and are not downloaded",
            Self::OtherCopy => "the server's copy is not what was uploaded",
            Self::OtherFile => "the server's copy is not the file that was uploaded",
            Self::NoRecord => "the record of uploads cannot be read",
            Self::NoBucket => "the object's bucket is not known",
            Self::NotAsked => "the server cannot be asked for the object",
            Self::LargerThanExpected => "the object is larger than expected, so it was not downloaded",
            Self::DownloadTooLong => "downloading the object took too long",
            Self::Ending => "the program ends",
            Self::ServerChanged => "the server was changed meanwhile",
            Self::NotReadable(_)
            | Self::StoreUnreadable(_)
            | Self::TooLong(_)
            | Self::TooMuchMemory(_)
            | Self::Killed(_)
            | Self::NotStarted(_)
            | Self::Skipped(_)
            | Self::CopyNotMade(_)
            | Self::NotProvided(_)
            | Self::NotDownloaded(_)
            | Self::Found(_)
            | Self::Copied(_)
            | Self::Both(..)
            | Self::Words(_) => return None,
        })
    }
}

impl fmt::Display for ReadFault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(words) = self.plain() {
            return to.write_str(words);
        }
        match self {
            Self::NotReadable(error) => write!(to, "{NOT_READABLE}{error})"),
            Self::StoreUnreadable(name) => write!(to, "{STORE_UNREADABLE}{name}{STORE_UNREADABLE_END}"),
            Self::TooLong(seconds) => write!(to, "{TOO_MUCH}{seconds} s"),
            Self::TooMuchMemory(megabytes) => write!(to, "{TOO_MUCH}{megabytes} MB of memory"),
            Self::Killed(signal) => {
                let hint = match signal {
                    4 | 6 | 7 | 8 | 11 => ": the file is damaged, or built to break programs",
                    9 => ", by the system (it may be short of memory) or by somebody",
                    _ => "",
                };
                write!(to, "{SIGNAL}{signal}{hint}")
            }
            Self::NotStarted(error) => write!(to, "{NOT_STARTED}{error})"),
            Self::Skipped(reason) => write!(to, "{SKIPPED_START}{}", reason.words()),
            Self::CopyNotMade(error) => write!(to, "{COPY_NOT_MADE}{error})"),
            Self::NotProvided(why) => write!(to, "{NOT_PROVIDED}{why})"),
            Self::NotDownloaded(why) => write!(to, "{NOT_DOWNLOADED}{why})"),
            Self::Found(why) => write!(to, "{FOUND}{why}"),
            Self::Copied(why) => write!(to, "{COPIED}{why}"),
            Self::Both(first, second) => write!(to, "{first}, and {second}"),
            Self::Words(words) => to.write_str(words),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_read_back_from_its_clause_and_from_its_sentence() {
        let words = || "words (of the system)".to_owned();
        let mut all = PLAIN.to_vec();
        all.extend(SKIPPED.iter().cloned().map(ReadFault::Skipped));
        all.extend([
            ReadFault::NotReadable(words()),
            ReadFault::StoreUnreadable("a, and b.jpg.c2pa".to_owned()),
            ReadFault::TooLong(10),
            ReadFault::TooMuchMemory(1500),
            ReadFault::Killed(9),
            ReadFault::Killed(11),
            ReadFault::Killed(15),
            ReadFault::NotStarted(words()),
            ReadFault::CopyNotMade(words()),
            ReadFault::NotProvided(words()),
            ReadFault::NotDownloaded(words()),
            ReadFault::Found(Box::new(ReadFault::TooLong(10))),
            ReadFault::Copied(Box::new(ReadFault::Words("odd words".to_owned()))),
            ReadFault::Both(Box::new(ReadFault::NoLongerHere), Box::new(ReadFault::NoBucket)),
        ]);
        for fault in all {
            let clause = fault.to_string();
            assert_eq!(ReadFault::read(&clause).as_ref(), Some(&fault), "{clause}");
            assert_eq!(
                ReadFault::read(&crate::sentence(&clause)).as_ref(),
                Some(&fault),
                "{clause}"
            );
        }
    }

    #[test]
    fn words_of_others_are_none() {
        for words in ["", "Permission denied", "it was not read: odd", "The end, and more"] {
            assert_eq!(ReadFault::read(words), None, "{words}");
        }
        assert_eq!(ReadFault::read(&FOUND.repeat(1000)), None);
    }
}
