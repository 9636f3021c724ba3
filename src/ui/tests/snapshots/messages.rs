//! Every text that a person sees comes from a message file, but for what is theirs, a server's or the system's.

use eframe::egui::Shape;

use super::{harness::draw_world, *};

/// Texts of a panel that come from no message: drawn, or told to screen readers.
pub(super) fn strangers(world: World, act: impl Fn(&mut Harness<'_, World>)) -> Vec<String> {
    let mut harness = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_context_setup(install)
        .build_ui_state(draw_world, world);
    harness.run();
    // Controls are found by their English names, so the marks come after.
    act(&mut harness);
    localization::mark(true);
    harness.run_steps(4);
    localization::mark(false);
    let mut texts = Vec::new();
    for clipped in &harness.output().shapes {
        drawn(&clipped.shape, &mut texts);
    }
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let of_node = [node.label(), node.value(), node.placeholder().map(Into::into)];
        texts.extend(of_node.into_iter().flatten());
    }
    texts.retain(|text| !text.contains('⟦') && has_word(text) && !is_data(text));
    texts.sort();
    texts.dedup();
    texts
}

fn drawn(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => texts.push(text.galley.job.text.clone()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| drawn(shape, texts)),
        _ => {}
    }
}

/// Whether there are three letters in a row.
fn has_word(text: &str) -> bool {
    let letters = text.split(|letter: char| !letter.is_ascii_alphabetic());
    letters.into_iter().any(|letters| letters.len() >= 3)
}

/// What is the user's, a server's, a file's or a name.
fn is_data(_text: &str) -> bool {
    false
}
