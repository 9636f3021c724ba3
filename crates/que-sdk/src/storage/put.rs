//! One upload: a presigned PUT.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::header::LOCATION;
use hyper::{Method, Response, StatusCode};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::body::{RequestBody, Shared};
use super::connection::Connection;
use super::progress::Progress;
use super::reader::{self, Reading, UploadBody, file_error};
use super::request::Ask;
use super::stall::{Stall, Watch};
use super::{Storage, hexadecimal, refusal};
use crate::error::{Error, FileAction, Result, Step, TransportKind};
use crate::exchange::Watched;
use crate::fault::may_have_been_done;
use crate::presigned::Presigned;
use crate::transport;
use crate::wire::MAX_PUT_BYTES;

/// What is said of an upload that is confirmed in this way.
const WITHOUT_MARK: &str =
    "The storage confirmed the upload without an ETag: its copy cannot be compared with the file.";

/// Settings of an upload.
#[derive(Debug, Clone)]
pub struct PutOptions {
    /// The Content-Type header. `None` sends none, for a retry after `SignatureDoesNotMatch`.
    pub content_type: Option<String>,
    /// The upload fails if no data is sent for this long. 30 seconds by default.
    pub stall_timeout: Duration,
    /// How long to wait for the answer after the last byte, longer on slow connections. 60 seconds by default.
    pub answer_timeout: Duration,
    /// Bodies of at least this many bytes wait for `100 Continue`. 1 MiB by default.
    pub expect_from: u64,
    /// How long they wait before sending anyway. 1 second by default.
    pub expect_timeout: Duration,
    /// Whether to compare the bytes sent with the MD5 in the storage's answer, if it has one. On by default.
    pub check_md5: bool,
}

impl Default for PutOptions {
    fn default() -> Self {
        Self {
            content_type: None,
            stall_timeout: Duration::from_secs(30),
            answer_timeout: Duration::from_secs(60),
            expect_from: 1 << 20,
            expect_timeout: Duration::from_secs(1),
            check_md5: true,
        }
    }
}

impl PutOptions {
    /// The default settings with a Content-Type.
    #[must_use]
    pub fn with_content_type(content_type: &str) -> Self {
        Self {
            content_type: Some(content_type.to_owned()),
            ..Self::default()
        }
    }
}

/// A confirmed upload.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// The ETag without quotes, often the MD5 of the content. `None` if the answer has none; S3 always sends one.
    pub etag: Option<String>,
    /// SHA-256.
    pub sha256: [u8; 32],
    /// How many bytes were sent.
    pub bytes: u64,
    /// How long the request took until its answer was complete.
    pub took: Duration,
}

impl Stored {
    /// The SHA-256 in hexadecimal.
    #[must_use]
    pub fn sha256_hexadecimal(&self) -> String {
        hexadecimal(&self.sha256)
    }
}

impl fmt::Debug for Stored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Stored")
            .field("etag", &self.etag)
            .field("sha256", &self.sha256_hexadecimal())
            .field("bytes", &self.bytes)
            .finish()
    }
}

