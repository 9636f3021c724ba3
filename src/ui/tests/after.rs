//! After the upload: signed copies and their keys, clearing, adding again, switching servers.

use super::*;
use model::{ExistingCredentials, Hold, Intent, Profile, SaveState};

fn signed(names: &[&str]) -> (World, Vec<UploadId>) {
    let (mut world, ids) = World::with(names);
    for (number, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{number}"));
        world.sign(*id);
    }
    (world, ids)
}

fn select_all(harness: &mut Harness<'_, World>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn with_two_servers(mut world: World) -> World {
    let other = Profile {
        name: "Archive".into(),
        ..Profile::at("https://archive.example")
    };
    world.model.settings.profiles.push(other);
    world.model.server = "Que".into();
    world
}

#[test]
fn a_signed_file_hands_out_its_signed_copy_and_the_original_on_request() {
    let (mut world, ids) = signed(&["a.jpg", "b.jpg"]);
    world.view.choose(ids[0]);
    let mut harness = world.harness(1180.0, 900.0);
    harness.get_by_label("Copy original key");
    harness.get_by_label("Copy signed link");
    assert_eq!(copied_by_click(&mut harness, "Copy signed key of a.jpg"), ["k.jpg"]);
    harness.event(Input::Copy);
    harness.run_steps(2);
    harness.get_by_label("Key of the signed copy copied. k.jpg");
    select_all(&mut harness);
    assert_eq!(copied_by_click(&mut harness, "Copy keys"), ["k.jpg\nk.jpg"]);
    harness.step();
    harness.get_by_label("2 keys copied. All are of signed copies");
    harness.get_by_label("Copy signed links").click();
    harness.run_steps(3);
    harness.get_by_label("2 copied");
    // The row menu names both.
    harness.get_by_label_contains("a.jpg, 4.1 kB").click_secondary();
    harness.run();
    assert_eq!(harness.query_all_by_label("Copy signed links").count(), 2);
    assert_eq!(harness.query_all_by_label("Sign again…").count(), 1, "both are signed");
    assert_eq!(copied_by_click(&mut harness, "Copy original keys"), ["k0\nk1"]);
}

#[test]
fn a_signed_file_opens_in_its_folder_and_in_the_browser_where_the_server_gives_a_link() {
    let (mut world, ids) = signed(&["a.jpg"]);
    world.absorb(Event::Saved {
        id: ids[0],
        to: "/out/a-signed.jpg".into(),
    });
    let mut harness = world.harness(1180.0, 900.0);
    let menu = |harness: &mut Harness<'_, World>| {
        harness.get_by_label_contains("a.jpg, 4.1 kB").click_secondary();
        harness.run();
    };
    menu(&mut harness);
    click(&mut harness, "Open folder");
    assert!(requested(&harness, r#"OpenFolder("/out/a-signed.jpg")"#));
    menu(&mut harness);
    click(&mut harness, "Open in browser");
    let [.., Command::FindLink(order)] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    assert_eq!(
        (order.object.bucket.as_deref(), order.object.key.as_str()),
        (Some("signed"), "k.jpg")
    );
    let link = "https://signed.example/k.jpg?X-Amz-Signature=00".parse().unwrap();
    let link = que_sdk::secret::SignedUrl::new(link);
    harness.state_mut().absorb(Event::LinkFound(link));
    harness.step();
    let commands = &harness.output().platform_output.commands;
    assert!(
        matches!(commands.as_slice(), [OutputCommand::OpenUrl(url)] if url.url.ends_with("Signature=00")),
        "{commands:?}"
    );
    harness.run();
    assert!(harness.state().model.link.is_none());
    assert!(
        harness
            .state()
            .requests
            .iter()
            .all(|request| !request.contains("Signature"))
    );
    // Without downloads there is no link to ask for.
    harness.state_mut().absorb(Event::NoDownloads(ids[0]));
    menu(&mut harness);
    assert!(harness.query_by_label("Open in browser").is_none());
}

#[test]
fn signed_files_are_verified_or_saved_next_and_not_signed_again() {
    let (mut world, ids) = signed(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[2], "k2");
    let mut harness = world.harness(1180.0, 900.0);
    select_all(&mut harness);
    let main = |harness: &Harness<'_, World>| {
        let bottom = |name: &str| harness.query_by_label(name).map_or(0.0, |node| node.rect().bottom());
        let names = [
            "Sign selected",
            "Sign selected again",
            "Verify selected",
            "Save signed files",
        ];
        names
            .into_iter()
            .max_by(|one, other| bottom(one).total_cmp(&bottom(other)))
            .unwrap()
    };
    assert_eq!(main(&harness), "Verify selected");
    for id in &ids {
        harness.state_mut().verify(*id, Verdict::Trusted, "{}");
    }
    harness.run();
    assert_eq!(main(&harness), "Save signed files");
    harness.state_mut().model.no_downloads = true;
    harness.run();
    assert_eq!(main(&harness), "Verify selected");
    harness.get_by_label("Sign selected again");
}

