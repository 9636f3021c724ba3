//! Hides the values of secret names.

use super::{HIDDEN, ends_word, scan};

/// Parts of names whose values are secret, in lowercase. `_` counts as `-`.
const SECRET_NAMES: [&str; 14] = [
    "api-key",
    "apikey",
    "authorization",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "token",
    "signature",
    "credential",
    "cookie",
    "access-key",
    "accesskey",
    "private-key",
];

/// Names whose value extends to the end of the line.
const WHOLE_LINE: [&str; 4] = ["authorization", "cookie", "api-key", "apikey"];

/// Authentication schemes, which a secret follows.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

/// Hides the values after names that sound secret: in headers, queries, JSON, `Debug` output and environment variables.
pub(super) fn hide_named_values(text: &str) -> String {
    let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (between, at_name) = rest.split_at(scan::find_or_end(rest, is_name));
        shown.push_str(between);
        let (name, after) = at_name.split_at(scan::find_or_end(at_name, |character| !is_name(character)));
        shown.push_str(name);
        rest = after;
        let lowercase = name.to_ascii_lowercase().replace('_', "-");
        if SCHEMES.contains(&lowercase.as_str()) {
            rest = hide_after_scheme(name, after, &mut shown);
        } else if (lowercase == "sig" || SECRET_NAMES.iter().any(|part| lowercase.contains(part)))
            && let Some((separator, value)) = split_separator(after)
        {
            shown.push_str(separator);
            let whole_line = WHOLE_LINE.iter().any(|part| lowercase.contains(part));
            rest = hide_value(value, whole_line, &mut shown);
        }
    }
    shown
}

/// Hides `abc` in `Bearer abc`, unless it looks like a word.
fn hide_after_scheme<'a>(name: &str, after: &'a str, shown: &mut String) -> &'a str {
    let value = scan::skip(after, |character| matches!(character, ' ' | '\t'));
    if value.len() == after.len() {
        return after;
    }
    // Scanned once, because only this name directly precedes the blank.
    let (token, rest) = value.split_at(scan::find_or_end(value, ends_word));
    let is_word = !name.eq_ignore_ascii_case("bearer")
        && token
            .bytes()
            .all(|character| character.is_ascii_lowercase() || b".,;:)".contains(&character));
    if token.len() < 8 || is_word {
        return after;
    }
    shown.push(' ');
    shown.push_str(HIDDEN);
    rest
}

/// Splits the separator between a name and its value from the rest, which starts with the value. `None` if no value follows.
/// Scanned once, because only one name directly precedes a separator.
fn split_separator(after: &str) -> Option<(&str, &str)> {
    let trimmed = scan::skip(after, |character| {
        matches!(character, '"' | '\'' | '\\' | ']' | ')' | ' ' | '\t')
    });
    let starts = |prefix: &str| {
        trimmed
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let length = if starts("::") {
        return None; // a module path
    } else if starts("=>") {
        2
    } else if starts(":") || starts("=") {
        1
    } else if starts("%3d") || starts("%3a") {
        3
    } else if starts(",") && after.starts_with(['"', '\'', '\\']) {
        1 // `("x-api-key", "…")`
    } else {
        return None;
    };
    let value = scan::skip(trimmed.get(length..)?, char::is_whitespace);
    Some((after.get(..after.len() - value.len())?, value))
}

/// Hides a value and returns the rest after it.
fn hide_value<'a>(value: &'a str, whole_line: bool, shown: &mut String) -> &'a str {
    let inner = scan::skip(value, |character| character == '\\');
    if let Some(quote @ ('"' | '\'')) = inner.chars().next() {
        let escaped = inner.len() < value.len();
        let open = value.len() - inner.len() + 1;
        shown.push_str(value.get(..open).unwrap_or_default());
        shown.push_str(HIDDEN);
        let content = value.get(open..).unwrap_or_default();
        return content.get(closing(content, quote, escaped)..).unwrap_or_default();
    }
    if value.is_empty() {
        return value;
    }
    shown.push_str(HIDDEN);
    let ends = |character: char| {
        if whole_line {
            character == '\n' || character == '\r'
        } else {
            ends_word(character)
        }
    };
    // `token: Bearer abc`
    let (word, rest) = value.split_at(scan::find_or_end(value, ends));
    if !whole_line && SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme)) {
        let next = scan::skip(rest, char::is_whitespace);
        return next.get(scan::find_or_end(next, ends_word)..).unwrap_or_default();
    }
    rest
}

/// The position of the closing quote, or the end.
fn closing(content: &str, quote: char, escaped: bool) -> usize {
    let mut skip = false;
    let is_closing = |character: char| {
        if std::mem::take(&mut skip) {
            return false;
        }
        skip = character == '\\' && !escaped;
        character == quote
    };
    scan::find_or_end(content, is_closing)
}
