//! The connection test: is the server there, does it accept the key, and if not, what is wrong?

use std::time::Duration;

use tokio::time;

use super::failure;
use model::{ConnectionCause, ConnectionReport, Finding};
use que_sdk::{CertificateFault, ConnectFault, Que, Step, TransportKind};

/// The timeout of the whole test.
const TIMEOUT: Duration = Duration::from_secs(45);

/// Calls `/healthz`, then the trust list, which needs the key and changes nothing.
pub async fn test_connection(que: que_sdk::Result<Que>, has_key: bool) -> ConnectionReport {
    let que = match que {
        Ok(que) => que,
        Err(error) => return other(&error),
    };
    match time::timeout(TIMEOUT, ask(&que, has_key)).await {
        Ok(report) => report,
        Err(_) => no_answer(&host(&que), None),
    }
}

async fn ask(que: &Que, has_key: bool) -> ConnectionReport {
    if let Err(error) = que.health().await {
        return judge(que, &error);
    }
    if !has_key {
        return report(
            Finding::NoKey,
            format!("{} is there, but there is no API key yet.", host(que)),
            "Enter your key and test again.",
            None,
        );
    }
    match que.trust_list().await {
        Ok(_) => report(
            Finding::Works,
            format!("{} is there and accepts the key.", host(que)),
            "",
            None,
        ),
        Err(error) => judge(que, &error),
    }
}

fn report(
    finding: Finding,
    headline: impl Into<String>,
    hint: impl Into<String>,
    detail: Option<String>,
) -> ConnectionReport {
    ConnectionReport {
        finding,
        headline: headline.into(),
        hint: hint.into(),
        detail,
        cause: None,
    }
}

fn host(que: &Que) -> String {
    model::host_of(que.base_url().as_str())
}

/// What each failure means, and what to do.
fn judge(que: &Que, error: &que_sdk::Error) -> ConnectionReport {
    let host = host(que);
    let asked_for_key = error.step() != Some(Step::Health);
    let cause = error.cause();
    match error.status() {
        Some(407) => return proxy(que, error),
        Some(401) if asked_for_key => {
            return report(
                Finding::KeyRefused,
                format!("{host} is there, but does not accept the API key (401)."),
                "Enter the key again, whole and without the words around it. A key belongs to one server: check that \
                 this is the one.",
                error.detail(),
            );
        }
        Some(403) if asked_for_key => {
            return report(
                Finding::KeyForbidden,
                format!("{host} knows the API key, but the key may not be used for this (403)."),
                "Ask whoever gave you the key for the right to use this server.",
                error.detail(),
            );
        }
        _ => {}
    }
    let que_sdk::Error::Transport { kind, .. } = error else {
        return other(error);
    };
    match kind {
        TransportKind::Tls => certificate(&host, error),
        TransportKind::Proxy => proxy(que, error),
        // With a proxy, the client looks up and connects to nothing else.
        TransportKind::Dns | TransportKind::Connect if que.proxy().is_some() => proxy(que, error),
        TransportKind::Dns => report(
            Finding::NameNotFound,
            format!("There is no server called {host}, or its name cannot be looked up."),
            "Check the address letter by letter, then the connection to the internet.",
            cause,
        ),
        _ => match error.connect_fault() {
            Some(ConnectFault::Refused) => report(
                Finding::Refused,
                format!("The machine is there, but nothing answers at {host}."),
                "Check the address and its port. If both are right, the server is switched off, or a firewall refuses.",
                cause,
            ),
            Some(ConnectFault::TimedOut) => no_answer(&host, cause),
            _ => report(
                Finding::NotReachable,
                format!("{host} cannot be reached."),
                "Check the connection to the internet; a firewall may be in between.",
                cause,
            ),
        },
    }
}

fn no_answer(host: &str, cause: Option<String>) -> ConnectionReport {
    report(
        Finding::NoAnswer,
        format!("{host} did not answer in time."),
        "Check the connection to the internet, then the address; a firewall may swallow what is sent.",
        cause,
    )
}

