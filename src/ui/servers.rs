//! The server menu, and the question before switching while uploads are in progress.

use eframe::egui::{
    Align, Context, Label, Layout, Popup, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use localization::text;

use super::{
    Request, Scene, bidi, controls,
    dialog::{self, DialogFrame},
    settings::SettingsTab,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use model::{Intent, Model, Profile, host_of};

/// The menu that the server button opens.
pub(crate) fn menu(pill: &Response, scene: &mut Scene<'_>) {
    Popup::menu(pill).gap(tokens::GAP_SMALL).show(|ui| {
        ui.set_width(tokens::SERVERS_MENU);
        let model = scene.model;
        if model.sandbox || model.settings.session_profile.is_some() {
            visited(ui, model);
        }
        if model.sandbox {
            for profile in &model.settings.profiles {
                let waits = waits_at(model, &profile.name);
                if entry(ui, profile, false, waits).clicked() {
                    scene.requests.push(Request::LeaveSandbox(profile.name.clone()));
                }
            }
        } else {
            let height = ui.ctx().content_rect().height() - tokens::AROUND_LIST;
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                for profile in &model.settings.profiles {
                    let in_use = model.settings.session_profile.is_none() && profile.name == model.settings.active;
                    let waits = if in_use { 0 } else { waits_at(model, &profile.name) };
                    if entry(ui, profile, in_use, waits).clicked() && !in_use {
                        scene.dispatch(Intent::SwitchProfile(profile.name.clone()));
                        ui.close();
                    }
                }
            });
        }
        ui.separator();
        let sandbox = match model.waiting_in_sandbox {
            0 => text!("servers-menu-sandbox"),
            waiting => text!("servers-menu-sandbox-waiting", count = waiting),
        };
        if cfg!(feature = "sandbox") && !model.sandbox && ui.button(sandbox).clicked() {
            scene.requests.push(Request::TrySandbox);
        }
        for (words, tab, shown) in [
            (text!("servers-menu-servers"), SettingsTab::Servers, true),
            (text!("servers-menu-key"), SettingsTab::Key, !model.sandbox),
        ] {
            if shown && ui.button(words).clicked() {
                scene.view.open_settings(&scene.model.settings, tab);
            }
        }
    });
}

/// The current server, if it is not a profile.
fn visited(ui: &mut Ui, model: &Model) {
    let words = if model.sandbox {
        text!("servers-menu-sandbox-note")
    } else {
        text!("servers-menu-visited-note")
    };
    // A menu's layout would spread the words over the line.
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        let palette = Palette::of(ui);
        let color = if model.sandbox {
            palette.sandbox
        } else {
            palette.profile(model.settings.profile().color)
        };
        ui.label(tokens::strong(&model.server).color(color));
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    });
    ui.separator();
}

/// How many files wait at this server while another is in use.
fn waits_at(model: &Model, name: &str) -> usize {
    let mut waiting = model.waiting.iter();
    waiting
        .find(|(server, _)| server == name)
        .map_or(0, |(_, files)| *files)
}

/// One server: its colored name over its host and the number of waiting files, with a mark if it is in use.
fn entry(ui: &mut Ui, profile: &Profile, in_use: bool, waits: usize) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::SERVER_ENTRY);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let host = host_of(&profile.api_url);
    let waiting = if waits > 0 {
        text!("servers-menu-waiting", count = waits)
    } else {
        String::new()
    };
    let mut parts = vec![profile.name.clone(), host.clone()];
    parts.extend(in_use.then(|| text!("servers-menu-in-use")));
    parts.extend((waits > 0).then(|| waiting.clone()));
    let sentence = parts.join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, in_use, &sentence));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, tokens::CORNER, palette.control_hover);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    let inside = rect.shrink2(vec2(tokens::GAP, tokens::GAP_SMALL));
    let square = Rect::from_center_size(
        pos2(inside.left() + tokens::SHAPE / 2.0, inside.center().y),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    if in_use {
        shapes::paint(ui.painter(), square, Shape::Check, palette.accent);
    }
    let text = Rect::from_min_max(pos2(square.right() + tokens::GAP, inside.top()), inside.max);
    let (name, below) = text.split_top_bottom_at_fraction(0.5);
    let color = palette.profile(profile.color);
    controls::line(ui, name, &profile.name, tokens::strong_font(), color, Align::Min);
    // The number of waiting files stays visible; the host is truncated.
    let width = controls::width(ui, &waiting, tokens::small_font());
    let gap = if waits > 0 { tokens::GAP } else { 0.0 };
    controls::line(
        ui,
        below.with_max_x(below.right() - width - gap),
        &host,
        tokens::small_font(),
        palette.soft,
        Align::Min,
    );
    controls::line(ui, below, &waiting, tokens::small_font(), palette.text, Align::Max);
    response
}

/// Shows the question while it is open.
pub(crate) fn ask_to_switch(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(next) = &scene.model.switching else { return };
    let mut answer = None;
    let title = text!("servers-switch-title", server = &next.profile().name);
    let closed = DialogFrame::new(&title, tokens::QUIT_WIDTH).show_bare(ctx, |ui| {
        controls::title(ui, &title);
        ui.add_space(tokens::GAP);
        for sentence in consequences(scene.model) {
            ui.add(Label::new(bidi::visual(&sentence)).wrap());
        }
        ui.add_space(tokens::GAP_LARGE);
        let answers = |ui: &mut Ui, answer: &mut Option<bool>| {
            if ui.button(text!("servers-switch-now")).clicked() {
                *answer = Some(true);
            }
            let stay = controls::primary(ui, &text!("common-cancel"), true);
            dialog::begin_at(&stay);
            if stay.clicked() {
                *answer = Some(false);
            }
        };
        controls::line_of_ends(ui, "answers", &mut answer, |_, _| {}, answers);
    });
    if closed {
        answer = Some(false);
    }
    if let Some(yes) = answer {
        scene.dispatch(Intent::ConfirmSwitch(yes));
    }
}

/// What happens to uploads in progress.
fn consequences(model: &Model) -> Vec<String> {
    let running_work = model.running_work();
    let mut sentences = Vec::new();
    if running_work.uploads > 0 {
        sentences.push(text!(
            "servers-switch-uploads",
            count = running_work.uploads,
            server = &model.server
        ));
    }
    if running_work.signings > 0 {
        sentences.push(text!("servers-switch-signings", count = running_work.signings));
    }
    if running_work.folders > 0 {
        sentences.push(text!("servers-switch-folders"));
    }
    sentences
}
