//! What a 2xx to an upload is worth: whether the file is stored by it.

use hyper::body::Incoming;
use hyper::header::{ETAG, HeaderMap};
use hyper::{Response, StatusCode};
use url::Url;

use super::connection::Connection;
use super::hashing::Hashes;
use super::progress::Progress;
use super::put::{Failed, Stored, transport_error};
use super::reader::Hashed;
use super::stall::Watch;
use super::words::{Reason, Said, content_type};
use super::{Storage, hexadecimal, integrity, refusal};
use crate::bounds;
use crate::error::{AnswerFault, Error, Step, TransportKind};

impl Storage {
    /// What a 2xx is worth. Only one that says nothing against it is a success.
    pub(super) async fn confirmed(
        &self,
        response: Response<Incoming>,
        connection: Connection,
        hashes: Hashed,
        watch: &Watch<'_>,
        url: &Url,
    ) -> Result<Stored, Failed> {
        // From here on the object may stand there. Until this call says so, whatever ends it leaves that in doubt.
        let (status, headers) = (response.status(), response.headers().clone());
        let etag = etag(&headers);
        let all_written = connection.flow.all_written();
        let unexpected = |what| {
            Failed::Final(Error::Unexpected {
                step: Step::Upload,
                status: status.as_u16(),
                what,
            })
        };
        let (words, complete) = refusal::drain(response.into_body()).await;
        // Decided on once it is known whether the storage itself speaks.
        let mut against = None;
        match Said::by(content_type(&headers).as_deref(), &words) {
            // S3 begins some answers before it knows how they end.
            Said::StorageError(reason) => return Err(refused_after_all(url, status, &headers, reason, watch.progress)),
            Said::OtherError(reason) => {
                against = Some(refused_after_all(url, status, &headers, reason, watch.progress));
            }
            Said::Page => against = Some(unexpected(AnswerFault::WebPage)),
            Said::Unclear(said) if etag.is_none() && all_written && words.len() < refusal::BOUND && complete => {
                against = Some(unexpected(AnswerFault::Unclear(refusal::words(&said, url))));
            }
            Said::Other | Said::Unclear(_) => {}
        }
        if etag.is_none()
            && let Some(against) = against
        {
            return Err(against);
        }
        if !all_written {
            return Err(unexpected(AnswerFault::TooEarly));
        }
        if etag.is_none() {
            // No storage says so much, or leaves its answer unfinished, or says that it has yet to do it.
            if words.len() >= refusal::BOUND {
                return Err(unexpected(AnswerFault::TooLarge(refusal::BOUND as u64)));
            }
            if !complete {
                return Err(transport_error(TransportKind::BodySentAnswerLost, false, None).into());
            }
            if !matches!(status.as_u16(), 200 | 201 | 204) {
                return Err(unexpected(AnswerFault::Status));
            }
        }
        let took = watch.began.elapsed();
        if complete {
            self.pool.give_back(url, connection).await;
        }
        // Every byte went out, so the hashes are on their way: the reading thread sends them right after the last chunk.
        let Hashes { sha256, md5 } = hashes.wait().await?;
        // Web servers give their pages an ETag, too. Only the storage knows the file's, or numbers its answers.
        let is_of_storage =
            integrity::is_numbered_by_storage(&headers) || (md5.is_some() && integrity::md5_of(&headers) == md5);
        if !is_of_storage && let Some(against) = against {
            return Err(against);
        }
        if let (Some(sent), Some(told)) = (md5, integrity::md5_of(&headers))
            && sent != told
        {
            return Err(Error::ContentMismatch {
                sent_md5: hexadecimal(&sent),
                stored_md5: hexadecimal(&told),
            }
            .into());
        }
        watch.progress.answered();
        Ok(Stored {
            etag,
            sha256,
            bytes: watch.bytes,
            took,
        })
    }
}

/// An error in the body of a 2xx.
fn refused_after_all(
    url: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    reason: Reason,
    progress: &Progress,
) -> Failed {
    let error = refusal::error(Step::Upload, url, status, headers, reason);
    if !error.outcome_is_unknown() {
        progress.answered();
    }
    Failed::Final(error)
}

fn etag(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(ETAG)?.to_str().ok()?.trim();
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    (!text.is_empty() && text.len() <= bounds::MOST_ETAG).then(|| text.to_owned())
}
