//! Why a server cannot be used: the network is down, the server is unavailable, or it wants everyone to wait for too
//! long.

use std::time::Duration;

use url::Url;

use super::failure;
use model::{Asked, Cause, Failure, Offline, OutageReason, Step, host_of};
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
            } => {
                let refusal = Failure {
                    step,
                    ..(**refusal).clone()
                };
                refusal.within(|why| Cause::Limited {
                    why,
                    asked: asked.map_or(Asked::NotSaid, length),
                    longest: longest.as_secs(),
                    option: (*option).to_owned(),
                })
            }
            Self::Unreachable { found, waited } => found.failure(step, *waited),
        }
    }
}

/// A wait in seconds, rounded up, because it exceeds what is allowed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and at most ten years"
)]
fn length(asked: Duration) -> Asked {
    if asked >= LONGEST_COUNTED {
        return Asked::Forever;
    }
    Asked::Seconds(asked.as_secs_f64().ceil() as u64)
}

/// Why a server cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outage {
    /// What was found.
    pub(super) reason: OutageReason,
    /// Status and code of the server's answer, if it is the server that is unavailable.
    pub(super) answered: Option<(u16, Option<String>)>,
    /// Whether waiting is useless.
    pub(super) is_permanent: bool,
}

impl From<OutageReason> for Outage {
    fn from(reason: OutageReason) -> Self {
        Self {
            reason,
            answered: None,
            is_permanent: false,
        }
    }
}

impl Outage {
    /// What the whole queue waits for.
    pub(super) fn hold(&self) -> Offline {
        Offline::because(self.reason.clone(), self.answered.is_some())
    }

    /// Whether this looks the same to the user. A server may use other words each time.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.answered, &other.answered) {
            (Some((one, _)), Some((other, _))) => one == other,
            (None, None) => self.reason == other.reason,
            _ => false,
        }
    }

    fn failure(&self, step: Step, waited: Duration) -> Failure {
        let (status, code) = match &self.answered {
            Some((status, code)) => (Some(*status), code.clone()),
            None => (None, None),
        };
        let cause = if self.reason.remedy().is_some() {
            Cause::Unavailable(self.reason.clone())
        } else {
            Cause::Outage {
                reason: self.reason.clone(),
                answered: self.answered.is_some(),
                seconds: waited.as_secs(),
            }
        };
        Failure {
            status,
            code,
            ..Failure::because(step, cause)
        }
    }
}

/// Why the API cannot be reached or is unavailable; `None` if it works. Any other error from the server shows that it
/// works.
pub(super) async fn check_api(que: &Que, timeout: Duration) -> Option<Outage> {
    let error = match tokio::time::timeout(timeout, que.health()).await {
        Ok(Ok(_)) => return None,
        Ok(Err(error)) => error,
        Err(_) => return Some(OutageReason::NoAnswer.into()),
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
            TransportKind::Dns => OutageReason::NameNotFound,
            TransportKind::Proxy => OutageReason::ProxyBlocks,
            TransportKind::Timeout | TransportKind::Stalled => OutageReason::NoAnswer,
            _ => OutageReason::NotReachable,
        })),
        que_sdk::Error::Unexpected {
            what: ResponseFault::WebPage,
            ..
        } => Some(OutageReason::WebPage.into()),
        error if error.is_outage() => Some(Outage {
            answered: error
                .effective_status()
                .map(|status| (status, error.code().map(str::to_owned))),
            ..OutageReason::Answered(error.headline()).into()
        }),
        _ => None,
    }
}

/// A proxy requires a user name and a password, and got none or wrong ones. Trying again does not help.
pub(super) fn wants_a_password(que: Option<&Que>, error: &que_sdk::Error) -> Outage {
    let proxy = que.and_then(Que::proxy);
    Outage {
        reason: OutageReason::ProxyPassword { proxy },
        answered: error.status().map(|status| (status, None)),
        is_permanent: true,
    }
}

/// Why a storage cannot be reached.
pub(super) fn out_of_reach(place: &Url, error: &que_sdk::Error) -> Outage {
    let host = host_of(place.as_str());
    Outage::from(match error {
        que_sdk::Error::Transport {
            kind: TransportKind::Dns,
            ..
        } => OutageReason::StorageNameNotFound(host),
        que_sdk::Error::Transport {
            kind: TransportKind::Proxy,
            ..
        } => OutageReason::ProxyBlocksStorage(host),
        _ => OutageReason::StorageNotReachable(host),
    })
}

pub(super) fn silent(place: &Url) -> Outage {
    OutageReason::StorageNoAnswer(host_of(place.as_str())).into()
}

/// What an untrusted certificate means, and what to do.
pub(super) fn untrusted(place: &Url, error: &que_sdk::Error) -> Outage {
    let host = host_of(place.as_str());
    let reason = match error.certificate_fault() {
        Some(CertificateFault::NotTrusted) => OutageReason::NotTrusted(host),
        Some(CertificateFault::WrongName) => OutageReason::OtherName(host),
        Some(CertificateFault::NoNames) => OutageReason::NoNames(host),
        Some(CertificateFault::OutOfDate) => OutageReason::OutOfDate(host),
        None => OutageReason::NotSecure(host),
    };
    reason.into()
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
        assert_eq!(length(7200.2), Asked::Seconds(7201));
        assert_eq!(length(315_360_000.0), Asked::Forever);
        assert_eq!(length(1e18), Asked::Forever);
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
