//! Texts that can't be an API key.

use localization::text;

use super::sentence;
use que_sdk::secret::{InvalidApiKey, MAX_KEY_LENGTH};

/// Why a text can't be a key, as a sentence at its field.
pub(crate) fn invalid_key(fault: InvalidApiKey) -> String {
    sentence(&clause(fault))
}

/// The same as a clause.
pub(super) fn clause(fault: InvalidApiKey) -> String {
    match fault {
        InvalidApiKey::Empty => text!("errors-key-empty"),
        InvalidApiKey::TooLong => text!("errors-key-too-long", limit = MAX_KEY_LENGTH.to_string()),
        InvalidApiKey::Lines => text!("errors-key-lines"),
        InvalidApiKey::Character => text!("errors-key-character"),
    }
}
