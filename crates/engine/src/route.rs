//! The route of one upload: read, presign, PUT, record. Each step is tried again by the table of [`super::retry`]; the
//! route as a whole never is. Each holds a place of its own, so that none waits for another's: see [`super::pace`].

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::{
    activity::Activity,
    announce::{Announcer, now},
    failure,
    gate::{Gate, Pass},
    inspect::{self, Inspection, Variant},
    lookup::sha256_of,
    network::{Cause, Network},
    outbox::{Outbox, Unbegun},
    pace::{LARGE, Pace, Places},
    readers::Readers,
    retry::{self, Next, Patience, RetryPolicy, Trouble},
};
use decoder::Decoders;
use model::{AttemptId, Event, Failure, Job, MediaTypeNote, ObjectRef, Step, UploadFacts, UploadId};
use que_sdk::{Presigned, Progress, PutOptions, Storage, Stored, UploadBody, wire::PresignRequest};
use store::{AttemptOutcome, Change, Given};

/// A URL that ends within this is not begun with.
const EXPIRY_MARGIN: Duration = Duration::from_secs(20);

/// A file up to this size is read whole while it is got ready.
const READ_WHOLE: u64 = 1 << 20;

/// What has waited for its turn no longer than this is sent as it was read: a file that changes then could as well do so
/// while it is sent.
const FRESH: Duration = Duration::from_millis(100);

/// A drive that has answered within this is asked without leaving the thread.
const STILL_THERE: Duration = Duration::from_millis(500);

/// So many KiB of files are held in memory at the most; what does not fit is read while it is sent.
pub(crate) const KEPT_KIBIBYTES: usize = 16 << 10;

/// So often a PUT goes to the same URL before a new one is asked for.
const TRIES_OF_ONE_URL: u32 = 3;

/// What all routes share.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) gate: Gate,
    pub(crate) network: Network,
    pub(crate) outbox: Outbox,
    pub(crate) announcer: Announcer,
    pub(crate) policy: RetryPolicy,
    pub(crate) random: Arc<Mutex<fastrand::Rng>>,
    /// Places for uploads.
    pub(crate) pace: Pace,
    /// KiB of files that may yet be held in memory.
    pub(crate) memory: Arc<Semaphore>,
    /// The bucket that the user named, for servers whose URLs do not tell it.
    pub(crate) bucket: Arc<Mutex<Option<String>>>,
    /// What is being sent, for the sampler of progress.
    pub(crate) sending: Arc<Mutex<HashMap<UploadId, Arc<Progress>>>>,
    /// The kind of Content-Type header that the storage took after it had refused another: a `Variant` as a number.
    pub(crate) content_type_variant: Arc<AtomicU8>,
    /// Seconds that no byte may move before an attempt is ended.
    pub(crate) stall_seconds: Arc<AtomicU32>,
    /// Whether all that is uploaded is to be signed.
    pub(crate) signs: bool,
    /// Whether the storage's MD5 of an object is compared with what was sent.
    pub(crate) check_md5: Arc<AtomicBool>,
    /// The requests of this session.
    pub(crate) activity: Activity,
    /// The MIME types that the user has set.
    pub(crate) chosen_types: Arc<Mutex<HashMap<UploadId, String>>>,
    /// Cancelled when the server is left for another one: nothing more is begun there.
    pub(crate) era: CancellationToken,
    /// The threads that read small files.
    pub(crate) readers: Readers,
    /// Places for looks at files.
    pub(crate) looks: Arc<Semaphore>,
    /// The children that look at them.
    pub(crate) decoders: Decoders,
    /// Cancelled when the program ends.
    pub(crate) quit: CancellationToken,
}

impl Context {
    /// How long to wait after a failure at this step; `None` where it is given up.
    pub(crate) fn wait_after(&self, patience: &mut Patience, step: Step, trouble: Trouble) -> Option<Duration> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        patience.wait(&self.policy, &mut random, step, trouble)
    }
}

