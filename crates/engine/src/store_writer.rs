//! The one thread that writes the record. What many uploads want written at the same time goes to disk in one
//! transaction, and nobody is answered before it is there.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::{
    announce::{Announcer, now},
    failure::sentence,
};
use model::{AttemptId, Event, Failure, ObjectRef, Step, UploadId};
use store::{Change, Given, Store, StoreError, Trouble};

/// So many changes share one transaction at the most.
const BATCH: usize = 512;

/// Where so many have asked for something at once, many more are about to: what they want is gathered for [`GATHERED`].
/// One file alone never waits.
const CROWD: usize = 4;

/// With many small files there are less than half as many transactions for it; a key is on disk so much later at the most.
const GATHERED: Duration = Duration::from_millis(3);

/// The search's index is filled once nothing was to be recorded for so long.
const FILING_AFTER: Duration = Duration::from_millis(500);

/// So many records are filed at once: what comes meanwhile waits for some milliseconds.
const FILED_AT_ONCE: usize = 1000;

/// What recording brought: one entry for each change, or what is wrong.
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
pub(crate) enum Unbegun {
    /// Its key was given before, for this.
    KeyGiven(Box<Given>),
    /// It could not be written down.
    Failed(Failure),
}

impl Unbegun {
    /// In the words of a row.
    pub(crate) fn failure(self) -> Failure {
        match self {
            Self::Failed(failure) => failure,
            Self::KeyGiven(given) => Failure::local(
                Step::Presign,
                format!(
                    "Que gave this file a key that it had given before, for {}: {}. Nothing was sent.",
                    given.name, given.key
                ),
                "An upload would take the place of that object. Try again; if it lasts, ask Que's support.",
            ),
        }
    }
}

/// What becomes of an attempt whose key was given before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownKey {
    /// It does not begin.
    Refused,
    /// It begins: the content is the same.
    SameContent,
}

/// Hands work to the store's thread. Cheap to clone; the thread ends with the last clone, or when it is closed.
#[derive(Clone)]
pub(crate) struct StoreWriter {
    tasks: mpsc::Sender<Task>,
}

impl StoreWriter {
    /// Starts the thread. What went wrong with the file and was got round is told to `announcer`. The handle ends when the store_writer is closed or its last clone dropped, and all is written.
    pub(crate) fn start(store: Store, announcer: Announcer) -> std::io::Result<(Self, thread::JoinHandle<()>)> {
        let (tasks, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("record".to_owned())
            .spawn(move || serve(store, &inbox, &announcer))?;
        Ok((Self { tasks }, thread))
    }

    /// Records a change, and answers when it is on disk.
    pub(crate) async fn record(&self, change: Change) -> Result<(), Failure> {
        self.record_all(vec![change]).await.map(drop)
    }

    /// Puts the key of an attempt on record, and answers with the attempt's name when it is on disk.
    pub(crate) async fn begin_attempt(
        &self,
        id: UploadId,
        object: ObjectRef,
        known: KnownKey,
    ) -> Result<AttemptId, Unbegun> {
        let now = now();
        let change = match known {
            KnownKey::Refused => Change::AttemptBegun { id, object, now },
            KnownKey::SameContent => Change::AttemptBegunAgain { id, object, now },
        };
        let (answer, answered) = oneshot::channel();
        let changes = vec![change];
        if self.tasks.send(Task::Record { changes, answer }).is_err() {
            return Err(Unbegun::Failed(closed()));
        }
        let begun = match answered.await {
            Ok(Ok(begun)) => begun.into_iter().flatten().next(),
            Ok(Err(error)) => {
                return Err(match &*error {
                    StoreError::KeyGiven(given) => Unbegun::KeyGiven(given.clone()),
                    other => Unbegun::Failed(failure(other)),
                });
            }
            Err(_) => return Err(Unbegun::Failed(closed())),
        };
        begun.ok_or_else(|| Unbegun::Failed(failure(&StoreError::Missing(id))))
    }

    /// Records changes of one piece, and answers when they are on disk. They are recorded before all that is asked for
    /// after this call, whenever its answer is waited for.
    pub(crate) fn record_all(
        &self,
        changes: Vec<Change>,
    ) -> impl Future<Output = Result<Vec<Option<AttemptId>>, Failure>> + use<> {
        let (answer, answered) = oneshot::channel();
        let sent = self.tasks.send(Task::Record { changes, answer });
        async move {
            match sent {
                Ok(()) => hear(answered).await,
                Err(_) => Err(closed()),
            }
        }
    }

    /// Ends the thread once all that was handed over before is written, whoever has a clone still: one may be with a thread
    /// that waits for ever for a file of a dead drive.
    pub(crate) fn close(&self) {
        // It may have ended by itself.
        let _ = self.tasks.send(Task::Close);
    }

    /// Runs work that reads, or that stands for itself.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, answered) = oneshot::channel();
        let task = Task::Run(Box::new(move |store| {
            // Nobody waits any more when the program ends.
            let _ = answer.send(work(store).map_err(Arc::new));
        }));
        if self.tasks.send(task).is_err() {
            return Err(closed());
        }
        hear(answered).await
    }
}

