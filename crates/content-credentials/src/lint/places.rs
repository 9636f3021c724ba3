//! Finds the assertions of a manifest.

use jsonc_parser::ast::Value;

use crate::json::{self, Path};

/// An assertion and its path.
pub(super) struct Assertion<'v, 't> {
    pub(super) label: &'v str,
    pub(super) value: &'v Value<'t>,
    pub(super) data: &'v Value<'t>,
    pub(super) path: Path,
}

impl Assertion<'_, '_> {
    /// The path of something in its data.
    pub(super) fn in_data(&self, steps: &[json::PathSegment]) -> Path {
        let mut path = self.path.clone();
        path.push("data".into());
        path.extend_from_slice(steps);
        path
    }

    /// The label without its instance number.
    pub(super) fn base(&self) -> &str {
        base(self.label)
    }
}

/// A label without its instance number: `c2pa.actions` for `c2pa.actions__2`.
pub(super) fn base(label: &str) -> &str {
    match label.rsplit_once("__") {
        Some((base, number)) if !number.is_empty() && number.chars().all(|character| character.is_ascii_digit()) => {
            base
        }
        _ => label,
    }
}

/// The assertions that have a label and data.
pub(super) fn assertions<'v, 't>(manifest: &'v Value<'t>) -> Vec<Assertion<'v, 't>> {
    json::list_of(manifest, "assertions")
        .iter()
        .enumerate()
        .filter_map(|(number, value)| {
            Some(Assertion {
                label: json::text_of(value, "label")?,
                data: json::get(value, "data")?,
                value,
                path: vec!["assertions".into(), number.into()],
            })
        })
        .collect()
}

/// Whether this is the label of an actions assertion, old or new.
pub(super) fn is_actions(label: &str) -> bool {
    matches!(base(label), "c2pa.actions" | "c2pa.actions.v2")
}
