//! Using a server, and removing it after a question.

use eframe::egui::{Button, Label, RichText, Ui};
use localization::text;

use super::{SettingsDraft, draft::is_in_use};
use crate::ui::{Desktop, Scene, controls, shapes::Shape, tokens::Palette, track::Tone};
use model::Settings;

pub(super) fn use_or_remove(ui: &mut Ui, scene: &Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings) {
    let place = draft.place(settings);
    if is_in_use(settings, place) {
        // The list already marks the active one.
        if scene.model.sandbox || scene.model.settings.session_profile.is_some() {
            controls::message(ui, Tone::Good, Shape::Check, text!("settings-servers-default"));
        }
        return;
    }
    let Some(server) = settings.profiles.get(place).map(|profile| profile.name.clone()) else {
        return;
    };
    if draft.remove {
        let desktop = Desktop::of(ui.ctx()).word();
        ui.add(Label::new(text!("settings-servers-remove-note", desktop = desktop)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        if draft.remove {
            let remove = RichText::new(text!("settings-servers-remove-now")).color(Palette::of(ui).bad);
            if ui.button(remove).clicked() {
                draft.remove_chosen(settings);
            }
            if ui.button(text!("settings-servers-remove-not")).clicked() {
                draft.remove = false;
            }
            return;
        }
        // What is wrong is not in force: the server would be used as it was before.
        let is_wrong = draft.typed.is_wrong(&server, settings);
        let button = ui.add_enabled(!is_wrong, Button::new(text!("settings-servers-use")));
        if button
            .on_disabled_hover_text(text!("settings-servers-use-fix-first"))
            .clicked()
        {
            settings.active = server;
            // A server from the command line is left.
            settings.session_profile = None;
        }
        draft.remove = ui.button(text!("settings-servers-remove")).clicked();
    });
}
