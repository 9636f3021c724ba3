//! Threads that inspect files one by one, so that a small file does not cost a thread wakeup. Larger files, which take
//! time to hash, get as many threads as there are processors. A drive or network folder that does not answer keeps its
//! thread busy; the others get another one.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    num::NonZero,
    sync::{Arc, LazyLock},
    thread,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};
use tokio::{sync::oneshot, task, time};

/// A thread that has been busy with one file for this long may be waiting for a slow drive. Another one is needed.
const HELP_AFTER: Duration = Duration::from_millis(20);

/// From this size in bytes, reading and hashing takes longer than waking a thread.
const LARGE: u64 = 64 << 10;

type FileJob = Box<dyn FnOnce() + Send>;

/// Passes jobs to the threads. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Readers {
    state: Arc<Mutex<ReaderState>>,
}

#[derive(Default)]
struct ReaderState {
    waiting: VecDeque<Waiting>,
    /// The threads that take jobs while there are any, and when each began its current one.
    busy: BTreeMap<u64, Instant>,
    /// The number of the last thread.
    last: u64,
    /// How many of the waiting jobs are for large files.
    large: usize,
}

/// A job that waits.
struct Waiting {
    job: FileJob,
    is_large: bool,
}

impl ReaderState {
    /// Whether jobs wait and too few threads make progress: fewer than one, or than there are processors if a large
    /// file waits.
    fn needs_help(&self, now: Instant) -> bool {
        let is_slow = |since: &&Instant| now.saturating_duration_since(**since) >= HELP_AFTER;
        let quick = self.busy.len() - self.busy.values().filter(is_slow).count();
        let wanted = if self.large > 0 { processors() } else { 1 };
        !self.waiting.is_empty() && quick < wanted
    }
}

fn processors() -> usize {
    static PROCESSORS: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));
    *PROCESSORS
}

impl Readers {
    /// Runs `job` on a file of this size with a timeout. `None` if it panicked.
    pub(crate) async fn run_with_timeout<T: Send + 'static>(
        &self,
        timeout: Duration,
        bytes: u64,
        job: impl FnOnce() -> que_sdk::Result<T> + Send + 'static,
    ) -> Option<que_sdk::Result<T>> {
        let (answer, mut answered) = oneshot::channel();
        let job: FileJob = Box::new(move || {
            // After a timeout the receiver is gone.
            let _ = answer.send(job());
        });
        self.submit(Waiting {
            job,
            is_large: bytes >= LARGE,
        });
        let mut left = timeout;
        let mut wait = HELP_AFTER;
        while !left.is_zero() {
            wait = wait.min(left);
            if let Ok(outcome) = time::timeout(wait, &mut answered).await {
                return outcome.ok();
            }
            self.help_if_needed(self.lock());
            left -= wait;
            wait *= 2;
        }
        Some(Err(que_sdk::Error::File {
            action: que_sdk::FileAction::Opening,
            source: io::ErrorKind::TimedOut.into(),
        }))
    }

    fn submit(&self, waiting: Waiting) {
        let mut state = self.lock();
        state.large += usize::from(waiting.is_large);
        state.waiting.push_back(waiting);
        self.help_if_needed(state);
    }

    fn help_if_needed(&self, mut state: MutexGuard<'_, ReaderState>) {
        let now = Instant::now();
        if !state.needs_help(now) {
            return;
        }
        state.last += 1;
        let number = state.last;
        state.busy.insert(number, now);
        drop(state);
        let readers = self.clone();
        let thread = ReaderThread {
            readers,
            number,
            has_begun: false,
        };
        task::spawn_blocking(move || thread.work());
    }

    fn lock(&self) -> MutexGuard<'_, ReaderState> {
        self.state.lock()
    }
}

/// A thread at work. If a job makes it panic, another one takes over.
struct ReaderThread {
    readers: Readers,
    number: u64,
    has_begun: bool,
}