/// How one attempt ended without success.
pub(super) enum Failed {
    /// For good, as far as this call is concerned.
    Final(Error),
    /// The connection broke in a way that a new one may cure: it was a kept one, or the refusal was lost on it.
    Broken(Error),
    /// The storage names another place of its own.
    Moved(Url),
    /// Who answers knows no `Expect`, or wants none.
    NoExpectation,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl Storage {
    /// Uploads with one PUT. Canceling takes effect immediately.
    ///
    /// A kept-alive connection that the storage has closed is replaced once, and the file is opened again. All other retries
    /// are up to the caller.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Transport`], [`Error::File`], [`Error::FileChanged`], [`Error::TooLarge`],
    /// [`Error::ContentMismatch`], [`Error::InsecureUrl`], [`Error::Redirected`], [`Error::Unexpected`] or [`Error::Canceled`].
    pub async fn put(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
        cancel: &CancellationToken,
    ) -> Result<Stored> {
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Error::Canceled),
            outcome = self.put_until_done(presigned, body, options, progress) => outcome,
        }
    }

    async fn put_until_done(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
    ) -> Result<Stored> {
        self.reach.check(presigned.url().expose())?;
        let mut place = presigned.clone();
        let (mut again, mut moved) = (false, false);
        loop {
            let mut watched = Watched::begin(self.observer.as_ref(), "PUT", place.url().expose());
            let outcome = self
                .attempt(&place, body.clone(), options, progress, again, &mut watched)
                .await;
            watched.sent(progress.moved());
            if outcome.as_ref().is_ok_and(|stored| stored.etag.is_none()) {
                watched.remark(WITHOUT_MARK);
            }
            watched.end(match &outcome {
                Err(Failed::Broken(error) | Failed::Final(error)) => Some(error),
                _ => None,
            });
            match outcome {
                Ok(stored) => return Ok(stored),
                Err(Failed::Broken(error)) if !again => {
                    tracing::debug!(%error, "once more on a new connection");
                    again = true;
                }
                Err(Failed::NoExpectation) => {
                    tracing::debug!("once more without Expect");
                    self.pool.expect_nothing(place.url().expose());
                }
                Err(Failed::Moved(url)) if !moved => {
                    tracing::debug!(host = url.host_str(), "the storage sends the upload on");
                    moved = true;
                    place = place.moved_to(url);
                }
                Err(Failed::Moved(url)) => {
                    let host = url.host_str().map(str::to_owned);
                    return Err(Error::Redirected {
                        step: Step::Upload,
                        status: 307,
                        host,
                    });
                }
                Err(Failed::Final(error) | Failed::Broken(error)) => return Err(error),
            }
        }
    }

    async fn attempt(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
        again: bool,
        watched: &mut Watched<'_>,
    ) -> Result<Stored, Failed> {
        let url = presigned.url().expose();
        let opening = tokio::time::timeout(options.stall_timeout, reader::start(body, options.check_md5)).await;
        let Reading { bytes, chunks, hashes } = opening
            .map_err(|_| file_error(FileAction::Opening, std::io::Error::from(std::io::ErrorKind::TimedOut)))??;
        if bytes > MAX_PUT_BYTES {
            return Err(Error::TooLarge {
                bytes,
                limit: MAX_PUT_BYTES,
            }
            .into());
        }
        progress.begin(bytes);
        let mut connection = self.pool.connection(Step::Upload, url, again).await?;

        let expects_continue = bytes > 0 && (again || bytes >= options.expect_from) && self.pool.may_expect(url);
        let shared = Arc::new(Shared::default());
        let ask = Ask {
            method: Method::PUT,
            url,
            user_agent: &self.user_agent,
            content_type: options.content_type.as_deref(),
            content_length: Some(bytes),
            expects_continue,
        };
        let (mut request, head) = ask.build(&connection, RequestBody::new(chunks, bytes, shared.clone()))?;
        if expects_continue {
            let shared = shared.clone();
            hyper::ext::on_informational(&mut request, move |informational| {
                if informational.status() == StatusCode::CONTINUE {
                    shared.open_gate();
                }
            });
        } else {
            shared.open_gate();
        }
        let flow = connection.flow.clone();
        flow.begin(head, bytes, Some(progress.clone()));
        progress.touch();
        let used_before = connection.used_before;
        let watch = Watch {
            options,
            progress,
            shared: &shared,
            began: Instant::now(),
            bytes,
        };
        let sent = tokio::select! {
            biased;
            answered = connection.send(request) => answered.map_err(Some),
            stalled = watch.stalled(&flow) => match stalled {
                Stall::Answer => Err(None),
                Stall::File => {
                    let source = std::io::Error::from(std::io::ErrorKind::TimedOut);
                    return Err(file_error(FileAction::Reading, source).into());
                }
                Stall::Network => return Err(transport_error(TransportKind::Stalled, flow.nothing_written(), None).into()),
            },
        };
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                if let Some(error) = shared.take_failure() {
                    return Err(error.into());
                }
                let kind = match &error {
                    _ if flow.all_written() => TransportKind::BodySentAnswerLost,
                    Some(error) => transport::kind_of(error).unwrap_or(TransportKind::Reset),
                    None => TransportKind::Timeout,
                };
                // A wait that ended is not tried again here; a connection that broke is, where it was a kept one, or
                // where a refusal may have been lost because the body did not wait for it.
                let broken = error.is_some() && flow.nothing_read() && (used_before || !expects_continue);
                let error = transport_error(kind, flow.nothing_written(), error);
                return Err(if broken {
                    Failed::Broken(error)
                } else {
                    Failed::Final(error)
                });
            }
        };
        let status = response.status();
        watched.answered(status.as_u16());
        tracing::debug!(status = status.as_u16(), bytes, "the storage answered the upload");
        if !status.is_success() {
            if !may_have_been_done(status.as_u16()) {
                progress.answered();
            }
            if status == StatusCode::EXPECTATION_FAILED && expects_continue {
                return Err(Failed::NoExpectation);
            }
            return Err(self.refused(url, response, connection).await);
        }
        self.confirmed(response, connection, hashes, &watch, presigned).await
    }

    async fn refused(&self, url: &Url, response: Response<Incoming>, connection: Connection) -> Failed {
        if response.status() == StatusCode::TEMPORARY_REDIRECT {
            let location = response
                .headers()
                .get(LOCATION)
                .and_then(|location| location.to_str().ok());
            let target = location.and_then(|location| url.join(location).ok());
            if let Some(target) = target.filter(|target| self.reach.may_follow(url, target)) {
                return Failed::Moved(target);
            }
        }
        let (error, complete) = refusal::read(Step::Upload, url, response).await;
        if complete {
            self.pool.give_back(url, connection).await;
        }
        Failed::Final(error)
    }
}

pub(super) fn transport_error(kind: TransportKind, nothing_sent: bool, source: Option<hyper::Error>) -> Error {
    Error::Transport {
        step: Step::Upload,
        kind,
        nothing_sent,
        source: source.map(Into::into),
    }
}
