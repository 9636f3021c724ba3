//! The linter of manifests: what servers refuse, what reads back as Invalid, what is lost on some servers, and what only
//! the person who signs can know. Measured on c2pa-rs 0.59 and 0.90, the versions that servers run.

mod actions;
mod assertions;
mod ingredients;
mod metadata;
mod places;
mod structure;
#[cfg(test)]
mod tests;

use jsonc_parser::{ast::Value, cst::CstRootNode};

use super::{
    json::{self, Path, Place},
    template,
};

/// How much a lint weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A server refuses it, it reads back as Invalid, or it says what it should not.
    Error,
    /// It signs, but something is lost or doubtful.
    Warning,
    /// It could be better.
    Advice,
}

/// What a lint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LintCode {
    /// The text is no JSON.
    NotJson,
    /// Something has the wrong type, or is missing.
    WrongShape,
    /// A name stands twice in one object.
    DoubleName,
    /// A field that no server reads.
    UnknownField,
    /// There is no statement of how the file began.
    NoActions,
    /// The first action is neither created nor opened.
    FirstAction,
    /// Created or opened, but not first.
    LateBeginning,
    /// The origin is not chosen.
    NoOrigin,
    /// The origin is none that is published.
    UnknownOrigin,
    /// An origin that is no photograph's, film's or recording's.
    OddOrigin,
    /// Several actions assertions.
    SeveralActions,
    /// An action that needs an ingredient and names none.
    NoIngredient,
    /// An action names an ingredient that is not there.
    UnknownIngredient,
    /// An action that C2PA does not know.
    UnknownAction,
    /// An action that lacks what belongs to it.
    IncompleteAction,
    /// `cawg.metadata`, whose label older servers lose.
    CawgMetadata,
    /// Another metadata assertion, whose label they lose, too.
    LostLabel,
    /// Something that servers take, and that is seldom right here.
    Unusual,
    /// Metadata without the meaning of its prefixes.
    NoContext,
    /// A field that `c2pa.metadata` may not have.
    DisallowedMetadata,
    /// A picture that is not in the manifest and cannot be sent along.
    MissingResource,
    /// An assertion that the server makes itself.
    ServersOwn,
    /// A label that cannot be one.
    BadLabel,
    /// A preference for training that says nothing that is known.
    TrainingUse,
    /// Constrained, but not how.
    NoConstraint,
    /// The older label of the preference for training.
    OldTraining,
    /// No program is named that made the manifest.
    NoGenerator,
    /// More than one is.
    SeveralGenerators,
    /// The server adds a thumbnail.
    Thumbnail,
    /// A placeholder that stands for nothing.
    UnknownPlaceholder,
}

impl LintCode {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 30] = [
        Self::NotJson,
        Self::WrongShape,
        Self::DoubleName,
        Self::UnknownField,
        Self::NoActions,
        Self::FirstAction,
        Self::LateBeginning,
        Self::NoOrigin,
        Self::UnknownOrigin,
        Self::OddOrigin,
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
        Self::ServersOwn,
        Self::BadLabel,
        Self::TrainingUse,
        Self::NoConstraint,
        Self::OldTraining,
        Self::NoGenerator,
        Self::SeveralGenerators,
        Self::Thumbnail,
        Self::UnknownPlaceholder,
    ];

    /// Its name, as the command line writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::WrongShape => "wrong-shape",
            Self::DoubleName => "double-name",
            Self::UnknownField => "unknown-field",
            Self::NoActions => "no-actions",
            Self::FirstAction => "first-action",
            Self::LateBeginning => "late-beginning",
            Self::NoOrigin => "no-origin",
            Self::UnknownOrigin => "unknown-origin",
            Self::OddOrigin => "odd-origin",
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
            Self::ServersOwn => "servers-own",
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

    /// How much it weighs.
    #[must_use]
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::UnknownField
            | Self::OddOrigin
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

/// One thing that the linter has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// What it is about.
    pub code: LintCode,
    /// Where.
    pub place: Place,
    /// What is so and what to do, in a sentence or two.
    pub words: String,
    /// How it can be put right by itself.
    pub mend: Option<Mend>,
}

/// A correction that needs no more than a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// What it does, as a button says it.
    pub label: &'static str,
    /// The whole text, corrected.
    pub text: String,
}

impl Lint {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LintFor {
    /// It is sent as it stands.
    Manifest,
    /// Its placeholders are filled in for each file first.
    Template,
}

/// Looks a manifest through. What weighs most comes first, and then what stands first.
#[must_use]
pub fn lint(text: &str, purpose: LintFor) -> Vec<Lint> {
    let mut linter = Linter {
        text,
        lints: Vec::new(),
    };
    match json::parse(text) {
        Ok(value) => {
            if structure::look(&mut linter, &value) {
                actions::look(&mut linter, &value);
                assertions::look(&mut linter, &value);
            }
            if purpose == LintFor::Template {
                placeholders(&mut linter, &value);
            }
        }
        Err(error) => linter.lints.push(Lint {
            code: LintCode::NotJson,
            place: error.place,
            words: format!("This is not JSON: {}.", error.message),
            mend: error.meant.map(|text| Mend {
                label: "Write it as JSON",
                text,
            }),
        }),
    }
    linter.lints.sort_by_key(|lint| (lint.severity(), lint.place));
    linter.lints
}

/// The lints that keep a manifest from being signed.
pub fn errors(lints: &[Lint]) -> impl Iterator<Item = &Lint> {
    lints.iter().filter(|lint| lint.severity() == Severity::Error)
}

struct Linter<'t> {
    text: &'t str,
    lints: Vec<Lint>,
}

impl Linter<'_> {
    /// Says something about what begins at this byte.
    fn say(&mut self, code: LintCode, at: usize, words: impl Into<String>, mend: Option<Mend>) {
        self.lints.push(Lint {
            code,
            place: json::place(self.text, at),
            words: words.into(),
            mend,
        });
    }

    /// A correction of parts of the text.
    fn mend(&self, label: &'static str, change: impl FnOnce(&CstRootNode) -> Option<()>) -> Option<Mend> {
        let text = json::edit(self.text, change)?;
        Some(Mend { label, text })
    }

    /// A correction that takes this out.
    fn without(&self, label: &'static str, path: &Path) -> Option<Mend> {
        self.mend(label, |root| json::remove(root, path))
    }
}

fn placeholders(linter: &mut Linter<'_>, value: &Value<'_>) {
    let mut found = Vec::new();
    template::each_text(value, &mut |value, text| {
        for unknown in template::unknown(text) {
            found.push((json::range(value), unknown.to_owned()));
        }
    });
    for (range, unknown) in found {
        let words = format!(
            "{unknown} stands for nothing. There are {{name}}, {{stem}} and {{date}}; a brace that is meant as such is doubled."
        );
        let literal = linter.text.get(range.start..range.end).unwrap_or_default();
        let doubled = literal.replacen(&unknown, &template::escape_text(&unknown), 1);
        let text = format!(
            "{}{doubled}{}",
            linter.text.get(..range.start).unwrap_or_default(),
            linter.text.get(range.end..).unwrap_or_default()
        );
        let mend = (doubled != literal).then_some(Mend {
            label: "Double the braces",
            text,
        });
        linter.say(LintCode::UnknownPlaceholder, range.start, words, mend);
    }
}
