//! Files that could not be inspected: they are not signed by themselves, and the user can decide to.

use eframe::egui::{Label, Ui};

use localization::text;

use crate::ui::{Scene, controls, shapes::Shape, sign, tokens, track::Tone};
use model::Upload;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let files = scene.model.queue.totals().uninspected;
    if files == 0 {
        return;
    }
    let headline = text!("batch-uninspected", count = files);
    controls::message(ui, Tone::Warn, Shape::Alert, headline);
    let hint = text!("batch-uninspected-hint");
    ui.add(Label::new(tokens::small(ui, hint)).wrap());
    if ui.button(text!("batch-sign-anyway")).clicked() {
        sign::open(scene, scene.model.queue.ids(Upload::may_keep_credentials));
    }
}
