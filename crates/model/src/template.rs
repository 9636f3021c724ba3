//! A line of the user's own, with places for the values of an upload: `{name}: {s3_uri}`.

use super::{Upload, copying::Field, copying::MissingField};

/// The placeholders, as they are written between braces.
const PLACEHOLDERS: [(&str, Part); 8] = [
    ("key", Part::Field(Field::Key)),
    ("bucket", Part::Field(Field::Bucket)),
    ("s3_uri", Part::Field(Field::S3Uri)),
    ("signed_uri", Part::Field(Field::SignedUri)),
    ("name", Part::Field(Field::Name)),
    ("sha256", Part::Field(Field::Sha256)),
    ("verdict", Part::Field(Field::Verdict)),
    // A field of one line takes no tab from the keyboard.
    ("tab", Part::Tab),
];

/// A template that was read and can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(Field),
    Tab,
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Nothing stands in it.
    #[error("The template is empty. Write at least one placeholder, such as {{key}}.")]
    Empty,
    /// There is no value of this name.
    #[error("There is no placeholder {{{0}}}. The placeholders are {known}.", known = Template::placeholders())]
    Unknown(String),
    /// A brace was opened and not closed.
    #[error("A {{ is not closed. Write {{{{ for a brace that stands for itself.")]
    NotClosed,
    /// A brace was closed that was not opened.
    #[error("A }} was not opened. Write }}}} for a brace that stands for itself.")]
    NotOpened,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// The first thing in it that makes no sense.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        if text.trim().is_empty() {
            return Err(TemplateError::Empty);
        }
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(place) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(place);
            words.push_str(before);
            if let Some(after) = from.strip_prefix("{{") {
                words.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}") {
                words.push('}');
                rest = after;
            } else if let Some(inside) = from.strip_prefix('{') {
                let (name, after) = inside.split_once('}').ok_or(TemplateError::NotClosed)?;
                if name.contains('{') {
                    return Err(TemplateError::NotClosed);
                }
                let known = PLACEHOLDERS.iter().find(|(known, _)| *known == name.trim());
                let (_, part) = known.ok_or_else(|| TemplateError::Unknown(name.to_owned()))?;
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.push(part.clone());
                rest = after;
            } else {
                return Err(TemplateError::NotOpened);
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self { parts })
    }

    /// All placeholders, as in `{key}, {bucket}`.
    #[must_use]
    pub fn placeholders() -> String {
        PLACEHOLDERS.map(|(name, _)| format!("{{{name}}}")).join(", ")
    }

    /// The line of an upload, or what it lacks for it.
    ///
    /// # Errors
    /// The first value that the upload does not have.
    pub(crate) fn line(&self, upload: &Upload) -> Result<String, MissingField> {
        let mut line = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => line.push_str(words),
                Part::Field(field) => line.push_str(&field.of(upload)?),
                Part::Tab => line.push('\t'),
            }
        }
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_placeholder_is_told_with_its_name() {
        let error = Template::parse("{name} {color}").unwrap_err();
        assert_eq!(error, TemplateError::Unknown("color".into()));
        assert!(
            error
                .to_string()
                .starts_with("There is no placeholder {color}. The placeholders are {key}, {bucket}")
        );
    }

    #[test]
    fn braces_that_do_not_match_are_told() {
        assert_eq!(Template::parse("{key"), Err(TemplateError::NotClosed));
        assert_eq!(Template::parse("{ke{y}"), Err(TemplateError::NotClosed));
        assert_eq!(Template::parse("key}"), Err(TemplateError::NotOpened));
        assert_eq!(Template::parse("  "), Err(TemplateError::Empty));
        assert_eq!(
            TemplateError::NotClosed.to_string(),
            "A { is not closed. Write {{ for a brace that stands for itself."
        );
    }

    #[test]
    fn doubled_braces_stand_for_themselves() {
        let parts = Template::parse("{{{key}}}{tab}é").unwrap().parts;
        let words = |words: &str| Part::Words(words.to_owned());
        assert_eq!(
            parts,
            [words("{"), Part::Field(Field::Key), words("}"), Part::Tab, words("é")]
        );
    }
}
