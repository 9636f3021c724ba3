//! The first start, on one screen.

use super::*;
use model::{ConnectionReport, Finding};

fn new_here(keyring_trouble: Option<&str>) -> Harness<'static, World> {
    let mut world = World::new();
    world.model = Model::new(Settings::default(), "Que", false);
    world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing {
        keyring_trouble: keyring_trouble.map(Into::into),
    }));
    world.harness(820.0, 560.0)
}

fn click(harness: &mut Harness<'static, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn tested(finding: Finding) -> Event {
    Event::ConnectionTested(ConnectionReport {
        cause: None,
        finding,
        headline: "What was found.".into(),
        hint: "What to do.".into(),
        detail: None,
    })
}

fn is_over(harness: &Harness<'static, World>) -> bool {
    harness.query_all_by_label("Welcome to Que Uploader").next().is_none()
}

#[test]
fn a_key_and_enter_are_enough_once_the_server_accepts_it() {
    let mut harness = new_here(None);
    assert!(
        harness.query_by_label("Que needs your API key").is_none(),
        "it is asked for once"
    );
    assert!(harness.get_by_label("API key").is_focused());
    harness.get_by_label("Get a key");
    harness.get_by_label_contains("Stored in the keyring. Sent only to ");
    assert!(
        harness.get_by_label("Start").accesskit_node().is_disabled(),
        "no key yet"
    );
    harness.get_by_label("API key").type_text("  sk_live_1\n ");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let commands = &harness.state().commands;
    let [.., Command::SetKey { key, keep: true }, Command::TestConnection] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!(key.expose(), "sk_live_1");
    assert!(harness.query_all_by_label("Connecting…").count() > 0);
    harness.state_mut().absorb(tested(Finding::Works));
    harness.run();
    assert!(is_over(&harness) && harness.state().model.settings.welcomed);
    harness.get_by_label("Key accepted");
}

#[test]
fn a_key_that_is_refused_is_said_in_place_and_another_is_tried() {
    let mut harness = new_here(None);
    enter(&mut harness, "API key", "sk_live_1");
    click(&mut harness, "Start");
    harness.state_mut().absorb(Event::ApiKeyChanged(ApiKeyState::Present {
        source: KeySource::Session,
        keyring_trouble: None,
    }));
    harness.state_mut().absorb(tested(Finding::KeyRefused));
    harness.run();
    harness.get_by_label_contains("dev-api.addque.org is there, but does not accept the API key (401).");
    harness.get_by_label_contains("Enter the key again, whole");
    assert!(
        harness.query_by_label_contains("already have a key").is_none(),
        "it is no key that could be used"
    );
    assert!(harness.get_by_label("Start").accesskit_node().is_disabled());
    enter(&mut harness, "API key", "sk_live_2");
    click(&mut harness, "Start");
    harness.state_mut().absorb(tested(Finding::NoAnswer));
    harness.run();
    assert!(!is_over(&harness));
    // The usual server's address was typed by nobody.
    click(&mut harness, "Start");
    harness.state_mut().absorb(tested(Finding::NameNotFound));
    harness.run();
    harness.get_by_label_contains("You seem to be offline");
    harness.get_by_label_contains("There is no server called dev-api.addque.org");
    // The server may be back.
    click(&mut harness, "Start");
    harness.state_mut().absorb(tested(Finding::NoAnswer));
    harness.run();
    click(&mut harness, "Skip test");
    assert!(is_over(&harness) && harness.state().model.settings.welcomed);
}

#[test]
fn without_a_keyring_the_session_is_preselected_and_the_reason_is_shown() {
    let mut harness = new_here(Some("No keyring answers."));
    harness.get_by_label_contains("Kept until you close the window, because the keyring can't be used");
    enter(&mut harness, "API key", "sk_live_1");
    harness.key_press(Key::Enter);
    harness.run();
    let commands = &harness.state().commands;
    assert!(
        matches!(
            commands.as_slice(),
            [.., Command::SetKey { keep: false, .. }, Command::TestConnection]
        ),
        "{commands:?}"
    );
}

#[test]
fn another_server_is_used_before_its_key_is_sent_anywhere() {
    let mut harness = new_here(None);
    assert!(harness.query_by_label("Server address").is_none(), "few people need it");
    click(&mut harness, "Use another server…");
    assert!(harness.get_by_label("Server address").is_focused());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut harness, "Server address", "api.example.org");
    enter(&mut harness, "API key", "sk_live_1");
    harness.get_by_label_contains("Start with https://");
    assert!(harness.get_by_label("Start").accesskit_node().is_disabled());
    harness.get_by_label("Server address").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut harness, "Server address", "https://api.example.org/");
    harness.get_by_label_contains("Sent only to api.example.org.");
    click(&mut harness, "Start");
    let model = &harness.state().model;
    assert_eq!(
        (model.server.as_str(), model.settings.profiles.len()),
        ("api.example.org", 1)
    );
    let commands = harness.state().commands.as_slice();
    assert!(
        matches!(
            commands,
            [Command::UseSettings(settings), .., Command::SetKey { .. }, Command::TestConnection]
                if settings.profile().api_url == "https://api.example.org"
        ),
        "{commands:?}"
    );
}

#[test]
fn it_can_be_skipped_for_good_but_not_by_accident() {
    let mut harness = new_here(None);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!is_over(&harness));
    click(&mut harness, "Skip");
    assert!(is_over(&harness));
    harness.get_by_label("Que needs your API key");
    assert!(matches!(
        harness.state().commands.as_slice(),
        [Command::UseSettings(settings)] if settings.welcomed
    ));
}

#[test]
fn the_sandbox_is_one_click_away() {
    let mut harness = new_here(None);
    click(&mut harness, "Try the sandbox");
    assert!(requested(&harness, "TrySandbox"));
    assert!(!harness.state().model.settings.welcomed, "trying is not yet setting up");
}
