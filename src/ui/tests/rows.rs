//! Rows: selecting, sorting, finding, and acting on many at once.

use eframe::egui::accesskit::Role;
use egui_kittest::kittest::By;

use super::*;

fn named(count: usize) -> (World, Vec<UploadId>) {
    let names: Vec<String> = (0..count).map(|number| format!("{number:04}.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    World::with(&names)
}

fn chosen(harness: &Harness<'_, World>) -> Vec<UploadId> {
    let mut ids: Vec<_> = harness.state().view.selection().iter().collect();
    ids.sort_unstable();
    ids
}

/// Clicks the row of this file with these modifiers.
fn click_row(harness: &mut Harness<'_, World>, file: &str, held: Modifiers) {
    let begins = format!("{file}, ");
    harness.get_by_label_contains(&begins).click_modifiers(held);
    harness.run();
}

#[test]
fn rows_are_selected_with_the_pointer_as_in_any_list() {
    let (world, ids) = named(8);
    let mut harness = world.harness(1180.0, 760.0);
    click_row(&mut harness, "0001.jpg", Modifiers::NONE);
    assert_eq!(chosen(&harness), [ids[1]]);
    click_row(&mut harness, "0004.jpg", Modifiers::SHIFT);
    assert_eq!(chosen(&harness), ids[1..=4]);
    let is_selected = |name: &str| harness.get_by_label_contains(name).accesskit_node().is_selected();
    assert_eq!(
        [is_selected("0003.jpg, "), is_selected("0005.jpg, ")],
        [Some(true), Some(false)],
        "to a screen reader, too"
    );
    click_row(&mut harness, "0002.jpg", Modifiers::COMMAND);
    assert_eq!(chosen(&harness), [ids[1], ids[3], ids[4]]);
    harness.get_by_label("3 files selected");
    harness.get_by_label("12.3 kB");
    click_row(&mut harness, "0006.jpg", Modifiers::NONE);
    assert_eq!(chosen(&harness), [ids[6]]);
    assert!(harness.query_by_label("3 files selected").is_none());
}

#[test]
fn rows_are_selected_with_the_keyboard_alone() {
    let (world, ids) = named(200);
    let mut harness = world.harness(1180.0, 760.0);
    let press = |harness: &mut Harness<'_, World>, held: Modifiers, key: Key| {
        harness.key_press_modifiers(held, key);
        harness.run();
    };
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&harness), ids[..3]);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&harness), ids[..2]);
    // Ctrl moves without selecting, Ctrl+Space selects.
    press(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    assert_eq!(chosen(&harness), ids[..2]);
    assert!(harness.get_by_label_contains("0003.jpg, ").is_focused());
    press(&mut harness, Modifiers::CTRL, Key::Space);
    assert_eq!(chosen(&harness), [ids[0], ids[1], ids[3]]);
    press(&mut harness, Modifiers::CTRL, Key::Space);
    assert_eq!(chosen(&harness), ids[..2]);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(chosen(&harness), ids[3..]);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(chosen(&harness), ids);
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    let first_page = chosen(&harness);
    assert!(
        first_page > vec![ids[4]] && first_page < vec![ids[15]],
        "{first_page:?}"
    );
    press(&mut harness, Modifiers::NONE, Key::PageUp);
    assert_eq!(chosen(&harness), [ids[0]]);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(chosen(&harness), []);
}

#[test]
fn each_tab_has_its_own_selection() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.store(ids[0], "k");
    let uploads = vec![Upload::clone(&world.model.queue.uploads()[0])];
    let mut harness = world.harness(1180.0, 760.0);
    click_row(&mut harness, "b.jpg", Modifiers::NONE);
    harness.get_by_label("History").click();
    harness.run();
    harness.state_mut().found(uploads);
    harness.run();
    assert_eq!(chosen(&harness), []);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(chosen(&harness), [ids[0]]);
    // The next search deselects what it doesn't find.
    harness.state_mut().found(Vec::new());
    harness.run();
    assert_eq!(chosen(&harness), []);
    harness.get_by_label("Queue").click();
    harness.run();
    assert_eq!(chosen(&harness), [ids[1]]);
}

