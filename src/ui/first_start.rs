//! The first start on one screen: the key, or the sandbox. The key is tested in place. It can be skipped and never comes back.

use eframe::egui::{Context, Id, Key, Label, RichText, ScrollArea, Ui};
use localization::text;

use super::{
    Desktop, Request, Scene,
    banner::{self, KeyDraft},
    controls,
    dialog::DialogFrame,
    settings::{connection, headline},
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
    fn problem(&self) -> Option<String> {
        if check_address(&self.address).is_err() {
            Some(text!("servers-welcome-address-invalid"))
        } else if is_remote_plain_http(&self.address) {
            Some(text!("servers-welcome-address-plain-http"))
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
        scene
            .view
            .show_toast(Toast::done(text!("servers-welcome-key-accepted")));
    }
    // Escape and clicks outside don't end it, because it never comes back: only "Skip" does.
    let title = text!("servers-welcome-title");
    let _ = DialogFrame::new(&title, tokens::FIRST_START_WIDTH).show_bare(ctx, |ui| {
        controls::title(ui, &title);
        ui.add_space(tokens::GAP);
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        paragraph(ui, &text!("servers-welcome-lead"));
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
        connection(ui, model);
        return;
    };
    let (offline, hint) = (text!("servers-welcome-offline"), text!("servers-welcome-offline-hint"));
    controls::note(ui, Tone::Bad, Shape::Cross, &offline, &hint);
    let found = headline(report.finding, &host_of(&draft.address));
    ui.add(Label::new(tokens::small(ui, found)).wrap().selectable(true));
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
        let words = if present {
            text!("servers-welcome-another-key")
        } else {
            text!("servers-welcome-key")
        };
        *label = Some(controls::field_label(ui, &words));
    };
    controls::line_of_ends(ui, "key", &mut label, name, |ui, _| {
        let link = RichText::new(text!("servers-welcome-get-key")).font(tokens::small_font());
        ui.hyperlink_to(link, WHERE_KEYS_ARE)
            .on_hover_text(text!("servers-welcome-get-key-hint"));
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
        controls::message(ui, Tone::Good, Shape::Check, text!("servers-welcome-key-present"));
    }
    if let Some(unused) = banner::unused_key(model) {
        ui.add(Label::new(tokens::small(ui, unused)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        banner::keep_choice(ui, &mut draft.key, model);
    });
    let (kept, sent) = (kept(ui, draft, model), sent_to(&draft.address));
    let words = text!("servers-welcome-kept-and-sent", kept = kept, sent = sent);
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
    let desktop = Desktop::of(ui.ctx()).word();
    match (banner::keyring_trouble(model), banner::keeps(&draft.key, model)) {
        (Some(trouble), false) => {
            text!("servers-welcome-kept-trouble", desktop = desktop, trouble = trouble)
        }
        (None, false) => text!("servers-welcome-kept-session"),
        (_, true) => text!("servers-welcome-kept-stored", desktop = desktop),
    }
}

/// Who gets to see the key.
fn sent_to(address: &str) -> String {
    match check_address(address) {
        Ok(_) => text!("servers-welcome-sent-to", host = host_of(address)),
        Err(_) => text!("servers-welcome-sent-to-yours"),
    }
}

/// The address of another server, which few people need. Returns whether Enter was pressed in its field.
fn server(ui: &mut Ui, draft: &mut FirstStart) -> bool {
    if !draft.other_server {
        if ui.link(text!("servers-welcome-other-server")).clicked() {
            draft.other_server = true;
            ui.memory_mut(|memory| memory.request_focus(super::id("first start address")));
        }
        return false;
    }
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, &text!("servers-welcome-address"));
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
        let hint = text!("servers-welcome-sandbox-hint");
        if cfg!(feature = "sandbox")
            && ui
                .button(text!("servers-welcome-sandbox"))
                .on_hover_text(hint)
                .clicked()
        {
            scene.requests.push(Request::TrySandbox);
        }
        let (word, hint) = if has_failed {
            (
                text!("servers-welcome-skip-test"),
                text!("servers-welcome-skip-test-hint"),
            )
        } else {
            (text!("servers-welcome-skip"), text!("servers-welcome-skip-hint"))
        };
        if controls::quiet(ui, &word).on_hover_text(hint).clicked() {
            **open = false;
        }
    };
    controls::line_of_ends(ui, "start", &mut ends, left, |ui, _| {
        let word = if is_testing {
            text!("servers-welcome-connecting")
        } else {
            text!("servers-welcome-start")
        };
        start |= controls::primary(ui, &word, can).clicked();
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
        scene.dispatch(Intent::ApplySettings(Box::new(settings)));
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