#[test]
fn many_signed_copies_go_into_one_folder_and_the_outcome_is_announced_once() {
    let (world, ids) = signed(&["a.jpg", "b.jpg", "c.jpg"]);
    let mut harness = world.harness(1180.0, 900.0);
    select_all(&mut harness);
    click(&mut harness, "Save signed files");
    assert!(requested(&harness, "SaveAllSigned") && requested(&harness, "b-signed.jpg"));
    let files = ids.iter().zip(["a", "b", "c"]);
    let files = files.map(|(id, name)| (*id, PathBuf::from(format!("/out/{name}.jpg"))));
    let wish = Intent::SaveAllSigned(files.collect());
    let commands = harness.state_mut().model.decide(wish);
    let [Command::SaveAll(orders)] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert!(orders.len() == 3 && orders.iter().all(|order| !order.replace));
    harness.run_steps(2);
    harness.get_by_label("Saving signed files… 0 of 3");
    for (id, to) in [(ids[0], "/out/a.jpg"), (ids[1], "/out/b (2).jpg")] {
        harness.state_mut().absorb(Event::Saved { id, to: to.into() });
    }
    harness.run_steps(2);
    harness.get_by_label("Saving signed files… 2 of 3");
    harness.state_mut().absorb(Event::SaveFailed {
        id: ids[2],
        failure: failure("The disk is full."),
    });
    harness.run_steps(2);
    harness.get_by_label_contains("2 of 3 signed files saved in /out. 1 was numbered because its name was taken");
    harness.get_by_label_contains("c.jpg: The disk is full.");
    let model = &harness.state().model;
    assert_eq!(
        model.upload(ids[0]).unwrap().saving,
        SaveState::Saved("/out/a.jpg".into())
    );
    // Saved copies can be saved again, and a server without downloads is not asked for each.
    let again = Intent::SaveAllSigned(vec![(ids[0], "/out/a.jpg".into()), (ids[1], "/out/b.jpg".into())]);
    harness.state_mut().model.decide(again);
    for id in &ids[..2] {
        harness.state_mut().absorb(Event::NoDownloads(*id));
    }
    harness.run_steps(2);
    harness.get_by_label_contains("No signed files saved. This server doesn't offer downloads");
}

#[test]
fn clearing_says_how_many_could_still_be_signed_if_the_user_signs() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    for id in &ids {
        world.store(*id, "k");
    }
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("Clear finished");
    harness.state_mut().sign(ids[0]);
    harness.run();
    click(&mut harness, "Clear finished (2 not signed)");
    harness.run_steps(2);
    harness.get_by_label("3 files removed from the queue. 2 of them aren't signed; you can sign them from History");
    click(&mut harness, "Undo removal");
    assert_eq!(harness.state().model.queue.uploads().len(), 3);
}

#[test]
fn earlier_uploads_are_listed_with_their_keys_until_the_next_addition() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.absorb(Event::UploadedBefore(vec![(ids[0], object("earlier"))]));
    world.absorb(Event::UploadedBefore(vec![(ids[1], object("other"))]));
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains(
        "2 added   2 were uploaded before and will be uploaded again; their earlier keys are in History.",
    );
    click(&mut harness, "Review");
    harness.get_by_label("uploaded before as earlier");
    let state = harness.state_mut();
    state.model.decide(Intent::Add(vec!["/photos".into()]));
    harness.run();
    assert!(harness.query_by_label_contains("uploaded before").is_none());
    let state = harness.state_mut();
    let files = state.model.queue.uploads().iter();
    let files = files
        .map(|upload| FoundFile {
            source: upload.source.clone(),
        })
        .collect();
    state.absorb(Event::Found { batch: 2, files });
    state.absorb(Event::ScanEnded {
        batch: 2,
        skipped: Vec::new(),
    });
    harness.run();
    harness.get_by_label_contains("already here");
    harness.state_mut().model.decide(Intent::Add(vec!["/more".into()]));
    harness.run();
    assert!(harness.query_by_label_contains("already here").is_none());
}

