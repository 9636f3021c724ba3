//! Several names in one text, as people type them: separated by semicolons. A name with a semicolon has it twice.

const SEPARATOR: char = ';';

/// The names in a text, without empty ones. A doubled semicolon is part of a name.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if character == SEPARATOR && rest.next_if_eq(&SEPARATOR).is_none() {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(character);
        }
    }
    let names = names.into_iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Names as a text for a field of the form, which [`ManifestForm`](crate::ManifestForm) splits into the same names.
#[must_use]
pub fn join_names<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let doubled = names.into_iter().map(|name| name.trim().replace(SEPARATOR, ";;"));
    doubled.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A field's names for people, as in "Ana, João".
#[must_use]
pub fn show_names(text: &str) -> String {
    split(text).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_way_through_a_field_whatever_they_contain() {
        for names in [
            &["Ana", "João"][..],
            &["Smith; Sons"],
            &["A;", "B", ";C"],
            &["a;;b", "c"],
            &[";"],
            &[],
        ] {
            let text = join_names(names.iter().copied());
            assert_eq!(split(&text), names, "{text}");
        }
        assert_eq!(split(" Ana ;João;  ; "), ["Ana", "João"]);
        assert_eq!(split("Smith;; Sons"), ["Smith; Sons"]);
        assert_eq!(show_names("Smith;; Sons; Ana"), "Smith; Sons, Ana");
    }
}
