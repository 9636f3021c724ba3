//! A server for tests, made by hand: it sees every byte and says anything.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Listens on loopback; each connection runs the script with its number, from 0.
pub(super) struct TestServer {
    pub(super) address: SocketAddr,
    accepted: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl TestServer {
    pub(super) async fn start<S, F>(script: S) -> Self
    where
        S: Fn(Peer, usize) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepted = Arc::new(AtomicUsize::new(0));
        let count = accepted.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(script(
                    Peer {
                        stream,
                        buffer: Vec::new(),
                    },
                    number,
                ));
            }
        });
        Self {
            address,
            accepted,
            task,
        }
    }

    /// Answers every request on every connection with the same text, and closes.
    pub(super) async fn answering(answer: String) -> Self {
        let answer = Arc::new(answer);
        Self::start(move |mut peer, _| {
            let answer = answer.clone();
            async move {
                let head = peer.head().await;
                peer.body(&head).await;
                peer.say(&answer).await;
            }
        })
        .await
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn connections(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The client's end of a connection, as the server sees it.
pub(super) struct Peer {
    pub(super) stream: TcpStream,
    buffer: Vec<u8>,
}

impl Peer {
    /// The head of the next request, or an empty text where the client has gone.
    pub(super) async fn head(&mut self) -> String {
        loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                let rest = self.buffer.split_off(end + 4);
                let head = std::mem::replace(&mut self.buffer, rest);
                return String::from_utf8(head).unwrap();
            }
            if self.more().await == 0 {
                return String::new();
            }
        }
    }

    /// The body that the head announces.
    pub(super) async fn body(&mut self, head: &str) -> Vec<u8> {
        let length = content_length(head).unwrap_or(0);
        while self.buffer.len() < length && self.more().await > 0 {}
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest)
    }

    /// Bytes that have come and were not asked for.
    pub(super) fn buffered(&self) -> usize {
        self.buffer.len()
    }

    pub(super) async fn more(&mut self) -> usize {
        self.stream.read_buf(&mut self.buffer).await.unwrap_or(0)
    }

    pub(super) async fn say(&mut self, text: &str) {
        let _ = self.stream.write_all(text.as_bytes()).await;
    }

    /// Reads and forgets until the client has gone.
    pub(super) async fn until_gone(&mut self) {
        while self.more().await > 0 {
            self.buffer.clear();
        }
    }
}

pub(super) fn content_length(head: &str) -> Option<usize> {
    header(head, "content-length")?.parse().ok()
}

pub(super) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

pub(super) fn answer(status: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}")
}
