//! The batch panel: one next step from the upload to the signed links, and what failed; new rows; the end of all work.

use super::*;
use model::{ExistingCredentials, ExistingFacts};

/// Every label of a primary button that the panel may have.
const PRIMARY: [&str; 6] = [
    "Sign ",
    "Verify ",
    "Retry all failed",
    "Copy ",
    "Resume all",
    "Save signed",
];

fn names(files: usize) -> Vec<String> {
    (0..files).map(|number| format!("{number:04}.jpg")).collect()
}

/// Stored files of which nothing is selected.
fn stored(files: usize) -> (World, Vec<UploadId>) {
    let names = names(files);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (mut world, ids) = World::with(&names);
    world.model.settings.verify_signed = true;
    for id in &ids {
        world.store(*id, "k.jpg");
    }
    (world, ids)
}

fn with_preset(world: &mut World, name: &str, manifest: &str) {
    world.model.presets.keep(name, manifest.to_owned()).unwrap();
    world.model.presets.set_first(Some(name));
}

/// A manifest without open questions.
const READY: &str = r#"{
  "title": "{stem}",
  "assertions": [
    {
      "label": "c2pa.actions.v2",
      "data": {
        "actions": [
          {
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
          }
        ],
        "allActionsIncluded": false
      }
    }
  ]
}"#;

/// The panel says this at its top.
fn headline(harness: &Harness<'_, World>, words: &str) {
    harness.get_by_role_and_label(egui::accesskit::Role::Heading, words);
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// The filled buttons of the window that belong to the panel.
fn primaries(harness: &Harness<'_, World>) -> Vec<String> {
    let labels = harness.query_all_by_role(egui::accesskit::Role::Button);
    let panel = harness.get_by_label_contains("Select a file to see its key").rect();
    let found = labels.filter(|node| node.rect().left() >= panel.left() - 1.0);
    let names = found.filter_map(|node| node.accesskit_node().label());
    names
        .filter(|name| PRIMARY.iter().any(|primary| name.starts_with(primary)))
        .collect()
}

#[test]
fn three_hundred_uploads_become_three_hundred_links_one_step_at_a_time() {
    let (mut world, ids) = stored(300);
    with_preset(&mut world, "Photographs", READY);
    let mut harness = world.harness(1280.0, 800.0);
    headline(&harness, "300 uploaded");
    harness.get_by_label("Uploaded: 300 of 300");
    harness.get_by_label("Signed: 0 of 300");
    click(&mut harness, "Sign 300 files with Photographs");
    let [Command::Sign(orders)] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    assert_eq!(orders.len(), 300);

    // Once in the panel, once in the status line, and nothing to press.
    assert_eq!(harness.query_all_by_label("Signing 1 of 300").count(), 2);
    assert!(primaries(&harness).is_empty(), "{:?}", primaries(&harness));
    for id in &ids[..13] {
        harness.state_mut().sign(*id);
    }
    harness.run();
    assert_eq!(harness.query_all_by_label("Signing 14 of 300").count(), 2);
    for id in &ids[13..] {
        harness.state_mut().sign(*id);
    }
    harness.run();
    assert_eq!(harness.query_all_by_label("Verifying 1 of 300").count(), 2);
    assert!(primaries(&harness).is_empty());
    for id in &ids {
        harness.state_mut().verify(*id, Verdict::Trusted, "{}");
    }
    harness.run_steps(2);
    headline(&harness, "300 signed and verified");
    harness.get_by_label("300 files signed and verified");
    assert_eq!(primaries(&harness), ["Copy 300 signed links", "Save signed files…"]);
    harness.get_all_by_label("Export…").next().unwrap();
    click(&mut harness, "Save signed files…");
    assert!(requested(&harness, "SaveAllSigned") && requested(&harness, "0299-signed.jpg"));
    // The toast's button says how many it copies, too.
    let links: Vec<_> = harness.query_all_by_label("Copy 300 signed links").collect();
    assert_eq!(links.len(), 2);
    links[0].click();
    drop(links);
    harness.run();
    assert!(requested(&harness, "format: SignedUri"));
}

#[test]
fn as_many_keys_are_copied_as_the_button_says_whatever_the_list_shows() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
    for id in &ids[..3] {
        world.store(*id, "k");
    }
    let failure = failure("Storage refused it.");
    world.absorb(Event::Failed { id: ids[3], failure });
    world.view.queue.row_order.show(filter::Show::Failed);
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("Copy 3 keys");
    assert_eq!(copied_by_click(&mut harness, "Copy 3 keys"), ["k\nk\nk"]);
}

