//! Why a server can't be used.

use localization::text;

use super::client;
use model::{Offline, OutageReason};

/// What the queue waits for and why, without a period.
pub(crate) fn offline(found: &Offline) -> String {
    match &found.reason {
        Some(why) if found.is_server => text!("errors-outage-waiting-server", reason = reason(why)),
        Some(why) => text!("errors-outage-waiting-network", reason = reason(why)),
        None => found.headline.clone(),
    }
}

/// Why, as a clause.
pub(super) fn reason(reason: &OutageReason) -> String {
    match reason {
        OutageReason::NameNotFound => text!("errors-outage-name-not-found"),
        OutageReason::ProxyBlocks => text!("errors-outage-proxy-blocks"),
        OutageReason::NoAnswer => text!("errors-outage-no-answer"),
        OutageReason::NotReachable => text!("errors-outage-not-reachable"),
        OutageReason::WebPage => text!("errors-outage-web-page"),
        OutageReason::Answered(what) => client::headline(what),
        OutageReason::ProxyPassword { proxy: None } => text!("errors-outage-proxy-password"),
        OutageReason::ProxyPassword { proxy: Some(proxy) } => text!("errors-outage-proxy-password-of", proxy = proxy),
        OutageReason::StorageNameNotFound(host) => text!("errors-outage-storage-name-not-found", host = host),
        OutageReason::ProxyBlocksStorage(host) => text!("errors-outage-proxy-blocks-storage", host = host),
        OutageReason::StorageNotReachable(host) => text!("errors-outage-storage-not-reachable", host = host),
        OutageReason::StorageNoAnswer(host) => text!("errors-outage-storage-no-answer", host = host),
        OutageReason::NotTrusted(host) => text!("errors-outage-not-trusted", host = host),
        OutageReason::OtherName(host) => text!("errors-outage-other-name", host = host),
        OutageReason::NoNames(host) => text!("errors-outage-no-names", host = host),
        OutageReason::OutOfDate(host) => text!("errors-outage-out-of-date", host = host),
        OutageReason::NotSecure(host) => text!("errors-outage-not-secure", host = host),
    }
}

/// What the user can do, as sentences. Empty if waiting helps.
pub(super) fn remedy(reason: &OutageReason) -> String {
    match reason {
        OutageReason::NameNotFound
        | OutageReason::ProxyBlocks
        | OutageReason::NoAnswer
        | OutageReason::NotReachable
        | OutageReason::WebPage
        | OutageReason::Answered(_)
        | OutageReason::StorageNameNotFound(_)
        | OutageReason::ProxyBlocksStorage(_)
        | OutageReason::StorageNotReachable(_)
        | OutageReason::StorageNoAnswer(_) => String::new(),
        OutageReason::ProxyPassword { .. } => text!("errors-advice-proxy-password"),
        OutageReason::NotTrusted(_) => text!("errors-remedy-not-trusted"),
        OutageReason::OtherName(_) => text!("errors-remedy-other-name"),
        OutageReason::NoNames(_) => text!("errors-remedy-no-names"),
        OutageReason::OutOfDate(_) => text!("errors-remedy-out-of-date"),
        OutageReason::NotSecure(_) => text!("errors-remedy-not-secure"),
    }
}
