//! Signing and verifying, checked with the c2pa crate's own reader.

use std::io::Cursor;

use c2pa::{Context, Reader, ValidationState};

use super::*;

/// Reads with a separate context that trusts the sandbox's CA, like anyone who has the trust list.
fn read(bench: &Bench, format: &str, bytes: Vec<u8>) -> c2pa::Result<Reader> {
    let settings = json!({"trust": {"trust_anchors": bench.sandbox.trust_anchor_pem()}});
    Reader::from_context(Context::new().with_settings(settings)?).with_stream(format, Cursor::new(bytes))
}

fn split(uri: &Value) -> (String, String) {
    let (bucket, key) = uri
        .as_str()
        .unwrap()
        .strip_prefix("s3://")
        .unwrap()
        .split_once('/')
        .unwrap();
    (bucket.to_owned(), key.to_owned())
}

async fn report(bench: &Bench, bucket: &str, key: &str, mode: &str) -> Value {
    let request = json!({"asset": {"bucket": bucket, "key": key}, "mode": mode});
    let (status, answer) = bench.call("/v1/verify", &request).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_str(answer["report"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn signed_copies_read_back_as_trusted_and_tampered_ones_as_invalid() {
    let bench = Bench::new().await;
    for (filename, format, original) in [("a.jpg", "image/jpeg", jpeg()), ("b.PNG", "image/png", png())] {
        let key = bench.upload(filename, original.clone()).await;
        let (status, answer) = bench.sign(&key, &manifest()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(answer["assurance"], "server_measured");
        assert_eq!(answer["evidence"], json!({"signer": "sandbox", "alg": "ES256"}));
        let (bucket, signed_key) = split(&answer["asset_s3_uri"]);
        assert_eq!(bucket, bench.sandbox.signed_bucket());
        assert!(signed_key.ends_with(filename), "{signed_key}");

        let copy = bench.download(&bucket, &signed_key).await;
        assert_eq!(copy.headers()["content-type"], format);
        let copy = copy.bytes().await.unwrap().to_vec();
        let reader = read(&bench, format, copy.clone()).unwrap();
        assert_eq!(reader.validation_state(), ValidationState::Trusted, "{}", reader.json());
        assert_eq!(reader.active_manifest().unwrap().title(), Some("Test picture"));
        let without_anchor = Reader::from_context(Context::new())
            .with_stream(format, Cursor::new(copy.clone()))
            .unwrap();
        assert_eq!(without_anchor.validation_state(), ValidationState::Valid);
        assert_eq!(
            report(&bench, &bucket, &signed_key, "summary").await["validation_state"],
            "Trusted"
        );

        // Both formats end with the picture's own bytes.
        let mut tampered = copy;
        let near_end = tampered.len() - 20;
        tampered[near_end] ^= 0x55;
        assert_eq!(
            read(&bench, format, tampered.clone()).unwrap().validation_state(),
            ValidationState::Invalid
        );
        let tampered_key = bench.upload(filename, tampered).await;
        let report = report(&bench, bench.sandbox.bucket(), &tampered_key, "summary").await;
        assert_eq!(report["validation_state"], "Invalid");
        assert!(report.to_string().contains("assertion.dataHash.mismatch"), "{report}");
        let original_again = bench.download(bench.sandbox.bucket(), &key).await;
        assert_eq!(
            original_again.bytes().await.unwrap(),
            original,
            "signing leaves the upload unchanged"
        );
    }
}

#[tokio::test]
async fn every_mode_of_verify_reports_in_its_shape() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let (bucket, key) = split(&bench.sign(&key, &manifest()).await.1["asset_s3_uri"]);
    let summary = report(&bench, &bucket, &key, "summary").await;
    let active = summary["active_manifest"].as_str().unwrap();
    assert_eq!(
        summary["manifests"][active]["signature_info"]["issuer"],
        "Que Uploader Sandbox"
    );
    let detailed = report(&bench, &bucket, &key, "detailed").await;
    assert!(detailed["manifests"][active]["assertion_store"].is_object());
    let info = report(&bench, &bucket, &key, "info").await;
    assert_eq!(info["format"], "image/jpeg");
    assert_eq!(info["manifest_count"], 1);
    assert_eq!(info["validation_state"], "Trusted");
    let tree = report(&bench, &bucket, &key, "tree").await;
    assert_eq!(tree["tree"]["label"], active);
    assert_eq!(tree["tree"]["ingredients"], json!([]));
}

#[tokio::test]
async fn a_file_without_credentials_cannot_be_verified() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let asset = json!({"bucket": bench.sandbox.bucket(), "key": key});
    let detail = assert_problem(
        &bench.call("/v1/verify", &json!({"asset": asset})).await,
        422,
        "engine_verification",
    );
    assert!(detail.contains("no JUMBF data found"), "{detail}");
    let small = json!({"asset": asset, "limits": {"max_asset_size_bytes": 9}});
    let detail = assert_problem(&bench.call("/v1/verify", &small).await, 422, "engine_verification");
    assert!(detail.contains(&format!("{} bytes", jpeg().len())), "{detail}");
}

#[tokio::test]
async fn formats_that_cannot_be_signed_are_refused() {
    let bench = Bench::new().await;
    for (filename, bytes, words) in [
        ("notes.txt", b"hello".to_vec(), "type is unsupported"),
        ("paper.pdf", b"%PDF-1.7\n".to_vec(), "type is unsupported"),
        ("empty.jpg", Vec::new(), ""),
        ("cut.jpg", jpeg()[..40].to_vec(), ""),
        ("cut.png", png()[..20].to_vec(), ""),
        ("noise.mp4", vec![7; 999], ""),
        ("noise.tif", vec![7; 999], ""),
        ("noise.svg", vec![7; 999], ""),
        ("really-a.jpg", png(), "image/png"),
    ] {
        let key = bench.upload(filename, bytes).await;
        let detail = assert_problem(&bench.sign(&key, &manifest()).await, 422, "engine_c2pa");
        assert!(detail.contains(words), "{filename}: {detail}");
        let asset = json!({"bucket": bench.sandbox.bucket(), "key": key});
        assert_problem(
            &bench.call("/v1/verify", &json!({"asset": asset})).await,
            422,
            "engine_verification",
        );
    }
}

#[tokio::test]
async fn an_object_without_extension_is_signed_by_its_content_type_or_bytes() {
    let bench = Bench::new().await;
    for content_type in ["image/png", "application/octet-stream"] {
        let (url, key) = bench.presign(None).await;
        let put = bench
            .client
            .put(url)
            .header("content-type", content_type)
            .body(png())
            .send()
            .await
            .unwrap();
        assert_eq!(put.status(), StatusCode::OK);
        let (status, answer) = bench.sign(&key, &manifest()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
}

#[tokio::test]
async fn manifests_the_engine_refuses_are_refused() {
    let bench = Bench::new().await;
    let key = bench.upload("a.png", png()).await;
    let actions = |action: Value| json!({"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}]});
    for manifest in [
        json!({}),
        actions(json!({"action": "c2pa.created"})),
        actions(json!({"action": "c2pa.edited"})),
        actions(json!({"action": "c2pa.opened"})),
        // The engine never looks for a resource among this machine's files.
        json!({"thumbnail": {"format": "image/png", "identifier": "/etc/hostname"}}),
    ] {
        let detail = assert_problem(&bench.sign(&key, &manifest).await, 422, "engine_c2pa");
        assert!(!detail.is_empty());
    }
    let work = bench.folder.path().join("data/que-uploader-sandbox/work");
    assert_eq!(
        std::fs::read_dir(work).unwrap().count(),
        0,
        "no unfinished copies are left"
    );
}
