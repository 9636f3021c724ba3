//! Settings, servers and switching, as a user does it.

use super::*;
use model::{ConnectionReport, EnvironmentKey, Finding, Profile, ProfileColor};

fn open(world: World, width: f32, height: f32) -> Harness<'static, World> {
    let mut harness = world.harness(width, height);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    harness
}

fn click(harness: &mut Harness<'static, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn replace(harness: &mut Harness<'static, World>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(harness, field, text);
}

fn is_enabled(harness: &Harness<'static, World>, name: &str) -> bool {
    !harness.get_by_label(name).accesskit_node().is_disabled()
}

fn with_two_servers() -> World {
    let mut world = World::new();
    world.model.settings.profiles.push(Profile {
        name: "Archive".into(),
        color: ProfileColor::Green,
        ..Profile::at("https://archive.example")
    });
    world.model.server = "Que".into();
    world
}

#[test]
fn errors_are_shown_below_their_fields_while_typing_and_cannot_be_saved() {
    let mut harness = open(World::new(), 820.0, 560.0);
    assert!(!is_enabled(&harness, "Save"), "nothing has changed");
    for (field, wrong, words, right) in [
        ("Bucket", "No Bucket", "3 to 63 lowercase letters", "photos-eu"),
        (
            "Server address",
            "example.org",
            "Start with https://",
            "https://example.org",
        ),
        (
            "Server address",
            "http://example.org",
            "Allow http:// to other machines below",
            "https://example.org",
        ),
        ("Name", " ", "Enter a name.", "Work"),
    ] {
        replace(&mut harness, field, wrong);
        harness.get_by_label_contains(words);
        assert!(!is_enabled(&harness, "Save"), "{wrong}");
        replace(&mut harness, field, right);
        assert!(harness.query_by_label_contains(words).is_none(), "{right}");
    }
    click(&mut harness, "Save");
    let settings = &harness.state().model.settings;
    assert_eq!(settings.active, "Work");
    assert_eq!(settings.profile().bucket.as_deref(), Some("photos-eu"));
    assert_eq!(settings.profile().api_url, "https://example.org");
    assert!(harness.query_by_label("Save").is_none(), "it closes");
}

#[test]
fn cancel_and_escape_change_nothing() {
    for by_key in [false, true] {
        let mut harness = open(World::new(), 820.0, 560.0);
        click(&mut harness, "Appearance");
        click(&mut harness, "Dark");
        if by_key {
            harness.key_press(Key::Escape);
            harness.run();
            click(&mut harness, "Discard");
        } else {
            click(&mut harness, "Cancel");
        }
        assert_eq!(harness.state().model.settings, World::new().model.settings);
        assert!(harness.query_by_label("Save").is_none());
    }
}

#[test]
fn what_is_taken_from_folders_is_a_choice_with_safe_defaults() {
    let mut harness = open(World::new(), 820.0, 900.0);
    click(&mut harness, "Uploads");
    let taken = |harness: &Harness<'_, World>| {
        let settings = &harness.state().model.settings;
        [
            settings.include_hidden,
            settings.include_system_files,
            settings.follow_links,
        ]
    };
    assert_eq!(taken(&harness), [false; 3]);
    let labels = [
        "Include hidden files and folders",
        "Include system files",
        "Follow links that point outside the folder",
    ];
    for label in labels {
        harness.get_by_label(label).scroll_to_me();
        harness.run();
        click(&mut harness, label);
    }
    click(&mut harness, "Save");
    assert_eq!(taken(&harness), [true; 3]);
}

#[test]
fn every_setting_can_be_reached() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Uploads");
    click(&mut harness, "Check stored files against what was sent (MD5)");
    enter(&mut harness, "Default author", "Ada");
    click(&mut harness, "Choose the number of parallel uploads automatically");
    harness.get_by_label("Parallel uploads");
    harness.get_by_label("Stall timeout");
    click(&mut harness, "Appearance");
    click(&mut harness, "Dark");
    click(&mut harness, "Larger");
    click(&mut harness, "Servers");
    click(&mut harness, "Allow http:// to other machines");
    enter(
        &mut harness,
        "Additional certificate authorities (file)",
        "/etc/company.pem",
    );
    click(&mut harness, "Amber");
    click(&mut harness, "About");
    harness.get_by_label_contains("Version: ");
    click(&mut harness, "Save");
    let settings = &harness.state().model.settings;
    assert_eq!(
        (
            settings.check_md5,
            settings.author.as_str(),
            settings.theme,
            settings.zoom
        ),
        (false, "Ada", Theme::Dark, 110)
    );
    let profile = settings.profile();
    assert!(profile.allow_insecure_http);
    assert_eq!(
        (profile.extra_ca_file.as_str(), profile.color),
        ("/etc/company.pem", ProfileColor::Amber)
    );
}

