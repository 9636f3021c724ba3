//! What the desktop shows of work, each part of which can be switched off. It is part of the settings tab for appearance.

use eframe::egui::Ui;
use localization::text;

use crate::ui::controls;
use model::Announcements;

pub(super) fn show(ui: &mut Ui, shown: &mut Announcements) {
    controls::heading(ui, &text!("settings-notify-heading"));
    for (value, words) in [
        (&mut shown.notification, text!("settings-notify-notification")),
        (&mut shown.attention, text!("settings-notify-attention")),
        (&mut shown.title, text!("settings-notify-title")),
        (&mut shown.taskbar, text!("settings-notify-taskbar")),
    ] {
        controls::checkbox(ui, value, &words);
    }
}
