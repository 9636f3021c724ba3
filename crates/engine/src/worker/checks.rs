//! Checks of files on this computer, and their trust lists.

use std::{ops::ControlFlow, path::PathBuf, sync::Arc, time::Instant};

use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{Finished, Worker};
use crate::{
    check::{Checker, FoundToCheck, find_to_check},
    context::Context,
    existing::MAX_INSPECTIONS,
    scan::{CHUNK, CHUNK_TIME},
    trust::{ListFailure, ListServer, fetch_list, kept_lists},
};
use model::{CheckCommand, CheckEvent, CheckResult, CheckRow, Event, ListSummary, Profile, Skipped};
use que_sdk::Que;
use trust_lists::{Addresses, ListName, StoredList, TrustList};

/// What checks need, apart from the worker.
#[derive(Clone)]
struct Checks {
    context: Context,
    /// The folder of the trust lists, if there is a data folder.
    folder: Option<PathBuf>,
    stop: CancellationToken,
}

impl Worker {
    pub(super) fn check(&mut self, command: CheckCommand) {
        let checks = Checks {
            context: self.context.clone(),
            folder: self.session.trust_lists(),
            stop: self.checks.clone(),
        };
        match command {
            CheckCommand::Stop => {
                self.checks.cancel();
                self.checks = self.context.quit.child_token();
            }
            CheckCommand::Find { run, paths } => self.find_to_check(run, paths, checks),
            CheckCommand::Files { run, files } => self.spawn(check_all(checks, run, files)),
            CheckCommand::Report { run, row, path } => self.spawn(async move {
                let checker = checker(&checks).await;
                check_one(&checks.context, &checker, run, row, path, true).await;
            }),
            CheckCommand::LoadLists => self.spawn(async move {
                let lists = summaries(&checks).await;
                checks.context.events.send(Event::Check(CheckEvent::Lists(lists)));
            }),
            CheckCommand::UpdateLists => {
                let (que, has_key) = self.session.client_for_test();
                let que = que.ok().filter(|_| has_key);
                let profile = self.session.profile().clone();
                self.spawn(update(checks, que, self.session.trust_addresses.clone(), profile));
            }
        }
    }

    /// Walks files and folders. What is found is sent while the walk continues.
    fn find_to_check(&mut self, run: u64, paths: Vec<PathBuf>, checks: Checks) {
        let (rules, settings_file) = self.session.folders();
        self.tasks.spawn_blocking(move || {
            let mut rows = Vec::new();
            let mut sent = Instant::now();
            let send = |rows: &mut Vec<CheckRow>| {
                if !rows.is_empty() {
                    let rows = std::mem::take(rows);
                    checks
                        .context
                        .events
                        .send(Event::Check(CheckEvent::Found { run, rows }));
                }
            };
            let _ = find_to_check(&paths, rules, settings_file.as_deref(), &mut |found| {
                if checks.stop.is_cancelled() {
                    return ControlFlow::Break(());
                }
                rows.extend(row_of(found));
                if rows.len() >= CHUNK || sent.elapsed() >= CHUNK_TIME {
                    send(&mut rows);
                    sent = Instant::now();
                }
                ControlFlow::Continue(())
            });
            send(&mut rows);
            Finished::Other
        });
    }
}

/// The row for what was found. Nobody misses what a folder has besides files.
fn row_of(found: FoundToCheck) -> Option<CheckRow> {
    match found {
        FoundToCheck::File { path, named } => Some(CheckRow {
            path,
            named,
            result: None,
        }),
        FoundToCheck::Skipped(Skipped { path, reason }) if reason.is_by_setting() || reason.is_beside_files() => {
            tracing::debug!(path = %path.display(), reason = reason.words(), "not checked");
            None
        }
        FoundToCheck::Skipped(Skipped { path, reason }) => Some(CheckRow {
            path,
            named: true,
            result: Some(CheckResult::not_read(&format!("It was not read: {}.", reason.words()))),
        }),
    }
}

