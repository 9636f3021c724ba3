//! The one thread that writes to the database. What many uploads record at the same time goes to disk in one
//! transaction, and nobody gets an answer before that.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::{clock::now, events::EventSender};
use model::{AttemptId, Cause, Event, Failure, ObjectRef, Step, UploadId};
use store::{Change, IssuedKey, Store, StoreError, Trouble};

/// The most changes in one transaction.
const BATCH: usize = 512;

/// If this many were recorded together, many more will follow, so they are collected for [`GATHER_TIME`]. A single file
/// never waits.
const BATCH_THRESHOLD: usize = 4;

/// With many small files this more than halves the number of transactions. It delays a key by this much at most.
const GATHER_TIME: Duration = Duration::from_millis(3);

/// The search index is filled after nothing was recorded for this long.
const INDEX_AFTER: Duration = Duration::from_millis(500);

/// How many records are indexed at a time. Tasks that arrive meanwhile wait for a few milliseconds.
const INDEX_BATCH: usize = 1000;

/// One entry for each change, or the error.
type Recorded = Result<Vec<Option<AttemptId>>, Arc<StoreError>>;

enum Task {
    Record {
        changes: Vec<Change>,
        answer: oneshot::Sender<Recorded>,
    },
    Run(Box<dyn FnOnce(&mut Store) + Send>),
    Close,
}

/// Why an attempt may not begin.
pub(crate) enum BeginError {
    /// Its key was issued before, for this upload.
    KeyReused(Box<IssuedKey>),
    /// It could not be recorded.
    Failed(Failure),
}

impl BeginError {
    /// As shown in a row.
    pub(crate) fn failure(self) -> Failure {
        match self {
            Self::Failed(failure) => failure,
            Self::KeyReused(earlier) => Failure::because(
                Step::Presign,
                Cause::KeyReused {
                    name: earlier.name,
                    key: earlier.key,
                },
            ),
        }
    }
}

/// What to do if the key of an attempt was issued before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReusedKey {
    /// Do not begin.
    Refuse,
    /// Begin, because the content is the same.
    Allow,
}

/// Passes work to the store's thread. Cheap to clone. The thread ends with the last clone, or when it is closed.
#[derive(Clone)]
pub(crate) struct StoreWriter {
    tasks: mpsc::Sender<Task>,
}

impl StoreWriter {
    /// Starts the thread. Problems with the file that were worked around are sent to `events`. The thread ends when
    /// this is closed or its last clone is dropped, after everything is written.
    pub(crate) fn start(store: Store, events: EventSender) -> std::io::Result<(Self, thread::JoinHandle<()>)> {
        let (tasks, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("record".to_owned())
            .spawn(move || serve(store, &inbox, &events))?;
        Ok((Self { tasks }, thread))
    }

    /// Records a change. Returns when it is on disk.
    pub(crate) async fn record(&self, change: Change) -> Result<(), Failure> {
        self.record_all(vec![change]).await.map(drop)
    }

    /// Records the key of an attempt. Returns the attempt's id when that is on disk.
    pub(crate) async fn begin_attempt(
        &self,
        id: UploadId,
        object: ObjectRef,
        known: ReusedKey,
    ) -> Result<AttemptId, BeginError> {
        let now = now();
        let change = match known {
            ReusedKey::Refuse => Change::AttemptBegun { id, object, now },
            ReusedKey::Allow => Change::AttemptBegunAgain { id, object, now },
        };
        let (answer, answered) = oneshot::channel();
        let changes = vec![change];
        if self.tasks.send(Task::Record { changes, answer }).is_err() {
            return Err(BeginError::Failed(closed()));
        }
        let started = match answered.await {
            Ok(Ok(started)) => started.into_iter().flatten().next(),
            Ok(Err(error)) => {
                return Err(match &*error {
                    StoreError::KeyReused(given) => BeginError::KeyReused(given.clone()),
                    other => BeginError::Failed(failure(other)),
                });
            }
            Err(_) => return Err(BeginError::Failed(closed())),
        };
        started.ok_or_else(|| BeginError::Failed(failure(&StoreError::Missing(id))))
    }

    /// Records changes that belong together, and returns when they are on disk. They go before everything submitted
    /// after this call, even if the future is awaited later.
    pub(crate) fn record_all(
        &self,
        changes: Vec<Change>,
    ) -> impl Future<Output = Result<Vec<Option<AttemptId>>, Failure>> + use<> {
        let (answer, answered) = oneshot::channel();
        let sent = self.tasks.send(Task::Record { changes, answer });
        async move {
            match sent {
                Ok(()) => receive(answered).await,
                Err(_) => Err(closed()),
            }
        }
    }

    /// Ends the thread once everything that was passed to it is written, even if clones remain: a thread that waits
    /// forever for a file on a dead drive may have one.
    pub(crate) fn close(&self) {
        // It may have ended already.
        let _ = self.tasks.send(Task::Close);
    }

    /// Runs work that only reads, or that needs no other change to be complete.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, answered) = oneshot::channel();
        let task = Task::Run(Box::new(move |store| {
            // At shutdown the receiver may be gone.
            let _ = answer.send(work(store).map_err(Arc::new));
        }));
        if self.tasks.send(task).is_err() {
            return Err(closed());
        }
        receive(answered).await
    }
}

