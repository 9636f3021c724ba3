//! Why a server cannot be used: the network is down, the server is unavailable, or it wants everyone to wait for too
//! long.

use std::time::Duration;

use url::Url;

use super::failure;
use model::{Failure, Step, WAITING_FOR_SERVER, host_of};
use que_sdk::{CertificateFault, Que, ResponseFault, TransportKind};

/// The longest wait that is counted: ten years. It can be added to any time without overflow.
pub(crate) const LONGEST_COUNTED: Duration = Duration::from_secs(3600 * 24 * 3650);

/// Why nothing is sent any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unavailable {
    /// The server was unreachable or unavailable for too long.
    Unreachable {
        /// What the check found.
        found: Outage,
        /// How long it lasted.
        waited: Duration,
    },
    /// The server wants a longer wait than the caller accepts.
    Limited {
        /// The server's refusal.
        refusal: Box<Failure>,
        /// The longest wait that the caller accepts.
        longest: Duration,
        /// How long the server asks to wait, if it says so.
        asked: Option<Duration>,
        /// The command-line option that allows a longer wait.
        option: &'static str,
    },
}

impl Unavailable {
    /// The server refused with this error, and the wait is too long.
    pub(crate) fn limited(error: &que_sdk::Error, longest: Duration, asked: Duration) -> Self {
        Self::Limited {
            refusal: Box::new(failure::of(Step::Presign, error)),
            longest,
            // Our own backoff is not a wait that the server asked for.
            asked: error.retry_after().filter(|wait| !wait.is_zero()).map(|_| asked),
            option: if error.is_outage() {
                "--longest-outage"
            } else {
                "--longest-wait"
            },
        }
    }

    /// As the failure of an upload at this step.
    pub(crate) fn failure(&self, step: Step) -> Failure {
        match self {
            Self::Limited {
                refusal,
                longest,
                asked,
                option,
            } => Failure {
                step,
                hint: format!(
                    "It {}, and this run waits {} s at most. Try again later, or allow more with {option} SECONDS.",
                    match asked {
                        Some(asked) => format!("asks for a wait of {} in all", length(*asked)),
                        None => "does not say for how long".to_owned(),
                    },
                    longest.as_secs()
                ),
                ..(**refusal).clone()
            },
            Self::Unreachable { found, waited } => found.failure(step, *waited),
        }
    }
}

/// A wait in words, rounded up, because it exceeds what is allowed.
fn length(asked: Duration) -> String {
    if asked >= LONGEST_COUNTED {
        return "more than ten years".to_owned();
    }
    format!("{} s", asked.as_secs_f64().ceil())
}

/// Why a server cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outage {
    /// As in "the server cannot be reached".
    pub(super) words: String,
    /// What the user can do, if waiting may not help.
    pub(super) remedy: Option<&'static str>,
    /// Status and code of the server's answer, if it is the server that is unavailable.
    pub(super) answered: Option<(u16, Option<String>)>,
    /// Whether waiting is useless.
    pub(super) is_permanent: bool,
}

impl From<&'static str> for Outage {
    fn from(words: &'static str) -> Self {
        Self::of(words.to_owned())
    }
}

impl Outage {
    fn of(words: String) -> Self {
        Self {
            words,
            remedy: None,
            answered: None,
            is_permanent: false,
        }
    }

    /// What the whole queue waits for, as a sentence without a period.
    pub(super) fn headline(&self) -> String {
        let waiting = if self.answered.is_some() {
            WAITING_FOR_SERVER
        } else {
            "Waiting for the network"
        };
        format!("{waiting}: {}", self.words)
    }

    /// Whether this looks the same to the user. A server may use other words each time.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.answered, &other.answered) {
            (Some((one, _)), Some((other, _))) => one == other,
            (None, None) => self.words == other.words,
            _ => false,
        }
    }

    fn failure(&self, step: Step, waited: Duration) -> Failure {
        let (status, code) = match &self.answered {
            Some((status, code)) => (Some(*status), code.clone()),
            None => (None, None),
        };
        if let Some(hint) = self.remedy {
            return Failure {
                step,
                status,
                code,
                message: failure::sentence(&self.words),
                hint: hint.to_owned(),
            };
        }
        let whom = match self.answered {
            Some(_) => "The server was not available",
            None => "The network was down",
        };
        let hint = match self.answered {
            Some(_) => "Try again later; if this persists, contact Que's support.",
            None => "Check the connection to the internet and try again.",
        };
        Failure {
            step,
            status,
            code,
            message: match waited.as_secs() {
                0 if self.answered.is_some() => failure::sentence(&self.words),
                0 => format!("The network is down: {}.", self.words),
                seconds => format!("{whom} for longer than {seconds} s: {}.", self.words),
            },
            hint: hint.to_owned(),
        }
    }
}

