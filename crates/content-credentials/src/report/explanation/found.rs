//! What a report's codes explain.

use super::{
    super::{
        clipped_to,
        codes::{STAMP_VALID, StatusKind, TAMPERED, code_of},
        document::Document,
        groups::{Codes, StatusTarget},
        ingredients, text,
    },
    EngineWords, Explanation,
};

/// How many characters of an ingredient's name appear in a sentence.
const MAX_NAME_CHARS: usize = 100;

/// The signer is trusted, but this ingredient's signer is unknown.
pub(in crate::report) fn unknown_ingredient(document: &Document, ingredient: &Codes<'_>) -> Explanation {
    Explanation::UnknownIngredient(title(document, ingredient.target))
}

/// The title of an ingredient.
fn title(document: &Document, place: StatusTarget<'_>) -> Option<String> {
    match place {
        StatusTarget::Ingredient(address) => {
            ingredients::title_at(document, address).map(|title| clipped_to(&title, MAX_NAME_CHARS))
        }
        StatusTarget::File | StatusTarget::Identity => None,
    }
}

/// Why the file or an ingredient is invalid.
pub(in crate::report) fn broken(
    document: &Document,
    codes: &Codes<'_>,
    broken: &[&str],
    file_is_sound: bool,
) -> Explanation {
    let first = broken.first().copied().unwrap_or_default();
    if codes.target != StatusTarget::File {
        return Explanation::InvalidIngredient {
            name: title(document, codes.target),
            code: first.to_owned(),
            file_is_sound,
        };
    }
    if broken.iter().any(|code| TAMPERED.contains(code)) {
        return Explanation::Changed;
    }
    // Engines also report a revocation if the answer isn't from the day of the signature. Only their explanation says so.
    let says = codes
        .of(StatusKind::Failure)
        .find(|status| code_of(status) == Some(first) && first.ends_with(".revoked"))
        .and_then(|status| text(&status["explanation"]));
    Explanation::Invalid {
        code: first.to_owned(),
        says: says.map(EngineWords::Server),
    }
}

/// Why a signature is not confirmed.
pub(in crate::report) fn unsettled(document: &Document, codes: &Codes<'_>) -> Explanation {
    let stamp_fits = codes.succeeded(STAMP_VALID);
    match codes.target {
        StatusTarget::File => Explanation::Unconfirmed { stamp_fits },
        place => Explanation::UnconfirmedIngredient {
            name: title(document, place),
            stamp_fits,
        },
    }
}
