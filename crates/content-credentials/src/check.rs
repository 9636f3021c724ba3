//! The check of a manifest before it is sent.

use super::{
    form::ManifestError,
    lint::{self, LintFor},
};

/// Checks a manifest for what servers refuse, and for what reads back as Invalid.
///
/// # Errors
/// What weighs most, with its place.
pub fn check_manifest(text: &str) -> Result<(), ManifestError> {
    let lints = lint::lint(text, LintFor::Manifest);
    match lint::errors(&lints).next() {
        None => Ok(()),
        Some(error) => Err(ManifestError::At {
            place: error.place,
            words: error.words.clone(),
        }),
    }
}
