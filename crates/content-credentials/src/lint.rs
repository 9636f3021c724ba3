//! The manifest linter: finds what servers refuse, what reads back as Invalid, what gets lost, and what only the signer can
//! fill in. Measured with c2pa-rs 0.59 and 0.90, the versions that servers run.

mod actions;
mod assertions;
mod fields;
mod identity;
mod ingredients;
mod labels;
mod metadata;
mod places;
pub(super) mod rubric;
mod structure;
#[cfg(test)]
mod tests;
mod training;

use jsonc_parser::{ast::Value, cst::CstRootNode};

use super::{
    engine::EngineVersion,
    json::{self, Path, TextPosition},
    template,
};

/// How serious a lint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A server refuses the manifest, the file reads back as Invalid, or a statement is false.
    Error,
    /// The manifest can be signed, but something is lost or doubtful, or C2PA's conformance rubric rejects it.
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
    /// An assertion that C2PA has deprecated.
    DeprecatedAssertion,
    /// A label of C2PA that the specification doesn't have.
    UnknownAssertion,
    /// A label of one's own without a domain.
    LabelWithoutDomain,
    /// The actions count as gathered from others, not as stated by the signer.
    GatheredActions,
    /// Whether all actions are listed isn't stated.
    AllActionsNotStated,
    /// Only `c2pa.opened` is listed, but not all actions are.
    OpenedIncomplete,
    /// A later action lacks its digital source type.
    NoActionOrigin,
    /// `c2pa.opened` with a digital source type.
    OriginOfOpened,
    /// An action that C2PA has deprecated.
    DeprecatedAction,
    /// A program as a text, as before version 2.
    SoftwareAgentText,
    /// A field of an action that C2PA has deprecated.
    DeprecatedField,
    /// A parameter of one's own without a domain.
    ParameterName,
    /// The version of the specification isn't stated.
    NoSpecVersion,
    /// The manifest doesn't follow the version of the specification that it states.
    FalseSpecVersion,
}

impl LintCode {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 44] = [
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
        Self::DeprecatedAssertion,
        Self::UnknownAssertion,
        Self::LabelWithoutDomain,
        Self::GatheredActions,
        Self::AllActionsNotStated,
        Self::OpenedIncomplete,
        Self::NoActionOrigin,
        Self::OriginOfOpened,
        Self::DeprecatedAction,
        Self::SoftwareAgentText,
        Self::DeprecatedField,
        Self::ParameterName,
        Self::NoSpecVersion,
        Self::FalseSpecVersion,
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
            Self::DeprecatedAssertion => "deprecated-assertion",
            Self::UnknownAssertion => "unknown-assertion",
            Self::LabelWithoutDomain => "label-without-domain",
            Self::GatheredActions => "gathered-actions",
            Self::AllActionsNotStated => "all-actions-not-stated",
            Self::OpenedIncomplete => "opened-incomplete",
            Self::NoActionOrigin => "no-action-origin",
            Self::OriginOfOpened => "origin-of-opened",
            Self::DeprecatedAction => "deprecated-action",
            Self::SoftwareAgentText => "software-agent-text",
            Self::DeprecatedField => "deprecated-field",
            Self::ParameterName => "parameter-name",
            Self::NoSpecVersion => "no-spec-version",
            Self::FalseSpecVersion => "false-spec-version",
        }
    }

    /// Whether only the signer can answer it: nothing is preselected, and there is no fix.
    #[must_use]
    pub const fn is_question(self) -> bool {
        matches!(self, Self::NoOrigin | Self::AllActionsNotStated)
    }

    /// Whether it is about something that C2PA has deprecated.
    #[must_use]
    pub(crate) const fn is_deprecation(self) -> bool {
        matches!(
            self,
            Self::DeprecatedAssertion
                | Self::UnknownAssertion
                | Self::DeprecatedAction
                | Self::SoftwareAgentText
                | Self::DeprecatedField
                | Self::OldTraining
                | Self::DiscouragedOrigin
        )
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
            | Self::SeveralGenerators
            | Self::OldTraining
            | Self::DeprecatedAssertion
            | Self::UnknownAssertion
            | Self::LabelWithoutDomain
            | Self::GatheredActions
            | Self::AllActionsNotStated
            | Self::OpenedIncomplete
            | Self::NoActionOrigin
            | Self::OriginOfOpened
            | Self::DeprecatedAction
            | Self::SoftwareAgentText
            | Self::DeprecatedField
            | Self::ParameterName
            | Self::FalseSpecVersion => Severity::Warning,
            Self::NoGenerator | Self::Thumbnail | Self::NoSpecVersion => Severity::Advice,
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
    pub place: TextPosition,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
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
    lint_for(text, purpose, None)
}

/// Like [`lint`], for a server whose engine is known: says what this engine loses.
#[must_use]
pub fn lint_for(text: &str, purpose: LintFor, engine: Option<EngineVersion>) -> Vec<Lint> {
    let mut linter = Linter {
        text,
        engine,
        lints: Vec::new(),
    };
    match json::parse(text) {
        Ok(value) => {
            if structure::check(&mut linter, &value) {
                actions::check(&mut linter, &value);
                assertions::check(&mut linter, &value);
                rubric::check(&mut linter, &value);
            }
            if purpose == LintFor::Template {
                placeholders(&mut linter, &value);
            }
        }
        Err(error) => linter.lints.push(Lint {
            code: LintCode::NotJson,
            place: error.place,
            message: format!("This is not JSON: {}.", error.message),
            fix: error.corrected.map(|text| Fix {
                label: "Convert to JSON",
                text,
            }),
        }),
    }
    linter.lints.sort_by_key(|lint| (lint.severity(), lint.place));
    linter.lints
}

/// The lints that prevent signing.
pub fn errors(lints: &[Lint]) -> impl Iterator<Item = &Lint> {
    lints.iter().filter(|lint| lint.severity() == Severity::Error)
}

struct Linter<'t> {
    text: &'t str,
    /// The server's engine, if it was seen.
    engine: Option<EngineVersion>,
    lints: Vec<Lint>,
}

impl Linter<'_> {
    /// Adds a finding at this byte offset.
    fn report(&mut self, code: LintCode, at: usize, words: impl Into<String>, fix: Option<Fix>) {
        self.lints.push(Lint {
            code,
            place: json::place(self.text, at),
            message: words.into(),
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
