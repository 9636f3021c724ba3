//! The table of uploads: a heading and rows, of which only the visible ones cost anything.

use eframe::egui::{Align, Rect, Sense, Ui, pos2, vec2};
use egui_extras::{Column, TableBuilder};

use super::{
    Scene, controls, row,
    tokens::{self, Palette},
};

/// Where the parts of a row stand, from left to right. They follow the width: what finds no room of its own moves under
/// its neighbour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Columns {
    pub(crate) name: f32,
    pub(crate) size: Option<f32>,
    pub(crate) track: f32,
    pub(crate) key: Option<f32>,
    pub(crate) action: f32,
}

impl Columns {
    /// The parts for a row of this width, edges not counted.
    pub(crate) fn for_width(width: f32) -> Self {
        let gap = tokens::GAP_LARGE;
        let name = |others: &[f32]| width - others.iter().map(|part| part + gap).sum::<f32>();
        let wide = name(&[
            tokens::COLUMN_SIZE,
            tokens::TRACK,
            tokens::COLUMN_KEY,
            tokens::COLUMN_ACTION,
        ]);
        if wide >= tokens::COLUMN_NAME_GOOD {
            // What is to spare goes to the name and to the key, until the key is whole.
            let spare = ((wide - tokens::COLUMN_NAME_GOOD * 1.5) / 2.0)
                .clamp(0.0, tokens::COLUMN_KEY_WHOLE - tokens::COLUMN_KEY);
            let (name, key) = (wide - spare, Some(tokens::COLUMN_KEY + spare));
            return Self {
                name,
                size: Some(tokens::COLUMN_SIZE),
                track: tokens::TRACK,
                key,
                action: tokens::COLUMN_ACTION,
            };
        }
        let medium = name(&[tokens::TRACK, tokens::COLUMN_KEY, tokens::COLUMN_ACTION]);
        if medium >= tokens::COLUMN_NAME_GOOD {
            return Self {
                name: medium,
                size: None,
                track: tokens::TRACK,
                key: Some(tokens::COLUMN_KEY),
                action: tokens::COLUMN_ACTION,
            };
        }
        let no_key = name(&[tokens::TRACK, tokens::COLUMN_ACTION]);
        if no_key >= tokens::COLUMN_NAME {
            return Self {
                name: no_key,
                size: None,
                track: tokens::TRACK,
                key: None,
                action: tokens::COLUMN_ACTION,
            };
        }
        let compact = name(&[tokens::TRACK_COMPACT, tokens::COLUMN_ACTION]);
        Self {
            name: compact,
            size: None,
            track: tokens::TRACK_COMPACT,
            key: None,
            action: tokens::COLUMN_ACTION,
        }
    }

    /// The places of name, size, track, key and action in a row.
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
            track: next(self.track),
            key: self.key.map(&mut next),
            action: next(self.action),
        }
    }
}

/// The parts of a row as rectangles.
pub(crate) struct Places {
    pub(crate) name: Rect,
    pub(crate) size: Option<Rect>,
    pub(crate) track: Rect,
    pub(crate) key: Option<Rect>,
    pub(crate) action: Rect,
}

/// Draws the rows of the tab on show.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let rows = scene.rows();
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let columns = Columns::for_width(ui.available_width() - tokens::EDGE * 2.0);
    let mut table = TableBuilder::new(ui)
        .id_salt("uploads")
        .sense(Sense::hover())
        .auto_shrink(false)
        .column(Column::remainder().clip(true));
    if std::mem::take(&mut scene.view.scroll_to_selected)
        && let Some(place) = scene
            .view
            .selected
            .and_then(|id| rows.iter().position(|upload| upload.id == id))
    {
        table = table.scroll_to_row(place, None).animate_scrolling(false);
    }
    table
        .header(tokens::TABLE_HEADER, |mut header| {
            header.col(|ui| heading(ui, &columns));
        })
        .body(|body| {
            body.rows(tokens::ROW, rows.len(), |mut table_row| {
                let place = table_row.index();
                table_row.col(|ui| {
                    if let Some(upload) = rows.get(place) {
                        row::show(ui, scene, upload, &columns);
                    }
                });
            });
        });
}

/// The part of a row that holds something. The scroll bar's width counts as edge, so that what stands at the right stands
/// below what stands at the right of the bars.
pub(crate) fn inside(ui: &Ui, row: Rect) -> Rect {
    let bar = ui.spacing().scroll.allocated_width();
    let right = pos2(row.right() + bar - tokens::EDGE, row.bottom());
    Rect::from_min_max(pos2(row.left() + tokens::EDGE, row.top()), right)
}

fn heading(ui: &mut Ui, columns: &Columns) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let places = columns.places(inside(ui, rect));
    let word = |place: Rect, text: &str, align: Align| {
        controls::line(ui, place, text, tokens::small_font(), palette.soft, align);
    };
    word(places.name, "Name", Align::Min);
    if let Some(place) = places.size {
        word(place, "Size", Align::Max);
    }
    word(places.track, "Progress", Align::Min);
    if let Some(place) = places.key {
        word(place, "Object key", Align::Min);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_row_leaves_the_window() {
        for width in (480_u16..=1920).step_by(4) {
            let width = f32::from(width);
            let columns = Columns::for_width(width);
            let places = columns.places(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, tokens::ROW)));
            assert!((places.action.right() - width).abs() < 0.5, "{width}: {columns:?}");
            assert!(columns.name >= 140.0, "{width}: {columns:?}");
        }
    }

    #[test]
    fn a_narrow_window_puts_the_key_under_the_track() {
        assert_eq!(Columns::for_width(480.0).key, None);
        assert!(Columns::for_width(1148.0).size.is_some());
    }
}
