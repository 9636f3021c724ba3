//! The settings: server, bucket, key, uploads at once, theme.

use eframe::egui::{Align, Context, DragValue, Frame, Id, Key, Label, Layout, Margin, Modal, RichText, ScrollArea, Ui};

use super::{
    Request, Scene, banner, controls, egui_margin,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
    view::SettingsDraft,
};
use crate::model::{ConnectionView, Intent, KeySource, KeyState, MAX_JOBS, Theme};

/// Shows the settings while they are open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(mut draft) = scene.view.settings.take() else {
        return;
    };
    let mut open = true;
    let palette = Palette::of_context(ctx);
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(egui_margin(tokens::GAP_SECTION)));
    let modal = Modal::new(Id::unique("settings"))
        .backdrop_color(palette.scrim)
        .frame(frame);
    let response = modal.show(ctx, |ui| {
        ui.set_width(tokens::SETTINGS_WIDTH);
        controls::line_from_right(ui, |ui| {
            if controls::icon(ui, Shape::Cross, "Close settings").clicked() {
                open = false;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new("Settings").font(tokens::heading_font()));
            });
        });
        ui.add_space(tokens::GAP);
        let room = ctx.content_rect().height() - tokens::ROW * 3.0 - tokens::GAP_SECTION;
        ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - tokens::GAP);
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                server(ui, scene, &mut draft);
                key(ui, scene, &mut draft);
                ui.add_space(tokens::GAP_LARGE);
                work(ui, scene, &mut draft);
            });
        ui.add_space(tokens::GAP_LARGE);
        buttons(ui, scene, &mut draft, &mut open);
    });
    if open && !response.should_close() {
        scene.view.settings = Some(draft);
    }
}

fn server(ui: &mut Ui, scene: &Scene<'_>, draft: &mut SettingsDraft) {
    controls::heading(ui, "Server");
    let width = ui.available_width();
    if scene.model.sandbox {
        let words =
            "This window talks to the Que server inside the program. Start it without --sandbox to use an account.";
        controls::note(ui, Tone::Active, Shape::Alert, "Sandbox", words);
    } else {
        ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
        let label = controls::field_label(ui, "Server address");
        let entry = ui
            .add(controls::field(&mut draft.settings.api_url, width))
            .labelled_by(label);
        draft.touched(entry.changed());
        ui.checkbox(
            &mut draft.settings.allow_insecure_http,
            "Allow http:// to other machines",
        )
        .on_hover_text(
            "The key and the files go over the network as plain text. For a test server in your own network.",
        );
        ui.add_space(tokens::GAP_SMALL);
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, "Bucket");
    let entry = controls::field(&mut draft.bucket, width).hint_text("Read from the server's addresses");
    let entry = ui.add(entry).labelled_by(label);
    draft.touched(entry.changed());
    ui.spacing_mut().item_spacing.y = tokens::GAP;
}

impl SettingsDraft {
    fn touched(&mut self, changed: bool) {
        if changed {
            self.error = None;
            self.applied = false;
        }
    }
}

/// Whether there is a key and where it is, in a sentence.
fn key_state(state: &KeyState) -> (Tone, Shape, String) {
    match state {
        KeyState::Reading => (Tone::Quiet, Shape::Dots, "The keyring is being asked…".to_owned()),
        KeyState::Missing { .. } => (Tone::Warn, Shape::Alert, "There is no key.".to_owned()),
        KeyState::Present { source, .. } => {
            let words = match source {
                KeySource::Environment(name) => format!("The key comes from {name} in the environment."),
                KeySource::Keyring => "The key is kept in the keyring.".to_owned(),
                KeySource::Session => "The key lasts until this window is closed.".to_owned(),
                KeySource::Sandbox => "The sandbox made its own key.".to_owned(),
            };
            (Tone::Good, Shape::Check, words)
        }
    }
}

