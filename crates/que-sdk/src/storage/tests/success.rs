//! Which 2xx means that the file is stored.

use super::*;

#[tokio::test]
async fn an_upload_stored_with_other_bytes_is_no_success() {
    const RIGHT: &str = "9dd4e461268c8034f5c8564e155c67a6"; // MD5 of "x"
    const WRONG: &str = "9dd4e461268c8034f5c8564e155c67a7";
    let stored =
        |etag: &str, more: &str| format!("HTTP/1.1 200 OK\r\nETag: \"{etag}\"\r\n{more}Content-Length: 0\r\n\r\n");
    for (etag, more, check_md5, fits) in [
        (RIGHT, "", true, true),
        (WRONG, "", true, false),
        (WRONG, "", false, true),
        (WRONG, "x-amz-server-side-encryption: AES256\r\n", true, false),
        (WRONG, "x-amz-server-side-encryption: aws:kms\r\n", true, true),
        ("9dd4e461268c8034f5c8564e155c67a7-1", "", true, true),
    ] {
        let server = TestServer::answering(stored(etag, more));
        let mut upload = Upload::to(&server);
        upload.options.check_md5 = check_md5;
        upload.write(b"x");
        match upload.put().await {
            Ok(stored) => assert!(fits && stored.etag.as_deref() == Some(etag), "{etag} {more}"),
            Err(error) => {
                assert!(!fits, "{etag} {more} {error:?}");
                let Error::ContentMismatch { sent_md5, stored_md5 } = &error else {
                    panic!("{error:?}")
                };
                assert_eq!((sent_md5.as_str(), stored_md5.as_str()), (RIGHT, WRONG));
                assert_eq!(error.to_string(), "the stored object differs from the bytes sent");
                assert!(error.hint().starts_with("Upload it again"));
                assert!(error.needs_new_url() && !error.nothing_was_sent());
                assert!(
                    error.outcome_is_unknown() && upload.progress.may_be_stored(),
                    "an object may exist anyway"
                );
            }
        }
        assert_eq!(server.connections(), 1, "not retried here");
    }
}

#[tokio::test]
async fn a_web_page_is_not_taken_for_a_stored_file() {
    let server = TestServer::answering(answer("200 OK", "text/html", "<html>Sign in to the hotel</html>"));
    let upload = Upload::to(&server);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unexpected {
                what: ResponseFault::WebPage,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_2xx_without_an_etag_is_a_success_only_with_a_known_success_body() {
    let compressed = "\u{1f}\u{7f}\0\u{8}";
    for (body, is_stored) in [
        ("", true),
        ("stored", true),
        (r#"{"Key":"bkt/uploads/a b.jpg"}"#, true),
        ("<PutObjectResult/>", true),
        (r#"{"ok":true,"message":"done"}"#, true),
        (r#"{"url":"https://hotel.example/login"}"#, false),
        (r#"{"key":"uploads/a b.jpg","reason":"quota exceeded"}"#, false),
        (r#"{"ok":true,"stored":false}"#, false),
        ("Access denied by policy", false),
        ("<p>please sign in", false),
        ("window.location='https://hotel.example'", false),
        (
            "<AccessDeniedResponse><Message>x</Message></AccessDeniedResponse>",
            false,
        ),
        ("<error><code>InternalError</code></error>", false),
        (r#"[{"errors":["x"]}]"#, false),
        (r#"{"status":"error"}"#, false),
        (compressed, false),
    ] {
        let length = body.len();
        let server = TestServer::answering(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"));
        let upload = Upload::to(&server);
        upload.write(b"a photo");
        match upload.put().await {
            Ok(_) => assert!(is_stored, "{body}"),
            Err(error) => {
                assert!(!is_stored, "{body}: {error}");
                assert!(error.outcome_is_unknown(), "{body}: {error}");
                if body.starts_with("Access") {
                    assert!(error.to_string().ends_with(": Access denied by policy"), "{error}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_web_page_with_its_own_etag_is_not_taken_for_a_stored_file() {
    // The MD5 of the uploaded file.
    let md5 = "\"1e171d1320221d0ef1133a398fb1d4be\"";
    for (etag, more, is_stored) in [
        ("\"65f1c2-2b\"", "", false),
        ("W/\"65f1c2-2b\"", "", false),
        ("\"d41d8cd98f00b204e9800998ecf8427e\"", "", false),
        (md5, "", true),
        ("\"65f1c2-2b\"", "x-amz-request-id: 4442587FB7D0A2F9\r\n", true),
    ] {
        for body in ["<!DOCTYPE html><p>Sign in", r#"{"error":"quota"}"#] {
            let length = body.len();
            let answer = format!("HTTP/1.1 200 OK\r\nETag: {etag}\r\n{more}Content-Length: {length}\r\n\r\n{body}");
            let server = TestServer::answering(answer);
            let upload = Upload::to(&server);
            upload.write(b"a photo");
            let outcome = upload.put().await;
            assert_eq!(outcome.is_ok(), is_stored, "{etag} {more} {body}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn an_oversized_etag_is_ignored() {
    for (length, is_kept) in [(256, true), (257, false), (300_000, false)] {
        let server = TestServer::answering(format!(
            "HTTP/1.1 200 OK\r\nETag: \"{}\"\r\nContent-Length: 0\r\n\r\n",
            "a".repeat(length)
        ));
        let upload = Upload::to(&server);
        upload.write(b"x");
        assert_eq!(upload.put().await.unwrap().etag.is_some(), is_kept, "{length}");
    }
}
