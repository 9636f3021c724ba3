//! The horizontal layout of a row, and the column widths set by the user.

use eframe::egui::{Rect, pos2, vec2};

use super::tokens;
use model::ColumnWidths;

/// The columns of a row. When the row is too narrow for a column, its content moves under its neighbor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Columns {
    pub(crate) name: f32,
    pub(crate) size: Option<f32>,
    /// Only in the history.
    pub(crate) date: Option<f32>,
    pub(crate) track: f32,
    /// The width of the compact track, with one label.
    compact: f32,
    pub(crate) key: Option<f32>,
    pub(crate) action: f32,
}

/// The right edge of a column, which can be dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Name,
    Size,
    Track,
    Key,
}

impl Columns {
    /// The columns for a row of this width, without margins. `compact` is the width that the words need of a compact track.
    pub(crate) fn for_width(width: f32, wanted: ColumnWidths, compact: f32) -> Self {
        let gap = tokens::GAP_LARGE;
        let rest = |others: &[f32]| width - others.iter().map(|part| part + gap).sum::<f32>();
        let (least, max) = tokens::COLUMN_SIZE_RANGE;
        let size = wanted.size.map_or(tokens::COLUMN_SIZE, f32::from).clamp(least, max);
        let wide = rest(&[size, tokens::TRACK, tokens::COLUMN_KEY, tokens::COLUMN_ACTION]);
        if wide >= tokens::COLUMN_NAME_GOOD {
            return Self::with_key(rest(&[size, tokens::COLUMN_ACTION]), Some(size), wanted, compact);
        }
        let medium = rest(&[tokens::TRACK, tokens::COLUMN_KEY, tokens::COLUMN_ACTION]);
        if medium >= tokens::COLUMN_NAME_GOOD {
            return Self::with_key(rest(&[tokens::COLUMN_ACTION]), None, wanted, compact);
        }
        let no_key = rest(&[tokens::TRACK, tokens::COLUMN_ACTION]);
        let (name, track) = if no_key >= tokens::COLUMN_NAME {
            (no_key, tokens::TRACK)
        } else {
            (rest(&[compact, tokens::COLUMN_ACTION]), compact)
        };
        let room = name + track;
        let max = (room - tokens::COLUMN_NAME).max(compact);
        let edited = wanted.narrow_track.map(f32::from);
        let track = edited.map_or(track, |edited| edited.clamp(compact, max));
        Self {
            name: room - track,
            size: None,
            date: None,
            track,
            compact,
            key: None,
            action: tokens::COLUMN_ACTION,
        }
    }

    /// Like `for_width`, for the history: it has a column of dates where the track keeps its labels beside it, and no
    /// remove button.
    pub(crate) fn for_history(width: f32, wanted: ColumnWidths, compact: f32) -> Self {
        let removal = tokens::CONTROL + tokens::GAP_SMALL;
        let with_date = Self::for_width(
            width + removal - tokens::COLUMN_DATE - tokens::GAP_LARGE,
            wanted,
            compact,
        );
        let (columns, date) = if with_date.track >= tokens::TRACK && with_date.name >= tokens::COLUMN_NAME {
            (with_date, Some(tokens::COLUMN_DATE))
        } else {
            (Self::for_width(width + removal, wanted, compact), None)
        };
        Self {
            date,
            action: columns.action - removal,
            ..columns
        }
    }

    /// Divides the room among name, track and key. By default the key gets what the name can spare, and half of the
    /// surplus.
    fn with_key(room: f32, size: Option<f32>, wanted: ColumnWidths, compact: f32) -> Self {
        let room = room - tokens::GAP_LARGE * 2.0;
        let max = (room - tokens::COLUMN_KEY - tokens::COLUMN_NAME).max(tokens::TRACK);
        let track = wanted
            .track
            .map_or(tokens::TRACK, f32::from)
            .clamp(tokens::TRACK, max.min(tokens::MAX_TRACK_WIDTH));
        let room = room - track;
        let key = match wanted.key {
            Some(key) => key.into(),
            None => {
                let spare = room - tokens::COLUMN_NAME_WISH;
                let shared = (tokens::COLUMN_KEY_WHOLE + spare) / 2.0;
                spare
                    .min(shared)
                    .clamp(tokens::COLUMN_KEY, tokens::MAX_KEY_COLUMN_WIDTH)
            }
        };
        let key = key.min(room - tokens::COLUMN_NAME).max(tokens::MIN_KEY_COLUMN_WIDTH);
        Self {
            name: room - key,
            size,
            date: None,
            track,
            compact,
            key: Some(key),
            action: tokens::COLUMN_ACTION,
        }
    }

