//! The settings, tab by tab.

use super::{worlds::*, *};
use crate::ui::settings::SettingsTab;
use model::{ConnectionReport, Finding};

fn pictures_of_tab(tab: SettingsTab, name: &str) {
    pictures_of(&format!("settings-{name}"), |content| {
        let mut world = World::new();
        if content.is_extreme() {
            crowd(&mut world);
            world.view.controls.toggled.insert("settings-advanced");
            world.absorb(Event::ConnectionTested(ConnectionReport {
                cause: None,
                finding: Finding::Proxy,
                headline: "The proxy does not let the connection through. ".repeat(3),
                hint: "Ask the proxy's administrator. ".repeat(6),
                detail: Some("CONNECT: 407 Proxy Authentication Required. ".repeat(8)),
            }));
        }
        world.view.open_settings(&world.model.settings, tab);
        world
    });
}

#[test]
fn snapshots_of_the_settings_of_servers() {
    pictures_of_tab(SettingsTab::Servers, "servers");
}

#[test]
fn snapshots_of_the_settings_of_key_and_uploads() {
    pictures_of_tab(SettingsTab::Key, "key");
    pictures_of_tab(SettingsTab::Uploads, "uploads");
}

#[test]
fn snapshots_of_the_settings_of_the_look_and_about_the_program() {
    pictures_of_tab(SettingsTab::Appearance, "look");
    pictures_of_tab(SettingsTab::About, "about");
}
