//! What the desktop shows of work, each part of which can be switched off. It is part of the settings tab for appearance.

use eframe::egui::Ui;

use crate::ui::controls;
use model::Announcements;

pub(super) fn show(ui: &mut Ui, shown: &mut Announcements) {
    controls::heading(ui, "Notifications");
    for (value, words) in [
        (
            &mut shown.notification,
            "Notify me when work finishes while another window is in front",
        ),
        (
            &mut shown.attention,
            "Ask for attention in the taskbar when work finishes",
        ),
        (&mut shown.title, "Show progress in the window title"),
        (&mut shown.taskbar, "Show progress in the taskbar or dock"),
    ] {
        controls::checkbox(ui, value, words);
    }
}
