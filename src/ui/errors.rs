//! What went wrong, in the window's language: a message, and what to do.
//!
//! ```text
//! cause    failures of this program         client   errors of the client    advice   what to do about these
//! outage   why a server can't be used       record   the record of uploads   key      API key
//! said     notices                             keyring  where the API key is kept
//! lists    trust lists                         drag     files dragged out of the window
//! reading  files that were not read            connection  the connection test
//! ```
//!
//! The crates have the same in English, for the command line and the log; a test holds that the English texts are equal.

mod advice;
mod cause;
mod client;
mod connection;
mod drag;
mod key;
mod keyring;
mod kinds;
mod lists;
mod outage;
mod reading;
mod record;
mod refusal;
mod said;

use localization::text;

pub(crate) use cause::{failure, failure_kind};
pub(crate) use connection::connection;
pub(crate) use key::invalid_key;
pub(crate) use keyring::keyring;
pub(crate) use lists::{list_failure, list_trouble};
pub(crate) use outage::offline;
pub(crate) use reading::{read_clause, read_sentence};
pub(crate) use said::told;

/// Defines a function that gives each value without variables its message. A new value does not compile without one.
macro_rules! messages {
    ($(#[$about:meta])* $name:ident($kind:ident) { $($variant:ident => $id:literal,)* }) => {
        $(#[$about])*
        pub(super) fn $name(value: $kind) -> String {
            localization::message(match value { $($kind::$variant => $id,)* })
        }
    };
}
use messages;

/// A message and a hint, each a sentence or two. The hint may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    /// What happened.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

impl Words {
    /// Both after each other.
    pub(crate) fn both(&self) -> String {
        if self.hint.is_empty() {
            return self.message.clone();
        }
        two_sentences(&self.message, &self.hint)
    }

    /// One below the other.
    pub(crate) fn lines(&self) -> String {
        format!("{}\n{}", self.message, self.hint).trim().to_owned()
    }
}

fn two_sentences(first: &str, second: &str) -> String {
    text!("errors-two-sentences", first = first, second = second)
}

/// Ends a clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.trim().chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let words: String = first.to_uppercase().chain(letters).collect();
    if words.ends_with(['.', '!', '?', '…', '。']) {
        return words;
    }
    text!("errors-sentence", words = words)
}

#[cfg(test)]
mod tests;