async fn receive<T>(answered: oneshot::Receiver<Result<T, Arc<StoreError>>>) -> Result<T, Failure> {
    match answered.await {
        Ok(result) => result.map_err(|error| failure(&error)),
        Err(_) => Err(closed()),
    }
}

/// For how long the same cause is logged only once. A full disk accepts some records and refuses others.
const SAME_CAUSE: Duration = Duration::from_secs(60);

/// Counts refusals with the same cause. The cause is logged once, and later how often it occurred.
#[derive(Default)]
struct Refusals {
    cause: String,
    count: usize,
    first: Option<Instant>,
}

impl Refusals {
    fn refused(&mut self, error: &StoreError) {
        let cause = error.to_string();
        if self.cause == cause && self.first.is_some_and(|first| first.elapsed() < SAME_CAUSE) {
            self.count += 1;
            return;
        }
        self.end();
        tracing::error!("a record could not be written: {cause}");
        *self = Self {
            cause,
            count: 1,
            first: Some(Instant::now()),
        };
    }

    fn end(&self) {
        if self.count > 1 {
            tracing::error!("{} records could not be written: {}", self.count, self.cause);
        }
    }
}

fn serve(mut store: Store, inbox: &mpsc::Receiver<Task>, events: &EventSender) {
    let mut refusals = Refusals::default();
    let mut closed = false;
    let mut crowd = 0;
    while !closed && let Some(first) = wait(&mut store, inbox) {
        if crowd >= BATCH_THRESHOLD {
            // Sleep instead of waiting for the next task, so that no task has to wake this thread.
            thread::sleep(GATHER_TIME);
        }
        let mut waiting = Vec::new();
        let mut count = 0;
        let mut next = Some(first);
        let mut run = None;
        while let Some(task) = next {
            match task {
                Task::Record { changes, answer } => {
                    count += changes.len();
                    waiting.push((changes, answer));
                }
                // It sees everything that was to be recorded before it.
                Task::Run(work) => {
                    run = Some(work);
                    break;
                }
                Task::Close => {
                    closed = true;
                    break;
                }
            }
            next = if count < BATCH { inbox.try_recv().ok() } else { None };
        }
        crowd = waiting.len();
        record(&mut store, waiting, &mut refusals);
        if let Some(work) = run {
            work(&mut store);
        }
        if let Some(Trouble { headline, hint }) = store.take_trouble() {
            events.send(Event::Trouble {
                headline,
                hint,
                said: None,
            });
        }
    }
    refusals.end();
}

