//! The vertical layout of a row: two lines, three with an error, one in a compact row.

use eframe::egui::{Rangef, Rect, pos2, vec2};

use crate::ui::{
    Scene,
    columns::{Columns, Places},
    tokens,
};
use model::{Upload, UploadState};

pub(super) fn upper(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min, pos2(rect.right(), rect.center().y))
}

pub(super) fn lower(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.left(), rect.center().y), rect.max)
}

/// What is below the labels of the track; in a compact row, in place of them or beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    Nothing,
    /// The progress bar.
    Bar,
    /// The key, if it has no column.
    Key,
}

impl Below {
    pub(super) fn of(upload: &Upload, columns: &Columns) -> Self {
        if matches!(upload.state, UploadState::Uploading { .. } | UploadState::Finishing) {
            Self::Bar
        } else if columns.key.is_none() && upload.object.is_some() {
            Self::Key
        } else {
            Self::Nothing
        }
    }
}

/// The vertical layout of a row, and where its error goes.
pub(super) struct Lines {
    /// The line with the name and everything beside it.
    pub(super) first: Rangef,
    /// The line with the details. In a compact row, these are beside the name.
    pub(super) second: Rect,
    /// The line with the error and its hint, if there is one. In a compact row, it is beside the name, if it has room.
    pub(super) trouble: Option<Rect>,
    /// Whether the error extends below the track.
    pub(super) is_long: bool,
    /// Whether there is one line only.
    pub(super) is_compact: bool,
}

impl Lines {
    /// Two lines of equal height. An error adds a third, which gets all the room up to the key, and the row keeps its
    /// height: the name, the details and the error stay.
    pub(super) fn of(scene: &Scene<'_>, upload: &Upload, places: &Places, below: Below) -> Self {
        let place = places.name;
        if scene.model.settings.compact {
            return Self {
                first: place.y_range(),
                second: place,
                // In a narrow one, the name matters more: the track says that it failed, and the tooltip why.
                trouble: (upload.failure().is_some() && place.width() >= tokens::COMPACT_TROUBLE).then_some(place),
                is_long: false,
                is_compact: true,
            };
        }
        if upload.failure().is_none() {
            return Self {
                first: upper(place).y_range(),
                second: lower(place),
                trouble: None,
                is_long: false,
                is_compact: false,
            };
        }
        let is_long = below == Below::Nothing;
        let right = if is_long { places.track.right() } else { place.right() };
        let all = place.expand2(vec2(0.0, tokens::GAP_SMALL));
        let line = all.height() / tokens::TROUBLE_LINES;
        let (second, third) = (all.top() + line, all.bottom() - line);
        Self {
            first: Rangef::new(all.top(), second),
            second: Rect::from_min_max(pos2(place.left(), second), pos2(place.right(), third)),
            trouble: Some(Rect::from_min_max(pos2(place.left(), third), pos2(right, all.bottom()))),
            is_long,
            is_compact: false,
        }
    }

    /// The first line of a column.
    pub(super) fn beside(&self, part: Rect) -> Rect {
        Rect::from_x_y_ranges(part.x_range(), self.first)
    }

    /// The room for the name. In a compact row, an error beside it keeps some.
    pub(super) fn name(&self, part: Rect) -> Rect {
        let line = self.beside(part);
        if self.is_compact && self.trouble.is_some() {
            line.with_max_x(line.left() + line.width() * tokens::COMPACT_NAME)
        } else {
            line
        }
    }
}
