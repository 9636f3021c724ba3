//! The storage: objects come back as they were put, and the sandbox's files stay private.

mod refusals;

use futures_util::stream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use self::refusals::first_answer;
use super::*;

#[tokio::test]
async fn an_object_comes_back_byte_for_byte_with_its_content_type() {
    let bench = Bench::new().await;
    for (length, content_type) in [(0_usize, "image/png"), (1, "image/png"), (3_000_017, "image/png")] {
        let bytes: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
        let (url, key) = bench.presign(Some("a.png")).await;
        let put = bench
            .client
            .put(url)
            .header("content-type", content_type)
            .header("content-length", length);
        let put = put.body(bytes.clone()).send().await.unwrap();
        assert_eq!(put.status(), StatusCode::OK);
        if length == 0 {
            assert_eq!(
                put.headers()["etag"],
                "\"d41d8cd98f00b204e9800998ecf8427e\"",
                "the MD5 of nothing"
            );
        }
        let got = bench.download(bench.sandbox.bucket(), &key).await;
        assert_eq!(got.headers()["content-type"], content_type);
        assert_eq!(got.headers()["content-length"], length.to_string().as_str());
        assert_eq!(got.bytes().await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_restart_keeps_objects_key_and_certificates() {
    let bench = Bench::new().await;
    let key = bench.upload("a.jpg", jpeg()).await;
    let api_key = bench.sandbox.api_key().clone();
    let anchor = bench.sandbox.trust_anchor_pem().to_owned();
    let bench = bench.restarted().await;
    assert!(bench.sandbox.api_key() == &api_key);
    assert_eq!(bench.sandbox.trust_anchor_pem(), anchor);
    let got = bench.download(bench.sandbox.bucket(), &key).await;
    assert_eq!(got.headers()["content-type"], "image/jpeg");
    assert_eq!(got.bytes().await.unwrap(), jpeg());
}

#[tokio::test]
async fn a_folder_serves_one_sandbox_at_a_time() {
    let bench = Bench::new().await;
    let second = Sandbox::start(SandboxOptions::new(
        bench.folder.path().join("data"),
        decoder_of_tests(),
    ))
    .await;
    assert!(matches!(second, Err(SandboxError::InUse { .. })), "{second:?}");
    drop(bench.sandbox);
    // Dropping the sandbox releases the lock.
    assert!(
        Sandbox::start(SandboxOptions::new(
            bench.folder.path().join("data"),
            decoder_of_tests()
        ))
        .await
        .is_ok()
    );
}

#[tokio::test]
async fn a_port_in_use_is_reported() {
    let bench = Bench::new().await;
    let port = bench.sandbox.api_url().rsplit(':').next().unwrap().parse().unwrap();
    let folder = TempDir::new().unwrap();
    let second = Sandbox::start(SandboxOptions {
        port,
        ..SandboxOptions::new(folder.path(), decoder_of_tests())
    })
    .await;
    assert!(matches!(second, Err(SandboxError::Listen { .. })), "{second:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_folder_and_its_keys() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new().await;
    let data = bench.folder.path().join("data/que-uploader-sandbox");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for name in ["keys.json", "ca.key.pem", "signer.key.pem"] {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    // Every file, after objects were stored and signed.
    let key = bench.upload("a.jpg", jpeg()).await;
    assert_eq!(bench.sign(&key, &manifest()).await.0, StatusCode::OK);
    let mut folders = vec![data];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
            if path.is_dir() {
                folders.push(path);
            } else {
                files += 1;
            }
        }
    }
    assert!(files >= 12, "{files}");
}

#[tokio::test]
async fn any_content_type_is_accepted_if_it_is_not_signed() {
    let bench = Bench::with(|options| options.sign_content_type = false).await;
    let (url, _) = bench.presign(Some("a.jpg")).await;
    let put = bench
        .client
        .put(url)
        .header("content-type", "text/plain")
        .body("hello")
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_valid_put_that_waits_gets_100_continue() {
    let bench = Bench::new().await;
    let (url, _) = bench.presign(None).await;
    let (mut stream, answer) = first_answer(&bench, &url, "content-length: 5\r\nexpect: 100-continue\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 100 "), "{answer}");
    stream.write_all(b"hello").await.unwrap();
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.unwrap();
    assert!(answer[..read].starts_with(b"HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_cut_connection_leaves_no_object() {
    let bench = Bench::new().await;
    let (url, key) = bench.presign(None).await;
    let (mut stream, _) = first_answer(&bench, &url, "content-length: 100000\r\nexpect: 100-continue\r\n").await;
    stream.write_all(&[7; 50_000]).await.unwrap();
    drop(stream);
    let objects = bench.folder.path().join("data/que-uploader-sandbox/objects");
    let unfinished = || {
        std::fs::read_dir(&objects).unwrap().filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with(".tmp")
        })
    };
    for _ in 0..100 {
        if unfinished().count() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(unfinished().count(), 0);
    let answer = bench
        .call(
            "/v1/assets/presign-download",
            &json!({"bucket": bench.sandbox.bucket(), "key": key}),
        )
        .await;
    assert_problem(&answer, 404, "not_found");
}

#[tokio::test]
async fn stopping_cuts_off_a_stalled_upload() {
    let bench = Bench::new().await;
    let (url, _) = bench.presign(None).await;
    let (_stream, _) = first_answer(&bench, &url, "content-length: 100000\r\nexpect: 100-continue\r\n").await;
    tokio::time::timeout(Duration::from_secs(5), bench.restarted())
        .await
        .unwrap();
}

#[test]
fn the_announcement_is_one_line_of_json_and_debug_holds_no_key() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bench = runtime.block_on(Bench::new());
    let announcement = bench.sandbox.announcement();
    assert!(!announcement.contains('\n'));
    let announcement: Value = serde_json::from_str(&announcement).unwrap();
    assert_eq!(announcement["api_url"], bench.sandbox.api_url());
    assert_eq!(announcement["api_key"], bench.sandbox.api_key().expose());
    assert_eq!(announcement["bucket"], "que-sandbox-assets");
    assert_eq!(announcement["s3_url"], bench.sandbox.s3_url());
    assert!(!format!("{:?}", bench.sandbox).contains(bench.sandbox.api_key().expose()));
}

/// Collects what this thread logs.
#[derive(Clone, Default)]
struct Log(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        std::io::Write::write(&mut *self.0.lock().unwrap(), bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_holds_neither_the_key_nor_a_signature_even_at_trace_level() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let bench = Bench::new().await;
    let (url, key) = bench.presign(Some("a.jpg")).await;
    let refused = bench
        .client
        .put(&url)
        .header("content-type", "image/png")
        .body(jpeg())
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let put = bench
        .client
        .put(&url)
        .header("content-type", "image/jpeg")
        .body(jpeg())
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), StatusCode::OK);
    assert_eq!(bench.sign(&key, &manifest()).await.0, StatusCode::OK);
    let signature = url.split("X-Amz-Signature=").nth(1).unwrap();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("sandbox: listening"), "the log was captured: {text}");
    for line in text.lines() {
        assert!(!line.contains(signature), "{line}");
        assert!(!line.contains(bench.sandbox.api_key().expose()), "{line}");
    }
}
