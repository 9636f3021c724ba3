//! Finds the assertions of a manifest.

use jsonc_parser::ast::Value;

use crate::{
    json::{self, Path},
    manifest::base_label,
};

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
        base_label(self.label)
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
