mod said;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use whole_files::{Policy, WholeFile};

use super::*;
use crate::error::{Error, FileAction, FileChange, ResponseFault, Result, TransportKind};
use crate::test_server::{Peer, TestServer, answer, content_length, header};
use crate::{Presigned, Que};

const STORED: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n";
const CONTINUE: &str = "HTTP/1.1 100 Continue\r\n\r\n";

fn refusal(status: &str, code: &str, message: &str) -> String {
    answer(
        status,
        "application/xml",
        &format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>"),
    )
}

struct Upload {
    storage: Storage,
    presigned: Presigned,
    folder: TempDir,
    options: PutOptions,
    progress: Arc<Progress>,
    cancel: CancellationToken,
}

impl Upload {
    fn to(server: &TestServer) -> Self {
        let url = server.url("/bkt/uploads/a%20b.jpg?X-Amz-Signature=0123456789abcdef&X-Amz-SignedHeaders=host");
        Self {
            storage: Que::builder(&server.url("")).build().unwrap().storage(),
            presigned: Presigned::parse(&url, "uploads/a b.jpg").unwrap(),
            folder: TempDir::new().unwrap(),
            options: PutOptions::with_content_type("image/jpeg"),
            progress: Arc::new(Progress::new()),
            cancel: CancellationToken::new(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.jpg")
    }

    fn write(&self, bytes: &[u8]) {
        std::fs::write(self.path(), bytes).unwrap();
    }

    /// A file of zeros that takes no room on the disk.
    fn sparse(&self, bytes: u64) {
        std::fs::File::create(self.path()).unwrap().set_len(bytes).unwrap();
    }

    async fn put(&self) -> Result<Stored> {
        let outcome = self
            .storage
            .put(
                &self.presigned,
                UploadBody::file(self.path()),
                &self.options,
                &self.progress,
                &self.cancel,
            )
            .await;
        if let Err(error) = &outcome {
            let shown = format!("{error} {error:?} {:?}", error.cause());
            assert!(!shown.contains("0123456789abcdef"), "{shown}");
        }
        outcome
    }
}

async fn wait_until(condition: impl Fn() -> bool) {
    let met = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), met)
        .await
        .expect("the condition was never met");
}

/// Heads and bodies that came.
type Seen = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// Takes uploads one after the other on one connection and keeps what came.
async fn take_uploads(mut peer: Peer, seen: Seen) {
    loop {
        let head = peer.head().await;
        if head.is_empty() {
            return;
        }
        if header(&head, "expect").is_some() {
            assert_eq!(peer.buffered(), 0, "the body did not wait");
            peer.say(CONTINUE).await;
        }
        let body = peer.body(&head).await;
        seen.lock().unwrap().push((head, body));
        peer.say(STORED).await;
    }
}

async fn taking_server() -> (TestServer, Seen) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    (
        TestServer::start(move |peer, _| take_uploads(peer, kept.clone())).await,
        seen,
    )
}

#[tokio::test]
async fn a_file_arrives_whole_with_only_the_headers_that_s3_wants() {
    let (server, seen) = taking_server().await;
    let upload = Upload::to(&server);
    let mut random = fastrand::Rng::with_seed(3);
    for size in [0, 1, 100, 256 << 10, (256 << 10) + 1, 3_000_000] {
        let bytes: Vec<u8> = (0..size).map(|_| random.u8(..)).collect();
        upload.write(&bytes);
        let stored = upload.put().await.unwrap();
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        assert_eq!(
            stored,
            Stored {
                etag: Some("abc".to_owned()),
                sha256: hash,
                bytes: size as u64,
                elapsed: stored.elapsed,
            }
        );
        assert_eq!(
            (upload.progress.transferred(), upload.progress.total()),
            (size as u64, size as u64)
        );
        let (head, body) = seen.lock().unwrap().pop().unwrap();
        assert_eq!(body, bytes);
        assert_eq!(content_length(&head), Some(size), "{head}");
        assert!(head.starts_with(
            "PUT /bkt/uploads/a%20b.jpg?X-Amz-Signature=0123456789abcdef&X-Amz-SignedHeaders=host HTTP/1.1"
        ));
        assert_eq!(header(&head, "expect").is_some(), size >= 1 << 20);
        let mut names: Vec<String> = head
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(':')?.0.to_ascii_lowercase()))
            .collect();
        names.sort_unstable();
        names.retain(|name| name != "expect");
        assert_eq!(names, ["content-length", "content-type", "host", "user-agent"]);
    }
    assert_eq!(server.connections(), 1, "the connection is kept");
}

