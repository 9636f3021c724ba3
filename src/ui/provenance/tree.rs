//! The provenance tree as pictures: the file at the top, below it what it was made from.

use eframe::egui::{
    Align, EventFilter, Frame, Id, Key, Modifiers, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, pos2, scroll_area::ScrollBarVisibility, vec2,
};

use localization::text;

use super::{
    Subject,
    layout::{Step, Tree},
    node::{self, Facts},
    picture,
    pictures::{self, Shown},
    pin,
    read::ReadReport,
};
use crate::ui::{
    Scene, bidi, controls, shapes,
    tokens::{self, Palette},
};

/// The arrow keys and where they lead.
const KEYS: [(Key, Step); 6] = [
    (Key::ArrowUp, Step::Up),
    (Key::ArrowDown, Step::Down),
    (Key::ArrowLeft, Step::Left),
    (Key::ArrowRight, Step::Right),
    (Key::Home, Step::Root),
    (Key::End, Step::Last),
];

/// The chosen node of this report.
pub(super) fn chosen(scene: &Scene<'_>, key: Id, read: &ReadReport) -> usize {
    match scene.view.provenance.chosen {
        Some((of, node)) if of == key && node < read.tree.nodes.len() => node,
        _ => 0,
    }
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) {
    let many = read.report.ingredients.len();
    controls::line_of_ends(
        ui,
        "provenance",
        scene,
        |ui, _| controls::heading(ui, &text!("provenance-tree")),
        |ui, _| {
            let count = if read.report.more_ingredients {
                text!("provenance-ingredients-more", count = many)
            } else {
                text!("provenance-ingredients", count = many)
            };
            ui.label(tokens::small(ui, count));
        },
    );
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.canvas)
        .stroke(tokens::hairline(palette.hairline))
        .corner_radius(tokens::CORNER);
    let shown = frame.show(ui, |ui| area(ui, scene, subject, read));
    // The tree itself scrolls to the node. What is around it scrolls to the whole tree, if that fits.
    if let Some((number, node)) = shown.inner {
        let whole = shown.response.rect;
        let part = whole
            .with_min_y(node.top().max(whole.top()))
            .with_max_y(node.bottom().min(whole.bottom()));
        let fits = whole.height() <= ui.clip_rect().height();
        let control = tile_id(subject.key, number);
        controls::reveal(ui, control, if fits { whole } else { part });
    }
    if read.report.more_ingredients {
        ui.label(tokens::small(ui, text!("provenance-tree-rest")));
    }
}

/// The part of the tree that is in view. Returns a node that just got the focus, with its place.
fn area(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) -> Option<(usize, Rect)> {
    let tree = &read.tree;
    let width = ui.available_width();
    let size = size_of(tree);
    let first = scene.view.provenance.chosen.is_none_or(|(of, _)| of != subject.key);
    if first {
        // Its first ingredient, if the whole tree is in view.
        let node = usize::from(size.x <= width && size.y <= tokens::TREE_MAX);
        scene.view.provenance.chosen = Some((subject.key, node));
    }
    let chosen = chosen(scene, subject.key, read);
    let height = size.y.min(tokens::TREE_MAX);
    // Bars would be drawn at the end of what is in view, over other things.
    let is_end_in_view = ui.cursor().top() + height <= ui.clip_rect().bottom();
    let bars = if is_end_in_view {
        ScrollBarVisibility::VisibleWhenNeeded
    } else {
        ScrollBarVisibility::AlwaysHidden
    };
    let mut scroll = ScrollArea::both()
        .scroll_bar_visibility(bars)
        .id_salt(("provenance", subject.key))
        .max_height(height)
        .min_scrolled_height(height)
        .max_width(width)
        .auto_shrink([false, true]);
    if first {
        // A wide tree begins with its file in the middle.
        let middle = place(tree, Pos2::ZERO, 0).center().x - width / 2.0;
        scroll = scroll.horizontal_scroll_offset(middle.clamp(0.0, (size.x - width).max(0.0)));
    }
    let shown = scroll.show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size.x.max(width), size.y), Sense::hover());
        let origin = pos2(rect.center().x - size.x / 2.0, rect.top());
        lines(ui, tree, origin, chosen);
        let (mut next, mut is_reached) = (None, false);
        for number in 0..tree.nodes.len() {
            let response = tile(ui, scene, subject, read, number, origin, chosen);
            if response.clicked() {
                response.request_focus();
                next = Some(number);
            }
            if number == chosen && response.has_focus() {
                next = next.or_else(|| keyed(ui, tree, &response, chosen));
                is_reached = response.gained_focus();
            }
        }
        if let Some(next) = next {
            scene.view.provenance.chosen = Some((subject.key, next));
            ui.memory_mut(|memory| memory.request_focus(tile_id(subject.key, next)));
            ui.ctx().request_repaint();
        }
        let reached = next.or_else(|| is_reached.then_some(chosen))?;
        let node = place(tree, origin, reached);
        ui.scroll_to_rect(node.expand(tokens::GAP), None);
        Some((reached, node))
    });
    shown.inner
}

