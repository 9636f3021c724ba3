//! The checked files: a line each, with verdict, issuer, verified time and trust list. Thousands cost no more than those
//! that are visible.

use eframe::egui::{
    Align, Button, CursorIcon, EventFilter, Frame, Id, Key, Label, Modifiers, Rect, Role, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, style::ScrollAnimation, vec2,
};

use super::{
    listed::{Column, file_name},
    report, words,
};
use crate::ui::{
    Request, Scene, controls, keyboard,
    pictures::kind_of,
    report_words,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
    viewer,
};
use localization::text;
use model::{CheckIntent, CheckResult, CheckRow, Intent};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let margin = tokens::GAP;
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
        bar(ui, scene);
        headings(ui, scene);
        rows(ui, scene);
    });
}

/// The counts, and the buttons. Counts that have no room beside the buttons are below them, in as many lines as they need.
fn bar(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = summary(scene);
    let (choose, clear) = (text!("check-choose-files"), text!("check-clear"));
    let font = tokens::body_font;
    let around = tokens::GAP + ui.spacing().item_spacing.x + ui.spacing().button_padding.x * 2.0;
    let used: f32 = [&choose, &clear]
        .map(|word| controls::width(ui, word, font()) + around)
        .iter()
        .sum();
    let fits = controls::width(ui, &words, font()) + tokens::GAP * 2.0 + used <= ui.available_width();
    let beside = if fits {
        words.clone()
    } else {
        text!("common-files", count = scene.view.check.rows.len())
    };
    let left = |ui: &mut Ui, _: &mut Scene<'_>| {
        ui.add_space(tokens::GAP);
        ui.add(Label::new(tokens::soft(ui, beside)).truncate());
    };
    controls::line_of_ends(ui, "checked files", scene, left, |ui, scene| {
        if ui.add(Button::new(&choose)).clicked() {
            scene.requests.push(Request::PickToCheck);
        }
        if controls::quiet(ui, &clear).clicked() {
            scene.dispatch(Intent::Check(CheckIntent::Clear));
        }
    });
    if !fits {
        ui.horizontal(|ui| {
            ui.add_space(tokens::GAP);
            // Lines end between verdicts.
            let lines = words
                .replace(' ', "\u{a0}")
                .replace("\u{a0}\u{a0}·\u{a0}\u{a0}", "  ·  ");
            let label = ui.add(Label::new(tokens::soft(ui, lines)).wrap());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        });
    }
}

/// How many files have which verdict, the most frequent first, and what is still done.
fn summary(scene: &Scene<'_>) -> String {
    let waiting = scene.model.checks.left();
    let mut counts: Vec<_> = scene.model.checks.counts().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut parts: Vec<_> = counts
        .iter()
        .map(|(verdict, count)| words::verdict_count(*verdict, *count))
        .collect();
    if waiting > 0 {
        parts.insert(0, text!("check-reading-files", count = waiting));
    } else if scene.model.checks.is_finding() {
        parts.insert(0, text!("check-finding"));
    }
    parts.join("  ·  ")
}

/// The width of the column of verdicts: that of the longest one that a file has, with its mark.
fn verdict_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let width = |word: &str| controls::width(ui, word, tokens::small_font());
    let named = scene
        .model
        .checks
        .counts()
        .map(|(verdict, _)| width(&words::verdict(verdict)));
    let reading = (scene.model.checks.left() > 0).then(|| width(&text!("check-reading")));
    let heading = controls::width(ui, &Column::Verdict.heading(), tokens::small_strong_font()) + tokens::SHAPE;
    let widest = named.chain(reading).fold(0.0, f32::max);
    // A mark before it, and a little more than it is wide: places are rounded.
    (tokens::SHAPE + tokens::GAP + widest + 2.0).max(heading).ceil()
}

/// The columns of a line. A narrow window has no room for the last ones: the report has them. The verdict has the width that it
/// needs, and the others share the rest.
fn places(line: Rect, verdict: f32) -> Vec<(Column, Rect)> {
    let shares: &[f32] = if line.width() < tokens::CHECK_NARROW {
        &tokens::CHECK_SHARES_NARROW
    } else if line.width() < tokens::CHECK_MEDIUM {
        &tokens::CHECK_SHARES_MEDIUM
    } else {
        &tokens::CHECK_SHARES
    };
    let parts = Column::ALL.into_iter().zip(shares);
    let room = line.width() + tokens::GAP_LARGE;
    let verdict = (verdict + tokens::GAP_LARGE).min(room * tokens::CHECK_VERDICT_MAX);
    let others: f32 = parts
        .clone()
        .filter(|(column, _)| *column != Column::Verdict)
        .map(|(_, part)| part)
        .sum();
    let mut x = line.left();
    parts
        .map(|(column, part)| {
            let width = match column {
                Column::Verdict => verdict,
                _ => (room - verdict) * part / others,
            };
            let size = vec2(width - tokens::GAP_LARGE, line.height());
            let place = Rect::from_min_size(pos2(x, line.top()), size);
            x = place.right() + tokens::GAP_LARGE;
            (column, place)
        })
        .collect()
}