#[tokio::test]
async fn bytes_that_the_storage_holds_otherwise_are_no_success() {
    const RIGHT: &str = "9dd4e461268c8034f5c8564e155c67a6"; // MD5 of "x"
    const WRONG: &str = "9dd4e461268c8034f5c8564e155c67a7";
    let stored =
        |etag: &str, more: &str| format!("HTTP/1.1 200 OK\r\nETag: \"{etag}\"\r\n{more}Content-Length: 0\r\n\r\n");
    for (etag, more, check_md5, fits) in [
        (RIGHT, "", true, true),
        (WRONG, "", true, false),
        (WRONG, "", false, true),
        (WRONG, "x-amz-server-side-encryption: AES256\r\n", true, false),
        (WRONG, "x-amz-server-side-encryption: aws:kms\r\n", true, true),
        ("9dd4e461268c8034f5c8564e155c67a7-1", "", true, true),
    ] {
        let server = TestServer::answering(stored(etag, more)).await;
        let mut upload = Upload::to(&server);
        upload.options.check_md5 = check_md5;
        upload.write(b"x");
        match upload.put().await {
            Ok(stored) => assert!(fits && stored.etag.as_deref() == Some(etag), "{etag} {more}"),
            Err(error) => {
                assert!(!fits, "{etag} {more} {error:?}");
                let Error::ContentMismatch { sent_md5, stored_md5 } = &error else {
                    panic!("{error:?}")
                };
                assert_eq!((sent_md5.as_str(), stored_md5.as_str()), (RIGHT, WRONG));
                assert_eq!(error.to_string(), "the stored object differs from the bytes sent");
                assert!(error.hint().starts_with("Upload it again"));
                assert!(error.needs_new_url() && !error.nothing_was_sent());
                assert!(
                    error.outcome_is_unknown() && upload.progress.may_be_stored(),
                    "an object stands there all the same"
                );
            }
        }
        assert_eq!(server.connections(), 1, "not tried again here");
    }
}

#[tokio::test]
async fn without_a_content_type_none_is_sent() {
    let (server, seen) = taking_server().await;
    let mut upload = Upload::to(&server);
    upload.options.content_type = None;
    upload.write(b"x");
    upload.put().await.unwrap();
    assert_eq!(header(&seen.lock().unwrap()[0].0, "content-type"), None);
}

#[tokio::test]
async fn an_early_refusal_of_a_large_file_is_heard_every_time_with_nothing_of_it_sent() {
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
            // Closed at once with whatever may still come unread: the hardest way to refuse.
        }
    })
    .await;
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
async fn an_expired_url_is_told_from_a_wrong_signature() {
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
        let server = TestServer::answering(refusal(status, code, message)).await;
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
async fn a_refusal_whose_words_did_not_come_to_their_end_says_so() {
    let half = "HTTP/1.1 403 Forbidden\r\nContent-Length: 300\r\n\r\n<Error><Code>SignatureDoe";
    let server = TestServer::answering(half.to_owned()).await;
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
        let server = TestServer::answering(answer("502 Bad Gateway", kind, body)).await;
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
async fn a_body_waits_for_100_continue() {
    let (server, seen) = taking_server().await; // which asserts that nothing came before its 100
    let mut upload = Upload::to(&server);
    upload.options.expect_continue_timeout = Duration::from_secs(600);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
    assert_eq!(seen.lock().unwrap()[0].1.len(), 2 << 20);
}

#[tokio::test]
async fn a_server_that_refuses_expect_gets_the_body_without_it_and_is_not_asked_again() {
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
                    // RFC 9110, 10.1.1: an intermediary that cannot meet the expectation.
                    peer.say(&answer("417 Expectation Failed", "text/plain", "")).await;
                    return;
                }
                assert_eq!(peer.body(&head).await.len(), 2 << 20);
                peer.say(STORED).await;
            }
        }
    })
    .await;
    let upload = Upload::to(&server);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
    upload.put().await.unwrap();
    assert_eq!(*heads.lock().unwrap(), [true, false, false]);
}

