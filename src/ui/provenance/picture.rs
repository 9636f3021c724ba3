//! The picture of the file with its pin, or the comparison with another version in its place.

use eframe::egui::{
    Align, Button, Layout, Pos2, Rect, Role, Sense, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use localization::text;

use super::{
    Sources, Subject,
    compare::{self, With},
    pictures::{self, Shown},
    pin,
    read::ReadReport,
};
use crate::ui::{
    Scene, controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
};

/// The picture of a report's file, or the thumbnail in its own manifest.
pub(super) fn of(scene: &mut Scene<'_>, sources: &Sources, read: &ReadReport) -> Shown {
    let pictures = &mut scene.view.provenance.pictures;
    let itself = sources
        .itself
        .as_ref()
        .map_or(Shown::Missing, |file| pictures.itself(file));
    itself.or(|| {
        let thumbnail = sources.manifests.as_ref().zip(read.report.thumbnail.as_ref());
        thumbnail.map_or(Shown::Missing, |(file, address)| {
            pictures.large(file, std::slice::from_ref(address))
        })
    })
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) {
    if !subject.verdict.has_credentials() {
        return;
    }
    let shown = of(scene, subject.sources, read);
    let size = frame_size(ui);
    if scene.view.provenance.compare.is_open(subject.key, With::Other)
        && let Some(file) = &subject.sources.other
    {
        let other = scene.view.provenance.pictures.itself(file);
        let sides = [
            compare::side(text!("provenance-the-original"), other),
            compare::side(text!("provenance-this-file"), shown),
        ];
        compare::show(ui, scene, subject.key, With::Other, size, &sides);
        return;
    }
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = text!("provenance-picture", name = subject.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    paint(ui, rect, &shown, kind(subject.content_type));
    let side = vec2(tokens::PIN, tokens::PIN);
    let at = rect.right_top() + vec2(-tokens::GAP - tokens::PIN, tokens::GAP);
    let square = Rect::from_min_size(at, side);
    pin::paint_for(ui.painter(), square, Palette::of(ui), subject.verdict);
    let name = text!("provenance-pin", verdict = subject.headline);
    let response = ui.interact(square, response.id.with("pin"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    response.on_hover_text(name);
    if subject.sources.other.is_some() && shown.texture().is_some() {
        let button = Button::new(text!("provenance-compare-original")).fill(Palette::of(ui).raised);
        let corner = rect.left_bottom() + vec2(tokens::GAP, -tokens::GAP - tokens::CONTROL);
        let place = Rect::from_min_max(corner, rect.right_bottom() - vec2(tokens::GAP, tokens::GAP));
        let layout = Layout::left_to_right(Align::Center);
        let mut over = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        if over.add(button).clicked() {
            scene.view.provenance.compare.open(subject.key, With::Other);
        }
    }
}

/// Width and height of the frame for the picture.
pub(super) fn frame_size(ui: &Ui) -> Vec2 {
    let width = ui.available_width();
    let height = (width * tokens::REPORT_PICTURE_SHAPE).clamp(tokens::REPORT_PICTURE_MIN, tokens::REPORT_PICTURE_MAX);
    vec2(width, height.round())
}

/// A frame with a whole picture, or with the reason why there is none.
pub(crate) fn paint(ui: &Ui, rect: Rect, shown: &Shown, kind: Shape) {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(rect, tokens::CORNER, palette.control_hover);
    match shown {
        Shown::Picture(texture) => {
            let place = pictures::fitted(texture, rect);
            // Fills its frame if its shape is nearly the same.
            if place.area() >= rect.area() * tokens::NEARLY_ALL {
                pictures::fill(ui, texture, rect, tokens::CORNER);
            } else {
                let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
                pictures::paint(ui, texture, place, whole, tokens::CORNER_NONE);
            }
        }
        Shown::Making => words(ui, rect, kind, &text!("provenance-picture-loading")),
        Shown::Missing => words(ui, rect, kind, &text!("provenance-picture-none")),
    }
    let outline = tokens::hairline(palette.hairline);
    ui.painter()
        .rect_stroke(rect, tokens::CORNER, outline, StrokeKind::Inside);
}

fn words(ui: &Ui, rect: Rect, kind: Shape, words: &str) {
    let palette = Palette::of(ui);
    let icon = Rect::from_center_size(
        rect.center() - vec2(0.0, tokens::GAP_MEDIUM),
        vec2(tokens::REPORT_SHAPE, tokens::REPORT_SHAPE),
    );
    shapes::paint(ui.painter(), icon, kind, palette.soft);
    let line = Rect::from_center_size(
        rect.center() + vec2(0.0, tokens::GAP_LARGE),
        vec2(rect.width() - tokens::GAP_LARGE, tokens::LEADING),
    );
    let (font, color) = (tokens::small_font(), palette.soft);
    controls::line(ui, line, words, font, color, Align::Center);
}

/// The icon for a MIME type.
pub(super) fn kind(content_type: Option<&str>) -> Shape {
    match content_type.and_then(|mime| mime.split('/').next()) {
        Some("image") | None => Shape::Photo,
        Some("video") => Shape::Film,
        Some("audio") => Shape::Sound,
        Some(_) => Shape::Document,
    }
}
