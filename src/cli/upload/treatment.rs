//! What to do with uploaded files: sign them with what, verify them or not. `watch` has one for each folder.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use crate::cli::{
    arguments::{GlobalOptions, ManifestOptions, StepOptions, first_given},
    existing::ExistingPolicy,
    identity,
    manifest::ManifestSource,
    output::{CliError, shown},
};

/// What to do with uploaded files.
pub(in crate::cli) struct Treatment {
    /// What to sign with; `None` signs nothing.
    pub(super) manifest: Option<ManifestSource>,
    /// Whether the server adds a verified identity.
    pub(super) identity: bool,
    /// What to do with files that already have Content Credentials.
    pub(super) guard: ExistingPolicy,
    /// Whether to verify.
    pub(super) verify: bool,
}

impl Treatment {
    /// The treatment that these arguments describe.
    pub(in crate::cli) fn read(
        global: &GlobalOptions,
        steps: StepOptions,
        options: &ManifestOptions,
    ) -> Result<Self, CliError> {
        let signs = steps.sign || options.preset.is_some();
        let manifest = signs.then(|| ManifestSource::read(global, options)).transpose()?;
        if manifest.is_none() {
            refuse_signing_options(options)?;
        }
        Ok(Self {
            identity: signs && identity::is_wanted(global, options)?,
            guard: ExistingPolicy::of(options.existing)?,
            manifest,
            verify: steps.verify,
        })
    }

    /// Nothing.
    const fn none() -> Self {
        Self {
            manifest: None,
            identity: false,
            guard: ExistingPolicy::Skip,
            verify: false,
        }
    }
}

/// The treatments of files by their folders.
pub(super) struct Treatments {
    by_folder: Vec<(PathBuf, Treatment)>,
    /// That of other files.
    others: Treatment,
}

impl Treatments {
    /// One for all files.
    pub(super) const fn all(treatment: Treatment) -> Self {
        Self {
            by_folder: Vec::new(),
            others: treatment,
        }
    }

    /// One for each folder. Nothing is done with other files.
    pub(super) const fn by_folder(by_folder: Vec<(PathBuf, Treatment)>) -> Self {
        Self {
            by_folder,
            others: Treatment::none(),
        }
    }

    /// That of a file.
    pub(super) fn of(&self, path: &Path) -> &Treatment {
        let found = self.by_folder.iter().find(|(folder, _)| path.starts_with(folder));
        found.map_or(&self.others, |(_, treatment)| treatment)
    }

    /// That of a file, to change it.
    pub(super) fn of_mut(&mut self, path: &Path) -> &mut Treatment {
        let found = self.by_folder.iter_mut().find(|(folder, _)| path.starts_with(folder));
        found.map_or(&mut self.others, |(_, treatment)| treatment)
    }

    /// Those of the folders, or the one for all files.
    fn in_use(&self) -> impl Iterator<Item = &Treatment> {
        let all = self.by_folder.is_empty().then_some(&self.others);
        self.by_folder.iter().map(|(_, treatment)| treatment).chain(all)
    }

    /// Whether files of any folder are signed.
    pub(super) fn sign_any(&self) -> bool {
        self.in_use().any(|treatment| treatment.manifest.is_some())
    }

    /// Whether files of any folder are verified.
    pub(super) fn verify_any(&self) -> bool {
        self.in_use().any(|treatment| treatment.verify)
    }

    /// Whether the files of every folder are verified.
    pub(super) fn verify_all(&self) -> bool {
        self.in_use().all(|treatment| treatment.verify)
    }

    /// Whether an identity is added to files of any folder.
    pub(super) fn identify_any(&self) -> bool {
        self.in_use().any(|treatment| treatment.identity)
    }
}

/// Refuses options for signing if nothing is to be signed.
fn refuse_signing_options(options: &ManifestOptions) -> Result<(), CliError> {
    let given = [
        (options.manifest.is_some(), "a manifest"),
        (options.origin.is_some(), "a manifest"),
        (options.title.is_some(), "--title"),
        (options.all_actions.is_some(), "--all-actions"),
        (options.author.is_some(), "--author"),
        (options.headline.is_some(), "--headline"),
        (options.caption.is_some(), "--caption"),
        (options.credit.is_some(), "--credit"),
        (options.copyright.is_some(), "--copyright"),
        (options.from_metadata, "--from-metadata"),
        (options.training.is_some(), "--training"),
        (options.identity, "--identity"),
        (options.existing.is_some(), "--existing"),
        (options.keeps_earlier_credentials, "--keeps-earlier-credentials"),
    ];
    match first_given(&given) {
        Some(what) => Err(CliError::usage_error(
            format!("{what} has no effect, because nothing is signed"),
            "Add --sign.",
        )),
        None => Ok(()),
    }
}

/// The command that signs uploaded files in the same way.
pub(super) fn signing_command(options: &ManifestOptions, verifies: bool) -> String {
    let existing = options.existing.and_then(|existing| existing.to_possible_value());
    let all_actions = options.all_actions.and_then(|answer| answer.to_possible_value());
    let training = options.training.and_then(|training| training.to_possible_value());
    let parts = [
        ("--manifest", options.manifest.as_deref().map(shown)),
        ("--preset", options.preset.clone()),
        ("--origin", options.origin.clone()),
        ("--all-actions", all_actions.map(|value| value.get_name().to_owned())),
        ("--title", options.title.clone()),
        ("--author", options.author.clone()),
        ("--headline", options.headline.clone()),
        ("--caption", options.caption.clone()),
        ("--credit", options.credit.clone()),
        ("--copyright", options.copyright.clone()),
        ("--training", training.map(|value| value.get_name().to_owned())),
        ("--existing", existing.map(|value| value.get_name().to_owned())),
    ];
    let mut words = "que-uploader upload --resume --sign".to_owned();
    for (name, is_given) in [
        ("--from-metadata", options.from_metadata),
        ("--with-location", options.with_location),
        ("--identity", options.identity),
        ("--verify", verifies),
    ] {
        if is_given {
            words.push_str(&format!(" {name}"));
        }
    }
    for (name, value) in parts {
        let Some(value) = value else { continue };
        let is_plain = !value.is_empty()
            && value
                .chars()
                .all(|sign| sign.is_alphanumeric() || "-_./:".contains(sign));
        let quote = if is_plain { "" } else { "\"" };
        words.push_str(&format!(" {name} {quote}{value}{quote}"));
    }
    if options.keeps_earlier_credentials {
        words.push_str(" --keeps-earlier-credentials");
    }
    words
}