async fn hear<T>(answered: oneshot::Receiver<Result<T, Arc<StoreError>>>) -> Result<T, Failure> {
    match answered.await {
        Ok(result) => result.map_err(|error| failure(&error)),
        Err(_) => Err(closed()),
    }
}

/// For so long the same cause is logged once. A full disk takes some records and refuses others.
const SAME: Duration = Duration::from_secs(60);

/// What was refused for the same cause: the cause is logged once, and afterwards how often that was.
#[derive(Default)]
struct Refusals {
    cause: String,
    count: usize,
    first: Option<Instant>,
}

impl Refusals {
    fn refused(&mut self, error: &StoreError) {
        let cause = error.to_string();
        if self.cause == cause && self.first.is_some_and(|first| first.elapsed() < SAME) {
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

fn serve(mut store: Store, inbox: &mpsc::Receiver<Task>, announcer: &Announcer) {
    let mut refusals = Refusals::default();
    let mut closed = false;
    let mut crowd = 0;
    while !closed && let Some(first) = wait(&mut store, inbox) {
        if crowd >= CROWD {
            // Asleep and not waiting for the next one: so nobody has to wake this thread.
            thread::sleep(GATHERED);
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
                // It sees all that was asked to be recorded before it.
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
            announcer.tell(Event::Trouble { headline, hint });
        }
    }
    refusals.end();
}

/// Waits for work. Files what is not in the search's index yet, once nothing else is to be done.
fn wait(store: &mut Store, inbox: &mpsc::Receiver<Task>) -> Option<Task> {
    let mut patience = FILING_AFTER;
    while store.has_unfiled() {
        match inbox.recv_timeout(patience) {
            Ok(task) => return Some(task),
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        if let Err(error) = store.file_some(FILED_AT_ONCE) {
            // The search looks at what is not filed by itself; what is wrong with the file is told to who records next.
            tracing::debug!("the index of the search could not be filled: {error}");
            break;
        }
        patience = Duration::ZERO;
    }
    inbox.recv().ok()
}

/// Records what waits in one transaction. Where that is refused for what is in it, each piece is tried alone, so that one
/// that cannot be recorded does not take the others with it.
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
            Err(error) if holds_for_all(&error) => {
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
            && !matches!(**error, StoreError::KeyGiven(_))
        {
            refusals.refused(error);
        }
        let _ = answer.send(recorded);
    }
}

/// Whether each piece alone would be refused for the same reason. Waiting for a lock takes seconds, and would once for each.
/// A full disk is not among these: it takes small pieces where it has refused a large one.
const fn holds_for_all(error: &StoreError) -> bool {
    matches!(error, StoreError::Locked | StoreError::ReadOnly | StoreError::Gone(_))
}

/// The store's error in a row's words.
pub(crate) fn failure(error: &StoreError) -> Failure {
    Failure::local(Step::Record, sentence(&error.to_string()), error.hint())
}

fn closed() -> Failure {
    Failure::local(
        Step::Record,
        "The record of uploads is closed.",
        "Start the program again; what was uploaded before is on record.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Job, Source, Timestamp};

    /// So long a test waits for a lock.
    const PATIENCE: Duration = Duration::from_millis(400);

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

    fn begun(number: i64) -> Change {
        Change::AttemptBegun {
            id: UploadId::new(number),
            object: ObjectRef {
                bucket: None,
                key: format!("k{number}"),
            },
            now: Timestamp::default(),
        }
    }

    /// Hands one change of each of these to be recorded together; answers what each was told.
    fn record_together(store: &mut Store, numbers: std::ops::Range<i64>) -> Vec<Recorded> {
        let (answers, mut answered): (Vec<_>, Vec<_>) = numbers
            .map(|number| {
                let (answer, answered) = oneshot::channel();
                ((vec![begun(number)], answer), answered)
            })
            .unzip();
        record(store, answers, &mut Refusals::default());
        let told = answered.iter_mut().map(oneshot::Receiver::try_recv);
        told.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_batch_that_meets_a_lock_waits_for_it_once_is_told_and_can_be_recorded_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("uploads.sqlite3");
        let mut store = Store::open_within(&file, "test", PATIENCE).unwrap();
        store.apply(&[Change::Added((0..60).map(job).collect())]).unwrap();
        let before = record_together(&mut store, 0..10);
        assert!(before.iter().all(Result::is_ok), "{before:?}");

        let other = rusqlite::Connection::open(&file).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let asked = Instant::now();
        let refused = record_together(&mut store, 10..60);
        // One after the other they would wait fifty times.
        assert!(asked.elapsed() < PATIENCE * 25, "{:?}", asked.elapsed());
        for told in &refused {
            let error = told.as_ref().unwrap_err();
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
            assert_eq!(attempts.len(), 1, "{number}: as often as it was said");
        }
    }

    #[tokio::test]
    async fn a_closed_record_writes_what_was_handed_over_and_ends_though_somebody_has_it_still() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("uploads.sqlite3"), "test").unwrap();
        let (told, _events) = mpsc::channel();
        let (store_writer, thread) = StoreWriter::start(store, Announcer::new(told, Arc::new(|| ()))).unwrap();
        // As of a thread that waits for a file of a dead drive.
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
