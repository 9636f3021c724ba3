//! Two pictures side by side, or one over the other with a slider between them.

use eframe::egui::{
    Align, CornerRadius, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};

use localization::text;

use super::{picture, pictures::Shown};
use crate::ui::{
    Scene, bidi, controls,
    shapes::{self, Shape},
    tabs,
    tokens::{self, Palette},
};

/// What a file is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// Another version of it.
    Other,
    /// An ingredient: whichever is chosen.
    Ingredient,
}

/// How two pictures are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    /// One over the other.
    #[default]
    Slider,
    /// One beside the other.
    Beside,
}

/// The open comparison.
#[derive(Debug, Default)]
pub(super) struct Compare {
    open: Option<(Id, With)>,
    mode: Mode,
    /// How far the slider is from the middle, between -0.5 and 0.5.
    moved: f32,
    /// Whether the slider gets the focus.
    wants_focus: bool,
}

impl Compare {
    pub(super) fn is_open(&self, key: Id, with: With) -> bool {
        self.open == Some((key, with))
    }

    pub(super) fn open(&mut self, key: Id, with: With) {
        self.open = Some((key, with));
        self.moved = 0.0;
        self.wants_focus = true;
    }

    fn close(&mut self) {
        self.open = None;
    }

    /// The slider's place, from 0 at the left to 1.
    fn part(&self) -> f32 {
        (self.moved + 0.5).clamp(0.0, 1.0)
    }

    fn set_part(&mut self, part: f32) {
        self.moved = part.clamp(0.0, 1.0) - 0.5;
    }
}

/// One of the two pictures, and its name.
pub(super) struct Side {
    name: String,
    shown: Shown,
}

pub(super) const fn side(name: String, shown: Shown) -> Side {
    Side { name, shown }
}

/// Draws the comparison with its controls. The first picture is on the left.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, key: Id, with: With, size: Vec2, sides: &[Side; 2]) {
    let compare = &mut scene.view.provenance.compare;
    match compare.mode {
        Mode::Slider => {
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            slider(ui, compare, rect, key.with(with as u8), sides);
        }
        Mode::Beside => beside(ui, size, sides),
    }
    controls::line_of_ends(
        ui,
        "compare",
        scene,
        |ui, scene| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            for (mode, word) in [
                (Mode::Slider, text!("provenance-compare-slider")),
                (Mode::Beside, text!("provenance-compare-beside")),
            ] {
                let compare = &mut scene.view.provenance.compare;
                if tabs::tab(ui, &word, &word, compare.mode == mode, tokens::CONTROL) {
                    compare.mode = mode;
                }
            }
        },
        |ui, scene| {
            if ui.button(text!("provenance-compare-close")).clicked() {
                scene.view.provenance.compare.close();
            }
        },
    );
}

fn beside(ui: &mut Ui, size: Vec2, sides: &[Side; 2]) {
    let width = ((size.x - tokens::GAP) / 2.0).floor();
    let height = (width * tokens::BESIDE_SHAPE).round() + tokens::LEADING;
    let (row, _) = ui.allocate_exact_size(vec2(size.x, height), Sense::hover());
    for (number, (side, left)) in sides.iter().zip([row.left(), row.right() - width]).enumerate() {
        let place = Rect::from_min_size(pos2(left, row.top()), vec2(width, height));
        let (frame, caption) = place.split_top_bottom_at_y(place.bottom() - tokens::LEADING);
        picture::paint(ui, frame, &side.shown, Shape::Photo);
        let color = Palette::of(ui).soft;
        controls::line(ui, caption, &side.name, tokens::small_font(), color, Align::Center);
        let response = ui.interact(place, ui.scope_id().with(("beside", number)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, text!("provenance-picture", name = &side.name)));
        response.on_hover_text(bidi::visual(&side.name));
    }
}

