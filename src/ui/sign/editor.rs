//! The two views of a manifest, with lints and the preset below them.

use eframe::egui::Ui;

use super::{Draft, ManifestView, identity, json, lints, presets, preview, questions, suggestions};
use crate::ui::{Scene, controls, lint_words, shapes::Shape, tabs, tokens, track::Tone};
use localization::text;
use model::{ExistingCredentials, Model, Upload, UploadId};

/// Shows a draft for editing, for these uploads. With `file`, its exact manifest can be shown too.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut Draft, file: Option<&Upload>, ids: &[UploadId]) {
    let is_opened = |file: &Upload| matches!(file.existing, ExistingCredentials::Found(_));
    let opened = file.filter(|file| scene.view.sign.replaces && is_opened(file));
    let note = opened.map(|_| text!("sign-origin-opened"));
    show_with(ui, scene, draft, file, ids, note.as_deref());
}

/// Like `show`, with a note on the origin, which is not stated for files that are signed as edited copies.
pub(super) fn show_with(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    draft: &mut Draft,
    file: Option<&Upload>,
    ids: &[UploadId],
    opened: Option<&str>,
) {
    draft.check_for(scene.model.settings.profile());
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    draft.on_server(scene.model.server_engine());
    let had_preset = draft.preset.is_some();
    presets::choose(ui, scene, draft, file);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        for (view, word) in [
            (ManifestView::Form, text!("sign-view-form")),
            (ManifestView::Json, text!("sign-view-json")),
        ] {
            if tabs::tab(ui, &word, &word, draft.view == view, tokens::CONTROL) {
                draft.view = view;
            }
        }
    });
    ui.add_space(tokens::GAP_SMALL);
    match draft.view {
        ManifestView::Form => {
            if form(ui, scene.model, draft, ids, opened) {
                suggestions::ask(scene, ids);
            }
        }
        ManifestView::Json => json::show(ui, draft),
    }
    identity::show(ui, scene.model, draft);
    lints::show(ui, draft);
    ui.add_space(tokens::GAP_SMALL);
    // One that was deleted just now still gives the focus back in this frame.
    if !had_preset {
        presets::save_as(ui, scene, draft, file);
    }
    if let Some(file) = file {
        ui.add_space(tokens::GAP_SMALL);
        if ui.link(preview::toggle(draft.exact)).clicked() {
            draft.exact = !draft.exact;
        }
        if draft.exact {
            preview::exact(ui, draft, file, scene.now, tokens::LISTING);
        }
    }
}

/// Returns whether to read again what the files say.
fn form(ui: &mut Ui, model: &Model, draft: &mut Draft, ids: &[UploadId], opened: Option<&str>) -> bool {
    let Some(mut form) = draft.form().cloned() else {
        let (headline, more) = (text!("sign-json-invalid"), text!("sign-json-invalid-hint"));
        controls::note(ui, Tone::Warn, Shape::Alert, &headline, &more);
        return false;
    };
    // First, because the form is long: it is to be known before signing.
    for lint in draft.lints().iter().filter(|lint| lint.code.is_of_server()) {
        controls::message(ui, Tone::Warn, Shape::Alert, lint_words::message(lint));
    }
    let mut reads_again = false;
    questions::show(ui, draft, &mut form, opened, |ui, form| {
        reads_again = suggestions::show(ui, model, ids, form);
    });
    if draft.form() != Some(&form) {
        draft.set_form(&form);
    }
    reads_again
}
