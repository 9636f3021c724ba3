//! The icons of the window, each with a meaning that its color repeats. They come from one family, Phosphor, in
//! `assets/icons`.

use eframe::egui::{Align2, Color32, Painter, Rect, Shape as Drawn, Stroke, pos2, vec2};

use super::tokens;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Done.
    Check,
    /// Failed; also "remove".
    Cross,
    /// Not yet.
    Ring,
    /// In progress.
    Dots,
    /// Uploading; sorted ascending.
    Up,
    /// Sorted descending.
    Down,
    /// Waiting.
    Clock,
    /// Not applicable, or canceled.
    Dash,
    /// Paused.
    Pause,
    /// Needs attention.
    Alert,
    /// Unknown.
    Question,
    /// Copy.
    Copy,
    /// Settings.
    Sliders,
    /// Filter.
    Funnel,
    /// Light and dark.
    Contrast,
    /// A tray with an arrow into it.
    Tray,
    /// Search.
    Lens,
    /// A key.
    Key,
    /// Opens a list; also an open section.
    Chevron,
    /// A closed section; the next one.
    ChevronRight,
    /// The previous one.
    ChevronLeft,
    /// Opens the menu.
    Menu,
    /// A photograph.
    Photo,
    /// A video.
    Film,
    /// A sound.
    Sound,
    /// Any other file.
    Document,
}

impl Shape {
    /// The icon's character in the fonts.
    const fn icon(self) -> char {
        match self {
            Self::Check => '\u{E182}',
            Self::Cross => '\u{E4F6}',
            Self::Ring => '\u{E18A}',
            Self::Dots => '\u{E1FE}',
            Self::Up => '\u{E08E}',
            Self::Down => '\u{E03E}',
            Self::Clock => '\u{E19A}',
            Self::Dash => '\u{E32A}',
            Self::Pause => '\u{E39E}',
            Self::Alert => '\u{E4E0}',
            Self::Question => '\u{E3E8}',
            Self::Copy => '\u{E1CA}',
            Self::Sliders => '\u{E434}',
            Self::Funnel => '\u{E268}',
            Self::Contrast => '\u{E18C}',
            Self::Tray => '\u{E4C0}',
            Self::Lens => '\u{E30C}',
            Self::Key => '\u{E2D6}',
            Self::Chevron => '\u{E136}',
            Self::ChevronRight => '\u{E13A}',
            Self::ChevronLeft => '\u{E138}',
            Self::Menu => '\u{E2F0}',
            Self::Photo => '\u{E2CA}',
            Self::Film => '\u{E792}',
            Self::Sound => '\u{E802}',
            Self::Document => '\u{E230}',
        }
    }
}

/// Paints an icon into a square. Purely visual: text beside it or the control's name carries the meaning.
pub(crate) fn paint(painter: &Painter, rect: Rect, shape: Shape, color: Color32) {
    let side = rect.width().min(rect.height());
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        shape.icon(),
        tokens::icon_font(side),
        color,
    );
}

/// Paints a bar that fills from the left.
pub(crate) fn bar(painter: &Painter, rect: Rect, part: f32, ground: Color32, color: Color32) {
    let radius = rect.height() / 2.0;
    painter.rect_filled(rect, radius, ground);
    let width = (rect.width() * part.clamp(0.0, 1.0)).max(if part > 0.0 { rect.height() } else { 0.0 });
    if width > 0.0 {
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(width, rect.height())), radius, color);
    }
}

/// Paints a dashed outline.
pub(crate) fn dashed(painter: &Painter, rect: Rect, color: Color32) {
    let radius = f32::from(tokens::RADIUS_LARGE);
    let mut points = Vec::new();
    let corners = [
        (
            pos2(rect.right() - radius, rect.top() + radius),
            -std::f32::consts::FRAC_PI_2,
        ),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (
            pos2(rect.left() + radius, rect.bottom() - radius),
            std::f32::consts::FRAC_PI_2,
        ),
        (pos2(rect.left() + radius, rect.top() + radius), std::f32::consts::PI),
    ];
    for (center, from) in corners {
        for step in 0..=6_u8 {
            let (sin, cos) = (from + std::f32::consts::FRAC_PI_2 * f32::from(step) / 6.0).sin_cos();
            points.push(center + vec2(cos, sin) * radius);
        }
    }
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    painter.extend(Drawn::dashed_line(
        &points,
        Stroke::new(tokens::PEN, color),
        tokens::DASH,
        tokens::DASH,
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Context, FontFamily, RawInput};

    /// All icons, in declaration order.
    const ALL: [Shape; 26] = [
        Shape::Check,
        Shape::Cross,
        Shape::Ring,
        Shape::Dots,
        Shape::Up,
        Shape::Down,
        Shape::Clock,
        Shape::Dash,
        Shape::Pause,
        Shape::Alert,
        Shape::Question,
        Shape::Copy,
        Shape::Sliders,
        Shape::Funnel,
        Shape::Contrast,
        Shape::Tray,
        Shape::Lens,
        Shape::Key,
        Shape::Chevron,
        Shape::ChevronRight,
        Shape::ChevronLeft,
        Shape::Menu,
        Shape::Photo,
        Shape::Film,
        Shape::Sound,
        Shape::Document,
    ];

    fn with_fonts() -> Context {
        let ctx = Context::default();
        tokens::install(&ctx);
        let mut output = ctx.run_ui(RawInput::default(), |_| ());
        output.textures_delta.clear();
        ctx
    }

    #[test]
    fn every_shape_has_its_own_icon_in_both_weights() {
        let ctx = with_fonts();
        for (place, shape) in ALL.into_iter().enumerate() {
            assert_eq!(shape as usize, place);
            for side in [tokens::SHAPE, tokens::PICTURE_SHAPE] {
                let font = tokens::icon_font(side);
                assert!(matches!(font.family, FontFamily::Name(_)));
                assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(&font, shape.icon())), "{shape:?}");
            }
            let others = ALL.into_iter().skip(place + 1);
            assert!(others.map(Shape::icon).all(|other| other != shape.icon()), "{shape:?}");
        }
    }

    #[test]
    fn an_icon_is_square_and_centered() {
        let ctx = with_fonts();
        for side in [tokens::SHAPE - 2.0, tokens::SHAPE, tokens::PICTURE_SHAPE, tokens::TRAY] {
            let font = tokens::icon_font(side);
            for shape in ALL {
                let galley = ctx.fonts_mut(|fonts| {
                    fonts.layout_no_wrap(shape.icon().to_string(), font.clone(), Color32::PLACEHOLDER)
                });
                assert_eq!(galley.size(), vec2(font.size, font.size), "{shape:?}");
                // These are symmetrical.
                if matches!(shape, Shape::Cross | Shape::Ring | Shape::Dots | Shape::Dash) {
                    let off = galley.mesh_bounds.center() - galley.rect.center();
                    assert!(off.length() < 1.0, "{shape:?} of {side} is off by {off:?}");
                }
            }
        }
    }
}
