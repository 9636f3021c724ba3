//! The few shapes of the window, drawn with the painter: each says in form what its colour says too.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape as Drawn, Stroke, StrokeKind, pos2, vec2};

use super::tokens;

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Done.
    Check,
    /// Failed; also "take away".
    Cross,
    /// Not yet.
    Ring,
    /// Going on.
    Dots,
    /// Bytes go up; sorted upwards.
    Up,
    /// Sorted downwards.
    Down,
    /// Waits for a moment.
    Clock,
    /// Not for this one, or stopped.
    Dash,
    /// Held back.
    Pause,
    /// Wants a look.
    Alert,
    /// Nobody knows.
    Question,
    /// Copy.
    Copy,
    /// Settings.
    Sliders,
    /// Fewer of many.
    Funnel,
    /// Light and dark.
    Contrast,
    /// A tray with an arrow into it.
    Tray,
    /// Search.
    Lens,
    /// A key.
    Key,
    /// Opens a list; also what is open.
    Chevron,
    /// What can be opened.
    ChevronRight,
    /// Opens the menu.
    Menu,
    /// A photograph.
    Photo,
    /// A film.
    Film,
    /// A sound.
    Sound,
    /// Any other file.
    Document,
}

/// Paints a shape into a square.
pub(crate) fn paint(painter: &Painter, rect: Rect, shape: Shape, colour: Color32) {
    let side = rect.width().min(rect.height());
    let centre = rect.center();
    let pen = Stroke::new(tokens::PEN * (side / tokens::SHAPE).max(1.0).sqrt(), colour);
    // Points are given on a square from -1 to 1.
    let at = |x: f32, y: f32| -> Pos2 { centre + vec2(x, y) * side / 2.0 };
    let line = |points: &[(f32, f32)]| {
        painter.add(Drawn::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), pen));
    };
    let ring = |radius: f32| painter.circle_stroke(centre, radius * side / 2.0, pen);
    let dot = |x: f32, y: f32, radius: f32| painter.circle_filled(at(x, y), radius * side / 2.0, colour);
    let frame = |from: (f32, f32), to: (f32, f32)| {
        let rect = Rect::from_min_max(at(from.0, from.1), at(to.0, to.1));
        painter.rect_stroke(rect, side / 9.0, pen, StrokeKind::Middle);
    };
    match shape {
        Shape::Check => line(&[(-0.7, 0.05), (-0.2, 0.55), (0.75, -0.55)]),
        Shape::Cross => {
            line(&[(-0.55, -0.55), (0.55, 0.55)]);
            line(&[(0.55, -0.55), (-0.55, 0.55)]);
        }
        Shape::Ring => {
            ring(0.62);
        }
        Shape::Dots => {
            for x in [-0.62, 0.0, 0.62] {
                dot(x, 0.0, 0.2);
            }
        }
        Shape::Up => {
            line(&[(0.0, 0.75), (0.0, -0.65)]);
            line(&[(-0.55, -0.1), (0.0, -0.7), (0.55, -0.1)]);
        }
        Shape::Down => {
            line(&[(0.0, -0.75), (0.0, 0.65)]);
            line(&[(-0.55, 0.1), (0.0, 0.7), (0.55, 0.1)]);
        }
        Shape::Clock => {
            ring(0.8);
            line(&[(0.0, -0.45), (0.0, 0.05), (0.35, 0.25)]);
        }
        Shape::Dash => line(&[(-0.55, 0.0), (0.55, 0.0)]),
        Shape::Pause => {
            line(&[(-0.35, -0.6), (-0.35, 0.6)]);
            line(&[(0.35, -0.6), (0.35, 0.6)]);
        }
        Shape::Alert => {
            line(&[(0.0, -0.85), (0.9, 0.75), (-0.9, 0.75), (0.0, -0.85), (0.9, 0.75)]);
            line(&[(0.0, -0.25), (0.0, 0.2)]);
            dot(0.0, 0.46, 0.12);
        }
        Shape::Question => {
            ring(0.85);
            line(&[
                (-0.25, -0.2),
                (-0.2, -0.4),
                (0.0, -0.48),
                (0.25, -0.36),
                (0.25, -0.12),
                (0.0, 0.08),
                (0.0, 0.2),
            ]);
            dot(0.0, 0.48, 0.12);
        }
        Shape::Copy => {
            frame((-0.3, -0.3), (0.75, 0.75));
            line(&[(-0.55, 0.3), (-0.75, 0.3), (-0.75, -0.75), (0.3, -0.75), (0.3, -0.55)]);
        }
        Shape::Sliders => {
            for (y, knob) in [(-0.6, 0.35), (0.0, -0.35), (0.6, 0.15)] {
                line(&[(-0.8, y), (knob - 0.2, y)]);
                line(&[(knob + 0.2, y), (0.8, y)]);
                painter.circle_stroke(at(knob, y), 0.2 * side / 2.0, pen);
            }
        }
        Shape::Contrast => {
            ring(0.8);
            let half = (0..=16_u8).map(|step| {
                let (sin, cos) = (std::f32::consts::PI * f32::from(step) / 16.0).sin_cos();
                at(0.8 * sin, -0.8 * cos)
            });
            painter.add(Drawn::convex_polygon(half.collect(), colour, Stroke::NONE));
        }
        Shape::Tray => {
            line(&[(0.0, 0.2), (0.0, -0.8)]);
            line(&[(-0.36, -0.44), (0.0, -0.8), (0.36, -0.44)]);
            line(&[(-0.8, 0.15), (-0.8, 0.75), (0.8, 0.75), (0.8, 0.15)]);
        }
        Shape::Lens => {
            painter.circle_stroke(at(-0.15, -0.15), 0.52 * side / 2.0, pen);
            line(&[(0.25, 0.25), (0.75, 0.75)]);
        }
        Shape::Photo => {
            frame((-0.9, -0.7), (0.9, 0.7));
            dot(-0.4, -0.22, 0.15);
            line(&[(-0.9, 0.55), (-0.25, 0.0), (0.1, 0.3), (0.4, 0.0), (0.9, 0.45)]);
        }
        Shape::Film => {
            frame((-0.9, -0.7), (0.9, 0.7));
            line(&[(-0.22, -0.32), (0.35, 0.0), (-0.22, 0.32), (-0.22, -0.32), (0.35, 0.0)]);
        }
        Shape::Sound => {
            for (x, reach) in [(-0.8, 0.2), (-0.4, 0.55), (0.0, 0.85), (0.4, 0.4), (0.8, 0.15)] {
                line(&[(x, -reach), (x, reach)]);
            }
        }
        Shape::Document => {
            line(&[
                (0.2, -0.9),
                (-0.65, -0.9),
                (-0.65, 0.9),
                (0.65, 0.9),
                (0.65, -0.45),
                (0.2, -0.9),
                (0.2, -0.45),
                (0.65, -0.45),
            ]);
        }
        Shape::Funnel => {
            line(&[(-0.75, -0.55), (0.75, -0.55)]);
            line(&[(-0.45, 0.0), (0.45, 0.0)]);
            line(&[(-0.15, 0.55), (0.15, 0.55)]);
        }
        Shape::Menu => {
            for y in [-0.55, 0.0, 0.55] {
                line(&[(-0.75, y), (0.75, y)]);
            }
        }
        Shape::ChevronRight => line(&[(-0.25, -0.5), (0.3, 0.0), (-0.25, 0.5)]),
        Shape::Chevron => line(&[(-0.5, -0.25), (0.0, 0.3), (0.5, -0.25)]),
        Shape::Key => {
            painter.circle_stroke(at(-0.42, 0.0), 0.34 * side / 2.0, pen);
            line(&[(-0.08, 0.0), (0.85, 0.0), (0.85, 0.32)]);
            line(&[(0.5, 0.0), (0.5, 0.26)]);
        }
    }
}

/// Paints a bar that is filled from the left.
pub(crate) fn bar(painter: &Painter, rect: Rect, part: f32, ground: Color32, colour: Color32) {
    let radius = rect.height() / 2.0;
    painter.rect_filled(rect, radius, ground);
    let width = (rect.width() * part.clamp(0.0, 1.0)).max(if part > 0.0 { rect.height() } else { 0.0 });
    if width > 0.0 {
        painter.rect_filled(
            Rect::from_min_size(rect.min, vec2(width, rect.height())),
            radius,
            colour,
        );
    }
}

/// Paints a dashed outline.
pub(crate) fn dashed(painter: &Painter, rect: Rect, colour: Color32) {
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
    for (centre, from) in corners {
        for step in 0..=6_u8 {
            let (sin, cos) = (from + std::f32::consts::FRAC_PI_2 * f32::from(step) / 6.0).sin_cos();
            points.push(centre + vec2(cos, sin) * radius);
        }
    }
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    painter.extend(Drawn::dashed_line(
        &points,
        Stroke::new(tokens::PEN, colour),
        tokens::DASH,
        tokens::DASH,
    ));
}
