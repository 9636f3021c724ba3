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
    model.decide(Intent::Add(vec!["/photos".into()]));
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

fn assert_done(model: &Model, expected: &str) {
    let last = model.notices.last().map(|notice| &notice.kind);
    assert!(
        matches!(last, Some(NoticeKind::Done { headline, .. }) if headline == expected),
        "{last:?}"
    );
}

fn failure() -> Failure {
    Failure {
        step: Step::Upload,
        status: None,
        code: None,
        message: "it broke".into(),
        hint: "try".into(),
        cause: None,
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
fn a_duplicate_file_is_skipped_and_reported_once() {
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
    let NoticeKind::Added { added: 2, skipped, .. } = &notice.kind else {
        panic!("{notice:?}")
    };
    assert_eq!(
        skipped.iter().map(|skipped| &skipped.reason).collect::<Vec<_>>(),
        [&SkipReason::Duplicate]
    );
}

#[test]
fn late_progress_of_an_ended_upload_changes_nothing() {
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
        Event::Canceled(ids[0]),
    ] {
        model.absorb(event, NOW);
    }
    assert_eq!(model.queue.uploads(), before);
}

#[test]
fn a_key_that_arrives_while_canceling_is_kept() {
    let (mut model, ids) = with_files(&["a"]);
    model.absorb(Event::Preparing(ids[0]), NOW);
    assert!(matches!(
        model.decide(Intent::Cancel(ids.clone())).as_slice(),
        [Command::Cancel(_)]
    ));
    assert_eq!(model.upload(ids[0]).unwrap().status(), Status::Canceling);
    model.absorb(
        Event::Uploaded {
            id: ids[0],
            facts: facts("k"),
        },
        NOW,
    );
    model.absorb(Event::Canceled(ids[0]), NOW);
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
    model.decide(Intent::Remove(ids));
    assert_eq!((model.queue.totals().files, model.queue.totals().bytes), (0, 0));
}

#[test]
fn only_ended_uploads_can_be_retried() {
    let (mut model, ids) = with_files(&["a", "b"]);
    model.absorb(
        Event::Failed {
            id: ids[0],
            failure: failure(),
        },
        NOW,
    );
    let commands = model.decide(Intent::Retry(ids.clone()));
    assert!(matches!(commands.as_slice(), [Command::Retry(jobs)] if jobs.len() == 1 && jobs[0].id == ids[0]));
    assert!(model.decide(Intent::Retry(ids)).is_empty());
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
    assert!(matches!(model.decide(sign()).as_slice(), [Command::Sign(orders)] if orders.len() == 1));
    assert!(model.decide(sign()).is_empty());
    let intent = Intent::Verify {
        ids: ids.clone(),
        target: VerifyTarget::Signed,
    };
    assert!(model.decide(intent).is_empty(), "there is no signed copy yet");
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
fn an_api_key_ends_the_hold_for_a_missing_key() {
    let mut model = model();
    model.absorb(Event::HoldBegan(Hold::NeedsKey { refused: true }), NOW);
    model.absorb(
        Event::ApiKeyChanged(ApiKeyState::Present {
            source: KeySource::Session,
            keyring_trouble: None,
        }),
        NOW,
    );
    assert_eq!(model.hold(), None);
}

fn two_servers() -> Settings {
    let mut settings = Settings::default();
    settings.profiles.push(Profile::at("https://other.example"));
    settings
}

#[test]
fn switching_servers_while_uploading_needs_confirmation() {
    let (mut model, _) = with_files(&["a"]);
    model.settings = two_servers();
    let switch = || Intent::SwitchProfile("other.example".into());
    assert!(model.decide(switch()).is_empty());
    assert!(model.switching.is_some());
    assert_eq!(model.running_work().uploads, 1);
    assert!(model.decide(Intent::ConfirmSwitch(false)).is_empty());
    assert_eq!((model.switching.is_none(), &model.settings), (true, &two_servers()));

    model.decide(switch());
    let commands = model.decide(Intent::ConfirmSwitch(true));
    assert!(
        matches!(commands.as_slice(), [Command::UseSettings(settings), Command::SearchHistory { .. }]
            if settings.profile().api_url == "https://other.example"),
        "{commands:?}"
    );
    assert_eq!(
        (model.queue.uploads().len(), model.server.as_str()),
        (0, "other.example")
    );
    assert_eq!(
        (model.api_key.clone(), model.switching.is_none()),
        (ApiKeyState::Reading, true)
    );
}

#[test]
fn a_scan_that_began_at_one_server_adds_nothing_to_another() {
    let mut model = model();
    model.settings = two_servers();
    model.decide(Intent::Add(vec!["/photos".into()]));
    assert!(model.decide(Intent::SwitchProfile("other.example".into())).is_empty());
    assert_eq!(model.running_work().folders, 1);
    model.decide(Intent::ConfirmSwitch(true));
    let found = Event::Found {
        batch: 1,
        files: vec![found("late.jpg", 1)],
    };
    assert!(model.absorb(found, NOW).is_empty());
    let ended = Event::ScanEnded {
        batch: 1,
        skipped: Vec::new(),
    };
    model.absorb(ended, NOW);
    assert!(model.queue.uploads().is_empty() && model.notices.is_empty() && model.scanning.is_empty());
}

#[test]
fn another_profile_of_the_same_address_keeps_the_queue() {
    let (mut model, _) = with_files(&["a"]);
    model.settings.profiles.push(Profile {
        name: "Archive".into(),
        bucket: Some("archive".into()),
        ..Profile::default()
    });
    let commands = model.decide(Intent::SwitchProfile("Archive".into()));
    assert!(matches!(commands.as_slice(), [Command::UseSettings(_)]));
    assert_eq!((model.queue.uploads().len(), model.server.as_str()), (1, "Archive"));
}

#[test]
fn applying_settings_never_leaves_the_sandbox() {
    let visiting = Profile {
        name: "Sandbox".into(),
        ..Profile::at("http://127.0.0.1:9")
    };
    let settings = Settings {
        session_profile: Some(visiting.clone()),
        ..two_servers()
    };
    let mut model = Model::new(settings, "Sandbox", true);
    let commands = model.decide(Intent::SwitchProfile("other.example".into()));
    assert!(matches!(commands.as_slice(), [Command::UseSettings(settings)] if *settings.profile() == visiting));
    assert_eq!(model.server, "Sandbox");
}

#[test]
fn the_welcome_screen_is_shown_once_and_only_without_a_key() {
    let missing = || Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble: None });
    let mut new = model();
    new.absorb(missing(), NOW);
    assert!(new.welcome);
    let commands = new.decide(Intent::EndFirstStart);
    assert!(matches!(commands.as_slice(), [Command::UseSettings(settings)] if settings.welcomed));
    assert!(!new.welcome);
    new.absorb(missing(), NOW);
    assert!(!new.welcome, "a key that was forgotten is no first start");

    let welcomed = Settings {
        welcomed: true,
        ..Settings::default()
    };
    let named = Settings {
        session_profile: Some(Profile::at("https://other.example")),
        ..Settings::default()
    };
    for (settings, sandbox) in [(welcomed, false), (named, false), (Settings::default(), true)] {
        let mut known = Model::new(settings, "x", sandbox);
        known.absorb(missing(), NOW);
        assert!(!known.welcome);
    }
    let mut with_key = model();
    with_key.absorb(
        Event::ApiKeyChanged(ApiKeyState::Present {
            source: KeySource::Keyring,
            keyring_trouble: None,
        }),
        NOW,
    );
    with_key.absorb(missing(), NOW);
    assert!(!with_key.welcome);
}

