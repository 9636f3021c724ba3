//! The uploads of all time, page by page.

use eframe::egui::{Align, Layout, Panel, RichText, Ui};

use super::{
    Scene, bar, controls, table,
    tokens::{self, Palette},
    words,
};
use crate::model::{HistoryPage, Intent};

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let history = &scene.model.history;
    let page = &history.page;
    if page.total > page.uploads.len() || page.broken > 0 || page.offset > 0 {
        let palette = Palette::of(ui);
        bar(Panel::bottom("pages"), tokens::TAB_BAR, palette).show(ui, |ui| pages(ui, scene));
    }
    if !page.uploads.is_empty() {
        table::show(ui, scene);
        return;
    }
    let (headline, more) = if history.loading {
        ("Reading the history…", String::new())
    } else if !history.search.is_empty() {
        (
            "Nothing found",
            format!("No file, key or SHA-256 has \u{201c}{}\u{201d} in it.", history.search),
        )
    } else {
        (
            "Nothing uploaded yet",
            "Each file that gets a key stays here, across restarts.".to_owned(),
        )
    };
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.36);
        ui.label(RichText::new(headline).font(tokens::heading_font()));
        ui.label(tokens::soft(ui, more));
    });
}

fn pages(ui: &mut Ui, scene: &mut Scene<'_>) {
    let page = &scene.model.history.page;
    let last = page.offset + page.uploads.len();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui
            .add_enabled(last < page.total, eframe::egui::Button::new("Next page"))
            .clicked()
        {
            scene.tell(Intent::ShowHistory {
                offset: page.offset + HistoryPage::SIZE,
            });
        }
        if ui
            .add_enabled(page.offset > 0, eframe::egui::Button::new("Previous page"))
            .clicked()
        {
            scene.tell(Intent::ShowHistory {
                offset: page.offset.saturating_sub(HistoryPage::SIZE),
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let first = if page.uploads.is_empty() {
                page.offset
            } else {
                page.offset + 1
            };
            let range = format!(
                "{}–{} of {}",
                words::count(first),
                words::count(last),
                words::count(page.total)
            );
            ui.label(tokens::small(ui, range));
            if page.broken > 0 {
                let words = format!("{} could not be read and are left out", words::count(page.broken));
                controls::said(ui, super::track::Tone::Warn, super::shapes::Shape::Alert, words);
            }
        });
    });
}
