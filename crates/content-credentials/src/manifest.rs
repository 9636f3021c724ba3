//! Labels and standard parts of a manifest, which the form writes and the linter adds.

use jsonc_parser::cst::CstInputValue;

use super::origin::Origin;

/// The label of the actions assertion.
pub(super) const ACTIONS: &str = "c2pa.actions.v2";
/// The label of the training preference.
pub(super) const TRAINING: &str = "cawg.training-mining";
/// Its older label.
pub(super) const OLD_TRAINING: &str = "c2pa.training-mining";
/// The uses that a training preference is about, without the prefix of their names.
pub(super) const TRAINING_USES: [&str; 4] = ["ai_training", "ai_generative_training", "ai_inference", "data_mining"];

/// A `c2pa.created` action.
pub(super) fn created_action(origin: Option<Origin>) -> CstInputValue {
    let mut action = vec![("action".to_owned(), "c2pa.created".into())];
    if let Some(origin) = origin {
        action.push(("digitalSourceType".to_owned(), origin.uri().into()));
    }
    CstInputValue::Object(action)
}

/// The data of an actions assertion with a `c2pa.created` action.
pub(super) fn actions_data(origin: Option<Origin>) -> CstInputValue {
    CstInputValue::Object(vec![(
        "actions".to_owned(),
        CstInputValue::Array(vec![created_action(origin)]),
    )])
}

/// An actions assertion with a `c2pa.created` action.
pub(super) fn actions_assertion(origin: Option<Origin>) -> CstInputValue {
    CstInputValue::Object(vec![
        ("label".to_owned(), ACTIONS.into()),
        ("data".to_owned(), actions_data(origin)),
    ])
}

/// The `claim_generator_info` of this program.
pub(super) fn generator_info() -> CstInputValue {
    let program = CstInputValue::Object(vec![
        ("name".to_owned(), "Que Uploader".into()),
        ("version".to_owned(), env!("CARGO_PKG_VERSION").into()),
    ]);
    CstInputValue::Array(vec![program])
}

/// The `thumbnail` that keeps a server from adding one.
pub(super) fn no_thumbnail() -> CstInputValue {
    CstInputValue::Object(vec![
        ("format".to_owned(), "none".into()),
        ("identifier".to_owned(), "".into()),
    ])
}
