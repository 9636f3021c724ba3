//! Downloads with a presigned GET, into a writer that the caller opens.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{ETAG, HeaderMap, TRANSFER_ENCODING};
use hyper::{Method, Response, StatusCode};
use md5::Md5;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::connection::Connection;
use super::errors::{file_error, transport_error};
use super::options::GetOptions;
use super::progress::Progress;
use super::request::StorageRequest;
use super::request_body::RequestBody;
use super::response_body::{ResponseBody, content_type};
use super::stored::Downloaded;
use super::{Storage, checksums, error_response};
use crate::error::{Error, FileAction, ResponseFault, Result, Step, TransportKind};
use crate::exchange::Recorder;
use crate::secret::SignedUrl;
use crate::transport;

/// Bytes that are collected before they are written.
const CHUNK_BYTES: usize = 256 << 10;

impl Storage {
    /// Downloads an object into the writer that `open` returns, and returns the writer.
    ///
    /// `open` is called once, on a blocking thread, after the storage has responded with 200. If the download fails or is
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
    /// [`Error::AlreadyExists`] if `open` fails with [`io::ErrorKind::AlreadyExists`], [`Error::File`] if it fails in
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
            outcome = self.get_recorded(url, open, options, progress) => outcome,
        }
    }

    async fn get_recorded<W: Write + Send + 'static>(
        &self,
        url: &SignedUrl,
        open: impl FnOnce() -> io::Result<W> + Send + 'static,
        options: &GetOptions,
        progress: &Progress,
    ) -> Result<(Downloaded, W)> {
        let mut recorder = Recorder::start(self.observer.as_ref(), "GET", url.expose());
        let outcome = self.get_uncanceled(url, open, options, progress).await;
        if let Ok((downloaded, _)) = &outcome {
            recorder.set_status(StatusCode::OK.as_u16());
            recorder.set_bytes_received(downloaded.bytes);
        }
        recorder.finish(outcome.as_ref().err());
        outcome
    }

    async fn get_uncanceled<W: Write + Send + 'static>(
        &self,
        url: &SignedUrl,
        open: impl FnOnce() -> io::Result<W> + Send + 'static,
        options: &GetOptions,
        progress: &Progress,
    ) -> Result<(Downloaded, W)> {
        self.addresses.check(url.expose())?;
        let (response, connection, url) = self.follow(url.expose().clone(), options).await?;
        if response.status() != StatusCode::OK {
            if response.status().is_success() {
                return Err(unexpected(response.status(), ResponseFault::UnexpectedStatus));
            }
            return Err(error_response::read_error(Step::Download, &url, response).await.0);
        }
        let writer = blocking(open).await?;
        let headers = response.headers().clone();
        let (downloaded, body, writer) = write(response.into_body(), writer, options, progress).await?;
        body.check(&url, &headers, options)?;
        self.pool.give_back(&url, connection).await;
        Ok((downloaded, writer))
    }

    /// Sends the request. Repeats it once on a new connection if a reused one was closed, and follows one redirect. Also
    /// returns the URL that responded.
    async fn follow(&self, mut url: Url, options: &GetOptions) -> Result<(Response<Incoming>, Connection, Url)> {
        let (mut fresh, mut redirected) = (false, false);
        loop {
            let (response, connection) = self.request(&url, options, fresh).await?;
            let response = match response {
                Ok(response) => response,
                Err(_) if connection.is_reused && connection.counters.nothing_read() && !fresh => {
                    fresh = true;
                    continue;
                }
                Err(error) => return Err(download_error(connection.counters.nothing_written(), error)),
            };
            match self.redirect_target(&url, &response) {
                Some(target) if !redirected => {
                    redirected = true;
                    url = target;
                }
                _ => return Ok((response, connection, url)),
            }
        }
    }

    async fn request(
        &self,
        url: &Url,
        options: &GetOptions,
        fresh: bool,
    ) -> Result<(hyper::Result<Response<Incoming>>, Connection)> {
        let mut connection = self.pool.connection(Step::Download, url, fresh).await?;
        let request = StorageRequest {
            method: Method::GET,
            url,
            user_agent: &self.user_agent,
            content_type: None,
            content_length: None,
            expects_continue: false,
        };
        let (request, head) = request.build(&connection, RequestBody::empty())?;
        connection.counters.start(head, 0, None);
        let response = tokio::time::timeout(options.stall_timeout, connection.send(request)).await;
        Ok((response.map_err(|_| stalled())?, connection))
    }
}

