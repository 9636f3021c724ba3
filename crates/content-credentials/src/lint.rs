//! The manifest linter: finds what servers refuse, what reads back as Invalid, what gets lost, and what only the signer can
//! fill in. Measured with c2pa-rs 0.59 and 0.90, the versions that servers run.

mod actions;
mod assertions;
mod fields;
mod ingredients;
mod labels;
mod metadata;
mod places;
mod structure;
#[cfg(test)]
mod tests;
mod training;

use jsonc_parser::{ast::Value, cst::CstRootNode};

use super::{
    EarlierCredentials,
    json::{self, Path, Place},
    template,
};

/// How serious a lint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A server refuses the manifest, the file reads back as Invalid, or a statement is false.
    Error,
    /// The manifest can be signed, but something is lost or doubtful.
    Warning,
    /// An improvement.
    Advice,
}

/// What a lint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintCode {
    /// The text isn't JSON.
    NotJson,
    /// Something has the wrong type or is missing.
    WrongShape,
    /// An object has the same key twice.
    DuplicateKey,
    /// A field that no server reads.
    UnknownField,
    /// The actions assertion is missing.
    NoActions,
    /// The first action is neither `c2pa.created` nor `c2pa.opened`.
    FirstAction,
    /// `c2pa.created` or `c2pa.opened`, but not first.
    OpeningActionNotFirst,
    /// The digital source type is missing.
    NoOrigin,
    /// The digital source type isn't a published one.
    UnknownOrigin,
    /// A digital source type that is retired or not meant for media.
    DiscouragedOrigin,
    /// More than one actions assertion.
    SeveralActions,
    /// An action that needs an ingredient doesn't name one.
    NoIngredient,
    /// An action names an ingredient that doesn't exist.
    UnknownIngredient,
    /// An action that C2PA doesn't define.
    UnknownAction,
    /// An action with missing or impossible parameters.
    IncompleteAction,
    /// `cawg.metadata`: older servers lose its label.
    CawgMetadata,
    /// Another metadata assertion: older servers lose its label, too.
    LostLabel,
    /// Servers accept it, but it is seldom right here.
    Unusual,
    /// Metadata whose `@context` doesn't define its prefixes.
    NoContext,
    /// A field that `c2pa.metadata` must not have.
    DisallowedMetadata,
    /// Names a resource, which can't be sent.
    MissingResource,
    /// An assertion that only the server can make.
    ServerOnlyAssertion,
    /// A label with impossible characters, or one that servers lose.
    BadLabel,
    /// A training preference with an unknown use or value.
    TrainingUse,
    /// A constrained use without its conditions.
    NoConstraint,
    /// The older label of the training preference.
    OldTraining,
    /// `claim_generator_info` is missing.
    NoGenerator,
    /// `claim_generator_info` has several entries.
    SeveralGenerators,
    /// The server will add a thumbnail.
    Thumbnail,
    /// An unknown placeholder.
    UnknownPlaceholder,
}

impl LintCode {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 30] = [
        Self::NotJson,
        Self::WrongShape,
        Self::DuplicateKey,
        Self::UnknownField,
        Self::NoActions,
        Self::FirstAction,
        Self::OpeningActionNotFirst,
        Self::NoOrigin,
        Self::UnknownOrigin,
        Self::DiscouragedOrigin,
        Self::SeveralActions,
        Self::NoIngredient,
        Self::UnknownIngredient,
        Self::UnknownAction,
        Self::IncompleteAction,
        Self::CawgMetadata,
        Self::LostLabel,
        Self::Unusual,
        Self::NoContext,
        Self::DisallowedMetadata,
        Self::MissingResource,
        Self::ServerOnlyAssertion,
        Self::BadLabel,
        Self::TrainingUse,
        Self::NoConstraint,
        Self::OldTraining,
        Self::NoGenerator,
        Self::SeveralGenerators,
        Self::Thumbnail,
        Self::UnknownPlaceholder,
    ];

    /// The name that the command line prints, such as `no-origin`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::WrongShape => "wrong-shape",
            Self::DuplicateKey => "double-name",
            Self::UnknownField => "unknown-field",
            Self::NoActions => "no-actions",
            Self::FirstAction => "first-action",
            Self::OpeningActionNotFirst => "late-beginning",
            Self::NoOrigin => "no-origin",
            Self::UnknownOrigin => "unknown-origin",
            Self::DiscouragedOrigin => "odd-origin",
            Self::SeveralActions => "several-actions",
            Self::NoIngredient => "no-ingredient",
            Self::UnknownIngredient => "unknown-ingredient",
            Self::UnknownAction => "unknown-action",
            Self::IncompleteAction => "incomplete-action",
            Self::CawgMetadata => "cawg-metadata",
            Self::LostLabel => "lost-label",
            Self::Unusual => "unusual",
            Self::NoContext => "no-context",
            Self::DisallowedMetadata => "disallowed-metadata",
            Self::MissingResource => "missing-resource",
            Self::ServerOnlyAssertion => "servers-own",
            Self::BadLabel => "bad-label",
            Self::TrainingUse => "training-use",
            Self::NoConstraint => "no-constraint",
            Self::OldTraining => "old-training",
            Self::NoGenerator => "no-generator",
            Self::SeveralGenerators => "several-generators",
            Self::Thumbnail => "thumbnail",
            Self::UnknownPlaceholder => "unknown-placeholder",
        }
    }

    #[must_use]
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::UnknownField
            | Self::DiscouragedOrigin
            | Self::UnknownAction
            | Self::CawgMetadata
            | Self::LostLabel
            | Self::Unusual
            | Self::NoConstraint
            | Self::SeveralGenerators => Severity::Warning,
            Self::OldTraining | Self::NoGenerator | Self::Thumbnail => Severity::Advice,
            _ => Severity::Error,
        }
    }
}

