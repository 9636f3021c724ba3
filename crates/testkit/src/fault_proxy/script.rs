//! What a test tells the proxy to do: rules, and the actions and answers that they have.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

/// What happens to a request.
#[derive(Debug, Clone)]
pub enum Action {
    /// The proxy answers. A body that waits for `100 Continue` is never asked for; any other is read first.
    Answer(Answer),
    /// Forwards this many bytes of the body, then closes both connections.
    CutBodyAfter(u64),
    /// Forwards all of the request, discards the answer, and closes the connection.
    LoseAnswer,
    /// Forwards nothing of the body until the latch opens, then all of it.
    Hold(Latch),
    /// Forwards all of the request. Holds back the answer until the latch opens.
    HoldAnswer(Latch),
    /// Forwards everything, this much later.
    Delay(Duration),
    /// Forwards everything at this many bytes per second.
    Throttle(u64),
    /// Forwards everything in small pieces. Before each it waits for a random time of at most `most`.
    Jitter {
        /// Seeds the waits.
        seed: u64,
        /// The longest wait.
        max: Duration,
    },
    /// Forwards nothing and resets the connection.
    Reset,
    /// Forwards this many bytes of the body, then resets the connection.
    ResetBodyAfter(u64),
    /// Takes only this many bytes of the body and keeps both connections: half-open toward the server.
    StallBodyAfter(u64),
    /// Forwards all of the request, discards the answer, and resets the connection.
    ResetAnswer,
    /// Forwards all of the request. Gives half of the answer and keeps the connection: half-open toward the client.
    StallHalfAnswer,
    /// Forwards all of the request. Gives half of the answer, then closes the connection.
    CutAnswer,
    /// Forwards all of the request. Gives half of the answer's body, chunked, then nothing more.
    StallAnswer,
    /// Forwards everything, but gives the answer this `Content-Type`.
    Retype(&'static str),
    /// Forwards everything, but gives the answer to an upload the ETag of another object.
    Retag,
    /// Forwards everything, but takes the ETag from the answer to an upload.
    Untag,
    /// The proxy answers with up to this many bytes, until the client gives up.
    EndlessAnswer(u64),
}

/// An answer that the proxy gives itself.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) latch: Option<Latch>,
}

impl Answer {
    /// A refusal as Que gives it: a problem document.
    pub fn problem(status: u16, code: &str, detail: &str) -> Self {
        let body = serde_json::json!({ "title": code, "status": status, "code": code, "detail": detail });
        Self::raw(status, "application/problem+json", &body.to_string())
    }

    /// A refusal as S3 gives it: XML.
    pub fn storage(status: u16, code: &str, message: &str) -> Self {
        let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
        Self::raw(status, "application/xml", &body)
    }

    /// Any body of any type. In it, `{number}` stands for the number of the request, which is unique.
    pub fn raw(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.as_bytes().to_vec(),
            latch: None,
        }
    }

    /// These bytes, as an object.
    pub fn object(content_type: &str, bytes: &[u8]) -> Self {
        Self {
            body: bytes.to_vec(),
            ..Self::raw(200, content_type, "")
        }
    }

    /// A web page, as a gateway or a hotel's network answers.
    pub fn web_page(status: u16) -> Self {
        let body = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>";
        Self::raw(status, "text/html; charset=utf-8", body)
    }

    /// Not before the latch opens, so that several requests get it at the same time.
    #[must_use]
    pub fn after(mut self, latch: &Latch) -> Self {
        self.latch = Some(latch.clone());
        self
    }

    /// With this header. In the value, `{target}` stands for path and query of the request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// Holds requests until it opens.
#[derive(Debug, Clone)]
pub struct Latch(Arc<watch::Sender<bool>>);

impl Default for Latch {
    fn default() -> Self {
        Self::new()
    }
}

impl Latch {
    /// A closed latch.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Lets all requests go on, now and later.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    pub(super) async fn opened(&self) {
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

/// One line of the script.
#[derive(Debug, Clone)]
pub struct Rule {
    method: &'static str,
    path: String,
    skip: usize,
    left: usize,
    action: Action,
}

impl Rule {
    /// For requests of this method whose path contains this. Acts every time unless [`Rule::times`] limits it.
    pub fn on(method: &'static str, path: impl Into<String>, action: Action) -> Self {
        Self {
            method,
            path: path.into(),
            skip: 0,
            left: usize::MAX,
            action,
        }
    }

    /// For uploads to the storage.
    pub fn put(action: Action) -> Self {
        Self::on("PUT", "/", action)
    }

    /// For calls that ask for an upload URL.
    pub fn presign(action: Action) -> Self {
        Self::on("POST", "/v1/assets/presign", action)
    }

    /// Lets this many requests pass first.
    #[must_use]
    pub fn after(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    /// Acts at most this many times.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }

    /// What it does to a request, counted off. `None` if it is not for this one.
    pub(super) fn act(&mut self, method: &str, path: &str) -> Option<Action> {
        if self.method != method || !path.contains(&self.path) || self.left == 0 {
            return None;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        self.left -= 1;
        Some(self.action.clone())
    }
}
