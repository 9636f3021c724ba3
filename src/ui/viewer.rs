//! The picture of one file in the whole window, and its neighbors in the order of the list behind.
//!
//! Wheel, plus and minus zoom, dragging moves, arrows show the next and the previous one, Escape and Space close it.
//!
//! ```text
//! entry    one file of the list, and which of its pictures to show
//! stage    the picture: how large it is, and where
//! ```

mod entry;
mod stage;

use eframe::egui::{
    Align, Align2, Area, Context, Event, EventFilter, Frame, Key, Label, Layout, Memory, Modal, Modifiers, Rect,
    RichText, Role, Ui, UiBuilder, UiKind, Vec2, WidgetInfo, accesskit, pos2,
};

use localization::text;

pub(crate) use entry::Entry;

use super::{
    Scene, Tab, bidi, controls, dialog, row,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use stage::{Stage, Zoom};

/// Whether a picture fills the window, and how it is shown.
#[derive(Default)]
pub(crate) struct State {
    open: Option<Stage>,
}

impl State {
    pub(crate) const fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows the picture of the file under the cursor.
pub(crate) fn open(scene: &mut Scene<'_>) {
    if entry::place(scene).is_some() {
        scene.view.viewer.open = Some(Stage::default());
    }
}

/// What was asked for in a frame.
#[derive(Clone, Copy, PartialEq)]
enum Wish {
    Close,
    /// To the file that is this many places further.
    Go(isize),
    First,
    Last,
    ZoomBy(f32),
    Zoom(Zoom),
}

/// Draws it while it is open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(mut stage) = scene.view.viewer.open.take() else {
        return;
    };
    // Another dialog, such as the question before the program ends, is above.
    let covered = scene.view.has_dialog();
    let (Some(place), count) = (entry::place(scene), entry::count(scene)) else {
        return;
    };
    let entry = Entry::at(scene, place);
    let mut wishes = if covered { Vec::new() } else { keys(ctx) };
    if !covered {
        keep_focus(ctx);
    }
    stage.show_file(&entry.file);
    let id = dialog::dialog_id("viewer");
    let palette = Palette::of_context(ctx);
    let modal = Modal::new(id)
        .area(Area::new(id).anchor(Align2::LEFT_TOP, Vec2::ZERO))
        .backdrop_color(palette.canvas)
        .frame(Frame::new().fill(palette.canvas));
    dialog::take_focus(ctx, id, modal.area.layer(), None);
    let whole = ctx.content_rect();
    let shown = modal.show(ctx, |ui| {
        ui.set_min_size(whole.size());
        let bar = whole.with_max_y(whole.top() + tokens::VIEWER_BAR);
        let below = whole.with_min_y(bar.bottom());
        stage.show(ui, scene, &entry, below);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(bar.shrink2(Vec2::new(tokens::EDGE, 0.0))));
        head(&mut inside, &entry, (place, count), &stage, &mut wishes);
        ui.painter()
            .hline(bar.x_range(), bar.bottom() - 0.5, tokens::hairline(palette.hairline));
        ui.stack()
            .iter()
            .find(|stack| stack.kind() == Some(UiKind::Modal))
            .map(|stack| stack.unique_id)
    });
    if let Some(id) = shown.inner {
        ctx.accesskit_node_builder(id, |node| {
            node.set_label(text!("table-viewer-title"));
            node.set_modal();
        });
    }
    let stays = follow(ctx, scene, &mut stage, (place, count), wishes);
    // The neighbors are made after it, so that the next one is there at once.
    if stage.is_fitted() {
        for by in [1, -1] {
            if let Some(beside) = place.checked_add_signed(by).filter(|beside| *beside < count) {
                Entry::at(scene, beside).prepare(scene, stage.side());
            }
        }
    }
    if stays {
        scene.view.viewer.open = Some(stage);
    } else {
        focus_cursor(scene);
    }
}

/// Carries out what was asked for. Returns whether the picture stays open.
fn follow(
    ctx: &Context,
    scene: &mut Scene<'_>,
    stage: &mut Stage,
    (place, count): (usize, usize),
    wishes: Vec<Wish>,
) -> bool {
    let mut stays = true;
    for wish in wishes {
        match wish {
            Wish::Close => stays = false,
            Wish::Go(by) => entry::go(scene, place.saturating_add_signed(by).min(count.saturating_sub(1))),
            Wish::First => entry::go(scene, 0),
            Wish::Last => entry::go(scene, count.saturating_sub(1)),
            Wish::ZoomBy(factor) => stage.zoom_by(factor, None),
            Wish::Zoom(zoom) => stage.zoom_to(zoom),
        }
        ctx.request_repaint();
    }
    stays
}

/// The list has moved along, so the focus returns to another row than the one that had it.
fn focus_cursor(scene: &mut Scene<'_>) {
    let row = scene.view.selection().cursor().map(row::row_id);
    if scene.view.tab == Tab::Check {
        scene.view.dialogs.focus_before = Some(None);
        scene.view.check.focus_cursor();
    } else if row.is_some() {
        scene.view.dialogs.focus_before = Some(row);
    }
}

/// Arrows and Escape are for the picture, not for moving the focus among the buttons.
fn keep_focus(ctx: &Context) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    if let Some(focused) = ctx.memory(Memory::focused) {
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    }
}

