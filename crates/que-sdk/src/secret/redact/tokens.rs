//! Hides what looks like a key, a signature or a hash.

use super::{HIDDEN, scan};

/// From this length on, a run of letters and digits isn't a word.
const MIN_TOKEN_LENGTH: usize = 24;

/// Hides what looks like a key, a signature or a hash.
pub(super) fn hide_tokens(text: &str) -> String {
    let is_token =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '+' | '=' | '~' | '%');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (between, at_token) = rest.split_at(scan::find_or_end(rest, is_token));
        shown.push_str(between);
        let (token, after) = at_token.split_at(scan::find_or_end(at_token, |character| !is_token(character)));
        // Keeps the name in `id=…`.
        let value = scan::last(token, |character| character == '=')
            .filter(|at| at + 1 < token.len())
            .map_or(0, |at| at + 1);
        let (name, value) = token.split_at(value);
        shown.push_str(if looks_secret(name) { HIDDEN } else { name });
        shown.push_str(if looks_secret(value) { HIDDEN } else { value });
        rest = after;
    }
    shown
}

fn looks_secret(token: &str) -> bool {
    let token = token.trim_end_matches('=');
    let prefixed = |prefixes: &[&str], length: usize| {
        token.len() >= length && prefixes.iter().any(|prefix| token.starts_with(prefix))
    };
    if prefixed(&["sk_", "sk-", "pk_", "rk_", "sandbox_", "eyJ", "ghp_", "xox"], 12) {
        return true;
    }
    if token.len() >= 20 && (token.starts_with("AKIA") || token.starts_with("ASIA")) {
        return true;
    }
    let rest = without_uuids(token);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let letters = rest.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = rest.bytes().filter(u8::is_ascii_uppercase).count();
    if rest.len() < MIN_TOKEN_LENGTH || letters == 0 {
        return false;
    }
    // Lowercase words joined by `-` or `_` are identifiers.
    digits > 0 || (upper > 2 && letters > upper)
}

/// Removes leading UUIDs, which object keys consist of.
fn without_uuids(token: &str) -> &str {
    let mut rest = token;
    while let Some(first) = rest.get(..36).filter(|first| is_uuid(first)) {
        rest = rest
            .get(first.len()..)
            .unwrap_or_default()
            .trim_start_matches(['-', '_']);
    }
    rest
}

fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, character)| match at {
        8 | 13 | 18 | 23 => character == b'-',
        _ => character.is_ascii_hexdigit(),
    })
}
