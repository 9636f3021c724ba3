mod connections;
mod doubt;
mod downloads;
mod endless;
mod expect;
mod proxies;
mod refusals;
mod said;
mod success;

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
use crate::{Presigned, Que};
use testkit::test_server::{CONTINUE, Peer, TestServer, answer, content_length, header};
use testkit::until;

const STORED: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n";

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

    /// A file of zeros that takes no disk space.
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

/// The heads and bodies of the requests so far.
type Seen = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// Accepts uploads one after the other on one connection and records them.
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

fn taking_server() -> (TestServer, Seen) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    (TestServer::start(move |peer, _| take_uploads(peer, kept.clone())), seen)
}

#[tokio::test]
async fn a_file_arrives_whole_with_only_the_headers_that_s3_wants() {
    let (server, seen) = taking_server();
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
    assert_eq!(server.connections(), 1, "the connection is reused");
}

#[tokio::test]
async fn without_a_content_type_none_is_sent() {
    let (server, seen) = taking_server();
    let mut upload = Upload::to(&server);
    upload.options.content_type = None;
    upload.write(b"x");
    upload.put().await.unwrap();
    assert_eq!(header(&seen.lock().unwrap()[0].0, "content-type"), None);
}

#[tokio::test]
async fn an_upload_without_progress_is_a_stall() {
    let server = TestServer::start(|mut peer, _| async move {
        peer.head().await;
        peer.say(CONTINUE).await;
        std::future::pending::<()>().await;
    });
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

/// Uploads a large file to a server that pauses after the first bytes until `change` is done.
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
    });
    let upload = Upload::to(&server);
    upload.sparse(64 << 20);
    let (outcome, ()) = tokio::join!(upload.put(), async {
        until("bytes sent", || upload.progress.transferred() > 0).await;
        change(&upload.path());
        go.notify_one();
    });
    assert_eq!(whole.load(Ordering::SeqCst), 0, "a changed file must not arrive whole");
    outcome.unwrap_err()
}

#[tokio::test]
async fn a_file_that_changes_while_being_read_is_not_stored_and_the_error_says_how() {
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
async fn a_missing_file_or_a_folder_is_refused_before_anything_is_sent() {
    let (server, _) = taking_server();
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
    });
    let upload = Upload::to(&server);
    upload.sparse(4 << 30);
    let (outcome, ()) = tokio::join!(upload.put(), async {
        until("bytes sent", || upload.progress.transferred() > 0).await;
        upload.cancel.cancel();
    });
    assert!(matches!(outcome, Err(Error::Canceled)));
    until("the closed connection", || gone.load(Ordering::SeqCst) == 1).await;
}