#[test]
fn the_most_important_hold_is_shown_and_each_ends_independently() {
    let mut model = model();
    model.absorb(
        Event::HoldBegan(Hold::RateLimited {
            until: NOW,
            detail: None,
        }),
        NOW,
    );
    model.absorb(Event::HoldBegan(Hold::Offline(Offline::in_words("away"))), NOW);
    assert_eq!(model.hold().map(Hold::kind), Some(HoldKind::Network));
    model.absorb(Event::HoldEnded(HoldKind::Network), NOW);
    assert_eq!(model.hold().map(Hold::kind), Some(HoldKind::Rate));
    model.absorb(Event::HoldEnded(HoldKind::Rate), NOW);
    assert_eq!(model.hold(), None);
}

#[test]
fn a_paused_upload_waits_until_it_is_resumed() {
    let (mut model, ids) = with_files(&["a", "b"]);
    assert!(matches!(model.decide(Intent::Pause(ids.clone())).as_slice(), [Command::Pause(paused)] if *paused == ids));
    model.absorb(Event::Paused(ids[0]), NOW);
    // The other was stored before the worker could stop it.
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
    assert!(matches!(model.decide(Intent::Resume(ids.clone())).as_slice(), [Command::Retry(jobs)] if jobs.len() == 1));
    assert_eq!(model.upload(ids[0]).unwrap().status(), Status::Queued);
}

