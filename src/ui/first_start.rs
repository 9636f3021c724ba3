//! The first start, in three steps: server, key, test. It can be skipped and never comes back.

use eframe::egui::{Context, Id, Key, Label, Ui};
use zeroize::Zeroizing;

use super::{
    Desktop, Request, Scene,
    banner::{self, KeyDraft},
    controls,
    dialog::DialogFrame,
    settings::connection,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{
    ApiKeyState, ConnectionView, DEFAULT_API_URL, Finding, Intent, Model, Profile, Settings, check_address, host_of,
    is_remote_plain_http,
};

/// The steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FirstStartStep {
    Server,
    Key,
    Test,
}

impl FirstStartStep {
    const ALL: [(Self, &'static str); 3] = [(Self::Server, "Server"), (Self::Key, "Key"), (Self::Test, "Test")];
}

/// What is typed into the first start.
pub(crate) struct FirstStart {
    step: FirstStartStep,
    address: String,
    key: KeyDraft,
    /// Whether the step was just entered: its field takes the focus.
    arrived: bool,
}

impl FirstStart {
    pub(crate) fn new(model: &Model) -> Self {
        Self {
            step: FirstStartStep::Server,
            address: model.settings.profile().api_url.clone(),
            key: KeyDraft::default(),
            arrived: true,
        }
    }

    fn go(&mut self, step: FirstStartStep) {
        self.step = step;
        self.arrived = true;
    }
}

/// Shows the first start while it is open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(mut draft) = scene.view.first_start.take() else {
        return;
    };
    let mut open = true;
    // Escape and clicks outside don't end it, because it never comes back: only "Skip" does.
    let _ = DialogFrame::new("Welcome to Que Uploader", tokens::FIRST_START_WIDTH).show_bare(ctx, |ui| {
        controls::title(ui, "Welcome to Que Uploader");
        ui.add_space(tokens::GAP);
        steps(ui, draft.step);
        ui.add_space(tokens::GAP_LARGE);
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        match draft.step {
            FirstStartStep::Server => server(ui, scene, &mut draft, &mut open),
            FirstStartStep::Key => key(ui, scene, &mut draft, &mut open),
            FirstStartStep::Test => test(ui, scene, &mut draft, &mut open),
        }
    });
    if open && scene.model.welcome {
        scene.view.first_start = Some(draft);
    } else if !open {
        scene.dispatch(Intent::EndFirstStart);
    }
}

/// The three steps in a row; completed ones have a check mark.
fn steps(ui: &mut Ui, now: FirstStartStep) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
        let palette = Palette::of(ui);
        for (number, (step, word)) in FirstStartStep::ALL.into_iter().enumerate() {
            if number > 0 {
                ui.add_space(tokens::GAP_LARGE);
            }
            if step < now {
                let (rect, _) =
                    ui.allocate_exact_size(eframe::egui::Vec2::splat(tokens::SHAPE), eframe::egui::Sense::hover());
                // Not green: only the test shows whether it is right.
                shapes::paint(ui.painter(), rect, Shape::Check, palette.soft);
            }
            let text = format!("{} {word}", number + 1);
            ui.label(if step == now {
                tokens::strong(text).color(palette.accent)
            } else {
                tokens::soft(ui, text)
            });
        }
    });
}

fn paragraph(ui: &mut Ui, words: &str) {
    ui.add(Label::new(tokens::soft(ui, words)).wrap());
}

/// The buttons: skip or back on the left, next on the right. Returns whether next was clicked.
fn buttons(ui: &mut Ui, next: (&str, bool), add_left: impl FnOnce(&mut Ui)) -> bool {
    ui.add_space(tokens::GAP);
    let mut clicked = false;
    controls::line_of_ends(
        ui,
        "steps",
        &mut clicked,
        |ui, _| add_left(ui),
        |ui, clicked| *clicked = controls::primary(ui, next.0, next.1).clicked(),
    );
    clicked
}

fn skip(ui: &mut Ui, open: &mut bool) {
    let hint = "You can enter everything later from the server menu at the top left.";
    if controls::quiet(ui, "Skip").on_hover_text(hint).clicked() {
        *open = false;
    }
}

fn server(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut FirstStart, open: &mut bool) {
    paragraph(
        ui,
        "Your files go to a Que server, which stores and signs them. Keep this address unless your organization gave \
         you another.",
    );
    let field = super::id("first start address");
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, "Server address");
    let entry = controls::field(&mut draft.address, ui.available_width()).hint_text(DEFAULT_API_URL);
    let entry = ui.add(entry.id(field)).labelled_by(label);
    if std::mem::take(&mut draft.arrived) {
        entry.request_focus();
    }
    let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let problem = if check_address(&draft.address).is_err() {
        Some("Start with https://, or http:// for this computer.")
    } else if is_remote_plain_http(&draft.address) {
        Some("http:// works only for this computer. You can allow other machines in Settings.")
    } else {
        None
    };
    if let Some(words) = problem {
        controls::message(ui, Tone::Bad, Shape::Alert, words);
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if cfg!(feature = "sandbox") {
        ui.add_space(tokens::GAP);
        ui.separator();
        paragraph(
            ui,
            "No account yet? Practice with the Que server built into this app. Nothing leaves this computer.",
        );
        if ui.button("Try the sandbox, no key needed").clicked() {
            scene.requests.push(Request::TrySandbox);
        }
    }
    let next = buttons(ui, ("Next", problem.is_none()), |ui| skip(ui, open));
    if problem.is_none() && (next || entered) {
        if let Some(settings) = with_address(&scene.model.settings, &draft.address) {
            scene.dispatch(Intent::ApplySettings(settings));
        }
        draft.go(FirstStartStep::Key);
    }
}

