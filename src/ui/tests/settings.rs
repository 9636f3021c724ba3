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

/// Clicks a control that may have to be scrolled to.
fn reach(harness: &mut Harness<'static, World>, name: &str) {
    harness.get_by_label(name).scroll_to_me();
    harness.run_steps(8);
    click(harness, name);
}

fn close(harness: &mut Harness<'static, World>) {
    click(harness, "Close");
    assert!(
        harness.query_by_label("Appearance").is_none(),
        "it closes without a question"
    );
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
fn text_applies_when_its_field_is_left_and_a_wrong_one_leaves_the_earlier_value_in_force() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Advanced");
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
            "Allow http:// to other machines under Advanced",
            "https://photos.example",
        ),
        ("Name", " ", "Enter a name.", "Work"),
    ] {
        let before = harness.state().model.settings.clone();
        replace(&mut harness, field, wrong);
        harness.get_by_label_contains(words);
        harness.key_press(Key::Enter);
        harness.run();
        harness.get_by_label_contains(words);
        assert_eq!(harness.state().model.settings, before, "{wrong} is not in force");
        replace(&mut harness, field, right);
        assert!(harness.query_by_label_contains(words).is_none(), "{right}");
        assert_eq!(harness.state().model.settings, before, "{right} is still being typed");
        harness.key_press(Key::Enter);
        harness.run();
        assert_ne!(harness.state().model.settings, before, "{right}");
    }
    let settings = &harness.state().model.settings;
    assert_eq!(settings.active, "Work");
    assert_eq!(settings.profile().bucket.as_deref(), Some("photos-eu"));
    assert_eq!(settings.profile().api_url, "https://photos.example");
    close(&mut harness);
}

#[test]
fn a_wrong_text_is_dropped_on_closing_and_a_right_one_applies() {
    let mut harness = open(World::new(), 820.0, 560.0);
    let before = harness.state().model.settings.clone();
    replace(&mut harness, "Server address", "example.org");
    close(&mut harness);
    assert_eq!(harness.state().model.settings, before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run();
    assert_eq!(
        harness.get_by_label("Server address").value().as_deref(),
        Some("https://dev-api.addque.org")
    );
    replace(&mut harness, "Name", "Work");
    close(&mut harness);
    assert_eq!(harness.state().model.settings.active, "Work");
}

#[test]
fn escape_takes_back_what_is_being_typed_and_closes() {
    let mut harness = open(World::new(), 820.0, 560.0);
    replace(&mut harness, "Name", "Wo");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().model.settings, World::new().model.settings);
    assert!(harness.query_by_label("Appearance").is_none());
}

#[test]
fn a_choice_applies_when_it_is_made() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Appearance");
    click(&mut harness, "Dark");
    assert_eq!(harness.state().model.settings.theme, Theme::Dark);
    reach(&mut harness, "Larger");
    assert_eq!(harness.state().model.settings.zoom, 110);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().model.settings.theme, Theme::Dark, "it stays");
}

#[test]
fn the_language_is_the_systems_until_one_is_chosen() {
    let mut harness = open(World::new(), 1180.0, 760.0);
    click(&mut harness, "Appearance");
    let chosen = |harness: &Harness<'_, World>| harness.state().model.settings.language.clone();
    assert_eq!(chosen(&harness), None);
    for (name, tag) in [
        ("Deutsch", "de"),
        ("日本語", "ja"),
        ("Français", "fr"),
        ("Español", "es"),
        ("English", "en"),
    ] {
        click(&mut harness, name);
        assert_eq!(chosen(&harness).as_deref(), Some(tag));
    }
    harness.get_by_label_contains("Same as system (").click();
    harness.run();
    assert_eq!(chosen(&harness), None);
}

