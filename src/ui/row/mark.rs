//! The mark of a file that has Content Credentials, beside its name.

use eframe::egui::{Align, Rect, StrokeKind, Ui, pos2, vec2};

use localization::text;

use super::name::Hint;
use crate::ui::{
    controls,
    provenance::pin,
    report_words,
    tokens::{self, Palette},
};
use model::{ExistingCredentials, Upload};

/// Its letters, which name it: "Content Credentials".
const LETTERS: &str = "CR";

/// Draws the mark after the name and returns what is left for the name, and the tooltip. A file without known credentials
/// has none.
pub(super) fn mark(ui: &Ui, upload: &Upload, name: &str, place: Rect) -> (Rect, Option<Hint>) {
    let ExistingCredentials::Found(facts) = &upload.existing else {
        return (place, None);
    };
    if facts.removed {
        return (place, None);
    }
    let palette = Palette::of(ui);
    let width = controls::width(ui, LETTERS, tokens::tag_font()) + tokens::GAP;
    let room = (place.width() - width - tokens::GAP_SMALL).max(0.0);
    let end = place.left() + controls::width(ui, name, tokens::strong_font()).min(room);
    let tag = Rect::from_min_size(
        pos2(end + tokens::GAP_SMALL, place.center().y - tokens::TAG / 2.0),
        vec2(width, tokens::TAG),
    );
    // Credentials that are not valid look like no others.
    let (outline, letters) = match facts.invalid {
        Some(_) => (palette.bad, palette.bad),
        None => (palette.outline, palette.soft),
    };
    let stroke = tokens::hairline(outline);
    ui.painter()
        .rect_stroke(tag, tokens::CORNER_SMALL, stroke, StrokeKind::Inside);
    controls::line(ui, tag, LETTERS, tokens::tag_font(), letters, Align::Center);
    if facts.invalid.is_some() {
        pin::strike(ui.painter(), tag.shrink2(vec2(tokens::GAP_SMALL, 2.0)), palette.bad);
    }
    let words = text!("table-credentials-mark", facts = report_words::existing_words(facts));
    (place.with_max_x(end), Some((tag, words)))
}