#[test]
fn an_action_on_all_selected_rows_is_one_intent() {
    let (mut world, ids) = named(6);
    for (place, key) in [(0, "k0"), (1, "k1"), (2, "k2")] {
        world.store(ids[place], key);
    }
    world.sign(ids[1]);
    world.absorb(Event::Failed {
        id: ids[3],
        failure: failure("It was refused."),
    });
    let mut harness = world.harness(1180.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    for (state, count) in [("Uploaded", 2), ("Signed", 1), ("Failed", 1), ("Queued", 2)] {
        harness.get_by_label(&format!("{state}: {count}"));
    }
    assert_eq!(copied_by_click(&mut harness, "Copy keys"), ["k0\nk.jpg\nk2"]);
    harness.event(Input::Copy);
    harness.step();
    assert_eq!(copied(&harness), ["k0\nk.jpg\nk2"]);
    for name in ["Verify selected", "Retry selected", "Cancel selected"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let [
        Command::Verify(signed),
        Command::Verify(originals),
        Command::Retry(again),
        Command::Cancel(stopped),
    ] = harness.state().commands.as_slice()
    else {
        panic!("{:?}", harness.state().commands)
    };
    assert_eq!((signed.len(), originals.len(), again.len()), (1, 2, 1));
    assert_eq!(stopped, &ids[3..], "what was begun again can be stopped again");
    // The totals follow changes.
    harness.get_by_label("Verifying: 3");
    harness.get_by_label("Canceling: 3");
    harness.get_by_label("Remove selected").click();
    harness.run();
    assert!(harness.state().model.queue.uploads().is_empty());
    assert!(harness.query_by_label("6 files selected").is_none());
}

#[test]
fn a_hundred_thousand_selected_rows_are_not_counted_on_each_frame() {
    let (world, ids) = named(100_000);
    let mut harness = world.harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label("100,000 files selected");
    let counted = harness.state().view.looked_at();
    assert_eq!(counted, 100_000, "once, when they were chosen");
    for id in &ids[..50] {
        harness.state_mut().absorb(Event::Preparing(*id));
        harness.step();
    }
    harness.run();
    harness.get_by_label("Preparing: 50");
    assert_eq!(harness.state().view.looked_at(), counted + 50, "and then what changed");
}

/// The visible files, top to bottom.
fn on_show(harness: &Harness<'_, World>) -> Vec<String> {
    let mut rows: Vec<_> = harness
        .query_all_by_role(Role::ListItem)
        .map(|node| (node.rect().top(), node.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    let name = |label: String| label.split(", ").next().unwrap_or_default().to_owned();
    rows.into_iter().map(|(_, label)| name(label)).collect()
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

#[test]
fn a_heading_sorts_ascending_descending_and_back_to_the_order_added() {
    let (world, _) = World::with(&["b10.jpg", "B9.jpg", "a.jpg"]);
    let mut harness = world.harness(1180.0, 760.0);
    assert_eq!(on_show(&harness), ["b10.jpg", "B9.jpg", "a.jpg"]);
    click(&mut harness, "Sort by name");
    assert_eq!(on_show(&harness), ["a.jpg", "B9.jpg", "b10.jpg"]);
    click(&mut harness, "Sort by name, sorted ascending");
    assert_eq!(on_show(&harness), ["b10.jpg", "B9.jpg", "a.jpg"]);
    click(&mut harness, "Sort by name, sorted descending");
    harness.get_by_label("Sort by name");
    // With the keyboard too.
    harness.get_by_label("Sort by name").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(on_show(&harness), ["a.jpg", "B9.jpg", "b10.jpg"]);
    // The cursor moves in display order.
    harness.key_press(Key::Home);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    let names = harness.state().view.selection().iter().map(|id| {
        let upload = harness.state().model.queue.get(id);
        upload.map(|upload| upload.source.name()).unwrap_or_default()
    });
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    assert_eq!(names, ["B9.jpg", "a.jpg"]);
}

#[test]
fn states_are_filtered_with_their_counts_and_text_is_searched_for() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "ab.jpg"]);
    world.absorb(Event::Failed {
        id: ids[1],
        failure: failure("It was refused."),
    });
    world.store(ids[0], "uploads/Zebra.jpg");
    let mut harness = world.harness(1180.0, 760.0);
    click(&mut harness, "States on show: All");
    for entry in ["All: 3", "Waiting: 1", "Failed: 1", "Uploaded: 1"] {
        harness.get_by_label(entry);
    }
    assert!(harness.query_by_label("Signed: 0").is_none());
    click(&mut harness, "Failed: 1");
    assert_eq!(on_show(&harness), ["b.jpg"]);
    // Only visible rows can be selected: Ctrl+A skips filtered ones.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(chosen(&harness), [ids[1]]);
    click(&mut harness, "States on show: Failed");
    click(&mut harness, "All: 3");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    assert!(harness.get_by_label("Search queue").is_focused());
    enter(&mut harness, "Search queue", "zebra");
    assert_eq!(on_show(&harness), ["a.jpg"]);
    assert_eq!(chosen(&harness), []);
    enter(&mut harness, "Search queue", "x");
    harness.get_by_label("No matching files");
    click(&mut harness, "Show all");
    assert_eq!(on_show(&harness), ["a.jpg", "b.jpg", "ab.jpg"]);
}

#[test]
fn columns_are_resized_by_edges_and_arrow_keys_and_stay_so() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], &format!("uploads/{}.jpg", "k".repeat(30)));
    world.model.settings.details = false;
    let mut harness = world.harness(1180.0, 760.0);
    let key = |harness: &Harness<'_, World>| harness.get_by_label("Sort by object key").rect();
    let before = key(&harness);
    // The edge between progress and key is left of the key's heading.
    let edge = pos2(before.left() - 8.0, before.center().y);
    harness.drag_at(edge);
    harness.run();
    harness.hover_at(edge + vec2(20.0, 0.0));
    harness.run();
    harness.drop_at(edge + vec2(40.0, 0.0));
    harness.run();
    let after = key(&harness);
    assert!(
        (after.left() - before.left() - 40.0).abs() < 2.0,
        "{before:?} {after:?}"
    );
    assert!((after.right() - before.right()).abs() < 2.0);
    assert!(matches!(
        harness.state().commands.last(),
        Some(Command::UseSettings(settings)) if settings.columns.key.is_some()
    ));
    harness.get_by_label("Sort by object key").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!((key(&harness).width() - after.width() - 16.0).abs() < 2.0);
    // A double click fits the visible content.
    let edge = pos2(key(&harness).right() + 8.0, before.center().y);
    harness.hover_at(edge);
    harness.run();
    for pressed in [true, false, true, false] {
        let button = Input::PointerButton {
            pos: edge,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        // In one frame: a frame of the harness takes longer than a double click may.
        harness.input_mut().events.push(button);
    }
    harness.run();
    harness.get_by_label_contains(&format!("key uploads/{}.jpg", "k".repeat(30)));
    let needed = 42.0 * 7.0;
    assert!(key(&harness).width() > needed, "{:?}", key(&harness));
}

