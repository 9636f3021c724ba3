//! Fills in texts whose placeholders may be empty for a file. The fixed text stays. An empty placeholder is removed together with
//! the separator after it, or the one before it if nothing follows, and with brackets that would be empty.

/// A piece of a text that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filled {
    Text(String),
    /// A placeholder for which the file has nothing.
    Empty,
}

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('“', '”'), ('"', '"'), ('«', '»')];

fn separates(character: char) -> bool {
    character.is_whitespace() || ",;:/|\\•·–—-_+&‧・、，；：／".contains(character)
}

/// Joins the pieces.
pub(super) fn join(pieces: Vec<Filled>) -> String {
    let mut text = String::new();
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        if let Filled::Text(part) = piece {
            text.push_str(&part);
            continue;
        }
        let mut after = String::new();
        while let Some(Filled::Text(part)) = rest.peek() {
            after.push_str(part);
            rest.next();
        }
        remove_brackets(&mut text, &mut after);
        // A period belongs to the text before it.
        let kept = after.trim_start_matches(|character| separates(character) || character == '.');
        let closes = kept
            .chars()
            .next()
            .is_some_and(|first| BRACKETS.iter().any(|(_, end)| *end == first));
        if closes || kept.is_empty() && rest.peek().is_none() {
            let end = text.trim_end_matches(separates).len();
            text.truncate(end);
        }
        text.push_str(kept);
    }
    text
}

fn remove_brackets(text: &mut String, after: &mut String) {
    while let (Some(start), Some(end)) = (text.trim_end().chars().next_back(), after.trim_start().chars().next())
        && BRACKETS.contains(&(start, end))
    {
        text.truncate(text.trim_end().len() - start.len_utf8());
        *after = after.trim_start().chars().skip(1).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fills in `_` as an empty placeholder.
    fn filled(text: &str) -> String {
        let mut pieces = Vec::new();
        for (number, part) in text.split('_').enumerate() {
            if number > 0 {
                pieces.push(Filled::Empty);
            }
            pieces.push(Filled::Text(part.to_owned()));
        }
        pieces.retain(|piece| *piece != Filled::Text(String::new()));
        join(pieces)
    }

    #[test]
    fn fixed_text_stays_and_a_separator_goes_with_its_empty_placeholder() {
        for (text, expected) in [
            ("Photo: _ / Agency", "Photo: Agency"),
            ("_ / Agency", "Agency"),
            ("Agency / _", "Agency"),
            ("A / _ / B", "A / B"),
            ("_, _", ""),
            ("Lisboa, _", "Lisboa"),
            ("Lisboa (_)", "Lisboa"),
            ("Sea (_, Portugal)", "Sea (Portugal)"),
            ("Sea (Lisboa, _)", "Sea (Lisboa)"),
            ("Sea (_, _)", "Sea"),
            ("“_” by Ana", "by Ana"),
            ("_. All rights reserved.", "All rights reserved."),
            ("Taken by Ana. _", "Taken by Ana."),
            ("© _", "©"),
            ("_ — _: Ana", "Ana"),
            ("by _ in Lisboa", "by in Lisboa"),
            ("no placeholder / ", "no placeholder / "),
        ] {
            assert_eq!(filled(text), expected, "{text}");
        }
    }
}