    /// The widths after an edge was dragged by `by` points. The edge follows the pointer and its other neighbor shrinks
    /// or grows. Hidden columns keep their `wanted` widths.
    pub(crate) fn dragged(&self, edge: Edge, by: f32, wanted: ColumnWidths) -> ColumnWidths {
        if self.key.is_none() {
            // The column right of the progress ends at the window's edge, so it grows to the left.
            let track = match edge {
                Edge::Name => self.track - by,
                Edge::Size | Edge::Track | Edge::Key => self.track + by,
            };
            let max = (self.track + self.name - tokens::COLUMN_NAME).max(self.compact);
            return ColumnWidths {
                narrow_track: Some(points(track.clamp(self.compact, max))),
                ..wanted
            };
        }
        let key = self.key.unwrap_or(tokens::COLUMN_KEY);
        let max = key + self.name - tokens::COLUMN_NAME;
        let (size, track, key) = match edge {
            Edge::Name => (self.size, self.track, key - by),
            Edge::Size => (self.size.map(|size| size + by), self.track, key - by),
            Edge::Track => (self.size, self.track + by, key - by),
            Edge::Key => (self.size, self.track, key + by),
        };
        ColumnWidths {
            narrow_track: wanted.narrow_track,
            size: size.map(points),
            track: Some(points(track.max(tokens::TRACK))),
            key: Some(points(
                key.clamp(tokens::MIN_KEY_COLUMN_WIDTH, max.max(tokens::MIN_KEY_COLUMN_WIDTH)),
            )),
        }
    }

    /// The rectangles of name, size, date, track, key and action in a row.
    pub(crate) fn places(&self, row: Rect) -> Places {
        let mut x = row.left();
        let mut next = |width: f32| {
            let place = Rect::from_min_size(pos2(x, row.top()), vec2(width.max(0.0), row.height()));
            x += width + tokens::GAP_LARGE;
            place
        };
        Places {
            name: next(self.name),
            size: self.size.map(&mut next),
            date: self.date.map(&mut next),
            track: next(self.track),
            key: self.key.map(&mut next),
            action: next(self.action),
        }
    }
}

/// Widths are stored in whole points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width that is not negative and not wider than a screen"
)]
fn points(width: f32) -> u16 {
    width.round().max(0.0) as u16
}

/// The columns of a row as rectangles.
pub(crate) struct Places {
    pub(crate) name: Rect,
    pub(crate) size: Option<Rect>,
    pub(crate) date: Option<Rect>,
    pub(crate) track: Rect,
    pub(crate) key: Option<Rect>,
    pub(crate) action: Rect,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: ColumnWidths = ColumnWidths {
        size: None,
        track: None,
        key: None,
        narrow_track: None,
    };