fn press(harness: &mut Harness<'_, World>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

#[test]
fn a_removal_is_announced_and_can_be_undone_by_button_and_by_key() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[2], "k");
    // A running row has no remove button.
    world.absorb(Event::Paused(ids[1]));
    let mut harness = world.harness(1180.0, 760.0);
    click(&mut harness, "Remove b.jpg");
    // The toast is drawn in the next frame.
    harness.run_steps(2);
    harness.get_by_label("1 file removed from the queue");
    assert_eq!(on_show(&harness), ["a.jpg", "c.jpg"]);
    harness.get_by_label("Undo removal").click();
    harness.run_steps(3);
    assert_eq!(on_show(&harness), ["a.jpg", "b.jpg", "c.jpg"]);
    assert!(harness.query_by_label("Undo removal").is_none());
    // Finished ones, by key, in a sorted table.
    click(&mut harness, "Sort by name");
    click(&mut harness, "Clear finished");
    assert_eq!(on_show(&harness), ["a.jpg", "b.jpg"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(on_show(&harness), ["a.jpg", "b.jpg", "c.jpg"]);
    assert!(matches!(
        harness.state().commands.as_slice(),
        [Command::Remove(_), Command::PutBack(_), Command::Remove(_)]
    ));
}

#[test]
fn the_menu_of_a_row_is_that_of_the_selection() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[0], "k0");
    world.store(ids[1], "k1");
    let mut harness = world.harness(1180.0, 900.0);
    // On an unselected row, the menu is about that row alone.
    click_row(&mut harness, "c.jpg", Modifiers::NONE);
    harness.get_by_label_contains("a.jpg, ").click_secondary();
    harness.run();
    assert_eq!(chosen(&harness), [ids[0]]);
    assert!(!entry(&harness, "Copy keys").1, "there is a key");
    assert!(menu_entries(&harness, "Cancel").is_empty(), "nothing to be stopped");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(menu_entries(&harness, "Copy keys").is_empty());
    assert_eq!(chosen(&harness), [ids[0]], "Escape closes the menu alone");
    // On a selected row, it is about the whole selection.
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label_contains("b.jpg, ").click_secondary();
    harness.run();
    assert_eq!(chosen(&harness), ids);
    click_entry(&mut harness, "Verify");
    assert!(matches!(harness.state().commands.as_slice(), [Command::Verify(orders)] if orders.len() == 2));
    // By keyboard: the first entry has the focus.
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::SHIFT, Key::F10);
    harness.run();
    let entries = harness.query_all(By::new().role(Role::MenuItem));
    assert!(entries.into_iter().any(|entry| entry.is_focused()));
}

