//! One upload: a file to one presigned place.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, ETAG, HeaderMap, LOCATION};
use hyper::{Method, Response, StatusCode};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::body::{RequestBody, Shared};
use super::connection::Connection;
use super::hashing::Hashes;
use super::progress::Progress;
use super::reader::{self, Reading, UploadBody, file_error};
use super::request::Ask;
use super::{Storage, hexadecimal, integrity, refusal};
use crate::que::bounds;
use crate::que::error::{Error, FileAction, Result, Step, Surprise, TransportKind};
use crate::que::exchange::Watched;
use crate::que::presigned::Presigned;
use crate::que::transport;
use crate::que::wire::MAX_PUT_BYTES;

/// The most that a slow link is waited for longer than [`PutOptions::answer_timeout`].
const MOST_ALLOWANCE: Duration = Duration::from_secs(300);
/// What the kernel may hold of a body that it has taken.
const KERNEL_BUFFER: u64 = 4 << 20;

/// What is said of an upload that is confirmed in this way.
const WITHOUT_MARK: &str =
    "The storage confirmed the upload without an ETag: its copy cannot be compared with the file.";

/// How an upload is made.
#[derive(Debug, Clone)]
pub struct PutOptions {
    /// The Content-Type to send; `None` sends none, for the second try after `SignatureDoesNotMatch`.
    pub content_type: Option<String>,
    /// How long nothing may move before the upload counts as stalled.
    pub stall_timeout: Duration,
    /// How long the answer may take after the last byte. Slow links get longer: the kernel still holds bytes then.
    pub answer_timeout: Duration,
    /// Bodies from this size on wait for `100 Continue`.
    pub expect_from: u64,
    /// How long they wait; servers that know no `100 Continue` say nothing.
    pub expect_timeout: Duration,
    /// Whether the MD5 that the storage tells is compared with that of what was sent, where it tells one.
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
    /// The usual options with a Content-Type.
    #[must_use]
    pub fn with_content_type(content_type: &str) -> Self {
        Self {
            content_type: Some(content_type.to_owned()),
            ..Self::default()
        }
    }
}

/// An upload that the storage has confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// The storage's mark of the content, without its quotes; often the MD5. `None` where it gave none, as S3 never does.
    pub etag: Option<String>,
    /// SHA-256 of the bytes that were sent.
    pub sha256: [u8; 32],
    /// How many they were.
    pub bytes: u64,
    /// How long the request and its answer took on their connection.
    pub took: Duration,
}

impl Stored {
    /// The hash in hexadecimal.
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
enum Failed {
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
    /// Uploads a file with one PUT. Cancelling ends it at once.
    ///
    /// A connection that breaks because it was kept too long is replaced once, with the file opened again; every
    /// other retry is the caller's.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Transport`], [`Error::File`], [`Error::FileChanged`], [`Error::TooLarge`],
    /// [`Error::ContentMismatch`], [`Error::InsecureUrl`], [`Error::Redirected`], [`Error::Unexpected`] or [`Error::Cancelled`].
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
            () = cancel.cancelled() => Err(Error::Cancelled),
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
            if is_refusal(status) {
                progress.answered();
            }
            if status == StatusCode::EXPECTATION_FAILED && expects_continue {
                return Err(Failed::NoExpectation);
            }
            return Err(self.refused(url, response, connection).await);
        }
        // From here on the object stands there. Until this call says so, whatever ends it leaves that in doubt.
        let etag = etag(response.headers());
        let told_md5 = integrity::md5_of(response.headers());
        let unexpected = |what| Error::Unexpected {
            step: Step::Upload,
            status: status.as_u16(),
            what,
        };
        if etag.is_none() && is_web_page(response.headers()) {
            return Err(unexpected(Surprise::WebPage).into());
        }
        if !flow.all_written() {
            return Err(unexpected(Surprise::TooEarly).into());
        }
        let (words, complete) = refusal::drain(response.into_body()).await;
        // Not every page says that it is one, and no storage answers a PUT with a page.
        if etag.is_none() && is_markup_of_a_page(&words) {
            return Err(unexpected(Surprise::WebPage).into());
        }
        // Nor does any say so much.
        if etag.is_none() && words.len() >= refusal::BOUND {
            return Err(unexpected(Surprise::TooLarge(refusal::BOUND as u64)).into());
        }
        let took = watch.began.elapsed();
        if complete {
            self.pool.give_back(url, connection).await;
        }
        // Every byte went out, so the hashes are on their way: the reading thread sends them right after the last chunk.
        let Hashes { sha256, md5 } = hashes.wait().await?;
        if let (Some(sent), Some(told)) = (md5, told_md5)
            && sent != told
        {
            return Err(Error::ContentMismatch {
                sent_md5: hexadecimal(&sent),
                stored_md5: hexadecimal(&told),
            }
            .into());
        }
        progress.answered();
        Ok(Stored {
            etag,
            sha256,
            bytes,
            took,
        })
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

/// What is waited for when nothing moves.
enum Stall {
    Network,
    File,
    Answer,
}

struct Watch<'a> {
    options: &'a PutOptions,
    progress: &'a Progress,
    shared: &'a Shared,
    began: Instant,
    bytes: u64,
}

impl Watch<'_> {
    /// Ends when nothing has moved for too long. Opens the gate when `100 Continue` does not come.
    async fn stalled(&self, flow: &super::flow::Flow) -> Stall {
        if !self.shared.gate_is_open() {
            tokio::time::sleep(self.options.expect_timeout).await;
            if !self.shared.gate_is_open() {
                tracing::debug!("no 100 Continue came: the body goes without it");
                self.progress.touch();
                self.shared.open_gate();
            }
        }
        let mut allowance = None;
        loop {
            let all_written = flow.all_written();
            let limit = if all_written {
                self.options.answer_timeout + *allowance.get_or_insert_with(|| self.allowance())
            } else {
                self.options.stall_timeout
            };
            let idle = self.progress.idle();
            if idle < limit {
                // Looked at again soon enough to see that the last byte went out in between.
                let soon = self.options.stall_timeout.min(self.options.answer_timeout);
                let nap = (limit - idle).min(soon).max(Duration::from_millis(1));
                tokio::time::sleep(nap).await;
                continue;
            }
            return match all_written {
                true => Stall::Answer,
                false if self.shared.waits_for_file() => Stall::File,
                false => Stall::Network,
            };
        }
    }

    /// How long the kernel may still be sending what it took: as long as that many bytes took on the way so far.
    fn allowance(&self) -> Duration {
        let elapsed = self.began.elapsed();
        let share = if self.bytes <= KERNEL_BUFFER {
            1.0
        } else {
            KERNEL_BUFFER as f64 / self.bytes as f64
        };
        elapsed.mul_f64(share).min(MOST_ALLOWANCE)
    }
}

/// Whether this status says that nothing was stored. A server that had an accident, or a gateway that has heard nothing
/// from the server behind it, does not know.
fn is_refusal(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 500 | 502 | 504)
}

fn transport_error(kind: TransportKind, nothing_sent: bool, source: Option<hyper::Error>) -> Error {
    Error::Transport {
        step: Step::Upload,
        kind,
        nothing_sent,
        source: source.map(Into::into),
    }
}

fn etag(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(ETAG)?.to_str().ok()?.trim();
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    (!text.is_empty() && text.len() <= bounds::MOST_ETAG).then(|| text.to_owned())
}

fn is_web_page(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("text/html")
}

fn is_markup_of_a_page(body: &[u8]) -> bool {
    let begins = |with: &[u8]| {
        let start = body.trim_ascii_start().get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    begins(b"<!doctype html") || begins(b"<html")
}
