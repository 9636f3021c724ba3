//! The manifest to sign with: from a file, from a preset, or from the options for its fields.

use std::fs::File;

use clap::ValueEnum;

use crate::cli::{
    arguments::{GlobalOptions, ManifestOptions},
    existing::ExistingPolicy,
    output::{self, CliError},
    setup::Setup,
};
use content_credentials::{
    BLANK, EarlierCredentials, Lint, LintCode, LintFor, ManifestForm, Origin, Severity, TrainingUse,
};
use model::ManifestText;
use que_sdk::text;
use whole_files::read_at_most;

/// The size limit in bytes.
const MAX_MANIFEST: u64 = 16 << 20;

/// Whether AI training is allowed, as an argument.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum TrainingOption {
    /// They may be used.
    Allowed,
    /// They may not be used.
    NotAllowed,
}

/// Whether the manifest lists all actions, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AllActionsOption {
    /// Nothing else was done to the files.
    Yes,
    /// There may be other edits.
    No,
}

impl From<TrainingOption> for TrainingUse {
    fn from(option: TrainingOption) -> Self {
        match option {
            TrainingOption::Allowed => Self::Allowed,
            TrainingOption::NotAllowed => Self::NotAllowed,
        }
    }
}

/// What to sign with. It is checked before anything is uploaded.
#[derive(Debug)]
pub(super) enum ManifestSource {
    /// The text of a file, used as it is for every object.
    Text(String),
    /// A text with placeholders, filled in for each file.
    Template {
        /// The text.
        text: String,
        /// What to say once a file is signed without an answer whether its manifest lists all actions. The manifest of a file that
        /// was opened has one of its own.
        unanswered: Option<String>,
    },
}

impl ManifestSource {
    /// Reads and checks the manifest that the arguments describe.
    pub(super) fn read(global: &GlobalOptions, options: &ManifestOptions) -> Result<Self, CliError> {
        if let Some(file) = &options.manifest {
            let unreadable = |error: &dyn std::fmt::Display| {
                let headline = format!("could not read the manifest {}: {error}", file.display());
                CliError::usage_error(headline, "Name a JSON file with a manifest definition.")
            };
            // This may be a pipe, as in --manifest <(command).
            let bytes = File::open(file).and_then(|file| read_at_most(file, MAX_MANIFEST));
            let bytes = bytes.map_err(|error| unreadable(&error))?;
            let text = text::decode(&bytes).map_err(|error| unreadable(&error))?.into_owned();
            let what = format!("the manifest {}", file.display());
            check((global, options), &what, &text, LintFor::Manifest)?;
            return Ok(Self::Text(text));
        }
        let (what, base) = match &options.preset {
            Some(name) => (format!("the preset {name:?}"), preset(global, name)?),
            None => ("the manifest".to_owned(), BLANK.to_owned()),
        };
        let Some(mut form) = ManifestForm::read(&base) else {
            let unanswered = check((global, options), &what, &base, LintFor::Template)?;
            return Ok(Self::Template { text: base, unanswered });
        };
        fill_in(&mut form, options);
        let may_open = ExistingPolicy::may_open(options.existing);
        if form.origin.is_none() && options.preset.is_none() && !may_open {
            return Err(CliError::usage_error(
                "signing requires the origin of the files",
                "Add --origin, for example --origin digitalCapture for photos from a camera (--help lists all), --preset NAME \
                 or --manifest FILE. Files that already have Content Credentials need none: --existing sign.",
            ));
        }
        let text = form.write_into(&base).unwrap_or(base);
        let unanswered = check((global, options), &what, &text, LintFor::Template)?;
        Ok(Self::Template { text, unanswered })
    }

    /// What to say of a file that was signed with this manifest, once.
    pub(super) fn note_unanswered(&mut self, sent: &str) -> Option<String> {
        let Self::Template { unanswered, .. } = self else {
            return None;
        };
        unanswered.as_ref()?;
        let lints = content_credentials::lint(sent, LintFor::Manifest);
        let is_unanswered = lints.iter().any(|lint| lint.code == LintCode::AllActionsNotStated);
        unanswered.take_if(|_| is_unanswered)
    }

    /// What to sign a file with. The engine fills in placeholders.
    pub(super) fn text(&self) -> ManifestText {
        match self {
            Self::Text(text) => ManifestText::Exact(text.as_str().into()),
            Self::Template { text, .. } => ManifestText::Template(text.as_str().into()),
        }
    }
}

