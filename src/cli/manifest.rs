//! The manifest that the command line signs with: from a file, or from answers to a few questions.

use crate::{
    cli::{arguments::ManifestOptions, output::Complaint},
    credentials::{ManifestForm, Origin, check_manifest},
};

/// What to sign with, checked before anything is uploaded.
#[derive(Debug)]
pub(super) enum ManifestSource {
    /// The text of a file, the same for every object.
    Text(String),
    /// A form whose title is the file's own where none was given.
    Form { form: ManifestForm, title: Option<String> },
}

impl ManifestSource {
    /// Reads and checks what the arguments name.
    pub(super) fn read(options: &ManifestOptions) -> Result<Self, Complaint> {
        if let Some(file) = &options.manifest {
            let text = std::fs::read_to_string(file).map_err(|error| {
                let headline = format!("the manifest {} cannot be read: {error}", file.display());
                Complaint::wrong_use(headline, "Name a file with a manifest definition in JSON.")
            })?;
            check_manifest(&text).map_err(|error| {
                let headline = format!("the manifest {} would be refused", file.display());
                Complaint::wrong_use(headline, error.to_string())
            })?;
            return Ok(Self::Text(text));
        }
        let chosen = options.origin.as_deref();
        let origin = Origin::ALL.into_iter().find(|origin| Some(origin.name()) == chosen).ok_or_else(|| {
            Complaint::wrong_use(
                "signing needs a statement of where the files came from",
                "Add --origin, for instance --origin digitalCapture for photographs from a camera (--help lists all), \
                 or --manifest FILE.",
            )
        })?;
        let form = ManifestForm {
            title: String::new(),
            author: options.author.clone().unwrap_or_default(),
            origin: Some(origin),
            training: options.training.map(Into::into).unwrap_or_default(),
        };
        Ok(Self::Form {
            form,
            title: options.title.clone(),
        })
    }

    /// The manifest for a file of this name.
    pub(super) fn manifest_for(&self, name: &str) -> Result<String, Complaint> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::Form { form, title } => {
                let stem = std::path::Path::new(name)
                    .file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned());
                let title = title.clone().or(stem).unwrap_or_default();
                let form = ManifestForm { title, ..form.clone() };
                form.to_json()
                    .map_err(|error| Complaint::wrong_use("there is no manifest to sign with", error.to_string()))
            }
        }
    }
}
