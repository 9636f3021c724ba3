//! Keys: each belongs to a command, but those that move among the rows.

use eframe::egui::{
    Context, Event, EventFilter, FocusDirection, Key, KeyboardShortcut, Memory, Modifiers, Order, Popup, Response,
    text_selection::LabelSelectionState,
};

use super::{
    Request, Scene,
    commands::{Command, Possible},
    row,
    toasts::Toast,
};

/// Carries out what the keys of this frame say.
pub(crate) fn handle(scene: &mut Scene<'_>, ctx: &Context) {
    shortcuts(scene, ctx);
    // What stands in front of the table has the keys.
    if scene.view.has_dialog() || ctx.text_edit_focused() {
        return;
    }
    paste(scene, ctx);
    // The platform's own key for copying comes as an event of its own.
    if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) && !has_marked_text(ctx) {
        Command::CopyKeys.carry_out(scene, ctx);
    }
    if !Popup::is_any_open(ctx) {
        move_cursor(scene, ctx);
        toggle(scene, ctx);
    }
}

/// Whether a text that is only read is marked: it is what is copied then.
fn has_marked_text(ctx: &Context) -> bool {
    ctx.plugin_opt::<LabelSelectionState>()
        .is_some_and(|labels| labels.lock().has_selection())
}

/// Space belongs to what has the focus, unless that is the row the keyboard is at, or nothing.
fn toggle(scene: &mut Scene<'_>, ctx: &Context) {
    if let Some(cursor) = scene.view.selection().cursor()
        && ctx
            .memory(Memory::focused)
            .is_none_or(|focused| focused == row::row_id(cursor))
        && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space))
    {
        scene.view.selection_mut().toggle(cursor);
    }
}

/// Carries out the commands whose keys are pressed.
fn shortcuts(scene: &mut Scene<'_>, ctx: &Context) {
    let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    if !ctx.input(|input| input.events.iter().any(pressed)) {
        return;
    }
    let mut bound: Vec<(Command, KeyboardShortcut)> = Command::ALL
        .iter()
        .flat_map(|command| command.bindings().all().map(|shortcut| (*command, shortcut)))
        .collect();
    // The longer ones first: they would be taken for the shorter.
    bound.sort_by_key(|(_, shortcut)| std::cmp::Reverse(held(shortcut)));
    let typing = ctx.text_edit_focused();
    let popup = Popup::is_any_open(ctx);
    for (command, shortcut) in bound {
        let covered = scene.view.has_dialog() && !command.bindings().work_behind_dialogs();
        let elsewhere = typing && is_for_text(&shortcut) || popup && held(&shortcut) == 0;
        let possible = command.possible(scene);
        // A key without a modifier that means nothing now is left to what has the focus.
        let idle = possible == Possible::Meaningless || !possible.is_now() && held(&shortcut) == 0;
        if covered || elsewhere || idle || !ctx.input_mut(|input| input.consume_shortcut(&shortcut)) {
            continue;
        }
        if let Possible::Not(reason) = possible {
            let what = command.name().trim_end_matches('…');
            scene
                .view
                .answer(Toast::not_done(format!("{what}: not now"), format!("{reason}.")));
        }
        Popup::close_all(ctx);
        command.carry_out(scene, ctx);
    }
}

/// How many keys have to be held for it.
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

/// Whether a text that is being typed has its own use for these keys.
fn is_for_text(shortcut: &KeyboardShortcut) -> bool {
    let edits = matches!(
        shortcut.logical_key,
        Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z | Key::Delete | Key::Backspace
    );
    edits || !has_command(shortcut) && !matches!(shortcut.logical_key, Key::F1 | Key::F6)
}

/// Pasted paths are added, as dropped ones are.
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
    By(isize),
    Page(isize),
    First,
    Last,
}

const STEPS: [(Key, RowMove); 6] = [
    (Key::ArrowDown, RowMove::By(1)),
    (Key::ArrowUp, RowMove::By(-1)),
    (Key::PageDown, RowMove::Page(1)),
    (Key::PageUp, RowMove::Page(-1)),
    (Key::Home, RowMove::First),
    (Key::End, RowMove::Last),
];

/// What a key that moves does on the way: the more keys are held the earlier it is asked for, or it would be taken for
/// the simpler one.
const HELD: [Modifiers; 4] = [
    Modifiers::COMMAND.plus(Modifiers::SHIFT),
    Modifiers::SHIFT,
    Modifiers::COMMAND,
    Modifiers::NONE,
];

/// Whether the keys that move go to the rows: the focus is in the table, or nowhere. A button, a list or a tab elsewhere
/// has its own use for them.
fn moves_rows(scene: &Scene<'_>, ctx: &Context) -> bool {
    let Some(focused) = ctx.memory(Memory::focused) else {
        return true;
    };
    // A row that was just gone to is drawn only now.
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
    // Arrows move among the rows, not from control to control.
    if let Some(focused) = ctx.memory(Memory::focused)
        && !scene.rows().is_empty()
    {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    }
    for (key, step) in STEPS {
        for held in HELD {
            while ctx.input_mut(|input| input.consume_key(held, key)) {
                go(scene, ctx, step, held);
            }
        }
    }
}

/// Goes to another row; where the keyboard is at none, to the first or the last.
fn go(scene: &mut Scene<'_>, ctx: &Context, step: RowMove, held: Modifiers) {
    let rows = scene.rows();
    let Some(last) = rows.len().checked_sub(1) else { return };
    let page = isize::try_from(scene.view.table.page_rows.saturating_sub(1).max(1)).unwrap_or(1);
    let from = scene.view.selection().cursor().and_then(|id| rows.place(id));
    let place = match (step, from) {
        (RowMove::First, _) | (RowMove::By(_) | RowMove::Page(_), None) => 0,
        (RowMove::Last, _) => last,
        (RowMove::By(by), Some(from)) => from.saturating_add_signed(by).min(last),
        (RowMove::Page(by), Some(from)) => from.saturating_add_signed(by * page).min(last),
    };
    let Some(id) = rows.id(place) else { return };
    if held.command && !held.shift {
        scene.view.selection_mut().stand(id);
    } else {
        row::choose(scene, id, held);
    }
    scene.view.table.scroll_to_cursor = true;
    // The focus goes along: it is seen, and a screen reader says the row.
    ctx.memory_mut(|memory| {
        memory.request_focus(row::row_id(id));
        // It stays there: egui would take the same key for a wish to go on from there.
        memory.move_focus(FocusDirection::None);
    });
}