    #[test]
    fn no_column_leaves_the_window() {
        let extremes = [None, Some(0), Some(300), Some(u16::MAX)];
        for width in (480_u16..=1920).step_by(4) {
            for (size, track, key) in extremes.into_iter().flat_map(|size| {
                extremes
                    .into_iter()
                    .flat_map(move |track| extremes.into_iter().map(move |key| (size, track, key)))
            }) {
                let width = f32::from(width);
                let narrow_track = track;
                let wanted = ColumnWidths {
                    size,
                    track,
                    key,
                    narrow_track,
                };
                let columns = Columns::for_width(width, wanted, tokens::TRACK_COMPACT);
                let places = columns.places(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, tokens::ROW)));
                assert!((places.action.right() - width).abs() < 0.5, "{width}: {columns:?}");
                assert!(columns.name >= 140.0, "{width}: {columns:?}");
                assert!(columns.key.is_none_or(|key| key >= 96.0), "{width}: {columns:?}");
            }
        }
    }

    #[test]
    fn the_history_has_dates_where_there_is_room_and_nothing_leaves_the_window() {
        for width in (480_u16..=1920).step_by(4) {
            let width = f32::from(width);
            let columns = Columns::for_history(width, NONE, tokens::TRACK_COMPACT);
            let places = columns.places(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, tokens::ROW)));
            assert!((places.action.right() - width).abs() < 0.5, "{width}: {columns:?}");
            assert_eq!(columns.date.is_some(), width >= 684.0, "{width}: {columns:?}");
        }
    }

    #[test]
    fn a_narrow_window_puts_the_key_under_the_track() {
        assert_eq!(Columns::for_width(480.0, NONE, tokens::TRACK_COMPACT).key, None);
        assert!(Columns::for_width(1148.0, NONE, tokens::TRACK_COMPACT).size.is_some());
    }

    #[test]
    fn the_key_gets_what_the_name_can_spare() {
        let columns = Columns::for_width(1148.0, NONE, tokens::TRACK_COMPACT);
        assert!(columns.key.is_some_and(|key| key > tokens::COLUMN_KEY), "{columns:?}");
        assert_eq!(
            Columns::for_width(1888.0, NONE, tokens::TRACK_COMPACT).key,
            Some(tokens::MAX_KEY_COLUMN_WIDTH)
        );
    }

    #[test]
    fn an_edge_follows_the_pointer() {
        let row = Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, tokens::ROW));
        let before = Columns::for_width(1400.0, NONE, tokens::TRACK_COMPACT);
        for (edge, by) in [
            (Edge::Name, 20.0),
            (Edge::Name, -40.0),
            (Edge::Size, 12.0),
            (Edge::Track, 30.0),
            (Edge::Key, 16.0),
        ] {
            let after = Columns::for_width(1400.0, before.dragged(edge, by, NONE), tokens::TRACK_COMPACT);
            let right = |columns: &Columns| {
                let places = columns.places(row);
                match edge {
                    Edge::Name => places.name.right(),
                    Edge::Size => places.size.map_or(0.0, |size| size.right()),
                    Edge::Track => places.track.right(),
                    // The column to its right ends at the window's edge, so it grows to the left.
                    Edge::Key => before.places(row).key.map_or(0.0, |key| key.right()) + columns.key.unwrap_or(0.0),
                }
            };
            assert!(
                (right(&after) - right(&before) - by).abs() < 1.0,
                "{edge:?} by {by}: {after:?}"
            );
        }
    }

    #[test]
    fn a_row_without_a_key_column_can_be_resized_too() {
        for width in [480.0, 520.0, 788.0] {
            let before = Columns::for_width(width, NONE, tokens::TRACK_COMPACT);
            assert_eq!(before.key, None, "{width}");
            for (edge, by) in [(Edge::Name, 20.0), (Edge::Track, 24.0), (Edge::Name, -24.0)] {
                let after = Columns::for_width(width, before.dragged(edge, by, NONE), tokens::TRACK_COMPACT);
                let narrower = after.track < before.track;
                let is_least = (after.track - tokens::TRACK_COMPACT).abs() < 1.0;
                assert!(
                    (after.name + after.track - before.name - before.track).abs() < 0.5,
                    "{width} {edge:?}: {after:?}"
                );
                assert!(
                    (after.track - before.track).abs() > 19.0 || is_least || after.name <= tokens::COLUMN_NAME + 0.5,
                    "{width} {edge:?} {narrower}: {before:?} {after:?}"
                );
            }
            let wide = Columns::for_width(1400.0, NONE, tokens::TRACK_COMPACT);
            let mut widths = wide.dragged(Edge::Key, 30.0, NONE);
            widths = before.dragged(Edge::Name, -10.0, widths);
            assert_eq!(
                widths.key,
                wide.key.map(|key| points(key + 30.0)),
                "a wide window keeps its own"
            );
        }
    }
}
