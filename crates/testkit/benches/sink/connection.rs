//! HTTP/1.1 on one connection: reads heads, discards bodies, sends answers.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::{
    body,
    request::{Head, Length},
};

/// How much to read at once for a head. A small body comes with it.
const BUFFER: usize = 16 << 10;

/// The longest body that is kept instead of discarded.
const KEPT: u64 = 64 << 10;

/// A connection of a client.
pub(crate) struct Connection<S> {
    stream: S,
    buffer: Vec<u8>,
    /// The range of unread bytes in the buffer.
    begin: usize,
    end: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self {
            stream,
            buffer: vec![0; BUFFER],
            begin: 0,
            end: 0,
        }
    }

    /// The next head. `None` if the client is done.
    pub(crate) async fn head(&mut self) -> io::Result<Option<Head>> {
        loop {
            if self.begin < self.end
                && let Some((head, length)) = Head::parse(&self.buffer[self.begin..self.end])?
            {
                self.begin += length;
                return Ok(Some(head));
            }
            if !self.more().await? {
                return Ok(None);
            }
        }
    }

    /// Reads more into the buffer. Returns `false` at the end.
    async fn more(&mut self) -> io::Result<bool> {
        if self.begin == self.end {
            (self.begin, self.end) = (0, 0);
        } else if self.end == self.buffer.len() {
            if self.begin == 0 {
                return Err(io::Error::other("a head or a line without end"));
            }
            self.buffer.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
        }
        let count = self.stream.read(&mut self.buffer[self.end..]).await?;
        self.end += count;
        Ok(count > 0)
    }

    /// Sends `100 Continue` if the client waits for it.
    async fn let_begin(&mut self, head: &Head) -> io::Result<()> {
        if head.waits && self.begin == self.end {
            self.answer(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
        }
        Ok(())
    }

    /// Discards the body. Returns its length.
    pub(crate) async fn discard(&mut self, head: &Head) -> io::Result<u64> {
        self.let_begin(head).await?;
        match head.length {
            Length::Known(length) => self.discard_bytes(length).await.map(|()| length),
            Length::Chunked => {
                let mut sum = 0;
                loop {
                    let line = self.line().await?;
                    let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
                    let size = std::str::from_utf8(size).map_err(io::Error::other)?;
                    let size = u64::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
                    if size == 0 {
                        // Trailers, up to an empty line.
                        while !self.line().await?.is_empty() {}
                        return Ok(sum);
                    }
                    self.discard_bytes(size).await?;
                    self.line().await?;
                    sum += size;
                }
            }
        }
    }

    /// Reads a small body.
    pub(crate) async fn small_body(&mut self, head: &Head) -> io::Result<Vec<u8>> {
        let Length::Known(length) = head.length else {
            self.discard(head).await?;
            return Ok(Vec::new());
        };
        if length > KEPT {
            self.discard(head).await?;
            return Ok(Vec::new());
        }
        self.let_begin(head).await?;
        let mut body = Vec::new();
        while (body.len() as u64) < length {
            if self.begin == self.end && !self.more().await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let wanted = (length - body.len() as u64).min((self.end - self.begin) as u64) as usize;
            body.extend_from_slice(&self.buffer[self.begin..self.begin + wanted]);
            self.begin += wanted;
        }
        Ok(body)
    }

    async fn discard_bytes(&mut self, length: u64) -> io::Result<()> {
        let at_hand = length.min((self.end - self.begin) as u64);
        self.begin += at_hand as usize;
        body::discard(&mut self.stream, length - at_hand).await
    }

    /// A line without its line break.
    async fn line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let at_hand = &self.buffer[self.begin..self.end];
            if let Some(length) = at_hand.iter().position(|byte| *byte == b'\n') {
                let line = at_hand[..length].trim_ascii_end().to_owned();
                self.begin += length + 1;
                return Ok(line);
            }
            if !self.more().await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Sends bytes as they are, in one piece.
    pub(crate) async fn answer(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Sends an answer with a body. For HEAD it sends only the head.
    pub(crate) async fn answer_with(
        &mut self,
        status: &str,
        content_type: &str,
        body: &str,
        is_head: bool,
    ) -> io::Result<()> {
        let length = body.len();
        let sent = if is_head { "" } else { body };
        let answer =
            format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{sent}");
        self.answer(answer.as_bytes()).await
    }
}
