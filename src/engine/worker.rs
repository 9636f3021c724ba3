//! The command loop: takes orders, starts what has a place, samples progress, ends in order.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    mem,
    sync::{Arc, PoisonError},
    time::Duration,
};

use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{self, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use super::{
    clock::SleepWatch,
    content, failure, keys,
    outbox::Outbox,
    route::{self, Context, Ended},
    scan,
    session::Session,
    slots::{Slot, Slots},
};
use crate::model::{
    Command, ConnectionReport, Event, Failure, HistoryPage, Hold, Job, KeyState, SignOrder, Upload, UploadId,
    VerifyOrder,
};
use crate::store::{Change, Restored, Store};

/// How often progress is told.
const SAMPLE: Duration = Duration::from_millis(100);

/// How long running attempts get to write down how they ended when the program ends.
const FAREWELL: Duration = Duration::from_millis(1500);

/// Signings and verifications at once.
const CONTENT_JOBS: usize = 2;

/// What the tasks of the worker end with.
enum Finished {
    Upload(Job, Ended),
    Content,
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

enum ContentOrder {
    Sign(SignOrder),
    Verify(VerifyOrder),
}

pub(crate) struct Worker {
    context: Context,
    session: Session,
    pending: VecDeque<Job>,
    running: HashMap<UploadId, CancellationToken>,
    /// Why running uploads are being stopped.
    stopping: HashMap<UploadId, StopReason>,
    content: VecDeque<ContentOrder>,
    content_slots: Slots,
    tasks: JoinSet<Finished>,
    told: HashMap<UploadId, u64>,
    /// Whether the window knows that nothing starts for want of a key.
    told_no_key: bool,
}

impl Worker {
    pub(crate) fn new(context: Context, session: Session) -> Self {
        Self {
            context,
            session,
            pending: VecDeque::new(),
            running: HashMap::new(),
            stopping: HashMap::new(),
            content: VecDeque::new(),
            content_slots: Slots::new(CONTENT_JOBS),
            tasks: JoinSet::new(),
            told: HashMap::new(),
            told_no_key: false,
        }
    }

    /// Works until the program ends.
    pub(crate) async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        if self.session.restore {
            self.restore().await;
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
            self.start_what_can();
            if !mem::replace(&mut was_running, !self.running.is_empty()) {
                // Nothing was looked at while nothing ran.
                sleep_watch = SleepWatch::new();
            }
            tokio::select! {
                biased;
                () = quit.cancelled() => break,
                command = commands.recv() => match command {
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
            }
        }
        // Orders that were given before the end count: what was added is on record, what was cancelled stays so.
        while let Ok(command) = commands.try_recv() {
            match command {
                Command::Scan { .. } | Command::LoadHistory { .. } | Command::TestConnection => {}
                command => self.obey(command).await,
            }
        }
        self.end().await;
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Scan { batch, paths } => {
                let announcer = self.context.announcer.clone();
                self.tasks.spawn_blocking(move || {
                    scan::scan(batch, paths, &announcer);
                    Finished::Other
                });
            }
            Command::Enqueue(jobs) => match self.context.outbox.record(Change::Added(jobs.clone())).await {
                Ok(()) => self.pending.extend(jobs),
                Err(failure) => self.fail_all(&jobs, &failure),
            },
            Command::Retry(jobs) => {
                let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
                match self.context.outbox.record(Change::Requeued(ids)).await {
                    Ok(()) => self.pending.extend(jobs),
                    Err(failure) => self.fail_all(&jobs, &failure),
                }
            }
            Command::Pause(ids) => self.stop(&ids, StopReason::Pause).await,
            Command::Cancel(ids) => self.stop(&ids, StopReason::Cancel).await,
            Command::Remove(ids) => self.remove(&ids).await,
            Command::Sign(orders) => self.content.extend(orders.into_iter().map(ContentOrder::Sign)),
            Command::Verify(orders) => self.content.extend(orders.into_iter().map(ContentOrder::Verify)),
            Command::LoadHistory { search, offset } => self.load_history(search, offset),
            Command::UseSettings(settings) => {
                let held = settings.paused;
                if held {
                    self.start_over();
                }
                if self.session.use_settings(&self.context, settings).await {
                    self.pending.clear();
                    self.restore().await;
                    self.session.begin(&self.context, &mut self.tasks, || Finished::Other);
                }
            }
            Command::SetKey { key, keep } => {
                self.told_no_key = false;
                self.session.use_key(&self.context, Some(&key));
                let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
                let announcer = self.context.announcer.clone();
                self.tasks.spawn(async move {
                    announcer.tell(Event::Key(keys::keep(&keyring, origin, key, keep).await));
                    Finished::Other
                });
            }
            Command::ForgetKey => {
                self.told_no_key = false;
                self.session.use_key(&self.context, None);
                let (keyring, origin) = (Arc::clone(&self.session.keyring), self.session.origin());
                let announcer = self.context.announcer.clone();
                self.tasks.spawn(async move {
                    announcer.tell(Event::Key(keys::forget(&keyring, origin).await));
                    Finished::Other
                });
            }
            Command::TestConnection => self.test_connection(),
        }
    }

    /// Starts uploads and signings while there are places and a key.
    fn start_what_can(&mut self) {
        if self.pending.is_empty() && self.content.is_empty() {
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
            self.tasks.spawn(async move {
                match order {
                    ContentOrder::Sign(order) => content::sign(&context, order).await,
                    ContentOrder::Verify(order) => content::verify(&context, order).await,
                }
                drop(slot);
                Finished::Content
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

    async fn restore(&mut self) {
        match self.context.outbox.run(Store::restore).await {
            Ok(Restored { uploads, broken }) => {
                if broken > 0 {
                    self.context.announcer.tell(Event::Trouble {
                        headline: format!("{broken} records of earlier uploads cannot be read and are left out."),
                        hint: "They stay in the data folder; nothing was deleted.".to_owned(),
                    });
                }
                let job = |upload: &Upload| Job {
                    id: upload.id,
                    added_at: upload.added_at,
                    source: upload.source.clone(),
                };
                self.pending
                    .extend(uploads.iter().filter(|upload| upload.is_pending()).map(job));
                self.context.announcer.tell(Event::Restored(uploads));
            }
            Err(failure) => self.tell_trouble(&failure),
        }
    }

    fn load_history(&mut self, search: String, offset: usize) {
        let (outbox, announcer): (Outbox, _) = (self.context.outbox.clone(), self.context.announcer.clone());
        self.tasks.spawn(async move {
            match outbox
                .run(move |store| store.history(&search, offset, HistoryPage::SIZE))
                .await
            {
                Ok(page) => announcer.tell(Event::History(page)),
                Err(Failure { message, hint, .. }) => announcer.tell(Event::Trouble {
                    headline: message,
                    hint,
                }),
            }
            Finished::Other
        });
    }

    fn test_connection(&mut self) {
        let announcer = self.context.announcer.clone();
        let (que, has_key) = self.session.client_for_test();
        self.tasks.spawn(async move {
            let tested = time::timeout(content::TEST_TIMEOUT, content::test_connection(que, has_key)).await;
            announcer.tell(Event::ConnectionTested(tested.unwrap_or_else(|_| ConnectionReport {
                ok: false,
                headline: "The server did not answer in time.".to_owned(),
                hint: "Check the network and the server's address.".to_owned(),
            })));
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
