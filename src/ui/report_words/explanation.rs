//! Why a verdict was reached, in the window's language.

use content_credentials::{EngineWords, Explanation, KnownBy, LocalSource, StatusMeaning, TrustUsed};
use localization::text;

use super::{meaning, sentences};
use crate::ui::{check::list_titled, errors, words};

/// An explanation, from its English sentences: the database keeps these. Other words are shown as they came.
pub(crate) fn explanation(words: &str) -> String {
    Explanation::read(words).map_or_else(|| errors::read_sentence(words), |read| of(&read))
}

fn of(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Trusted => text!("report-trusted"),
        Explanation::Changed => text!("report-changed"),
        Explanation::NotKnown => text!("report-not-known"),
        Explanation::Unchecked => text!("report-unchecked"),
        Explanation::NoReason => text!("report-no-reason"),
        Explanation::TooLong => text!("report-too-long"),
        Explanation::Unread => text!("report-unread"),
        Explanation::Unclear => text!("report-unclear"),
        Explanation::NotJson => text!("report-not-json"),
        Explanation::NoCredentials => text!("report-nothing"),
        Explanation::Unsupported => text!("report-unsupported"),
        Explanation::Elsewhere(Some(address)) => text!("report-elsewhere", address = address),
        Explanation::Elsewhere(None) => text!("report-elsewhere-unnamed"),
        Explanation::Invalid { code, says } => with_engine(invalid(code), says.as_ref()),
        Explanation::WithoutIdentity(inner) => sentences(&of(inner), &text!("report-identity-unconfirmed")),
        Explanation::Unconfirmed { stamp_fits } => with_stamp(text!("report-unconfirmed"), *stamp_fits),
        Explanation::UnknownIngredient(_)
        | Explanation::InvalidIngredient { .. }
        | Explanation::UnconfirmedIngredient { .. }
        | Explanation::UnknownIngredientHere(..) => of_ingredient(explanation),
        Explanation::InvalidHere(..)
        | Explanation::ValidHere(_)
        | Explanation::OpenHere { .. }
        | Explanation::KnownHere(_)
        | Explanation::NotKnownHere(_)
        | Explanation::Beside { .. } => here(explanation),
        Explanation::UnsupportedHere
        | Explanation::MentionedOnly
        | Explanation::StoreAlone
        | Explanation::StoreUnreadable(_)
        | Explanation::NotOfFormat(_)
        | Explanation::NotRead(_)
        | Explanation::TooSlow(_)
        | Explanation::TooMuchMemory(_) => unread(explanation),
    }
}

/// That credentials are not valid, and why.
fn invalid(code: &str) -> String {
    match StatusMeaning::of(code) {
        Some(found) => text!("report-invalid", why = meaning(found), code = code),
        None => text!("report-invalid-code", code = code),
    }
}

fn with_engine(words: String, says: Option<&EngineWords>) -> String {
    match says {
        Some(EngineWords::Server(said)) => sentences(&words, &text!("report-server-says", words = said)),
        Some(EngineWords::Here(said)) => sentences(&words, &text!("report-reader-says", words = said)),
        None => words,
    }
}

fn with_stamp(words: String, stamp_fits: bool) -> String {
    if stamp_fits {
        sentences(&words, &text!("report-stamp-fits"))
    } else {
        words
    }
}

