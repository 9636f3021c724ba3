//! The manifest linter: finds what servers refuse, what reads back as Invalid, what gets lost, and what only the signer can
//! fill in. Measured with c2pa-rs 0.59 and 0.90, the versions that servers run.

mod actions;
mod assertions;
mod code;
mod fields;
mod identity;
mod ingredients;
mod labels;
mod limits;
mod metadata;
mod places;
pub(super) mod rubric;
mod structure;
#[cfg(test)]
mod tests;
mod texts;
mod training;

use jsonc_parser::{ast::Value, cst::CstRootNode};

pub use code::LintCode;
pub use texts::{ActionText, AssertionText, DefinitionText, FixLabel, LintText, RubricText, ShapeText};

use super::{
    EarlierCredentials,
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

/// One finding of the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What kind of finding it is.
    pub code: LintCode,
    /// Where it is in the text.
    pub place: TextPosition,
    /// What is wrong and what to do.
    pub text: LintText,
    /// A correction that needs no further input.
    pub fix: Option<Fix>,
}

/// A correction that can be applied with one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The text of its button.
    pub label: FixLabel,
    /// The whole corrected manifest.
    pub text: String,
}

impl Lint {
    /// What is wrong and what to do, in one or two sentences of English.
    #[must_use]
    pub fn message(&self) -> String {
        self.text.to_string()
    }

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
            text: DefinitionText::NotJson { error: error.message }.into(),
            fix: error.corrected.map(|text| Fix {
                label: FixLabel::ToJson,
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
    earlier.retain(&mut lints);
    lints
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
    fn report(&mut self, code: LintCode, at: usize, text: impl Into<LintText>, fix: Option<Fix>) {
        self.lints.push(Lint {
            code,
            place: json::place(self.text, at),
            text: text.into(),
            fix,
        });
    }

    /// A fix that changes parts of the text.
    fn fix(&self, label: FixLabel, change: impl FnOnce(&CstRootNode) -> Option<()>) -> Option<Fix> {
        let text = json::edit(self.text, change)?;
        Some(Fix { label, text })
    }

    /// A fix that removes a value.
    fn removal(&self, label: FixLabel, path: &Path) -> Option<Fix> {
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
        let known = template::PLACEHOLDERS.iter().chain(&template::METADATA_PLACEHOLDERS);
        let known: Vec<_> = known.map(|(name, _)| *name).collect();
        let words = DefinitionText::UnknownPlaceholder {
            name: unknown.clone(),
            known: known.join(", "),
        };
        let literal = linter.text.get(range.start..range.end).unwrap_or_default();
        let doubled = literal.replacen(&unknown, &template::escape_text(&unknown), 1);
        let text = format!(
            "{}{doubled}{}",
            linter.text.get(..range.start).unwrap_or_default(),
            linter.text.get(range.end..).unwrap_or_default()
        );
        let fix = (doubled != literal).then_some(Fix {
            label: FixLabel::DoubleBraces,
            text,
        });
        linter.report(LintCode::UnknownPlaceholder, range.start, words, fix);
    }
}
