//! The shortcut sheet, built from the commands.

use eframe::egui::{Align, Context, Modifiers, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use super::{
    commands::{Section, modifiers_in_words},
    controls,
    dialog::{self, DialogFrame},
    tokens::{self, Palette},
};

/// Movement keys, which are not commands: the message with the name, and modifiers with a key each. A key is an arrow or a
/// message.
const MOVES: [(&str, &[(Modifiers, &str)]); 8] = [
    ("commands-move-row", &[(Modifiers::NONE, "↑ ↓")]),
    ("commands-move-more", &[(Modifiers::SHIFT, "↑ ↓")]),
    ("commands-move-only", &[(Modifiers::COMMAND, "↑ ↓")]),
    ("commands-move-toggle", &[(Modifiers::CTRL, "commands-key-space")]),
    ("commands-move-picture", &[(Modifiers::NONE, "commands-key-space")]),
    (
        "commands-move-page",
        &[
            (Modifiers::NONE, "commands-key-page-up"),
            (Modifiers::NONE, "commands-key-page-down"),
        ],
    ),
    (
        "commands-move-ends",
        &[
            (Modifiers::NONE, "commands-key-home"),
            (Modifiers::NONE, "commands-key-end"),
        ],
    ),
    (
        "commands-move-control",
        &[
            (Modifiers::NONE, "commands-key-tab"),
            (Modifiers::SHIFT, "commands-key-tab"),
        ],
    ),
];

/// Shows the sheet. Returns whether it stays open.
pub(crate) fn show(ctx: &Context) -> bool {
    let close = DialogFrame::new(&text!("commands-shortcuts-title"), tokens::SHORTCUTS_WIDTH).show(ctx, |ui| {
        dialog::scrolled(ui, 0.0, sheet);
    });
    !close
}

fn sheet(ui: &mut Ui) {
    ui.set_width(ui.available_width() - tokens::GAP_LARGE);
    ui.spacing_mut().item_spacing = vec2(tokens::GAP_SECTION * 2.0, 0.0);
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        for section in [Section::Add, Section::Queue, Section::Selection, Section::Copy] {
            part(left, section);
        }
        controls::heading(right, &text!("commands-shortcuts-move"));
        right.add_space(tokens::GAP_SMALL);
        for (name, keys) in MOVES {
            let keys = keys.iter().map(|(held, key)| {
                let held = modifiers_in_words(right.ctx(), *held);
                format!("{held}{}", movement_key(key))
            });
            line(
                right,
                &localization::message(name),
                &keys.collect::<Vec<_>>().join(", "),
            );
        }
        right.add_space(tokens::GAP_LARGE);
        for section in [Section::History, Section::View, Section::Program] {
            part(right, section);
        }
    });
}

/// An arrow is one in every language.
fn movement_key(key: &str) -> String {
    if key.is_ascii() {
        localization::message(key)
    } else {
        key.to_owned()
    }
}

fn part(ui: &mut Ui, section: Section) {
    controls::heading(ui, &section.word());
    ui.add_space(tokens::GAP_SMALL);
    for command in section.commands() {
        let keys = command.all_keys(ui.ctx());
        if !keys.is_empty() {
            line(ui, &command.name(), &keys.join(", "));
        }
    }
    ui.add_space(tokens::GAP_LARGE);
}

/// A name and its keys, as one sentence for screen readers.
fn line(ui: &mut Ui, name: &str, keys: &str) {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), tokens::GAP_SECTION);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let left_of_keys = caps(ui, rect, keys);
    let room = rect.with_max_x(left_of_keys);
    if controls::line(ui, room, name, tokens::body_font(), palette.text, Align::Min) {
        response.clone().on_hover_text(name);
    }
    let sentence = text!("commands-shortcuts-line", name = name, keys = keys);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
}

/// The keys at the right end of a line, each in a key cap. Returns where they begin, with a gap.
fn caps(ui: &Ui, line: Rect, keys: &str) -> f32 {
    let palette = Palette::of(ui);
    let mut right = line.right();
    for together in keys.split(", ").collect::<Vec<_>>().into_iter().rev() {
        for key in held_together(together).into_iter().rev() {
            let words = controls::width(ui, key, tokens::small_font());
            let width = (words + tokens::GAP).max(tokens::KEY_CAP);
            let center = pos2(right - width / 2.0, line.center().y);
            let cap = Rect::from_center_size(center, vec2(width, tokens::KEY_CAP));
            let stroke = tokens::hairline(palette.outline);
            ui.painter().rect(
                cap,
                tokens::CORNER_SMALL,
                palette.control_hover,
                stroke,
                StrokeKind::Inside,
            );
            controls::line(
                ui,
                cap.expand(1.0),
                key,
                tokens::small_font(),
                palette.text,
                Align::Center,
            );
            right -= width + tokens::GAP_HAIR;
        }
        right -= tokens::GAP;
    }
    right
}

/// The keys of "Ctrl+Shift+O" or "⇧⌘O". The last one may be the plus itself.
fn held_together(keys: &str) -> Vec<&str> {
    let symbols = keys.chars().take_while(|sign| "⌃⌥⇧⌘".contains(*sign));
    let (symbols, keys) = keys.split_at(symbols.map(char::len_utf8).sum());
    let mut together: Vec<_> = symbols.split_inclusive(|_| true).collect();
    match keys.strip_suffix('+') {
        Some(held) => together.extend(held.split('+').filter(|key| !key.is_empty()).chain(["+"])),
        None => together.extend(keys.split('+')),
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_split_into_keys_on_every_desktop() {
        for (shortcut, keys) in [
            ("Ctrl+Shift+O", &["Ctrl", "Shift", "O"][..]),
            ("Ctrl++", &["Ctrl", "+"]),
            ("⇧⌘O", &["⇧", "⌘", "O"]),
            ("⌘+", &["⌘", "+"]),
            ("⌫", &["⌫"]),
            ("Tab", &["Tab"]),
        ] {
            assert_eq!(held_together(shortcut), keys, "{shortcut}");
        }
    }
}