fn tile_id(key: Id, number: usize) -> Id {
    key.with(("tile", number))
}

/// The node that a key leads to.
fn keyed(ui: &Ui, tree: &Tree, response: &Response, chosen: usize) -> Option<usize> {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (_, step) = KEYS.into_iter().find(|(key, _)| pressed(*key))?;
    tree.step(chosen, step)
}

/// Width and height of a tree.
#[expect(clippy::cast_precision_loss, reason = "a tree has few levels")]
fn size_of(tree: &Tree) -> Vec2 {
    let cells = vec2(
        tree.columns * tokens::TILE_CELL.x,
        tree.levels as f32 * tokens::TILE_CELL.y,
    );
    // No line below the last level.
    cells + vec2(0.0, 2.0 * tokens::TREE_MARGIN - tokens::TILE_LINE) + vec2(2.0 * tokens::TREE_MARGIN, 0.0)
}

/// The place of a node: its tile and its text.
#[expect(clippy::cast_precision_loss, reason = "a tree has few levels")]
fn place(tree: &Tree, origin: Pos2, number: usize) -> Rect {
    let (column, level) = tree
        .nodes
        .get(number)
        .map_or((0.0, 0), |node| (node.column, node.level));
    let at = origin
        + vec2(tokens::TREE_MARGIN, tokens::TREE_MARGIN)
        + vec2(column * tokens::TILE_CELL.x, level as f32 * tokens::TILE_CELL.y);
    Rect::from_min_size(at, tokens::TILE_CELL - vec2(0.0, tokens::TILE_LINE))
}

/// The picture of a node within its place.
fn square(place: Rect) -> Rect {
    let side = vec2(tokens::TILE, tokens::TILE);
    Rect::from_min_size(pos2(place.center().x - side.x / 2.0, place.top()), side)
}

/// The lines between nodes and their ingredients. The way to the chosen node is drawn last.
fn lines(ui: &Ui, tree: &Tree, origin: Pos2, chosen: usize) {
    let palette = Palette::of(ui);
    for on_path in [false, true] {
        let stroke = if on_path {
            Stroke::new(tokens::PEN, palette.accent)
        } else {
            Stroke::new(tokens::PEN, palette.outline)
        };
        for (number, node) in tree.nodes.iter().enumerate() {
            let Some(parent) = node.parent.filter(|_| tree.is_on_path(number, chosen) == on_path) else {
                continue;
            };
            let above = place(tree, origin, parent);
            let top = square(place(tree, origin, number)).center_top();
            let bend = above.bottom() + tokens::TILE_LINE / 2.0;
            let from = pos2(above.center().x, above.bottom());
            if !ui.is_rect_visible(Rect::from_two_pos(from, top).expand(tokens::PEN)) {
                continue;
            }
            ui.painter().vline(from.x, from.y..=bend, stroke);
            ui.painter().hline(from.x.min(top.x)..=from.x.max(top.x), bend, stroke);
            ui.painter().vline(top.x, bend..=top.y, stroke);
        }
    }
}

