//! Commands: by key, from the menu, from the palette; and the shortcut sheet.

use super::*;
pub(super) use crate::ui::commands::Command as Ordered;
use crate::ui::commands::Possible;

fn press(harness: &mut Harness<'_, World>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn type_into_palette(harness: &mut Harness<'_, World>, text: &str) {
    press(harness, Modifiers::COMMAND, Key::K);
    harness.event(Input::Text(text.into()));
    harness.run();
}

/// Runs the command that matches these words best.
pub(super) fn by_palette(harness: &mut Harness<'_, World>, words: &str) {
    type_into_palette(harness, words);
    press(harness, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_palette_opens_with_the_focus_in_its_field_and_runs_the_selected_command() {
    let mut harness = World::new().harness(820.0, 560.0);
    type_into_palette(&mut harness, "folder add");
    assert_eq!(
        harness.get_by_label("Find a command").value().as_deref(),
        Some("folder add")
    );
    harness.get_by_label("Add folder…, Add, Ctrl+Shift+O");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().requests, ["PickFolder"]);
    assert!(harness.query_by_label("Find a command").is_none(), "it closes");
}

#[test]
fn arrows_move_through_the_palette_and_escape_closes_it() {
    let mut harness = World::new().harness(1180.0, 760.0);
    type_into_palette(&mut harness, "zoom");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(requested(&harness, "SetZoom(90)"), "{:?}", harness.state().requests);
    type_into_palette(&mut harness, "zoom");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Find a command").is_none());
    assert_eq!(harness.state().requests.len(), 1);
}

#[test]
fn an_impossible_command_shows_its_reason_and_does_nothing() {
    let mut harness = World::new().harness(1180.0, 760.0);
    type_into_palette(&mut harness, "copy keys");
    harness.get_by_label("Copy keys, Selected files, Nothing to copy, Ctrl+C");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label("Find a command");
    assert!(harness.state().requests.is_empty());
    let resume = harness.query_by_label_contains("Resume all");
    assert!(resume.is_none(), "what would mean nothing is not there");
}

#[test]
fn a_command_acts_on_the_selected_file() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.absorb(Event::Failed {
        id: ids[0],
        failure: failure("It was refused."),
    });
    world.view.choose(ids[0]);
    let mut harness = world.harness(1180.0, 760.0);
    by_palette(&mut harness, "retry");
    assert!(requested(&harness, "Retry(["), "{:?}", harness.state().requests);
}

#[test]
fn the_sheet_lists_every_shortcut() {
    let mut harness = World::new().harness(1180.0, 760.0);
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (Modifiers::SHIFT, Key::Questionmark)] {
        press(&mut harness, modifiers, key);
        for command in Ordered::ALL {
            if let Some(keys) = command.keys(&harness.ctx) {
                harness.get_by_label_contains(&format!("{}: {keys}", command.name()));
            }
        }
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(harness.query_by_label("Close keyboard shortcuts").is_none());
    }
}

#[test]
fn the_menu_offers_commands_and_runs_them() {
    let mut harness = World::new().harness(820.0, 560.0);
    harness.get_by_label("Menu").click();
    harness.run();
    harness.get_by_label("Settings…").click();
    harness.run();
    harness.get_by_label("Close settings");
}

#[test]
fn the_zoom_goes_in_steps_and_back() {
    let mut harness = World::new().harness(1180.0, 760.0);
    for (key, percent) in [
        (Key::Plus, 110),
        (Key::Equals, 125),
        (Key::Minus, 110),
        (Key::Num0, 100),
    ] {
        press(&mut harness, Modifiers::COMMAND, key);
        assert_eq!(harness.state().model.settings.zoom, percent);
    }
    press(&mut harness, Modifiers::COMMAND, Key::Num0);
    assert_eq!(harness.state().requests.len(), 4, "nothing to reset");
    use_zoom(&harness.ctx, 150);
    harness.run();
    assert_eq!(harness.ctx.zoom_factor(), 1.5);
}

