//! The settings tab for uploading and signing.

use eframe::egui::{Align, DragValue, Label, Layout, Ui, vec2};

use super::SettingsDraft;
use crate::ui::{controls, dialog, tokens};
use model::{MAX_PARALLEL_UPLOADS, Settings, UploadsAtOnce};

/// A number field with its name before it and its explanation after it. All fields are aligned.
fn number(ui: &mut Ui, name: &str, field: DragValue<'_>, words: &str) {
    ui.horizontal(|ui| {
        let size = vec2(tokens::NUMBER_LABEL, tokens::CONTROL);
        let layout = Layout::left_to_right(Align::Center);
        let label = ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.label(name).id
        });
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.x = tokens::NUMBER;
            ui.add(field.speed(tokens::DRAG_SPEED)).labelled_by(label.inner);
        });
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    });
}

/// An explanation below a checkbox.
fn explain_checkbox(ui: &mut Ui, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        // Only as high as its text: it belongs to the checkbox above.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.add_space(tokens::CHECKBOX_TEXT);
        ui.vertical(|ui| explain(ui, words));
    });
}

/// The default when a fixed number is chosen.
const USUAL: u8 = 4;

pub(super) fn show(ui: &mut Ui, draft: &mut SettingsDraft) {
    let settings = &mut draft.settings;
    controls::heading(ui, "Uploads");
    let mut automatic = settings.jobs == UploadsAtOnce::Automatic;
    let first = controls::checkbox(
        ui,
        &mut automatic,
        "Choose the number of parallel uploads automatically",
    );
    dialog::begin_at(&first);
    if first.changed() {
        settings.jobs = if automatic {
            UploadsAtOnce::Automatic
        } else {
            UploadsAtOnce::Fixed(USUAL)
        };
    }
    if let UploadsAtOnce::Fixed(jobs) = &mut settings.jobs {
        let words = format!("1 to {MAX_PARALLEL_UPLOADS}. Use more for many small files, fewer on a slow connection.");
        number(
            ui,
            "Parallel uploads",
            DragValue::new(jobs).range(1..=MAX_PARALLEL_UPLOADS),
            &words,
        );
    } else {
        explain_checkbox(
            ui,
            "A few at a time for large files, more for small ones if the connection allows.",
        );
    }
    let words = "5 to 600. Retry if nothing is sent for this long.";
    let field = DragValue::new(&mut settings.stall_seconds).range(5..=600).suffix(" s");
    number(ui, "Stall timeout", field, words);
    controls::checkbox(
        ui,
        &mut settings.check_md5,
        "Check stored files against what was sent (MD5)",
    );
    explain_checkbox(
        ui,
        "Takes one or two seconds per gigabyte while uploading. Turn off if every upload fails this check.",
    );
    ui.add_space(tokens::GAP);
    controls::heading(ui, "Signing");
    let label = controls::field_label(ui, "Default author");
    let width = ui.available_width() / 2.0;
    ui.add(controls::words_field(&mut settings.author, width))
        .labelled_by(label);
    explain(ui, "You can change it for each file before signing.");
    controls::checkbox(ui, &mut settings.verify_signed, "Verify each signed copy");
    explain_checkbox(ui, "The report is ready when you open the file.");
    ui.add_space(tokens::GAP);
    folders(ui, settings);
    ui.add_space(tokens::GAP);
    explain(ui, "Applies to new uploads.");
}

/// What is taken from folders. Files added directly are always taken.
fn folders(ui: &mut Ui, settings: &mut Settings) {
    controls::heading(ui, "Folders");
    explain(
        ui,
        "When you add a folder, skipped files are counted. Files you add directly are never skipped for these reasons.",
    );
    controls::checkbox(ui, &mut settings.include_hidden, "Include hidden files and folders");
    explain_checkbox(
        ui,
        "Such as .env and .git, which often contain passwords or private data.",
    );
    controls::checkbox(ui, &mut settings.include_system_files, "Include system files");
    explain_checkbox(ui, "Such as .DS_Store, Thumbs.db and recycle bins.");
    controls::checkbox(
        ui,
        &mut settings.follow_links,
        "Follow links that point outside the folder",
    );
    explain_checkbox(ui, "A link can add files you didn't mean to upload.");
}

fn explain(ui: &mut Ui, words: &str) {
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}
