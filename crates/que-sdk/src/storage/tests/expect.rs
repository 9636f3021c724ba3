//! `Expect: 100-continue`: a large body waits, and an early refusal is received.

use super::*;

#[tokio::test]
async fn an_early_refusal_of_a_large_file_is_always_heard_with_nothing_sent() {
    let came = Arc::new(AtomicUsize::new(0));
    let count = came.clone();
    let server = TestServer::start(move |mut peer, _| {
        let count = count.clone();
        async move {
            peer.head().await;
            peer.say(&refusal(
                "403 Forbidden",
                "SignatureDoesNotMatch",
                "The request signature we calculated",
            ))
            .await;
            count.fetch_add(peer.buffered(), Ordering::SeqCst);
            // Closes at once without reading the rest: the hardest way to refuse.
        }
    });
    let upload = Upload::to(&server);
    upload.sparse(64 << 20);
    for _ in 0..30 {
        let error = upload.put().await.unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(403), Some("SignatureDoesNotMatch")),
            "{error:?}"
        );
        assert!(error.signature_does_not_match() && error.needs_new_url() && !error.url_has_expired());
        assert_eq!(upload.progress.transferred(), 0);
    }
    assert_eq!(came.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_body_waits_for_100_continue() {
    let (server, seen) = taking_server(); // It asserts that no body precedes its 100.
    let mut upload = Upload::to(&server);
    upload.options.expect_continue_timeout = Duration::from_secs(600);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
    assert_eq!(seen.lock().unwrap()[0].1.len(), 2 << 20);
}

#[tokio::test]
async fn a_server_that_refuses_expect_gets_the_body_without_it_from_then_on() {
    let heads = Arc::new(Mutex::new(Vec::new()));
    let kept = heads.clone();
    let server = TestServer::start(move |mut peer, _| {
        let kept = kept.clone();
        async move {
            loop {
                let head = peer.head().await;
                if head.is_empty() {
                    return;
                }
                let expects = header(&head, "expect").is_some();
                kept.lock().unwrap().push(expects);
                if expects {
                    // RFC 9110, section 10.1.1: an intermediary that cannot meet the expectation.
                    peer.say(&answer("417 Expectation Failed", "text/plain", "")).await;
                    return;
                }
                assert_eq!(peer.body(&head).await.len(), 2 << 20);
                peer.say(STORED).await;
            }
        }
    });
    let upload = Upload::to(&server);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
    upload.put().await.unwrap();
    assert_eq!(*heads.lock().unwrap(), [true, false, false]);
}

#[tokio::test]
async fn a_417_to_a_request_without_expect_is_an_error() {
    let server = TestServer::answering(answer("417 Expectation Failed", "text/plain", ""));
    let upload = Upload::to(&server);
    for bytes in [5, 2 << 20] {
        upload.sparse(bytes);
        assert_eq!(upload.put().await.unwrap_err().status(), Some(417));
        assert!(!upload.progress.may_be_stored());
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_server_that_never_says_100_gets_the_body_anyway() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        assert_eq!(peer.body(&head).await.len(), 2 << 20);
        peer.say(STORED).await;
    });
    let mut upload = Upload::to(&server);
    upload.options.expect_continue_timeout = Duration::from_millis(20);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
}
