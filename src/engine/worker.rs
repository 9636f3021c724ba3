//! The command loop: takes orders, starts what has a place, samples progress, ends in order.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
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
    task::{self, JoinSet},
    time::{self, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use super::{
    clock::SleepWatch,
    connection, content, existing, failure, keys, lookup,
    pace::{LARGE, Places},
    records,
    route::{self, Context, Ended},
    save, scan,
    session::Session,
    slots::Slots,
};
use crate::model::{
    Command, Details, Event, Failure, Hold, Job, KeyState, Settings, SignOrder, Step, Upload, UploadId, UploadState,
    VerifyOrder, VerifyTarget,
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
    /// New uploads are on record, or cannot be: those of the order with this number.
    Recorded(u64, Result<(), Failure>),
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
    /// New uploads that are being put on record, by the number of the order that brought them.
    recording: BTreeMap<u64, Vec<Job>>,
    /// The number of the last of those orders.
    last_recording: u64,
    running: HashMap<UploadId, CancellationToken>,
    /// Places that were taken for the next upload.
    places: Places,
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
    sleep_watch: SleepWatch,
    /// Which row each task works for that a row waits for.
    wards: HashMap<task::Id, Ward>,
}

/// What is stuck where its task breaks.
enum Ward {
    Upload(Job),
    Sign(UploadId),
    Verify(UploadId, VerifyTarget),
}

impl Worker {
    pub(crate) fn new(context: Context, session: Session, sleep_watch: SleepWatch) -> Self {
        Self {
            context,
            session,
            pending: VecDeque::new(),
            returning: Returning::default(),
            recording: BTreeMap::new(),
            last_recording: 0,
            running: HashMap::new(),
            places: Places::default(),
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
            sleep_watch,
            wards: HashMap::new(),
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
        self.tell_waiting();
        let mut sample = time::interval(SAMPLE);
        sample.set_missed_tick_behavior(MissedTickBehavior::Delay);
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
            if self.sleep_watch.slept() {
                tracing::info!("the machine slept, or its clock was set: what runs starts over");
                self.session.renew_connections(&self.context);
                self.start_over();
            }
            self.start_what_can();
            tokio::select! {
                biased;
                () = quit.cancelled() => break,
                // An order may be about what is not read yet, or add it again.
                command = commands.recv(), if self.returning.is_over() => match command {
                    Some(command) => self.obey(command).await,
                    None => break,
                },
                Some(finished) = self.tasks.join_next_with_id(), if !self.tasks.is_empty() => match finished {
                    Ok((task, finished)) => {
                        self.wards.remove(&task);
                        self.finished(finished).await;
                    }
                    Err(error) => {
                        tracing::error!(%error, "a task of the worker broke");
                        if let Some(ward) = self.wards.remove(&error.id()) {
                            self.broke(ward).await;
                        }
                    }
                },
                () = gate.changed(&mut at_gate) => {}
                slot = self.context.pace.large.acquire(), if self.waits_for_large() => self.places.large = Some(slot),
                slot = self.context.pace.first(), if self.may_start() => self.places.take_first(slot),
                // While connections are used, a sleep is noticed soon.
                _ = sample.tick(), if self.is_at_work() => self.tell_progress(),
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
                let (announcer, quit) = (self.context.announcer.clone(), self.context.quit.clone());
                self.tasks.spawn_blocking(move || {
                    scan::scan(batch, paths, &announcer, &quit);
                    Finished::Other
                });
            }
            Command::Enqueue(jobs) => self.enqueue(jobs),
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
            Command::SaveAll(orders) => {
                let (context, running) = (self.context.clone(), Arc::clone(&self.content_running));
                self.tasks.spawn(async move {
                    save::save_all(&context, orders).await;
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

    /// Puts new uploads on record, and into the queue once they are. Those that are there go on meanwhile.
    fn enqueue(&mut self, jobs: Vec<Job>) {
        let changes = self.with_wishes(&jobs, vec![Change::Added(jobs.clone())]);
        let recorded = self.context.outbox.record_all(changes);
        self.last_recording += 1;
        let number = self.last_recording;
        self.recording.insert(number, jobs);
        self.tasks
            .spawn(async move { Finished::Recorded(number, recorded.await.map(drop)) });
    }

    /// New uploads wait for their turn, unless they were stopped meanwhile. What cannot be put on record is not uploaded.
    fn recorded(&mut self, number: u64, recorded: Result<(), Failure>) {
        let Some(jobs) = self.recording.remove(&number) else {
            return;
        };
        match recorded {
            Ok(()) => {
                let ids = jobs.iter().map(|job| job.id).collect();
                self.context.announcer.tell(Event::OnRecord(ids));
                if self.session.restore {
                    self.spawn(records::tell_uploaded_before(self.context.clone(), jobs.clone()));
                }
                self.pending.extend(jobs);
            }
            Err(failure) => self.fail_all(&jobs, &failure),
        }
    }

    /// These changes, and what is to become of the uploads once they are stored.
    fn with_wishes(&self, jobs: &[Job], mut changes: Vec<Change>) -> Vec<Change> {
        if self.session.signs && !jobs.is_empty() {
            changes.push(Change::SignWanted(jobs.iter().map(|job| job.id).collect()));
        }
        changes
    }

    /// Records changes that bring these into the queue, and what is to become of them then.
    async fn record_for(&self, jobs: &[Job], changes: Vec<Change>) -> Result<(), Failure> {
        let changes = self.with_wishes(jobs, changes);
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
        self.recording.clear();
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
            self.tell_waiting();
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

    /// Whether something uses connections.
    fn is_at_work(&self) -> bool {
        !self.running.is_empty() || Arc::strong_count(&self.content_running) > 1
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
        while self.take_places()
            && let Some(job) = self.pending.pop_front()
        {
            self.start(job);
        }
        while let Some(slot) = if self.content.is_empty() {
            None
        } else {
            self.content_slots.take()
        } {
            let Some(order) = self.content.pop_front() else { break };
            let context = self.context.clone();
            let running = Arc::clone(&self.content_running);
            let ward = match &order {
                ContentOrder::Sign(order) => Ward::Sign(order.id),
                ContentOrder::Verify(order) => Ward::Verify(order.id, order.target),
            };
            let task = self.tasks.spawn(async move {
                match order {
                    ContentOrder::Sign(order) => content::sign(&context, order).await,
                    ContentOrder::Verify(order) => content::verify(&context, order).await,
                }
                drop((slot, running));
                Finished::Other
            });
            self.wards.insert(task.id(), ward);
        }
    }

    /// Whether something may be begun, as far as the person and the key go.
    fn is_let(&self) -> bool {
        self.leaving.is_none() && !self.pending.is_empty() && !self.session.is_held() && self.context.gate.has_client()
    }

    /// Whether the next upload is a large one without a place among these.
    fn waits_for_large(&self) -> bool {
        self.is_let() && self.places.large.is_none() && self.next_is_large()
    }

    /// Whether the next upload needs nothing but a place for getting ready.
    fn may_start(&self) -> bool {
        self.is_let() && !self.places.has_first() && (self.places.large.is_some() || !self.next_is_large())
    }

    fn next_is_large(&self) -> bool {
        self.pending.front().is_some_and(|job| job.source.size >= LARGE)
    }

    /// Takes what the next upload needs, if there is one and its places are free.
    fn take_places(&mut self) -> bool {
        if !self.is_let() {
            return false;
        }
        if self.next_is_large() && self.places.large.is_none() {
            self.places.large = self.context.pace.large.take();
            if self.places.large.is_none() {
                return false;
            }
        }
        if !self.places.has_first()
            && let Some(first) = self.context.pace.take_first()
        {
            self.places.take_first(first);
        }
        self.places.has_first()
    }

    fn start(&mut self, job: Job) {
        let places = Places {
            ready: self.places.ready.take(),
            sending: self.places.sending.take(),
            // One that was taken for a large file that has left the queue since waits for the next.
            large: if job.source.size >= LARGE {
                self.places.large.take()
            } else {
                None
            },
            ..Places::default()
        };
        let cancel = self.context.quit.child_token();
        self.running.insert(job.id, cancel.clone());
        let context = self.context.clone();
        let ward = Ward::Upload(job.clone());
        let task = self.tasks.spawn(async move {
            let ended = route::upload(&context, &job, places, cancel).await;
            Finished::Upload(job, ended)
        });
        self.wards.insert(task.id(), ward);
    }

    /// A task broke by a mistake of this program; its place is free again. Its row does not wait for it for ever.
    async fn broke(&mut self, ward: Ward) {
        let (change, event) = match ward {
            Ward::Upload(job) => {
                let (id, failure) = (job.id, failure::internal(Step::Upload));
                if self.stopping.contains_key(&id) {
                    // As was wished.
                    return self.finished(Finished::Upload(job, Ended::Stopped)).await;
                }
                self.finished(Finished::Upload(job, Ended::Done)).await;
                let change = Change::Failed {
                    id,
                    failure: failure.clone(),
                };
                (change, Event::Failed { id, failure })
            }
            Ward::Sign(id) => {
                let failure = failure::internal(Step::Sign);
                let change = Change::SignFailed {
                    id,
                    failure: failure.clone(),
                    left: Unsigned::InDoubt,
                };
                (change, Event::SignFailed { id, failure })
            }
            Ward::Verify(id, target) => {
                let failure = failure::internal(Step::Verify);
                let change = Change::VerifyFailed {
                    id,
                    target,
                    failure: failure.clone(),
                };
                (change, Event::VerifyFailed { id, target, failure })
            }
        };
        if let Err(trouble) = self.context.outbox.record(change).await {
            tracing::error!("a failure could not be written: {}", trouble.message);
        }
        self.context.announcer.tell(event);
    }

    async fn finished(&mut self, finished: Finished) {
        let (job, ended) = match finished {
            Finished::Upload(job, ended) => (job, ended),
            Finished::Recorded(number, recorded) => return self.recorded(number, recorded),
            Finished::Other => return,
        };
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
        let waiting = self.take_out(&wanted);
        self.stopped(&waiting, reason).await;
    }

    /// Takes these out of what waits for its turn. Answers those that were there.
    fn take_out(&mut self, wanted: &HashSet<UploadId>) -> Vec<UploadId> {
        let mut taken = Vec::new();
        let mut stays = |job: &Job| {
            let goes = wanted.contains(&job.id);
            taken.extend(goes.then_some(job.id));
            !goes
        };
        self.pending.retain(&mut stays);
        for jobs in self.recording.values_mut() {
            jobs.retain(&mut stays);
        }
        taken
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
        self.take_out(&wanted);
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
        let rows = uploads.into_iter().map(content::in_brief).collect();
        if !self.returning.is_over() {
            self.context.announcer.tell(Event::Returning(rows));
            return;
        }
        let broken = mem::take(&mut self.returning).broken;
        if broken > 0 {
            self.context.announcer.tell(Event::Trouble {
                headline: format!("{broken} records of earlier uploads cannot be read and are left out."),
                hint: "They stay in the data folder; nothing was deleted.".to_owned(),
            });
        }
        self.context.announcer.tell(Event::Restored(rows));
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

    /// Tells how many files wait at other servers.
    fn tell_waiting(&mut self) {
        if self.session.restore {
            let (profiles, other) = (self.session.others(), self.session.other_record());
            let work = records::tell_waiting(self.context.clone(), profiles, other, self.session.sandbox);
            self.spawn(work);
        }
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
