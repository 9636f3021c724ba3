//! Answers whose status and body contradict each other.

use super::downloads::{download, names};
use super::proxies::put_through_proxy;
use super::*;

const ERROR: &str = "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";

async fn put_answered(answer: String) -> (Result<Stored>, bool) {
    put_of(b"small", answer).await
}

async fn put_of(bytes: &[u8], answer: String) -> (Result<Stored>, bool) {
    let server = TestServer::answering(answer);
    let upload = Upload::to(&server);
    upload.write(bytes);
    let outcome = upload.put().await;
    (outcome, upload.progress.may_be_stored())
}

fn chunked(status: &str, more: &str, pieces: &[&str]) -> String {
    let mut text = format!("HTTP/1.1 {status}\r\n{more}Transfer-Encoding: chunked\r\n\r\n");
    for piece in pieces {
        text.push_str(&format!("{:x}\r\n{piece}\r\n", piece.len()));
    }
    text + "0\r\n\r\n"
}

#[tokio::test]
async fn a_200_with_an_error_body_is_not_stored() {
    let declared = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{ERROR}");
    let named = ERROR.replace("<Error>", "<Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    let long = format!("<Error><Code>SlowDown</Code><HostId>{}", "x".repeat(300_000));
    let answers = [
        answer("200 OK", "application/xml", ERROR),
        answer("200 OK", "", ERROR),
        answer("201 Created", "application/octet-stream", &declared),
        answer("200 OK", "text/html", &named),
        // While S3 works it sends blanks to keep the connection alive, after its headers.
        chunked("200 OK", "", &[" ", " \r\n ", "\n", ERROR]),
        chunked("200 OK", "ETag: \"abc\"\r\n", &[ERROR]),
        answer("200 OK", "application/xml", &long),
        // Cut off midway.
        format!("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{ERROR}").replace("</Error>", ""),
    ];
    for text in answers {
        let (outcome, may_be_stored) = put_answered(text.clone()).await;
        let error = outcome.unwrap_err();
        assert_eq!(
            (error.status().unwrap() / 100, error.code()),
            (2, Some("SlowDown")),
            "{text}"
        );
        assert!(
            error.is_temporary() && error.effective_status() == Some(503),
            "{error:?}"
        );
        assert!(
            !may_be_stored && !error.outcome_is_unknown(),
            "the storage says so itself"
        );
        assert!(
            error.to_string().starts_with("the storage asks to slow down (20"),
            "{error}"
        );
    }
    let accident = ERROR.replace("SlowDown", "InternalError");
    let (outcome, may_be_stored) = put_answered(answer("200 OK", "application/xml", &accident)).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the storage reported an error, so the file is not stored (200 InternalError): Please reduce your request rate."
    );
    assert!(
        may_be_stored && error.outcome_is_unknown(),
        "after a server error it does not know"
    );
}

