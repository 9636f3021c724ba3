//! The first start, and what is found in place.

use super::{worlds::*, *};
use model::{ConnectionReport, Finding};

fn new_here(content: Content) -> World {
    let mut world = World::new();
    let mut keyring_trouble = None;
    if content.is_extreme() {
        crowd(&mut world);
        let profile = world.model.settings.profile_mut();
        profile.api_url = format!("https://{}example.org", "a-rather-long-label.".repeat(6));
        keyring_trouble = Some(no_keyring());
    }
    world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble }));
    world.model.welcome = true;
    world
}

#[test]
fn snapshots_of_the_first_start() {
    pictures_after("first-start", new_here, |harness, content| {
        if content.is_extreme() {
            harness.get_by_label("Server address").type_text(" and more");
            harness.run_steps(2);
            enter_key(harness, "a key with spaces in it");
        }
    });
    pictures_after("first-start-test", new_here, |harness, content| {
        enter_key(harness, "sk_live_1");
        click(harness, "Start");
        if content.is_extreme() {
            let report = ConnectionReport {
                cause: None,
                headline: "The name of the server is not known.".to_owned(),
                ..tested(Finding::NameNotFound, content)
            };
            harness.state_mut().absorb(Event::ConnectionTested(report));
        }
    });
    pictures_after("first-start-refused", new_here, |harness, content| {
        enter_key(harness, "sk_live_1");
        click(harness, "Start");
        let world = harness.state_mut();
        world.absorb(Event::ApiKeyChanged(ApiKeyState::Present {
            source: KeySource::Session,
            keyring_trouble: None,
        }));
        world.absorb(Event::ConnectionTested(tested(Finding::KeyRefused, content)));
        harness.run_steps(2);
    });
}

fn tested(finding: Finding, content: Content) -> ConnectionReport {
    ConnectionReport {
        cause: None,
        finding,
        headline: "The server does not accept this API key.".to_owned(),
        hint: "Check that you pasted the whole key, and that it is still valid.".to_owned(),
        detail: Some(
            "HTTP 401: the key is not known here. "
                .repeat(content.pick(1, 12))
                .trim()
                .to_owned(),
        ),
    }
}

fn enter_key(harness: &mut Harness<'_, World>, text: &str) {
    harness.get_by_label("API key").type_text(text);
    harness.run_steps(2);
}
