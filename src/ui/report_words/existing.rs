//! Content Credentials that a file has before it is signed, in the window's language.

use content_credentials::{EngineWords, Explanation, StatusMeaning};
use localization::text;
use model::{ExistingFacts, NotValid};

use super::{explanation, meaning, sentences};

/// In a few words, as a heading.
pub(crate) fn existing_headline(facts: &ExistingFacts) -> String {
    match &facts.invalid {
        Some(NotValid::Changed) => text!("report-existing-changed"),
        Some(NotValid::Because(_)) => text!("report-existing-invalid"),
        None if facts.removed => text!("report-existing-removed"),
        None => text!("report-existing"),
    }
}

/// As sentences. Who made them is only what the credentials say of themselves.
pub(crate) fn existing_words(facts: &ExistingFacts) -> String {
    match &facts.invalid {
        Some(NotValid::Changed) => sentences(&text!("report-existing-they-changed"), &whose(facts)),
        Some(NotValid::Because(why)) => sentences(&not_valid(why), &whose(facts)),
        None => whose(facts),
    }
}

/// What the heading does not say, as sentences.
pub(crate) fn below_headline(facts: &ExistingFacts) -> String {
    match &facts.invalid {
        Some(NotValid::Changed) => whose(facts),
        _ => existing_words(facts),
    }
}

/// Why they are not valid, said once: some explanations begin with it.
fn not_valid(why: &str) -> String {
    let reason = match Explanation::read(why) {
        Some(Explanation::Invalid { code, says }) => {
            let code = match StatusMeaning::of(&code) {
                Some(found) => sentences(&meaning(found), &format!("({code})")),
                None => format!("({code})"),
            };
            match says {
                Some(EngineWords::Server(said)) => sentences(&code, &text!("report-server-says", words = said)),
                Some(EngineWords::Here(said)) => sentences(&code, &text!("report-reader-says", words = said)),
                None => code,
            }
        }
        Some(_) => explanation(why),
        None => {
            let rest = why.strip_prefix("The Content Credentials are not valid.");
            rest.unwrap_or(why).trim().to_owned()
        }
    };
    text!("report-existing-they-invalid", why = reason)
}

fn whose(facts: &ExistingFacts) -> String {
    if facts.removed {
        return text!("report-existing-mentions");
    }
    let words = match (&facts.issuer, &facts.generator) {
        (Some(issuer), Some(generator)) => {
            text!("report-existing-names-both", issuer = issuer, generator = generator)
        }
        (Some(issuer), None) => text!("report-existing-names-issuer", issuer = issuer),
        (None, Some(generator)) => text!("report-existing-names-generator", generator = generator),
        (None, None) if facts.elsewhere => text!("report-existing-elsewhere"),
        (None, None) => text!("report-existing-unreadable"),
    };
    match &facts.sidecar {
        // Then it may not be the file that was changed.
        Some(name) if facts.invalid.is_some() => sentences(&words, &text!("report-existing-beside-doubt", name = name)),
        Some(name) => sentences(&words, &text!("report-existing-beside", name = name)),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use content_credentials::CHANGED_AFTER_SIGNING;

    use super::*;

    #[test]
    fn the_english_about_a_files_credentials_is_the_command_lines() {
        let name = || Some("Harbor Media".to_owned());
        let because = |why: &str| Some(NotValid::Because(why.to_owned()));
        let mut all = Vec::new();
        for (issuer, generator) in [(name(), name()), (name(), None), (None, name()), (None, None)] {
            for sidecar in [None, Some("sea.c2pa".to_owned())] {
                for invalid in [
                    None,
                    Some(NotValid::Changed),
                    because("The Content Credentials are not valid. The claim is missing. (claim.missing)"),
                    because("The Content Credentials are not valid. (org.example.new)"),
                    because(
                        "The Content Credentials are not valid. The signer's certificate was reported as revoked. \
                         (signingCredential.revoked) The reader says: so",
                    ),
                    because("The Content Credentials are not valid. Something else."),
                    because(
                        "The credentials of a.jpg, which it was made from, are not valid; the file itself is as it was signed. \
                         (claim.missing)",
                    ),
                    because(CHANGED_AFTER_SIGNING),
                ] {
                    all.push(ExistingFacts {
                        issuer: issuer.clone(),
                        generator: generator.clone(),
                        sidecar: sidecar.clone(),
                        invalid,
                        ..ExistingFacts::default()
                    });
                }
            }
        }
        for (elsewhere, removed) in [(true, false), (false, true)] {
            all.push(ExistingFacts {
                elsewhere,
                removed,
                ..ExistingFacts::default()
            });
        }
        for facts in all {
            assert_eq!(existing_headline(&facts), facts.headline());
            assert_eq!(existing_words(&facts), facts.words());
            assert_eq!(below_headline(&facts), facts.below_headline());
        }
    }
}