/// A node: its picture, its title, its role.
fn tile(
    ui: &Ui,
    scene: &mut Scene<'_>,
    subject: &Subject<'_>,
    read: &ReadReport,
    number: usize,
    origin: Pos2,
    chosen: usize,
) -> Response {
    let place = place(&read.tree, origin, number);
    let is_chosen = number == chosen;
    // Arrow keys reach the others.
    let sense = if is_chosen { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(place, tile_id(subject.key, number), sense);
    let facts = Facts::of(subject, read, number);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, facts.sentence()));
    if !ui.is_rect_visible(place) {
        return response;
    }
    let palette = Palette::of(ui);
    let square = square(place);
    let shown = node::tile_picture(scene, subject, read, number);
    if let Shown::Picture(texture) = &shown {
        ui.painter().rect_filled(square, tokens::CORNER, palette.control_hover);
        pictures::fill(ui, texture, square, tokens::CORNER);
    } else {
        ui.painter().rect_filled(square, tokens::CORNER, palette.control_hover);
        let side = vec2(tokens::PICTURE_SHAPE, tokens::PICTURE_SHAPE);
        let icon = Rect::from_center_size(square.center(), side);
        shapes::paint(ui.painter(), icon, picture::kind(facts.format), palette.soft);
    }
    outline(ui, &response, square, is_chosen);
    badge(ui, square, &facts);
    let (title, role) = text_places(place);
    controls::line(
        ui,
        title,
        &facts.title,
        tokens::small_font(),
        palette.text,
        Align::Center,
    );
    controls::line(
        ui,
        role,
        &facts.role_word(),
        tokens::small_font(),
        palette.soft,
        Align::Center,
    );
    let mut hint = bidi::visual(&facts.title).into_owned();
    if !matches!(shown, Shown::Picture(_)) {
        let missing = if matches!(shown, Shown::Making) || subject.sources.is_fetching {
            text!("provenance-picture-loading")
        } else {
            text!("provenance-picture-none")
        };
        hint.push('\n');
        hint.push_str(&missing);
    }
    response.on_hover_text(hint)
}

/// The line around a picture, and the focus ring around that.
fn outline(ui: &Ui, response: &Response, square: Rect, is_chosen: bool) {
    let palette = Palette::of(ui);
    let line = if is_chosen {
        Stroke::new(tokens::MARK, palette.accent)
    } else if response.hovered() {
        tokens::hairline(palette.soft)
    } else {
        tokens::hairline(palette.outline)
    };
    ui.painter()
        .rect_stroke(square, tokens::CORNER, line, StrokeKind::Inside);
    if response.has_focus() {
        let ring = tokens::focus(palette.accent);
        let around = square.expand(tokens::AROUND_FOCUS);
        ui.painter()
            .rect_stroke(around, tokens::CORNER, ring, StrokeKind::Inside);
    }
}

/// The two lines below a tile.
fn text_places(place: Rect) -> (Rect, Rect) {
    let line = vec2(place.width() - tokens::GAP, tokens::TILE_TEXT);
    let first = place.top() + tokens::TILE + tokens::GAP_SMALL;
    let at = |top| Rect::from_min_size(pos2(place.center().x - line.x / 2.0, top), line);
    (at(first), at(first + tokens::TILE_TEXT))
}

/// The verdict on a node in the corner of its tile, or the pin of one whose verdict is not known.
fn badge(ui: &Ui, square: Rect, facts: &Facts<'_>) {
    let palette = Palette::of(ui);
    let side = vec2(tokens::BADGE, tokens::BADGE);
    let at = square.right_top() + vec2(-tokens::GAP_SMALL - side.x, tokens::GAP_SMALL);
    let rect = Rect::from_min_size(at, side);
    match facts.mark() {
        Some((shape, tone)) => {
            ui.painter()
                .circle_filled(rect.center(), rect.width() / 2.0, palette.raised);
            let outline = tokens::hairline(palette.outline);
            ui.painter().circle_stroke(rect.center(), rect.width() / 2.0, outline);
            let icon = Rect::from_center_size(rect.center(), vec2(tokens::BADGE_SHAPE, tokens::BADGE_SHAPE));
            shapes::paint(ui.painter(), icon, shape, tone.color(palette));
        }
        None if facts.has_credentials => pin::paint(ui.painter(), rect, palette),
        None => {}
    }
}
