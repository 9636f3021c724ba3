//! The trust lists in use, with their dates, and the button that fetches them.

use eframe::egui::{Button, Frame, Label, Margin, Panel, Ui};

use crate::ui::{
    Scene, controls, egui_margin,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
    words,
};
use model::{CheckIntent, Intent, ListSummary, Timestamp};

/// A line at the bottom of the tab.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::symmetric(
        egui_margin(tokens::EDGE),
        egui_margin(tokens::GAP_SMALL),
    ));
    Panel::bottom("trust lists")
        .frame(frame)
        .resizable(false)
        .show_separator_line(true)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
            line(ui, scene);
            failures(ui, scene);
            if scene.view.check.shows_lists {
                facts(ui, scene);
            }
        });
}

fn line(ui: &mut Ui, scene: &mut Scene<'_>) {
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        let (words, tone) = summary(scene);
        let color = tone.color(Palette::of(ui));
        ui.add(Label::new(tokens::small(ui, words.as_str()).color(color)).truncate())
            .on_hover_text(words);
    };
    controls::line_of_ends(ui, "trust lists", scene, left, |ui, scene| {
        let toggle = if scene.view.check.shows_lists {
            "Hide lists"
        } else {
            "Show lists"
        };
        if controls::quiet(ui, toggle).clicked() {
            scene.view.check.shows_lists = !scene.view.check.shows_lists;
        }
        let is_updating = scene.model.checks.is_updating;
        let word = if is_updating {
            "Updating trust lists…"
        } else {
            "Update trust lists"
        };
        let button = ui.add_enabled(!is_updating, Button::new(word));
        let hint = "Fetches the lists from their publishers: raw.githubusercontent.com, contentcredentials.org and \
                    trust.iptc.org. Your files and your key are not sent.";
        if button.on_hover_text(hint).clicked() {
            scene.dispatch(Intent::Check(CheckIntent::UpdateLists));
        }
    });
}

/// Which lists are used, in one line.
fn summary(scene: &Scene<'_>) -> (String, Tone) {
    let Some(lists) = &scene.model.checks.lists else {
        return ("Reading trust lists…".to_owned(), Tone::Quiet);
    };
    let used: Vec<_> = lists
        .iter()
        .filter_map(|list| Some(format!("{}, {}", list.title, date(list.fetched_at?))))
        .collect();
    if used.is_empty() {
        let words = "No trust lists yet. Changes are found, but every signer is unknown.";
        return (words.to_owned(), Tone::Warn);
    }
    let old = lists.iter().filter(|list| list.is_old).count();
    let words = format!("Trust lists: {}", used.join("  ·  "));
    match old {
        0 => (words, Tone::Quiet),
        _ => (
            format!("Some trust lists are more than 30 days old. {words}"),
            Tone::Warn,
        ),
    }
}

fn date(millis: i64) -> String {
    words::day(Timestamp::from_millis(millis))
}

/// One line a list.
fn facts(ui: &mut Ui, scene: &mut Scene<'_>) {
    for list in scene.model.checks.lists.iter().flatten() {
        let words = format!("{}: {}", list.title, state(list));
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    let words = "The first list that knows a signer is named. Revocation is not checked.";
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}

fn state(list: &ListSummary) -> String {
    match (&list.trouble, list.fetched_at) {
        (Some(trouble), _) => format!("Can't be used: {trouble}. Update it."),
        (None, Some(at)) if list.is_old => format!("Fetched {}. Old: update it.", date(at)),
        (None, Some(at)) => format!("Fetched {}", date(at)),
        (None, None) if list.word == "que" => {
            "Not on this computer. It comes with the others if there is an API key.".to_owned()
        }
        (None, None) => "Not on this computer".to_owned(),
    }
}

fn failures(ui: &mut Ui, scene: &mut Scene<'_>) {
    let failures = &scene.model.checks.failures;
    for (headline, hint) in failures {
        controls::note(ui, Tone::Warn, Shape::Alert, headline, hint);
    }
    if !failures.is_empty() && controls::quiet(ui, "Dismiss").clicked() {
        scene.dispatch(Intent::Check(CheckIntent::DismissFailures));
    }
}
