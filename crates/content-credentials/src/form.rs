//! A few questions, and a manifest: two faces of one text. The form reads what it knows from the text, and writes only what
//! was answered otherwise; all else stays as it is written.
//!
//! The shape was measured on c2pa-rs 0.59 and 0.90, the versions that servers run: exactly one actions assertion, whose
//! first action is `c2pa.created` with a source type; then the author; then the training preference.

mod author;
mod training;

use jsonc_parser::{
    ast::Value,
    cst::{CstInputValue, CstRootNode},
};

pub use training::{Training, TrainingChoice, TrainingUse};

use super::{
    json::{self, Place},
    origin::{Origin, SourceType, source_type},
};

/// The label of the actions assertion.
pub(super) const ACTIONS: &str = "c2pa.actions.v2";
/// The label of the preference for training.
pub(super) const TRAINING: &str = "cawg.training-mining";
/// Its older label.
pub(super) const OLD_TRAINING: &str = "c2pa.training-mining";
/// The kinds of use that a preference is about, without what they begin with.
pub(super) const USES: [&str; 4] = ["ai_training", "ai_generative_training", "ai_inference", "data_mining"];

/// What a person says about a file before it is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestForm {
    /// The title; empty leaves it out.
    pub title: String,
    /// The author's name; empty leaves it out.
    pub author: String,
    /// The organization that the work is of; empty leaves it out.
    pub organization: String,
    /// Where the file came from. Never guessed: it is a statement that the signer makes.
    pub origin: Option<Origin>,
    /// Whether the file may be used to train models.
    pub training: Training,
    /// The program that the claim is made by; empty leaves it to the server.
    pub generator: String,
    /// The version of that program; empty leaves it out.
    pub generator_version: String,
    /// Whether the server is to add no thumbnail.
    pub no_thumbnail: bool,
}

/// Why there is no manifest to send.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The origin was not chosen.
    #[error("Choose where the file came from. It is your statement, so it is never guessed.")]
    NoOrigin,
    /// Something else that keeps it from being signed.
    #[error("Line {}, column {}: {words}", place.line, place.column)]
    At {
        /// Where.
        place: Place,
        /// What is so and what to do.
        words: String,
    },
}

/// A manifest without answers: it names this program, and says that the file began, but not how.
pub const BLANK: &str = concat!(
    "{\n  \"claim_generator_info\": [\n    {\n      \"name\": \"Que Uploader\",\n      \"version\": \"",
    env!("CARGO_PKG_VERSION"),
    "\"\n    }\n  ],\n  \"assertions\": [\n    {\n      \"label\": \"c2pa.actions.v2\",\n      \"data\": {\n        \"actions\": [\n          \
     {\n            \"action\": \"c2pa.created\"\n          }\n        ]\n      }\n    }\n  ]\n}\n"
);

impl ManifestForm {
    /// What the form knows of a manifest. `None` where the text is no JSON object: there is nothing to read then.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let manifest = json::parse(text).ok()?;
        manifest.as_object()?;
        let generator = json::list_of(&manifest, "claim_generator_info").first();
        let of_generator = |field| {
            generator
                .and_then(|generator| json::text_of(generator, field))
                .unwrap_or_default()
                .to_owned()
        };
        Some(Self {
            title: json::text_of(&manifest, "title").unwrap_or_default().to_owned(),
            author: author::read(&manifest, author::PERSON),
            organization: author::read(&manifest, author::ORGANIZATION),
            origin: match source_type(origin_text(&manifest).unwrap_or_default()) {
                SourceType::Origin(origin) => Some(origin),
                _ => None,
            },
            training: Training::read(&manifest),
            generator: of_generator("name"),
            generator_version: of_generator("version"),
            no_thumbnail: json::get(&manifest, "thumbnail")
                .is_some_and(|thumbnail| json::text_of(thumbnail, "format") == Some("none")),
        })
    }

    /// The manifest with the answers of this form: what was answered otherwise is changed, all else stays as it is
    /// written. `None` where the text is no JSON object: it stays as it is.
    #[must_use]
    pub fn write_into(&self, text: &str) -> Option<String> {
        let before = Self::read(text)?;
        if before == *self {
            return Some(text.to_owned());
        }
        json::edit(text, |root| {
            let manifest = json::object_at(root, &[])?;
            if self.title != before.title {
                if self.title.is_empty() {
                    json::unset(&manifest, "title");
                } else if json::last(&manifest, "title").is_some() {
                    json::set(&manifest, "title", self.title.as_str().into());
                } else {
                    manifest.insert(0, "title", self.title.as_str().into());
                }
            }
            if (&self.generator, &self.generator_version) != (&before.generator, &before.generator_version) {
                self.write_generator(root);
            }
            if self.origin != before.origin {
                write_origin(root, self.origin);
            }
            if self.author != before.author {
                author::write(root, author::PERSON, &self.author);
            }
            if self.organization != before.organization {
                author::write(root, author::ORGANIZATION, &self.organization);
            }
            if self.training != before.training {
                self.training.write(root, &before.training);
            }
            if self.no_thumbnail && !before.no_thumbnail {
                json::set(&manifest, "thumbnail", no_thumbnail());
            } else if !self.no_thumbnail && before.no_thumbnail {
                json::unset(&manifest, "thumbnail");
            }
            Some(())
        })
    }

    fn write_generator(&self, root: &CstRootNode) {
        let Some(manifest) = json::object_at(root, &[]) else {
            return;
        };
        if self.generator.is_empty() {
            json::unset(&manifest, "claim_generator_info");
            return;
        }
        let path = ["claim_generator_info".into(), 0.into()];
        let generator = json::object_at(root, &path).or_else(|| {
            let empty = CstInputValue::Array(vec![CstInputValue::Object(Vec::new())]);
            json::set(&manifest, "claim_generator_info", empty);
            json::object_at(root, &path)
        });
        let Some(generator) = generator else { return };
        json::set(&generator, "name", self.generator.as_str().into());
        if self.generator_version.is_empty() {
            json::unset(&generator, "version");
        } else {
            json::set(&generator, "version", self.generator_version.as_str().into());
        }
    }

    /// A manifest of these answers alone, with this program's name where none is given.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut form = self.clone();
        for text in [&mut form.title, &mut form.author, &mut form.organization] {
            *text = text.trim().to_owned();
        }
        if form.generator.is_empty() {
            let blank = Self::read(BLANK).unwrap_or_default();
            (form.generator, form.generator_version) = (blank.generator, blank.generator_version);
        }
        form.write_into(BLANK).unwrap_or_else(|| BLANK.to_owned())
    }

    /// The manifest definition as JSON with line breaks, for a person to read and for the `manifest_json` of a sign call.
    ///
    /// # Errors
    /// [`ManifestError::NoOrigin`] while the origin is not chosen.
    pub fn to_json(&self) -> Result<String, ManifestError> {
        match self.origin {
            None => Err(ManifestError::NoOrigin),
            Some(_) => Ok(self.to_text()),
        }
    }
}