#[test]
fn a_server_is_named_after_its_host() {
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
    let commands = model.decide(remember());
    assert!(matches!(commands.as_slice(), [Command::UseSettings(settings)] if settings.author == "Ada"));
    assert!(model.decide(remember()).is_empty());
}

#[test]
fn notices_never_pile_up() {
    let mut model = model();
    for number in 0..200 {
        for headline in ["the same".to_owned(), format!("number {number}")] {
            let hint = String::new();
            model.absorb(
                Event::Trouble {
                    headline,
                    hint,
                    said: None,
                },
                NOW,
            );
        }
    }
    assert!(model.notices.len() <= 20, "{}", model.notices.len());
    let count = |words: &str| {
        let of = |notice: &&Notice| matches!(&notice.kind, NoticeKind::Trouble { headline, .. } if headline == words);
        model.notices.iter().filter(of).count()
    };
    assert_eq!((count("the same"), count("number 199"), count("number 0")), (1, 1, 0));
}

/// The commands that follow when a file is stored with this type.
fn stored_as(model: &mut Model, content_type: &str) -> (UploadId, Vec<Command>) {
    model.decide(Intent::Add(vec!["/a".into()]));
    let batch = *model.scanning.keys().next().unwrap();
    model.absorb(
        Event::Found {
            batch,
            files: vec![FoundFile {
                source: Source {
                    path: format!("/a/{content_type}").into(),
                    relative: "a".into(),
                    size: 10,
                    modified: None,
                },
            }],
        },
        NOW,
    );
    model.absorb(
        Event::ScanEnded {
            batch,
            skipped: Vec::new(),
        },
        NOW,
    );
    let id = model.queue.uploads().last().unwrap().id;
    model.absorb(Event::Preparing(id), NOW);
    model.absorb(
        Event::Prepared {
            id,
            content_type: content_type.into(),
            note: None,
        },
        NOW,
    );
    let facts = UploadFacts {
        object: ObjectRef {
            bucket: Some("b".into()),
            key: content_type.into(),
        },
        sha256: String::new(),
        bytes: 10,
        uploaded_at: NOW,
    };
    (id, model.absorb(Event::Uploaded { id, facts }, NOW))
}

#[test]
fn a_preset_signs_new_uploads_automatically_and_signed_copies_are_verified_automatically() {
    let mut model = Model::new(Settings::default(), "test", false);
    let (id, nothing) = stored_as(&mut model, "image/jpeg");
    assert!(nothing.is_empty(), "no preset does so");
    let mut presets = Presets::default();
    presets.keep("P", "{}".into()).unwrap();
    presets.set_auto_sign(Some("P"));
    model.decide(Intent::KeepPresets(presets));
    let (photo, commands) = stored_as(&mut model, "image/png");
    let [Command::Sign(orders)] = &commands[..] else {
        panic!("{commands:?}")
    };
    assert!(
        orders[0].unless_it_has.is_some(),
        "existing credentials are never replaced automatically"
    );
    let (_, nothing) = stored_as(&mut model, "text/plain");
    assert!(nothing.is_empty(), "what cannot be signed is left alone");

    let facts = SignedFacts {
        signed_uri: Some("s3://signed/k".into()),
        evidence: None,
        manifest_json: "{}".into(),
        signed_at: NOW,
        identity: Some(false),
    };
    let commands = model.absorb(
        Event::Signed {
            id: photo,
            facts: facts.clone(),
        },
        NOW,
    );
    assert!(matches!(&commands[..], [Command::Verify(orders)] if orders[0].target == VerifyTarget::Signed));
    model.settings.verify_signed = false;
    assert!(model.absorb(Event::Signed { id, facts }, NOW).is_empty());
}

#[test]
fn a_window_inspects_each_added_file_that_can_have_credentials_and_a_script_none() {
    for (is_window, media_type, is_inspected) in [
        (true, "image/jpeg", true),
        (true, "text/plain", false),
        (false, "image/jpeg", false),
    ] {
        let mut model = Model::new(Settings::default(), "test", false);
        model.looks_on_arrival = is_window;
        let (id, _) = stored_as(&mut model, media_type);
        let is_looking = model.upload(id).unwrap().existing == ExistingCredentials::Checking;
        assert_eq!(is_looking, is_inspected, "{is_window} {media_type}");
        let content_type = media_type.to_owned();
        let again = Event::Prepared {
            id,
            content_type,
            note: None,
        };
        assert!(model.absorb(again, NOW).is_empty(), "once is enough");
    }
}

