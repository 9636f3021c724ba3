//! The model on its own: intents and events in, state and commands out.

use std::path::PathBuf;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

fn model() -> Model {
    Model::new(Settings::default(), "test", false)
}

fn found(name: &str, size: u64) -> FoundFile {
    FoundFile {
        source: Source {
            path: PathBuf::from("/photos").join(name),
            relative: name.into(),
            size,
            modified: Some(NOW),
        },
    }
}

fn with_files(names: &[&str]) -> (Model, Vec<UploadId>) {
    let mut model = model();
    model.decide(Intent::Add(vec!["/photos".into()]), NOW);
    let files = names.iter().map(|name| found(name, 1000)).collect();
    let commands = model.absorb(Event::Found { batch: 1, files }, NOW);
    let [Command::Enqueue(jobs)] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    let ids = jobs.iter().map(|job| job.id).collect();
    (model, ids)
}

fn facts(key: &str) -> UploadFacts {
    UploadFacts {
        object: ObjectRef {
            bucket: Some("bucket".into()),
            key: key.into(),
        },
        sha256: "00".into(),
        bytes: 1000,
        uploaded_at: NOW,
    }
}

fn failure() -> Failure {
    Failure {
        step: Step::Upload,
        status: None,
        code: None,
        message: "it broke".into(),
        hint: "try".into(),
    }
}

#[test]
fn ids_grow_in_the_order_of_adding() {
    let (model, ids) = with_files(&["a", "b", "c"]);
    assert!(ids.is_sorted());
    assert_eq!(
        model.queue.uploads().iter().map(|upload| upload.id).collect::<Vec<_>>(),
        ids
    );
}

#[test]
fn the_same_file_twice_is_left_out_and_told_once() {
    let (mut model, _) = with_files(&["a"]);
    let commands = model.absorb(
        Event::Found {
            batch: 1,
            files: vec![found("a", 1000), found("b", 1)],
        },
        NOW,
    );
    assert!(matches!(commands.as_slice(), [Command::Enqueue(jobs)] if jobs.len() == 1));
    model.absorb(
        Event::ScanEnded {
            batch: 1,
            skipped: Vec::new(),
        },
        NOW,
    );
    let [notice] = model.notices.as_slice() else {
        panic!("{:?}", model.notices)
    };
    let NoticeKind::Added { added: 2, skipped } = &notice.kind else {
        panic!("{notice:?}")
    };
    assert_eq!(
        skipped.iter().map(|skipped| &skipped.reason).collect::<Vec<_>>(),
        [&SkipReason::Duplicate]
    );
}

#[test]
fn a_late_progress_of_an_ended_upload_changes_nothing() {
    let (mut model, ids) = with_files(&["a"]);
    model.absorb(
        Event::Failed {
            id: ids[0],
            failure: failure(),
        },
        NOW,
    );
    let before = model.queue.uploads().to_vec();
    for event in [
        Event::Preparing(ids[0]),
        Event::Progress(vec![(ids[0], 10)]),
        Event::Finishing(ids[0]),
        Event::Requeued(ids[0]),
        Event::Cancelled(ids[0]),
    ] {
        model.absorb(event, NOW);
    }
    assert_eq!(model.queue.uploads(), before);
}

#[test]
fn a_key_that_comes_while_cancelling_is_kept() {
    let (mut model, ids) = with_files(&["a"]);
    model.absorb(Event::Preparing(ids[0]), NOW);
    assert!(matches!(
        model.decide(Intent::Cancel(ids.clone()), NOW).as_slice(),
        [Command::Cancel(_)]
    ));
    assert_eq!(model.upload(ids[0]).unwrap().status(), Status::Cancelling);
    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("k"),
        },
        NOW,
    );
    model.absorb(Event::Cancelled(ids[0]), NOW);
    let upload = model.upload(ids[0]).unwrap();
    assert_eq!(upload.status(), Status::Uploaded);
    assert_eq!(upload.object.as_ref().unwrap().key, "k");
}

#[test]
fn totals_follow_every_event() {
    let (mut model, ids) = with_files(&["a", "b", "c"]);
    model.absorb(
        Event::Sending {
            id: ids[0],
            object: facts("k").object,
        },
        NOW,
    );
    model.absorb(Event::Progress(vec![(ids[0], 400)]), NOW);
    assert_eq!(
        (model.queue.totals().bytes, model.queue.totals().bytes_done),
        (3000, 400)
    );
    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("k"),
        },
        NOW,
    );
    model.absorb(
        Event::Failed {
            id: ids[1],
            failure: failure(),
        },
        NOW,
    );
    let totals = model.queue.totals();
    assert_eq!(
        (totals.files, totals.files_done, totals.bytes, totals.bytes_done),
        (3, 1, 2000, 1000)
    );
    assert_eq!((totals.count(Status::Failed), totals.pending()), (1, 1));
    model.decide(Intent::Remove(ids), NOW);
    assert_eq!((model.queue.totals().files, model.queue.totals().bytes), (0, 0));
}

