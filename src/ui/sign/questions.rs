//! The form: two questions that only the signer can answer, and fields that may stay empty.

use eframe::egui::{Label, Rect, RichText, Sense, Ui, Vec2, vec2};

use super::{Draft, fields, words};
use crate::ui::{
    controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use content_credentials::{ManifestForm, Origin, Training, TrainingChoice, TrainingUse};
use localization::text;

/// Shows the form. `opened` says of which files the origin is not stated, if of any; `suggest` comes before the fields that it
/// can fill in.
pub(super) fn show(
    ui: &mut Ui,
    draft: &mut Draft,
    form: &mut ManifestForm,
    opened: Option<&str>,
    suggest: impl FnOnce(&mut Ui, &mut ManifestForm),
) {
    origin(ui, form, opened);
    edits(ui, form);
    suggest(ui, form);
    fields::main(ui, form);
    training(ui, draft, form);
    let word = if draft.more {
        text!("sign-fields-fewer")
    } else {
        text!("sign-fields-more")
    };
    if ui.link(word).clicked() {
        draft.more = !draft.more;
    }
    if draft.more {
        ui.add_space(tokens::GAP_SMALL);
        fields::more(ui, form);
    }
}

fn origin(ui: &mut Ui, form: &mut ManifestForm, opened: Option<&str>) {
    let label = controls::field_label(ui, &text!("sign-origin"));
    let chosen = form.origin.map_or_else(|| text!("sign-origin-choose"), words::origin);
    controls::choice(ui, "origin", label, &chosen, |ui| {
        for (_, origins) in Origin::GROUPS {
            if let Some(first) = origins.first() {
                let heading = tokens::small(ui, words::group_of(*first));
                ui.add(Label::new(heading).selectable(false));
            }
            for origin in origins {
                ui.selectable_value(&mut form.origin, Some(*origin), words::origin(*origin));
            }
        }
    });
    let open = text!("sign-origin-open");
    let mut all: Vec<_> = Origin::ALL.into_iter().map(words::explained_origin).collect();
    all.push(open.clone());
    match form.origin {
        None => said(ui, Shape::Alert, &open, &all),
        Some(origin) => said(ui, Shape::Check, &words::explained_origin(origin), &all),
    }
    if let Some(opened) = opened {
        controls::message(ui, Tone::Warn, Shape::Alert, opened);
    }
    ui.add_space(tokens::GAP_SMALL);
}

/// Whether the manifest lists everything that was done to the file.
fn edits(ui: &mut Ui, form: &mut ManifestForm) {
    let all = [
        text!("sign-edits-open"),
        text!("sign-edits-none-hint"),
        text!("sign-edits-may-be-hint"),
    ];
    let [open, none_said, may_be_said] = &all;
    let label = controls::field_label(ui, &text!("sign-edits"));
    let (none, may_be) = (text!("sign-edits-none"), text!("sign-edits-may-be"));
    let chosen = match form.all_actions {
        None => text!("sign-edits-choose"),
        Some(true) => none.clone(),
        Some(false) => may_be.clone(),
    };
    controls::choice(ui, "edits", label, &chosen, |ui| {
        ui.selectable_value(&mut form.all_actions, Some(true), none);
        ui.selectable_value(&mut form.all_actions, Some(false), may_be);
    });
    match form.all_actions {
        None => said(ui, Shape::Alert, open, &all),
        Some(true) => said(ui, Shape::Check, none_said, &all),
        Some(false) => said(ui, Shape::Check, may_be_said, &all),
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
        for (number, kind) in words::training_kinds().iter().enumerate() {
            if let (Some(choice), Some(key)) = (form.training.choices.get_mut(number), Training::KINDS.get(number)) {
                usage(ui, key, kind, choice);
            }
        }
    } else {
        let mut all = form.training.common().cloned().unwrap_or_default();
        usage(ui, "all uses", &text!("sign-training"), &mut all);
        form.training = Training {
            choices: std::array::from_fn(|_| all.clone()),
        };
    }
    let one_by_one = draft.each_use;
    // Several choices cannot be shown as one.
    if !one_by_one || form.training.common().is_some() {
        let word = if one_by_one {
            text!("sign-training-one")
        } else {
            text!("sign-training-each")
        };
        if ui.link(word).clicked() {
            draft.each_use = !one_by_one;
        }
        ui.add_space(tokens::GAP_SMALL);
    }
}

/// The choice for a use. `key` tells it from the others in any language.
fn usage(ui: &mut Ui, key: &str, name: &str, choice: &mut TrainingChoice) {
    let label = controls::field_label(ui, name);
    controls::choice(ui, key, label, &words::training(choice.usage), |ui| {
        for usage in TrainingUse::ALL {
            ui.selectable_value(&mut choice.usage, usage, words::training(usage));
        }
    });
    if choice.usage == TrainingUse::Constrained {
        let label = controls::field_label(ui, &text!("sign-training-conditions", kind = name));
        let entry = controls::words_field(&mut choice.constraint, ui.available_width())
            .id(crate::ui::id(&format!("sign form: {key}: conditions")));
        ui.add(entry.hint_text(text!("sign-training-conditions-hint")))
            .labelled_by(label);
    }
    ui.add_space(tokens::GAP_SMALL);
}
