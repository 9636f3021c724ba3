//! The form: a few fields.

use eframe::egui::{Label, RichText, Ui};

use super::Draft;
use crate::ui::{controls, shapes::Shape, tokens, track::Tone};
use content_credentials::{ManifestForm, Origin, Training, TrainingChoice, TrainingUse};

pub(super) fn show(ui: &mut Ui, draft: &mut Draft, form: &mut ManifestForm) {
    let width = ui.available_width();
    let field = |ui: &mut Ui, name: &str, text: &mut String, hint: &str| {
        let label = controls::field_label(ui, name);
        ui.add(controls::field(text, width).hint_text(hint)).labelled_by(label);
        ui.add_space(tokens::GAP_SMALL);
    };
    origin(ui, form);
    field(ui, "Title", &mut form.title, "Optional");
    if form.title.contains('{') {
        let words = "{stem} = file name, {name} = with extension, {date} = today.";
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    field(ui, "Author", &mut form.creator, "Optional");
    training(ui, draft, form);
    let word = if draft.more { "Fewer fields" } else { "More fields" };
    if ui.link(word).clicked() {
        draft.more = !draft.more;
    }
    if !draft.more {
        return;
    }
    ui.add_space(tokens::GAP_SMALL);
    field(ui, "Made with", &mut form.generator, "Default: the server's name");
    if !form.generator.is_empty() {
        field(ui, "Version", &mut form.generator_version, "Optional");
    }
    controls::checkbox(ui, &mut form.no_thumbnail, "No thumbnail in the signed copy")
        .on_hover_text("Servers add one of a few hundred kilobytes, even to a small file.");
    let words = "{name}, {stem} and {date} are filled in for each file: its name, its name without the extension, today's date.";
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}

fn origin(ui: &mut Ui, form: &mut ManifestForm) {
    let label = controls::field_label(ui, "Origin");
    let chosen = form.origin.map_or("Choose where it came from", Origin::label);
    controls::choice(ui, "origin", label, chosen, |ui| {
        for origin in Origin::ALL {
            ui.selectable_value(&mut form.origin, Some(origin), origin.label());
        }
    });
    // One line either way, so that nothing below moves with the choice.
    let (tone, shape, words) = match form.origin {
        None => (
            Tone::Quiet,
            Shape::Alert,
            "Only you can say this, so nothing is preselected.",
        ),
        Some(origin) => (Tone::Quiet, Shape::Check, origin.explanation()),
    };
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = tokens::LEADING;
        controls::message(ui, tone, shape, RichText::new(words).font(tokens::small_font()));
    });
    if form.origin.is_some_and(Origin::is_generative) {
        let words = "This discloses the use of generative AI.";
        controls::message(ui, Tone::Active, Shape::Alert, words);
    }
    ui.add_space(tokens::GAP_SMALL);
}

fn training(ui: &mut Ui, draft: &mut Draft, form: &mut ManifestForm) {
    if draft.each_use {
        for (number, kind) in Training::KINDS.into_iter().enumerate() {
            if let Some(choice) = form.training.choices.get_mut(number) {
                usage(ui, kind, choice);
            }
        }
    } else {
        let mut all = form.training.common().cloned().unwrap_or_default();
        usage(ui, "Use for AI training and data mining", &mut all);
        form.training = Training {
            choices: std::array::from_fn(|_| all.clone()),
        };
    }
    let one_by_one = draft.each_use;
    // Several choices cannot be shown as one.
    if !one_by_one || form.training.common().is_some() {
        let word = if one_by_one {
            "One choice for all uses"
        } else {
            "Set each use separately"
        };
        if ui.link(word).clicked() {
            draft.each_use = !one_by_one;
        }
        ui.add_space(tokens::GAP_SMALL);
    }
}

fn usage(ui: &mut Ui, name: &str, choice: &mut TrainingChoice) {
    let label = controls::field_label(ui, name);
    controls::choice(ui, name, label, choice.usage.label(), |ui| {
        for usage in TrainingUse::ALL {
            ui.selectable_value(&mut choice.usage, usage, usage.label());
        }
    });
    if choice.usage == TrainingUse::Constrained {
        let label = controls::field_label(ui, &format!("{name}: conditions"));
        let entry = controls::field(&mut choice.constraint, ui.available_width());
        ui.add(entry.hint_text("Text or a license URL")).labelled_by(label);
    }
    ui.add_space(tokens::GAP_SMALL);
}