/// One finding of the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What kind of finding it is.
    pub code: LintCode,
    /// Where it is in the text.
    pub place: Place,
    /// What is wrong and what to do, in one or two sentences.
    pub words: String,
    /// A correction that needs no further input.
    pub fix: Option<Fix>,
}

/// A correction that can be applied with one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The text of its button.
    pub label: &'static str,
    /// The whole corrected manifest.
    pub text: String,
}

impl Lint {
    /// How serious it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// How a manifest is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LintFor {
    /// It is sent unchanged.
    Manifest,
    /// Its placeholders are filled in for each file.
    Template,
}

/// Checks a manifest. The findings are sorted by severity, then by position.
#[must_use]
pub fn lint(text: &str, purpose: LintFor) -> Vec<Lint> {
    let mut linter = Linter {
        text,
        lints: Vec::new(),
    };
    match json::parse(text) {
        Ok(value) => {
            if structure::check(&mut linter, &value) {
                actions::check(&mut linter, &value);
                assertions::check(&mut linter, &value);
            }
            if purpose == LintFor::Template {
                placeholders(&mut linter, &value);
            }
        }
        Err(error) => linter.lints.push(Lint {
            code: LintCode::NotJson,
            place: error.place,
            words: format!("This is not JSON: {}.", error.message),
            fix: error.corrected.map(|text| Fix {
                label: "Convert to JSON",
                text,
            }),
        }),
    }
    linter.lints.sort_by_key(|lint| (lint.severity(), lint.place));
    linter.lints
}

/// Like [`lint`], for a server that keeps earlier credentials: there, a manifest need not say that the file was created or
/// opened, because the server adds the file as the parent of its signed copy.
#[must_use]
pub fn lint_with(text: &str, purpose: LintFor, earlier: EarlierCredentials) -> Vec<Lint> {
    let mut lints = lint(text, purpose);
    if earlier == EarlierCredentials::KeptByServer {
        lints.retain(|lint| !matches!(lint.code, LintCode::NoActions | LintCode::FirstAction));
    }
    lints
}

/// The lints that prevent signing.
pub fn errors(lints: &[Lint]) -> impl Iterator<Item = &Lint> {
    lints.iter().filter(|lint| lint.severity() == Severity::Error)
}

struct Linter<'t> {
    text: &'t str,
    lints: Vec<Lint>,
}

impl Linter<'_> {
    /// Adds a finding at this byte offset.
    fn report(&mut self, code: LintCode, at: usize, words: impl Into<String>, fix: Option<Fix>) {
        self.lints.push(Lint {
            code,
            place: json::place(self.text, at),
            words: words.into(),
            fix,
        });
    }

    /// A fix that changes parts of the text.
    fn fix(&self, label: &'static str, change: impl FnOnce(&CstRootNode) -> Option<()>) -> Option<Fix> {
        let text = json::edit(self.text, change)?;
        Some(Fix { label, text })
    }

    /// A fix that removes a value.
    fn removal(&self, label: &'static str, path: &Path) -> Option<Fix> {
        self.fix(label, |root| json::remove(root, path))
    }
}

fn placeholders(linter: &mut Linter<'_>, value: &Value<'_>) {
    let mut found = Vec::new();
    template::visit_strings(value, &mut |value, text| {
        for unknown in template::unknown(text) {
            found.push((json::range(value), unknown.to_owned()));
        }
    });
    for (range, unknown) in found {
        let words = format!(
            "{unknown} is not a placeholder. Use {{name}}, {{stem}} or {{date}}, and double a brace to keep it."
        );
        let literal = linter.text.get(range.start..range.end).unwrap_or_default();
        let doubled = literal.replacen(&unknown, &template::escape_text(&unknown), 1);
        let text = format!(
            "{}{doubled}{}",
            linter.text.get(..range.start).unwrap_or_default(),
            linter.text.get(range.end..).unwrap_or_default()
        );
        let fix = (doubled != literal).then_some(Fix {
            label: "Double the braces",
            text,
        });
        linter.report(LintCode::UnknownPlaceholder, range.start, words, fix);
    }
}
