//! Copying and exporting: the same choices for the selection, for all rows and for one file, and the user's template.

use eframe::egui::{Button, Context, Label, OpenUrl, RichText, Role, Ui, WidgetInfo};
use localization::text;

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
use model::{CopiedText, CopyFormat, Copying, Intent, MissingField, Template, TemplateError, UploadId};

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
    let name = text!("status-copy-menu");
    let button = ui.menu_button(&name, |ui| {
        ui.set_min_width(tokens::MENU);
        for command in COMMANDS {
            command.menu_entry(ui, scene);
        }
        ui.separator();
        Command::EditTemplate.menu_entry(ui, scene);
    });
    button
        .response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
}

/// Asks where to export to; the name of the file decides the format.
pub(crate) fn export_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    let what = if scene.view.selection().is_empty() {
        text!("status-export-all-hint")
    } else {
        text!("status-export-selected-hint")
    };
    let possible = Command::ExportCsv.possible(scene);
    let button = ui.add_enabled(possible.is_now(), Button::new(text!("status-export-menu")));
    let button = button.on_hover_text(what);
    let reason = possible.sentence().unwrap_or_default();
    if button.on_disabled_hover_text(reason).clicked() {
        Command::ExportCsv.run(scene, &ui.ctx().clone());
    }
}

/// A menu of the export formats.
pub(crate) fn export_menu(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.menu_button(text!("status-export-menu"), |ui| {
        ui.set_min_width(tokens::MENU);
        for command in [Command::ExportCsv, Command::ExportJson, Command::ExportMarkdown] {
            command.menu_entry(ui, scene);
        }
    });
}

/// Puts the text that the model prepared on the clipboard and says how many files it has.
pub(crate) fn take_clipping(scene: &mut Scene<'_>, ctx: &Context) {
    let Some(clipping) = &scene.model.copied_text else {
        return;
    };
    let more = left_out(clipping);
    if clipping.copied == 0 {
        scene
            .view
            .show_toast(Toast::not_done(text!("status-copy-nothing"), more));
    } else {
        ctx.copy_text(clipping.text.clone());
        scene.view.show_toast(Toast::done(headline(clipping)).with(more));
    }
    scene.dispatch(Intent::ClipboardTaken);
}

/// How many were copied.
fn headline(clipping: &CopiedText) -> String {
    if clipping.copied == clipping.all() {
        text!("status-copy-all", count = clipping.copied)
    } else {
        text!("status-copy-some", copied = clipping.copied, all = clipping.all())
    }
}

/// Why not all were copied; empty if all were.
pub(crate) fn left_out(clipping: &CopiedText) -> String {
    let lacking = clipping.lacking.iter().map(|(missing, files)| match missing {
        MissingField::Key => text!("status-copy-no-key", count = *files),
        MissingField::Bucket => text!("status-copy-no-bucket", count = *files),
        MissingField::SignedCopy => text!("status-copy-not-signed", count = *files),
    });
    let unreadable = (clipping.unreadable > 0).then(|| text!("status-copy-unreadable", count = clipping.unreadable));
    lacking
        .chain(unreadable)
        .reduce(|first, second| text!("status-copy-reasons", first = first, second = second))
        .unwrap_or_default()
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
    let title = text!("status-template-title");
    let dialog = DialogFrame::new(&title, tokens::SETTINGS_WIDTH)
        .beginning_at(field)
        .guarding(changed);
    let close = dialog.show(ctx, |ui| {
        ui.add(Label::new(text!("status-template-lead")).wrap());
        ui.add_space(tokens::GAP_SMALL);
        let names = text!("status-template-placeholders", names = Template::placeholders());
        ui.add(Label::new(tokens::small(ui, names)).wrap());
        ui.add_space(tokens::GAP);
        let label = controls::field_label(ui, &text!("status-template-field"));
        let width = ui.available_width();
        let entry = ui
            .add(controls::words_field(&mut text, width).id(field))
            .labelled_by(label);
        let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        ui.add_space(tokens::GAP);
        let template = Template::parse(&text);
        match &template {
            Ok(template) => preview(ui, scene, template),
            Err(error) => controls::message(ui, Tone::Bad, Shape::Cross, mistake(error)),
        }
        ui.add_space(tokens::GAP_LARGE);
        controls::line_from_right(ui, |ui| {
            let clicked = controls::primary(ui, &text!("status-template-save"), template.is_ok()).clicked();
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

/// What is wrong with a template.
fn mistake(error: &TemplateError) -> String {
    match error {
        TemplateError::Empty => text!("status-template-empty"),
        TemplateError::Unknown(name) => {
            let (name, names) = (format!("{{{name}}}"), Template::placeholders());
            text!("status-template-unknown", name = name, names = names)
        }
        TemplateError::NotClosed => text!("status-template-not-closed"),
        TemplateError::NotOpened => text!("status-template-not-opened"),
    }
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
    let line = if let Some((missing, _)) = clipping.lacking.first() {
        let name = upload.source.name();
        let words = match missing {
            MissingField::Key => text!("status-template-preview-no-key", name = name),
            MissingField::Bucket => text!("status-template-preview-no-bucket", name = name),
            MissingField::SignedCopy => text!("status-template-preview-not-signed", name = name),
        };
        RichText::new(bidi::visual(&words)).color(Palette::of(ui).soft)
    } else {
        RichText::new(clipping.text).font(tokens::mono_font())
    };
    let label = ui.add(Label::new(line.clone()).wrap());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, text!("status-template-preview", line = line.text())));
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
