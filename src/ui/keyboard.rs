//! The keyboard: each key belongs to a command, except those that move among rows.

use eframe::egui::{
    Context, Event, EventFilter, FocusDirection, Key, KeyboardShortcut, Memory, Modifiers, Order, Popup, Response, Ui,
    text_selection::LabelSelectionState,
};

use localization::text;

use super::{
    Desktop, Request, Scene,
    commands::{Command, Possible},
    grid, row,
    toasts::Toast,
    viewer,
};

/// Handles the keys of this frame.
pub(crate) fn handle(scene: &mut Scene<'_>, ctx: &Context) {
    shortcuts(scene, ctx);
    // An open dialog or text field gets the keys.
    if scene.view.has_dialog() || ctx.text_edit_focused() {
        return;
    }
    paste(scene, ctx);
    // The platform's copy key arrives as an event.
    if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) && !has_marked_text(ctx) {
        Command::CopyKeys.run(scene, ctx);
    }
    if !Popup::is_any_open(ctx) {
        move_cursor(scene, ctx);
        toggle(scene, ctx);
    }
}

/// Whether read-only text is selected: then that is what gets copied.
fn has_marked_text(ctx: &Context) -> bool {
    ctx.plugin_opt::<LabelSelectionState>()
        .is_some_and(|labels| labels.lock().has_selection())
}

/// Space shows the picture of the row under the cursor, and Ctrl+Space selects or deselects it. Both belong to the focused
/// control, unless that is this row or nothing.
fn toggle(scene: &mut Scene<'_>, ctx: &Context) {
    let Some(cursor) = scene.view.selection().cursor() else {
        return;
    };
    let focused = ctx.memory(Memory::focused);
    if !focused.is_none_or(|focused| focused == row::row_id(cursor)) {
        return;
    }
    // Not the platform's: Command+Space belongs to macOS.
    if ctx.input_mut(|input| input.consume_key(Modifiers::CTRL, Key::Space)) {
        scene.view.selection_mut().toggle(cursor);
    } else if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        viewer::open(scene);
    }
}

/// Runs the commands whose keys were pressed.
fn shortcuts(scene: &mut Scene<'_>, ctx: &Context) {
    let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    if !ctx.input(|input| input.events.iter().any(pressed)) {
        return;
    }
    let desktop = Desktop::of(ctx);
    let mut bound: Vec<(Command, KeyboardShortcut)> = Command::ALL
        .iter()
        .flat_map(|command| command.bindings().all(desktop).map(|shortcut| (*command, shortcut)))
        .collect();
    // Longer shortcuts first: they would match shorter ones.
    bound.sort_by_key(|(_, shortcut)| std::cmp::Reverse(held(shortcut)));
    let typing = ctx.text_edit_focused();
    let popup = Popup::is_any_open(ctx);
    for (command, shortcut) in bound {
        let covered = scene.view.has_dialog() && !command.bindings().work_behind_dialogs();
        let elsewhere = typing && is_for_text(&shortcut) || popup && held(&shortcut) == 0;
        let possible = command.possible(scene);
        // A plain key that does nothing now goes to the focused control.
        let idle = possible == Possible::Meaningless || !possible.is_now() && held(&shortcut) == 0;
        if covered || elsewhere || idle || !ctx.input_mut(|input| input.consume_shortcut(&shortcut)) {
            continue;
        }
        if let Some(reason) = possible.sentence() {
            let name = command.name();
            let name = name.trim_end_matches(['…', ' ', '\u{a0}', '\u{202f}']);
            let headline = text!("commands-not-available", command = name);
            scene.view.show_toast(Toast::not_done(headline, reason));
        }
        Popup::close_all(ctx);
        command.run(scene, ctx);
    }
}

/// How many modifiers it has.
fn held(shortcut: &KeyboardShortcut) -> usize {
    let Modifiers { alt, shift, .. } = shortcut.modifiers;
    [alt, shift, has_command(shortcut)]
        .into_iter()
        .filter(|held| *held)
        .count()
}

fn has_command(shortcut: &KeyboardShortcut) -> bool {
    shortcut.modifiers.command || shortcut.modifiers.ctrl
}

/// Whether a text field has its own use for these keys.
fn is_for_text(shortcut: &KeyboardShortcut) -> bool {
    let edits = matches!(
        shortcut.logical_key,
        Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z | Key::Delete | Key::Backspace
    );
    edits || !has_command(shortcut) && !matches!(shortcut.logical_key, Key::F1 | Key::F6)
}

/// Pasted paths are added, like dropped ones.
fn paste(scene: &mut Scene<'_>, ctx: &Context) {
    let texts: Vec<String> = ctx.input(|input| {
        let texts = input.events.iter().filter_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    });
    scene.requests.extend(
        texts
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .map(Request::Paste),
    );
}

/// Where a key moves to.
#[derive(Clone, Copy)]
enum RowMove {
    /// This many rows; in a grid, rows of tiles.
    Line(isize),
    /// To a neighbor in a grid.
    By(isize),
    Page(isize),
    First,
    Last,
}

