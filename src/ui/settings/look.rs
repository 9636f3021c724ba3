//! The settings tab for theme and text size.

use eframe::egui::Ui;

use super::{SettingsDraft, announcements};
use crate::ui::{commands::Command, controls, dialog, tokens, zoom};
use model::Theme;

pub(super) fn show(ui: &mut Ui, draft: &mut SettingsDraft) {
    let settings = &mut draft.settings;
    controls::heading(ui, "Theme");
    for (theme, word) in [
        (Theme::System, "Same as system"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ] {
        let is_chosen = settings.theme == theme;
        let choice = controls::radio(ui, is_chosen, word);
        if choice.clicked() {
            settings.theme = theme;
        }
        if is_chosen {
            dialog::begin_at(&choice);
        }
    }
    ui.add_space(tokens::GAP);
    controls::heading(ui, "Text size");
    ui.horizontal(|ui| {
        let smaller = zoom::smaller(settings.zoom);
        let larger = zoom::larger(settings.zoom);
        for (word, step) in [("Smaller", smaller), ("Larger", larger)] {
            let button = ui.add_enabled(step.is_some(), eframe::egui::Button::new(word));
            if let (true, Some(step)) = (button.clicked(), step) {
                settings.zoom = step;
            }
            if word == "Smaller" {
                ui.label(format!("{}%", settings.zoom));
            }
        }
        if ui
            .add_enabled(settings.zoom != zoom::PLAIN, eframe::egui::Button::new("Reset"))
            .clicked()
        {
            settings.zoom = zoom::PLAIN;
        }
    });
    let keys = |command: Command| command.keys(ui.ctx()).unwrap_or_default();
    let (larger, smaller, plain) = (keys(Command::ZoomIn), keys(Command::ZoomOut), keys(Command::ResetZoom));
    ui.label(tokens::small(
        ui,
        format!("You can also press {larger}, {smaller} or {plain} at any time."),
    ));
    ui.add_space(tokens::GAP);
    announcements::show(ui, &mut settings.announcements);
}
