//! What lints are about: a code for each rule, with its severity.

use super::Severity;

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
    /// A custom label without a domain.
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
    /// A custom parameter without a domain.
    ParameterName,
    /// The version of the specification isn't stated.
    NoSpecVersion,
    /// The manifest doesn't follow the version of the specification that it states.
    FalseSpecVersion,
}

impl LintCode {
    /// All rules.
    pub const ALL: [Self; 44] = [
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

    /// Whether it is about what the server's engine loses.
    #[must_use]
    pub const fn is_of_server(self) -> bool {
        matches!(self, Self::CawgMetadata | Self::LostLabel)
    }

    /// Whether it is about something that C2PA has deprecated.
    #[must_use]
    pub(crate) const fn is_deprecation(self) -> bool {
        matches!(
            self,
            Self::DeprecatedAssertion
                | Self::DeprecatedAction
                | Self::SoftwareAgentText
                | Self::DeprecatedField
                | Self::OldTraining
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
