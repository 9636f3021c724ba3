//! The preset that new files start with, as a chip in the top bar. Its menu chooses another one, or none.

use eframe::egui::{Align, Popup, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::start_with;
use crate::ui::{
    Scene, bidi, controls,
    dialogs::Dialog,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use localization::text;

/// Shows the chip if there are presets, and room for it.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let presets = &scene.model.presets;
    if presets.all().is_empty() {
        return;
    }
    // What only fills in the form does not sign.
    let words = match (presets.by_itself(), presets.first()) {
        (Some(preset), _) => text!("sign-chip-signs", name = &preset.name),
        (None, Some(preset)) => text!("sign-chip-preset", name = &preset.name),
        (None, None) => text!("sign-chip-none"),
    };
    let wish = controls::width(ui, &words, tokens::small_font()) + tokens::SHAPE + tokens::CHIP_AROUND;
    let width = wish.min(tokens::CHIP_MAX).min(ui.available_width());
    if width < wish.min(tokens::CHIP_MIN) {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), Sense::click());
    let sentence = text!("sign-chip-label", words = &words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &sentence));
    let palette = Palette::of(ui);
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || response.has_focus() || open {
        ui.painter()
            .rect_filled(rect, tokens::CONTROL / 2.0, palette.control_hover);
    }
    let stroke = if response.has_focus() {
        tokens::focus(palette.accent)
    } else {
        tokens::hairline(palette.outline)
    };
    ui.painter()
        .rect_stroke(rect, tokens::CONTROL / 2.0, stroke, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(tokens::GAP, 0.0));
    let middle = pos2(inside.right() - tokens::SHAPE / 2.0, inside.center().y);
    let square = Rect::from_center_size(middle, vec2(tokens::SHAPE, tokens::SHAPE));
    shapes::paint(ui.painter(), square.shrink(1.0), Shape::Chevron, palette.soft);
    let text = inside.with_max_x(square.left() - tokens::GAP_SMALL);
    let is_cut = controls::line(ui, text, &words, tokens::small_font(), palette.text, Align::Min);
    menu(&response, scene);
    let hint = match scene.model.presets.by_itself() {
        Some(preset) => text!("sign-chip-signs-hint", name = &preset.name),
        None => text!("sign-chip-hint"),
    };
    response.on_hover_text(if is_cut { format!("{words}\n{hint}") } else { hint });
}

fn menu(chip: &eframe::egui::Response, scene: &mut Scene<'_>) {
    Popup::menu(chip).gap(tokens::GAP_SMALL).show(|ui| {
        ui.set_min_width(tokens::MENU);
        let presets = &scene.model.presets;
        let first = presets.first().map(|preset| preset.name.clone());
        let mut chosen: Option<Option<String>> = None;
        let height = ui.ctx().content_rect().height() - tokens::AROUND_LIST;
        eframe::egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for preset in presets.all() {
                let is_first = first.as_ref() == Some(&preset.name);
                let entry = ui.selectable_label(is_first, bidi::visual(&preset.name));
                entry.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_first, &preset.name));
                if entry.clicked() {
                    chosen = Some(Some(preset.name.clone()));
                }
            }
            if ui
                .selectable_label(first.is_none(), text!("sign-chip-choose-none"))
                .clicked()
            {
                chosen = Some(None);
            }
        });
        ui.separator();
        let manages = ui.button(text!("sign-chip-manage")).clicked();
        if manages {
            scene.view.dialogs.open(Dialog::Presets);
        }
        if let Some(name) = &chosen {
            start_with(scene, name.as_deref());
        }
        if manages || chosen.is_some() {
            ui.close();
        }
    });
}
