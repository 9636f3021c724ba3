//! Tests of the whole sandbox over real HTTP; the parts have their own.

mod calls;
mod credentials;
mod objects;

use std::sync::Once;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::presign::Permission;
use super::*;

/// A JPEG of 8 by 8 pixels without credentials.
const JPEG: &str = "ffd8ffe000104a46494600010100000100010000ffdb0043001b12141714111b1716171e1c1b2028422b28252528513a3d3042605565645f55\
5d5b6a7899816a7190735b5d85b586909ea3abadab6780bcc9baa6c799a8aba4ffdb0043011c1e1e2823284e2b2b4ea46e5d6ea4a4a4a4a4a4a4a4a4a4a4\
a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4ffc00011080008000803012200021101031101ffc40015\
00010100000000000000000000000000000004ffc40014100100000000000000000000000000000000ffc400150101010000000000000000000000000000\
0405ffc40014110100000000000000000000000000000000ffda000c03010002110311003f009800955fffd9";

fn jpeg() -> Vec<u8> {
    (0..JPEG.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&JPEG[at..at + 2], 16).unwrap())
        .collect()
}

fn png() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(24, 16, |x, y| image::Rgb([x as u8 * 9, y as u8 * 15, 77]));
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A manifest that every version of the engine takes.
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

    /// Ends this sandbox and starts another on the same folder.
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

    /// Presigns; the URL and the key.
    async fn presign(&self, filename: Option<&str>) -> (String, String) {
        let body = filename.map_or(json!({}), |name| json!({"filename": name}));
        let (status, answer) = self.call("/v1/assets/presign", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        (text("url"), text("key"))
    }

    /// Presigns and uploads; the key.
    async fn upload(&self, filename: &str, bytes: Vec<u8>) -> String {
        let (url, key) = self.presign(Some(filename)).await;
        let put = self
            .client
            .put(url)
            .header("content-type", naming::content_type(filename));
        // reqwest leaves the length of an empty body out.
        let put = put.header("content-length", bytes.len()).body(bytes);
        assert_eq!(put.send().await.unwrap().status(), StatusCode::OK);
        key
    }

    /// The bytes of an object, by presign-download.
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

    /// A URL for a PUT of this object, made at this time with the sandbox's own storage key. It lives 30 s: long enough
    /// for a machine with much to do.
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

/// Checks an S3 error answer by status, code and a part of its message.
async fn assert_s3_error(answer: Response, status: u16, code: &str, message: &str) {
    let given = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    assert_eq!(given, status, "{text}");
    assert!(text.contains(&format!("<Code>{code}</Code>")), "{text}");
    assert!(text.contains(message), "{text}");
}

/// Checks a problem by status and code; its detail.
fn assert_problem(answer: &(StatusCode, Value), status: u16, code: &str) -> String {
    let (given, problem) = answer;
    assert_eq!(given.as_u16(), status, "{problem}");
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["type"], "about:blank", "{problem}");
    problem["detail"].as_str().unwrap().to_owned()
}

#[test]
#[ignore = "the others start it as a child of theirs"]
fn what_these_tests_start_as_a_child() {
    if !std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        decoder::serve(|task| match task {
            decoder::Task::Sandbox(job) => decode(job),
            _ => decoder::Answer::default(),
        })
        .unwrap();
    }
}

/// The program whose children decode for these tests.
fn decoder_of_tests() -> DecoderProgram {
    DecoderProgram::in_test("tests::what_these_tests_start_as_a_child")
}
