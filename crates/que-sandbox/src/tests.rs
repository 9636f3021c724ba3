//! Tests of the whole sandbox over real HTTP. The modules have their own.

mod calls;
mod credentials;
mod identities;
mod objects;

use std::sync::Once;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::files::png;

use super::presign::Permission;
use super::*;

fn jpeg() -> Vec<u8> {
    testkit::files::JPEG.to_vec()
}

/// A manifest that every version of the engine accepts.
fn manifest() -> Value {
    json!({
        "title": "Test picture",
        "claim_generator_info": [{"name": "Que Uploader tests", "version": "1"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [{
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
        }]}}],
    })
}

/// A sandbox with a client in front of it.
struct Bench {
    sandbox: Sandbox,
    client: Client,
    folder: TempDir,
}

impl Bench {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut SandboxOptions)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = SandboxOptions::new(folder.path().join("data"), decoder_of_tests());
        change(&mut options);
        let sandbox = Sandbox::start(options).await.unwrap();
        Self {
            sandbox,
            client: client(),
            folder,
        }
    }

    /// Stops this sandbox and starts another one on the same folder.
    async fn restarted(self) -> Self {
        let Self {
            sandbox,
            client,
            folder,
        } = self;
        sandbox.stop().await;
        let sandbox = Sandbox::start(SandboxOptions::new(folder.path().join("data"), decoder_of_tests()))
            .await
            .unwrap();
        Self {
            sandbox,
            client,
            folder,
        }
    }

    fn get(&self, path: &str) -> RequestBuilder {
        let request = self.client.get(format!("{}{path}", self.sandbox.api_url()));
        request.header("x-api-key", self.sandbox.api_key().expose())
    }

    fn post(&self, path: &str) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.sandbox.api_url()));
        request.header("x-api-key", self.sandbox.api_key().expose())
    }

    async fn call(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let answer = self.post(path).json(body).send().await.unwrap();
        let status = answer.status();
        if status.is_client_error() || status.is_server_error() {
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
        }
        (status, answer.json().await.unwrap())
    }

    /// Presigns. Returns the URL and the key.
    async fn presign(&self, filename: Option<&str>) -> (String, String) {
        let body = filename.map_or(json!({}), |name| json!({"filename": name}));
        let (status, answer) = self.call("/v1/assets/presign", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        (text("url"), text("key"))
    }

    /// Presigns and uploads. Returns the key.
    async fn upload(&self, filename: &str, bytes: Vec<u8>) -> String {
        let (url, key) = self.presign(Some(filename)).await;
        let put = self
            .client
            .put(url)
            .header("content-type", naming::content_type(filename));
        // reqwest omits the length of an empty body.
        let put = put.header("content-length", bytes.len()).body(bytes);
        assert_eq!(put.send().await.unwrap().status(), StatusCode::OK);
        key
    }

    /// Downloads an object through presign-download.
    async fn download(&self, bucket: &str, key: &str) -> Response {
        let (status, answer) = self
            .call("/v1/assets/presign-download", &json!({"bucket": bucket, "key": key}))
            .await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        self.client.get(answer["url"].as_str().unwrap()).send().await.unwrap()
    }

    async fn sign(&self, key: &str, manifest: &Value) -> (StatusCode, Value) {
        let asset = json!({"bucket": self.sandbox.bucket(), "key": key});
        self.call(
            "/v1/sign",
            &json!({"asset": asset, "mode": "server_measure", "manifest_json": manifest.to_string()}),
        )
        .await
    }

    /// A URL for a PUT of this object, signed as of `from` with the sandbox's own storage key. It is valid for 30 s, long
    /// enough on a busy machine.
    fn put_url(&self, bucket: &str, key: &str, from: jiff::Timestamp) -> String {
        self.sandbox.presigner.url(&Permission {
            method: "PUT",
            bucket,
            key,
            content_type: None,
            from,
            lifetime: Duration::from_secs(30),
        })
    }
}

fn client() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder().no_proxy().build().unwrap()
}

/// Asserts status, code and part of the message of an S3 error.
async fn assert_s3_error(answer: Response, status: u16, code: &str, message: &str) {
    let given = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    assert_eq!(given, status, "{text}");
    assert!(text.contains(&format!("<Code>{code}</Code>")), "{text}");
    assert!(text.contains(message), "{text}");
}

/// Asserts status and code of a problem document. Returns its detail.
fn assert_problem(answer: &(StatusCode, Value), status: u16, code: &str) -> String {
    let (given, problem) = answer;
    assert_eq!(given.as_u16(), status, "{problem}");
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["type"], "about:blank", "{problem}");
    problem["detail"].as_str().unwrap().to_owned()
}

#[test]
#[ignore = "the other tests start it as a child process"]
fn decoder_child_process() {
    if !std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        decoder::serve(|task| match task {
            decoder::Task::Sandbox(job) => decode(job),
            _ => decoder::Answer::default(),
        })
        .unwrap();
    }
}

/// The program that these tests start as a child process to decode.
fn decoder_of_tests() -> DecoderProgram {
    DecoderProgram::in_test("tests::decoder_child_process")
}
