//! All faults: how often each occurs, and how the failures that it causes are worded.

use std::time::{Duration, SystemTime};

use model::Failure;

use crate::fault_proxy::{Action, Answer, Latch, Request};

/// What a failure must say to name its fault: the status and code, or some of these words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Named {
    Status(u16),
    Code(u16, &'static str),
    Words(&'static [&'static str]),
    /// It only delays.
    Never,
}

impl Named {
    pub(crate) fn is_named_by(self, failure: &Failure) -> bool {
        match self {
            Self::Status(status) => failure.status == Some(status),
            Self::Code(status, code) => failure.status == Some(status) && failure.code.as_deref() == Some(code),
            Self::Words(words) => {
                let message = failure.message.to_lowercase();
                words.iter().any(|word| message.contains(&word.to_lowercase()))
            }
            Self::Never => false,
        }
    }
}

/// How a lost connection is worded, whenever it happens.
const BROKE: Named = Named::Words(&[
    "connection broke",
    "response was lost",
    "was not HTTP",
    "cannot be reached",
]);
const STOOD_STILL: Named = Named::Words(&["no data moved", "no response in time", "response was lost"]);
const WEB_PAGE: Named = Named::Words(&["was a web page"]);
const NOT_JSON: Named = Named::Words(&["not JSON", "lacks expected fields", "response was empty"]);

/// The program waits a minute for it, too long for every run.
const STALLED_ANSWER: &str = "stalled answer";
const HALF_STALLED_ANSWER: &str = "half an answer, half-open";

/// The kernel buffers smaller bodies, so they cannot stall.
const CAN_STALL: u64 = 1 << 20;

/// Where a fault can occur.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Api,
    Storage,
    Both,
}

/// One kind of fault.
#[derive(Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    place: Where,
    pub(crate) named: Named,
    /// How often it occurs, relative to the others.
    weight: u32,
    /// Whether it takes seconds, so that only a few may occur.
    pub(crate) slow: bool,
    make: fn(&mut fastrand::Rng) -> Action,
}

fn milliseconds(random: &mut fastrand::Rng, max: u64) -> Duration {
    Duration::from_millis(random.u64(1..=max))
}

fn limited() -> Answer {
    Answer::problem(429, "rate_limited", "too many requests")
}

fn try_again_in(milliseconds: u64) -> Answer {
    let body = serde_json::json!({
        "title": "slow down", "status": 429, "code": "rate_limited", "details": { "try_again_in_ms": milliseconds },
    });
    Answer::raw(429, "application/problem+json", &body.to_string())
}

fn moved(status: u16, to: &str) -> Action {
    Action::Answer(Answer::raw(status, "text/plain", "").header("Location", to))
}

fn s3(status: u16, code: &str, words: &str) -> Action {
    Action::Answer(Answer::storage(status, code, words))
}

const fn fault(
    name: &'static str,
    place: Where,
    weight: u32,
    named: Named,
    make: fn(&mut fastrand::Rng) -> Action,
) -> Fault {
    Fault {
        name,
        place,
        named,
        weight,
        slow: false,
        make,
    }
}

const fn slow(fault: Fault) -> Fault {
    Fault { slow: true, ..fault }
}

