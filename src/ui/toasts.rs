//! The answer to something a person has just done: one line at the bottom, gone by itself, said by a screen reader.

use std::time::Duration;

use eframe::egui::{Align2, Area, Context, Frame, Label, Order, Role, WidgetInfo, accesskit::Live, vec2};

use super::{
    Scene,
    commands::Command,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};

/// One answer. A new one takes the place of the one before: answers never pile up.
#[derive(Debug, Clone)]
pub(crate) struct Toast {
    tone: Tone,
    shape: Shape,
    headline: String,
    more: String,
    /// When it goes, by egui's clock; `None` until it is drawn.
    until: Option<f64>,
    /// What can be done about it.
    offer: Option<Command>,
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
        }
    }

    /// Something is going on, and is said for as long as it does.
    fn going_on(what: &str) -> Self {
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
        }
    }

    /// The same with details.
    pub(crate) fn with(mut self, more: impl Into<String>) -> Self {
        self.more = more.into();
        self
    }

    /// The same with something that can be done about it.
    pub(crate) fn offering(mut self, command: Command) -> Self {
        self.offer = Some(command);
        self
    }

    /// How long it stays: long enough to be read.
    fn seconds(&self) -> f64 {
        let letters = u32::try_from(self.headline.len() + self.more.len()).unwrap_or(u32::MAX);
        let to_decide = if self.offer.is_some() {
            tokens::OFFER_SECONDS
        } else {
            0.0
        };
        tokens::TOAST_SECONDS + to_decide + f64::from(letters) / LETTERS_A_SECOND
    }
}

/// How fast it is read.
const LETTERS_A_SECOND: f64 = 20.0;

/// Shows the answer while it is fresh.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(mut toast) = scene.view.toast.take() else {
        if scene.view.reading {
            draw(ctx, &Toast::going_on("Reading what was dropped…"));
        }
        return;
    };
    let now = ctx.input(|input| input.time);
    let until = *toast.until.get_or_insert(now + toast.seconds());
    if now >= until {
        return;
    }
    ctx.request_repaint_after(Duration::from_secs_f64(until - now));
    if let Some(command) = draw(ctx, &toast) {
        command.carry_out(scene, ctx);
        return;
    }
    scene.view.toast = Some(toast);
}

/// Draws it. Answers what it offers, if that was taken.
fn draw(ctx: &Context, toast: &Toast) -> Option<Command> {
    let palette = Palette::of_context(ctx);
    let frame = Frame::window(&ctx.global_style())
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::CARD);
    // In front of dialogs too, and in nobody's way.
    let area = Area::new(super::id("toast"))
        .order(Order::Tooltip)
        .interactable(toast.offer.is_some())
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -tokens::STATUS_BAR - tokens::GAP));
    let mut taken = None;
    area.show(ctx, |ui| {
        let room = ctx.content_rect().width() - tokens::GAP_SECTION * 4.0;
        ui.set_max_width(room.min(tokens::MEASURE));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = tokens::GAP;
                let (square, _) =
                    ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), eframe::egui::Sense::hover());
                shapes::paint(ui.painter(), square, toast.shape, toast.tone.colour(palette));
                let headline = ui.add(Label::new(tokens::strong(&toast.headline)).truncate());
                let sentence = if toast.more.is_empty() {
                    toast.headline.clone()
                } else {
                    ui.add(Label::new(tokens::soft(ui, &toast.more)).truncate());
                    format!("{}. {}", toast.headline, toast.more)
                };
                headline.widget_info(|| WidgetInfo::labeled(Role::Status, true, &sentence));
                ui.ctx()
                    .accesskit_node_builder(headline.id, |node| node.set_live(Live::Polite));
                if let Some(offer) = toast.offer {
                    let button = ui.button(offer.name()).on_hover_text(offer.tooltip(ui, ""));
                    taken = button.clicked().then_some(offer);
                }
            });
        });
    });
    taken
}
