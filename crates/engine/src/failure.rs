//! Converts client errors to a row's failure: what happened, then what to do.

use super::descriptors;
use model::{Failure, Step};
use que_sdk::Que;

/// A client error as shown in a row.
pub(crate) fn of(step: Step, error: &que_sdk::Error) -> Failure {
    if error.is_out_of_file_descriptors() {
        return shortage(step);
    }
    if error.proxy_auth_required() {
        let (words, hint) = proxy_auth_failure(None, error);
        return Failure {
            step,
            status: error.status(),
            code: None,
            message: sentence(&words),
            hint: hint.to_owned(),
        };
    }
    Failure {
        step,
        status: error.status(),
        code: error.code().map(str::to_owned),
        message: sentence(&error.to_string()),
        hint: error.hint().to_owned(),
    }
}

/// Message (without capital and period) and hint for a proxy that requires a user name and a password.
pub(super) fn proxy_auth_failure(que: Option<&Que>, error: &que_sdk::Error) -> (String, &'static str) {
    let name = que
        .and_then(Que::proxy)
        .map_or_else(|| "the proxy".to_owned(), |proxy| format!("the proxy {proxy}"));
    (
        format!("{name} asks for a user name and a password (407)"),
        error.hint(),
    )
}

/// This computer cannot open more files.
fn shortage(step: Step) -> Failure {
    Failure::local(
        step,
        sentence(&descriptors::descriptor_shortage()),
        "Close other programs, or raise the limit (ulimit -n 4096) and start this one again.",
    )
}

/// A bug in this program.
pub(crate) fn internal(step: Step) -> Failure {
    Failure::local(
        step,
        "Internal error: this step was stopped.",
        "Try again; if it happens again, please report it.",
    )
}

/// The server was switched before this signing or verification began.
pub(crate) fn server_switched(step: Step) -> Failure {
    let (message, hint) = match step {
        Step::Verify => ("Not verified: the server was changed before its turn.", "Verify again."),
        _ => ("Not signed: the server was changed before its turn.", "Sign again."),
    };
    Failure::local(step, message, hint)
}

/// Capitalizes the first letter and adds a period.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_sentence() {
        assert_eq!(sentence("the URL has expired"), "The URL has expired.");
        assert_eq!(sentence("Done!"), "Done!");
        assert_eq!(sentence(""), "");
    }
}
