//! Toasts: one line at the bottom in response to an action. It disappears on its own, and screen readers announce it.

use std::time::Duration;

use eframe::egui::{Align2, Area, Context, Frame, Label, Order, Role, Sense, Ui, WidgetInfo, accesskit::Live, vec2};

use localization::text;

use super::{
    Scene, Tab, View, batch,
    commands::Command,
    controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use model::{DragOutState, Model};

/// A toast. A new one replaces the last: toasts never pile up.
#[derive(Debug, Clone)]
pub(crate) struct Toast {
    tone: Tone,
    shape: Shape,
    headline: String,
    more: String,
    /// When it disappears, by egui's clock; `None` until it is drawn.
    until: Option<f64>,
    /// A command that it offers.
    offer: Option<Command>,
    /// Whether it is expanded.
    open: bool,
}

impl Toast {
    /// Something was done.
    pub(crate) fn done(headline: impl Into<String>) -> Self {
        Self {
            tone: Tone::Good,
            shape: Shape::Check,
            headline: headline.into(),
            more: String::new(),
            until: None,
            offer: None,
            open: false,
        }
    }

    /// Something is in progress, for as long as it takes.
    fn in_progress(what: String) -> Self {
        Self {
            tone: Tone::Active,
            shape: Shape::Clock,
            ..Self::done(what)
        }
    }

    /// Something was not done, for this reason.
    pub(crate) fn not_done(what: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            tone: Tone::Warn,
            shape: Shape::Alert,
            headline: what.into(),
            more: reason.into(),
            until: None,
            offer: None,
            open: false,
        }
    }

    /// With details.
    pub(crate) fn with(mut self, more: impl Into<String>) -> Self {
        self.more = more.into();
        self
    }

    /// With a command to offer.
    pub(crate) fn offering(mut self, command: Command) -> Self {
        self.offer = Some(command);
        self
    }

    /// Whether it has details that are not shown yet.
    pub(crate) fn is_collapsed(&self) -> bool {
        !self.open && !self.more.is_empty()
    }

    /// Expands it, with time to read.
    pub(crate) fn open(&mut self) {
        self.open = true;
        self.until = None;
    }

    /// Whether it should still be shown.
    fn is_fresh(&self, now: f64) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// How long it stays: long enough to read.
    fn seconds(&self) -> f64 {
        let letters = u32::try_from(self.headline.len() + self.more.len()).unwrap_or(u32::MAX);
        let to_decide = if self.offer.is_some() {
            tokens::OFFER_SECONDS
        } else {
            0.0
        };
        let to_decide = to_decide + if self.open { tokens::OFFER_SECONDS } else { 0.0 };
        tokens::TOAST_SECONDS + to_decide + f64::from(letters) / tokens::READING_CHARS_PER_SECOND
    }
}

/// What the user did with a toast.
enum ToastAction {
    /// Ran the offered command.
    Take(Command),
    /// Asked for the rest.
    Open,
}

/// The current toasts.
#[derive(Default)]
pub(crate) struct State {
    pub(super) shown: Option<Toast>,
    /// How high they are together, in points; 0 while there are none.
    pub(super) height: f32,
    /// An earlier toast that still offers undo.
    held: Option<Toast>,
}

impl View {
    /// Shows a toast. An earlier one that offers a command stays above it for its time, unless the new one offers
    /// another.
    pub(crate) fn show_toast(&mut self, toast: Toast) {
        let offers = toast.offer.is_some();
        let before = self.toasts.shown.replace(toast).filter(|before| before.offer.is_some());
        self.toasts.held = before.or(self.toasts.held.take()).filter(|_| !offers);
    }

    /// Says that files can be dragged now: they were not ready before the button was released.
    pub fn show_ready_to_drag(&mut self, files: usize) {
        self.show_toast(Toast::done(text!("notices-drag-ready", count = files)));
    }

    /// Says why no drag began.
    pub fn show_not_dragged(&mut self, why: &str) {
        self.show_toast(Toast::not_done(text!("notices-drag-not-begun"), why));
    }

    /// Says why dragged files may not have arrived.
    pub fn show_not_delivered(&mut self, why: &str) {
        self.show_toast(Toast::not_done(text!("notices-drag-not-delivered"), why));
    }

    /// Removes this offer.
    pub(crate) fn withdraw(&mut self, offer: Command) {
        for toast in [&mut self.toasts.shown, &mut self.toasts.held] {
            *toast = toast.take().filter(|toast| toast.offer != Some(offer));
        }
    }
}

/// Shows the toasts until they expire.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let now = ctx.input(|input| input.time);
    let mut toasts = [scene.view.toasts.held.take(), scene.view.toasts.shown.take()];
    for toast in &mut toasts {
        *toast = toast.take().filter(|toast| toast.is_fresh(now));
    }
    let in_progress = in_progress(scene).filter(|_| toasts.iter().all(Option::is_none));
    let waits = in_progress.is_some();
    if waits {
        toasts[1] = in_progress.map(Toast::in_progress);
    }
    let mut action = None;
    scene.view.toasts.height = 0.0;
    if toasts.iter().any(Option::is_some) {
        // The history has a row of buttons at the bottom.
        let records = scene.view.tab == Tab::History && scene.model.history.total() > 0;
        let above = scene.view.notices.height + if records { tokens::TAB_BAR } else { 0.0 };
        (action, scene.view.toasts.height) = draw(ctx, &mut toasts, above, (now, scene.model));
    }
    if !waits {
        [scene.view.toasts.held, scene.view.toasts.shown] = toasts;
    }
    if let Some(command) = action {
        scene.view.withdraw(command);
        command.run(scene, ctx);
    }
}

