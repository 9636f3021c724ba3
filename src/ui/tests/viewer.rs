//! The preview, and the picture in the whole window.

use super::*;
use crate::thumbnails::{MadeOfFile, Pixels, WantedOfFile};

fn press(harness: &mut Harness<'_, World>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run_steps(6);
}

/// The names of the files whose pictures are wanted, in order.
fn wanted(harness: &mut Harness<'_, World>) -> Vec<String> {
    let wanted = harness.state_mut().view.wanted_of_files().unwrap_or_default();
    let name = |wanted: &WantedOfFile| match wanted {
        WantedOfFile::Itself { file, .. } => file.path.file_name().unwrap().to_string_lossy().into_owned(),
        WantedOfFile::Thumbnails { .. } => "thumbnails".to_owned(),
    };
    wanted.iter().map(name).collect()
}

/// Makes every picture that is wanted, of this size.
fn make(harness: &mut Harness<'_, World>, size: [u32; 2]) {
    for _ in 0..4 {
        let ctx = harness.ctx.clone();
        for wanted in harness.state_mut().view.wanted_of_files().unwrap_or_default() {
            let [width, height] = size;
            let rgba = vec![120; (width * height * 4) as usize];
            let pixels = vec![Some(Pixels { width, height, rgba })];
            harness
                .state_mut()
                .view
                .take_of_file(&ctx, MadeOfFile { wanted, pixels });
        }
        harness.run_steps(2);
    }
}

fn three() -> (Harness<'static, World>, Vec<UploadId>) {
    let (mut world, ids) = World::with(&["a.jpg", "b.cr3", "c.mp4", "notes.pdf"]);
    world.model.settings.details = true;
    (world.harness(1180.0, 760.0), ids)
}

#[test]
fn space_shows_the_picture_of_the_row_and_arrows_the_next_ones_in_the_order_of_the_list() {
    let (mut harness, ids) = three();
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert!(harness.query_by_label("Close picture").is_none(), "no row is chosen");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.get_by_label("a.jpg, Queued, 1 of 4");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    harness.get_by_label("a.jpg, Queued, 1 of 4");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    harness.get_by_label("b.cr3, Queued, 2 of 4");
    harness.get_by_label("Next picture").click();
    harness.run_steps(6);
    harness.get_by_label("Picture of c.mp4");
    press(&mut harness, Modifiers::NONE, Key::End);
    harness.get_by_label("notes.pdf, Queued, 4 of 4");
    assert_eq!(
        wanted(&mut harness).first().map(String::as_str),
        Some("c.mp4"),
        "a document has none"
    );
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Close picture").is_none());
    assert_eq!(harness.state().view.lead(), Some(ids[3]), "the list has moved along");
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.get_by_label("Close picture");
    press(&mut harness, Modifiers::NONE, Key::Space);
    assert!(harness.query_by_label("Close picture").is_none());
}

#[test]
fn the_visible_picture_is_made_first_then_its_neighbors_and_nothing_else() {
    let (mut harness, _) = three();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(wanted(&mut harness), ["b.cr3"], "the preview");
    press(&mut harness, Modifiers::NONE, Key::Space);
    let names = wanted(&mut harness);
    assert_eq!(names[names.len() - 3..], ["b.cr3", "c.mp4", "a.jpg"], "{names:?}");
}

#[test]
fn several_selected_files_stay_selected_while_their_pictures_are_viewed() {
    let (mut harness, ids) = three();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Space);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let selection = harness.state().view.selection();
    assert_eq!((selection.len(), selection.cursor()), (2, Some(ids[2])));
}

#[test]
fn a_picture_is_zoomed_by_keys_and_fitted_again() {
    let (mut harness, _) = three();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Space);
    // As large as the window asks for, and not all of it.
    make(&mut harness, [1280, 640]);
    harness.get_by_label("100%").click();
    harness.run_steps(4);
    // As large as the graphics card of the tests takes.
    make(&mut harness, [2048, 1024]);
    assert_eq!(
        harness.query_all_by_label("100%").count(),
        1,
        "the scale, not the button"
    );
    harness.get_by_label("Fit");
    press(&mut harness, Modifiers::NONE, Key::Minus);
    harness.get_by_label("80%");
    press(&mut harness, Modifiers::NONE, Key::Equals);
    harness.get_by_label("100%");
    press(&mut harness, Modifiers::NONE, Key::Minus);
    harness.get_by_label("80%");
    harness.event(Input::Text("+".to_owned()));
    harness.run_steps(6);
    harness.get_by_label("100%");
    press(&mut harness, Modifiers::NONE, Key::Num0);
    harness.get_by_label("58%");
    press(&mut harness, Modifiers::NONE, Key::Num1);
    harness.get_by_label("Fit");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(harness.query_by_label("Fit").is_none(), "the next one is whole");
}

#[test]
fn the_preview_opens_the_picture_and_a_document_has_no_preview() {
    let (mut harness, _) = three();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let preview = harness.get_by_label("View picture of a.jpg").rect();
    let shape = preview.height() / preview.width();
    // A scroll bar beside it takes some of its width.
    assert!((shape - 0.625).abs() < 0.03, "16:10, {preview:?}");
    harness.get_by_label("View picture of a.jpg").click();
    harness.run_steps(6);
    harness.get_by_label("a.jpg, Queued, 1 of 4");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::End);
    assert!(harness.query_by_label_contains("View picture of").is_none());
}

#[test]
fn the_preview_opens_the_file_that_it_shows_wherever_the_cursor_is() {
    let (mut harness, ids) = three();
    harness.state_mut().view.choose(ids[0]);
    harness.state_mut().view.selection_mut().move_cursor(ids[2]);
    harness.run_steps(4);
    harness.get_by_label("View picture of a.jpg").click();
    harness.run_steps(6);
    harness.get_by_label("a.jpg, Queued, 1 of 4");
}

#[test]
fn checked_files_are_viewed_in_their_order() {
    let mut world = World::new();
    let file = |name: &str| (format!("/x/{name}"), Some(check::trusted()));
    world.check(["b.jpg", "a.jpg"].map(file));
    world.view.tab = Tab::Check;
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("a.jpg, ").focus();
    harness.run_steps(4);
    press(&mut harness, Modifiers::NONE, Key::Space);
    harness.get_by_label_contains("a.jpg, Trusted, 1 of 2");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    harness.get_by_label_contains("b.jpg, Trusted, 2 of 2");
}

#[test]
fn an_open_picture_does_not_repaint_by_itself() {
    let (mut harness, _) = three();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Space);
    make(&mut harness, [1280, 640]);
    harness.run_steps(10);
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX);
}
