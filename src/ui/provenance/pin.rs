//! The Content Credentials pin: a round badge with one corner, and the letters CR.

use eframe::egui::{Align2, Color32, CornerRadius, Painter, Rect, Stroke, StrokeKind};

use crate::ui::tokens::{self, Palette};
use model::Verdict;

/// Paints the pin into a square. Purely visual: a text or the name of a control carries the meaning.
pub(crate) fn paint(painter: &Painter, rect: Rect, palette: &Palette) {
    paint_in(painter, rect, palette.raised, palette.text, palette.outline);
}

/// Paints the pin of a file with this verdict: credentials that are not valid are struck through, so that they look like no
/// others, in any color.
pub(crate) fn paint_for(painter: &Painter, rect: Rect, palette: &Palette, verdict: Verdict) {
    if verdict != Verdict::Invalid {
        return paint(painter, rect, palette);
    }
    paint_in(painter, rect, palette.raised, palette.bad, palette.bad);
    strike(painter, rect.shrink(tokens::GAP_SMALL), palette.bad);
}

/// A line across the letters.
pub(crate) fn strike(painter: &Painter, rect: Rect, color: Color32) {
    let ends = [rect.left_bottom(), rect.right_top()];
    painter.line_segment(ends, Stroke::new(tokens::PEN, color));
}

fn paint_in(painter: &Painter, rect: Rect, ground: Color32, letters: Color32, outline: Color32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "half the side of a small badge"
    )]
    let round = (rect.width() / 2.0) as u8;
    let corner = CornerRadius {
        se: round / tokens::PIN_CORNER,
        ..CornerRadius::same(round)
    };
    painter.rect_filled(rect, corner, ground);
    painter.rect_stroke(rect, corner, tokens::hairline(outline), StrokeKind::Inside);
    let font = tokens::pin_font(rect.width());
    painter.text(rect.center(), Align2::CENTER_CENTER, "CR", font, letters);
}
