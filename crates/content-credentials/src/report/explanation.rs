//! Explains a verdict in a sentence or two: as a value, as its sentences, and from its sentences.

use std::fmt;

use super::{
    clipped_to,
    codes::{STAMP_VALID, StatusKind, TAMPERED, code_of},
    document::Document,
    groups::{Codes, StatusTarget},
    ingredients,
    status_words::StatusMeaning,
    text,
};
use crate::LocalSource;

/// How many characters of an ingredient's name appear in a sentence.
const MAX_NAME_CHARS: usize = 100;

/// How many explanations are read within each other. The deepest is about a reading here within one about a file beside another.
const MAX_DEPTH: usize = 5;

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
const FIXED: [(Explanation, &str); 16] = [
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
    /// The explanation with these sentences, as [`Display`](fmt::Display) writes them. `None` for any others.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        Self::parse(words, MAX_DEPTH).filter(|read| read.to_string() == words)
    }

    fn parse(words: &str, depth: usize) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        let inner = |words: &str| Self::parse(words, depth).map(Box::new);
        if let Some((fixed, _)) = FIXED.iter().find(|(_, fixed)| *fixed == words) {
            return Some(fixed.clone());
        }
        if let Some((of, beside)) = words.rsplit_once(BESIDE) {
            let (name, is_doubtful) = match beside.strip_suffix(BESIDE_DOUBT) {
                Some(name) => (name, true),
                None => (beside.strip_suffix(BESIDE_END)?, false),
            };
            return Some(Self::Beside {
                of: inner(of)?,
                name: name.to_owned(),
                is_doubtful,
            });
        }
        if let Some(rest) = words.strip_prefix(NOT_CONFIRMED_THERE) {
            let bytes = [LocalSource::Uploaded, LocalSource::OfServer].into_iter();
            let mut read =
                bytes.filter_map(|bytes| Some((bytes, rest.strip_prefix(bytes.read())?.strip_prefix(": ")?)));
            let (bytes, found) = read.next()?;
            return Some(Self::InvalidHere(bytes, inner(found)?));
        }
        if let Some((server, why)) = words.split_once(NOT_SETTLED) {
            return Some(Self::OpenHere {
                server: inner(server)?,
                why: why.strip_suffix('.')?.to_owned(),
            });
        }
        if let Some(of) = words.strip_suffix(IDENTITY) {
            return inner(of).map(Self::WithoutIdentity);
        }
        Self::parse_plain(words)
    }

    /// One that has no other inside of it.
    fn parse_plain(words: &str) -> Option<Self> {
        if let Some(address) = words.strip_prefix(AT) {
            return Some(Self::Elsewhere(Some(address.to_owned())));
        }
        if let Some(list) = words.strip_prefix(KNOWN_HERE).and_then(|list| list.strip_suffix('.')) {
            return Some(Self::KnownHere(
                match (list.strip_prefix(OWN_LIST), list.strip_prefix(A_LIST)) {
                    (Some(own), _) => KnownBy::Own(own.to_owned()),
                    (None, Some(title)) => KnownBy::List(title.to_owned()),
                    (None, None) => KnownBy::Unnamed,
                },
            ));
        }
        if let Some(from) = words.strip_prefix(MADE_FROM) {
            if let Some(name) = from.strip_suffix(UNKNOWN_SIGNER) {
                return Some(Self::UnknownIngredient(name_in(name)));
            }
            let mut used = [TrustUsed::Lists, TrustUsed::Nothing].into_iter();
            return used.find_map(|used| {
                let name = from.strip_suffix(used.of_ingredient())?;
                Some(Self::UnknownIngredientHere(name_in(name), used))
            });
        }
        if let Some(rest) = words.strip_prefix(OF_INGREDIENT) {
            let (rest, code) = rest.strip_suffix(')')?.rsplit_once(" (")?;
            let (name, file_is_sound) = match rest.strip_suffix(SOUND) {
                Some(name) => (name, true),
                None => (rest.strip_suffix(OPEN)?, false),
            };
            return Some(Self::InvalidIngredient {
                name: name_in(name),
                code: code.to_owned(),
                file_is_sound,
            });
        }
        if let Some(rest) = words.strip_prefix(NOT_VALID) {
            let (_, rest) = rest.split_once('(')?;
            let (code, says) = rest.split_once(')')?;
            let server = says
                .strip_prefix(SERVER_SAYS)
                .map(|words| EngineWords::Server(words.to_owned()));
            let here = || Some(EngineWords::Here(says.strip_prefix(READER_SAYS)?.to_owned()));
            return Some(Self::Invalid {
                code: code.to_owned(),
                says: server.or_else(here),
            });
        }
        let (words, stamp_fits) = match words.strip_suffix(STAMP) {
            Some(words) => (words, true),
            None => (words, false),
        };
        if words == UNCONFIRMED {
            return Some(Self::Unconfirmed { stamp_fits });
        }
        let name = words.strip_prefix(WHO_SIGNED)?.strip_suffix(NOT_CHECKED)?;
        Some(Self::UnconfirmedIngredient {
            name: name_in(name),
            stamp_fits,
        })
    }

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

fn name_in(words: &str) -> Option<String> {
    (words != AN_INGREDIENT).then(|| words.to_owned())
}

/// The signer is trusted, but this ingredient's signer is unknown.
pub(super) fn unknown_ingredient(document: &Document, ingredient: &Codes<'_>) -> Explanation {
    Explanation::UnknownIngredient(title(document, ingredient.target))
}

/// The title of an ingredient.
fn title(document: &Document, place: StatusTarget<'_>) -> Option<String> {
    match place {
        StatusTarget::Ingredient(address) => {
            ingredients::title_at(document, address).map(|title| clipped_to(&title, MAX_NAME_CHARS))
        }
        StatusTarget::File | StatusTarget::Identity => None,
    }
}

