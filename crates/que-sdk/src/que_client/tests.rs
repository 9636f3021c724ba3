use std::sync::Mutex as StdMutex;

use super::*;
use crate::test_server::{TestServer, answer};
use crate::{Step, TransportKind};

const KEY: &str = "sk_test_1";
const JSON: &str = "application/json";
const STORED: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n";

/// A server that gives these answers in turn, each on a connection of its own, the last one again and again. It remembers
/// the heads of what it was asked.
struct Script {
    server: TestServer,
    heads: Arc<StdMutex<Vec<String>>>,
}

impl Script {
    async fn of(answers: &[String]) -> Self {
        let answers = answers.to_vec();
        let heads = Arc::new(StdMutex::new(Vec::new()));
        let seen = heads.clone();
        let server = TestServer::start(move |mut peer, _| {
            let (answers, seen) = (answers.clone(), seen.clone());
            async move {
                let head = peer.head().await;
                if head.is_empty() {
                    return;
                }
                let address = peer.stream.local_addr().unwrap().to_string();
                let number = {
                    let mut seen = seen.lock().unwrap();
                    seen.push(head.clone());
                    seen.len() - 1
                };
                if head.to_ascii_lowercase().contains("100-continue") {
                    peer.say("HTTP/1.1 100 Continue\r\n\r\n").await;
                }
                peer.body(&head).await;
                let text = answers.get(number).or(answers.last()).unwrap();
                // The scripts know no port.
                peer.say(&text.replace("127.0.0.1:00000", &address)).await;
            }
        })
        .await;
        Self { server, heads }
    }

    fn client(&self, retries: Retries) -> QueClient {
        let mut client = QueClient::builder(KEY)
            .server(&self.server.url(""))
            .retries(retries)
            .build()
            .unwrap();
        client.first_wait = Duration::from_millis(1);
        client
    }

    fn asked(&self) -> Vec<String> {
        let heads = self.heads.lock().unwrap();
        heads
            .iter()
            .map(|head| head.lines().next().unwrap().split('?').next().unwrap().to_owned())
            .collect()
    }

    fn content_types(&self) -> Vec<Option<String>> {
        let heads = self.heads.lock().unwrap();
        let puts = heads.iter().filter(|head| head.starts_with("PUT"));
        puts.map(|head| crate::test_server::header(head, "content-type").map(str::to_owned))
            .collect()
    }
}