/// The facts about a complete body that show whether it is the object.
struct ReceivedBody {
    first_bytes: Vec<u8>,
    md5: [u8; 16],
    /// Whether the response has a Content-Length.
    had_length: bool,
}

impl ReceivedBody {
    /// Checks that this is the object: proxies and sign-in pages also send 200, and a body of unknown length may end because
    /// the connection broke.
    fn check(&self, url: &Url, headers: &HeaderMap, options: &GetOptions) -> Result<()> {
        let unexpected = |what| Err(unexpected(StatusCode::OK, what));
        if !headers.contains_key(ETAG) {
            match ResponseBody::classify(content_type(headers).as_deref(), &self.first_bytes) {
                ResponseBody::StorageError(details) | ResponseBody::GatewayError(details) => {
                    return Err(error_response::error(
                        Step::Download,
                        url,
                        StatusCode::OK,
                        headers,
                        details,
                    ));
                }
                ResponseBody::WebPage => return unexpected(ResponseFault::WebPage),
                ResponseBody::Harmless | ResponseBody::Unrecognized(_) => {}
            }
        }
        match checksums::md5_in_etag(headers) {
            Some(md5) if options.check_md5 && md5 != self.md5 => unexpected(ResponseFault::ChecksumMismatch),
            None if !self.had_length && !headers.contains_key(TRANSFER_ENCODING) => {
                unexpected(ResponseFault::UnknownLength)
            }
            _ => Ok(()),
        }
    }
}

/// Writes the body, and returns what is needed to [check](ReceivedBody::check) it.
async fn write<W: Write + Send + 'static>(
    mut body: Incoming,
    mut writer: W,
    options: &GetOptions,
    progress: &Progress,
) -> Result<(Downloaded, ReceivedBody, W)> {
    let too_large = || unexpected(StatusCode::OK, ResponseFault::TooLarge(options.max_bytes));
    if body.size_hint().lower() > options.max_bytes {
        return Err(too_large());
    }
    progress.start(body.size_hint().exact().unwrap_or(0));
    let had_length = body.size_hint().exact().is_some();
    let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
    let mut first_bytes = Vec::new();
    let mut collected = BytesMut::with_capacity(CHUNK_BYTES);
    let mut bytes = 0;
    loop {
        let next = tokio::time::timeout(options.stall_timeout, body.frame())
            .await
            .map_err(|_| stalled())?;
        let Some(frame) = next else { break };
        let frame = frame.map_err(|error| download_error(false, error))?;
        if let Some(data) = frame.data_ref() {
            if bytes + data.len() as u64 > options.max_bytes {
                return Err(too_large());
            }
            sha256.update(data);
            md5.update(data);
            let room = (error_response::MAX_BODY_BYTES - first_bytes.len()).min(data.len());
            first_bytes.extend_from_slice(data.get(..room).unwrap_or_default());
            collected.extend_from_slice(data);
            bytes += data.len() as u64;
            progress.set(bytes);
            if collected.len() >= CHUNK_BYTES {
                writer = write_chunk(writer, collected.split().freeze()).await?;
            }
        }
    }
    writer = write_chunk(writer, collected.freeze()).await?;
    let writer = blocking(move || writer.flush().map(|()| writer)).await?;
    let downloaded = Downloaded {
        bytes,
        sha256: sha256.finalize().into(),
    };
    let received = ReceivedBody {
        first_bytes,
        md5: md5.finalize().into(),
        had_length,
    };
    Ok((downloaded, received, writer))
}

async fn write_chunk<W: Write + Send + 'static>(mut writer: W, chunk: Bytes) -> Result<W> {
    blocking(move || writer.write_all(&chunk).map(|()| writer)).await
}

/// Runs file operations on a blocking thread.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
        .and_then(|outcome| outcome)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::AlreadyExists,
            _ => file_error(FileAction::Writing, error),
        })
}

fn unexpected(status: StatusCode, what: ResponseFault) -> Error {
    Error::Unexpected {
        step: Step::Download,
        status: status.as_u16(),
        what,
    }
}

fn stalled() -> Error {
    transport_error(Step::Download, TransportKind::Stalled, false, None)
}

fn download_error(nothing_sent: bool, error: hyper::Error) -> Error {
    let kind = transport::kind_of(&error).unwrap_or(TransportKind::Reset);
    transport_error(Step::Download, kind, nothing_sent, Some(error))
}
