//! The command loop: takes orders, starts what has a place, samples progress, ends in order.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    future, mem,
    path::PathBuf,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::mpsc,
    task::JoinSet,
    time::{self, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use super::{
    clock::SleepWatch,
    connection, content, existing, failure, keys, lookup, records,
    route::{self, Context, Ended},
    save, scan,
    session::Session,
    slots::{Slot, Slots},
};
use crate::model::{
    Command, Details, Event, Failure, Hold, Job, KeyState, Settings, SignOrder, Step, Upload, UploadId, UploadState,
    VerifyOrder,
};
use crate::store::{Change, Restored, Store, Unsigned};

/// How often progress is told.
const SAMPLE: Duration = Duration::from_millis(100);

/// How long running attempts get to write down how they ended when the program ends.
const FAREWELL: Duration = Duration::from_millis(1500);

/// Signings and verifications at once.
const CONTENT_JOBS: usize = 2;

/// What the tasks of the worker end with.
enum Finished {
    Upload(Job, Ended),
    Other,
}

/// Why a running upload is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum StopReason {
    /// It begins again at once, from presign.
    StartOver,
    /// It waits until a person resumes it.
    Pause,
    /// A person does not want it any more.
    Cancel,
    /// It was taken out of the queue.
    Leave,
}

/// So many uploads of an earlier session are read at once.
const PIECE: usize = 1000;

/// Uploads of an earlier session that are not read yet.
#[derive(Default)]
struct Returning {
    ids: Vec<UploadId>,
    /// Where in `ids` the next piece begins.
    next: usize,
    /// Those that could not be read so far.
    broken: usize,
}

impl Returning {
    fn is_over(&self) -> bool {
        self.next >= self.ids.len()
    }
}

enum ContentOrder {
    Sign(SignOrder),
    Verify(VerifyOrder),
}

pub(crate) struct Worker {
    context: Context,
    session: Session,
    pending: VecDeque<Job>,
    /// What an earlier session left and is not read yet.
    returning: Returning,
    running: HashMap<UploadId, CancellationToken>,
    /// Why running uploads are being stopped.
    stopping: HashMap<UploadId, StopReason>,
    content: VecDeque<ContentOrder>,
    content_slots: Slots,
    tasks: JoinSet<Finished>,
    told: HashMap<UploadId, u64>,
    /// Whether the window knows that nothing starts for want of a key.
    told_no_key: bool,
    /// The number of the search that was asked for last.
    latest_search: Arc<AtomicU64>,
    /// Ends the look for files that is under way.
    lookup: CancellationToken,
    /// Each signing and verification that runs holds one, also one that breaks.
    content_running: Arc<()>,
    /// The settings with another server that are used as soon as nothing runs at this one any more.
    leaving: Option<Settings>,
    /// Orders that came meanwhile: they are for the new server.
    deferred: VecDeque<Command>,
}

impl Worker {
    pub(crate) fn new(context: Context, session: Session) -> Self {
        Self {
            context,
            session,
            pending: VecDeque::new(),
            returning: Returning::default(),
            running: HashMap::new(),
            stopping: HashMap::new(),
            content: VecDeque::new(),
            content_slots: Slots::new(CONTENT_JOBS),
            tasks: JoinSet::new(),
            told: HashMap::new(),
            told_no_key: false,
            latest_search: Arc::default(),
            lookup: CancellationToken::new(),
            content_running: Arc::default(),
            leaving: None,
            deferred: VecDeque::new(),
        }
    }

