//! The bar below the history: how many records there are, what is done with many of them, and what can be done with all.

use eframe::egui::{Panel, Role, Ui, WidgetInfo};
use localization::text;

use super::look_again;
use crate::ui::{
    Scene, bar,
    commands::Command,
    controls, copying, lookup,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
    words,
};
use model::{BulkAction, BulkOperation, Intent};

/// The bar. The number of records needs its place, so the buttons are below it where a language needs the room.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_width() - tokens::EDGE * 2.0;
    let buttons = buttons_width(ui, scene);
    let needed = count_width(ui, scene) + tokens::GAP + buttons;
    // A file is also found by dropping it, and by the list of commands.
    let finds = needed + button_width(ui, &Command::FindByContent.name()) <= room;
    let is_line = needed <= room;
    let height = tokens::TAB_BAR + if is_line { 0.0 } else { tokens::CONTROL };
    let panel = bar(Panel::bottom("records"), height, Palette::of(ui));
    panel.show(ui, |ui| {
        if is_line {
            controls::two_ends(ui, "records", scene, count, |ui, scene| actions(ui, scene, finds));
        } else {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(tokens::GAP_SMALL);
            count(ui, scene);
            ui.horizontal(|ui| actions(ui, scene, finds));
        }
    });
}

/// The width of a button, with the gap beside it.
fn button_width(ui: &Ui, word: &str) -> f32 {
    let around = ui.spacing().button_padding.x * 2.0 + ui.spacing().item_spacing.x;
    controls::width(ui, word, tokens::body_font()) + around
}

/// The width of the buttons, but for that which finds a file.
fn buttons_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let words = [
        text!("status-copy-menu"),
        text!("status-export-menu"),
        Command::Forget.label(scene),
    ];
    words.iter().map(|word| button_width(ui, word)).sum()
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, finds: bool) {
    if finds {
        lookup::button(ui, scene);
    }
    copying::menu(ui, scene);
    copying::export_button(ui, scene);
    Command::Forget.button(ui, scene, &text!("history-forget-hint"));
}

/// How many records there are.
fn number(scene: &Scene<'_>) -> String {
    let many = scene.model.settings.profiles.len() > 1 && !scene.model.sandbox;
    let total = scene.model.history.total();
    if many {
        let server = words::elided(&scene.model.server, tokens::NAME_CHARS);
        text!("history-records-at-server", count = total, server = server)
    } else {
        text!("history-records", count = total)
    }
}

/// How many cannot be read, if any.
fn unreadable(scene: &Scene<'_>) -> Option<String> {
    let count = scene.model.history.unreadable();
    (count > 0).then(|| text!("history-unreadable", count = count))
}

/// The button that shows what was added since the search, if anything was.
fn new(scene: &Scene<'_>) -> Option<String> {
    let count = scene.model.history.added_since_search;
    (count > 0).then(|| text!("history-show-new", count = count))
}

/// The progress of a bulk operation, and the name of the button that stops it.
fn progress(bulk_operation: &BulkOperation) -> (String, String) {
    let (done, all) = (bulk_operation.done(), bulk_operation.all);
    match bulk_operation.action {
        BulkAction::Verify => (
            text!("history-verifying", done = done, all = all),
            text!("history-stop-verifying"),
        ),
        BulkAction::Sign { .. } => (
            text!("history-signing", done = done, all = all),
            text!("history-stop-signing"),
        ),
    }
}

/// The width of all that `count` draws on one line.
fn count_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    let small = |words: &str| controls::width(ui, words, tokens::small_font()) + gap;
    let mut width = small(&number(scene));
    if let Some(words) = unreadable(scene) {
        width += tokens::SHAPE + tokens::GAP + controls::width(ui, &words, tokens::body_font()) + gap;
    }
    for bulk_operation in scene.model.bulk_operations() {
        width += small(&progress(bulk_operation).0) + button_width(ui, &text!("history-stop"));
    }
    width + new(scene).map_or(0.0, |words| button_width(ui, &words))
}

/// The number of records, and what is done with many of them.
fn count(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal(|ui| {
        ui.label(tokens::small(ui, number(scene)));
        if let Some(words) = unreadable(scene) {
            controls::message(ui, Tone::Warn, Shape::Alert, words);
        }
        bulk_operations(ui, scene);
        if let Some(words) = new(scene)
            && ui.button(words).clicked()
        {
            look_again(scene);
        }
    });
}

/// Running bulk operations, their progress, and how to stop them.
fn bulk_operations(ui: &mut Ui, scene: &mut Scene<'_>) {
    let model = scene.model;
    for bulk_operation in model.bulk_operations() {
        let (words, name) = progress(bulk_operation);
        ui.label(tokens::small(ui, words));
        let button = eframe::egui::Button::new(text!("history-stop"));
        let stop = ui.add_enabled(!bulk_operation.is_stopped(), button);
        stop.widget_info(|| WidgetInfo::labeled(Role::Button, !bulk_operation.is_stopped(), &name));
        if stop.on_hover_text(text!("history-stop-hint")).clicked() {
            scene.dispatch(Intent::StopBulkOperation(bulk_operation.number));
        }
    }
}
