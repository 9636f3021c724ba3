//! Refusals: which URL expired, whose fault it is, and whether another try helps.

use super::*;

#[tokio::test]
async fn an_expired_url_differs_from_a_wrong_signature() {
    for (status, code, message, expired) in [
        ("403 Forbidden", "AccessDenied", "Request has expired", true),
        ("403 Forbidden", "AccessDenied", "Access Denied", false),
        (
            "400 Bad Request",
            "ExpiredToken",
            "The provided token has expired.",
            true,
        ),
        ("403 Forbidden", "SignatureDoesNotMatch", "x", false),
    ] {
        let server = TestServer::answering(refusal(status, code, message));
        let upload = Upload::to(&server);
        upload.write(b"x");
        let error = upload.put().await.unwrap_err();
        assert_eq!(
            (error.code(), error.url_has_expired(), error.needs_new_url()),
            (Some(code), expired, true)
        );
    }
}

#[tokio::test]
async fn a_refusal_with_a_cut_off_body_says_so() {
    let half = "HTTP/1.1 403 Forbidden\r\nContent-Length: 300\r\n\r\n<Error><Code>SignatureDoe";
    let server = TestServer::answering(half.to_owned());
    let upload = Upload::to(&server);
    upload.write(b"some bytes");
    let error = upload.put().await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(403), None));
    assert_eq!(
        error.to_string(),
        "the storage refused the URL (403): the rest of the response was lost"
    );
}

#[tokio::test]
async fn a_refusal_without_xml_keeps_its_status() {
    for (kind, body) in [
        ("text/html", "<html>bad gateway</html>"),
        ("text/plain", ""),
        ("application/xml", "<Error><Co"),
    ] {
        let server = TestServer::answering(answer("502 Bad Gateway", kind, body));
        let upload = Upload::to(&server);
        upload.write(b"x");
        let error = upload.put().await.unwrap_err();
        assert_eq!(
            (error.status(), error.code(), error.is_temporary()),
            (Some(502), None, true)
        );
    }
}

#[tokio::test]
async fn a_511_is_blamed_on_the_network_and_not_on_the_storage() {
    let server = TestServer::answering(answer("511 Network Authentication Required", "text/html", "<p>Sign in"));
    let upload = Upload::to(&server);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unexpected {
                status: 511,
                what: ResponseFault::WebPage,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.hint().contains("sign in to this network"), "{}", error.hint());
    for (status, words) in [
        ("501 Not Implemented", "does not help"),
        ("507 Insufficient Storage", "make room"),
    ] {
        let server = TestServer::answering(answer(status, "text/plain", "no"));
        let upload = Upload::to(&server);
        upload.write(b"small");
        let error = upload.put().await.unwrap_err();
        assert!(error.hint().contains(words) && !error.is_temporary(), "{error:?}");
    }
}

#[tokio::test]
async fn a_key_containing_expired_does_not_make_an_expired_url() {
    for (words, has_expired) in [
        ("Request has expired", true),
        ("The provided token has expired.", true),
        ("No right to put expired.jpg", false),
        ("Access to 'my expired passes/a.jpg' is denied", false),
    ] {
        let server = TestServer::answering(refusal("403 Forbidden", "AccessDenied", words));
        let upload = Upload::to(&server);
        upload.write(b"small");
        let error = upload.put().await.unwrap_err();
        assert_eq!(error.url_has_expired(), has_expired, "{error}");
        assert_eq!(
            error.to_string().starts_with("the upload URL has expired"),
            has_expired,
            "{error}"
        );
    }
}
