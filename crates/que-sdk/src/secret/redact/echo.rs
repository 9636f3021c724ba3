//! Hides a known secret, and what grants access in a presigned URL, however a server encoded them when it repeated them: percent
//! encoding, HTML, JSON, quoted-printable, Base64, hexadecimal, or several of these, also across lines.
//!
//! One mechanism: the text is decoded in layers, the secret is searched in each, and what it was decoded from is hidden. Each
//! layer is one pass, so the work is linear.

use std::{borrow::Cow, ops::Range};

use super::{HIDDEN, ends_word, signatures::MARKS};

/// How many encodings around one another are undone.
const LAYERS: usize = 3;

/// Shorter parts of a secret in Base64 or hexadecimal may be anything.
const LEAST_ENCODED: usize = 8;

/// The longest name of an HTML character, and the longest number of one.
const LONGEST_ENTITY: usize = 10;

/// Stands for what no secret has.
const OTHER: char = '\u{1}';

/// Hides a secret of printable ASCII characters, and signatures of presigned URLs, in whatever encoding. Text without them is
/// returned as it is.
#[must_use]
pub fn hide_echo<'t>(text: &'t str, secret: Option<&str>) -> Cow<'t, str> {
    let needles = secret
        .filter(|secret| !secret.is_empty())
        .map(needles)
        .unwrap_or_default();
    let mut layer = Layer::of(text);
    let mut hidden = layer.find_secrets(text, &needles);
    for _ in 0..LAYERS {
        layer = layer.decoded();
        hidden.extend(layer.find_secrets(text, &needles));
        hidden.extend(layer.find_signatures(text));
    }
    without(text, hidden)
}

/// A text, decoded, and from what each of its characters was.
struct Layer {
    /// ASCII without whitespace.
    text: String,
    /// Where each character begins in the first text; one more for the end.
    starts: Vec<usize>,
}

impl Layer {
    fn of(text: &str) -> Self {
        let mut layer = Self {
            text: String::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len() + 1),
        };
        for (at, character) in text.char_indices() {
            layer.add(character, at);
        }
        layer.starts.push(text.len());
        layer
    }

    fn add(&mut self, character: char, at: usize) {
        // A line break may be anywhere in a long value, and no secret has whitespace.
        if character.is_ascii_whitespace() {
            return;
        }
        self.text.push(if character.is_ascii() { character } else { OTHER });
        self.starts.push(at);
    }

    fn decoded(&self) -> Self {
        let bytes = self.text.as_bytes();
        let mut layer = Self {
            text: String::with_capacity(bytes.len()),
            starts: Vec::with_capacity(self.starts.len()),
        };
        let mut at = 0;
        while let (Some(rest), Some(start)) = (bytes.get(at..).filter(|rest| !rest.is_empty()), self.starts.get(at)) {
            let (character, length) = decode(rest);
            layer.add(character, *start);
            at += length;
        }
        layer.starts.extend(self.starts.last());
        layer
    }

    /// What a part of this layer was decoded from.
    fn source(&self, part: Range<usize>) -> Option<Range<usize>> {
        Some(*self.starts.get(part.start)?..*self.starts.get(part.end)?)
    }

    fn find_secrets(&self, text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for needle in needles {
            for (at, _) in self.text.match_indices(&needle.text) {
                let mut part = at..at + needle.text.len();
                if needle.is_part {
                    // Characters at its ends have bits of the secret and of its neighbors.
                    let before = self.text.get(..part.start).unwrap_or_default();
                    let after = self.text.get(part.end..).unwrap_or_default();
                    part.start -= before
                        .bytes()
                        .rev()
                        .take(2)
                        .take_while(u8::is_ascii_alphanumeric)
                        .count();
                    part.end += after.bytes().take(2).take_while(u8::is_ascii_alphanumeric).count();
                }
                found.extend(self.source(part).map(|range| trimmed(text, range)));
            }
        }
        found
    }

    /// Names of a presigned URL's secrets that are encoded themselves, or whose equals sign is, up to the end of the word.
    fn find_signatures(&self, text: &str) -> Vec<Range<usize>> {
        let lowercase = self.text.to_ascii_lowercase();
        let mut found: Vec<Range<usize>> = Vec::new();
        for mark in MARKS {
            let mut hidden_until = 0;
            for (at, _) in lowercase.match_indices(mark) {
                let end = at + mark.len();
                let is_value_next = lowercase.get(end..).is_some_and(|rest| rest.starts_with('='));
                let named = self.source(at..end + usize::from(is_value_next));
                let Some(named) = named.filter(|named| named.start >= hidden_until) else {
                    continue;
                };
                let as_read = self.text.get(at..end + usize::from(is_value_next));
                if text.get(named.clone()).map(str::trim_end) == as_read {
                    continue;
                }
                let rest = text.get(named.end..).unwrap_or_default();
                let to = named.end + rest.find(ends_word).unwrap_or(rest.len());
                hidden_until = to;
                found.push(trimmed(text, named.start..to));
            }
        }
        found
    }
}