#[test]
fn credentials_beside_a_file_are_not_forgotten_when_they_go_and_others_are() {
    for (sidecar, stays) in [(Some("a.c2pa".to_owned()), true), (None, false)] {
        let mut model = Model::new(Settings::default(), "test", false);
        let (id, _) = stored_as(&mut model, "image/jpeg");
        let found = ExistingCredentials::Found(ExistingFacts {
            sidecar,
            ..ExistingFacts::default()
        });
        for existing in [found.clone(), ExistingCredentials::None] {
            model.absorb(Event::Inspected { id, existing }, NOW);
        }
        assert_eq!(model.upload(id).unwrap().existing == found, stays);
    }
}

#[test]
fn a_file_that_could_not_be_looked_at_is_looked_at_again_after_a_retry() {
    let mut model = Model::new(Settings::default(), "test", false);
    let (id, _) = stored_as(&mut model, "image/jpeg");
    let existing = ExistingCredentials::Unknown("The file is no longer here.".to_owned());
    model.absorb(Event::Inspected { id, existing }, NOW);
    model.change(id, |upload| upload.state = UploadState::Canceled);
    assert_eq!(model.decide(Intent::Retry(vec![id])).len(), 1);
    assert_eq!(model.upload(id).unwrap().existing, ExistingCredentials::Unchecked);
}

#[test]
fn a_file_signed_in_spite_of_its_credentials_names_what_is_known_of_them() {
    let facts = ExistingFacts {
        issuer: Some("Camera Maker".to_owned()),
        ..ExistingFacts::default()
    };
    for (existing, keep_credentials, expected) in [
        (ExistingCredentials::Found(facts.clone()), false, Some(Some(facts))),
        (
            ExistingCredentials::Unknown("It took too long.".to_owned()),
            false,
            Some(None),
        ),
        (ExistingCredentials::Unchecked, true, None),
        // The file may have changed after that look.
        (ExistingCredentials::None, false, Some(None)),
    ] {
        let mut model = Model::new(Settings::default(), "test", false);
        let (id, _) = stored_as(&mut model, "image/jpeg");
        if existing != ExistingCredentials::Unchecked {
            let existing = existing.clone();
            model.absorb(Event::Inspected { id, existing }, NOW);
        }
        let commands = model.decide(Intent::SignWith {
            ids: vec![id],
            template: "{}".into(),
            keep_credentials,
            identity: false,
        });
        let [Command::Sign(orders)] = &commands[..] else {
            panic!("{commands:?}")
        };
        let earlier = orders[0].earlier.as_ref();
        assert_eq!(earlier.map(|earlier| earlier.known.clone()), expected, "{existing:?}");
        let is_by_hash = |earlier: &EarlierRequest| {
            earlier.look.as_ref().is_some_and(|look| look.sha256.is_some()) && earlier.sha256.is_some()
        };
        assert!(earlier.is_none_or(|earlier| is_by_hash(earlier)), "{existing:?}");
    }
}

#[test]
fn sign_new_inspects_each_file_that_can_have_credentials_and_no_other() {
    let mut model = Model::new(Settings::default(), "test", false);
    let (photo, _) = stored_as(&mut model, "image/jpeg");
    let (words, _) = stored_as(&mut model, "text/plain");
    let unsignable = Intent::SignNew {
        ids: vec![words],
        manifest_json: "{}".to_owned(),
    };
    assert!(model.decide(unsignable).is_empty(), "no server signs it");
    let mut looks = |id, existing: Option<ExistingCredentials>| {
        if let Some(existing) = existing {
            model.absorb(Event::Inspected { id, existing }, NOW);
        }
        let manifest_json = "{}".to_owned();
        let ids = vec![id];
        let commands = model.decide(Intent::SignNew { ids, manifest_json });
        let [Command::Sign(orders)] = &commands[..] else {
            panic!("{commands:?}")
        };
        let looks = orders[0]
            .unless_it_has
            .as_ref()
            .is_some_and(|look| look.sha256.is_some());
        let failure = failure();
        model.absorb(Event::SignFailed { id, failure }, NOW);
        looks
    };
    assert!(looks(photo, None));
    assert!(looks(
        photo,
        Some(ExistingCredentials::Unknown("It took too long.".into()))
    ));
    assert!(looks(photo, Some(ExistingCredentials::Found(ExistingFacts::default()))));
    assert!(
        looks(photo, Some(ExistingCredentials::None)),
        "a look on arrival says nothing about bytes that were read later"
    );
}

