//! The first start on one screen: the key, or the sandbox. The key is tested in place. It can be skipped and never comes back.

use eframe::egui::{Context, Id, Key, Label, RichText, ScrollArea, Ui};

use super::{
    Desktop, Request, Scene,
    banner::{self, KeyDraft},
    controls,
    dialog::DialogFrame,
    settings::connection,
    shapes::Shape,
    toasts::Toast,
    tokens,
    track::Tone,
};
use model::{
    ApiKeyState, ConnectionReport, ConnectionView, DEFAULT_API_URL, Finding, Intent, Model, Profile, Settings,
    check_address, host_of, is_remote_plain_http,
};

/// Where people without an account get a key.
const WHERE_KEYS_ARE: &str = "https://addque.org";

/// What is typed into the first start.
pub(crate) struct FirstStart {
    address: String,
    /// Whether the field for another server is shown.
    other_server: bool,
    key: KeyDraft,
    /// Whether it was just opened: the field for the key takes the focus.
    arrived: bool,
    /// Whether it has tested the key. What was found before says nothing.
    tested: bool,
}

impl FirstStart {
    pub(crate) fn new(model: &Model) -> Self {
        let address = model.settings.profile().api_url.clone();
        Self {
            // One that was set before is not hidden.
            other_server: address != DEFAULT_API_URL,
            address,
            key: KeyDraft::default(),
            arrived: true,
            tested: false,
        }
    }

    /// What is wrong with the address, if anything.
    fn problem(&self) -> Option<&'static str> {
        if check_address(&self.address).is_err() {
            Some("Start with https://, or http:// for this computer.")
        } else if is_remote_plain_http(&self.address) {
            Some("http:// works only for this computer. You can allow other machines in Settings.")
        } else {
            None
        }
    }
}

/// Shows the first start while it is open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(mut draft) = scene.view.first_start.take() else {
        return;
    };
    let works = draft.tested && report(scene.model).is_some_and(ConnectionReport::is_good);
    let mut open = !works;
    if works {
        scene.view.show_toast(Toast::done("Key accepted"));
    }
    // Escape and clicks outside don't end it, because it never comes back: only "Skip" does.
    let _ = DialogFrame::new("Welcome to Que Uploader", tokens::FIRST_START_WIDTH).show_bare(ctx, |ui| {
        controls::title(ui, "Welcome to Que Uploader");
        ui.add_space(tokens::GAP);
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        let words = "Drop photos on the window. Each one uploads and gets a key. Sign and verify when you're ready.";
        paragraph(ui, words);
        // A small window has too little room for a long answer of the server.
        let room = ui.available_height() - tokens::FIRST_START_FOOT;
        let entered = ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                let entered = key(ui, scene, &mut draft) | server(ui, &mut draft);
                if draft.tested {
                    answer(ui, scene.model, &draft);
                }
                controls::follow_focus(ui);
                entered
            });
        foot(ui, scene, &mut draft, &mut open, entered.inner);
    });
    if open && scene.model.welcome {
        scene.view.first_start = Some(draft);
    } else if !open {
        scene.dispatch(Intent::EndFirstStart);
    }
}

fn paragraph(ui: &mut Ui, words: &str) {
    ui.add(Label::new(tokens::soft(ui, words)).wrap());
}

/// The result of the last test, if there is one.
fn report(model: &Model) -> Option<&ConnectionReport> {
    match &model.connection {
        ConnectionView::Tested(report) => Some(report),
        _ => None,
    }
}

/// What the test found. Without a connection that comes first: nobody typed the address of the usual server.
fn answer(ui: &mut Ui, model: &Model, draft: &FirstStart) {
    let unreachable = |report: &&ConnectionReport| {
        matches!(report.finding, Finding::NameNotFound | Finding::NotReachable) && draft.address == DEFAULT_API_URL
    };
    let Some(report) = report(model).filter(unreachable) else {
        connection(ui, &model.connection);
        return;
    };
    let hint = "Check the internet connection, then choose Start again.";
    controls::note(ui, Tone::Bad, Shape::Cross, "You seem to be offline", hint);
    ui.add(Label::new(tokens::small(ui, &report.headline)).wrap().selectable(true));
}

/// Whether there is a key that may be good, without another being typed.
fn has_key(model: &Model, draft: &FirstStart) -> bool {
    let refused = report(model).is_some_and(|report| report.finding == Finding::KeyRefused);
    let same_server = with_address(&model.settings, &draft.address).is_none();
    matches!(model.api_key, ApiKeyState::Present { .. }) && same_server && !refused
}