/// A range of a text without whitespace at its end, or a backslash, which escapes what follows.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let kept = part.trim_end_matches(|character: char| character == '\\' || character.is_ascii_whitespace());
    range.start..range.start + kept.len()
}

fn without(text: &str, mut hidden: Vec<Range<usize>>) -> Cow<'_, str> {
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.sort_by_key(|range| (range.start, range.end));
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for range in hidden {
        if range.start >= at {
            shown.push_str(text.get(at..range.start).unwrap_or_default());
            shown.push_str(HIDDEN);
        }
        at = at.max(range.end);
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(shown)
}

/// The first character, decoded once, and how many bytes it takes.
fn decode(rest: &[u8]) -> (char, usize) {
    let hex = |from: usize, digits: usize| {
        let digits = std::str::from_utf8(rest.get(from..from + digits)?).ok()?;
        u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| !digits.starts_with('+'))
    };
    let of = |code: Option<u32>| code.map(|code| char::from_u32(code).unwrap_or(OTHER));
    let decoded = match rest {
        [b'%' | b'=', ..] => of(hex(1, 2)).map(|character| (character, 3)),
        [b'\\', b'u', b'{', ..] => braced(rest).map(|(code, length)| (char::from_u32(code).unwrap_or(OTHER), length)),
        [b'\\', b'u', ..] => of(hex(2, 4)).map(|character| (character, 6)),
        [b'\\', b'x', ..] => of(hex(2, 2)).map(|character| (character, 4)),
        [b'\\', b'n' | b'r' | b't', ..] => Some((' ', 2)),
        [b'\\', escaped @ (b'/' | b'\\' | b'"' | b'\''), ..] => Some((char::from(*escaped), 2)),
        [b'&', ..] => entity(rest),
        _ => None,
    };
    decoded.unwrap_or((rest.first().map_or(OTHER, |byte| char::from(*byte)), 1))
}

fn braced(rest: &[u8]) -> Option<(u32, usize)> {
    let end = rest.iter().take(LONGEST_ENTITY).position(|byte| *byte == b'}')?;
    let digits = std::str::from_utf8(rest.get(3..end)?).ok()?;
    Some((u32::from_str_radix(digits, 16).ok()?, end + 1))
}

/// A character of HTML or XML, with its number or a name.
fn entity(rest: &[u8]) -> Option<(char, usize)> {
    let end = rest.iter().take(LONGEST_ENTITY).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(rest.get(1..end)?).ok()?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).unwrap_or(OTHER)
        }
        None => named(name)?,
    };
    Some((character, end + 1))
}

/// The punctuation of keys and signatures that has a name in HTML.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "plus" => '+',
        "equals" => '=',
        "sol" => '/',
        "bsol" => '\\',
        "lowbar" | "UnderBar" => '_',
        "hyphen" | "dash" => '-',
        "period" => '.',
        "colon" => ':',
        "semi" => ';',
        "comma" => ',',
        "percnt" => '%',
        "num" => '#',
        "excl" => '!',
        "quest" => '?',
        "commat" => '@',
        "dollar" => '$',
        "ast" => '*',
        "verbar" | "vert" => '|',
        "grave" => '`',
        "Hat" => '^',
        "lpar" => '(',
        "rpar" => ')',
        "lsqb" | "lbrack" => '[',
        "rsqb" | "rbrack" => ']',
        "lcub" | "lbrace" => '{',
        "rcub" | "rbrace" => '}',
        "nbsp" | "Tab" | "NewLine" | "shy" | "zwj" | "zwnj" => ' ',
        _ => return None,
    })
}

/// A text to search.
#[derive(Debug)]
struct Needle {
    text: String,
    /// Whether it is the middle of something longer.
    is_part: bool,
}

