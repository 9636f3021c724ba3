//! What an earlier session began to sign or to verify is told, with a next step.

use super::*;
use model::{BulkAction, ObjectRef};

fn left() -> Event {
    let object = ObjectRef {
        bucket: Some("bucket".into()),
        key: "2026/harbor.jpg".into(),
    };
    Event::LeftUndone {
        in_doubt: vec![("/photos/harbor.jpg".into(), object)],
        unverified: vec![UploadId::new(7), UploadId::new(8)],
    }
}

#[test]
fn what_may_have_been_signed_is_listed_and_what_was_not_verified_is_verified_with_one_click() {
    let mut world = World::new();
    world.absorb(left());
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains("1 file of an earlier session may have been signed");
    harness.get_by_label("Review").click();
    harness.run();
    harness.get_by_label_contains("/photos/harbor.jpg");
    harness.get_by_label_contains("2026/harbor.jpg");
    harness.get_by_label("Dismiss").click();
    harness.run();
    harness.get_by_label_contains("2 files of an earlier session were not verified");
    harness.get_by_label("Verify").click();
    harness.run();
    let model = &harness.state().model;
    let running: Vec<_> = model
        .bulk_operations()
        .iter()
        .map(|one| (one.action.clone(), one.all))
        .collect();
    assert_eq!(running, [(BulkAction::Verify, 2)]);
    assert!(model.notices.is_empty());
}

#[test]
fn what_one_server_left_undone_is_not_told_at_another() {
    let mut world = World::new();
    world.absorb(left());
    let other = model::Profile {
        name: "Archive".into(),
        ..model::Profile::at("https://archive.example")
    };
    world.model.settings.profiles.push(other);
    world.model.decide(Intent::SwitchProfile("Archive".into()));
    assert!(world.model.notices.is_empty(), "{:?}", world.model.notices);
}
