//! The right half of the sheet: one of the files with its picture and what the form states about it, or its exact manifest.

use std::sync::Arc;

use eframe::egui::{Label, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::Sheet;
use crate::{
    thumbnails::PictureFile,
    ui::{
        Scene, bidi, controls, provenance,
        shapes::Shape,
        sign::{card, filled, preview, suggestions},
        tokens,
    },
};
use content_credentials::ManifestForm;
use localization::text;
use model::{ExistingCredentials, Upload};

/// The file on show, and buttons to reach the others.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, sheet: &mut Sheet, room: f32) {
    let file = sheet.ids.get(sheet.preview).and_then(|id| scene.model.upload(*id));
    let Some(file) = file.filter(|file| sheet.totals.shows(file.id, sheet.left_out)) else {
        let words = if sheet.totals.ready(sheet.left_out) > 0 {
            text!("sign-beside-none-loaded")
        } else {
            text!("sign-beside-none")
        };
        ui.label(tokens::small(ui, words));
        sheet.step(0, 1);
        return;
    };
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    head(ui, sheet, file);
    let room = room - (tokens::CONTROL + tokens::GAP) * 2.0;
    if sheet.shows_manifest {
        let around = f32::from(tokens::CODE.top + tokens::CODE.bottom) + tokens::MARK;
        preview::exact(ui, &sheet.draft, file, scene.now, room - around);
    } else {
        ScrollArea::vertical()
            .id_salt("what is stated")
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                picture(ui, scene, file, room);
                statement(ui, scene, sheet, file);
            });
    }
    if ui.button(preview::toggle(sheet.shows_manifest)).clicked() {
        sheet.shows_manifest = !sheet.shows_manifest;
    }
}

/// The name of the file, its place among the files to sign, and the way to the others.
fn head(ui: &mut Ui, sheet: &mut Sheet, file: &Upload) {
    let place = sheet.preview;
    let named = |ui: &mut Ui, _: &mut Sheet| {
        let name = file.source.name();
        let label = ui.add(Label::new(tokens::strong(bidi::visual(&name))).truncate());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    };
    controls::line_of_ends(ui, "preview", sheet, named, |ui, sheet| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let (ordinal, all) = (sheet.ordinal(), sheet.totals.shown(sheet.left_out));
        let words = text!("sign-beside-place", number = ordinal, count = all);
        ui.label(tokens::small(ui, words));
        ui.spacing_mut().item_spacing.x = 0.0;
        for (shape, name, by) in [
            (Shape::ChevronLeft, text!("sign-beside-previous"), -1_isize),
            (Shape::ChevronRight, text!("sign-beside-next"), 1),
        ] {
            if controls::icon(ui, shape, &name).clicked()
                && let Some(from) = place.checked_add_signed(by)
            {
                sheet.step(from, by);
            }
        }
    });
}

/// The picture itself, at most half as high as there is room, so that what is stated about it is in sight.
fn picture(ui: &mut Ui, scene: &mut Scene<'_>, file: &Upload, room: f32) {
    let width = ui.available_width();
    let height = (width * tokens::REPORT_PICTURE_SHAPE).min(tokens::REPORT_PICTURE_MAX);
    let height = height.min(room / 2.0).round();
    let source = Arc::new(PictureFile {
        path: file.source.path.clone(),
        content_type: file.content_type.clone(),
        sha256: None,
    });
    let kind = file.content_type.as_deref();
    provenance::picture_of(ui, scene, &source, &file.source.name(), kind, vec2(width, height));
}

/// What the form states about this file.
fn statement(ui: &mut Ui, scene: &Scene<'_>, sheet: &Sheet, file: &Upload) {
    let filled = ManifestForm::read(&filled(&sheet.draft, file, scene.now));
    let (Some(form), Some(filled)) = (sheet.draft.form(), filled) else {
        ui.label(tokens::small(ui, text!("sign-beside-fix")));
        return;
    };
    let (taken, whose) = suggestions::taken(scene.model, &sheet.ids, form, &filled);
    let opened = matches!(file.existing, ExistingCredentials::Found(_));
    card::show(ui, &filled, &taken, whose, sheet.draft.identity, opened);
}