#[test]
fn credentials_that_were_not_kept_are_reported_and_counted_in_one_notice() {
    let mut model = Model::new(Settings::default(), "test", false);
    let troubles = |model: &Model| {
        let notices = model.notices.iter().filter_map(|notice| match &notice.kind {
            NoticeKind::Trouble { headline, .. } => Some(headline.clone()),
            _ => None,
        });
        notices.collect::<Vec<_>>()
    };
    let (id, _) = stored_as(&mut model, "image/jpeg");
    for name in ["a.jpg", "b.jpg", "c.jpg"] {
        let (name, reason) = (name.to_owned(), "no space left".to_owned());
        model.absorb(Event::CredentialsNotKept { id, name, reason }, NOW);
        let shown = troubles(&model);
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].contains("no space left"), "{shown:?}");
    }
    assert!(troubles(&model)[0].contains("3 files"), "{:?}", troubles(&model));
}

#[test]
fn a_late_event_of_an_earlier_signed_copy_says_nothing_about_the_new_one() {
    let mut model = Model::new(Settings::default(), "test", false);
    let (id, _) = stored_as(&mut model, "image/jpeg");
    let sign = |model: &mut Model, key: &str| {
        let facts = SignedFacts {
            signed_uri: Some(format!("s3://signed/{key}")),
            evidence: None,
            manifest_json: "{}".to_owned(),
            signed_at: NOW,
            identity: Some(false),
        };
        model.absorb(Event::Signed { id, facts }, NOW);
        let commands = model.decide(Intent::FetchCopy(id));
        let [Command::FetchCopy(order)] = &commands[..] else {
            panic!("{commands:?}")
        };
        assert_eq!(order.size, model.upload(id).unwrap().source.size);
        order.object.clone()
    };
    let first = sign(&mut model, "k1");
    let second = sign(&mut model, "k2");
    assert_ne!(first, second);
    let copy = Ok("/tmp/k1.jpg".into());
    let object = first.clone();
    model.absorb(Event::CopyFetched { id, object, copy }, NOW);
    assert_eq!(model.signed_copy(id), Some(&SignedCopy::Fetching));
    let copy = Ok("/tmp/k2.jpg".into());
    let object = second.clone();
    model.absorb(Event::CopyFetched { id, object, copy }, NOW);
    model.absorb(Event::CopyDropped { id, object: first }, NOW);
    assert_eq!(model.signed_copy(id), Some(&SignedCopy::Here("/tmp/k2.jpg".into())));
    model.absorb(Event::CopyDropped { id, object: second }, NOW);
    assert_eq!(model.signed_copy(id), None);
}

#[test]
fn the_files_of_a_restored_queue_are_looked_at_and_of_a_long_one_only_the_newest() {
    let mut stored = |number: i64| {
        let source = found(&format!("{number}.jpg"), 10).source;
        let mut upload = Upload::new(UploadId::new(number), NOW, source);
        upload.state = UploadState::Uploaded;
        upload.content_type = Some("image/jpeg".to_owned());
        upload
    };
    for (looks_on_arrival, expected) in [(true, 2000), (false, 0)] {
        let mut model = Model::new(Settings::default(), "test", false);
        model.looks_on_arrival = looks_on_arrival;
        let uploads: Vec<_> = (1..=2500).map(&mut stored).collect();
        let commands = model.absorb(Event::Restored(uploads), NOW);
        let looks: Vec<_> = commands
            .iter()
            .filter_map(|command| match command {
                Command::LookOnArrival(orders) => Some(orders),
                _ => None,
            })
            .flatten()
            .collect();
        assert_eq!(looks.len(), expected);
        assert!(looks.iter().all(|look| look.id.number() > 500));
    }
}

#[test]
fn files_that_keep_their_credentials_share_one_notice() {
    let mut model = Model::new(Settings::default(), "test", false);
    for kind in ["image/png", "image/jpeg"] {
        let (id, _) = stored_as(&mut model, kind);
        let existing = ExistingCredentials::Found(ExistingFacts::default());
        model.absorb(Event::SigningSkipped { id, existing }, NOW);
        assert_eq!(model.upload(id).unwrap().sign, SignState::NotAsked);
    }
    assert_eq!(
        model.notices.last().unwrap().kind,
        NoticeKind::SigningSkipped { files: 2 }
    );
}

