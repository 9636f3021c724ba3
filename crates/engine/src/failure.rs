//! Converts client errors to a row's failure: what happened, then what to do.

use super::descriptors;
pub use model::sentence;
use model::{Cause, Failure, Step};
use que_sdk::Que;

/// A client error as shown in a row.
pub(crate) fn of(step: Step, error: &que_sdk::Error) -> Failure {
    if error.is_out_of_file_descriptors() {
        let limit = descriptors::limit();
        return Failure::because(step, Cause::TooManyOpen { limit });
    }
    if error.proxy_auth_required() {
        return Failure {
            status: error.status(),
            ..Failure::because(step, Cause::ProxyPassword { proxy: None })
        };
    }
    let cause = Cause::Client {
        what: error.headline(),
        advice: error.advice(),
    };
    Failure {
        status: error.status(),
        code: error.code().map(str::to_owned),
        ..Failure::because(step, cause)
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

/// A bug in this program.
pub(crate) fn internal(step: Step) -> Failure {
    Failure::because(step, Cause::Internal)
}

/// The server was switched before this signing or verification began.
pub(crate) fn server_switched(step: Step) -> Failure {
    Failure::because(step, Cause::ServerSwitched)
}
