//! The user's own line format, with placeholders for the values of an upload: `{name}: {s3_uri}`.

use file_metadata::Field as MetadataField;

use super::{
    Upload,
    field::{Field, MissingField},
};

/// The placeholders, without their braces. Those of [`MetadataField`] come in addition.
const PLACEHOLDERS: [(&str, Part); 10] = [
    ("key", Part::Field(Field::Key)),
    ("bucket", Part::Field(Field::Bucket)),
    ("s3_uri", Part::Field(Field::S3Uri)),
    ("signed_uri", Part::Field(Field::SignedUri)),
    ("original_key", Part::Field(Field::OriginalKey)),
    ("original_s3_uri", Part::Field(Field::OriginalS3Uri)),
    ("name", Part::Field(Field::Name)),
    ("sha256", Part::Field(Field::Sha256)),
    ("verdict", Part::Field(Field::Verdict)),
    // A single-line text field cannot take a tab.
    ("tab", Part::Tab),
];

/// A parsed template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(Field),
    Metadata(MetadataField),
    Tab,
}

/// The part that a placeholder stands for.
fn part(name: &str) -> Option<Part> {
    let known = PLACEHOLDERS.iter().find(|(known, _)| *known == name);
    let field = || MetadataField::ALL.into_iter().find(|field| field.name() == name);
    known
        .map(|(_, part)| part.clone())
        .or_else(|| field().map(Part::Metadata))
}

/// Why a text is not a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It is empty.
    #[error("The template is empty. Write at least one placeholder, such as {{key}}.")]
    Empty,
    /// There is no placeholder with this name.
    #[error("There is no placeholder {{{0}}}. The placeholders are {known}.", known = Template::placeholders())]
    Unknown(String),
    /// A brace is not closed.
    #[error("A {{ is not closed. Write {{{{ for a literal brace.")]
    NotClosed,
    /// A closing brace with no opening one.
    #[error("A }} was not opened. Write }}}} for a literal brace.")]
    NotOpened,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// The first mistake.
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
                let part = part(name.trim()).ok_or_else(|| TemplateError::Unknown(name.to_owned()))?;
                if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
                parts.push(part);
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
        let names = PLACEHOLDERS.iter().map(|(name, _)| *name);
        let names = names.chain(MetadataField::ALL.map(MetadataField::name));
        names.map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
    }

    /// The line for an upload, or what it lacks. What the file does not say about itself is empty.
    ///
    /// # Errors
    /// The first value that the upload does not have.
    pub(crate) fn line(&self, upload: &Upload) -> Result<String, MissingField> {
        let mut line = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => line.push_str(words),
                Part::Field(field) => line.push_str(&field.of(upload)?),
                Part::Metadata(field) => {
                    let metadata = upload.metadata.as_ref();
                    line.push_str(metadata.and_then(|metadata| metadata.get(*field)).unwrap_or_default());
                }
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
    fn an_unknown_placeholder_is_named_in_the_error() {
        let error = Template::parse("{name} {color}").unwrap_err();
        assert_eq!(error, TemplateError::Unknown("color".into()));
        assert!(
            error
                .to_string()
                .starts_with("There is no placeholder {color}. The placeholders are {key}, {bucket}")
        );
    }

    #[test]
    fn unbalanced_braces_are_errors() {
        assert_eq!(Template::parse("{key"), Err(TemplateError::NotClosed));
        assert_eq!(Template::parse("{ke{y}"), Err(TemplateError::NotClosed));
        assert_eq!(Template::parse("key}"), Err(TemplateError::NotOpened));
        assert_eq!(Template::parse("  "), Err(TemplateError::Empty));
        assert_eq!(
            TemplateError::NotClosed.to_string(),
            "A { is not closed. Write {{ for a literal brace."
        );
    }

    #[test]
    fn doubled_braces_are_literal() {
        let parts = Template::parse("{{{key}}}{tab}é").unwrap().parts;
        let words = |words: &str| Part::Words(words.to_owned());
        assert_eq!(
            parts,
            [words("{"), Part::Field(Field::Key), words("}"), Part::Tab, words("é")]
        );
    }
}
