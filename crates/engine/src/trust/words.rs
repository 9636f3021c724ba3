//! Why lists could not be fetched, as values.

use model::{ListCause, ListFailure, PublisherFault};
use que_sdk::{Error, TransportKind};
use trust_lists::{Addresses, ListName, Part};

use crate::failure::sentence;

/// Why the Que server's list was not fetched.
pub(super) fn of_que(name: ListName, error: &Error) -> ListFailure {
    let words = sentence(&error.to_string());
    let detail = error.detail().or_else(|| error.cause());
    ListFailure::because(ListCause::Server {
        list: name.title().to_owned(),
        what: error.headline(),
        advice: (!is_offline(error)).then(|| error.advice()),
        // The server's words may be in the error already.
        detail: detail.filter(|detail| !words.contains(detail.trim_end_matches('.'))),
    })
}

/// Whether there is no connection to a Que server: then the advice is the same as for the publishers.
fn is_offline(error: &Error) -> bool {
    use TransportKind::{Connect, Dns, Stalled, Timeout};
    matches!(
        error,
        Error::Transport {
            kind: Dns | Connect | Timeout | Stalled,
            ..
        }
    )
}

/// Why a public list was not fetched.
pub(super) fn of_publisher(name: ListName, part: &Part, addresses: &Addresses, error: &Error) -> ListFailure {
    let server = addresses.server(part);
    let host = server.split("//").nth(1).unwrap_or(server).trim_end_matches('/');
    let (host, file) = (host.to_owned(), part.name);
    let why = match error {
        Error::Problem { status, .. } | Error::Storage { status, .. } => {
            let status = *status;
            PublisherFault::Status { host, file, status }
        }
        Error::Unexpected { status, .. } if *status >= 400 => {
            let status = *status;
            PublisherFault::Status { host, file, status }
        }
        Error::Unexpected { .. } => PublisherFault::OtherAnswer { host, file },
        Error::Redirected { host: to, .. } => {
            let to = to.clone();
            PublisherFault::Moved { host, file, to }
        }
        Error::Transport { kind, .. } => PublisherFault::Connection {
            host,
            kind: *kind,
            detail: error.cause(),
        },
        _ => PublisherFault::Here {
            what: error.headline(),
            advice: error.advice(),
            detail: error.cause(),
        },
    };
    let list = name.title().to_owned();
    ListFailure::because(ListCause::Publisher { list, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_of_a_publishers_server_speak_of_it_and_of_no_que_server() {
        let errors = [404, 500, 403, 429].map(|status| Error::Problem {
            step: que_sdk::Step::TrustList,
            status,
            problem: Box::default(),
            retry_after: None,
        });
        let redirected = Error::Redirected {
            step: que_sdk::Step::TrustList,
            status: 302,
            host: Some("login.example".to_owned()),
        };
        let [part] = ListName::News.parts() else { panic!() };
        for error in errors.iter().chain([&redirected]) {
            let ListFailure { headline, hint, .. } = of_publisher(ListName::News, part, &Addresses::default(), error);
            let start = "News publishers (IPTC) was not updated: trust.iptc.org ";
            assert!(headline.starts_with(start), "{headline}");
            for word in ["Que", "bucket", "key", "object", "Enter"] {
                assert!(!headline.contains(word) && !hint.contains(word), "{headline} {hint}");
            }
        }
    }
}
