//! Files as tiles.

use super::*;

fn press(harness: &mut Harness<'_, World>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run_steps(4);
}

fn tiles(number: usize) -> (Harness<'static, World>, Vec<UploadId>) {
    let names: Vec<String> = (0..number).map(|number| format!("{number:04}.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (mut world, ids) = World::with(&names);
    world.model.settings.details = false;
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Show as grid").click();
    harness.run_steps(4);
    (harness, ids)
}

fn chosen(harness: &Harness<'_, World>, ids: &[UploadId]) -> Vec<usize> {
    let selection = harness.state().view.selection();
    (0..ids.len()).filter(|place| selection.contains(ids[*place])).collect()
}

#[test]
fn the_grid_is_a_remembered_choice_and_has_the_rows_of_the_table() {
    let (mut harness, _) = tiles(3);
    assert!(harness.state().model.settings.grid);
    let tile = harness.get_by_label_contains("0001.jpg, ").rect();
    assert_eq!(tile.width(), 160.0);
    assert!(harness.query_by_label("Remove 0001.jpg").is_none());
    let wanted = harness.state_mut().view.wanted_pictures().unwrap();
    assert!(
        wanted
            .iter()
            .all(|wanted| wanted.fit == crate::thumbnails::Fit::Whole(160))
    );
    assert_eq!(wanted.len(), 3);
    harness.get_by_label("Show as table").click();
    harness.run_steps(4);
    assert!(!harness.state().model.settings.grid);
    harness.get_by_label("Remove 0001.jpg");
}

#[test]
fn arrow_keys_move_in_two_dimensions() {
    let (mut harness, ids) = tiles(40);
    let first = harness.get_by_label_contains("0000.jpg, ").rect();
    let beside = (1..40).filter(|number| {
        let name = format!("{number:04}.jpg, ");
        let tile = harness.query_by_label_contains(&name);
        tile.is_some_and(|tile| tile.rect().top() == first.top())
    });
    let columns = beside.count() + 1;
    assert_eq!(columns, 6);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&harness, &ids), [0], "the first one");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&harness, &ids), [7]);
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&harness, &ids), [0]);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&harness, &ids), [0], "nothing is above");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&harness, &ids), (0..=6).collect::<Vec<_>>(), "a range");
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(chosen(&harness, &ids), [39]);
    let last = harness.get_by_label_contains("0039.jpg, ").rect();
    let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(1180.0, 760.0));
    assert!(area.contains_rect(last), "scrolled to {last:?}");
    press(&mut harness, Modifiers::CTRL, Key::Space);
    assert_eq!(chosen(&harness, &ids), [] as [usize; 0]);
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.get_by_label("0039.jpg, Queued, 40 of 40");
}

#[test]
fn tiles_are_selected_like_rows_and_have_their_menu() {
    let (mut harness, ids) = tiles(8);
    harness.get_by_label_contains("0002.jpg, ").click();
    harness.run_steps(4);
    harness
        .get_by_label_contains("0005.jpg, ")
        .click_modifiers(Modifiers::COMMAND);
    harness.run_steps(4);
    assert_eq!(chosen(&harness, &ids), [2, 5]);
    harness
        .get_by_label_contains("0007.jpg, ")
        .click_modifiers(Modifiers::SHIFT);
    harness.run_steps(4);
    assert_eq!(chosen(&harness, &ids), [5, 6, 7]);
    harness.get_by_label_contains("0006.jpg, ").click_secondary();
    harness.run_steps(4);
    harness.get_by_label_contains("Remove from queue");
    assert_eq!(chosen(&harness, &ids), [5, 6, 7]);
}

#[test]
fn a_thousand_tiles_cost_only_what_is_visible() {
    let (mut harness, ids) = tiles(1000);
    harness.get_by_label_contains("0000.jpg, ");
    assert!(harness.query_by_label_contains("0060.jpg, ").is_none());
    let wanted = harness.state_mut().view.wanted_pictures().unwrap();
    assert!(wanted.len() < 40, "{}", wanted.len());
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(harness.state().view.lead(), ids.last().copied());
    let wanted = harness.state_mut().view.wanted_pictures().unwrap();
    assert!(wanted.len() < 40 && wanted.iter().all(|wanted| wanted.id != ids[0]));
    harness.run_steps(10);
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX, "idle");
}
