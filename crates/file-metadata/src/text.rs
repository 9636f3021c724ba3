//! Texts: their encodings, and what to leave out of them.

use que_sdk::text::is_unprintable;
use unicode_segmentation::UnicodeSegmentation as _;

/// Text as one line: line breaks and runs of spaces become one space; control characters, bidirectional overrides and
/// invisible characters are removed. Text with more characters than this is cut, but never inside of what a person sees as
/// one character. Returns whether it was.
pub(crate) fn clean(text: &str, limit: usize) -> (String, bool) {
    let mut cleaned = String::new();
    let mut length = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}') {
            space = length > 0;
        } else if !is_unprintable(character) && character != '\u{fffd}' {
            if std::mem::take(&mut space) {
                cleaned.push(' ');
                length += 1;
            }
            // One more shows whether the last one that fits is complete.
            cleaned.push(character);
            length += 1;
            if length > limit {
                cut(&mut cleaned, limit);
                return (cleaned, true);
            }
        }
    }
    (cleaned, false)
}

fn cut(text: &mut String, limit: usize) {
    let (mut length, mut end) = (0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        length += grapheme.chars().count();
        if length > limit {
            break;
        }
        end = at + grapheme.len();
    }
    text.truncate(end);
    text.truncate(text.trim_end().len());
}

/// Text without a stated encoding: UTF-8, or else the code page of Western Windows, which contains Latin-1.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

/// Text that ends at the first zero byte.
pub(crate) fn decode_terminated(bytes: &[u8]) -> String {
    decode(bytes.split(|byte| *byte == 0).next().unwrap_or_default())
}

/// UTF-16 with this byte order, unless a byte-order mark says otherwise. Ends at the first zero.
pub(crate) fn decode_utf16(bytes: &[u8], big_endian: bool) -> String {
    let (big_endian, bytes) = match bytes {
        [0xfe, 0xff, rest @ ..] => (true, rest),
        [0xff, 0xfe, rest @ ..] => (false, rest),
        _ => (big_endian, bytes),
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| {
        if big_endian {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    };
    let units: Vec<u16> = pairs.iter().map(unit).take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

/// A byte of Windows-1252. The five unassigned ones are those of Latin-1.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80)
        .and_then(|index| FROM_80.get(usize::from(index)))
        .copied()
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_without_an_encoding_are_utf_8_or_else_windows_1252() {
        assert_eq!(decode("Ana Lúcia €".as_bytes()), "Ana Lúcia €");
        assert_eq!(decode(b"Ana L\xfacia \x80 \x93x\x94"), "Ana Lúcia € “x”");
        assert_eq!(decode(b"Jos\xe9"), "José");
        assert_eq!(decode_terminated(b"a\xe9\0rest"), "aé");
        assert_eq!(decode_utf16(b"\xff\xfea\0\xe9\0\0\0x\0", true), "aé");
        assert_eq!(decode_utf16(b"a\0\xe9\0", false), "aé");
    }

    #[test]
    fn text_is_one_short_line_without_overrides_and_control_characters() {
        let whole = |text: &str| (text.to_owned(), false);
        let cut = |text: &str| (text.to_owned(), true);
        assert_eq!(
            clean(" a\r\n\tb\u{202e}c\u{1b}[31m \u{2028} d\0 ", 100),
            whole("a bc[31m d")
        );
        assert_eq!(clean("abc def", 5), cut("abc d"));
        assert_eq!(clean("abc def", 4), cut("abc"));
        assert_eq!(clean("abc def \n", 7), whole("abc def"));
        assert_eq!(clean("\u{feff}\u{200b}\u{fffd}", 9), whole(""));
        assert_eq!(clean("日本語", 2), cut("日本"));
    }

    #[test]
    fn a_cut_leaves_no_half_of_what_a_person_sees_as_one_character() {
        let family = "👩\u{200d}👩\u{200d}👧";
        let flag = "🇵🇹";
        for (text, limit, expected) in [
            ("ae\u{301}", 2, "a"),
            ("ae\u{301}", 3, "ae\u{301}"),
            (&format!("a{family}"), 4, "a"),
            (&format!("{flag}{flag}"), 3, flag),
            ("क्षि", 2, ""),
            ("x\u{1f44d}\u{1f3fd}", 2, "x"),
        ] {
            assert_eq!(clean(text, limit).0, expected, "{text:?} {limit}");
        }
    }
}