/// The source type that the first action tells.
fn origin_text<'v>(manifest: &'v Value<'_>) -> Option<&'v str> {
    json::text_of(first_action(manifest)?.1, "digitalSourceType")
}

/// The first action of the first actions assertion, with the assertion's place.
fn first_action<'v, 't>(manifest: &'v Value<'t>) -> Option<(usize, &'v Value<'t>)> {
    let assertions = json::list_of(manifest, "assertions");
    let is_actions = |assertion: &Value<'_>| {
        json::text_of(assertion, "label").is_some_and(|label| label == ACTIONS || label == "c2pa.actions")
    };
    let place = assertions.iter().position(is_actions)?;
    let data = json::get(assertions.get(place)?, "data")?;
    Some((place, json::list_of(data, "actions").first()?))
}

fn write_origin(root: &CstRootNode, origin: Option<Origin>) {
    let assertions = assertions(root);
    let Some(assertions) = assertions else { return };
    let label = |node: &jsonc_parser::cst::CstNode| -> Option<String> {
        json::last(&node.as_object()?, "label")?
            .value()?
            .as_string_lit()?
            .decoded_value()
            .ok()
    };
    let elements = assertions.elements();
    let found = elements
        .iter()
        .find(|node| label(node).is_some_and(|label| label == ACTIONS || label == "c2pa.actions"))
        .and_then(jsonc_parser::cst::CstNode::as_object);
    let Some(found) = found else {
        assertions.insert(0, actions(origin));
        return;
    };
    let list = found
        .object_value("data")
        .and_then(|data| data.array_value("actions"))
        .filter(|list| !list.elements().is_empty());
    let Some(list) = list else {
        json::set(&found, "data", actions_data(origin));
        return;
    };
    let first = list.elements().into_iter().next().and_then(|first| first.as_object());
    let begins = first.as_ref().is_some_and(|first| {
        let action =
            json::last(first, "action").and_then(|action| action.value()?.as_string_lit()?.decoded_value().ok());
        matches!(action.as_deref(), Some("c2pa.created" | "c2pa.opened"))
    });
    match (first.filter(|_| begins), origin) {
        (Some(first), Some(origin)) => json::set(&first, "digitalSourceType", origin.uri().into()),
        (Some(first), None) => json::unset(&first, "digitalSourceType"),
        (None, Some(_)) => {
            list.insert(0, created(origin));
        }
        (None, None) => {}
    }
}

/// The list of assertions, made where there is none. `None` where something else has its name.
fn assertions(root: &CstRootNode) -> Option<jsonc_parser::cst::CstArray> {
    json::object_at(root, &[])?.array_value_or_create("assertions")
}

/// The action of a file's beginning.
pub(super) fn created(origin: Option<Origin>) -> CstInputValue {
    let mut action = vec![("action".to_owned(), "c2pa.created".into())];
    if let Some(origin) = origin {
        action.push(("digitalSourceType".to_owned(), origin.uri().into()));
    }
    CstInputValue::Object(action)
}

/// The data of an actions assertion with that action.
pub(super) fn actions_data(origin: Option<Origin>) -> CstInputValue {
    CstInputValue::Object(vec![(
        "actions".to_owned(),
        CstInputValue::Array(vec![created(origin)]),
    )])
}

/// An actions assertion with that action.
pub(super) fn actions(origin: Option<Origin>) -> CstInputValue {
    CstInputValue::Object(vec![
        ("label".to_owned(), ACTIONS.into()),
        ("data".to_owned(), actions_data(origin)),
    ])
}

/// The entry that names this program.
pub(super) fn generator_info() -> CstInputValue {
    let program = CstInputValue::Object(vec![
        ("name".to_owned(), "Que Uploader".into()),
        ("version".to_owned(), env!("CARGO_PKG_VERSION").into()),
    ]);
    CstInputValue::Array(vec![program])
}

/// What keeps a server from making a thumbnail.
pub(super) fn no_thumbnail() -> CstInputValue {
    CstInputValue::Object(vec![
        ("format".to_owned(), "none".into()),
        ("identifier".to_owned(), "".into()),
    ])
}

#[cfg(test)]
mod tests;
