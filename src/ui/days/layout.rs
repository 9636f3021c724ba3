//! Where the lines of each day are: rows, or lines of tiles, under a heading for each day.

use std::{ops::Range, rc::Rc};

use eframe::egui::Rect;

use crate::ui::{Scene, tokens};
use model::HistoryDay;

pub(super) type Days = [(HistoryDay, Range<usize>)];

/// The lines before each day, counted once for a search and a number of columns, because the last line of a day may not be
/// full.
#[derive(Debug, Default)]
pub(crate) struct DayLines {
    /// The revision of the history, and how many records are beside each other.
    counted_for: Option<(u64, usize)>,
    /// The number of lines before each day; at the end, of all.
    before: Rc<[usize]>,
}

impl DayLines {
    fn follow(&mut self, days: &Days, revision: u64, columns: usize) {
        if self.counted_for == Some((revision, columns)) {
            return;
        }
        self.counted_for = Some((revision, columns));
        let lines = days.iter().scan(0, |lines, (_, places)| {
            *lines += places.len().div_ceil(columns);
            Some(*lines)
        });
        self.before = std::iter::once(0).chain(lines).collect();
    }
}

/// The days and the height of their lines. Finding a line costs the same however many there are.
pub(crate) struct DayLayout<'m> {
    days: &'m Days,
    before: Rc<[usize]>,
    columns: usize,
    /// The height of a line.
    line: f32,
    /// The room below the last line of a day.
    below: f32,
}

impl<'m> DayLayout<'m> {
    /// The days of the history with so many records beside each other, lines of this height, and so much room below the last
    /// line of each day.
    pub(crate) fn of(scene: &mut Scene<'m>, columns: usize, line: f32, below: f32) -> Self {
        let history = &scene.model.history;
        let counted = &mut scene.view.table.day_lines;
        counted.follow(history.days(), history.revision, columns);
        Self {
            days: history.days(),
            before: Rc::clone(&counted.before),
            columns,
            line,
            below,
        }
    }

