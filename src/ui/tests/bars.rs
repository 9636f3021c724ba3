//! Bars, menus, messages and questions in every language: nothing overlaps, and nothing leaves the window.

use super::*;
use crate::ui::{commands::Command as Ordered, toasts::Toast, tokens};
use eframe::egui::accesskit::Role;
use localization::Language;

/// The smallest window, and a common one.
const SIZES: [(f32, f32); 2] = [(820.0, 560.0), (1180.0, 760.0)];

/// A queue in which everything beside the tabs is shown: uploads, finished files that are not signed, and a search.
fn busy() -> World {
    let names: Vec<_> = (0..40).map(|number| format!("{number}.jpg")).collect();
    let (mut world, ids) = World::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for id in &ids[..30] {
        world.store(*id, "k");
    }
    world.sign(ids[0]);
    world.view.queue.search = "jpg".to_owned();
    world.model.decide(Intent::ShowDetails(false));
    world
}

/// The controls in the bars at the top.
fn in_bars(harness: &Harness<'_, World>) -> Vec<(String, Rect)> {
    let is_control = |role| matches!(role, Role::Button | Role::Tab | Role::ComboBox | Role::TextInput);
    let all = harness.query_all_by(|node| is_control(node.role()));
    let named = all.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
    // The harness adds a margin.
    let bottom = tokens::TOP_BAR + tokens::TAB_BAR + tokens::GAP_LARGE;
    named.filter(|(_, rect)| rect.bottom() <= bottom).collect()
}

#[test]
fn nothing_in_the_bars_overlaps_or_leaves_the_window_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        for (width, height) in SIZES {
            let harness = busy().harness(width, height);
            let controls = in_bars(&harness);
            assert!(controls.len() >= 12, "{controls:?}");
            for (place, (name, rect)) in controls.iter().enumerate() {
                assert!(
                    rect.left() >= 0.0 && rect.right() <= width,
                    "{language:?} at {width}: {name} is at {rect:?}"
                );
                for (other, other_rect) in &controls[..place] {
                    // The button that clears a search is in its field.
                    let is_inside = rect.contains_rect(*other_rect) || other_rect.contains_rect(*rect);
                    assert!(
                        is_inside || !rect.shrink(0.5).intersects(*other_rect),
                        "{language:?} at {width}: {name} {rect:?} covers {other} {other_rect:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_message_with_a_button_stays_inside_the_window_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        let mut harness = busy().harness(820.0, 560.0);
        let toast = Toast::done("300 ".repeat(60)).with("More about it.");
        let toast = toast.offering(Ordered::RetryFailed);
        harness.state_mut().view.show_toast(toast);
        harness.run_steps(3);
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(820.0, 560.0));
        for name in [
            Ordered::RetryFailed.name(),
            localization::text!("notices-toast-details"),
        ] {
            let button = harness.get_by_label(&name).rect();
            assert!(window.contains_rect(button), "{language:?}: {name} is at {button:?}");
        }
    }
}

#[test]
fn a_dialog_keeps_its_place_and_its_question_when_the_language_changes() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.key_press_modifiers(Modifiers::NONE, Key::F1);
    harness.run();
    let before = harness.ctx.memory(egui::Memory::focused);
    assert!(harness.get_by_label("Close keyboard shortcuts").is_focused());
    localization::set(Some(Language::German));
    harness.run_steps(3);
    let close = harness.get_by_label("„Tastenkürzel“ schließen");
    assert!(close.is_focused(), "the focus is where it was");
    assert_eq!(harness.ctx.memory(egui::Memory::focused), before);
}

#[test]
fn keys_are_named_as_they_are_printed_on_a_keyboard_of_the_language() {
    let harness = World::new().harness(1180.0, 760.0);
    localization::set(Some(Language::German));
    assert_eq!(
        Ordered::AddFolder.keys(&harness.ctx).as_deref(),
        Some("Strg+Umschalt+O")
    );
    assert_eq!(Ordered::Remove.keys(&harness.ctx).as_deref(), Some("Entf"));
    let mac = World::new().harness_on(OperatingSystem::Mac, 1180.0, 760.0);
    localization::set(Some(Language::German));
    assert_eq!(Ordered::AddFolder.keys(&mac.ctx).as_deref(), Some("⇧⌘O"));
}

#[test]
fn a_whole_history_is_deleted_after_the_word_of_the_language() {
    for (language, word, wrong) in [
        (Language::German, "LÖSCHEN", "delete"),
        (Language::Japanese, "削除", "delete"),
    ] {
        localization::set(Some(language));
        assert!(forgetting::is_word(word), "{language:?}");
        assert!(!forgetting::is_word(wrong), "{language:?}");
    }
}
