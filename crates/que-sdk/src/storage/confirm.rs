//! What a 2xx to an upload is worth: whether the file is stored by it.

use hyper::body::Incoming;
use hyper::header::{ETAG, HeaderMap};
use hyper::{Response, StatusCode};
use url::Url;

use super::connection::Connection;
use super::hashing::Hashes;
use super::integrity::Told;
use super::progress::Progress;
use super::put::{Failed, Stored, transport_error};
use super::reader::Hashed;
use super::receipt::Sent;
use super::stall::Watch;
use super::words::{Reason, Said, content_type};
use super::{Presigned, Storage, hexadecimal, integrity, refusal};
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
        presigned: &Presigned,
    ) -> Result<Stored, Failed> {
        // From here on the object may stand there. Until this call says so, whatever ends it leaves that in doubt.
        let url = presigned.url().expose();
        let all_written = connection.flow.all_written();
        let answer = Answer::read(response, url, watch.progress).await;
        // S3 begins some answers before it knows how they end.
        if let Said::StorageError(reason) = &answer.said {
            return Err(answer.refused(reason));
        }
        if !all_written {
            return Err(answer
                .error()
                .unwrap_or_else(|| answer.unexpected(AnswerFault::TooEarly)));
        }
        let took = watch.began.elapsed();
        // Every byte went out, so the hashes are on their way: the reading thread sends them right after the last chunk.
        let Hashes { sha256, md5 } = hashes.wait().await?;
        let told = md5.map_or(Told::Nothing, |md5| {
            integrity::compare(&answer.headers, &answer.words, md5)
        });
        let sent = Sent {
            key: presigned.key(),
            bytes: watch.bytes,
            sha256,
            md5,
            etag: answer.etag.as_deref(),
        };
        // Web servers give their pages an ETag, too. Only the storage knows the file's, or numbers its answers.
        let is_of_storage =
            told == Told::Same || (answer.etag.is_some() && integrity::is_numbered_by_storage(&answer.headers));
        if !is_of_storage && let Some(against) = answer.against(&sent) {
            return Err(against);
        }
        if answer.complete {
            self.pool.give_back(url, connection).await;
        }
        if let (Some(sent), Told::Other(told)) = (md5, told) {
            return Err(Error::ContentMismatch {
                sent_md5: hexadecimal(&sent),
                stored_md5: hexadecimal(&told),
            }
            .into());
        }
        watch.progress.answered();
        Ok(Stored {
            etag: answer.etag,
            sha256,
            bytes: watch.bytes,
            took,
        })
    }
}

/// A 2xx, read as far as it goes.
struct Answer<'a> {
    url: &'a Url,
    progress: &'a Progress,
    status: StatusCode,
    headers: HeaderMap,
    etag: Option<String>,
    words: Vec<u8>,
    /// Whether it came to its end.
    complete: bool,
    said: Said,
}

impl<'a> Answer<'a> {
    async fn read(response: Response<Incoming>, url: &'a Url, progress: &'a Progress) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let (words, complete) = refusal::drain(response.into_body()).await;
        Self {
            said: Said::by(content_type(&headers).as_deref(), &words),
            etag: etag(&headers),
            url,
            progress,
            status,
            headers,
            words,
            complete,
        }
    }

    fn unexpected(&self, what: AnswerFault) -> Failed {
        Failed::Final(Error::Unexpected {
            step: Step::Upload,
            status: self.status.as_u16(),
            what,
        })
    }

    /// The error in the body.
    fn refused(&self, reason: &Reason) -> Failed {
        let error = refusal::error(Step::Upload, self.url, self.status, &self.headers, reason.clone());
        if !error.outcome_is_unknown() {
            self.progress.answered();
        }
        Failed::Final(error)
    }

    /// What is an error or a page by itself.
    fn error(&self) -> Option<Failed> {
        match &self.said {
            Said::StorageError(reason) | Said::OtherError(reason) => Some(self.refused(reason)),
            Said::Page => Some(self.unexpected(AnswerFault::WebPage)),
            Said::Other | Said::Unclear(_) => None,
        }
    }

    /// What speaks against it where neither its marks nor its numbers show that it is the storage's.
    fn against(&self, sent: &Sent<'_>) -> Option<Failed> {
        if let Some(error) = self.error() {
            return Some(error);
        }
        let has_mark = self.etag.is_some();
        // No storage says so much, or leaves its answer unfinished, or says that it has yet to do it.
        if self.words.len() >= refusal::BOUND {
            return Some(self.unexpected(AnswerFault::TooLarge(refusal::BOUND as u64)));
        }
        if !(self.complete || has_mark && self.words.is_empty()) {
            return Some(transport_error(TransportKind::BodySentAnswerLost, false, None).into());
        }
        match &self.said {
            // Storages whose ETags are no MD5, for parts or for a key of their own, say nothing more.
            Said::Unclear(said) if !sent.is_confirmed_by(&self.words) => {
                Some(self.unexpected(AnswerFault::Unclear(refusal::words(said, self.url))))
            }
            _ if !has_mark && !matches!(self.status.as_u16(), 200 | 201 | 204) => {
                Some(self.unexpected(AnswerFault::Status))
            }
            _ => None,
        }
    }
}

fn etag(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(ETAG)?.to_str().ok()?.trim();
    let text = text.strip_prefix("W/").unwrap_or(text).trim_matches('"');
    (!text.is_empty() && text.len() <= bounds::MOST_ETAG).then(|| text.to_owned())
}
