//! A server on loopback with every byte under the test's control.
//!
//! It runs on its own thread, so it works in blocking and async tests, and ends when dropped.
//!
//! ```
//! use std::{io::{Read, Write}, net::TcpStream};
//! use testkit::test_server::{TestServer, answer};
//!
//! let server = TestServer::answering(answer("200 OK", "text/plain", "hello"));
//! let mut client = TcpStream::connect(server.address)?;
//! client.write_all(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n")?;
//! let mut said = String::new();
//! client.read_to_string(&mut said)?;
//! assert!(said.ends_with("hello"));
//! assert_eq!(server.connections(), 1);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use parking_lot::Mutex;
use rustls::ServerConfig;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    sync::oneshot,
};
use tokio_rustls::TlsAcceptor;

/// Listens on loopback; each connection runs the script with its number, from 0.
#[derive(Debug)]
pub struct TestServer {
    /// Where it listens.
    pub address: SocketAddr,
    accepted: Arc<AtomicUsize>,
    _stop: oneshot::Sender<()>,
}

impl TestServer {
    /// Starts a server that runs this script on each connection. The connection closes when its script ends.
    pub fn start<S, F>(script: S) -> Self
    where
        S: Fn(Peer, usize) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let accepted = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&accepted);
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        std::thread::spawn(move || {
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                let accepting = async {
                    while let Ok((stream, _)) = listener.accept().await {
                        let number = count.fetch_add(1, Ordering::SeqCst);
                        tokio::spawn(script(Peer::new(Box::new(stream)), number));
                    }
                };
                tokio::select! {
                    _ = stopped => {}
                    () = accepting => {}
                }
            });
        });
        Self {
            address,
            accepted,
            _stop: stop,
        }
    }

    /// Answers the first request of every connection with the same text, and closes.
    pub fn answering(answer: String) -> Self {
        let answer: Arc<str> = answer.into();
        Self::start(move |mut peer, _| {
            let answer = Arc::clone(&answer);
            async move { peer.answer(&answer).await }
        })
    }

    /// Like [`TestServer::answering`], over TLS.
    pub fn answering_over_tls(config: Arc<ServerConfig>, answer: String) -> Self {
        let answer: Arc<str> = answer.into();
        Self::start(move |peer, _| {
            let (config, answer) = (Arc::clone(&config), Arc::clone(&answer));
            async move {
                // A client that does not trust the certificate breaks off here.
                if let Ok(mut peer) = peer.accept_tls(config).await {
                    peer.answer(&answer).await;
                    peer.close().await;
                }
            }
        })
    }

    /// The URL of this path, over plain HTTP.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Connections so far.
    pub fn connections(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }
}

/// A [`TestServer`] that gives these answers in turn, each on its own connection, and then repeats the last one.
/// It records the head of each request.
///
/// In an answer, [`ScriptedServer::ADDRESS`] stands for where the server listens.
#[derive(Debug)]
pub struct ScriptedServer {
    /// The server.
    pub server: TestServer,
    heads: Arc<Mutex<Vec<String>>>,
}

impl ScriptedServer {
    /// Replaced by the server's address in each answer: a script cannot know its port.
    pub const ADDRESS: &str = "127.0.0.1:00000";

    /// Starts a server with these answers.
    ///
    /// # Panics
    /// If there are none.
    pub fn new(answers: &[String]) -> Self {
        assert!(!answers.is_empty(), "a script without answers");
        let answers: Arc<[String]> = answers.into();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let address = Arc::new(Mutex::new(String::new()));
        let listens_at = Arc::clone(&address);
        let server = TestServer::start(move |mut peer, _| {
            let (answers, seen, address) = (Arc::clone(&answers), Arc::clone(&seen), Arc::clone(&listens_at));
            async move {
                let head = peer.head().await;
                if head.is_empty() {
                    return;
                }
                let number = {
                    let mut seen = seen.lock();
                    seen.push(head.clone());
                    seen.len() - 1
                };
                if header(&head, "expect").is_some() {
                    peer.say(CONTINUE).await;
                }
                peer.body(&head).await;
                let answer = &answers[number.min(answers.len() - 1)];
                let address = address.lock().clone();
                peer.say(&answer.replace(Self::ADDRESS, &address)).await;
            }
        });
        *address.lock() = server.address.to_string();
        Self { server, heads }
    }

    /// The heads of the requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().clone()
    }

    /// The first lines of the requests so far, without their queries.
    pub fn requests(&self) -> Vec<String> {
        let first_line = |head: &String| head.lines().next()?.split('?').next().map(str::to_owned);
        self.heads.lock().iter().filter_map(first_line).collect()
    }
}

/// Lets a client send the body it announced with `Expect: 100-continue`.
pub const CONTINUE: &str = "HTTP/1.1 100 Continue\r\n\r\n";

/// What a connection runs over: TCP, or TLS on top of it.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// The client's end of a connection, as the server sees it.
pub struct Peer {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
}

impl Peer {
    fn new(stream: Box<dyn Stream>) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    /// From here on the connection speaks TLS.
    ///
    /// # Errors
    /// If the handshake fails, for example because the client does not trust the certificate.
    pub async fn accept_tls(self, config: Arc<ServerConfig>) -> io::Result<Self> {
        let stream = TlsAcceptor::from(config).accept(self.stream).await?;
        Ok(Self::new(Box::new(stream)))
    }

    /// The head of the next request, or an empty text if the client is gone.
    pub async fn head(&mut self) -> String {
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
    pub async fn body(&mut self, head: &str) -> Vec<u8> {
        let length = content_length(head).unwrap_or(0);
        while self.buffer.len() < length && self.more().await > 0 {}
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest)
    }

    /// Exactly this many bytes, or fewer if the client is gone. For what is not HTTP.
    pub async fn take(&mut self, count: usize) -> Vec<u8> {
        while self.buffer.len() < count && self.more().await > 0 {}
        let rest = self.buffer.split_off(count.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest)
    }

    /// Bytes that came and that nothing has read yet.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// Waits for more bytes. Returns how many came; 0 means that the client is gone.
    pub async fn more(&mut self) -> usize {
        self.stream.read_buf(&mut self.buffer).await.unwrap_or(0)
    }

    /// Sends this text. A client that is gone is no error.
    pub async fn say(&mut self, text: &str) {
        self.send(text.as_bytes()).await;
    }

    /// Sends these bytes. Returns whether the connection took them.
    pub async fn send(&mut self, bytes: &[u8]) -> bool {
        let sent = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        sent.await.is_ok()
    }

    /// Reads and discards until the client is gone.
    pub async fn until_gone(&mut self) {
        while self.more().await > 0 {
            self.buffer.clear();
        }
    }

    /// Closes the connection in an orderly way. Over TLS, without this a client reports a cut-off answer.
    pub async fn close(mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// Reads one request and gives this answer.
    async fn answer(&mut self, answer: &str) {
        let head = self.head().await;
        self.body(&head).await;
        self.say(answer).await;
    }
}

/// The `Content-Length` of a head.
pub fn content_length(head: &str) -> Option<usize> {
    header(head, "content-length")?.parse().ok()
}

/// The value of a header, whatever the case of its name.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// An answer with a body of this type.
pub fn answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}")
}
