//! One row: name and details, the three steps, the key with its copy button, the main action, and the remove button.

mod action;
mod key;
mod lines;
mod mark;
mod name;
mod product;
mod progress;

use eframe::egui::{
    Align, Button, Id, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, accesskit, pos2, vec2,
};

use localization::text;

use super::{
    InspectorTab, Scene, Tab,
    columns::Columns,
    controls, drag_out, pictures, row_menu,
    shapes::Shape,
    states, table,
    tokens::{self, Palette},
    words,
};
use model::{HistoryRow, Intent, Upload, UploadId, VerifyState};

pub(crate) use action::{Action, act, action_width};
use key::key;
pub(crate) use key::key_width;
use lines::{Below, Lines};
use name::name;
use progress::progress;

/// The id of a row's copy button.
pub(crate) fn copy_id(id: UploadId) -> Id {
    Id::unique(("copy key", id.number()))
}

/// The id of a row, for the focus.
pub(crate) fn row_id(id: UploadId) -> Id {
    Id::unique(("row", id.number()))
}

/// Selects a row, like a click with these modifiers.
pub(crate) fn choose(scene: &mut Scene<'_>, id: UploadId, held: Modifiers) {
    if scene.view.selection().is_empty() {
        scene.view.inspector.tab = InspectorTab::Overview;
    }
    let rows = scene.rows();
    let selection = scene.view.selection_mut();
    if held.shift {
        selection.reach(&rows, id, held.command);
    } else if held.command {
        selection.toggle(id);
    } else {
        selection.only(id);
    }
}

/// The background of a row.
fn ground(ui: &Ui, rect: Rect, selected: bool) {
    let palette = Palette::of(ui);
    if selected {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
        let mark = Rect::from_min_size(rect.min, vec2(tokens::MARK + 1.0, rect.height()));
        ui.painter().rect_filled(mark, 0.0, palette.accent);
    } else if is_under_pointer(ui, rect) {
        ui.painter().rect_filled(rect, 0.0, palette.hover);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
}

/// Draws a row into the cell.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, columns: &Columns) {
    let rect = ui.max_rect();
    let selected = scene.view.selection().contains(upload.id);
    let stop = is_stop(ui, scene, upload.id);
    let response = ui.interact(rect, row_id(upload.id), drag_out::sense(ui, sense(stop)));
    drag_out::follow(scene, upload.id, &response);
    list_item(ui, &response, selected, || words::sentence(upload, scene.now));
    ground(ui, rect, selected);
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    if scene.view.selection().cursor() == Some(upload.id) {
        scene.view.table.cursor_row = Some(rect);
    }
    // Clicks on the row's buttons count as clicks on the row.
    if ui.rect_contains_pointer(rect)
        && let Some(at) = ui.input(|input| {
            let pointer = &input.pointer;
            pointer.secondary_clicked().then(|| pointer.interact_pos()).flatten()
        })
    {
        row_menu::open(scene, ui.ctx(), upload.id, at);
    }
    if response.gained_focus() {
        scene.view.selection_mut().move_cursor(upload.id);
    }
    if response.clicked() {
        choose(scene, upload.id, ui.input(|input| input.modifiers));
    }

    let edge = if scene.model.settings.compact {
        tokens::GAP_SMALL
    } else {
        tokens::GAP
    };
    let mut places = columns.places(table::inside(ui, rect).shrink2(vec2(0.0, edge)));
    places.name = pictures::show(ui, scene, upload, places.name);
    let below = Below::of(upload, columns);
    let lines = Lines::of(scene, upload, &places, below);
    let hints = name(ui, scene, upload, &places, &lines);
    progress(ui, scene, upload, &places, columns, (below, &lines), stop);
    if let Some(place) = places.key {
        key(ui, scene, upload, place, stop);
    }
    actions(ui, scene, upload, places.action, stop);
    let at = ui.input(|input| input.pointer.hover_pos()).unwrap_or_default();
    let verified = verified(upload, places.track);
    if response.hovered()
        && let Some((_, hint)) = hints
            .into_iter()
            .chain([verified])
            .flatten()
            .find(|(place, _)| place.contains(at))
    {
        response.on_hover_text_at_pointer(hint);
    }
}

/// Describes a row or a tile to assistive technology. The words are made only if it asks for them.
pub(super) fn list_item(ui: &Ui, response: &Response, selected: bool, words: impl Fn() -> String) {
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, words()));
    // egui exposes a selection as a check mark; here it is a selected list row.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        // Not a Tab stop, but screen readers can go there.
        node.add_action(accesskit::Action::Focus);
    });
}

/// The tooltip of a verdict: whether the time of signing is verified, and when the certificate ends.
fn verified(upload: &Upload, place: Rect) -> Option<(Rect, String)> {
    let VerifyState::Verified(facts) = &upload.verify else {
        return None;
    };
    let words = words::validity_of(facts)?;
    let verdict = states::verdict(facts.verdict);
    let words = text!("table-validity-of-verdict", verdict = verdict, validity = words);
    Some((place, words))
}

