//! From the errors of the client to the words of a row: what happened, then what to do.

use super::{connection, descriptors};
use model::{Failure, Step};

/// A client's error as a row shows it.
pub(crate) fn of(step: Step, error: &que_sdk::Error) -> Failure {
    if error.is_out_of_file_descriptors() {
        return shortage(step);
    }
    if error.proxy_wants_a_password() {
        let (words, hint) = connection::proxy_wants_a_password(None, error);
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

/// This computer lets nothing more be opened.
fn shortage(step: Step) -> Failure {
    Failure::local(
        step,
        sentence(&descriptors::shortage()),
        "Close other programs, or raise the limit (ulimit -n 4096) and start this one again.",
    )
}

/// A fault of this program.
pub(crate) fn internal(step: Step) -> Failure {
    Failure::local(
        step,
        "Internal error: this step was stopped.",
        "Try again; if it happens again, please report it.",
    )
}

/// What becomes of a signing or verification whose server was left before its turn.
pub(crate) fn server_left(step: Step) -> Failure {
    let (message, hint) = match step {
        Step::Verify => ("Not verified: the server was changed before its turn.", "Verify again."),
        _ => ("Not signed: the server was changed before its turn.", "Sign again."),
    };
    Failure::local(step, message, hint)
}

/// A capital at the start and a full stop at the end.
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
