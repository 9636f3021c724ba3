//! All past uploads: found by name, key, date or content, and loaded as they become visible.

mod records;

use eframe::egui::{RichText, Role, Ui, WidgetInfo};
use localization::text;

use super::{
    Scene, Tab, bidi, lookup,
    periods::{self, Chip},
    selection::Selection,
    table, tokens, words,
};
use crate::calendar;
use model::{Intent, Period};

/// The search and the selection in the history.
#[derive(Default)]
pub(crate) struct State {
    pub(super) selection: Selection,
    /// The text in the search field.
    pub(super) search: String,
    /// The chip that was searched with last, and its days at that time.
    limit: Option<(Chip, Period)>,
    /// The text that was searched for last.
    searched: String,
    /// Whether the tab was shown in the last frame.
    shown: bool,
}

/// Loads the history when its tab opens.
pub(super) fn follow(scene: &mut Scene<'_>) {
    let shown = scene.view.tab == Tab::History;
    // A lookup by content and another server search without it.
    let searched = scene.model.history.search.period;
    scene
        .view
        .history
        .limit
        .take_if(|(_, period)| searched != Some(*period));
    let is_over = |(chip, period): (Chip, Period)| chip.period(scene.now) != Some(period);
    if shown && (!scene.view.history.shown || scene.view.history.limit.is_some_and(is_over)) {
        look_again(scene);
    }
    scene.view.history.shown = shown;
}

/// The chip that the records are limited by.
pub(super) fn chip(scene: &Scene<'_>) -> Option<Chip> {
    scene.view.history.limit.map(|(chip, _)| chip)
}

/// Searches again when the text in the field has changed.
pub(crate) fn search(scene: &mut Scene<'_>) {
    if scene.view.history.search != scene.view.history.searched {
        look_again(scene);
    }
}

/// Searches for the text in the field. The result of a search by content stays.
pub(crate) fn look_again(scene: &mut Scene<'_>) {
    let chip = chip(scene);
    limit_to(scene, chip);
}

/// Searches for it within a period; `None` for all.
pub(super) fn limit_to(scene: &mut Scene<'_>, chip: Option<Chip>) {
    scene.view.history.searched.clone_from(&scene.view.history.search);
    let mut search = if scene.view.history.search.trim().is_empty() && scene.model.history.search.contents.is_some() {
        scene.model.history.search.clone()
    } else {
        calendar::read_search(&scene.view.history.search, scene.now)
    };
    let limit = chip.and_then(|chip| Some((chip, chip.period(scene.now)?)));
    scene.view.history.limit = limit;
    search.period = limit.map(|(_, period)| period);
    scene.dispatch(Intent::SearchHistory(search));
}

/// Loads the visible records and the inspected one.
pub(crate) fn read(scene: &mut Scene<'_>) {
    if scene.view.tab != Tab::History {
        return;
    }
    let history = &scene.model.history;
    let lead = scene.view.lead().and_then(|id| history.place(id));
    let on_show = scene.view.table.on_show.clone();
    for places in std::iter::once(on_show).chain(lead.map(|lead| lead..lead + 1)) {
        if history.has_unrequested(places.clone()) {
            scene.dispatch(Intent::ShowHistory(places));
        }
    }
}

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    lookup::show(ui, scene);
    periods::show(ui, scene);
    let history = &scene.model.history;
    if history.total() > 0 {
        records::show(ui, scene);
        table::show(ui, scene);
        return;
    }
    let (headline, more) = nothing(scene);
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * tokens::ABOVE_WORDS);
        ui.label(RichText::new(headline).font(tokens::heading_font()));
        ui.label(tokens::soft(ui, more));
        if !scene.model.history.loading && scene.model.history.search.is_everything() {
            ui.add_space(tokens::GAP);
            lookup::button(ui, scene);
        }
        if !scene.model.history.loading && chip(scene).is_some() {
            ui.add_space(tokens::GAP);
            if ui.button(text!("history-show-all-dates")).clicked() {
                limit_to(scene, None);
            }
        }
        if !scene.model.history.loading {
            elsewhere(ui, scene);
        }
    });
}

/// Why no record is shown: a headline, and more.
fn nothing(scene: &Scene<'_>) -> (String, String) {
    let history = &scene.model.history;
    if history.loading {
        (text!("history-loading"), String::new())
    } else if history.search.contents.is_some() {
        (text!("history-content-missing"), text!("history-content-missing-more"))
    } else if let Some(chip) = chip(scene) {
        (text!("history-nothing-found"), chip.nothing())
    } else if !history.search.is_everything() {
        let searched = words::elided(scene.view.history.searched.trim(), tokens::NAME_CHARS);
        let more = text!("history-nothing-for-text", text = searched);
        (text!("history-nothing-found"), more)
    } else {
        (text!("history-empty"), text!("history-empty-more"))
    }
}

/// The other servers, which have their own histories.
fn elsewhere(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.model.settings;
    if scene.model.sandbox || settings.profiles.len() < 2 {
        return;
    }
    ui.add_space(tokens::GAP);
    let here = words::elided(&scene.model.server, tokens::NAME_CHARS);
    let words = text!("history-server-note", server = here);
    ui.label(tokens::soft(ui, bidi::visual(&words)));
    let others = settings
        .profiles
        .iter()
        .filter(|profile| profile.name != scene.model.server);
    for profile in others.take(MAX_SUGGESTIONS) {
        let name = words::elided(&profile.name, tokens::NAME_CHARS);
        let look = ui.button(bidi::visual(&text!("history-show-server", server = name)).as_ref());
        let whole = text!("history-show-server", server = &profile.name);
        look.widget_info(|| WidgetInfo::labeled(Role::Button, true, &whole));
        if look.clicked() {
            scene.dispatch(Intent::SwitchProfile(profile.name.clone()));
            look_again(scene);
        }
    }
}

/// At most this many other servers are offered when nothing was found.
const MAX_SUGGESTIONS: usize = 5;
