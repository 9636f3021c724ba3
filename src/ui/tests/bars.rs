//! Bars, menus, messages and questions in every language: nothing overlaps, and nothing leaves the window.

use super::*;
use crate::ui::{commands::Command as Ordered, toasts::Toast, tokens, track};
use eframe::egui::accesskit::Role;
use localization::Language;
use model::{ExistingCredentials, ExistingFacts, HistorySearch};

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

/// The controls and labels that lie in a place, none of which may cover another.
fn apart(harness: &Harness<'_, World>, place: Rect, roles: &[Role]) {
    let language = localization::current();
    let nodes = harness.query_all_by(|node| roles.contains(&node.role()));
    let named = nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()));
    let inside: Vec<_> = named.filter(|(_, rect)| place.intersects(*rect)).collect();
    assert!(inside.len() >= 2, "{language:?}: {inside:?}");
    for (number, (name, rect)) in inside.iter().enumerate() {
        assert!(
            place.x_range().contains(rect.left()) && place.x_range().contains(rect.right()),
            "{language:?}: {name} is at {rect:?}, outside of {place:?}"
        );
        for (other, other_rect) in &inside[..number] {
            assert!(
                !rect.shrink(0.5).intersects(other_rect.shrink(0.5)),
                "{language:?}: {name} {rect:?} covers {other} {other_rect:?}"
            );
        }
    }
}

/// The smallest window, without its status line.
fn above_status() -> Rect {
    Rect::from_min_size(pos2(0.0, 0.0), vec2(820.0, 560.0 - tokens::STATUS_BAR))
}

/// The inspector in the smallest window.
fn panel() -> Rect {
    above_status().with_min_x(820.0 - tokens::INSPECTOR_NARROW)
}

#[test]
fn the_banner_for_a_key_stays_inside_the_window_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        let mut world = busy();
        let keyring_trouble = Some("No keyring answers. ".repeat(12).into());
        world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble }));
        let harness = world.harness(820.0, 560.0);
        let radios: Vec<_> = harness
            .query_all_by_role(Role::RadioButton)
            .map(|node| node.rect())
            .collect();
        assert_eq!(radios.len(), 2, "{language:?}");
        let field = harness.get_by_role(Role::PasswordInput).rect();
        let bottom = radios.iter().map(Rect::bottom).fold(field.bottom(), f32::max);
        let row = Rect::from_min_max(pos2(0.0, field.top()), pos2(820.0, bottom));
        apart(&harness, row, &[Role::Button, Role::RadioButton, Role::PasswordInput]);
        let trouble = harness.get_by_label_contains("No keyring answers.").rect();
        assert!(
            trouble.left() >= 0.0 && trouble.right() <= 820.0,
            "{language:?}: {trouble:?}"
        );
    }
}

#[test]
fn the_main_actions_on_a_thousand_files_stay_inside_the_panel_in_any_language() {
    let names: Vec<_> = (0..1234).map(|number| format!("{number}.jpg")).collect();
    for language in Language::ALL {
        localization::set(Some(language));
        for is_signed in [false, true] {
            let (mut world, ids) = World::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
            for id in ids {
                world.store(id, "k");
                if is_signed {
                    world.sign(id);
                }
                world.view.selection_mut().toggle(id);
            }
            let harness = world.harness(820.0, 560.0);
            let keys = localization::text!("inspector-many-copy-keys-name");
            let copy = harness.get_by_label(&keys).rect();
            let main = if is_signed {
                localization::text!("inspector-many-verify-name")
            } else {
                localization::text!("inspector-many-sign-name")
            };
            let main = harness.get_by_label(&main).rect();
            // The harness adds a margin, so both ends of the panel are a bit further left than in a window.
            let place = panel().with_max_x(820.0 - tokens::EDGE);
            for rect in [main, copy] {
                assert!(place.contains_rect(rect), "{language:?}: {rect:?} leaves {place:?}");
            }
            assert!(!main.intersects(copy), "{language:?}: {main:?} {copy:?}");
        }
    }
}

#[test]
fn names_of_copied_values_end_before_their_buttons_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.store(ids[0], "k");
        world.sign(ids[0]);
        world.view.choose(ids[0]);
        world.view.inspector.tab = InspectorTab::Overview;
        let harness = world.harness(820.0, 1200.0);
        let below_tabs = Rect::from_min_max(pos2(panel().left(), 200.0), pos2(820.0, 1200.0 - tokens::STATUS_BAR));
        apart(&harness, below_tabs, &[Role::Button, Role::Label]);
    }
}

#[test]
fn the_number_of_records_is_beside_or_above_its_buttons_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        for records in [200, 12_345] {
            let mut world = World::new();
            world.view.tab = Tab::History;
            let search = world.model.decide(Intent::SearchHistory(HistorySearch::default()));
            world.commands.extend(search);
            world.found_ids((0..records).map(UploadId::new).collect());
            let harness = world.harness(820.0, 560.0);
            let count = harness
                .get_by_label(&localization::text!("history-records", count = records))
                .rect();
            let place = above_status().with_max_x(panel().left());
            assert!(place.contains_rect(count), "{language:?}: {count:?}");
            for button in [
                localization::text!("status-copy-menu"),
                localization::text!("status-export-menu"),
                Ordered::Forget.name(),
            ] {
                let rect = harness.get_by_label(&button).rect();
                assert!(place.contains_rect(rect), "{language:?}: {button} {rect:?}");
                assert!(
                    !count.intersects(rect),
                    "{language:?}: {button} {rect:?} covers {count:?}"
                );
            }
        }
    }
}

#[test]
fn the_reason_why_a_file_cannot_be_signed_is_shown_whole_in_any_language() {
    for language in Language::ALL {
        localization::set(Some(language));
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.store(ids[0], "k");
        world.absorb(Event::Inspected {
            id: ids[0],
            existing: ExistingCredentials::Found(ExistingFacts::default()),
        });
        world.view.choose(ids[0]);
        world.view.inspector.tab = InspectorTab::Credentials;
        let harness = world.harness(820.0, 560.0);
        let reason = harness
            .get_by_label(&localization::text!("inspector-sign-confirm-edited"))
            .rect();
        let button = harness.get_by_label(&localization::text!("inspector-sign")).rect();
        assert!(panel().contains_rect(reason), "{language:?}: {reason:?}");
        assert!(
            panel().contains_rect(button) && button.bottom() <= reason.top(),
            "{language:?}: {button:?}"
        );
    }
}

#[test]
fn the_words_of_a_long_step_end_in_their_column_in_any_language() {
    // The fonts of this test have no Japanese; its words are the shortest.
    for language in Language::ALL
        .into_iter()
        .filter(|language| *language != Language::Japanese)
    {
        localization::set(Some(language));
        let _harness = Harness::builder().with_context_setup(install).build_ui(|ui| {
            let column = track::compact_width(ui);
            let most = tokens::TRACK_COMPACT + tokens::TRACK_COMPACT_MORE;
            assert!(column < most, "{:?} needs more than {most}", localization::current());
            if localization::current() == Language::English {
                assert!((column - tokens::TRACK_COMPACT).abs() < 0.5, "{column}");
            }
        });
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
    for (language, word, of_another) in [
        (Language::German, "LÖSCHEN", "supprimer"),
        (Language::Japanese, "削除", "löschen"),
    ] {
        localization::set(Some(language));
        assert!(forgetting::is_word(word), "{language:?}");
        // An input method may not reach the field.
        assert!(forgetting::is_word("delete"), "{language:?}");
        assert!(!forgetting::is_word(of_another), "{language:?}");
    }
}
