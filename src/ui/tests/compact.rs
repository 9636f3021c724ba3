//! Rows of less height.

use super::*;
use localization::{Language, text};

fn texts(harness: &Harness<'_, World>) -> Vec<(String, Rect)> {
    fn collect(shape: &egui::Shape, found: &mut Vec<(String, Rect)>) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            egui::Shape::Text(text) => found.push((text.galley.text().to_owned(), text.visual_bounding_rect())),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

fn compact(world: World, width: f32) -> Harness<'static, World> {
    let mut world = world;
    world.model.decide(Intent::ShowCompact(true));
    let mut harness = world.harness(width, 560.0);
    harness.run();
    harness
}

#[test]
fn compact_rows_are_a_remembered_choice_in_the_menu_of_sort_orders() {
    let (world, _) = World::with(&["0001.jpg", "0002.jpg"]);
    let mut harness = world.harness(1180.0, 760.0);
    let pitch = |harness: &Harness<'_, World>| {
        let top = |name: &str| harness.get_by_label_contains(name).rect().top();
        top("0002.jpg, ") - top("0001.jpg, ")
    };
    assert_eq!(pitch(&harness), 56.0);
    for (compact, expected) in [(true, 36.0), (false, 56.0)] {
        harness.get_by_label("Sort: order added").click();
        harness.run();
        harness.get_by_label("Compact rows").click();
        harness.run();
        assert_eq!(
            (harness.state().model.settings.compact, pitch(&harness)),
            (compact, expected)
        );
        let saved = harness.state().commands.iter().rev().find_map(|command| match command {
            Command::UseSettings(settings) => Some(settings.compact),
            _ => None,
        });
        assert_eq!(saved, Some(compact));
    }
    // Tiles have one height.
    harness.get_by_label("Show as grid").click();
    harness.run_steps(4);
    harness.get_by_label("Sort: order added").click();
    harness.run_steps(4);
    assert!(harness.query_by_label("Compact rows").is_none());
}

#[test]
fn a_compact_row_says_in_one_line_what_the_usual_one_says_in_two() {
    for width in [480.0, 820.0, 1180.0] {
        let (mut world, ids) = World::with(&["Harbour/morning.jpg", "Harbour/evening.jpg", "Harbour/night.jpg"]);
        world.store(ids[0], "uploads/one.jpg");
        let failure = failure("Storage refused it.");
        world.absorb(Event::Failed { id: ids[1], failure });
        let mut harness = compact(world, width);
        let row = |name: &str| harness.get_by_label_contains(name).rect();
        for name in ["morning.jpg, ", "evening.jpg, ", "night.jpg, "] {
            let row = row(name);
            assert_eq!(row.height(), 36.0);
            for (text, place) in texts(&harness) {
                if text.contains(char::is_alphanumeric) && row.contains(place.center()) {
                    assert!(row.contains_rect(place), "{text} leaves its row");
                    let middle = (place.center().y - row.center().y).abs();
                    assert!(middle < 6.0, "{text} is {middle} off the line");
                }
            }
        }
        let failed = row("evening.jpg, ");
        let in_row = |place: &Rect| failed.contains(place.center());
        let said = |part: &str| {
            texts(&harness)
                .iter()
                .any(|(text, place)| in_row(place) && text.contains(part))
        };
        // Where the name is narrow, the tooltip tells the error.
        assert_eq!(said("Storage refused"), width > 1000.0, "{width}: the error");
        // The key is copied from the row, also where it has no column.
        harness.get_by_label_contains("Copy key of morning.jpg").click();
        harness.step();
        assert_eq!(copied(&harness), ["uploads/one.jpg"]);
    }
}

#[test]
fn a_button_of_a_row_has_room_for_its_word_in_every_language() {
    for language in Language::ALL {
        let (mut world, ids) = World::with(&["0001.jpg", "0002.jpg", "0003.jpg"]);
        world.store(ids[0], "uploads/one.jpg");
        localization::set(Some(language));
        let mut harness = world.harness(820.0, 560.0);
        harness.run();
        let words = texts(&harness);
        for label in [
            text!("table-action-sign"),
            text!("table-action-cancel"),
            text!("table-sort"),
        ] {
            let whole = words.iter().any(|(text, _)| *text == label);
            assert!(whole, "{label} is cut");
        }
        localization::set(None);
    }
}