fn certificate(host: &str, error: &que_sdk::Error) -> ConnectionReport {
    let (finding, headline, hint) = match error.certificate_fault() {
        Some(CertificateFault::NotTrusted) => (
            Finding::CertificateNotTrusted,
            format!("The certificate of {host} is not trusted on this computer."),
            "If your company runs this server, or reads along, name its certificate authority's file in the server's \
             settings. Else do not send your key there.",
        ),
        Some(CertificateFault::WrongName) => (
            Finding::CertificateOfAnotherName,
            format!("The certificate shown for {host} is for another name."),
            "Check the address: it has to be the name that the certificate is for. Else do not send your key there.",
        ),
        Some(CertificateFault::NoNames) => (
            Finding::CertificateOfAnotherName,
            format!("The certificate of {host} has no Subject Alternative Name, which is required today."),
            "The server's owner has to make it again with one, as with: openssl req -x509 … -addext subjectAltName=DNS:NAME",
        ),
        Some(CertificateFault::OutOfDate) => (
            Finding::CertificateOutOfDate,
            format!("The certificate of {host} is out of date."),
            "Check the date and time of this computer. If they are right, the server's owner has to renew it.",
        ),
        None => (
            Finding::NotSecure,
            format!("Could not establish a secure connection to {host}."),
            "Check that the address begins with https:// and that the port is right.",
        ),
    };
    report(finding, headline, hint, error.cause())
}

fn proxy(que: &Que, error: &que_sdk::Error) -> ConnectionReport {
    let name = que
        .proxy()
        .map_or_else(|| "The proxy".to_owned(), |proxy| format!("The proxy {proxy}"));
    let (headline, hint, cause) = if error.proxy_auth_required() {
        let (words, hint) = failure::proxy_auth_failure(Some(que), error);
        let cause = ConnectionCause::ProxyPassword(que.proxy());
        (failure::sentence(&words), hint, cause)
    } else if error.proxy_is_unreachable() {
        (
            format!("{name} cannot be reached."),
            "Check HTTPS_PROXY or the system's proxy settings; NO_PROXY names servers that need none.",
            ConnectionCause::ProxyUnreachable(que.proxy()),
        )
    } else {
        (
            format!("{name} does not let the connection through."),
            "Ask the proxy's administrator to allow this server; NO_PROXY names servers that need none.",
            ConnectionCause::ProxyBlocks(que.proxy()),
        )
    };
    ConnectionReport {
        cause: Some(cause),
        ..report(Finding::Proxy, headline, hint, error.cause())
    }
}

fn other(error: &que_sdk::Error) -> ConnectionReport {
    ConnectionReport {
        cause: Some(ConnectionCause::Client {
            what: error.headline(),
            advice: error.advice(),
        }),
        ..report(
            Finding::Other,
            failure::sentence(&error.to_string()),
            error.hint(),
            error.cause(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that accepts connections and never answers.
    #[tokio::test]
    async fn a_silent_server_is_distinguished_from_one_that_refuses() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = silent.local_addr().unwrap();
        let que = |address| {
            Que::builder(&format!("http://{address}"))
                .call_timeout(Duration::from_millis(100))
                .build()
        };
        let found = test_connection(que(address), false).await;
        assert_eq!(found.finding, Finding::NoAnswer, "{found:?}");
        assert!(found.headline.contains("did not answer in time"), "{found:?}");

        drop(silent);
        let found = test_connection(que(address), false).await;
        assert_eq!(found.finding, Finding::Refused, "{found:?}");
        assert!(found.headline.contains(&address.to_string()), "{found:?}");
    }

    #[tokio::test]
    async fn an_unknown_host_name_is_reported() {
        let que = Que::builder("https://nobody.invalid").build();
        let found = test_connection(que, true).await;
        assert_eq!(found.finding, Finding::NameNotFound, "{found:?}");
    }

    #[tokio::test]
    async fn an_unusable_address_is_reported_as_such() {
        let found = test_connection(Que::builder("http://192.0.2.1").build(), true).await;
        assert_eq!(found.finding, Finding::Other);
        assert!(found.headline.contains("plain http://"), "{found:?}");
    }
}
