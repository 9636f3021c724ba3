//! The switch for a verified identity, and what rows, report and results say of time and certificate.

use super::{inspector::report, *};
use model::{Presets, ReportBrief};

const DAY: i64 = 24 * 60 * 60;

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// A report whose signature has no verified time and whose certificate ends in so many days.
fn ending_in(days: i64) -> String {
    let end = jiff::Timestamp::from_second(NOW.as_millis() / 1000 + days * DAY).unwrap();
    let mut report: serde_json::Value = serde_json::from_str(&report()).unwrap();
    report["certificates"] = serde_json::json!([{ "subject": "CN=Sandbox", "not_after": end.to_string() }]);
    report.to_string()
}

/// One verified file, as rows have it: with a summary.
fn verified(days: i64) -> (World, UploadId) {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    let report = ending_in(days);
    let facts = VerifiedFacts {
        target: VerifyTarget::Signed,
        verdict: Verdict::Trusted,
        explanation: "A sentence about it.".into(),
        brief: Some(ReportBrief::from(content_credentials::read_report(&report))),
        report: report.into(),
        verified_at: NOW,
    };
    world.absorb(Event::Verified { id: ids[0], facts });
    (world, ids[0])
}

/// The report of a file in the inspector.
fn shown(report: &str) -> Harness<'static, World> {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, report);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    world.harness(1180.0, 900.0)
}

#[test]
fn the_switch_is_signed_with_kept_in_the_preset_and_says_which_algorithm_is_used() {
    let (mut world, ids) = World::with(&["a.jpg", "b.jpg"]);
    for id in &ids {
        world.store(*id, "k");
    }
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1180.0, 1200.0);
    click(&mut harness, "Origin");
    click(&mut harness, "Camera or recorder");
    click(&mut harness, "Edits");
    click(&mut harness, "No other edits");
    assert!(
        harness.query_by_label_contains("algorithm").is_none(),
        "nothing more until it is on"
    );
    click(&mut harness, "Add a verified identity");
    harness.get_by_label_contains("signing algorithm isn't known yet");
    harness.state_mut().absorb(Event::SignerAlgorithm(Some("ES256".into())));
    harness.run();
    harness.get_by_label_contains("certificate (ES256)");

    click(&mut harness, "Save as preset…");
    enter(&mut harness, "Preset name", "Verified");
    click(&mut harness, "Save preset");
    assert!(harness.state().model.presets.get("Verified").unwrap().identity);
    click(&mut harness, "Add a verified identity");
    click(&mut harness, "Save changes");
    assert!(!harness.state().model.presets.get("Verified").unwrap().identity);
    click(&mut harness, "Add a verified identity");
    click(&mut harness, "Save changes");
    click(&mut harness, "Sign this file");
    let orders = harness.state().commands.iter().rev().find_map(|command| match command {
        Command::Sign(orders) => Some(orders.clone()),
        _ => None,
    });
    assert!(orders.unwrap()[0].identity);

    // A preset brings its switch along.
    let mut presets: Presets = harness.state().model.presets.clone();
    presets.set_first(Some("Verified"));
    harness.state_mut().model.presets = presets;
    harness.state_mut().view.choose(ids[1]);
    harness.run();
    harness.get_by_label_contains("certificate (ES256)");
}

#[test]
fn a_certificate_that_ends_soon_without_a_verified_time_is_marked_in_row_report_and_results() {
    let (world, _) = verified(12);
    let harness = world.harness(1180.0, 760.0);
    let sentence = "Certificate ends on Nov 26, 2023, and the signature has no verified time";
    harness.get_by_label_contains(&format!("signed copy verified: Trusted, {sentence}"));
    let harness = shown(&ending_in(12));
    harness.get_by_label("Issued: no verified time");
    harness.get_by_label("Valid until: Nov 26, 2023 (certificate)");
    harness.get_by_label_contains(&format!("{sentence}: after that it may read as expired."));
}

#[test]
fn a_certificate_with_time_left_is_only_a_fact_of_the_report() {
    let (world, _) = verified(200);
    let harness = world.harness(1180.0, 760.0);
    assert!(harness.query_by_label_contains("Certificate end").is_none());
    let harness = shown(&ending_in(200));
    harness.get_by_label("Valid until: Jun 1, 2024 (certificate)");
    harness.get_by_label_contains("Without a verified time, a signature is valid only as long");
}