#[test]
fn undo_restores_positions_and_restarts_running_uploads() {
    let (mut model, ids) = with_files(&["a", "b", "c", "d", "e"]);
    let before = model.queue.totals().clone();
    model.absorb(Event::Preparing(ids[1]), NOW);
    model.absorb(
        Event::Failed {
            id: ids[3],
            failure: failure(),
        },
        NOW,
    );
    let commands = model.decide(Intent::Remove(vec![ids[3], ids[1], ids[2]]));
    assert!(matches!(commands.as_slice(), [Command::Remove(gone)] if gone.as_slice() == &ids[1..4]));
    assert_eq!(model.removed().map(Removed::files), Some(3));
    // Events meanwhile: one has stopped, one had been stored.
    model.absorb(Event::Canceled(ids[1]), NOW);
    model.absorb(
        Event::Uploaded {
            id: ids[2],
            facts: facts("k"),
        },
        NOW,
    );
    // Another file was added, and the removed one again.
    model.decide(Intent::Add(vec!["/photos".into()]));
    model.absorb(
        Event::Found {
            batch: 2,
            files: vec![found("f", 1000)],
        },
        NOW,
    );
    let commands = model.decide(Intent::UndoRemove);
    let [Command::PutBack(back)] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    let states: Vec<_> = back.iter().map(|upload| (upload.id, upload.state.clone())).collect();
    assert_eq!(
        states,
        [(ids[1], UploadState::Queued), (ids[3], UploadState::Failed(failure()))],
        "what has a key has nothing more to be done"
    );
    let names: Vec<_> = model
        .queue
        .uploads()
        .iter()
        .map(|upload| upload.source.name())
        .collect();
    assert_eq!(names, ["a", "b", "c", "d", "e", "f"]);
    assert_eq!(model.queue.get(ids[2]).unwrap().object, Some(facts("k").object));
    for (place, upload) in model.queue.uploads().iter().enumerate() {
        assert_eq!(model.queue.place(upload.id), Some(place));
    }
    assert_eq!(model.queue.totals().files, before.files + 1);
    assert_eq!(model.queue.totals().count(Status::Queued), 4);
    assert!(model.removed().is_none() && model.decide(Intent::UndoRemove).is_empty());
}

#[test]
fn many_rows_that_undo_no_longer_needs_are_freed_by_the_worker() {
    let names: Vec<_> = (0..2000).map(|number| number.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let (mut model, ids) = with_files(&names);
    model.decide(Intent::Remove(ids[2..].to_vec()));
    let next = model.decide(Intent::Remove(vec![ids[0]]));
    let [Command::Remove(gone), Command::Discard(freed)] = next.as_slice() else {
        panic!("{next:?}");
    };
    assert_eq!((gone.as_slice(), freed.len()), (&ids[..1], 1998));
    let few = model.decide(Intent::Remove(vec![ids[1]]));
    assert!(matches!(few.as_slice(), [Command::Remove(_)]), "{few:?}");
    assert_eq!(model.removed().map(Removed::files), Some(1));
    assert!(model.queue.uploads().is_empty());
}

#[test]
fn undo_skips_a_file_that_was_added_again() {
    let (mut model, ids) = with_files(&["a", "b"]);
    model.decide(Intent::Remove(ids));
    model.absorb(
        Event::Found {
            batch: 1,
            files: vec![found("a", 1000)],
        },
        NOW,
    );
    model.decide(Intent::UndoRemove);
    let mut names: Vec<_> = model
        .queue
        .uploads()
        .iter()
        .map(|upload| upload.source.name())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["a", "b"]);
}

/// Three files with keys and one without; the first two and the last were removed.
fn removed_ones() -> (Model, Vec<UploadId>) {
    let (mut model, ids) = with_files(&["a", "b", "c", "d"]);
    for (id, key) in ids.iter().zip(["ka", "kb", "kc"]) {
        let facts = facts(key);
        model.absorb(Event::Preparing(*id), NOW);
        model.absorb(Event::Uploaded { id: *id, facts }, NOW);
    }
    model.decide(Intent::Remove(vec![ids[0], ids[1], ids[3]]));
    (model, ids)
}

fn forgotten(model: &mut Model, ids: &[UploadId]) {
    let ids = ids.to_vec();
    model.absorb(
        Event::Forgotten {
            ids,
            kept: 0,
            credentials: 0,
            credentials_left: 0,
        },
        NOW,
    );
}

