//! The window of a program that cannot start: the error and what to do, for users who see no terminal.

use eframe::egui::{Align, Layout, Ui};
use localization::text;

use super::{
    controls,
    dialog::DialogFrame,
    tokens::{self, Palette},
};

/// Shows the error. Returns whether the user wants to quit.
pub fn explain(ui: &mut Ui, headline: &str, hint: &str) -> bool {
    let mut quit = false;
    ui.painter().rect_filled(ui.max_rect(), 0.0, Palette::of(ui).canvas);
    let title = text!("servers-startup-title");
    let dialog = DialogFrame::new(&title, tokens::QUIT_WIDTH);
    let closed = dialog.show_question(ui.ctx(), |ui| {
        ui.label(headline);
        if !hint.is_empty() {
            ui.add_space(tokens::GAP_SMALL);
            ui.label(tokens::soft(ui, hint));
        }
        ui.add_space(tokens::GAP_LARGE);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            quit = controls::primary(ui, &text!("servers-startup-quit"), true).clicked();
        });
    });
    quit || closed
}
