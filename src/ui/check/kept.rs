//! Each trust list with its facts: removing one, and adding one of the user's own.

use std::path::{Path, PathBuf};

use eframe::egui::{Button, Label, Role, ScrollArea, Ui, WidgetInfo};

use super::lists::date;
use crate::ui::{
    Request, Scene, controls,
    tokens::{self, Palette},
    track::Tone,
    words,
};
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
    let words = "The first list that knows a signer is named. Revocation is not checked.";
    ui.add(Label::new(tokens::small(ui, words)).wrap());
    own(ui, scene);
}

/// A list, and the button that removes its copy.
fn line(ui: &mut Ui, requests: &mut Vec<Request>, list: &ListSummary) {
    let left = |ui: &mut Ui, _: &mut Vec<Request>| {
        let words = format!("{}: {}", list.title, state(list));
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
            let button = controls::quiet(ui, "Remove");
            let name = format!("Remove {}", list.title);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            let hint = if list.is_own() {
                "Removes the copy in this program. Your file stays."
            } else {
                "Removes the list from this computer. It can be fetched again."
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
    let file = list.file.iter().map(|file| format!("From {file}"));
    let lines: Vec<_> = [words.to_owned()].into_iter().chain(file).chain(hashes).collect();
    lines.join("\n")
}

fn state(list: &ListSummary) -> String {
    match (&list.trouble, list.fetched_at) {
        (Some(trouble), Some(_)) => format!("Not used: {trouble}. Remove lists that you do not need."),
        (Some(trouble), None) => format!("Can't be used: {trouble}. {}", remedy(list)),
        (None, Some(at)) if list.is_own() => format!("Added {}, {}", date(at), entries(list)),
        (None, Some(at)) if list.is_old => format!("Fetched {}, {}. Old: update it.", date(at), entries(list)),
        (None, Some(at)) => format!("Fetched {}, {}", date(at), entries(list)),
        (None, None) if list.word == "que" => {
            "Not on this computer. It comes with the others if there is an API key.".to_owned()
        }
        (None, None) => "Not on this computer".to_owned(),
    }
}

fn remedy(list: &ListSummary) -> &'static str {
    match list.word {
        "own" => "Remove it, and add its file again.",
        "que" => "Switch to that server and update, or remove it.",
        _ => "Update it.",
    }
}

fn entries(list: &ListSummary) -> String {
    match list.entries {
        1 => "1 entry".to_owned(),
        count => format!("{} entries", words::count(count)),
    }
}

/// Adds a list of the user's own: a file first, then its name.
fn own(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(mut draft) = scene.view.check.own.take() else {
        let button = ui.add(Button::new("Add your own list…"));
        let hint = "A PEM file with certificates of authorities or signers, up to 4 MB; at most 20 lists. A copy is kept, so \
                    later changes of the file do not count.";
        if button.on_hover_text(hint).clicked() {
            scene.requests.push(Request::PickTrustList);
        }
        return;
    };
    let label = controls::field_label(ui, &format!("Name of the list in {}", name_of(&draft.file)));
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
        add = ui.add_enabled(is_named, Button::new("Add list")).clicked();
        keep = !controls::quiet(ui, "Cancel").clicked();
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
