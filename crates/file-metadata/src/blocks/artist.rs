//! Several people in EXIF's one text for the artist.
//!
//! Source: Guidelines for Handling Image Metadata 2.0 of the Metadata Working Group, "Creator": names are separated by a semicolon
//! and a space. A name that contains these, or begins with a quotation mark, stands in quotation marks, and those in it are
//! doubled.

/// The names in a text.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut is_quoted = false;
    for part in text.split("; ") {
        let continues = is_quoted;
        let mut part = part;
        if !is_quoted && let Some(rest) = part.strip_prefix('"') {
            (is_quoted, part) = (true, rest);
        }
        let mut name = part.to_owned();
        if is_quoted {
            // An even number belongs to the name.
            let quotes = part.len() - part.trim_end_matches('"').len();
            if quotes % 2 == 1 {
                is_quoted = false;
                name.pop();
            }
            name = name.replace("\"\"", "\"");
        }
        match names.last_mut().filter(|_| continues) {
            Some(begun) => *begun = format!("{begun}; {name}"),
            None => names.push(name),
        }
    }
    // A quotation mark that never ends was no such mark.
    if is_quoted { vec![text.to_owned()] } else { names }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_split_as_the_guidelines_say_and_quoted_ones_stay_whole() {
        for (text, expected) in [
            ("Ana", &["Ana"][..]),
            ("Ana; João; Zoë", &["Ana", "João", "Zoë"]),
            ("Smith;Sons", &["Smith;Sons"]),
            ("\"Smith; Sons, Ltd\"; Ana", &["Smith; Sons, Ltd", "Ana"]),
            ("\"\"\"Ace\"\" Smith; Sons\"; Ana", &["\"Ace\" Smith; Sons", "Ana"]),
            ("\"a; b; c\"", &["a; b; c"]),
            ("\"\"", &[""]),
            ("Ana \"Ace\" Smith; Bo", &["Ana \"Ace\" Smith", "Bo"]),
            ("\"never; closed", &["\"never; closed"]),
            ("", &[""]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
