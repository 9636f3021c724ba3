//! Presets of a manifest: selecting, saving and deleting them, and their automatic roles.

pub(super) mod chip;
pub(super) mod manage;
mod save;

use eframe::egui::{Link, Response, RichText, Ui};

use super::{Draft, draft::SaveAs};
use crate::ui::{
    Scene, commands::Command, controls, shapes::Shape, toasts::Toast, tokens, tokens::Palette, track::Tone, words,
};
use content_credentials::{ManifestForm, escape_text};
use localization::text;
use model::{Intent, Presets, Settings, Upload};

/// The initial draft: the default preset, or plain values. For one file the title is its name; for many it is filled in
/// for each.
pub(crate) fn begin(presets: &Presets, settings: &Settings, file: Option<&Upload>) -> Draft {
    if let Some(preset) = presets.first() {
        return Draft::of_preset(preset);
    }
    Draft::of_form(&plain(settings, file))
}

fn plain(settings: &Settings, file: Option<&Upload>) -> ManifestForm {
    ManifestForm {
        title: file.map_or_else(|| "{stem}".to_owned(), |file| escape_text(&words::stem(file))),
        creator: escape_text(&settings.author),
        ..ManifestForm::default()
    }
}

/// The list of presets, if there are any, and what can be done with the selected one.
pub(super) fn choose(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, file: Option<&Upload>) {
    let presets = &scene.model.presets;
    if draft.preset.as_ref().is_some_and(|name| presets.get(name).is_none()) {
        draft.preset = None;
    }
    if presets.all().is_empty() {
        return;
    }
    let label = controls::field_label(ui, &text!("sign-preset"));
    let chosen = match &draft.preset {
        Some(name) if draft.is_changed() => text!("sign-preset-changed", name = name),
        Some(name) => name.clone(),
        None => text!("sign-preset-none"),
    };
    let mut edited: Option<Option<String>> = None;
    controls::choice(ui, "preset", label, &chosen, |ui| {
        if ui
            .selectable_label(draft.preset.is_none(), text!("sign-preset-none"))
            .clicked()
        {
            edited = Some(None);
        }
        for preset in presets.all() {
            let mine = draft.preset.as_ref() == Some(&preset.name);
            if ui.selectable_label(mine, &preset.name).clicked() {
                edited = Some(Some(preset.name.clone()));
            }
        }
    });
    match edited {
        Some(name) if draft.is_changed() => draft.replaced_by = Some(name),
        Some(name) => restart_draft(scene, draft, name, file),
        None => ask_before(ui, scene, draft, file),
    }
    roles(ui, &scene.model.presets, draft);
    if draft.preset.is_some() {
        actions(ui, scene, draft, file);
    }
    ui.add_space(tokens::GAP_SMALL);
}

/// Saving the draft as a preset, below the form. The selected preset has its own place above.
pub(super) fn save_as(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, file: Option<&Upload>) {
    if draft.preset.is_none() {
        actions(ui, scene, draft, file);
    }
}

/// Restarts the draft from this preset, or from none.
fn restart_draft(scene: &Scene<'_>, draft: &mut Draft, name: Option<String>, file: Option<&Upload>) {
    let view = draft.view;
    *draft = match name.and_then(|name| scene.model.presets.get(&name)) {
        Some(preset) => Draft::of_preset(preset),
        None => Draft::of_form(&plain(&scene.model.settings, file)),
    };
    draft.view = view;
    draft.chosen = true;
}

/// Asks before another preset replaces unsaved changes.
fn ask_before(ui: &mut Ui, scene: &Scene<'_>, draft: &mut Draft, file: Option<&Upload>) {
    let Some(name) = draft.replaced_by.clone() else { return };
    let word = name.clone().unwrap_or_else(|| text!("sign-preset-none"));
    let words = text!("sign-preset-replaces", name = word);
    controls::message(ui, Tone::Warn, Shape::Alert, words);
    let mut answered = false;
    ui.horizontal(|ui| {
        let stay = ui.button(text!("sign-preset-keep-editing"));
        if stay.clicked() {
            draft.replaced_by = None;
        }
        let lose = ui.button(text!("sign-preset-discard"));
        if lose.clicked() {
            restart_draft(scene, draft, name, file);
        }
        answered = [stay, lose].iter().any(by_key);
    });
    // The question is gone, so the list takes the focus.
    if answered && let Some(list) = controls::choice_id(ui.ctx(), ui.layer_id(), "preset") {
        ui.memory_mut(|memory| memory.request_focus(list));
    }
}

/// Whether it was activated by keyboard rather than by pointer.
fn by_key(response: &Response) -> bool {
    response.clicked() && response.has_focus()
}

/// A deleted preset, and the presets before.
pub(crate) struct Deleted {
    name: String,
    before: Presets,
}

#[cfg(test)]
impl Deleted {
    /// For tests: a deletion without effect.
    pub(crate) fn nothing() -> Self {
        Self {
            name: String::new(),
            before: Presets::default(),
        }
    }
}