/// Checks these files, a few at a time.
async fn check_all(checks: Checks, run: u64, files: Vec<(usize, PathBuf)>) {
    let checker = checker(&checks).await;
    let mut running = JoinSet::new();
    for (row, path) in files {
        if running.len() >= MAX_INSPECTIONS {
            running.join_next().await;
        }
        if checks.stop.is_cancelled() {
            break;
        }
        let (context, checker) = (checks.context.clone(), checker.clone());
        running.spawn(async move { check_one(&context, &checker, run, row, path, false).await });
    }
    while running.join_next().await.is_some() {}
}

async fn check_one(context: &Context, checker: &Checker, run: u64, row: usize, path: PathBuf, with_report: bool) {
    let result = {
        let _place = context.inspection_permits.acquire().await;
        let checker = checker.clone();
        tokio::task::spawn_blocking(move || checker.check(&path)).await
    };
    let Ok(mut result) = result else { return };
    if !with_report {
        result.report = None;
    }
    let checked = CheckEvent::Checked { run, row, result };
    context.events.send(Event::Check(checked));
}

async fn checker(checks: &Checks) -> Checker {
    let kept = kept(checks).await;
    let lists = kept
        .iter()
        .filter_map(|(_, kept)| kept.as_ref().ok()?.as_ref()?.trust_list().ok());
    let lists: Vec<TrustList> = lists.collect();
    Checker::new(checks.context.decoders.clone(), Arc::from(lists))
}

type Kept = Vec<(ListName, Result<Option<StoredList>, String>)>;

/// The lists on this computer.
async fn kept(checks: &Checks) -> Kept {
    let Some(folder) = checks.folder.clone() else {
        return ListName::ALL.map(|name| (name, Ok(None))).into();
    };
    let read = tokio::task::spawn_blocking(move || {
        let kept = kept_lists(&folder).into_iter();
        kept.map(|(name, kept)| (name, kept.map_err(|error| error.to_string())))
            .collect()
    });
    read.await.unwrap_or_default()
}

async fn summaries(checks: &Checks) -> Vec<ListSummary> {
    let now = Timestamp::now();
    let summary = |(name, kept): (ListName, Result<Option<StoredList>, String>)| {
        let (stored, trouble) = match kept {
            Ok(stored) => (stored, None),
            Err(trouble) => (None, Some(trouble)),
        };
        ListSummary {
            word: name.word(),
            title: stored
                .as_ref()
                .map_or_else(|| name.title().to_owned(), StoredList::title),
            fetched_at: stored
                .as_ref()
                .and_then(StoredList::fetched_at)
                .map(Timestamp::as_millisecond),
            is_old: stored.is_some_and(|stored| stored.is_old(now)),
            trouble,
        }
    };
    kept(checks).await.into_iter().map(summary).collect()
}

/// Fetches the public lists, and the Que server's if there is a key. One that cannot be fetched keeps its copy.
async fn update(checks: Checks, que: Option<Que>, addresses: Addresses, profile: Profile) {
    let mut failures = Vec::new();
    for name in ListName::ALL {
        let source = match (name, &que) {
            (ListName::Que, None) => continue,
            (ListName::Que, Some(que)) => ListServer::Que(que),
            _ => ListServer::Publisher {
                addresses: &addresses,
                profile: &profile,
            },
        };
        let fetched = tokio::select! {
            () = checks.context.quit.cancelled() => return,
            fetched = fetch_list(name, source) => fetched,
        };
        let Some(folder) = checks.folder.clone() else { continue };
        let server = que
            .as_ref()
            .filter(|_| name == ListName::Que)
            .map(|que| que.base_url().to_string());
        let saved = tokio::task::spawn_blocking(move || {
            let saved = fetched.and_then(|list| {
                let saved = list.save(&folder);
                saved.map_err(|error| ListFailure::of_saving(&list, &folder, &error))
            });
            saved.map_err(|failure| failure.keeping_copy(&folder, name, server.as_deref()))
        });
        if let Ok(Err(ListFailure { headline, hint })) = saved.await {
            failures.push((headline, hint));
        }
    }
    let lists = summaries(&checks).await;
    checks
        .context
        .events
        .send(Event::Check(CheckEvent::Updated { lists, failures }));
}