    /// Works until the program ends.
    pub(crate) async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        if self.session.restore {
            self.restore().await;
        } else if let Err(failure) = self.context.outbox.run(Store::settle).await {
            self.tell_trouble(&failure);
        }
        self.session.begin(&self.context, &mut self.tasks, || Finished::Other);
        let mut sample = time::interval(SAMPLE);
        sample.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut sleep_watch = SleepWatch::new();
        let mut was_running = false;
        let network = self.context.network.clone();
        let watch = network.watch(
            self.context.gate.clone(),
            self.context.announcer.clone(),
            self.context.policy.longest_outage,
            self.context.quit.clone(),
        );
        self.tasks.spawn(async move {
            watch.await;
            Finished::Other
        });
        let quit = self.context.quit.clone();
        let gate = self.context.gate.clone();
        let mut at_gate = gate.watch();
        loop {
            self.arrive_when_quiet().await;
            if !self.returning.is_over() {
                // What was read before is under way meanwhile.
                self.read_back().await;
            }
            self.start_what_can();
            if !mem::replace(&mut was_running, !self.running.is_empty()) {
                // Nothing was looked at while nothing ran.
                sleep_watch = SleepWatch::new();
            }
            tokio::select! {
                biased;
                () = quit.cancelled() => break,
                // An order may be about what is not read yet, or add it again.
                command = commands.recv(), if self.returning.is_over() => match command {
                    Some(command) => self.obey(command).await,
                    None => break,
                },
                Some(finished) = self.tasks.join_next(), if !self.tasks.is_empty() => match finished {
                    Ok(finished) => self.finished(finished).await,
                    Err(error) => tracing::error!(%error, "a task of the worker broke"),
                },
                () = gate.changed(&mut at_gate) => {}
                () = self.context.slots.freed(), if !self.pending.is_empty() => {}
                _ = sample.tick(), if !self.running.is_empty() => {
                    if sleep_watch.slept() {
                        tracing::info!("the machine slept, or its clock was set: what runs starts over");
                        self.start_over();
                    }
                    self.tell_progress();
                }
                () = future::ready(()), if !self.returning.is_over() => {}
            }
        }
        // Orders that were given before the end count: what was added is on record, what was cancelled stays so.
        while let Ok(command) = commands.try_recv() {
            if !command.is_for_now() {
                self.obey(command).await;
            }
        }
        self.end().await;
    }

    async fn obey(&mut self, command: Command) {
        // A walk asks no server; what it finds waits for the new one.
        if self.leaving.is_some() && !matches!(command, Command::Scan { .. }) {
            self.deferred.push_back(command);
            return;
        }
        match command {
            Command::Scan { batch, paths } => {
                let announcer = self.context.announcer.clone();
                self.tasks.spawn_blocking(move || {
                    scan::scan(batch, paths, &announcer);
                    Finished::Other
                });
            }
            Command::Enqueue(jobs) => match self.record_for(&jobs, vec![Change::Added(jobs.clone())]).await {
                Ok(()) => {
                    let ids = jobs.iter().map(|job| job.id).collect();
                    self.context.announcer.tell(Event::OnRecord(ids));
                    self.pending.extend(jobs);
                }
                Err(failure) => self.fail_all(&jobs, &failure),
            },
            Command::Retry(jobs) => {
                let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
                // The disk may have been full when they were added.
                let changes = vec![Change::Ensured(jobs.clone()), Change::Requeued(ids)];
                match self.record_for(&jobs, changes).await {
                    Ok(()) => self.pending.extend(jobs),
                    Err(failure) => self.fail_all(&jobs, &failure),
                }
            }
            Command::Pause(ids) => self.stop(&ids, StopReason::Pause).await,
            Command::Cancel(ids) => self.stop(&ids, StopReason::Cancel).await,
            Command::Remove(ids) => self.remove(&ids).await,
            Command::PutBack(uploads) => self.put_back(uploads).await,
            Command::Sign(orders) => self.content.extend(orders.into_iter().map(ContentOrder::Sign)),
            Command::Look(orders) => {
                let context = self.context.clone();
                self.tasks.spawn(async move {
                    existing::look(&context, orders).await;
                    Finished::Other
                });
            }
            Command::Save(order) => {
                let (context, running) = (self.context.clone(), Arc::clone(&self.content_running));
                self.tasks.spawn(async move {
                    save::save(&context, order).await;
                    drop(running);
                    Finished::Other
                });
            }
            Command::KeepPresets(presets) => self.session.keep_presets(&self.context, presets).await,
            Command::Verify(orders) => self.content.extend(orders.into_iter().map(ContentOrder::Verify)),
            Command::LoadDetails(id) => self.load_details(id),
            Command::SetMediaType { ids, media_type } => self.set_media_type(ids, media_type).await,
            Command::SearchHistory { number, search } => {
                self.latest_search.fetch_max(number, Ordering::SeqCst);
                let latest = Arc::clone(&self.latest_search);
                self.spawn(records::search(self.context.clone(), latest, number, search));
            }
            Command::ReadHistory(ids) => self.spawn(records::read(self.context.clone(), ids)),
            Command::ReadRecords { errand, ids } => {
                self.spawn(records::read_for(self.context.clone(), errand, ids));
            }
            Command::LookUp { number, paths } => self.look_up(number, paths),
            Command::StopLookup => self.lookup.cancel(),
            Command::Forget(ids) => self.spawn(records::forget(self.context.clone(), ids)),
            Command::Copy { ids, format } => self.spawn(records::copy(self.context.clone(), ids, format)),
            Command::Export { ids, format, path } => {
                let (context, runtime) = (self.context.clone(), Handle::current());
                self.tasks.spawn_blocking(move || {
                    records::export(&context, &runtime, &ids, format, path);
                    Finished::Other
                });
            }
            Command::UseSettings(settings) => {
                let held = settings.paused;
                if held {
                    self.start_over();
                }
                if self.session.is_left_by(&settings) {
                    self.leave(settings).await;
                } else {
                    self.session.use_settings(&self.context, settings).await;
                }
            }
            Command::SetKey { key, keep } => {
                self.told_no_key = false;
                self.session.use_key(&self.context, Some(&key));
                let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
                let (announcer, era) = (self.context.announcer.clone(), self.context.era.clone());
                let gate = self.context.gate.clone();
                self.tasks.spawn(async move {
                    let state = keys::keep(&keyring, origin, key, keep).await;
                    // Told of the server that it is about, not of the next.
                    if !era.is_cancelled() {
                        announcer.tell(Event::Key(state));
                        // A server can refuse a key before the keyring has kept it; that a key is there must not hide it.
                        if gate.was_refused() {
                            announcer.tell(Event::Held(Hold::NeedsKey { refused: true }));
                        }
                    }
                    Finished::Other
                });
            }
            Command::ForgetKey => {
                self.told_no_key = false;
                self.session.use_key(&self.context, None);
                let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
                let (announcer, era) = (self.context.announcer.clone(), self.context.era.clone());
                self.tasks.spawn(async move {
                    let state = keys::forget(&keyring, origin).await;
                    // Told of the server that it is about, not of the next.
                    if !era.is_cancelled() {
                        announcer.tell(Event::Key(state));
                    }
                    Finished::Other
                });
            }
            Command::TestConnection => self.test_connection(),
        }
    }

    /// Records changes that bring these into the queue, and what is to become of them then.
    async fn record_for(&self, jobs: &[Job], mut changes: Vec<Change>) -> Result<(), Failure> {
        if self.session.signs && !jobs.is_empty() {
            changes.push(Change::SignWanted(jobs.iter().map(|job| job.id).collect()));
        }
        if changes.is_empty() {
            return Ok(());
        }
        self.context.outbox.record_all(changes).await.map(drop)
    }

    /// Leaves this server: what is uploading is stopped and waits in its queue, what has not begun to be signed is not.
    /// A call that is under way ends first: it may do its work.
    async fn leave(&mut self, settings: Settings) {
        self.session.leave(&self.context);
        self.start_over();
        self.pending.clear();
        let not_begun = mem::take(&mut self.content).into_iter().map(|order| match order {
            ContentOrder::Sign(SignOrder { id, .. }) => Change::SignFailed {
                id,
                failure: content::left(Step::Sign),
                left: Unsigned::Given,
            },
            ContentOrder::Verify(VerifyOrder { id, target, .. }) => Change::VerifyFailed {
                id,
                target,
                failure: content::left(Step::Verify),
            },
        });
        if let Err(failure) = self.context.outbox.record_all(not_begun.collect()).await {
            self.tell_trouble(&failure);
        }
        self.leaving = Some(settings);
    }

    /// Goes to the new server once nothing runs at the old one.
    async fn arrive_when_quiet(&mut self) {
        while self.running.is_empty() && Arc::strong_count(&self.content_running) == 1 {
            let Some(settings) = self.leaving.take() else { return };
            self.pending.clear();
            self.told_no_key = false;
            self.session.use_settings(&self.context, settings).await;
            self.context.era = CancellationToken::new();
            self.restore().await;
            while !self.returning.is_over() {
                self.read_back().await;
            }
            self.session.begin(&self.context, &mut self.tasks, || Finished::Other);
            while self.leaving.is_none()
                && let Some(command) = self.deferred.pop_front()
            {
                self.obey(command).await;
            }
            if self.leaving.is_none() {
                return;
            }
        }
    }

    /// Starts uploads and signings while there are places and a key.
    fn start_what_can(&mut self) {
        if self.leaving.is_some() || (self.pending.is_empty() && self.content.is_empty()) {
            return;
        }
        if !self.context.gate.has_client() {
            if self.session.key_is_known()
                && !mem::replace(&mut self.told_no_key, true)
                && !self.context.gate.was_refused()
            {
                self.context
                    .announcer
                    .tell(Event::Held(Hold::NeedsKey { refused: false }));
            }
            return;
        }
        self.told_no_key = false;
        while let Some(slot) = if self.pending.is_empty() || self.session.is_held() {
            None
        } else {
            self.context.slots.take()
        } {
            if let Some(job) = self.pending.pop_front() {
                self.start(job, slot);
            }
        }
        while let Some(slot) = if self.content.is_empty() {
            None
        } else {
            self.content_slots.take()
        } {
            let Some(order) = self.content.pop_front() else { break };
            let context = self.context.clone();
            let running = Arc::clone(&self.content_running);
            self.tasks.spawn(async move {
                match order {
                    ContentOrder::Sign(order) => content::sign(&context, order).await,
                    ContentOrder::Verify(order) => content::verify(&context, order).await,
                }
                drop((slot, running));
                Finished::Other
            });
        }
    }

    fn start(&mut self, job: Job, slot: Slot) {
        let cancel = self.context.quit.child_token();
        self.running.insert(job.id, cancel.clone());
        let context = self.context.clone();
        self.tasks.spawn(async move {
            let ended = route::upload(&context, &job, slot, cancel).await;
            Finished::Upload(job, ended)
        });
    }

    async fn finished(&mut self, finished: Finished) {
        let Finished::Upload(job, ended) = finished else { return };
        self.running.remove(&job.id);
        self.told.remove(&job.id);
        self.context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&job.id);
        let reason = self.stopping.remove(&job.id);
        match (ended, reason) {
            (_, Some(StopReason::Leave)) => {
                self.forget(vec![job.id]).await;
                if ended != Ended::Done {
                    self.context.announcer.tell(Event::Cancelled(job.id));
                }
            }
            (Ended::Done, _) => {}
            (Ended::Requeue, None | Some(StopReason::StartOver)) | (Ended::Stopped, Some(StopReason::StartOver)) => {
                self.context.announcer.tell(Event::Requeued(job.id));
                // It was in front of all that have not begun.
                let place = self.pending.partition_point(|other| other.id < job.id);
                self.pending.insert(place, job);
            }
            // The refusal of the key may have come first; a person's wish counts all the same.
            (Ended::Stopped | Ended::Requeue, Some(reason)) => self.stopped(&[job.id], reason).await,
            // At the end of the program the record says that it is to be done again.
            (Ended::Stopped, None) => {}
        }
    }

    /// Stops these, for this reason: at once where they wait, as soon as they let go where they run.
    async fn stop(&mut self, ids: &[UploadId], reason: StopReason) {
        let wanted: HashSet<_> = ids.iter().copied().collect();
        for id in ids {
            self.stop_running(*id, reason);
        }
        let mut waiting = Vec::new();
        self.pending.retain(|job| {
            let stopped = wanted.contains(&job.id);
            if stopped {
                waiting.push(job.id);
            }
            !stopped
        });
        self.stopped(&waiting, reason).await;
    }

    /// Stops a running upload. A weightier reason takes the place of a lighter one.
    fn stop_running(&mut self, id: UploadId, reason: StopReason) -> bool {
        let Some(token) = self.running.get(&id) else {
            return false;
        };
        token.cancel();
        let known = self.stopping.entry(id).or_insert(reason);
        *known = reason.max(*known);
        true
    }

    /// Records and tells that these have stopped.
    async fn stopped(&self, ids: &[UploadId], reason: StopReason) {
        if ids.is_empty() {
            return;
        }
        let paused = reason == StopReason::Pause;
        let changes = if paused {
            vec![Change::Paused(ids.to_vec())]
        } else {
            ids.iter().copied().map(Change::Cancelled).collect()
        };
        if let Err(failure) = self.context.outbox.record_all(changes).await {
            self.tell_trouble(&failure);
        }
        for id in ids {
            self.context.announcer.tell(if paused {
                Event::Paused(*id)
            } else {
                Event::Cancelled(*id)
            });
        }
    }

    async fn remove(&mut self, ids: &[UploadId]) {
        let wanted: HashSet<_> = ids.iter().copied().collect();
        self.pending.retain(|job| !wanted.contains(&job.id));
        let gone = ids
            .iter()
            .copied()
            .filter(|id| !self.stop_running(*id, StopReason::Leave))
            .collect();
        self.forget(gone).await;
    }

    /// Takes into the queue again what was removed.
    async fn put_back(&mut self, uploads: Vec<Upload>) {
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let jobs: Vec<_> = uploads.iter().map(job).collect();
        let mut changes = vec![Change::Returned(jobs.clone())];
        changes.extend(uploads.iter().filter_map(|upload| match &upload.state {
            UploadState::Failed(failure) => Some(Change::Failed {
                id: upload.id,
                failure: failure.clone(),
            }),
            UploadState::Cancelled => Some(Change::Cancelled(upload.id)),
            UploadState::Paused => Some(Change::Paused(vec![upload.id])),
            _ => None,
        }));
        if let Err(failure) = self.context.outbox.record_all(changes).await {
            self.fail_all(&jobs, &failure);
            return;
        }
        for upload in uploads.iter().filter(|upload| upload.is_pending()) {
            if self.running.contains_key(&upload.id) {
                // It was to leave once it has stopped; now it begins again then.
                self.stopping.insert(upload.id, StopReason::StartOver);
            } else {
                self.pending.push_back(job(upload));
            }
        }
        // Their turn is where they stand.
        self.pending.make_contiguous().sort_by_key(|job| job.id);
    }

    /// Stops all that runs, to begin again from presign: after a sleep, or when the queue is held.
    fn start_over(&mut self) {
        for id in self.running.keys().copied().collect::<Vec<_>>() {
            self.stop_running(id, StopReason::StartOver);
        }
    }

    async fn forget(&self, ids: Vec<UploadId>) {
        if ids.is_empty() {
            return;
        }
        if let Err(failure) = self.context.outbox.record(Change::Removed(ids)).await {
            self.tell_trouble(&failure);
        }
    }

    fn fail_all(&self, jobs: &[Job], failure: &Failure) {
        for job in jobs {
            self.context.announcer.tell(Event::Failed {
                id: job.id,
                failure: failure.clone(),
            });
        }
    }

    fn tell_trouble(&self, failure: &Failure) {
        let (headline, hint) = (failure.message.clone(), failure.hint.clone());
        self.context.announcer.tell(Event::Trouble { headline, hint });
    }

    /// Takes stock of what an earlier session left, and reads the first piece of it.
    async fn restore(&mut self) {
        match self.context.outbox.run(Store::take_stock).await {
            Ok(ids) => {
                self.returning = Returning {
                    ids,
                    ..Returning::default()
                };
                self.read_back().await;
            }
            Err(failure) => self.tell_trouble(&failure),
        }
    }

    /// Reads the next piece of what an earlier session left: a queue of a hundred thousand begins with its first thousand.
    async fn read_back(&mut self) {
        let returning = &mut self.returning;
        let end = returning.ids.len().min(returning.next + PIECE);
        let piece = returning.ids.get(returning.next..end).unwrap_or_default().to_vec();
        returning.next = end;
        match self.context.outbox.run(move |store| store.read_back(&piece)).await {
            Ok(Restored { uploads, broken }) => {
                self.returning.broken += broken;
                self.take_back(uploads).await;
            }
            Err(failure) => {
                self.returning = Returning::default();
                self.tell_trouble(&failure);
            }
        }
    }

    async fn take_back(&mut self, uploads: Vec<Upload>) {
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let pending: Vec<_> = uploads.iter().filter(|upload| upload.is_pending()).map(job).collect();
        if let Err(failure) = self.record_for(&pending, Vec::new()).await {
            self.tell_trouble(&failure);
        }
        self.pending.extend(pending);
        self.choose_types(uploads.iter().map(|upload| (upload.id, upload.chosen_type.clone())));
        if !self.returning.is_over() {
            self.context.announcer.tell(Event::Returning(uploads));
            return;
        }
        let broken = mem::take(&mut self.returning).broken;
        if broken > 0 {
            self.context.announcer.tell(Event::Trouble {
                headline: format!("{broken} records of earlier uploads cannot be read and are left out."),
                hint: "They stay in the data folder; nothing was deleted.".to_owned(),
            });
        }
        self.context.announcer.tell(Event::Restored(uploads));
    }

    /// Reads files to find them in the history; a look that is under way ends.
    fn look_up(&mut self, number: u64, paths: Vec<PathBuf>) {
        self.lookup.cancel();
        self.lookup = self.context.quit.child_token();
        let (context, runtime, stop) = (self.context.clone(), Handle::current(), self.lookup.clone());
        self.tasks.spawn_blocking(move || {
            lookup::run(&context, &runtime, number, &paths, &stop);
            Finished::Other
        });
    }

    fn spawn(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            work.await;
            Finished::Other
        });
    }

    fn load_details(&mut self, id: UploadId) {
        let context = self.context.clone();
        self.tasks.spawn(async move {
            match context.outbox.run(move |store| store.details(id)).await {
                Ok(details) => {
                    let requests = context.activity.of(id);
                    context.announcer.tell(Event::Details(Details { requests, ..details }));
                }
                Err(Failure { message, hint, .. }) => context.announcer.tell(Event::Trouble {
                    headline: message,
                    hint,
                }),
            }
            Finished::Other
        });
    }

    /// A type counts from the next attempt on; what runs goes on with the one that it began with.
    async fn set_media_type(&self, ids: Vec<UploadId>, media_type: Option<String>) {
        let change = Change::MediaTypeSet {
            ids: ids.clone(),
            media_type: media_type.clone(),
        };
        if let Err(failure) = self.context.outbox.record(change).await {
            self.tell_trouble(&failure);
        }
        self.choose_types(ids.into_iter().map(|id| (id, media_type.clone())));
    }

    fn choose_types(&self, types: impl Iterator<Item = (UploadId, Option<String>)>) {
        let mut chosen = self.context.chosen_types.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, media_type) in types {
            match media_type {
                Some(media_type) => drop(chosen.insert(id, media_type)),
                None => drop(chosen.remove(&id)),
            }
        }
    }

    fn test_connection(&mut self) {
        let announcer = self.context.announcer.clone();
        let (que, has_key) = self.session.client_for_test();
        let era = self.context.era.clone();
        self.tasks.spawn(async move {
            let report = connection::test_connection(que, has_key).await;
            if !era.is_cancelled() {
                announcer.tell(Event::ConnectionTested(report));
            }
            Finished::Other
        });
    }

    /// Tells how far the running uploads are, those that moved.
    fn tell_progress(&mut self) {
        let mut moved = Vec::new();
        let mut finishing = Vec::new();
        for (id, progress) in self
            .context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let bytes = progress.moved();
            if self.told.get(id) != Some(&bytes) {
                self.told.insert(*id, bytes);
                moved.push((*id, bytes));
                if bytes >= progress.total() && progress.total() > 0 {
                    finishing.push(*id);
                }
            }
        }
        if !moved.is_empty() {
            self.context.announcer.tell(Event::Progress(moved));
        }
        for id in finishing {
            self.context.announcer.tell(Event::Finishing(id));
        }
    }

    async fn end(mut self) {
        self.context.quit.cancel();
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if time::timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("some work did not end in time; it starts over at the next start");
        }
        self.tasks.abort_all();
        // An attempt that the end has stopped goes on at the next start, but not one that a person had stopped before. What
        // is stored meanwhile stays so.
        for reason in [StopReason::Pause, StopReason::Cancel] {
            let ids: Vec<_> = self
                .stopping
                .iter()
                .filter(|(_, known)| **known == reason)
                .map(|(id, _)| *id)
                .collect();
            self.stopped(&ids, reason).await;
        }
        // The next start begins at the server that was chosen last, with what was added for it.
        while let Some(settings) = self.leaving.take() {
            self.session.use_settings(&self.context, settings).await;
            while self.leaving.is_none()
                && let Some(command) = self.deferred.pop_front()
            {
                if !command.is_for_now() {
                    self.obey(command).await;
                }
            }
        }
        // What was to leave the queue once it had stopped must not come back at the next start.
        let leaving = self
            .stopping
            .iter()
            .filter(|(_, known)| **known == StopReason::Leave)
            .map(|(id, _)| *id)
            .collect();
        self.forget(leaving).await;
    }
}

/// The state of the key as the window is told it at the start.
pub(crate) fn key_state(key: &super::KeyInUse) -> KeyState {
    KeyState::Present {
        source: key.source.clone(),
        keyring_trouble: None,
    }
}

/// A client that could not be built, as trouble that belongs to no row.
pub(crate) fn setup_trouble(error: &crate::que::Error) -> Event {
    Event::Trouble {
        headline: failure::sentence(&error.to_string()),
        hint: error.hint().to_owned(),
    }
}
