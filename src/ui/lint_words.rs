//! The linter's messages in the window's language. Those that name a part of the manifest are still the linter's own.

use localization::text;

use content_credentials::{Lint, LintCode};

/// What is wrong and what to do.
pub(crate) fn message(lint: &Lint) -> String {
    match lint.code {
        LintCode::NoActions => text!("lints-no-actions"),
        LintCode::FirstAction => text!("lints-first-action"),
        LintCode::NoOrigin => text!("lints-no-origin"),
        LintCode::GatheredActions => text!("lints-gathered-actions"),
        LintCode::AllActionsNotStated => text!("lints-all-actions-not-stated"),
        LintCode::OpenedIncomplete => text!("lints-opened-incomplete"),
        LintCode::OriginOfOpened => text!("lints-origin-of-opened"),
        LintCode::SoftwareAgentText => text!("lints-software-agent-text"),
        LintCode::NoGenerator => text!("lints-no-generator"),
        LintCode::SeveralGenerators => text!("lints-several-generators"),
        LintCode::Thumbnail => text!("lints-thumbnail"),
        LintCode::OldTraining => text!("lints-old-training"),
        LintCode::NoSpecVersion => text!("lints-no-spec-version"),
        // These name what is wrong.
        LintCode::NotJson
        | LintCode::WrongShape
        | LintCode::DuplicateKey
        | LintCode::UnknownField
        | LintCode::OpeningActionNotFirst
        | LintCode::UnknownOrigin
        | LintCode::DiscouragedOrigin
        | LintCode::SeveralActions
        | LintCode::NoIngredient
        | LintCode::UnknownIngredient
        | LintCode::UnknownAction
        | LintCode::IncompleteAction
        | LintCode::CawgMetadata
        | LintCode::LostLabel
        | LintCode::Unusual
        | LintCode::NoContext
        | LintCode::DisallowedMetadata
        | LintCode::MissingResource
        | LintCode::ServerOnlyAssertion
        | LintCode::BadLabel
        | LintCode::TrainingUse
        | LintCode::NoConstraint
        | LintCode::UnknownPlaceholder
        | LintCode::DeprecatedAssertion
        | LintCode::UnknownAssertion
        | LintCode::LabelWithoutDomain
        | LintCode::NoActionOrigin
        | LintCode::DeprecatedAction
        | LintCode::DeprecatedField
        | LintCode::ParameterName
        | LintCode::FalseSpecVersion => lint.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use content_credentials::{LintFor, lint};
    use localization::Language;

    use super::*;

    const MANIFESTS: [&str; 8] = [
        "{}",
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.edited"}]}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created"}]}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.opened", "digitalSourceType": "x"}], "allActionsIncluded": false}}]}"#,
        r#"{"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{"action": "c2pa.created", "softwareAgent": "x"}]}}]}"#,
        r#"{"claim_generator_info": [{"name": "a"}, {"name": "b"}], "assertions": []}"#,
        r#"{"assertions": [{"label": "c2pa.training-mining", "data": {"entries": {}}}]}"#,
        "not a manifest",
    ];

    #[test]
    fn the_windows_english_is_the_linters_and_other_languages_say_the_same_rules() {
        let lints: Vec<_> = MANIFESTS
            .into_iter()
            .flat_map(|manifest| lint(manifest, LintFor::Manifest))
            .collect();
        let mut codes: Vec<_> = lints.iter().map(|lint| lint.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert!(codes.len() > 9, "{codes:?}");
        for lint in &lints {
            assert_eq!(message(lint), lint.message, "{:?}", lint.code);
        }
        for language in [
            Language::German,
            Language::French,
            Language::Spanish,
            Language::Japanese,
        ] {
            localization::set(Some(language));
            let said: Vec<_> = lints.iter().map(message).collect();
            localization::set(Some(Language::English));
            let differs = lints.iter().zip(&said).filter(|(lint, said)| lint.message != **said);
            assert!(differs.count() > 10, "{language:?}: {said:?}");
        }
    }
}
