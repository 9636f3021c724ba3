//! Decides whether a 2xx confirms that the file was stored.

use hyper::body::Incoming;
use hyper::header::{ETAG, HeaderMap};
use hyper::{Response, StatusCode};
use url::Url;

use super::checksums::{self, Md5Comparison};
use super::connection::Connection;
use super::error_response::{self, MAX_BODY_BYTES};
use super::errors::transport_error;
use super::file_reader::PendingHashes;
use super::hashing::{Hashes, hexadecimal};
use super::progress::Progress;
use super::receipt::SentObject;
use super::response_body::{ErrorDetails, ResponseBody, content_type};
use super::stall::StallWatch;
use super::{Storage, Stored};
use crate::error::{Error, ResponseFault, Result, Step, TransportKind};
use crate::limits;
use crate::presigned::Presigned;

impl Storage {
    /// Reads a 2xx and returns the stored object, unless something contradicts that it was stored.
    pub(super) async fn confirm(
        &self,
        response: Response<Incoming>,
        connection: Connection,
        hashes: PendingHashes,
        watch: &StallWatch<'_>,
        presigned: &Presigned,
    ) -> Result<Stored> {
        let url = presigned.url().expose();
        let all_written = connection.counters.all_written();
        let success = Success::read(response, url, watch.progress).await;
        // S3 can send a 2xx before it knows the outcome, and then the error in the body.
        if let ResponseBody::StorageError(details) = &success.body {
            return Err(success.storage_error(details));
        }
        if !all_written {
            return Err(success
                .reported_error()
                .unwrap_or_else(|| success.unexpected(ResponseFault::Premature)));
        }
        let elapsed = watch.start.elapsed();
        let Hashes { sha256, md5 } = hashes.wait().await?;
        let md5s = md5.map_or(Md5Comparison::Missing, |md5| {
            checksums::compare(&success.headers, &success.bytes, md5)
        });
        let sent = SentObject {
            key: presigned.key(),
            bytes: watch.bytes,
            sha256,
            md5,
            etag: success.etag.as_deref(),
        };
        // Web servers also send ETags with their pages. Only a storage knows the file's MD5 or sends request ids.
        let is_from_storage =
            md5s == Md5Comparison::Equal || (success.etag.is_some() && checksums::is_from_storage(&success.headers));
        if !is_from_storage && let Some(contradiction) = success.contradiction(&sent) {
            return Err(contradiction);
        }
        if success.complete {
            self.pool.give_back(url, connection).await;
        }
        if let (Some(sent), Md5Comparison::Different(stored)) = (md5, md5s) {
            return Err(Error::ContentMismatch {
                sent_md5: hexadecimal(&sent),
                stored_md5: hexadecimal(&stored),
            });
        }
        // Until here, the object may have been stored whatever ends this call.
        watch.progress.mark_answered();
        Ok(Stored {
            etag: success.etag,
            sha256,
            bytes: watch.bytes,
            elapsed,
        })
    }
}

/// A 2xx and its body.
struct Success<'a> {
    url: &'a Url,
    progress: &'a Progress,
    status: StatusCode,
    headers: HeaderMap,
    etag: Option<String>,
    bytes: Vec<u8>,
    /// Whether the body was read completely.
    complete: bool,
    body: ResponseBody,
}

impl<'a> Success<'a> {
    async fn read(response: Response<Incoming>, url: &'a Url, progress: &'a Progress) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let (bytes, complete) = error_response::read_body(response.into_body()).await;
        Self {
            body: ResponseBody::classify(content_type(&headers).as_deref(), &bytes),
            etag: etag(&headers),
            url,
            progress,
            status,
            headers,
            bytes,
            complete,
        }
    }

    fn unexpected(&self, what: ResponseFault) -> Error {
        Error::Unexpected {
            step: Step::Upload,
            status: self.status.as_u16(),
            what,
        }
    }

    fn storage_error(&self, details: &ErrorDetails) -> Error {
        let error = error_response::error(Step::Upload, self.url, self.status, &self.headers, details.clone());
        if !error.outcome_is_unknown() {
            self.progress.mark_answered();
        }
        error
    }

    /// The error, if the body is one or is a web page.
    fn reported_error(&self) -> Option<Error> {
        match &self.body {
            ResponseBody::StorageError(details) | ResponseBody::GatewayError(details) => {
                Some(self.storage_error(details))
            }
            ResponseBody::WebPage => Some(self.unexpected(ResponseFault::WebPage)),
            ResponseBody::Harmless | ResponseBody::Unrecognized(_) => None,
        }
    }

    /// What contradicts a success, for a response whose headers don't show that a storage sent it.
    fn contradiction(&self, sent: &SentObject<'_>) -> Option<Error> {
        if let Some(error) = self.reported_error() {
            return Some(error);
        }
        let has_etag = self.etag.is_some();
        // No storage sends such a long or incomplete body, or a status such as 202 for work that isn't done.
        if self.bytes.len() >= MAX_BODY_BYTES {
            return Some(self.unexpected(ResponseFault::TooLarge(MAX_BODY_BYTES as u64)));
        }
        if !(self.complete || has_etag && self.bytes.is_empty()) {
            return Some(transport_error(
                Step::Upload,
                TransportKind::BodySentResponseLost,
                false,
                None,
            ));
        }
        match &self.body {
            ResponseBody::Unrecognized(text) if !sent.is_confirmed_by(&self.bytes) => {
                let message = error_response::safe_message(text, self.url);
                Some(self.unexpected(ResponseFault::Unconfirmed(message)))
            }
            _ if !has_etag && !matches!(self.status.as_u16(), 200 | 201 | 204) => {
                Some(self.unexpected(ResponseFault::UnexpectedStatus))
            }
            _ => None,
        }
    }
}

fn etag(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(ETAG)?.to_str().ok()?.trim();
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    (!text.is_empty() && text.len() <= limits::MAX_ETAG_BYTES).then(|| text.to_owned())
}