#[test]
fn without_a_preset_the_sheet_asks_and_a_draft_preset_is_not_signed_with() {
    for manifest in [None, Some("{}")] {
        let (mut world, _) = stored(3);
        if let Some(manifest) = manifest {
            with_preset(&mut world, "Draft", manifest);
        }
        let mut harness = world.harness(1280.0, 800.0);
        click(&mut harness, "Sign 3 files…");
        assert!(
            harness
                .state()
                .commands
                .iter()
                .all(|command| !matches!(command, Command::Sign(_)))
        );
        assert!(harness.state().view.has_dialog(), "the sheet is open");
    }
}

#[test]
fn the_key_to_sign_signs_everything_that_can_be_signed_if_nothing_is_selected() {
    let (mut world, ids) = stored(4);
    with_preset(&mut world, "Photographs", READY);
    // One is signed, one has credentials, and one is not stored.
    world.sign(ids[0]);
    world.absorb(Event::Inspected {
        id: ids[1],
        existing: ExistingCredentials::Found(ExistingFacts::default()),
    });
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("1 already has Content Credentials and isn't signed");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    let [Command::Sign(orders)] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    let signed: Vec<_> = orders.iter().map(|order| order.id).collect();
    assert_eq!(signed, ids[2..]);
}

#[test]
fn files_that_could_not_be_inspected_are_counted_and_can_be_signed_anyway() {
    let (mut world, ids) = stored(5);
    with_preset(&mut world, "Photographs", READY);
    for id in &ids[..3] {
        world.sign(*id);
        world.verify(*id, Verdict::Trusted, "{}");
    }
    for id in &ids[3..] {
        let existing = ExistingCredentials::Unknown("It could not be read in 10 s.".into());
        world.absorb(Event::Inspected { id: *id, existing });
    }
    let mut harness = world.harness(1280.0, 800.0);
    headline(&harness, "3 signed and verified, 2 not");
    harness.get_by_label("Signed: 3 of 5");
    harness.get_by_label("Verified: 3 of 5");
    harness.get_by_label("2 could not be checked for Content Credentials");
    harness.get_by_label("Clear finished (2 not signed)");
    click(&mut harness, "Sign them anyway…");
    harness.get_by_label("Sign 2 files");
    harness.get_by_label_contains("2 files: may already have");
    click(&mut harness, "Skip these files");
    harness.get_by_label_contains("All of these are skipped");
}

#[test]
fn the_heading_says_what_failed_before_what_was_reached() {
    let (mut world, ids) = stored(3);
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, "{}");
    for id in &ids[1..] {
        world.model.decide(Intent::SignWith {
            ids: vec![*id],
            template: "{}".into(),
            keep_credentials: true,
            identity: false,
        });
        let failure = Failure::local(Step::Sign, "Broken.", "");
        world.absorb(Event::SignFailed { id: *id, failure });
    }
    let harness = world.harness(1280.0, 800.0);
    headline(&harness, "2 failed, 1 signed and verified");
}

#[test]
fn failures_are_one_line_each_kind_and_retried_with_one_click() {
    let (mut world, ids) = stored(5);
    for id in &ids {
        world.model.decide(Intent::SignWith {
            ids: vec![*id],
            template: "{}".into(),
            keep_credentials: true,
            identity: false,
        });
    }
    for (id, message) in [(0, "Busy."), (1, "Busy."), (2, "Broken.")] {
        let failure = Failure::local(Step::Sign, message, "");
        world.absorb(Event::SignFailed { id: ids[id], failure });
    }
    for id in &ids[3..] {
        world.sign(*id);
        world.verify(*id, Verdict::Trusted, "{}");
    }
    let mut harness = world.harness(1280.0, 800.0);
    headline(&harness, "3 failed, 2 signed and verified");
    harness.get_by_label("2 not signed: Busy.");
    harness.get_by_label("1 not signed: Broken.");
    assert_eq!(
        primaries(&harness),
        ["Retry all failed", "Copy 2 signed links", "Save signed files…"]
    );
    click(&mut harness, "Retry all failed");
    let [Command::Sign(orders)] = harness.state().commands.as_slice() else {
        panic!("{:?}", harness.state().commands)
    };
    assert_eq!(orders.len(), 3);
    headline(&harness, "Signing 1 of 3");
    assert!(harness.query_by_label_contains("not signed:").is_none());
}

