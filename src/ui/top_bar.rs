//! The top bar: server and key, adding files, theme and settings.

use eframe::egui::{Align, Color32, Popup, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use super::{
    Desktop, Scene, Tab,
    commands::Command,
    controls, errors, menu, servers,
    shapes::{self, Shape},
    sign,
    tokens::{self, Palette},
    track::Tone,
};
use model::{ApiKeyState, Hold, KeySource, Model};

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        pill(ui, scene);
        sign::preset_chip(ui, scene);
    };
    controls::two_ends(ui, "top bar", scene, left, |ui, scene| {
        // The empty queue has the same two buttons, larger.
        let adds = match scene.view.tab {
            Tab::Queue => !scene.model.queue.uploads().is_empty() || scene.model.is_queue_loading,
            Tab::History => true,
            // What is added is uploaded, and nothing there is.
            Tab::Check => false,
        };
        if adds {
            // The panel beside the rows has the one primary button: the next step.
            Command::AddFiles.button(ui, scene, "");
            Command::AddFolder.button(ui, scene, "");
            ui.add_space(tokens::GAP_SMALL);
        }
        let theme = if scene.dark {
            Command::UseLightTheme
        } else {
            Command::UseDarkTheme
        };
        if controls::icon(ui, Shape::Contrast, &theme.name()).clicked() {
            theme.run(scene, &ui.ctx().clone());
        }
        if controls::icon(ui, Shape::Sliders, &text!("commands-bar-settings")).clicked() {
            Command::OpenSettings.run(scene, &ui.ctx().clone());
        }
        menu::show(ui, scene);
    });
}

/// The state of the key, for the server button.
fn key_words(model: &Model, desktop: Desktop) -> (Shape, Tone, String) {
    if let Some(Hold::NeedsKey { refused: true }) = model.hold() {
        return (Shape::Cross, Tone::Bad, text!("commands-bar-key-refused"));
    }
    // A good key is useless while the server is unreachable.
    if model.offline().is_some() && !matches!(model.api_key, ApiKeyState::Missing { .. }) {
        return (Shape::Alert, Tone::Warn, text!("commands-bar-unreachable"));
    }
    match &model.api_key {
        ApiKeyState::Reading => (Shape::Dots, Tone::Quiet, text!("commands-bar-key-reading")),
        ApiKeyState::Missing { .. } => (Shape::Alert, Tone::Warn, text!("commands-bar-key-none")),
        ApiKeyState::Present { source, .. } => {
            let words = match source {
                KeySource::Environment(name) => text!("commands-bar-key-environment", variable = *name),
                KeySource::Keyring => text!("commands-bar-key-keyring", system = desktop.word()),
                KeySource::Session => text!("commands-bar-key-session"),
                KeySource::Sandbox => text!("commands-bar-no-account"),
            };
            (Shape::Check, Tone::Good, words)
        }
    }
}

/// The server button: the server's name in its color, and the state of the key. Opens the server menu.
fn pill(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let model = scene.model;
    let (shape, tone, words) = key_words(model, Desktop::of(ui.ctx()));
    let server = &model.server;
    let (name_color, wash) = if model.sandbox {
        (palette.sandbox, palette.sandbox_wash)
    } else {
        (palette.profile(model.settings.profile().color), palette.control_hover)
    };
    let words_width = controls::width(ui, &words, tokens::small_font());
    let shapes_width = tokens::SHAPE * 2.0 + tokens::GAP_SMALL * 2.0;
    let name_width = controls::width(ui, server, tokens::strong_font());
    let width = (name_width + words_width + tokens::PILL_AROUND + shapes_width)
        .min(tokens::PILL_MAX)
        .min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), Sense::click());
    let sentence = text!("commands-bar-server", server = server, key = &words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &sentence));
    pill_ground(ui, rect, &response, wash);

    let places = PillPlaces::of(rect, words_width);
    shapes::paint(ui.painter(), places.chevron.shrink(1.0), Shape::Chevron, palette.soft);
    let elided = places.name.width() > 0.0
        && controls::line(ui, places.name, server, tokens::strong_font(), name_color, Align::Min);
    shapes::paint(ui.painter(), places.mark.shrink(1.0), shape, tone.color(palette));
    controls::line(ui, places.words, &words, tokens::small_font(), palette.soft, Align::Min);
    let address = &model.settings.profile().api_url;
    let address = match model.offline() {
        Some(found) => &format!("{address} · {}", errors::offline(found)),
        None => address,
    };
    let tooltip = if elided {
        format!("{server} · {address} · {words}")
    } else {
        address.clone()
    };
    servers::menu(&response, scene);
    response.on_hover_text(tooltip);
}

/// The background and focus outline of the server button.
fn pill_ground(ui: &Ui, rect: Rect, response: &Response, wash: Color32) {
    let palette = Palette::of(ui);
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(response));
    let fill = if response.hovered() || response.has_focus() || open {
        palette.control_press
    } else {
        wash
    };
    ui.painter().rect_filled(rect, tokens::CONTROL / 2.0, fill);
    if response.has_focus() {
        let stroke = tokens::focus(palette.accent);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), tokens::CONTROL / 2.0, stroke, StrokeKind::Inside);
    }
}

/// The layout of the server button, from left to right.
struct PillPlaces {
    name: Rect,
    mark: Rect,
    words: Rect,
    chevron: Rect,
}

impl PillPlaces {
    /// The key's state stays visible as long as possible; the server's name is truncated first.
    fn of(pill: Rect, words_width: f32) -> Self {
        let inside = pill.shrink2(vec2(tokens::GAP + tokens::GAP_SMALL, 0.0));
        let square = |right: f32| {
            let center = pos2(right - tokens::SHAPE / 2.0, inside.center().y);
            Rect::from_center_size(center, vec2(tokens::SHAPE, tokens::SHAPE))
        };
        let chevron = square(inside.right());
        let right = chevron.left() - tokens::GAP;
        let words_room = words_width.min((right - inside.left() - tokens::SHAPE - tokens::GAP_SMALL).max(0.0));
        let words = Rect::from_min_max(pos2(right - words_room, inside.top()), pos2(right, inside.bottom()));
        let mark = square(words.left() - tokens::GAP_SMALL);
        let name = Rect::from_min_max(inside.min, pos2(mark.left() - tokens::GAP, inside.bottom()));
        Self {
            name,
            mark,
            words,
            chevron,
        }
    }
}
