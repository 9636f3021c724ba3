//! Explains a verdict in a sentence or two: as a value and as its sentences.

mod found;
mod reading;

use std::fmt;

pub(super) use found::{broken, unknown_ingredient, unsettled};

use super::status_words::StatusMeaning;
use crate::LocalSource;

/// The explanation for a file that is not what its credentials describe.
pub const CHANGED: &str = "The file was changed after it was signed.";

/// Why a verdict was reached. Shown as English sentences; [`Explanation::read`] reads these back, for they are also what the
/// database keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// Unchanged, and the signer is trusted.
    Trusted,
    /// Changed after it was signed.
    Changed,
    /// Unchanged, by an unknown signer.
    NotKnown,
    /// Nothing says that the signature was checked.
    Unchecked,
    /// Called invalid without a reason.
    NoReason,
    /// The report exceeds the limits.
    TooLong,
    /// A part of the report has an unknown shape.
    Unread,
    /// The report says nothing clear.
    Unclear,
    /// The report is not JSON.
    NotJson,
    /// There are no credentials.
    NoCredentials,
    /// The server can't read the format.
    Unsupported,
    /// The credentials are elsewhere: at this address, if the file says so.
    Elsewhere(Option<String>),
    /// Unchanged, but the signer of this ingredient is unknown.
    UnknownIngredient(Option<String>),
    /// The credentials of this ingredient are not valid.
    InvalidIngredient {
        /// Its title.
        name: Option<String>,
        /// The first failure.
        code: String,
        /// Whether the file itself is as it was signed. Otherwise that is open.
        file_is_sound: bool,
    },
    /// The credentials are not valid.
    Invalid {
        /// The first failure.
        code: String,
        /// What the engine says about it.
        says: Option<EngineWords>,
    },
    /// The signature was not checked.
    Unconfirmed {
        /// Whether a time stamp fits it.
        stamp_fits: bool,
    },
    /// The signature of an ingredient was not checked.
    UnconfirmedIngredient {
        /// Its title.
        name: Option<String>,
        /// Whether a time stamp fits it.
        stamp_fits: bool,
    },
    /// Another explanation, and an identity is not confirmed.
    WithoutIdentity(Box<Self>),
    /// The server left it open. This computer read these bytes and found them invalid, for this reason.
    InvalidHere(LocalSource, Box<Self>),
    /// The server left it open. This computer read these bytes and found them valid.
    ValidHere(LocalSource),
    /// The server left it open, and so did this computer.
    OpenHere {
        /// What the server's report says.
        server: Box<Self>,
        /// Why this computer could not settle it, as part of a sentence.
        why: String,
    },
    /// Read here without a server: unchanged, and the signer is known by this list.
    KnownHere(KnownBy),
    /// Read here without a server: unchanged, but the signer is unknown.
    NotKnownHere(TrustUsed),
    /// Read here without a server: unchanged, but the signer of this ingredient is unknown.
    UnknownIngredientHere(Option<String>, TrustUsed),
    /// Read here without a server: the format can't be read here.
    UnsupportedHere,
    /// Read here without a server: no credentials, but the metadata mentions some.
    MentionedOnly,
    /// Read here without a server: a manifest store without its file.
    StoreAlone,
    /// Read here without a server: no credentials, and a manifest store with this name beside the file can't be read.
    StoreUnreadable(String),
    /// Read here without a server: damaged, or not of this format.
    NotOfFormat(String),
    /// Read here without a server: it could not be read, in these words, without a period.
    NotRead(String),
    /// Read here without a server: not within so many seconds.
    TooSlow(u64),
    /// Read here without a server: not in so many megabytes of memory.
    TooMuchMemory(u64),
    /// Another explanation of a file whose credentials are in a file beside it.
    Beside {
        /// The other explanation.
        of: Box<Self>,
        /// The name of the file beside it.
        name: String,
        /// Whether that may belong to another file.
        is_doubtful: bool,
    },
}

/// What an engine says about a failure, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineWords {
    /// A server's.
    Server(String),
    /// This computer's.
    Here(String),
}

/// The list that knows a signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownBy {
    /// A list of the user's own, with its name.
    Own(String),
    /// Another list, with its title.
    List(String),
    /// Not named.
    Unnamed,
}

/// Whether there was a list that could know a signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustUsed {
    /// Some lists.
    Lists,
    /// None.
    Nothing,
}