#[test]
fn results_open_on_all_when_nothing_needs_attention_and_all_are_saved() {
    let (mut world, ids) = stored(3);
    for id in &ids {
        world.sign(*id);
        world.verify(*id, Verdict::Trusted, "{}");
    }
    let mut harness = world.harness(1280.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label("No problems found.");
    harness.get_by_label("Trusted: 0000.jpg, ");
    assert!(harness.query_by_label_contains("Needs attention").is_none());
    click(&mut harness, "Save results…");
    assert!(requested(&harness, "SaveText"));
    // A problem is what is listed first.
    let world = harness.state_mut();
    world.model.decide(Intent::Verify {
        ids: vec![ids[2]],
        target: VerifyTarget::Signed,
    });
    world.verify(ids[2], Verdict::Invalid, "{}");
    harness.run();
    harness.get_by_label("Needs attention: 1");
    assert!(harness.query_by_label("Trusted: 0000.jpg, ").is_none());
}

#[test]
fn the_selection_is_counted_in_the_frame_that_changes_it() {
    let (world, _) = stored(302);
    let mut harness = world.harness(1280.0, 800.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    harness.get_by_label("302 files selected");
    assert!(harness.query_by_label_contains("not loaded yet").is_none());
    harness.key_press(Key::Escape);
    harness.step();
    headline(&harness, "302 uploaded");
}

#[test]
fn the_end_is_told_once_with_the_next_step() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.store(ids[0], "k0");
    let mut harness = world.harness(1280.0, 800.0);
    assert!(harness.state_mut().view.toasts.shown.is_none());
    harness.state_mut().store(ids[1], "k1");
    harness.run_steps(2);
    harness.get_by_label("1 file uploaded");
    let signed = vec![ids[0]];
    harness.state_mut().model.decide(Intent::Verify {
        ids: signed,
        target: VerifyTarget::Original,
    });
    harness.run_steps(2);
    assert!(
        harness.query_by_label("1 file uploaded").is_none(),
        "an old offer goes when work begins"
    );
    let facts = VerifiedFacts {
        target: VerifyTarget::Original,
        verdict: Verdict::None,
        explanation: String::new(),
        brief: None,
        report: "{}".into(),
        verified_at: NOW,
    };
    harness.state_mut().absorb(Event::Verified { id: ids[0], facts });
    harness.run_steps(2);
    harness.get_by_label("1 file verified");
    let world = harness.state_mut();
    assert_eq!(world.view.notice_finished(&world.model), None, "it was told");
}

#[test]
fn an_invalid_signed_copy_is_not_called_verified_and_its_link_is_not_offered() {
    let (mut world, ids) = stored(3);
    with_preset(&mut world, "Photographs", READY);
    let mut harness = world.harness(1280.0, 800.0);
    click(&mut harness, "Sign 3 files with Photographs");
    let world = harness.state_mut();
    for (id, verdict) in ids.iter().zip([Verdict::Trusted, Verdict::Trusted, Verdict::Invalid]) {
        world.sign(*id);
        world.verify(*id, verdict, "{}");
    }
    let finished = world.view.notice_finished(&world.model).unwrap();
    assert_eq!(finished.headline, "2 files signed and verified, 1 with a problem");
    assert_eq!(finished.next, "Next: look at the results");
    let toast = format!("{:?}", world.view.toasts.shown.as_ref().unwrap());
    assert!(
        toast.contains("tone: Warn") && toast.contains("ShowAllResults"),
        "{toast}"
    );
}

#[test]
fn a_failed_row_keeps_its_folder_and_size() {
    let mut world = World::new();
    world.model.decide(Intent::Add(vec!["/photos".into()]));
    let source = Source {
        path: "/photos/Harbour/a.jpg".into(),
        relative: "Harbour/a.jpg".into(),
        size: 4096,
        modified: None,
    };
    let files = vec![FoundFile { source }];
    world.absorb(Event::Found { batch: 1, files });
    let id = world.model.queue.uploads()[0].id;
    let failure = failure("Storage refused it.");
    world.absorb(Event::Failed { id, failure });
    // At this width, the size is among the details.
    let harness = world.harness(820.0, 560.0);
    let shapes = format!("{:?}", harness.output().shapes);
    assert!(shapes.contains("4.1 kB  ·  Harbour"), "the details");
    assert!(shapes.contains("Storage refused it. Ask for it."), "the error");
}

#[test]
fn a_running_row_can_be_canceled_and_has_no_remove_button_beside_that() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.store(ids[1], "k");
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("Cancel a.jpg");
    assert!(harness.query_by_label("Remove a.jpg").is_none());
    harness.get_by_label("Remove b.jpg");
    harness.state_mut().absorb(Event::Canceled(ids[0]));
    harness.run();
    harness.get_by_label("Remove a.jpg");
}

