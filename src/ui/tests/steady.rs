//! Nothing overlaps, and nothing moves under the user's eyes.

use std::time::Duration;

use eframe::egui::Shape;

use super::*;
use model::Hold;

/// Every text drawn, with its place.
fn texts(harness: &Harness<'_, World>) -> Vec<(String, Rect)> {
    fn collect(shape: &Shape, found: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            Shape::Text(text) => found.push((text.galley.text().to_owned(), text.visual_bounding_rect())),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

fn press(harness: &mut Harness<'_, World>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

#[test]
fn no_label_of_the_track_reaches_the_next_step() {
    for width in [820.0, 1280.0, 1920.0] {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.absorb(Event::Waiting {
            id: ids[0],
            until: NOW.plus(Duration::from_secs(59 * 60 + 59)),
            attempts: 3,
            failure: failure("The storage is busy."),
        });
        let harness = world.harness(width, 800.0);
        let words = texts(&harness);
        let waiting = words.iter().find(|(word, _)| word.starts_with("Waiting 59 min"));
        let (_, waiting) = waiting.expect("a countdown is shown");
        for (word, place) in words
            .iter()
            .filter(|(word, _)| matches!(word.as_str(), "Sign" | "Verify"))
        {
            let apart = waiting.right() + tokens::SHAPE <= place.left();
            assert!(apart, "{width}: {waiting:?} reaches {word} at {place:?}");
        }
    }
}

#[test]
fn a_notice_moves_no_row_under_the_pointer() {
    let mut harness = World::with(&["a.jpg", "b.jpg", "c.jpg"]).0.harness(1180.0, 760.0);
    let place = |harness: &Harness<'_, World>| harness.get_by_label_contains("b.jpg, ").rect();
    let before = place(&harness);
    let world = harness.state_mut();
    world.model.decide(Intent::Add(vec!["/more".into()]));
    world.absorb(Event::ScanEnded {
        batch: 2,
        skipped: vec![Skipped {
            path: "/more/secret.jpg".into(),
            reason: SkipReason::Unreadable("permission denied".into()),
        }],
    });
    harness.run();
    harness.get_by_label("Review").click();
    harness.run();
    harness.get_by_label_contains("/more/secret.jpg");
    assert_eq!(place(&harness), before);
}

#[test]
fn the_status_line_counts_down_the_wait_that_the_server_asked_for() {
    let (mut world, _) = World::with(&["a.jpg"]);
    world.absorb(Event::HoldBegan(Hold::RateLimited {
        until: NOW.plus(Duration::from_secs(41)),
        detail: None,
    }));
    let harness = world.harness(820.0, 560.0);
    harness.get_by_label("The server asked to wait: 41 s");

    let (mut world, _) = World::with(&["a.jpg"]);
    world.absorb(Event::HoldBegan(Hold::RateLimited {
        until: NOW.plus(Duration::from_secs(41)),
        detail: Some("monthly quota".to_owned()),
    }));
    let harness = world.harness(820.0, 560.0);
    harness.get_by_label("The server asked to wait: 41 s (monthly quota)");
}

#[test]
fn with_one_row_paused_each_key_does_what_its_button_says() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    world.absorb(Event::Paused(ids[0]));
    let mut harness = world.harness(1180.0, 760.0);
    for name in ["Pause all", "Resume all"] {
        harness.get_by_label(name);
    }
    press(&mut harness, Modifiers::COMMAND, Key::P);
    assert_eq!(harness.state().requests, ["Intent(SetQueuePaused(true))"]);
    press(&mut harness, Modifiers::COMMAND, Key::G);
    assert!(requested(&harness, "SetQueuePaused(false)"));
}

#[test]
fn invalid_files_are_counted_separately_and_found_by_a_click() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    for (id, verdict) in [(ids[0], Verdict::Trusted), (ids[1], Verdict::Invalid)] {
        world.store(id, "k");
        world.verify(id, verdict, "{}");
    }
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("1 verified");
    harness.get_by_label("1 invalid").click();
    harness.run();
    assert!(harness.query_by_label_contains("a.jpg, ").is_none());
    harness.get_by_label_contains("b.jpg, ");
}

#[test]
fn unconfirmed_files_are_not_counted_as_verified_and_found_by_a_click() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    for (id, verdict) in ids.iter().zip([Verdict::Valid, Verdict::Unconfirmed, Verdict::Invalid]) {
        world.store(*id, "k");
        world.verify(*id, verdict, "{}");
    }
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("1 verified");
    harness.get_by_label("1 invalid");
    harness.get_by_label("1 not confirmed").click();
    harness.run();
    assert!(harness.query_by_label_contains("a.jpg, ").is_none());
    assert!(harness.query_by_label_contains("c.jpg, ").is_none());
    harness.get_by_label_contains("b.jpg, ");
}

#[test]
fn a_right_to_left_name_is_drawn_in_visual_order_and_announced_as_written() {
    let (picture, harbour) = (
        "\u{635}\u{648}\u{631}\u{629}",
        "\u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}",
    );
    let name = format!("{picture} {harbour}.jpg");
    let harness = World::with(&[&name]).0.harness(1180.0, 760.0);
    harness.get_by_label_contains(&format!("{name}, 4.1 kB"));
    let drawn = format!("{harbour} {picture}.jpg");
    assert!(texts(&harness).iter().any(|(text, _)| *text == drawn));
}

#[test]
fn a_row_shows_the_folder_that_it_was_dropped_with() {
    let harness = World::with(&["council/a.jpg", "harbour/a.jpg"])
        .0
        .harness(1180.0, 760.0);
    harness.get_by_label_contains("a.jpg, 4.1 kB, in council, ");
    harness.get_by_label_contains("a.jpg, 4.1 kB, in harbour, ");
}
