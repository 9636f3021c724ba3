//! The history in the order of time: rows or tiles under a heading for each day. Only visible ones are drawn, and finding them costs
//! the same however many there are.

mod layout;

use std::ops::Range;

use eframe::egui::{
    Align, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, style::ScrollAnimation, vec2,
};
use jiff::{Timestamp as Moment, ToSpan as _};
use localization::{dates, text};

pub(crate) use layout::{DayLayout, DayLines};

use super::{
    Scene,
    columns::Columns,
    controls, grid, heading, row, table,
    tokens::{self, Palette},
};
use crate::calendar;
use model::{HistoryDay, Timestamp};

/// Draws the heading of the table and its rows.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, columns: &Columns) {
    let bar = ui.spacing().scroll.allocated_width();
    let size = vec2(ui.available_width() - bar, tokens::TABLE_HEADER);
    let (header, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut inside = ui.new_child(UiBuilder::new().id_salt("heading of days").max_rect(header));
    heading::show(&mut inside, scene, columns);
    let row = table::row_height(scene);
    scene.view.table.page_rows = table::rows_in(ui.available_height(), row);
    let layout = DayLayout::of(scene, 1, row, 0.0);
    lines(ui, scene, &layout, |ui, scene, places, rect| {
        let rows = scene.rows();
        for place in places {
            let mut cell = ui.new_child(UiBuilder::new().id_salt(("record", place)).max_rect(rect));
            cell.shrink_clip_rect(rect);
            match rows.get(place) {
                Some(upload) => row::show(&mut cell, scene, upload, columns),
                None => row::not_read(&mut cell, scene, place),
            }
        }
    });
}

/// A list of days, of which only what is visible is drawn: the headings, and each line with `draw`, which gets its records
/// and its rectangle. That leaves room for the scroll bar, whether there is one or not.
pub(super) fn lines(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    layout: &DayLayout<'_>,
    draw: impl FnMut(&mut Ui, &mut Scene<'_>, Range<usize>, Rect),
) {
    let width = ui.available_width() - ui.spacing().scroll.allocated_width();
    let list = ScrollArea::vertical()
        .id_salt(("days", grid::is_shown(scene)))
        .auto_shrink(false);
    list.show_viewport(ui, |ui, viewport| visible(ui, scene, layout, (viewport, width), draw));
}

fn visible(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    layout: &DayLayout<'_>,
    (viewport, width): (Rect, f32),
    mut draw: impl FnMut(&mut Ui, &mut Scene<'_>, Range<usize>, Rect),
) {
    let origin = ui.max_rect().min;
    ui.set_height(layout.height());
    let at = |top: f32, height: f32| Rect::from_min_size(pos2(origin.x, origin.y + top), vec2(width, height));
    let history = &scene.model.history;
    if std::mem::take(&mut scene.view.table.scroll_to_cursor)
        && let Some(place) = scene.view.selection().cursor().and_then(|id| history.place(id))
    {
        // The first line of a day comes with its heading.
        let (day, line) = layout.line_of(place);
        let above = if line == 0 { tokens::DAY } else { 0.0 };
        let target = at(layout.top_of_line(day, line) - above, layout.line() + above);
        ui.scroll_to_rect_animation(target, None, ScrollAnimation::none());
    }
    let mut on_show: Option<Range<usize>> = None;
    for index in layout.first_day(viewport.min.y)..layout.len() {
        let Some(day) = layout.day(index) else { break };
        let top = layout.top_of_day(index);
        if top >= viewport.max.y {
            break;
        }
        if top + tokens::DAY > viewport.min.y {
            day_heading(ui, scene.now, day, at(top, tokens::DAY));
        }
        for line in layout.visible(index, viewport) {
            let places = layout.places(index, line);
            on_show = Some(on_show.as_ref().map_or(places.start, |range| range.start)..places.end);
            draw(ui, scene, places, at(layout.top_of_line(index, line), layout.line()));
        }
    }
    scene.view.table.on_show = on_show.unwrap_or_default();
}

fn day_heading(ui: &Ui, now: Timestamp, day: &HistoryDay, rect: Rect) {
    let palette = Palette::of(ui);
    let name = name(day.from, now);
    let count = text!("history-records", count = day.records);
    let response = ui.interact(rect, super::id("day").with(day.from.as_millis()), Sense::hover());
    response.widget_info(|| {
        let words = text!("history-day-heading", day = &name, records = &count);
        WidgetInfo::labeled(Role::Heading, true, words)
    });
    ui.painter().rect_filled(rect, 0.0, palette.panel);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
    let inside = table::inside(ui, rect);
    controls::line(ui, inside, &name, tokens::small_strong_font(), palette.text, Align::Min);
    controls::line(ui, inside, &count, tokens::small_font(), palette.soft, Align::Max);
}

/// The name of a day: `Today`, `Yesterday`, the weekday for a week, `Nov 14`, and with the year if it isn't this one.
fn name(from: Timestamp, now: Timestamp) -> String {
    let date = |at: Timestamp| {
        let at = Moment::from_millisecond(at.as_millis()).ok()?;
        Some(at.to_zoned_datetime(calendar::zone()).date())
    };
    let (Some(day), Some(today)) = (date(from), date(now)) else {
        return text!("history-day-unknown");
    };
    if day == today {
        text!("history-day-today")
    } else if today.yesterday().is_ok_and(|yesterday| day == yesterday) {
        text!("history-day-yesterday")
    } else if day < today && today.checked_sub(7.days()).is_ok_and(|week_ago| day > week_ago) {
        dates::weekday(day)
    } else if day.year() == today.year() {
        dates::day_of_year(day)
    } else {
        dates::day(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    /// 2023-11-14 22:13 UTC, a Tuesday.
    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn days_are_named_as_people_name_them() {
        let midnight = NOW.as_millis().div_euclid(DAY) * DAY;
        for (back, expected) in [
            (-1, "Nov 15"),
            (0, "Today"),
            (1, "Yesterday"),
            (2, "Sunday"),
            (6, "Wednesday"),
            (7, "Nov 7"),
            (317, "Jan 1"),
            (318, "Dec 31, 2022"),
        ] {
            assert_eq!(
                name(Timestamp::from_millis(midnight - back * DAY), NOW),
                expected,
                "{back}"
            );
        }
    }
}
