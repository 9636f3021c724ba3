//! Keys: every action of the window has one.

use eframe::egui::{Context, Event, EventFilter, Key, KeyboardShortcut, Modifiers};

use super::{Request, Scene, Tab, paths, view::InspectorTab};
use crate::model::{Intent, Status};

const ADD_FILES: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
const ADD_FOLDER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
const SEARCH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
const SETTINGS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Comma);
const PAUSE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::P);
const QUIT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Q);

/// Rows that a page key moves by.
const PAGE: usize = 8;

/// Carries out what the keys of this frame say.
pub(crate) fn handle(scene: &mut Scene<'_>, ctx: &Context) {
    let pressed = |shortcut: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    if pressed(&QUIT) {
        scene.requests.push(Request::Quit);
    }
    // The longer one first: it would be taken for the shorter.
    if pressed(&ADD_FOLDER) {
        scene.requests.push(Request::PickFolder);
    }
    if pressed(&ADD_FILES) {
        scene.requests.push(Request::PickFiles);
    }
    if pressed(&SETTINGS) && scene.view.settings.is_none() {
        scene.view.open_settings(&scene.model.settings);
    }
    if scene.view.settings.is_some() {
        return;
    }
    if pressed(&PAUSE) {
        let held = scene.model.settings.paused || scene.model.queue.totals().count(Status::Paused) > 0;
        scene.tell(Intent::HoldQueue(!held));
    }
    if pressed(&SEARCH) {
        scene.view.tab = Tab::History;
        scene.view.focus_search = true;
    }
    if ctx.text_edit_focused() {
        return;
    }
    paste(scene, ctx);
    copy(scene, ctx);
    move_selection(scene, ctx);
    let key = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if scene.view.tab == Tab::Queue
        && let Some(id) = scene.view.selected
        && key(Key::Delete)
    {
        step(scene, 1, true);
        if scene.view.selected == Some(id) {
            step(scene, 1, false);
        }
        scene.tell(Intent::Remove(vec![id]));
    }
    let popup = eframe::egui::Popup::is_any_open(ctx);
    if scene.view.selected.is_some() && !popup && key(Key::Escape) {
        scene.view.selected = None;
    }
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
    let paths: Vec<_> = texts.iter().flat_map(|text| paths::from_text(text)).collect();
    if !paths.is_empty() {
        scene.view.tab = Tab::Queue;
        scene.tell(Intent::Add(paths));
    }
}

/// Ctrl+C copies the key of the selected row.
fn copy(scene: &mut Scene<'_>, ctx: &Context) {
    let wanted = ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    if wanted
        && let Some(upload) = scene.selected()
        && let Some(object) = &upload.object
    {
        scene.view.copy(ctx, super::row::copy_id(upload.id), object.key.clone());
    }
}

fn move_selection(scene: &mut Scene<'_>, ctx: &Context) {
    // Arrows move the selection, not the focus, while a row has the focus.
    let focused = ctx.memory(eframe::egui::Memory::focused);
    if let Some(focused) = focused
        && !scene.rows().is_empty()
    {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    }
    if eframe::egui::Popup::is_any_open(ctx) {
        return;
    }
    let key = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (name, by, forward) in [
        (Key::ArrowDown, 1, true),
        (Key::ArrowUp, 1, false),
        (Key::PageDown, PAGE, true),
        (Key::PageUp, PAGE, false),
        (Key::End, usize::MAX, true),
        (Key::Home, usize::MAX, false),
    ] {
        if key(name) {
            step(scene, by, forward);
        }
    }
}

/// Moves the selection; where there is none, to the first row.
fn step(scene: &mut Scene<'_>, by: usize, forward: bool) {
    let rows = scene.rows();
    let Some(last) = rows.len().checked_sub(1) else { return };
    let place = scene
        .view
        .selected
        .and_then(|id| rows.iter().position(|upload| upload.id == id));
    let place = match place {
        None if forward && by > PAGE => last,
        None => 0,
        Some(place) if forward => place.saturating_add(by).min(last),
        Some(place) => place.saturating_sub(by),
    };
    if let Some(upload) = rows.get(place) {
        let tab = scene.view.selected.is_none().then_some(InspectorTab::Overview);
        scene.select(upload.id, tab);
        scene.view.scroll_to_selected = true;
    }
}
