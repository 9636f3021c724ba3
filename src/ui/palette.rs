//! The command palette: every command, found by typing parts of its name, in the language of the window or in English.

use eframe::egui::{Align, Context, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use localization::text;

use super::{
    Scene,
    commands::{Command, Possible},
    controls,
    dialog::DialogFrame,
    notices,
    tokens::{self, Palette as Colors},
};

/// The text typed, and the highlighted result.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    text: String,
    place: usize,
}

/// How well a command matches the text: smaller is better. Help, notes and colleagues may call it by its English name.
fn fit(command: Command, typed: &str) -> Option<usize> {
    let name = [command.name(), localization::in_english(command.message())];
    let section = command.section();
    let section = [section.word(), localization::in_english(section.message())];
    typed
        .to_lowercase()
        .split_whitespace()
        .map(|word| fit_any(&name, word).or_else(|| fit_any(&section, word).map(|fit| fit + 3)))
        .sum()
}

/// The better fit of a text in two languages.
fn fit_any(texts: &[String; 2], word: &str) -> Option<usize> {
    texts
        .iter()
        .filter_map(|text| fit_word(&text.to_lowercase(), word))
        .min()
}

/// Start of the text, start of a word, inside a word, or its letters in order.
fn fit_word(text: &str, word: &str) -> Option<usize> {
    if text.starts_with(word) {
        Some(0)
    } else if text.split_whitespace().any(|part| part.starts_with(word)) {
        Some(1)
    } else if text.contains(word) {
        Some(2)
    } else {
        let mut letters = text.chars();
        let all = word.chars().all(|letter| letters.any(|other| other == letter));
        // One or two letters in order match nearly everything.
        (all && word.chars().count() > 2).then_some(6)
    }
}

/// The matching commands: possible ones first, best match first.
fn found(scene: &Scene<'_>, typed: &str) -> Vec<(Command, Possible)> {
    let mut found: Vec<_> = Command::ALL
        .iter()
        .filter(|command| **command != Command::ShowPalette)
        .filter_map(|command| Some((fit(*command, typed)?, *command, command.possible(scene))))
        .filter(|(_, _, possible)| *possible != Possible::Meaningless)
        .collect();
    found.sort_by_key(|(fit, _, possible)| (!possible.is_now(), *fit));
    found
        .into_iter()
        .map(|(_, command, possible)| (command, possible))
        .collect()
}

/// Shows the palette and runs the selected command. Returns it while it stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut palette: Palette) -> Option<Palette> {
    let mut chosen = None;
    let title = text!("commands-palette-title");
    let dialog = DialogFrame::new(&title, tokens::PALETTE_WIDTH).below_top(tokens::TOP_BAR);
    let close = dialog.show_bare(ctx, |ui| chosen = contents(ui, scene, &mut palette));
    if let Some(command) = chosen {
        command.run(scene, ctx);
        return None;
    }
    (!close).then_some(palette)
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, palette: &mut Palette) -> Option<Command> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up, enter) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp), pressed(Key::Enter));
    let (field, hint) = (super::id("find a command"), text!("commands-palette-hint"));
    let entry = controls::words_field(&mut palette.text, ui.available_width())
        .id(field)
        .hint_text(&hint)
        // Tab has nowhere to go.
        .lock_focus(true);
    let entry = ui.add(entry).accessible_name(&hint);
    if entry.changed() {
        palette.place = 0;
    }
    let found = found(scene, &palette.text);
    let last = found.len().saturating_sub(1);
    let moved = down || up;
    if down {
        palette.place = if palette.place >= last { 0 } else { palette.place + 1 };
    } else if up {
        palette.place = palette.place.checked_sub(1).unwrap_or(last);
    }
    palette.place = palette.place.min(last);
    ui.add_space(tokens::GAP);
    if found.is_empty() {
        ui.label(tokens::soft(ui, text!("commands-palette-nothing")));
        return None;
    }
    let mut clicked = None;
    let height = ui.ctx().content_rect().height() - tokens::AROUND_LIST;
    ScrollArea::vertical()
        .max_height(height.min(tokens::PALETTE_HEIGHT))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, (command, possible)) in found.iter().enumerate() {
                let looked_at = place == palette.place;
                let label = command.label(scene);
                let (id, was_clicked) = line(ui, (*command, &label), *possible, looked_at, looked_at && moved);
                if was_clicked {
                    clicked = Some(place);
                }
                if looked_at {
                    // The focus stays in the field; screen readers announce this entry.
                    ui.ctx().accesskit_node_builder(entry.id, |node| {
                        node.set_active_descendant(id.accesskit_id());
                    });
                }
            }
        });
    let place = clicked.or_else(|| enter.then_some(palette.place))?;
    let (command, possible) = found.get(place)?;
    possible.is_now().then_some(*command)
}

