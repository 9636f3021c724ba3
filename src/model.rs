//! What the program knows: pure values and two functions.
//!
//! [`Model::decide`] answers what a person wants ([`Intent`]) with what the worker shall do ([`Command`]);
//! [`Model::absorb`] folds what has happened ([`Event`]) into the state that the window draws. Nothing here reads a
//! clock, a file or a socket: time is an argument.

mod absorb;
mod command;
mod decide;
mod event;
mod intent;
mod notice;
mod queue;
mod rate;
mod settings;
mod timestamp;
mod upload;

use std::collections::HashMap;

pub use command::{Command, Job, ReportDetail, SignOrder, VerifyOrder};
pub use decide::host_of;
pub use event::{
    ConnectionReport, Event, FoundFile, HistoryPage, KeySource, KeyState, SkipReason, Skipped, UploadFacts,
};
pub use intent::Intent;
pub use notice::{Notice, NoticeKind};
pub use queue::{Queue, Totals};
pub use rate::Rate;
pub use settings::{InvalidSetting, MAX_JOBS, Settings, Theme};
pub use timestamp::Timestamp;
pub use upload::{
    AttemptId, Failure, MediaTypeNote, ObjectRef, SignState, SignedFacts, Source, Status, Step, Upload, UploadId,
    UploadState, Verdict, VerifiedFacts, VerifyState, VerifyTarget,
};

/// Everything the window shows and the command line reports.
#[derive(Debug)]
pub struct Model {
    /// The uploads of this session and the unfinished ones of earlier sessions, in the order in which they were added.
    pub queue: Queue,
    /// The page of earlier uploads that is on show.
    pub history: HistoryView,
    /// What the user has set.
    pub settings: Settings,
    /// Whether there is an API key, and where it came from.
    pub key: KeyState,
    /// Why nothing starts although there is something to do, if so.
    holds: Vec<Hold>,
    /// The connection test.
    pub connection: ConnectionView,
    /// Messages that wait to be read, the oldest first.
    pub notices: Vec<Notice>,
    /// Batches that are still being walked: how many files each has found so far.
    pub scanning: HashMap<u64, usize>,
    /// The server's name as the window shows it.
    pub server: String,
    /// Whether the server is the sandbox inside the program.
    pub sandbox: bool,
    /// The files of the open batch that were already here: told once, when the walk ends.
    duplicates: HashMap<u64, Vec<Skipped>>,
    next_batch: u64,
    next_notice: u64,
    last_id: i64,
}

/// Why the queue does not start uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// There is no key, or the server refused it.
    NeedsKey {
        /// Whether a key was there and the server said 401.
        refused: bool,
    },
    /// The network, or the server, is away. It is asked again and again, and everything goes on when it answers.
    Offline {
        /// What was found, in one sentence.
        headline: String,
    },
    /// The server asked every call with this key to wait.
    RateLimited {
        /// When it may go on.
        until: Timestamp,
    },
}

/// Names a [`Hold`] without what it says. In the order of weight: the first that holds is the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldKind {
    /// [`Hold::NeedsKey`].
    Key,
    /// [`Hold::Offline`].
    Network,
    /// [`Hold::RateLimited`].
    Rate,
}

impl Hold {
    /// Which of them it is.
    #[must_use]
    pub const fn kind(&self) -> HoldKind {
        match self {
            Self::NeedsKey { .. } => HoldKind::Key,
            Self::Offline { .. } => HoldKind::Network,
            Self::RateLimited { .. } => HoldKind::Rate,
        }
    }
}

/// The history as the window shows it.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// What is searched for, in names, keys and hashes.
    pub search: String,
    /// The page that was read last.
    pub page: HistoryPage,
    /// Whether a page is being read.
    pub loading: bool,
}

/// The connection test as the window shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConnectionView {
    /// None was run.
    #[default]
    NotTested,
    /// One is running.
    Testing,
    /// What it found.
    Tested(ConnectionReport),
}

impl Model {
    /// A model without uploads. `server` is the name shown for the server that `settings` point at.
    #[must_use]
    pub fn new(settings: Settings, server: impl Into<String>, sandbox: bool) -> Self {
        Self {
            queue: Queue::default(),
            history: HistoryView::default(),
            settings,
            key: KeyState::Reading,
            holds: Vec::new(),
            connection: ConnectionView::NotTested,
            notices: Vec::new(),
            scanning: HashMap::new(),
            server: server.into(),
            sandbox,
            duplicates: HashMap::new(),
            next_batch: 1,
            next_notice: 1,
            last_id: 0,
        }
    }

    /// Mints ids only after this one, the last on record: a clock that was set back must not mint one twice.
    pub fn mint_after(&mut self, last: UploadId) {
        self.last_id = self.last_id.max(last.number());
    }

    /// The upload with this id, in the queue or on the page of the history.
    #[must_use]
    pub fn upload(&self, id: UploadId) -> Option<&Upload> {
        self.queue
            .get(id)
            .or_else(|| self.history.page.uploads.iter().find(|upload| upload.id == id))
    }

    /// Why nothing starts although there is something to do: the weightiest reason.
    #[must_use]
    pub fn hold(&self) -> Option<&Hold> {
        self.holds.iter().min_by_key(|hold| hold.kind())
    }

    /// Changes an upload wherever it stands. The queue keeps its totals in step.
    fn change(&mut self, id: UploadId, change: impl Fn(&mut Upload)) -> bool {
        if let Some(upload) = self.history.page.uploads.iter_mut().find(|upload| upload.id == id) {
            change(upload);
            self.queue.change(id, change);
            return true;
        }
        self.queue.change(id, change)
    }

    /// Mints an id. It is the time in microseconds, or one more than the last, so that ids grow in the order of adding,
    /// across restarts too.
    fn mint(&mut self, now: Timestamp) -> UploadId {
        self.last_id = (self.last_id + 1).max(now.as_millis().saturating_mul(1000));
        UploadId::new(self.last_id)
    }

    fn notify(&mut self, kind: NoticeKind) {
        self.notices.push(Notice {
            number: self.next_notice,
            kind,
        });
        self.next_notice += 1;
    }
}

#[cfg(test)]
mod tests;
