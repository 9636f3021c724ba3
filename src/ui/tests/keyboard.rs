//! Keyboard focus and movement, drafts that are not lost, and toasts that wait.

use super::{
    commands::{Ordered, by_palette},
    *,
};
use model::{Preset, Presets, Status};

fn press(harness: &mut Harness<'_, World>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    // A question returns the focus over a few frames.
    harness.run_steps(8);
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(8);
}

/// The name of the focused control.
fn focused(harness: &Harness<'_, World>) -> String {
    let mut all = harness.root().children_recursive();
    let focused = all.find(|node| node.accesskit_node().is_focused_in_tree());
    focused
        .and_then(|node| node.accesskit_node().label())
        .unwrap_or_default()
}

/// The names of all Tab stops, starting without a focus.
fn tab_order(harness: &mut Harness<'_, World>, max: usize) -> Vec<String> {
    let mut names = Vec::new();
    for _ in 0..max {
        press(harness, Modifiers::NONE, Key::Tab);
        names.push(focused(harness));
    }
    names
}

fn three() -> (World, Vec<UploadId>) {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    for (number, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{number}"));
    }
    (world, ids)
}

#[test]
fn one_paused_file_hides_neither_pause_all_nor_resume_all() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.absorb(Event::Paused(ids[0]));
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Pause all");
    harness.get_by_label("Resume all");
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert_eq!(harness.state().requests, ["Intent(SetQueuePaused(true))"]);
    assert!(harness.query_by_label("Pause all").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert!(requested(&harness, "SetQueuePaused(false)"));
    // From the history too.
    harness.state_mut().view.tab = Tab::History;
    harness.run();
    harness.get_by_label("Pause all");
}

#[test]
fn resume_all_keeps_its_key_if_every_file_is_paused() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.absorb(Event::Paused(ids[0]));
    let mut harness = world.harness(1180.0, 760.0);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert_eq!(harness.state().requests, ["Intent(SetQueuePaused(false))"]);
}

#[test]
fn tab_follows_the_reading_order_and_stops_once_among_the_rows() {
    let (world, ids) = three();
    let mut harness = world.harness(1280.0, 800.0);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().view.lead(), Some(ids[1]));
    let names = tab_order(&mut harness, 5);
    assert_eq!(
        names[..3],
        ["Copy key of b.jpg", "Sign b.jpg", "Remove b.jpg"],
        "{names:?}"
    );
    assert_eq!(names[3], "Close details", "the other rows are passed over: {names:?}");
    let mut harness = three().0.harness(1280.0, 800.0);
    let names = tab_order(&mut harness, 26);
    let place = |name: &str| {
        let found = names.iter().position(|other| other.starts_with(name));
        found.unwrap_or_else(|| panic!("{name} is not in {names:?}"))
    };
    let order = [
        "Server ",
        "Add files…",
        "Add folder…",
        "Settings",
        "Menu",
        "Queue",
        "History",
        "States on show",
        "Search queue",
        "Clear finished",
        "Sort by name",
        "a.jpg, ",
        "Copy key of a.jpg",
        "Sign a.jpg",
        "Remove a.jpg",
        "Close details",
        "3 uploaded",
    ];
    let places: Vec<_> = order.iter().map(|name| place(name)).collect();
    assert!(places.is_sorted(), "{names:?}");
}

#[test]
fn the_rightmost_button_of_a_dialog_is_the_last_tab_stop() {
    let rightmost = |harness: &mut Harness<'_, World>, count: usize| {
        let mut rights = Vec::new();
        for _ in 0..count {
            let name = focused(harness);
            rights.push(harness.get_by_label(&name).rect().right());
            press(harness, Modifiers::NONE, Key::Tab);
        }
        rights
    };
    let (world, _) = World::with(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 760.0);
    harness.state_mut().view.ask_to_quit();
    harness.run_steps(4);
    assert_eq!(focused(&harness), "Keep uploading", "what loses nothing has the focus");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert!(rightmost(&mut harness, 2).is_sorted());
}

