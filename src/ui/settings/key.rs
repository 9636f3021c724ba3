//! The settings tab with the key of the current server, and the connection test.

use eframe::egui::{Button, Id, Key, Label, RichText, Ui};

use super::SettingsDraft;
use crate::ui::{
    Desktop, Scene, banner, controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{ApiKeyState, ConnectionView, Intent, KeySource};

/// Whether there is a key and where it is stored, in a sentence.
fn key_state(state: &ApiKeyState, desktop: Desktop) -> (Tone, Shape, String) {
    match state {
        ApiKeyState::Reading => (Tone::Quiet, Shape::Dots, "Reading the key…".to_owned()),
        ApiKeyState::Missing { .. } => (Tone::Warn, Shape::Alert, "No key.".to_owned()),
        ApiKeyState::Present { source, .. } => {
            let words = match source {
                KeySource::Environment(name) => format!("The key comes from the environment variable {name}."),
                KeySource::Keyring => format!("The key is stored in {}.", desktop.keyring()),
                KeySource::Session => "The key is kept until you close the window.".to_owned(),
                KeySource::Sandbox => "The sandbox created its own key.".to_owned(),
            };
            (Tone::Good, Shape::Check, words)
        }
    }
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let model = scene.model;
    let desktop = Desktop::of(ui.ctx());
    controls::heading(ui, &format!("API key of {}", model.server));
    let (tone, shape, words) = key_state(&model.api_key, desktop);
    controls::message(ui, tone, shape, words);
    if let Some(unused) = banner::unused_key(model) {
        ui.add(Label::new(tokens::small(ui, unused)).wrap());
    }
    ui.horizontal(|ui| forget(ui, scene, draft));
    if let Some(trouble) = banner::keyring_trouble(model) {
        let words = format!(
            "{trouble} A key lasts only for this session, unless it comes from QUE_API_KEY in the environment."
        );
        let headline = format!("Can't use {}", desktop.keyring());
        controls::note(ui, Tone::Warn, Shape::Alert, &headline, &words);
    }
    if !model.sandbox {
        entry(ui, scene, draft);
        let words = "Changes here take effect right away, for the current server. Each server has its own key.";
        ui.add(Label::new(tokens::small(ui, words)).wrap());
        ui.add_space(tokens::GAP);
    }
    controls::heading(ui, "Connection");
    let testing = model.connection == ConnectionView::Testing;
    if ui.add_enabled(!testing, Button::new("Test connection")).clicked() {
        scene.dispatch(Intent::TestConnection);
    }
    connection(ui, &model.connection);
}

/// The field for a new key.
pub(super) fn field_id() -> Id {
    crate::ui::id("settings key")
}

fn entry(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let field = field_id();
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, "New key");
    let used = ui
        .horizontal(|ui| {
            let button = controls::width(ui, "Use key", tokens::body_font()) + ui.spacing().button_padding.x * 2.0;
            let width = ui.available_width() - button - ui.spacing().item_spacing.x;
            let entry = controls::field(&mut *draft.key.text, width);
            let entry = ui.add(entry.password(true).id(field)).labelled_by(label);
            if entry.changed() {
                draft.key.error = None;
            }
            let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.button("Use key").clicked() || entered
        })
        .inner;
    super::problem(ui, draft.key.error.as_deref());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        banner::keep_choice(ui, &mut draft.key, scene.model);
    });
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if used && let Some(intent) = banner::take_key(ui, &mut draft.key, field, scene.model) {
        scene.dispatch(intent);
    }
}

/// The result of the connection test.
pub(crate) fn connection(ui: &mut Ui, connection: &ConnectionView) {
    match connection {
        ConnectionView::NotTested => {}
        ConnectionView::Testing => controls::message(ui, Tone::Active, Shape::Dots, "Connecting…"),
        ConnectionView::Tested(report) => {
            let (tone, shape) = if report.is_good() {
                (Tone::Good, Shape::Check)
            } else {
                (Tone::Bad, Shape::Cross)
            };
            controls::note(ui, tone, shape, &report.headline, &report.hint);
            if let Some(detail) = &report.detail {
                ui.add(Label::new(tokens::small(ui, detail)).wrap().selectable(true));
            }
        }
    }
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
        draft.forget = ui.button("Delete key…").clicked();
        return;
    }
    ui.label(format!("Delete it, also from {}?", Desktop::of(ui.ctx()).keyring()));
    if ui
        .button(RichText::new("Delete key").color(Palette::of(ui).bad))
        .clicked()
    {
        scene.dispatch(Intent::ForgetKey);
        draft.forget = false;
    }
    if ui.button("Keep key").clicked() {
        draft.forget = false;
    }
}