/// The secret, and what it is in Base64 and hexadecimal, wherever it begins in what was encoded.
fn needles(secret: &str) -> Vec<Needle> {
    let mut texts = Vec::new();
    for before in 0..3 {
        let bytes = [&[0; 3][..before], secret.as_bytes()].concat();
        let encoded = base64_simd::STANDARD.encode_to_string(&bytes);
        // Only characters without bits of others.
        let middle = encoded
            .get((before * 8).div_ceil(6)..bytes.len() * 8 / 6)
            .unwrap_or_default();
        texts.push(middle.replace('+', "-").replace('/', "_"));
        texts.push(middle.to_owned());
    }
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    texts.push(hex.to_ascii_uppercase());
    texts.push(hex);
    texts.retain(|text| text.len() >= LEAST_ENCODED);
    texts.sort();
    texts.dedup();
    let parts = texts.into_iter().map(|text| Needle { text, is_part: true });
    let whole = Needle {
        text: secret.to_owned(),
        is_part: false,
    };
    std::iter::once(whole).chain(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk_q7J+x2/Lm=N8";

    fn each(of: impl Fn(u8) -> String) -> String {
        KEY.bytes().map(of).collect()
    }

    fn base64(text: &str) -> String {
        base64_simd::STANDARD.encode_to_string(text)
    }

    #[test]
    fn a_key_is_hidden_in_every_encoding_and_in_one_within_another() {
        let percent = each(|byte| format!("%{byte:02x}"));
        let odd = KEY.replace('+', "&plus;").replace('/', "&sol;").replace('=', "&#61;");
        for echoed in [
            KEY.to_owned(),
            KEY.replace('+', "%2B").replace('/', "%2F"),
            percent.clone(),
            percent.to_uppercase().replace('%', "%25"),
            each(|byte| format!("&#x{byte:x};")),
            each(|byte| format!("&#{byte};")),
            each(|byte| format!("&amp;#{byte};")),
            odd,
            each(|byte| format!("\\u{byte:04x}")),
            each(|byte| format!("\\x{byte:02x}")),
            each(|byte| format!("={byte:02X}")),
            KEY.replace('/', "\\/"),
            format!("{}\r\n  {}", &KEY[..5], &KEY[5..]),
            format!("{}\\n{}", &KEY[..5], &KEY[5..]),
            each(|byte| format!("{}\n", char::from(byte))),
            each(|byte| format!("{byte:02x}")),
            each(|byte| format!("{byte:02X}")),
            base64(KEY),
            base64(&format!("u:{KEY}:p")),
            base64(&format!("us:{KEY}")),
            base64_simd::URL_SAFE.encode_to_string(KEY),
            format!("{}\r\n{}", &base64(KEY)[..7], &base64(KEY)[7..]),
            base64(KEY).replace('=', "%3D"),
        ] {
            let text = format!("unknown key ({echoed}), ask again");
            let shown = hide_echo(&text, Some(KEY));
            assert!(
                shown.starts_with("unknown key (") && shown.ends_with("), ask again"),
                "{shown}"
            );
            assert!(
                shown.contains(HIDDEN) && !shown.contains(&echoed),
                "{text} became {shown}"
            );
            assert!(shown.len() < 60, "{text} became {shown}");
            assert_eq!(hide_echo(&shown, Some(KEY)), shown, "again");
        }
    }

    #[test]
    fn a_signature_whose_name_is_encoded_is_hidden_up_to_the_end_of_its_word() {
        for (text, expected) in [
            ("at /k?X%2DAmz%2DSignature%3Dabc now", "at /k?(hidden) now"),
            ("at /k?X-Amz-Signature&#61;abc now", "at /k?(hidden) now"),
            ("at /k?X-Amz-Signature&#x3d;abc now", "at /k?(hidden) now"),
            (
                r#"{"a":"/k?X\u002dAmz-Signature=abc\"","b":1}"#,
                r#"{"a":"/k?(hidden)\"","b":1}"#,
            ),
            (
                "the query lacks X-Amz-Signature = that is all",
                "the query lacks (hidden) is all",
            ),
        ] {
            assert_eq!(hide_echo(text, None), expected);
        }
        for whole in [
            "the query lacks X-Amz-Signature and more",
            "{\"a\": \"100 %\"}",
            "é & ü; =\n\\",
        ] {
            assert!(matches!(hide_echo(whole, Some(KEY)), Cow::Borrowed(_)), "{whole}");
        }
    }

    #[test]
    fn a_large_body_that_nearly_has_the_key_everywhere_takes_little_time() {
        let key = format!("{}b", "a".repeat(1000));
        for piece in ["a", "%61", "&#97;", "%2561", "&", "%", "\\", "x-amz-signature%3d"] {
            let text = piece.repeat((1 << 20) / piece.len());
            let start = std::time::Instant::now();
            let _ = hide_echo(&text, Some(&key));
            assert!(start.elapsed().as_secs() < 20, "{piece} took {:?}", start.elapsed());
        }
    }
}