/// The content area of a line, left of the scroll bar.
fn inside(ui: &Ui, line: Rect) -> Rect {
    let bar = ui.spacing().scroll.allocated_width();
    line.shrink2(vec2(tokens::GAP, 0.0))
        .with_max_x(line.right() - tokens::GAP_SMALL - bar)
}

/// The column headings. A click sorts.
fn headings(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::TABLE_HEADER);
    let (line, _) = ui.allocate_exact_size(size, Sense::hover());
    let verdict = verdict_width(ui, scene);
    let table = &mut scene.view.check.rows;
    for (column, place) in places(inside(ui, line), verdict) {
        let response = ui.interact(place, crate::ui::id("check by").with(column.key()), Sense::click());
        let is_by = table.by == column;
        let name = text!("check-sort", column = column.key());
        let name = match (is_by, table.descending) {
            (false, _) => name,
            (true, true) => text!("check-sort-descending", sort = name),
            (true, false) => text!("check-sort-ascending", sort = name),
        };
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_by, &name));
        if response.clicked() {
            table.click(column);
        }
        if response.has_focus() {
            controls::focus_ring(ui, place.expand2(vec2(tokens::GAP_SMALL, 0.0)));
        }
        // The order at first is nobody's choice.
        let (font, color) = match is_by && table.chosen {
            true => (tokens::small_strong_font(), palette.text),
            false if response.hovered() => (tokens::small_font(), palette.text),
            false => (tokens::small_font(), palette.soft),
        };
        let heading = column.heading();
        if is_by {
            let width = controls::width(ui, &heading, font.clone());
            let x = place.left() + width.min(place.width() - tokens::SHAPE) + tokens::GAP_SMALL + tokens::SHAPE / 2.0;
            let square = Rect::from_center_size(pos2(x, place.center().y), vec2(tokens::SHAPE, tokens::SHAPE));
            let shape = if table.descending { Shape::Down } else { Shape::Up };
            let color = if table.chosen { palette.text } else { palette.faint };
            shapes::paint(ui.painter(), square.shrink(tokens::MARK), shape, color);
        }
        controls::line(ui, place, &heading, font, color, Align::Min);
        response.on_hover_cursor(CursorIcon::PointingHand);
    }
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, tokens::hairline(palette.hairline));
}

fn rows(ui: &mut Ui, scene: &mut Scene<'_>) {
    let height = ui.available_height();
    keyed(ui, scene, height);
    let number = scene.view.check.rows.len();
    let cursor = scene.view.check.rows.cursor;
    let moved = std::mem::take(&mut scene.view.check.rows.moved);
    ui.spacing_mut().item_spacing.y = 0.0;
    let (width, verdict) = (ui.available_width(), verdict_width(ui, scene));
    let mut chosen = None;
    let mut wants_focus = scene.view.check.rows.wants_focus;
    let shown = ScrollArea::vertical()
        .id_salt("checked files")
        .auto_shrink(false)
        .show_rows(ui, tokens::CHECK_ROW, number, |ui, range| {
            if moved {
                scroll_to(ui, cursor, range.start);
            }
            for place in range.clone() {
                let Some(at) = scene.view.check.rows.order.get(place).copied() else {
                    continue;
                };
                let stop = place == cursor || (!range.contains(&cursor) && place == range.start);
                let response = row(ui, scene, at, stop, (width, verdict));
                if place == cursor && std::mem::take(&mut wants_focus) {
                    response.request_focus();
                }
                if response.clicked() || (response.gained_focus() && scene.model.checks.shown() != Some(at)) {
                    chosen = Some((place, at));
                }
            }
        });
    let pointer = ui.input(|input| input.pointer.hover_pos());
    scene.view.check.rows.holds = pointer.is_some_and(|at| shown.inner_rect.contains(at));
    scene.view.check.rows.wants_focus = wants_focus;
    if wants_focus {
        ui.ctx().request_repaint();
    }
    if let Some((place, at)) = chosen {
        scene.view.check.rows.cursor = place;
        if scene.model.checks.shown() != Some(at) {
            scene.dispatch(Intent::Check(CheckIntent::Show(Some(at))));
        }
    }
}

fn row_id(at: usize) -> Id {
    Id::unique(("checked file", at))
}

