//! Dialogs: each has a name, takes the focus, keeps it inside, and gives it back.

use std::panic::Location;

use eframe::egui::{
    Align, Align2, Context, FocusDirection, Frame, Id, Key, LayerId, Layout, Margin, Memory, Modal, Modifiers,
    Response, ScrollArea, Ui, UiKind, Vec2, vec2,
};

use localization::{Language, text};

use super::{
    Scene, controls, egui_margin,
    shapes::Shape,
    tokens::{self, Palette},
};

/// A dialog to show.
pub(crate) struct DialogFrame<'t> {
    /// The title, also for screen readers.
    pub(crate) title: &'t str,
    /// Where the program shows it. It is known by that: the title is another in each language.
    place: &'static Location<'static>,
    /// The width, if the window has that much.
    pub(crate) width: f32,
    /// The position: centered, or this far below the top.
    pub(crate) top: Option<f32>,
    /// What gets the focus first; by default the first control.
    pub(crate) first: Option<Id>,
    /// The drop-down list that gets the focus first.
    choice: Option<&'t str>,
    /// Whether closing would lose changes.
    pub(crate) guards: bool,
}

/// The question whether to discard changes, while it is open.
#[derive(Debug, Clone, Copy, Default)]
struct Guard {
    asks: bool,
    /// What had the focus when it was asked.
    before: Option<Id>,
}

impl<'t> DialogFrame<'t> {
    /// A centered dialog.
    #[track_caller]
    pub(crate) const fn new(title: &'t str, width: f32) -> Self {
        Self {
            title,
            place: Location::caller(),
            width,
            top: None,
            first: None,
            choice: None,
            guards: false,
        }
    }

    /// Gives the focus to this drop-down list first.
    pub(crate) const fn beginning_at_choice(mut self, name: &'t str) -> Self {
        self.choice = Some(name);
        self
    }

    /// Guards changes: a click outside does not close it, and Escape asks first.
    pub(crate) const fn guarding(mut self, changed: bool) -> Self {
        self.guards = changed;
        self
    }

    /// Gives the focus to this control first.
    pub(crate) const fn beginning_at(mut self, first: Id) -> Self {
        self.first = Some(first);
        self
    }

    /// Puts it near the top.
    pub(crate) const fn below_top(mut self, distance: f32) -> Self {
        self.top = Some(distance);
        self
    }

    fn id(&self) -> Id {
        dialog_id((self.place.file(), self.place.line()))
    }