/// How a route ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Uploaded or failed: told and on record.
    Done,
    /// Stopped from outside before it was stored; what that means is for who stopped it.
    Stopped,
    /// It goes back to the queue: the key was refused.
    Requeue,
}

/// Why an attempt did not bring the object.
enum Stop {
    Retry {
        failure: Failure,
        trouble: Trouble,
    },
    /// At once and without counting.
    AtOnce,
    NeedKey,
    GiveUp(Failure),
    Cancelled,
}

/// A file that was looked at.
struct Ready {
    inspection: Inspection,
    body: UploadBody,
    /// The memory that its bytes take.
    kept: Option<OwnedSemaphorePermit>,
}

/// A presigned URL in use and what is on record of it.
struct OpenAttempt {
    presigned: Presigned,
    /// Of the client that asked for the URL.
    storage: Storage,
    /// With which it did.
    pass: Pass,
    record: AttemptId,
    object: ObjectRef,
    /// The name that it was presigned with: servers sign the type by it.
    name: String,
    tries: u32,
    /// Whether any of its tries may have stored the object.
    unknown: bool,
}

/// Uploads one file. Ends when it is stored, given up, cancelled, or needs another key.
pub(crate) async fn upload(context: &Context, job: &Job, places: Places, cancel: CancellationToken) -> Ended {
    let is_small = job.source.size < LARGE;
    let mut route = Route {
        context,
        job,
        cancel,
        places,
        open: None,
        patience: Patience::new(&context.policy),
        refused_variants: 0,
        last_refusal: None,
        era: is_small.then(|| context.pace.note_begun(job.source.size)),
    };
    loop {
        let stop = match route.attempt().await {
            Ok(()) => return Ended::Done,
            Err(stop) => stop,
        };
        context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&job.id);
        match stop {
            Stop::AtOnce => {}
            Stop::NeedKey => {
                route.close_attempt().await;
                return Ended::Requeue;
            }
            Stop::Cancelled => return route.stopped().await,
            Stop::GiveUp(failure) => return route.give_up(failure).await,
            Stop::Retry { failure, trouble } => {
                if let Some(ended) = route.again(failure, trouble).await {
                    return route.end(ended).await;
                }
            }
        }
    }
}

/// How a route is to end that makes no more attempts.
enum End {
    Stopped,
    GivenUp(Failure),
}

struct Route<'a> {
    context: &'a Context,
    job: &'a Job,
    cancel: CancellationToken,
    places: Places,
    open: Option<OpenAttempt>,
    patience: Patience,
    /// How many kinds of Content-Type header were refused as not the one that was signed.
    refused_variants: usize,
    /// What storage said of the last of them.
    last_refusal: Option<Failure>,
    /// For which files the number of uploads at once held when this one began; `None` for a large one, which tells nothing
    /// of small ones.
    era: Option<u32>,
}

