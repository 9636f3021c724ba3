//! Answers, headers and downloads that never end.

use super::downloads::{download, names};
use super::*;

#[tokio::test]
async fn endless_interim_answers_time_out() {
    let server = endless("", "HTTP/1.1 102 Processing\r\n\r\n", Duration::from_millis(1));
    let mut upload = Upload::to(&server);
    upload.options.response_timeout = Duration::from_millis(200);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        error.outcome_is_unknown() && matches!(error, Error::Transport { .. }),
        "{error:?}"
    );
}

/// Sends the beginning, then the same piece every `pause` until the client is gone.
fn endless(begin: &'static str, piece: &'static str, pause: Duration) -> TestServer {
    TestServer::start(move |mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say(begin).await;
        let piece = piece.repeat(if pause.is_zero() { 1000 } else { 1 });
        while peer.send(piece.as_bytes()).await {
            tokio::time::sleep(pause).await;
        }
    })
}

const CHUNKED_403: &str =
    "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n24\r\n<Error><Code>AccessDenied</Code>    \r\n";

#[tokio::test]
async fn an_endless_answer_is_cut_off_and_its_status_counts() {
    let trickle = Duration::from_millis(5);
    for (begin, piece, pause) in [
        (CHUNKED_403, "a\r\n          \r\n", Duration::ZERO),
        (CHUNKED_403, "1\r\n \r\n", trickle),
        (
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 99999999999\r\n\r\n",
            " ",
            Duration::ZERO,
        ),
    ] {
        let server = endless(begin, piece, pause);
        let upload = Upload::to(&server);
        upload.write(b"x");
        let error = tokio::time::timeout(Duration::from_secs(20), upload.put())
            .await
            .unwrap()
            .unwrap_err();
        assert_eq!(error.status(), Some(403), "{error:?}");
    }
    // A success with an endless body counts if its ETag is the file's MD5, and not with just any ETag.
    const MARKED: &str = "HTTP/1.1 200 OK\r\nETag: \"9dd4e461268c8034f5c8564e155c67a6\"\r\n\
                          Transfer-Encoding: chunked\r\n\r\n";
    const UNKNOWN: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (begin, is_stored) in [(MARKED, true), (UNKNOWN, false)] {
        for pause in [Duration::ZERO, trickle] {
            let server = endless(begin, "1\r\nx\r\n", pause);
            let upload = Upload::to(&server);
            upload.write(b"x");
            let outcome = tokio::time::timeout(Duration::from_secs(20), upload.put())
                .await
                .unwrap();
            assert_eq!(outcome.is_ok(), is_stored, "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn endless_headers_are_cut_off() {
    let trickle = Duration::from_millis(5);
    for (begin, piece, pause) in [
        ("HTTP/1.1 200 OK\r\n", "A: b\r\n", Duration::ZERO),
        ("HTTP/1.1 200 OK\r\nA: ", "bbbbbbbbbbbbbbbb", Duration::ZERO),
        ("HTTP/1.1 200 OK\r\nA: ", "b", trickle),
        ("", "HTTP/1.1 103 Early Hints\r\n\r\n", trickle),
        ("", "HTTP/1.1 100 Continue\r\n\r\n", Duration::ZERO),
    ] {
        let server = endless(begin, piece, pause);
        let mut upload = Upload::to(&server);
        upload.options.response_timeout = Duration::from_millis(300);
        upload.options.stall_timeout = Duration::from_millis(300);
        upload.write(b"x");
        let error = tokio::time::timeout(Duration::from_secs(20), upload.put())
            .await
            .unwrap()
            .unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{piece:?} {error:?}");
    }
}

#[tokio::test]
async fn an_endless_download_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let options = GetOptions {
        max_bytes: 1 << 20,
        ..GetOptions::default()
    };
    for begin in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
    ] {
        let server = endless(begin, "a\r\nxxxxxxxxxx\r\n", Duration::ZERO);
        let error = download(&server, &folder.path().join("a"), Policy::New, &options)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Unexpected { what: ResponseFault::TooLarge(bound), .. } if bound == 1 << 20),
            "{error:?}"
        );
        assert!(names(&folder).is_empty());
    }
}
