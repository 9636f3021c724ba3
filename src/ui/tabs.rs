//! The tabs Queue and History, and what belongs to the one on show.

use eframe::egui::{Align, Align2, Event, FontId, Id, Key, Layout, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Scene, Tab, controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    words,
};
use crate::model::{Intent, Status};

/// Where the search field's state is kept.
pub(crate) fn search_id() -> Id {
    super::id("search history")
}

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        match scene.view.tab {
            Tab::Queue => {
                clear(ui, scene);
                pause(ui, scene);
            }
            Tab::History => search(ui, scene),
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            let files = scene.model.queue.totals().files;
            let queue = if files > 0 {
                format!("Queue  {}", words::count(files))
            } else {
                "Queue".to_owned()
            };
            if tab(ui, &queue, "Queue", scene.view.tab == Tab::Queue, tokens::TAB_BAR) {
                scene.view.tab = Tab::Queue;
            }
            if tab(
                ui,
                "History",
                "History",
                scene.view.tab == Tab::History,
                tokens::TAB_BAR,
            ) {
                scene.view.tab = Tab::History;
            }
        });
    });
}

/// A tab: a word with a mark below it. Tells whether it was clicked.
pub(crate) fn tab(ui: &mut Ui, text: &str, name: &str, selected: bool, height: f32) -> bool {
    let palette = Palette::of(ui);
    let font: FontId = if selected {
        tokens::strong_font()
    } else {
        tokens::body_font()
    };
    // The bold width is kept free, so that nothing moves when a tab is chosen.
    let width = ui
        .painter()
        .layout_no_wrap(text.to_owned(), tokens::strong_font(), palette.text)
        .size()
        .x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, name));
    let colour = if selected || response.hovered() {
        palette.text
    } else {
        palette.soft
    };
    ui.painter().text(
        pos2(rect.left(), rect.center().y),
        Align2::LEFT_CENTER,
        text,
        font,
        colour,
    );
    if selected {
        let mark = rect.with_min_y(rect.bottom() - tokens::MARK);
        ui.painter().rect_filled(mark, 0.0, palette.accent);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect.expand2(vec2(tokens::GAP_SMALL, -tokens::GAP_SMALL)));
    }
    response
        .on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
        .clicked()
}

fn clear(ui: &mut Ui, scene: &mut Scene<'_>) {
    let totals = scene.model.queue.totals();
    let done: usize = [Status::Uploaded, Status::Signed, Status::Verified, Status::Cancelled]
        .into_iter()
        .map(|status| totals.count(status))
        .sum();
    if done > 0 {
        let button = ui.button("Clear finished");
        if button
            .on_hover_text("Takes finished files off this list. What has a key stays in the history.")
            .clicked()
        {
            scene.tell(Intent::ClearFinished);
        }
    }
}

/// Holds the whole queue back, or goes on with it.
fn pause(ui: &mut Ui, scene: &mut Scene<'_>) {
    let totals = scene.model.queue.totals();
    if scene.model.settings.paused || totals.count(Status::Paused) > 0 {
        if ui.button("Resume all").on_hover_text("Ctrl+P").clicked() {
            scene.tell(Intent::HoldQueue(false));
        }
    } else if totals.pending() > 0 {
        let button = ui.button("Pause all");
        if button
            .on_hover_text("Stops what runs; it starts over when you resume. Ctrl+P")
            .clicked()
        {
            scene.tell(Intent::HoldQueue(true));
        }
    }
}

fn search(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let field = search_id();
    if scene.view.focus_search {
        scene.view.focus_search = false;
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let mut clear = false;
    if !scene.view.search.is_empty() {
        clear = controls::icon(ui, Shape::Cross, "Clear search").clicked();
    }
    let width = tokens::SEARCH_WIDTH.min(ui.available_width() / 2.0);
    let entry = ui
        .add(
            controls::field(&mut scene.view.search, width)
                .id(field)
                .hint_text("Search names, keys, SHA-256")
                .margin(tokens::SEARCH),
        )
        .accessible_name("Search history");
    let square = eframe::egui::Rect::from_center_size(
        pos2(entry.rect.left() + tokens::GAP_LARGE, entry.rect.center().y),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    shapes::paint(ui.painter(), square, Shape::Lens, palette.soft);
    let escaped = entry.lost_focus() && ui.input(|input| input.events.iter().any(is_escape));
    if clear || escaped && !scene.view.search.is_empty() {
        scene.view.search.clear();
    }
    if scene.view.search != scene.model.history.search {
        scene.tell(Intent::SearchHistory(scene.view.search.clone()));
    }
}

fn is_escape(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Escape,
            pressed: true,
            ..
        }
    )
}
