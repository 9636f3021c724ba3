//! Explains a verdict in a sentence or two.

use super::{
    clipped_to,
    codes::{STAMP_VALID, StatusKind, TAMPERED, code_of},
    document::Document,
    groups::{Codes, StatusTarget},
    ingredients, status_words, text,
};

/// How many characters of an ingredient's name appear in a sentence.
const MAX_NAME_CHARS: usize = 100;

pub(super) const TRUSTED: &str = "The file is as it was signed, and the signer is trusted.";

/// The explanation for a file that is not what its credentials describe.
pub const CHANGED: &str = "The file was changed after it was signed.";

pub(super) const NOT_KNOWN: &str = "The file is as it was signed, but this server does not know the signer.";

pub(super) const UNCHECKED: &str = "The report does not say that the signature was checked.";

pub(super) const NO_REASON: &str = "The Content Credentials are not valid. The report does not say why.";

pub(super) const TOO_LONG: &str =
    "The report is too long to check completely, so it is not called valid. Read it below.";

pub(super) const UNREAD: &str =
    "A part of the report is in an unknown format, so it is not called valid. Read it below.";

pub(super) const UNCLEAR: &str = "The report does not say clearly whether the file is valid. Read it below.";

/// The signer is trusted, but this ingredient's signer is unknown.
pub(super) fn unknown_ingredient(document: &Document, ingredient: &Codes<'_>) -> String {
    let name = named(document, ingredient.target);
    format!("The file is as it was signed, but it was made from {name}, whose signer this server does not know.")
}

/// The name of an ingredient.
fn named(document: &Document, place: StatusTarget<'_>) -> String {
    match place {
        StatusTarget::Ingredient(address) => {
            ingredients::title_at(document, address).map(|title| clipped_to(&title, MAX_NAME_CHARS))
        }
        StatusTarget::File | StatusTarget::Identity => None,
    }
    .unwrap_or_else(|| "an ingredient".to_owned())
}

/// Why the file or an ingredient is invalid.
pub(super) fn broken(document: &Document, codes: &Codes<'_>, broken: &[&str], file_is_valid: bool) -> String {
    let first = broken.first().copied().unwrap_or_default();
    if codes.target != StatusTarget::File {
        let name = named(document, codes.target);
        let file = if file_is_valid {
            "the file itself is as it was signed"
        } else {
            "whether the file itself is as it was signed is not confirmed"
        };
        return format!("The credentials of {name}, which it was made from, are not valid; {file}. ({first})");
    }
    if broken.iter().any(|code| TAMPERED.contains(code)) {
        return CHANGED.to_owned();
    }
    let words = status_words::of(first).map_or_else(String::new, |words| format!("{words} "));
    // Engines also report a revocation if the answer isn't from the day of the signature. Only their explanation says so.
    let engine_words = codes
        .of(StatusKind::Failure)
        .find(|status| code_of(status) == Some(first) && first.ends_with(".revoked"))
        .and_then(|status| text(&status["explanation"]))
        .map_or_else(String::new, |words| format!(" The server says: {words}"));
    format!("The Content Credentials are not valid. {words}({first}){engine_words}")
}

/// Why a signature is not confirmed.
pub(super) fn unsettled(document: &Document, codes: &Codes<'_>) -> String {
    let stamp = if codes.succeeded(STAMP_VALID) {
        " Its time stamp fits the signature, but says nothing of the rest."
    } else {
        ""
    };
    match codes.target {
        StatusTarget::File => format!(
            "This server does not know the signer, and does not check a signature whose signer it does not know. The file \
             may be as it was signed, or forged.{stamp}"
        ),
        place => {
            let name = named(document, place);
            format!(
                "This server does not know who signed {name}, which it was made from, and does not check a signature whose \
                 signer it does not know.{stamp}"
            )
        }
    }
}
