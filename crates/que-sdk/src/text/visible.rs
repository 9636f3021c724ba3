//! Escapes characters that would control a terminal, break a line, reverse the order of letters, or stay invisible.

use std::{borrow::Cow, fmt::Write as _};

/// Makes text safe to show on one line: escapes line breaks (`\n`), control characters (`\u{1b}`), direction overrides
/// (`\u{202e}`), and invisible characters that could disguise a name. Keeps joiners and variation selectors that scripts and
/// emoji need.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    replace(text, is_unprintable, |character, shown| {
        shown.extend(character.escape_default());
    })
}

/// Like [`visible`], but keeps line breaks.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    // The carriage return of CRLF is part of a line break; any other one would overwrite the line in a terminal.
    let is_plain = !text.contains(|character| {
        (is_unprintable(character) || joins(character)) && character != '\n' && character != '\r'
    }) && !has_lone_return(text);
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
        let (content, end) = line.split_at(end.len());
        shown.push_str(&visible(content));
        shown.push_str(end);
    }
    Cow::Owned(shown)
}

/// Escapes the same characters inside a JSON document, without changing its value.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // In valid JSON, these occur only inside strings.
    let hidden = |character| is_unprintable(character) && !matches!(character, '\n' | '\r' | '\t');
    replace(json, hidden, |character, shown| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string can't fail.
            let _ = write!(shown, "\\u{unit:04x}");
        }
    })
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut returns = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\r');
    returns.any(|(position, _)| bytes.get(position + 1) != Some(&b'\n'))
}

/// Whether a character controls a terminal, changes the text around it, or is invisible.
#[must_use]
pub fn is_unprintable(character: char) -> bool {
    // C0, DEL and C1, which includes CSI (U+009B), an escape sequence of one character.
    character.is_control()
        || matches!(
            character,
            // Directional marks, embeddings, overrides and isolates.
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // Line and paragraph separators.
            | '\u{2028}' | '\u{2029}'
        )
        || is_invisible(character)
}

/// Whether a character isn't drawn (Unicode's `Default_Ignorable_Code_Point` and interlinear annotations). Programs read
/// text hidden in tags and selectors that no person sees. Excludes characters that [`joins`] covers, which scripts and
/// emoji need.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        // Soft hyphen, grapheme joiner, Hangul fillers, inherent Khmer vowels.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}'
        // Zero-width space, byte-order mark, invisible operators.
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        // Shorthand and musical format controls.
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        // Tags and supplementary variation selectors.
        | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a character changes how its neighbors are drawn: joiners and variation selectors, including Mongolian ones.
/// Next to characters that it doesn't change, it is as invisible as those of [`is_invisible`].
fn joins(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}')
}

/// Whether a joiner or selector changes anything between these two characters.
fn is_needed(character: char, before: Option<char>, after: Option<char>) -> bool {
    let beside = |is: fn(char) -> bool| [before.is_some_and(is), after.is_some_and(is)];
    match character {
        '\u{200c}' => beside(has_joined_letters).contains(&true),
        '\u{200d}' => {
            let is_emoji = |character| is_emoji(character) || character == '\u{fe0f}';
            beside(has_joined_letters).contains(&true) || before.is_some_and(is_emoji) && after.is_some_and(is_emoji)
        }
        '\u{180b}'..='\u{180f}' => {
            before.is_some_and(|character| matches!(character, '\u{1800}'..='\u{180a}' | '\u{1810}'..='\u{18af}'))
        }
        // Keycaps such as 1 and # become emoji.
        _ => before.is_some_and(|character| {
            matches!(character, '0'..='9' | '#' | '*')
                || is_emoji(character)
                || (!is_european(character) && !joins(character))
        }),
    }
}

/// Whether this is a letter of a script without joined letters or variants, or punctuation used with them.
fn is_european(character: char) -> bool {
    matches!(character, '\0'..='\u{58f}' | '\u{1e00}'..='\u{206f}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

/// Whether this is a letter of a script that uses joiners: Hebrew, Arabic, the scripts of South and Southeast Asia.
fn has_joined_letters(character: char) -> bool {
    matches!(
        character,
        '\u{590}'..='\u{109f}' | '\u{1700}'..='\u{180a}' | '\u{1810}'..='\u{1cff}'
        | '\u{a840}'..='\u{ab2f}' | '\u{abc0}'..='\u{abff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}'
    )
}

fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}'
    )
}

