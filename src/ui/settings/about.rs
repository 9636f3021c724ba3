//! The settings tab about the app: version, components, and where data goes.

use eframe::egui::{Label, Ui};
use localization::text;

use crate::ui::{Scene, TITLE, controls, tokens};

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>) {
    controls::heading(ui, TITLE);
    controls::fact(ui, &text!("settings-about-version"), env!("CARGO_PKG_VERSION"));
    let server = &scene.model.settings.profile().api_url;
    for (name, value) in [
        (text!("settings-about-license"), text!("settings-about-license-value")),
        (text!("settings-about-typeface"), text!("settings-about-typeface-value")),
        (text!("settings-about-icons"), text!("settings-about-icons-value")),
    ] {
        controls::fact(ui, &name, &value);
    }
    ui.add_space(tokens::GAP);
    controls::heading(ui, &text!("settings-about-where"));
    for (name, value) in [
        (
            text!("settings-about-key"),
            text!("settings-about-key-value", server = server),
        ),
        (
            text!("settings-about-names"),
            text!("settings-about-names-value", server = server),
        ),
        (text!("settings-about-bytes"), text!("settings-about-bytes-value")),
    ] {
        controls::fact(ui, &name, &value);
    }
    ui.add(Label::new(tokens::small(ui, text!("settings-about-nowhere-else"))));
}
