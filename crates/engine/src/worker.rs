//! The command loop: takes orders, starts what has a place, samples progress, ends in order.

mod ends;
mod entries;
mod leaving;
mod orders;
mod progress;
mod returning;
mod stops;
mod turns;

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

use self::{returning::Returning, stops::StopReason};
use super::{
    Unfinished, clock::SleepWatch, concurrency::Places, context::Context, route::Ended, session::Session, slots::Slots,
};
use model::{Command, Event, Failure, Job, Settings, SignOrder, UploadId, VerifyOrder, VerifyTarget};
use store::Store;

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
    wards: HashMap<task::Id, TaskOwner>,
}

/// What is stuck where its task breaks.
enum TaskOwner {
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
        if self.session.unfinished == Unfinished::Resume {
            self.restore().await;
        } else if let Err(failure) = self.context.store_writer.run(Store::settle).await {
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
                        if let Some(owner) = self.wards.remove(&error.id()) {
                            self.broke(owner).await;
                        }
                    }
                },
                () = gate.changed(&mut at_gate) => {}
                slot = self.context.concurrency.large.acquire(), if self.waits_for_large() => self.places.large = Some(slot),
                slot = self.context.concurrency.first(), if self.may_start() => self.places.take_first(slot),
                // While connections are used, a sleep is noticed soon.
                _ = sample.tick(), if self.is_at_work() => self.tell_progress(),
                () = future::ready(()), if !self.returning.is_over() => {}
            }
        }
        // Orders that were given before the end count: what was added is on record, what was canceled stays so.
        while let Ok(command) = commands.try_recv() {
            if !command.is_for_now() {
                self.obey(command).await;
            }
        }
        self.end().await;
    }

    fn tell_trouble(&self, failure: &Failure) {
        let (headline, hint) = (failure.message.clone(), failure.hint.clone());
        self.context.announcer.tell(Event::Trouble { headline, hint });
    }

    fn spawn(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            work.await;
            Finished::Other
        });
    }

    async fn end(mut self) {
        self.context.quit.cancel();
        let (tasks, recording, announcer) = (&mut self.tasks, &mut self.recording, &self.context.announcer);
        let all = async {
            while let Some(ended) = tasks.join_next().await {
                // What is on record is said to be, also now.
                if let Ok(Finished::Recorded(number, Ok(()))) = ended
                    && let Some(jobs) = recording.remove(&number)
                {
                    announcer.tell(Event::OnRecord(jobs.iter().map(|job| job.id).collect()));
                }
            }
        };
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