#[test]
fn arrows_move_among_rows_only_from_the_table() {
    let (world, ids) = three();
    let mut harness = world.harness(1280.0, 800.0);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().view.lead(), Some(ids[0]), "from nowhere");
    harness.get_by_label("Copy key of a.jpg").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(harness.state().view.lead(), Some(ids[2]), "from a button of a row");
    for elsewhere in ["Menu", "Credentials", "3 uploaded"] {
        harness.get_by_label(elsewhere).focus();
        harness.run();
        press(&mut harness, Modifiers::NONE, Key::Home);
        assert_eq!(harness.state().view.lead(), Some(ids[2]), "{elsewhere}");
    }
}

#[test]
fn a_key_cycles_through_the_panes_and_back() {
    let (world, _) = three();
    let mut harness = world.harness(1280.0, 800.0);
    let mut seen = Vec::new();
    for _ in 0..5 {
        press(&mut harness, Modifiers::NONE, Key::F6);
        seen.push(focused(&harness));
    }
    assert!(seen[0].starts_with("a.jpg, "), "{seen:?}");
    assert_eq!(seen[1], "Close details");
    assert_eq!(seen[2], "3 uploaded");
    assert!(seen[3].starts_with("Server "), "{seen:?}");
    assert_eq!(seen[4], seen[0]);
    press(&mut harness, Modifiers::SHIFT, Key::F6);
    assert!(focused(&harness).starts_with("Server "));
}

#[test]
fn the_commands_of_the_inspector_open_and_focus_it() {
    let (mut world, ids) = three();
    world.view.choose(ids[0]);
    world.model.settings.details = false;
    let mut harness = world.harness(1280.0, 800.0);
    assert!(harness.query_by_label("Close details").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::S);
    harness.run_steps(4);
    assert!(harness.state().model.settings.details);
    assert_eq!(focused(&harness), "Origin");
    by_palette(&mut harness, "show overview");
    harness.run_steps(8);
    assert_eq!(focused(&harness), "Copy key");
}

#[test]
fn a_click_on_a_row_moves_no_row_and_closing_the_details_leaves_the_selection() {
    let (world, ids) = three();
    let mut harness = world.harness(1280.0, 800.0);
    let place = |harness: &Harness<'_, World>| harness.get_by_label("Sign b.jpg").rect();
    let before = place(&harness);
    harness.get_by_label_contains("b.jpg, 4.1 kB").click();
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(ids[1]));
    assert_eq!(place(&harness), before);
    click(&mut harness, "Close details");
    assert_eq!(harness.state().view.lead(), Some(ids[1]));
    assert!(requested(&harness, "ShowDetails(false)"));
    assert!(harness.query_by_label("Close details").is_none());
    click(&mut harness, "Show details");
    harness.get_by_label("Close details");
    assert_eq!(place(&harness), before);
}

#[test]
fn copying_takes_the_selected_text_and_not_the_keys() {
    let (mut world, ids) = three();
    world.view.choose(ids[0]);
    let mut harness = world.harness(1280.0, 800.0);
    let text = harness.get_by_label("Path: /photos/a.jpg").rect();
    harness.drag_at(pos2(text.left() + 1.0, text.center().y));
    harness.run();
    harness.hover_at(text.right_center() + vec2(-1.0, 0.0));
    harness.run();
    harness.drop_at(text.right_center() + vec2(-1.0, 0.0));
    harness.run();
    harness.event(Input::Copy);
    let mut all = Vec::new();
    for _ in 0..3 {
        harness.step();
        all.extend(copied(&harness));
    }
    assert!(
        !all.is_empty() && all.iter().all(|text| text.contains("photos")),
        "{all:?}"
    );
}

#[test]
fn a_draft_is_there_again_when_its_file_is_inspected_again() {
    let (mut world, ids) = three();
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 1000.0);
    enter(&mut harness, "Author", "Ada");
    harness.state_mut().view.choose(ids[1]);
    harness.run();
    assert_eq!(harness.get_by_label("Author").value().as_deref(), Some(""));
    harness.state_mut().view.choose(ids[0]);
    harness.run();
    assert_eq!(harness.get_by_label("Author").value().as_deref(), Some("Ada"));
}

fn kept() -> Presets {
    let preset = |name: &str| Preset {
        name: name.to_owned(),
        manifest: r#"{"claim_generator_info":[{"name":"x"}],"assertions":[]}"#.to_owned(),
        identity: false,
    };
    Presets::new(vec![preset("One"), preset("Two")], None, Some("One".to_owned()))
}

