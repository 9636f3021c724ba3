//! Reading files to check, a few at a time. Whatever happens to one, its row gets a result.

use std::{path::PathBuf, sync::Arc};

use tokio::{sync::Semaphore, task::JoinSet};
use tokio_util::sync::CancellationToken;

use super::Checks;
use crate::{check::broken, existing::MAX_INSPECTIONS};
use model::{CheckEvent, CheckResult};

/// Checks these files, until they are no longer wanted.
pub(super) async fn check_all(checks: Checks, run: u64, files: Vec<(usize, PathBuf)>, stop: CancellationToken) {
    let checker = checks.lists.checker(&checks).await;
    let mut running = JoinSet::new();
    for (row, path) in files {
        if running.len() >= MAX_INSPECTIONS {
            running.join_next().await;
        }
        if stop.is_cancelled() {
            break;
        }
        let (checks, checker, stop) = (checks.clone(), checker.clone(), stop.clone());
        running.spawn(async move {
            let permits = [&checks.context.inspection_permits];
            if let Some(mut result) = read(&permits, &stop, move || checker.check(&path)).await {
                result.report = None;
                checks.send(CheckEvent::Checked { run, row, result });
            }
        });
    }
    while running.join_next().await.is_some() {}
}

/// Checks one file for its report. One that another took the place of is given up, as long as it has not begun.
pub(super) async fn report(
    checks: Checks,
    (run, row, path): (u64, usize, PathBuf),
    places: Arc<Semaphore>,
    stop: CancellationToken,
) {
    let checker = checks.lists.checker(&checks).await;
    let permits = [&places, &checks.context.inspection_permits];
    if let Some(result) = read(&permits, &stop, move || checker.check(&path)).await {
        checks.send(CheckEvent::Report { run, row, result });
    }
}

/// Reads one file once all permits are free. `None` if it is no longer wanted by then.
async fn read(
    permits: &[&Arc<Semaphore>],
    stop: &CancellationToken,
    read: impl FnOnce() -> CheckResult + Send + 'static,
) -> Option<CheckResult> {
    let mut held = Vec::new();
    for permit in permits {
        tokio::select! {
            biased;
            () = stop.cancelled() => return None,
            permit = permit.acquire() => held.push(permit),
        }
    }
    let read = tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| {
        tracing::error!(%error, "checking a file panicked");
        broken()
    });
    Some(read)
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    };

    use super::*;

    fn found(reason: &str) -> CheckResult {
        CheckResult::not_read(reason)
    }

    #[tokio::test]
    async fn a_reading_that_breaks_off_still_gives_its_row_a_result_with_a_reason() {
        let permits = Arc::new(Semaphore::new(1));
        let stop = CancellationToken::new();
        let result = read(&[&permits], &stop, || panic!("a fault of the program"))
            .await
            .unwrap();
        assert!(
            result.verdict.is_some() && result.reason.starts_with("Internal error"),
            "{result:?}"
        );
        // Its permit is free again.
        assert_eq!(read(&[&permits], &stop, || found("next")).await, Some(found("next")));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_reports_only_the_running_ones_and_the_last_are_read() {
        let permits = Arc::new(Semaphore::new(1));
        let (release, released) = mpsc::channel::<()>();
        let count = Arc::new(AtomicUsize::new(0));
        let first = tokio::spawn({
            let (permits, count) = (Arc::clone(&permits), Arc::clone(&count));
            async move {
                let slow = move || {
                    count.fetch_add(1, Ordering::SeqCst);
                    released.recv().unwrap();
                    found("first")
                };
                read(&[&permits], &CancellationToken::new(), slow).await
            }
        });
        while count.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let mut last = CancellationToken::new();
        let mut waiting = JoinSet::new();
        for _ in 0..50 {
            last.cancel();
            last = CancellationToken::new();
            let (permits, count, stop) = (Arc::clone(&permits), Arc::clone(&count), last.clone());
            waiting.spawn(async move {
                let counted = move || {
                    count.fetch_add(1, Ordering::SeqCst);
                    found("later")
                };
                read(&[&permits], &stop, counted).await
            });
        }
        release.send(()).unwrap();
        assert!(first.await.unwrap().is_some());
        let read: Vec<_> = waiting.join_all().await.into_iter().flatten().collect();
        assert_eq!((read.len(), count.load(Ordering::SeqCst)), (1, 2));
    }
}
