//! What counts as an answer, and how much of it is kept.

use super::*;

#[tokio::test]
async fn every_name_of_the_upload_url_field_is_read() {
    let url = "https://bkt.s3.amazonaws.com/k?X-Amz-Signature=1";
    for body in [
        format!(r#"{{"url":"{url}","key":"k"}}"#),
        format!(r#"{{"uploadUrl":"{url}","key":"k"}}"#),
        format!(r#"{{"upload_url":"{url}","key":"k"}}"#),
        format!(r#"{{"URL":"{url}","key":"k"}}"#),
        format!(r#"{{"url":"{url}","uploadUrl":"{url}","key":"k","more":[1]}}"#),
    ] {
        let server = TestServer::answering(http_answer("200 OK", "application/json", &body));
        assert_eq!(
            que(&server.url("")).presign(&presign_request()).await.unwrap().key(),
            "k",
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_problem_keeps_its_fields() {
    let body = r#"{"type":"about:blank","title":"bad","status":422,"code":"engine_c2pa","detail":"unsupported type"}"#;
    let error = presign_error(http_answer(
        "422 Unprocessable Entity",
        "application/problem+json",
        body,
    ))
    .await;
    assert_eq!(
        (error.status(), error.code(), error.step()),
        (Some(422), Some("engine_c2pa"), Some(Step::Presign))
    );
    assert_eq!(error.detail().as_deref(), Some("unsupported type"));
    assert_eq!(
        error.to_string(),
        "Que could not process this file or manifest (422 engine_c2pa): unsupported type"
    );
    assert!(!error.is_temporary());
}

#[tokio::test]
async fn an_error_without_a_problem_document_keeps_its_status() {
    for (kind, body) in [
        ("application/problem+json", "{}"),
        ("text/html", "<html>nginx</html>"),
        ("text/plain", ""),
    ] {
        let error = presign_error(http_answer("503 Service Unavailable", kind, body)).await;
        assert_eq!(
            (error.status(), error.is_temporary(), error.detail()),
            (Some(503), true, None),
            "{kind}"
        );
    }
    let error = presign_error(http_answer("401 Unauthorized", "application/json", "[]")).await;
    assert_eq!(error.to_string(), "Que does not accept the API key (401)");
}

#[tokio::test]
async fn a_key_echoed_by_the_server_is_hidden() {
    let body = format!(r#"{{"code":"unauthorized","detail":"unknown key {KEY}"}}"#);
    let error = presign_error(http_answer("401 Unauthorized", "application/json", &body)).await;
    assert_eq!(error.detail().as_deref(), Some("unknown key (hidden)"));
}

/// Some servers escape letters that JSON need not escape: `+` as `\u002b`, `/` as `\/`.
#[tokio::test]
async fn a_key_echoed_with_escaped_letters_is_hidden() {
    let all: String = KEY.bytes().map(|byte| format!("\\u{byte:04X}")).collect();
    let first = format!("\\u{:04x}{}", KEY.as_bytes()[0], &KEY[1..]);
    for escaped in [all, first] {
        let body = format!(r#"{{"code":"unauthorized","detail":"a\/b: unknown key {escaped}"}}"#);
        let error = presign_error(http_answer("401 Unauthorized", "application/json", &body)).await;
        assert_eq!(error.detail().as_deref(), Some("a/b: unknown key (hidden)"));
    }
}

#[tokio::test]
async fn the_wait_of_a_429_is_read_in_every_form_and_the_longest_counts() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    for (header, body, least, max) in [
        ("Retry-After: 7\r\n".to_owned(), "{}", 7_000, 7_000),
        (format!("Retry-After: {date}\r\n"), "{}", 90_000, 100_000),
        (String::new(), r#"{"details":{"try_again_in_ms":5000}}"#, 5_000, 5_000),
        (String::new(), r#"{"details":{"try_again_in_ms":"5000"}}"#, 5_000, 5_000),
        (
            "Retry-After: 2\r\n".to_owned(),
            r#"{"details":{"try_again_in_ms":2500}}"#,
            2_500,
            2_500,
        ),
        (
            "Retry-After: 9\r\n".to_owned(),
            r#"{"details":{"try_again_in_ms":2500}}"#,
            9_000,
            9_000,
        ),
    ] {
        let length = body.len();
        let text = format!("HTTP/1.1 429 Too Many Requests\r\n{header}Content-Length: {length}\r\n\r\n{body}");
        let error = presign_error(text).await;
        let wait = error.retry_after().unwrap().as_millis();
        assert!((least..=max).contains(&wait), "{header} {body}: {wait}");
    }
    assert_eq!(
        presign_error(http_answer("429 Too Many", "text/plain", ""))
            .await
            .retry_after(),
        None
    );
}

#[tokio::test]
async fn a_200_that_is_not_an_answer_is_named_for_what_it_is() {
    for (kind, body, expected) in [
        (
            "text/html; charset=utf-8",
            "<html>Sign in</html>",
            ResponseFault::WebPage,
        ),
        ("application/json", "<!DOCTYPE html>", ResponseFault::WebPage),
        ("application/json", "", ResponseFault::Empty),
        ("application/json", "{\"url\":", ResponseFault::NotJson),
        (
            "application/json",
            "{\"url\":\"https://x/X-Amz-Signature\"}",
            ResponseFault::UnexpectedJson,
        ),
        (
            "application/json",
            "\"https://x/?X-Amz-Signature=1\"",
            ResponseFault::UnexpectedJson,
        ),
        (
            "application/json",
            "{\"url\":7,\"key\":\"k\"}",
            ResponseFault::UnexpectedJson,
        ),
    ] {
        let error = presign_error(http_answer("200 OK", kind, body)).await;
        let Error::Unexpected { what, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(*what, expected, "{body}");
        assert!(error.outcome_is_unknown());
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off_at_its_size_limit() {
    let server = TestServer::start(|mut peer, _| async move {
        peer.head().await;
        peer.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            .await;
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        while peer.send(chunk.as_bytes()).await {}
    });
    let error = que(&server.url("")).presign(&presign_request()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unexpected {
                what: ResponseFault::TooLarge(MAX_RESPONSE_BYTES),
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_plain_upload_url_on_another_computer_is_refused() {
    let body = r#"{"url":"http://192.0.2.1/bkt/k?X-Amz-Signature=1","key":"k"}"#;
    let error = presign_error(http_answer("200 OK", "application/json", body)).await;
    assert!(
        matches!(&error, Error::InsecureUrl { host } if host == "192.0.2.1"),
        "{error}"
    );
    let server = TestServer::answering(http_answer("200 OK", "application/json", body));
    let lenient = Que::builder(&server.url("")).allow_insecure_http(true).build().unwrap();
    assert!(lenient.presign(&presign_request()).await.is_ok());
    assert!(matches!(
        Que::builder("http://192.0.2.1").build(),
        Err(Error::InsecureUrl { .. })
    ));
}

#[tokio::test]
async fn unusable_values_in_an_answer_are_explained() {
    let url = "https://b.s3.amazonaws.com/k?X-Amz-Signature=1";
    for (url, key, words) in [
        (url.to_owned(), "k".repeat(1025), "more than 1,024 bytes"),
        (url.to_owned(), "a\0b".to_owned(), "NUL"),
        (
            format!("{url}{}", "0".repeat(17_000)),
            "k".to_owned(),
            "longer than any",
        ),
        (
            "https://u:p@b.s3.amazonaws.com/k".to_owned(),
            "k".to_owned(),
            "a user name or a password",
        ),
    ] {
        let body = serde_json::json!({ "url": url, "key": key }).to_string();
        let error = presign_error(http_answer("200 OK", "application/json", &body)).await;
        assert!(
            matches!(
                &error,
                Error::Unexpected {
                    what: ResponseFault::InvalidValue(_),
                    ..
                }
            ) && error.to_string().contains(words),
            "{error}"
        );
    }
    let many = format!(
        "{{\"url\":\"{url}\",\"key\":\"k\",\"more\":[{}0]}}",
        "0,".repeat(200_000)
    );
    let error = presign_error(http_answer("200 OK", "application/json", &many)).await;
    assert!(error.to_string().contains("more than 200000 values"), "{error}");
}

#[tokio::test]
async fn long_signing_answers_are_trimmed_and_an_invalid_uri_is_refused() {
    let sign = |body: String| async move {
        let server = TestServer::answering(http_answer("200 OK", "application/json", &body));
        let asset = AssetRef::Url {
            url: "https://example.com".to_owned(),
        };
        let request = SignRequest {
            asset,
            mode: SignMode::ServerMeasure,
            manifest_json: None,
            cawg: None,
            allow_insecure_remote_http: None,
            limits: None,
        };
        que(&server.url("")).sign(&request).await
    };
    let long = "x".repeat(500_000);
    let answer = serde_json::json!({ "assurance": long, "evidence": { "chain": long }, "asset_s3_uri": "s3://b/k" });
    let signed = sign(answer.to_string()).await.unwrap();
    assert_eq!(signed.assurance.unwrap().chars().count(), 101);
    assert!(signed.evidence.unwrap().to_string().contains("more than 65536 bytes"));
    for uri in [format!("s3://b/{}", "k".repeat(2000)), "s3://b/a\0b".to_owned()] {
        let error = sign(serde_json::json!({ "asset_s3_uri": uri }).to_string())
            .await
            .unwrap_err();
        assert!(error.to_string().contains("the address of the signed copy"), "{error}");
        assert!(
            error.outcome_is_unknown(),
            "it was signed, even if the answer is unusable"
        );
    }
}

#[tokio::test]
async fn verify_reads_a_report_as_text_or_object_and_sign_a_missing_uri() {
    let asset = AssetRef::Object {
        bucket: "b".to_owned(),
        key: "k".to_owned(),
    };
    for body in [r#"{"report":"{\"a\":1}"}"#, r#"{"report":{"a":1}}"#] {
        let server = TestServer::answering(http_answer("200 OK", "application/json", body));
        let request = VerifyRequest {
            asset: asset.clone(),
            mode: VerifyMode::Summary,
            allow_remote_manifests: None,
            allow_insecure_remote_http: None,
            include_certificates: None,
            cawg: None,
            limits: None,
        };
        assert_eq!(
            que(&server.url("")).verify(&request).await.unwrap().report,
            r#"{"a":1}"#
        );
    }
    let server = TestServer::answering(http_answer("200 OK", "application/json", r#"{"asset_s3_uri":null}"#));
    let request = SignRequest {
        asset,
        mode: SignMode::ServerMeasure,
        manifest_json: None,
        cawg: None,
        allow_insecure_remote_http: None,
        limits: None,
    };
    assert_eq!(
        que(&server.url("")).sign(&request).await.unwrap(),
        SignResponse::default()
    );
}

#[tokio::test]
async fn a_server_without_downloads_is_reported_as_such() {
    let server = TestServer::answering(http_answer("404 Not Found", "text/plain", ""));
    let object = PresignDownloadRequest {
        bucket: "b".to_owned(),
        key: "k".to_owned(),
    };
    let error = que(&server.url("")).presign_download(&object).await.unwrap_err();
    assert_eq!(error.to_string(), "this Que server does not offer download URLs (404)");
    assert!(error.hint().contains("S3 address"));
}

#[tokio::test]
async fn a_200_with_a_problem_document_is_an_error_and_no_signature() {
    for (kind, body) in [
        (
            "application/problem+json",
            r#"{"title":"x","detail":"the engine is down"}"#,
        ),
        (
            "application/json",
            r#"{"status":503,"detail":"the engine is down","code":"service_unavailable"}"#,
        ),
        ("application/json", r#"{"error":{"message":"the engine is down"}}"#),
    ] {
        let server = TestServer::answering(http_answer("200 OK", kind, body));
        let que = Que::builder(&server.url("")).build().unwrap();
        let request = SignRequest {
            asset: AssetRef::Object {
                bucket: "b".to_owned(),
                key: "k".to_owned(),
            },
            mode: SignMode::ServerMeasure,
            manifest_json: None,
            cawg: None,
            allow_insecure_remote_http: None,
            limits: None,
        };
        let error = que.sign(&request).await.unwrap_err();
        assert!(matches!(error, Error::Problem { .. }), "{body}: {error:?}");
        assert!(error.to_string().contains("the engine is down"), "{error}");
        assert!(error.outcome_is_unknown(), "it may have been signed: {body}");
    }
}
