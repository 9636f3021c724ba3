//! Checks several files at once and passes the results on in the order in which the files were found. How far the others get
//! ahead of a slow file is limited, and so are the results that wait for it.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::mpsc::{self, Receiver, Sender, SyncSender},
    thread,
};

use parking_lot::{Condvar, Mutex};

use engine::{FoundToCheck, broken_check};
use model::{CheckedFile, SkipReason};

/// How many files may be ahead of the first one that is not finished.
const WINDOW: usize = 256;

/// How many bytes of reports may wait for it.
const MAX_WAITING_BYTES: usize = 64 << 20;

/// What was found, once it was checked.
pub(super) enum Found {
    /// A result to print.
    Checked {
        file: CheckedFile,
        /// Whether the file was named, not found in a folder.
        named: bool,
    },
    /// Something to count.
    Skipped(PathBuf, SkipReason),
}

impl Found {
    fn bytes(&self) -> usize {
        match self {
            Self::Checked { file, .. } => {
                let report = file.result.report.as_ref().map_or(0, |report| report.len());
                report + file.result.reason.len()
            }
            Self::Skipped(..) => 0,
        }
    }
}

#[derive(Default)]
struct Progress {
    /// How many results were passed on.
    done: usize,
    /// The bytes of the results that wait.
    waiting: usize,
}

/// See the module.
pub(super) struct InOrder {
    workers: usize,
    progress: Mutex<Progress>,
    advanced: Condvar,
}

impl InOrder {
    pub(super) fn new(workers: usize) -> Self {
        Self {
            workers,
            progress: Mutex::default(),
            advanced: Condvar::new(),
        }
    }

    /// Finds files on one thread, checks them on several, and passes the results to `each` on this one.
    pub(super) fn run(
        &self,
        find: impl FnOnce(&mut dyn FnMut(FoundToCheck) -> ControlFlow<()>) + Send,
        check: impl Fn(FoundToCheck) -> Found + Sync,
        mut each: impl FnMut(Found),
    ) {
        let (orders, ordered) = mpsc::sync_channel(self.workers);
        let ordered = Mutex::new(ordered);
        let (ordered, check) = (&ordered, &check);
        thread::scope(|scope| {
            let (results, finished) = mpsc::channel();
            scope.spawn(move || number(find, &orders));
            for _ in 0..self.workers {
                let results = results.clone();
                scope.spawn(move || self.work(ordered, check, &results));
            }
            drop(results);
            let mut waiting = BTreeMap::new();
            for (number, found) in finished {
                waiting.insert(number, found);
                let mut next = self.progress.lock().done;
                while let Some(found) = waiting.remove(&next) {
                    next += 1;
                    let bytes = Found::bytes(&found);
                    each(found);
                    let mut progress = self.progress.lock();
                    progress.done = next;
                    progress.waiting = progress.waiting.saturating_sub(bytes);
                    drop(progress);
                    self.advanced.notify_all();
                }
            }
        });
    }

    fn work(
        &self,
        ordered: &Mutex<Receiver<(usize, FoundToCheck)>>,
        check: &(impl Fn(FoundToCheck) -> Found + Sync),
        results: &Sender<(usize, Found)>,
    ) {
        loop {
            let order = ordered.lock().recv();
            let Ok((number, found)) = order else { return };
            self.wait_for(number);
            let found = unless_broken(found, check);
            self.progress.lock().waiting += found.bytes();
            if results.send((number, found)).is_err() {
                return;
            }
        }
    }

    /// Waits until this one is not too far ahead. The first unfinished one never waits.
    fn wait_for(&self, number: usize) {
        let mut progress = self.progress.lock();
        while number > progress.done && (number - progress.done >= WINDOW || progress.waiting > MAX_WAITING_BYTES) {
            self.advanced.wait(&mut progress);
        }
    }
}

