//! What reports say, in the window's language. The crate that reads reports has the English for the command line; a test holds
//! that the English messages are the same.
//!
//! ```text
//! explanation  why a verdict was reached        existing    the credentials that a file has before it is signed
//! statement    actions, statements, fields      status      the meanings of validation codes
//! ```

mod existing;
mod explanation;
mod statement;
mod status;

pub(crate) use existing::{below_headline, existing_headline, existing_words};
pub(crate) use explanation::explanation;
pub(crate) use statement::{
    action, assertion, certificate_field, field_name, field_value, relationship, role, role_inside, source,
};

use content_credentials::{AiUse, IdentityState, Revocation, StatusCode, StatusMeaning};
use localization::{message, text};

/// What a code means, as a sentence; the code itself if it is unknown.
pub(crate) fn status_code(status: &StatusCode) -> String {
    status.meaning.map_or_else(|| status.code.clone(), meaning)
}

/// What a code means, as a sentence.
fn meaning(meaning: StatusMeaning) -> String {
    message(status::id(meaning))
}

/// Two sentences after each other.
pub(crate) fn sentences(first: &str, second: &str) -> String {
    text!("report-sentences", first = first, second = second)
}

/// What is stated about the use of AI.
pub(crate) fn ai_use(ai: AiUse) -> String {
    match ai {
        AiUse::NotStated => text!("report-ai-not-stated"),
        AiUse::NoneStated => text!("report-ai-none"),
        AiUse::InIngredient => text!("report-ai-ingredient"),
        AiUse::Partly => text!("report-ai-partly"),
        AiUse::Made => text!("report-ai-made"),
    }
}

/// Whether the signer's certificate was revoked.
pub(crate) fn revocation(found: &Revocation) -> String {
    match found {
        Revocation::Revoked(Some(words)) => text!("report-revoked-because", words = words),
        Revocation::Revoked(None) => text!("report-revoked"),
        Revocation::NotRevoked => text!("report-not-revoked"),
        Revocation::NotKnown => text!("report-revocation-unknown"),
        Revocation::NotChecked => text!("report-revocation-unchecked"),
    }
}

/// The result for an identity.
pub(crate) fn identity(state: &IdentityState) -> String {
    match state {
        IdentityState::Confirmed => text!("report-identity-confirmed"),
        IdentityState::NotChecked => text!("report-identity-unchecked"),
        IdentityState::NotConfirmed(code) => match StatusMeaning::of_identity(code) {
            Some(found) => text!("report-identity-failed", why = meaning(found), code = code),
            None => text!("report-identity-failed-code", code = code),
        },
    }
}

#[cfg(test)]
mod tests {
    use localization::Language;

    use super::*;

    #[test]
    fn every_code_of_a_report_has_a_message_in_every_language_and_the_english_is_the_command_lines() {
        for (code, found) in StatusMeaning::NAMES {
            assert_eq!(meaning(*found), found.words(), "{code}");
        }
        for found in StatusMeaning::ALL {
            assert_eq!(meaning(*found), found.words(), "{found:?}");
        }
        for language in Language::ALL {
            localization::set(Some(language));
            for found in StatusMeaning::ALL {
                let words = meaning(*found);
                assert_ne!(words, status::id(*found), "{language:?}");
                let is_english = language == Language::English;
                assert_eq!(words == found.words(), is_english, "{language:?} {words}");
            }
        }
        localization::set(Some(Language::English));
    }

    #[test]
    fn the_english_values_of_a_report_are_the_command_lines() {
        for ai in [
            AiUse::NotStated,
            AiUse::NoneStated,
            AiUse::InIngredient,
            AiUse::Partly,
            AiUse::Made,
        ] {
            assert_eq!(ai_use(ai), ai.words());
        }
        for found in [
            Revocation::Revoked(None),
            Revocation::Revoked(Some("so".to_owned())),
            Revocation::NotRevoked,
            Revocation::NotKnown,
            Revocation::NotChecked,
        ] {
            assert_eq!(revocation(&found), found.to_string());
        }
        for code in ["cawg.identity.pad.invalid", "cawg.something.new"] {
            let failed = IdentityState::NotConfirmed(code.to_owned());
            assert_eq!(identity(&failed), failed.to_string());
        }
        for state in [IdentityState::Confirmed, IdentityState::NotChecked] {
            assert_eq!(identity(&state), state.to_string());
        }
    }

    #[test]
    fn an_unknown_code_is_shown_as_it_came() {
        let status = StatusCode {
            kind: content_credentials::StatusKind::Failure,
            code: "org.example.broken".to_owned(),
            meaning: None,
            of_ingredient: false,
            place: None,
            explanation: None,
        };
        assert_eq!(status_code(&status), "org.example.broken");
    }
}