fn queued(model: &Model) -> Vec<UploadId> {
    model.queue.uploads().iter().map(|upload| upload.id).collect()
}

#[test]
fn undo_skips_forgotten_records_and_restores_the_others() {
    let (mut model, ids) = removed_ones();
    forgotten(&mut model, &ids[..1]);
    assert_eq!(model.removed().map(Removed::files), Some(2));
    let commands = model.decide(Intent::UndoRemove);
    assert!(matches!(commands.as_slice(), [Command::PutBack(back)] if back.len() == 1 && back[0].id == ids[3]));
    assert_eq!(queued(&model), ids[1..]);
    // All forgotten: nothing can be restored, and undo is not offered.
    let (mut model, ids) = removed_ones();
    forgotten(&mut model, &[ids[0], ids[1], ids[3]]);
    assert!(model.removed().is_none() && model.decide(Intent::UndoRemove).is_empty());
    assert_eq!(queued(&model), [ids[2]]);
}

#[test]
fn an_upload_restored_before_its_deletion_is_reported_stays_unless_it_needs_its_record() {
    let (mut model, ids) = removed_ones();
    model.decide(Intent::Forget(vec![ids[0], ids[3]]));
    model.decide(Intent::UndoRemove);
    assert_eq!(queued(&model), ids);
    forgotten(&mut model, &[ids[0], ids[3]]);
    assert_eq!(
        queued(&model),
        ids[1..],
        "the one without a key is uploaded again, once"
    );
    model.decide(Intent::Remove(vec![ids[3]]));
    model.decide(Intent::UndoRemove);
    assert_eq!(queued(&model), ids[1..]);
}

/// Records of a history with keys; every third has a signed copy.
fn records(numbers: impl IntoIterator<Item = i64>) -> Vec<Upload> {
    let record = |number: i64| {
        let mut upload = Upload::new(UploadId::new(number), NOW, found(&format!("{number}.jpg"), 1000).source);
        upload.state = UploadState::Uploaded;
        upload.object = Some(facts(&format!("k{number}")).object);
        upload.content_type = Some("image/jpeg".into());
        if number % 3 == 0 {
            upload.sign = SignState::Signed;
            upload.signed = Some(SignedFacts {
                signed_uri: Some(format!("s3://bucket/signed/{number}")),
                evidence: None,
                manifest_json: "{}".into(),
                signed_at: NOW,
                identity: Some(false),
            });
        }
        upload
    };
    numbers.into_iter().map(record).collect()
}

/// Answers reads of bulk operations until another command comes. Returns that, and how many records were in memory.
fn read_for(model: &mut Model, mut commands: Vec<Command>) -> Vec<Command> {
    let mut others = Vec::new();
    while let Some(command) = commands.pop() {
        let Command::ReadRecords { bulk_operation, ids } = command else {
            others.push(command);
            continue;
        };
        let uploads = records(ids.iter().map(|id| id.number()));
        commands.extend(model.absorb(
            Event::RecordsRead {
                bulk_operation,
                uploads,
                unreadable: 0,
            },
            NOW,
        ));
    }
    others
}

fn verified(id: UploadId, target: VerifyTarget) -> Event {
    let facts = VerifiedFacts {
        target,
        verdict: if id.number() % 10 == 0 {
            Verdict::Invalid
        } else {
            Verdict::Trusted
        },
        explanation: String::new(),
        brief: None,
        report: "{}".into(),
        verified_at: NOW,
    };
    Event::Verified { id, facts }
}