/// Scrolls to a row. One that isn't drawn yet is drawn in the next frame.
fn scroll_to(ui: &Ui, at: usize, first: usize) {
    #[expect(clippy::cast_precision_loss, reason = "rows of a list")]
    let below = (at as f32 - first as f32) * tokens::CHECK_ROW;
    let top = ui.max_rect().top() + below;
    let row = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + tokens::CHECK_ROW);
    ui.scroll_to_rect_animation(row, None, ScrollAnimation::none());
}

/// Whether the file under the cursor may have a picture.
fn has_picture(scene: &Scene<'_>) -> bool {
    let table = &scene.view.check.rows;
    let at = table.order.get(table.cursor);
    at.and_then(|at| scene.model.checks.rows().get(*at))
        .is_some_and(|row| kind_of(&row.path, None) != Shape::Document)
}

/// Moves the cursor with the keyboard, while the focus is in the rows.
fn keyed(ui: &Ui, scene: &mut Scene<'_>, height: f32) {
    let table = &scene.view.check.rows;
    let Some(focus) = table.order.get(table.cursor).map(|at| row_id(*at)) else {
        return;
    };
    if !ui.memory(|memory| memory.has_focus(focus)) {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        // Other files have nothing to see.
        if has_picture(scene) {
            viewer::open(scene);
        }
        return;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a window's height is a small number, and not negative here"
    )]
    let page = (height / tokens::CHECK_ROW).max(1.0) as usize;
    let table = &mut scene.view.check.rows;
    let last = table.order.len().saturating_sub(1);
    let at = table.cursor;
    if let Some(to) = keyboard::row_by_keys(ui, at, page, last) {
        table.moved = to != at;
        table.wants_focus = table.moved;
        table.cursor = to;
    }
}

/// The verdict, or that the file is being read.
fn verdict_of(result: Option<&CheckResult>) -> String {
    result.map_or_else(|| text!("check-reading"), |result| words::verdict(result.verdict))
}

/// The text of a row in a column.
fn text_of(row: &CheckRow, column: Column) -> String {
    match (column, &row.result) {
        (Column::Name, _) => file_name(row),
        (Column::Verdict, result) => verdict_of(result.as_ref()),
        (_, None) => String::new(),
        (Column::Issuer, Some(result)) => result.issuer.clone().unwrap_or_default(),
        (Column::Time, Some(result)) => report::time(result),
        (Column::List, Some(result)) => result.trust_list.as_deref().map_or_else(String::new, words::list),
    }
}

/// One file. `widths` are those of the line and of the column of verdicts.
fn row(ui: &mut Ui, scene: &Scene<'_>, at: usize, stop: bool, widths: (f32, f32)) -> eframe::egui::Response {
    let (width, verdict) = widths;
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::CHECK_ROW);
    let (line, _) = ui.allocate_exact_size(size, Sense::hover());
    // Arrow keys reach the others.
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(line, row_id(at), sense);
    let Some(row) = scene.model.checks.rows().get(at) else {
        return response;
    };
    let result = row.result.as_ref();
    let is_shown = scene.model.checks.shown() == Some(at);
    let text = |column: Column| text_of(row, column);
    response.widget_info(|| {
        let parts = Column::ALL.map(text);
        let words: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        WidgetInfo::selected(Role::Button, true, is_shown, words.join(", "))
    });
    if is_shown || response.hovered() {
        let fill = if is_shown { palette.selected } else { palette.hover };
        ui.painter().rect_filled(line, tokens::CORNER, fill);
    }
    if response.has_focus() {
        controls::focus_ring(ui, line);
    }
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, tokens::hairline(palette.hairline));
    let mut cut = false;
    // A scroll bar narrows the line, but not the headings.
    for (column, place) in places(inside(ui, line.with_max_x(line.left() + width)), verdict) {
        let (font, color) = match column {
            Column::Name => (tokens::body_font(), palette.text),
            Column::Verdict => (tokens::small_font(), palette.text),
            _ => (tokens::small_font(), palette.soft),
        };
        let place = if column == Column::Verdict {
            let (shape, tone) = result.map_or((Shape::Dots, Tone::Active), report::mark);
            let center = pos2(place.left() + tokens::SHAPE / 2.0, place.center().y);
            let square = Rect::from_center_size(center, vec2(tokens::SHAPE, tokens::SHAPE));
            shapes::paint(ui.painter(), square, shape, tone.color(palette));
            place.with_min_x(square.right() + tokens::GAP)
        } else {
            place
        };
        cut |= controls::line(ui, place, &text(column), font, color, Align::Min);
    }
    let has_reason = result.is_some_and(|result| !result.reason.is_empty());
    if cut || has_reason {
        return response.on_hover_ui(|ui| {
            let reason = result.map_or_else(String::new, |result| report_words::explanation(&result.reason));
            let words = format!("{}\n{}\n{reason}", row.path.display(), verdict_of(result));
            ui.add(Label::new(words.trim()).wrap());
        });
    }
    response
}
