//! What follows from an error, by a table that can be read, and how long to wait.

use std::{collections::HashMap, time::Duration};

use super::absence::{is_of_gateway, is_of_trust};
use model::Step;

/// How often and how long an upload is tried by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Failed attempts after which it is given up.
    pub attempts: u32,
    /// How long the network may be away, or a server not available, before uploads fail; `None` waits for as long as it takes.
    pub longest_outage: Option<Duration>,
    /// How long a server may have everyone wait in a row because it is asked too often; `None` waits for as long as it takes.
    pub longest_rate_limit: Option<Duration>,
    /// The shortest wait after the first failed attempt.
    pub first_wait: Duration,
    /// No wait is longer, but one that the server asked for.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 8,
            longest_outage: None,
            longest_rate_limit: None,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Decorrelated jitter: from the first wait to three times the last, so that many clients do not come back at once.
    #[must_use]
    pub fn wait_after(&self, last: Duration, random: &mut fastrand::Rng) -> Duration {
        let low = self.first_wait.as_secs_f64();
        let high = (last.as_secs_f64() * 3.0).max(low);
        let seconds = low + random.f64() * (high - low);
        Duration::from_secs_f64(seconds.min(self.longest_wait.as_secs_f64()))
    }
}

/// Of what kind an error is that another try may cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// This attempt's own: so many of them are enough.
    Attempt,
    /// The way to the server: as above, unless the network turns out to be away.
    Way,
    /// The server is not available, as a gateway before it or it itself says. It is waited for as for the network.
    Gateway,
    /// This computer has no more room for open files and connections. That passes.
    Shortage,
}

impl Trouble {
    pub(crate) fn of(error: &que_sdk::Error) -> Self {
        match error {
            error if error.is_shortage_of_files() => Self::Shortage,
            error if is_of_gateway(error) => Self::Gateway,
            que_sdk::Error::Transport { .. }
            | que_sdk::Error::Unexpected {
                what: que_sdk::AnswerFault::WebPage,
                ..
            } => Self::Way,
            _ => Self::Attempt,
        }
    }

    /// Whether the network may have to do with it: it is looked at then.
    pub(crate) const fn may_be_of_network(self) -> bool {
        matches!(self, Self::Way | Self::Gateway)
    }
}

/// How much patience is left with one upload, or with one call.
#[derive(Debug)]
pub(crate) struct Patience {
    /// Attempts that failed and counted.
    failed: u32,
    /// All that failed.
    tries: u32,
    /// How long each step has waited for a server, or for this computer, since it went well last.
    waited: HashMap<Step, Duration>,
    last_wait: Duration,
}

impl Patience {
    pub(crate) fn new(policy: &RetryPolicy) -> Self {
        Self {
            failed: 0,
            tries: 0,
            waited: HashMap::new(),
            last_wait: policy.first_wait,
        }
    }

    /// How many tries have failed.
    pub(crate) const fn tries(&self) -> u32 {
        self.tries
    }

    /// One more has failed at this step. Answers how long to wait before the next; `None` where it is given up.
    pub(crate) fn wait(
        &mut self,
        policy: &RetryPolicy,
        random: &mut fastrand::Rng,
        step: Step,
        trouble: Trouble,
    ) -> Option<Duration> {
        self.tries = self.tries.saturating_add(1);
        let wait = policy.wait_after(self.last_wait, random);
        self.last_wait = wait;
        if matches!(trouble, Trouble::Attempt | Trouble::Way) {
            self.failed += 1;
            return (self.failed < policy.attempts).then_some(wait);
        }
        let Some(longest) = policy.longest_outage else {
            return Some(wait);
        };
        // The last try is made when the time is over, not before.
        let waited = self.waited.entry(step).or_default();
        let wait = wait.min(longest.saturating_sub(*waited));
        *waited += wait;
        (!wait.is_zero()).then_some(wait)
    }

