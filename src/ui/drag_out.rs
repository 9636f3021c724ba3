//! Dragging rows out of the window. The program prepares the files and begins the drag.

use eframe::egui::{PointerButton, Response, Sense, Ui};

use super::{Request, Scene, commands, words};
use model::{Intent, UploadId};

/// With the sense of drags, where rows can be dragged. Touches scroll instead.
pub(super) fn sense(ui: &Ui, clicks: Sense) -> Sense {
    if cfg!(target_os = "linux") && !ui.input(eframe::egui::InputState::any_touches) {
        clicks | Sense::DRAG
    } else {
        clicks
    }
}

/// Requests a drag of the selection if this row of it is being dragged, or of the row alone.
pub(super) fn follow(scene: &mut Scene<'_>, id: UploadId, row: &Response) {
    if !row.drag_started_by(PointerButton::Primary) {
        return;
    }
    if !scene.view.selection().contains(id) {
        scene.view.choose(id);
    } else if scene.view.selection().len() > 1 && scene.unread() > 0 {
        return scene.view.show_not_dragged(&commands::some_unread());
    }
    let files: Vec<_> = scene
        .selection()
        .into_iter()
        .map(|upload| (upload.id, words::signed_name(upload)))
        .collect();
    scene.requests.push(Request::Intent(Intent::DragOut(files)));
}
