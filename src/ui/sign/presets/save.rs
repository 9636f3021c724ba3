//! Saving a manifest as a preset under a name.

use eframe::egui::{Key, Label, RichText, Role, Ui, WidgetInfo};

use super::by_key;
use crate::ui::{
    Scene, controls,
    sign::{Draft, ManifestView, draft::SaveAs, words},
    tokens::{self, Palette},
    words as texts,
};
use content_credentials::{ManifestForm, escape_text};
use localization::text;
use model::{Intent, InvalidPresetName, Upload};

/// Asks for the name, and saves.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, file: Option<&Upload>) {
    let Some(mut question) = draft.save_as.take() else {
        return;
    };
    let label = controls::field_label(ui, &text!("sign-preset-name"));
    let entry = ui
        .add(controls::words_field(&mut question.name, ui.available_width()))
        .labelled_by(label);
    let waits_for_focus = !question.had_focus;
    if waits_for_focus {
        question.had_focus = true;
        entry.request_focus();
    }
    if entry.changed() {
        question.error = None;
    }
    let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let titled = form_with_own_title(draft, file);
    if titled.is_some() {
        let words = text!("sign-preset-own-title");
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    let always = use_for_new_files(ui, scene, &mut question);
    if let Some(error) = question.error {
        ui.label(RichText::new(words::invalid_name(error)).color(Palette::of(ui).bad));
    }
    let (save, cancel) = ui
        .horizontal(|ui| {
            (
                ui.button(text!("sign-preset-save")),
                ui.button(text!("sign-preset-do-not-save")),
            )
        })
        .inner;
    // After the scrolling to the focus.
    if !waits_for_focus && !question.was_shown {
        question.was_shown = true;
        ui.scroll_to_rect(entry.rect.union(save.rect).expand(tokens::GAP), None);
    }
    let by_keyboard = entered || by_key(&save) || by_key(&cancel);
    if entered || save.clicked() {
        match keep(scene, draft, &question.name, titled, always) {
            Ok(()) => {
                draft.lost_focus = by_keyboard;
                return;
            }
            Err(error) => {
                question.error = Some(error);
                // Ask for another name.
                question.had_focus = false;
            }
        }
    }
    if cancel.clicked() {
        draft.lost_focus = by_keyboard;
    } else {
        draft.save_as = Some(question);
    }
}

/// Asks whether the form starts with it for new files. The first preset is kept to be used; the next may be an exception.
fn use_for_new_files(ui: &mut Ui, scene: &Scene<'_>, question: &mut SaveAs) -> bool {
    let mut always = question.always.unwrap_or(scene.model.presets.first().is_none());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        ui.label(tokens::small(ui, text!("sign-preset-use")));
        for (answer, word, name) in [
            (
                true,
                text!("sign-preset-use-always"),
                text!("sign-preset-use-always-label"),
            ),
            (false, text!("sign-preset-use-ask"), text!("sign-preset-use-ask-label")),
        ] {
            let radio = controls::radio(ui, always == answer, word);
            radio.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, always == answer, &name));
            if radio.clicked() {
                question.always = Some(answer);
                always = answer;
            }
        }
    });
    always
}

/// The form, if its title is the file's own name: that would become the title of every file.
fn form_with_own_title(draft: &Draft, file: Option<&Upload>) -> Option<ManifestForm> {
    let own_title = escape_text(&texts::stem(file?));
    draft.form().filter(|form| form.title == own_title).cloned()
}

fn keep(
    scene: &mut Scene<'_>,
    draft: &mut Draft,
    name: &str,
    titled: Option<ManifestForm>,
    always: bool,
) -> Result<(), InvalidPresetName> {
    if let Some(form) = titled {
        draft.set_form(&ManifestForm {
            title: "{stem}".to_owned(),
            ..form
        });
    }
    let mut presets = scene.model.presets.clone();
    presets.keep(name, draft.text().to_owned())?;
    presets.set_identity(name.trim(), draft.identity);
    if always {
        presets.set_first(Some(name.trim()));
    }
    draft.saved_as(name.trim().to_owned());
    draft.view = ManifestView::Form;
    scene.dispatch(Intent::KeepPresets(presets));
    Ok(())
}
