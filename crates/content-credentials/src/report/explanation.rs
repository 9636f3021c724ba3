//! The verdict in a sentence.

use super::{
    clipped_to,
    document::Document,
    groups::{Codes, Place, StatusKind, code_of},
    ingredients, status_words, text,
    verdict::{STAMP_FITS, TAMPERED},
};

/// The most signs of an ingredient's name in a sentence.
const MOST_NAME: usize = 100;

pub(super) const TRUSTED: &str = "The file is as it was signed, and the signer is trusted.";

pub(super) const NOT_KNOWN: &str = "The file is as it was signed, but this server does not know the signer.";

pub(super) const UNCHECKED: &str = "The report does not say that the signature was checked.";

pub(super) const NO_REASON: &str = "The Content Credentials do not hold; the report does not say why.";

pub(super) const TOO_LONG: &str =
    "The report is too long to be read whole, so it cannot be said that all of it is right. Read it below.";

pub(super) const UNREAD: &str = "A part of the report is in no form that is known here, so it cannot be said that all of it is right. Read it below.";

pub(super) const UNCLEAR: &str = "The report says neither valid nor invalid in words known here. Read it below.";

/// The file is as it was signed by a trusted signer, and this ingredient is not by one.
pub(super) fn unknown_part(document: &Document, part: &Codes<'_>) -> String {
    let name = named(document, part.place);
    format!("The file is as it was signed, but it was made from {name}, whose signer this server does not know.")
}

/// The name of an ingredient.
fn named(document: &Document, place: Place<'_>) -> String {
    match place {
        Place::Ingredient(address) => {
            ingredients::title_at(document, address).map(|title| clipped_to(&title, MOST_NAME))
        }
        Place::File | Place::Identity => None,
    }
    .unwrap_or_else(|| "an ingredient".to_owned())
}

/// Why the file, or something that it was made of, is invalid.
pub(super) fn broken(document: &Document, codes: &Codes<'_>, broken: &[&str], file_holds: bool) -> String {
    let first = broken.first().copied().unwrap_or_default();
    if codes.place != Place::File {
        let name = named(document, codes.place);
        let file = if file_holds {
            "the file itself is as it was signed"
        } else {
            "whether the file itself is as it was signed is not confirmed"
        };
        return format!("The credentials of {name}, which it was made from, do not hold; {file}. ({first})");
    }
    if broken.iter().any(|code| TAMPERED.contains(code)) {
        return "The file was changed after it was signed.".to_owned();
    }
    let words = status_words::of(first).map_or_else(String::new, |words| format!("{words} "));
    // An answer of another day than that of the signature is called a revocation, too: the engine's words tell.
    let told = codes
        .of(StatusKind::Failure)
        .find(|status| code_of(status) == Some(first) && first.ends_with(".revoked"))
        .and_then(|status| text(&status["explanation"]))
        .map_or_else(String::new, |words| format!(" The server says: {words}"));
    format!("The Content Credentials do not hold. {words}({first}){told}")
}

/// Why a signature is not confirmed.
pub(super) fn unsettled(document: &Document, codes: &Codes<'_>) -> String {
    let stamp = if codes.succeeded(STAMP_FITS) {
        " Its time stamp fits the signature, but says nothing of the rest."
    } else {
        ""
    };
    match codes.place {
        Place::File => format!(
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