/// Why the file or an ingredient is invalid.
pub(super) fn broken(document: &Document, codes: &Codes<'_>, broken: &[&str], file_is_sound: bool) -> Explanation {
    let first = broken.first().copied().unwrap_or_default();
    if codes.target != StatusTarget::File {
        return Explanation::InvalidIngredient {
            name: title(document, codes.target),
            code: first.to_owned(),
            file_is_sound,
        };
    }
    if broken.iter().any(|code| TAMPERED.contains(code)) {
        return Explanation::Changed;
    }
    // Engines also report a revocation if the answer isn't from the day of the signature. Only their explanation says so.
    let says = codes
        .of(StatusKind::Failure)
        .find(|status| code_of(status) == Some(first) && first.ends_with(".revoked"))
        .and_then(|status| text(&status["explanation"]));
    Explanation::Invalid {
        code: first.to_owned(),
        says: says.map(EngineWords::Server),
    }
}

/// Why a signature is not confirmed.
pub(super) fn unsettled(document: &Document, codes: &Codes<'_>) -> Explanation {
    let stamp_fits = codes.succeeded(STAMP_VALID);
    match codes.target {
        StatusTarget::File => Explanation::Unconfirmed { stamp_fits },
        place => Explanation::UnconfirmedIngredient {
            name: title(document, place),
            stamp_fits,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind of explanation, with names that hold pieces of the sentences.
    fn all() -> Vec<Explanation> {
        let names = [
            None,
            Some("sea.jpg".to_owned()),
            Some(format!("a{SOUND} (b){UNKNOWN_SIGNER}")),
        ];
        let mut all: Vec<_> = FIXED.into_iter().map(|(fixed, _)| fixed).collect();
        all.push(Explanation::Elsewhere(Some("https://example.com/m.c2pa".to_owned())));
        for name in names {
            all.push(Explanation::UnknownIngredient(name.clone()));
            for is in [true, false] {
                let (name, code) = (name.clone(), "claim.missing".to_owned());
                all.push(Explanation::InvalidIngredient {
                    name: name.clone(),
                    code,
                    file_is_sound: is,
                });
                all.push(Explanation::UnconfirmedIngredient {
                    name: name.clone(),
                    stamp_fits: is,
                });
                all.push(Explanation::Unconfirmed { stamp_fits: is });
                let used = if is { TrustUsed::Lists } else { TrustUsed::Nothing };
                all.push(Explanation::UnknownIngredientHere(name, used));
            }
        }
        for (code, says) in [
            ("signingCredential.invalid", None),
            ("unknown.code", None),
            (
                "signingCredential.ocsp.revoked",
                Some(EngineWords::Server("so (it seems)".to_owned())),
            ),
            (
                "signingCredential.ocsp.revoked",
                Some(EngineWords::Here("so".to_owned())),
            ),
        ] {
            let code = code.to_owned();
            all.push(Explanation::Invalid { code, says });
        }
        all.extend(
            [
                KnownBy::Own("Ours.pem".to_owned()),
                KnownBy::List("Interim list".to_owned()),
                KnownBy::Unnamed,
            ]
            .map(Explanation::KnownHere),
        );
        let plain = all.clone();
        all.extend(
            plain
                .iter()
                .cloned()
                .map(|of| Explanation::WithoutIdentity(Box::new(of))),
        );
        let once = all.clone();
        for of in once {
            let of = Box::new(of);
            all.push(Explanation::InvalidHere(LocalSource::Uploaded, of.clone()));
            all.push(Explanation::InvalidHere(LocalSource::OfServer, of.clone()));
            all.push(Explanation::OpenHere {
                server: of.clone(),
                why: "the file is not here".to_owned(),
            });
            for is_doubtful in [true, false] {
                all.push(Explanation::Beside {
                    of: of.clone(),
                    name: "sea.c2pa".to_owned(),
                    is_doubtful,
                });
            }
        }
        all
    }

    #[test]
    fn every_explanation_is_read_back_from_its_sentences() {
        for explanation in all() {
            let words = explanation.to_string();
            assert!(
                words.ends_with(['.', ')']) || words.contains("says:") || words.contains("https:"),
                "{words}"
            );
            assert_eq!(Explanation::read(&words), Some(explanation), "{words}");
        }
    }

    #[test]
    fn other_words_are_no_explanation() {
        let long = format!(
            "{}{}",
            "The file was changed after it was signed.",
            IDENTITY.repeat(100_000)
        );
        for words in [
            "",
            "Signed by Ada.",
            "The file was changed after it was signed. ",
            "The Content Credentials are not valid. Nonsense (claim.missing)",
            "The Content Credentials are not valid. (",
            "The credentials of ",
            long.as_str(),
        ] {
            assert_eq!(Explanation::read(words), None, "{words:.80}");
        }
    }

    #[test]
    fn without_a_server_the_lists_of_this_computer_decide_what_is_said() {
        let of = |explanation: Explanation| {
            let known = KnownBy::List("Interim list".to_owned());
            explanation.without_server(known, TrustUsed::Nothing).to_string()
        };
        assert_eq!(
            of(Explanation::WithoutIdentity(Box::new(Explanation::Trusted))),
            "The file is as it was signed, and its signer is on a trust list: Interim list. The identity in it is not confirmed."
        );
        assert_eq!(
            of(Explanation::NotKnown),
            "The file is as it was signed, but its signer is unknown, because no trust list was used."
        );
        assert_eq!(of(Explanation::Changed), CHANGED);
    }
}