/// Whether Tab stops at a row and its controls: only at the row under the cursor, or at the first visible row. Arrow
/// keys reach the others.
pub(crate) fn is_stop(ui: &Ui, scene: &Scene<'_>, id: UploadId) -> bool {
    let at_cursor = scene.view.selection().cursor() == Some(id);
    let instead = || !scene.view.table.cursor_on_show && scene.rows().id(scene.view.table.on_show.start) == Some(id);
    // A screen reader may have moved to it.
    at_cursor || instead() || ui.memory(|memory| memory.has_focus(row_id(id)))
}

/// Click and Tab behavior of a row's controls: Tab skips all rows but one.
fn sense(stop: bool) -> Sense {
    if stop { Sense::click() } else { Sense::CLICK }
}

/// Whether the pointer is over a row. The border between two rows belongs to the lower one.
fn is_under_pointer(ui: &Ui, rect: Rect) -> bool {
    let at = ui.input(|input| input.pointer.hover_pos());
    ui.rect_contains_pointer(rect) && at.is_some_and(|at| at.y >= rect.top() && at.y < rect.bottom())
}

/// Draws a placeholder for a record that is not loaded, or cannot be read.
pub(crate) fn not_read(ui: &mut Ui, scene: &mut Scene<'_>, place: usize) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let unreadable = is_unreadable(scene, place);
    let words = unread_words(scene, place);
    if let Some(id) = scene.rows().id(place) {
        let response = ui.interact(rect, row_id(id), sense(is_stop(ui, scene, id)));
        let selected = scene.view.selection().contains(id);
        list_item(ui, &response, selected, || words.clone());
        if selected {
            ui.painter().rect_filled(rect, 0.0, palette.selected);
        }
        follow_unread(ui, scene, id, &response);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
    let inside = table::inside(ui, rect);
    let color = if unreadable { palette.warn } else { palette.soft };
    controls::line(ui, inside, &words, tokens::small_font(), color, Align::Min);
}

/// Whether the record at this place of the current tab cannot be read.
pub(crate) fn is_unreadable(scene: &Scene<'_>, place: usize) -> bool {
    scene.view.tab == Tab::History && scene.model.history.row(place) == HistoryRow::Unreadable
}

/// What is said in place of a record that is not loaded, or cannot be read.
pub(crate) fn unread_words(scene: &Scene<'_>, place: usize) -> String {
    if is_unreadable(scene, place) {
        text!("table-row-unreadable")
    } else {
        text!("table-row-loading")
    }
}

/// The focus, the cursor and a click in place of a record that is not loaded, as a row or a tile.
pub(super) fn follow_unread(ui: &Ui, scene: &mut Scene<'_>, id: UploadId, response: &Response) {
    if response.has_focus() {
        controls::focus_ring(ui, response.rect);
    }
    if response.gained_focus() {
        scene.view.selection_mut().move_cursor(id);
    }
    if scene.view.selection().cursor() == Some(id) {
        scene.view.table.cursor_row = Some(response.rect);
    }
    if response.clicked() {
        choose(scene, id, ui.input(|input| input.modifiers));
    }
}

/// The main action, then the remove button. A running upload has no remove button: it would be next to Cancel, and a slip
/// would remove the row. The menu and the Delete key remove it.
fn actions(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let file = upload.source.name();
    let side = tokens::CONTROL;
    let remove = Rect::from_center_size(pos2(place.right() - side / 2.0, place.center().y), vec2(side, side));
    // The history has no remove button and reserves no room for it.
    let end = match scene.view.tab {
        Tab::Queue => remove.left() - tokens::GAP_SMALL,
        Tab::History | Tab::Check => place.right(),
    };
    main_action(ui, scene, upload, place.with_max_x(end), stop);
    if scene.view.tab == Tab::Queue && Action::of(upload) != Some(Action::Cancel) {
        let id = Id::unique(("remove", upload.id.number()));
        let name = text!("table-row-remove", file = file);
        if controls::icon_sensing(ui, remove, id, sense(stop), Shape::Cross, None, &name).clicked() {
            scene.dispatch(Intent::Remove(vec![upload.id]));
        }
    }
}

fn main_action(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let Some(action) = Action::of(upload) else { return };
    // Actions on queue rows are not offered elsewhere.
    if matches!(action, Action::Cancel | Action::Retry | Action::Resume) && scene.model.queue.get(upload.id).is_none() {
        return;
    }
    let middle = place.center();
    let main = Rect::from_center_size(middle, vec2(place.width(), tokens::CONTROL));
    let mut inside = ui.new_child(
        UiBuilder::new()
            .id_salt(("action", upload.id.number()))
            .max_rect(main)
            .layout(eframe::egui::Layout::centered_and_justified(
                eframe::egui::Direction::LeftToRight,
            )),
    );
    let button = if action.calls() {
        inside.add(Button::new(action.label()).sense(sense(stop)))
    } else {
        controls::quiet_sensing(&mut inside, &action.label(), sense(stop))
    };
    let name = action.name(&upload.source.name());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        act(scene, upload, action);
    }
}