/// Why the API cannot be reached or is unavailable; `None` if it works. Any other error from the server shows that it
/// works.
pub(super) async fn check_api(que: &Que, timeout: Duration) -> Option<Outage> {
    let error = match tokio::time::timeout(timeout, que.health()).await {
        Ok(Ok(_)) => return None,
        Ok(Err(error)) => error,
        Err(_) => return Some("the server does not answer".into()),
    };
    if error.is_out_of_file_descriptors() {
        // A limit of this computer, not an outage.
        return None;
    }
    if error.proxy_auth_required() {
        return Some(wants_a_password(Some(que), &error));
    }
    match &error {
        error if is_certificate_error(error) => Some(untrusted(que.base_url(), error)),
        que_sdk::Error::Transport { kind, .. } => Some(Outage::from(match kind {
            TransportKind::Dns => "the server's name is not found",
            TransportKind::Proxy => "the proxy blocks the connection",
            TransportKind::Timeout | TransportKind::Stalled => "the server does not answer",
            _ => "the server cannot be reached",
        })),
        que_sdk::Error::Unexpected {
            what: ResponseFault::WebPage,
            ..
        } => Some("a web page answers instead of Que; sign in to this network with a browser".into()),
        error if error.is_outage() => Some(Outage {
            answered: error
                .effective_status()
                .map(|status| (status, error.code().map(str::to_owned))),
            ..Outage::of(error.to_string())
        }),
        _ => None,
    }
}

/// A proxy requires a user name and a password, and got none or wrong ones. Trying again does not help.
pub(super) fn wants_a_password(que: Option<&Que>, error: &que_sdk::Error) -> Outage {
    let (words, remedy) = failure::proxy_auth_failure(que, error);
    Outage {
        remedy: Some(remedy),
        answered: error.status().map(|status| (status, None)),
        is_permanent: true,
        ..Outage::of(words)
    }
}

/// Why a storage cannot be reached.
pub(super) fn out_of_reach(place: &Url, error: &que_sdk::Error) -> Outage {
    let host = host_of(place.as_str());
    Outage::of(match error {
        que_sdk::Error::Transport {
            kind: TransportKind::Dns,
            ..
        } => format!("the name of the storage {host} is not found"),
        que_sdk::Error::Transport {
            kind: TransportKind::Proxy,
            ..
        } => format!("the proxy blocks connections to the storage {host}"),
        _ => format!("the storage {host} cannot be reached"),
    })
}

pub(super) fn silent(place: &Url) -> Outage {
    Outage::of(format!("the storage {} does not answer", host_of(place.as_str())))
}

/// What an untrusted certificate means, and what to do.
pub(super) fn untrusted(place: &Url, error: &que_sdk::Error) -> Outage {
    let host = host_of(place.as_str());
    let (words, remedy) = match error.certificate_fault() {
        Some(CertificateFault::NotTrusted) => (
            format!("the certificate of {host} is not trusted"),
            "If this network has a sign-in page, open a browser and sign in. If your company runs this server, name its \
             certificate authority's file in the server's settings (--ca-file on the command line).",
        ),
        Some(CertificateFault::WrongName) => (
            format!("the certificate shown for {host} is for another name"),
            "If this network has a sign-in page, open a browser and sign in. Else check the server's address.",
        ),
        Some(CertificateFault::NoNames) => (
            format!("the certificate of {host} has no Subject Alternative Name, which is required today"),
            "The server's owner has to issue it again with one.",
        ),
        Some(CertificateFault::OutOfDate) => (
            format!("the certificate of {host} is out of date"),
            "Check the date and time of this computer. If they are right, the server's owner has to renew it.",
        ),
        None => (
            format!("could not establish a secure connection to {host}"),
            "If this network has a sign-in page, open a browser and sign in. Else check the server's address and its port.",
        ),
    };
    Outage {
        remedy: Some(remedy),
        ..Outage::of(words)
    }
}

/// Whether there is no connection because the certificate is not trusted.
pub(crate) fn is_certificate_error(error: &que_sdk::Error) -> bool {
    matches!(
        error,
        que_sdk::Error::Transport {
            kind: TransportKind::Tls,
            ..
        }
    )
}

/// Whether no connection could be made at all.
pub(super) fn is_connect_error(error: &que_sdk::Error) -> bool {
    matches!(
        error,
        que_sdk::Error::Transport {
            kind: TransportKind::Dns | TransportKind::Connect | TransportKind::Proxy,
            nothing_sent: true,
            ..
        }
    ) && !error.is_out_of_file_descriptors()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_wait_is_put_in_words() {
        let length = |seconds| length(Duration::from_secs_f64(seconds));
        assert_eq!(length(7200.2), "7201 s");
        assert_eq!(length(315_360_000.0), "more than ten years");
        assert_eq!(length(1e18), "more than ten years");
    }

    #[test]
    fn our_own_backoff_is_not_reported_as_the_servers_request() {
        let refused = |wait: Option<u64>| que_sdk::Error::Problem {
            step: que_sdk::Step::Presign,
            status: 429,
            problem: Box::default(),
            retry_after: wait.map(Duration::from_secs),
        };
        let hint = |wait| {
            let unavailable = Unavailable::limited(&refused(wait), Duration::from_secs(3), Duration::from_secs(5));
            unavailable.failure(Step::Presign).hint
        };
        assert!(
            hint(Some(5)).starts_with("It asks for a wait of 5 s in all"),
            "{}",
            hint(Some(5))
        );
        // Without one, and with an invalid one such as 0 or -5.
        for wait in [None, Some(0)] {
            let text = hint(wait);
            assert!(text.starts_with("It does not say for how long"), "{text}");
            assert!(!text.contains("5 s"), "{text}");
        }
    }
}
