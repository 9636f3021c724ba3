//! Files and objects that are too large to sign or to upload.
#![cfg(unix)]

use std::time::SystemTime;

use model::{ObjectRef, Timestamp, UploadFacts, UploadId};
use store::Change;

use crate::{
    bench::{Bench, wait_until},
    fault_proxy::{Action, Latch, Rule},
    program::{Running, run},
    resume::{job, program_at, record},
};

#[test]
fn a_file_over_1_gib_is_reported_as_not_signable_before_a_byte_is_sent() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::presign(Action::Hold(Latch::new())));
    let large = bench.file("film.mov", b"");
    let sparse = std::fs::File::options().write(true).open(&large).unwrap();
    sparse.set_len((1 << 30) + 1).unwrap();
    let small = bench.file("small.bin", b"small");
    let arguments = ["upload", "--json", "--sign", "--origin", "digitalCapture"];
    let running = Running::start(program_at(&bench, &faults).args(arguments).args([&large, &small]));
    wait_until("both at the proxy", || faults.presigns().len() == 2);
    wait_until("the message", || running.err().contains("can't be signed"));
    assert!(
        running.err().contains("film.mov is over 1 GB") && !running.err().contains("small.bin"),
        "{}",
        running.err()
    );
    assert!(faults.puts().is_empty());
    running.signal("TERM");
    running.ended().assert_code(130);
}

#[test]
fn an_object_over_1_gib_is_not_sent_to_be_signed_or_verified() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut store = record(&bench, &faults);
    let size = (1 << 30) + 1;
    let path = bench.path("film.mov");
    let object = ObjectRef {
        bucket: Some(bench.sandbox().bucket().to_owned()),
        key: "uploads/film.mov".to_owned(),
    };
    let now = Timestamp::from(SystemTime::now());
    let id = UploadId::new(1);
    let started = Change::AttemptBegun {
        id,
        object: object.clone(),
        now,
    };
    let told = store
        .apply(&[Change::Added(vec![job(1, path, size)]), started])
        .unwrap();
    let attempt = told[1].unwrap();
    let facts = UploadFacts {
        object,
        sha256: "0".repeat(64),
        bytes: size,
        uploaded_at: now,
    };
    let stored = Change::Stored {
        id,
        attempt,
        facts,
        content_type: "video/quicktime".to_owned(),
        note: None,
    };
    store.apply(&[stored]).unwrap();
    drop(store);
    for (arguments, words) in [
        (
            vec!["sign", "--json", "--origin", "digitalCapture", "uploads/film.mov"],
            "cannot be signed",
        ),
        (vec!["verify", "--json", "uploads/film.mov"], "cannot be verified"),
    ] {
        let ended = run(program_at(&bench, &faults).args(arguments));
        let failed = ended.assert_code(1).event("failed");
        let message = failed["message"].as_str().unwrap();
        assert!(message.contains("over 1 GB") && message.contains(words), "{failed}");
    }
    assert!(faults.requests("POST", "/v1/").is_empty(), "the server was not asked");
}

#[test]
fn a_file_over_5_gib_is_refused_before_any_request() {
    let bench = Bench::new();
    let faults = bench.faults();
    let huge = bench.file("huge.mov", b"");
    let sparse = std::fs::File::options().write(true).open(&huge).unwrap();
    sparse.set_len((5 << 30) + 1).unwrap();
    let ended = run(program_at(&bench, &faults).args(["upload", "--json"]).arg(&huge));
    let failed = ended.assert_code(1).event("failed");
    assert!(failed["message"].as_str().unwrap().contains("over 5 GB"), "{failed}");
    assert!(ended.events("added").is_empty() && faults.all().is_empty());
}