impl Route<'_> {
    /// Waits until another attempt may be made, or says how it ends.
    async fn again(&mut self, failure: Failure, trouble: Trouble) -> Option<End> {
        let (context, id) = (self.context, self.job.id);
        if trouble.may_be_of_network() {
            self.tell(Event::Requeued(id));
            let cause = tokio::select! {
                cause = context.network.cause() => cause,
                () = self.cancel.cancelled() => return Some(End::Stopped),
            };
            match cause {
                Cause::Outage => return None,
                Cause::TooLong(absence) => return Some(End::GivenUp(absence.failure(failure.step))),
                Cause::Attempt => {}
            }
        }
        let Some(wait) = context.wait_after(&mut self.patience, failure.step, trouble) else {
            return Some(End::GivenUp(failure));
        };
        context.activity.again(id);
        let (until, attempts) = (now().plus(wait), self.patience.tries());
        tracing::info!(id = id.number(), attempts, "an attempt failed: {}", failure.message);
        self.tell(Event::Waiting {
            id,
            until,
            attempts,
            failure,
        });
        // Others may use the places meanwhile.
        self.places = Places::default();
        tokio::select! {
            () = tokio::time::sleep(wait) => None,
            () = self.cancel.cancelled() => Some(End::Stopped),
        }
    }

    async fn end(self, end: End) -> Ended {
        match end {
            End::Stopped => self.stopped().await,
            End::GivenUp(failure) => self.give_up(failure).await,
        }
    }

    async fn attempt(&mut self) -> Result<(), Stop> {
        let id = self.job.id;
        self.tell(Event::Preparing(id));
        self.begin().await?;
        let looking = Instant::now();
        let Ready { inspection, body, kept } = self.ready().await?;
        let looked = looking.elapsed();
        let Some((variant, content_type)) = self.variant(&inspection) else {
            let refused = self.last_refusal.take();
            return Err(Stop::GiveUp(refused.unwrap_or_else(|| failure::internal(Step::Upload))));
        };
        let note = inspection.note.clone();
        let shown = content_type.clone().unwrap_or_else(|| inspection.content_type.clone());
        self.tell(Event::Prepared {
            id,
            content_type: shown.clone(),
            note: note.clone(),
        });
        self.open_attempt(&inspection.presign_name, &body, looked).await?;
        if self.places.sending.is_none() {
            let waits = Instant::now();
            let sending = self.place(self.context.pace.sending.acquire()).await?;
            self.places.sending = Some(sending);
            if !self.is_as_it_was(&body, waits.elapsed()).await {
                // From the look at the file on, with the place in hand.
                return Err(Stop::AtOnce);
            }
        }
        let Some(open) = &mut self.open else {
            return Err(Stop::AtOnce);
        };
        open.tries += 1;
        self.context.announcer.tell(Event::Sending {
            id,
            object: open.object.clone(),
        });

        let progress = Arc::new(Progress::new());
        self.context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, Arc::clone(&progress));
        let options = PutOptions {
            content_type,
            stall_timeout: Duration::from_secs(self.context.stall_seconds.load(Ordering::Relaxed).into()),
            check_md5: self.context.check_md5.load(Ordering::Relaxed),
            ..PutOptions::default()
        };
        let put = open
            .storage
            .put(&open.presigned, body, &options, &progress, &self.cancel);
        let stored = put.await;
        drop(kept);
        match stored {
            Ok(stored) => {
                // The line is free for the next while this one is written down.
                self.places.sending = None;
                if let Some(era) = self.era {
                    self.context.pace.note_put(stored.took, era);
                }
                if self.refused_variants > 0 {
                    self.context
                        .content_type_variant
                        .store(variant as u8, Ordering::Relaxed);
                }
                self.stored(stored, shown, note).await
            }
            Err(error) => Err(self.put_failed(&error, &progress)),
        }
    }

    /// Whether many of its kind go at once: it tells of the line, and is got ready ahead.
    fn is_small(&self) -> bool {
        self.era.is_some()
    }

    /// Takes a place for getting ready, unless there is a later one in hand.
    async fn begin(&mut self) -> Result<(), Stop> {
        let pace = &self.context.pace;
        if !self.is_small() && self.places.large.is_none() {
            self.places.large = Some(self.place(pace.large.acquire()).await?);
        }
        if !self.places.has_first() && self.places.recorded.is_none() {
            let first = self.place(pace.first()).await?;
            self.places.take_first(first);
        }
        Ok(())
    }

    async fn place<T>(&self, place: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            () = self.cancel.cancelled() => Err(Stop::Cancelled),
            place = place => Ok(place),
        }
    }

    /// Whether what was got ready is still good after it has waited so long for its turn.
    async fn is_as_it_was(&self, body: &UploadBody, waited: Duration) -> bool {
        let ends = |open: &OpenAttempt| open.presigned.expires_within(SystemTime::now(), EXPIRY_MARGIN);
        if self.open.as_ref().is_none_or(ends) {
            return false;
        }
        if waited < FRESH {
            return true;
        }
        if waited < STILL_THERE {
            // Its drive has just answered: this does not wait.
            return body.is_unchanged();
        }
        let body = body.clone();
        // One that does not answer is found out by the next look, which has a time limit.
        matches!(tokio::task::spawn_blocking(move || body.is_unchanged()).await, Ok(true))
    }

    /// Looks at the file, and reads it where it is small.
    async fn ready(&self) -> Result<Ready, Stop> {
        let source = &self.job.source;
        let kept = if source.size <= READ_WHOLE {
            let kibibytes = u32::try_from(source.size.div_ceil(1024)).unwrap_or(u32::MAX).max(1);
            Arc::clone(&self.context.memory).try_acquire_many_owned(kibibytes).ok()
        } else {
            None
        };
        let path = source.path.clone();
        let most = kept.as_ref().map_or(0, |_| READ_WHOLE);
        let chosen = self
            .context
            .chosen_types
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&self.job.id)
            .cloned();
        let check_md5 = self.context.check_md5.load(Ordering::Relaxed);
        let patience = Duration::from_secs(self.context.stall_seconds.load(Ordering::Relaxed).into());
        let ready = self.context.readers.within(patience, source.size, move || {
            let whole = UploadBody::read_whole(&path, most, check_md5)?;
            Ok(match whole {
                Some(body) => {
                    let bytes = body.bytes().unwrap_or_default();
                    (inspect::inspect_whole(&path, bytes, chosen.as_deref()), body)
                }
                None => (inspect::inspect(&path, chosen.as_deref())?, UploadBody::file(path)),
            })
        });
        match self.place(ready).await? {
            Some(Ok((inspection, body))) => Ok(Ready { inspection, body, kept }),
            Some(Err(error)) if error.is_shortage_of_files() => Err(self.retry(&error, Step::Read)),
            Some(Err(error)) => Err(Stop::GiveUp(failure::of(Step::Read, &error))),
            None => Err(Stop::GiveUp(failure::internal(Step::Read))),
        }
    }

    /// Takes a URL that is still good, or asks for one and puts its key on record.
    /// The look at the file took `looked`.
    async fn open_attempt(&mut self, name: &str, body: &UploadBody, looked: Duration) -> Result<(), Stop> {
        let spent = self.open.as_ref().is_some_and(|open| {
            open.tries >= TRIES_OF_ONE_URL
                || open.name != name
                || open.presigned.expires_within(SystemTime::now(), EXPIRY_MARGIN)
        });
        if spent {
            self.close_attempt().await;
        }
        if self.open.is_some() {
            return Ok(());
        }
        let pass = tokio::select! {
            () = self.cancel.cancelled() => return Err(Stop::Cancelled),
            pass = self.context.gate.pass() => {
                pass.map_err(|absence| Stop::GiveUp(absence.failure(Step::Presign)))?
            }
        };
        let request = PresignRequest {
            filename: Some(name.to_owned()),
        };
        if self.is_small() && self.context.pace.line_is_long() {
            pass.storage.connect_ahead(self.context.pace.sending.limit());
        }
        let observer = self.context.activity.observer(self.job.id);
        let que = pass.que.observed(observer.clone());
        let asked = Instant::now();
        let presigned = tokio::select! {
            () = self.cancel.cancelled() => return Err(Stop::Cancelled),
            presigned = que.presign(&request) => presigned,
        };
        let presigned = match presigned {
            Ok(presigned) => {
                self.context.gate.went_well();
                self.patience.went_well(Step::Presign);
                presigned
            }
            Err(error) => {
                self.context.network.refused_by_proxy(Some(&pass.que), &error);
                return Err(match retry::after_call(&error) {
                    Next::NeedKey => {
                        self.context.gate.refuse_key(&pass);
                        Stop::NeedKey
                    }
                    Next::WaitForServer(wait) => {
                        self.context.gate.wait(&pass, wait, &error);
                        self.context.pace.slow_down();
                        // Fewer go on when the wait is over.
                        self.places.ready = None;
                        self.places.sending = None;
                        self.tell(Event::Requeued(self.job.id));
                        Stop::AtOnce
                    }
                    Next::GiveUp => Stop::GiveUp(failure::of(Step::Presign, &error)),
                    _ => self.retry(&error, Step::Presign),
                });
            }
        };
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
        if self.is_small() {
            self.context.pace.note_ready(looked, asked.elapsed());
            if self.context.pace.line_is_long() {
                pass.storage.expect_next_at(&presigned);
            }
        }
        // Who has the line already waits for nobody behind it.
        if self.places.recorded.is_none() && self.places.sending.is_none() {
            self.places.recorded = Some(self.place(self.context.pace.recorded.acquire()).await?);
        }
        self.places.ready = None;
        // On disk before the first byte goes: whatever happens from here on, the key is not lost.
        let asked = Instant::now();
        let begin = |again| self.context.outbox.begin_attempt(self.job.id, object.clone(), again);
        let record = match begin(false).await {
            Err(Unbegun::KeyGiven(given)) if self.has_content_of(&given, body).await? => begin(true).await,
            begun => begun,
        };
        let record = record.map_err(|unbegun| Stop::GiveUp(unbegun.failure()))?;
        self.context.pace.note_recorded(asked.elapsed());
        self.open = Some(OpenAttempt {
            presigned,
            storage: pass.storage.observed(observer),
            pass,
            record,
            object,
            name: name.to_owned(),
            tries: 0,
            unknown: false,
        });
        Ok(())
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
        match self.place(hashing).await? {
            Ok(Ok(here)) => Ok(here == *sha256),
            // The upload itself tells what is wrong with the file, should it come to that.
            Ok(Err(_)) | Err(_) => Ok(false),
        }
    }

    /// The Content-Type header to try now: the kind that worked last, then the others. `None` when all were refused.
    fn variant(&self, inspection: &Inspection) -> Option<(Variant, Option<String>)> {
        let preferred = Variant::from_number(self.context.content_type_variant.load(Ordering::Relaxed));
        let all = &inspection.variants;
        let (first, others) = (
            all.iter().filter(|(variant, _)| *variant == preferred),
            all.iter().filter(|(variant, _)| *variant != preferred),
        );
        // The first once more at the end: a refusal need not have been about the type.
        let refused = if self.refused_variants == all.len() {
            0
        } else {
            self.refused_variants
        };
        first.chain(others).nth(refused).cloned()
    }

    async fn stored(&mut self, stored: Stored, content_type: String, note: Option<MediaTypeNote>) -> Result<(), Stop> {
        let Some(open) = self.open.take() else {
            return Err(Stop::AtOnce);
        };
        let url = open.presigned.url().expose();
        self.context.network.upload_went_well(url);
        if stored.etag.is_none() {
            self.context.network.confirmed_without_mark(url);
        }
        let id = self.job.id;
        self.context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&id);
        let facts = UploadFacts {
            object: open.object.clone(),
            sha256: stored.sha256_hexadecimal(),
            bytes: stored.bytes,
            uploaded_at: now(),
        };
        let change = Change::Stored {
            id,
            attempt: open.record,
            facts: facts.clone(),
            content_type,
            note,
        };
        match self.context.outbox.record(change).await {
            Ok(()) => {
                tracing::debug!(id = id.number(), bytes = facts.bytes, "uploaded");
                self.tell(Event::Uploaded { id, facts });
                Ok(())
            }
            Err(failure) => {
                // The object is stored and its key is on record as begun; say both.
                let message = format!(
                    "The file is stored at {}, but that could not be written down. {}",
                    open.object.key, failure.message
                );
                self.tell(Event::OutcomeUnknown {
                    id,
                    object: open.object,
                });
                Err(Stop::GiveUp(Failure { message, ..failure }))
            }
        }
    }

    fn put_failed(&mut self, error: &que_sdk::Error, progress: &Progress) -> Stop {
        if let Some(open) = &mut self.open {
            // The call may have gone out whole on a connection that broke, and been refused on the next one.
            open.unknown |= progress.may_be_stored() || error.outcome_is_unknown();
        }
        if matches!(error, que_sdk::Error::Canceled) {
            return Stop::Cancelled;
        }
        if let Some(open) = &self.open {
            self.context.network.upload_failed(open.presigned.url().expose(), error);
            self.context.network.refused_by_proxy(None, error);
        }
        match retry::after_put(error) {
            Next::OtherContentType => {
                self.refused_variants += 1;
                self.last_refusal = Some(failure::of(Step::Upload, error));
                self.spend_url();
                Stop::AtOnce
            }
            Next::PresignAgain => {
                self.spend_url();
                self.retry(error, Step::Upload)
            }
            Next::WaitForServer(wait) => {
                if let Some(open) = &self.open {
                    self.context.gate.wait(&open.pass, wait, error);
                }
                self.spend_url();
                self.retry(error, Step::Upload)
            }
            Next::Again => self.retry(error, Step::Upload),
            Next::NeedKey | Next::GiveUp => Stop::GiveUp(failure::of(Step::Upload, error)),
        }
    }

    /// Another attempt, and less at once where this one was too much for the server or for the way to it.
    fn retry(&self, error: &que_sdk::Error, step: Step) -> Stop {
        let trouble = Trouble::of(error);
        if trouble == Trouble::Shortage {
            self.context.pace.allow_fewer();
            if let Some(open) = &self.open {
                open.storage.drop_idle();
            }
        } else if trouble != Trouble::Attempt || is_overload(error) {
            self.context.pace.slow_down();
        }
        Stop::Retry {
            failure: failure::of(step, error),
            trouble,
        }
    }

    /// The URL in use is not to be used again; the next attempt asks for another.
    fn spend_url(&mut self) {
        if let Some(open) = &mut self.open {
            open.tries = TRIES_OF_ONE_URL;
        }
    }

    /// Writes down how the attempt in hand ended, and tells of a key whose object may stand there.
    async fn close_attempt(&mut self) {
        let Some(open) = self.open.take() else { return };
        let outcome = if open.unknown {
            AttemptOutcome::Unknown
        } else {
            AttemptOutcome::Refused
        };
        let change = Change::AttemptEnded {
            attempt: open.record,
            outcome,
            now: now(),
        };
        if let Err(failure) = self.context.outbox.record(change).await {
            // The record has logged why.
            tracing::debug!("the end of an attempt could not be written: {}", failure.message);
        }
        if open.unknown {
            self.tell(Event::OutcomeUnknown {
                id: self.job.id,
                object: open.object,
            });
        }
    }

    async fn give_up(mut self, failure: Failure) -> Ended {
        self.close_attempt().await;
        let id = self.job.id;
        tracing::info!(
            id = id.number(),
            attempts = self.patience.tries(),
            "given up: {}",
            failure.message
        );
        if let Err(trouble) = self
            .context
            .outbox
            .record(Change::Failed {
                id,
                failure: failure.clone(),
            })
            .await
        {
            // The record has logged why.
            tracing::debug!("a failure could not be written: {}", trouble.message);
        }
        self.tell(Event::Failed { id, failure });
        Ended::Done
    }

    async fn stopped(mut self) -> Ended {
        self.close_attempt().await;
        Ended::Stopped
    }

    fn tell(&self, event: Event) {
        self.context.announcer.tell(event);
    }
}

/// Whether a server says so where it is asked for too much. Many let connections break instead.
fn is_overload(error: &que_sdk::Error) -> bool {
    matches!(error.effective_status(), Some(429 | 502..=504))
}
