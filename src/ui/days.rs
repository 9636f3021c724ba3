//! The history in the order of time: rows under a heading for each day. Only visible ones are drawn, and finding them costs
//! the same however many there are.

use std::ops::Range;

use eframe::egui::{
    Align, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, style::ScrollAnimation, vec2,
};
use jiff::{Timestamp as Moment, ToSpan as _};
use localization::{dates, text};

use super::{
    Scene,
    columns::Columns,
    controls, heading, row, table,
    tokens::{self, Palette},
};
use crate::calendar;
use model::{HistoryDay, Timestamp};

type Days = [(HistoryDay, Range<usize>)];

/// Draws the heading of the table and its rows.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, columns: &Columns) {
    let bar = ui.spacing().scroll.allocated_width();
    let size = vec2(ui.available_width() - bar, tokens::TABLE_HEADER);
    let (header, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut inside = ui.new_child(UiBuilder::new().id_salt("heading of days").max_rect(header));
    heading::show(&mut inside, scene, columns);
    scene.view.table.page_rows = table::rows_in(ui.available_height());
    let list = ScrollArea::vertical().id_salt("days").auto_shrink(false);
    list.show_viewport(ui, |ui, viewport| rows(ui, scene, columns, (viewport, header.width())));
}

/// Draws what is visible. The `width` leaves room for the scroll bar, whether there is one or not.
fn rows(ui: &mut Ui, scene: &mut Scene<'_>, columns: &Columns, (viewport, width): (Rect, f32)) {
    let model = scene.model;
    let (history, days) = (&model.history, model.history.days());
    let origin = ui.max_rect().min;
    ui.set_height(height(days, history.total()));
    let at = |top: f32, height: f32| Rect::from_min_size(pos2(origin.x, origin.y + top), vec2(width, height));
    if std::mem::take(&mut scene.view.table.scroll_to_cursor)
        && let Some(place) = scene.view.selection().cursor().and_then(|id| history.place(id))
    {
        // The first row of a day comes with its heading.
        let day = day_of(days, place);
        let is_first = days.get(day).is_some_and(|(_, places)| places.start == place);
        let above = if is_first { tokens::DAY } else { 0.0 };
        let target = at(top_of(days, place) - above, tokens::ROW + above);
        ui.scroll_to_rect_animation(target, None, ScrollAnimation::none());
    }
    let rows = scene.rows();
    let mut on_show: Option<Range<usize>> = None;
    for index in first_day(days, viewport.min.y)..days.len() {
        let Some((day, places)) = days.get(index) else { break };
        let top = top_of_day(days, index);
        if top >= viewport.max.y {
            break;
        }
        if top + tokens::DAY > viewport.min.y {
            day_heading(ui, scene.now, day, at(top, tokens::DAY));
        }
        for place in visible(top + tokens::DAY, places, viewport) {
            on_show = Some(on_show.as_ref().map_or(place, |range| range.start)..place + 1);
            let rect = at(top_of(days, place), tokens::ROW);
            let mut cell = ui.new_child(UiBuilder::new().id_salt(("record", place)).max_rect(rect));
            cell.shrink_clip_rect(rect);
            match rows.get(place) {
                Some(upload) => row::show(&mut cell, scene, upload, columns),
                None => row::not_read(&mut cell, scene, place),
            }
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

/// The height of all rows and headings.
fn height(days: &Days, rows: usize) -> f32 {
    points(rows) * tokens::ROW + points(days.len()) * tokens::DAY
}

fn top_of_day(days: &Days, index: usize) -> f32 {
    let before = days.get(index).map_or(0, |(_, places)| places.start);
    points(before) * tokens::ROW + points(index) * tokens::DAY
}

/// The top of a row.
fn top_of(days: &Days, place: usize) -> f32 {
    points(place) * tokens::ROW + points(day_of(days, place) + 1) * tokens::DAY
}

/// The day of the record at this position.
fn day_of(days: &Days, place: usize) -> usize {
    days.partition_point(|(_, places)| places.end <= place)
}

/// The first day that reaches below this height.
fn first_day(days: &Days, y: f32) -> usize {
    let below = |(_, places): &(HistoryDay, Range<usize>)| points(places.end) * tokens::ROW;
    // `partition_point` passes the day without its index, and the height above a day depends on how many headings come
    // before it. So this is a binary search of our own.
    let (mut low, mut high) = (0, days.len());
    while low < high {
        let middle = low.midpoint(high);
        let bottom = days.get(middle).map_or(0.0, below) + points(middle + 1) * tokens::DAY;
        if bottom <= y {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The visible positions of a day whose rows begin at `top`.
fn visible(top: f32, places: &Range<usize>, viewport: Rect) -> Range<usize> {
    let first = places.start + rows_above(viewport.min.y - top);
    let end = places.start + rows_above(viewport.max.y - top) + 1;
    first.min(places.end)..end.min(places.end)
}

/// How many whole rows fit into this height; none if it is negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and bounded by the number of rows"
)]
fn rows_above(height: f32) -> usize {
    (height / tokens::ROW).max(0.0) as usize
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact up to 16 million, but heights are rounded: with 100,000 rows to half a point"
)]
fn points(number: usize) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    /// 2023-11-14 22:13 UTC, a Tuesday.
    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn days(records: &[usize]) -> Vec<(HistoryDay, Range<usize>)> {
        let mut first = 0;
        let day = |records: &usize| {
            let places = first..first + records;
            first = places.end;
            let from = NOW;
            (
                HistoryDay {
                    from,
                    records: *records,
                },
                places,
            )
        };
        records.iter().map(day).collect()
    }

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

    #[test]
    fn every_row_has_its_place_and_is_found_again_by_its_height() {
        let days = days(&[1, 3, 2, 50, 1, 1]);
        let total = 58;
        let mut expected = 0.0;
        for (index, (_, places)) in days.iter().enumerate() {
            assert!((top_of_day(&days, index) - expected).abs() < 0.1);
            assert_eq!(first_day(&days, expected), index);
            expected += tokens::DAY;
            for place in places.clone() {
                assert!((top_of(&days, place) - expected).abs() < 0.1, "{place}");
                assert_eq!(first_day(&days, expected), index);
                let one = Rect::from_min_size(pos2(0.0, expected), vec2(100.0, 1.0));
                let top = top_of_day(&days, index) + tokens::DAY;
                assert_eq!(visible(top, places, one), place..place + 1);
                expected += tokens::ROW;
            }
        }
        assert!((height(&days, total) - expected).abs() < 0.1);
        assert_eq!(first_day(&days, expected), days.len());
    }
}