/// The menu entries with this name: place, and whether disabled.
fn menu_entries(harness: &Harness<'_, World>, name: &str) -> Vec<(Rect, bool)> {
    let entries = harness.query_all(By::new().role(Role::MenuItem).label(name));
    entries
        .map(|node| (node.rect(), node.accesskit_node().is_disabled()))
        .collect()
}

fn entry(harness: &Harness<'_, World>, name: &str) -> (Rect, bool) {
    menu_entries(harness, name)[0]
}

fn click_entry(harness: &mut Harness<'_, World>, name: &str) {
    harness.get(By::new().role(Role::MenuItem).label(name)).click();
    harness.run();
}

#[test]
fn a_row_says_whether_its_time_is_verified_and_until_when_its_certificate_holds() {
    let (mut world, ids) = World::with(&["timed.jpg", "untimed.jpg", "changed.jpg"]);
    let report = |codes: &[&str]| {
        let codes = codes.iter().map(|code| serde_json::json!({ "code": code }));
        let report = serde_json::json!({
            "active_manifest": "urn:1", "certificates": [{ "subject": "CN=Camera", "not_after": "2031-03-01T00:00:00Z" }],
            "manifests": { "urn:1": { "signature_info": { "issuer": "Harbor", "time": "2026-03-01T08:15:00+00:00" } } },
            "validation_results": { "activeManifest":
                { "success": codes.collect::<Vec<_>>(), "informational": [], "failure": [] } },
        });
        report.to_string()
    };
    let stamped = report(&["claimSignature.validated", "timeStamp.validated", "timeStamp.trusted"]);
    for (id, verdict, report) in [
        (ids[0], Verdict::Trusted, &stamped),
        (ids[1], Verdict::Trusted, &report(&["claimSignature.validated"])),
        (ids[2], Verdict::Invalid, &stamped),
    ] {
        world.store(id, "k");
        world.sign(id);
        let facts = VerifiedFacts {
            target: VerifyTarget::Signed,
            verdict,
            explanation: String::new(),
            brief: Some(content_credentials::read_report(report).into()),
            report: report.as_str().into(),
            verified_at: NOW,
        };
        world.absorb(Event::Verified { id, facts });
    }
    let harness = world.harness(1180.0, 760.0);
    let row = harness.get_by_label_contains("Trusted, verified time, certificate until");
    let words = row.accesskit_node().label().unwrap_or_default();
    let month = words.split("certificate until ").nth(1).unwrap_or_default();
    assert!(
        month.starts_with(char::is_uppercase),
        "a month keeps its capital: {words}"
    );
    let changed = harness
        .get_by_label_contains("changed.jpg, ")
        .accesskit_node()
        .label()
        .unwrap();
    assert!(!changed.contains("verified time"), "{changed}");
}