#[test]
fn only_what_ended_can_be_tried_again() {
    let (mut model, ids) = with_files(&["a", "b"]);
    model.absorb(
        Event::Failed {
            id: ids[0],
            failure: failure(),
        },
        NOW,
    );
    let commands = model.decide(Intent::Retry(ids.clone()), NOW);
    assert!(matches!(commands.as_slice(), [Command::Retry(jobs)] if jobs.len() == 1 && jobs[0].id == ids[0]));
    assert!(model.decide(Intent::Retry(ids), NOW).is_empty());
}

#[test]
fn only_a_stored_object_can_be_signed_and_only_once_at_a_time() {
    let (mut model, ids) = with_files(&["a", "b"]);
    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("k"),
        },
        NOW,
    );
    let sign = || Intent::Sign {
        ids: ids.clone(),
        manifest_json: "{}".into(),
    };
    assert!(matches!(model.decide(sign(), NOW).as_slice(), [Command::Sign(orders)] if orders.len() == 1));
    assert!(model.decide(sign(), NOW).is_empty());
    let intent = Intent::Verify {
        ids: ids.clone(),
        target: VerifyTarget::Signed,
    };
    assert!(model.decide(intent, NOW).is_empty(), "there is no signed copy yet");
}

#[test]
fn an_attempt_whose_outcome_is_unknown_stays_visible_until_its_key_is_known() {
    let (mut model, ids) = with_files(&["a"]);
    for key in ["first", "second"] {
        model.absorb(
            Event::OutcomeUnknown {
                id: ids[0],
                object: facts(key).object,
            },
            NOW,
        );
    }
    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("second"),
        },
        NOW,
    );
    assert_eq!(model.upload(ids[0]).unwrap().unknown_outcomes, [facts("first").object]);
}

#[test]
fn a_key_ends_the_wait_for_one() {
    let mut model = model();
    model.absorb(Event::Held(Hold::NeedsKey { refused: true }), NOW);
    model.absorb(
        Event::Key(KeyState::Present {
            source: KeySource::Session,
            keyring_trouble: None,
        }),
        NOW,
    );
    assert_eq!(model.hold(), None);
}

#[test]
fn the_server_is_not_changed_under_files_that_are_on_their_way() {
    let (mut model, ids) = with_files(&["a"]);
    let moved = Settings {
        api_url: "https://other.example".into(),
        ..Settings::default()
    };
    assert!(model.decide(Intent::ApplySettings(moved.clone()), NOW).is_empty());
    assert!(matches!(model.notices[0].kind, NoticeKind::Trouble { .. }));
    assert_eq!(model.settings, Settings::default());

    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("k"),
        },
        NOW,
    );
    assert!(matches!(
        model.decide(Intent::ApplySettings(moved), NOW).as_slice(),
        [Command::UseSettings(_)]
    ));
    assert_eq!(
        (model.queue.uploads().len(), model.server.as_str()),
        (0, "other.example")
    );
}

#[test]
fn the_weightiest_reason_to_wait_is_shown_and_each_ends_by_itself() {
    let mut model = model();
    model.absorb(Event::Held(Hold::RateLimited { until: NOW }), NOW);
    model.absorb(
        Event::Held(Hold::Offline {
            headline: "away".into(),
        }),
        NOW,
    );
    assert_eq!(model.hold().map(Hold::kind), Some(HoldKind::Network));
    model.absorb(Event::Released(HoldKind::Network), NOW);
    assert_eq!(model.hold().map(Hold::kind), Some(HoldKind::Rate));
    model.absorb(Event::Released(HoldKind::Rate), NOW);
    assert_eq!(model.hold(), None);
}

#[test]
fn what_is_paused_is_held_back_until_it_is_resumed() {
    let (mut model, ids) = with_files(&["a", "b"]);
    assert!(
        matches!(model.decide(Intent::Pause(ids.clone()), NOW).as_slice(), [Command::Pause(paused)] if *paused == ids)
    );
    model.absorb(Event::Paused(ids[0]), NOW);
    // The other one was stored before the worker could stop it.
    model.absorb(
        Event::Uploaded {
            id: ids[1],
            facts: facts("k"),
        },
        NOW,
    );
    model.absorb(Event::Paused(ids[1]), NOW);
    assert_eq!(model.upload(ids[0]).unwrap().status(), Status::Paused);
    assert_eq!(model.upload(ids[1]).unwrap().status(), Status::Uploaded);
    assert!(
        matches!(model.decide(Intent::Resume(ids.clone()), NOW).as_slice(), [Command::Retry(jobs)] if jobs.len() == 1)
    );
    assert_eq!(model.upload(ids[0]).unwrap().status(), Status::Queued);
}

#[test]
fn a_server_is_known_by_its_host() {
    for (url, host) in [
        ("https://dev-api.addque.org", "dev-api.addque.org"),
        ("http://127.0.0.1:8080/prefix", "127.0.0.1:8080"),
        ("https://user:pass@host/x", "host"),
    ] {
        assert_eq!(host_of(url), host);
    }
}

#[test]
fn an_author_is_remembered_once() {
    let mut model = model();
    let remember = || Intent::RememberAuthor(" Ada ".into());
    let commands = model.decide(remember(), NOW);
    assert!(matches!(commands.as_slice(), [Command::UseSettings(settings)] if settings.author == "Ada"));
    assert!(model.decide(remember(), NOW).is_empty());
}
