//! One connection of the proxy: reads requests, does to them what the script says, and passes on the rest.

use std::{fmt::Write as _, io, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{
    Action, Answer, Running, Shared,
    passing::{Copied, Give, Passing, copy},
};

/// The longest call whose body is read before it is decided what happens to it.
const LONGEST_CALL: u64 = 64 << 10;

/// Method, path and headers of a request, or status line and headers of an answer.
#[derive(Debug, Clone)]
pub(super) struct Head {
    first_line: String,
    pub(super) method: String,
    pub(super) path: String,
    headers: Vec<(String, String)>,
    /// The body of a short call, read together with its head.
    early: Vec<u8>,
}

impl Head {
    /// Reads the body of a short call.
    async fn read_call(&mut self, from: &mut BufReader<OwnedReadHalf>) -> io::Result<()> {
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
    async fn read(from: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Self>> {
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

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: Option<String>) {
        self.headers.retain(|(known, _)| known != name);
        if let Some(value) = value {
            self.headers.push((name.to_owned(), value));
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    /// Path and query of a request.
    fn target(&self) -> &str {
        self.first_line.split(' ').nth(1).unwrap_or_default()
    }

    /// The status of an answer.
    fn status(&self) -> u16 {
        self.path.parse().unwrap_or(0)
    }

    fn waits_for_continue(&self) -> bool {
        self.header("expect").is_some()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.first_line);
        for (name, value) in &self.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        text.into_bytes()
    }
}

/// One connection of the client.
pub(super) struct Connection {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    upstream: String,
    shared: Arc<Shared>,
}

/// Whether the connection takes another request.
#[derive(PartialEq)]
enum Then {
    GoOn,
    Close,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, upstream: String, shared: Arc<Shared>) -> Self {
        let (read, write) = stream.into_split();
        Self {
            read: BufReader::new(read),
            write,
            upstream,
            shared,
        }
    }

    pub(super) async fn serve(mut self) -> io::Result<()> {
        while let Some(mut head) = Head::read(&mut self.read).await? {
            head.read_call(&mut self.read).await?;
            let (action, mut running) = self.shared.begin(&head);
            let then = match action {
                Some(Action::Answer(answer)) => self.answer(&head, &answer, &mut running).await?,
                Some(Action::EndlessAnswer(most)) => self.answer_without_end(&head, most, &mut running).await?,
                Some(Action::Reset) => {
                    self.reset();
                    Then::Close
                }
                other => {
                    match &other {
                        Some(Action::Hold(latch)) => latch.opened().await,
                        Some(Action::Delay(time)) => tokio::time::sleep(*time).await,
                        _ => {}
                    }
                    let resets = matches!(other, Some(Action::ResetBodyAfter(_) | Action::ResetAnswer));
                    let passing = Passing::of(other, head.length().unwrap_or(0));
                    let passed = self.pass(&head, passing, &mut running).await;
                    if resets {
                        self.reset();
                    }
                    passed?
                }
            };
            if then == Then::Close {
                break;
            }
        }
        Ok(())
    }

    /// Closing it will be a reset.
    fn reset(&self) {
        let _ = self.write.as_ref().set_zero_linger();
    }

    async fn read_body(&mut self, head: &Head) -> io::Result<()> {
        let left = head.length().unwrap_or(0).saturating_sub(head.early.len() as u64);
        let mut body = (&mut self.read).take(left);
        tokio::io::copy(&mut body, &mut tokio::io::sink()).await?;
        Ok(())
    }

    /// An answer that goes on for as long as the client listens.
    async fn answer_without_end(&mut self, head: &Head, most: u64, running: &mut Running) -> io::Result<Then> {
        if !head.waits_for_continue() {
            self.read_body(head).await?;
        }
        running.answered(200);
        running.ends();
        let start = b"HTTP/1.1 200 Told So\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"url\":\"";
        self.write.write_all(start).await?;
        let piece = [b'x'; 16 << 10];
        let mut sent = 0;
        while sent < most {
            self.write.write_all(&piece).await?;
            sent += piece.len() as u64;
            running.gave(piece.len());
        }
        Ok(Then::Close)
    }

    async fn answer(&mut self, head: &Head, answer: &Answer, running: &mut Running) -> io::Result<Then> {
        let early = head.waits_for_continue();
        if !early {
            self.read_body(head).await?;
        }
        if let Some(latch) = &answer.latch {
            latch.opened().await;
        }
        let mut text = format!("HTTP/1.1 {} Told So\r\n", answer.status);
        for (name, value) in &answer.headers {
            let value = value.replace("{target}", head.target());
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if early {
            text.push_str("Connection: close\r\n");
        }
        let body = match str::from_utf8(&answer.body) {
            Ok(words) => words.replace("{number}", &running.number.to_string()).into_bytes(),
            Err(_) => answer.body.clone(),
        };
        let _ = write!(text, "Content-Length: {}\r\n\r\n", body.len());
        running.answered(answer.status);
        running.ends();
        self.write.write_all(&[text.as_bytes(), &body].concat()).await?;
        Ok(if early { Then::Close } else { Then::GoOn })
    }

    /// Passes the head and so many bytes of the body on, and the answer back.
    async fn pass(&mut self, head: &Head, passing: Passing, running: &mut Running) -> io::Result<Then> {
        let Passing {
            bytes,
            pace,
            then_silence,
            give,
        } = passing;
        let mut request = head.clone();
        request.set("host", Some(self.upstream.clone()));
        request.set("connection", Some("close".to_owned()));
        let upstream = TcpStream::connect(&self.upstream).await?;
        let _ = upstream.set_nodelay(true);
        let (from, mut to) = upstream.into_split();
        let mut from = BufReader::new(from);
        to.write_all(&request.bytes()).await?;

        let whole = bytes == head.length().unwrap_or(0);
        let mut body = head.early.as_slice().chain(&mut self.read).take(bytes);
        let client = &mut self.write;
        let sending = async {
            let copied = copy(&mut body, &mut to, bytes, pace, running).await;
            if then_silence {
                // Both connections stay, and nothing more is taken from the client's.
                std::future::pending::<()>().await;
            }
            // The end is not marked: the storage reads it from Content-Length. A client that went away is.
            if !whole || copied == Copied::ClientGone {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            // Storage may have answered and closed without reading on: its answer counts.
            Ok::<_, io::Error>(())
        };
        let answering = async {
            loop {
                let Some(answer) = Head::read(&mut from).await? else {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                };
                if answer.status() >= 200 {
                    let mut body = Vec::new();
                    match answer.length() {
                        Some(length) => (&mut from).take(length).read_to_end(&mut body).await?,
                        None => from.read_to_end(&mut body).await?,
                    };
                    return Ok((answer, body));
                }
                client.write_all(&answer.bytes()).await?;
            }
        };
        let mut all_sent = false;
        let answered = {
            tokio::pin!(sending, answering);
            loop {
                tokio::select! {
                    sent = &mut sending, if !all_sent => {
                        sent?;
                        all_sent = true;
                    }
                    answered = &mut answering => break answered,
                }
            }
        };
        let (mut answer, mut body) = answered?;
        running.behind(answer.status());
        match &give {
            Give::All | Give::Half | Give::HalfAndSilence | Give::StartAndSilence => {}
            Give::Nothing => return Ok(Then::Close),
            Give::After(latch) => latch.opened().await,
            Give::With(name, value) => answer.set(name, Some((*value).to_owned())),
            Give::Without(name) => answer.set(name, None),
        }
        answer.set("connection", (!all_sent).then(|| "close".to_owned()));
        if let Ok(text) = std::str::from_utf8(&body)
            && text.contains(&self.shared.storage)
        {
            body = text
                .replace(&self.shared.storage, &self.shared.own_storage)
                .into_bytes();
            answer.set("content-length", Some(body.len().to_string()));
        }
        if matches!(give, Give::Half | Give::StartAndSilence) {
            running.ends();
            let mut all = answer.bytes();
            all.extend(&body);
            // Of an answer without a body half of the head comes.
            let half = if body.is_empty() {
                all.len() / 2
            } else {
                all.len() - body.len() / 2 - 1
            };
            self.write.write_all(&all[..half]).await?;
            if matches!(give, Give::StartAndSilence) {
                // Until the client has had enough of it.
                tokio::io::copy(&mut self.read, &mut tokio::io::sink()).await?;
            }
            return Ok(Then::Close);
        }
        running.answered(answer.status());
        running.ends();
        if matches!(give, Give::HalfAndSilence) {
            answer.set("content-length", None);
            answer.set("transfer-encoding", Some("chunked".to_owned()));
            let half = &body[..body.len() / 2];
            let mut all = answer.bytes();
            if !half.is_empty() {
                all.extend(format!("{:x}\r\n", half.len()).bytes());
                all.extend([half, b"\r\n"].concat());
            }
            self.write.write_all(&all).await?;
            // Until the client has had enough of it.
            tokio::io::copy(&mut self.read, &mut tokio::io::sink()).await?;
            return Ok(Then::Close);
        }
        let mut all = answer.bytes();
        all.extend(body);
        self.write.write_all(&all).await?;
        let bounded = answer.length().is_some() || answer.header("transfer-encoding").is_some();
        Ok(if all_sent && bounded { Then::GoOn } else { Then::Close })
    }
}
