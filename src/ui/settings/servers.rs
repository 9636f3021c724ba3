//! The settings tab for servers: a list, and the fields of one.

use eframe::egui::{
    Align, Id, Rect, Response, RichText, Role, Sense, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{SettingsDraft, problem};
use crate::ui::{
    Desktop, Request, Scene, controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{DEFAULT_API_URL, ProfileColor, host_of};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    if scene.model.sandbox {
        let words = "You're using the Que server built into this app. Changes here apply to your own \
                     servers; switch to one at the top left of the window.";
        controls::note(ui, Tone::Active, Shape::Alert, "Sandbox", words);
    } else if let Some(visited) = &scene.model.settings.session_profile {
        let words = format!(
            "This window uses {} until you close it or choose another server.",
            visited.api_url
        );
        let headline = "Server set on the command line";
        controls::note(ui, Tone::Active, Shape::Alert, headline, &words);
    }
    let top = ui.available_rect_before_wrap();
    let list = Rect::from_min_size(top.min, vec2(tokens::SERVERS_LIST, top.height()));
    let form = Rect::from_min_max(pos2(list.right() + tokens::GAP_SECTION, top.top()), top.max);
    let mut left = ui.new_child(UiBuilder::new().max_rect(list));
    left.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    choices(&mut left, draft);
    let mut right = ui.new_child(UiBuilder::new().max_rect(form));
    fields(&mut right, scene, draft);
    let bottom = left.min_rect().bottom().max(right.min_rect().bottom());
    ui.allocate_rect(Rect::from_min_max(top.min, pos2(top.right(), bottom)), Sense::hover());
}

fn choices(ui: &mut Ui, draft: &mut SettingsDraft) {
    for place in 0..draft.settings.profiles.len() {
        if choice(ui, draft, place).clicked() {
            draft.chosen = place;
            draft.remove = false;
        }
    }
    ui.add_space(tokens::GAP_SMALL);
    if ui.button("Add server").clicked() {
        draft.add();
    }
}

fn choice(ui: &mut Ui, draft: &SettingsDraft, place: usize) -> Response {
    let palette = Palette::of(ui);
    let profile = &draft.settings.profiles[place];
    let (in_use, chosen) = (draft.is_in_use(place), draft.chosen == place);
    let size = vec2(ui.available_width(), tokens::SERVER_ENTRY);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let sentence = format!("Edit {}{}", profile.name, if in_use { ", in use" } else { "" });
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
    let words = if in_use { "in use" } else { &host_of(&profile.api_url) };
    controls::line(ui, below, words, tokens::small_font(), palette.soft, Align::Min);
    response
}

/// The field that gets the focus first.
pub(super) fn name_id() -> Id {
    crate::ui::id("server name")
}

fn fields(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let problems = draft.problems(draft.chosen);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    name_and_color(ui, draft, problems.name.as_deref());
    let Some(profile) = draft.profile() else { return };

    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, "Server address");
    let entry = controls::field(&mut profile.api_url, width).hint_text(DEFAULT_API_URL);
    ui.add(entry).labelled_by(label);
    problem(ui, problems.address.as_deref());

    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, "Bucket");
    let bucket = profile.bucket.get_or_insert_default();
    let entry = controls::field(bucket, width).hint_text("Detected from the server's URLs");
    ui.add(entry).labelled_by(label);
    problem(ui, problems.bucket.as_deref());
    if bucket.is_empty() {
        profile.bucket = None;
    }

    ui.add_space(tokens::GAP_SMALL);
    authorities(ui, scene, &mut profile.extra_ca_file);
    controls::checkbox(ui, &mut profile.allow_insecure_http, "Allow http:// to other machines").on_hover_text(
        "Your key and files travel unencrypted, and the server may use this computer as its storage. Use it only for a \
         test server on your own network.",
    );
    let keeps = "This server keeps earlier credentials";
    controls::checkbox(ui, &mut profile.keeps_earlier_credentials, keeps).on_hover_text(
        "Turn this on only if the server's operator says so. Files that already have Content Credentials are then signed \
         with a manifest that leaves it to the server to add the original. Other servers would sign a false statement.",
    );
    ui.add_space(tokens::GAP_SMALL);
    use_or_remove(ui, scene, draft);
}

fn name_and_color(ui: &mut Ui, draft: &mut SettingsDraft, error: Option<&str>) {
    let Some(profile) = draft.profile() else { return };
    let mut name = profile.name.clone();
    let label = controls::field_label(ui, "Name");
    let width = ui.available_width();
    if ui
        .add(controls::words_field(&mut name, width).id(name_id()))
        .labelled_by(label)
        .changed()
    {
        draft.rename(name);
    }
    problem(ui, error);
    let Some(profile) = draft.profile() else { return };
    ui.add_space(tokens::GAP_SMALL);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
        ui.label(tokens::small(ui, "Color"));
        for color in ProfileColor::ALL {
            if swatch(ui, color, profile.color == color).clicked() {
                profile.color = color;
            }
        }
    });
}

/// The file of certificate authorities.
fn authorities(ui: &mut Ui, scene: &mut Scene<'_>, file: &mut String) {
    let label = controls::field_label(ui, "Additional certificate authorities (file)");
    let entered = |ui: &mut Ui, _: &mut Scene<'_>| {
        let width = ui.available_width();
        let entry = controls::words_field(file, width).hint_text("Optional");
        ui.add(entry).labelled_by(label);
    };
    controls::line_of_ends(ui, "authorities", scene, entered, |ui, scene| {
        if ui.button("Choose…").clicked() {
            scene.requests.push(Request::PickAuthorities);
        }
    });
}

fn use_or_remove(ui: &mut Ui, scene: &Scene<'_>, draft: &mut SettingsDraft) {
    if draft.is_in_use(draft.chosen) {
        // The list already marks the active one.
        if scene.model.sandbox || scene.model.settings.session_profile.is_some() {
            controls::message(ui, Tone::Good, Shape::Check, "Default server");
        }
        return;
    }
    ui.horizontal(|ui| {
        if !draft.remove {
            if ui.button("Use this server").clicked()
                && let Some(name) = draft.profile().map(|profile| profile.name.clone())
            {
                draft.settings.active = name;
            }
            draft.remove = ui.button("Remove server…").clicked();
            return;
        }
        let keyring = Desktop::of(ui.ctx()).keyring();
        ui.label(format!("Its uploads stay in History and its key in {keyring}."));
        if ui
            .button(RichText::new("Remove server").color(Palette::of(ui).bad))
            .clicked()
        {
            draft.remove_chosen();
        }
        if ui.button("Keep server").clicked() {
            draft.remove = false;
        }
    });
}

/// A color to choose: a filled circle, with a check mark if selected.
fn swatch(ui: &mut Ui, color: ProfileColor, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(tokens::CONTROL, tokens::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, color.word()));
    let fill = palette.profile(color);
    let radius = tokens::SWATCH;
    ui.painter().circle_filled(rect.center(), radius, fill);
    if chosen {
        let square = Rect::from_center_size(rect.center(), vec2(tokens::SWATCH_CHECK, tokens::SWATCH_CHECK));
        shapes::paint(ui.painter(), square, Shape::Check, palette.raised);
    }
    if response.has_focus() || response.hovered() {
        let stroke = tokens::focus(if response.has_focus() {
            palette.accent
        } else {
            palette.outline
        });
        ui.painter()
            .rect_stroke(rect.shrink(1.0), tokens::CORNER, stroke, StrokeKind::Inside);
    }
    response.on_hover_text(color.word())
}
