//! Verification results of the selected files as a large table: one line per file, sortable by any column, each linked
//! to the file's report.

mod listed;
mod result_row;

use eframe::egui::{
    Align, Context, CursorIcon, EventFilter, Id, Label, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    scroll_area::ScrollSource, style::ScrollAnimation, text::LayoutJob, text::TextFormat, vec2,
};

use localization::text;

pub(crate) use listed::{ResultColumn, ResultRows};
pub(crate) use result_row::ResultRow;

use super::{
    InspectorTab, Scene, bidi, controls,
    dialog::DialogFrame,
    dialogs::Dialog,
    findings::{Finding, FindingFilter},
    heading, inspector,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{Intent, UploadId};

/// The table while it is open.
#[derive(Debug, Default)]
pub(crate) struct ResultsTable {
    listed: ResultRows,
    /// The file under the cursor.
    cursor: Option<UploadId>,
    /// Whether the cursor moved and should be scrolled to.
    moved: bool,
    /// Whether its row gets the focus once it is visible.
    wants_focus: bool,
    /// Where the rows were drawn last.
    place: Option<Rect>,
}

/// Opens the table.
pub(crate) fn open(scene: &mut Scene<'_>) {
    scene.view.dialogs.open(Dialog::Results(Box::default()));
}

/// Shows a file's report, with a way back to all of them.
pub(crate) fn open_report(scene: &mut Scene<'_>, id: UploadId) {
    scene.view.selection_mut().move_cursor(id);
    scene.view.inspector.peek = true;
    scene.view.inspector.tab = InspectorTab::Report;
    if !scene.model.settings.details {
        scene.dispatch(Intent::ShowDetails(true));
    }
}

/// Shows the table. Returns it while it stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut table: Box<ResultsTable>) -> Option<Box<ResultsTable>> {
    table.follow(ctx, scene);
    let mut opened = None;
    let title = text!("batch-results-title");
    let mut dialog = DialogFrame::new(&title, tokens::RESULTS_WIDTH);
    if let Some(cursor) = table.cursor {
        dialog = dialog.beginning_at(row_id(cursor));
    }
    let close = dialog.show(ctx, |ui| opened = contents(ui, scene, &mut table));
    if let Some(id) = opened {
        open_report(scene, id);
        return None;
    }
    (!close).then_some(table)
}

fn row_id(id: UploadId) -> Id {
    Id::unique(("verification result", id.number()))
}

/// Returns the file whose report was requested.
fn contents(ui: &mut Ui, scene: &mut Scene<'_>, table: &mut ResultsTable) -> Option<UploadId> {
    let all = scene.view.findings().listed(FindingFilter::All);
    if all == 0 {
        ui.label(tokens::soft(ui, text!("batch-results-none")));
        return None;
    }
    inspector::result_filters(ui, scene, all);
    if scene.unread() > 0 {
        let words = text!("batch-results-loaded-only");
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    ui.add_space(tokens::GAP);
    headings(ui, table);
    let foot = tokens::CONTROL + tokens::GAP_LARGE;
    let height = (ui.available_height() - foot).max(tokens::RESULT);
    let opened = rows(ui, scene, table, height);
    ui.add_space(tokens::GAP_LARGE);
    let content = |ui: &mut Ui, _: &mut Scene<'_>| {
        let words = text!("batch-results-hint");
        ui.add(Label::new(tokens::small(ui, words)).truncate());
    };
    controls::line_of_ends(ui, "results foot", scene, content, |ui, scene| {
        inspector::save_results_button(ui, scene);
    });
    opened
}

/// The columns of a line: file, verdict, issuer, time, reason.
fn places(line: Rect) -> [Rect; 5] {
    let room = line.width() + tokens::GAP_LARGE;
    let mut x = line.left();
    tokens::RESULT_PARTS.map(|part| {
        let size = vec2(room * part - tokens::GAP_LARGE, line.height());
        let place = Rect::from_min_size(pos2(x, line.top()), size);
        x = place.right() + tokens::GAP_LARGE;
        place
    })
}

