//! Right-to-left names (Arabic, Hebrew and others) in visual order.
//!
//! egui shapes each run in the direction of its script but places runs from left to right in text order (egui 0.37; it
//! does not implement the bidirectional algorithm, UAX #9). So lines are reordered before they reach egui. Screen
//! readers and the clipboard get the original text.

use std::{borrow::Cow, iter};

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use que_sdk::text::visible_lines;

/// Lines in visual order. Plain text costs nothing. Control characters that would reorder neighbors (an override can
/// make `gpj.exe` look like an image) are shown escaped.
pub(crate) fn visual(text: &str) -> Cow<'_, str> {
    match visible_lines(text) {
        Cow::Borrowed(text) => turned(text),
        Cow::Owned(text) => Cow::Owned(turned(&text).into_owned()),
    }
}

/// The letters of a field in visual order, as many as there are in the text. Unlike `visual`, nothing is escaped.
pub(crate) fn in_order(text: &str) -> Cow<'_, str> {
    turned(text)
}

fn turned(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    let whole = BidiInfo::new(text, Some(Level::ltr()));
    let mut drawn = String::with_capacity(text.len());
    for paragraph in &whole.paragraphs {
        let (levels, runs) = whole.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let is_turned = levels.get(run.start).is_some_and(Level::is_rtl);
            match text.get(run) {
                Some(run) if is_turned => turn(run, &mut drawn),
                Some(run) => drawn.push_str(run),
                None => {}
            }
        }
    }
    Cow::Owned(drawn)
}

/// Whether a letter belongs to a right-to-left script.
fn is_right_to_left(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

/// Puts the words of a right-to-left run in visual order. Shaping reverses the letters of a word; the characters
/// between words are reversed here.
fn turn(run: &str, drawn: &mut String) {
    let mut rest = run;
    let stretches = iter::from_fn(|| {
        let first = rest.chars().next()?;
        let is_word = |letter: char| is_right_to_left(letter) || bidi_class(letter) == BidiClass::NSM;
        let of_word = is_word(first);
        let end = rest.find(|letter| is_word(letter) != of_word).unwrap_or(rest.len());
        let (stretch, after) = rest.split_at(end);
        rest = after;
        Some((of_word, stretch))
    });
    for (of_word, stretch) in stretches.collect::<Vec<_>>().into_iter().rev() {
        if of_word {
            drawn.push_str(stretch);
        } else {
            drawn.extend(stretch.chars().rev().map(mirrored));
        }
    }
}

/// The mirrored bracket.
const fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &str = "\u{635}\u{648}\u{631}\u{629}";
    const HARBOUR: &str = "\u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}";

    #[test]
    fn right_to_left_words_are_reordered_and_the_extension_stays_at_the_end() {
        assert_eq!(
            visual(&format!("{PICTURE} {HARBOUR}.jpg")),
            format!("{HARBOUR} {PICTURE}.jpg")
        );
    }

    #[test]
    fn numbers_keep_their_digits_in_order() {
        assert_eq!(visual(&format!("{PICTURE} 15.heic")), format!("15 {PICTURE}.heic"));
        assert_eq!(visual(&format!("IMG 3 {PICTURE}")), format!("IMG 3 {PICTURE}"));
    }

    #[test]
    fn brackets_open_towards_what_they_hold() {
        assert_eq!(
            visual(&format!("{PICTURE} ({HARBOUR}) {PICTURE}")),
            format!("{PICTURE} ({HARBOUR}) {PICTURE}")
        );
    }

    #[test]
    fn a_name_with_an_override_shows_it_escaped() {
        assert_eq!(visual("photo\u{202e}gpj.exe"), r"photo\u{202e}gpj.exe");
        assert_eq!(
            visual(&format!("\u{202e}{PICTURE}\u{2069}.jpg")),
            format!(r"\u{{202e}}{PICTURE}\u{{2069}}.jpg")
        );
        assert_eq!(visual("two\nlines\u{1b}[0m"), "two\nlines\\u{1b}[0m");
    }

    #[test]
    fn other_names_are_left_alone() {
        for name in ["harbour at dawn.jpg", "日本の写真.jpg", "💾 ü.png", ""] {
            assert!(matches!(visual(name), Cow::Borrowed(same) if same == name));
        }
    }
}
