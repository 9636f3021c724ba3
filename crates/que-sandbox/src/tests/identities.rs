//! CAWG identities, and the certificates in a report.

use super::*;

async fn sign_with(bench: &Bench, key: &str, cawg: Value) -> (StatusCode, Value) {
    let asset = json!({"bucket": bench.sandbox.bucket(), "key": key});
    let request = json!({"asset": asset, "manifest_json": manifest().to_string(), "cawg": cawg});
    bench.call("/v1/sign", &request).await
}

async fn report(bench: &Bench, answer: &Value, more: Value) -> Value {
    let uri = answer["asset_s3_uri"].as_str().unwrap();
    let (bucket, key) = uri.strip_prefix("s3://").unwrap().split_once('/').unwrap();
    let mut request = json!({"asset": {"bucket": bucket, "key": key}});
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let (status, answer) = bench.call("/v1/verify", &request).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_str(answer["report"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn an_identity_is_signed_with_its_own_certificate_and_the_copy_is_trusted() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let cawg = json!({
        "signer": {"type": "use_main_signer"}, "signing_alg": "es256",
        "referenced_assertions": ["c2pa.actions.v2"], "timestamper": "digicert"
    });
    let (status, answer) = sign_with(&bench, &key, cawg).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let report = report(&bench, &answer, json!({})).await;
    assert_eq!(report["validation_state"], "Trusted", "{report:#}");
    let active = report["active_manifest"].as_str().unwrap();
    let assertions = report["manifests"][active]["assertions"].as_array().unwrap();
    let identity = assertions.iter().find(|one| one["label"] == "cawg.identity").unwrap();
    let text = identity.to_string();
    for part in ["Que Uploader Sandbox", "c2pa.actions.v2", "c2pa.hash.data"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let codes = report["validation_results"]["activeManifest"]["success"].to_string();
    assert!(codes.contains("cawg.identity.well-formed"), "{codes}");
    let trusted = report["validation_results"]["activeManifest"]["success"]
        .as_array()
        .unwrap()
        .iter();
    let trusted = trusted.filter(|status| status["code"] == "signingCredential.trusted");
    assert_eq!(trusted.count(), 2, "that of the signer and that of the identity");
}

#[tokio::test]
async fn an_algorithm_or_label_that_does_not_fit_is_refused_and_so_are_the_defaults() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let mut refused = Vec::new();
    for (cawg, part) in [
        (json!({}), "Ed25519"),
        (
            json!({"signing_alg": "ed25519", "referenced_assertions": ["c2pa.actions.v2"]}),
            "Ed25519",
        ),
        (
            json!({"signing_alg": "ps256", "referenced_assertions": ["c2pa.actions.v2"]}),
            "Ps256",
        ),
        (json!({"signing_alg": "es256"}), "\"c2pa.actions\""),
        (
            json!({"signing_alg": "es256", "referenced_assertions": ["c2pa.actions.v2", "cawg.metadata"]}),
            "cawg.metadata",
        ),
    ] {
        let detail = assert_problem(&sign_with(&bench, &key, cawg).await, 422, "engine_c2pa");
        assert!(detail.contains(part), "{detail}");
        refused.push(detail);
    }
    assert_eq!(refused.len(), 5);
    for wrong in [
        json!({"signing_alg": "rs256"}),
        json!({"signer": {"type": "other"}}),
        json!({"signing_alg": "es256", "timestamper": "x"}),
    ] {
        assert_problem(&sign_with(&bench, &key, wrong).await, 400, "bad_request");
    }
}

#[tokio::test]
async fn a_report_has_the_certificates_if_asked_and_they_end_when_the_options_say() {
    let bench = Bench::with(|options| options.certificate_days = Some(12)).await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let (status, answer) = bench.sign(&key, &manifest()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(report(&bench, &answer, json!({})).await.get("certificates").is_none());
    for mode in ["summary", "info", "detailed", "tree"] {
        let report = report(&bench, &answer, json!({"include_certificates": true, "mode": mode})).await;
        let certificates = report["certificates"].as_array().unwrap();
        assert_eq!(certificates.len(), 2, "{mode}: leaf and CA");
        assert!(
            certificates[0]
                .as_str()
                .unwrap()
                .starts_with("-----BEGIN CERTIFICATE-----")
        );
    }
    // A restart keeps them.
    let before = std::fs::read(bench.folder.path().join("data/que-uploader-sandbox/signer.pem")).unwrap();
    let bench = bench.restarted().await;
    let after = std::fs::read(bench.folder.path().join("data/que-uploader-sandbox/signer.pem")).unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_folder_of_an_earlier_version_keeps_its_certificates_and_gets_an_identity() {
    let bench = Bench::new().await;
    let anchor = bench.sandbox.trust_anchor_pem().to_owned();
    let own = bench.folder.path().join("data/que-uploader-sandbox");
    for file in ["identity.pem", "identity.key.pem"] {
        std::fs::remove_file(own.join(file)).unwrap();
    }
    let bench = bench.restarted().await;
    assert_eq!(bench.sandbox.trust_anchor_pem(), anchor);
    let key = bench.upload("a.jpg", jpeg()).await;
    let cawg = json!({"signing_alg": "es256", "referenced_assertions": ["c2pa.actions.v2"]});
    let (status, answer) = sign_with(&bench, &key, cawg).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(report(&bench, &answer, json!({})).await["validation_state"], "Trusted");
}
