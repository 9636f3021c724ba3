//! One download: a presigned GET into a writer that the caller opens.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{ETAG, HeaderMap, LOCATION, TRANSFER_ENCODING};
use hyper::{Method, Response, StatusCode};
use md5::Md5;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::body::RequestBody;
use super::connection::Connection;
use super::progress::Progress;
use super::reader::file_error;
use super::request::Ask;
use super::words::{Said, content_type};
use super::{Storage, hexadecimal, integrity, refusal};
use crate::error::{AnswerFault, Error, FileAction, Result, Step, TransportKind};
use crate::exchange::Watched;
use crate::secret::SignedUrl;
use crate::transport;
use crate::wire::MAX_PUT_BYTES;

/// Bytes that are collected before they are handed to the writer.
const CHUNK: usize = 256 << 10;

/// How a download is made.
#[derive(Debug, Clone)]
pub struct GetOptions {
    /// The download fails if no data arrives for this long. 30 seconds by default.
    pub stall_timeout: Duration,
    /// The download fails if the object is larger than this many bytes, so that an endless answer can't fill the disk.
    /// 5 GiB by default.
    pub max_bytes: u64,
    /// Whether to compare the received bytes with the MD5 in the storage's answer, if it has one. On by default.
    pub check_md5: bool,
}

impl Default for GetOptions {
    fn default() -> Self {
        Self {
            stall_timeout: Duration::from_secs(30),
            max_bytes: MAX_PUT_BYTES,
            check_md5: true,
        }
    }
}

/// A complete download.
#[derive(Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

impl Downloaded {
    /// The SHA-256 in hexadecimal.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> String {
        hexadecimal(&self.sha256)
    }
}

impl fmt::Debug for Downloaded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.sha256_hexadecimal();
        formatter
            .debug_struct("Downloaded")
            .field("bytes", &self.bytes)
            .field("sha256", &hash)
            .finish()
    }
}

impl Storage {
    /// Downloads an object into the writer that `open` returns, and returns the writer.
    ///
    /// `open` is called once, on a blocking thread, after the storage has answered 200. If the download fails or is
    /// canceled, the writer is dropped with part of the object in it: write to a temporary file and rename it when this
    /// method returns `Ok`. Canceling takes effect immediately.
    ///
    /// ```no_run
    /// # use std::{fs::File, sync::Arc};
    /// # use que_sdk::{GetOptions, Progress, Storage, secret::SignedUrl};
    /// # use tokio_util::sync::CancellationToken;
    /// # async fn example(storage: Storage, url: SignedUrl) -> que_sdk::Result<()> {
    /// let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
    /// let open = || File::create_new("signed.jpg");
    /// let (downloaded, _file) = storage.get(&url, open, &GetOptions::default(), &progress, &cancel).await?;
    /// println!("{} bytes", downloaded.bytes);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::AlreadyThere`] if `open` fails with [`io::ErrorKind::AlreadyExists`], [`Error::File`] if it fails in
    /// another way or the writer does. Otherwise the errors of [`Storage::put`].
    pub async fn get<W: Write + Send + 'static>(
        &self,
        url: &SignedUrl,
        open: impl FnOnce() -> io::Result<W> + Send + 'static,
        options: &GetOptions,
        progress: &Arc<Progress>,
        cancel: &CancellationToken,
    ) -> Result<(Downloaded, W)> {
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Canceled),
            outcome = self.get_watched(url, open, options, progress) => outcome,
        }
    }

    async fn get_watched<W: Write + Send + 'static>(
        &self,
        url: &SignedUrl,
        open: impl FnOnce() -> io::Result<W> + Send + 'static,
        options: &GetOptions,
        progress: &Progress,
    ) -> Result<(Downloaded, W)> {
        let mut watched = Watched::begin(self.observer.as_ref(), "GET", url.expose());
        let outcome = self.get_until_done(url, open, options, progress).await;
        if let Ok((downloaded, _)) = &outcome {
            // Only a 200 brings an object.
            watched.answered(StatusCode::OK.as_u16());
            watched.received(downloaded.bytes);
        }
        watched.end(outcome.as_ref().err());
        outcome
    }

    async fn get_until_done<W: Write + Send + 'static>(
        &self,
        url: &SignedUrl,
        open: impl FnOnce() -> io::Result<W> + Send + 'static,
        options: &GetOptions,
        progress: &Progress,
    ) -> Result<(Downloaded, W)> {
        self.reach.check(url.expose())?;
        let mut place = url.expose().clone();
        let (mut again, mut moved) = (false, false);
        let (response, connection) = loop {
            let (answered, connection) = self.ask(&place, options, again).await?;
            let response = match answered {
                Ok(response) => response,
                Err(_) if connection.used_before && connection.flow.nothing_read() && !again => {
                    again = true;
                    continue;
                }
                Err(error) => return Err(transport_error(connection.flow.nothing_written(), error)),
            };
            if response.status() == StatusCode::TEMPORARY_REDIRECT && !moved {
                let location = response
                    .headers()
                    .get(LOCATION)
                    .and_then(|location| location.to_str().ok());
                let target = location.and_then(|location| place.join(location).ok());
                if let Some(target) = target.filter(|target| self.reach.may_follow(&place, target)) {
                    moved = true;
                    place = target;
                    continue;
                }
            }
            break (response, connection);
        };
        if response.status() != StatusCode::OK {
            if response.status().is_success() {
                let status = response.status().as_u16();
                return Err(Error::Unexpected {
                    step: Step::Download,
                    status,
                    what: AnswerFault::Status,
                });
            }
            return Err(refusal::read(Step::Download, &place, response).await.0);
        }
        let writer = blocking(open).await?;
        let headers = response.headers().clone();
        let (downloaded, looked, writer) = write(response.into_body(), writer, options, progress).await?;
        looked.check(&place, &headers, options)?;
        self.pool.give_back(&place, connection).await;
        Ok((downloaded, writer))
    }

    async fn ask(
        &self,
        url: &Url,
        options: &GetOptions,
        again: bool,
    ) -> Result<(hyper::Result<Response<Incoming>>, Connection)> {
        let mut connection = self.pool.connection(Step::Download, url, again).await?;
        let ask = Ask {
            method: Method::GET,
            url,
            user_agent: &self.user_agent,
            content_type: None,
            content_length: None,
            expects_continue: false,
        };
        let (request, head) = ask.build(&connection, RequestBody::empty())?;
        connection.flow.begin(head, 0, None);
        let answered = tokio::time::timeout(options.stall_timeout, connection.send(request)).await;
        Ok((answered.map_err(|_| stalled())?, connection))
    }
}