#[test]
fn a_preset_is_saved_by_keyboard_alone_and_the_focus_is_never_lost() {
    let mut harness = three().0.harness(1180.0, 760.0);
    let to = |harness: &mut Harness<'_, World>, name: &str| {
        harness.get_by_label(name).focus();
        harness.run_steps(8);
        press(harness, Modifiers::NONE, Key::Space);
    };
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    press(&mut harness, Modifiers::NONE, Key::Space);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(focused(&harness), "Origin", "the list alone has closed");
    press(&mut harness, Modifiers::NONE, Key::Space);
    to(&mut harness, "Camera or recorder");
    assert_eq!(focused(&harness), "Origin", "it has closed by the choice");
    to(&mut harness, "Save as preset…");
    assert_eq!(focused(&harness), "Preset name");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&harness), "Preset name", "it has none yet");
    to(&mut harness, "Don't save");
    assert_eq!(focused(&harness), "Save as preset…");
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.get_by_label("Preset name").type_text("Photographs");
    harness.run_steps(8);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(
        harness.state().model.presets.first().is_some(),
        "the first one is for new files"
    );
    assert_eq!(focused(&harness), "Preset options");
    press(&mut harness, Modifiers::NONE, Key::Space);
    to(&mut harness, "Use by default");
    assert!(harness.state().model.presets.first().is_none());
    assert_eq!(focused(&harness), "Preset options");
    press(&mut harness, Modifiers::NONE, Key::Space);
    to(&mut harness, "Delete preset");
    assert_eq!(focused(&harness), "Save as preset…");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Save as preset…").is_none(), "the sheet closes");
}

#[test]
fn another_preset_asks_before_it_replaces_changes() {
    let (mut world, ids) = three();
    world.model.decide(Intent::KeepPresets(kept()));
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 1000.0);
    enter(&mut harness, "Author", "Ada");
    for answer in ["Keep editing", "Discard"] {
        click(&mut harness, "Preset");
        click(&mut harness, "Two");
        assert_eq!(
            harness.get_by_label("Author").value().as_deref(),
            Some("Ada"),
            "{answer}"
        );
        click(&mut harness, answer);
    }
    assert_eq!(harness.state().view.sign.draft.preset.as_deref(), Some("Two"));
}

#[test]
fn a_deleted_preset_can_be_restored_with_its_roles() {
    let (mut world, ids) = three();
    world.model.decide(Intent::KeepPresets(kept()));
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 1000.0);
    click(&mut harness, "Preset");
    click(&mut harness, "One");
    click(&mut harness, "Preset options");
    harness.get_by_label("Delete preset").click();
    harness.run_steps(3);
    assert_eq!(harness.state().model.presets.all().len(), 1);
    harness.get_by_label("Preset \u{201c}One\u{201d} deleted");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().model.presets, kept());
}

#[test]
fn a_dialog_with_changes_survives_a_click_outside_and_asks_before_they_are_lost() {
    let mut harness = World::new().harness(1180.0, 760.0);
    let open = |harness: &mut Harness<'_, World>| {
        copying::edit_template(&mut harness.state_mut().scene());
        harness.run();
    };
    let beside = |harness: &mut Harness<'_, World>| {
        harness.drag_at(pos2(4.0, 400.0));
        harness.run();
        harness.drop_at(pos2(4.0, 400.0));
        harness.run();
    };
    let typed = |harness: &Harness<'_, World>| harness.get_by_label("Template").value();
    open(&mut harness);
    enter(&mut harness, "Template", " photos");
    let text = typed(&harness);
    assert!(text.as_ref().is_some_and(|text| text.contains(" photos")), "{text:?}");
    beside(&mut harness);
    assert_eq!(typed(&harness), text);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(focused(&harness), "Keep editing");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(typed(&harness), text);
    assert!(harness.query_by_label("Keep editing").is_none());
    click(&mut harness, "Close copy template");
    click(&mut harness, "Discard");
    assert!(harness.query_by_label("Template").is_none());
    open(&mut harness);
    assert!(harness.query_by_label("Discard").is_none(), "nothing is asked anew");
    beside(&mut harness);
    assert!(
        harness.query_by_label("Template").is_none(),
        "without changes it closes"
    );
}

