//! The tabs of the inspector.

use super::{worlds::*, *};
use model::{ExistingCredentials, ExistingFacts, MediaTypeNote};

/// A row of the queue, inspected in this tab.
fn looked_at(content: Content, number: usize, tab: InspectorTab) -> (World, UploadId) {
    let (mut world, ids) = desk(content);
    world.read_details(ids[number], Vec::new());
    world.view.choose(ids[number]);
    world.view.inspector.tab = tab;
    (world, ids[number])
}

#[test]
fn snapshots_of_the_overview() {
    pictures_of("overview", |content| inspected(content, InspectorTab::Overview));
    pictures_of("failed", |content| looked_at(content, 4, InspectorTab::Overview).0);
}

#[test]
fn snapshots_of_a_media_type_that_is_set() {
    pictures_after(
        "type",
        |content| {
            let (mut world, id) = looked_at(content, 6, InspectorTab::Overview);
            world.model.decide(Intent::Resume(vec![id]));
            world.absorb(Event::Preparing(id));
            world.absorb(Event::Prepared {
                id,
                content_type: content
                    .pick(
                        "text/plain",
                        "application/vnd.openxmlformats-officedocument.presentationml",
                    )
                    .into(),
                note: Some(MediaTypeNote::Unknown),
            });
            world.absorb(Event::Paused(id));
            world.read_details(id, Vec::new());
            world
        },
        |harness, content| {
            if content.is_extreme() {
                click(harness, "Set type…");
            }
        },
    );
}

#[test]
fn snapshots_of_the_credentials() {
    pictures_of("credentials", |content| {
        looked_at(content, 3, InspectorTab::Credentials).0
    });
    pictures_of("existing", |content| {
        let (mut world, id) = looked_at(content, 3, InspectorTab::Credentials);
        let facts = ExistingFacts {
            issuer: Some("Camera Maker ".repeat(content.pick(1, 20)).trim().to_owned()),
            generator: Some("Camera 3 ".repeat(content.pick(1, 20)).trim().to_owned()),
            ..ExistingFacts::default()
        };
        world.absorb(Event::Inspected {
            id,
            existing: ExistingCredentials::Found(facts),
        });
        world
    });
}

#[test]
fn snapshots_of_a_manifest_as_json_and_of_a_file_that_is_signed() {
    pictures_after(
        "json",
        |content| looked_at(content, 3, InspectorTab::Credentials).0,
        |harness, content| {
            click(harness, "JSON");
            if content.is_extreme() {
                let field = harness.get_by_label("Manifest (JSON)");
                field.focus();
                field.type_text(&"no JSON at all ".repeat(12));
                harness.run_steps(4);
            }
        },
    );
    pictures_of("signed", |content| {
        let (mut world, id) = looked_at(content, 0, InspectorTab::Credentials);
        if content.is_extreme() {
            let facts = SignedFacts {
                signed_uri: Some(format!("s3://signed/{}k.jpg", "and/more/".repeat(40))),
                evidence: Some(format!(r#"{{"alg":"es256","chain":"{}"}}"#, "MIIC".repeat(400))),
                manifest_json: "{}".into(),
                signed_at: NOW,
                identity: Some(false),
            };
            world.absorb(Event::Signed { id, facts });
        }
        world
    });
}

#[test]
fn snapshots_of_two_reports_and_of_a_failed_verification() {
    pictures_of("two-reports", |content| {
        let mut world = inspected(content, InspectorTab::Report);
        let details = world.model.details.as_mut().unwrap();
        let mut original = details.verifications[0].clone();
        original.target = VerifyTarget::Original;
        original.verdict = Verdict::None;
        original.explanation = "A sentence about it. ".repeat(content.pick(1, 20)).trim().to_owned();
        details.verifications.push(original);
        world
    });
    pictures_of("not-verified", |content| {
        let (mut world, id) = looked_at(content, 5, InspectorTab::Report);
        let target = VerifyTarget::Signed;
        world.model.decide(Intent::Verify { ids: vec![id], target });
        world.absorb(Event::VerifyFailed {
            id,
            target,
            failure: trouble(content, "The server did not verify it.", "Try again when it answers."),
        });
        world
    });
}

#[test]
fn snapshots_of_the_technical_details() {
    pictures_of("activity", |content| {
        let mut world = inspected(content, InspectorTab::Overview);
        world.view.controls.toggled.insert("technical details");
        world
    });
}

#[test]
fn snapshots_of_many_selected_rows() {
    pictures_of("many", |content| {
        let (mut world, ids) = queue(content);
        for id in ids {
            world.view.selection_mut().toggle(id);
        }
        world
    });
}