/// What is looked at of a body that has come to its end, before it is taken for the object.
struct Looked {
    /// Its first bytes.
    first: Vec<u8>,
    md5: [u8; 16],
    /// Whether it was known before how many there are.
    had_length: bool,
}

impl Looked {
    /// Whether this is the object: who stands in the storage's place answers 200 as well, and a body whose length nobody told
    /// ends where the connection broke.
    fn check(&self, url: &Url, headers: &HeaderMap, options: &GetOptions) -> Result<()> {
        let unexpected = |what| {
            Err(Error::Unexpected {
                step: Step::Download,
                status: StatusCode::OK.as_u16(),
                what,
            })
        };
        if !headers.contains_key(ETAG) {
            match Said::by(content_type(headers).as_deref(), &self.first) {
                Said::StorageError(reason) | Said::OtherError(reason) => {
                    return Err(refusal::error(Step::Download, url, StatusCode::OK, headers, reason));
                }
                Said::Page => return unexpected(AnswerFault::WebPage),
                Said::Other | Said::Unclear(_) => {}
            }
        }
        match integrity::md5_of(headers) {
            Some(told) if options.check_md5 && told != self.md5 => unexpected(AnswerFault::OtherBytes),
            None if !self.had_length && !headers.contains_key(TRANSFER_ENCODING) => unexpected(AnswerFault::NoEnd),
            _ => Ok(()),
        }
    }
}

async fn write<W: Write + Send + 'static>(
    mut body: Incoming,
    mut writer: W,
    options: &GetOptions,
    progress: &Progress,
) -> Result<(Downloaded, Looked, W)> {
    let too_large = || Error::Unexpected {
        step: Step::Download,
        status: 200,
        what: AnswerFault::TooLarge(options.max_bytes),
    };
    if body.size_hint().lower() > options.max_bytes {
        return Err(too_large());
    }
    progress.begin(body.size_hint().exact().unwrap_or(0));
    let had_length = body.size_hint().exact().is_some();
    let (mut hash, mut md5) = (Sha256::new(), Md5::new());
    let mut first = Vec::new();
    let mut collected = BytesMut::with_capacity(CHUNK);
    let mut bytes = 0;
    loop {
        let next = tokio::time::timeout(options.stall_timeout, body.frame())
            .await
            .map_err(|_| stalled())?;
        let Some(frame) = next else { break };
        let frame = frame.map_err(|error| transport_error(false, error))?;
        if let Some(data) = frame.data_ref() {
            if bytes + data.len() as u64 > options.max_bytes {
                return Err(too_large());
            }
            hash.update(data);
            md5.update(data);
            let room = (refusal::BOUND - first.len()).min(data.len());
            first.extend_from_slice(data.get(..room).unwrap_or_default());
            collected.extend_from_slice(data);
            bytes += data.len() as u64;
            progress.set(bytes);
            if collected.len() >= CHUNK {
                writer = write_chunk(writer, collected.split().freeze()).await?;
            }
        }
    }
    writer = write_chunk(writer, collected.freeze()).await?;
    let writer = blocking(move || writer.flush().map(|()| writer)).await?;
    let downloaded = Downloaded {
        bytes,
        sha256: hash.finalize().into(),
    };
    let looked = Looked {
        first,
        md5: md5.finalize().into(),
        had_length,
    };
    Ok((downloaded, looked, writer))
}

async fn write_chunk<W: Write + Send + 'static>(mut writer: W, chunk: Bytes) -> Result<W> {
    blocking(move || writer.write_all(&chunk).map(|()| writer)).await
}

/// Work on the file system, which may take its time.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    let worked = tokio::task::spawn_blocking(work).await;
    worked
        .map_err(io::Error::other)
        .and_then(|worked| worked)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::AlreadyThere,
            _ => writing(error),
        })
}

fn writing(error: io::Error) -> Error {
    file_error(FileAction::Writing, error)
}

fn stalled() -> Error {
    Error::Transport {
        step: Step::Download,
        kind: TransportKind::Stalled,
        nothing_sent: false,
        source: None,
    }
}

fn transport_error(nothing_sent: bool, error: hyper::Error) -> Error {
    let kind = transport::kind_of(&error).unwrap_or(TransportKind::Reset);
    Error::Transport {
        step: Step::Download,
        kind,
        nothing_sent,
        source: Some(Box::new(error)),
    }
}
