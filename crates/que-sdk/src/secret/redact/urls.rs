//! Hides the user and the query of URLs.

use super::{HIDDEN, ends_word, scan};

/// Hides the user and the query of URLs, and `user:password@` even without a scheme.
pub(super) fn hide_urls(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(scan::find_or_end(rest, ends_word));
        hide_in_word(word, &mut shown);
        let mut characters = after.chars();
        shown.extend(characters.next());
        rest = characters.as_str();
    }
    shown
}

/// Hides in one word, which can consist of several adjacent URLs: each iteration takes off one. The last `@` and the first
/// `?` or `#` are searched once, because every iteration would search to the end of the word.
fn hide_in_word(word: &str, shown: &mut String) {
    let Some(first_scheme) = scan::substring(word, "://") else {
        // `user:password@proxy:3128`
        match (
            scan::first(word, |character| character == ':'),
            scan::last(word, |character| character == '@'),
        ) {
            (Some(colon), Some(at)) if colon < at => {
                shown.push_str(HIDDEN);
                shown.push_str(word.get(at..).unwrap_or_default());
            }
            _ => shown.push_str(word),
        }
        return;
    };
    // Positions are relative to the start of the word. `end` is the start of the query once that is known.
    let (mut from, mut scheme) = (0, first_scheme);
    let (mut end, mut query) = (word.len(), None);
    let mut last_at = scan::last(word, |character| character == '@');
    loop {
        let authority_start = scheme + "://".len();
        shown.push_str(word.get(from..authority_start).unwrap_or_default());
        from = authority_start;
        let rest = word.get(from..end).unwrap_or_default();
        let authority = rest
            .get(..scan::find_or_end(rest, |character| matches!(character, '/' | '?' | '#' | '\\')))
            .unwrap_or_default();
        if let Some(at) = end_of_user(authority, from, last_at) {
            shown.push_str(HIDDEN);
            from = at;
        }
        if query.is_none() {
            let rest = word.get(from..).unwrap_or_default();
            let query_start = scan::first(rest, |character| matches!(character, '?' | '#'));
            end = query_start.map_or(end, |start| from + start);
            query = Some(word.get(end..).and_then(|query| query.chars().next()));
            last_at = scan::last(word.get(..end).unwrap_or_default(), |character| character == '@');
        }
        let host_and_path = word.get(from..end).unwrap_or_default();
        let Some(found) = scan::substring(host_and_path, "://") else {
            shown.push_str(host_and_path);
            break;
        };
        scheme = from + found;
        // The next URL starts after the last character that can't be in a scheme. Its iteration prints its scheme.
        let before = host_and_path.get(..found).unwrap_or_default();
        let next_start = scan::last(before, |character| !character.is_ascii_alphanumeric())
            .and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8()));
        shown.push_str(before.get(..next_start.unwrap_or(0)).unwrap_or_default());
        from += next_start.unwrap_or(0);
    }
    if let Some(Some(character)) = query {
        shown.push(character);
        shown.push_str(HIDDEN);
    }
}

/// The position of the `@` after a user name and password, if there are any. `from` is where the authority starts in the
/// word, and `last_at` the word's last `@`.
fn end_of_user(authority: &str, from: usize, last_at: Option<usize>) -> Option<usize> {
    if let Some(at) = scan::last(authority, |character| character == '@') {
        return Some(from + at);
    }
    // A password may contain an unescaped `/`. Then the text after the colon isn't a port.
    let colon = scan::last(authority, |character| character == ':')?;
    let port = authority.get(colon + 1..).unwrap_or_default();
    let is_not_a_port = !port.ends_with(']') && (port.is_empty() || !port.bytes().all(|digit| digit.is_ascii_digit()));
    last_at.filter(|at| is_not_a_port && *at >= from)
}
