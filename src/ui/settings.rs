//! The settings: a choice applies when it is made, text when its field is left. Closing needs no decision.

mod about;
mod announcements;
mod connection;
mod draft;
mod key;
mod language;
mod look;
mod removing;
mod servers;
mod swatches;
mod typed;
mod uploads;

use eframe::egui::{Context, Id, Key, ScrollArea, Ui};
use localization::text;

use super::{
    Request, Scene, controls,
    dialog::DialogFrame,
    shapes::Shape,
    tabs,
    tokens::{self, Palette},
    track::Tone,
};
use model::{Intent, Settings};

pub(crate) use connection::{connection, headline};
pub(crate) use draft::SettingsDraft;

/// The tabs of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum SettingsTab {
    /// The profiles.
    #[default]
    Servers,
    /// The key of the current server, and the connection test.
    Key,
    /// How files are uploaded, and defaults for signing.
    Uploads,
    /// Colors, language and size.
    Appearance,
    /// Version and licenses.
    About,
}

impl SettingsTab {
    /// All tabs with the messages of their labels, in order.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Servers, "settings-tab-servers"),
        (Self::Key, "settings-tab-key"),
        (Self::Uploads, "settings-tab-uploads"),
        (Self::Appearance, "settings-tab-appearance"),
        (Self::About, "settings-tab-about"),
    ];
}

/// Shows the settings. Returns the draft while they stay open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut draft: Box<SettingsDraft>) -> Option<Box<SettingsDraft>> {
    let model = scene.model;
    // What changed elsewhere is shown and kept: only what the user changes in this frame differs from it.
    let mut settings = model.settings.clone();
    let before = draft.shape();
    let mut open = true;
    let escaped = ctx.input(|input| input.key_pressed(Key::Escape));
    draft.begin(escaped);
    let title = text!("settings-title");
    let mut dialog = DialogFrame::new(&title, tokens::SETTINGS_WIDTH);
    match draft.tab {
        SettingsTab::Servers => dialog = dialog.beginning_at(servers::name_id()),
        SettingsTab::Key if !model.sandbox => dialog = dialog.beginning_at(key::field_id()),
        _ => {}
    }
    let closed = dialog.show(ctx, |ui| contents(ui, scene, &mut draft, &mut settings, &mut open));
    let stays = open && !closed;
    // A choice comes after what was typed before it, wherever the focus is.
    let is_changed = settings != model.settings || draft.shape() != before;
    draft.put_into_force(&mut settings, is_changed || !stays);
    if settings != model.settings {
        scene.dispatch(Intent::ApplySettings(Box::new(settings)));
    }
    if !stays {
        key::end(ctx, scene, &mut draft.key, escaped);
    }
    if is_changed {
        // Redraws what was drawn before the change.
        ctx.request_repaint();
    }
    stays.then_some(draft)
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings, open: &mut bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        for (tab, id) in SettingsTab::ALL {
            let word = localization::message(id);
            if tabs::tab(ui, &word, &word, draft.tab == tab, tokens::STATUS_BAR) {
                draft.tab = tab;
            }
        }
    });
    let rule = ui.available_rect_before_wrap();
    ui.painter().hline(
        rule.x_range(),
        rule.top() - tokens::GAP,
        tokens::hairline(Palette::of(ui).hairline),
    );
    ui.add_space(tokens::GAP);
    // The same height for every tab, so that the dialog does not jump.
    let height = (ui.ctx().content_rect().height() - tokens::AROUND_LIST).min(tokens::SETTINGS_HEIGHT);
    ScrollArea::vertical()
        .id_salt(Id::unique(("settings", draft.tab as u8)))
        .min_scrolled_height(height)
        .max_height(height)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - tokens::GAP_LARGE);
            ui.spacing_mut().item_spacing.y = tokens::GAP;
            match draft.tab {
                SettingsTab::Servers => servers::show(ui, scene, draft, settings),
                SettingsTab::Key => key::show(ui, scene, draft),
                SettingsTab::Uploads => uploads::show(ui, scene, draft, settings),
                SettingsTab::Appearance => look::show(ui, settings),
                SettingsTab::About => about::show(ui, scene),
            }
            controls::follow_focus(ui);
        });
    ui.add_space(tokens::GAP_LARGE);
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        let button = ui.button(text!("settings-diagnostics"));
        if button.on_hover_text(text!("settings-diagnostics-hint")).clicked() {
            scene.requests.push(Request::ShowDiagnostics);
        }
    };
    controls::line_of_ends(ui, "buttons", scene, left, |ui, _| {
        *open = !ui.button(text!("common-close")).clicked();
    });
}

/// What only engineers need, folded until it is opened.
fn advanced(ui: &mut Ui, scene: &mut Scene<'_>, add: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let name = text!("settings-advanced");
    controls::collapsible(ui, scene, "settings-advanced", &name, None, false, add);
}

/// The error of a field, below it.
fn problem(ui: &mut Ui, words: Option<&str>) {
    if let Some(words) = words {
        controls::message(ui, Tone::Bad, Shape::Alert, words);
    }
}
