//! Explanations for a check without a server. Those of reports speak of one.

use content_credentials::{Explanation, KnownBy, TrustUsed, Verdict};
use decoder::DecodingFailure;
use trust_lists::{ListName, known, title_of};

/// The most characters of a reader's words.
const MAX_QUOTED: usize = 300;

/// The explanation of a report that was read with the manifest store beside the file, if it was.
pub(super) fn with_sidecar(sidecar: Option<&str>, verdict: Verdict, explanation: String) -> String {
    match sidecar {
        Some(sidecar) if verdict == Verdict::Invalid => format!(
            "{explanation} The credentials are not in the file but in {sidecar} beside it, which may belong to another file."
        ),
        Some(sidecar) => format!("{explanation} The credentials are not in the file but in {sidecar} beside it."),
        None => explanation,
    }
}

/// The explanation for a file that has a readable format only by its name.
pub(super) fn not_of_its_type(format: &str) -> String {
    Explanation::NotOfFormat(format.to_owned()).to_string()
}

/// The explanation for a file that the reader gave up.
pub(super) fn not_read_to_its_end(words: &str) -> String {
    // They may quote the file at length.
    let mut words = words.trim_end_matches('.').to_owned();
    if let Some((end, _)) = words.char_indices().nth(MAX_QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    Explanation::NotRead(words).to_string()
}

/// The explanation for a file that took too much: which limit it was.
pub(super) fn given_up(failure: &DecodingFailure) -> String {
    match failure {
        DecodingFailure::TooLong { seconds } => Explanation::TooSlow(u64::from(*seconds)).to_string(),
        DecodingFailure::TooMuchMemory { megabytes } => Explanation::TooMuchMemory(*megabytes).to_string(),
        failure => failure.to_string(),
    }
}

/// What an explanation depends on.
pub(super) struct Wording<'a> {
    /// Whether any list was used.
    pub(super) has_lists: bool,
    /// The list that knows the signer.
    pub(super) trust_list: Option<&'a str>,
}

impl Wording<'_> {
    /// The explanation of a report, without a server in it.
    pub(super) fn of(&self, explanation: &str) -> String {
        let used = if self.has_lists {
            TrustUsed::Lists
        } else {
            TrustUsed::Nothing
        };
        match Explanation::read(explanation) {
            Some(found) => found.without_server(self.known(), used).to_string(),
            None => explanation.to_owned(),
        }
    }

    fn known(&self) -> KnownBy {
        match self.trust_list.map(|name| (name, known(name))) {
            Some((_, Some((ListName::Own, Some(own))))) => KnownBy::Own(own.to_owned()),
            Some((name, Some(_))) => KnownBy::List(title_of(name)),
            Some((file, None)) => KnownBy::Own(file.to_owned()),
            None => KnownBy::Unnamed,
        }
    }
}

/// Makes a clause a sentence.
pub(super) fn sentence(clause: &str) -> String {
    let mut characters = clause.trim_end_matches('.').chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use content_credentials::read_report;
    use serde_json::json;

    use super::*;

    fn explanation(success: &[&str], failure: &[&str]) -> String {
        let codes = |list: &[&str]| {
            list.iter()
                .map(|code| json!({ "code": code }))
                .collect::<serde_json::Value>()
        };
        let report = json!({
            "active_manifest": "urn:1", "jsonGenerator": { "name": "c2pa-rs", "version": "0.90.0" },
            "validation_results": { "activeManifest":
                { "success": codes(success), "informational": [], "failure": codes(failure) } },
        });
        read_report(&report.to_string()).explanation
    }

    #[test]
    fn no_explanation_of_a_check_speaks_of_a_server() {
        let validated = "claimSignature.validated";
        let unknown = explanation(&[validated], &["signingCredential.untrusted"]);
        let trusted = explanation(&[validated, "signingCredential.trusted"], &[]);
        let words = |has_lists, trust_list, of: &str| Wording { has_lists, trust_list }.of(of);
        assert_eq!(
            words(true, None, &unknown),
            "The file is as it was signed, but its signer is on none of the trust lists used."
        );
        assert_eq!(
            words(false, None, &unknown),
            "The file is as it was signed, but its signer is unknown, because no trust list was used."
        );
        assert_eq!(
            words(true, Some("official"), &trusted),
            "The file is as it was signed, and its signer is on a trust list: Official C2PA list."
        );
        assert_eq!(
            words(true, Some("/ca.pem"), &trusted),
            "The file is as it was signed, and its signer is on your own trust list, /ca.pem."
        );
        assert_eq!(
            words(true, Some("own: Agency"), &trusted),
            "The file is as it was signed, and its signer is on your own trust list, Agency."
        );
        for of in [&unknown, &trusted] {
            assert!(!words(true, None, of).contains("server"), "{of}");
        }
        assert!(!Explanation::UnsupportedHere.to_string().contains("server"));
    }

    #[test]
    fn words_of_a_reader_that_quote_a_file_are_cut() {
        let words = not_read_to_its_end(&"ä".repeat(1 << 20));
        assert!(words.chars().count() < 400 && words.ends_with("…."), "{words}");
        assert_eq!(not_read_to_its_end("cut off."), "It could not be read here: cut off.");
    }

    #[test]
    fn a_file_that_took_too_much_says_which_limit_it_was() {
        let time = given_up(&DecodingFailure::TooLong { seconds: 20 });
        assert!(time.contains("20 s, the time limit for the whole check"), "{time}");
        let memory = given_up(&DecodingFailure::TooMuchMemory { megabytes: 201 });
        assert!(memory.contains("201 MB of memory, the limit"), "{memory}");
        let other = DecodingFailure::TooDeep;
        assert_eq!(given_up(&other), other.to_string());
    }

    #[test]
    fn a_clause_becomes_a_sentence() {
        assert_eq!(sentence("it is not a file"), "It is not a file.");
        assert_eq!(sentence("The file cannot be read."), "The file cannot be read.");
    }
}
