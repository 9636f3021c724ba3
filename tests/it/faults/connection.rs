//! One connection of the proxy: reads requests, does to them what the script says, and passes on the rest.

use std::{fmt::Write as _, io, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{Action, Answer, Running, Shared};

/// Method, path and headers of a request, or status line and headers of an answer.
#[derive(Debug, Clone)]
pub(super) struct Head {
    first_line: String,
    pub(super) method: String,
    pub(super) path: String,
    headers: Vec<(String, String)>,
}

impl Head {
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

    fn length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
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
        while let Some(head) = Head::read(&mut self.read).await? {
            let (action, mut running) = self.shared.begin(&head);
            let length = head.length().unwrap_or(0);
            let then = match action {
                None => self.pass(&head, length, true, &mut running).await?,
                Some(Action::Hold(latch)) => {
                    latch.opened().await;
                    self.pass(&head, length, true, &mut running).await?
                }
                Some(Action::CutBodyAfter(bytes)) => self.pass(&head, length.min(bytes), true, &mut running).await?,
                Some(Action::LoseAnswer) => self.pass(&head, length, false, &mut running).await?,
                Some(Action::Answer(answer)) => self.answer(&head, &answer, &mut running).await?,
            };
            if then == Then::Close {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, head: &Head, answer: &Answer, running: &mut Running) -> io::Result<Then> {
        let early = head.waits_for_continue();
        if !early {
            let mut body = (&mut self.read).take(head.length().unwrap_or(0));
            tokio::io::copy(&mut body, &mut tokio::io::sink()).await?;
        }
        if let Some(latch) = &answer.latch {
            latch.opened().await;
        }
        let mut text = format!("HTTP/1.1 {} Told So\r\n", answer.status);
        for (name, value) in &answer.headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if early {
            text.push_str("Connection: close\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\n\r\n{}", answer.body.len(), answer.body);
        running.answered(answer.status);
        running.ends();
        self.write.write_all(text.as_bytes()).await?;
        Ok(if early { Then::Close } else { Then::GoOn })
    }

    /// Passes the head and so many bytes of the body on, and the answer back.
    async fn pass(&mut self, head: &Head, bytes: u64, give_answer: bool, running: &mut Running) -> io::Result<Then> {
        let mut request = head.clone();
        request.set("host", Some(self.upstream.clone()));
        request.set("connection", Some("close".to_owned()));
        let upstream = TcpStream::connect(&self.upstream).await?;
        let _ = upstream.set_nodelay(true);
        let (from, mut to) = upstream.into_split();
        let mut from = BufReader::new(from);
        to.write_all(&request.bytes()).await?;

        let whole = bytes == head.length().unwrap_or(0);
        let mut body = (&mut self.read).take(bytes);
        let client = &mut self.write;
        let sending = async {
            let sent = tokio::io::copy(&mut body, &mut to).await;
            // The end is not marked: the storage reads it from Content-Length. A client that went away is.
            if !whole || sent.as_ref().is_ok_and(|sent| *sent < bytes) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            // Storage may have answered and closed without reading on: its answer counts.
            let _: io::Result<u64> = sent;
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
        if !give_answer {
            return Ok(Then::Close);
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
        running.answered(answer.status());
        running.ends();
        let mut all = answer.bytes();
        all.extend(body);
        self.write.write_all(&all).await?;
        let bounded = answer.length().is_some() || answer.header("transfer-encoding").is_some();
        Ok(if all_sent && bounded { Then::GoOn } else { Then::Close })
    }
}
