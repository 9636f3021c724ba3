//! Signs that act instead of being seen, made visible: controls and escape sequences of a terminal, line breaks where
//! there is to be one line, and what turns the order of letters around.

use std::{borrow::Cow, fmt::Write as _};

/// Makes text safe to show on one line: escapes line breaks (`\n`), control characters (`\u{1b}`), direction overrides
/// (`\u{202e}`), and invisible characters that could disguise a name. Keeps joiners and variation selectors that scripts and
/// emoji need.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, acts, |sign, shown| shown.extend(sign.escape_default()))
}

/// Like [`visible`], but keeps line breaks.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    // The carriage return of CRLF is part of a line break, and nothing else than its line is behind it.
    let is_plain = !text.contains(|sign| acts(sign) && sign != '\n' && sign != '\r') && !has_lone_return(text);
    if is_plain {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let end = line.trim_end_matches('\n');
        let end = match end.strip_suffix('\r') {
            Some(cut) if end.len() < line.len() => cut,
            _ => end,
        };
        let (words, end) = line.split_at(end.len());
        shown.push_str(&visible(words));
        shown.push_str(end);
    }
    Cow::Owned(shown)
}

/// Escapes the same characters inside a JSON document, without changing its value.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // They stand only within strings.
    let hidden = |sign| acts(sign) && !matches!(sign, '\n' | '\r' | '\t');
    replaced(json, hidden, |sign, shown| {
        for unit in sign.encode_utf16(&mut [0; 2]) {
            // Nothing is refused by a text.
            let _ = write!(shown, "\\u{unit:04x}");
        }
    })
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut returns = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\r');
    returns.any(|(place, _)| bytes.get(place + 1) != Some(&b'\n'))
}

/// Whether a character affects its neighbors or a terminal, or is invisible.
#[must_use]
pub fn acts(sign: char) -> bool {
    // C0, DEL and C1, which holds an escape sequence of one sign (CSI, U+009B).
    sign.is_control()
        || matches!(
            sign,
            // Marks, embeddings, overrides and isolates of the order of letters.
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // Breaks of lines and paragraphs.
            | '\u{2028}' | '\u{2029}'
        )
        || hides(sign)
}

/// Whether nothing is drawn for the sign (Unicode's `Default_Ignorable_Code_Point`, and annotations between lines). Words in
/// tags and selectors are read by machines and seen by nobody. Joiners (U+200C, U+200D), U+FE00 to U+FE0F and Mongolian's
/// selectors are not among them: scripts and emoji need them.
fn hides(sign: char) -> bool {
    matches!(
        sign,
        // Soft hyphen, grapheme joiner, fillers of Hangul, vowels of Khmer that are not drawn.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}'
        // Spaces without width, the byte-order mark, operators that are not drawn.
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        // Controls of shorthand and of music.
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        // Tags, and the selectors of the supplement.
        | '\u{e0000}'..='\u{e0fff}'
    )
}

fn replaced(text: &str, is_hidden: impl Fn(char) -> bool, show: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let Some(first) = text.find(&is_hidden) else {
        return Cow::Borrowed(text);
    };
    let (before, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(before);
    for sign in rest.chars() {
        if is_hidden(sign) {
            show(sign, &mut shown);
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs that act, between letters that stay.
    const ACTING: [(&str, &str); 14] = [
        ("a\nb\r\nc\td", r"a\nb\r\nc\td"),
        ("\u{1b}[2J\u{1b}]0;title\u{7}", r"\u{1b}[2J\u{1b}]0;title\u{7}"),
        ("\u{9b}31m \u{7f} \u{0}", r"\u{9b}31m \u{7f} \u{0}"),
        ("photo\u{202e}gpj.exe", r"photo\u{202e}gpj.exe"),
        ("\u{202a}\u{202b}\u{202c}\u{202d}", r"\u{202a}\u{202b}\u{202c}\u{202d}"),
        ("\u{2066}\u{2067}\u{2068}\u{2069}", r"\u{2066}\u{2067}\u{2068}\u{2069}"),
        ("\u{200e}\u{200f}\u{61c}", r"\u{200e}\u{200f}\u{61c}"),
        ("a\u{2028}b\u{2029}c", r"a\u{2028}b\u{2029}c"),
        ("a\u{e0001}\u{e0041}\u{e007f}b", r"a\u{e0001}\u{e0041}\u{e007f}b"),
        (
            "\u{feff}in\u{ad}voice\u{200b}.jpg",
            r"\u{feff}in\u{ad}voice\u{200b}.jpg",
        ),
        (
            "a\u{e0100}\u{e01ef}\u{34f}\u{2060}\u{2064}",
            r"a\u{e0100}\u{e01ef}\u{34f}\u{2060}\u{2064}",
        ),
        (
            "\u{3164}\u{ffa0}\u{1160}\u{1d173}",
            r"\u{3164}\u{ffa0}\u{1160}\u{1d173}",
        ),
        ("C:\\new\\table", "C:\\new\\table"),
        (
            "Zoë 東京 صورة 👩\u{200d}🚀 ✈\u{fe0f}",
            "Zoë 東京 صورة 👩\u{200d}🚀 ✈\u{fe0f}",
        ),
    ];

    #[test]
    fn what_acts_is_seen_and_what_is_seen_stays() {
        for (text, shown) in ACTING {
            assert_eq!(visible(text), shown);
            assert_eq!(visible(&visible(text)), shown, "twice is as once");
        }
        assert!(matches!(visible("plain ü"), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_of_a_text_stay_lines_and_nothing_else_acts_in_them() {
        assert!(matches!(visible_lines("one\r\ntwo\n\nthree"), Cow::Borrowed(_)));
        assert_eq!(
            visible_lines("one\rtwo\r\n\u{1b}[1m\n\n"),
            "one\\rtwo\r\n\\u{1b}[1m\n\n"
        );
        assert_eq!(visible_lines("end\r"), "end\\r");
    }

    #[test]
    fn json_has_the_same_value_and_nothing_in_it_acts() {
        for (text, _) in ACTING {
            let json = serde_json::to_string(&serde_json::json!({ text: [text] })).unwrap();
            let shown = visible_json(&json);
            assert!(!shown.contains(acts), "{shown:?}");
            let (one, other): (serde_json::Value, serde_json::Value) = (
                serde_json::from_str(&json).unwrap(),
                serde_json::from_str(&shown).unwrap(),
            );
            assert_eq!(one, other);
        }
        assert_eq!(visible_json("{\n  \"a\": 1\n}"), "{\n  \"a\": 1\n}");
    }
}
