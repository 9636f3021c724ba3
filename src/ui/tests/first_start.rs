//! The first start, step by step.

use super::*;
use model::{ConnectionReport, Finding};

fn new_here(keyring_trouble: Option<&str>) -> Harness<'static, World> {
    let mut world = World::new();
    world.model = Model::new(Settings::default(), "Que", false);
    world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing {
        keyring_trouble: keyring_trouble.map(str::to_owned),
    }));
    world.harness(820.0, 560.0)
}

fn click(harness: &mut Harness<'static, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn tested(finding: Finding) -> Event {
    Event::ConnectionTested(ConnectionReport {
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
fn three_steps_lead_to_a_key_that_works() {
    let mut harness = new_here(None);
    assert!(
        harness.query_by_label("Que needs your API key").is_none(),
        "it is asked for once"
    );
    click(&mut harness, "Next");
    harness.get_by_label("Stored in the keyring.");
    assert!(
        harness.get_by_label("Next").accesskit_node().is_disabled(),
        "no key yet"
    );
    enter(&mut harness, "API key", "  sk_live_1\n ");
    click(&mut harness, "Next");
    let commands = &harness.state().commands;
    let [.., Command::SetKey { key, keep: true }, Command::TestConnection] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!(key.expose(), "sk_live_1");

    harness.get_by_label("Key not checked yet");
    harness.state_mut().absorb(tested(Finding::KeyRefused));
    harness.run();
    harness.get_by_label("Server reached");
    harness.get_by_label("Key not accepted");
    harness.get_by_label_contains("What to do.");
    click(&mut harness, "Change key");
    harness.get_by_label_contains("doesn't accept this key");
    assert!(
        harness.query_by_label_contains("already have a key").is_none(),
        "it is no key that could be used"
    );
    assert!(harness.get_by_label("Next").accesskit_node().is_disabled());
    enter(&mut harness, "API key", "sk_live_2");
    click(&mut harness, "Next");
    harness.state_mut().absorb(tested(Finding::KeyRefused));
    harness.run();
    click(&mut harness, "Test again");
    harness.state_mut().absorb(tested(Finding::Works));
    harness.run();
    harness.get_by_label_contains("Key accepted");
    click(&mut harness, "Start");
    assert!(is_over(&harness) && harness.state().model.settings.welcomed);
}

#[test]
fn without_a_keyring_the_session_is_preselected_and_the_reason_is_shown() {
    let mut harness = new_here(Some("No keyring answers."));
    click(&mut harness, "Next");
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
fn another_server_is_used_before_its_key_is_requested() {
    let mut harness = new_here(None);
    let field = harness.get_by_label("Server address");
    field.focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut harness, "Server address", "api.example.org");
    harness.get_by_label_contains("Start with https://");
    assert!(harness.get_by_label("Next").accesskit_node().is_disabled());
    harness.get_by_label("Server address").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut harness, "Server address", "https://api.example.org/");
    click(&mut harness, "Next");
    harness.get_by_label_contains("signs you in to api.example.org");
    let model = &harness.state().model;
    assert_eq!(
        (model.server.as_str(), model.settings.profiles.len()),
        ("api.example.org", 1)
    );
    assert!(matches!(
        harness.state().commands.as_slice(),
        [Command::UseSettings(settings), ..] if settings.profile().api_url == "https://api.example.org"
    ));
    click(&mut harness, "Back");
    harness.get_by_label("Server address");
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
    click(&mut harness, "Try the sandbox, no key needed");
    assert!(requested(&harness, "TrySandbox"));
    assert!(!harness.state().model.settings.welcomed, "trying is not yet setting up");
}
