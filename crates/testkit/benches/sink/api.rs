//! The Que API as far as uploads need it, and the runner's own calls.

use std::{io, sync::Arc};

use jiff::Timestamp;
use parking_lot::Mutex;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::{connection::Connection, request::Head, tally::Tally};

/// What stays unescaped in the path of a URL.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const SIGNATURE: &str = "5d1f0c2b7a9e4f3860b1c2d3e4f5a6978812233445566778899aabbccddeeff0";

/// The API of one server.
pub(crate) struct Api {
    /// Where presigned URLs point.
    storage_base: Mutex<String>,
    tally: Arc<Tally>,
}

impl Api {
    pub(crate) fn new(storage_base: String, tally: Arc<Tally>) -> Self {
        Self {
            storage_base: Mutex::new(storage_base),
            tally,
        }
    }

    fn presigned(&self, body: &[u8]) -> Value {
        let asked: Value = serde_json::from_slice(body).unwrap_or_default();
        let name = asked.get("filename").and_then(Value::as_str).unwrap_or("file");
        let number = self.tally.presigned();
        let now = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let day = &now[..8];
        let base = self.storage_base.lock().clone();
        let in_path = utf8_percent_encode(name, KEPT);
        json!({
            "url": format!(
                "{base}/que-bench/uploads/{number}/{in_path}?X-Amz-Algorithm=AWS4-HMAC-SHA256\
                &X-Amz-Credential=bench%2F{day}%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date={now}&X-Amz-Expires=900\
                &X-Amz-SignedHeaders=host&X-Amz-Signature={SIGNATURE}"
            ),
            "key": format!("uploads/{number}/{name}"),
        })
    }
}

/// Answers until the client is done.
pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: Connection<S>,
    api: &Api,
) -> io::Result<()> {
    while let Some(head) = connection.head().await? {
        let body = connection.small_body(&head).await?;
        let (status, kind, answer) = answer(api, &head, &body);
        connection
            .answer_with(status, kind, &answer.to_string(), head.method == "HEAD")
            .await?;
        if head.closes {
            break;
        }
    }
    Ok(())
}

fn answer(api: &Api, head: &Head, body: &[u8]) -> (&'static str, &'static str, Value) {
    let problem = |status: &'static str, number: u16, code: &str, detail: &str| {
        let told = json!({"type": "about:blank", "title": code, "status": number, "code": code, "detail": detail});
        (status, "application/problem+json", told)
    };
    let told = match (head.method.as_str(), head.path.as_str()) {
        ("GET", "/healthz") => {
            json!({"status": "healthy", "message": "sink", "timestamp": Timestamp::now().as_second()})
        }
        ("GET", "/__counts") => api.tally.told(),
        ("POST", "/__reset") => {
            api.tally.reset();
            json!({})
        }
        ("PUT", "/__storage-base") => {
            let base = String::from_utf8_lossy(body).into_owned();
            *api.storage_base.lock() = base;
            json!({})
        }
        _ if !head.has_key => return problem("401 Unauthorized", 401, "unauthorized", "there is no API key"),
        ("POST", "/v1/assets/presign") => api.presigned(body),
        ("GET", "/v1/trust-list") => json!({
            "version": "bench-1",
            "issued_at": "2025-01-01T00:00:00Z",
            "data": {"manufacturers": [], "cas": [], "policy": {"default": "allow"}},
        }),
        _ => return problem("404 Not Found", 404, "not_found", "the sink does not do that"),
    };
    ("200 OK", "application/json", told)
}
