//! The fields of the form that may stay empty. What they say becomes the metadata of the manifest.

use eframe::egui::{Label, TextEdit, Ui};

use crate::ui::{controls, tokens};
use content_credentials::{EMPTY_PLACEHOLDER_RULE, METADATA_PLACEHOLDERS, ManifestForm, PLACEHOLDERS};

/// What most people state.
pub(super) fn main(ui: &mut Ui, form: &mut ManifestForm) {
    field(ui, "Title", &mut form.title, "Optional");
    if form.title.contains('{') {
        let words = "{stem} = file name, {name} = with extension, {date} = today.";
        ui.add(Label::new(tokens::small(ui, words)).wrap());
        ui.add_space(tokens::GAP_SMALL);
    }
    field(ui, "Author", &mut form.creator, "Optional").on_hover_text(
        "A person or an organization. Separate several with a semicolon; double it to keep it in a name.",
    );
    caption(ui, &mut form.caption);
    pair(
        ui,
        ("Credit", &mut form.credit, "Optional"),
        ("Copyright", &mut form.copyright, "Optional"),
    );
}

/// The rest, which is hidden at first.
pub(super) fn more(ui: &mut Ui, form: &mut ManifestForm) {
    field(ui, "Headline", &mut form.headline, "Optional");
    pair(
        ui,
        ("Camera make", &mut form.make, "Optional"),
        ("Camera model", &mut form.camera, "Optional"),
    );
    field(ui, "Lens", &mut form.lens, "Optional");
    field(ui, "Taken", &mut form.taken, "Optional, like 2026-05-09T12:00:00");
    pair(
        ui,
        ("City", &mut form.city, "Optional"),
        ("Country", &mut form.country, "Optional"),
    );
    field(ui, "Made with", &mut form.generator, "Default: the server's name");
    if !form.generator.is_empty() {
        field(ui, "Version", &mut form.generator_version, "Optional");
    }
    controls::checkbox(ui, &mut form.no_thumbnail, "No thumbnail in the signed copy")
        .on_hover_text("Servers add one of a few hundred kilobytes, even to a small file.");
    let known: Vec<_> = PLACEHOLDERS
        .iter()
        .map(|(name, meaning)| format!("{name} = {meaning}"))
        .collect();
    let words = format!("Filled in for each file: {}.", known.join(", "));
    ui.add(Label::new(tokens::small(ui, words)).wrap());
    let from_file = METADATA_PLACEHOLDERS.map(|(name, _)| name).join(", ");
    let words = format!("What the file says: {from_file}. {EMPTY_PLACEHOLDER_RULE}");
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}

fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> eframe::egui::Response {
    let label = controls::field_label(ui, name);
    // A name of its own: what appears above, such as suggestions, must not take the focus from it.
    let entry = controls::words_field(text, ui.available_width())
        .id(crate::ui::id(&format!("sign form: {name}")))
        .hint_text(hint);
    let entry = ui.add(entry).labelled_by(label);
    ui.add_space(tokens::GAP_SMALL);
    entry
}

/// A name, its text, and the hint while it is empty.
type Field<'a> = (&'a str, &'a mut String, &'a str);

/// Two short fields side by side.
fn pair(ui: &mut Ui, left: Field<'_>, right: Field<'_>) {
    let width = ((ui.available_width() - tokens::GAP) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        for (name, text, hint) in [left, right] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
                ui.set_width(width);
                field(ui, name, text, hint);
            });
        }
    });
}

/// A caption can have several sentences.
fn caption(ui: &mut Ui, text: &mut String) {
    let label = controls::field_label(ui, "Caption");
    let entry = TextEdit::multiline(text)
        .id(crate::ui::id("sign form: Caption"))
        .desired_width(f32::INFINITY)
        .desired_rows(2)
        .margin(tokens::FIELD)
        .hint_text("Optional")
        // Tab leaves it, like every other field.
        .lock_focus(false);
    ui.add(entry).labelled_by(label);
    ui.add_space(tokens::GAP_SMALL);
}