fn replace(text: &str, is_hidden: impl Fn(char) -> bool, show: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let Some(first) = text.find(|character| is_hidden(character) || joins(character)) else {
        return Cow::Borrowed(text);
    };
    let (kept, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(kept);
    let mut before = kept.chars().next_back();
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        if is_hidden(character) || joins(character) && !is_needed(character, before, characters.peek().copied()) {
            show(character, &mut shown);
            // The escape sequence joins nothing.
            before = None;
        } else {
            shown.push(character);
            before = Some(character);
        }
    }
    if shown == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts, and what [`visible`] makes of them.
    const EXAMPLES: [(&str, &str); 14] = [
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
    fn unprintable_characters_are_escaped_and_others_stay() {
        for (text, shown) in EXAMPLES {
            assert_eq!(visible(text), shown);
            assert_eq!(visible(&visible(text)), shown, "escaping is idempotent");
        }
        assert!(matches!(visible("plain ü"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_joiner_or_selector_is_escaped_only_where_it_changes_nothing() {
        for (text, shown) in [
            ("in\u{200d}voice.jpg", r"in\u{200d}voice.jpg"),
            ("in\u{200c}voice\u{200d}", r"in\u{200c}voice\u{200d}"),
            ("in\u{180e}voice\u{180b}", r"in\u{180e}voice\u{180b}"),
            ("\u{200d}счёт\u{200d}1", r"\u{200d}счёт\u{200d}1"),
            ("a\u{fe0f}b \u{fe00}", r"a\u{fe0f}b \u{fe00}"),
            ("a\u{fe0f}\u{200d}👩", r"a\u{fe0f}\u{200d}👩"),
            (
                "👩\u{200d}a, 👩\u{200d}\u{200d}🚀",
                r"👩\u{200d}a, 👩\u{200d}\u{200d}🚀",
            ),
            ("☀\u{fe0f}\u{fe0f}\u{fe0f}", "☀\u{fe0f}\\u{fe0f}\\u{fe0f}"),
            ("東\u{200d}京", r"東\u{200d}京"),
        ] {
            assert_eq!(visible(text), shown);
            assert_eq!(visible(&visible(text)), shown, "escaping is idempotent");
            assert_eq!(visible_lines(&format!("{text}\n")), format!("{shown}\n"));
        }
        for text in [
            "👩\u{200d}👩\u{200d}👧 👩🏽\u{200d}🚀 ❤\u{fe0f}\u{200d}🔥 🏃\u{200d}♂\u{fe0f} 1\u{fe0f}\u{20e3} ©\u{fe0f}",
            "می\u{200c}خواهم ه\u{200d} \u{200d}ه",
            "क्\u{200d}ष क्\u{200c}ष ක්\u{200d}ර",
            "ᠮᠣᠩ\u{180b}ᠭᠣᠯ\u{180e}ᠠ",
            "葛\u{fe00} 〰\u{fe0f} ㊙\u{fe0f}",
        ] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn line_breaks_are_kept_and_other_unprintable_characters_escaped() {
        assert!(matches!(visible_lines("one\r\ntwo\n\nthree"), Cow::Borrowed(_)));
        assert_eq!(
            visible_lines("one\rtwo\r\n\u{1b}[1m\n\n"),
            "one\\rtwo\r\n\\u{1b}[1m\n\n"
        );
        assert_eq!(visible_lines("end\r"), "end\\r");
    }

    #[test]
    fn escaped_json_has_the_same_value_and_no_unprintable_characters() {
        for (text, _) in EXAMPLES {
            let json = serde_json::to_string(&serde_json::json!({ text: [text] })).unwrap();
            let shown = visible_json(&json);
            assert!(!shown.contains(is_unprintable), "{shown:?}");
            let (one, other): (serde_json::Value, serde_json::Value) = (
                serde_json::from_str(&json).unwrap(),
                serde_json::from_str(&shown).unwrap(),
            );
            assert_eq!(one, other);
        }
        assert_eq!(visible_json("{\n  \"a\": 1\n}"), "{\n  \"a\": 1\n}");
    }
}
