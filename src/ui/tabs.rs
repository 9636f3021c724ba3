//! The tabs Queue, History and Check, and the controls of the current one.

use eframe::egui::{Align2, Event, FontId, Id, Key, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use super::{
    Scene, Tab,
    commands::{self, Command},
    controls, find, history,
    shapes::{self, Shape},
    tokens::{self, Palette},
};

/// The id of the search field.
pub(crate) fn search_id() -> Id {
    super::id("search history")
}

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let fit = Fit::of(ui, scene);
    let tabs = |ui: &mut Ui, scene: &mut Scene<'_>| all(ui, scene, fit.counts);
    controls::two_ends(ui, "tabs", scene, tabs, |ui, scene| {
        match scene.view.tab {
            Tab::Queue if scene.model.queue.uploads().is_empty() => {}
            Tab::Queue => {
                find::states(ui, scene);
                find::search(ui, scene, fit.search);
            }
            Tab::History => search(ui, scene, fit.search),
            Tab::Check => {}
        }
        // These act on the queue in both tabs, so you can always stop it.
        if Command::PauseAll.possible(scene).is_now() {
            Command::PauseAll.button(ui, scene, &text!("commands-tab-pause-hint"));
        }
        Command::ResumeAll.button(ui, scene, "");
        match (fit.clear, commands::unsigned(scene)) {
            (Clear::Short, unsigned) if unsigned > 0 => {
                let words = text!("commands-tab-clear-hint-unsigned", count = unsigned);
                Command::ClearFinished.short_button(ui, scene, &words);
            }
            (Clear::Full | Clear::Short, _) => {
                Command::ClearFinished.button(ui, scene, &text!("commands-tab-clear-hint"));
            }
            (Clear::Hidden, _) => {}
        }
        if fit.details {
            Command::ShowDetails.button(ui, scene, "");
        }
    });
}

/// The button that clears finished files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clear {
    /// With how many files are not signed.
    Full,
    /// The name alone.
    Short,
    Hidden,
}

/// What is shown beside the search field. Names are longer in some languages, and the menu has what does not fit.
#[derive(Debug, Clone, Copy)]
struct Fit {
    /// Whether the tabs say how many files they have.
    counts: bool,
    clear: Clear,
    /// Whether the button that opens the inspector is shown.
    details: bool,
    /// The room for a search field.
    search: f32,
}

impl Fit {
    /// As much as leaves room for the search.
    fn of(ui: &Ui, scene: &Scene<'_>) -> Self {
        let clears = scene.view.tab == Tab::Queue && Command::ClearFinished.possible(scene).is_now();
        let narrow = ui.ctx().content_rect().width() < tokens::NARROW_BAR;
        let details = !scene.model.settings.details && scene.view.tab != Tab::Check;
        let with = |counts, clear, details| Self::with(ui, scene, counts, clear, details);
        let mut fit = with(false, Clear::Hidden, false);
        for (counts, clear, details) in [
            (true, Clear::Full, details),
            (true, Clear::Short, details),
            (true, Clear::Hidden, details),
            (false, Clear::Hidden, details),
            (true, Clear::Hidden, false),
        ] {
            let is_offered = match clear {
                Clear::Full => clears && !narrow,
                Clear::Short => clears,
                Clear::Hidden => true,
            };
            let next = with(counts, clear, details);
            if is_offered && next.search >= tokens::SEARCH_MIN {
                fit = next;
                break;
            }
        }
        fit
    }

    fn with(ui: &Ui, scene: &Scene<'_>, counts: bool, clear: Clear, details: bool) -> Self {
        let gap = ui.spacing().item_spacing.x;
        let tabs = texts(scene, counts).map(|(_, text, _)| controls::width(ui, &text, tokens::strong_font()));
        let mut search = ui.available_width() - tabs.iter().map(|tab| tab + tokens::GAP_LARGE).sum::<f32>();
        if scene.view.tab == Tab::Queue {
            search -= find::states_width(ui, scene) + gap;
        }
        let is_shown = |command: &Command| match command {
            Command::ShowDetails => details,
            other => other.possible(scene).is_now(),
        };
        let buttons = [Command::PauseAll, Command::ResumeAll, Command::ShowDetails];
        let names = buttons.into_iter().filter(is_shown).map(|command| command.label(scene));
        let clear_name = match clear {
            Clear::Full => Some(Command::ClearFinished.label(scene)),
            Clear::Short => Some(Command::ClearFinished.name()),
            Clear::Hidden => None,
        };
        for name in names.chain(clear_name) {
            search -= controls::width(ui, &name, tokens::body_font()) + 2.0 * ui.spacing().button_padding.x + gap;
        }
        Self {
            counts,
            clear,
            details,
            search,
        }
    }
}