#[test]
fn one_key_pauses_all_and_resumes_all() {
    let (world, _) = World::with(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 760.0);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert_eq!(
        harness.state().requests,
        ["Intent(SetQueuePaused(true))", "Intent(SetQueuePaused(false))"]
    );
}

#[test]
fn quitting_while_a_folder_is_read_says_that_the_rest_of_it_is_not_queued() {
    let mut world = World::new();
    assert!(!is_working(&world.model));
    world.model.decide(Intent::Add(vec!["/photos".into()]));
    assert!(is_working(&world.model));
    world.view.ask_to_quit();
    let harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("A folder is still being read.");
}

#[test]
fn quitting_with_unsaved_files_asks_first_and_says_that_they_are_lost() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    let failure = Failure {
        step: Step::Record,
        ..failure("The disk is full.")
    };
    world.absorb(Event::Failed { id: ids[0], failure });
    assert!(is_working(&world.model));
    world.view.ask_to_quit();
    let harness = world.harness(1180.0, 760.0);
    assert!(harness.query_all_by_label("Quit and lose files?").next().is_some());
    harness.get_by_label_contains("1 file could not be saved to the queue");
    assert!(harness.query_by_label_contains("Unfinished files continue").is_none());
}

#[test]
fn only_zoom_and_quit_have_shortcuts_while_a_dialog_is_open() {
    let mut harness = World::new().harness(1180.0, 760.0);
    press(&mut harness, Modifiers::NONE, Key::F1);
    press(&mut harness, Modifiers::COMMAND, Key::O);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    assert!(harness.state().requests.is_empty());
    press(&mut harness, Modifiers::COMMAND, Key::Plus);
    press(&mut harness, Modifiers::COMMAND, Key::Q);
    assert_eq!(harness.state().requests, ["Intent(SetZoom(110))", "Quit"]);
}

#[test]
fn a_dialog_keeps_the_focus_inside_and_returns_it() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.get_by_label("Add files…").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::F1);
    for _ in 0..4 {
        assert!(harness.get_by_label("Close keyboard shortcuts").is_focused());
        press(&mut harness, Modifiers::NONE, Key::Tab);
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.get_by_label("Add files…").is_focused());
}

#[test]
fn a_text_field_keeps_its_own_keys() {
    let (world, _) = World::with(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 760.0);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness.event(Input::Text("?".into()));
    press(&mut harness, Modifiers::SHIFT, Key::Questionmark);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(harness.query_by_label("Close keyboard shortcuts").is_none());
    assert!(!requested(&harness, "Remove("));
    assert_eq!(harness.state().view.queue.search, "?");
}

