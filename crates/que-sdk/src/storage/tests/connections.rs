//! Which connections uploads use, and where a storage may send them.

use super::*;

#[tokio::test]
async fn connections_opened_ahead_to_the_last_urls_host_serve_the_next_uploads() {
    let (server, seen) = taking_server();
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.storage.preconnect(9);
    upload.storage.set_preconnect_host(&upload.presigned);
    for _ in 0..5 {
        upload.storage.preconnect(2);
    }
    until("idle connections", || upload.storage.pool.idle_connections() == 2).await;
    for _ in 0..3 {
        upload.put().await.unwrap();
        upload.storage.preconnect(2);
    }
    assert_eq!((server.connections(), seen.lock().unwrap().len()), (2, 3));
}

#[tokio::test]
async fn a_connection_opened_ahead_that_the_server_closed_is_replaced() {
    let closes = Arc::new(tokio::sync::Notify::new());
    let told = closes.clone();
    let server = TestServer::start(move |mut peer, number| {
        let told = told.clone();
        async move {
            if number == 0 {
                told.notified().await;
                return;
            }
            let head = peer.head().await;
            peer.body(&head).await;
            peer.say(STORED).await;
        }
    });
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.storage.set_preconnect_host(&upload.presigned);
    upload.storage.preconnect(1);
    until("idle connections", || {
        upload.storage.pool.idle_connections() == 1 && server.connections() == 1
    })
    .await;
    closes.notify_one();
    upload.put().await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_reused_connection_that_the_server_closed_is_replaced_once() {
    // Each connection accepts one upload. A second one is read and dropped without an answer.
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say(STORED).await;
        let head = peer.head().await;
        peer.body(&head).await;
    });
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.put().await.unwrap();
    // The client cannot notice it: the server waits for the request and only then hangs up.
    upload.write(b"other");
    upload.put().await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_small_bodies_is_retried_only_once() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    });
    let mut upload = Upload::to(&server);
    upload.options.expect_continue_timeout = Duration::from_millis(10);
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
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_307_from_the_storage_is_followed_once_and_only_within_it() {
    let moved = |location: String| {
        format!("HTTP/1.1 307 Temporary Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
    };
    let seen: Seen = Arc::default();
    let kept = seen.clone();
    let server = TestServer::start(move |mut peer, number| {
        let kept = kept.clone();
        async move {
            if number > 0 {
                return take_uploads(peer, kept).await;
            }
            let head = peer.head().await;
            peer.body(&head).await;
            peer.say(&moved("/elsewhere?X-Amz-Signature=1".to_owned())).await;
        }
    });
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.put().await.unwrap();
    assert!(
        seen.lock().unwrap()[0]
            .0
            .starts_with("PUT /elsewhere?X-Amz-Signature=1 ")
    );

    // A different port of this computer is a different service.
    let (target, seen) = taking_server();
    let server = TestServer::answering(moved(target.url("/elsewhere?X-Amz-Signature=1")));
    let upload = Upload::to(&server);
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::Redirected { .. }));
    assert!(seen.lock().unwrap().is_empty() && target.connections() == 0);

    let server = TestServer::answering(moved("https://evil.example/k".to_owned()));
    let upload = Upload::to(&server);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(&error, Error::Redirected { host: Some(host), .. } if host == "evil.example"),
        "{error:?}"
    );

    // A redirect loop to itself is followed once.
    let server = TestServer::answering(moved("/again".to_owned()));
    let upload = Upload::to(&server);
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::Redirected { .. }));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_remote_servers_storage_is_never_reached_on_this_computer_by_put_get_or_ahead() {
    let (server, seen) = taking_server();
    let mut upload = Upload::to(&server);
    upload.storage = Que::builder("https://que.example").build().unwrap().storage();
    upload.write(b"small");
    let place = |error: Error| match error {
        Error::ForbiddenAddress { kind, .. } => kind,
        other => panic!("{other:?}"),
    };
    let here = crate::ForbiddenAddress::Loopback;
    assert_eq!(place(upload.put().await.unwrap_err()), here);
    let to = upload.folder.path().join("signed.jpg");
    let got = upload
        .storage
        .get(
            upload.presigned.url(),
            {
                let to = to.clone();
                move || std::fs::File::create_new(to)
            },
            &GetOptions::default(),
            &upload.progress,
            &upload.cancel,
        )
        .await;
    assert_eq!(place(got.unwrap_err()), here);
    assert!(!to.exists());
    assert_eq!(
        place(
            upload
                .storage
                .connect(upload.presigned.url().expose())
                .await
                .unwrap_err()
        ),
        here
    );
    assert!(seen.lock().unwrap().is_empty() && server.connections() == 0);
}

#[tokio::test]
async fn plain_http_to_another_computer_is_refused_before_a_connection_is_made() {
    let (server, _) = taking_server();
    let mut upload = Upload::to(&server);
    upload.presigned = Presigned::parse("http://192.0.2.1/bkt/k", "k").unwrap();
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::InsecureUrl { .. }));
}
