//! Copying and exporting: the same choices for the selection, for all rows and for one file, and the user's template.

use eframe::egui::{Context, Label, OpenUrl, RichText, Role, Ui, WidgetInfo};

use super::{
    Scene, Tab, bidi,
    commands::Command,
    controls,
    dialog::DialogFrame,
    dialogs::Dialog,
    shapes::Shape,
    toasts::Toast,
    tokens::{self, Palette},
    track::Tone,
    words,
};
use model::{CopyFormat, Copying, Intent, Template, UploadId};

/// The template suggested before the user has written one.
const EXAMPLE: &str = "{name}: {s3_uri}";

/// The commands that copy, in menu order.
const COMMANDS: [Command; 7] = [
    Command::CopyKeys,
    Command::CopyS3Uris,
    Command::CopyReferences,
    Command::CopySignedUris,
    Command::CopyOriginalKeys,
    Command::CopyNamesAndKeys,
    Command::CopyByTemplate,
];

/// The selection in display order, or all rows if nothing is selected.
pub(crate) fn selected_or_all(scene: &Scene<'_>) -> Vec<UploadId> {
    let rows = scene.rows();
    let selection = scene.view.selection();
    (0..rows.len())
        .filter_map(|place| rows.id(place))
        .filter(|id| selection.is_empty() || selection.contains(*id))
        .collect()
}

/// Copies the selection, or all rows, to the clipboard in one piece.
pub(crate) fn copy(scene: &mut Scene<'_>, format: CopyFormat) {
    let ids = selected_or_all(scene);
    scene.dispatch(Intent::Copy { ids, format });
}

/// Like `copy`, with the user's template. Without one, opens the editor first.
pub(crate) fn copy_by_template(scene: &mut Scene<'_>) {
    match Template::parse(&scene.model.settings.copy_template) {
        Ok(template) => copy(scene, CopyFormat::Template(template)),
        Err(_) => edit_template(scene),
    }
}

/// Opens the template editor.
pub(crate) fn edit_template(scene: &mut Scene<'_>) {
    let started = started(scene);
    scene.view.dialogs.open(Dialog::Template(started));
}

/// The text the editor starts with.
fn started(scene: &Scene<'_>) -> String {
    let template = &scene.model.settings.copy_template;
    if template.is_empty() {
        EXAMPLE.to_owned()
    } else {
        template.clone()
    }
}

/// A menu of everything that can be copied.
pub(crate) fn menu(ui: &mut Ui, scene: &mut Scene<'_>) {
    let button = ui.menu_button("Copy as…", |ui| {
        ui.set_min_width(tokens::MENU);
        for command in COMMANDS {
            command.menu_entry(ui, scene);
        }
        ui.separator();
        Command::EditTemplate.menu_entry(ui, scene);
    });
    let name = "Copy as…";
    button
        .response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
}

/// A menu of the export formats.
pub(crate) fn export_menu(ui: &mut Ui, scene: &mut Scene<'_>) {
    let what = if scene.view.selection().is_empty() {
        "Saves the whole list to a file"
    } else {
        "Saves the selected rows to a file"
    };
    let button = ui.menu_button("Export…", |ui| {
        ui.set_min_width(tokens::MENU);
        for command in [Command::ExportCsv, Command::ExportJson, Command::ExportMarkdown] {
            command.menu_entry(ui, scene);
        }
    });
    button.response.on_hover_text(what);
}

/// Puts the text that the model prepared on the clipboard and says how many files it has.
pub(crate) fn take_clipping(scene: &mut Scene<'_>, ctx: &Context) {
    let Some(clipping) = &scene.model.copied_text else {
        return;
    };
    let (headline, more) = clipping.summary.split_once("; ").unwrap_or((&clipping.summary, ""));
    if clipping.copied == 0 {
        scene.view.show_toast(Toast::not_done("Nothing copied", more));
    } else {
        ctx.copy_text(clipping.text.clone());
        scene.view.show_toast(Toast::done(headline).with(more));
    }
    scene.dispatch(Intent::ClipboardTaken);
}

/// Opens the link that the server gave, once, in the browser.
pub(crate) fn open_link(scene: &mut Scene<'_>, ctx: &Context) {
    if let Some(link) = &scene.model.link {
        ctx.open_url(OpenUrl::new_tab(link.expose().as_str()));
        scene.dispatch(Intent::LinkOpened);
    }
}

/// Shows the template editor, with a preview or the error. Returns the text while the editor stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut text: String) -> Option<String> {
    let mut kept = false;
    let field = super::id("copy template");
    let changed = text != started(scene);
    let dialog = DialogFrame::new("Copy template", tokens::SETTINGS_WIDTH)
        .beginning_at(field)
        .guarding(changed);
    let close = dialog.show(ctx, |ui| {
        ui.add(Label::new("Each file becomes one line. Use {{ and }} for literal braces.").wrap());
        ui.add_space(tokens::GAP_SMALL);
        ui.add(Label::new(tokens::small(ui, format!("Placeholders: {}", Template::placeholders()))).wrap());
        ui.add_space(tokens::GAP);
        let label = controls::field_label(ui, "Template");
        let width = ui.available_width();
        let entry = ui
            .add(controls::words_field(&mut text, width).id(field))
            .labelled_by(label);
        let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.add_space(tokens::GAP);
        let template = Template::parse(&text);
        match &template {
            Ok(template) => preview(ui, scene, template),
            Err(error) => controls::message(ui, Tone::Bad, Shape::Cross, error.to_string()),
        }
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| {
            let clicked = controls::primary(ui, "Save and copy", template.is_ok()).clicked();
            if let Ok(template) = template
                && (clicked || entered)
            {
                scene.dispatch(Intent::KeepTemplate(text.clone()));
                copy(scene, CopyFormat::Template(template));
                kept = true;
            }
        });
    });
    (!close && !kept).then_some(text)
}

/// A preview of the template with the first available file.
fn preview(ui: &mut Ui, scene: &Scene<'_>, template: &Template) {
    // Visible rows are loaded; searching a long history for a loaded one would cost each frame.
    let on_show = || {
        scene
            .view
            .table
            .on_show
            .clone()
            .find_map(|place| scene.rows().get(place))
    };
    let first = scene.lead().or_else(on_show);
    let Some(upload) = first else { return };
    let mut copying = Copying::new(CopyFormat::Template(template.clone()));
    copying.add(upload);
    let clipping = copying.finish();
    let line = if clipping.copied == 0 {
        RichText::new(bidi::visual(&format!("{}: {}", upload.source.name(), clipping.summary)))
            .color(Palette::of(ui).soft)
    } else {
        RichText::new(clipping.text).font(tokens::mono_font())
    };
    let label = ui.add(Label::new(line.clone()).wrap());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Preview: {}", line.text())));
}

/// The suggested name for the export of this tab.
pub(crate) fn file_stem(scene: &Scene<'_>) -> String {
    let what = match (scene.view.tab, scene.view.selection().is_empty()) {
        (_, false) => "selection",
        (Tab::Queue, true) => "queue",
        (Tab::History, true) => "history",
        (Tab::Check, true) => "check",
    };
    let day = words::iso_day(scene.now);
    format!("que-{what}-{day}")
}
