//! Reads explanations back from their sentences, which the database keeps.

use super::{
    A_LIST, AN_INGREDIENT, AT, BESIDE, BESIDE_DOUBT, BESIDE_END, EngineWords, Explanation, FIXED, IDENTITY, KNOWN_HERE,
    KnownBy, MADE_FROM, MEGABYTES, NOT_CHECKED, NOT_CONFIRMED_THERE, NOT_OF_FORMAT, NOT_READ, NOT_READ_IN, NOT_SETTLED,
    NOT_VALID, OF_INGREDIENT, OPEN, OWN_LIST, READER_SAYS, SECONDS, SERVER_SAYS, SOUND, STAMP, STORE, STORE_END,
    TrustUsed, UNCONFIRMED, UNKNOWN_SIGNER, WHO_SIGNED,
};
use crate::LocalSource;

/// How many explanations are read within each other. The deepest is of a file beside another, read here, with an identity.
const MAX_DEPTH: usize = 5;

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
        if let Some(read) = Self::parse_here(words) {
            return Some(read);
        }
        if let Some(address) = words.strip_prefix(AT) {
            return Some(Self::Elsewhere(Some(address.to_owned())));
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

    /// One of a check without a server.
    fn parse_here(words: &str) -> Option<Self> {
        if let Some(list) = words.strip_prefix(KNOWN_HERE).and_then(|list| list.strip_suffix('.')) {
            return Some(Self::KnownHere(
                match (list.strip_prefix(OWN_LIST), list.strip_prefix(A_LIST)) {
                    (Some(own), _) => KnownBy::Own(own.to_owned()),
                    (None, Some(title)) => KnownBy::List(title.to_owned()),
                    (None, None) => KnownBy::Unnamed,
                },
            ));
        }
        let between = |start: &str, end: &str| words.strip_prefix(start)?.strip_suffix(end);
        let number = |end: &str| between(NOT_READ_IN, end)?.parse().ok();
        between(STORE, STORE_END)
            .map(|name| Self::StoreUnreadable(name.to_owned()))
            .or_else(|| Some(Self::NotOfFormat(between(NOT_OF_FORMAT, ".")?.to_owned())))
            .or_else(|| Some(Self::NotRead(between(NOT_READ, ".")?.to_owned())))
            .or_else(|| number(SECONDS).map(Self::TooSlow))
            .or_else(|| number(MEGABYTES).map(Self::TooMuchMemory))
    }
}

fn name_in(words: &str) -> Option<String> {
    (words != AN_INGREDIENT).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::CHANGED, *};

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
        all.extend([
            Explanation::StoreUnreadable("sea.c2pa".to_owned()),
            Explanation::NotOfFormat("JPEG".to_owned()),
            Explanation::NotRead("it ends early".to_owned()),
            Explanation::TooSlow(20),
            Explanation::TooMuchMemory(200),
        ]);
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
