//! The server menu, and the question before switching while uploads are in progress.

use eframe::egui::{
    Align, Context, Label, Layout, Popup, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::{
    Request, Scene, bidi, controls,
    dialog::{self, DialogFrame},
    settings::SettingsTab,
    shapes::{self, Shape},
    tokens::{self, Palette},
    words,
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
        let waiting = waiting_words(model.waiting_in_sandbox).map_or_else(String::new, |words| format!(" ({words})"));
        let sandbox = format!("Try the sandbox{waiting}");
        if cfg!(feature = "sandbox") && !model.sandbox && ui.button(sandbox).clicked() {
            scene.requests.push(Request::TrySandbox);
        }
        for (words, tab, shown) in [
            ("Servers…", SettingsTab::Servers, true),
            ("Key for this server…", SettingsTab::Key, !model.sandbox),
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
        "The Que server built into this app. Nothing leaves this computer, and no one else trusts what it signs."
    } else {
        "This server was set on the command line for this session."
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

/// For example "12 files wait"; `None` if there are none.
fn waiting_words(files: usize) -> Option<String> {
    match files {
        0 => None,
        1 => Some("1 file waits".to_owned()),
        files => Some(format!("{} files wait", words::count(files))),
    }
}

/// One server: its colored name over its host and the number of waiting files, with a mark if it is in use.
fn entry(ui: &mut Ui, profile: &Profile, in_use: bool, waits: usize) -> Response {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::SERVER_ENTRY);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let host = host_of(&profile.api_url);
    let waiting = waiting_words(waits).unwrap_or_default();
    let mut parts = vec![profile.name.as_str(), &host];
    parts.extend(in_use.then_some("in use"));
    parts.extend((waits > 0).then_some(waiting.as_str()));
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
    let title = format!("Switch to {}?", next.profile().name);
    let closed = DialogFrame::new(&title, tokens::QUIT_WIDTH).show_bare(ctx, |ui| {
        controls::title(ui, &title);
        ui.add_space(tokens::GAP);
        for sentence in consequences(scene.model) {
            ui.add(Label::new(bidi::visual(&sentence)).wrap());
        }
        ui.add_space(tokens::GAP_LARGE);
        let answers = |ui: &mut Ui, answer: &mut Option<bool>| {
            if ui.button("Pause and switch").clicked() {
                *answer = Some(true);
            }
            let stay = controls::primary(ui, "Cancel", true);
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
        sentences.push(format!(
            "{} not uploaded yet. They stay in the queue of {} and continue when you switch back.",
            words::files(running_work.uploads),
            model.server
        ));
    }
    if running_work.signings > 0 {
        sentences.push(format!(
            "{} being signed or verified. Steps in progress will finish; the rest are canceled.",
            words::files(running_work.signings)
        ));
    }
    if running_work.folders > 0 {
        sentences.push("A folder is still being read. Files not found yet won't be added.".to_owned());
    }
    sentences
}
