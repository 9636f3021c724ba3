use super::*;
use crate::{Step, TransportKind};
use testkit::test_server::{ScriptedServer, answer, header};

const KEY: &str = "sk_test_1";
const JSON: &str = "application/json";
const STORED: &str = "HTTP/1.1 200 OK\r\nETag: \"abc\"\r\nContent-Length: 0\r\n\r\n";

/// A scripted server and clients of it.
struct Script(ScriptedServer);

impl Script {
    fn of(answers: &[String]) -> Self {
        Self(ScriptedServer::new(answers))
    }

    fn client(&self, retries: Retries) -> QueClient {
        let mut client = QueClient::builder(KEY)
            .server(&self.0.server.url(""))
            .retries(retries)
            .build()
            .unwrap();
        client.first_wait = Duration::from_millis(1);
        client
    }

    fn asked(&self) -> Vec<String> {
        self.0.requests()
    }

    fn content_types(&self) -> Vec<Option<String>> {
        let heads = self.0.heads();
        let puts = heads.iter().filter(|head| head.starts_with("PUT"));
        puts.map(|head| header(head, "content-type").map(str::to_owned))
            .collect()
    }
}

fn presigned(key: &str) -> String {
    let url = format!(
        "http://{}/bkt/{key}?X-Amz-Signature=0123456789abcdef",
        ScriptedServer::ADDRESS
    );
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
    let script = Script::of(&[presigned("uploads/a.jpg")]);
    let presigned = script.client(Retries::Off).get_presigned_url().await.unwrap();
    assert_eq!(presigned.key(), "uploads/a.jpg");
    assert_eq!(presigned.url().expose().path(), "/bkt/uploads/a.jpg");
    let AssetRef::Object { bucket, key } = presigned.asset().unwrap() else {
        panic!("an object");
    };
    assert_eq!((bucket.as_str(), key.as_str()), ("bkt", "uploads/a.jpg"));
}

#[tokio::test]
async fn temporary_errors_are_retried_and_retries_can_be_turned_off() {
    let answers = [problem("503 Service Unavailable", ""), presigned("a.jpg")];
    let script = Script::of(&answers);
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

    let script = Script::of(&answers);
    let error = script.client(Retries::Off).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(script.asked().len(), 1);

    let script = Script::of(&[problem("503 Service Unavailable", "")]);
    let error = script.client(Retries::UpTo(3)).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(script.asked().len(), 3);
}

#[tokio::test]
async fn a_wrong_key_is_not_retried() {
    let script = Script::of(&[problem("401 Unauthorized", "")]);
    let error = script.client(Retries::default()).get_presigned_url().await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test]
async fn every_clone_waits_for_a_rate_limit() {
    let answers = [
        problem("429 Too Many Requests", "Retry-After: 1\r\n"),
        presigned("a.jpg"),
    ];
    let script = Script::of(&answers);
    let client = script.client(Retries::default());
    let started = Instant::now();
    client.get_presigned_url().await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());

    client.delay_all(Duration::from_millis(300));
    let started = Instant::now();
    client.clone().get_presigned_url().await.unwrap();
    assert!(
        started.elapsed() >= Duration::from_millis(300),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_server_that_asks_for_an_hour_is_not_called_again() {
    let script = Script::of(&[problem("429 Too Many Requests", "Retry-After: 3600\r\n")]);
    let error = script.client(Retries::default()).get_presigned_url().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(script.asked().len(), 1);
}

#[tokio::test]
async fn signing_is_retried_only_if_the_server_did_no_work() {
    let signed = answer("200 OK", JSON, r#"{"asset_s3_uri":"s3://signed/a.jpg"}"#);
    for busy in ["429 Too Many Requests", "503 Service Unavailable"] {
        let script = Script::of(&[problem(busy, ""), signed.clone()]);
        let answer = script
            .client(Retries::default())
            .sign_asset(&sign_request())
            .await
            .unwrap();
        assert_eq!(answer.asset(), AssetRef::from_s3_uri("s3://signed/a.jpg"));
        assert_eq!(script.asked().len(), 2, "{busy}");
    }
    // The last one is a connection lost before the answer.
    for doubtful in [
        problem("500 Internal Server Error", ""),
        problem("502 Bad Gateway", ""),
        problem("504 Gateway Timeout", ""),
        String::new(),
    ] {
        let script = Script::of(&[doubtful.clone(), signed.clone()]);
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
async fn signing_is_retried_if_nothing_was_sent() {
    let nobody = Error::Transport {
        step: Step::Sign,
        kind: TransportKind::Connect,
        nothing_sent: true,
        source: None,
    };
    assert!(may_repeat_signing(&nobody));
}

#[tokio::test]
async fn verifying_is_retried() {
    let report = answer("200 OK", JSON, r#"{"report":"{}"}"#);
    let script = Script::of(&[problem("500 Internal Server Error", ""), report]);
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
async fn an_upload_is_retried_to_the_same_key_without_sending_the_api_key_to_the_storage() {
    let answers = [
        presigned("a.jpg"),
        refused("503 Slow Down", "SlowDown"),
        STORED.to_owned(),
    ];
    let script = Script::of(&answers);
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
    let heads = script.0.heads();
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
    let script = Script::of(&answers);
    let uploaded = script.client(Retries::default()).upload_asset(photo()).await.unwrap();
    assert_eq!(uploaded.key, "b.jpg");

    let answers = [presigned("a.jpg"), expired.clone(), presigned("b.jpg"), expired.clone()];
    let script = Script::of(&answers);
    let error = script
        .client(Retries::default())
        .upload_asset(photo())
        .await
        .unwrap_err();
    assert!(error.needs_new_url());
    assert_eq!(script.asked().len(), 4);

    let script = Script::of(&[presigned("a.jpg"), expired]);
    script.client(Retries::Off).upload_asset(photo()).await.unwrap_err();
    assert_eq!(script.asked().len(), 2);
}

#[tokio::test]
async fn another_content_type_is_tried_if_the_url_was_signed_for_another() {
    let other = refused("403 Forbidden", "SignatureDoesNotMatch");
    let script = Script::of(&[other, STORED.to_owned()]);
    let url = script.0.server.url("/bkt/a.jpg?X-Amz-Signature=0");
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
    let script = Script::of(&[presigned("a.jpg"), STORED.to_owned()]);
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
fn an_invalid_key_is_refused_and_never_shown() {
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
