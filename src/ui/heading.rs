//! The table heading: click to sort, drag an edge or use arrow keys to resize.

use eframe::egui::{
    Align, Button, Color32, CursorIcon, EventFilter, Id, Key, Modifiers, Popup, Rect, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use localization::text;

use super::{
    Scene, Tab,
    columns::{Columns, Edge},
    controls, grid, row,
    rows::Rows,
    shapes::{self, Shape},
    sorting::{self, Column, Sort},
    table,
    tokens::{self, Palette},
};
use model::{ColumnWidths, Intent};

/// An edge being dragged, and the columns when the drag began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dragging {
    edge: Edge,
    from: f32,
    before: Columns,
    /// The widths at the current pointer position.
    pub(crate) widths: ColumnWidths,
}

/// Draws the heading.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, columns: &Columns) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let places = columns.places(table::inside(ui, rect));
    let parts = [
        (Column::Name, Some(places.name), Some(Edge::Name), Align::Min),
        (Column::Size, places.size, Some(Edge::Size), Align::Max),
        // Dates have a fixed width.
        (Column::Time, places.date, None, Align::Min),
        (Column::Progress, Some(places.track), Some(Edge::Track), Align::Min),
        (Column::Key, places.key, Some(Edge::Key), Align::Min),
    ];
    for (column, place, edge, align) in parts {
        let Some(place) = place else { continue };
        word(ui, scene, columns, column, edge, place, align);
        if let Some(edge) = edge {
            grip(ui, scene, columns, edge, place);
        }
    }
    end(ui, scene, places.action);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
}

/// The sort menu, and the choice between rows and tiles before it.
pub(crate) fn end(ui: &mut Ui, scene: &mut Scene<'_>, place: Rect) {
    let side = tokens::TABLE_HEADER - tokens::GAP_SMALL;
    let word = text!("table-sort");
    let wide = controls::width(ui, &word, tokens::small_font());
    // A long word has no room in a narrow column: then an icon stands for it.
    let word = (wide + tokens::GAP_SMALL + tokens::SHAPE + tokens::GAP + side <= place.width()).then_some(word);
    let sign = if word.is_some() { wide } else { tokens::SHAPE };
    let width = sign + tokens::GAP_SMALL + tokens::SHAPE;
    menu(ui, scene, place.with_min_x(place.right() - width), word.as_deref());
    let center = pos2(place.right() - width - tokens::GAP - side / 2.0, place.center().y);
    grid::toggle(ui, scene, Rect::from_center_size(center, vec2(side, side)));
}

/// A menu of all sort orders, including those without a visible heading, and how tall rows are. Without a word, an icon says
/// what it is.
fn menu(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, word: Option<&str>) {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, super::id("sort menu"), Sense::click());
    let sort = sorting::of_rows(scene);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, sorting::menu_name(scene)));
    if response.has_focus() {
        controls::focus_ring(ui, rect.expand2(vec2(tokens::GAP_SMALL, -tokens::GAP_SMALL / 2.0)));
    }
    let color = if response.hovered() { palette.text } else { palette.soft };
    let square = |x: f32| Rect::from_center_size(pos2(x, rect.center().y), vec2(tokens::SHAPE, tokens::SHAPE));
    match word {
        Some(word) => {
            controls::line(ui, rect, word, tokens::small_font(), color, Align::Min);
        }
        None => sort_icon(ui, square(rect.left() + tokens::SHAPE / 2.0), color),
    }
    shapes::paint(
        ui.painter(),
        square(rect.right() - tokens::SHAPE / 2.0),
        Shape::Chevron,
        color,
    );
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    Popup::menu(&response).gap(tokens::GAP_SMALL).show(|ui| {
        ui.set_min_width(tokens::MENU);
        ui.spacing_mut().button_padding.x = tokens::GAP;
        for (column, descending) in sorting::choices() {
            let chosen =
                sorting::of_rows(scene).is_some_and(|sort| (sort.column, sort.descending) == (column, descending));
            let words = sorting::in_words(scene, column, descending);
            entry(ui, scene, &words, chosen, Some(Sort { column, descending }));
        }
        ui.separator();
        entry(ui, scene, &sorting::default_order(scene), sort.is_none(), None);
        if !grid::is_shown(scene) {
            ui.separator();
            compact_entry(ui, scene);
        }
    });
}