/// Checks one. A fault of the program must not hold up the others, which wait for its result.
fn unless_broken(found: FoundToCheck, check: &(impl Fn(FoundToCheck) -> Found + Sync)) -> Found {
    let (path, named) = match &found {
        FoundToCheck::File { path, named } => (path.clone(), *named),
        FoundToCheck::Skipped(skipped) => (skipped.path.clone(), true),
    };
    // The panic hook has logged it. Nothing that it left half done is used again.
    panic::catch_unwind(AssertUnwindSafe(|| check(found))).unwrap_or_else(|_| Found::Checked {
        file: CheckedFile {
            path,
            result: broken_check(),
        },
        named,
    })
}

/// Numbers what is found.
fn number(
    find: impl FnOnce(&mut dyn FnMut(FoundToCheck) -> ControlFlow<()>),
    orders: &SyncSender<(usize, FoundToCheck)>,
) {
    let mut next = 0;
    find(&mut |found| {
        let number = next;
        next += 1;
        match orders.send((number, found)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
}

#[cfg(test)]
mod tests {
    use std::{
        path::Path,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use model::CheckResult;

    use super::*;

    fn file(number: usize) -> FoundToCheck {
        FoundToCheck::File {
            path: number.to_string().into(),
            named: true,
        }
    }

    fn checked(found: FoundToCheck, report: usize) -> Found {
        let FoundToCheck::File { path, named } = found else {
            unreachable!()
        };
        let mut result = CheckResult::not_read("");
        result.report = Some("x".repeat(report).into());
        Found::Checked {
            file: CheckedFile { path, result },
            named,
        }
    }

    #[test]
    fn results_come_in_order_and_a_slow_file_holds_up_only_a_limited_number() {
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let ahead = AtomicUsize::new(0);
        let mut seen = Vec::new();
        InOrder::new(3).run(
            |each| {
                for number in 0..1000 {
                    let _ = each(file(number));
                }
            },
            |found| {
                let FoundToCheck::File { path, .. } = &found else {
                    unreachable!()
                };
                if path == Path::new("0") {
                    released.lock().recv().unwrap();
                } else if ahead.fetch_add(1, Ordering::SeqCst) + 1 == WINDOW - 1 {
                    // As many as may be ahead are: nothing else starts before the slow one ends.
                    release.send(()).unwrap();
                }
                checked(found, 1)
            },
            |found| {
                let Found::Checked { file, .. } = found else {
                    unreachable!()
                };
                seen.push(file.path.to_str().unwrap().parse::<usize>().unwrap());
            },
        );
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn a_check_that_breaks_off_has_a_result_and_holds_up_no_other() {
        let mut seen = Vec::new();
        InOrder::new(2).run(
            |each| {
                for number in 0..WINDOW * 3 {
                    let _ = each(file(number));
                }
            },
            |found| {
                let FoundToCheck::File { path, .. } = &found else {
                    unreachable!()
                };
                assert_ne!(path, Path::new("1"), "a fault of the program");
                checked(found, 1)
            },
            |found| {
                let Found::Checked { file, .. } = found else {
                    unreachable!()
                };
                seen.push(file);
            },
        );
        assert_eq!(seen.len(), WINDOW * 3);
        assert_eq!(seen[1].path, Path::new("1"));
        assert!(seen[1].result.reason.starts_with("Internal error"), "{:?}", seen[1]);
    }

    #[test]
    fn large_reports_wait_only_up_to_a_limit() {
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let waiting = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        InOrder::new(2).run(
            |each| {
                for number in 0..40 {
                    let _ = each(file(number));
                }
            },
            |found| {
                let FoundToCheck::File { path, .. } = &found else {
                    unreachable!()
                };
                if path == Path::new("0") {
                    released.lock().recv().unwrap();
                    return checked(found, 1);
                }
                let now = waiting.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                if now == 9 {
                    release.send(()).unwrap();
                }
                checked(found, 8 << 20)
            },
            |_| {
                let _ = waiting.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1));
            },
        );
        assert!(most.load(Ordering::SeqCst) <= 11, "{most:?}");
    }
}