/// Explanations about an ingredient, which may have no title.
fn of_ingredient(explanation: &Explanation) -> String {
    match explanation {
        Explanation::UnknownIngredient(Some(name)) => text!("report-ingredient-not-known", name = name),
        Explanation::UnknownIngredient(None) => text!("report-ingredient-not-known-unnamed"),
        Explanation::InvalidIngredient {
            name,
            code,
            file_is_sound,
        } => match (name, file_is_sound) {
            (Some(name), true) => text!("report-ingredient-invalid", name = name, code = code),
            (None, true) => text!("report-ingredient-invalid-unnamed", code = code),
            (Some(name), false) => text!("report-ingredient-invalid-open", name = name, code = code),
            (None, false) => text!("report-ingredient-invalid-open-unnamed", code = code),
        },
        Explanation::UnconfirmedIngredient { name, stamp_fits } => {
            let words = match name {
                Some(name) => text!("report-ingredient-unconfirmed", name = name),
                None => text!("report-ingredient-unconfirmed-unnamed"),
            };
            with_stamp(words, *stamp_fits)
        }
        Explanation::UnknownIngredientHere(name, used) => match (name, used) {
            (Some(name), TrustUsed::Lists) => text!("report-check-ingredient-not-known", name = name),
            (None, TrustUsed::Lists) => text!("report-check-ingredient-not-known-unnamed"),
            (Some(name), TrustUsed::Nothing) => text!("report-check-ingredient-unlisted", name = name),
            (None, TrustUsed::Nothing) => text!("report-check-ingredient-unlisted-unnamed"),
        },
        other => other.to_string(),
    }
}

/// Explanations of what this computer read.
fn here(explanation: &Explanation) -> String {
    match explanation {
        Explanation::InvalidHere(LocalSource::Uploaded, found) => {
            text!("report-here-invalid", explanation = of(found))
        }
        Explanation::InvalidHere(LocalSource::OfServer, found) => {
            text!("report-here-invalid-copy", explanation = of(found))
        }
        Explanation::ValidHere(LocalSource::Uploaded) => text!("report-here-valid"),
        Explanation::ValidHere(LocalSource::OfServer) => text!("report-here-valid-copy"),
        Explanation::OpenHere { server, why } => {
            text!("report-here-open", explanation = of(server), reason = reason(why))
        }
        Explanation::KnownHere(KnownBy::Own(name)) => text!("report-check-trusted-own", list = name),
        Explanation::KnownHere(KnownBy::List(title)) => text!("report-check-trusted-list", list = list(title)),
        Explanation::KnownHere(KnownBy::Unnamed) => text!("report-check-trusted"),
        Explanation::NotKnownHere(TrustUsed::Lists) => text!("report-check-not-known"),
        Explanation::NotKnownHere(TrustUsed::Nothing) => text!("report-check-not-known-unlisted"),
        Explanation::Beside {
            of: inner,
            name,
            is_doubtful,
        } => {
            let beside = if *is_doubtful {
                text!("report-check-beside-doubt", name = name)
            } else {
                text!("report-check-beside", name = name)
            };
            sentences(&of(inner), &beside)
        }
        other => other.to_string(),
    }
}

/// The title of a trust list, which may name its server.
fn list(title: &str) -> String {
    let server = title.strip_suffix(')').and_then(|title| title.rsplit_once(" ("));
    match server {
        Some((name, host)) => text!("check-list-of-server", list = list_titled(name), host = host),
        None => list_titled(title),
    }
}

/// Explanations of files without a report.
fn unread(explanation: &Explanation) -> String {
    match explanation {
        Explanation::UnsupportedHere => text!("report-check-unsupported"),
        Explanation::MentionedOnly => text!("report-existing-mentions"),
        Explanation::StoreAlone => text!("report-check-store"),
        Explanation::StoreUnreadable(name) => text!("report-check-store-unreadable", name = name),
        Explanation::NotOfFormat(format) => text!("report-check-damaged", format = format),
        Explanation::NotRead(words) => text!("report-check-not-read", reason = words),
        Explanation::TooSlow(seconds) => text!("report-check-too-slow", time = words::seconds(*seconds)),
        Explanation::TooMuchMemory(megabytes) => {
            let size = words::bytes(megabytes.saturating_mul(1_000_000));
            text!("report-check-too-large", size = size)
        }
        other => other.to_string(),
    }
}

