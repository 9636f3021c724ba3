//! The settings tab for servers: a list, and the fields of one.

use eframe::egui::{Align, Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use localization::text;

use super::{SettingsDraft, advanced, draft::is_in_use, problem, removing, swatches, typed::Field};
use crate::ui::{
    Request, Scene, controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{DEFAULT_API_URL, Profile, Settings, host_of};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings) {
    if scene.model.sandbox {
        let headline = text!("settings-servers-sandbox");
        let words = text!("settings-servers-sandbox-note");
        controls::note(ui, Tone::Active, Shape::Alert, &headline, &words);
    } else if let Some(visited) = &scene.model.settings.session_profile {
        let headline = text!("settings-servers-visited");
        let words = text!("settings-servers-visited-note", server = &visited.api_url);
        controls::note(ui, Tone::Active, Shape::Alert, &headline, &words);
    }
    let top = ui.available_rect_before_wrap();
    let list = Rect::from_min_size(top.min, vec2(tokens::SERVERS_LIST, top.height()));
    let form = Rect::from_min_max(pos2(list.right() + tokens::GAP_SECTION, top.top()), top.max);
    let mut left = ui.new_child(UiBuilder::new().max_rect(list));
    left.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    choices(&mut left, draft, settings);
    let mut right = ui.new_child(UiBuilder::new().max_rect(form));
    fields(&mut right, scene, draft, settings);
    let bottom = left.min_rect().bottom().max(right.min_rect().bottom());
    ui.allocate_rect(Rect::from_min_max(top.min, pos2(top.right(), bottom)), Sense::hover());
}

fn choices(ui: &mut Ui, draft: &mut SettingsDraft, settings: &mut Settings) {
    let chosen = draft.place(settings);
    for (place, profile) in settings.profiles.iter().enumerate() {
        if choice(ui, profile, is_in_use(settings, place), place == chosen).clicked() {
            draft.choose(&profile.name);
        }
    }
    ui.add_space(tokens::GAP_SMALL);
    if ui.button(text!("settings-servers-add")).clicked() {
        draft.add(settings);
    }
}

fn choice(ui: &mut Ui, profile: &Profile, in_use: bool, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::SERVER_ENTRY);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let sentence = if in_use {
        text!("settings-servers-edit-in-use", name = &profile.name)
    } else {
        text!("settings-servers-edit", name = &profile.name)
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &sentence));
    let fill = match (chosen, response.hovered()) {
        (true, _) => Some(palette.selected),
        (false, true) => Some(palette.control_hover),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, tokens::CORNER, fill);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    let inside = rect.shrink2(vec2(tokens::GAP, tokens::GAP_SMALL));
    let (name, below) = inside.split_top_bottom_at_fraction(0.5);
    let color = palette.profile(profile.color);
    controls::line(ui, name, &profile.name, tokens::strong_font(), color, Align::Min);
    let words = if in_use {
        text!("settings-servers-in-use")
    } else {
        host_of(&profile.api_url)
    };
    controls::line(ui, below, &words, tokens::small_font(), palette.soft, Align::Min);
    response
}

/// The field that gets the focus first.
pub(super) fn name_id() -> Id {
    crate::ui::id("server name")
}

fn fields(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings) {
    let place = draft.place(settings);
    let Some(server) = settings.profiles.get(place).map(|profile| profile.name.clone()) else {
        return;
    };
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = text!("settings-servers-name");
    entry(ui, draft, settings, (Field::Name, &server), &label, "");
    ui.add_space(tokens::GAP_SMALL);
    swatches::show(ui, &mut settings.profiles[place].color);

    ui.add_space(tokens::GAP_SMALL);
    let label = text!("settings-servers-address");
    entry(ui, draft, settings, (Field::Address, &server), &label, DEFAULT_API_URL);

    ui.add_space(tokens::GAP_SMALL);
    advanced(ui, scene, |ui, scene| for_engineers(ui, scene, draft, settings, place));
    ui.add_space(tokens::GAP_SMALL);
    removing::use_or_remove(ui, scene, draft, settings);
}

/// A text field of a server with its label and its error.
fn entry(
    ui: &mut Ui,
    draft: &mut SettingsDraft,
    settings: &Settings,
    (field, server): (Field, &str),
    label: &str,
    hint: &str,
) {
    let label = controls::field_label(ui, label);
    edit(ui, draft, settings, (field, server), label, hint);
    problem(ui, draft.typed.problem(field, server, settings).as_deref());
}

fn edit(
    ui: &mut Ui,
    draft: &mut SettingsDraft,
    settings: &Settings,
    (field, server): (Field, &str),
    label: Id,
    hint: &str,
) {
    let width = ui.available_width();
    let mut text = draft.typed.shown(field, server, settings);
    let edit = match field {
        Field::Name => controls::words_field(&mut text, width).id(name_id()),
        Field::Authorities => controls::words_field(&mut text, width),
        _ => controls::field(&mut text, width),
    };
    let response = ui.add(edit.hint_text(hint)).labelled_by(label);
    draft.typed.take(field, server, text, &response);
}

/// What few servers need.
fn for_engineers(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings, place: usize) {
    let server = settings.profiles[place].name.clone();
    let label = text!("settings-servers-bucket");
    let hint = text!("settings-servers-bucket-hint");
    entry(ui, draft, settings, (Field::Bucket, &server), &label, &hint);
    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, &text!("settings-servers-authorities"));
    let file = |ui: &mut Ui, _: &mut Scene<'_>| {
        let hint = text!("settings-servers-authorities-hint");
        edit(ui, draft, settings, (Field::Authorities, &server), label, &hint);
    };
    controls::line_of_ends(ui, "authorities", scene, file, |ui, scene| {
        if ui.button(text!("settings-servers-authorities-choose")).clicked() {
            scene.requests.push(Request::PickAuthorities);
        }
    });
    let profile = &mut settings.profiles[place];
    for (choice, words, hint) in [
        (
            &mut profile.allow_insecure_http,
            text!("settings-servers-plain-http"),
            text!("settings-servers-plain-http-hint"),
        ),
        (
            &mut profile.keeps_earlier_credentials,
            text!("settings-servers-keeps-credentials"),
            text!("settings-servers-keeps-credentials-hint"),
        ),
    ] {
        controls::checkbox(ui, choice, &words).on_hover_text(hint);
    }
}
