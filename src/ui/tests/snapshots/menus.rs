//! Drop-down menus.

use super::{worlds::*, *};

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