/// An operation in progress.
fn in_progress(scene: &Scene<'_>) -> Option<String> {
    if scene.view.drops.reading {
        return Some(text!("notices-drop-reading"));
    }
    if let Some(drag) = &scene.model.drag_out
        && let DragOutState::Preparing { fetched: Some(fetched) } = drag.state
    {
        return Some(text!("notices-drag-fetching", done = fetched, count = drag.signed));
    }
    let saving = scene.model.saving.as_ref().filter(|saving| !saving.is_over())?;
    let (done, all) = (saving.done(), saving.all);
    Some(text!("notices-saving-signed", done = done, count = all))
}

/// Draws them above a notice of this height, newest at the bottom. Returns the offered command that was clicked, and their
/// height.
fn draw(
    ctx: &Context,
    toasts: &mut [Option<Toast>; 2],
    above: f32,
    (now, model): (f64, &Model),
) -> (Option<Command>, f32) {
    let interacts = toasts
        .iter()
        .flatten()
        .any(|toast| toast.offer.is_some() || toast.is_collapsed());
    // Above dialogs, without blocking any.
    let area = Area::new(super::id("toast"))
        .order(Order::Tooltip)
        .interactable(interacts)
        .anchor(
            Align2::CENTER_BOTTOM,
            vec2(0.0, -above - tokens::STATUS_BAR - tokens::GAP),
        );
    let mut taken = None;
    let shown = area.show(ctx, |ui| {
        let room = ctx.content_rect().width() - tokens::DIALOG_MARGIN;
        ui.set_max_width(room.min(tokens::MEASURE));
        for (place, toast) in toasts.iter_mut().enumerate() {
            let Some(toast) = toast else { continue };
            let until = *toast.until.get_or_insert(now + toast.seconds());
            ctx.request_repaint_after(Duration::from_secs_f64((until - now).max(0.0)));
            match ui.push_id(place, |ui| one(ui, toast, model)).inner {
                Some(ToastAction::Take(command)) => taken = Some(command),
                Some(ToastAction::Open) => toast.open(),
                None => {}
            }
        }
    });
    (taken, shown.response.rect.height())
}

/// What a button does. A toast speaks of the last files, so it says how many links it copies if these are all.
fn words_of(offer: Command, model: &Model) -> String {
    match offer {
        Command::CopyAllLinks => batch::links_in_words(model.queue.totals().signed_links),
        _ => offer.name(),
    }
}

/// The width of a button with this name, and the gap before it.
fn button_width(ui: &Ui, name: &str) -> f32 {
    controls::width(ui, name, tokens::body_font()) + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}

/// The headline, cut to this room, so that no button is. Screen readers hear the rest with it.
fn headline(ui: &mut Ui, toast: &Toast, room: f32) {
    let sentence = if toast.more.is_empty() {
        toast.headline.clone()
    } else {
        text!(
            "notices-toast-sentence",
            headline = toast.headline.as_str(),
            more = toast.more.as_str()
        )
    };
    ui.scope(|ui| {
        ui.set_max_width(room.max(tokens::CONTROL));
        let headline = ui.add(Label::new(tokens::strong(&toast.headline)).truncate());
        headline.widget_info(|| WidgetInfo::labeled(Role::Status, true, &sentence));
        ui.ctx()
            .accesskit_node_builder(headline.id, |node| node.set_live(Live::Polite));
    });
}

/// Draws one.
fn one(ui: &mut Ui, toast: &Toast, model: &Model) -> Option<ToastAction> {
    let palette = Palette::of(ui);
    let frame = Frame::window(ui.style())
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::CARD);
    let mut action = None;
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP;
            let (square, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), square, toast.shape, toast.tone.color(palette));
            let offer = toast.offer.map(|offer| (offer, words_of(offer, model)));
            let details = text!("notices-toast-details");
            let all = ui.available_width();
            let room = all - offer.as_ref().map_or(0.0, |(_, name)| button_width(ui, name));
            let wanted = controls::width(ui, &toast.headline, tokens::strong_font())
                + controls::width(ui, &toast.more, tokens::body_font())
                + tokens::GAP;
            let folds = !toast.open && !toast.more.is_empty() && wanted > room.min(all - tokens::TOAST_BUTTONS);
            let room = room - if folds { button_width(ui, &details) } else { 0.0 };
            // A long headline is wider than the text of a page, and at most as wide as the window.
            let window = ui.ctx().content_rect().width() - tokens::DIALOG_MARGIN;
            headline(ui, toast, room + (window - tokens::MEASURE).max(0.0));
            if !toast.open && !folds && !toast.more.is_empty() {
                ui.add(Label::new(tokens::soft(ui, &toast.more)).truncate());
            }
            if folds {
                let button = ui.button(&details);
                if button.on_hover_text(Command::ShowAnswer.tooltip(ui, "")).clicked() {
                    action = Some(ToastAction::Open);
                }
            }
            if let Some((offer, name)) = offer {
                let button = ui.button(name).on_hover_text(offer.tooltip(ui, ""));
                if button.clicked() {
                    action = Some(ToastAction::Take(offer));
                }
            }
        });
        if toast.open {
            ui.add(Label::new(tokens::soft(ui, &toast.more)).wrap().selectable(true));
        }
    });
    action
}
