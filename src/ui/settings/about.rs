//! The settings tab about the app: version, components, and where data goes.

use eframe::egui::{Label, Ui};

use crate::ui::{Scene, controls, tokens};

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>) {
    controls::heading(ui, "Que Uploader");
    controls::fact(ui, "Version", env!("CARGO_PKG_VERSION"));
    controls::fact(ui, "License", "MIT or Apache-2.0, at your option");
    controls::fact(
        ui,
        "Typeface",
        "Inter, copyright The Inter Project Authors, SIL Open Font License 1.1",
    );
    controls::fact(ui, "Icons", "Phosphor Icons, copyright Phosphor Icons, MIT License");
    ui.add_space(tokens::GAP);
    controls::heading(ui, "What goes where");
    let server = &scene.model.settings.profile().api_url;
    controls::fact(ui, "API key", &format!("Only to {server}"));
    controls::fact(ui, "File names", &format!("To {server}"));
    controls::fact(ui, "File bytes", "To this server's storage");
    ui.add(Label::new(tokens::small(ui, "Nothing goes anywhere else.")));
}
