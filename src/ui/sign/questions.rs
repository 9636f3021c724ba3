//! The form: two questions that only the signer can answer, and fields that may stay empty.

use eframe::egui::{Label, Rect, RichText, Sense, Ui, Vec2, vec2};

use super::{Draft, fields};
use crate::ui::{
    controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use content_credentials::{ManifestForm, Origin, Training, TrainingChoice, TrainingUse};

/// Said as long as no origin was chosen.
const ORIGIN_OPEN: &str = "Only you can say this, so nothing is preselected.";

/// Shows the form. `suggest` comes before the fields that it can fill in.
pub(super) fn show(
    ui: &mut Ui,
    draft: &mut Draft,
    form: &mut ManifestForm,
    suggest: impl FnOnce(&mut Ui, &mut ManifestForm),
) {
    origin(ui, form);
    edits(ui, form);
    suggest(ui, form);
    fields::main(ui, form);
    training(ui, draft, form);
    let word = if draft.more { "Fewer fields" } else { "More fields" };
    if ui.link(word).clicked() {
        draft.more = !draft.more;
    }
    if draft.more {
        ui.add_space(tokens::GAP_SMALL);
        fields::more(ui, form);
    }
}

fn origin(ui: &mut Ui, form: &mut ManifestForm) {
    let label = controls::field_label(ui, "Origin");
    let chosen = form.origin.map_or("Choose where it came from", Origin::label);
    controls::choice(ui, "origin", label, chosen, |ui| {
        for (group, origins) in Origin::GROUPS {
            let heading = tokens::small(ui, group);
            ui.add(Label::new(heading).selectable(false));
            for origin in origins {
                ui.selectable_value(&mut form.origin, Some(*origin), origin.label());
            }
        }
    });
    let explained = |origin: Origin| {
        let disclosed = if origin.is_generative() {
            " This discloses the use of generative AI."
        } else {
            ""
        };
        format!("{}{disclosed}", origin.explanation())
    };
    let all = Origin::ALL.into_iter().map(explained).chain([ORIGIN_OPEN.to_owned()]);
    let all: Vec<_> = all.collect();
    match form.origin {
        None => said(ui, Shape::Alert, ORIGIN_OPEN, &all),
        Some(origin) => said(ui, Shape::Check, &explained(origin), &all),
    }
    ui.add_space(tokens::GAP_SMALL);
}

/// Whether the manifest lists everything that was done to the file.
fn edits(ui: &mut Ui, form: &mut ManifestForm) {
    const NO_OTHERS: &str = "No other edits";
    const MAY_HAVE: &str = "There may be other edits";
    const SAID: [&str; 3] = [
        "Such as cropping. Only you can say this.",
        "States that nothing else was done.",
        "States that more may have been done.",
    ];
    let label = controls::field_label(ui, "Edits");
    let chosen = match form.all_actions {
        None => "Choose whether there are other edits",
        Some(true) => NO_OTHERS,
        Some(false) => MAY_HAVE,
    };
    controls::choice(ui, "edits", label, chosen, |ui| {
        ui.selectable_value(&mut form.all_actions, Some(true), NO_OTHERS);
        ui.selectable_value(&mut form.all_actions, Some(false), MAY_HAVE);
    });
    match form.all_actions {
        None => said(ui, Shape::Alert, SAID[0], &SAID),
        Some(true) => said(ui, Shape::Check, SAID[1], &SAID),
        Some(false) => said(ui, Shape::Check, SAID[2], &SAID),
    }
    ui.add_space(tokens::GAP_SMALL);
}

/// Words below a choice, in a place that is large enough for all that can be said there, so that nothing below moves.
fn said(ui: &mut Ui, shape: Shape, words: &str, all: &[impl AsRef<str>]) {
    let size = vec2(tokens::SHAPE, tokens::LEADING);
    let width = ui.available_width() - tokens::SHAPE - tokens::GAP;
    let soft = Tone::Quiet.color(Palette::of(ui));
    let laid_out = |words: &str| {
        let (text, font) = (words.to_owned(), tokens::small_font());
        ui.painter().layout(text, font, soft, width).size().y
    };
    let height = all.iter().map(|words| laid_out(words.as_ref())).fold(0.0, f32::max);
    ui.scope(|ui| {
        ui.set_min_height(height.max(tokens::LEADING));
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP;
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let square = Rect::from_center_size(rect.center(), Vec2::splat(tokens::SHAPE));
            shapes::paint(ui.painter(), square, shape, soft);
            let words = RichText::new(words).font(tokens::small_font()).color(soft);
            ui.add(Label::new(words).wrap());
        });
    });
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
        let entry = controls::words_field(&mut choice.constraint, ui.available_width())
            .id(crate::ui::id(&format!("sign form: {name}: conditions")));
        ui.add(entry.hint_text("Text or a license URL")).labelled_by(label);
    }
    ui.add_space(tokens::GAP_SMALL);
}
