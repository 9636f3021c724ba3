//! The settings tab with the key of the current server, and the connection test.

use eframe::egui::{Button, Context, Id, Key, Label, RichText, Ui, text_edit::TextEditState};
use localization::text;

use super::{SettingsDraft, connection};
use crate::ui::{
    Desktop, Scene,
    banner::{self, KeyDraft},
    controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{ApiKeyState, ConnectionView, Intent, KeySource};
use que_sdk::secret::ApiKey;

/// Whether there is a key and where it is stored, in a sentence.
fn key_state(state: &ApiKeyState, desktop: &str) -> (Tone, Shape, String) {
    match state {
        ApiKeyState::Reading => (Tone::Quiet, Shape::Dots, text!("settings-key-reading")),
        ApiKeyState::Missing { .. } => (Tone::Warn, Shape::Alert, text!("settings-key-missing")),
        ApiKeyState::Present { source, .. } => {
            let words = match source {
                KeySource::Environment(name) => text!("settings-key-from-environment", variable = *name),
                KeySource::Keyring => text!("settings-key-stored", desktop = desktop),
                KeySource::Session => text!("settings-key-for-session"),
                KeySource::Sandbox => text!("settings-key-of-sandbox"),
            };
            (Tone::Good, Shape::Check, words)
        }
    }
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let model = scene.model;
    let desktop = Desktop::of(ui.ctx()).word();
    controls::heading(ui, &text!("settings-key-heading", server = &model.server));
    let (tone, shape, words) = key_state(&model.api_key, desktop);
    controls::message(ui, tone, shape, words);
    if let Some(unused) = banner::unused_key(model) {
        ui.add(Label::new(tokens::small(ui, unused)).wrap());
    }
    ui.horizontal_wrapped(|ui| forget(ui, scene, draft));
    if let Some(trouble) = banner::keyring_trouble(model) {
        let words = text!("settings-key-no-keyring-note", trouble = trouble);
        let headline = text!("settings-key-no-keyring", desktop = desktop);
        controls::note(ui, Tone::Warn, Shape::Alert, &headline, &words);
    }
    if !model.sandbox {
        entry(ui, scene, draft);
        let words = text!("settings-key-at-once");
        ui.add(Label::new(tokens::small(ui, words)).wrap());
        ui.add_space(tokens::GAP);
    }
    controls::heading(ui, &text!("settings-connection-heading"));
    let testing = model.connection == ConnectionView::Testing;
    if ui
        .add_enabled(!testing, Button::new(text!("settings-connection-test")))
        .clicked()
    {
        scene.dispatch(Intent::TestConnection);
    }
    connection(ui, model);
}

/// The field for a new key.
pub(super) fn field_id() -> Id {
    crate::ui::id("settings key")
}

fn entry(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let field = field_id();
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, &text!("settings-key-new"));
    let used = ui
        .horizontal(|ui| {
            let use_key = text!("settings-key-use");
            let button = controls::width(ui, &use_key, tokens::body_font()) + ui.spacing().button_padding.x * 2.0;
            let width = ui.available_width() - button - ui.spacing().item_spacing.x;
            let entry = controls::field(&mut *draft.key.text, width);
            let entry = ui.add(entry.password(true).id(field)).labelled_by(label);
            if entry.changed() {
                draft.key.error = None;
            }
            let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.button(use_key).clicked() || entered
        })
        .inner;
    super::problem(ui, draft.key.error.as_deref());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        banner::keep_choice(ui, &mut draft.key, scene.model);
    });
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if used && let Some(intent) = banner::take_key(ui, &mut draft.key, field, scene.model) {
        scene.dispatch(intent);
    }
}

/// Call when the settings close. A key that was entered and not used yet is used, unless it was left with Escape.
pub(super) fn end(ctx: &Context, scene: &mut Scene<'_>, draft: &mut KeyDraft, escaped: bool) {
    if !escaped && let Ok(key) = ApiKey::parse(&draft.text) {
        let keep = banner::keeps(draft, scene.model);
        scene.dispatch(Intent::SetKey { key, keep });
    }
    // egui keeps typed text for undo; a key must not stay there.
    TextEditState::default().store(ctx, field_id());
}

/// Deleting a key cannot be undone, so it is confirmed in place.
fn forget(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let kept = matches!(
        scene.model.api_key,
        ApiKeyState::Present {
            source: KeySource::Keyring | KeySource::Session,
            ..
        }
    );
    if !kept {
        return;
    }
    if !draft.forget {
        draft.forget = ui.button(text!("settings-key-delete")).clicked();
        return;
    }
    let desktop = Desktop::of(ui.ctx()).word();
    ui.label(text!("settings-key-delete-question", desktop = desktop));
    if ui
        .button(RichText::new(text!("settings-key-delete-now")).color(Palette::of(ui).bad))
        .clicked()
    {
        scene.dispatch(Intent::ForgetKey);
        draft.forget = false;
    }
    if ui.button(text!("settings-key-delete-not")).clicked() {
        draft.forget = false;
    }
}
