//! Whatever an `upload` was asked to do, and wherever it ended, the next runs with `--resume` finish it: nothing is forgotten, and
//! nothing is signed or verified that nobody asked for.
#![cfg(unix)]

use std::{fmt, thread};

use model::{BulkAction, Event, Intent, Status, UploadId};
use serde_json::Value;

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, FaultProxy, Latch, Rule},
    files::JPEG,
    program::{Ended, Running, run},
    resume::program_at,
    signing::template,
};

/// Where the first run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// Killed during the upload.
    Put,
    /// The server refuses to sign.
    SignRefused,
    /// Killed while the server may be signing.
    Sign,
    /// The server refuses to verify.
    VerifyRefused,
    /// Killed during the verification.
    Verify,
}

/// What a run is asked to do.
#[derive(Clone, Copy)]
struct Asked {
    sign: bool,
    verify: bool,
}

impl Asked {
    fn arguments(self) -> Vec<&'static str> {
        let mut arguments = vec!["upload", "--json"];
        if self.sign {
            arguments.extend(["--sign", "--origin", "digitalCapture"]);
        }
        if self.verify {
            arguments.push("--verify");
        }
        arguments
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.arguments().join(" "))
    }
}

const ALL: [Asked; 4] = [
    Asked {
        sign: false,
        verify: false,
    },
    Asked {
        sign: false,
        verify: true,
    },
    Asked {
        sign: true,
        verify: false,
    },
    Asked {
        sign: true,
        verify: true,
    },
];

/// The signed copies and verifications of some runs.
#[derive(Default)]
struct Tally {
    signed: Vec<Value>,
    verified: Vec<Value>,
}

impl Tally {
    fn add(&mut self, ended: &Ended) {
        let place = |line: &Value, name: &str| line[name].clone();
        self.signed
            .extend(ended.events("signed").iter().map(|line| place(line, "asset_s3_uri")));
        self.verified
            .extend(ended.events("verified").iter().map(|line| place(line, "s3_uri")));
    }

    /// How many signed copies there are, how often one was verified, and how often the original was.
    fn counts(&self) -> (usize, usize, usize) {
        let copies = self.verified.iter().filter(|uri| self.signed.contains(uri)).count();
        (self.signed.len(), copies, self.verified.len() - copies)
    }
}

fn first_run(bench: &Bench, faults: &FaultProxy, point: Point, asked: Asked) -> Ended {
    let refusal = || Action::Answer(Answer::problem(422, "engine_c2pa", "not today"));
    let (path, rule) = match point {
        Point::Put => ("", Rule::put(Action::Hold(Latch::new()))),
        Point::SignRefused => ("/v1/sign", Rule::on("POST", "/v1/sign", refusal())),
        Point::Sign => ("/v1/sign", Rule::on("POST", "/v1/sign", Action::Hold(Latch::new()))),
        Point::VerifyRefused => ("/v1/verify", Rule::on("POST", "/v1/verify", refusal())),
        Point::Verify => ("/v1/verify", Rule::on("POST", "/v1/verify", Action::Hold(Latch::new()))),
    };
    faults.add(rule);
    let mut command = program_at(bench, faults);
    command.args(asked.arguments()).arg(bench.file("a.jpg", JPEG));
    let ended = if matches!(point, Point::SignRefused | Point::VerifyRefused) {
        let ended = run(&mut command);
        assert_eq!(ended.assert_code(1).events("failed").len(), 1, "{ended:#?}");
        ended
    } else {
        let running = Running::start(&mut command);
        wait_until("this point", || match point {
            Point::Put => faults.puts().len() == 1,
            _ => faults.requests("POST", path).len() == 1,
        });
        running.signal("KILL");
        running.ended()
    };
    faults.clear();
    ended
}