/// Keys that move among tiles, besides those among rows.
const TILE_STEPS: [(Key, RowMove); 2] = [(Key::ArrowRight, RowMove::By(1)), (Key::ArrowLeft, RowMove::By(-1))];

const STEPS: [(Key, RowMove); 6] = [
    (Key::ArrowDown, RowMove::Line(1)),
    (Key::ArrowUp, RowMove::Line(-1)),
    (Key::PageDown, RowMove::Page(1)),
    (Key::PageUp, RowMove::Page(-1)),
    (Key::Home, RowMove::First),
    (Key::End, RowMove::Last),
];

/// Modifiers with the movement keys, most modifiers first, because those would match simpler ones.
const HELD: [Modifiers; 4] = [
    Modifiers::COMMAND.plus(Modifiers::SHIFT),
    Modifiers::SHIFT,
    Modifiers::COMMAND,
    Modifiers::NONE,
];

/// Whether movement keys go to the rows: the focus is in the table, or nowhere. Buttons, lists and tabs elsewhere use
/// them themselves.
fn moves_rows(scene: &Scene<'_>, ctx: &Context) -> bool {
    let Some(focused) = ctx.memory(Memory::focused) else {
        return true;
    };
    // A row that was just moved to is not drawn yet.
    let cursor = scene.view.selection().cursor();
    if cursor.is_some_and(|cursor| row::row_id(cursor) == focused) {
        return true;
    }
    let table = scene.view.table.area;
    let within = |focused: Response| {
        focused.layer_id.order == Order::Background && table.is_some_and(|table| table.contains(focused.rect.center()))
    };
    ctx.read_response(focused).is_some_and(within)
}

fn move_cursor(scene: &mut Scene<'_>, ctx: &Context) {
    if !moves_rows(scene, ctx) {
        return;
    }
    // Arrows move among rows, not between controls.
    if let Some(focused) = ctx.memory(Memory::focused)
        && !scene.rows().is_empty()
    {
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: grid::is_shown(scene),
            ..EventFilter::default()
        };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    }
    let tiles = TILE_STEPS.into_iter().filter(|_| grid::is_shown(scene));
    let steps: Vec<_> = STEPS.into_iter().chain(tiles).collect();
    for (key, step) in steps {
        for held in HELD {
            while ctx.input_mut(|input| input.consume_key(held, key)) {
                go(scene, ctx, step, held);
            }
        }
    }
}

/// Moves to another row; without a cursor, to the first or last.
fn go(scene: &mut Scene<'_>, ctx: &Context, step: RowMove, held: Modifiers) {
    let rows = scene.rows();
    let Some(last) = rows.len().checked_sub(1) else { return };
    let lines = scene.view.table.page_rows.saturating_sub(1).max(1);
    let page = isize::try_from(lines * scene.view.table.columns.max(1)).unwrap_or(1);
    let from = scene.view.selection().cursor().and_then(|id| rows.position_of(id));
    let by_lines = match step {
        RowMove::Line(by) => Some(by),
        RowMove::Page(by) => Some(by * isize::try_from(lines).unwrap_or(1)),
        RowMove::By(_) | RowMove::First | RowMove::Last => None,
    };
    let among_days = from
        .zip(by_lines)
        .and_then(|(from, by)| grid::lines_away(scene, from, by));
    let place = among_days.unwrap_or_else(|| match (step, from) {
        (RowMove::First, _) | (RowMove::By(_) | RowMove::Line(_) | RowMove::Page(_), None) => 0,
        (RowMove::Last, _) => last,
        (RowMove::Line(by), Some(from)) => {
            let lines = isize::try_from(scene.view.table.columns.max(1)).unwrap_or(1);
            let to = from.checked_add_signed(by * lines);
            // Above the first line there is nothing; below the last whole one there may be some tiles.
            to.map_or(if lines > 1 { from } else { 0 }, |to| to.min(last))
        }
        (RowMove::By(by), Some(from)) => from.saturating_add_signed(by).min(last),
        (RowMove::Page(by), Some(from)) => from.saturating_add_signed(by * page).min(last),
    });
    let Some(id) = rows.id(place) else { return };
    if held.command && !held.shift {
        scene.view.selection_mut().move_cursor(id);
    } else {
        row::choose(scene, id, held);
    }
    scene.view.table.scroll_to_cursor = true;
    // The focus moves along, so it is visible and screen readers announce the row.
    ctx.memory_mut(|memory| {
        memory.request_focus(row::row_id(id));
        // Keep it there: egui would move on with the same key.
        memory.move_focus(FocusDirection::None);
    });
}

/// The row to move to from the row `at`, if an arrow key, Page Up or Down, Home or End was pressed. Call it while the list has
/// the focus.
pub(crate) fn row_by_keys(ui: &Ui, at: usize, page: usize, last: usize) -> Option<usize> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let ways = [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let wanted = ways.into_iter().rfind(|(key, _)| pressed(*key));
    wanted.map(|(_, row)| row.min(last))
}