#[test]
fn files_that_need_attention_stay_when_finished_ones_are_cleared() {
    let (mut world, ids) = three();
    world.verify(ids[0], Verdict::Invalid, "{}");
    world.sign(ids[1]);
    world.verify(ids[1], Verdict::None, "{}");
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("Clear finished (1 not signed)").click();
    harness.run_steps(3);
    let left: Vec<_> = harness
        .state()
        .model
        .queue
        .uploads()
        .iter()
        .map(|upload| upload.id)
        .collect();
    assert_eq!(left, ids[..2]);
    harness.get_by_label(
        "1 file removed from the queue. 1 of them isn't signed; you can sign it from History. 2 need attention and stay",
    );
    assert!(harness.query_by_label_contains("Clear finished").is_none());
}

#[test]
fn a_toast_that_offers_undo_stays_beside_the_next_one() {
    let (world, ids) = three();
    let mut harness = world.harness(1280.0, 800.0);
    harness.get_by_label("Remove a.jpg").click();
    harness.run_steps(2);
    harness.state_mut().view.choose(ids[1]);
    harness.event(Input::Copy);
    harness.run_steps(2);
    harness.get_by_label("Key copied. k1");
    harness.get_by_label("Undo removal").click();
    harness.run_steps(2);
    assert_eq!(harness.state().model.queue.totals().count(Status::Uploaded), 3);
    assert!(harness.query_by_label("Undo removal").is_none());
}

#[test]
fn a_long_toast_can_be_expanded() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], &"k".repeat(200));
    world.view.choose(ids[0]);
    let mut harness = world.harness(1280.0, 800.0);
    harness.event(Input::Copy);
    harness.run_steps(2);
    harness.get_by_label("Details").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("Details").is_none());
    assert!(harness.query_all_by_label_contains(&"k".repeat(200)).count() > 1);
}

#[test]
fn a_file_over_1_gib_is_skipped_for_its_size_and_not_its_format() {
    let (mut world, ids) = World::with_sizes(&[("long.jpg", (1 << 30) + 1), ("short.jpg", 4096)]);
    for (id, bytes) in ids.iter().zip([(1 << 30) + 1, 4096]) {
        world.absorb(Event::Prepared {
            id: *id,
            content_type: "image/jpeg".into(),
            note: None,
        });
        let facts = UploadFacts {
            object: object("k"),
            sha256: "ab".into(),
            bytes,
            uploaded_at: NOW,
        };
        world.absorb(Event::Uploaded { id: *id, facts });
        world.view.selection_mut().toggle(*id);
    }
    world.run_command(Ordered::Sign);
    let harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("1 file: over 1 GB");
    assert!(harness.query_by_label_contains("this format can't be signed").is_none());
}

#[test]
fn a_signed_copy_without_credentials_needs_attention_and_an_original_without_them_does_not() {
    let (mut world, ids) = three();
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::None, "{}");
    world.sign(ids[1]);
    world.verify(ids[1], Verdict::Unsupported, "{}");
    let facts = VerifiedFacts {
        target: VerifyTarget::Original,
        verdict: Verdict::None,
        explanation: String::new(),
        brief: None,
        report: "{}".into(),
        verified_at: NOW,
    };
    world.absorb(Event::Verified { id: ids[2], facts });
    for id in ids {
        world.view.selection_mut().toggle(id);
    }
    let harness = world.harness(1280.0, 1000.0);
    harness.get_by_label("Needs attention: 2");
    harness.get_by_label("Missing from signed copy: 2");
}

#[test]
fn columns_can_be_resized_if_the_key_has_none() {
    for (width, selected) in [(820.0, false), (820.0, true), (1180.0, true)] {
        let (mut world, ids) = three();
        if selected {
            world.view.choose(ids[0]);
        }
        let mut harness = world.harness(width, 700.0);
        assert!(harness.query_by_label("Sort by object key").is_none(), "{width}");
        harness.get_by_label("Sort by progress").focus();
        harness.run();
        let before = harness.get_by_label("Sort by progress").rect().width();
        press(&mut harness, Modifiers::NONE, Key::ArrowRight);
        let after = harness.get_by_label("Sort by progress").rect().width();
        let name = harness.get_by_label("Sort by name").rect().width();
        assert!(
            after > before || name < tokens::COLUMN_NAME + 1.0,
            "{width}: {before} {after} {name}"
        );
        assert!(requested(&harness, "SetColumns("), "{width}");
    }
}
