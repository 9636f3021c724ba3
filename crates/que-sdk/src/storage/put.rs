//! Uploads with a presigned PUT.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::Storage;
use super::options::PutOptions;
use super::progress::Progress;
use super::put_attempt::AttemptError;
use super::stored::Stored;
use super::upload_body::UploadBody;
use crate::error::{Error, Result, Step};
use crate::exchange::Recorder;
use crate::presigned::Presigned;

/// The observer's note on a success without an ETag.
const NO_ETAG: &str = "The storage confirmed the upload without an ETag, so its copy can't be compared with the file.";

impl Storage {
    /// Uploads with one PUT. Canceling takes effect immediately.
    ///
    /// A kept-alive connection that the storage has closed is replaced once, and the file is opened again. All other retries
    /// are up to the caller.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Transport`], [`Error::File`], [`Error::FileChanged`], [`Error::TooLarge`],
    /// [`Error::ContentMismatch`], [`Error::InsecureUrl`], [`Error::ForbiddenAddress`], [`Error::Redirected`],
    /// [`Error::Unexpected`] or [`Error::Canceled`].
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
            outcome = self.put_uncanceled(presigned, body, options, progress) => outcome,
        }
    }

    async fn put_uncanceled(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
    ) -> Result<Stored> {
        self.addresses.check(presigned.url().expose())?;
        let mut presigned = presigned.clone();
        let (mut fresh, mut redirected) = (false, false);
        loop {
            match self.put_once(&presigned, body.clone(), options, progress, fresh).await {
                Ok(stored) => return Ok(stored),
                Err(AttemptError::Broken(error)) if !fresh => {
                    tracing::debug!(%error, "retrying on a new connection");
                    fresh = true;
                }
                Err(AttemptError::ExpectRejected) => {
                    tracing::debug!("retrying without Expect");
                    self.pool.never_expect_continue(presigned.url().expose());
                }
                Err(AttemptError::Redirected(url)) if !redirected => {
                    tracing::debug!(host = url.host_str(), "the storage redirected the upload");
                    redirected = true;
                    presigned = presigned.redirected_to(url);
                }
                Err(AttemptError::Redirected(url)) => {
                    return Err(Error::Redirected {
                        step: Step::Upload,
                        status: 307,
                        host: url.host_str().map(str::to_owned),
                    });
                }
                Err(AttemptError::Final(error) | AttemptError::Broken(error)) => return Err(error),
            }
        }
    }

    /// One attempt, reported to the observer.
    async fn put_once(
        &self,
        presigned: &Presigned,
        body: UploadBody,
        options: &PutOptions,
        progress: &Arc<Progress>,
        fresh: bool,
    ) -> Result<Stored, AttemptError> {
        let mut recorder = Recorder::start(self.observer.as_ref(), "PUT", presigned.url().expose());
        let outcome = self
            .attempt_put(presigned, body, options, progress, fresh, &mut recorder)
            .await;
        recorder.set_bytes_sent(progress.transferred());
        if outcome.as_ref().is_ok_and(|stored| stored.etag.is_none()) {
            recorder.remark(NO_ETAG);
        }
        recorder.finish(match &outcome {
            Err(AttemptError::Broken(error) | AttemptError::Final(error)) => Some(error),
            _ => None,
        });
        outcome
    }
}