#[test]
fn changes_made_elsewhere_while_the_settings_were_open_are_kept() {
    let mut harness = open(World::new(), 1180.0, 760.0);
    click(&mut harness, "Uploads");
    enter(&mut harness, "Default author", "Ada");
    harness.state_mut().model.settings.paused = true;
    click(&mut harness, "Save");
    let settings = &harness.state().model.settings;
    assert_eq!((settings.author.as_str(), settings.paused), ("Ada", true));
}

#[test]
fn a_server_is_added_named_and_used() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Add server");
    replace(&mut harness, "Name", "Que");
    harness.get_by_label_contains("Another server already has this name.");
    replace(&mut harness, "Name", "Archive");
    replace(&mut harness, "Server address", "https://archive.example");
    click(&mut harness, "Use this server");
    click(&mut harness, "Save");
    let model = &harness.state().model;
    assert_eq!((model.settings.profiles.len(), model.server.as_str()), (2, "Archive"));
    assert_eq!(model.settings.profile().api_url, "https://archive.example");
}

#[test]
fn a_server_that_is_not_in_use_can_be_removed_after_a_question() {
    let mut harness = open(with_two_servers(), 820.0, 560.0);
    assert!(
        harness.query_by_label("Remove server…").is_none(),
        "the one in use stays"
    );
    click(&mut harness, "Edit Archive");
    click(&mut harness, "Remove server…");
    harness.get_by_label_contains("Its uploads stay in History");
    click(&mut harness, "Remove server");
    click(&mut harness, "Save");
    assert_eq!(harness.state().model.settings.profiles.len(), 1);
}

#[test]
fn the_server_button_opens_the_menu_and_switches() {
    let mut harness = with_two_servers().harness(820.0, 560.0);
    click(&mut harness, "Server Que. Key for this session. Choose a server");
    harness.get_by_label("Que, dev-api.addque.org, in use");
    click(&mut harness, "Archive, archive.example");
    assert_eq!(harness.state().model.server, "Archive");
    assert!(
        harness.query_by_label_contains("Switch to ").is_none(),
        "nothing was on its way"
    );
    harness.get_by_label_contains("Server Archive. Reading the key");
}

#[test]
fn switching_servers_during_uploads_asks_and_says_what_happens() {
    let (mut world, _) = World::with(&["a.jpg", "b.jpg"]);
    world.model.settings = with_two_servers().model.settings;
    world.model.server = "Que".into();
    let mut harness = world.harness(820.0, 560.0);
    for (answer, server) in [("Cancel", "Que"), ("Pause and switch", "Archive")] {
        click(&mut harness, "Server Que. Key for this session. Choose a server");
        click(&mut harness, "Archive, archive.example");
        assert!(
            harness
                .query_all_by_label_contains("Switch to Archive?")
                .next()
                .is_some()
        );
        harness.get_by_label_contains("2 files not uploaded yet. They stay in the queue of Que");
        click(&mut harness, answer);
        assert_eq!(harness.state().model.server, server);
    }
    assert!(harness.state().model.queue.uploads().is_empty());
}

#[test]
fn canceling_a_switch_keeps_the_other_saved_settings() {
    let (mut world, _) = World::with(&["a.jpg"]);
    world.model.settings = with_two_servers().model.settings;
    let mut harness = open(world, 1180.0, 760.0);
    click(&mut harness, "Edit Archive");
    click(&mut harness, "Use this server");
    click(&mut harness, "Appearance");
    click(&mut harness, "Dark");
    click(&mut harness, "Save");
    click(&mut harness, "Cancel");
    let settings = &harness.state().model.settings;
    assert_eq!((settings.theme, settings.active.as_str()), (Theme::Dark, "Que"));
}

