//! The API's calls and their errors.

use super::*;

#[tokio::test]
async fn health_needs_no_key_and_everything_else_does() {
    let bench = Bench::new().await;
    let url = |path: &str| format!("{}{path}", bench.sandbox.api_url());
    let health: Value = bench
        .client
        .get(url("/healthz"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(health["status"], "healthy");
    assert!(health["timestamp"].as_i64().unwrap() > 1_700_000_000);
    for (path, key) in [
        ("/v1/sign", None),
        ("/v1/assets/presign", Some("wrong")),
        ("/v1/verify", Some("")),
    ] {
        let mut request = bench.client.post(url(path)).body("{}");
        if let Some(key) = key {
            request = request.header("x-api-key", key);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert_problem(&(answer.status(), answer.json().await.unwrap()), 401, "unauthorized");
    }
    let answer = bench.client.get(url("/v1/trust-list")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_trust_list_holds_the_sandboxs_authority() {
    let bench = Bench::new().await;
    let list: Value = bench.get("/v1/trust-list").send().await.unwrap().json().await.unwrap();
    assert_eq!(list["data"]["cas"], json!([bench.sandbox.trust_anchor_pem()]));
    assert_eq!(list["data"]["policy"]["default"], "allow");
    assert!(list["issued_at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
}

#[tokio::test]
async fn unknown_paths_and_methods_get_problem_documents() {
    let bench = Bench::new().await;
    assert_problem(&bench.call("/v2/nothing", &json!({})).await, 404, "not_found");
    let answer = bench.get("/v1/sign").send().await.unwrap();
    assert_problem(
        &(answer.status(), answer.json().await.unwrap()),
        405,
        "method_not_allowed",
    );
}

#[tokio::test]
async fn malformed_requests_get_400() {
    let bench = Bench::new().await;
    for (path, body) in [
        ("/v1/sign", "{not json"),
        ("/v1/sign", r#"{"asset": {"bucket": "b"}}"#),
        (
            "/v1/sign",
            r#"{"asset": {"bucket": "b", "key": "k"}, "mode": "by_magic"}"#,
        ),
        ("/v1/verify", "[]"),
        ("/v1/verify", ""),
        ("/v1/assets/presign", "{not json"),
        ("/v1/assets/presign", r#"{"filename": 7}"#),
        ("/v1/assets/presign-download", "{}"),
    ] {
        let answer = bench.post(path).body(body).send().await.unwrap();
        assert_problem(&(answer.status(), answer.json().await.unwrap()), 400, "bad_request");
    }
    let answer = bench.post("/v1/verify").body(vec![0xff, 0xfe]).send().await.unwrap();
    assert_problem(&(answer.status(), answer.json().await.unwrap()), 400, "bad_request");
}

#[tokio::test]
async fn api_requests_are_limited_in_size() {
    let bench = Bench::new().await;
    let answer = bench
        .post("/v1/sign")
        .body(vec![b' '; (1 << 20) + 1])
        .send()
        .await
        .unwrap();
    assert_problem(
        &(answer.status(), answer.json().await.unwrap()),
        413,
        "payload_too_large",
    );
}

#[tokio::test]
async fn presign_accepts_no_body_an_empty_one_and_a_file_name() {
    let bench = Bench::new().await;
    for body in [
        "",
        "  ",
        "null",
        "{}",
        r#"{"filename": null}"#,
        r#"{"filename": ""}"#,
        r#"{"something": "else"}"#,
    ] {
        let answer = bench.post("/v1/assets/presign").body(body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{body}");
        let answer: Value = answer.json().await.unwrap();
        assert!(answer["key"].as_str().unwrap().starts_with("uploads/"));
        assert!(
            answer["url"].as_str().unwrap().contains("X-Amz-SignedHeaders=host&"),
            "without a name no Content-Type is signed"
        );
    }
    let (url, key) = bench.presign(Some("holiday photo.JPG")).await;
    assert!(key.ends_with("/holiday_photo.JPG"), "{key}");
    assert!(
        url.starts_with(&format!("{}/que-sandbox-assets/{key}?", bench.sandbox.s3_url())),
        "{url}"
    );
    assert!(url.contains("X-Amz-SignedHeaders=content-type%3Bhost"), "{url}");
    assert!(url.contains("X-Amz-Expires=900&"), "{url}");
}

#[tokio::test]
async fn sign_and_verify_answer_404_for_missing_objects() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    for (bucket, key) in [
        (bench.sandbox.bucket(), "uploads/nothing.jpg"),
        ("another-bucket", key.as_str()),
        (bench.sandbox.bucket(), "../../keys.json"),
        (bench.sandbox.bucket(), "/etc/passwd"),
        (bench.sandbox.bucket(), "uploads"),
        (bench.sandbox.bucket(), ""),
        ("..", "keys.json"),
    ] {
        let asset = json!({"bucket": bucket, "key": key});
        let manifest = manifest().to_string();
        assert_problem(
            &bench.call("/v1/verify", &json!({"asset": asset})).await,
            404,
            "not_found",
        );
        let request = json!({"asset": asset, "manifest_json": manifest});
        assert_problem(&bench.call("/v1/sign", &request).await, 404, "not_found");
        assert_problem(
            &bench.call("/v1/assets/presign-download", &asset).await,
            404,
            "not_found",
        );
    }
}

#[tokio::test]
async fn sign_refuses_unsupported_requests() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let asset = json!({"bucket": bench.sandbox.bucket(), "key": key});
    let manifest = manifest().to_string();
    let sign = async |request: Value| bench.call("/v1/sign", &request).await;

    assert_problem(
        &sign(json!({"asset": asset, "mode": "client_hash"})).await,
        501,
        "not_implemented",
    );
    let detail = assert_problem(&sign(json!({"asset": asset})).await, 400, "bad_request");
    assert!(detail.contains("manifest_json"), "{detail}");
    let by_url = json!({"asset": {"url": "https://example.com/a.jpg"}, "manifest_json": manifest});
    let detail = assert_problem(&sign(by_url).await, 400, "bad_request");
    assert!(detail.contains("disabled"), "{detail}");

    for broken in [
        "{",
        "[]",
        "",
        r#"{"title": 7}"#,
        r#"{"assertions": {}}"#,
        r#"{"assertions": [{"label": "a"}]}"#,
    ] {
        assert_problem(
            &sign(json!({"asset": asset, "manifest_json": broken})).await,
            400,
            "engine_json",
        );
    }
    for limits in [
        json!({"max_asset_size_bytes": 0}),
        json!({"max_output_size_bytes": (1u64 << 30) + 1}),
        json!({"stream_timeout_ms": 999}),
        json!({"max_asset_size_bytes": -1}),
    ] {
        let request = json!({"asset": asset, "manifest_json": manifest, "limits": limits});
        assert_problem(&sign(request).await, 400, "bad_request");
    }
    let small = json!({"asset": asset, "manifest_json": manifest, "limits": {"max_asset_size_bytes": 100}});
    let detail = assert_problem(&sign(small).await, 422, "engine_c2pa");
    assert!(detail.contains(&format!("{} bytes", jpeg().len())), "{detail}");
    let small = json!({"asset": asset, "manifest_json": manifest, "limits": {"max_output_size_bytes": 300}});
    let detail = assert_problem(&sign(small).await, 422, "engine_c2pa");
    assert!(detail.contains("signed copy"), "{detail}");
    let max = json!({"asset": asset, "manifest_json": manifest, "limits": {"max_asset_size_bytes": 1u64 << 30}});
    assert_eq!(sign(max).await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_key_check_reads_no_body() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let bench = Bench::new().await;
    let address = bench.sandbox.api_url().trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = "POST /v1/sign HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\nexpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
}