    /// The layout that was drawn last, if it belongs to these records.
    pub(crate) fn drawn(scene: &Scene<'m>) -> Option<Self> {
        let history = &scene.model.history;
        let counted = &scene.view.table.day_lines;
        let (revision, columns) = counted.counted_for?;
        (revision == history.revision && !history.days().is_empty()).then(|| Self {
            days: history.days(),
            before: Rc::clone(&counted.before),
            columns,
            line: 0.0,
            below: 0.0,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    pub(super) fn day(&self, index: usize) -> Option<&'m HistoryDay> {
        self.days.get(index).map(|(day, _)| day)
    }

    /// The height of a line.
    pub(super) const fn line(&self) -> f32 {
        self.line
    }

    fn lines_before(&self, index: usize) -> usize {
        self.before.get(index).copied().unwrap_or(0)
    }

    /// The height of everything.
    pub(super) fn height(&self) -> f32 {
        self.top_of_day(self.days.len())
    }

    /// The top of the heading of a day.
    pub(super) fn top_of_day(&self, index: usize) -> f32 {
        points(self.lines_before(index)) * self.line + points(index) * (tokens::DAY + self.below)
    }

    /// The top of a line of a day.
    pub(super) fn top_of_line(&self, index: usize, line: usize) -> f32 {
        self.top_of_day(index) + tokens::DAY + points(line) * self.line
    }

    /// The day of a record, and its line there.
    pub(super) fn line_of(&self, place: usize) -> (usize, usize) {
        let day = self.days.partition_point(|(_, places)| places.end <= place);
        let first = self.days.get(day).map_or(0, |(_, places)| places.start);
        (day, (place - first.min(place)) / self.columns)
    }

    /// The first day that reaches below this height.
    pub(super) fn first_day(&self, y: f32) -> usize {
        // `partition_point` passes no index, and the height above a day depends on how many headings come before it. So
        // this is a binary search of our own.
        let (mut low, mut high) = (0, self.days.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.top_of_day(middle + 1) <= y {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The visible lines of a day.
    pub(super) fn visible(&self, index: usize, viewport: Rect) -> Range<usize> {
        let top = self.top_of_line(index, 0);
        let lines = self.lines_before(index + 1) - self.lines_before(index);
        let first = self.lines_above(viewport.min.y - top);
        let end = self.lines_above(viewport.max.y - top) + 1;
        first.min(lines)..end.min(lines)
    }

    /// How many whole lines fit into this height; none if it is negative.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and bounded by the number of lines"
    )]
    fn lines_above(&self, height: f32) -> usize {
        (height / self.line).max(0.0) as usize
    }

    /// The records of a line.
    pub(super) fn places(&self, index: usize, line: usize) -> Range<usize> {
        let Some((_, places)) = self.days.get(index) else {
            return 0..0;
        };
        let first = places.start + line * self.columns;
        first..(first + self.columns).min(places.end)
    }

    /// The record that is so many lines below this one, or above if negative: in the same column, or the last of a shorter
    /// line. Without such a line, that of the last or first line.
    pub(crate) fn away(&self, place: usize, by: isize) -> usize {
        let (day, line) = self.line_of(place);
        let column = place - self.places(day, line).start.min(place);
        let last = self.lines_before(self.days.len()).saturating_sub(1);
        let wanted = (self.lines_before(day) + line).saturating_add_signed(by).min(last);
        let day = self
            .before
            .partition_point(|before| *before <= wanted)
            .saturating_sub(1);
        let places = self.places(day, wanted - self.lines_before(day));
        (places.start + column).min(places.end.saturating_sub(1))
    }
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
    use eframe::egui::{pos2, vec2};
    use model::Timestamp;

    fn days(records: &[usize]) -> Vec<(HistoryDay, Range<usize>)> {
        let mut first = 0;
        let day = |records: &usize| {
            let places = first..first + records;
            first = places.end;
            let from = Timestamp::from_millis(0);
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

    fn layout(days: &Days, columns: usize, line: f32) -> DayLayout<'_> {
        let mut lines = DayLines::default();
        lines.follow(days, 1, columns);
        DayLayout {
            days,
            before: lines.before,
            columns,
            line,
            below: if columns == 1 { 0.0 } else { tokens::GRID_GAP },
        }
    }

    #[test]
    fn every_row_and_every_tile_has_its_place_and_is_found_again_by_its_height() {
        let days = days(&[1, 3, 2, 50, 1, 1]);
        for (columns, line) in [
            (1, tokens::ROW),
            (1, tokens::COMPACT_ROW),
            (4, 216.0),
            (7, 216.0),
            (100, 216.0),
        ] {
            let layout = layout(&days, columns, line);
            let (mut expected, mut place) = (0.0, 0);
            for (index, (_, places)) in days.iter().enumerate() {
                assert!((layout.top_of_day(index) - expected).abs() < 0.1);
                assert_eq!(layout.first_day(expected), index);
                expected += tokens::DAY;
                for row in 0..places.len().div_ceil(columns) {
                    assert!((layout.top_of_line(index, row) - expected).abs() < 0.1);
                    assert_eq!(layout.first_day(expected), index);
                    let one = Rect::from_min_size(pos2(0.0, expected), vec2(100.0, 1.0));
                    assert_eq!(layout.visible(index, one), row..row + 1);
                    for drawn in layout.places(index, row) {
                        assert_eq!((drawn, layout.line_of(drawn)), (place, (index, row)));
                        place += 1;
                    }
                    expected += line;
                }
                expected += layout.below;
            }
            assert_eq!(place, 58);
            assert!((layout.height() - expected).abs() < 0.1);
            assert_eq!(layout.first_day(expected), days.len());
        }
    }

    #[test]
    fn the_tile_above_or_below_is_in_the_same_column_also_of_another_day() {
        // 0 1 2 | 3 4 | 5 6 7, 8 | 9
        let days = days(&[3, 2, 4, 1]);
        let layout = layout(&days, 3, 216.0);
        for (from, by, to) in [
            (1, 1, 4),
            (2, 1, 4),
            (4, 1, 6),
            (7, 1, 8),
            (8, 1, 9),
            (9, 1, 9),
            (6, -1, 4),
            (7, -1, 4),
            (1, -1, 1),
            (0, 3, 8),
            (2, 100, 9),
            (9, -100, 0),
        ] {
            assert_eq!(layout.away(from, by), to, "{from} {by}");
        }
    }
}
