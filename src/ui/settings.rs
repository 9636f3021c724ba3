//! The settings: edits stay in a draft until they are saved. The key and its test apply at once to the current server.

mod about;
mod announcements;
mod draft;
mod key;
mod look;
mod servers;
mod uploads;

use eframe::egui::{Context, Id, ScrollArea, Ui};

use super::{
    Request, Scene, controls,
    dialog::DialogFrame,
    shapes::Shape,
    tabs,
    tokens::{self, Palette},
    track::Tone,
};
use model::Intent;

pub(crate) use draft::SettingsDraft;
pub(crate) use key::connection;

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
    /// Colors and size.
    Appearance,
    /// Version and licenses.
    About,
}

impl SettingsTab {
    /// All tabs with their labels, in order.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Servers, "Servers"),
        (Self::Key, "Key"),
        (Self::Uploads, "Uploads"),
        (Self::Appearance, "Appearance"),
        (Self::About, "About"),
    ];
}

/// Shows the settings. Returns the draft while they stay open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut draft: Box<SettingsDraft>) -> Option<Box<SettingsDraft>> {
    let mut open = true;
    let before = draft.shape();
    let mut dialog = DialogFrame::new("Settings", tokens::SETTINGS_WIDTH).guarding(draft.is_changed());
    match draft.tab {
        SettingsTab::Servers => dialog = dialog.beginning_at(servers::name_id()),
        SettingsTab::Key if !scene.model.sandbox => dialog = dialog.beginning_at(key::field_id()),
        _ => {}
    }
    let closed = dialog.show(ctx, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            for (tab, word) in SettingsTab::ALL {
                if tabs::tab(ui, word, word, draft.tab == tab, tokens::STATUS_BAR) {
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
        let height = (ctx.content_rect().height() - tokens::AROUND_LIST).min(tokens::SETTINGS_HEIGHT);
        ScrollArea::vertical()
            .id_salt(Id::unique(("settings", draft.tab as u8)))
            .min_scrolled_height(height)
            .max_height(height)
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - tokens::GAP_LARGE);
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                match draft.tab {
                    SettingsTab::Servers => servers::show(ui, scene, &mut draft),
                    SettingsTab::Key => key::show(ui, scene, &mut draft),
                    SettingsTab::Uploads => uploads::show(ui, &mut draft),
                    SettingsTab::Appearance => look::show(ui, &mut draft),
                    SettingsTab::About => about::show(ui, scene),
                }
                controls::follow_focus(ui);
            });
        ui.add_space(tokens::GAP_LARGE);
        buttons(ui, scene, &draft, &mut open);
    });
    if draft.shape() != before {
        // Redraws what was drawn before the change.
        ctx.request_repaint();
    }
    (open && !closed).then_some(draft)
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, draft: &SettingsDraft, open: &mut bool) {
    let edited = draft.edited(&scene.model.settings);
    let (changed, problem) = match &edited {
        Ok(edited) => (*edited != scene.model.settings, None),
        Err(problem) => (false, Some(problem)),
    };
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        if ui
            .button("Diagnostics…")
            .on_hover_text("What to send when you report a problem")
            .clicked()
        {
            scene.requests.push(Request::ShowDiagnostics);
        }
        if let Some(problem) = problem {
            controls::message(ui, Tone::Bad, Shape::Alert, problem);
        }
    };
    controls::line_of_ends(ui, "buttons", scene, left, |ui, scene| {
        if ui
            .button(if changed || problem.is_some() {
                "Cancel"
            } else {
                "Close"
            })
            .clicked()
        {
            *open = false;
        }
        if controls::primary(ui, "Save", changed).clicked()
            && let Ok(edited) = &edited
        {
            scene.dispatch(Intent::ApplySettings(edited.clone()));
            *open = false;
        }
    });
}

/// The error of a field, below it.
fn problem(ui: &mut Ui, words: Option<&str>) {
    if let Some(words) = words {
        controls::message(ui, Tone::Bad, Shape::Alert, words);
    }
}