/// Sets the fields that the arguments name.
fn fill_in(form: &mut ManifestForm, options: &ManifestOptions) {
    let chosen = options.origin.as_deref();
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| Some(origin.name()) == chosen) {
        form.origin = Some(origin);
    }
    if let Some(title) = &options.title {
        form.title = content_credentials::escape_text(title);
    } else if options.preset.is_none() && !options.from_metadata {
        form.title = "{stem}".to_owned();
    }
    if let Some(answer) = options.all_actions {
        form.all_actions = Some(answer == AllActionsOption::Yes);
    }
    for (given, field) in [
        (&options.author, &mut form.creator),
        (&options.headline, &mut form.headline),
        (&options.caption, &mut form.caption),
        (&options.credit, &mut form.credit),
        (&options.copyright, &mut form.copyright),
    ] {
        if let Some(text) = given {
            *field = content_credentials::escape_text(text);
        }
    }
    if let Some(training) = options.training {
        form.training = TrainingUse::from(training).into();
    }
    if options.from_metadata {
        fill_in_placeholders(form, options.with_location);
    }
}

/// Sets empty fields to placeholders for what each file says about itself. Places can identify homes, so they need a wish of
/// their own.
fn fill_in_placeholders(form: &mut ManifestForm, with_location: bool) {
    let ManifestForm {
        creator,
        title,
        headline,
        caption,
        credit,
        copyright,
        make,
        camera,
        lens,
        taken,
        city,
        country,
        latitude,
        longitude,
        ..
    } = form;
    let always = [
        (creator, "{creator}"),
        (title, "{title}"),
        (headline, "{headline}"),
        (caption, "{caption}"),
        (credit, "{credit}"),
        (copyright, "{copyright}"),
        (make, "{make}"),
        (camera, "{model}"),
        (lens, "{lens}"),
        (taken, "{taken}"),
    ];
    let location = [
        (city, "{city}"),
        (country, "{country}"),
        (latitude, "{latitude}"),
        (longitude, "{longitude}"),
    ];
    let location = location.into_iter().filter(|_| with_location);
    for (field, placeholder) in always.into_iter().chain(location) {
        if field.is_empty() {
            placeholder.clone_into(field);
        }
    }
}

fn preset(global: &GlobalOptions, name: &str) -> Result<String, CliError> {
    let (presets, trouble) = Setup::open_to_read(global)?.presets();
    if let Some(trouble) = trouble {
        output::print_error(&trouble.headline, &trouble.hint);
    }
    presets.get(name).map(|preset| preset.manifest.clone()).ok_or_else(|| {
        let names: Vec<_> = presets
            .all()
            .iter()
            .map(|preset| format!("{:?}", preset.name))
            .collect();
        let hint = if names.is_empty() {
            "Save one in the window first, under Sign….".to_owned()
        } else {
            format!("Available presets: {}.", names.join(", "))
        };
        CliError::usage_error(format!("there is no preset {name:?}"), hint)
    })
}

/// What the server does with earlier credentials. It accepts more manifests if it keeps them.
fn earlier(global: &GlobalOptions, options: &ManifestOptions) -> EarlierCredentials {
    let keeps = options.keeps_earlier_credentials
        || Setup::open_to_read(global).is_ok_and(|setup| setup.settings.profile().keeps_earlier_credentials);
    match keeps {
        true => EarlierCredentials::KeptByServer,
        false => EarlierCredentials::Named,
    }
}

/// Fails if the manifest has errors. Prints warnings, also of what this server's engine loses, once that was seen. Returns the one
/// that depends on the files.
fn check(
    (global, options): (&GlobalOptions, &ManifestOptions),
    what: &str,
    text: &str,
    purpose: LintFor,
) -> Result<Option<String>, CliError> {
    let mut unanswered = None;
    let description = |lint: &Lint| {
        format!(
            "line {}, column {}: {} [{}]",
            lint.place.line,
            lint.place.column,
            // One line per finding, even if it quotes line breaks.
            text::visible(&lint.message()),
            lint.code.name()
        )
    };
    let mut lints = content_credentials::lint(text, purpose);
    let has_errors = |lints: &[Lint]| content_credentials::errors(lints).next().is_some();
    if has_errors(&lints) {
        earlier(global, options).retain(&mut lints);
    }
    if purpose == LintFor::Template && ExistingPolicy::may_open(options.existing) {
        // A file that was opened needs none. The others fail one by one, and say that they do.
        lints.retain(|lint| lint.code != LintCode::NoOrigin);
    }
    let errors: Vec<_> = content_credentials::errors(&lints).map(description).collect();
    if !errors.is_empty() {
        return Err(CliError::usage_error(format!("{what} has errors"), errors.join("\n")));
    }
    let lints = content_credentials::lint_for(text, purpose, Setup::server_engine(global));
    for lint in lints.iter().filter(|lint| lint.severity() == Severity::Warning) {
        if lint.code == LintCode::AllActionsNotStated && purpose == LintFor::Template {
            unanswered = Some(format!(
                "{what} doesn't say whether it lists everything that was done to the files, so the signed copies don't conform to C2PA \
                 2.4. Only you can say this: add --all-actions yes or --all-actions no. [{}]",
                lint.code.name()
            ));
        } else {
            output::note(&format!("{what}, {}", description(lint)));
        }
    }
    Ok(unanswered)
}