/// The keys of this frame, which nothing else gets.
fn keys(ctx: &Context) -> Vec<Wish> {
    let bound = [
        (Key::Escape, Wish::Close),
        (Key::Space, Wish::Close),
        (Key::ArrowRight, Wish::Go(1)),
        (Key::ArrowDown, Wish::Go(1)),
        (Key::PageDown, Wish::Go(1)),
        (Key::ArrowLeft, Wish::Go(-1)),
        (Key::ArrowUp, Wish::Go(-1)),
        (Key::PageUp, Wish::Go(-1)),
        (Key::Home, Wish::First),
        (Key::End, Wish::Last),
        (Key::Plus, Wish::ZoomBy(tokens::VIEWER_STEP)),
        (Key::Equals, Wish::ZoomBy(tokens::VIEWER_STEP)),
        (Key::Minus, Wish::ZoomBy(1.0 / tokens::VIEWER_STEP)),
        (Key::Num0, Wish::Zoom(Zoom::Fit)),
        (Key::Num1, Wish::Zoom(Zoom::Actual)),
    ];
    let mut wishes = Vec::new();
    ctx.input_mut(|input| {
        for (key, wish) in bound {
            // With Shift where a keyboard has the plus above another sign.
            let held = if key == Key::Plus {
                Modifiers::SHIFT
            } else {
                Modifiers::NONE
            };
            while input.consume_key(held, key) || input.consume_key(Modifiers::NONE, key) {
                wishes.push(wish);
            }
        }
        // A key sends its text, too. A plus sign that arrives as text alone, without its key, counts as well.
        let is_keyed = !wishes.is_empty();
        input.events.retain(|event| match event {
            Event::Text(text) if text == "+" => {
                if !is_keyed {
                    wishes.push(Wish::ZoomBy(tokens::VIEWER_STEP));
                }
                false
            }
            Event::Text(text) => text != " ",
            _ => true,
        });
    });
    wishes
}

/// The name, the state and the position of the file, and the buttons.
fn head(ui: &mut Ui, entry: &Entry, (place, count): (usize, usize), stage: &Stage, wishes: &mut Vec<Wish>) {
    let position = text!("table-viewer-position", place = place + 1, count = count);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
        let mut button = |ui: &mut Ui, shape: Shape, name: &str, hint: &str, wish: Wish| {
            if controls::icon_with_hint(ui, shape, name, hint).clicked() {
                wishes.push(wish);
            }
        };
        let (name, hint) = (text!("table-viewer-close"), text!("table-viewer-close-hint"));
        button(ui, Shape::Cross, &name, &hint, Wish::Close);
        ui.add_space(tokens::GAP);
        let (name, hint) = (text!("table-viewer-next"), text!("table-viewer-next-hint"));
        button(ui, Shape::ChevronRight, &name, &hint, Wish::Go(1));
        let label = ui.label(tokens::soft(ui, position.as_str()));
        let (name, hint) = (text!("table-viewer-previous"), text!("table-viewer-previous-hint"));
        button(ui, Shape::ChevronLeft, &name, &hint, Wish::Go(-1));
        // Screen readers say where they are after each step.
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_live(accesskit::Live::Polite);
        });
        label.widget_info(|| {
            let (file, state) = (&entry.name, &entry.state);
            let words = text!(
                "table-viewer-announcement",
                file = file,
                state = state,
                position = &position
            );
            WidgetInfo::labeled(Role::Label, true, words)
        });
        ui.add_space(tokens::GAP);
        zoom(ui, stage, wishes);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| name_and_state(ui, entry));
    });
}

/// The button for the other size, and how large the picture is.
fn zoom(ui: &mut Ui, stage: &Stage, wishes: &mut Vec<Wish>) {
    let (word, wish, hint) = if stage.is_fitted() {
        (
            text!("table-viewer-actual"),
            Zoom::Actual,
            text!("table-viewer-actual-hint"),
        )
    } else {
        (text!("table-viewer-fit"), Zoom::Fit, text!("table-viewer-fit-hint"))
    };
    if ui.button(word).on_hover_text(hint).clicked() {
        wishes.push(Wish::Zoom(wish));
    }
    if let Some(percent) = stage.percent() {
        ui.label(tokens::small(ui, text!("table-viewer-percent", percent = percent)));
    }
}

/// The name of the file, and its state where there is room.
fn name_and_state(ui: &mut Ui, entry: &Entry) {
    ui.spacing_mut().item_spacing.x = tokens::GAP;
    let room = ui.available_width();
    let state = controls::width(ui, &entry.state, tokens::small_font()) + tokens::SHAPE + tokens::VIEWER_STATE_GAP;
    let name = RichText::new(bidi::visual(&entry.name)).font(tokens::heading_font());
    let place = ui.available_rect_before_wrap();
    let place = place.with_max_x(place.left() + (room - state).max(tokens::COLUMN_KEY.min(room)));
    let mut inside = ui.new_child(
        UiBuilder::new()
            .max_rect(place)
            .layout(Layout::left_to_right(Align::Center)),
    );
    let label = inside.add(Label::new(name).truncate());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &entry.name));
    if room - label.rect.width() < state {
        return;
    }
    let palette = Palette::of(ui);
    let (shape, tone) = entry.mark;
    let center = pos2(
        label.rect.right() + tokens::GAP_LARGE + tokens::SHAPE / 2.0,
        place.center().y,
    );
    let square = Rect::from_center_size(center, Vec2::splat(tokens::SHAPE));
    shapes::paint(ui.painter(), square, shape, tone.color(palette));
    let rest = Rect::from_x_y_ranges(
        square.right() + tokens::GAP_SMALL..=place.right() + state,
        place.y_range(),
    );
    controls::line(ui, rest, &entry.state, tokens::small_font(), palette.soft, Align::Min);
}