/// The column headings. A click sorts.
fn headings(ui: &mut Ui, table: &mut ResultsTable) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::TABLE_HEADER);
    let (line, _) = ui.allocate_exact_size(size, Sense::hover());
    for (column, place) in ResultColumn::ALL.into_iter().zip(places(inside(ui, line))) {
        let response = ui.interact(place, super::id("results by").with(column as u8), Sense::click());
        let sort = table.listed.sort_direction(column);
        response.widget_info(|| {
            let name = heading::sorted(column.sort_by(), sort);
            WidgetInfo::selected(Role::ColumnHeader, true, sort.is_some(), name)
        });
        if response.clicked() {
            table.listed.click(column);
            table.moved = true;
        }
        if response.has_focus() {
            controls::focus_ring(ui, place.expand2(vec2(tokens::GAP_SMALL, -tokens::GAP_SMALL / 2.0)));
        }
        let (font, color) = match sort {
            Some(_) => (tokens::small_strong_font(), palette.text),
            None if response.hovered() => (tokens::small_font(), palette.text),
            None => (tokens::small_font(), palette.soft),
        };
        let words = column.heading();
        let width = controls::width(ui, &words, font.clone());
        controls::line(ui, place, &words, font, color, Align::Min);
        if let Some(descending) = sort {
            let x = place.left() + width.min(place.width() - tokens::SHAPE) + tokens::GAP_SMALL + tokens::SHAPE / 2.0;
            let square = Rect::from_center_size(pos2(x, place.center().y), vec2(tokens::SHAPE, tokens::SHAPE));
            let shape = if descending { Shape::Down } else { Shape::Up };
            shapes::paint(ui.painter(), square.shrink(tokens::MARK), shape, palette.text);
        }
        let hint = if sort.is_some() {
            text!("table-heading-hint-reverse")
        } else {
            text!("table-heading-hint-sort")
        };
        response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand);
    }
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, tokens::hairline(palette.hairline));
}

/// The content area of a line, left of the scroll bar.
fn inside(ui: &Ui, line: Rect) -> Rect {
    let bar = ui.spacing().scroll.allocated_width();
    line.shrink2(vec2(tokens::GAP, 0.0))
        .with_max_x(line.right() - tokens::GAP_SMALL - bar)
}

/// Shown instead of the rows if there are none.
fn nothing(ui: &mut Ui, filter: FindingFilter, height: f32) {
    let words = match filter {
        FindingFilter::Attention => text!("batch-results-no-problems"),
        FindingFilter::All | FindingFilter::Only(_) => text!("batch-results-none-left"),
    };
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        ui.add_space(tokens::GAP);
        controls::message(ui, Tone::Good, Shape::Check, words);
    });
}

fn rows(ui: &mut Ui, scene: &mut Scene<'_>, table: &mut ResultsTable, height: f32) -> Option<UploadId> {
    let number = table.listed.rows().len();
    if number == 0 {
        nothing(ui, scene.view.inspector.results, height);
        return None;
    }
    let at = cursor_row(table);
    if let Some(to) = keyed(ui, table, at, rows_in(height))
        && let Some((_, id)) = table.listed.rows().get(to)
    {
        table.cursor = Some(*id);
        table.moved = true;
        table.wants_focus = true;
    }
    let at = cursor_row(table);
    let moved = std::mem::take(&mut table.moved);
    let (mut opened, mut stands) = (None, None);
    let width = ui.available_width();
    let mut wants_focus = table.wants_focus;
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical()
        .id_salt("verification results table")
        .max_height(height)
        .min_scrolled_height(height)
        .scroll_source(ScrollSource::SCROLL_BAR | ScrollSource::MOUSE_WHEEL)
        .auto_shrink(false);
    let shown = area.show_rows(ui, tokens::RESULT, number, |ui, range| {
        if moved {
            scroll_to(ui, at, range.start);
        }
        // Tab stops at the row under the cursor, or at the first visible row if that one is out of sight.
        let stop = if range.contains(&at) { at } else { range.start };
        for (place, (finding, id)) in range.clone().zip(table.listed.rows().get(range).unwrap_or_default()) {
            let Some(upload) = scene.find(*id) else {
                ui.add_space(tokens::RESULT);
                continue;
            };
            // A row verified again meanwhile shows its current result.
            let finding = Finding::of(upload).unwrap_or(*finding);
            let content = ResultRow::of(upload, finding, scene.now);
            let response = row(ui, upload.id, &content, place == stop, width);
            if response.clicked() {
                opened = Some(*id);
            }
            if place == at && std::mem::take(&mut wants_focus) {
                response.request_focus();
            }
            if response.gained_focus() {
                stands = Some(*id);
            }
        }
    });
    table.place = Some(shown.inner_rect);
    table.wants_focus = wants_focus;
    if wants_focus {
        ui.ctx().request_repaint();
    }
    table.cursor = stands.or(table.cursor);
    opened
}

