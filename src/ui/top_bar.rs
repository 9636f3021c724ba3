//! The bar at the top: which server, with which key; adding files; theme and settings.

use eframe::egui::{Align, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Request, Scene, controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use crate::model::{Hold, Intent, KeySource, KeyState, Model, Theme};

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // What stands at the right comes first: the pill takes what is left.
        if controls::icon(ui, Shape::Sliders, "Settings").clicked() {
            scene.view.open_settings(&scene.model.settings);
        }
        let dark = ui.visuals().dark_mode;
        let (name, other) = if dark {
            ("Use the light theme", Theme::Light)
        } else {
            ("Use the dark theme", Theme::Dark)
        };
        if controls::icon(ui, Shape::Contrast, name).clicked() {
            scene.tell(Intent::SetTheme(other));
        }
        ui.add_space(tokens::GAP_SMALL);
        if ui.button("Add folder…").on_hover_text("Ctrl+Shift+O").clicked() {
            scene.requests.push(Request::PickFolder);
        }
        if controls::primary(ui, "Add files…", true)
            .on_hover_text("Ctrl+O")
            .clicked()
        {
            scene.requests.push(Request::PickFiles);
        }
        ui.add_space(tokens::GAP_SMALL);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| pill(ui, scene));
    });
}

/// What the pill says about the key.
fn key_words(model: &Model) -> (Shape, Tone, String) {
    if let Some(Hold::NeedsKey { refused: true }) = model.hold() {
        return (Shape::Cross, Tone::Bad, "Key refused".to_owned());
    }
    match &model.key {
        KeyState::Reading => (Shape::Dots, Tone::Quiet, "Reading the key…".to_owned()),
        KeyState::Missing { .. } => (Shape::Alert, Tone::Warn, "No key".to_owned()),
        KeyState::Present { source, .. } => {
            let words = match source {
                KeySource::Environment(name) => format!("Key from {name}"),
                KeySource::Keyring => "Key in the keyring".to_owned(),
                KeySource::Session => "Key for this session".to_owned(),
                KeySource::Sandbox => "No account needed".to_owned(),
            };
            (Shape::Check, Tone::Good, words)
        }
    }
}

/// The server's name in its own colour, and the key's state. A click opens the settings.
fn pill(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let model = scene.model;
    let (shape, tone, words) = key_words(model);
    let server = if model.sandbox { "Sandbox" } else { &model.server };
    let (name_colour, wash) = if model.sandbox {
        (palette.sandbox, palette.sandbox_wash)
    } else {
        (palette.text, palette.control_hover)
    };
    let measure = |text: &str, font| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), font, palette.text)
            .size()
            .x
    };
    let name_width = measure(server, tokens::strong_font());
    let words_width = measure(&words, tokens::small_font());
    let around = tokens::GAP * 4.0 + tokens::SHAPE + tokens::GAP_SMALL;
    let width = (name_width + words_width + around)
        .min(tokens::PILL_MAX)
        .min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), Sense::click());
    let sentence = format!("Server {server}. {words}. Open settings");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &sentence));

    let fill = if response.hovered() || response.has_focus() {
        palette.control_press
    } else {
        wash
    };
    ui.painter().rect_filled(rect, tokens::CONTROL / 2.0, fill);
    let inside = rect.shrink2(vec2(tokens::GAP + tokens::GAP_SMALL, 0.0));
    // The key's state keeps its words as long as it can; the server's name gives way.
    let words_room = words_width.min((inside.width() - tokens::SHAPE - tokens::GAP_SMALL).max(0.0));
    let words_rect = Rect::from_min_max(pos2(inside.right() - words_room, inside.top()), inside.max);
    let square = Rect::from_center_size(
        pos2(
            words_rect.left() - tokens::GAP_SMALL - tokens::SHAPE / 2.0,
            inside.center().y,
        ),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    let name_rect = Rect::from_min_max(inside.min, pos2(square.left() - tokens::GAP, inside.bottom()));
    let elided = name_rect.width() > 0.0
        && controls::line(ui, name_rect, server, tokens::strong_font(), name_colour, Align::Min);
    shapes::paint(ui.painter(), square.shrink(1.0), shape, tone.colour(palette));
    controls::line(ui, words_rect, &words, tokens::small_font(), palette.soft, Align::Min);
    let tooltip = if elided || model.sandbox {
        format!("{} · {words}", model.server)
    } else {
        "Open settings".to_owned()
    };
    if response.on_hover_text(tooltip).clicked() {
        scene.view.open_settings(&model.settings);
    }
}
