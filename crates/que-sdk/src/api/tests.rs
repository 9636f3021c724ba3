mod answers;
mod connections;

use std::error::Error as _;
use std::sync::Mutex;
use std::time::SystemTime;

use super::*;
use crate::error::TransportKind;
use crate::wire::{AssetRef, SignMode, VerifyMode};
use testkit::test_server::{TestServer, answer as http_answer, header};

const KEY: &str = "sk_live_0123456789";

fn que(base: &str) -> Que {
    Que::builder(base).key(ApiKey::parse(KEY).unwrap()).build().unwrap()
}

fn presign_request() -> PresignRequest {
    PresignRequest {
        filename: Some("photo.jpg".to_owned()),
    }
}

async fn presign_error(answer: String) -> Error {
    let server = TestServer::answering(answer);
    let error = que(&server.url("")).presign(&presign_request()).await.unwrap_err();
    assert_secret_free(&error);
    error
}

fn assert_secret_free(error: &Error) {
    let mut shown = format!(
        "{error} {error:?} {:?} {:?} {}",
        error.cause(),
        error.detail(),
        error.hint()
    );
    let mut next = error.source();
    while let Some(below) = next {
        shown.push_str(&format!(" {below} {below:?}"));
        next = below.source();
    }
    assert!(!shown.contains(KEY) && !shown.contains("X-Amz-Signature"), "{shown}");
    assert!(!error.to_string().is_empty() && !error.hint().is_empty());
}

#[tokio::test]
async fn the_key_is_sent_to_presign_and_not_to_health() {
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = heads.clone();
    let server = TestServer::start(move |mut peer, _| {
        let seen = seen.clone();
        async move {
            loop {
                let head = peer.head().await;
                if head.is_empty() {
                    return;
                }
                let body = String::from_utf8(peer.body(&head).await).unwrap();
                let health = head.contains("/healthz");
                seen.lock().unwrap().push(head + &body);
                let json = if health {
                    r#"{"status":"healthy","timestamp":1755802800}"#
                } else {
                    r#"{"url":"https://bkt.s3.eu-west-1.amazonaws.com/u/photo.jpg?X-Amz-Signature=1","key":"u/photo.jpg"}"#
                };
                peer.say(&http_answer("200 OK", "application/json", json)).await;
            }
        }
    });
    // A path before /v1, with and without a trailing slash.
    for base in [server.url("/que"), server.url("/que/")] {
        let que = que(&base);
        assert_eq!(que.health().await.unwrap().status.as_deref(), Some("healthy"));
        let presigned = que.presign(&presign_request()).await.unwrap();
        assert_eq!((presigned.key(), presigned.bucket()), ("u/photo.jpg", Some("bkt")));
    }
    let heads = heads.lock().unwrap();
    assert!(heads[0].starts_with("GET /que/healthz HTTP/1.1") && header(&heads[0], "x-api-key").is_none());
    assert!(
        heads[1].starts_with("POST /que/v1/assets/presign HTTP/1.1") && header(&heads[1], "x-api-key") == Some(KEY)
    );
    assert!(heads[1].ends_with(r#"{"filename":"photo.jpg"}"#), "{}", heads[1]);
    assert!(heads[2].starts_with("GET /que/healthz "));
}

#[tokio::test]
async fn a_redirect_is_refused_names_the_host_and_does_not_leak_the_key() {
    let elsewhere = TestServer::answering(http_answer("200 OK", "application/json", "{}"));
    for status in [
        "301 Moved",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let location = elsewhere.url("/v1/assets/presign?token=X-Amz-Signature");
        let error = presign_error(format!(
            "HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
        ))
        .await;
        let Error::Redirected { host, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!(host.as_deref(), Some("127.0.0.1"));
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn debug_shows_the_server_and_not_the_key() {
    let builder = Que::builder("https://example.com").key(ApiKey::parse(KEY).unwrap());
    let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    assert!(shown.contains("https://example.com") && !shown.contains(KEY), "{shown}");
}

/// HTTPS with a certificate that only the extra authority vouches for: API and storage alike.
mod secure {
    use testkit::certificates::Certificate;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::{Progress, PutOptions, UploadBody};

    #[tokio::test]
    #[cfg_attr(windows, ignore = "wine's crypt32 takes no certificates beside the system's")]
    async fn an_extra_certificate_is_trusted_by_api_and_storage_alike() {
        let certificate = Certificate::signed_for("127.0.0.1");
        let server = TestServer::answering_over_tls(
            certificate.server_config(),
            http_answer("200 OK", "application/json", "{\"ok\":true}"),
        );
        let base = format!("https://{}", server.address);
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"small").unwrap();
        let presigned = Presigned::parse(&format!("{base}/b/k"), "k").unwrap();
        let put = async |que: &Que| {
            let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
            que.storage()
                .put(
                    &presigned,
                    UploadBody::file(&path),
                    &PutOptions::default(),
                    &progress,
                    &cancel,
                )
                .await
        };
        let trusting = Que::builder(&base)
            .extra_ca_pem(certificate.authority.unwrap().into_bytes())
            .build()
            .unwrap();
        trusting.health().await.unwrap();
        assert_eq!(put(&trusting).await.unwrap().bytes, 5);
        let strict = Que::builder(&base).build().unwrap();
        for error in [strict.health().await.unwrap_err(), put(&strict).await.unwrap_err()] {
            assert!(
                matches!(
                    error,
                    Error::Transport {
                        kind: TransportKind::Tls,
                        nothing_sent: true,
                        ..
                    }
                ),
                "{error:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_redirect_without_a_location_keeps_the_servers_words() {
    let body = r#"{"title":"moved","status":301,"detail":"this environment was renamed to prod-api"}"#;
    let server = TestServer::answering(http_answer("301 Moved Permanently", "application/problem+json", body));
    let error = Que::builder(&server.url(""))
        .build()
        .unwrap()
        .health()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("renamed to prod-api"), "{error}");
    let server = TestServer::answering(http_answer("301 Moved Permanently", "", ""));
    let error = Que::builder(&server.url(""))
        .build()
        .unwrap()
        .health()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirected { host: None, .. }), "{error:?}");
}

#[tokio::test]
async fn a_public_file_is_fetched_without_a_key_and_only_if_it_is_small_and_no_web_page() {
    let server = TestServer::answering(http_answer("200 OK", "text/plain", "-----BEGIN CERTIFICATE-----"));
    let base = server.url("");
    let keyless = || Que::builder(&base).build().unwrap();
    let bytes = keyless().public_file("trust/anchors.pem", 100).await.unwrap();
    assert_eq!(bytes, b"-----BEGIN CERTIFICATE-----");
    assert!(keyless().public_file("trust/anchors.pem", 10).await.is_err());
    let before = server.connections();
    let refused = que(&base).public_file("trust/anchors.pem", 100).await.unwrap_err();
    assert!(matches!(refused, Error::Setup { .. }), "{refused}");
    assert_eq!(server.connections(), before);
    let page = TestServer::answering(http_answer("200 OK", "text/html", "<html>Sign in</html>"));
    let page = Que::builder(&page.url(""))
        .build()
        .unwrap()
        .public_file("x.pem", 100)
        .await;
    assert!(matches!(page.unwrap_err(), Error::Unexpected { .. }));
}
