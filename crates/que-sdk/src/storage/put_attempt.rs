//! One attempt to upload: sends the request, and judges how it failed.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use hyper::body::Incoming;
use hyper::header::LOCATION;
use hyper::{Method, Request, Response, StatusCode};
use url::Url;

use super::connection::Connection;
use super::errors::{file_error, transport_error};
use super::file_reader::{self, FileReader};
use super::options::PutOptions;
use super::progress::Progress;
use super::request::StorageRequest;
use super::request_body::{BodyState, RequestBody};
use super::stall::{Stall, StallWatch};
use super::stored::Stored;
use super::upload_body::UploadBody;
use super::{Storage, error_response};
use crate::error::{Error, FileAction, Step, TransportKind, leaves_outcome_open};
use crate::exchange::Recorder;
use crate::presigned::Presigned;
use crate::transport;
use crate::wire::MAX_PUT_BYTES;

/// How an attempt failed.
pub(super) enum AttemptError {
    /// Another attempt can't help.
    Final(Error),
    /// The connection broke. A new one may work: this one was reused, or the storage's refusal was lost.
    Broken(Error),
    /// The storage redirected to an allowed URL.
    Redirected(Url),
    /// The storage or a gateway rejected `Expect: 100-continue`.
    ExpectRejected,
}

impl From<Error> for AttemptError {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl Storage {
    /// Sends the file once. With `fresh`, on a new connection.
    pub(super) async fn attempt_put(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
        fresh: bool,
        recorder: &mut Recorder<'_>,
    ) -> Result<Stored, AttemptError> {
        let url = presigned.url().expose();
        let FileReader { bytes, chunks, hashes } = open(body, options).await?;
        progress.start(bytes);
        let mut connection = self.pool.connection(Step::Upload, url, fresh).await?;
        let expects_continue =
            bytes > 0 && (fresh || bytes >= options.expect_continue_from) && self.pool.may_expect_continue(url);
        let body = Arc::new(BodyState::default());
        let request = StorageRequest {
            method: Method::PUT,
            url,
            user_agent: &self.user_agent,
            content_type: options.content_type.as_deref(),
            content_length: Some(bytes),
            expects_continue,
        };
        let (mut request, head) = request.build(&connection, RequestBody::new(chunks, bytes, body.clone()))?;
        if expects_continue {
            release_on_continue(&mut request, body.clone());
        } else {
            body.release();
        }
        connection.counters.start(head, bytes, Some(progress.clone()));
        progress.touch();
        let watch = StallWatch {
            options,
            progress,
            body: &body,
            start: Instant::now(),
            bytes,
        };
        let response = send(&mut connection, request, &watch, expects_continue).await?;
        let status = response.status();
        recorder.set_status(status.as_u16());
        tracing::debug!(status = status.as_u16(), bytes, "storage responded to the upload");
        if status.is_success() {
            return Ok(self.confirm(response, connection, hashes, &watch, presigned).await?);
        }
        if !leaves_outcome_open(status.as_u16()) {
            progress.mark_answered();
        }
        if status == StatusCode::EXPECTATION_FAILED && expects_continue {
            return Err(AttemptError::ExpectRejected);
        }
        Err(self.refused(url, response, connection).await)
    }

    async fn refused(&self, url: &Url, response: Response<Incoming>, connection: Connection) -> AttemptError {
        if let Some(target) = self.redirect_target(url, &response) {
            return AttemptError::Redirected(target);
        }
        let (error, complete) = error_response::read_error(Step::Upload, url, response).await;
        if complete {
            self.pool.give_back(url, connection).await;
        }
        AttemptError::Final(error)
    }

    /// The target of a 307, if the client may follow it.
    pub(super) fn redirect_target(&self, url: &Url, response: &Response<Incoming>) -> Option<Url> {
        if response.status() != StatusCode::TEMPORARY_REDIRECT {
            return None;
        }
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let target = url.join(location).ok()?;
        self.addresses.allows_redirect(url, &target).then_some(target)
    }
}

async fn open(body: UploadBody, options: &PutOptions) -> Result<FileReader, Error> {
    let opening = file_reader::start(body, options.check_md5);
    let reader = tokio::time::timeout(options.stall_timeout, opening)
        .await
        .map_err(|_| file_error(FileAction::Opening, io::Error::from(io::ErrorKind::TimedOut)))??;
    if reader.bytes > MAX_PUT_BYTES {
        return Err(Error::TooLarge {
            bytes: reader.bytes,
            limit: MAX_PUT_BYTES,
        });
    }
    Ok(reader)
}

fn release_on_continue(request: &mut Request<RequestBody>, body: Arc<BodyState>) {
    hyper::ext::on_informational(request, move |informational| {
        if informational.status() == StatusCode::CONTINUE {
            body.release();
        }
    });
}

async fn send(
    connection: &mut Connection,
    request: Request<RequestBody>,
    watch: &StallWatch<'_>,
    expects_continue: bool,
) -> Result<Response<Incoming>, AttemptError> {
    let (counters, is_reused) = (connection.counters.clone(), connection.is_reused);
    let upload_error = |kind, source| transport_error(Step::Upload, kind, counters.nothing_written(), source);
    let error = tokio::select! {
        biased;
        sent = connection.send(request) => match sent {
            Ok(response) => return Ok(response),
            Err(error) => Some(error),
        },
        stalled = watch.stalled(&counters) => match stalled {
            Stall::Response => None,
            Stall::File => {
                return Err(file_error(FileAction::Reading, io::ErrorKind::TimedOut.into()).into());
            }
            Stall::Network => return Err(upload_error(TransportKind::Stalled, None).into()),
        },
    };
    if let Some(error) = watch.body.take_failure() {
        return Err(error.into());
    }
    let kind = match &error {
        _ if counters.all_written() => TransportKind::BodySentResponseLost,
        Some(error) => transport::kind_of(error).unwrap_or(TransportKind::Reset),
        None => TransportKind::Timeout,
    };
    // A body that was sent without waiting for `100 Continue` can lose the storage's early refusal.
    let may_work_again = error.is_some() && counters.nothing_read() && (is_reused || !expects_continue);
    let error = upload_error(kind, error);
    Err(if may_work_again {
        AttemptError::Broken(error)
    } else {
        AttemptError::Final(error)
    })
}
