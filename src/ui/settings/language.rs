//! The language of the window, in the settings tab for appearance.

use eframe::egui::Ui;
use localization::{Language, text};

use crate::ui::controls;

/// The system's language and each that there is, by its own name: it has to be found in a window that one cannot read.
pub(super) fn show(ui: &mut Ui, chosen: &mut Option<String>) {
    controls::heading(ui, &text!("settings-language-heading"));
    let system = text!("settings-language-system", language = Language::of_system().own_name());
    if controls::radio(ui, chosen.is_none(), system).clicked() {
        *chosen = None;
    }
    for language in Language::ALL {
        let is_chosen = chosen.as_deref() == Some(language.tag());
        if controls::radio(ui, is_chosen, language.own_name()).clicked() {
            *chosen = Some(language.tag().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_know_each_language_of_the_window() {
        assert_eq!(model::LANGUAGES, Language::ALL.map(Language::tag));
    }
}