fn presigned(key: &str) -> String {
    let url = format!("http://127.0.0.1:00000/bkt/{key}?X-Amz-Signature=0123456789abcdef");
    let body = format!(r#"{{"url":"{url}","key":"{key}"}}"#);
    format!("HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nConnection: close\r\n\r\n{body}")
}

fn problem(status: &str, more: &str) -> String {
    let body = r#"{"title":"not now"}"#;
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{more}Content-Type: application/problem+json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

fn refused(status: &str, code: &str) -> String {
    answer(
        status,
        "application/xml",
        &format!("<Error><Code>{code}</Code></Error>"),
    )
}

fn photo() -> UploadBody {
    UploadBody::from_bytes("photo.jpg", &b"\xff\xd8\xff\xe0 a photo"[..])
}

fn sign_request() -> SignRequest {
    SignRequest::new(AssetRef::from_s3_uri("s3://bkt/a.jpg").unwrap(), "{}")
}

#[tokio::test]
async fn an_answer_has_url_and_key() {
    let script = Script::of(&[presigned("uploads/a.jpg")]).await;
    let presigned = script.client(Retries::Off).get_presigned_url().await.unwrap();
    assert_eq!(presigned.key(), "uploads/a.jpg");
    assert_eq!(presigned.url().expose().path(), "/bkt/uploads/a.jpg");
    let AssetRef::Object { bucket, key } = presigned.asset().unwrap() else {
        panic!("an object");
    };
    assert_eq!((bucket.as_str(), key.as_str()), ("bkt", "uploads/a.jpg"));
}

#[tokio::test]
async fn what_is_temporary_is_tried_again_and_retries_can_be_turned_off() {
    let answers = [problem("503 Service Unavailable", ""), presigned("a.jpg")];
    let script = Script::of(&answers).await;
    assert_eq!(
        script
            .client(Retries::default())
            .get_presigned_url()
            .await
            .unwrap()
            .key(),
        "a.jpg"
    );
    assert_eq!(script.asked().len(), 2);

    let script = Script::of(&answers).await;
    let error = script.client(Retries::Off).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(script.asked().len(), 1);

    let script = Script::of(&[problem("503 Service Unavailable", "")]).await;
    let error = script.client(Retries::UpTo(3)).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(script.asked().len(), 3);
}

#[tokio::test]
async fn a_wrong_key_is_not_tried_again() {
    let script = Script::of(&[problem("401 Unauthorized", "")]).await;
    let error = script.client(Retries::default()).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_by_every_clone() {
    let answers = [
        problem("429 Too Many Requests", "Retry-After: 1\r\n"),
        presigned("a.jpg"),
    ];
    let script = Script::of(&answers).await;
    let client = script.client(Retries::default());
    let begun = Instant::now();
    client.get_presigned_url().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());

    client.delay_all(Duration::from_millis(300));
    let begun = Instant::now();
    client.clone().get_presigned_url().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(300), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_server_that_asks_for_an_hour_gets_no_second_call() {
    let script = Script::of(&[problem("429 Too Many Requests", "Retry-After: 3600\r\n")]).await;
    let error = script.client(Retries::default()).get_presigned_url().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test]
async fn signing_is_repeated_only_if_the_server_did_no_work() {
    let signed = answer("200 OK", JSON, r#"{"asset_s3_uri":"s3://signed/a.jpg"}"#);
    for busy in ["429 Too Many Requests", "503 Service Unavailable"] {
        let script = Script::of(&[problem(busy, ""), signed.clone()]).await;
        let answer = script
            .client(Retries::default())
            .sign_asset(&sign_request())
            .await
            .unwrap();
        assert_eq!(answer.asset(), AssetRef::from_s3_uri("s3://signed/a.jpg"));
        assert_eq!(script.asked().len(), 2, "{busy}");
    }
    // The last is a connection that breaks before the answer.
    for doubtful in [
        problem("500 Internal Server Error", ""),
        problem("502 Bad Gateway", ""),
        problem("504 Gateway Timeout", ""),
        String::new(),
    ] {
        let script = Script::of(&[doubtful.clone(), signed.clone()]).await;
        let error = script
            .client(Retries::default())
            .sign_asset(&sign_request())
            .await
            .unwrap_err();
        assert_eq!(error.step(), Some(Step::Sign));
        assert_eq!(script.asked().len(), 1, "{doubtful}");
    }
}

#[tokio::test]
async fn signing_is_repeated_if_nothing_was_sent() {
    let nobody = Error::Transport {
        step: Step::Sign,
        kind: TransportKind::Connect,
        nothing_sent: true,
        source: None,
    };
    assert!(may_repeat_signing(&nobody));
}

#[tokio::test]
async fn verifying_is_repeated() {
    let report = answer("200 OK", JSON, r#"{"report":"{}"}"#);
    let script = Script::of(&[problem("500 Internal Server Error", ""), report]).await;
    let request = VerifyRequest::new(AssetRef::from_s3_uri("s3://bkt/a.jpg").unwrap());
    assert_eq!(
        script
            .client(Retries::default())
            .verify_asset(&request)
            .await
            .unwrap()
            .report,
        "{}"
    );
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn an_upload_is_repeated_to_the_same_key_and_no_key_goes_to_the_storage() {
    let answers = [
        presigned("a.jpg"),
        refused("503 Slow Down", "SlowDown"),
        STORED.to_owned(),
    ];
    let script = Script::of(&answers).await;
    let uploaded = script.client(Retries::default()).upload_asset(photo()).await.unwrap();
    assert_eq!(
        (uploaded.key.as_str(), uploaded.bucket.as_deref()),
        ("a.jpg", Some("bkt"))
    );
    assert_eq!(uploaded.stored.bytes, 12);
    assert_eq!(
        script.asked(),
        ["POST /v1/assets/presign HTTP/1.1", "PUT /bkt/a.jpg", "PUT /bkt/a.jpg"]
    );
    let heads = script.heads.lock().unwrap();
    assert!(heads[0].contains(KEY) && !heads[1].contains(KEY) && !heads[2].contains(KEY));
}

#[tokio::test]
async fn a_refused_url_is_replaced_once() {
    let expired = refused("403 Forbidden", "AccessDenied");
    let answers = [
        presigned("a.jpg"),
        expired.clone(),
        presigned("b.jpg"),
        STORED.to_owned(),
    ];
    let script = Script::of(&answers).await;
    let uploaded = script.client(Retries::default()).upload_asset(photo()).await.unwrap();
    assert_eq!(uploaded.key, "b.jpg");

    let answers = [presigned("a.jpg"), expired.clone(), presigned("b.jpg"), expired.clone()];
    let script = Script::of(&answers).await;
    let error = script
        .client(Retries::default())
        .upload_asset(photo())
        .await
        .unwrap_err();
    assert!(error.needs_new_url());
    assert_eq!(script.asked().len(), 4);

    let script = Script::of(&[presigned("a.jpg"), expired]).await;
    script.client(Retries::Off).upload_asset(photo()).await.unwrap_err();
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn another_content_type_is_tried_where_the_url_was_signed_for_another() {
    let other = refused("403 Forbidden", "SignatureDoesNotMatch");
    let script = Script::of(&[other, STORED.to_owned()]).await;
    let url = script.server.url("/bkt/a.jpg?X-Amz-Signature=0");
    let presigned = Presigned::parse(&url, "a.jpg").unwrap();
    script
        .client(Retries::default())
        .upload(&presigned, photo())
        .await
        .unwrap();
    assert_eq!(script.content_types(), [Some("image/jpeg".to_owned()), None]);
}

#[tokio::test]
async fn a_file_is_uploaded_by_its_path() {
    let script = Script::of(&[presigned("a.jpg"), STORED.to_owned()]).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound.mp3");
    std::fs::write(&path, b"ID3\x04\0\0\0\0\0\0\xff\xfb").unwrap();
    let client = script.client(Retries::default());
    assert_eq!(
        client.upload_asset(UploadBody::file(&path)).await.unwrap().stored.bytes,
        12
    );
    assert_eq!(script.content_types(), [Some("audio/mpeg".to_owned())]);
    let missing = client
        .upload_asset(UploadBody::file(folder.path().join("gone.jpg")))
        .await;
    assert!(matches!(missing.unwrap_err(), Error::File { .. }));
    assert_eq!(script.asked().len(), 2, "no URL for a file that can't be read");
}

#[test]
fn a_text_that_is_no_key_is_refused_and_never_shown() {
    let error = QueClient::new("sk_secret with a space").unwrap_err();
    assert!(matches!(
        error,
        Error::InvalidApiKey(crate::secret::InvalidApiKey::Character)
    ));
    let builder = QueClient::builder("sk_secret_1");
    let client = builder.clone().build().unwrap();
    assert_eq!(client.que().base_url().as_str(), "https://dev-api.addque.org/");
    for shown in [
        format!("{error} {error:?}"),
        format!("{builder:?}"),
        format!("{client:?}"),
    ] {
        assert!(!shown.contains("sk_secret"), "{shown}");
    }
}

#[test]
fn an_s3_address_names_an_object() {
    for nothing in [
        "",
        "s3://",
        "s3://bucket",
        "s3://bucket/",
        "s3:///key",
        "https://bucket/key",
    ] {
        assert_eq!(AssetRef::from_s3_uri(nothing), None, "{nothing}");
    }
    let AssetRef::Object { bucket, key } = AssetRef::from_s3_uri("s3://b/a/b.jpg").unwrap() else {
        panic!("an object");
    };
    assert_eq!((bucket.as_str(), key.as_str()), ("b", "a/b.jpg"));
}
