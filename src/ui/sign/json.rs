//! The JSON text of a manifest, for editing.

use eframe::egui::{
    Context, Id, TextEdit, Ui,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use super::Draft;
use crate::ui::{controls, tokens};
use content_credentials::TextPosition;
use localization::text;

fn field_id() -> Id {
    crate::ui::id("manifest")
}

pub(super) fn show(ui: &mut Ui, draft: &mut Draft) {
    let mut text = draft.text().to_owned();
    let label = controls::field_label(ui, &text!("sign-json"));
    let entry = TextEdit::multiline(&mut text)
        .id(field_id())
        .code_editor()
        // Tab leaves it, like every other field.
        .lock_focus(false)
        .font(tokens::mono_font())
        .desired_width(f32::INFINITY)
        .desired_rows(tokens::MANIFEST_ROWS);
    if ui.add(entry).labelled_by(label).changed() {
        draft.set_text(text);
    }
    ui.add_space(tokens::GAP_SMALL);
}

/// Moves the cursor to the place of a lint.
pub(super) fn go_to(ctx: &Context, text: &str, place: TextPosition) {
    let before: usize = text
        .split_inclusive('\n')
        .take(place.line.saturating_sub(1))
        .map(|line| line.chars().count())
        .sum();
    let cursor = CCursor::new(before + place.column.saturating_sub(1));
    let mut state = TextEditState::load(ctx, field_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(cursor)));
    state.store(ctx, field_id());
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}