/// Why this computer could not settle it. Reasons of the system or of a server are shown as they came.
fn reason(why: &str) -> String {
    match why {
        "other credentials were found in the file" => text!("report-reason-other"),
        "the result was unclear" => text!("report-reason-unclear"),
        other => errors::read_clause(other),
    }
}

#[cfg(test)]
mod tests {
    use localization::Language;

    use super::*;

    /// One of each kind, with and without names.
    fn samples() -> Vec<Explanation> {
        use Explanation as E;
        let name = || Some("sea.jpg".to_owned());
        let mut all = vec![
            E::Trusted,
            E::Changed,
            E::NotKnown,
            E::Unchecked,
            E::NoReason,
            E::TooLong,
            E::Unread,
            E::Unclear,
            E::NotJson,
            E::NoCredentials,
            E::Unsupported,
            E::Elsewhere(None),
            E::Elsewhere(Some("https://example.com/m".to_owned())),
            E::UnknownIngredient(name()),
            E::UnknownIngredient(None),
            E::ValidHere(LocalSource::Uploaded),
            E::ValidHere(LocalSource::OfServer),
            E::UnsupportedHere,
            E::MentionedOnly,
            E::StoreAlone,
            E::StoreUnreadable("sea.c2pa".to_owned()),
            E::NotOfFormat("JPEG".to_owned()),
            E::NotRead("it ends early".to_owned()),
            E::TooSlow(20),
            E::TooMuchMemory(201),
            E::KnownHere(KnownBy::Own("ours".to_owned())),
            E::KnownHere(KnownBy::List("Interim list".to_owned())),
            E::KnownHere(KnownBy::List("Que server's list (que.example)".to_owned())),
            E::KnownHere(KnownBy::Unnamed),
        ];
        for used in [TrustUsed::Lists, TrustUsed::Nothing] {
            all.push(E::NotKnownHere(used));
            all.extend([name(), None].map(|name| E::UnknownIngredientHere(name, used)));
        }
        for is in [true, false] {
            all.push(E::Unconfirmed { stamp_fits: is });
            for name in [name(), None] {
                all.push(E::InvalidIngredient {
                    name: name.clone(),
                    code: "claim.missing".to_owned(),
                    file_is_sound: is,
                });
                all.push(E::UnconfirmedIngredient { name, stamp_fits: is });
            }
        }
        for (code, says) in [
            ("claim.missing", None),
            ("org.example.new", None),
            ("signingCredential.revoked", Some(EngineWords::Server("so".to_owned()))),
            ("signingCredential.revoked", Some(EngineWords::Here("so".to_owned()))),
        ] {
            let code = code.to_owned();
            all.push(E::Invalid { code, says });
        }
        for of in [E::Trusted, E::Unclear] {
            let of = || Box::new(of.clone());
            all.push(E::WithoutIdentity(of()));
            all.push(E::InvalidHere(LocalSource::Uploaded, of()));
            all.push(E::InvalidHere(LocalSource::OfServer, of()));
            for why in [
                "the file is not here",
                "the result was unclear",
                "other credentials were found in the file",
            ] {
                let why = why.to_owned();
                all.push(E::OpenHere { server: of(), why });
            }
            for is_doubtful in [true, false] {
                let name = "sea.c2pa".to_owned();
                all.push(E::Beside {
                    of: of(),
                    name,
                    is_doubtful,
                });
            }
        }
        all
    }

    #[test]
    fn the_english_of_every_explanation_is_the_command_lines_and_no_other_language_has_it() {
        for sample in samples() {
            let words = sample.to_string();
            assert_eq!(explanation(&words), words);
        }
        for language in Language::ALL
            .into_iter()
            .filter(|language| *language != Language::English)
        {
            localization::set(Some(language));
            for sample in samples() {
                let words = sample.to_string();
                assert_ne!(explanation(&words), words, "{language:?}");
            }
            assert_eq!(explanation("A sentence about it."), "A sentence about it.");
        }
        localization::set(Some(Language::English));
    }
}
