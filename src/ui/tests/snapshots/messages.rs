//! Every text that a person sees comes from a message file, but for what is theirs, a server's or the system's.

use eframe::egui::{Shape, accesskit::Role};

use super::{
    harness::{draw_world, other_letters},
    *,
};

/// Texts of a panel that come from no message: drawn, or told to screen readers.
pub(super) fn strangers(world: World, act: impl Fn(&mut Harness<'_, World>)) -> Vec<String> {
    let mut harness = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_context_setup(|ctx| {
            install(ctx);
            other_letters(ctx);
        })
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
        // A line of a text that is there as a whole, too.
        if node.role() == Role::TextRun {
            continue;
        }
        let of_node = [node.label(), node.value(), node.placeholder().map(Into::into)];
        texts.extend(of_node.into_iter().flatten());
    }
    texts.retain(|text| !text.contains('‹') && has_word(text) && !is_data(text));
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

/// What is the user's, a server's, a file's or a name. All of it stands in the worlds that are drawn.
fn is_data(text: &str) -> bool {
    // Names of files, paths, addresses, keys, hashes and manifests.
    let is_technical = |word: &str| {
        let ends_as_file = word
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && (2..=4).contains(&end.len()));
        ends_as_file || word.contains('/') || word.contains('"') || word.contains("abab") || word.contains('{')
    };
    // A galley may hold one part of a message, in a color of its own.
    text.contains('›')
        || text.starts_with("Que Uploader: 0.1.0\n")
        || text.split_whitespace().any(is_technical)
        || DATA.contains(&text.trim())
}

const DATA: &[&str] = &[
    "3 files removed from the queue",
    "708677289500",
    "A sentence about it.",
    "Ana Ferreira",
    "Camera 1.2",
    "Camera 3.1",
    "Camera 4711",
    "Camera maker",
    "Collage",
    "Dawn over the sea",
    "Editor 3",
    "Fog in the harbor",
    "Fog over the harbor of Setúbal before sunrise.",
    "Harbor Camera Works",
    "Harbor at dawn",
    "JPEG, PNG, WebP, GIF, TIFF, DNG, AVIF, HEIC, SVG, MP4, MOV, AVI, M4A, WAV, MP3",
    "Lisboa, Portugal, 38.7223, -9.1393",
    "Model 7",
    "NIKKOR Z 50mm f/1.8 S",
    "NIKON Z 9",
    "Newsroom Tools",
    "Nothing added, 9 skipped: 5 already here, 4 over 5 GB",
    "Photographs",
    // Names that are the same in every language.
    "Deutsch",
    "English",
    "Español",
    "Français",
    "Que",
    "Que Uploader",
    "SHA-256",
    "Sea at dawn",
    "Sandbox",
    "Signer",
    // What servers said, as records keep it.
    "HTTP 401: the key is not known here.",
    "The server did not verify it.",
    "The server is busy.",
    "Try again when it answers.",
    "Ask your administrator for write access.",
    "The storage refused the upload: access denied.",
    "Two boats leave the harbor before dawn.",
    "boat",
    "council meeting",
    "interview",
    "opening",
    "© 2026 Ana Ferreira",
    "© 2026 Ana Lúcia Ferreira",
];