/// The explanations that are always the same.
const FIXED: [(Explanation, &str); 19] = [
    (
        Explanation::Trusted,
        "The file is as it was signed, and the signer is trusted.",
    ),
    (Explanation::Changed, CHANGED),
    (
        Explanation::NotKnown,
        "The file is as it was signed, but this server does not know the signer.",
    ),
    (
        Explanation::Unchecked,
        "The report does not say that the signature was checked.",
    ),
    (
        Explanation::NoReason,
        "The Content Credentials are not valid. The report does not say why.",
    ),
    (
        Explanation::TooLong,
        "The report is too long to check completely, so it is not called valid. Read it below.",
    ),
    (
        Explanation::Unread,
        "A part of the report is in an unknown format, so it is not called valid. Read it below.",
    ),
    (
        Explanation::Unclear,
        "The report does not say clearly whether the file is valid. Read it below.",
    ),
    (Explanation::NotJson, "The report is not JSON. Read its text below."),
    (Explanation::NoCredentials, "This file has no Content Credentials."),
    (
        Explanation::Unsupported,
        "This server cannot read Content Credentials in this format.",
    ),
    (
        Explanation::Elsewhere(None),
        "They are not in the file itself. Nothing was fetched.",
    ),
    (
        Explanation::ValidHere(LocalSource::Uploaded),
        "The server did not check the signature, because it does not know the signer. Read on this computer, it is valid: the \
         file is as it was signed.",
    ),
    (
        Explanation::ValidHere(LocalSource::OfServer),
        "The server did not check the signature, because it does not know the signer. Read on this computer, the copy that \
         the server gives, is valid: that copy is as it was signed.",
    ),
    (
        Explanation::NotKnownHere(TrustUsed::Lists),
        "The file is as it was signed, but its signer is on none of the trust lists used.",
    ),
    (
        Explanation::NotKnownHere(TrustUsed::Nothing),
        "The file is as it was signed, but its signer is unknown, because no trust list was used.",
    ),
    (
        Explanation::UnsupportedHere,
        "Content Credentials in this format can't be read here.",
    ),
    (
        Explanation::MentionedOnly,
        "This file has no Content Credentials. Its metadata mentions some, so they may have been removed.",
    ),
    (
        Explanation::StoreAlone,
        "This is a manifest store without its file: the Content Credentials of another file, which was not checked.",
    ),
];

// Beginnings and ends of the others.
const AT: &str = "Nothing was fetched. According to the file, they are at ";
const MADE_FROM: &str = "The file is as it was signed, but it was made from ";
const NOT_VALID: &str = "The Content Credentials are not valid. ";
const OF_INGREDIENT: &str = "The credentials of ";
const SOUND: &str = ", which it was made from, are not valid; the file itself is as it was signed.";
const OPEN: &str =
    ", which it was made from, are not valid; whether the file itself is as it was signed is not confirmed.";
const UNCONFIRMED: &str = "This server does not know the signer, and does not check a signature whose signer it does not \
                           know. The file may be as it was signed, or forged.";
const WHO_SIGNED: &str = "This server does not know who signed ";
const NOT_CHECKED: &str = ", which it was made from, and does not check a signature whose signer it does not know.";
const STAMP: &str = " Its time stamp fits the signature, but says nothing of the rest.";
const IDENTITY: &str = " The identity in it is not confirmed.";
const SERVER_SAYS: &str = " The server says: ";
const READER_SAYS: &str = " The reader says: ";
pub(crate) const NOT_CONFIRMED_THERE: &str = "The server did not confirm the signature. ";
pub(crate) const NOT_SETTLED: &str = " It was not settled on this computer: ";
const KNOWN_HERE: &str = "The file is as it was signed, and its signer is ";
const OWN_LIST: &str = "on your own trust list, ";
const A_LIST: &str = "on a trust list: ";
const BESIDE: &str = " The credentials are not in the file but in ";
const BESIDE_END: &str = " beside it.";
const BESIDE_DOUBT: &str = " beside it, which may belong to another file.";
const STORE: &str = "This file has no Content Credentials in it. The manifest store ";
const STORE_END: &str = " beside it can't be read.";
const NOT_OF_FORMAT: &str = "It is damaged, or its content is not ";
const NOT_READ: &str = "It could not be read here: ";
const NOT_READ_IN: &str = "It could not be read in ";
const SECONDS: &str = " s, the time limit for the whole check of a file of this size.";
const MEGABYTES: &str = " MB of memory, the limit for a file of this size.";
const AN_INGREDIENT: &str = "an ingredient";