impl ReaderThread {
    fn work(mut self) {
        self.has_begun = true;
        while let Some(job) = self.next() {
            job();
        }
    }

    fn next(&self) -> Option<FileJob> {
        let mut state = self.readers.lock();
        let Waiting { job, is_large } = state.waiting.pop_front()?;
        state.large -= usize::from(is_large);
        state.busy.insert(self.number, Instant::now());
        Some(job)
    }
}

impl Drop for ReaderThread {
    fn drop(&mut self) {
        let mut state = self.readers.lock();
        state.busy.remove(&self.number);
        // A job may have come since the last one. A runtime that shuts down starts no thread, and would not start the
        // next one either.
        if self.has_begun {
            self.readers.help_if_needed(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn a_drive_that_does_not_answer_ends_with_an_error() {
        let (answer, asked) = mpsc::channel::<()>();
        let outcome = Readers::default()
            .run_with_timeout(Duration::from_millis(5), 1, move || {
                let _ = asked.recv();
                Ok(())
            })
            .await;
        let error = outcome.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "opening the file timed out");
        assert!(error.hint().contains("does not answer"), "{}", error.hint());
        drop(answer);
    }

    #[tokio::test]
    async fn stuck_jobs_do_not_block_others() {
        let readers = Readers::default();
        let (answer, asked) = mpsc::channel::<()>();
        let asked = Arc::new(Mutex::new(asked));
        let mut stuck = Vec::new();
        for _ in 0..3 {
            let (readers, asked) = (readers.clone(), Arc::clone(&asked));
            stuck.push(tokio::spawn(async move {
                let job = move || {
                    let _ = asked.lock().recv();
                    Ok(())
                };
                readers.run_with_timeout(LONG, 1, job).await
            }));
        }
        let mut sum = 0;
        for number in 0..100 {
            sum += readers
                .run_with_timeout(LONG, 1, move || Ok(number))
                .await
                .unwrap()
                .unwrap();
        }
        assert_eq!(sum, 4950);
        assert!(stuck.iter().all(|job| !job.is_finished()));
        drop(answer);
    }

    #[tokio::test]
    async fn large_files_are_read_by_as_many_threads_as_processors() {
        let readers = Readers::default();
        let met = Arc::new(std::sync::Barrier::new(processors()));
        let mut all = task::JoinSet::new();
        for _ in 0..processors() {
            let (readers, met) = (readers.clone(), Arc::clone(&met));
            // Each waits for all others. One by one, none would end.
            let job = move || {
                met.wait();
                Ok(())
            };
            all.spawn(async move { readers.run_with_timeout(LONG, LARGE, job).await });
        }
        for outcome in all.join_all().await {
            outcome.unwrap().unwrap();
        }
    }

    #[test]
    fn a_runtime_that_ends_starts_no_thread_and_leaves_waiting_jobs() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let handle = runtime.handle().clone();
        drop(runtime);
        let _inside = handle.enter();
        let readers = Readers::default();
        readers.submit(Waiting {
            job: Box::new(|| panic!("nobody looks any more")),
            is_large: false,
        });
        let state = readers.lock();
        assert_eq!((state.busy.len(), state.waiting.len()), (0, 1));
    }

    #[tokio::test]
    async fn a_panicking_job_is_reported_and_the_others_run() {
        let readers = Readers::default();
        let broken = readers.run_with_timeout(LONG, 1, || -> que_sdk::Result<()> { panic!("a job that breaks") });
        let (broken, sound) = tokio::join!(broken, readers.run_with_timeout(LONG, 1, || Ok(1)));
        assert!(broken.is_none());
        assert_eq!(sound.unwrap().unwrap(), 1);
        assert_eq!(readers.run_with_timeout(LONG, 1, || Ok(2)).await.unwrap().unwrap(), 2);
        assert!(readers.lock().waiting.is_empty());
    }
}
