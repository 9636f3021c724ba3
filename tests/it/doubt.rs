//! Uploads whose outcome is unknown: their keys stay on record until something settles them.

use model::{Intent, Status};

use crate::{
    backend::Setup,
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, Latch, Rule},
    files::noise,
    program::{program, run},
    retries::{assert_all_stored, few, object_at},
};

#[test]
fn an_answer_lost_after_the_body_is_retried_at_the_same_url() {
    let bench = Bench::new();
    for (name, length) in [("small.bin", 5000), ("large.bin", 2 << 20)] {
        let faults = bench.faults();
        faults.add(Rule::put(Action::LoseAnswer).times(2));
        let path = bench.file(name, &noise(1, length));
        let mut setup = Setup::new(&bench).at(faults.api_url());
        setup.data = bench.path(format!("data of {name}"));
        let mut backend = setup.start();
        backend.upload(&[path]);
        let puts = faults.puts();
        assert_eq!(puts.len(), 3, "{name}");
        assert_eq!(crate::fault_proxy::counted(&puts).len(), 1, "{name}: {puts:?}");
        assert_eq!(faults.presigns().len(), 1, "{name}");
        assert_eq!(backend.object(name), object_at(&puts[0]), "{name}: the key is kept");
        assert!(backend.row(name).unknown_outcomes.is_empty(), "{name}: it is known now");
        assert_all_stored(&bench, &backend);
    }
}

#[test]
fn a_key_with_an_unknown_outcome_is_kept_beside_the_one_that_counts() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::LoseAnswer).times(1));
    faults.add(
        Rule::put(Action::Answer(Answer::storage(
            403,
            "AccessDenied",
            "Request has expired",
        )))
        .times(1),
    );
    let path = bench.file("large.bin", &noise(1, 2 << 20));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&[path]);
    let puts = faults.puts();
    let (first, last) = (object_at(&puts[0]), object_at(puts.last().unwrap()));
    assert_ne!(first, last);
    assert_eq!(backend.object("large.bin"), last);
    assert_eq!(backend.row("large.bin").unknown_outcomes, std::slice::from_ref(&first));
    assert!(bench.try_fetch(&first).is_some(), "this one was stored");

    backend.stop();
    let mut backend = Setup::new(&bench).start();
    let found = backend.history(&first.key);
    assert!(matches!(found.as_slice(), [upload]
        if upload.object.as_ref() == Some(&last) && upload.unknown_outcomes == std::slice::from_ref(&first)));
}

#[test]
fn an_answer_lost_on_a_reused_connection_stays_in_doubt_when_the_new_connection_is_refused() {
    let bench = Bench::new();
    let faults = bench.faults();
    let paths = few(&bench, 2);
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.upload(&paths[..1]);
    // The same URL: first on the first file's connection, then at once on a new one.
    faults.add(Rule::put(Action::LoseAnswer).times(1));
    let refusal = Answer::storage(400, "RequestTimeout", "Your socket connection was idle.");
    faults.add(Rule::put(Action::Answer(refusal)).times(1));
    backend.upload(&paths[1..]);
    let puts = faults.puts();
    assert_eq!(puts.len(), 4);
    assert_eq!(puts[1], puts[2], "one automatic retry");
    let first = object_at(&puts[1]);
    assert!(bench.try_fetch(&first).is_some(), "it was stored");
    assert_eq!(backend.row("1.bin").unknown_outcomes, [first]);
    assert_eq!(backend.object("1.bin"), object_at(&puts[3]));
}

#[test]
fn an_empty_file_canceled_before_its_answer_stays_in_doubt() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::HoldAnswer(Latch::new())));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&[bench.file("empty.bin", b"")]);
    wait_until("the answer behind the proxy", || faults.count_upstream_puts(200) == 1);
    backend.send(Intent::Cancel(vec![backend.id("empty.bin")]));
    backend.wait_until_done();
    backend.catch_up();
    assert_eq!(
        backend.row("empty.bin").unknown_outcomes,
        [object_at(&faults.puts()[0])]
    );
}

#[test]
fn an_upload_canceled_between_the_2xx_and_the_end_of_the_answer_keeps_its_key() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::StallAnswer));
    let names = ["cancelled.bin", "paused.bin", "quit.bin"];
    let paths = names.map(|name| bench.file(name, &noise(1, 100)));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&paths);
    wait_until("three answers", || {
        let puts = faults.requests("PUT", "/");
        puts.iter().filter(|put| put.answered.is_some()).count() == 3
    });
    backend.send(Intent::Cancel(vec![backend.id("cancelled.bin")]));
    backend.send(Intent::Pause(vec![backend.id("paused.bin")]));
    backend.wait_for("both stopped", |model| {
        let totals = model.queue.totals();
        totals.count(Status::Canceled) == 1 && totals.count(Status::Paused) == 1
    });
    backend.catch_up();
    let stored: Vec<_> = faults.puts().iter().map(|path| object_at(path)).collect();
    for name in ["cancelled.bin", "paused.bin"] {
        let [doubtful] = &backend.row(name).unknown_outcomes[..] else {
            panic!("{name}: {:?}", backend.row(name).unknown_outcomes)
        };
        assert!(stored.contains(doubtful));
    }
    backend.stop();

    faults.clear();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.wait_for("the one that the end of the program has stopped", |model| {
        model.queue.totals().count(Status::Uploaded) == 1
    });
    let known: Vec<_> = names
        .iter()
        .flat_map(|name| backend.row(name).unknown_outcomes.clone())
        .collect();
    assert_eq!(known.len(), 3, "{known:?}");
    assert!(stored.iter().all(|object| known.contains(object)));
}

#[test]
fn an_object_stored_with_other_bytes_keeps_its_key_on_record() {
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Retag).times(1));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&few(&bench, 1));
    let puts = faults.puts();
    assert_eq!(puts.len(), 2);
    assert_ne!(puts[0], puts[1], "nothing more is put at that key");
    assert_eq!(backend.row("0.bin").unknown_outcomes, [object_at(&puts[0])]);
    assert_eq!(backend.object("0.bin"), object_at(&puts[1]));
}

#[test]
fn a_confirmation_without_an_etag_counts_and_is_noted_per_upload_and_once_in_the_log() {
    const WORDS: &str = "without an ETag";
    let bench = Bench::new();
    let faults = bench.faults();
    faults.add(Rule::put(Action::Untag));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    let files = few(&bench, 3);
    backend.upload(&files);
    assert_all_stored(&bench, &backend);
    assert!(backend.retried().is_empty(), "{:?}", backend.retried());
    for name in ["0.bin", "1.bin", "2.bin"] {
        let id = backend.id(name);
        backend.send(Intent::SelectUpload(Some(id)));
        backend.wait_for("the requests", |model| {
            model.details.as_ref().is_some_and(|details| details.id == id)
        });
        let details = backend.model.details.as_ref().unwrap();
        let said: Vec<_> = details.requests.iter().filter_map(|one| one.error.as_deref()).collect();
        assert!(said.len() == 1 && said[0].contains(WORDS), "{name}: {said:?}");
    }
    backend.stop();

    let mut command = program(&bench.path("other data"));
    command.args(["--api-url", faults.api_url(), "upload", "--json"]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    let ended = run(command.args(&files));
    assert_eq!(ended.assert_code(0).events("uploaded").len(), 3);
    let logged = std::fs::read_to_string(bench.path("other data/log/que-uploader.log")).unwrap();
    assert_eq!(logged.matches(WORDS).count(), 1, "{logged}");
    let host = faults.storage_host();
    assert!(logged.contains(&format!("{host} confirms")), "{logged}");
}