/// Three lines, each shorter than the one above.
fn sort_icon(ui: &Ui, square: Rect, color: Color32) {
    let square = square.shrink(1.0);
    for step in 0_u8..3 {
        let part = f32::from(step) / 2.0;
        let y = square.top() + square.height() * (0.5 + part) / 2.0;
        let right = square.right() - square.width() * part / 2.0;
        ui.painter()
            .hline(square.left()..=right, y, Stroke::new(tokens::PEN, color));
    }
}

fn entry(ui: &mut Ui, scene: &mut Scene<'_>, words: &str, chosen: bool, sort: Option<Sort>) {
    let button = ui.add(Button::selectable(chosen, words));
    button.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, chosen, words));
    if button.clicked() {
        sorting::sort(scene, sort);
        ui.close();
    }
}

/// The choice of rows of less height.
fn compact_entry(ui: &mut Ui, scene: &mut Scene<'_>) {
    let compact = scene.model.settings.compact;
    let words = text!("table-compact-rows");
    let button = ui.add(Button::selectable(compact, &words));
    button.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, true, compact, &words));
    if button.clicked() {
        scene.dispatch(Intent::ShowCompact(!compact));
        scene.view.table.scroll_to_cursor = true;
        ui.close();
    }
}

/// A column heading. A click sorts by it.
fn word(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    columns: &Columns,
    column: Column,
    edge: Option<Edge>,
    place: Rect,
    align: Align,
) {
    let palette = Palette::of(ui);
    let id = super::id("heading").with(column as u8);
    let response = ui.interact(place, id, Sense::click());
    let sort = sorting::shown(scene).filter(|sort| sort.column == column);
    let stale = sorting::is_stale(scene);
    response.widget_info(|| {
        let name = sorted(column.sort_by(), sort.map(|sort| sort.descending));
        WidgetInfo::selected(Role::ColumnHeader, true, sort.is_some(), name)
    });
    if response.clicked() {
        sorting::click(scene, column);
    }
    if response.has_focus() {
        let around = vec2(tokens::GAP_SMALL, -tokens::GAP_SMALL / 2.0);
        controls::focus_ring(ui, place.expand2(around));
        if let Some(edge) = edge {
            arrow_keys(ui, scene, columns, id, edge);
        }
    }
    let color = if sort.is_some() || response.hovered() {
        palette.text
    } else {
        palette.soft
    };
    let font = if sort.is_some() {
        tokens::small_strong_font()
    } else {
        tokens::small_font()
    };
    let heading = column.heading();
    let width = controls::width(ui, &heading, font.clone());
    let mut text = place;
    if let Some(sort) = sort {
        let x = match align {
            Align::Max => {
                text = text.with_max_x(place.right() - tokens::SHAPE);
                place.right() - tokens::SHAPE / 2.0
            }
            _ => place.left() + width.min(place.width() - tokens::SHAPE) + tokens::GAP_SMALL + tokens::SHAPE / 2.0,
        };
        let square = Rect::from_center_size(pos2(x, place.center().y), vec2(tokens::SHAPE, tokens::SHAPE));
        let shape = if sort.descending { Shape::Down } else { Shape::Up };
        let color = if stale { palette.faint } else { palette.text };
        shapes::paint(ui.painter(), square.shrink(tokens::MARK), shape, color);
    }
    controls::line(ui, text, &heading, font, color, align);
    let hint = hint(scene, column, sort, stale);
    response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand);
}

/// The name of a heading, with how the rows are sorted by it: true is descending.
pub(super) fn sorted(heading: String, descending: Option<bool>) -> String {
    match descending {
        None => heading,
        Some(true) => text!("table-heading-descending", heading = heading),
        Some(false) => text!("table-heading-ascending", heading = heading),
    }
}

