//! The command palette: every command, found by typing parts of its name.

use eframe::egui::{Align, Context, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Scene,
    commands::{Command, Possible},
    controls,
    dialog::DialogFrame,
    tokens::{self, Palette as Colors},
};

/// The text typed, and the highlighted result.
#[derive(Debug, Default)]
pub(crate) struct Palette {
    text: String,
    place: usize,
}

/// How well a command matches the text: smaller is better.
fn fit(command: Command, typed: &str) -> Option<usize> {
    let name = command.name().to_lowercase();
    let section = command.section().word().to_lowercase();
    typed
        .to_lowercase()
        .split_whitespace()
        .map(|word| fit_word(&name, word).or_else(|| fit_word(&section, word).map(|fit| fit + 3)))
        .sum()
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
    let dialog = DialogFrame::new("All commands", tokens::PALETTE_WIDTH).below_top(tokens::TOP_BAR);
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
    let field = super::id("find a command");
    let entry = controls::words_field(&mut palette.text, ui.available_width())
        .id(field)
        .hint_text("Find a command")
        // Tab has nowhere to go.
        .lock_focus(true);
    let entry = ui.add(entry).accessible_name("Find a command");
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
        ui.label(tokens::soft(ui, "No matching commands."));
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
    let response = ui.interact(rect, super::id(command.name()), Sense::CLICK);
    let keys = command.keys(ui.ctx()).unwrap_or_default();
    let reason = match possible {
        Possible::Not(reason) => reason,
        _ => "",
    };
    let parts = [label, command.section().word(), reason, &keys];
    let sentence = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
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
    let told = if reason.is_empty() {
        command.section().word()
    } else {
        reason
    };
    let right = if keys.is_empty() {
        told.to_owned()
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

    fn best(typed: &str) -> Vec<&'static str> {
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
    fn a_section_s_name_finds_its_commands() {
        assert!(best("selected").contains(&"Retry"));
        assert!(!best("selected").contains(&"Add files…"));
    }
}
