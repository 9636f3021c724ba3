//! Results in the text of a server that refused to verify.

use serde_json::Value;

use super::{clipped_to, explanation::Explanation};
use crate::Verdict;

/// How many characters of an address are kept.
const MAX_ADDRESS_CHARS: usize = 500;

/// A refusal that is a result.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) verdict: Verdict,
    pub(super) explanation: Explanation,
    /// The address of credentials that are stored elsewhere.
    pub(super) remote: Option<String>,
}

/// Reads a refusal as plain text.
pub(super) fn of(words: &str) -> Option<Refusal> {
    let lowercase = words.to_ascii_lowercase();
    let plain = |verdict, explanation| {
        Some(Refusal {
            verdict,
            explanation,
            remote: None,
        })
    };
    if lowercase.contains("no jumbf data found") {
        plain(Verdict::None, Explanation::NoCredentials)
    } else if lowercase.contains("must fetch remote manifests")
        || lowercase.contains("could not fetch the remote manifest")
    {
        Some(elsewhere(words))
    } else if lowercase.contains("type is unsupported") {
        plain(Verdict::Unsupported, Explanation::Unsupported)
    } else {
        None
    }
}

/// The result for a file that says where its credentials are. `words` are the address, or hold it.
pub(super) fn elsewhere(words: &str) -> Refusal {
    let remote = address(words);
    Refusal {
        verdict: Verdict::Remote,
        explanation: Explanation::Elsewhere(remote.clone()),
        remote,
    }
}

/// The first web address in a text, without parts that may be secret: query, fragment, and user.
fn address(words: &str) -> Option<String> {
    let start = words.find("https://").or_else(|| words.find("http://"))?;
    let address: String = words
        .get(start..)?
        .chars()
        .take_while(|sign| !sign.is_whitespace() && !sign.is_control() && !matches!(sign, '"' | '\'' | '<' | '>' | ')'))
        .collect();
    let (scheme, rest) = address.split_once("://")?;
    let (place, query) = match rest.find(['?', '#']) {
        Some(at) => (rest.get(..at)?, "?…"),
        None => (rest, ""),
    };
    let host_at = place.find('/').unwrap_or(place.len());
    let at = place.get(..host_at)?.rfind('@').map_or(0, |at| at + 1);
    let place = place.get(at..)?.trim_end_matches(['.', ',', ';']);
    Some(clipped_to(&format!("{scheme}://{place}{query}"), MAX_ADDRESS_CHARS))
}

/// Reads a refusal as JSON.
pub(super) fn in_json(layer: &Value) -> Option<Refusal> {
    // In a report about a file, `title` is the file's own title, which whoever made the file chose.
    let of_file = ["manifests", "active_manifest", "signature_info", "assertions"];
    let is_of_file = of_file.iter().any(|name| !layer[*name].is_null());
    ["error", "detail", "message", "title"]
        .into_iter()
        .filter(|name| !is_of_file || *name != "title")
        .find_map(|name| of(layer[name].as_str().or_else(|| layer[name]["message"].as_str())?))
        .or_else(|| of(layer.as_str()?))
}
