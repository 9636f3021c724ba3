//! What the storage refuses, and when.

use super::*;

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    let bench = Bench::new().await;
    let (url, key) = bench.presign(Some("a.jpg")).await;
    let put = async |url: &str, content_type: &str| {
        bench
            .client
            .put(url)
            .header("content-type", content_type)
            .body(jpeg())
            .send()
            .await
            .unwrap()
    };
    let forged = format!("{}0000", &url[..url.len() - 4]);
    assert_s3_error(put(&forged, "image/jpeg").await, 403, "SignatureDoesNotMatch", "").await;
    assert_s3_error(
        put(&url.replace("a.jpg", "b.jpg"), "image/jpeg").await,
        403,
        "SignatureDoesNotMatch",
        "",
    )
    .await;
    assert_s3_error(
        put(&url, "image/png").await,
        403,
        "SignatureDoesNotMatch",
        "Check your key and signing method",
    )
    .await;
    let other_method = bench
        .client
        .get(&url)
        .header("content-type", "image/jpeg")
        .send()
        .await
        .unwrap();
    assert_s3_error(other_method, 403, "SignatureDoesNotMatch", "").await;
    let unsigned = format!("{}/{}/{key}", bench.sandbox.s3_url(), bench.sandbox.bucket());
    assert_s3_error(put(&unsigned, "image/jpeg").await, 403, "AccessDenied", "").await;
    let deleted = bench.client.delete(&url).send().await.unwrap();
    assert_s3_error(deleted, 405, "MethodNotAllowed", "").await;
    assert_problem(
        &bench
            .call(
                "/v1/verify",
                &json!({"asset": {"bucket": bench.sandbox.bucket(), "key": key}}),
            )
            .await,
        404,
        "not_found",
    );
}

#[tokio::test]
async fn an_expired_url_is_refused() {
    let bench = Bench::with(|options| options.presign_ttl = Duration::from_secs(1)).await;
    let (url, _) = bench.presign(None).await;
    assert!(url.contains("X-Amz-Expires=1&"), "{url}");
    let past = jiff::Timestamp::now() - jiff::SignedDuration::from_secs(60);
    let url = bench.put_url(bench.sandbox.bucket(), "uploads/late.jpg", past);
    let put = bench.client.put(url).body(jpeg()).send().await.unwrap();
    assert_s3_error(put, 403, "AccessDenied", "Request has expired").await;
}

#[tokio::test]
async fn an_amazon_header_that_was_not_signed_is_refused() {
    let bench = Bench::new().await;
    let (url, _) = bench.presign(None).await;
    for header in ["x-amz-meta-title", "x-amz-acl", "x-amz-checksum-sha256"] {
        let put = bench
            .client
            .put(&url)
            .header(header, "a")
            .body(jpeg())
            .send()
            .await
            .unwrap();
        assert_s3_error(
            put,
            403,
            "AccessDenied",
            "headers present in the request which were not signed",
        )
        .await;
    }
}

#[tokio::test]
async fn a_body_without_a_length_is_refused() {
    let bench = Bench::new().await;
    let (url, _) = bench.presign(None).await;
    let body = reqwest::Body::wrap_stream(stream::iter([Ok::<_, std::io::Error>("chunk"), Ok("ed")]));
    let put = bench.client.put(&url).body(body).send().await.unwrap();
    assert_s3_error(put, 411, "MissingContentLength", "Content-Length").await;
}

#[tokio::test]
async fn a_missing_bucket_is_not_created() {
    let bench = Bench::new().await;
    let url = bench.put_url("some-other-bucket", "a.jpg", jiff::Timestamp::now());
    let put = bench.client.put(url).body(jpeg()).send().await.unwrap();
    assert_s3_error(put, 404, "NoSuchBucket", "does not exist").await;
    assert!(!bench.folder.path().join("data/objects/some-other-bucket").exists());
}

#[tokio::test]
async fn a_missing_object_is_no_such_key() {
    let bench = Bench::new().await;
    let url = bench.sandbox.presigner.url(&Permission {
        method: "GET",
        bucket: bench.sandbox.bucket(),
        key: "uploads/nothing.jpg",
        content_type: None,
        from: jiff::Timestamp::now(),
        lifetime: Duration::from_secs(30),
    });
    let got = bench.client.get(url).send().await.unwrap();
    assert_s3_error(got, 404, "NoSuchKey", "does not exist").await;
}

#[tokio::test]
async fn a_damaged_body_is_refused_and_leaves_nothing() {
    let bench = Bench::new().await;
    let (url, key) = bench.presign(None).await;
    let put = bench
        .client
        .put(&url)
        .header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")
        .body("not nothing");
    assert_s3_error(put.send().await.unwrap(), 400, "BadDigest", "").await;
    let answer = bench
        .call(
            "/v1/assets/presign-download",
            &json!({"bucket": bench.sandbox.bucket(), "key": key}),
        )
        .await;
    assert_problem(&answer, 404, "not_found");
}

/// Sends the head of a PUT by hand and reads the first answer.
pub(super) async fn first_answer(bench: &Bench, url: &str, headers: &str) -> (TcpStream, String) {
    let address = bench.sandbox.s3_url().trim_start_matches("http://");
    let path = url.split(address).nth(1).unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("PUT {path} HTTP/1.1\r\nhost: {address}\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut answer))
        .await
        .unwrap()
        .unwrap();
    (stream, String::from_utf8_lossy(&answer[..read]).into_owned())
}

#[tokio::test]
async fn refusals_come_at_once_without_100_continue() {
    let bench = Bench::new().await;
    let (good, _) = bench.presign(None).await;
    let forged = format!("{}0000", &good[..good.len() - 4]);
    let too_large = format!("content-length: {}\r\n", (5_u64 << 30) + 1);
    let expecting = format!("{too_large}expect: 100-continue\r\n");
    for (url, headers, status, code) in [
        (&good, too_large.as_str(), "400", "EntityTooLarge"),
        (&good, expecting.as_str(), "400", "EntityTooLarge"),
        (
            &forged,
            "content-length: 1000000\r\nexpect: 100-continue\r\n",
            "403",
            "SignatureDoesNotMatch",
        ),
        (
            &good,
            "content-length: 9\r\nx-amz-acl: private\r\nexpect: 100-continue\r\n",
            "403",
            "AccessDenied",
        ),
        (
            &good,
            "transfer-encoding: chunked\r\nexpect: 100-continue\r\n",
            "411",
            "MissingContentLength",
        ),
        (&good, "", "411", "MissingContentLength"),
    ] {
        let (_stream, answer) = first_answer(&bench, url, headers).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{headers}: {answer}"
        );
        assert!(answer.contains(code), "{headers}: {answer}");
    }
}
