//! Checks of files on this computer, and their trust lists.

mod lists;
mod reading;

use std::{ops::ControlFlow, path::PathBuf, sync::Arc, time::Instant};

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use self::lists::SharedLists;
use super::{Finished, Worker};
use crate::{
    check::{FoundToCheck, find_to_check},
    context::Context,
    scan::{CHUNK, CHUNK_TIME},
};
use model::{CheckCommand, CheckEvent, CheckResult, CheckRow, Event, ReadFault, Skipped, sentence};

/// How many reports are read at once. Whoever moves through the files with the keyboard wants the last one.
const MAX_REPORTS: usize = 2;

/// What of the checks is running.
pub(super) struct CheckState {
    /// Stops finding files.
    walk: CancellationToken,
    /// Stops checking what was found.
    reading: CancellationToken,
    /// Stops reading the last report that was asked for.
    report: CancellationToken,
    reports: Arc<Semaphore>,
    lists: SharedLists,
}

impl CheckState {
    pub(super) fn new(quit: &CancellationToken) -> Self {
        Self {
            walk: quit.child_token(),
            reading: quit.child_token(),
            report: quit.child_token(),
            reports: Arc::new(Semaphore::new(MAX_REPORTS)),
            lists: SharedLists::default(),
        }
    }

    fn stop_walk(&mut self, quit: &CancellationToken) {
        self.walk.cancel();
        self.walk = quit.child_token();
    }

    fn stop_reading(&mut self, quit: &CancellationToken) {
        self.reading.cancel();
        self.reading = quit.child_token();
        self.stop_report(quit);
    }

    fn stop_report(&mut self, quit: &CancellationToken) {
        self.report.cancel();
        self.report = quit.child_token();
    }
}

/// What checks need, apart from the worker.
#[derive(Clone)]
struct Checks {
    context: Context,
    lists: SharedLists,
    /// The folder of the trust lists, if there is a data folder.
    folder: Option<PathBuf>,
}

impl Checks {
    fn send(&self, event: CheckEvent) {
        self.context.events.send(Event::Check(event));
    }
}

impl Worker {
    pub(super) fn check(&mut self, command: CheckCommand) {
        let checks = Checks {
            context: self.context.clone(),
            lists: self.checks.lists.clone(),
            folder: self.session.trust_lists(),
        };
        let quit = self.context.quit.clone();
        match command {
            CheckCommand::Stop => {
                self.checks.stop_walk(&quit);
                self.checks.stop_reading(&quit);
            }
            CheckCommand::StopReading => self.checks.stop_reading(&quit),
            CheckCommand::Find { run, paths } => self.find_to_check(run, paths, checks),
            CheckCommand::Files { run, files } => {
                let stop = self.checks.reading.clone();
                self.spawn(reading::check_all(checks, run, files, stop));
            }
            CheckCommand::Report { run, row, path } => {
                self.checks.stop_report(&quit);
                let (places, stop) = (Arc::clone(&self.checks.reports), self.checks.report.clone());
                self.spawn(reading::report(checks, (run, row, path), places, stop));
            }
            CheckCommand::LoadLists => self.spawn(lists::load(checks)),
            CheckCommand::AddList(name, path) => self.spawn(lists::add(checks, name, path)),
            CheckCommand::RemoveList(id) => self.spawn(lists::remove(checks, id)),
            CheckCommand::UpdateLists => {
                let (que, has_key) = self.session.client_for_test();
                let server = lists::Server {
                    que: que.ok().filter(|_| has_key),
                    addresses: self.session.trust_addresses.clone(),
                    profile: self.session.profile().clone(),
                };
                self.spawn(lists::update(checks, server));
            }
        }
    }

    /// Walks files and folders. What is found is sent while the walk continues.
    fn find_to_check(&mut self, run: u64, paths: Vec<PathBuf>, checks: Checks) {
        let (rules, settings_file) = self.session.folders();
        let stop = self.checks.walk.clone();
        self.tasks.spawn_blocking(move || {
            let walk = Walk { checks, run };
            let mut rows = Vec::new();
            let mut sent = Instant::now();
            let send = |rows: &mut Vec<CheckRow>| {
                if !rows.is_empty() {
                    let rows = std::mem::take(rows);
                    walk.checks.send(CheckEvent::Found { run, rows });
                }
            };
            let _ = find_to_check(&paths, rules, settings_file.as_deref(), &mut |found| {
                if stop.is_cancelled() {
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

/// A walk that always reports its end.
struct Walk {
    checks: Checks,
    run: u64,
}

impl Drop for Walk {
    fn drop(&mut self) {
        self.checks.send(CheckEvent::FoundAll { run: self.run });
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
            result: Some(CheckResult::not_read(&sentence(
                &ReadFault::Skipped(reason).to_string(),
            ))),
        }),
    }
}
