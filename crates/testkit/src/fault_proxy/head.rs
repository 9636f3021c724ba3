//! The head of a request or of an answer.

use std::{fmt::Write as _, io};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    net::tcp::OwnedReadHalf,
};

/// The longest call whose body is read before the script decides.
const LONGEST_CALL: u64 = 64 << 10;

/// Method, path and headers of a request, or status line and headers of an answer.
#[derive(Debug, Clone)]
pub(super) struct Head {
    first_line: String,
    pub(super) method: String,
    pub(super) path: String,
    headers: Vec<(String, String)>,
    /// The body of a short call, read together with its head.
    pub(super) early: Vec<u8>,
}

impl Head {
    /// Reads the body of a short call, which names the file or object.
    pub(super) async fn read_call(&mut self, from: &mut BufReader<OwnedReadHalf>) -> io::Result<()> {
        let length = self.length().unwrap_or(0);
        if self.method == "POST" && length <= LONGEST_CALL && !self.waits_for_continue() {
            from.take(length).read_to_end(&mut self.early).await?;
        }
        Ok(())
    }

    /// The file name in a call for an upload URL.
    pub(super) fn filename(&self) -> Option<String> {
        Some(self.call()?.get("filename")?.as_str()?.to_owned())
    }

    /// The key of the object that a call is about.
    pub(super) fn object_key(&self) -> Option<String> {
        Some(self.call()?.get("asset")?.get("key")?.as_str()?.to_owned())
    }

    fn call(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.early).ok()
    }

    /// Reads up to the empty line; `None` at the end of the connection.
    pub(super) async fn read(from: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if from.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" if lines.is_empty() => {}
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let first_line = lines.remove(0);
        let mut words = first_line.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let target = words.next().unwrap_or_default();
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let headers = lines
            .iter()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Some(Self {
            first_line,
            method,
            path,
            headers,
            early: Vec::new(),
        }))
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        self.headers.retain(|(known, _)| known != name);
        if let Some(value) = value {
            self.headers.push((name.to_owned(), value));
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    /// Path and query of a request.
    pub(super) fn target(&self) -> &str {
        self.first_line.split(' ').nth(1).unwrap_or_default()
    }

    /// The status of an answer.
    pub(super) fn status(&self) -> u16 {
        self.path.parse().unwrap_or(0)
    }

    pub(super) fn waits_for_continue(&self) -> bool {
        self.header("expect").is_some()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.first_line);
        for (name, value) in &self.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        text.into_bytes()
    }
}
