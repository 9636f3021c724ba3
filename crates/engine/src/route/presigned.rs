//! Step 2: a presigned URL, whose key is on record before the first byte goes.

use std::{
    sync::PoisonError,
    time::{Duration, Instant, SystemTime},
};

use super::{Route, inspected::Inspected};
use crate::{
    gate::Pass,
    lookup::sha256_of,
    retry::{
        call::after_presign,
        put::{Retries, Stop},
    },
    store_writer::{KnownKey, Unbegun},
};
use model::{AttemptId, ObjectRef, Step};
use que_sdk::{Presigned, Storage, UploadBody, wire::PresignRequest};
use store::Given;

/// A URL that ends within this is not begun with.
const EXPIRY_MARGIN: Duration = Duration::from_secs(20);

/// A presigned URL in use and what is on record of it.
pub(super) struct OpenAttempt {
    pub(super) presigned: Presigned,
    /// Of the client that asked for the URL.
    pub(super) storage: Storage,
    /// With which it did.
    pub(super) pass: Pass,
    pub(super) record: AttemptId,
    pub(super) object: ObjectRef,
    /// The name that it was presigned with.
    name: String,
    /// Whether any of its tries may have stored the object.
    pub(super) unknown: bool,
}

impl OpenAttempt {
    /// Whether the URL ends too soon to begin with it.
    pub(super) fn ends_soon(&self) -> bool {
        self.presigned.expires_within(SystemTime::now(), EXPIRY_MARGIN)
    }
}

impl Route<'_> {
    /// Keeps a URL that is still good, or asks for one and puts its key on record.
    pub(super) async fn presigned(&mut self, file: &Inspected, retries: &mut Retries<'_>) -> Result<(), Stop> {
        let spent = self
            .open
            .as_ref()
            .is_some_and(|open| retries.url_is_spent() || open.name != file.presign_name || open.ends_soon());
        if spent {
            self.close_attempt().await;
        }
        if self.open.is_some() {
            return Ok(());
        }
        let (pass, presigned) = self.presign(file, retries).await?;
        let named = || {
            self.context
                .bucket
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        };
        let object = ObjectRef {
            bucket: presigned.bucket().map(str::to_owned).or_else(named),
            key: presigned.key().to_owned(),
        };
        // Who has the line already waits for nobody behind it.
        if self.places.recorded.is_none() && self.places.sending.is_none() {
            self.places.recorded = Some(
                self.unless_canceled(self.context.concurrency.recorded.acquire())
                    .await?,
            );
        }
        self.places.ready = None;
        // On disk before the first byte goes: whatever happens from here on, the key is not lost.
        let asked = Instant::now();
        let begin = |known| {
            self.context
                .store_writer
                .begin_attempt(self.job.id, object.clone(), known)
        };
        let record = match begin(KnownKey::Refused).await {
            Err(Unbegun::KeyGiven(given)) if self.has_content_of(&given, &file.body).await? => {
                begin(KnownKey::SameContent).await
            }
            begun => begun,
        };
        let record = record.map_err(|unbegun| Stop::GiveUp(unbegun.failure()))?;
        self.context.concurrency.note_recorded(asked.elapsed());
        retries.begin_url();
        self.open = Some(OpenAttempt {
            presigned,
            storage: pass.storage.with_observer(self.context.activity.observer(self.job.id)),
            pass,
            record,
            object,
            name: file.presign_name.clone(),
            unknown: false,
        });
        Ok(())
    }

    /// Asks for a URL, with the client that the gate lets through.
    async fn presign(&self, file: &Inspected, retries: &mut Retries<'_>) -> Result<(Pass, Presigned), Stop> {
        let (context, id) = (self.context, self.job.id);
        let pass = self.unless_canceled(context.gate.pass()).await?;
        let pass = pass.map_err(|absence| Stop::GiveUp(absence.failure(Step::Presign)))?;
        if self.is_small() && context.concurrency.line_is_long() {
            pass.storage.preconnect(context.concurrency.sending.limit());
        }
        let request = PresignRequest {
            filename: Some(file.presign_name.clone()),
        };
        let que = pass.que.with_observer(context.activity.observer(id));
        let asked = Instant::now();
        let presigned = match self.unless_canceled(que.presign(&request)).await? {
            Ok(presigned) => presigned,
            Err(error) => return Err(after_presign(context, &pass, &error)),
        };
        context.gate.went_well();
        retries.presigned();
        if self.is_small() {
            context.concurrency.note_ready(file.took, asked.elapsed());
            if context.concurrency.line_is_long() {
                pass.storage.set_preconnect_host(&presigned);
            }
        }
        Ok((pass, presigned))
    }

    /// Whether this file has the content for which a key was given before. To put the same bytes there loses nothing.
    async fn has_content_of(&self, given: &Given, body: &UploadBody) -> Result<bool, Stop> {
        let source = &self.job.source;
        let Some(sha256) = &given.sha256 else {
            // Nobody knows what is there; of the same file it is the same.
            return Ok((&given.path, given.size, given.modified) == (&source.path, source.size, source.modified));
        };
        if let Some(here) = body.sha256_hexadecimal() {
            return Ok(here == *sha256);
        }
        if source.size != given.size {
            return Ok(false);
        }
        let (path, stop) = (source.path.clone(), self.cancel.clone());
        let hashing = tokio::task::spawn_blocking(move || {
            let mut file = std::fs::File::open(path)?;
            sha256_of(&mut file, |_| match stop.is_cancelled() {
                true => Err(std::io::ErrorKind::Interrupted.into()),
                false => Ok(()),
            })
        });
        match self.unless_canceled(hashing).await? {
            Ok(Ok(here)) => Ok(here == *sha256),
            // The upload itself tells what is wrong with the file, should it come to that.
            Ok(Err(_)) | Err(_) => Ok(false),
        }
    }
}