#[tokio::test]
async fn a_417_to_a_request_without_expect_is_told() {
    let server = TestServer::answering(answer("417 Expectation Failed", "text/plain", "")).await;
    let upload = Upload::to(&server);
    for bytes in [5, 2 << 20] {
        upload.sparse(bytes);
        assert_eq!(upload.put().await.unwrap_err().status(), Some(417));
        assert!(!upload.progress.may_be_stored());
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_2xx_whose_answer_does_not_end_leaves_the_object_in_doubt_when_it_is_stopped() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say("HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nand\r\n")
            .await;
        peer.until_gone().await;
    })
    .await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    let answered = Arc::new(AtomicUsize::new(0));
    let observer = Observer::new({
        let answered = answered.clone();
        move |exchange| answered.store(exchange.status.unwrap_or(0).into(), Ordering::SeqCst)
    });
    let storage = upload.storage.with_observer(observer);
    // Whether the answer has begun when it is stopped or not, the object may stand there; until it had begun once.
    let mut pause = Duration::ZERO;
    while answered.load(Ordering::SeqCst) != 200 {
        let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
        let body = UploadBody::file(upload.path());
        let put = storage.put(&upload.presigned, body, &upload.options, &progress, &cancel);
        let (outcome, ()) = tokio::join!(put, async {
            wait_until(|| progress.transferred() == 5).await;
            tokio::time::sleep(pause).await;
            cancel.cancel();
        });
        assert!(matches!(outcome, Err(Error::Canceled)), "{outcome:?}");
        assert!(progress.may_be_stored());
        pause += Duration::from_millis(2);
    }
}

#[tokio::test]
async fn an_accident_of_the_storage_after_the_whole_body_leaves_it_in_doubt_and_a_refusal_does_not() {
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
        let server = TestServer::answering(answer(status, "text/plain", "")).await;
        let upload = Upload::to(&server);
        upload.write(b"small");
        upload.put().await.unwrap_err();
        assert_eq!(upload.progress.may_be_stored(), doubt, "{status}");
    }
}

#[tokio::test]
async fn a_server_that_never_says_100_gets_the_body_all_the_same() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        assert_eq!(peer.body(&head).await.len(), 2 << 20);
        peer.say(STORED).await;
    })
    .await;
    let mut upload = Upload::to(&server);
    upload.options.expect_continue_timeout = Duration::from_millis(20);
    upload.sparse(2 << 20);
    upload.put().await.unwrap();
}

