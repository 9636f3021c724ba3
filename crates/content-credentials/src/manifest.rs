//! Labels and standard parts of a manifest, which the form writes and the linter adds.

use jsonc_parser::cst::CstInputValue;

use super::origin::Origin;

/// The label of the actions assertion.
pub(super) const ACTIONS: &str = "c2pa.actions.v2";

/// A label without its instance number: `c2pa.actions` for `c2pa.actions__2`. Servers number assertions themselves, so the number
/// says nothing about what an assertion is.
pub(super) fn base_label(label: &str) -> &str {
    match label.rsplit_once("__") {
        Some((base, number)) if !number.is_empty() && number.chars().all(|character| character.is_ascii_digit()) => {
            base
        }
        _ => label,
    }
}

/// Whether this is the label of an actions assertion, current or older.
pub(super) fn is_actions_label(label: &str) -> bool {
    matches!(base_label(label), ACTIONS | "c2pa.actions")
}

/// Whether it is the label of the metadata.
pub(super) fn is_metadata_label(label: &str) -> bool {
    base_label(label) == METADATA
}

/// The label of the training preference.
pub(super) const TRAINING: &str = "cawg.training-mining";
/// Its older label.
pub(super) const OLD_TRAINING: &str = "c2pa.training-mining";
/// The uses that a training preference is about, without the prefix of their names.
pub(super) const TRAINING_USES: [&str; 4] = ["ai_training", "ai_generative_training", "ai_inference", "data_mining"];

/// The label of what people say about the file.
pub(super) const METADATA: &str = "cawg.metadata";
/// The version of the specification that manifests follow.
pub(super) const SPEC_VERSION: &str = "2.4.0";
/// The action that begins a new file.
pub(super) const CREATED: &str = "c2pa.created";
/// The action that begins with an earlier file.
pub(super) const OPENED: &str = "c2pa.opened";

/// The namespaces of the usual prefixes of metadata.
pub(super) const NAMESPACES: [(&str, &str); 15] = [
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("xmpTPg", "http://ns.adobe.com/xap/1.0/t/pg/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/"),
    ("crs", "http://ns.adobe.com/camera-raw-settings/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    ("exif", "http://ns.adobe.com/exif/1.0/"),
    ("exifEX", "http://cipa.jp/exif/1.0/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("tiff", "http://ns.adobe.com/tiff/1.0/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
];

/// The namespace of a usual prefix.
pub(super) fn namespace(prefix: &str) -> Option<&'static str> {
    let (_, namespace) = NAMESPACES.iter().find(|(name, _)| *name == prefix)?;
    Some(namespace)
}

/// The name that C2PA uses today for a deprecated action, if there is exactly one.
pub(super) fn current_action(name: &str) -> Option<&'static str> {
    (name == "c2pa.color_adjustments").then_some("c2pa.adjustedColor")
}

/// A `c2pa.created` action.
pub(super) fn created_action(origin: Option<Origin>) -> CstInputValue {
    let mut action = vec![("action".to_owned(), CREATED.into())];
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
        // Otherwise, the assertion counts as gathered from others.
        ("created".to_owned(), CstInputValue::Bool(true)),
        ("data".to_owned(), actions_data(origin)),
    ])
}

/// The `claim_generator_info` of this program.
pub(super) fn generator_info() -> CstInputValue {
    let program = CstInputValue::Object(vec![
        ("name".to_owned(), "Que Uploader".into()),
        ("version".to_owned(), env!("CARGO_PKG_VERSION").into()),
        ("specVersion".to_owned(), SPEC_VERSION.into()),
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
