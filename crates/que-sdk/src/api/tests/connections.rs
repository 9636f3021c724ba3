//! Servers that are down, hang up, say nothing, or do not speak HTTP.

use super::*;

#[tokio::test]
async fn a_server_that_cannot_be_reached_was_sent_nothing() {
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
async fn an_unknown_host_differs_from_an_unreachable_server() {
    let error = que("https://nobody.invalid")
        .presign(&presign_request())
        .await
        .unwrap_err();
    assert_secret_free(&error);
    // Behind a proxy, the proxy resolves the name.
    let kinds = [TransportKind::Dns, TransportKind::Proxy, TransportKind::Connect];
    assert!(
        matches!(&error, Error::Transport { kind, nothing_sent: true, .. } if kinds.contains(kind)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_lost_before_the_answer_leaves_the_outcome_unknown() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    });
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

/// Answers one call per connection. It reads a second one and drops it without an answer.
fn forgetful_server(calls: Arc<Mutex<Vec<String>>>) -> TestServer {
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
async fn a_call_on_a_reused_connection_that_the_server_closed_is_retried_on_a_new_one() {
    let calls = Arc::default();
    let server = forgetful_server(Arc::clone(&calls));
    let que = que(&server.url(""));
    que.presign(&presign_request()).await.unwrap();
    que.presign(&presign_request()).await.unwrap();
    let presign = "POST /v1/assets/presign HTTP/1.1";
    assert_eq!(*calls.lock().unwrap(), [presign, "dropped", presign]);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn sign_uses_a_new_connection() {
    let calls = Arc::default();
    let server = forgetful_server(Arc::clone(&calls));
    let que = que(&server.url(""));
    que.presign(&presign_request()).await.unwrap();
    for _ in 0..2 {
        que.sign(&sign_request()).await.unwrap();
    }
    let (presign, sign) = ("POST /v1/assets/presign HTTP/1.1", "POST /v1/sign HTTP/1.1");
    assert_eq!(*calls.lock().unwrap(), [presign, sign, sign]);
}

#[tokio::test]
async fn a_sign_that_fails_on_its_new_connection_is_not_retried() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    });
    let error = que(&server.url("")).sign(&sign_request()).await.unwrap_err();
    assert!(error.outcome_is_unknown(), "{error:?}");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_server_that_says_nothing_times_out() {
    let server = TestServer::start(|mut peer, _| async move { peer.until_gone().await });
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
async fn a_trickling_api_answer_times_out_and_headers_are_bounded() {
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
                while peer.send(piece.as_bytes()).await {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        // A refusal needs no timeout, and has the time that it takes on a busy machine.
        let is_timeout = kind == TransportKind::Timeout;
        let timeout = Duration::from_millis(if is_timeout { 400 } else { 15_000 });
        let que = Que::builder(&server.url(""))
            .key(ApiKey::parse(KEY).unwrap())
            .call_timeout(timeout)
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
async fn a_server_that_does_not_speak_http_is_a_protocol_error() {
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
    });
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