#[tokio::test]
async fn an_answer_lost_after_the_body_is_told_from_a_body_cut_off() {
    for (taken, lost) in [(8 << 20, true), (1 << 20, false)] {
        let server = TestServer::start(move |mut peer, _| async move {
            peer.head().await;
            peer.say(CONTINUE).await;
            while peer.buffered() < taken && peer.more().await > 0 {}
        })
        .await;
        let upload = Upload::to(&server);
        // Large enough that the kernel cannot take all of what the server does not read.
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
async fn an_answer_that_does_not_come_is_waited_for_only_so_long() {
    let server = TestServer::start(|mut peer, _| async move { peer.until_gone().await }).await;
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

#[tokio::test]
async fn a_server_that_says_for_ever_that_it_is_at_work_is_waited_for_only_so_long() {
    let server = endless("", "HTTP/1.1 102 Processing\r\n\r\n", Duration::from_millis(1)).await;
    let mut upload = Upload::to(&server);
    upload.options.response_timeout = Duration::from_millis(200);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        error.outcome_is_unknown() && matches!(error, Error::Transport { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_511_is_the_networks_own_and_says_nothing_of_the_storage() {
    let server = TestServer::answering(answer("511 Network Authentication Required", "text/html", "<p>Sign in")).await;
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
        let server = TestServer::answering(answer(status, "text/plain", "no")).await;
        let upload = Upload::to(&server);
        upload.write(b"small");
        let error = upload.put().await.unwrap_err();
        assert!(error.hint().contains(words) && !error.is_temporary(), "{error:?}");
    }
}

#[tokio::test]
async fn a_name_with_the_word_expired_in_it_is_no_expired_url() {
    for (words, has_expired) in [
        ("Request has expired", true),
        ("The provided token has expired.", true),
        ("No right to put expired.jpg", false),
        ("Access to 'my expired passes/a.jpg' is denied", false),
    ] {
        let server = TestServer::answering(refusal("403 Forbidden", "AccessDenied", words)).await;
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

#[tokio::test]
async fn an_upload_in_which_nothing_moves_is_a_stall() {
    let server = TestServer::start(|mut peer, _| async move {
        peer.head().await;
        peer.say(CONTINUE).await;
        std::future::pending::<()>().await;
    })
    .await;
    let mut upload = Upload::to(&server);
    upload.options.stall_timeout = Duration::from_millis(100);
    upload.sparse(256 << 20);
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Stalled,
                nothing_sent: false,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(upload.progress.transferred() < 256 << 20 && !error.outcome_is_unknown());
}

/// Uploads a large file to a server that holds still after the first bytes until `change` has been made.
async fn changed_while_read(change: impl FnOnce(&Path)) -> Error {
    let go = Arc::new(tokio::sync::Notify::new());
    let (held, whole) = (go.clone(), Arc::new(AtomicUsize::new(0)));
    let counted = whole.clone();
    let server = TestServer::start(move |mut peer, _| {
        let (held, counted) = (held.clone(), counted.clone());
        async move {
            let head = peer.head().await;
            peer.say(CONTINUE).await;
            held.notified().await;
            if peer.body(&head).await.len() == content_length(&head).unwrap() {
                counted.fetch_add(1, Ordering::SeqCst);
                peer.say(STORED).await;
            }
        }
    })
    .await;
    let upload = Upload::to(&server);
    upload.sparse(64 << 20);
    let (outcome, ()) = tokio::join!(upload.put(), async {
        wait_until(|| upload.progress.transferred() > 0).await;
        change(&upload.path());
        go.notify_one();
    });
    assert_eq!(whole.load(Ordering::SeqCst), 0, "a changed file must not arrive whole");
    outcome.unwrap_err()
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_read_is_not_stored_and_the_words_say_how() {
    let write = |path: &Path| std::fs::File::options().write(true).open(path).unwrap();
    let error = changed_while_read(|path| write(path).set_len(1 << 20).unwrap()).await;
    assert!(
        matches!(
            error,
            Error::FileChanged {
                change: FileChange::Shrank,
                ..
            }
        ),
        "{error:?}"
    );
    let error = changed_while_read(|path| write(path).set_len(65 << 20).unwrap()).await;
    assert!(
        matches!(
            error,
            Error::FileChanged {
                change: FileChange::Grew,
                ..
            }
        ),
        "{error:?}"
    );
    let error = changed_while_read(|path| {
        let mut file = write(path);
        file.write_all(b"new").unwrap();
        file.set_modified(std::time::SystemTime::now() + Duration::from_secs(5))
            .unwrap();
    })
    .await;
    assert!(
        matches!(
            error,
            Error::FileChanged {
                change: FileChange::Modified,
                ..
            }
        ),
        "{error:?}"
    );
    #[cfg(unix)]
    {
        let error = changed_while_read(|path| std::fs::remove_file(path).unwrap()).await;
        assert!(
            matches!(
                error,
                Error::FileChanged {
                    change: FileChange::Vanished,
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(
            error.to_string(),
            "the file vanished while it was being read; nothing was stored"
        );
        let error = changed_while_read(|path| {
            let other = path.with_extension("new");
            std::fs::write(&other, b"another").unwrap();
            std::fs::rename(&other, path).unwrap();
        })
        .await;
        assert!(
            matches!(
                error,
                Error::FileChanged {
                    change: FileChange::Shrank,
                    ..
                }
            ),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_missing_or_no_file_is_said_so_before_anything_is_sent() {
    let (server, _) = taking_server().await;
    let upload = Upload::to(&server);
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::File {
                action: FileAction::Opening,
                ..
            }
        ) && error.nothing_was_sent()
    );
    assert_eq!(error.to_string(), "the file no longer exists");
    std::fs::create_dir(upload.path()).unwrap();
    assert_eq!(upload.put().await.unwrap_err().to_string(), "the file cannot be opened");
    std::fs::remove_dir(upload.path()).unwrap();
    upload.sparse((5 << 30) + 1);
    assert!(matches!(upload.put().await.unwrap_err(), Error::TooLarge { .. }));
    upload.write(b"12345");
    let body = UploadBody::file(upload.path()).expecting(4, None);
    let error = upload
        .storage
        .put(
            &upload.presigned,
            body,
            &upload.options,
            &upload.progress,
            &upload.cancel,
        )
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::FileChanged {
                change: FileChange::Grew,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn connections_are_made_ahead_to_where_the_last_url_leads_and_the_next_uploads_have_them() {
    let (server, seen) = taking_server().await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.storage.preconnect(9);
    upload.storage.set_preconnect_host(&upload.presigned);
    for _ in 0..5 {
        upload.storage.preconnect(2);
    }
    wait_until(|| upload.storage.pool.idle_connections() == 2).await;
    for _ in 0..3 {
        upload.put().await.unwrap();
        upload.storage.preconnect(2);
    }
    assert_eq!((server.connections(), seen.lock().unwrap().len()), (2, 3));
}

#[tokio::test]
async fn a_connection_made_ahead_that_the_server_has_closed_is_replaced_by_a_new_one() {
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
    })
    .await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.storage.set_preconnect_host(&upload.presigned);
    upload.storage.preconnect(1);
    wait_until(|| upload.storage.pool.idle_connections() == 1 && server.connections() == 1).await;
    closes.notify_one();
    upload.put().await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_kept_connection_that_the_server_has_left_is_replaced_once() {
    // Each connection takes one upload; a second one on it is read and then dropped without a word.
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say(STORED).await;
        let head = peer.head().await;
        peer.body(&head).await;
    })
    .await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.put().await.unwrap();
    // Not noticed as closed: the server waits for the request and only then hangs up.
    upload.write(b"other");
    upload.put().await.unwrap();
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_small_bodies_is_tried_once_more_and_no_oftener() {
    let server = TestServer::start(|mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
    })
    .await;
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
async fn a_canceled_upload_ends_at_once_and_its_connection_closes() {
    let gone = Arc::new(AtomicUsize::new(0));
    let count = gone.clone();
    let server = TestServer::start(move |mut peer, _| {
        let count = count.clone();
        async move {
            peer.head().await;
            peer.say(CONTINUE).await;
            peer.more().await;
            peer.until_gone().await;
            count.fetch_add(1, Ordering::SeqCst);
        }
    })
    .await;
    let upload = Upload::to(&server);
    upload.sparse(4 << 30);
    let (outcome, ()) = tokio::join!(upload.put(), async {
        wait_until(|| upload.progress.transferred() > 0).await;
        upload.cancel.cancel();
    });
    assert!(matches!(outcome, Err(Error::Canceled)));
    wait_until(|| gone.load(Ordering::SeqCst) == 1).await;
}

#[tokio::test]
async fn a_307_of_the_storage_is_followed_once_and_only_within_it() {
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
    })
    .await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    upload.put().await.unwrap();
    assert!(
        seen.lock().unwrap()[0]
            .0
            .starts_with("PUT /elsewhere?X-Amz-Signature=1 ")
    );

    // Another port of this computer is another service.
    let (target, seen) = taking_server().await;
    let server = TestServer::answering(moved(target.url("/elsewhere?X-Amz-Signature=1"))).await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::Redirected { .. }));
    assert!(seen.lock().unwrap().is_empty() && target.connections() == 0);

    let server = TestServer::answering(moved("https://evil.example/k".to_owned())).await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(&error, Error::Redirected { host: Some(host), .. } if host == "evil.example"),
        "{error:?}"
    );

    // To itself, for ever: followed once.
    let server = TestServer::answering(moved("/again".to_owned())).await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::Redirected { .. }));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn storage_of_a_server_elsewhere_is_looked_for_on_this_computer_by_neither_put_nor_get_nor_ahead() {
    let (server, seen) = taking_server().await;
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
async fn a_web_page_is_not_taken_for_a_stored_file() {
    let server = TestServer::answering(answer("200 OK", "text/html", "<html>Sign in to the hotel</html>")).await;
    let upload = Upload::to(&server);
    upload.write(b"small");
    let error = upload.put().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unexpected {
                what: ResponseFault::WebPage,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_2xx_without_an_etag_is_a_success_only_with_a_body_that_is_known_to_be_one() {
    let compressed = "\u{1f}\u{7f}\0\u{8}";
    for (body, is_stored) in [
        ("", true),
        ("stored", true),
        (r#"{"Key":"bkt/uploads/a b.jpg"}"#, true),
        ("<PutObjectResult/>", true),
        (r#"{"ok":true,"message":"done"}"#, true),
        (r#"{"url":"https://hotel.example/login"}"#, false),
        (r#"{"key":"uploads/a b.jpg","reason":"quota exceeded"}"#, false),
        (r#"{"ok":true,"stored":false}"#, false),
        ("Access denied by policy", false),
        ("<p>please sign in", false),
        ("window.location='https://hotel.example'", false),
        (
            "<AccessDeniedResponse><Message>x</Message></AccessDeniedResponse>",
            false,
        ),
        ("<error><code>InternalError</code></error>", false),
        (r#"[{"errors":["x"]}]"#, false),
        (r#"{"status":"error"}"#, false),
        (compressed, false),
    ] {
        let length = body.len();
        let server = TestServer::answering(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}")).await;
        let upload = Upload::to(&server);
        upload.write(b"a photo");
        match upload.put().await {
            Ok(_) => assert!(is_stored, "{body}"),
            Err(error) => {
                assert!(!is_stored, "{body}: {error}");
                assert!(error.outcome_is_unknown(), "{body}: {error}");
                if body.starts_with("Access") {
                    assert!(error.to_string().ends_with(": Access denied by policy"), "{error}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_page_with_an_etag_of_its_own_is_not_taken_for_a_stored_file() {
    // The MD5 of what is sent.
    let md5 = "\"1e171d1320221d0ef1133a398fb1d4be\"";
    for (etag, more, is_stored) in [
        ("\"65f1c2-2b\"", "", false),
        ("W/\"65f1c2-2b\"", "", false),
        ("\"d41d8cd98f00b204e9800998ecf8427e\"", "", false),
        (md5, "", true),
        ("\"65f1c2-2b\"", "x-amz-request-id: 4442587FB7D0A2F9\r\n", true),
    ] {
        for body in ["<!DOCTYPE html><p>Sign in", r#"{"error":"quota"}"#] {
            let length = body.len();
            let answer = format!("HTTP/1.1 200 OK\r\nETag: {etag}\r\n{more}Content-Length: {length}\r\n\r\n{body}");
            let server = TestServer::answering(answer).await;
            let upload = Upload::to(&server);
            upload.write(b"a photo");
            let outcome = upload.put().await;
            assert_eq!(outcome.is_ok(), is_stored, "{etag} {more} {body}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn plain_http_to_another_computer_is_refused_before_a_connection_is_made() {
    let (server, _) = taking_server().await;
    let mut upload = Upload::to(&server);
    upload.presigned = Presigned::parse("http://192.0.2.1/bkt/k", "k").unwrap();
    upload.write(b"small");
    assert!(matches!(upload.put().await.unwrap_err(), Error::InsecureUrl { .. }));
}

/// As the program does it: beside its place until it is whole.
async fn download(server: &TestServer, to: &Path, policy: Policy, options: &GetOptions) -> Result<Downloaded> {
    let to = to.to_owned();
    let open = move || WholeFile::at(&to, policy);
    let storage = Que::builder(&server.url("")).build().unwrap().storage();
    let url = crate::secret::SignedUrl::new(server.url("/bkt/k?X-Amz-Signature=1").parse().unwrap());
    let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
    let (downloaded, file) = storage.get(&url, open, options, &progress, &cancel).await?;
    file.keep().unwrap();
    Ok(downloaded)
}

fn names(folder: &TempDir) -> Vec<String> {
    std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn a_download_stands_under_its_name_only_when_it_is_whole() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("signed.jpg");
    let server = TestServer::answering(answer("200 OK", "image/jpeg", "signed bytes")).await;
    let downloaded = download(&server, &to, Policy::New, &GetOptions::default())
        .await
        .unwrap();
    assert_eq!(downloaded.bytes, 12);
    assert_eq!(std::fs::read(&to).unwrap(), b"signed bytes");
    assert_eq!(names(&folder), ["signed.jpg"]);

    let cut_off = TestServer::answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_owned()).await;
    let error = download(&cut_off, &to, Policy::Named, &GetOptions::default())
        .await
        .unwrap_err();
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
    assert_eq!(std::fs::read(&to).unwrap(), b"signed bytes");
    assert_eq!(names(&folder), ["signed.jpg"]);
}

#[tokio::test]
async fn a_download_replaces_a_file_only_when_told_to() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("signed.jpg");
    std::fs::write(&to, b"mine").unwrap();
    let server = TestServer::answering(answer("200 OK", "image/jpeg", "new")).await;
    assert!(matches!(
        download(&server, &to, Policy::New, &GetOptions::default())
            .await
            .unwrap_err(),
        Error::AlreadyExists
    ));
    assert_eq!(std::fs::read(&to).unwrap(), b"mine");
    download(&server, &to, Policy::Named, &GetOptions::default())
        .await
        .unwrap();
    assert_eq!(std::fs::read(&to).unwrap(), b"new");
    assert_eq!(names(&folder), ["signed.jpg"]);
}

#[tokio::test]
async fn a_download_that_is_refused_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::answering(refusal("404 Not Found", "NoSuchKey", "gone")).await;
    let error = download(&server, &folder.path().join("a"), Policy::New, &GetOptions::default())
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            Some("NoSuchKey"),
            "the storage has no such object (404 NoSuchKey): gone"
        )
    );
    assert!(names(&folder).is_empty());
}

async fn put_through_proxy(proxy: &TestServer, scheme: &str) -> Result<Stored> {
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
    let (proxy, seen) = taking_server().await;
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
async fn a_socks_proxy_is_asked_for_the_name_or_for_the_address_that_was_looked_at() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
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
                // A greeting with one method, then what is asked for: version, command, nothing, kind of address.
                let mut greeting = [0; 3];
                peer.stream.read_exact(&mut greeting).await.unwrap();
                peer.stream.write_all(&[5, 0]).await.unwrap();
                let mut wanted = vec![0; 3 + expected.len()];
                peer.stream.read_exact(&mut wanted).await.unwrap();
                asked.lock().unwrap().extend_from_slice(&wanted[3..]);
                peer.stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
                take_uploads(peer, seen).await;
            }
        })
        .await;
        put_through(format!("{kind}://{}", proxy.address), url).await.unwrap();
        assert_eq!(*asked.lock().unwrap(), expected, "{kind}");
        assert_eq!(seen.lock().unwrap()[0].1, b"small");
    }
}

#[tokio::test]
async fn a_mark_of_the_storage_that_is_longer_than_any_is_none() {
    for (length, is_kept) in [(256, true), (257, false), (300_000, false)] {
        let server = TestServer::answering(format!(
            "HTTP/1.1 200 OK\r\nETag: \"{}\"\r\nContent-Length: 0\r\n\r\n",
            "a".repeat(length)
        ))
        .await;
        let upload = Upload::to(&server);
        upload.write(b"x");
        assert_eq!(upload.put().await.unwrap().etag.is_some(), is_kept, "{length}");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_is_named_as_the_cause_without_its_password() {
    let proxy = TestServer::start(|mut peer, _| async move {
        assert!(peer.head().await.starts_with("CONNECT storage.invalid:443 "));
        peer.say("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
    })
    .await;
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

/// Says the beginning, then the same piece again and again, `pause` apart, until the client has gone.
async fn endless(begin: &'static str, piece: &'static str, pause: Duration) -> TestServer {
    TestServer::start(move |mut peer, _| async move {
        let head = peer.head().await;
        peer.body(&head).await;
        peer.say(begin).await;
        let piece = piece.repeat(if pause.is_zero() { 1000 } else { 1 });
        while tokio::io::AsyncWriteExt::write_all(&mut peer.stream, piece.as_bytes())
            .await
            .is_ok()
        {
            tokio::time::sleep(pause).await;
        }
    })
    .await
}

const CHUNKED_403: &str =
    "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n24\r\n<Error><Code>AccessDenied</Code>    \r\n";

#[tokio::test]
async fn an_answer_of_the_storage_without_end_is_left_and_its_status_counts() {
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
        let server = endless(begin, piece, pause).await;
        let upload = Upload::to(&server);
        upload.write(b"x");
        let error = tokio::time::timeout(Duration::from_secs(20), upload.put())
            .await
            .unwrap()
            .unwrap_err();
        assert_eq!(error.status(), Some(403), "{error:?}");
    }
    // A success whose body has no end is a success: it has nothing to say. With a mark that anybody may give it is none.
    const MARKED: &str = "HTTP/1.1 200 OK\r\nETag: \"9dd4e461268c8034f5c8564e155c67a6\"\r\n\
                          Transfer-Encoding: chunked\r\n\r\n";
    const UNKNOWN: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (begin, is_stored) in [(MARKED, true), (UNKNOWN, false)] {
        for pause in [Duration::ZERO, trickle] {
            let server = endless(begin, "1\r\nx\r\n", pause).await;
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
async fn headers_of_the_storage_without_end_are_left() {
    let trickle = Duration::from_millis(5);
    for (begin, piece, pause) in [
        ("HTTP/1.1 200 OK\r\n", "A: b\r\n", Duration::ZERO),
        ("HTTP/1.1 200 OK\r\nA: ", "bbbbbbbbbbbbbbbb", Duration::ZERO),
        ("HTTP/1.1 200 OK\r\nA: ", "b", trickle),
        ("", "HTTP/1.1 103 Early Hints\r\n\r\n", trickle),
        ("", "HTTP/1.1 100 Continue\r\n\r\n", Duration::ZERO),
    ] {
        let server = endless(begin, piece, pause).await;
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
async fn a_download_without_end_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let options = GetOptions {
        max_bytes: 1 << 20,
        ..GetOptions::default()
    };
    for begin in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
    ] {
        let server = endless(begin, "a\r\nxxxxxxxxxx\r\n", Duration::ZERO).await;
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
