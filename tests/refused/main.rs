//! A large file that the storage refuses: the true status comes back every time, and almost nothing of the file is sent.
//!
//! `REFUSED_PUTS=50 cargo test --test refused` does it more often than a normal run.
#![forbid(unsafe_code)]

use std::{fs::File, sync::Arc};

use decoder::DecoderProgram;
use que_sandbox::{Sandbox, SandboxOptions};
use que_sdk::{Presigned, Progress, PutOptions, Que, UploadBody, wire::PresignRequest};
use tokio_util::sync::CancellationToken;

const BYTES: u64 = 256 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_put_of_256_mib_reports_the_true_status_with_almost_nothing_sent() {
    let times: u32 = std::env::var("REFUSED_PUTS")
        .ok()
        .and_then(|times| times.parse().ok())
        .unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.jpg");
    File::create(&path).unwrap().set_len(BYTES).unwrap();
    let sandbox = Sandbox::start(SandboxOptions::new(
        folder.path().join("sandbox"),
        DecoderProgram::at(env!("CARGO_BIN_EXE_que-uploader")),
    ))
    .await
    .unwrap();
    let que = Que::builder(sandbox.api_url())
        .key(sandbox.api_key().clone())
        .build()
        .unwrap();
    let storage = que.storage();
    let request = PresignRequest {
        filename: Some("large.jpg".to_owned()),
    };
    let mut max = 0;
    for _ in 0..times {
        let presigned = que.presign(&request).await.unwrap();
        let mut url = presigned.url().expose().clone();
        let forged: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, value)| match name.eq_ignore_ascii_case("x-amz-signature") {
                true => (name.into_owned(), "0".repeat(value.len())),
                false => (name.into_owned(), value.into_owned()),
            })
            .collect();
        url.query_pairs_mut().clear().extend_pairs(forged);
        let forged = Presigned::parse(url.as_str(), presigned.key()).unwrap();
        let progress = Arc::new(Progress::new());
        let options = PutOptions::with_content_type("image/jpeg");
        let body = UploadBody::file(&path);
        let error = storage
            .put(&forged, body, &options, &progress, &CancellationToken::new())
            .await
            .unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(403), Some("SignatureDoesNotMatch")),
            "{error:?}"
        );
        max = max.max(progress.transferred());
    }
    println!("{times} of {times} refused with 403; at the most {max} bytes of {BYTES} went");
    // At most one socket window, should the storage ever say `100 Continue` too early.
    assert!(max <= 4 << 20, "{max} bytes were sent");
}
