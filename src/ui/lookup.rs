//! Searching the history by file content: progress and result.

use eframe::egui::{Frame, Label, Panel, Sense, Ui, vec2};

use localization::text;

use super::{
    Request, Scene, Tab,
    commands::Command,
    controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
    words,
};
use model::{Intent, Lookup, LookupOutcome, LookupProgress};

/// The line above the history during and after the search.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (tone, shape, words, unknown) = match &scene.model.history.lookup {
        Lookup::None => return,
        Lookup::Reading(progress) => (Tone::Active, Shape::Lens, reading(progress), &[][..]),
        Lookup::Ended(outcome) => {
            let (tone, shape) = if outcome.contents.is_empty() {
                (Tone::Quiet, Shape::Question)
            } else {
                (Tone::Good, Shape::Check)
            };
            let words = ended(outcome, scene.model.history.total());
            (tone, shape, words, outcome.unknown.as_slice())
        }
    };
    let palette = Palette::of(ui);
    let wash = match tone {
        Tone::Good => palette.good_wash,
        Tone::Active => palette.accent_wash,
        _ => palette.hover,
    };
    let frame = Frame::new().fill(wash).inner_margin(tokens::BAND);
    let is_reading = matches!(scene.model.history.lookup, Lookup::Reading(_));
    Panel::top("lookup").frame(frame).show(ui, |ui| {
        let said = |ui: &mut Ui, _: &mut Scene<'_>| {
            let (square, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), square, shape, tone.color(palette));
            ui.add(Label::new(words).truncate());
        };
        controls::line_of_ends(ui, "lookup", scene, said, |ui, scene| {
            if !unknown.is_empty() {
                let word = text!("notices-lookup-upload", count = unknown.len());
                if ui.button(word).clicked() {
                    scene.dispatch(Intent::Add(unknown.to_vec()));
                    scene.dispatch(Intent::StopLookup);
                    scene.view.tab = Tab::Queue;
                }
            }
            let word = if is_reading {
                text!("notices-lookup-stop")
            } else {
                text!("notices-lookup-show-all")
            };
            if ui.button(word).clicked() {
                scene.dispatch(Intent::StopLookup);
            }
        });
    });
}

fn reading(progress: &LookupProgress) -> String {
    if progress.name.is_empty() {
        return text!("notices-lookup-reading-any");
    }
    text!(
        "notices-lookup-reading",
        name = words::elided(&progress.name, tokens::NAME_CHARS),
        percent = words::percent(progress.bytes, progress.bytes_in_all),
        size = words::bytes(progress.bytes_in_all)
    )
}

/// The result in one sentence.
fn ended(outcome: &LookupOutcome, records: usize) -> String {
    let files = outcome.files;
    let name = outcome
        .name
        .as_ref()
        .map(|name| words::elided(name, tokens::NAME_CHARS));
    let found = files.saturating_sub(outcome.unknown.len() + outcome.unreadable);
    let words = match name {
        _ if files == 0 => text!("notices-lookup-none"),
        Some(name) if files == outcome.unreadable => text!("notices-lookup-unreadable", name = name),
        None if files == outcome.unreadable => text!("notices-lookup-unreadable-files", count = files),
        Some(name) if found == 0 => text!("notices-lookup-unknown", name = name),
        None if found == 0 => text!("notices-lookup-unknown-files", count = files),
        Some(name) => text!("notices-lookup-matches", count = records, name = name),
        None => text!("notices-lookup-found", found = found, count = files),
    };
    match outcome.unreadable {
        0 => words,
        all if all >= files => words,
        some => text!("notices-lookup-and-unreadable", result = words, count = some),
    }
}

/// The button that asks for a file to search for.
pub(crate) fn button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let button = ui.button(Command::FindByContent.name());
    if button.on_hover_text(text!("notices-lookup-hint")).clicked() {
        scene.requests.push(Request::PickToFind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_one_sentence() {
        let outcome = |name: Option<&str>, files, unknown: usize, unreadable| LookupOutcome {
            name: name.map(str::to_owned),
            files,
            contents: Vec::new(),
            unknown: vec!["/x".into(); unknown],
            unreadable,
        };
        for (outcome, records, words) in [
            (outcome(Some("a.jpg"), 1, 0, 0), 1, "1 record matches a.jpg"),
            (outcome(Some("a.jpg"), 1, 0, 0), 3, "3 records match a.jpg"),
            (outcome(Some("a.jpg"), 1, 1, 0), 0, "a.jpg hasn't been uploaded"),
            (outcome(None, 30, 18, 0), 14, "12 of 30 files are in History"),
            (outcome(None, 3, 1, 1), 1, "1 of 3 files is in History; 1 can't be read"),
            (outcome(None, 3, 3, 0), 0, "3 files haven't been uploaded"),
            (outcome(None, 1, 0, 1), 0, "Can't read 1 file"),
            (outcome(None, 0, 0, 0), 0, "No files found"),
        ] {
            assert_eq!(ended(&outcome, records), words);
        }
    }
}
