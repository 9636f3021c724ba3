//! The tab Check: reads the Content Credentials of files on this computer. Nothing is uploaded.

mod invitation;
mod kept;
mod listed;
mod lists;
mod report;
mod table;
mod words;

use std::path::PathBuf;

use eframe::egui::{Frame, Panel, Rect, Ui};

pub(crate) use report::{inspect, mark as result_mark};
pub(crate) use words::titled as list_titled;

use super::{
    Scene, layout,
    selection::Selection,
    tokens::{self, Palette},
    view::Tab,
    whole,
};
use model::{CheckIntent, Intent};

/// What the tab shows.
#[derive(Default)]
pub(crate) struct State {
    /// No uploads are selected in this tab, so that no command acts on one.
    pub(super) selection: Selection,
    rows: listed::ListedRows,
    report: report::State,
    /// Whether the trust lists are shown with all their facts.
    shows_lists: bool,
    /// Whether it is shown in full why lists were not updated.
    shows_failures: bool,
    /// The list of the user's own that is being named.
    own: Option<kept::OwnDraft>,
    /// Whether it was asked which trust lists there are.
    asked: bool,
}

impl State {
    /// How many files are listed.
    pub(crate) fn listed(&self) -> usize {
        self.rows.len()
    }

    /// The number of the file at this place of the list.
    pub(crate) fn at(&self, place: usize) -> Option<usize> {
        self.rows.order.get(place).copied()
    }

    /// The place under the cursor.
    pub(crate) const fn cursor(&self) -> usize {
        self.rows.cursor
    }

    /// For tests: whether a person chose the order.
    #[cfg(test)]
    pub(crate) const fn is_order_chosen(&self) -> bool {
        self.rows.chosen
    }

    /// Gives the focus to the row under the cursor.
    pub(crate) fn focus_cursor(&mut self) {
        self.rows.moved = true;
        self.rows.wants_focus = true;
    }

    /// Moves the cursor to this place, and returns the number of the file there.
    pub(crate) fn go_to(&mut self, place: usize) -> Option<usize> {
        let at = self.at(place)?;
        self.rows.cursor = place;
        self.rows.moved = true;
        Some(at)
    }

    /// Asks for the name of a list in this file.
    pub(crate) fn name_list(&mut self, file: PathBuf) {
        self.shows_lists = true;
        self.own = Some(kept::OwnDraft::of(file));
    }
}

/// Updates the tab to match the model.
pub(super) fn follow(scene: &mut Scene<'_>) {
    let _ = scene.view.check.rows.follow(&scene.model.checks);
    if scene.view.tab == Tab::Check && !scene.view.check.asked {
        scene.view.check.asked = true;
        scene.dispatch(Intent::Check(CheckIntent::LoadLists));
    }
}

/// Lays out the report's place while there are files.
pub(crate) fn make_room(ui: &mut Ui, scene: &Scene<'_>) -> Option<Rect> {
    if scene.view.check.listed() == 0 {
        return None;
    }
    let (default, least, most) = tokens::INSPECTOR;
    let narrow = ui.available_width() < tokens::NARROW_WINDOW;
    let width = if narrow { tokens::INSPECTOR_NARROW } else { default };
    let name = if narrow { "check report narrow" } else { "check report" };
    let place = Panel::right(name)
        .frame(Frame::new().fill(Palette::of(ui).panel))
        .default_size(width)
        .size_range(least..=if narrow { width } else { most })
        .resizable(!narrow)
        .show(ui, whole)
        .inner;
    layout::name_edge(ui, name);
    place.into()
}

/// The files, or an invitation to drop some, above the trust lists.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    lists::show(ui, scene);
    if scene.view.check.listed() == 0 {
        invitation::show(ui, scene);
    } else {
        table::show(ui, scene);
    }
}

/// Checks the files of the selected uploads.
pub(crate) fn selected(scene: &mut Scene<'_>) {
    let paths: Vec<_> = scene
        .selection()
        .iter()
        .map(|upload| upload.source.path.clone())
        .collect();
    if paths.is_empty() {
        return;
    }
    scene.view.tab = Tab::Check;
    scene.dispatch(Intent::Check(CheckIntent::Add(paths)));
}
