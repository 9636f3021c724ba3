//! Failed uploads whose object may still be stored.

use super::*;

#[tokio::test]
async fn canceling_during_an_unfinished_2xx_leaves_the_object_in_doubt() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say("HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nand\r\n")
            .await;
        peer.until_gone().await;
    });
    let upload = Upload::to(&server);
    upload.write(b"small");
    let answered = Arc::new(AtomicUsize::new(0));
    let observer = Observer::new({
        let answered = answered.clone();
        move |exchange| answered.store(exchange.status.unwrap_or(0).into(), Ordering::SeqCst)
    });
    let storage = upload.storage.with_observer(observer);
    // The object may exist whether or not the answer had begun. Repeats until it had begun once.
    let mut pause = Duration::ZERO;
    while answered.load(Ordering::SeqCst) != 200 {
        let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
        let body = UploadBody::file(upload.path());
        let put = storage.put(&upload.presigned, body, &upload.options, &progress, &cancel);
        let (outcome, ()) = tokio::join!(put, async {
            until("bytes sent", || progress.transferred() == 5).await;
            tokio::time::sleep(pause).await;
            cancel.cancel();
        });
        assert!(matches!(outcome, Err(Error::Canceled)), "{outcome:?}");
        assert!(progress.may_be_stored());
        pause += Duration::from_millis(2);
    }
}

#[tokio::test]
async fn a_server_error_after_the_whole_body_leaves_doubt_and_a_refusal_does_not() {
    for (status, doubt) in [
        ("500 Internal Server Error", true),
        ("502 Bad Gateway", true),
        ("504 Gateway Timeout", true),
        ("524 A Timeout Occurred", true),
        ("425 Too Early", false),
        ("503 Slow Down", false),
        ("403 Forbidden", false),
        ("400 Bad Request", false),
    ] {
        let server = TestServer::answering(answer(status, "text/plain", ""));
        let upload = Upload::to(&server);
        upload.write(b"small");
        upload.put().await.unwrap_err();
        assert_eq!(upload.progress.may_be_stored(), doubt, "{status}");
    }
}

#[tokio::test]
async fn an_answer_lost_after_the_body_differs_from_a_body_cut_off() {
    for (taken, lost) in [(8 << 20, true), (1 << 20, false)] {
        let server = TestServer::start(move |mut peer, _| async move {
            peer.head().await;
            peer.say(CONTINUE).await;
            while peer.buffered() < taken && peer.more().await > 0 {}
        });
        let upload = Upload::to(&server);
        // Too large for the kernel to buffer what the server does not read.
        upload.sparse(if lost { 8 << 20 } else { 256 << 20 });
        let error = upload.put().await.unwrap_err();
        let Error::Transport { kind, nothing_sent, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (*kind == TransportKind::BodySentResponseLost, *nothing_sent),
            (lost, false),
            "{error:?}"
        );
        assert_eq!(error.outcome_is_unknown(), lost);
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn a_missing_answer_times_out() {
    let server = TestServer::start(|mut peer, _| async move { peer.until_gone().await });
    let mut upload = Upload::to(&server);
    upload.options.response_timeout = Duration::from_millis(50);
    upload.options.stall_timeout = Duration::from_secs(600);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::BodySentResponseLost,
                ..
            }
        ),
        "{error:?}"
    );
}
