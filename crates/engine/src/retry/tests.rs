use std::time::Duration;

use super::{
    Backoff, RetryPolicy, RetryReason,
    table::{AfterCall, AfterPut, after_call, after_put, after_sign},
};
use model::Step;

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

const fn waits(seconds: u64) -> AfterCall {
    AfterCall::WaitForServer(Duration::from_secs(seconds))
}

const fn put_waits(seconds: u64) -> AfterPut {
    AfterPut::WaitForServer(Duration::from_secs(seconds))
}

#[test]
fn each_status_has_the_outcome_of_the_table() {
    use AfterCall as Call;
    use AfterPut as Put;
    #[rustfmt::skip]
    let table = [
        // status, asked to wait, a call,    the PUT,      sign
        (400, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (401, None,          Call::NeedKey, Put::GiveUp,     Call::NeedKey),
        (403, None,          Call::GiveUp,  Put::NewUrl,     Call::GiveUp),
        (404, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (408, None,          Call::Again,   Put::SameUrl,    Call::GiveUp),
        (409, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (413, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (417, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (422, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (429, None,          waits(5),      put_waits(5),    waits(5)),
        (429, Some(0),       waits(0),      put_waits(0),    waits(0)),
        (429, Some(7),       waits(7),      put_waits(7),    waits(7)),
        (429, Some(100_000), waits(3600),   put_waits(3600), waits(3600)),
        (500, None,          Call::Again,   Put::SameUrl,    Call::GiveUp),
        (501, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (502, None,          Call::Again,   Put::SameUrl,    Call::GiveUp),
        (503, None,          Call::Again,   Put::SameUrl,    Call::Again),
        (503, Some(7),       waits(7),      put_waits(7),    waits(7)),
        (504, None,          Call::Again,   Put::SameUrl,    Call::GiveUp),
        (505, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
        (507, None,          Call::GiveUp,  Put::GiveUp,     Call::GiveUp),
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
fn a_server_that_is_down_behind_any_gateway_is_limited_by_time() {
    use que_sdk::Step::{Presign, Sign, Upload, Verify};
    for status in [
        425, 502, 503, 504, 508, 509, 510, 520, 521, 522, 523, 524, 525, 526, 530, 599,
    ] {
        let error = |step| refused(step, status, "", "", None);
        assert_eq!(after_call(&error(Presign)), AfterCall::Again, "{status}");
        assert_eq!(after_call(&error(Verify)), AfterCall::Again, "{status}");
        assert_eq!(after_put(&error(Upload)), AfterPut::SameUrl, "{status}");
        let is_undone = matches!(status, 425 | 503);
        let after = if is_undone { AfterCall::Again } else { AfterCall::GiveUp };
        assert_eq!(after_sign(&error(Sign)), after, "{status}");
        for step in [Presign, Upload] {
            assert_eq!(RetryReason::of(&error(step)), RetryReason::Unavailable, "{status}");
            assert!(error(step).is_temporary(), "{status}");
            assert_eq!(error(step).status_is_ambiguous(), !is_undone, "{status}");
        }
    }
    for status in [400, 501, 505, 507] {
        assert!(!refused(Upload, status, "", "", None).is_outage(), "{status}");
    }
}

#[test]
fn a_network_with_a_sign_in_page_is_waited_for() {
    for step in [que_sdk::Step::Presign, que_sdk::Step::Upload, que_sdk::Step::Sign] {
        let error = que_sdk::Error::Unexpected {
            step,
            status: 511,
            what: que_sdk::ResponseFault::WebPage,
        };
        assert_eq!(after_call(&error), AfterCall::Again);
        assert_eq!(after_put(&error), AfterPut::SameUrl);
        assert_eq!(after_sign(&error), AfterCall::Again);
        assert!(!error.outcome_is_unknown() && error.is_temporary());
        assert_eq!(RetryReason::of(&error), RetryReason::Connection);
    }
}

#[test]
fn an_error_in_the_body_of_a_200_has_the_outcome_of_its_own_status() {
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
fn each_storage_code_has_the_outcome_of_the_table() {
    use AfterPut as Put;
    #[rustfmt::skip]
    let table = [
        (400, "BadDigest",             "",                    Put::NewUrl),
        (400, "EntityTooLarge",        "",                    Put::GiveUp),
        (400, "ExpiredToken",          "",                    Put::NewUrl),
        (400, "InvalidArgument",       "",                    Put::GiveUp),
        (400, "RequestTimeout",        "",                    Put::NewUrl),
        (403, "AccessDenied",          "",                    Put::NewUrl),
        (403, "AccessDenied",          "Request has expired", Put::NewUrl),
        (403, "InvalidAccessKeyId",    "",                    Put::GiveUp),
        (403, "RequestTimeTooSkewed",  "",                    Put::NewUrl),
        (403, "SignatureDoesNotMatch", "",                    Put::OtherContentType),
        (404, "NoSuchBucket",          "",                    Put::GiveUp),
        (500, "InternalError",         "",                    Put::SameUrl),
        (503, "SlowDown",              "",                    Put::SameUrl),
    ];
    for (status, code, words, next) in table {
        let error = refused(que_sdk::Step::Upload, status, code, words, None);
        assert_eq!(after_put(&error), next, "{status} {code} {words}");
    }
}

#[test]
fn each_transport_failure_has_the_outcome_of_the_table() {
    use AfterCall as Call;
    use AfterPut as Put;
    use que_sdk::TransportKind as Kind;
    #[rustfmt::skip]
    let table = [
        // how,                    nothing sent, a call, the PUT,      sign
        (Kind::Dns,                true,  Call::Again, Put::SameUrl, Call::Again),
        (Kind::Connect,            true,  Call::Again, Put::SameUrl, Call::Again),
        (Kind::Proxy,              true,  Call::Again, Put::SameUrl, Call::Again),
        (Kind::Tls,                true,  Call::Again, Put::NewUrl,  Call::Again),
        (Kind::Reset,              false, Call::Again, Put::SameUrl, Call::GiveUp),
        (Kind::Timeout,            false, Call::Again, Put::SameUrl, Call::GiveUp),
        (Kind::Stalled,            false, Call::Again, Put::SameUrl, Call::GiveUp),
        (Kind::BodySentResponseLost, false, Call::Again, Put::SameUrl, Call::GiveUp),
        (Kind::Protocol,           false, Call::Again, Put::SameUrl, Call::GiveUp),
    ];
    for (kind, nothing_sent, call, put, sign) in table {
        let error = |step| broken(step, kind, nothing_sent);
        assert_eq!(after_call(&error(que_sdk::Step::Presign)), call, "call {kind:?}");
        assert_eq!(after_put(&error(que_sdk::Step::Upload)), put, "PUT {kind:?}");
        assert_eq!(after_sign(&error(que_sdk::Step::Sign)), sign, "sign {kind:?}");
    }
}

#[test]
fn no_hint_of_the_last_attempt_promises_another_try() {
    use que_sdk::TransportKind as Kind;
    let expired = refused(que_sdk::Step::Upload, 403, "AccessDenied", "Request has expired", None);
    let unsigned = refused(que_sdk::Step::Upload, 403, "SignatureDoesNotMatch", "", None);
    let forbidden = refused(que_sdk::Step::Upload, 403, "", "", None);
    let of_transport = [Kind::Reset, Kind::Timeout, Kind::Stalled, Kind::BodySentResponseLost]
        .map(|kind| broken(que_sdk::Step::Upload, kind, false));
    for error in of_transport.into_iter().chain([expired, unsigned, forbidden]) {
        let hint = error.hint();
        for promise in [
            "is uploaded again",
            "is tried again",
            "is asked for",
            "new key",
            "Nothing to do",
        ] {
            assert!(!hint.contains(promise), "{error:?}: {hint}");
        }
    }
}

#[test]
fn an_error_in_a_2xx_has_the_outcome_of_its_code() {
    use AfterPut as Put;
    #[rustfmt::skip]
    let table = [
        // code,                 the PUT,          unknown outcome
        ("SlowDown",              Put::SameUrl,          false),
        ("ServiceUnavailable",    Put::SameUrl,          false),
        ("InternalError",         Put::SameUrl,          true),
        ("",                      Put::SameUrl,          true),
        ("SomethingNew",          Put::SameUrl,          true),
        ("RequestTimeout",        Put::NewUrl,           false),
        ("ExpiredToken",          Put::NewUrl,           false),
        ("AccessDenied",          Put::NewUrl,           false),
        ("SignatureDoesNotMatch", Put::OtherContentType, false),
        ("NoSuchBucket",          Put::GiveUp,           false),
        ("EntityTooLarge",        Put::GiveUp,           false),
        ("OperationAborted",      Put::SameUrl,          false),
    ];
    for (code, next, unknown) in table {
        let error = refused(que_sdk::Step::Upload, 200, code, "", None);
        assert_eq!(after_put(&error), next, "{code}");
        assert_eq!(error.outcome_is_unknown(), unknown, "{code}");
    }
    let busy = refused(que_sdk::Step::Upload, 200, "SlowDown", "", Some(3));
    assert_eq!(after_put(&busy), put_waits(3));
    assert_eq!(RetryReason::of(&busy), RetryReason::Unavailable);
    // Despite an error in a 2xx, it may be signed.
    let denied = refused(que_sdk::Step::Sign, 200, "internal_error", "", None);
    assert_eq!(
        (after_sign(&denied), denied.outcome_is_unknown()),
        (AfterCall::GiveUp, true)
    );
    assert_eq!(
        after_call(&refused(que_sdk::Step::Verify, 200, "internal_error", "", None)),
        AfterCall::Again
    );
}

#[test]
fn outages_are_limited_by_time_and_other_failures_by_count() {
    let policy = RetryPolicy {
        attempts: 3,
        longest_outage: Some(Duration::from_secs(60)),
        ..RetryPolicy::default()
    };
    let mut random = fastrand::Rng::with_seed(1);
    let mut all = |backoff: &mut Backoff, reason| {
        let mut waits = Vec::new();
        while let Some(wait) = backoff.wait(&policy, &mut random, Step::Presign, reason) {
            waits.push(wait);
        }
        waits
    };
    for reason in [RetryReason::Unavailable, RetryReason::OutOfHandles] {
        let mut backoff = Backoff::new(&policy);
        let waits = all(&mut backoff, reason);
        assert_eq!(waits.iter().sum::<Duration>(), Duration::from_secs(60), "{waits:?}");
        assert!(waits.len() > 3, "more often than other failures are tried: {waits:?}");
        assert!(all(&mut backoff, reason).is_empty());
        backoff.succeeded(Step::Presign);
        assert!(!all(&mut backoff, reason).is_empty(), "another outage has its own time");
    }
    for reason in [RetryReason::ThisAttempt, RetryReason::Connection] {
        assert_eq!(all(&mut Backoff::new(&policy), reason).len(), 2);
    }
    let patient = RetryPolicy {
        longest_outage: None,
        ..policy
    };
    let mut backoff = Backoff::new(&patient);
    for _ in 0..1000 {
        let wait = backoff.wait(&patient, &mut random, Step::Upload, RetryReason::Unavailable);
        assert!(wait.is_some(), "in the window for as long as it takes");
    }
}

#[test]
fn a_shortage_of_files_is_retried_and_a_proxy_password_is_not() {
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
        assert_eq!(RetryReason::of(error), RetryReason::OutOfHandles);
        assert_eq!(after_put(error), AfterPut::SameUrl);
        assert_eq!(after_call(error), AfterCall::Again);
        assert_eq!(after_sign(error), AfterCall::Again);
    }
    let proxy = que_sdk::Error::Transport {
        step: que_sdk::Step::Upload,
        kind: que_sdk::TransportKind::Proxy,
        nothing_sent: true,
        source: Some("tunnel error: proxy authorization required".into()),
    };
    assert_eq!(
        (after_put(&proxy), after_call(&proxy), after_sign(&proxy)),
        (AfterPut::GiveUp, AfterCall::GiveUp, AfterCall::GiveUp)
    );
    assert_eq!(
        after_put(&refused(que_sdk::Step::Upload, 407, "", "", None)),
        AfterPut::GiveUp
    );
}

#[test]
fn a_content_mismatch_is_retried_with_a_new_key() {
    let error = que_sdk::Error::ContentMismatch {
        sent_md5: "a".to_owned(),
        stored_md5: "b".to_owned(),
    };
    assert_eq!(after_put(&error), AfterPut::NewUrl);
    assert!(error.outcome_is_unknown(), "the object with other bytes stays visible");
}

#[test]
fn a_2xx_that_is_not_a_success_is_retried_but_never_for_signing() {
    for what in [
        que_sdk::ResponseFault::WebPage,
        que_sdk::ResponseFault::Empty,
        que_sdk::ResponseFault::NotJson,
        que_sdk::ResponseFault::UnexpectedJson,
        que_sdk::ResponseFault::TooLarge(1),
        que_sdk::ResponseFault::UnexpectedStatus,
        que_sdk::ResponseFault::Premature,
    ] {
        let error = |step| que_sdk::Error::Unexpected {
            step,
            status: 200,
            what: what.clone(),
        };
        assert_eq!(after_call(&error(que_sdk::Step::Presign)), AfterCall::Again, "{what:?}");
        assert_eq!(after_put(&error(que_sdk::Step::Upload)), AfterPut::SameUrl, "{what:?}");
        assert!(error(que_sdk::Step::Upload).outcome_is_unknown(), "{what:?}");
        assert_eq!(after_sign(&error(que_sdk::Step::Sign)), AfterCall::GiveUp, "{what:?}");
    }
}

#[test]
fn waits_grow_within_limits_and_follow_their_seed() {
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