    /// Shows it without a title. Returns whether the user wants it closed, by Escape or by a click outside.
    pub(crate) fn show_bare(self, ctx: &Context, contents: impl FnOnce(&mut Ui)) -> bool {
        let palette = Palette::of_context(ctx);
        let id = self.id();
        let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(egui_margin(tokens::GAP_SECTION)));
        let area = match self.top {
            Some(distance) => Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, distance)),
            None => Modal::default_area(id).anchor(Align2::CENTER_CENTER, Vec2::ZERO),
        };
        let modal = Modal::new(id).area(area).backdrop_color(palette.scrim).frame(frame);
        let guard_id = id.with("guard");
        let guard: Guard = ctx.data(|data| data.get_temp(guard_id)).unwrap_or_default();
        let layer = modal.area.layer();
        let choice = self.choice.and_then(|name| controls::choice_id(ctx, layer, name));
        take_focus(ctx, id, layer, guard.before.or(self.first).or(choice));
        let response = modal.show(ctx, |ui| {
            let room = ctx.content_rect().size() - Vec2::splat(tokens::DIALOG_MARGIN);
            ui.set_width(self.width.min(room.x));
            // An area offers its previous height, which may have been smaller.
            ui.set_max_height(room.y - self.top.unwrap_or_default());
            contents(ui);
            ui.stack()
                .iter()
                .find(|stack| stack.kind() == Some(UiKind::Modal))
                .map(|stack| stack.unique_id)
        });
        center_again(ctx, id, response.response.rect.size());
        // egui gives the modal's node the dialog role but no name.
        if let Some(id) = response.inner {
            ctx.accesskit_node_builder(id, |node| {
                node.set_label(self.title);
                node.set_modal();
            });
        }
        let beside = response.backdrop_response.clicked();
        let close = response.should_close();
        if !self.guards {
            ctx.data_mut(|data| data.remove::<Guard>(guard_id));
            return close;
        }
        if close && !beside {
            ask(ctx, id);
        }
        self.guard(ctx, id)
    }

    /// Asks before changes are lost, if there are any. Returns whether to discard them.
    fn guard(&self, ctx: &Context, id: Id) -> bool {
        let guard_id = id.with("guard");
        let guard: Guard = ctx.data(|data| data.get_temp(guard_id)).unwrap_or_default();
        if !guard.asks {
            return false;
        }
        let (mut lose, mut keep) = (false, false);
        let title = text!("notices-discard-title");
        let question = DialogFrame::new(&title, tokens::QUIT_WIDTH);
        let escaped = question.show_question(ctx, |ui| {
            ui.label(text!("notices-discard-text", title = self.title));
            ui.add_space(tokens::GAP_LARGE);
            let answers = |ui: &mut Ui, (lose, keep): &mut (bool, bool)| {
                *lose = ui.button(text!("notices-discard")).clicked();
                let stay = controls::primary(ui, &text!("notices-discard-keep"), true);
                begin_at(&stay);
                *keep = stay.clicked();
            };
            let mut answer = (false, false);
            controls::line_of_ends(ui, "answers", &mut answer, |_, _| {}, answers);
            (lose, keep) = answer;
        });
        if lose {
            ctx.data_mut(|data| data.remove::<Guard>(guard_id));
        } else if keep || escaped {
            ctx.data_mut(|data| {
                data.insert_temp(guard_id, Guard { asks: false, ..guard });
                // The focus returns to where it was.
                data.remove::<Drawn>(id);
            });
        }
        lose
    }

    /// Shows it with its title, as a question closed by its answers.
    pub(crate) fn show_question(self, ctx: &Context, contents: impl FnOnce(&mut Ui)) -> bool {
        let title = self.title;
        self.show_bare(ctx, |ui| {
            controls::title(ui, title);
            ui.add_space(tokens::GAP);
            contents(ui);
        })
    }

    /// Shows it with its title and a close button. Returns whether the user wants it closed.
    pub(crate) fn show(self, ctx: &Context, contents: impl FnOnce(&mut Ui)) -> bool {
        let (title, guards, id) = (self.title, self.guards, self.id());
        let mut close = false;
        let escaped = self.show_bare(ctx, |ui| {
            controls::line_from_right(ui, |ui| {
                close = controls::icon(ui, Shape::Cross, &close_words(title)).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    controls::title(ui, title);
                });
            });
            ui.add_space(tokens::GAP);
            contents(ui);
        });
        if close && guards {
            ask(ctx, id);
            return escaped;
        }
        close || escaped
    }
}

/// The id of a dialog, by what it is known by in every language.
pub(super) fn dialog_id(known_by: impl std::hash::Hash + std::fmt::Debug) -> Id {
    Id::unique(("dialog", known_by))
}

/// The name of the button that closes the dialog with this title.
fn close_words(title: &str) -> String {
    // English alone writes titles in lower case inside of a sentence.
    match localization::current() {
        Language::English => text!("notices-dialog-close", title = title.to_lowercase()),
        _ => text!("notices-dialog-close", title = title),
    }
}

/// Opens the question whether to discard the changes in a dialog.
fn ask(ctx: &Context, dialog: Id) {
    let guard = Guard {
        asks: true,
        before: ctx.memory(Memory::focused),
    };
    ctx.data_mut(|data| data.insert_temp(dialog.with("guard"), guard));
    ctx.request_repaint();
}