impl TrustUsed {
    /// The end of a sentence about an ingredient.
    const fn of_ingredient(self) -> &'static str {
        match self {
            Self::Lists => ", whose signer is on none of the trust lists used.",
            Self::Nothing => ", whose signer is unknown, because no trust list was used.",
        }
    }
}

/// The end of a sentence about an ingredient whose signer a server doesn't know.
const UNKNOWN_SIGNER: &str = ", whose signer this server does not know.";

impl fmt::Display for Explanation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, words)) = FIXED.iter().find(|(fixed, _)| fixed == self) {
            return to.write_str(words);
        }
        let stamp = |fits: bool| if fits { STAMP } else { "" };
        match self {
            Self::Elsewhere(address) => write!(to, "{AT}{}", address.as_deref().unwrap_or_default()),
            Self::UnknownIngredient(name) => write!(to, "{MADE_FROM}{}{UNKNOWN_SIGNER}", named(name)),
            Self::UnknownIngredientHere(name, used) => {
                write!(to, "{MADE_FROM}{}{}", named(name), used.of_ingredient())
            }
            Self::InvalidIngredient {
                name,
                code,
                file_is_sound,
            } => {
                let end = if *file_is_sound { SOUND } else { OPEN };
                write!(to, "{OF_INGREDIENT}{}{end} ({code})", named(name))
            }
            Self::Invalid { code, says } => {
                to.write_str(NOT_VALID)?;
                if let Some(meaning) = StatusMeaning::of(code) {
                    write!(to, "{} ", meaning.words())?;
                }
                write!(to, "({code})")?;
                match says {
                    Some(EngineWords::Server(words)) => write!(to, "{SERVER_SAYS}{words}"),
                    Some(EngineWords::Here(words)) => write!(to, "{READER_SAYS}{words}"),
                    None => Ok(()),
                }
            }
            Self::Unconfirmed { stamp_fits } => write!(to, "{UNCONFIRMED}{}", stamp(*stamp_fits)),
            Self::UnconfirmedIngredient { name, stamp_fits } => {
                write!(to, "{WHO_SIGNED}{}{NOT_CHECKED}{}", named(name), stamp(*stamp_fits))
            }
            Self::WithoutIdentity(of) => write!(to, "{of}{IDENTITY}"),
            Self::InvalidHere(bytes, found) => write!(to, "{NOT_CONFIRMED_THERE}{}: {found}", bytes.read()),
            Self::OpenHere { server, why } => write!(to, "{server}{NOT_SETTLED}{why}."),
            Self::KnownHere(KnownBy::Own(name)) => write!(to, "{KNOWN_HERE}{OWN_LIST}{name}."),
            Self::KnownHere(KnownBy::List(title)) => write!(to, "{KNOWN_HERE}{A_LIST}{title}."),
            Self::KnownHere(KnownBy::Unnamed) => write!(to, "{KNOWN_HERE}trusted."),
            Self::StoreUnreadable(name) => write!(to, "{STORE}{name}{STORE_END}"),
            Self::NotOfFormat(format) => write!(to, "{NOT_OF_FORMAT}{format}."),
            Self::NotRead(words) => write!(to, "{NOT_READ}{words}."),
            Self::TooSlow(seconds) => write!(to, "{NOT_READ_IN}{seconds}{SECONDS}"),
            Self::TooMuchMemory(megabytes) => write!(to, "{NOT_READ_IN}{megabytes}{MEGABYTES}"),
            Self::Beside { of, name, is_doubtful } => {
                let end = if *is_doubtful { BESIDE_DOUBT } else { BESIDE_END };
                write!(to, "{of}{BESIDE}{name}{end}")
            }
            // The fixed ones.
            _ => Ok(()),
        }
    }
}

impl Explanation {
    /// The same where this computer read the file and no server did. `known` is the list that knows the signer, `used` whether
    /// there was one that could.
    #[must_use]
    pub fn without_server(self, known: KnownBy, used: TrustUsed) -> Self {
        match self {
            Self::Trusted => Self::KnownHere(known),
            Self::NotKnown => Self::NotKnownHere(used),
            Self::UnknownIngredient(name) => Self::UnknownIngredientHere(name, used),
            Self::Invalid {
                code,
                says: Some(EngineWords::Server(words)),
            } => Self::Invalid {
                code,
                says: Some(EngineWords::Here(words)),
            },
            Self::WithoutIdentity(of) => Self::WithoutIdentity(Box::new(of.without_server(known, used))),
            other => other,
        }
    }
}

fn named(name: &Option<String>) -> &str {
    name.as_deref().unwrap_or(AN_INGREDIENT)
}
