//! The fields of the form that may stay empty. What they say becomes the metadata of the manifest.

use eframe::egui::{Label, Response, TextEdit, Ui};

use super::placeholders;
use crate::ui::{controls, tokens};
use content_credentials::{METADATA_PLACEHOLDERS, ManifestForm};
use localization::text;

/// What most people state.
pub(super) fn main(ui: &mut Ui, form: &mut ManifestForm) {
    field(ui, Field::optional("title", text!("sign-field-title"), &mut form.title));
    if form.title.contains('{') {
        ui.add(Label::new(tokens::small(ui, text!("sign-placeholders-title"))).wrap());
        ui.add_space(tokens::GAP_SMALL);
    }
    field(
        ui,
        Field::optional("author", text!("sign-field-author"), &mut form.creator),
    )
    .on_hover_text(text!("sign-field-author-hint"));
    caption(ui, &mut form.caption);
    pair(
        ui,
        Field::optional("credit", text!("sign-field-credit"), &mut form.credit),
        Field::optional("copyright", text!("sign-field-copyright"), &mut form.copyright),
    );
}

/// The rest, which is hidden at first.
pub(super) fn more(ui: &mut Ui, form: &mut ManifestForm) {
    field(
        ui,
        Field::optional("headline", text!("sign-field-headline"), &mut form.headline),
    );
    pair(
        ui,
        Field::optional("make", text!("sign-field-make"), &mut form.make),
        Field::optional("model", text!("sign-field-model"), &mut form.camera),
    );
    field(ui, Field::optional("lens", text!("sign-field-lens"), &mut form.lens));
    field(
        ui,
        Field::new(
            "taken",
            text!("sign-field-taken"),
            &mut form.taken,
            text!("sign-field-taken-hint"),
        ),
    );
    pair(
        ui,
        Field::optional("city", text!("sign-field-city"), &mut form.city),
        Field::optional("country", text!("sign-field-country"), &mut form.country),
    );
    let (label, hint) = (text!("sign-field-generator"), text!("sign-field-generator-hint"));
    field(ui, Field::new("generator", label, &mut form.generator, hint));
    if !form.generator.is_empty() {
        let label = text!("sign-field-version");
        field(ui, Field::optional("version", label, &mut form.generator_version));
    }
    controls::checkbox(ui, &mut form.no_thumbnail, &text!("sign-thumbnail"))
        .on_hover_text(text!("sign-thumbnail-hint"));
    ui.add(Label::new(tokens::small(ui, text!("sign-placeholders"))).wrap());
    let names = METADATA_PLACEHOLDERS.map(|(name, _)| name).join(", ");
    let words = text!("sign-placeholders-file", names = names);
    ui.add(Label::new(tokens::small(ui, words)).wrap());
}

/// A field: what tells it from the others, its name, its text, and the hint while it is empty.
struct Field<'a> {
    key: &'static str,
    name: String,
    text: &'a mut String,
    hint: String,
}

impl<'a> Field<'a> {
    const fn new(key: &'static str, name: String, text: &'a mut String, hint: String) -> Self {
        Self { key, name, text, hint }
    }

    fn optional(key: &'static str, name: String, text: &'a mut String) -> Self {
        Self::new(key, name, text, text!("sign-field-optional"))
    }
}

/// A name of its own: what appears above, such as suggestions, must not take the focus from it.
fn field_id(key: &str) -> eframe::egui::Id {
    crate::ui::id(&format!("sign form: {key}"))
}

fn field(ui: &mut Ui, field: Field<'_>) -> Response {
    let label = controls::field_label(ui, &field.name);
    let entry = controls::words_field(field.text, ui.available_width())
        .id(field_id(field.key))
        .hint_text(field.hint);
    let entry = ui.add(entry).labelled_by(label);
    placeholders::call_out(ui, field.text);
    ui.add_space(tokens::GAP_SMALL);
    entry
}

/// Two short fields side by side.
fn pair(ui: &mut Ui, left: Field<'_>, right: Field<'_>) {
    let width = ((ui.available_width() - tokens::GAP) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        for one in [left, right] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
                ui.set_width(width);
                field(ui, one);
            });
        }
    });
}

/// A caption can have several sentences.
fn caption(ui: &mut Ui, text: &mut String) {
    let label = controls::field_label(ui, &text!("sign-field-caption"));
    let entry = TextEdit::multiline(text)
        .id(field_id("caption"))
        .desired_width(f32::INFINITY)
        .desired_rows(2)
        .margin(tokens::FIELD)
        .hint_text(text!("sign-field-optional"))
        // Tab leaves it, like every other field.
        .lock_focus(false);
    ui.add(entry).labelled_by(label);
    placeholders::call_out(ui, text);
    ui.add_space(tokens::GAP_SMALL);
}

#[cfg(test)]
mod tests {
    use super::*;
    use content_credentials::PLACEHOLDERS;

    #[test]
    fn each_placeholder_is_explained() {
        let words = text!("sign-placeholders");
        for (name, meaning) in PLACEHOLDERS {
            assert!(words.contains(&format!("{name} = {meaning}")), "{name}: {words}");
        }
    }
}
