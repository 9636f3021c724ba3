//! All presets: which one new files start with, which one signs by itself, and which are no longer needed.

use eframe::egui::{Context, Label, Role, ScrollArea, Ui, WidgetInfo};

use super::{delete, start_with};
use crate::ui::{Scene, bidi, controls, dialog::DialogFrame, shapes::Shape, sign::Draft, tokens};
use localization::text;
use model::{Intent, Preset};

/// Shows the dialog. Returns whether it stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) -> bool {
    let close = DialogFrame::new(&text!("sign-presets"), tokens::QUESTION_WIDTH).show(ctx, |ui| {
        let words = text!("sign-presets-about");
        ui.add(Label::new(tokens::soft(ui, words)).wrap());
        ui.add_space(tokens::GAP);
        let presets = scene.model.presets.all().to_vec();
        if presets.is_empty() {
            ui.label(text!("sign-presets-empty"));
        }
        let height = ctx.content_rect().height() - tokens::SHEET_AROUND;
        ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for preset in &presets {
                    one(ui, scene, preset);
                }
                controls::follow_focus(ui);
            });
    });
    !close
}

/// A preset: its name with a button to delete it, and below what it is used for.
fn one(ui: &mut Ui, scene: &mut Scene<'_>, preset: &Preset) {
    let name = preset.name.as_str();
    let title = |ui: &mut Ui, _: &mut Scene<'_>| {
        let label = ui.add(Label::new(tokens::strong(bidi::visual(name))).truncate());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    };
    controls::line_of_ends(ui, name, scene, title, |ui, scene| {
        if controls::icon(ui, Shape::Cross, &text!("sign-presets-delete", name = name)).clicked() {
            delete(scene, name);
        }
    });
    let presets = &scene.model.presets;
    let is_first = presets.first().is_some_and(|first| first.name == name);
    let signs = presets.by_itself().is_some_and(|signs| signs.name == name);
    let mut answer = (is_first, signs);
    let first = controls::checkbox(ui, &mut answer.0, &text!("sign-presets-use"));
    first.widget_info(|| {
        WidgetInfo::selected(
            Role::CheckBox,
            true,
            is_first,
            text!("sign-presets-use-label", name = name),
        )
    });
    let is_ready = signs || Draft::of(None, preset.manifest.clone()).is_ready();
    ui.add_enabled_ui(is_ready, |ui| {
        let automatic = controls::checkbox(ui, &mut answer.1, &text!("sign-preset-sign-new"));
        let words = text!("sign-presets-sign-label", name = name);
        automatic.widget_info(|| WidgetInfo::selected(Role::CheckBox, is_ready, signs, &words));
        automatic.on_disabled_hover_text(text!("sign-preset-fix-first"));
    });
    if answer.0 != is_first {
        start_with(scene, answer.0.then_some(name));
    }
    if answer.1 != signs {
        let mut presets = scene.model.presets.clone();
        presets.set_auto_sign(answer.1.then_some(name));
        scene.dispatch(Intent::KeepPresets(presets));
    }
    ui.add_space(tokens::GAP);
}
