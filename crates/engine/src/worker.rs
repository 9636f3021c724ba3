//! The main loop: handles commands, starts what has a slot, reports progress, shuts down.

mod checks;
mod commands;
mod finished;
mod progress;
mod queue;
mod restoring;
mod server_switch;
mod starting;
mod stopping;

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    future,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use tokio::{
    sync::mpsc,
    task::{self, JoinSet},
    time::{self, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;

use self::{restoring::Restoring, stopping::StopReason};
use super::{
    UnfinishedPolicy, clock::SleepWatch, concurrency::HeldSlots, context::Context, identity, route::RouteEnd,
    session::Session, slots::Slots,
};
use model::{Command, Event, Failure, Job, Said, Settings, SignOrder, UploadId, VerifyOrder, VerifyTarget};
use store::Store;

/// How often progress is sent.
const SAMPLE: Duration = Duration::from_millis(100);

/// How long running attempts may take to record how they ended at shutdown.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_millis(1500);

/// How many signings and verifications run at once.
const CONTENT_JOBS: usize = 2;

/// The results of the worker's tasks.
enum Finished {
    Upload(Job, RouteEnd),
    /// The result of recording a batch of new uploads. The number is its key in `recording`.
    Recorded(u64, Result<(), Failure>),
    Other,
}

enum ContentOrder {
    Sign(SignOrder),
    Verify(VerifyOrder),
}

pub(crate) struct Worker {
    context: Context,
    session: Session,
    pending: VecDeque<Job>,
    /// Uploads of an earlier session that are not read yet.
    restoring: Restoring,
    /// New uploads that are being recorded, by sequence number.
    recording: BTreeMap<u64, Vec<Job>>,
    /// The last of those numbers.
    last_recording: u64,
    running: HashMap<UploadId, CancellationToken>,
    /// Slots taken for the next upload.
    slots: HeldSlots,
    /// Why running uploads are being stopped.
    stopping: HashMap<UploadId, StopReason>,
    content: VecDeque<ContentOrder>,
    content_slots: Slots,
    tasks: JoinSet<Finished>,
    /// The sent bytes of each upload, as last reported.
    reported_bytes: HashMap<UploadId, u64>,
    /// Whether the window knows that nothing starts without a key.
    reported_no_key: bool,
    /// The number of the latest search.
    latest_search: Arc<AtomicU64>,
    /// Stops the running lookup.
    lookup: CancellationToken,
    checks: checks::CheckState,
    /// Every running signing and verification holds a clone, even one that panics.
    content_running: Arc<()>,
    /// The settings with another server, to use once nothing runs at this one.
    pending_switch: Option<Settings>,
    /// Commands that came meanwhile. They are for the new server.
    deferred: VecDeque<Command>,
    sleep_watch: SleepWatch,
    /// The rows that tasks work on, so that a task that panics does not leave its row stuck.
    owners: HashMap<task::Id, TaskOwner>,
}

/// A row that is stuck if its task panics.
enum TaskOwner {
    Upload(Job),
    Sign(UploadId),
    Verify(UploadId, VerifyTarget),
}

impl Worker {
    pub(crate) fn new(context: Context, session: Session, sleep_watch: SleepWatch) -> Self {
        Self {
            checks: checks::CheckState::new(&context.quit),
            context,
            session,
            pending: VecDeque::new(),
            restoring: Restoring::default(),
            recording: BTreeMap::new(),
            last_recording: 0,
            running: HashMap::new(),
            slots: HeldSlots::default(),
            stopping: HashMap::new(),
            content: VecDeque::new(),
            content_slots: Slots::new(CONTENT_JOBS),
            tasks: JoinSet::new(),
            reported_bytes: HashMap::new(),
            reported_no_key: false,
            latest_search: Arc::default(),
            lookup: CancellationToken::new(),
            content_running: Arc::default(),
            pending_switch: None,
            deferred: VecDeque::new(),
            sleep_watch,
            owners: HashMap::new(),
        }
    }

    /// Runs until the program ends.
    pub(crate) async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        self.begin().await;
        let mut sample = time::interval(SAMPLE);
        sample.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let quit = self.context.quit.clone();
        let gate = self.context.gate.clone();
        let mut at_gate = gate.watch();
        loop {
            self.switch_when_idle().await;
            if !self.restoring.is_over() {
                // Batches that are already restored run in the meantime.
                self.restore_batch().await;
            }
            if self.sleep_watch.slept() {
                tracing::info!("the machine slept, or its clock was set: restarting what runs");
                self.session.renew_connections(&self.context);
                self.start_over();
            }
            self.start_ready();
            tokio::select! {
                biased;
                () = quit.cancelled() => break,
                // A command may be about an upload that is not read yet, or add it again.
                command = commands.recv(), if self.restoring.is_over() => match command {
                    Some(command) => self.handle(command).await,
                    None => break,
                },
                Some(ended) = self.tasks.join_next_with_id(), if !self.tasks.is_empty() => self.task_ended(ended).await,
                () = gate.changed(&mut at_gate) => {}
                slot = self.context.concurrency.large.acquire(), if self.waits_for_large() => self.slots.large = Some(slot),
                slot = self.context.concurrency.first(), if self.may_start() => self.slots.take_first(slot),
                // While connections are in use, a sleep is noticed soon.
                _ = sample.tick(), if self.is_at_work() => self.send_progress(),
                () = future::ready(()), if !self.restoring.is_over() => {}
            }
        }
        // Commands from before the end count: what was added is recorded, what was canceled stays so.
        while let Ok(command) = commands.try_recv() {
            if !command.is_for_now() {
                self.handle(command).await;
            }
        }
        self.end().await;
    }

    /// Restores the queue, loads the key and starts watching the network.
    async fn begin(&mut self) {
        if self.session.unfinished == UnfinishedPolicy::Resume {
            self.restore().await;
        } else if let Err(failure) = self.context.store_writer.run(Store::recover_interrupted).await {
            self.report_trouble(&failure);
        }
        self.session
            .load_key(&self.context, &mut self.tasks, || Finished::Other);
        identity::report_algorithm(&self.context).await;
        self.report_waiting();
        let watch = self.context.network.clone().watch(
            self.context.gate.clone(),
            self.context.events.clone(),
            self.context.policy.longest_outage,
            self.context.quit.clone(),
        );
        self.spawn(watch);
    }

    async fn task_ended(&mut self, ended: Result<(task::Id, Finished), task::JoinError>) {
        match ended {
            Ok((task, finished)) => {
                self.owners.remove(&task);
                self.finished(finished).await;
            }
            Err(error) => {
                tracing::error!(%error, "a task of the worker panicked");
                if let Some(owner) = self.owners.remove(&error.id()) {
                    self.panicked(owner).await;
                }
            }
        }
    }

    fn report_trouble(&self, failure: &Failure) {
        let said = Said::Failure(Box::new(failure.clone()));
        self.context.events.send(Event::trouble(said));
    }

    fn spawn(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            work.await;
            Finished::Other
        });
    }

    async fn end(mut self) {
        self.context.quit.cancel();
        let (tasks, recording, events) = (&mut self.tasks, &mut self.recording, &self.context.events);
        let all = async {
            while let Some(ended) = tasks.join_next().await {
                // Report what was recorded, even now.
                if let Ok(Finished::Recorded(number, Ok(()))) = ended
                    && let Some(jobs) = recording.remove(&number)
                {
                    events.send(Event::Recorded(jobs.iter().map(|job| job.id).collect()));
                }
            }
        };
        if time::timeout(SHUTDOWN_TIMEOUT, all).await.is_err() {
            tracing::warn!("some work did not end in time and restarts at the next start");
        }
        self.tasks.abort_all();
        // An attempt that the shutdown stopped continues at the next start, but not one that the user had stopped. What
        // was stored meanwhile stays stored.
        for reason in [StopReason::Pause, StopReason::Cancel] {
            let ids: Vec<_> = self
                .stopping
                .iter()
                .filter(|(_, known)| **known == reason)
                .map(|(id, _)| *id)
                .collect();
            self.stopped(&ids, reason).await;
        }
        // The next start uses the server that was chosen last, with what was added for it.
        while let Some(settings) = self.pending_switch.take() {
            self.session.use_settings(&self.context, settings).await;
            while self.pending_switch.is_none()
                && let Some(command) = self.deferred.pop_front()
            {
                if !command.is_for_now() {
                    self.handle(command).await;
                }
            }
        }
        // Uploads being removed must not return at the next start.
        let leaving = self
            .stopping
            .iter()
            .filter(|(_, known)| **known == StopReason::Remove)
            .map(|(id, _)| *id)
            .collect();
        self.forget(leaving).await;
    }
}