/// Runs a first time until `point`, then resumes as `second`, then with everything.
fn play(point: Point, first: Asked, second: Asked) {
    let what = format!("{point:?}, {first:?}, then {second:?}");
    let bench = Bench::new();
    let faults = bench.faults();
    let mut tally = Tally::default();
    tally.add(&first_run(&bench, &faults, point, first));
    let resume = |asked: Asked| run(program_at(&bench, &faults).args(asked.arguments()).arg("--resume"));

    let resumed = resume(second);
    tally.add(&resumed);
    let is_queued = point == Point::Put;
    let in_doubt = point == Point::Sign;
    let signs = !in_doubt && (first.sign || is_queued && second.sign);
    if in_doubt {
        let told = if second.sign {
            "may have happened"
        } else {
            "1 possibly signed"
        };
        assert!(
            format!("{}{}", resumed.err, resumed.out).contains(told),
            "{what}: {resumed:#?}"
        );
    }
    if matches!(point, Point::Verify | Point::VerifyRefused) && !second.verify {
        let words = if first.sign { "signed" } else { "uploaded" };
        let told = format!("1 {words} but not verified. To verify it, add --verify.");
        assert!(resumed.err.contains(&told), "{what}: {resumed:#?}");
    }

    let last = resume(ALL[3]);
    tally.add(&last);
    // The original is verified where no signature was due when somebody asked, or none comes.
    let originals = match point {
        Point::Put if !signs => first.verify || second.verify,
        Point::Put => second.verify && !second.sign,
        Point::SignRefused | Point::Sign => false,
        Point::VerifyRefused | Point::Verify => !first.sign,
    };
    let expected = (usize::from(signs), usize::from(signs), usize::from(originals));
    assert_eq!(
        tally.counts(),
        expected,
        "{what}: {:?} {:?}",
        tally.signed,
        tally.verified
    );
    assert_eq!(faults.count_upstream_puts(200), 1, "{what}");

    // Then nothing is left, except for what only a person can settle.
    let nothing = resume(ALL[3]);
    let mut more = Tally::default();
    more.add(&nothing);
    assert_eq!(
        (more.counts(), nothing.code),
        ((0, 0, 0), Some(i32::from(in_doubt))),
        "{what}: {nothing:#?}"
    );
    assert_eq!(
        nothing.events("failed").len(),
        usize::from(in_doubt),
        "{what}: {nothing:#?}"
    );
    assert!(!nothing.err.contains("not verified"), "{what}: {nothing:#?}");
}

#[test]
fn resuming_finishes_exactly_what_was_asked_for_wherever_a_run_ended() {
    let mut plays = Vec::new();
    for first in ALL {
        for second in ALL {
            plays.push((Point::Put, first, second));
            if first.sign {
                plays.extend([(Point::SignRefused, first, second), (Point::Sign, first, second)]);
            }
            if first.verify {
                plays.extend([(Point::VerifyRefused, first, second), (Point::Verify, first, second)]);
            }
        }
    }
    thread::scope(|scope| {
        for part in plays.chunks(plays.len().div_ceil(4)) {
            scope.spawn(move || {
                part.iter()
                    .for_each(|(point, first, second)| play(*point, *first, *second));
            });
        }
    });
}

/// How many files the window says may have been signed, and which it says were not verified.
fn told(backend: &Backend) -> Vec<(usize, Vec<UploadId>)> {
    let of = |event: &Event| match event {
        Event::LeftUndone { in_doubt, unverified } => Some((in_doubt.len(), unverified.clone())),
        _ => None,
    };
    backend.events.iter().filter_map(of).collect()
}

#[test]
fn the_window_offers_to_verify_what_the_last_session_did_not_until_it_is_done() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::on("POST", "/v1/verify", Action::Hold(Latch::new())));
    let names = ["a.jpg", "b.jpg", "c.jpg"];
    let start = || {
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.verify_signed = true;
        setup.start()
    };
    let mut backend = start();
    assert_eq!(told(&backend), []);
    backend.upload(&names.map(|name| bench.file(name, JPEG)));
    let ids = names.map(|name| backend.id(name));
    backend.send(Intent::Sign {
        ids: ids.to_vec(),
        manifest_json: template(),
    });
    // Two are being verified, so the third waits, too.
    backend.wait_for("the signatures", |model| {
        model.queue.totals().count(Status::Verifying) == 3
    });
    wait_until("two calls", || faults.requests("POST", "/v1/verify").len() == 2);
    backend.stop();

    // Told again, because nothing was done about it.
    for _ in 0..2 {
        let mut backend = start();
        backend.wait_for_event("the offer", |event| matches!(event, Event::LeftUndone { .. }));
        assert_eq!(told(&backend), [(0, ids.to_vec())]);
        backend.stop();
    }
    faults.clear();
    let mut backend = start();
    let (ids, action) = (ids.to_vec(), BulkAction::Verify);
    backend.send(Intent::RunBulkOperation { ids, action });
    backend.wait_for("the verifications", |model| model.bulk_operations().is_empty());
    backend.stop();
    let mut backend = start();
    backend.wait_for_event("the key", |event| matches!(event, Event::ApiKeyChanged(_)));
    assert_eq!(told(&backend), []);
}

#[test]
fn the_window_says_in_each_session_what_may_have_been_signed_until_that_is_settled() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::on("POST", "/v1/sign", Action::Hold(Latch::new())));
    let start = || Setup::new(&bench).at(faults.api_url()).start();
    let mut backend = start();
    backend.upload(&[bench.file("a.jpg", JPEG)]);
    let ids = vec![backend.id("a.jpg")];
    let manifest_json = template();
    backend.send(Intent::Sign { ids, manifest_json });
    wait_until("the call", || faults.requests("POST", "/v1/sign").len() == 1);
    backend.stop();
    for _ in 0..2 {
        let mut backend = start();
        backend.wait_for_event("the warning", |event| matches!(event, Event::LeftUndone { .. }));
        assert_eq!(told(&backend), [(1, vec![])]);
        backend.stop();
    }
}