#[test]
fn a_row_drops_its_report_only_if_it_has_a_summary_and_the_database_has_the_report() {
    let facts = |brief| VerifiedFacts {
        target: VerifyTarget::Original,
        verdict: Verdict::Trusted,
        explanation: String::new(),
        brief,
        report: "{}".into(),
        verified_at: NOW,
    };
    let brief = Some(ReportBrief::default());
    let (mut model, ids) = with_files(&["a", "b"]);
    for (id, brief) in [(ids[0], brief.clone()), (ids[1], None)] {
        let facts = facts(brief);
        model.absorb(Event::Verified { id, facts }, NOW);
    }
    let reports: Vec<_> = ids
        .iter()
        .map(|id| match &model.upload(*id).unwrap().verify {
            VerifyState::Verified(facts) => (facts.report.to_string(), facts.has_report()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(reports, [(String::new(), false), ("{}".to_owned(), true)]);
    let unrecorded = facts(brief).for_row(UploadId::unrecorded(0));
    assert!(unrecorded.has_report(), "it is nowhere else");
}

#[test]
fn a_bulk_operation_covers_records_that_are_not_loaded_and_keeps_few_in_memory() {
    let mut model = model();
    let ids: Vec<_> = (1..=1000).map(UploadId::new).collect();
    let action = BulkAction::Verify;
    let commands = model.decide(Intent::RunBulkOperation { ids, action });
    let mut orders = read_for(&mut model, commands);
    let mut verified_ones = HashMap::new();
    while let Some(command) = orders.pop() {
        let Command::Verify(some) = command else {
            panic!("{command:?}")
        };
        for order in some {
            assert!(model.history.loaded().count() <= 200);
            verified_ones.insert(order.id, order.target);
            let commands = model.absorb(verified(order.id, order.target), NOW);
            orders.extend(read_for(&mut model, commands));
        }
    }
    assert_eq!(verified_ones.len(), 1000);
    assert_eq!(verified_ones[&UploadId::new(3)], VerifyTarget::Signed);
    assert_eq!(verified_ones[&UploadId::new(4)], VerifyTarget::Original);
    assert!(model.bulk_operations().is_empty());
    assert_eq!(model.history.loaded().count(), 0);
    assert_done(&model, "1000 of 1000 records verified: 100 Invalid, 900 Trusted.");
}

#[test]
fn a_bulk_operation_skips_what_it_should_and_can_be_stopped() {
    let mut model = model();
    let action = BulkAction::Sign {
        template: "{}".into(),
        keep_credentials: false,
        leave_signed: true,
        identity: false,
    };
    let ids = (1..=1000).map(UploadId::new).collect();
    let commands = model.decide(Intent::RunBulkOperation { ids, action });
    let orders = read_for(&mut model, commands);
    let [Command::Sign(orders)] = orders.as_slice() else {
        panic!("{orders:?}")
    };
    assert_eq!(orders.len(), 67, "of the first hundred, without those that are signed");
    let number = model.bulk_operations()[0].number;
    assert!(model.decide(Intent::StopBulkOperation(number)).is_empty());
    for order in orders.clone() {
        let facts = records([3]).remove(0).signed.unwrap();
        model.settings.verify_signed = false;
        let commands = model.absorb(Event::Signed { id: order.id, facts }, NOW);
        assert!(commands.is_empty(), "no more is begun: {commands:?}");
    }
    assert_done(&model, "67 of 100 records signed: 33 left out. It was stopped.");
}

#[test]
fn a_queue_restored_in_batches_has_one_notice() {
    let (before, _) = with_files(&["a", "b", "c"]);
    let rows = before.queue.uploads().iter();
    let mut uploads: Vec<_> = rows.map(|row| Upload::clone(row)).collect();
    uploads[1].state = UploadState::Failed(failure());
    let last = uploads.split_off(2);
    let mut model = Model::new(Settings::default(), "x", false);
    model.absorb(Event::Restoring(uploads), NOW);
    assert_eq!(model.notices, []);
    assert_eq!(model.queue.totals().pending(), 1, "it is on show, and can be under way");
    model.absorb(Event::Restored(last), NOW);
    let notices: Vec<_> = model.notices.iter().map(|notice| &notice.kind).collect();
    let expected = NoticeKind::Restored {
        unfinished: 2,
        ended: 1,
    };
    assert_eq!(notices, [&expected]);
    assert_eq!(model.queue.uploads().len(), 3);
}

#[test]
fn uploads_that_could_not_be_recorded_do_not_count_as_kept() {
    let (mut model, ids) = with_files(&["a.jpg", "b.jpg", "c.jpg"]);
    assert_eq!(
        (model.kept(), model.unrecorded_count()),
        (0, 0),
        "nothing is on disk yet, and nothing is lost"
    );
    model.absorb(Event::Recorded(vec![ids[0]]), NOW);
    let failure = Failure {
        step: Step::Record,
        status: None,
        code: None,
        message: "The disk is full.".to_owned(),
        hint: String::new(),
        cause: None,
    };
    for id in [ids[1], ids[2]] {
        let failure = failure.clone();
        model.absorb(Event::Failed { id, failure }, NOW);
    }
    assert_eq!((model.kept(), model.unrecorded_count()), (1, 2));
    // With free space it starts, so it is recorded.
    model.decide(Intent::Retry(vec![ids[1]]));
    model.absorb(Event::Preparing(ids[1]), NOW);
    assert_eq!((model.kept(), model.unrecorded_count()), (2, 1));
}
