//! The question before the window closes while uploads are in progress.

use eframe::egui::{Context, Ui};

use localization::text;

use super::{
    Request, Scene, controls,
    dialog::{self, DialogFrame},
    tokens,
};
use model::Model;

/// The state of closing the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Quit {
    /// Not requested.
    #[default]
    NotWanted,
    /// The question is shown.
    Asking,
    /// The user confirmed.
    Confirmed,
}

/// Whether closing the window would interrupt or lose anything. Files in a folder still being read are not in the queue
/// yet, and files that could not be saved are not in the queue on disk.
#[must_use]
pub fn is_working(model: &Model) -> bool {
    running(model) > 0 || !model.scanning.is_empty() || model.unrecorded_count() > 0
}

fn running(model: &Model) -> usize {
    model.queue.totals().running()
}

/// Shows the question while it is open.
pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    if scene.view.quit != Quit::Asking {
        return;
    }
    let unrecorded_count = scene.model.unrecorded_count();
    let title = if running(scene.model) > 0 || !scene.model.scanning.is_empty() {
        text!("notices-quit-title")
    } else {
        text!("notices-quit-title-lost")
    };
    let dialog = DialogFrame::new(&title, tokens::QUIT_WIDTH);
    let close = dialog.show_question(ctx, |ui| {
        let left = scene.model.queue.totals().pending().max(running(scene.model));
        if left > 0 || unrecorded_count == 0 {
            ui.label(text!("notices-quit-unfinished", count = left));
        }
        if unrecorded_count > 0 {
            ui.label(text!("notices-quit-unsaved", count = unrecorded_count));
        }
        if !scene.model.scanning.is_empty() {
            ui.label(text!("notices-quit-scanning"));
        }
        ui.add_space(tokens::GAP_LARGE);
        let answers = |ui: &mut Ui, scene: &mut Scene<'_>| {
            if ui.button(text!("notices-quit")).clicked() {
                scene.view.quit = Quit::Confirmed;
                scene.requests.push(Request::Quit);
            }
            let keep = controls::primary(ui, &text!("notices-quit-keep"), true);
            dialog::begin_at(&keep);
            if keep.clicked() {
                scene.view.quit = Quit::NotWanted;
            }
        };
        controls::line_of_ends(ui, "answers", scene, |_, _| {}, answers);
    });
    if close {
        scene.view.quit = Quit::NotWanted;
    }
}