/// All faults.
pub(crate) const MENU: &[Fault] = &[
    fault("delay", Where::Both, 4, Named::Never, |random| {
        Action::Delay(milliseconds(random, 60))
    }),
    fault("bandwidth cap", Where::Storage, 3, Named::Never, |random| {
        Action::Throttle(random.u64(100_000..2_000_000))
    }),
    fault("jitter", Where::Both, 3, Named::Never, |random| Action::Jitter {
        seed: random.u64(..),
        max: milliseconds(random, 10),
    }),
    fault("reset before anything", Where::Both, 4, BROKE, |_| Action::Reset),
    fault("reset after the headers", Where::Both, 3, BROKE, |_| {
        Action::ResetBodyAfter(0)
    }),
    fault("reset in mid-body", Where::Storage, 4, BROKE, |random| {
        Action::ResetBodyAfter(random.u64(1..1500))
    }),
    fault("cut in mid-body", Where::Storage, 3, BROKE, |random| {
        Action::CutBodyAfter(random.u64(1..1500))
    }),
    fault("answer lost", Where::Both, 4, BROKE, |_| Action::LoseAnswer),
    fault("reset in place of the answer", Where::Both, 4, BROKE, |_| {
        Action::ResetAnswer
    }),
    fault("no ETag", Where::Storage, 2, Named::Never, |_| Action::Untag),
    fault("half an answer", Where::Both, 3, NamedBroken::ANY, |_| {
        Action::CutAnswer
    }),
    fault(
        "wrong ETag",
        Where::Storage,
        3,
        Named::Words(&["differs from the bytes"]),
        |_| Action::Retag,
    ),
    slow(fault(
        "half an answer, then silence",
        Where::Storage,
        2,
        Named::Never,
        |_| Action::StallAnswer,
    )),
    slow(fault("stalled call", Where::Api, 1, STOOD_STILL, |_| {
        Action::HoldAnswer(Latch::new())
    })),
    slow(fault("stalled upload", Where::Storage, 40, STOOD_STILL, |_| {
        Action::Hold(Latch::new())
    })),
    slow(fault(
        "stalled in mid-body",
        Where::Storage,
        20,
        STOOD_STILL,
        |random| Action::StallBodyAfter(random.u64(1..40_000)),
    )),
    slow(fault(HALF_STALLED_ANSWER, Where::Both, 1, STOOD_STILL, |_| {
        Action::StallHalfAnswer
    })),
    slow(fault(STALLED_ANSWER, Where::Storage, 1, STOOD_STILL, |_| {
        Action::HoldAnswer(Latch::new())
    })),
    fault("429, seconds", Where::Both, 1, Named::Status(429), |random| {
        Action::Answer(limited().header("Retry-After", if random.bool() { "0" } else { "1" }))
    }),
    fault("429, date", Where::Both, 1, Named::Status(429), |random| {
        let date = SystemTime::now() + Duration::from_secs(random.u64(0..=1));
        Action::Answer(limited().header("Retry-After", &httpdate::fmt_http_date(date)))
    }),
    fault("429, try_again_in_ms", Where::Api, 2, Named::Status(429), |random| {
        Action::Answer(try_again_in(random.u64(20..300)))
    }),
    fault("500", Where::Api, 2, Named::Status(500), |_| {
        Action::Answer(Answer::problem(500, "internal", "an accident"))
    }),
    fault(
        "502 web page",
        Where::Both,
        2,
        Named::Words(&["502", "web page"]),
        |_| Action::Answer(Answer::web_page(502)),
    ),
    fault("503", Where::Both, 2, Named::Status(503), |_| {
        Action::Answer(Answer::problem(503, "service_unavailable", "back soon"))
    }),
    fault("503, seconds", Where::Api, 1, Named::Status(503), |_| {
        Action::Answer(Answer::problem(503, "service_unavailable", "back soon").header("Retry-After", "1"))
    }),
    fault("504", Where::Both, 2, Named::Status(504), |_| {
        Action::Answer(Answer::raw(504, "text/plain", "upstream timed out"))
    }),
    fault("200 web page", Where::Both, 2, WEB_PAGE, |_| {
        Action::Answer(Answer::web_page(200))
    }),
    fault("empty answer", Where::Api, 2, NOT_JSON, |_| {
        Action::Answer(Answer::raw(200, "application/json", ""))
    }),
    fault("empty 500", Where::Both, 2, Named::Status(500), |_| {
        Action::Answer(Answer::raw(500, "text/plain", ""))
    }),
    fault("broken JSON", Where::Api, 2, NOT_JSON, |_| {
        Action::Answer(Answer::raw(200, "application/json", "{\"url\": \"http://"))
    }),
    fault("other JSON", Where::Api, 1, NOT_JSON, |_| {
        Action::Answer(Answer::raw(200, "application/json", "[1, 2, 3]"))
    }),
    fault(
        "endless answer",
        Where::Both,
        1,
        Named::Words(&["larger than", "before all bytes were sent"]),
        |_| Action::EndlessAnswer(256 << 20),
    ),
    fault(
        "wrong content type",
        Where::Api,
        2,
        Named::Words(&["web page", "JSON"]),
        |random| Action::Retype(["text/plain", "application/octet-stream", "image/jpeg"][random.usize(0..3)]),
    ),
    fault("403 of the API", Where::Api, 1, Named::Code(403, "forbidden"), |_| {
        Action::Answer(Answer::problem(403, "forbidden", "this key may only read"))
    }),
    fault("413 of the API", Where::Api, 1, Named::Status(413), |_| {
        Action::Answer(Answer::problem(413, "too_large", "no"))
    }),
    fault(
        "AccessDenied, expired",
        Where::Storage,
        2,
        Named::Code(403, "AccessDenied"),
        |_| s3(403, "AccessDenied", "Request has expired"),
    ),
    fault(
        "ExpiredToken",
        Where::Storage,
        2,
        Named::Code(400, "ExpiredToken"),
        |_| s3(400, "ExpiredToken", "The provided token has expired."),
    ),
    fault(
        "SignatureDoesNotMatch",
        Where::Storage,
        2,
        Named::Code(403, "SignatureDoesNotMatch"),
        |_| s3(403, "SignatureDoesNotMatch", "The request signature does not match."),
    ),
    fault(
        "RequestTimeTooSkewed",
        Where::Storage,
        2,
        Named::Code(403, "RequestTimeTooSkewed"),
        |_| s3(403, "RequestTimeTooSkewed", "The difference is too large."),
    ),
    fault("SlowDown", Where::Storage, 2, Named::Code(503, "SlowDown"), |_| {
        s3(503, "SlowDown", "Please reduce your request rate.")
    }),
    fault(
        "RequestTimeout",
        Where::Storage,
        2,
        Named::Code(400, "RequestTimeout"),
        |_| s3(400, "RequestTimeout", "Your socket connection was idle."),
    ),
    fault(
        "EntityTooLarge",
        Where::Storage,
        1,
        Named::Code(400, "EntityTooLarge"),
        |_| s3(400, "EntityTooLarge", "Your proposed upload is too large."),
    ),
    fault(
        "InternalError",
        Where::Storage,
        2,
        Named::Code(500, "InternalError"),
        |_| s3(500, "InternalError", "We encountered an internal error."),
    ),
    fault(
        "redirect to the same host",
        Where::Both,
        1,
        Named::Words(&["redirect"]),
        |_| moved(302, "/elsewhere?secret=1"),
    ),
    fault(
        "redirect to another host",
        Where::Both,
        1,
        Named::Words(&["redirect"]),
        |_| moved(307, "https://other.invalid/elsewhere?secret=1"),
    ),
    fault("redirect to http", Where::Both, 1, Named::Words(&["redirect"]), |_| {
        moved(301, "http://other.invalid/elsewhere?secret=1")
    }),
];

