//! Step 1: look at the file, and read it if it is small.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::sync::OwnedSemaphorePermit;

use super::Route;
use crate::{
    failure,
    inspect::{self, ContentTypeSource, Inspection},
    retry::put::{AttemptError, UploadRetries},
};
use model::{Event, MediaTypeNote, Step};
use que_sdk::UploadBody;

/// A file up to this size in bytes is read whole during preparation.
const READ_WHOLE: u64 = 1 << 20;

/// An inspected file.
pub(super) struct Inspected {
    /// Its bytes, or its path.
    pub(super) body: UploadBody,
    /// The memory reserved for its bytes.
    pub(super) kept: Option<OwnedSemaphorePermit>,
    /// The name to presign with. Servers derive the type that they sign from it.
    pub(super) presign_name: String,
    /// Which variant of the Content-Type header to send.
    pub(super) variant: ContentTypeSource,
    /// The Content-Type header, if any.
    pub(super) content_type: Option<String>,
    /// The type to report and to record.
    pub(super) media_type: MediaType,
    /// How long the inspection took.
    pub(super) elapsed: Duration,
}

/// The type of a file to report and to record.
pub(super) struct MediaType {
    pub(super) essence: String,
    /// How it was found, if that is worth mentioning.
    pub(super) note: Option<MediaTypeNote>,
}

impl Route<'_> {
    /// Inspects the file and chooses the Content-Type header.
    pub(super) async fn inspected(&self, retries: &mut UploadRetries<'_>) -> Result<Inspected, AttemptError> {
        let began = Instant::now();
        let (inspection, body, kept) = self.look().await?;
        let elapsed = began.elapsed();
        let Some((variant, content_type)) = self.variant(&inspection, retries.refused_content_types()) else {
            return Err(retries.all_content_types_refused());
        };
        let Inspection {
            content_type: found,
            note,
            presign_name,
            ..
        } = inspection;
        let essence = content_type.clone().unwrap_or(found);
        self.send_event(Event::Prepared {
            id: self.job.id,
            content_type: essence.clone(),
            note: note.clone(),
        });
        Ok(Inspected {
            body,
            kept,
            presign_name,
            variant,
            content_type,
            media_type: MediaType { essence, note },
            elapsed,
        })
    }

    /// Inspects the file, and reads it if it is small.
    async fn look(&self) -> Result<(Inspection, UploadBody, Option<OwnedSemaphorePermit>), AttemptError> {
        let source = &self.job.source;
        let kept = if source.size <= READ_WHOLE {
            let kibibytes = u32::try_from(source.size.div_ceil(1024)).unwrap_or(u32::MAX).max(1);
            Arc::clone(&self.context.memory).try_acquire_many_owned(kibibytes).ok()
        } else {
            None
        };
        let path = source.path.clone();
        let max = kept.as_ref().map_or(0, |_| READ_WHOLE);
        let chosen = self.context.chosen_types.lock().get(&self.job.id).cloned();
        let check_md5 = self.context.check_md5.load(Ordering::Relaxed);
        let timeout = Duration::from_secs(self.context.stall_seconds.load(Ordering::Relaxed).into());
        let ready = self.context.readers.run_with_timeout(timeout, source.size, move || {
            let whole = UploadBody::read_into_memory(&path, max, check_md5)?;
            Ok(match whole {
                Some(body) => {
                    let bytes = body.bytes().unwrap_or_default();
                    (inspect::inspect_whole(&path, bytes, chosen.as_deref()), body)
                }
                None => (inspect::inspect(&path, chosen.as_deref())?, UploadBody::file(path)),
            })
        });
        match self.unless_canceled(ready).await? {
            Some(Ok((inspection, body))) => Ok((inspection, body, kept)),
            Some(Err(error)) if error.is_out_of_file_descriptors() => {
                let storage = self.open.as_ref().map(|open| &open.storage);
                Err(AttemptError::retry(self.context, &error, Step::Read, storage))
            }
            Some(Err(error)) => Err(AttemptError::GiveUp(failure::of(Step::Read, &error))),
            None => Err(AttemptError::GiveUp(failure::internal(Step::Read))),
        }
    }

    /// The Content-Type header to try now: first the variant that worked last, then the others; `None` if all were
    /// refused.
    fn variant(&self, inspection: &Inspection, refused: usize) -> Option<(ContentTypeSource, Option<String>)> {
        let preferred = ContentTypeSource::from_number(self.context.content_type_variant.load(Ordering::Relaxed));
        let all = &inspection.variants;
        let (first, others) = (
            all.iter().filter(|(variant, _)| *variant == preferred),
            all.iter().filter(|(variant, _)| *variant != preferred),
        );
        // The first one again at the end: the refusal may have had another reason.
        let refused = if refused == all.len() { 0 } else { refused };
        first.chain(others).nth(refused).cloned()
    }
}
