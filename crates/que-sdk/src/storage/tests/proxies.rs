//! Uploads through a proxy.

use super::*;

pub(super) async fn put_through_proxy(proxy: &TestServer, scheme: &str) -> Result<Stored> {
    let proxy = format!("http://user:secret@{}", proxy.address);
    put_through(proxy, &format!("{scheme}://storage.invalid/bkt/k?x=1")).await
}

async fn put_through(proxy: String, url: &str) -> Result<Stored> {
    let matcher = Matcher::builder().all(proxy).build();
    let tls = Arc::new(crate::tls::client_config(None, false).unwrap());
    let storage = Storage::new(
        tls,
        HeaderValue::from_static("test"),
        AddressPolicy::new(&"https://que.example".parse().unwrap(), true),
        Duration::from_secs(10),
        matcher,
    );
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, b"small").unwrap();
    let presigned = Presigned::parse(url, "k").unwrap();
    let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
    storage
        .put(
            &presigned,
            UploadBody::file(path),
            &PutOptions::default(),
            &progress,
            &cancel,
        )
        .await
}

#[tokio::test]
async fn a_proxy_gets_the_whole_url_of_plain_http() {
    let (proxy, seen) = taking_server();
    put_through_proxy(&proxy, "http").await.unwrap();
    let head = &seen.lock().unwrap()[0].0;
    assert!(
        head.starts_with("PUT http://storage.invalid/bkt/k?x=1 HTTP/1.1\r\n"),
        "{head}"
    );
    assert_eq!(header(head, "host"), Some("storage.invalid"));
    assert_eq!(header(head, "proxy-authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
}

#[tokio::test]
async fn a_socks_proxy_gets_the_name_or_the_checked_address() {
    for (kind, url, expected) in [
        (
            "socks5h",
            "http://storage.invalid/bkt/k?x=1",
            &b"\x03\x0fstorage.invalid\x00\x50"[..],
        ),
        ("socks5", "http://192.0.2.7:81/bkt/k?x=1", &[1, 192, 0, 2, 7, 0, 81]),
    ] {
        let (asked, seen) = (Arc::new(Mutex::new(Vec::new())), Seen::default());
        let (kept_asked, kept_seen) = (asked.clone(), seen.clone());
        let proxy = TestServer::start(move |mut peer, _| {
            let (asked, seen) = (kept_asked.clone(), kept_seen.clone());
            async move {
                // A greeting with one method, then the request: version, command, reserved, address type, address.
                peer.take(3).await;
                peer.send(&[5, 0]).await;
                let wanted = peer.take(3 + expected.len()).await;
                asked.lock().unwrap().extend_from_slice(&wanted[3..]);
                peer.send(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await;
                take_uploads(peer, seen).await;
            }
        });
        put_through(format!("{kind}://{}", proxy.address), url).await.unwrap();
        assert_eq!(*asked.lock().unwrap(), expected, "{kind}");
        assert_eq!(seen.lock().unwrap()[0].1, b"small");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_is_reported_without_its_password() {
    let proxy = TestServer::start(|mut peer, _| async move {
        assert!(peer.head().await.starts_with("CONNECT storage.invalid:443 "));
        peer.say("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
    });
    let error = put_through_proxy(&proxy, "https").await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Proxy,
                nothing_sent: true,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(
        error.cause().as_deref(),
        Some("tunnel error: proxy authorization required")
    );
    assert!(!format!("{error:?}").contains("secret"));
}