fn slider(ui: &mut Ui, compare: &mut Compare, rect: Rect, id: Id, sides: &[Side; 2]) {
    let [left, right] = sides;
    let response = ui.interact(rect, id, Sense::click_and_drag());
    if std::mem::take(&mut compare.wants_focus) {
        response.request_focus();
    }
    if let Some(at) = response.interact_pointer_pos() {
        compare.set_part((at.x - rect.left()) / rect.width());
    }
    keys(ui, compare, &response);
    let part = compare.part();
    let name = text!("provenance-compare-slider-name", left = &left.name, right = &right.name);
    let percent = f64::from((part * tokens::PERCENT).round());
    response.widget_info(|| WidgetInfo::slider(true, percent, &name));
    picture::paint(ui, rect, &right.shown, Shape::Photo);
    let x = rect.left() + rect.width() * part;
    let mut covering = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect));
    covering.set_clip_rect(ui.clip_rect().intersect(rect.with_max_x(x)));
    picture::paint(&covering, rect, &left.shown, Shape::Photo);
    captions(ui, rect, sides, x);
    handle(ui, rect, x, &response);
    response.on_hover_cursor(CursorIcon::ResizeHorizontal);
}

/// The arrow keys move the slider, Home and End take it to its ends.
fn keys(ui: &Ui, compare: &mut Compare, response: &Response) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let part = compare.part();
    for (key, to) in [
        (Key::ArrowLeft, part - tokens::COMPARE_STEP),
        (Key::ArrowRight, part + tokens::COMPARE_STEP),
        (Key::Home, 0.0),
        (Key::End, 1.0),
    ] {
        if pressed(key) {
            compare.set_part(to);
        }
    }
}

/// The names of both pictures in the lower corners, each as long as its side has room.
fn captions(ui: &Ui, rect: Rect, sides: &[Side; 2], x: f32) {
    let palette = Palette::of(ui);
    let most = rect.width() / 2.0 - tokens::GAP_LARGE - tokens::KNOB / 2.0;
    for (side, align) in sides.iter().zip([Align::Min, Align::Max]) {
        let own = controls::width(ui, &bidi::visual(&side.name), tokens::small_font());
        let size = vec2(own.min(most).ceil() + tokens::GAP_LARGE, tokens::LEADING);
        let at = match align {
            Align::Min => rect.left_bottom() + vec2(tokens::GAP, -tokens::GAP - size.y),
            _ => rect.right_bottom() + vec2(-tokens::GAP - size.x, -tokens::GAP - size.y),
        };
        let pill = Rect::from_min_size(at, size);
        let is_covered = match align {
            Align::Min => x < pill.right(),
            _ => x > pill.left(),
        };
        if is_covered {
            continue;
        }
        ui.painter().rect_filled(pill, tokens::CORNER_SMALL, palette.raised);
        let outline = tokens::hairline(palette.hairline);
        ui.painter()
            .rect_stroke(pill, tokens::CORNER_SMALL, outline, StrokeKind::Inside);
        let text = pill.shrink2(vec2(tokens::GAP, 0.0));
        controls::line(ui, text, &side.name, tokens::small_font(), palette.text, Align::Center);
    }
}

/// The line between both pictures, and its knob.
fn handle(ui: &Ui, rect: Rect, x: f32, response: &Response) {
    let palette = Palette::of(ui);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    let line = |width: f32, color| Stroke::new(width, color);
    painter.vline(x, rect.y_range(), line(2.0 * tokens::MARK, palette.outline));
    painter.vline(x, rect.y_range(), line(tokens::MARK, palette.raised));
    // The knob stays whole at both ends.
    let half = tokens::KNOB / 2.0;
    let center = pos2(x.clamp(rect.left() + half, rect.right() - half), rect.center().y);
    let is_hot = response.hovered() || response.dragged();
    let fill = if is_hot { palette.control_hover } else { palette.raised };
    painter.circle_filled(center, half, fill);
    let outline = if response.has_focus() {
        tokens::focus(palette.accent)
    } else {
        tokens::hairline(palette.outline)
    };
    painter.circle_stroke(center, half, outline);
    let icon = vec2(tokens::KNOB_SHAPE, tokens::KNOB_SHAPE);
    for (shape, to) in [(Shape::ChevronLeft, -1.0), (Shape::ChevronRight, 1.0)] {
        let at = center + vec2(to * tokens::KNOB_SHAPE / 2.0, 0.0);
        shapes::paint(&painter, Rect::from_center_size(at, icon), shape, palette.text);
    }
    if response.has_focus() {
        let corner: CornerRadius = tokens::CORNER;
        let ring = tokens::focus(palette.accent);
        ui.painter().rect_stroke(rect, corner, ring, StrokeKind::Inside);
    }
}
