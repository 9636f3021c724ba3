//! One connection of the proxy: reads requests, does to them what the script says, and forwards the rest.

use std::{fmt::Write as _, io, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{
    Action, Answer, Running, Shared,
    head::Head,
    passing::{Copied, Give, Passing, copy},
};

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
    Continue,
    Close,
}

/// What the server behind the proxy answered.
struct Upstream {
    answer: Head,
    body: Vec<u8>,
    /// Whether all of the request was forwarded before the answer came.
    all_sent: bool,
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
                Some(Action::EndlessAnswer(max)) => self.answer_endlessly(&head, max, &mut running).await?,
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

    /// Closing the connection will be a reset.
    fn reset(&self) {
        let _ = self.write.as_ref().set_zero_linger();
    }

    async fn read_body(&mut self, head: &Head) -> io::Result<()> {
        let left = head.length().unwrap_or(0).saturating_sub(head.early.len() as u64);
        let mut body = (&mut self.read).take(left);
        tokio::io::copy(&mut body, &mut tokio::io::sink()).await?;
        Ok(())
    }

    /// Keeps the connection until the client has had enough.
    async fn until_client_closes(&mut self) -> io::Result<()> {
        tokio::io::copy(&mut self.read, &mut tokio::io::sink()).await?;
        Ok(())
    }

    /// An answer that lasts as long as the client listens.
    async fn answer_endlessly(&mut self, head: &Head, max: u64, running: &mut Running) -> io::Result<Then> {
        if !head.waits_for_continue() {
            self.read_body(head).await?;
        }
        running.answered(200);
        running.ends();
        let start = b"HTTP/1.1 200 Told So\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"url\":\"";
        self.write.write_all(start).await?;
        let piece = [b'x'; 16 << 10];
        let mut sent = 0;
        while sent < max {
            self.write.write_all(&piece).await?;
            sent += piece.len() as u64;
            running.took_endless(piece.len());
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
        Ok(if early { Then::Close } else { Then::Continue })
    }

    /// Forwards the request as far as `passing` allows, and returns what it leaves of the answer to the client.
    async fn pass(&mut self, head: &Head, passing: Passing, running: &mut Running) -> io::Result<Then> {
        let give = passing.give.clone();
        let Upstream {
            mut answer,
            mut body,
            all_sent,
        } = self.forward(head, passing, running).await?;
        running.answered_upstream(answer.status());
        match &give {
            Give::All | Give::Half | Give::HalfAndSilence | Give::StartAndSilence => {}
            Give::Nothing => return Ok(Then::Close),
            Give::After(latch) => latch.opened().await,
            Give::With(name, value) => answer.set(name, Some((*value).to_owned())),
            Give::Without(name) => answer.set(name, None),
        }
        answer.set("connection", (!all_sent).then(|| "close".to_owned()));
        if let Ok(text) = str::from_utf8(&body)
            && text.contains(&self.shared.storage)
        {
            body = text
                .replace(&self.shared.storage, &self.shared.own_storage)
                .into_bytes();
            answer.set("content-length", Some(body.len().to_string()));
        }
        match give {
            Give::Half => self.give_half(&answer, &body, running).await,
            Give::StartAndSilence => {
                self.give_half(&answer, &body, running).await?;
                self.until_client_closes().await?;
                Ok(Then::Close)
            }
            Give::HalfAndSilence => self.give_half_chunked(answer, &body, running).await,
            _ => {
                running.answered(answer.status());
                running.ends();
                self.write.write_all(&[answer.bytes(), body].concat()).await?;
                let bounded = answer.length().is_some() || answer.header("transfer-encoding").is_some();
                Ok(if all_sent && bounded {
                    Then::Continue
                } else {
                    Then::Close
                })
            }
        }
    }

    /// Sends the request on and reads the answer, both at once.
    async fn forward(&mut self, head: &Head, passing: Passing, running: &Running) -> io::Result<Upstream> {
        let Passing {
            bytes,
            pace,
            then_silence,
            ..
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
        let sending = async {
            let copied = copy(&mut body, &mut to, bytes, pace, running).await;
            if then_silence {
                // Both connections stay, and nothing more is read from the client.
                std::future::pending::<()>().await;
            }
            // The upstream connection stays open: Content-Length marks the end. Only a client that is gone closes it.
            if !whole || copied == Copied::ClientGone {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            // The storage may have answered and closed without reading on: its answer counts.
            Ok::<_, io::Error>(())
        };
        let answering = read_answer(&mut from, &mut self.write);
        let mut all_sent = false;
        tokio::pin!(sending, answering);
        loop {
            tokio::select! {
                sent = &mut sending, if !all_sent => {
                    sent?;
                    all_sent = true;
                }
                answered = &mut answering => {
                    let (answer, body) = answered?;
                    return Ok(Upstream { answer, body, all_sent });
                }
            }
        }
    }

    /// Gives half of the answer as it is: of one without a body, half of its head.
    async fn give_half(&mut self, answer: &Head, body: &[u8], running: &mut Running) -> io::Result<Then> {
        running.ends();
        let mut all = answer.bytes();
        all.extend(body);
        let half = if body.is_empty() {
            all.len() / 2
        } else {
            all.len() - body.len() / 2 - 1
        };
        self.write.write_all(&all[..half]).await?;
        Ok(Then::Close)
    }

    /// Gives the head and half of the body without saying its length, then nothing more.
    async fn give_half_chunked(&mut self, mut answer: Head, body: &[u8], running: &mut Running) -> io::Result<Then> {
        running.answered(answer.status());
        running.ends();
        answer.set("content-length", None);
        answer.set("transfer-encoding", Some("chunked".to_owned()));
        let half = &body[..body.len() / 2];
        let mut all = answer.bytes();
        if !half.is_empty() {
            all.extend(format!("{:x}\r\n", half.len()).bytes());
            all.extend([half, b"\r\n"].concat());
        }
        self.write.write_all(&all).await?;
        self.until_client_closes().await?;
        Ok(Then::Close)
    }
}

/// Reads the final answer. Interim ones, such as `100 Continue`, go to the client at once.
async fn read_answer(from: &mut BufReader<OwnedReadHalf>, client: &mut OwnedWriteHalf) -> io::Result<(Head, Vec<u8>)> {
    loop {
        let Some(answer) = Head::read(from).await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        if answer.status() >= 200 {
            let mut body = Vec::new();
            match answer.length() {
                Some(length) => from.take(length).read_to_end(&mut body).await?,
                None => from.read_to_end(&mut body).await?,
            };
            return Ok((answer, body));
        }
        client.write_all(&answer.bytes()).await?;
    }
}