/// The settings with another address for the current server; `None` if it is the same.
fn with_address(settings: &Settings, address: &str) -> Option<Settings> {
    let at = Profile::at(address).checked().ok()?;
    if at.api_url == settings.profile().api_url {
        return None;
    }
    let mut settings = settings.clone();
    let profile = settings.profile_mut();
    profile.api_url = at.api_url;
    profile.name.clone_from(&at.name);
    settings.active = at.name;
    Some(settings)
}

/// Whether the server has just rejected the key.
fn is_refused(model: &Model) -> bool {
    matches!(&model.connection, ConnectionView::Tested(report) if report.finding == Finding::KeyRefused)
}

fn key(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut FirstStart, open: &mut bool) {
    let model = scene.model;
    let host = host_of(&model.settings.profile().api_url);
    paragraph(
        ui,
        &format!("Your API key signs you in to {host}. It is sent only there and never written to a file."),
    );
    banner::where_to_get_a_key(ui);
    let refused = is_refused(model);
    let present = matches!(model.api_key, ApiKeyState::Present { .. }) && !refused;
    if refused {
        controls::message(ui, Tone::Bad, Shape::Cross, "The server doesn't accept this key.");
    } else if present {
        controls::message(ui, Tone::Good, Shape::Check, "You already have a key for this server.");
    }
    if let Some(unused) = banner::unused_key(model) {
        ui.add(Label::new(tokens::small(ui, unused)).wrap());
    }
    let field = super::id("first start key");
    let entered = key_entry(ui, draft, field, present);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        banner::keep_choice(ui, &mut draft.key, model);
    });
    let keyring = Desktop::of(ui.ctx()).keyring();
    let words = match (banner::keyring_trouble(model), banner::keeps(&draft.key, model)) {
        (Some(trouble), false) => {
            format!("Kept until you close the window, because {keyring} can't be used: {trouble}")
        }
        (None, false) => "Kept until you close the window.".to_owned(),
        (_, true) => format!("Stored in {keyring}."),
    };
    paragraph(ui, &words);
    let typed = !draft.key.text.trim().is_empty();
    let mut back = false;
    let next = buttons(ui, ("Next", typed || present), |ui| {
        back = ui.button("Back").clicked();
        skip(ui, open);
    });
    if back {
        draft.key.text = Zeroizing::default();
        draft.go(FirstStartStep::Server);
    } else if (next || entered) && (typed || present) {
        if typed {
            match banner::take_key(ui, &mut draft.key, field, model) {
                Some(intent) => scene.dispatch(intent),
                None => return,
            }
        }
        scene.dispatch(Intent::TestConnection);
        draft.go(FirstStartStep::Test);
    }
}

/// The field for the key, with its error. Returns whether Enter was pressed in it.
fn key_entry(ui: &mut Ui, draft: &mut FirstStart, field: Id, present: bool) -> bool {
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, if present { "Another key" } else { "API key" });
    let entry = controls::field(&mut *draft.key.text, ui.available_width());
    let entry = ui.add(entry.password(true).id(field)).labelled_by(label);
    if std::mem::take(&mut draft.arrived) {
        entry.request_focus();
    }
    if entry.changed() {
        draft.key.error = None;
    }
    if let Some(error) = &draft.key.error {
        controls::message(ui, Tone::Bad, Shape::Alert, error);
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn test(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut FirstStart, open: &mut bool) {
    draft.arrived = false;
    let view = &scene.model.connection;
    let report = match view {
        ConnectionView::Tested(report) => Some(report),
        _ => None,
    };
    let (answers, accepted) = match report {
        None => (None, None),
        Some(report) => (
            Some(report.server_answers()),
            report.server_answers().then_some(report.is_good()),
        ),
    };
    check(
        ui,
        answers,
        ["Connecting…", "Server reached", "Server can't be reached"],
    );
    check(
        ui,
        accepted,
        ["Key not checked yet", "Key accepted", "Key not accepted"],
    );
    if report.is_none_or(|report| !report.is_good()) {
        connection(ui, view);
    } else {
        paragraph(
            ui,
            "Drop photos on the window. Each one uploads and gets a key. Sign and verify when you're ready.",
        );
    }
    let good = report.is_some_and(model::ConnectionReport::is_good);
    // A rejected key stays rejected.
    let refused = is_refused(scene.model);
    let next = match (good, refused) {
        (true, _) => "Start",
        (_, true) => "Change key",
        _ => "Test again",
    };
    let (mut back, mut again) = (false, false);
    let clicked = buttons(ui, (next, report.is_some()), |ui| {
        if refused {
            again = ui.button("Test again").clicked();
        } else {
            back = ui.button("Back").clicked();
        }
        if !good && ui.button("Skip test").clicked() {
            *open = false;
        }
    });
    if back || (clicked && refused) {
        draft.go(FirstStartStep::Key);
    } else if clicked && good {
        *open = false;
    } else if clicked || again {
        scene.dispatch(Intent::TestConnection);
    }
}

/// One part of the test, as icon and text: unknown, passed, failed.
fn check(ui: &mut Ui, holds: Option<bool>, [unknown, passed, failed]: [&str; 3]) {
    let (tone, shape, words) = match holds {
        None => (Tone::Quiet, Shape::Dots, unknown),
        Some(true) => (Tone::Good, Shape::Check, passed),
        Some(false) => (Tone::Bad, Shape::Cross, failed),
    };
    controls::message(ui, tone, shape, words);
}
