//! The manifest as a form. The text is the source of truth: the form reads the fields that it knows, writes only those that were
//! changed, and leaves the rest as it is written. What it finds in a deprecated place, it moves with the next change.
//!
//! The shape follows C2PA 2.4 and was measured with c2pa-rs 0.59 and 0.90, the versions that servers run: exactly one actions
//! assertion, stated by the signer, whose first action is `c2pa.created` with a digital source type; then what people say about the
//! file in `cawg.metadata`; then the training preference.

mod actions;
mod metadata;
mod old;
mod training;

use jsonc_parser::cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode};

pub(super) use metadata::tidy;
pub(super) use old::CREATIVE_WORK;
pub use training::{Training, TrainingChoice, TrainingUse};

use super::{
    json,
    lint::rubric,
    manifest::{SPEC_VERSION, no_thumbnail},
    origin::Origin,
};

/// What a person states about a file before signing it. Texts may have placeholders; an empty one is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManifestForm {
    /// The title, which is also the title of the claim.
    pub title: String,
    /// Who made it: people or organizations, separated by semicolons. A name with a semicolon has it twice: see
    /// [`join_names`](crate::join_names).
    pub creator: String,
    /// A short summary of the caption.
    pub headline: String,
    /// The caption.
    pub caption: String,
    /// The credit line.
    pub credit: String,
    /// The copyright notice.
    pub copyright: String,
    /// The maker of the camera.
    pub make: String,
    /// The model of the camera.
    pub camera: String,
    /// The model of the lens.
    pub lens: String,
    /// When it was taken, as a date and time of ISO 8601.
    pub taken: String,
    /// The city.
    pub city: String,
    /// The country.
    pub country: String,
    /// The latitude, as XMP writes it: `39,21.102N`.
    pub latitude: String,
    /// The longitude, likewise.
    pub longitude: String,
    /// Where the file came from. Never guessed: only the signer can state this.
    pub origin: Option<Origin>,
    /// Whether the manifest lists everything that was done to the file. Never guessed either.
    pub all_actions: Option<bool>,
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
    "{\n  \"claim_generator_info\": [\n    { \"name\": \"Que Uploader\", \"version\": \"",
    env!("CARGO_PKG_VERSION"),
    "\", \"specVersion\": \"2.4.0\" }\n  ],\n  \"assertions\": [\n    {\n      \"label\": \"c2pa.actions.v2\",\n",
    "      \"created\": true,\n      \"data\": {\n        \"actions\": [\n          {\n            ",
    "\"action\": \"c2pa.created\"\n          }\n        ]\n      }\n    }\n  ]\n}\n"
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
        let mut form = Self {
            origin: actions::origin(&manifest),
            all_actions: actions::all_included(&manifest),
            training: Training::read(&manifest),
            generator: of_generator("name"),
            generator_version: of_generator("version"),
            no_thumbnail: json::get(&manifest, "thumbnail")
                .is_some_and(|thumbnail| json::text_of(thumbnail, "format") == Some("none")),
            ..Self::default()
        };
        metadata::read(&manifest, &mut form);
        old::read(&manifest, &mut form);
        // The title of the claim is the one that every reader shows.
        if let Some(title) = json::text_of(&manifest, "title") {
            title.clone_into(&mut form.title);
        }
        Some(form)
    }

    /// Writes the fields that differ into a manifest, moves those that are in a deprecated place, and leaves the rest as it is
    /// written. `None` if the text isn't a JSON object.
    #[must_use]
    pub fn write_into(&self, text: &str) -> Option<String> {
        let before = Self::read(text)?;
        if before == *self {
            return Some(text.to_owned());
        }
        let written = json::edit(text, |root| {
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
            actions::write(root, self, &before);
            let moved = old::remove(root, self, &before);
            metadata::write(root, self, &before, moved);
            if self.training != before.training {
                self.training.write(root, &before.training);
            }
            if self.no_thumbnail && !before.no_thumbnail {
                json::set(&manifest, "thumbnail", no_thumbnail());
            } else if !self.no_thumbnail && before.no_thumbnail {
                json::unset(&manifest, "thumbnail");
            }
            Some(())
        })?;
        Some(with_true_version(written))
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
        for text in form.texts_mut() {
            *text = text.trim().to_owned();
        }
        if form.generator.is_empty() {
            let blank = Self::read(BLANK).unwrap_or_default();
            (form.generator, form.generator_version) = (blank.generator, blank.generator_version);
        }
        form.write_into(BLANK).unwrap_or_else(|| BLANK.to_owned())
    }

    /// The texts that describe the file.
    pub fn texts_mut(&mut self) -> [&mut String; 14] {
        [
            &mut self.title,
            &mut self.creator,
            &mut self.headline,
            &mut self.caption,
            &mut self.credit,
            &mut self.copyright,
            &mut self.make,
            &mut self.camera,
            &mut self.lens,
            &mut self.taken,
            &mut self.city,
            &mut self.country,
            &mut self.latitude,
            &mut self.longitude,
        ]
    }
}

/// The manifest with the version of the specification if it follows that, and without if it doesn't.
fn with_true_version(text: String) -> String {
    let Ok(manifest) = json::parse(&text) else { return text };
    let is_true = !rubric::has_deprecated(&text);
    let first = json::list_of(&manifest, "claim_generator_info").first();
    let Some(stated) = first.map(|generator| json::get(generator, "specVersion").is_some()) else {
        return text;
    };
    if stated == is_true {
        return text;
    }
    let changed = json::edit(&text, |root| {
        let generator = json::object_at(root, &["claim_generator_info".into(), 0.into()])?;
        if is_true {
            json::set(&generator, "specVersion", SPEC_VERSION.into());
        } else {
            json::unset(&generator, "specVersion");
        }
        Some(())
    });
    changed.unwrap_or(text)
}

/// The manifest with what is in a deprecated assertion moved into the metadata, if something was.
pub(super) fn moved(text: &str) -> Option<String> {
    let form = ManifestForm::read(text)?;
    json::edit(text, |root| {
        old::remove(root, &form, &form).then(|| metadata::write(root, &form, &form, true))
    })
}

/// The list of assertions, created if it is missing. `None` if `assertions` is something else.
fn assertions(root: &CstRootNode) -> Option<CstArray> {
    json::object_at(root, &[])?.array_value_or_create("assertions")
}

/// The first assertion whose label is accepted, if there is one.
fn find(root: &CstRootNode, is_wanted: impl Fn(&str) -> bool) -> Option<CstObject> {
    let list = json::array_at(root, &["assertions".into()])?;
    list.elements()
        .iter()
        .filter_map(CstNode::as_object)
        .find(|assertion| text(assertion, "label").is_some_and(|label| is_wanted(&label)))
}

/// The value of a property that is a string.
fn text(object: &CstObject, name: &str) -> Option<String> {
    json::last(object, name)?.value()?.as_string_lit()?.decoded_value().ok()
}

#[cfg(test)]
mod tests;
