//! What the linter says, in the window's language. The crate says the same in English, and a test holds that the English is equal.

use localization::text;

use content_credentials::{ActionText, AssertionText, DefinitionText, FixLabel, Lint, LintText, RubricText, ShapeText};

/// What is wrong and what to do.
pub(crate) fn message(lint: &Lint) -> String {
    words(&lint.text)
}

fn words(text: &LintText) -> String {
    match text {
        LintText::Shape(text) => shape(text),
        LintText::Definition(text) => definition(text),
        LintText::Action(text) => action(text),
        LintText::Assertion(text) => assertion(text),
        LintText::Rubric(text) => rubric(text),
    }
}

/// A text of the manifest as it stands in JSON. The quotation marks are of JSON, not of the language.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn shape(text: &ShapeText) -> String {
    use ShapeText as Text;
    match text {
        Text::NotString { field } => text!("lints-not-string", field = field),
        Text::NotBoolean { field } => text!("lints-not-boolean", field = field),
        Text::NotList { field } => text!("lints-not-list", field = field),
        Text::HashAlgorithm => text!("lints-hash-algorithm"),
        Text::ClaimVersion => text!("lints-claim-version"),
        Text::Generators => text!("lints-generators"),
        Text::Program => text!("lints-program"),
        Text::ThumbnailIdentifier => text!("lints-thumbnail-identifier"),
        Text::TooDeep => text!("lints-too-deep"),
        Text::NumberTooLarge { digits } => text!("lints-number-too-large", digits = digits),
        Text::Ingredient => text!("lints-ingredient"),
        Text::Relationship => text!("lints-relationship"),
        Text::SeveralParents => text!("lints-several-parents"),
        Text::IngredientField { field } => text!("lints-ingredient-field", field = field),
        Text::Assertions => text!("lints-assertions"),
        Text::Assertion => text!("lints-assertion"),
        Text::AssertionKind => text!("lints-assertion-kind"),
        Text::AssertionData { label } => text!("lints-assertion-data", label = quoted(label)),
        Text::SchemaOrgType => text!("lints-schema-org-type"),
        Text::Metadata => text!("lints-metadata"),
        Text::TrainingEntries => text!("lints-training-entries"),
        Text::Actions => text!("lints-actions"),
        Text::ActionName => text!("lints-action-name"),
        Text::Origin => text!("lints-origin"),
        Text::When { when } => text!("lints-when", when = quoted(when)),
        Text::Changes => text!("lints-changes"),
        Text::Parameters => text!("lints-parameters"),
        Text::IngredientIds => text!("lints-ingredient-ids"),
    }
}

fn definition(text: &DefinitionText) -> String {
    use DefinitionText as Text;
    match text {
        Text::NotJson { error } => text!("lints-not-json", error = error),
        Text::NotObject => text!("lints-not-object"),
        Text::TwiceNamed { name } => text!("lints-twice-named", name = name),
        Text::UnknownField { name } => text!("lints-unknown-field", name = name),
        Text::UnknownIngredientField { name } => text!("lints-unknown-ingredient-field", name = name),
        Text::OnlyServers { name } => text!("lints-only-servers", name = name),
        Text::Resource { field } => text!("lints-resource", field = field),
        Text::IngredientResource { field } => text!("lints-ingredient-resource", field = field),
        Text::NoGenerator => text!("lints-no-generator"),
        Text::SeveralGenerators => text!("lints-several-generators"),
        Text::Thumbnail => text!("lints-thumbnail"),
        Text::UnknownPlaceholder { name, known } => text!("lints-unknown-placeholder", name = name, known = known),
    }
}

fn action(text: &ActionText) -> String {
    use ActionText as Text;
    match text {
        Text::Missing => text!("lints-no-actions"),
        Text::First => text!("lints-first-action"),
        Text::OnlyFirst { action } => text!("lints-only-first", action = quoted(action)),
        Text::SeveralAssertions { number } => text!("lints-several-actions", number = *number),
        Text::FullName { full } => text!("lints-full-name", full = quoted(full)),
        Text::Unknown { action } => text!("lints-unknown-action", action = quoted(action), name = action),
        Text::NoOrigin => text!("lints-no-origin"),
        Text::SimilarOrigin { uri } => text!("lints-similar-origin", uri = uri),
        Text::RetiredOrigin { uri } => text!("lints-retired-origin", uri = uri),
        Text::EmptyOrigin => text!("lints-empty-origin"),
        Text::DataSetOrigin => text!("lints-data-set-origin"),
        Text::UnknownOrigin => text!("lints-unknown-origin"),
        Text::NoIngredient { action, relationship } => {
            text!(
                "lints-no-ingredient",
                action = quoted(action),
                relationship = relationship
            )
        }
        Text::WrongRelationship {
            action,
            ingredient,
            relationship,
        } => text!(
            "lints-wrong-relationship",
            action = quoted(action),
            ingredient = quoted(ingredient),
            relationship = relationship
        ),
        Text::NoSuchIngredient { label } => text!("lints-no-such-ingredient", label = quoted(label)),
        Text::OlderReference => text!("lints-older-reference"),
        Text::ServerWrites { field } => text!("lints-server-writes", field = field),
        Text::Redaction => text!("lints-redaction"),
        Text::Translation => text!("lints-translation"),
        Text::SeldomRead { field } => text!("lints-seldom-read", field = field),
        Text::ForRecorders { field } => text!("lints-for-recorders", field = field),
    }
}