/// The tabs: each with its text and its name.
fn texts(scene: &Scene<'_>, counts: bool) -> [(Tab, String, String); 3] {
    let files = scene.model.queue.totals().files;
    let found = scene.view.queue.row_order.found();
    let queue = match (files, found) {
        (0, _) => text!("commands-tab-queue"),
        _ if !counts => text!("commands-tab-queue"),
        (files, Some(found)) => text!("commands-tab-queue-found", found = found, count = files),
        (files, None) => text!("commands-tab-queue-count", count = files),
    };
    let check = match scene.view.check.listed() {
        0 => text!("commands-tab-check"),
        _ if !counts => text!("commands-tab-check"),
        listed => text!("commands-tab-check-count", count = listed),
    };
    let history = text!("commands-tab-history");
    [
        (Tab::Queue, queue, text!("commands-tab-queue")),
        (Tab::History, history.clone(), history),
        (Tab::Check, check, text!("commands-tab-check")),
    ]
}

/// The tabs.
fn all(ui: &mut Ui, scene: &mut Scene<'_>, counts: bool) {
    ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
    for (one, text, name) in texts(scene, counts) {
        if tab(ui, &text, &name, scene.view.tab == one, tokens::TAB_BAR) {
            scene.view.tab = one;
        }
    }
}

/// A tab: a label with a mark below it. Returns whether it was clicked.
pub(crate) fn tab(ui: &mut Ui, text: &str, name: &str, selected: bool, height: f32) -> bool {
    let palette = Palette::of(ui);
    let font: FontId = if selected {
        tokens::strong_font()
    } else {
        tokens::body_font()
    };
    // Reserves the bold width, so that nothing moves when a tab is selected.
    let width = ui
        .painter()
        .layout_no_wrap(text.to_owned(), tokens::strong_font(), palette.text)
        .size()
        .x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, name));
    let color = if selected || response.hovered() {
        palette.text
    } else {
        palette.soft
    };
    ui.painter().text(
        pos2(rect.left(), rect.center().y),
        Align2::LEFT_CENTER,
        text,
        font,
        color,
    );
    if selected {
        let mark = rect.with_min_y(rect.bottom() - tokens::MARK);
        ui.painter().rect_filled(mark, 0.0, palette.accent);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect.expand2(vec2(tokens::GAP_SMALL, -tokens::GAP_SMALL)));
    }
    response
        .on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
        .clicked()
}

fn search(ui: &mut Ui, scene: &mut Scene<'_>, room: f32) {
    let names = SearchNames {
        id: search_id(),
        hint: text!("commands-search-history-hint"),
        name: text!("commands-search-history"),
        // The history has fewer buttons beside it, and more to search for.
        part: 1.0,
        room,
    };
    search_field(ui, &names, &mut scene.view.history.search, &mut scene.view.focus_search);
    history::search(scene);
}

/// The labels of a search field.
pub(crate) struct SearchNames {
    pub(crate) id: Id,
    pub(crate) hint: String,
    pub(crate) name: String,
    /// The largest fraction of the window's width that it takes.
    pub(crate) part: f32,
    /// The room for it, in points.
    pub(crate) room: f32,
}

/// A search field with a clear button. Escape clears it too.
pub(crate) fn search_field(ui: &mut Ui, names: &SearchNames, text: &mut String, focus: &mut bool) {
    let palette = Palette::of(ui);
    if std::mem::take(focus) {
        ui.memory_mut(|memory| memory.request_focus(names.id));
    }
    let width = tokens::SEARCH_WIDTH.min(ui.ctx().content_rect().width() * names.part);
    let width = width.min(names.room.max(tokens::SEARCH_MIN));
    let entry = ui
        .add_sized(
            // The width must not depend on the room before the bar is measured.
            vec2(width, tokens::CONTROL),
            controls::words_field(text, width)
                .id(names.id)
                .hint_text(&names.hint)
                .margin(tokens::SEARCH),
        )
        .accessible_name(&names.name);
    let square = Rect::from_center_size(
        pos2(entry.rect.left() + tokens::GAP_LARGE, entry.rect.center().y),
        vec2(tokens::SHAPE, tokens::SHAPE),
    );
    shapes::paint(ui.painter(), square, Shape::Lens, palette.soft);
    // Inside the field, so that nothing moves when the first letter is typed.
    let side = entry.rect.height().min(tokens::CONTROL);
    let place = Rect::from_center_size(
        pos2(entry.rect.right() - side / 2.0, entry.rect.center().y),
        vec2(side, side),
    );
    let clear = !text.is_empty()
        && controls::icon_at(
            ui,
            place,
            names.id.with("clear"),
            Shape::Cross,
            None,
            &text!("commands-search-clear"),
        )
        .clicked();
    let escaped = entry.lost_focus() && ui.input(|input| input.events.iter().any(is_escape));
    if clear || escaped {
        text.clear();
    }
}

fn is_escape(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Escape,
            pressed: true,
            ..
        }
    )
}
