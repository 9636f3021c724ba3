//! Words for lists that could not be fetched. The SDK's own speak of a Que server, its bucket and its key.

use super::ListFailure;
use crate::failure::sentence;
use model::CHECK_THE_CONNECTION;
use que_sdk::{Error, TransportKind};
use trust_lists::{Addresses, ListName, Part};

/// Why the Que server's list was not fetched.
pub(super) fn of_que(name: ListName, error: &Error) -> ListFailure {
    let words = sentence(&error.to_string());
    let cause = error.detail().or_else(|| error.cause());
    // The server's words may be in the error already.
    let cause = cause.filter(|cause| !words.contains(cause.trim_end_matches('.')));
    let cause = cause.map_or_else(String::new, |cause| format!(" ({cause})"));
    ListFailure {
        headline: format!("{} was not updated. {words}{cause}", name.title()),
        hint: of_connection(error).unwrap_or(error.hint()).to_owned(),
    }
}

/// What to do if there is no connection to a Que server: the same as for the publishers.
fn of_connection(error: &Error) -> Option<&'static str> {
    let Error::Transport { kind, .. } = error else {
        return None;
    };
    Some(of_transport(*kind).1).filter(|hint| *hint == CHECK_THE_CONNECTION)
}

/// Why a public list was not fetched, in words about its publisher's server. What that answered with is no more than a page of
/// some web server.
pub(super) fn of_publisher(name: ListName, part: &Part, addresses: &Addresses, error: &Error) -> ListFailure {
    let server = addresses.server(part);
    let host = server.split("//").nth(1).unwrap_or(server).trim_end_matches('/');
    let file = part.name;
    let (what, hint) = match error {
        Error::Problem { status, .. } | Error::Storage { status, .. } => of_status(*status, host, file),
        Error::Unexpected { status, .. } if *status >= 400 => of_status(*status, host, file),
        Error::Unexpected { .. } => (
            format!("{host} answered with something else than {file}"),
            "Try again later. On a public network, sign in to it first.".to_owned(),
        ),
        Error::Redirected { host: Some(other), .. } => moved(host, file, other),
        Error::Redirected { host: None, .. } => moved(host, file, "another address"),
        Error::Transport { kind, .. } => {
            let cause = error.cause().map_or_else(String::new, |cause| format!(" ({cause})"));
            let (what, hint) = of_transport(*kind);
            (format!("{host} {what}{cause}"), hint.to_owned())
        }
        // What is wrong is on this computer.
        _ => {
            let cause = error.cause().map_or_else(String::new, |cause| format!(" ({cause})"));
            (format!("{error}{cause}"), error.hint().to_owned())
        }
    };
    ListFailure {
        headline: format!("{} was not updated: {}.", name.title(), what.trim_end_matches('.')),
        hint,
    }
}

fn moved(host: &str, file: &str, other: &str) -> (String, String) {
    let hint = "The publisher may have moved it. On a public network, sign in to it first. Otherwise look for a newer version of this program.";
    (
        format!("{host} sent the request for {file} on to {other}"),
        hint.to_owned(),
    )
}

fn of_status(status: u16, host: &str, file: &str) -> (String, String) {
    let newer = "The publisher may have moved it. Try again later, or look for a newer version of this program.";
    let (what, hint) = match status {
        404 | 410 => (format!("{host} does not have {file} ({status})"), newer),
        401 | 403 => (format!("{host} refused to give {file} ({status})"), newer),
        407 => (
            format!("the proxy asks for a user name and password before {host} ({status})"),
            "Put them into HTTPS_PROXY, as in http://user:password@proxy:port, and start the program again.",
        ),
        429 => (
            format!("{host} got too many requests ({status})"),
            "Try again in some minutes.",
        ),
        _ => (format!("{host} could not give {file} ({status})"), "Try again later."),
    };
    (what, hint.to_owned())
}

const fn of_transport(kind: TransportKind) -> (&'static str, &'static str) {
    let connection = CHECK_THE_CONNECTION;
    match kind {
        TransportKind::Dns => ("was not found", connection),
        TransportKind::Connect => ("could not be reached", connection),
        TransportKind::Tls => (
            "could not be reached securely",
            "If your network inspects connections, name its certificate: --ca-file, or the extra certificate in the settings.",
        ),
        TransportKind::Proxy => (
            "could not be reached through the proxy",
            "Check the proxy in HTTPS_PROXY.",
        ),
        TransportKind::Timeout | TransportKind::Stalled => ("took too long to answer", connection),
        TransportKind::Reset | TransportKind::BodySentResponseLost => ("closed the connection", "Try again later."),
        TransportKind::Protocol => (
            "answered with something else than HTTP",
            "Try again later. On a public network, sign in to it first.",
        ),
    }
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
            let ListFailure { headline, hint } = of_publisher(ListName::News, part, &Addresses::default(), error);
            let start = "News publishers (IPTC) was not updated: trust.iptc.org ";
            assert!(headline.starts_with(start), "{headline}");
            for word in ["Que", "bucket", "key", "object", "Enter"] {
                assert!(!headline.contains(word) && !hint.contains(word), "{headline} {hint}");
            }
        }
    }
}