/// A command with its shortcut, or the reason why it is not possible. Returns its id and whether it was clicked.
fn line(
    ui: &mut Ui,
    (command, label): (Command, &str),
    possible: Possible,
    looked_at: bool,
    scroll: bool,
) -> (Id, bool) {
    let colors = Colors::of(ui);
    // Clickable, but not a Tab stop.
    let (rect, _) = ui.allocate_exact_size(
        vec2(ui.available_width(), tokens::CONTROL + tokens::GAP_SMALL),
        Sense::hover(),
    );
    let response = ui.interact(rect, super::id(command.message()), Sense::CLICK);
    let keys = command.keys(ui.ctx()).unwrap_or_default();
    let (section, reason) = (command.section().word(), possible.reason());
    let parts = [Some(label), Some(&section), reason.as_deref(), Some(&keys)];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let sentence = notices::joined(parts);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, possible.is_now(), looked_at, &sentence));
    if looked_at {
        ui.painter().rect_filled(rect, tokens::CORNER, colors.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, tokens::CORNER, colors.hover);
    }
    if scroll {
        ui.scroll_to_rect(rect, None);
    }
    let inside = rect.shrink2(vec2(tokens::GAP, 0.0));
    let color = if possible.is_now() { colors.text } else { colors.soft };
    let width = |text: &str| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), tokens::small_font(), color)
            .size()
            .x
    };
    let told = reason.unwrap_or(section);
    let right = if keys.is_empty() {
        told
    } else {
        format!("{told}  ·  {keys}")
    };
    let split = inside.right() - width(&right) - tokens::GAP;
    let left = Rect::from_min_max(inside.min, pos2(split, inside.bottom()));
    controls::line(ui, left, label, tokens::body_font(), color, Align::Min);
    controls::line(ui, inside, &right, tokens::small_font(), colors.soft, Align::Max);
    (response.id, response.clicked())
}

#[cfg(test)]
mod tests {
    use super::*;
    use localization::Language;

    fn best(typed: &str) -> Vec<String> {
        let mut fits: Vec<_> = Command::ALL
            .iter()
            .filter_map(|command| Some((fit(*command, typed)?, command.name())))
            .collect();
        fits.sort_by_key(|(fit, _)| *fit);
        fits.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn words_match_in_any_order_and_the_start_of_a_name_comes_first() {
        assert_eq!(best("folder add")[0], "Add folder…");
        assert_eq!(best("keys cop")[0], "Copy keys");
        assert_eq!(best("re")[0], "Resume all");
        assert_eq!(best("DARK")[0], "Use dark theme");
        assert_eq!(best("dgnst"), ["Diagnostics…"], "letters in their order");
        assert!(best("zzz").is_empty());
        assert_eq!(best("").len(), Command::ALL.len());
    }

    #[test]
    fn commands_are_found_by_their_name_in_the_language_and_by_the_english_one() {
        localization::set(Some(Language::German));
        for typed in ["ordner hinzu", "folder add"] {
            assert_eq!(best(typed)[0], "Ordner hinzufügen…", "{typed}");
        }
        localization::set(Some(Language::Japanese));
        for typed in ["フォルダ", "folder add"] {
            assert!(best(typed)[0].contains("フォルダ"), "{typed}");
        }
    }

    #[test]
    fn a_section_s_name_finds_its_commands() {
        assert!(best("selected").contains(&"Retry".to_owned()));
        assert!(!best("selected").contains(&"Add files…".to_owned()));
    }
}
