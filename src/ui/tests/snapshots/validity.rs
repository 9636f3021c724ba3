//! A certificate that ends soon, and an identity: in a row and in its report.

use super::{worlds::*, *};
use content_credentials::read_report;
use serde_json::{Value, json};

/// A report with an identity, whose certificate ends in twelve days and that has no verified time.
pub(super) fn expiring_report(content: Content) -> String {
    let end = jiff::Timestamp::from_millisecond(NOW.as_millis()).unwrap() + jiff::SignedDuration::from_hours(12 * 24);
    let mut told: Value = serde_json::from_str(&report()).unwrap();
    let name = "CN=A signer with a name, O=Sandbox ".repeat(content.pick(1, 8));
    told["certificates"] = json!([{ "subject": name.trim(), "not_after": end.to_string() }]);
    let url = "self#jumbf=/c2pa/urn:1/c2pa.assertions/cawg.identity";
    let results = &mut told["validation_results"]["activeManifest"];
    let (list, code) = content.pick(
        ("success", "signingCredential.trusted"),
        ("failure", "cawg.identity.assertion.mismatch"),
    );
    results[list]
        .as_array_mut()
        .unwrap()
        .push(json!({ "code": code, "url": url }));
    told.to_string()
}

fn expiring(content: Content) -> World {
    let mut world = inspected(content, InspectorTab::Report);
    let id = world.view.lead().unwrap();
    let report = expiring_report(content);
    let facts = VerifiedFacts {
        target: VerifyTarget::Signed,
        verdict: Verdict::Trusted,
        explanation: "The file is as it was signed, and the signer is trusted.".into(),
        brief: Some(read_report(&report).into()),
        report: report.into(),
        verified_at: NOW,
    };
    world.model.details.as_mut().unwrap().verifications = vec![facts.clone()];
    world.absorb(Event::Verified { id, facts });
    world
}

#[test]
fn snapshots_of_a_certificate_that_ends_soon() {
    pictures_of("expiring", expiring);
}
