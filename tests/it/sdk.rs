//! Runs the example of `que-sdk`, the workflow of its README, against the sandbox.

use serde_json::Value;

use crate::{bench::Bench, files};

#[path = "../../crates/que-sdk/examples/presigned_upload.rs"]
#[allow(dead_code, reason = "its main reads arguments")]
mod presigned_upload;

#[test]
fn the_example_uploads_signs_and_verifies_a_photo() {
    let bench = Bench::new();
    let path = bench.file("photo.png", &files::png());
    let (key, server) = (bench.key(), bench.sandbox().api_url().to_owned());
    let work = presigned_upload::upload_sign_and_verify(key.expose(), &server, path.to_str().unwrap());
    let report = tokio::runtime::Runtime::new().unwrap().block_on(work).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["validation_state"], "Trusted", "{report:#}");
    let active = report["active_manifest"].as_str().unwrap();
    assert_eq!(report["manifests"][active]["title"], "My photo");
}

#[test]
fn the_example_names_the_failed_step_and_not_the_key() {
    let bench = Bench::new();
    let path = bench.file("photo.png", &files::png());
    let server = bench.sandbox().api_url().to_owned();
    let work = presigned_upload::upload_sign_and_verify("sk_wrong_1", &server, path.to_str().unwrap());
    let error = tokio::runtime::Runtime::new().unwrap().block_on(work).unwrap_err();
    let error = error.downcast::<que_sdk::Error>().unwrap();
    assert_eq!(
        (error.status(), error.step()),
        (Some(401), Some(que_sdk::Step::Presign))
    );
    assert!(!format!("{error} {error:?}").contains("sk_wrong_1"));
}