/// Read-only contents that can also be scrolled with keys. `below` is the height that what follows needs.
pub(crate) fn scrolled(ui: &mut Ui, below: f32, contents: impl FnOnce(&mut Ui)) {
    let height = ui.available_height() - below;
    let page = height - tokens::ROW;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let keys = [
        (Key::ArrowDown, -tokens::ROW),
        (Key::ArrowUp, tokens::ROW),
        (Key::PageDown, -page),
        (Key::PageUp, page),
        (Key::End, f32::MIN),
        (Key::Home, f32::MAX),
    ];
    let by: f32 = keys
        .into_iter()
        .filter(|(key, _)| pressed(*key))
        .map(|(_, by)| by)
        .sum();
    ScrollArea::both()
        .max_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            if by != 0.0 {
                ui.scroll_with_delta(vec2(0.0, by));
            }
            contents(ui);
        });
}

/// An area is placed by its size in the last frame, so a dialog of another size needs one more.
fn center_again(ctx: &Context, id: Id, size: Vec2) {
    let before = ctx.data_mut(|data| data.get_temp_mut_or(id.with("size"), size).to_owned());
    if before != size {
        ctx.data_mut(|data| data.insert_temp(id.with("size"), size));
        ctx.request_repaint();
    }
}

/// Gives the first focus to this answer, the one that loses nothing.
pub(crate) fn begin_at(answer: &Response) {
    let ctx = &answer.ctx;
    let given: Option<u64> = ctx.data(|data| data.get_temp(given_id()));
    if given == Some(ctx.cumulative_pass_nr()) {
        answer.request_focus();
    }
}

/// The pass in which a dialog gave the focus to its first control.
fn given_id() -> Id {
    super::id("focus given to a dialog")
}

/// Whether a dialog drawn in this pass still wants the focus.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    pass: u64,
    wants_focus: bool,
}

/// Gives the focus of a newly opened dialog to its first or named control. egui keeps Tab inside a modal layer.
pub(super) fn take_focus(ctx: &Context, id: Id, layer: LayerId, first: Option<Id>) {
    let pass = ctx.cumulative_pass_nr();
    let before: Option<Drawn> = ctx.data(|data| data.get_temp(id));
    let newly = before.is_none_or(|before| before.pass + 1 < pass);
    let mut wants_focus = newly || before.is_some_and(|before| before.wants_focus);
    let focused = ctx.memory(Memory::focused);
    let inside = focused
        .and_then(|focused| ctx.read_response(focused))
        .is_some_and(|focused| focused.layer_id == layer);
    if inside {
        wants_focus = false;
    } else if wants_focus {
        // egui skips what lies behind only from the second pass on.
        if ctx.memory(|memory| memory.top_modal_layer() == Some(layer)) {
            ctx.memory_mut(|memory| {
                focused.into_iter().for_each(|focused| memory.surrender_focus(focused));
                match first {
                    Some(first) => memory.request_focus(first),
                    None => memory.move_focus(FocusDirection::Next),
                }
            });
            ctx.data_mut(|data| data.insert_temp(given_id(), pass));
        }
        ctx.request_repaint();
    }
    ctx.data_mut(|data| data.insert_temp(id, Drawn { pass, wants_focus }));
}

/// Returns the focus to what had it before the dialog opened. Call after all dialogs are drawn.
pub(crate) fn give_back(scene: &mut Scene<'_>, ctx: &Context) {
    let open = scene.view.has_dialog();
    match scene.view.dialogs.focus_before {
        None if open => scene.view.dialogs.focus_before = Some(ctx.memory(Memory::focused)),
        Some(before) if !open => {
            // Controls behind can take it only from the second pass without the dialog.
            if ctx.memory(|memory| memory.top_modal_layer().is_none()) {
                scene.view.dialogs.focus_before = None;
                ctx.memory_mut(|memory| before.into_iter().for_each(|before| memory.request_focus(before)));
            }
            ctx.request_repaint();
        }
        _ => {}
    }
}