    /// This step went well: an outage of it begins anew.
    pub(crate) fn went_well(&mut self, step: Step) {
        self.waited.remove(&step);
    }
}

/// What follows from an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The same step once more, after a growing wait. A PUT goes to the same URL, which can only put the same bytes at the
    /// same key once more.
    Again,
    /// A new URL, with a new key: this one is spent.
    PresignAgain,
    /// A new URL, and the PUT without (or with) a Content-Type: it was not the one that was signed.
    OtherContentType,
    /// Everything with this key waits as long as the server asked for.
    WaitForServer(Duration),
    /// Everything waits for another key.
    NeedKey,
    /// A person has to do something.
    GiveUp,
}

/// How long to wait where a server says 429 but not how long.
const UNSAID_WAIT: Duration = Duration::from_secs(5);

/// No server's wish is followed for longer than this in one go.
const LONGEST_WISH: Duration = Duration::from_secs(3600);

/// The table for calls that can be repeated: presign, verify, trust list, downloads.
pub(crate) fn after_call(error: &que_sdk::Error) -> Next {
    match error.effective_status() {
        Some(401) => Next::NeedKey,
        Some(429) => Next::WaitForServer(wish(error)),
        Some(503) if error.retry_after().is_some() => Next::WaitForServer(wish(error)),
        _ if is_broken_answer(error) => Next::Again,
        Some(408 | 500 | 502 | 503 | 504) => Next::Again,
        Some(_) => Next::GiveUp,
        None if error.is_temporary() || is_of_trust(error) => Next::Again,
        None => Next::GiveUp,
    }
}

/// The table for a download: its URL is asked for with each try, so one that has expired is no reason to end.
pub(crate) fn after_download(error: &que_sdk::Error) -> Next {
    if error.step() != Some(que_sdk::Step::Download) {
        return after_call(error);
    }
    match after_call(error) {
        // The storage knows no key of Que.
        Next::NeedKey => Next::GiveUp,
        Next::GiveUp if error.needs_new_url() || error.url_has_expired() => Next::Again,
        next => next,
    }
}

/// A 2xx that is none: a web page, nothing, half of it, something else, or without end. What broke it on its way may be
/// gone the next time, as the sign-in page of a hotel's network is once somebody has signed in.
fn is_broken_answer(error: &que_sdk::Error) -> bool {
    match error {
        // Whole, and the server's own: it would say the same again.
        que_sdk::Error::Unexpected {
            what: que_sdk::AnswerFault::Unusable(_),
            ..
        } => false,
        // 511 is how a network says that somebody has to sign in to it.
        que_sdk::Error::Unexpected { status, .. } => (200..300).contains(status) || *status == 511,
        // The client's own address was checked before its first call: this one is of the answer.
        que_sdk::Error::InvalidUrl { .. } => true,
        _ => false,
    }
}

/// The table for the PUT.
pub(crate) fn after_put(error: &que_sdk::Error) -> Next {
    match (error.effective_status(), error.code()) {
        (Some(403), Some("SignatureDoesNotMatch")) => Next::OtherContentType,
        // Expired, or refused as if it were: a new URL brings a new key.
        _ if error.url_has_expired() => Next::PresignAgain,
        // Without a code it was cut off on its way.
        (Some(403), Some("AccessDenied" | "RequestTimeTooSkewed") | None) => Next::PresignAgain,
        (Some(400), Some("ExpiredToken" | "RequestTimeout" | "BadDigest" | "IncompleteBody")) => Next::PresignAgain,
        // Somebody else is writing there at this moment.
        (Some(409), Some("ConditionalRequestConflict" | "OperationAborted")) => Next::Again,
        (Some(503), _) if error.retry_after().is_some() => Next::WaitForServer(wish(error)),
        (Some(429), _) => Next::WaitForServer(wish(error)),
        (Some(408 | 500 | 502 | 503 | 504), _) => Next::Again,
        // Somebody in between said 2xx in the storage's place. The same key once more: should it be the storage after all,
        // it has the same bytes.
        _ if is_broken_answer(error) => Next::Again,
        (Some(_), _) => Next::GiveUp,
        // What stands at this key is not the file: nothing more is put there.
        _ if matches!(error, que_sdk::Error::ContentMismatch { .. }) => Next::PresignAgain,
        // Another client may know the certificate by then, and it comes with a new URL.
        _ if is_of_trust(error) => Next::PresignAgain,
        (None, _) if error.is_temporary() => Next::Again,
        (None, _) => Next::GiveUp,
    }
}

