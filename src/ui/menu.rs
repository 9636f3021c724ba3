//! The menu in the top bar: the commands that have no control in sight, by section.

use eframe::egui::{Popup, Ui};

use localization::text;

use super::{
    Scene,
    commands::{Section, menu_section},
    controls,
    shapes::Shape,
    tokens,
};

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let button = controls::icon(ui, Shape::Menu, &text!("commands-bar-menu"));
    Popup::menu(&button).gap(tokens::GAP_SMALL).show(|ui| {
        ui.set_min_width(tokens::MENU);
        for section in Section::ALL {
            if section == Section::Program {
                ui.separator();
                menu_section(ui, scene, section);
            } else {
                ui.menu_button(section.word(), |ui| {
                    ui.set_min_width(tokens::MENU);
                    menu_section(ui, scene, section);
                });
            }
        }
    });
}