/// What a click on a column heading does.
fn hint(scene: &Scene<'_>, column: Column, sort: Option<Sort>, stale: bool) -> String {
    match sort {
        Some(sort) if column == Column::Time && sort.descending => text!("table-heading-hint-oldest"),
        Some(_) if column == Column::Time => text!("table-heading-hint-newest"),
        Some(_) if stale => text!("table-heading-hint-again"),
        Some(sort) if sort.descending => match scene.view.tab {
            Tab::Queue | Tab::Check => text!("table-heading-hint-added"),
            Tab::History => text!("table-heading-hint-newest"),
        },
        Some(_) => text!("table-heading-hint-reverse"),
        None => text!("table-heading-hint-sort"),
    }
}

/// The left and right arrow keys resize the focused column.
fn arrow_keys(ui: &Ui, scene: &mut Scene<'_>, columns: &Columns, id: Id, edge: Edge) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    for (key, by) in [
        (Key::ArrowLeft, -tokens::COLUMN_STEP),
        (Key::ArrowRight, tokens::COLUMN_STEP),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            let widths = columns.dragged(edge, by, scene.model.settings.columns);
            scene.dispatch(Intent::SetColumns(widths));
        }
    }
}

/// The draggable edge right of a column.
fn grip(ui: &Ui, scene: &mut Scene<'_>, columns: &Columns, edge: Edge, place: Rect) {
    let palette = Palette::of(ui);
    let x = place.right() + tokens::GAP_LARGE / 2.0;
    let rect = Rect::from_center_size(pos2(x, place.center().y), vec2(tokens::GRIP, place.height()));
    let id = super::id("column edge").with(edge as u8);
    // Not in the focus order: the heading itself has arrow keys.
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    if response.drag_started()
        && let Some(at) = ui.input(|input| input.pointer.press_origin())
    {
        scene.view.table.dragging = Some(Dragging {
            edge,
            from: at.x,
            before: *columns,
            widths: scene.model.settings.columns,
        });
    }
    if let Some(mut dragging) = scene.view.table.dragging.filter(|dragging| dragging.edge == edge) {
        if let Some(at) = response.interact_pointer_pos() {
            dragging.widths = dragging.before.dragged(edge, at.x - dragging.from, dragging.widths);
            scene.view.table.dragging = Some(dragging);
        }
        if !response.dragged() {
            scene.view.table.dragging = None;
            scene.dispatch(Intent::SetColumns(dragging.widths));
        }
    }
    if response.double_clicked() {
        let widths = fit(ui, scene, columns, edge);
        scene.dispatch(Intent::SetColumns(widths));
    }
    let hot = response.hovered() || response.dragged();
    let color = if hot { palette.accent } else { palette.hairline };
    let line = rect.shrink2(vec2(0.0, tokens::GAP_SMALL + tokens::MARK));
    ui.painter().vline(x, line.y_range(), tokens::hairline(color));
    response.on_hover_cursor(CursorIcon::ResizeColumn);
}

/// The widths that fit the visible content of this column, if there is room.
fn fit(ui: &Ui, scene: &Scene<'_>, columns: &Columns, edge: Edge) -> ColumnWidths {
    let rows = scene.rows();
    let wanted = scene.model.settings.columns;
    let on_show = scene.view.table.on_show.clone();
    let widest = |width: &dyn Fn(&Rows<'_>, usize) -> f32| {
        let widths = on_show.clone().map(|place| width(&rows, place));
        widths.fold(0.0_f32, f32::max)
    };
    match edge {
        Edge::Name => {
            let name = |rows: &Rows<'_>, place: usize| {
                let name = rows.get(place).map(|upload| upload.source.name()).unwrap_or_default();
                controls::width(ui, &name, tokens::strong_font())
            };
            columns.dragged(edge, widest(&name) + 1.0 - columns.name, wanted)
        }
        Edge::Key => {
            let key = |rows: &Rows<'_>, place: usize| rows.get(place).map_or(0.0, |upload| row::key_width(ui, upload));
            let key = widest(&key).max(tokens::COLUMN_KEY);
            columns.dragged(edge, key - columns.key.unwrap_or(key), wanted)
        }
        // The content of these columns has a fixed width.
        Edge::Size => ColumnWidths { size: None, ..wanted },
        Edge::Track if columns.key.is_none() => ColumnWidths {
            narrow_track: None,
            ..wanted
        },
        Edge::Track => ColumnWidths { track: None, ..wanted },
    }
}