/// The table for `sign`, which has no idempotency key: only what cannot have happened is repeated.
pub(crate) fn after_sign(error: &que_sdk::Error) -> Next {
    match error.status() {
        Some(401) => Next::NeedKey,
        Some(429) => Next::WaitForServer(wish(error)),
        Some(503) if error.retry_after().is_some() => Next::WaitForServer(wish(error)),
        // The network itself answered 511: nothing came to Que.
        Some(503 | 511) => Next::Again,
        Some(_) => Next::GiveUp,
        None if (error.is_temporary() || is_of_trust(error)) && error.nothing_was_sent() => Next::Again,
        None => Next::GiveUp,
    }
}

fn wish(error: &que_sdk::Error) -> Duration {
    error.retry_after().unwrap_or(UNSAID_WAIT).min(LONGEST_WISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A refusal of the API, or of the storage.
    fn refused(step: que_sdk::Step, status: u16, code: &str, words: &str, wait: Option<u64>) -> que_sdk::Error {
        let code = (!code.is_empty()).then(|| code.to_owned());
        let retry_after = wait.map(Duration::from_secs);
        if step == que_sdk::Step::Upload {
            return que_sdk::Error::Storage {
                step,
                status,
                code,
                message: Some(words.to_owned()),
                retry_after,
            };
        }
        que_sdk::Error::Problem {
            step,
            status,
            problem: Box::new(que_sdk::wire::Problem {
                code,
                ..Default::default()
            }),
            retry_after,
        }
    }

    fn broken(step: que_sdk::Step, kind: que_sdk::TransportKind, nothing_sent: bool) -> que_sdk::Error {
        que_sdk::Error::Transport {
            step,
            kind,
            nothing_sent,
            source: None,
        }
    }

    const fn waits(seconds: u64) -> Next {
        Next::WaitForServer(Duration::from_secs(seconds))
    }

    #[test]
    fn each_status_leads_where_the_table_says() {
        use Next::{Again, GiveUp, NeedKey, PresignAgain};
        #[rustfmt::skip]
        let table = [
            // status, asked to wait, a call,    the PUT,      sign
            (400,      None,          GiveUp,    GiveUp,       GiveUp),
            (401,      None,          NeedKey,   GiveUp,       NeedKey),
            (403,      None,          GiveUp,    PresignAgain, GiveUp),
            (404,      None,          GiveUp,    GiveUp,       GiveUp),
            (408,      None,          Again,     Again,        GiveUp),
            (409,      None,          GiveUp,    GiveUp,       GiveUp),
            (413,      None,          GiveUp,    GiveUp,       GiveUp),
            (417,      None,          GiveUp,    GiveUp,       GiveUp),
            (422,      None,          GiveUp,    GiveUp,       GiveUp),
            (429,      None,          waits(5),  waits(5),     waits(5)),
            (429,      Some(0),       waits(0),  waits(0),     waits(0)),
            (429,      Some(7),       waits(7),  waits(7),     waits(7)),
            (429,      Some(100_000), waits(3600), waits(3600), waits(3600)),
            (500,      None,          Again,     Again,        GiveUp),
            (501,      None,          GiveUp,    GiveUp,       GiveUp),
            (502,      None,          Again,     Again,        GiveUp),
            (503,      None,          Again,     Again,        Again),
            (503,      Some(7),       waits(7),  waits(7),     waits(7)),
            (504,      None,          Again,     Again,        GiveUp),
        ];
        for (status, wait, call, put, sign) in table {
            let error = |step| refused(step, status, "", "", wait);
            assert_eq!(
                after_call(&error(que_sdk::Step::Presign)),
                call,
                "call {status} {wait:?}"
            );
            assert_eq!(after_put(&error(que_sdk::Step::Upload)), put, "PUT {status} {wait:?}");
            assert_eq!(after_sign(&error(que_sdk::Step::Sign)), sign, "sign {status} {wait:?}");
        }
    }

    #[test]
    fn a_network_that_wants_somebody_to_sign_in_is_waited_for() {
        for step in [que_sdk::Step::Presign, que_sdk::Step::Upload, que_sdk::Step::Sign] {
            let error = que_sdk::Error::Unexpected {
                step,
                status: 511,
                what: que_sdk::AnswerFault::WebPage,
            };
            assert_eq!(after_call(&error), Next::Again);
            assert_eq!(after_put(&error), Next::Again);
            assert_eq!(after_sign(&error), Next::Again);
            assert!(!error.outcome_is_unknown() && error.is_temporary());
            assert_eq!(Trouble::of(&error), Trouble::Way);
        }
    }

    #[test]
    fn an_error_in_the_body_of_a_200_leads_where_its_code_under_its_own_status_does() {
        for (status, code) in [
            (403, "AccessDenied"),
            (403, "SignatureDoesNotMatch"),
            (403, "InvalidAccessKeyId"),
            (400, "EntityTooLarge"),
            (404, "NoSuchBucket"),
            (501, "NotImplemented"),
            (503, "SlowDown"),
        ] {
            let under = |status| after_put(&refused(que_sdk::Step::Upload, status, code, "", None));
            assert_eq!(under(200), under(status), "{code}");
        }
    }

    #[test]
    fn each_code_of_the_storage_leads_where_the_table_says() {
        use Next::{Again, GiveUp, OtherContentType, PresignAgain};
        #[rustfmt::skip]
        let table = [
            (400, "BadDigest",             "",                    PresignAgain),
            (400, "EntityTooLarge",        "",                    GiveUp),
            (400, "ExpiredToken",          "",                    PresignAgain),
            (400, "InvalidArgument",       "",                    GiveUp),
            (400, "RequestTimeout",        "",                    PresignAgain),
            (403, "AccessDenied",          "",                    PresignAgain),
            (403, "AccessDenied",          "Request has expired", PresignAgain),
            (403, "InvalidAccessKeyId",    "",                    GiveUp),
            (403, "RequestTimeTooSkewed",  "",                    PresignAgain),
            (403, "SignatureDoesNotMatch", "",                    OtherContentType),
            (404, "NoSuchBucket",          "",                    GiveUp),
            (500, "InternalError",         "",                    Again),
            (503, "SlowDown",              "",                    Again),
        ];
        for (status, code, words, next) in table {
            let error = refused(que_sdk::Step::Upload, status, code, words, None);
            assert_eq!(after_put(&error), next, "{status} {code} {words}");
        }
    }

    #[test]
    fn each_way_to_break_leads_where_the_table_says() {
        use Next::{Again, GiveUp, PresignAgain};
        use que_sdk::TransportKind as Kind;
        #[rustfmt::skip]
        let table = [
            // how,                    nothing sent, a call, the PUT,      sign
            (Kind::Dns,                true,         Again,  Again,        Again),
            (Kind::Connect,            true,         Again,  Again,        Again),
            (Kind::Proxy,              true,         Again,  Again,        Again),
            (Kind::Tls,                true,         Again,  PresignAgain, Again),
            (Kind::Reset,              false,        Again,  Again,        GiveUp),
            (Kind::Timeout,            false,        Again,  Again,        GiveUp),
            (Kind::Stalled,            false,        Again,  Again,        GiveUp),
            (Kind::BodySentAnswerLost, false,        Again,  Again,        GiveUp),
            (Kind::Protocol,           false,        Again,  Again,        GiveUp),
        ];
        for (kind, nothing_sent, call, put, sign) in table {
            let error = |step| broken(step, kind, nothing_sent);
            assert_eq!(after_call(&error(que_sdk::Step::Presign)), call, "call {kind:?}");
            assert_eq!(after_put(&error(que_sdk::Step::Upload)), put, "PUT {kind:?}");
            assert_eq!(after_sign(&error(que_sdk::Step::Sign)), sign, "sign {kind:?}");
        }
    }

    #[test]
    fn an_error_in_a_2xx_leads_where_its_code_would_lead_by_itself() {
        use Next::{Again, GiveUp, OtherContentType, PresignAgain};
        #[rustfmt::skip]
        let table = [
            // code,                 the PUT,          unknown outcome
            ("SlowDown",              Again,            false),
            ("ServiceUnavailable",    Again,            false),
            ("InternalError",         Again,            true),
            ("",                      Again,            true),
            ("SomethingNew",          Again,            true),
            ("RequestTimeout",        PresignAgain,     false),
            ("ExpiredToken",          PresignAgain,     false),
            ("AccessDenied",          PresignAgain,     false),
            ("SignatureDoesNotMatch", OtherContentType, false),
            ("NoSuchBucket",          GiveUp,           false),
            ("EntityTooLarge",        GiveUp,           false),
            ("OperationAborted",      Again,            false),
        ];
        for (code, next, unknown) in table {
            let error = refused(que_sdk::Step::Upload, 200, code, "", None);
            assert_eq!(after_put(&error), next, "{code}");
            assert_eq!(error.outcome_is_unknown(), unknown, "{code}");
        }
        let busy = refused(que_sdk::Step::Upload, 200, "SlowDown", "", Some(3));
        assert_eq!(after_put(&busy), waits(3));
        assert_eq!(Trouble::of(&busy), Trouble::Gateway);
        // A signing that a 2xx denies may have happened.
        let denied = refused(que_sdk::Step::Sign, 200, "internal_error", "", None);
        assert_eq!((after_sign(&denied), denied.outcome_is_unknown()), (GiveUp, true));
        assert_eq!(
            after_call(&refused(que_sdk::Step::Verify, 200, "internal_error", "", None)),
            Again
        );
    }

    #[test]
    fn a_server_that_is_away_is_waited_for_in_time_and_other_failures_are_counted() {
        let policy = RetryPolicy {
            attempts: 3,
            longest_outage: Some(Duration::from_secs(60)),
            ..RetryPolicy::default()
        };
        let mut random = fastrand::Rng::with_seed(1);
        let mut all = |patience: &mut Patience, trouble| {
            let mut waits = Vec::new();
            while let Some(wait) = patience.wait(&policy, &mut random, Step::Presign, trouble) {
                waits.push(wait);
            }
            waits
        };
        for trouble in [Trouble::Gateway, Trouble::Shortage] {
            let mut patience = Patience::new(&policy);
            let waits = all(&mut patience, trouble);
            assert_eq!(waits.iter().sum::<Duration>(), Duration::from_secs(60), "{waits:?}");
            assert!(waits.len() > 3, "more often than other failures are tried: {waits:?}");
            assert!(all(&mut patience, trouble).is_empty());
            patience.went_well(Step::Presign);
            assert!(
                !all(&mut patience, trouble).is_empty(),
                "another outage has its own time"
            );
        }
        for trouble in [Trouble::Attempt, Trouble::Way] {
            assert_eq!(all(&mut Patience::new(&policy), trouble).len(), 2);
        }
        let patient = RetryPolicy {
            longest_outage: None,
            ..policy
        };
        let mut patience = Patience::new(&patient);
        for _ in 0..1000 {
            let wait = patience.wait(&patient, &mut random, Step::Upload, Trouble::Gateway);
            assert!(wait.is_some(), "in the window for as long as it takes");
        }
    }

    #[test]
    fn a_shortage_of_files_is_of_this_computer_and_passes_and_a_proxys_wish_for_a_password_does_not() {
        // EMFILE and its Windows counterpart.
        let number = if cfg!(windows) { 4 } else { 24 };
        let source = || std::io::Error::from_raw_os_error(number);
        let file = que_sdk::Error::File {
            action: que_sdk::FileAction::Opening,
            source: source(),
        };
        let connection = que_sdk::Error::Transport {
            step: que_sdk::Step::Upload,
            kind: que_sdk::TransportKind::Connect,
            nothing_sent: true,
            source: Some(Box::new(std::io::Error::other(source()))),
        };
        for error in [&file, &connection] {
            assert_eq!(Trouble::of(error), Trouble::Shortage);
            assert_eq!(after_put(error), Next::Again);
            assert_eq!(after_call(error), Next::Again);
            assert_eq!(after_sign(error), Next::Again);
        }
        let proxy = que_sdk::Error::Transport {
            step: que_sdk::Step::Upload,
            kind: que_sdk::TransportKind::Proxy,
            nothing_sent: true,
            source: Some("tunnel error: proxy authorization required".into()),
        };
        assert_eq!(
            (after_put(&proxy), after_call(&proxy), after_sign(&proxy)),
            (Next::GiveUp, Next::GiveUp, Next::GiveUp)
        );
        assert_eq!(
            after_put(&refused(que_sdk::Step::Upload, 407, "", "", None)),
            Next::GiveUp
        );
    }

    #[test]
    fn other_bytes_than_were_sent_are_sent_again_to_a_new_key() {
        let error = que_sdk::Error::ContentMismatch {
            sent_md5: "a".to_owned(),
            stored_md5: "b".to_owned(),
        };
        assert_eq!(after_put(&error), Next::PresignAgain);
        assert!(error.outcome_is_unknown(), "the object with other bytes stays visible");
    }

    #[test]
    fn a_2xx_that_is_none_is_asked_for_again_but_never_signed_again() {
        for what in [
            que_sdk::AnswerFault::WebPage,
            que_sdk::AnswerFault::Empty,
            que_sdk::AnswerFault::NotJson,
            que_sdk::AnswerFault::OtherJson,
            que_sdk::AnswerFault::TooLarge(1),
            que_sdk::AnswerFault::Status,
            que_sdk::AnswerFault::TooEarly,
        ] {
            let error = |step| que_sdk::Error::Unexpected {
                step,
                status: 200,
                what: what.clone(),
            };
            assert_eq!(after_call(&error(que_sdk::Step::Presign)), Next::Again, "{what:?}");
            assert_eq!(after_put(&error(que_sdk::Step::Upload)), Next::Again, "{what:?}");
            assert!(error(que_sdk::Step::Upload).outcome_is_unknown(), "{what:?}");
            assert_eq!(after_sign(&error(que_sdk::Step::Sign)), Next::GiveUp, "{what:?}");
        }
    }

    #[test]
    fn waits_grow_stay_in_bounds_and_follow_their_seed() {
        let policy = RetryPolicy::default();
        let waits = |seed| {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut last = policy.first_wait;
            std::iter::repeat_with(|| {
                last = policy.wait_after(last, &mut random);
                last
            })
            .take(50)
            .collect::<Vec<_>>()
        };
        assert_eq!(waits(1), waits(1));
        assert_ne!(waits(1), waits(2));
        assert!(
            waits(1)
                .iter()
                .all(|wait| (policy.first_wait..=policy.longest_wait).contains(wait))
        );
        assert!(waits(1).iter().max() > Some(&Duration::from_secs(5)));
    }
}
