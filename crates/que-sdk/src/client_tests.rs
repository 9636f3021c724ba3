use std::error::Error as _;
use std::sync::Mutex;
use std::time::SystemTime;

use super::*;
use crate::error::TransportKind;
use crate::test_server::{TestServer, answer as http_answer, header};
use crate::wire::{AssetRef, SignMode, VerifyMode};

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
    let server = TestServer::answering(answer).await;
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
async fn the_key_goes_to_presign_and_not_to_health() {
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
    })
    .await;
    // A path before /v1, with and without a slash at its end.
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
async fn every_name_of_the_upload_url_is_read_also_several_at_once() {
    let url = "https://bkt.s3.amazonaws.com/k?X-Amz-Signature=1";
    for body in [
        format!(r#"{{"url":"{url}","key":"k"}}"#),
        format!(r#"{{"uploadUrl":"{url}","key":"k"}}"#),
        format!(r#"{{"upload_url":"{url}","key":"k"}}"#),
        format!(r#"{{"URL":"{url}","key":"k"}}"#),
        format!(r#"{{"url":"{url}","uploadUrl":"{url}","key":"k","more":[1]}}"#),
    ] {
        let server = TestServer::answering(http_answer("200 OK", "application/json", &body)).await;
        assert_eq!(
            que(&server.url("")).presign(&presign_request()).await.unwrap().key(),
            "k",
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_problem_keeps_its_words_and_facts() {
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
async fn a_problem_without_fields_or_with_a_web_page_keeps_its_status() {
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
async fn a_server_that_repeats_the_key_is_not_repeated() {
    let body = format!(r#"{{"code":"unauthorized","detail":"unknown key {KEY}"}}"#);
    let error = presign_error(http_answer("401 Unauthorized", "application/json", &body)).await;
    assert_eq!(error.detail().as_deref(), Some("unknown key (hidden)"));
}

#[tokio::test]
async fn the_wait_of_a_429_is_heard_in_every_form_and_the_larger_counts() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    for (header, body, least, most) in [
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
        assert!((least..=most).contains(&wait), "{header} {body}: {wait}");
    }
    assert_eq!(
        presign_error(http_answer("429 Too Many", "text/plain", ""))
            .await
            .retry_after(),
        None
    );
}

#[tokio::test]
async fn a_200_that_is_no_answer_is_told_what_it_is() {
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
async fn an_endless_answer_is_cut_off_at_its_bound() {
    let server = TestServer::start(|mut peer, _| async move {
        peer.head().await;
        peer.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            .await;
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        while tokio::io::AsyncWriteExt::write_all(&mut peer.stream, chunk.as_bytes())
            .await
            .is_ok()
        {}
    })
    .await;
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
async fn a_redirect_is_refused_names_the_host_and_takes_the_key_nowhere() {
    let elsewhere = TestServer::answering(http_answer("200 OK", "application/json", "{}")).await;
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

#[tokio::test]
async fn a_plain_upload_url_on_another_computer_is_refused() {
    let body = r#"{"url":"http://192.0.2.1/bkt/k?X-Amz-Signature=1","key":"k"}"#;
    let error = presign_error(http_answer("200 OK", "application/json", body)).await;
    assert!(
        matches!(&error, Error::InsecureUrl { host } if host == "192.0.2.1"),
        "{error}"
    );
    let server = TestServer::answering(http_answer("200 OK", "application/json", body)).await;
    let lenient = Que::builder(&server.url("")).allow_insecure_http(true).build().unwrap();
    assert!(lenient.presign(&presign_request()).await.is_ok());
    assert!(matches!(
        Que::builder("http://192.0.2.1").build(),
        Err(Error::InsecureUrl { .. })
    ));
}

#[tokio::test]
async fn what_no_client_can_use_of_an_answer_is_said_in_words() {
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
async fn of_what_is_said_of_a_signature_so_much_is_kept_and_a_place_that_is_none_is_refused() {
    let sign = |body: String| async move {
        let server = TestServer::answering(http_answer("200 OK", "application/json", &body)).await;
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
            "it was signed, whatever the answer is worth"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_has_been_sent_nothing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = que(&format!("http://{address}"))
        .presign(&presign_request())
        .await
        .unwrap_err();
    assert_secret_free(&error);
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Connect,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.nothing_was_sent() && !error.outcome_is_unknown() && error.is_temporary());
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_told_from_a_server_that_is_away() {
    let error = que("https://nobody.invalid")
        .presign(&presign_request())
        .await
        .unwrap_err();
    assert_secret_free(&error);
    // Behind a proxy the name is the proxy's business.
    let kinds = [TransportKind::Dns, TransportKind::Proxy, TransportKind::Connect];
    assert!(
        matches!(&error, Error::Transport { kind, nothing_sent: true, .. } if kinds.contains(kind)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_leaves_the_outcome_unknown() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    })
    .await;
    let error = que(&server.url("")).presign(&presign_request()).await.unwrap_err();
    assert_secret_free(&error);
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Reset,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(!error.nothing_was_sent() && error.outcome_is_unknown());
}

/// Takes one call on each connection; a second one on it is read and then dropped without a word.
async fn forgetful_server(calls: Arc<Mutex<Vec<String>>>) -> TestServer {
    TestServer::start(move |mut peer, _| {
        let calls = calls.clone();
        async move {
            let head = peer.head().await;
            peer.body(&head).await;
            calls
                .lock()
                .unwrap()
                .push(head.lines().next().unwrap_or_default().to_owned());
            let json = r#"{"url":"https://s3.example/b/k?X-Amz-Signature=0","key":"k","ok":true,"service":"que"}"#;
            peer.say(&http_answer("200 OK", "application/json", json)).await;
            let head = peer.head().await;
            peer.body(&head).await;
            if !head.is_empty() {
                calls.lock().unwrap().push("dropped".to_owned());
            }
        }
    })
    .await
}

fn sign_request() -> SignRequest {
    SignRequest {
        asset: AssetRef::Object {
            bucket: "b".to_owned(),
            key: "k".to_owned(),
        },
        mode: SignMode::ServerMeasure,
        manifest_json: Some("{}".to_owned()),
        cawg: None,
        allow_insecure_remote_http: None,
        limits: None,
    }
}

#[tokio::test]
async fn a_call_on_a_kept_connection_that_the_server_has_left_goes_once_more_on_a_new_one() {
    let calls = Arc::default();
    let server = forgetful_server(Arc::clone(&calls)).await;
    let que = que(&server.url(""));
    que.presign(&presign_request()).await.unwrap();
    que.presign(&presign_request()).await.unwrap();
    let presign = "POST /v1/assets/presign HTTP/1.1";
    assert_eq!(*calls.lock().unwrap(), [presign, "dropped", presign]);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn sign_goes_on_a_connection_that_nothing_went_on_before() {
    let calls = Arc::default();
    let server = forgetful_server(Arc::clone(&calls)).await;
    let que = que(&server.url(""));
    que.presign(&presign_request()).await.unwrap();
    for _ in 0..2 {
        que.sign(&sign_request()).await.unwrap();
    }
    let (presign, sign) = ("POST /v1/assets/presign HTTP/1.1", "POST /v1/sign HTTP/1.1");
    assert_eq!(*calls.lock().unwrap(), [presign, sign, sign]);
}

#[tokio::test]
async fn a_sign_that_breaks_on_its_new_connection_is_not_sent_again() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    })
    .await;
    let error = que(&server.url("")).sign(&sign_request()).await.unwrap_err();
    assert!(error.outcome_is_unknown(), "{error:?}");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_times_out() {
    let server = TestServer::start(|mut peer, _| async move { peer.until_gone().await }).await;
    let que = Que::builder(&server.url(""))
        .call_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = que.health().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Timeout,
                nothing_sent: false,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_answer_of_the_api_that_trickles_for_ever_times_out_and_headers_are_bounded() {
    for (begin, piece, kind) in [
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1\r\n \r\n".to_owned(),
            TransportKind::Timeout,
        ),
        ("HTTP/1.1 200 OK\r\nA: ", "b".to_owned(), TransportKind::Timeout),
        (
            "",
            "HTTP/1.1 103 Early Hints\r\n\r\n".to_owned(),
            TransportKind::Timeout,
        ),
        ("HTTP/1.1 200 OK\r\n", "A: b\r\n".repeat(1000), TransportKind::Protocol),
        ("HTTP/1.1 200 OK\r\nA: ", "b".repeat(1 << 20), TransportKind::Protocol),
    ] {
        let server = TestServer::start(move |mut peer, _| {
            let piece = piece.clone();
            async move {
                peer.head().await;
                peer.say(begin).await;
                while tokio::io::AsyncWriteExt::write_all(&mut peer.stream, piece.as_bytes())
                    .await
                    .is_ok()
                {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        })
        .await;
        let que = Que::builder(&server.url(""))
            .key(ApiKey::parse(KEY).unwrap())
            .call_timeout(Duration::from_millis(400))
            .build()
            .unwrap();
        let object = PresignDownloadRequest {
            bucket: "b".to_owned(),
            key: "k".to_owned(),
        };
        let error = tokio::time::timeout(Duration::from_secs(20), que.presign_download(&object))
            .await
            .unwrap()
            .unwrap_err();
        assert!(
            matches!(&error, Error::Transport { kind: found, .. } if *found == kind),
            "{kind:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_http_is_said_so() {
    let error = presign_error("SSH-2.0-OpenSSH_9.2\r\n".to_owned()).await;
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Protocol,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_without_tls_behind_https_is_a_tls_error() {
    let server = TestServer::start(|mut peer, _| async move {
        peer.more().await;
        peer.say("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;
    let error = que(&format!("https://{}", server.address))
        .presign(&presign_request())
        .await
        .unwrap_err();
    assert_secret_free(&error);
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

#[tokio::test]
async fn verify_reads_a_report_as_text_or_object_and_sign_a_missing_uri() {
    let asset = AssetRef::Object {
        bucket: "b".to_owned(),
        key: "k".to_owned(),
    };
    for body in [r#"{"report":"{\"a\":1}"}"#, r#"{"report":{"a":1}}"#] {
        let server = TestServer::answering(http_answer("200 OK", "application/json", body)).await;
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
    let server = TestServer::answering(http_answer("200 OK", "application/json", r#"{"asset_s3_uri":null}"#)).await;
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
async fn a_server_without_downloads_is_told_in_plain_words() {
    let server = TestServer::answering(http_answer("404 Not Found", "text/plain", "")).await;
    let object = PresignDownloadRequest {
        bucket: "b".to_owned(),
        key: "k".to_owned(),
    };
    let error = que(&server.url("")).presign_download(&object).await.unwrap_err();
    assert_eq!(error.to_string(), "this Que server does not offer download URLs (404)");
    assert!(error.hint().contains("S3 address"));
}

#[test]
fn a_client_shows_its_server_and_not_its_key() {
    let builder = Que::builder("https://example.com").key(ApiKey::parse(KEY).unwrap());
    let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    assert!(shown.contains("https://example.com") && !shown.contains(KEY), "{shown}");
}

/// HTTPS with a certificate that only the extra one vouches for: API and storage alike.
mod secure {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener};

    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::{Progress, PutOptions, UploadBody};

    fn serve() -> (SocketAddr, String) {
        let (authority_key, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = authority.self_signed(&authority_key).unwrap().pem();
        let issuer = Issuer::new(authority, authority_key);
        let leaf = CertificateParams::new(vec!["127.0.0.1".to_owned()])
            .unwrap()
            .signed_by(&key, &issuer)
            .unwrap();
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], private)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let session = rustls::ServerConnection::new(config.clone()).unwrap();
                let mut stream = rustls::StreamOwned::new(session, stream.unwrap());
                let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
                // A health request has no body; the upload's is "small".
                while !(seen.ends_with(b"small") || seen.starts_with(b"GET") && seen.ends_with(b"\r\n\r\n")) {
                    match stream.read(&mut buffer) {
                        Ok(count) if count > 0 => seen.extend_from_slice(&buffer[..count]),
                        _ => break,
                    }
                }
                let _ = stream.write_all(http_answer("200 OK", "application/json", "{\"ok\":true}").as_bytes());
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        });
        (address, pem)
    }

    #[tokio::test]
    async fn an_extra_certificate_is_trusted_by_api_and_storage_and_without_it_neither_goes() {
        let (address, pem) = serve();
        let base = format!("https://{address}");
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
        let trusting = Que::builder(&base).extra_ca_pem(pem.into_bytes()).build().unwrap();
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
async fn a_200_that_is_a_problem_is_told_as_one_and_is_no_signature() {
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
        let server = TestServer::answering(http_answer("200 OK", kind, body)).await;
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

#[tokio::test]
async fn a_redirect_of_the_api_that_leads_nowhere_is_told_in_its_own_words() {
    let body = r#"{"title":"moved","status":301,"detail":"this environment was renamed to prod-api"}"#;
    let server = TestServer::answering(http_answer("301 Moved Permanently", "application/problem+json", body)).await;
    let error = Que::builder(&server.url(""))
        .build()
        .unwrap()
        .health()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("renamed to prod-api"), "{error}");
    let server = TestServer::answering(http_answer("301 Moved Permanently", "", "")).await;
    let error = Que::builder(&server.url(""))
        .build()
        .unwrap()
        .health()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirected { host: None, .. }), "{error:?}");
}
