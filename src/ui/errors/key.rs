//! Texts that can't be an API key.

use localization::text;

use que_sdk::secret::{InvalidApiKey, MAX_KEY_LENGTH};

/// Why a text can't be a key, as a clause.
pub(super) fn clause(fault: InvalidApiKey) -> String {
    match fault {
        InvalidApiKey::Empty => text!("errors-key-empty"),
        InvalidApiKey::TooLong => text!("errors-key-too-long", limit = MAX_KEY_LENGTH.to_string()),
        InvalidApiKey::Lines => text!("errors-key-lines"),
        InvalidApiKey::Character => text!("errors-key-character"),
    }
}
