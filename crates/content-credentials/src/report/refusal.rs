//! The words of a server that refused to verify, where they are an answer.

use serde_json::Value;

use super::clipped_to;
use crate::Verdict;

pub(super) const NO_CREDENTIALS: &str = "This file has no Content Credentials.";

/// The most signs of an address.
const MOST_ADDRESS: usize = 500;

/// An answer that came as a refusal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) verdict: Verdict,
    pub(super) explanation: String,
    /// Where the credentials are stored.
    pub(super) remote: Option<String>,
}

pub(super) fn of(words: &str) -> Option<Refusal> {
    let small = words.to_ascii_lowercase();
    let plain = |verdict, explanation: &str| {
        Some(Refusal {
            verdict,
            explanation: explanation.to_owned(),
            remote: None,
        })
    };
    if small.contains("no jumbf data found") {
        plain(Verdict::None, NO_CREDENTIALS)
    } else if small.contains("must fetch remote manifests") || small.contains("could not fetch the remote manifest") {
        let remote = address(words);
        let explanation = match &remote {
            Some(address) => format!("Nothing was fetched. The file says that they are here: {address}"),
            None => "The file does not carry them itself. Nothing was fetched.".to_owned(),
        };
        Some(Refusal {
            verdict: Verdict::Remote,
            explanation,
            remote,
        })
    } else if small.contains("type is unsupported") {
        plain(
            Verdict::Unsupported,
            "This server cannot read Content Credentials in this format.",
        )
    } else {
        None
    }
}

/// The first web address in these words, without what may be a secret: what it is asked with, and in whose name.
fn address(words: &str) -> Option<String> {
    let start = words.find("https://").or_else(|| words.find("http://"))?;
    let address: String = words
        .get(start..)?
        .chars()
        .take_while(|sign| !sign.is_whitespace() && !sign.is_control() && !matches!(sign, '"' | '\'' | '<' | '>' | ')'))
        .collect();
    let (scheme, rest) = address.split_once("://")?;
    let (place, asked) = match rest.find(['?', '#']) {
        Some(at) => (rest.get(..at)?, "?…"),
        None => (rest, ""),
    };
    let host_at = place.find('/').unwrap_or(place.len());
    let at = place.get(..host_at)?.rfind('@').map_or(0, |at| at + 1);
    let place = place.get(at..)?.trim_end_matches(['.', ',', ';']);
    Some(clipped_to(&format!("{scheme}://{place}{asked}"), MOST_ADDRESS))
}

/// A refusal that came as JSON.
pub(super) fn in_json(layer: &Value) -> Option<Refusal> {
    // What is about a file has the title that its maker gave it, which is no word of the server.
    let of_file = ["manifests", "active_manifest", "signature_info", "assertions"];
    let is_of_file = of_file.iter().any(|name| !layer[*name].is_null());
    ["error", "detail", "message", "title"]
        .into_iter()
        .filter(|name| !is_of_file || *name != "title")
        .find_map(|name| of(layer[name].as_str().or_else(|| layer[name]["message"].as_str())?))
        .or_else(|| of(layer.as_str()?))
}