#[test]
fn the_key_is_tested_and_deleted_in_its_settings_tab() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Key");
    harness.get_by_label_contains("The key is kept until you close the window.");
    click(&mut harness, "Test connection");
    harness.state_mut().absorb(Event::ConnectionTested(ConnectionReport {
        finding: Finding::KeyRefused,
        headline: "It does not accept the key.".into(),
        hint: "Enter it again.".into(),
        detail: None,
    }));
    harness.run();
    harness.get_by_label_contains("It does not accept the key.");
    harness.get_by_label_contains("Enter it again.");
    click(&mut harness, "Delete key…");
    assert!(!requested(&harness, "ForgetKey"), "it asks first");
    click(&mut harness, "Delete key");
    assert!(requested(&harness, "ForgetKey") && requested(&harness, "TestConnection"));
}

#[test]
fn every_key_state_is_shown_on_the_server_button() {
    for (state, words) in [
        (ApiKeyState::Reading, "Reading the key"),
        (ApiKeyState::Missing { keyring_trouble: None }, "No key"),
        (present(KeySource::Keyring), "Key in the keyring"),
        (present(KeySource::Session), "Key for this session"),
        (present(KeySource::Environment("QUE_API_KEY")), "Key from QUE_API_KEY"),
    ] {
        let mut world = with_two_servers();
        world.absorb(Event::ApiKeyChanged(state));
        let harness = world.harness(820.0, 560.0);
        harness.get_by_label_contains(&format!("Server Que. {words}"));
    }
}

#[test]
fn a_key_in_the_environment_for_another_server_is_announced_as_unused() {
    let words = "QUE_API_KEY is set, but only for https://que.example. It isn't used here.";
    for (state, is_said) in [
        (ApiKeyState::Missing { keyring_trouble: None }, true),
        (present(KeySource::Environment("QUE_API_KEY")), false),
    ] {
        let mut world = with_two_servers();
        world.model.environment_key = Some(EnvironmentKey {
            variable: "QUE_API_KEY",
            origin: "https://que.example".into(),
        });
        world.model.settings.welcomed = true;
        world.absorb(Event::ApiKeyChanged(state));
        let harness = world.harness(1180.0, 760.0);
        assert_eq!(harness.query_by_label(words).is_some(), is_said);
    }
}

fn present(source: KeySource) -> ApiKeyState {
    ApiKeyState::Present {
        source,
        keyring_trouble: None,
    }
}

#[test]
fn leaving_the_sandbox_for_a_server_is_a_restart() {
    let mut world = with_two_servers();
    let settings = Settings {
        session_profile: Some(Profile {
            name: "Sandbox".into(),
            ..Profile::at("http://127.0.0.1:9")
        }),
        ..world.model.settings.clone()
    };
    world.model = Model::new(settings, "Sandbox", true);
    world.absorb(Event::ApiKeyChanged(present(KeySource::Sandbox)));
    let mut harness = world.harness(820.0, 560.0);
    click(&mut harness, "Server Sandbox. No account needed. Choose a server");
    assert!(harness.query_by_label("Try the sandbox").is_none());
    click(&mut harness, "Archive, archive.example");
    assert!(requested(&harness, "LeaveSandbox(\"Archive\")"));
}

#[test]
fn the_palette_switches_from_server_to_server() {
    let mut harness = with_two_servers().harness(820.0, 560.0);
    for server in ["Archive", "Que"] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run();
        harness.event(Input::Text("next server".into()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().model.server, server);
    }
}

#[test]
fn if_nothing_is_found_the_histories_of_other_servers_are_offered() {
    let mut harness = with_two_servers().harness(820.0, 560.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    harness.run();
    let page = harness.state().model.history.loading;
    assert!(page, "it is being read");
    assert!(harness.query_by_label("Show Archive").is_none());
    harness.state_mut().model.history.loading = false;
    harness.run();
    harness.get_by_label_contains("This is the history for Que.");
    click(&mut harness, "Show Archive");
    assert_eq!(harness.state().model.server, "Archive");
    assert!(requested(&harness, "SearchHistory"));
}
