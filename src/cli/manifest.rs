//! The manifest that the command line signs with: from a file, from a preset, or from answers to a few questions.

use std::fs::File;

use clap::ValueEnum;

use crate::cli::{
    arguments::{Everywhere, ManifestOptions},
    output::{self, Complaint},
    setup::Workplace,
};
use content_credentials::{BLANK, FileFacts, Lint, LintFor, ManifestForm, Origin, Severity, TrainingUse};
use que_sdk::text;
use whole_files::read_at_most;

/// More bytes than any manifest has.
const LARGEST_MANIFEST: u64 = 16 << 20;

/// Training preference as an argument.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum TrainingOption {
    /// They may be used.
    Allowed,
    /// They may not be used.
    NotAllowed,
}

impl From<TrainingOption> for TrainingUse {
    fn from(option: TrainingOption) -> Self {
        match option {
            TrainingOption::Allowed => Self::Allowed,
            TrainingOption::NotAllowed => Self::NotAllowed,
        }
    }
}

/// What to sign with, checked before anything is uploaded.
#[derive(Debug)]
pub(super) enum ManifestSource {
    /// The text of a file, the same for every object.
    Text(String),
    /// A text with placeholders that are filled in for each.
    Template(String),
}

impl ManifestSource {
    /// Reads and checks what the arguments name.
    pub(super) fn read(everywhere: &Everywhere, options: &ManifestOptions) -> Result<Self, Complaint> {
        if let Some(file) = &options.manifest {
            let unreadable = |error: &dyn std::fmt::Display| {
                let headline = format!("the manifest {} cannot be read: {error}", file.display());
                Complaint::wrong_use(headline, "Name a file with a manifest definition in JSON.")
            };
            // It may be a pipe: --manifest <(command).
            let bytes = File::open(file).and_then(|file| read_at_most(file, LARGEST_MANIFEST));
            let bytes = bytes.map_err(|error| unreadable(&error))?;
            let text = text::decode(&bytes).map_err(|error| unreadable(&error))?.into_owned();
            let what = format!("the manifest {}", file.display());
            check(&what, &content_credentials::lint(&text, LintFor::Manifest))?;
            return Ok(Self::Text(text));
        }
        let (what, begun) = match &options.preset {
            Some(name) => (format!("the preset {name:?}"), preset(everywhere, name)?),
            None => ("the manifest".to_owned(), BLANK.to_owned()),
        };
        let Some(mut form) = ManifestForm::read(&begun) else {
            check(&what, &content_credentials::lint(&begun, LintFor::Template))?;
            return Ok(Self::Template(begun));
        };
        answer(&mut form, options);
        if form.origin.is_none() && options.preset.is_none() {
            return Err(Complaint::wrong_use(
                "signing needs a statement of where the files came from",
                "Add --origin, for instance --origin digitalCapture for photographs from a camera (--help lists all), \
                 --preset NAME or --manifest FILE.",
            ));
        }
        let text = form.write_into(&begun).unwrap_or(begun);
        check(&what, &content_credentials::lint(&text, LintFor::Template))?;
        Ok(Self::Template(text))
    }

    /// The manifest for a file of this name.
    pub(super) fn manifest_for(&self, name: &str) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Template(template) => {
                let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::system());
                let date = now.strftime("%Y-%m-%d").to_string();
                content_credentials::fill(template, FileFacts { name, date: &date })
            }
        }
    }
}

/// What the arguments answer takes the place of what the form has.
fn answer(form: &mut ManifestForm, options: &ManifestOptions) {
    let chosen = options.origin.as_deref();
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| Some(origin.name()) == chosen) {
        form.origin = Some(origin);
    }
    if let Some(title) = &options.title {
        form.title = content_credentials::escape_text(title);
    } else if options.preset.is_none() {
        form.title = "{stem}".to_owned();
    }
    if let Some(author) = &options.author {
        form.author = content_credentials::escape_text(author);
    }
    if let Some(training) = options.training {
        form.training = TrainingUse::from(training).into();
    }
}

fn preset(everywhere: &Everywhere, name: &str) -> Result<String, Complaint> {
    let (presets, trouble) = Workplace::open_to_read(everywhere)?.presets();
    if let Some(trouble) = trouble {
        output::complain(&trouble.headline, &trouble.hint);
    }
    presets.get(name).map(|preset| preset.manifest.clone()).ok_or_else(|| {
        let names: Vec<_> = presets
            .all()
            .iter()
            .map(|preset| format!("{:?}", preset.name))
            .collect();
        let hint = if names.is_empty() {
            "Keep one in the window first, under Sign….".to_owned()
        } else {
            format!("There are {}.", names.join(", "))
        };
        Complaint::wrong_use(format!("there is no preset {name:?}"), hint)
    })
}

/// Complains about what would be refused, and notes what is doubtful.
fn check(what: &str, lints: &[Lint]) -> Result<(), Complaint> {
    let said = |lint: &Lint| {
        format!(
            "line {}, column {}: {} [{}]",
            lint.place.line,
            lint.place.column,
            // Lines of the complaint are those of the linter, not of what it quotes.
            text::visible(&lint.words),
            lint.code.name()
        )
    };
    let errors: Vec<_> = content_credentials::errors(lints).map(said).collect();
    if errors.is_empty() {
        for lint in lints.iter().filter(|lint| lint.severity() == Severity::Warning) {
            output::note(&format!("{what}, {}", said(lint)));
        }
        return Ok(());
    }
    Err(Complaint::wrong_use(
        format!("{what} would be refused"),
        errors.join("\n"),
    ))
}