/// The key, and where it is kept. Returns whether Enter was pressed in its field.
fn key(ui: &mut Ui, scene: &Scene<'_>, draft: &mut FirstStart) -> bool {
    let model = scene.model;
    let present = has_key(model, draft);
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let mut label = None;
    let name = |ui: &mut Ui, label: &mut Option<Id>| {
        *label = Some(controls::field_label(
            ui,
            if present { "Another key" } else { "API key" },
        ));
    };
    controls::line_of_ends(ui, "key", &mut label, name, |ui, _| {
        ui.hyperlink_to(RichText::new("Get a key").font(tokens::small_font()), WHERE_KEYS_ARE)
            .on_hover_text("Opens addque.org. The administrator of your own server has keys for that.");
    });
    let entry = controls::field(&mut *draft.key.text, ui.available_width());
    let entry = ui.add(entry.password(true).id(field()));
    let entry = match label {
        Some(label) => entry.labelled_by(label),
        None => entry,
    };
    if std::mem::take(&mut draft.arrived) {
        entry.request_focus();
    }
    if entry.changed() {
        draft.key.error = None;
    }
    if let Some(error) = &draft.key.error {
        controls::message(ui, Tone::Bad, Shape::Alert, error);
    } else if present {
        controls::message(ui, Tone::Good, Shape::Check, "You already have a key for this server.");
    }
    if let Some(unused) = banner::unused_key(model) {
        ui.add(Label::new(tokens::small(ui, unused)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        banner::keep_choice(ui, &mut draft.key, model);
    });
    let words = format!("{} {}", kept(ui, draft, model), sent_to(&draft.address));
    ui.add(Label::new(tokens::small(ui, words)).wrap());
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    ui.add_space(tokens::GAP_SMALL);
    entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn field() -> Id {
    super::id("first start key")
}

/// Where the key will be kept, in a sentence.
fn kept(ui: &Ui, draft: &FirstStart, model: &Model) -> String {
    let keyring = Desktop::of(ui.ctx()).keyring();
    match (banner::keyring_trouble(model), banner::keeps(&draft.key, model)) {
        (Some(trouble), false) => {
            format!("Kept until you close the window, because {keyring} can't be used: {trouble}")
        }
        (None, false) => "Kept until you close the window.".to_owned(),
        (_, true) => format!("Stored in {keyring}."),
    }
}

/// Who gets to see the key.
fn sent_to(address: &str) -> String {
    match check_address(address) {
        Ok(_) => format!("Sent only to {}.", host_of(address)),
        Err(_) => "Sent only to your server.".to_owned(),
    }
}

/// The address of another server, which few people need. Returns whether Enter was pressed in its field.
fn server(ui: &mut Ui, draft: &mut FirstStart) -> bool {
    if !draft.other_server {
        if ui.link("Use another server…").clicked() {
            draft.other_server = true;
            ui.memory_mut(|memory| memory.request_focus(super::id("first start address")));
        }
        return false;
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, "Server address");
    let entry = controls::field(&mut draft.address, ui.available_width()).hint_text(DEFAULT_API_URL);
    let entry = ui.add(entry.id(super::id("first start address"))).labelled_by(label);
    if let Some(words) = draft.problem() {
        controls::message(ui, Tone::Bad, Shape::Alert, words);
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The buttons: without a key on the left, with it on the right.
fn foot(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut FirstStart, open: &mut bool, entered: bool) {
    let is_testing = draft.tested && scene.model.connection == ConnectionView::Testing;
    let has_failed = draft.tested && report(scene.model).is_some();
    let typed = !draft.key.text.trim().is_empty();
    let can = draft.problem().is_none() && (typed || has_key(scene.model, draft)) && !is_testing;
    let mut start = entered && can;
    ui.add_space(tokens::GAP);
    let mut ends = (&mut *scene, &mut *open);
    let left = |ui: &mut Ui, (scene, open): &mut (&mut Scene<'_>, &mut bool)| {
        let hint = "Practice with the Que server built into this app. No key needed; nothing leaves this computer.";
        if cfg!(feature = "sandbox") && ui.button("Try the sandbox").on_hover_text(hint).clicked() {
            scene.requests.push(Request::TrySandbox);
        }
        let (word, hint) = if has_failed {
            ("Skip test", "The key is tested again when something is uploaded.")
        } else {
            (
                "Skip",
                "You can enter everything later from the server menu at the top left.",
            )
        };
        if controls::quiet(ui, word).on_hover_text(hint).clicked() {
            **open = false;
        }
    };
    controls::line_of_ends(ui, "start", &mut ends, left, |ui, _| {
        let word = if is_testing { "Connecting…" } else { "Start" };
        start |= controls::primary(ui, word, can).clicked();
    });
    if start {
        test(ui, scene, draft, typed);
    }
}

/// Uses what was typed, and tests it. It starts once the test is passed.
fn test(ui: &Ui, scene: &mut Scene<'_>, draft: &mut FirstStart, typed: bool) {
    let model = scene.model;
    let mut key = None;
    if typed {
        match banner::take_key(ui, &mut draft.key, field(), model) {
            Some(intent) => key = Some(intent),
            None => return,
        }
    }
    // First the server: a key is only for the server that it is entered at.
    if let Some(settings) = with_address(&model.settings, &draft.address) {
        scene.dispatch(Intent::ApplySettings(settings));
    }
    key.into_iter().for_each(|key| scene.dispatch(key));
    scene.dispatch(Intent::TestConnection);
    draft.tested = true;
    // For another key, if this one is not accepted.
    draft.arrived = true;
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