fn cursor_row(table: &ResultsTable) -> usize {
    let position = table.cursor.and_then(|cursor| table.listed.position_of(cursor));
    position.unwrap_or(0)
}

/// Scrolls to a row. One that isn't drawn yet is drawn in the next frame.
fn scroll_to(ui: &Ui, at: usize, first: usize) {
    #[expect(clippy::cast_precision_loss, reason = "rows of a list")]
    let below = (at as f32 - first as f32) * tokens::RESULT;
    let top = ui.max_rect().top() + below;
    let row = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + tokens::RESULT);
    ui.scroll_to_rect_animation(row, None, ScrollAnimation::none());
}

/// How many whole rows fit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a window's height is a small number, and not negative here"
)]
fn rows_in(height: f32) -> usize {
    (height / tokens::RESULT).max(1.0) as usize
}

/// The target of movement keys, while the focus is in the rows.
fn keyed(ui: &Ui, table: &ResultsTable, at: usize, page: usize) -> Option<usize> {
    let focus = row_id(table.cursor?);
    if !ui.memory(|memory| memory.has_focus(focus)) {
        return None;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus, filter));
    let last = table.listed.rows().len().checked_sub(1)?;
    super::keyboard::row_by_keys(ui, at, page, last).filter(|place| *place != at)
}

/// One file, with columns as wide as the headings. A click requests its report.
fn row(ui: &mut Ui, id: UploadId, content: &ResultRow, stop: bool, width: f32) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::RESULT);
    let (line, _) = ui.allocate_exact_size(size, Sense::hover());
    // Arrow keys reach the others.
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(line, row_id(id), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, content.sentence()));
    if response.hovered() {
        ui.painter().rect_filled(line, tokens::CORNER, palette.hover);
    }
    if response.has_focus() {
        controls::focus_ring(ui, line);
    }
    ui.painter()
        .hline(line.x_range(), line.bottom() - 0.5, tokens::hairline(palette.hairline));
    // A scroll bar narrows the line, but not the headings.
    let columns = inside(ui, line.with_max_x(line.left() + width));
    let [file, verdict, issuer, time, reason] = places(columns);
    let text = palette.text;
    let mut cut = controls::line(ui, file, &content.name, tokens::strong_font(), text, Align::Min);
    let mark = Rect::from_center_size(
        pos2(verdict.left() + tokens::SHAPE / 2.0, verdict.center().y),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    shapes::paint(ui.painter(), mark, content.shape, content.tone.color(palette));
    let word = verdict.with_min_x(mark.right() + tokens::GAP);
    cut |= two_lines(ui, word, &content.label, text);
    cut |= two_lines(ui, issuer, &content.issuer, palette.soft);
    let color = if content.is_expiring {
        palette.warn
    } else {
        palette.soft
    };
    cut |= two_lines(ui, time, &content.time, color);
    cut |= two_lines(ui, reason, &content.reason, palette.soft);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if !cut {
        return response;
    }
    response.on_hover_ui(|ui| {
        let mut lines = vec![content.name.clone(), content.label.clone()];
        if !content.issuer.is_empty() {
            lines.push(text!("batch-results-issued-by", issuer = &content.issuer));
        }
        lines.extend(Some(content.time.clone()).filter(|time| !time.is_empty()));
        lines.push(content.reason.clone());
        ui.add(Label::new(lines.join("\n").trim()).wrap());
    })
}

/// A text of at most two lines. Returns whether it was truncated.
fn two_lines(ui: &Ui, place: Rect, text: &str, color: eframe::egui::Color32) -> bool {
    let text = bidi::visual(&text.replace(['\n', '\r'], " ")).into_owned();
    let format = TextFormat::simple(tokens::small_font(), color);
    let mut job = LayoutJob::single_section(text, format);
    job.wrap.max_width = place.width();
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    let at = pos2(place.left(), place.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    elided
}

impl ResultsTable {
    /// Updates the rows. They don't move while the pointer is over them.
    fn follow(&mut self, ctx: &Context, scene: &mut Scene<'_>) {
        let (now, pointer) = ctx.input(|input| (input.time, input.pointer.hover_pos()));
        let holds = pointer.zip(self.place).is_some_and(|(at, place)| place.contains(at));
        if self.listed.follow(scene, now, holds) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(listed::RESORT_INTERVAL));
        }
        if self.cursor.is_none() {
            self.cursor = self.listed.rows().first().map(|(_, id)| *id);
        }
    }
}