fn assertion(text: &AssertionText) -> String {
    use AssertionText as Text;
    match text {
        Text::Identity => text!("lints-identity"),
        Text::ServerOnly { label } => text!("lints-server-only", label = quoted(label)),
        Text::ActionsLabel => text!("lints-actions-label"),
        Text::BadLabel { label } => text!("lints-bad-label", label = quoted(label)),
        Text::NumberNotKept { label } => text!("lints-number-not-kept", label = quoted(label)),
        Text::Numbered { label } => text!("lints-numbered", label = quoted(label)),
        Text::UnknownUse { name, known } => text!("lints-unknown-use", name = quoted(name), known = known),
        Text::NoConstraint { name } => text!("lints-no-constraint", name = quoted(name)),
        Text::UnknownChoice { name } => text!("lints-unknown-choice", name = quoted(name)),
        Text::OldTraining => text!("lints-old-training"),
        Text::LostLabel { engine, label } => text!("lints-lost-label", engine = engine, label = quoted(label)),
        Text::NoContext => text!("lints-no-context"),
        Text::UndefinedPrefixes { prefixes } => text!("lints-undefined-prefixes", prefixes = prefixes),
        Text::OtherNamespace { prefix, namespace } => {
            text!("lints-other-namespace", prefix = prefix, namespace = namespace)
        }
        Text::NotMeasured { field } => text!("lints-not-measured", field = quoted(field)),
    }
}

fn rubric(text: &RubricText) -> String {
    use RubricText as Text;
    match text {
        Text::DeprecatedAssertion { label } => text!("lints-deprecated-assertion", label = quoted(label)),
        Text::OlderAssertion { label, current } => {
            text!(
                "lints-older-assertion",
                label = quoted(label),
                current = quoted(current)
            )
        }
        Text::UnknownAssertion { label } => text!("lints-unknown-assertion", label = quoted(label)),
        Text::LabelWithoutDomain { label } => text!("lints-label-without-domain", label = label),
        Text::Gathered => text!("lints-gathered-actions"),
        Text::AllActionsNotStated => text!("lints-all-actions-not-stated"),
        Text::OpenedIncomplete => text!("lints-opened-incomplete"),
        Text::OriginOfOpened => text!("lints-origin-of-opened"),
        Text::NoActionOrigin { action, uri } => text!("lints-no-action-origin", action = quoted(action), uri = uri),
        Text::SoftwareAgent => text!("lints-software-agent-text"),
        Text::ActionField { field } => text!("lints-action-field", field = field),
        Text::Description => text!("lints-description"),
        Text::ParameterWithoutDomain { name } => text!("lints-parameter-without-domain", name = name),
        Text::RenamedAction { action, current } => {
            text!(
                "lints-renamed-action",
                action = quoted(action),
                current = quoted(current)
            )
        }
        Text::Watermark { action } => text!("lints-watermark", action = quoted(action)),
        Text::DeprecatedAction { action } => text!("lints-deprecated-action", action = quoted(action)),
        Text::NoVersion => text!("lints-no-spec-version"),
        Text::FalseVersion => text!("lints-false-version"),
        Text::OtherVersion => text!("lints-other-version"),
    }
}

/// What a fix does: the text of its button.
pub(crate) fn fix(label: &FixLabel) -> String {
    match label {
        FixLabel::Remove => text!("lints-fix-remove"),
        FixLabel::ToJson => text!("lints-fix-to-json"),
        FixLabel::ToText => text!("lints-fix-to-text"),
        FixLabel::ToList => text!("lints-fix-to-list"),
        FixLabel::ToObject => text!("lints-fix-to-object"),
        FixLabel::DoubleBraces => text!("lints-fix-double-braces"),
        FixLabel::KeepFirst => text!("lints-fix-keep-first"),
        FixLabel::AddProgram => text!("lints-fix-add-program"),
        FixLabel::NoThumbnail => text!("lints-fix-no-thumbnail"),
        FixLabel::AddFirstAction => text!("lints-fix-add-first-action"),
        FixLabel::MoveToFront => text!("lints-fix-move-to-front"),
        FixLabel::Merge => text!("lints-fix-merge"),
        FixLabel::FullName => text!("lints-fix-full-name"),
        FixLabel::CurrentName => text!("lints-fix-current-name"),
        FixLabel::UseOrigin => text!("lints-fix-use-origin"),
        FixLabel::AddIngredient => text!("lints-fix-add-ingredient"),
        FixLabel::RemoveReference => text!("lints-fix-remove-reference"),
        FixLabel::ToCreated => text!("lints-fix-to-created"),
        FixLabel::MoveToAction => text!("lints-fix-move-to-action"),
        FixLabel::MarkCreated => text!("lints-fix-mark-created"),
        FixLabel::UseLabel => text!("lints-fix-use-label"),
        FixLabel::NewLabel => text!("lints-fix-new-label"),
        FixLabel::RemoveNumber => text!("lints-fix-remove-number"),
        FixLabel::CurrentVersion => text!("lints-fix-current-version"),
        FixLabel::AddType => text!("lints-fix-add-type"),
        FixLabel::CorrectUse => text!("lints-fix-correct-use"),
        FixLabel::UsualNamespaces => text!("lints-fix-usual-namespaces"),
        FixLabel::UseNamespace => text!("lints-fix-use-namespace"),
        FixLabel::ToCawg => text!("lints-fix-to-cawg"),
        FixLabel::MoveToCawg => text!("lints-fix-move-to-cawg"),
        FixLabel::StateVersion => text!("lints-fix-state-version"),
        FixLabel::UseVersion => text!("lints-fix-use-version"),
    }
}

#[cfg(test)]
mod tests;