/// Worlds in which different commands are possible.
fn worlds() -> Vec<World> {
    let (mut running, ids) = World::with(&["a.jpg", "b.jpg"]);
    running.view.choose(ids[0]);
    let (mut failed, ids) = World::with(&["a.jpg"]);
    failed.absorb(Event::Failed {
        id: ids[0],
        failure: failure("It was refused."),
    });
    failed.view.choose(ids[0]);
    failed.view.inspector.tab = InspectorTab::Report;
    let (mut held, ids) = World::with(&["a.jpg"]);
    held.absorb(Event::Paused(ids[0]));
    held.view.choose(ids[0]);
    held.model.settings.theme = Theme::Light;
    held.model.settings.zoom = 110;
    let (mut signed, ids) = World::with(&["a.jpg"]);
    signed.store(ids[0], "k");
    signed.sign(ids[0]);
    signed.view.choose(ids[0]);
    signed.read_details(ids[0], Vec::new());
    signed.absorb(Event::Trouble {
        headline: "Something".into(),
        hint: "Do this.".into(),
        said: None,
    });
    let mut tiles = World::new();
    tiles.model.settings.grid = true;
    let mut compact = World::new();
    compact.model.settings.compact = true;
    let mut history = World::new();
    history.view.tab = Tab::History;
    let mut records = World::new();
    let search = Intent::SearchHistory(model::HistorySearch::default());
    records.commands = records.model.decide(search);
    records.found_ids(vec![UploadId::new(1)]);
    records.view.tab = Tab::History;
    let (mut found, _) = World::with(&["a.jpg"]);
    found.view.queue.search = "a".to_owned();
    found.view.queue.row_order.look_for("a");
    let mut servers = World::new();
    servers
        .model
        .settings
        .profiles
        .push(model::Profile::at("https://other.example"));
    let (mut holds, ids) = World::with(&["a.jpg"]);
    holds.store(ids[0], "k0");
    holds.verify(ids[0], Verdict::Trusted, "{}");
    let (mut unconfirmed, ids) = World::with(&["a.jpg"]);
    unconfirmed.store(ids[0], "k0");
    unconfirmed.verify(ids[0], Verdict::Unconfirmed, "{}");
    let (mut removed, ids) = World::with(&["a.jpg"]);
    removed.model.decide(Intent::Remove(ids));
    let (mut found_in, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    found_in.store(ids[0], "k0");
    found_in.verify(ids[0], Verdict::Invalid, "{}");
    found_in.store(ids[1], "k1");
    found_in.model.decide(Intent::Cancel(vec![ids[2]]));
    found_in.absorb(Event::Canceled(ids[2]));
    found_in.view.selection_mut().toggle(ids[1]);
    found_in.view.selection_mut().toggle(ids[0]);
    found_in.model.settings.details = false;
    found_in.view.sign.deleted = Some(crate::ui::sign::Deleted::nothing());
    found_in.view.show_toast(toasts::Toast::done("Done").with("and more"));
    let skipped = vec![Skipped {
        path: "/x".into(),
        reason: SkipReason::Duplicate,
    }];
    found_in.model.decide(Intent::Add(vec!["/x".into()]));
    found_in.absorb(Event::ScanEnded { batch: 2, skipped });
    let (mut sent, ids) = World::with(&["a.jpg"]);
    sent.absorb(Event::Preparing(ids[0]));
    let mut bulk_operation = World::new();
    let search = Intent::SearchHistory(model::HistorySearch::default());
    bulk_operation.commands = bulk_operation.model.decide(search);
    bulk_operation.found_ids(vec![UploadId::new(1)]);
    let action = model::BulkAction::Verify;
    bulk_operation.model.decide(Intent::RunBulkOperation {
        ids: vec![UploadId::new(1)],
        action,
    });
    vec![
        World::new(),
        found_in,
        sent,
        bulk_operation,
        running,
        failed,
        held,
        signed,
        tiles,
        compact,
        history,
        records,
        found,
        servers,
        removed,
        holds,
        unconfirmed,
    ]
}

#[test]
fn every_command_is_possible_somewhere_and_does_nothing_where_it_is_not() {
    let ctx = Context::default();
    let mut done = std::collections::HashSet::new();
    for mut world in worlds() {
        for dark in [false, true] {
            for command in Ordered::ALL {
                let mut scene = Scene {
                    model: &world.model,
                    view: &mut world.view,
                    now: NOW,
                    dark,
                    requests: Vec::new(),
                };
                view::follow(&mut scene, &ctx);
                scene.requests.clear();
                if command.possible(&scene) == Possible::Now {
                    done.insert(*command);
                } else {
                    command.run(&mut scene, &ctx);
                    assert!(scene.requests.is_empty() && !scene.view.has_dialog(), "{command:?}");
                }
            }
        }
    }
    let never: Vec<_> = Ordered::ALL.iter().filter(|command| !done.contains(command)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn a_key_without_effect_says_why_and_the_toast_disappears() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.step();
    harness.step();
    harness.get_by_label("Retry isn't available. Nothing failed.");
    assert!(harness.state().requests.is_empty());
    // A step is a quarter of a second.
    for _ in 0..40 {
        harness.step();
    }
    assert!(harness.query_by_label_contains("isn't available").is_none());
}

#[test]
fn copied_keys_are_counted_in_one_toast() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[0], "k0");
    world.store(ids[1], "k1");
    let mut harness = world.harness(1180.0, 760.0);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Input::Copy);
    harness.step();
    assert_eq!(copied(&harness), ["k0\nk1"]);
    harness.step();
    harness.get_by_label("2 keys copied. 1 has no key yet");
}