#[test]
fn files_waiting_at_another_server_are_announced_and_shown_in_the_menu() {
    let (world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    let mut world = with_two_servers(world);
    world.store(ids[2], "k");
    for id in &ids[..2] {
        world.absorb(Event::Preparing(*id));
        world.absorb(Event::Paused(*id));
    }
    let mut harness = world.harness(1180.0, 760.0);
    let heading = |harness: &Harness<'_, World>| harness.get_by_label("Queue").rect().left_top();
    let before = heading(&harness);
    click(&mut harness, "Server Que. Key for this session. Choose a server");
    click(&mut harness, "Archive, archive.example");
    harness.get_by_label_contains("2 files wait at Que");
    harness.get_by_label("Loading the queue of Archive…");
    harness.get_by_label("Add files…");
    assert_eq!(heading(&harness), before, "nothing jumps");
    click(&mut harness, "Server Archive. Reading the key…. Choose a server");
    harness.get_by_label("Que, dev-api.addque.org, 2 files wait");
    harness.state_mut().absorb(Event::WaitingElsewhere {
        profiles: vec![("Que".into(), 1)],
        sandbox: 0,
    });
    harness.run();
    click(&mut harness, "Que, dev-api.addque.org, 1 file waits");
    assert!(harness.query_by_label_contains("wait at Que").is_none());
    harness.state_mut().absorb(Event::Restored(Vec::new()));
    harness.run();
    harness.get_by_label("Drop files or folders here");
}

#[test]
fn an_unreachable_server_is_shown_on_its_button() {
    let mut world = with_two_servers(World::new());
    world.absorb(Event::HoldBegan(Hold::Offline(model::Offline::in_words(
        "The server does not answer",
    ))));
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Server Que. Server unreachable. Choose a server");
    harness.state_mut().absorb(Event::HoldEnded(model::HoldKind::Network));
    harness.run();
    harness.get_by_label("Server Que. Key for this session. Choose a server");
}

#[test]
fn a_toast_covers_no_button_below_the_history() {
    let (uploaded, ids) = signed(&["a.jpg"]);
    let mut world = World::new();
    world.view.tab = Tab::History;
    let search = Intent::SearchHistory(model::HistorySearch::default());
    world.commands = world.model.decide(search);
    world.found(vec![uploaded.model.queue.get(ids[0]).unwrap().clone()]);
    let mut harness = world.harness(820.0, 560.0);
    harness.state_mut().view.show_toast(toasts::Toast::done("Key copied"));
    harness.run_steps(3);
    let toast = harness.get_by_label("Key copied").rect();
    let button = harness.get_by_label("Delete from history…").rect();
    assert!(toast.bottom() < button.top(), "{toast} {button}");
}

#[test]
fn each_origin_is_explained_once_it_is_selected() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1180.0, 900.0);
    click(&mut harness, "Origin");
    click(&mut harness, "Scanned print");
    harness.get_by_label("Digitized from a printed or drawn original.");
}

#[test]
fn the_sheet_counts_its_previews_like_its_button_and_checks_files_in_batches() {
    let files: Vec<_> = (0..450).map(|number| format!("{number}.jpg")).collect();
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    let (mut world, ids) = World::with(&names);
    for id in &ids {
        world.store(*id, "k");
    }
    ids[..448].iter().for_each(|id| world.sign(*id));
    let mut harness = world.harness(1180.0, 900.0);
    select_all(&mut harness);
    click(&mut harness, "Sign selected");
    harness.get_by_label("Sign 2 files");
    harness.get_by_label("1 of 2");
    click(&mut harness, "Next file");
    harness.get_by_label("2 of 2");
    let looked = |harness: &Harness<'_, World>| -> Vec<UploadId> {
        let orders = harness.state().commands.iter().filter_map(|command| match command {
            Command::CheckCredentials(orders) => Some(orders),
            _ => None,
        });
        orders.flatten().map(|order| order.id).collect()
    };
    for part in [200, 400, 450] {
        let asked = looked(&harness);
        assert_eq!(asked.len(), part);
        for id in asked {
            let existing = ExistingCredentials::None;
            harness.state_mut().absorb(Event::Inspected { id, existing });
        }
        harness.run();
    }
    assert_eq!(looked(&harness), ids);
}

#[test]
fn files_waiting_in_the_sandbox_and_outside_it_are_announced_too() {
    let mut world = with_two_servers(World::new());
    world.absorb(Event::WaitingElsewhere {
        profiles: Vec::new(),
        sandbox: 3,
    });
    let mut harness = world.harness(1180.0, 760.0);
    click(&mut harness, "Server Que. Key for this session. Choose a server");
    if cfg!(feature = "sandbox") {
        harness.get_by_label("Try the sandbox (3 files wait)");
    }
    let mut world = with_two_servers(World::new());
    world.model.sandbox = true;
    world.absorb(Event::WaitingElsewhere {
        profiles: vec![("Que".into(), 12)],
        sandbox: 0,
    });
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("12 files wait at Que");
    harness.get_by_label_contains("Server Que.").click();
    harness.run();
    harness.get_by_label("Que, dev-api.addque.org, 12 files wait");
}

#[test]
fn earlier_uploads_are_not_added_to_an_earlier_notice() {
    let (mut world, _) = World::with(&["a.jpg"]);
    let unreadable = Skipped {
        path: "/x".into(),
        reason: SkipReason::Unreadable("no".into()),
    };
    for (batch, name, skipped) in [(2, "b.jpg", vec![unreadable]), (3, "c.jpg", Vec::new())] {
        world.model.decide(Intent::Add(vec!["/more".into()]));
        let source = Source {
            path: PathBuf::from("/more").join(name),
            relative: name.into(),
            size: 1,
            modified: Some(NOW),
        };
        world.absorb(Event::Found {
            batch,
            files: vec![FoundFile { source }],
        });
        world.absorb(Event::ScanEnded { batch, skipped });
    }
    let last = world.model.queue.uploads().last().unwrap().id;
    world.absorb(Event::UploadedBefore(vec![(last, object("k"))]));
    let harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("1 added   1 was uploaded before");
    harness.get_by_label("1 more");
}
