//! The settings tab for signing and uploading. What only engineers change is folded.

use eframe::egui::{Align, DragValue, Label, Layout, Response, Ui, emath::Numeric, vec2};
use localization::text;

use super::{SettingsDraft, advanced, typed::Field};
use crate::ui::{Scene, controls, dialog, tokens};
use model::{MAX_PARALLEL_UPLOADS, Settings, UploadsAtOnce};

/// The default when a fixed number is chosen.
const USUAL: u8 = 4;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, draft: &mut SettingsDraft, settings: &mut Settings) {
    controls::heading(ui, &text!("settings-uploads-signing"));
    let label = controls::field_label(ui, &text!("settings-uploads-author"));
    let width = ui.available_width() / 2.0;
    let mut author = draft.typed.shown(Field::Author, "", settings);
    let entry = ui.add(controls::words_field(&mut author, width)).labelled_by(label);
    dialog::begin_at(&entry);
    draft.typed.take(Field::Author, "", author, &entry);
    explain(ui, &text!("settings-uploads-author-note"));
    controls::checkbox(ui, &mut settings.verify_signed, &text!("settings-uploads-verify"));
    explain_checkbox(ui, &text!("settings-uploads-verify-note"));
    ui.add_space(tokens::GAP);
    advanced(ui, scene, |ui, _| {
        uploads(ui, draft, settings);
        ui.add_space(tokens::GAP);
        folders(ui, settings);
    });
    ui.add_space(tokens::GAP);
    explain(ui, &text!("settings-uploads-new-only"));
}

/// How many run at once, and when one is tried again.
fn uploads(ui: &mut Ui, draft: &mut SettingsDraft, settings: &mut Settings) {
    controls::heading(ui, &text!("settings-uploads-heading"));
    let mut automatic = settings.jobs == UploadsAtOnce::Automatic;
    if controls::checkbox(ui, &mut automatic, &text!("settings-uploads-automatic")).changed() {
        settings.jobs = if automatic {
            UploadsAtOnce::Automatic
        } else {
            UploadsAtOnce::Fixed(USUAL)
        };
    }
    let (parallel, stall) = (text!("settings-uploads-parallel"), text!("settings-uploads-stall"));
    // The fields stand below each other, so the longer name decides.
    let names = [&parallel, &stall].map(|name| controls::width(ui, name, tokens::body_font()));
    let name_width = names[0].max(names[1]).max(tokens::NUMBER_LABEL);
    if let UploadsAtOnce::Fixed(jobs) = &mut settings.jobs {
        let mut number = draft.parallel.unwrap_or(*jobs);
        let field = DragValue::new(&mut number).range(1..=MAX_PARALLEL_UPLOADS);
        let note = text!("settings-uploads-parallel-note", max = MAX_PARALLEL_UPLOADS);
        let response = number_line(ui, name_width, &parallel, field, &note);
        settle(&response, number, &mut draft.parallel, jobs);
    } else {
        explain_checkbox(ui, &text!("settings-uploads-automatic-note"));
    }
    let mut number = draft.stall.unwrap_or(settings.stall_seconds);
    let unit = text!("settings-uploads-seconds");
    let field = DragValue::new(&mut number).range(5..=600).suffix(unit);
    let response = number_line(ui, name_width, &stall, field, &text!("settings-uploads-stall-note"));
    settle(&response, number, &mut draft.stall, &mut settings.stall_seconds);
    controls::checkbox(ui, &mut settings.check_md5, &text!("settings-uploads-md5"));
    explain_checkbox(ui, &text!("settings-uploads-md5-note"));
}

/// Puts a number into force once it is neither dragged nor typed.
fn settle<N: Numeric>(response: &Response, number: N, entered: &mut Option<N>, in_force: &mut N) {
    let is_entering = response.dragged() || response.has_focus();
    if !is_entering && (response.changed() || entered.is_some()) {
        *in_force = number;
    }
    *entered = is_entering.then_some(number);
}

/// What is taken from folders. Files added directly are always taken.
fn folders(ui: &mut Ui, settings: &mut Settings) {
    controls::heading(ui, &text!("settings-folders-heading"));
    explain(ui, &text!("settings-folders-note"));
    for (choice, words, more) in [
        (
            &mut settings.include_hidden,
            text!("settings-folders-hidden"),
            text!("settings-folders-hidden-note"),
        ),
        (
            &mut settings.include_system_files,
            text!("settings-folders-system"),
            text!("settings-folders-system-note"),
        ),
        (
            &mut settings.follow_links,
            text!("settings-folders-links"),
            text!("settings-folders-links-note"),
        ),
    ] {
        controls::checkbox(ui, choice, &words);
        explain_checkbox(ui, &more);
    }
}

/// A number field with its name before it and its explanation after it. All fields are aligned.
fn number_line(ui: &mut Ui, name_width: f32, name: &str, field: DragValue<'_>, words: &str) -> Response {
    ui.horizontal(|ui| {
        let size = vec2(name_width, tokens::CONTROL);
        let layout = Layout::left_to_right(Align::Center);
        let label = ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.label(name).id
        });
        let response = ui.scope(|ui| {
            ui.spacing_mut().interact_size.x = tokens::NUMBER;
            ui.add(field.speed(tokens::DRAG_SPEED)).labelled_by(label.inner)
        });
        ui.add(Label::new(tokens::small(ui, words)).wrap());
        response.inner
    })
    .inner
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

fn explain(ui: &mut Ui, words: &str) {
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}
