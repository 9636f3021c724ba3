//! The settings tab for theme, language, text size and notifications.

use eframe::egui::{Button, Label, Ui};
use localization::text;

use super::{announcements, language};
use crate::ui::{commands::Command, controls, dialog, tokens, zoom};
use model::{Settings, Theme};

pub(super) fn show(ui: &mut Ui, settings: &mut Settings) {
    controls::heading(ui, &text!("settings-theme-heading"));
    for (theme, word) in [
        (Theme::System, text!("settings-theme-system")),
        (Theme::Light, text!("settings-theme-light")),
        (Theme::Dark, text!("settings-theme-dark")),
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
    language::show(ui, &mut settings.language);
    ui.add_space(tokens::GAP);
    size(ui, &mut settings.zoom);
    ui.add_space(tokens::GAP);
    announcements::show(ui, &mut settings.announcements);
}

fn size(ui: &mut Ui, percent: &mut u16) {
    controls::heading(ui, &text!("settings-size-heading"));
    ui.horizontal_wrapped(|ui| {
        step(ui, percent, &text!("settings-size-smaller"), zoom::smaller(*percent));
        ui.label(text!("settings-size-percent", percent = *percent));
        step(ui, percent, &text!("settings-size-larger"), zoom::larger(*percent));
        let plain = (*percent != zoom::PLAIN).then_some(zoom::PLAIN);
        step(ui, percent, &text!("settings-size-reset"), plain);
    });
    let keys = |command: Command| command.keys(ui.ctx()).unwrap_or_default();
    let words = text!(
        "settings-size-keys",
        larger = keys(Command::ZoomIn),
        smaller = keys(Command::ZoomOut),
        plain = keys(Command::ResetZoom)
    );
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}

/// A button that changes the size, if there is a size to change to.
fn step(ui: &mut Ui, percent: &mut u16, word: &str, next: Option<u16>) {
    let button = ui.add_enabled(next.is_some(), Button::new(word));
    if let (true, Some(next)) = (button.clicked(), next) {
        *percent = next;
    }
}
