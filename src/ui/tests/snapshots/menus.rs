//! Menus, the palette and the sheet of shortcuts.

use super::{worlds::*, *};

#[test]
fn snapshots_of_the_menu_and_of_the_menu_of_a_row() {
    pictures_after("menu", few, |harness, _| click(harness, "Menu"));
    pictures_after(
        "menu-of-a-row",
        |content| desk(content).0,
        |harness, content| {
            if content.is_extreme() {
                harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
            } else {
                harness.key_press(Key::ArrowDown);
            }
            harness.run_steps(2);
            harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
        },
    );
}

#[test]
fn snapshots_of_the_menus_of_servers_states_and_sorting() {
    pictures_after(
        "menu-of-servers",
        |content| {
            let mut world = few(content);
            if content.is_extreme() {
                crowd(&mut world);
            }
            world
        },
        |harness, _| harness.get_by_label_contains("Choose a server").click(),
    );
    pictures_after(
        "menu-of-states",
        |content| desk(content).0,
        |harness, _| harness.get_by_label_contains("States on show").click(),
    );
    pictures_after(
        "menu-of-sorting",
        |content| desk(content).0,
        |harness, _| harness.get_by_label_contains("Sort: ").click(),
    );
}

#[test]
fn snapshots_of_the_palette_and_the_shortcuts() {
    let open = |content, command: commands::Ordered| {
        let mut world = few(content);
        command.carry_out(&mut scene(&mut world), &Context::default());
        world
    };
    pictures_after(
        "palette",
        |content| open(content, commands::Ordered::ShowPalette),
        |harness, content| {
            if content.is_extreme() {
                harness
                    .get_by_label("Find a command")
                    .type_text("a word that no command and no file has in its name");
                harness.run_steps(2);
            }
        },
    );
    pictures_of("shortcuts", |content| open(content, commands::Ordered::ShowShortcuts));
}
