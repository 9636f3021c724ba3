//! What the window says while nothing can be sent.

use super::*;
use model::{Hold, HoldKind, Offline};

fn offline() -> Harness<'static, World> {
    let (mut world, _) = World::with(&["a.jpg", "b.jpg"]);
    world.absorb(Event::HoldBegan(Hold::Offline(Offline::in_words(
        "Waiting for the network: no route",
    ))));
    world.harness(1180.0, 760.0)
}

#[test]
fn a_banner_says_what_waits_and_tries_again_at_once() {
    let mut harness = offline();
    harness.get_by_label("You're offline.");
    harness.get_by_label("Waiting for the connection");
    assert!(harness.query_by_label_contains("Uploading 0 of").is_none());
    harness.get_by_label("2 files will continue when the connection is back.");
    harness.get_by_label("Try now").click();
    harness.run();
    assert!(matches!(harness.state().commands.as_slice(), [Command::RetryNetwork]));
    assert!(harness.get_by_label("Trying…").accesskit_node().is_disabled());
    // It is told even if nothing has changed.
    harness
        .state_mut()
        .absorb(Event::HoldBegan(Hold::Offline(Offline::in_words(
            "Waiting for the network: no route",
        ))));
    harness.run();
    harness.get_by_label("Try now").click();
    harness.run();
    harness.state_mut().absorb(Event::HoldEnded(HoldKind::Network));
    harness.run();
    assert!(harness.query_by_label("You're offline.").is_none());
    assert!(!harness.state().model.is_retrying_network);
}

#[test]
fn every_verdict_has_one_name_in_the_row_the_report_and_the_results() {
    for verdict in [
        Verdict::Trusted,
        Verdict::Valid,
        Verdict::Unconfirmed,
        Verdict::Invalid,
        Verdict::None,
        Verdict::Remote,
        Verdict::Unsupported,
    ] {
        let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
        for id in &ids {
            world.store(*id, "k");
            world.sign(*id);
            world.verify(*id, verdict, "{}");
        }
        let mut harness = world.harness(1400.0, 900.0);
        let name = verdict.name().to_lowercase();
        let row = harness.get_by_label_contains("a.jpg, 4.1 kB");
        let label = row.accesskit_node().label().unwrap_or_default().to_lowercase();
        assert!(label.contains(&name), "{label}");
        harness.state_mut().view.choose(ids[0]);
        harness.state_mut().view.inspector.tab = InspectorTab::Report;
        harness.run();
        assert!(
            harness.query_all_by_label_contains(verdict.name()).count() > 0,
            "{name}: report"
        );
        harness.state_mut().view.inspector.results = findings::FindingFilter::All;
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        assert!(
            harness.query_all_by_label_contains(verdict.name()).count() > 0,
            "{name}: results"
        );
    }
}
