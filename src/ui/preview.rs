//! The picture of the selected file at the top of the inspector. A click or Space shows it in the whole window.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use localization::text;

use super::{
    Scene, controls, panes,
    provenance::{self, pin},
    tokens::{self, Palette},
    viewer::{self, Entry},
};
use model::{Upload, VerifyState};

/// Draws the preview, unless the file is of a kind without pictures.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let entry = Entry::of_upload(scene, upload);
    if !entry.may_have_picture {
        return;
    }
    let shown = entry.small(scene);
    let width = ui.available_width();
    // The height must not depend on whether there is a scroll bar, because that depends on the height.
    let margins = f32::from(tokens::PAGE.left) + f32::from(tokens::PAGE.right);
    let whole = panes::inspector_width(scene).map_or(width, |panel| panel - margins);
    let size = vec2(width, (whole * tokens::PREVIEW_SHAPE).round());
    // No Tab stop: Space does the same among the rows.
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text!("table-preview-view", file = &entry.name)));
    provenance::paint_picture(ui, rect, &shown, entry.kind);
    if let VerifyState::Verified(facts) = &upload.verify
        && facts.verdict.has_credentials()
    {
        let at = rect.right_top() + vec2(-tokens::GAP - tokens::PIN, tokens::GAP);
        let square = Rect::from_min_size(at, vec2(tokens::PIN, tokens::PIN));
        pin::paint_for(ui.painter(), square, Palette::of(ui), facts.verdict);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    if response.clicked() {
        // The cursor may be on another row than the file that is shown here.
        scene.view.selection_mut().move_cursor(upload.id);
        viewer::open(scene);
    }
    response
        .on_hover_cursor(CursorIcon::ZoomIn)
        .on_hover_text(text!("table-preview-view-hint"));
    ui.add_space(tokens::GAP_SMALL);
}
