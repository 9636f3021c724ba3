//! What differs between macOS, Windows and Linux.

use super::{commands::Ordered, *};

const ALL: [(OperatingSystem, &str); 3] = [
    (OperatingSystem::Mac, "the keychain"),
    (OperatingSystem::Windows, "Credential Manager"),
    (OperatingSystem::Nix, "the keyring"),
];

fn press(harness: &mut Harness<'_, World>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

#[test]
fn a_mac_shows_shortcuts_as_its_keyboard_does() {
    let harness = World::new().harness_on(OperatingSystem::Mac, 1180.0, 760.0);
    harness.get_by_label_contains("Paste paths with ⌘V");
    for (command, keys) in [
        (Ordered::AddFolder, "⇧⌘O"),
        (Ordered::OpenSettings, "⌘,"),
        (Ordered::ZoomIn, "⌘+"),
        (Ordered::Remove, "⌫"),
        (Ordered::Quit, "⌘Q"),
        (Ordered::ShowShortcuts, "?"),
    ] {
        assert_eq!(command.keys(&harness.ctx).as_deref(), Some(keys), "{command:?}");
    }
}

#[test]
fn the_shortcut_sheet_names_ctrl_everywhere_but_on_a_mac() {
    for (os, _) in ALL {
        let mut harness = World::new().harness_on(os, 1180.0, 1400.0);
        press(&mut harness, Modifiers::NONE, Key::F1);
        let is_mac = os == OperatingSystem::Mac;
        let lines = if is_mac {
            [
                "Select all: ⌘A",
                "Move without selecting: ⌘↑ ↓",
                "Select more rows: ⇧↑ ↓",
            ]
        } else {
            [
                "Select all: Ctrl+A",
                "Move without selecting: Ctrl+↑ ↓",
                "Select more rows: Shift+↑ ↓",
            ]
        };
        for line in lines {
            harness.get_by_label(line);
        }
        assert_eq!(
            harness.query_all_by_label_contains("Ctrl").count() == 0,
            is_mac,
            "{os:?}"
        );
        assert_eq!(harness.query_all_by_label_contains("⌘").count() > 0, is_mac, "{os:?}");
    }
}

#[test]
fn backspace_removes_rows_on_a_mac_and_only_there() {
    for (os, _) in ALL {
        let (mut world, ids) = World::with(&["a.jpg"]);
        world.view.choose(ids[0]);
        let mut harness = world.harness_on(os, 1180.0, 760.0);
        press(&mut harness, Modifiers::NONE, Key::Backspace);
        assert_eq!(requested(&harness, "Remove("), os == OperatingSystem::Mac, "{os:?}");
        press(&mut harness, Modifiers::NONE, Key::Delete);
        assert!(requested(&harness, "Remove("), "{os:?}");
    }
}

#[test]
fn on_a_mac_command_w_quits_as_command_q_does() {
    for (os, _) in ALL {
        let mut harness = World::new().harness_on(os, 1180.0, 760.0);
        press(&mut harness, Modifiers::COMMAND, Key::W);
        let quits = requested(&harness, "Quit");
        assert_eq!(quits, os == OperatingSystem::Mac, "{os:?}");
        press(&mut harness, Modifiers::COMMAND, Key::Q);
        assert!(requested(&harness, "Quit"), "{os:?}");
    }
}

#[test]
fn each_system_calls_its_keyring_by_name() {
    for (os, keyring) in ALL {
        let mut world = World::new();
        world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble: None }));
        let mut harness = world.harness_on(os, 1180.0, 760.0);
        harness.get_by_label(&format!("Save in {keyring}"));
        harness.state_mut().absorb(Event::ApiKeyChanged(ApiKeyState::Missing {
            keyring_trouble: Some("It is locked.".into()),
        }));
        harness.run_steps(3);
        harness.get_by_label(&format!("Try {keyring} again"));
        harness.get_by_label(&format!("Can't use {keyring}: It is locked."));
        harness.state_mut().absorb(Event::ApiKeyChanged(ApiKeyState::Present {
            source: KeySource::Keyring,
            keyring_trouble: None,
        }));
        harness.run_steps(3);
        harness.get_by_label_contains(&format!("Key in {keyring}"));
    }
    assert_eq!(
        localization::text!("notices-key-save", system = Desktop::here().word()),
        format!("Save in {}", model::keyring!()),
        "the command line calls it the same"
    );
}