#[tokio::test]
async fn a_2xx_without_an_etag_and_with_a_foreign_error_body_is_not_stored() {
    let problem = r#"{"type":"about:blank","title":"forbidden","status":403,"detail":"not yours"}"#;
    let (outcome, doubt) = put_answered(answer("200 OK", "application/problem+json", problem)).await;
    let error = outcome.unwrap_err();
    assert!(
        error.to_string().contains("not yours") && error.is_temporary() && doubt,
        "{error}"
    );
    let (outcome, _) = put_answered(answer("200 OK", "application/json", r#"{"message":"Forbidden"}"#)).await;
    assert!(outcome.unwrap_err().to_string().contains("Forbidden"));
    for (page, kind) in [
        ("<!-- portal --><html><title>Sign in</title></html>", "application/xml"),
        ("Welcome to the hotel", "text/html; charset=utf-8"),
    ] {
        let (outcome, doubt) = put_answered(answer("200 OK", kind, page)).await;
        let error = outcome.unwrap_err();
        let is_page = matches!(
            error,
            Error::Unexpected {
                what: ResponseFault::WebPage,
                ..
            }
        );
        assert!(is_page && doubt, "{error:?}");
    }
    // A large body waits for `100 Continue`, and the error comes instead.
    let (outcome, doubt) = put_of(&vec![7; 2 << 20], answer("200 OK", "application/xml", ERROR)).await;
    assert_eq!((outcome.unwrap_err().code(), doubt), (Some("SlowDown"), false));
}

#[tokio::test]
async fn a_success_without_an_etag_counts_if_nothing_contradicts_it() {
    for text in [
        answer("200 OK", "", ""),
        answer("201 Created", "application/json", r#"{"Key":"bkt/uploads/a b.jpg"}"#),
        "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
        "HTTP/1.1 204 No Content\r\nETag: \"abc\"\r\n\r\n".to_owned(),
        chunked("200 OK", "", &["stored"]),
        // With an ETag even an odd status is a success.
        "HTTP/1.1 202 Accepted\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n".to_owned(),
    ] {
        let (outcome, doubt) = put_answered(text.clone()).await;
        assert!(outcome.is_ok() && !doubt, "{text}: {outcome:?}");
    }
    for (text, is_status) in [
        // Accepted does not mean stored.
        (answer("202 Accepted", "", ""), true),
        (answer("207 Multi-Status", "application/xml", "<multistatus/>"), true),
        // The missing rest could have said anything.
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<Er".to_owned(), false),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(),
            false,
        ),
    ] {
        let (outcome, doubt) = put_answered(text.clone()).await;
        let error = outcome.unwrap_err();
        assert!(doubt && error.outcome_is_unknown(), "{text}: {error:?}");
        assert_eq!(error.status().is_some(), is_status, "{text}: {error:?}");
    }
}

/// The MD5 of what [`put_answered`] sends.
const MD5: &str = "eb5c1399a871211c7e7ed732d15e3a8b";

fn headed(status: &str, headers: &[&str], body: &str) -> String {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn an_empty_2xx_from_a_storage_is_a_success_whatever_its_type() {
    const HTML: &str = "Content-Type: text/html; charset=UTF-8";
    const OTHER: &str = "ETag: \"aaaabbbbccccddddeeeeffff00001111\"";
    for text in [
        headed("200 OK", &[HTML], ""),
        headed("200 OK", &[HTML], "\r\n"),
        headed("201 Created", &[HTML, "Location: /bucket/x"], ""),
        headed("200 OK", &[HTML, "x-amz-request-id: tx0001"], ""),
        headed("200 OK", &[HTML, OTHER, "x-amz-server-side-encryption: aws:kms"], ""),
        headed("200 OK", &[HTML, "ETag: \"0x8DCF00D\""], ""),
        headed(
            "200 OK",
            &[
                HTML,
                "x-goog-generation: 1700000",
                "x-goog-hash: md5=61wTmahxIRx+ftcy0V46iw==",
            ],
            "",
        ),
        format!("HTTP/1.1 204 No Content\r\n{HTML}\r\nx-amz-request-id: t\r\n\r\n"),
        headed("200 OK", &["Content-Type: application/problem+json"], ""),
        headed("200 OK", &["Content-Type: application/javascript"], ""),
    ] {
        let (outcome, doubt) = put_answered(text.clone()).await;
        assert!(outcome.is_ok() && !doubt, "{text}: {outcome:?}");
    }
}

#[tokio::test]
async fn an_unknown_body_with_a_foreign_etag_is_no_success() {
    for (status, body) in [
        ("200 OK", "Upload blocked: virus found"),
        (
            "200 OK",
            "<soap:Envelope xmlns:soap=\"x\"><soap:Fault>Denied</soap:Fault></soap:Envelope>",
        ),
        (
            "200 OK",
            "<?xml version=\"1.0\"?><WISPAccessGatewayParam><LoginURL>x</LoginURL></WISPAccessGatewayParam>",
        ),
        ("200 OK", "<Denied>no</Denied>"),
        ("200 OK", "<svg>blocked</svg>"),
        ("200 OK", r#"{"errorMessage":"denied","errorType":"x"}"#),
        ("200 OK", r#"{"key":"uploads/a b.jpg","reason":"quota exceeded"}"#),
        ("202 Accepted", "queued"),
    ] {
        for etag in ["\"65f-2b\"", "W/\"65f-2b\""] {
            let (outcome, doubt) = put_answered(headed(status, &[&format!("ETag: {etag}")], body)).await;
            let error = outcome.unwrap_err();
            assert!(doubt && error.outcome_is_unknown(), "{body}: {error:?}");
            let is_unclear = matches!(
                error,
                Error::Unexpected {
                    what: ResponseFault::Unconfirmed(_),
                    ..
                }
            );
            assert!(is_unclear, "{body}: {error:?}");
        }
        // The MD5 of what was sent is proof enough, in any header.
        let by_google = "x-goog-hash: md5=61wTmahxIRx+ftcy0V46iw==".to_owned();
        for mark in [format!("ETag: \"{MD5}\""), by_google] {
            let (outcome, _) = put_answered(headed(status, &[&mark], body)).await;
            assert!(outcome.is_ok(), "{body}: {outcome:?}");
        }
    }
    let receipt = r#"{"hash":"FpLi","key":"uploads/a b.jpg"}"#;
    let (outcome, _) = put_answered(headed("200 OK", &["ETag: \"FpLi\""], receipt)).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn a_mismatched_hash_beside_the_etag_is_no_success() {
    for header in [
        "Content-MD5: MDAwMDAwMDAwMDAwMDAwMA==",
        "x-goog-hash: md5=MDAwMDAwMDAwMDAwMDAwMA==",
        "x-goog-hash: crc32c=AAAAAA==,md5=MDAwMDAwMDAwMDAwMDAwMA==",
    ] {
        for etag in ["ETag: \"0x8DCF00D\"".to_owned(), format!("ETag: \"{MD5}\"")] {
            let (outcome, doubt) = put_answered(headed("201 Created", &[&etag, header], "")).await;
            assert!(
                doubt && matches!(outcome, Err(Error::ContentMismatch { .. })),
                "{header}: {outcome:?}"
            );
        }
    }
    let (outcome, _) = put_answered(headed("201 Created", &["Content-MD5: 61wTmahxIRx+ftcy0V46iw=="], "")).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    // The MD5 of the empty answer.
    let (outcome, _) = put_answered(headed("200 OK", &["Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg=="], "")).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn a_redirect_without_a_location_quotes_the_storage() {
    let body = "<Error><Code>PermanentRedirect</Code><Message>Use the specified endpoint.</Message>\
                <Endpoint>bkt.s3.eu-west-1.amazonaws.com</Endpoint></Error>";
    for status in ["301 Moved Permanently", "307 Temporary Redirect"] {
        let (outcome, _) = put_answered(answer(status, "application/xml", body)).await;
        let error = outcome.unwrap_err();
        let shown = error.to_string();
        assert_eq!(error.code(), Some("PermanentRedirect"));
        assert!(
            shown.contains("Use the specified endpoint. (bkt.s3.eu-west-1.amazonaws.com)"),
            "{shown}"
        );
        assert!(
            error.hint().contains("region") && !error.is_temporary(),
            "{}",
            error.hint()
        );
    }
    let (outcome, _) = put_answered(answer("301 Moved Permanently", "", "")).await;
    assert!(matches!(outcome.unwrap_err(), Error::Redirected { host: None, .. }));
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_is_reported_with_a_hint_over_plain_http_too() {
    let proxy = TestServer::answering(answer(
        "407 Proxy Authentication Required",
        "text/html",
        "<html></html>",
    ));
    let error = put_through_proxy(&proxy, "http").await.unwrap_err();
    assert_eq!(error.to_string(), "the proxy asks for a user name and a password (407)");
    assert!(error.proxy_auth_required() && !error.is_temporary());
    assert!(error.hint().contains("HTTPS_PROXY"), "{}", error.hint());
    assert_eq!(proxy.connections(), 1);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_larger_than_its_metadata_says_is_not_sent() {
    let (server, seen) = taking_server();
    let upload = Upload::to(&server);
    let path = Path::new("/proc/version");
    assert_eq!(std::fs::metadata(path).unwrap().len(), 0, "and it has a line of text");
    let whole = UploadBody::read_into_memory(path, 1 << 20, true)
        .map(|_| ())
        .unwrap_err();
    let put = upload.storage.put(
        &upload.presigned,
        UploadBody::file(path),
        &upload.options,
        &upload.progress,
        &upload.cancel,
    );
    for error in [whole, put.await.unwrap_err()] {
        let grew = matches!(
            error,
            Error::FileChanged {
                change: FileChange::Grew,
                expected_bytes: 0,
                ..
            }
        );
        assert!(grew, "{error:?}");
    }
    assert_eq!((seen.lock().unwrap().len(), server.connections()), (0, 0));
}

#[tokio::test]
async fn a_file_that_only_changes_its_modification_time_is_still_the_same_file() {
    let go = Arc::new(tokio::sync::Notify::new());
    let held = go.clone();
    let server = TestServer::start(move |mut peer, _| {
        let held = held.clone();
        async move {
            let head = peer.head().await;
            peer.say(CONTINUE).await;
            held.notified().await;
            assert_eq!(peer.body(&head).await.len(), 8 << 20);
            peer.say(STORED).await;
        }
    });
    let upload = Upload::to(&server);
    upload.sparse(8 << 20);
    let touch = |path: &Path| {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::now() + Duration::from_secs(5))
            .unwrap();
    };
    let (outcome, ()) = tokio::join!(upload.put(), async {
        until("bytes sent", || upload.progress.transferred() > 0).await;
        touch(&upload.path());
        go.notify_one();
    });
    let hash: [u8; 32] = Sha256::digest(vec![0; 8 << 20]).into();
    assert_eq!(outcome.unwrap().sha256, hash);
}

fn with_etag(etag: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nETag: \"{etag}\"\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_download_that_is_not_the_object_leaves_nothing_behind() {
    const MD5: &str = "9dd4e461268c8034f5c8564e155c67a6"; // of "x"
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("signed.jpg");
    let options = GetOptions::default();
    for (text, words) in [
        (answer("200 OK", "image/jpeg", ERROR), "(200 SlowDown)"),
        (answer("200 OK", "text/html", "<html>Sign in</html>"), "a web page"),
        (
            answer("200 OK", "application/problem+json", r#"{"detail":"gone"}"#),
            "gone",
        ),
        (with_etag(MD5, "y"), "differ from the stored object"),
        // It ends with the connection, so it may be incomplete.
        ("HTTP/1.1 200 OK\r\n\r\nhalf of".to_owned(), "may be incomplete"),
        (
            format!("HTTP/1.1 200 OK\r\nETag: \"{MD5}\"\r\n\r\n"),
            "differ from the stored object",
        ),
    ] {
        let server = TestServer::answering(text.clone());
        let error = download(&server, &to, Policy::New, &options).await.unwrap_err();
        assert!(error.to_string().contains(words), "{text}: {error}");
        assert!(!error.hint().is_empty());
        assert!(names(&folder).is_empty(), "{text}");
    }
    for text in [
        with_etag(MD5, "x"),
        format!("HTTP/1.1 200 OK\r\nETag: \"{MD5}\"\r\n\r\nx"),
        chunked("200 OK", "", &["<svg xmlns=\"http://www.w3.org/2000/svg\"/>"]),
    ] {
        let server = TestServer::answering(text.clone());
        download(&server, &to, Policy::New, &options).await.unwrap();
        std::fs::remove_file(&to).unwrap();
    }
}
