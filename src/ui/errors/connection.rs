//! What only the connection test knows: which proxy, or what a server that may not be Que answered.

use localization::text;

use super::{Words, advice, client, sentence};
use model::{ConnectionCause, ConnectionReport};

/// What happened, and what to do.
pub(crate) fn connection(report: &ConnectionReport) -> Words {
    let Some(cause) = &report.cause else {
        return Words {
            message: report.headline.clone(),
            hint: report.hint.clone(),
        };
    };
    let (message, hint) = match cause {
        ConnectionCause::ProxyPassword(proxy) => (
            match proxy {
                Some(proxy) => text!("errors-cause-proxy-password-of", proxy = proxy),
                None => text!("errors-cause-proxy-password"),
            },
            text!("errors-advice-proxy-password"),
        ),
        ConnectionCause::ProxyUnreachable(proxy) => (
            match proxy {
                Some(proxy) => text!("errors-proxy-unreachable-of", proxy = proxy),
                None => text!("errors-proxy-unreachable"),
            },
            text!("settings-connection-proxy-hint"),
        ),
        ConnectionCause::ProxyBlocks(proxy) => (
            match proxy {
                Some(proxy) => text!("errors-proxy-blocks-of", proxy = proxy),
                None => text!("errors-proxy-blocks"),
            },
            text!("settings-connection-proxy-hint"),
        ),
        ConnectionCause::Client { what, advice } => (sentence(&client::headline(what)), advice::advice(*advice)),
    };
    Words { message, hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use localization::Language;
    use model::Finding;
    use que_sdk::{Advice, Headline};

    #[test]
    fn what_the_connection_test_knows_is_said_as_the_command_line_says_it_and_in_every_language() {
        let proxy = || Some("http://proxy:3128".to_owned());
        let client = ConnectionCause::Client {
            what: Headline::Canceled,
            advice: Advice::ProxyPassword,
        };
        for (cause, english) in [
            (
                ConnectionCause::ProxyPassword(proxy()),
                "The proxy http://proxy:3128 asks for a user name and a password (407).",
            ),
            (ConnectionCause::ProxyUnreachable(None), "The proxy cannot be reached."),
            (
                ConnectionCause::ProxyUnreachable(proxy()),
                "The proxy http://proxy:3128 cannot be reached.",
            ),
            (
                ConnectionCause::ProxyBlocks(None),
                "The proxy does not let the connection through.",
            ),
            (
                ConnectionCause::ProxyBlocks(proxy()),
                "The proxy http://proxy:3128 does not let the connection through.",
            ),
            (client, "Canceled."),
        ] {
            let report = ConnectionReport {
                finding: Finding::Proxy,
                headline: String::new(),
                hint: String::new(),
                detail: None,
                cause: Some(cause),
            };
            for language in Language::ALL {
                localization::set(Some(language));
                let said = connection(&report).message;
                localization::set(Some(Language::English));
                assert_eq!(said == english, language == Language::English, "{language:?}: {said}");
            }
        }
    }
}