fn key(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    ui.add_space(tokens::GAP_LARGE);
    controls::heading(ui, "API key");
    let (tone, shape, words) = key_state(&scene.model.key);
    controls::said(ui, tone, shape, words);
    if let Some(trouble) = banner::keyring_trouble(scene.model) {
        let words = format!(
            "{trouble} A key lasts for this session then, unless it comes from QUE_API_KEY in the environment."
        );
        controls::note(ui, Tone::Warn, Shape::Alert, "The keyring cannot be used", &words);
    }
    if !scene.model.sandbox {
        let field = super::id("settings key");
        ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
        let label = controls::field_label(ui, "New key");
        let used = ui
            .horizontal(|ui| {
                let entry = controls::field(&mut *draft.key.text, ui.available_width() - tokens::SHAPE * 6.0);
                let entry = ui.add(entry.password(true).id(field)).labelled_by(label);
                if entry.changed() {
                    draft.key.error = None;
                }
                let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                ui.button("Use key").clicked() || entered
            })
            .inner;
        if let Some(error) = &draft.key.error {
            ui.label(RichText::new(error).color(Palette::of(ui).bad));
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            banner::keep_choice(ui, &mut draft.key.keep, banner::keyring_trouble(scene.model).is_some());
        });
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        if used && let Some(intent) = banner::take_key(ui, &mut draft.key, field) {
            scene.tell(intent);
        }
    }
    ui.horizontal(|ui| {
        let testing = scene.model.connection == ConnectionView::Testing;
        if ui
            .add_enabled(!testing, eframe::egui::Button::new("Test connection"))
            .clicked()
        {
            scene.tell(Intent::TestConnection);
        }
        forget(ui, scene, draft);
    });
    match &scene.model.connection {
        ConnectionView::NotTested => {}
        ConnectionView::Testing => controls::said(ui, Tone::Active, Shape::Dots, "Asking the server…"),
        ConnectionView::Tested(report) => {
            let (tone, shape) = if report.ok {
                (Tone::Good, Shape::Check)
            } else {
                (Tone::Bad, Shape::Cross)
            };
            controls::note(ui, tone, shape, &report.headline, &report.hint);
        }
    }
}

/// A forgotten key is gone: this one asks first, in its own place.
fn forget(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    let kept = matches!(
        scene.model.key,
        KeyState::Present {
            source: KeySource::Keyring | KeySource::Session,
            ..
        }
    );
    if !kept {
        return;
    }
    if !draft.forget {
        draft.forget = ui.button("Forget key…").clicked();
        return;
    }
    ui.label("Forget it, in the keyring too?");
    if ui
        .button(RichText::new("Forget it").color(Palette::of(ui).bad))
        .clicked()
    {
        scene.tell(Intent::ForgetKey);
        draft.forget = false;
    }
    if ui.button("Keep it").clicked() {
        draft.forget = false;
    }
}

/// How far the pointer is dragged for one upload more.
const JOBS_SPEED: f32 = 0.1;

fn work(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft) {
    controls::heading(ui, "Work and looks");
    ui.horizontal(|ui| {
        let label = ui.label("Uploads at once");
        let number = DragValue::new(&mut draft.settings.jobs)
            .range(1..=MAX_JOBS)
            .speed(JOBS_SPEED);
        let number = ui.add(number).labelled_by(label.id);
        ui.label(tokens::small(
            ui,
            format!("1 to {MAX_JOBS}. Drag it, or click and type."),
        ));
        draft.touched(number.changed());
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        ui.label("Theme");
        for (theme, word) in [
            (Theme::System, "As the system"),
            (Theme::Light, "Light"),
            (Theme::Dark, "Dark"),
        ] {
            if ui.radio(scene.model.settings.theme == theme, word).clicked() {
                scene.tell(Intent::SetTheme(theme));
            }
        }
    });
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, open: &mut bool) {
    let mut wished = scene.model.settings.clone();
    wished.api_url.clone_from(&draft.settings.api_url);
    wished.allow_insecure_http = draft.settings.allow_insecure_http;
    wished.jobs = draft.settings.jobs;
    wished.bucket = Some(draft.bucket.clone()).filter(|bucket| !bucket.trim().is_empty());
    let changed = wished != scene.model.settings;
    controls::line_from_right(ui, |ui| {
        if controls::primary(ui, "Apply", changed).clicked() {
            match wished.checked() {
                Ok(settings) => {
                    draft.settings = settings.clone();
                    draft.bucket = settings.bucket.clone().unwrap_or_default();
                    draft.applied = true;
                    draft.error = None;
                    scene.tell(Intent::ApplySettings(settings));
                }
                Err(error) => draft.error = Some(error.to_string()),
            }
        }
        if ui.button("Close").clicked() {
            *open = false;
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui
                .button("Diagnostics…")
                .on_hover_text("What to send along when something does not work")
                .clicked()
            {
                scene.requests.push(Request::ShowDiagnostics);
            }
            if let Some(error) = &draft.error {
                ui.add(Label::new(RichText::new(error).color(Palette::of(ui).bad)).wrap());
            } else if draft.applied && !changed {
                controls::said(ui, Tone::Good, Shape::Check, "Applied");
            }
        });
    });
}
