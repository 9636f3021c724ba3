//! The manifest as a form. The text is the source of truth: the form reads the fields that it knows, writes only those that were
//! changed, and leaves the rest as it is written.
//!
//! The shape was measured with c2pa-rs 0.59 and 0.90, the versions that servers run: exactly one actions assertion, whose first
//! action is `c2pa.created` with a digital source type, then the author, then the training preference.

mod author;
mod training;

use jsonc_parser::{
    ast::Value,
    cst::{CstInputValue, CstRootNode},
};

pub use training::{Training, TrainingChoice, TrainingUse};

use super::{
    json,
    manifest::{ACTIONS, actions_assertion, actions_data, created_action, no_thumbnail},
    origin::{Origin, SourceType, source_type},
};

/// What a person states about a file before signing it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestForm {
    /// The title. Left out if empty.
    pub title: String,
    /// The author's name. Left out if empty.
    pub author: String,
    /// The author's organization. Left out if empty.
    pub organization: String,
    /// Where the file came from. Never guessed: only the signer can state this.
    pub origin: Option<Origin>,
    /// Whether the file may be used for AI training and data mining.
    pub training: Training,
    /// The program that makes the claim. If empty, the server names itself.
    pub generator: String,
    /// The version of that program. Left out if empty.
    pub generator_version: String,
    /// Whether to keep the server from adding a thumbnail.
    pub no_thumbnail: bool,
}

/// An empty form as a manifest: it names this program, and its first action has no origin yet.
pub const BLANK: &str = concat!(
    "{\n  \"claim_generator_info\": [\n    {\n      \"name\": \"Que Uploader\",\n      \"version\": \"",
    env!("CARGO_PKG_VERSION"),
    "\"\n    }\n  ],\n  \"assertions\": [\n    {\n      \"label\": \"c2pa.actions.v2\",\n      \"data\": {\n        \"actions\": [\n          \
     {\n            \"action\": \"c2pa.created\"\n          }\n        ]\n      }\n    }\n  ]\n}\n"
);

impl ManifestForm {
    /// Reads a manifest. `None` if the text isn't a JSON object.
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

    /// Writes the fields that differ into a manifest, and leaves the rest as it is written. `None` if the text isn't a JSON
    /// object.
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

    /// A new manifest with these fields. Names this program if no other is given.
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
}

/// The digital source type of the first action.
fn origin_text<'v>(manifest: &'v Value<'_>) -> Option<&'v str> {
    json::text_of(first_action(manifest)?, "digitalSourceType")
}

/// The first action of the first actions assertion.
fn first_action<'v, 't>(manifest: &'v Value<'t>) -> Option<&'v Value<'t>> {
    let assertions = json::list_of(manifest, "assertions");
    let is_actions = |assertion: &Value<'_>| {
        json::text_of(assertion, "label").is_some_and(|label| label == ACTIONS || label == "c2pa.actions")
    };
    let assertion = assertions.iter().find(|assertion| is_actions(assertion))?;
    json::list_of(json::get(assertion, "data")?, "actions").first()
}

fn write_origin(root: &CstRootNode, origin: Option<Origin>) {
    let Some(assertions) = assertions(root) else { return };
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
        assertions.insert(0, actions_assertion(origin));
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
    let is_first_kind = first.as_ref().is_some_and(|first| {
        let action =
            json::last(first, "action").and_then(|action| action.value()?.as_string_lit()?.decoded_value().ok());
        matches!(action.as_deref(), Some("c2pa.created" | "c2pa.opened"))
    });
    match (first.filter(|_| is_first_kind), origin) {
        (Some(first), Some(origin)) => json::set(&first, "digitalSourceType", origin.uri().into()),
        (Some(first), None) => json::unset(&first, "digitalSourceType"),
        (None, Some(_)) => {
            list.insert(0, created_action(origin));
        }
        (None, None) => {}
    }
}

/// The list of assertions, created if it is missing. `None` if `assertions` is something else.
fn assertions(root: &CstRootNode) -> Option<jsonc_parser::cst::CstArray> {
    json::object_at(root, &[])?.array_value_or_create("assertions")
}

#[cfg(test)]
mod tests;
