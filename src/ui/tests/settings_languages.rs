//! The settings in each language of the window.

use egui::accesskit::Role;
use localization::Language;

use super::*;
use crate::ui::{settings::SettingsTab, tokens};

/// The settings with what engineers need unfolded.
fn open(tab: SettingsTab) -> Harness<'static, World> {
    let mut world = World::new();
    world.view.open_settings(&world.model.settings, tab);
    world.view.controls.toggled.insert("settings-advanced");
    let mut harness = world.harness(820.0, 560.0);
    harness.run();
    harness
}

#[test]
fn in_every_language_the_settings_fit_into_their_dialog() {
    for language in Language::ALL {
        localization::set(Some(language));
        for (tab, name) in SettingsTab::ALL {
            let harness = open(tab);
            let frame = Rect::from_center_size(pos2(410.0, 280.0), vec2(tokens::SETTINGS_WIDTH, 560.0));
            let mut nodes = harness.root().children_recursive();
            let dialog = nodes.find(|node| node.accesskit_node().role() == Role::Dialog).unwrap();
            let nodes = dialog.children_recursive();
            for node in nodes.filter(|node| node.accesskit_node().bounding_box().is_some()) {
                let (rect, label) = (node.rect(), node.accesskit_node().label());
                assert!(
                    rect.left() >= frame.left() - 0.5 && rect.right() <= frame.right() + 0.5,
                    "{language:?}, {name}: {label:?} at {rect} is outside of {frame}"
                );
            }
        }
    }
}

#[test]
fn a_language_is_spoken_at_once_with_the_settings_still_open() {
    localization::set(Some(Language::English));
    let mut harness = open(SettingsTab::Appearance);
    for (language, heading) in [
        (Language::German, "Sprache"),
        (Language::Japanese, "言語"),
        (Language::English, "Language"),
    ] {
        harness.get_by_label(language.own_name()).scroll_to_me();
        harness.run_steps(8);
        harness.get_by_label(language.own_name()).click();
        harness.run_steps(4);
        let chosen = harness.state().model.settings.language.clone();
        assert_eq!(chosen.as_deref(), Some(language.tag()));
        // As the window does before each frame.
        localization::set(chosen.as_deref().and_then(Language::of_tag));
        harness.run_steps(4);
        harness.get_by_label(heading);
    }
}

#[test]
fn the_reason_why_some_keys_were_not_copied_is_a_sentence_of_the_language() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg", "c.jpg"]);
    world.store(ids[0], "k.jpg");
    for (language, headline, reason) in [
        (Language::English, "1 of 3 copied", "2 have no key yet"),
        (
            Language::German,
            "1 von 3 kopiert",
            "2 haben noch keinen Objektschlüssel",
        ),
        (
            Language::Japanese,
            "3件中1件をコピーしました",
            "2件はキーがまだありません",
        ),
    ] {
        localization::set(Some(language));
        let mut copying = model::Copying::new(model::CopyFormat::OriginalKey);
        world
            .model
            .queue
            .uploads()
            .iter()
            .for_each(|upload| copying.add(upload));
        world.model.copied_text = Some(copying.finish());
        let mut harness = world.harness(1180.0, 760.0);
        harness.run_steps(4);
        for words in [headline, reason] {
            assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words}");
        }
        world = std::mem::replace(harness.state_mut(), World::new());
    }
}