/// Restores the preset deleted last, with its roles. Other presets stay as they are now.
pub(crate) fn undo_delete(scene: &mut Scene<'_>) {
    let Some(Deleted { name, before }) = scene.view.sign.deleted.take() else {
        return;
    };
    let presets = scene.model.presets.restore_preset(&before, &name);
    scene.view.withdraw(Command::UndoDelete);
    scene.dispatch(Intent::KeepPresets(presets));
}

/// The automatic role of the selected preset.
fn roles(ui: &mut Ui, presets: &Presets, draft: &Draft) {
    let by_itself = presets
        .by_itself()
        .filter(|preset| draft.preset.as_ref() == Some(&preset.name));
    let Some(preset) = by_itself else { return };
    let has_errors = if draft.is_changed() {
        Draft::of(None, preset.manifest.clone()).has_errors()
    } else {
        draft.has_errors()
    };
    if !has_errors {
        controls::message(ui, Tone::Active, Shape::Check, text!("sign-preset-signs"));
    } else {
        controls::message(ui, Tone::Warn, Shape::Alert, text!("sign-preset-broken"));
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, file: Option<&Upload>) {
    if draft.save_as.is_some() {
        save::show(ui, scene, draft, file);
        return;
    }
    let mut presets = scene.model.presets.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        if let Some(name) = draft.preset.clone() {
            if draft.is_changed() && draft.form().is_some() {
                let save = ui.link(text!("sign-preset-save-changes"));
                if save.clicked() {
                    let _ = presets.keep(&name, draft.text().to_owned());
                    presets.set_identity(&name, draft.identity);
                    draft.saved_as(name.clone());
                }
                draft.lost_focus |= by_key(&save);
            }
            let menu = ui.menu_button(text!("sign-preset-options"), |ui| {
                options(ui, scene, draft, &mut presets, &name)
            });
            if menu.inner == Some(true) {
                menu.response.request_focus();
            }
            // A preset that was just deleted has no options.
            if draft.preset.is_some() {
                take_focus(draft, &menu.response);
            }
        } else {
            let can = draft.form().is_some();
            let save = ui.add_enabled(can, Link::new(text!("sign-preset-save-new")));
            if save.clicked() {
                draft.save_as = Some(SaveAs::default());
            }
            take_focus(draft, &save);
        }
    });
    if presets != scene.model.presets {
        scene.dispatch(Intent::KeepPresets(presets));
    }
}

/// The menu of the selected preset. Returns whether the focus should return to its button.
fn options(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, presets: &mut Presets, name: &str) -> bool {
    let mut is_default = presets.first().is_some_and(|preset| preset.name == name);
    if controls::checkbox(ui, &mut is_default, &text!("sign-preset-default")).changed() {
        presets.set_first(is_default.then_some(name));
    }
    let mut signs = presets.by_itself().is_some_and(|preset| preset.name == name);
    let saved_is_ready = presets
        .get(name)
        .is_some_and(|preset| Draft::of(None, preset.manifest.clone()).is_ready());
    ui.add_enabled_ui(signs || saved_is_ready, |ui| {
        let choice = controls::checkbox(ui, &mut signs, &text!("sign-preset-sign-new"));
        let choice = choice.on_disabled_hover_text(text!("sign-preset-fix-first"));
        if choice.changed() {
            presets.set_auto_sign(signs.then_some(name));
        }
    });
    ui.separator();
    if ui.button(text!("sign-preset-save-as")).clicked() {
        draft.save_as = Some(SaveAs::default());
    }
    let delete = RichText::new(text!("sign-preset-delete")).color(Palette::of(ui).bad);
    let delete = ui.button(delete);
    draft.lost_focus |= by_key(&delete);
    if delete.clicked() {
        remove(scene, presets, name);
        draft.preset = None;
    }
    controls::end_of_choices(ui)
}

/// Removes a preset from these, and offers to undo that.
fn remove(scene: &mut Scene<'_>, presets: &mut Presets, name: &str) {
    scene.view.sign.deleted = Some(Deleted {
        name: name.to_owned(),
        before: presets.clone(),
    });
    let toast = Toast::done(text!("sign-preset-deleted", name = name));
    scene.view.show_toast(toast.offering(Command::UndoDelete));
    presets.remove(name);
}

/// Deletes a preset.
fn delete(scene: &mut Scene<'_>, name: &str) {
    let mut presets = scene.model.presets.clone();
    remove(scene, &mut presets, name);
    scene.dispatch(Intent::KeepPresets(presets));
}

/// Makes this the preset that new files start with. The form follows unless it was edited.
fn start_with(scene: &mut Scene<'_>, name: Option<&str>) {
    let mut presets = scene.model.presets.clone();
    presets.set_first(name);
    scene.dispatch(Intent::KeepPresets(presets));
    if !scene.view.sign.draft.has_user_changes() {
        scene.view.sign.of = None;
    }
}

/// Gives the focus to the replacement of the control that had it.
fn take_focus(draft: &mut Draft, response: &Response) {
    if std::mem::take(&mut draft.lost_focus) {
        response.request_focus();
    }
}
