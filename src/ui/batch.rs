//! The panel beside the queue while nothing is selected: how far all files are, what failed, and one next step.

mod actions;
mod failures;
mod stages;
mod step;
mod uninspected;

use eframe::egui::{Frame, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use localization::text;

use super::{Scene, controls, tokens};

pub(crate) use actions::{copy_links, links_in_words, retry_failed, show_results, sign_all};
pub(crate) use stages::run_in_words;
pub(crate) use step::Step;

/// Draws it. Each number comes from the model's counters, however many rows there are.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, close: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let step = Step::of(scene.model);
    Frame::new().inner_margin(tokens::HEAD).show(ui, |ui| {
        let headline = step.headline(scene.model);
        let title = |ui: &mut Ui, _: &mut Scene<'_>| {
            let label = ui.add(Label::new(RichText::new(&headline).font(tokens::heading_font())).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &headline));
        };
        controls::line_of_ends(ui, "batch head", scene, title, close);
    });
    ScrollArea::vertical()
        .id_salt("batch")
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new().inner_margin(tokens::PAGE).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                stages::show(ui, scene.model);
                failures::show(ui, scene, step);
                uninspected::show(ui, scene);
                ui.add_space(tokens::GAP);
                actions::show(ui, scene, step);
                ui.add_space(tokens::GAP);
                let words = text!("batch-select-hint");
                ui.add(Label::new(tokens::small(ui, words)).wrap());
                controls::follow_focus(ui);
            });
        });
}