#[test]
fn a_number_applies_once_it_is_no_longer_dragged_or_typed() {
    let mut harness = open(World::new(), 1180.0, 760.0);
    click(&mut harness, "Uploads");
    click(&mut harness, "Advanced");
    let stall = |harness: &Harness<'_, World>| harness.state().model.settings.stall_seconds;
    let at = harness.get_by_label("Stall timeout").rect().center();
    harness.drag_at(at);
    harness.run();
    harness.hover_at(at + vec2(40.0, 0.0));
    harness.run();
    assert_eq!(stall(&harness), 30, "it is being dragged");
    harness.drop_at(at + vec2(40.0, 0.0));
    harness.run();
    assert!(stall(&harness) > 30, "{}", stall(&harness));
    let commands = |harness: &Harness<'_, World>| {
        let commands = harness.state().commands.iter();
        commands
            .filter(|command| matches!(command, Command::UseSettings(_)))
            .count()
    };
    assert_eq!(commands(&harness), 1, "the file is written once");
}

#[test]
fn what_is_taken_from_folders_is_a_choice_with_safe_defaults() {
    let mut harness = open(World::new(), 820.0, 900.0);
    click(&mut harness, "Uploads");
    click(&mut harness, "Advanced");
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
        reach(&mut harness, label);
    }
    assert_eq!(taken(&harness), [true; 3]);
}

#[test]
fn every_setting_can_be_reached_and_what_engineers_need_is_folded() {
    let mut harness = open(World::new(), 820.0, 560.0);
    for label in ["Bucket", "Allow http:// to other machines"] {
        assert!(harness.query_by_label(label).is_none(), "{label}");
    }
    click(&mut harness, "Advanced");
    reach(&mut harness, "Allow http:// to other machines");
    enter(
        &mut harness,
        "Additional certificate authorities (file)",
        "/etc/company.pem",
    );
    reach(&mut harness, "Amber");
    click(&mut harness, "Uploads");
    enter(&mut harness, "Default author", "Ada");
    reach(&mut harness, "Check stored files against what was sent (MD5)");
    reach(&mut harness, "Choose the number of parallel uploads automatically");
    harness.get_by_label("Parallel uploads");
    harness.get_by_label("Stall timeout");
    click(&mut harness, "About");
    harness.get_by_label_contains("Version: ");
    close(&mut harness);
    let settings = &harness.state().model.settings;
    assert_eq!((settings.check_md5, settings.author.as_str()), (false, "Ada"));
    let profile = settings.profile();
    assert!(profile.allow_insecure_http);
    assert_eq!(
        (profile.extra_ca_file.as_str(), profile.color),
        ("/etc/company.pem", ProfileColor::Amber)
    );
}

#[test]
fn a_chosen_file_of_authorities_applies() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Advanced");
    let file = std::path::Path::new("/etc/company.pem");
    harness.state_mut().view.take_authorities(file);
    harness.run();
    assert_eq!(
        harness.state().model.settings.profile().extra_ca_file,
        "/etc/company.pem"
    );
}

#[test]
fn changes_made_elsewhere_while_the_settings_are_open_are_shown_and_kept() {
    let mut harness = open(World::new(), 1180.0, 760.0);
    click(&mut harness, "Uploads");
    enter(&mut harness, "Default author", "Ada");
    let elsewhere = &mut harness.state_mut().model.settings;
    elsewhere.paused = true;
    elsewhere.verify_signed = false;
    harness.run();
    assert_eq!(
        harness.get_by_label("Default author").value().as_deref(),
        Some("Ada"),
        "what is being typed stays"
    );
    click(&mut harness, "Verify each signed copy");
    let settings = &harness.state().model.settings;
    assert_eq!(
        (settings.author.as_str(), settings.paused, settings.verify_signed),
        ("Ada", true, true)
    );
}

#[test]
fn a_server_is_added_named_and_used() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Add server");
    replace(&mut harness, "Name", "Que");
    harness.get_by_label_contains("Another server already has this name.");
    assert!(
        harness.get_by_label("Use this server").accesskit_node().is_disabled(),
        "the name has to be corrected first"
    );
    replace(&mut harness, "Name", "Archive");
    replace(&mut harness, "Server address", "https://archive.example");
    click(&mut harness, "Use this server");
    let model = &harness.state().model;
    assert_eq!((model.settings.profiles.len(), model.server.as_str()), (2, "Archive"));
    assert_eq!(model.settings.profile().api_url, "https://archive.example");
}

