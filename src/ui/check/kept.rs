//! Each trust list with its facts: removing one, and adding one of the user's own.

use std::path::{Path, PathBuf};

use eframe::egui::{Button, Label, Role, ScrollArea, Ui, WidgetInfo};

use super::{lists::date, words};
use crate::ui::{
    Request, Scene, controls, errors,
    tokens::{self, Palette},
    track::Tone,
};
use localization::text;
use model::{CheckIntent, Intent, ListSummary};

/// A list of the user's own that is about to be added.
#[derive(Debug, Default)]
pub(crate) struct OwnDraft {
    file: PathBuf,
    name: String,
    /// Whether the field gets the focus.
    is_new: bool,
}

impl OwnDraft {
    /// Suggests the file's name for the list.
    pub(crate) fn of(file: PathBuf) -> Self {
        let stem = file.file_stem().unwrap_or_default();
        Self {
            name: stem.to_string_lossy().into_owned(),
            file,
            is_new: true,
        }
    }
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let most = ui.ctx().content_rect().height() * tokens::LISTS_PART;
    ScrollArea::vertical()
        .id_salt("facts of trust lists")
        .max_height(most)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for list in scene.model.checks.lists.iter().flatten() {
                line(ui, &mut scene.requests, list);
            }
            controls::follow_focus(ui);
        });
    let words = text!("check-lists-rule");
    ui.add(Label::new(tokens::small(ui, words)).wrap());
    own(ui, scene);
}

/// A list, and the button that removes its copy.
fn line(ui: &mut Ui, requests: &mut Vec<Request>, list: &ListSummary) {
    let left = |ui: &mut Ui, _: &mut Vec<Request>| {
        let words = text!("check-list-line", list = words::title(list), state = state(list));
        let tone = match (&list.trouble, list.is_old) {
            (None, false) => Tone::Quiet,
            _ => Tone::Warn,
        };
        let color = tone.color(Palette::of(ui));
        let label = Label::new(tokens::small(ui, words.as_str()).color(color)).truncate();
        ui.add(label).on_hover_text(facts(list, &words));
    };
    controls::line_of_ends(
        ui,
        &format!("trust list {}", list.id),
        requests,
        left,
        |ui, requests| {
            if !list.is_here {
                return;
            }
            let button = controls::quiet(ui, &text!("common-remove"));
            let name = text!("check-list-remove", list = words::title(list));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            let hint = if list.is_own() {
                text!("check-list-remove-own-hint")
            } else {
                text!("check-list-remove-hint")
            };
            if button.on_hover_text(hint).clicked() {
                let remove = CheckIntent::RemoveList(list.id.clone());
                requests.push(Request::Intent(Intent::Check(remove)));
            }
        },
    );
}

/// The list with its hashes, which a line has no room for.
fn facts(list: &ListSummary, words: &str) -> String {
    let hashes = list.hashes.iter().map(|hash| format!("SHA-256 {hash}"));
    let file = list.file.iter().map(|file| text!("check-list-from", file = file));
    let lines: Vec<_> = [words.to_owned()].into_iter().chain(file).chain(hashes).collect();
    lines.join("\n")
}

fn state(list: &ListSummary) -> String {
    let entries = list.entries;
    let trouble = list.trouble.as_ref().map(errors::list_trouble);
    match (trouble, list.fetched_at) {
        (Some(trouble), Some(_)) => text!("check-list-not-used", reason = trouble),
        (Some(trouble), None) => text!("check-list-broken", reason = trouble, remedy = remedy(list)),
        (None, Some(at)) if list.is_own() => text!("check-list-added", date = date(at), count = entries),
        (None, Some(at)) if list.is_old => text!("check-list-fetched-old", date = date(at), count = entries),
        (None, Some(at)) => text!("check-list-fetched", date = date(at), count = entries),
        (None, None) if list.word == "que" => text!("check-list-absent-que"),
        (None, None) => text!("check-list-absent"),
    }
}

fn remedy(list: &ListSummary) -> String {
    match list.word {
        "own" => text!("check-list-remedy-own"),
        "que" => text!("check-list-remedy-que"),
        _ => text!("check-list-remedy"),
    }
}

/// Adds a list of the user's own: a file first, then its name.
fn own(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(mut draft) = scene.view.check.own.take() else {
        let button = ui.add(Button::new(text!("check-own")));
        if button.on_hover_text(text!("check-own-hint")).clicked() {
            scene.requests.push(Request::PickTrustList);
        }
        return;
    };
    let label = controls::field_label(ui, &text!("check-own-name", file = name_of(&draft.file)));
    let mut keep = true;
    let mut add = false;
    let is_named = !draft.name.trim().is_empty();
    let entered = |ui: &mut Ui, draft: &mut OwnDraft| {
        let width = ui.available_width();
        let field = ui.add(controls::field(&mut draft.name, width)).labelled_by(label);
        if std::mem::take(&mut draft.is_new) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.data_mut(|data| data.insert_temp(label, entered));
    };
    controls::line_of_ends(ui, "own trust list", &mut draft, entered, |ui, _| {
        add = ui.add_enabled(is_named, Button::new(text!("check-own-add"))).clicked();
        keep = !controls::quiet(ui, &text!("common-cancel")).clicked();
    });
    add |= is_named && ui.data_mut(|data| data.remove_temp(label)).unwrap_or(false);
    if add {
        let add = CheckIntent::AddList(draft.name.trim().to_owned(), draft.file.clone());
        scene.dispatch(Intent::Check(add));
    } else if keep {
        scene.view.check.own = Some(draft);
    }
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}
