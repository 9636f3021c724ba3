//! The part of the settings about uploading and signing.

use eframe::egui::{DragValue, Label, Ui};

use super::SettingsDraft;
use crate::{
    model::{MAX_JOBS, UploadsAtOnce},
    ui::{controls, tokens},
};

/// How far the pointer is dragged for one more.
const SPEED: f32 = 0.1;

/// The number that is offered to who wants to set one.
const USUAL: u8 = 4;

pub(super) fn show(ui: &mut Ui, draft: &mut SettingsDraft) {
    let settings = &mut draft.settings;
    controls::heading(ui, "Uploads");
    let mut automatic = settings.jobs == UploadsAtOnce::Automatic;
    if ui.checkbox(&mut automatic, "As many uploads at once as help").changed() {
        settings.jobs = if automatic {
            UploadsAtOnce::Automatic
        } else {
            UploadsAtOnce::Fixed(USUAL)
        };
    }
    if let UploadsAtOnce::Fixed(number) = &mut settings.jobs {
        ui.horizontal(|ui| {
            let label = ui.label("Uploads at once");
            ui.add(DragValue::new(number).range(1..=MAX_JOBS).speed(SPEED))
                .labelled_by(label.id);
            ui.label(tokens::small(
                ui,
                format!("1 to {MAX_JOBS}. More help with many small files, fewer with a slow line."),
            ));
        });
    } else {
        explain(ui, "Few large files, more small ones while the line has room for them.");
    }
    ui.horizontal(|ui| {
        let label = ui.label("Stall time");
        let number = DragValue::new(&mut settings.stall_seconds)
            .range(5..=600)
            .suffix(" s")
            .speed(SPEED);
        ui.add(number).labelled_by(label.id);
        ui.label(tokens::small(
            ui,
            "5 to 600. No byte moving for so long ends an attempt; the next begins.",
        ));
    });
    ui.checkbox(
        &mut settings.check_md5,
        "Compare what is stored with what was sent (MD5)",
    );
    explain(
        ui,
        "Costs one or two seconds of computing for each gigabyte, while it is sent. Switch it off where the storage marks \
         objects in a way of its own, and every file fails.",
    );
    ui.add_space(tokens::GAP);
    controls::heading(ui, "Signing");
    let label = controls::field_label(ui, "Author to begin a manifest with");
    let width = ui.available_width() / 2.0;
    ui.add(controls::field(&mut settings.author, width)).labelled_by(label);
    explain(ui, "It can be changed for each file before it is signed.");
    ui.checkbox(&mut settings.verify_signed, "Verify each signed copy");
    explain(
        ui,
        "The report is there when you look, and says whether the copy is as it should be.",
    );
    ui.add_space(tokens::GAP);
    explain(
        ui,
        "All of this holds from the next file on: what is on its way goes on as it began.",
    );
}

fn explain(ui: &mut Ui, words: &str) {
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}
