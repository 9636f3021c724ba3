//! The table of verification results.

use super::{commands::by_palette, *};
use inspector::report;

fn many() -> (World, Vec<UploadId>) {
    let (mut world, ids) = World::with(&["img10.jpg", "img9.jpg", "plain.jpg", "broken.jpg"]);
    for (place, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{place}"));
        world.sign(*id);
    }
    world.verify(ids[0], Verdict::Trusted, &report());
    world.verify(ids[1], Verdict::Valid, &report());
    world.verify(ids[2], Verdict::Trusted, "{}");
    world.absorb(Event::VerifyFailed {
        id: ids[3],
        target: VerifyTarget::Signed,
        failure: failure("The server broke."),
    });
    (world, ids)
}

fn opened(world: World, width: f32, height: f32) -> Harness<'static, World> {
    let mut harness = world.harness(width, height);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    by_palette(&mut harness, "view results");
    harness
}

/// The rows of the table, top to bottom.
fn rows(harness: &Harness<'_, World>) -> Vec<String> {
    let mut rows: Vec<_> = harness
        .query_all_by_role(egui::accesskit::Role::Button)
        .filter_map(|node| Some((node.rect().top(), node.accesskit_node().label()?)))
        .filter(|(_, label)| label.contains(".jpg: "))
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

fn names(harness: &Harness<'_, World>) -> Vec<String> {
    let name = |row: String| row.split_once(": ").map_or(row.clone(), |(name, _)| name.to_owned());
    rows(harness).into_iter().map(name).collect()
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// The filter with this name in the dialog: the inspector behind it has one too.
fn choose(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_all_by_label(name).last().unwrap().click();
    harness.run();
}

#[test]
fn the_table_names_each_file_in_one_sentence_and_sorts_by_each_column() {
    let mut harness = opened(many().0, 1180.0, 760.0);
    assert_eq!(
        rows(&harness),
        [
            "broken.jpg: Not verified. The server broke. Ask for it.",
            "img9.jpg: Unknown signer, issued by Sandbox, no verified time. A sentence about it.",
        ],
        "what needs attention, the worst first"
    );
    choose(&mut harness, "All: 4");
    assert_eq!(names(&harness), ["broken.jpg", "img9.jpg", "img10.jpg", "plain.jpg"]);
    click(&mut harness, "Sort results by file");
    assert_eq!(
        names(&harness),
        ["broken.jpg", "img9.jpg", "img10.jpg", "plain.jpg"],
        "numbers count"
    );
    click(&mut harness, "Sort results by file, sorted ascending");
    assert_eq!(names(&harness), ["plain.jpg", "img10.jpg", "img9.jpg", "broken.jpg"]);
    click(&mut harness, "Sort results by issuer");
    let by_issuer = names(&harness);
    assert_eq!(
        by_issuer[..2],
        ["img9.jpg", "img10.jpg"],
        "what says nothing comes last"
    );
    click(&mut harness, "Sort results by reason");
    assert_eq!(names(&harness).last().map(String::as_str), Some("broken.jpg"));
}

#[test]
fn a_row_of_the_table_is_reached_by_keyboard_and_opens_the_report_with_a_way_back() {
    let mut harness = opened(many().0, 820.0, 560.0);
    choose(&mut harness, "All: 4");
    // The first row had the focus; the filter took it.
    harness.get_by_label_contains("broken.jpg: Not verified").focus();
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::ArrowUp] {
        harness.key_press(key);
        harness.run();
    }
    assert!(harness.get_by_label_contains("img10.jpg: Trusted").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert!(
        harness.query_by_label("Close verification results").is_none(),
        "it gives way"
    );
    harness.get_by_label("Issued by: Sandbox");
    click(&mut harness, "Back to 4 files");
    harness.get_by_label("Needs attention: 2");
}

#[test]
fn ten_thousand_results_cost_only_what_is_visible() {
    let files: Vec<_> = (0..10_000).map(|number| format!("{number}.jpg")).collect();
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    let (mut world, ids) = World::with(&names);
    for id in &ids {
        world.store(*id, "k");
        world.verify(*id, Verdict::Invalid, "{}");
    }
    let mut harness = opened(world, 1180.0, 760.0);
    let shown = rows(&harness).len();
    assert!((5..30).contains(&shown), "{shown}");
    harness.get_by_label("0.jpg: Invalid. A sentence about it.").focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    assert!(
        harness
            .get_by_label("9999.jpg: Invalid. A sentence about it.")
            .is_focused()
    );
}

#[test]
fn the_summary_counts_like_the_status_line() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    for (id, verdict) in [(ids[0], Verdict::Trusted), (ids[1], Verdict::Invalid)] {
        world.store(id, "k");
        world.verify(id, verdict, "{}");
    }
    let mut harness = world.harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label("1 verified");
    harness.get_by_label("1 invalid");
    harness.get_by_label("Verified: 1");
    assert_eq!(
        harness.query_all_by_label("Invalid: 1").count(),
        2,
        "the count and its filter"
    );
}
