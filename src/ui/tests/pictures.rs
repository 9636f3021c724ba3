//! The thumbnail before a row's name.

use eframe::egui::{Shape, TextureId};

use super::*;

/// The squares filled with a thumbnail.
fn pictures(harness: &Harness<'_, World>) -> Vec<Rect> {
    fn collect(shape: &Shape, found: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            Shape::Rect(rect) if rect.fill_texture_id() != TextureId::default() => found.push(rect.rect),
            Shape::Mesh(mesh) if mesh.texture_id != TextureId::default() => found.push(mesh.calc_bounds()),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, &mut found);
    }
    found
}

#[test]
fn a_row_shows_its_picture_once_it_is_made() {
    let (world, ids) = World::with(&["harbour.jpg", "notes.txt"]);
    let mut harness = world.harness(1180.0, 760.0);
    assert_eq!(pictures(&harness), [], "none is made yet");
    let wanted = harness.state_mut().view.wanted_pictures().unwrap();
    let [wanted] = wanted.as_slice() else {
        panic!("the one row that may have a picture: {wanted:?}")
    };
    assert_eq!(
        (wanted.id, wanted.path.as_path()),
        (ids[0], "/photos/harbour.jpg".as_ref())
    );
    let side = wanted.fit.side() as usize;
    let rgba = vec![200; side * side * 4];
    let picture = Picture {
        size: [side, side],
        rgba: &rgba,
    };
    let ctx = harness.ctx.clone();
    let view = &mut harness.state_mut().view;
    view.take_picture(&ctx, wanted.id, wanted.fit, Some(picture));
    harness.run();
    let [place] = pictures(&harness)[..] else {
        panic!("one picture: {:?}", pictures(&harness))
    };
    assert_eq!(place.size(), vec2(tokens::PICTURE, tokens::PICTURE));
    let row = harness.get_by_label_contains("harbour.jpg, ").rect();
    assert!(row.contains_rect(place), "{place:?} in {row:?}");
    assert_eq!(
        harness.state_mut().view.wanted_pictures(),
        Some(Vec::new()),
        "nothing more is wanted"
    );
}