/// Waits for a task. Fills the search index meanwhile.
fn wait(store: &mut Store, inbox: &mpsc::Receiver<Task>) -> Option<Task> {
    let mut timeout = INDEX_AFTER;
    while store.has_unindexed() {
        match inbox.recv_timeout(timeout) {
            Ok(task) => return Some(task),
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        if let Err(error) = store.index_some(INDEX_BATCH) {
            // Searches also read what is not indexed, and the next change reports the problem.
            tracing::debug!("the search index could not be filled: {error}");
            break;
        }
        timeout = Duration::ZERO;
    }
    inbox.recv().ok()
}

/// Records everything that waits in one transaction. If that is refused because of its content, each task is tried
/// alone, so that one bad task does not fail the others.
fn record(store: &mut Store, waiting: Vec<(Vec<Change>, oneshot::Sender<Recorded>)>, refusals: &mut Refusals) {
    if waiting.len() > 1 {
        let lengths: Vec<_> = waiting.iter().map(|(changes, _)| changes.len()).collect();
        match store.apply(waiting.iter().flat_map(|(changes, _)| changes)) {
            Ok(done) => {
                let mut done = done.into_iter();
                for ((_, answer), length) in waiting.into_iter().zip(lengths) {
                    let _ = answer.send(Ok(done.by_ref().take(length).collect()));
                }
                return;
            }
            Err(error) if affects_all(&error) => {
                let error = Arc::new(error);
                for (_, answer) in waiting {
                    refusals.refused(&error);
                    let _ = answer.send(Err(Arc::clone(&error)));
                }
                return;
            }
            Err(_) => {}
        }
    }
    for (changes, answer) in waiting {
        let recorded = store.apply(&changes).map_err(Arc::new);
        if let Err(error) = &recorded
            && !matches!(**error, StoreError::KeyReused(_))
        {
            refusals.refused(error);
        }
        let _ = answer.send(recorded);
    }
}

/// Whether each task alone would be refused for the same reason. Waiting for a lock takes seconds, and would do so for
/// each. A full disk does not count: it may accept less than it refused.
const fn affects_all(error: &StoreError) -> bool {
    matches!(error, StoreError::Locked | StoreError::ReadOnly | StoreError::Gone(_))
}

/// The store's error as shown in a row.
pub(crate) fn failure(error: &StoreError) -> Failure {
    Failure::because(Step::Record, Cause::Store(error.fault()))
}

fn closed() -> Failure {
    Failure::because(Step::Record, Cause::RecordClosed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Job, Source, Timestamp};

    /// How long the test waits for a lock.
    const BUSY_TIMEOUT: Duration = Duration::from_millis(400);

    fn job(number: i64) -> Job {
        let path = std::path::PathBuf::from(format!("/{number}"));
        Job {
            id: UploadId::new(number),
            added_at: Timestamp::default(),
            source: Source {
                relative: path.clone(),
                path,
                size: 1,
                modified: None,
            },
        }
    }

    fn started(number: i64) -> Change {
        Change::AttemptBegun {
            id: UploadId::new(number),
            object: ObjectRef {
                bucket: None,
                key: format!("k{number}"),
            },
            now: Timestamp::default(),
        }
    }

    /// Records one change for each number together, and returns each result.
    fn record_together(store: &mut Store, numbers: std::ops::Range<i64>) -> Vec<Recorded> {
        let (answers, mut answered): (Vec<_>, Vec<_>) = numbers
            .map(|number| {
                let (answer, answered) = oneshot::channel();
                ((vec![started(number)], answer), answered)
            })
            .unzip();
        record(store, answers, &mut Refusals::default());
        let results = answered.iter_mut().map(oneshot::Receiver::try_recv);
        results.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_batch_waits_once_for_a_lock_fails_and_can_be_recorded_later() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("uploads.sqlite3");
        let mut store = Store::open_within(&file, "test", BUSY_TIMEOUT).unwrap();
        store.apply(&[Change::Added((0..60).map(job).collect())]).unwrap();
        let before = record_together(&mut store, 0..10);
        assert!(before.iter().all(Result::is_ok), "{before:?}");

        let other = rusqlite::Connection::open(&file).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let asked = Instant::now();
        let refused = record_together(&mut store, 10..60);
        // One by one they would wait fifty times.
        assert!(asked.elapsed() < BUSY_TIMEOUT * 25, "{:?}", asked.elapsed());
        for result in &refused {
            let error = result.as_ref().unwrap_err();
            assert!(matches!(**error, StoreError::Locked), "{error:?}");
            let failure = failure(error);
            assert!(failure.message.contains("nother program has locked"), "{failure:?}");
            assert!(!failure.hint.is_empty());
        }

        other.execute_batch("ROLLBACK").unwrap();
        let after = record_together(&mut store, 10..60);
        assert!(after.iter().all(Result::is_ok), "{after:?}");
        for number in 0..60 {
            let attempts = store.details(UploadId::new(number)).unwrap().attempts;
            assert_eq!(attempts.len(), 1, "{number}: once, as reported");
        }
    }

    #[tokio::test]
    async fn a_closed_writer_finishes_its_work_and_ends_even_if_clones_remain() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("uploads.sqlite3"), "test").unwrap();
        let (sender, _events) = mpsc::channel();
        let (store_writer, thread) = StoreWriter::start(store, EventSender::new(sender, Arc::new(|| ()))).unwrap();
        // Like a thread that waits for a file on a dead drive.
        let left_behind = store_writer.clone();
        let written = store_writer.run(|store| store.last_id());
        let write = async {
            let written = written.await;
            store_writer.close();
            written
        };
        assert_eq!(write.await.unwrap(), None);
        thread.join().unwrap();
        let late = Change::AttemptBegun {
            id: UploadId::new(1),
            object: ObjectRef {
                bucket: None,
                key: "k".to_owned(),
            },
            now: Timestamp::default(),
        };
        assert!(left_behind.record(late).await.unwrap_err().message.contains("closed"));
    }
}
