//! Commands as buttons and menu entries: name, shortcut and reason come from the command.

use eframe::egui::{Button, Id, Response, Role, Ui, WidgetInfo};

use super::{Command, Possible, Section};
use crate::ui::Scene;

impl Command {
    /// A tooltip: the text, then the shortcut.
    pub(crate) fn tooltip(self, ui: &Ui, text: &str) -> String {
        match self.keys(ui.ctx()) {
            Some(keys) if text.is_empty() => keys,
            Some(keys) => format!("{text} {keys}"),
            None => text.to_owned(),
        }
    }

    /// A button that runs the command. Draws nothing if the command is meaningless now.
    pub(crate) fn button(self, ui: &mut Ui, scene: &mut Scene<'_>, more: &str) {
        let label = self.label(scene);
        self.button_called(ui, scene, &label, more);
    }

    /// Like `button`, with the bare name, where room is scarce.
    pub(crate) fn short_button(self, ui: &mut Ui, scene: &mut Scene<'_>, more: &str) {
        self.button_called(ui, scene, &self.name(), more);
    }

    fn button_called(self, ui: &mut Ui, scene: &mut Scene<'_>, label: &str, more: &str) {
        let possible = self.possible(scene);
        if possible == Possible::Meaningless {
            return;
        }
        let response = ui.add_enabled(possible.is_now(), Button::new(label));
        self.answer(ui, scene, &response, more, possible);
    }

    /// A menu entry. Draws nothing if the command is meaningless now. Returns its id if the command can run.
    pub(crate) fn menu_entry(self, ui: &mut Ui, scene: &mut Scene<'_>) -> Option<Id> {
        let possible = self.possible(scene);
        if possible == Possible::Meaningless {
            return None;
        }
        let keys = self.keys(ui.ctx()).unwrap_or_default();
        let label = self.label(scene);
        let button = Button::new(label.as_str()).shortcut_text(&keys);
        let response = ui.add_enabled(possible.is_now(), button);
        let id = response.id;
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, possible.is_now(), &label));
        if !keys.is_empty() {
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
        }
        if let Some(reason) = possible.reason() {
            response.on_disabled_hover_text(reason);
        } else if response.clicked() {
            ui.close();
            let ctx = ui.ctx().clone();
            self.run(scene, &ctx);
        }
        possible.is_now().then_some(id)
    }

    fn answer(self, ui: &Ui, scene: &mut Scene<'_>, response: &Response, more: &str, possible: Possible) {
        let response = response.clone().on_hover_text(self.tooltip(ui, more));
        let response = match possible.reason() {
            Some(reason) => response.on_disabled_hover_text(reason),
            None => response,
        };
        if response.clicked() {
            self.run(scene, &ui.ctx().clone());
        }
    }
}

/// The entries of one menu section.
pub(crate) fn menu_section(ui: &mut Ui, scene: &mut Scene<'_>, section: Section) {
    for command in section.commands().filter(|command| command.is_in_menu()) {
        command.menu_entry(ui, scene);
    }
}
