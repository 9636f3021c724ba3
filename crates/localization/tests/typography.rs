//! Spaces that must not break a line, in the message files.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside of test functions")]

use std::{fs, path::Path};

/// The units that follow a number in messages. A French byte, "o", is not here: it is a word in Spanish.
const UNITS: [&str; 15] = [
    "B", "kB", "MB", "GB", "TB", "PB", "ko", "Mo", "Go", "To", "Po", "s", "min", "h", "ms",
];

/// The lines of a language's message files, with their places; comments are for translators and left out.
fn lines(language: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../assets/locales")
        .join(language);
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if !line.starts_with('#') {
                lines.push((format!("{language}/{name}:{}", number + 1), line.to_owned()));
            }
        }
    }
    assert!(lines.len() > 100, "{language}");
    lines
}

/// Whether an ordinary space stands between a number, or a variable, and a unit.
fn breaks_before_unit(line: &str) -> bool {
    line.match_indices(' ').any(|(at, _)| {
        let (before, after) = line.split_at(at);
        let word: String = after
            .trim_start()
            .chars()
            .take_while(|letter| letter.is_alphanumeric())
            .collect();
        before.ends_with(|last: char| last.is_ascii_digit() || last == '}') && UNITS.contains(&word.as_str())
    })
}

/// Whether an ordinary space stands before a mark that French sets apart, or inside its quotation marks.
fn breaks_before_mark(line: &str) -> bool {
    [" ;", " :", " !", " ?", " »", "« "]
        .iter()
        .any(|pair| line.contains(pair))
}

/// Whether quotation marks touch what they quote.
fn lacks_space_in_quotes(line: &str) -> bool {
    let letters: Vec<char> = line.chars().collect();
    let is_space = |letter: char| matches!(letter, '\u{202f}' | '\u{a0}');
    letters
        .windows(2)
        .any(|pair| (pair[0] == '«' && !is_space(pair[1])) || (pair[1] == '»' && !is_space(pair[0])))
}

#[test]
fn a_number_and_its_unit_stay_on_one_line() {
    assert!(breaks_before_unit("bis 4 MB; mehr nicht") && breaks_before_unit("{ $value } kB"));
    assert!(!breaks_before_unit("bis 4\u{a0}MB") && !breaks_before_unit("{ $count } Bilder"));
    for (place, line) in ["de", "fr", "es"].into_iter().flat_map(lines) {
        assert!(!breaks_before_unit(&line), "{place}: {line}");
    }
}

#[test]
fn french_punctuation_stays_with_its_word() {
    assert!(breaks_before_mark("Quitter ?") && !breaks_before_mark("Quitter\u{202f}?"));
    assert!(lacks_space_in_quotes("«Avancé»") && !lacks_space_in_quotes("«\u{a0}Avancé\u{202f}»"));
    for (place, line) in lines("fr") {
        assert!(
            !breaks_before_mark(&line) && !lacks_space_in_quotes(&line),
            "{place}: {line}"
        );
    }
}