/// Half of an answer may be half of its head or half of its body.
struct NamedBroken;

impl NamedBroken {
    const ANY: Named = Named::Words(&[
        "connection broke",
        "response was lost",
        "was not HTTP",
        "not JSON",
        "cannot be reached",
    ]);
}

/// The fault with this name.
pub(crate) fn find(name: &str) -> &'static Fault {
    MENU.iter().find(|fault| fault.name == name).unwrap()
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    Presign,
    Put,
    Sign,
    Verify,
    Health,
}

impl Purpose {
    /// `None` for requests that faults leave alone.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        match (request.method.as_str(), request.path.as_str()) {
            ("PUT", _) => Some(Self::Put),
            ("POST", "/v1/assets/presign") => Some(Self::Presign),
            ("POST", "/v1/sign") => Some(Self::Sign),
            ("POST", "/v1/verify") => Some(Self::Verify),
            ("GET", "/healthz") => Some(Self::Health),
            _ => None,
        }
    }
}

/// A fault for this request. `stalls` is how many stalls may still occur; `many` allows the longest.
pub(crate) fn draw(
    random: &mut fastrand::Rng,
    request: &Request,
    stalls: usize,
    many: bool,
) -> Option<(&'static str, Action, bool)> {
    let purpose = Purpose::of(request)?;
    let place = if purpose == Purpose::Put {
        Where::Storage
    } else {
        Where::Api
    };
    let can_stall = |fault: &Fault| match fault.name {
        // Signing and verifying may take more than five minutes.
        _ if matches!(purpose, Purpose::Sign | Purpose::Verify) => false,
        // Half of them are left to the storage.
        _ if place == Where::Api => stalls % 2 == 1,
        STALLED_ANSWER | HALF_STALLED_ANSWER => many && stalls > 0,
        _ => stalls > 0 && request.length >= CAN_STALL,
    };
    let fits =
        |fault: &&Fault| (fault.place == place || fault.place == Where::Both) && (!fault.slow || can_stall(fault));
    let all: u32 = MENU.iter().filter(fits).map(|fault| fault.weight).sum();
    let mut lot = random.u32(0..all);
    for fault in MENU.iter().filter(fits) {
        if lot < fault.weight {
            return Some((fault.name, (fault.make)(random), fault.slow));
        }
        lot -= fault.weight;
    }
    None
}