#[test]
fn a_file_added_out_of_sight_is_told_and_scrolled_to() {
    let (world, _) = stored(150);
    let mut harness = world.harness(1280.0, 800.0);
    assert!(
        harness.query_by_label("150 added").is_none() && harness.query_by_label("138 added").is_none(),
        "the first files need no chip"
    );
    let source = Source {
        path: "/late.jpg".into(),
        relative: "late.jpg".into(),
        size: 1,
        modified: None,
    };
    let world = harness.state_mut();
    world.model.decide(Intent::Add(vec!["/late.jpg".into()]));
    world.absorb(Event::Found {
        batch: 2,
        files: vec![FoundFile { source }],
    });
    world.absorb(Event::ScanEnded {
        batch: 2,
        skipped: Vec::new(),
    });
    harness.run_steps(3);
    assert!(harness.query_by_label("Cancel late.jpg").is_none());
    harness.get_by_label("1 added").click();
    harness.run_steps(4);
    harness.get_by_label("Cancel late.jpg");
    assert!(harness.query_by_label("1 added").is_none());
}

#[test]
fn what_was_added_out_of_sight_is_not_counted_on_under_another_filter() {
    let (world, _) = stored(150);
    let mut harness = world.harness(1280.0, 800.0);
    let world = harness.state_mut();
    world.model.decide(Intent::Add(vec!["/more".into()]));
    let files = (0..20).map(|at| Source {
        path: format!("/more/{at}.jpg").into(),
        relative: format!("{at}.jpg").into(),
        size: 1,
        modified: None,
    });
    let files = files.map(|source| FoundFile { source }).collect();
    world.absorb(Event::Found { batch: 2, files });
    world.absorb(Event::ScanEnded {
        batch: 2,
        skipped: Vec::new(),
    });
    harness.run_steps(3);
    let chip = harness.get_by_label("20 added").rect();
    harness.state_mut().view.show_toast(toasts::Toast::done("Key copied"));
    harness.run_steps(3);
    let toast = harness.get_by_label("Key copied").rect();
    let moved = harness.get_by_label("20 added").rect();
    assert!(!moved.intersects(toast) && moved.top() < chip.top(), "{moved} {toast}");
    for show in [filter::Show::Uploaded, filter::Show::All] {
        harness.state_mut().view.queue.row_order.show(show);
        harness.run_steps(3);
        let chip = harness
            .query_all_by_role(egui::accesskit::Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .find(|label| label.ends_with(" added") && label.starts_with(char::is_numeric));
        assert_eq!(chip, None, "{show:?}");
    }
}

#[test]
fn what_the_desktop_shows_can_be_switched_off() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    click(&mut harness, "Appearance");
    for words in [
        "Notify me when work finishes while another window is in front",
        "Ask for attention in the taskbar when work finishes",
        "Show progress in the window title",
        "Show progress in the taskbar or dock",
    ] {
        harness.get_by_label(words).scroll_to_me();
        harness.run();
        click(&mut harness, words);
    }
    let shown = harness.state().model.settings.announcements;
    assert!(!(shown.notification || shown.attention || shown.title || shown.taskbar));
}