#[test]
fn a_wrong_text_of_one_server_waits_while_another_is_edited() {
    let mut harness = open(with_two_servers(), 820.0, 560.0);
    replace(&mut harness, "Server address", "que.example");
    click(&mut harness, "Edit Archive");
    replace(&mut harness, "Name", "Old");
    click(&mut harness, "Edit Que, in use");
    assert_eq!(
        harness.get_by_label("Server address").value().as_deref(),
        Some("que.example")
    );
    harness.get_by_label_contains("Start with https://");
    let names: Vec<_> = harness.state().model.settings.profiles.iter().collect();
    assert_eq!((names[0].name.as_str(), names[1].name.as_str()), ("Que", "Old"));
    assert_eq!(names[0].api_url, "https://dev-api.addque.org");
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
    assert_eq!(harness.state().model.settings.profiles.len(), 1);
    harness.get_by_label("Edit Que, in use");
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
fn using_another_server_asks_at_once_and_canceling_keeps_the_other_settings() {
    let (mut world, _) = World::with(&["a.jpg"]);
    world.model.settings = with_two_servers().model.settings;
    let mut harness = open(world, 1180.0, 760.0);
    click(&mut harness, "Appearance");
    click(&mut harness, "Dark");
    click(&mut harness, "Servers");
    click(&mut harness, "Edit Archive");
    for (answer, active) in [("Cancel", "Que"), ("Pause and switch", "Archive")] {
        harness.get_by_label("Use this server").click();
        // The question takes the focus from the settings.
        harness.run_steps(8);
        harness.get_by_label_contains("1 file not uploaded yet. It stays in the queue of Que");
        harness.get_by_label(answer).click();
        harness.run_steps(8);
        let settings = &harness.state().model.settings;
        assert_eq!((settings.theme, settings.active.as_str()), (Theme::Dark, active));
    }
}

#[test]
fn another_address_of_the_server_in_use_asks_while_files_upload() {
    let (world, _) = World::with(&["a.jpg"]);
    let mut harness = open(world, 1180.0, 760.0);
    replace(&mut harness, "Server address", "https://other.example");
    harness.key_press(Key::Enter);
    harness.run();
    click(&mut harness, "Cancel");
    assert_eq!(
        harness.get_by_label("Server address").value().as_deref(),
        Some("https://dev-api.addque.org"),
        "what is in force is shown again, and nothing is asked anew"
    );
    assert!(harness.query_by_label("Pause and switch").is_none());
}

#[test]
fn a_key_that_was_entered_is_used_on_closing_but_not_after_escape() {
    for (escape, used) in [(false, true), (true, false)] {
        let mut harness = open(World::new(), 820.0, 560.0);
        click(&mut harness, "Key");
        enter(&mut harness, "New key", "que_key_of_a_photographer");
        if escape {
            harness.key_press(Key::Escape);
            harness.run();
        } else {
            close(&mut harness);
        }
        assert_eq!(requested(&harness, "SetKey"), used);
    }
}

#[test]
fn the_key_is_tested_and_deleted_in_its_settings_tab() {
    let mut harness = open(World::new(), 820.0, 560.0);
    click(&mut harness, "Key");
    harness.get_by_label_contains("The key is kept until you close the window.");
    click(&mut harness, "Test connection");
    harness.state_mut().absorb(Event::ConnectionTested(ConnectionReport {
        cause: None,
        finding: Finding::KeyRefused,
        headline: "It does not accept the key.".into(),
        hint: "Enter it again.".into(),
        detail: Some("invalid_api_key".into()),
    }));
    harness.run();
    harness.get_by_label_contains("dev-api.addque.org is there, but does not accept the API key (401).");
    harness.get_by_label_contains("Enter the key again, whole");
    harness.get_by_label("invalid_api_key");
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
