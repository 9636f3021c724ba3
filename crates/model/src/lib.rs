//! What the program knows: pure values and two functions.
//!
//! [`Model::decide`] answers what a person wants ([`Intent`]) with what the worker shall do ([`Command`]);
//! [`Model::absorb`] folds what has happened ([`Event`]) into the state that the window draws. Nothing here reads a
//! clock, a file or a socket: time is an argument.

#![forbid(unsafe_code)]

mod absorb;
mod bulk_operation;
mod by_id;
mod command;
mod connection;
mod content;
mod copying;
mod decide;
mod details;
mod event;
pub mod export;
mod history;
mod intent;
mod notice;
mod order;
mod preset;
mod profile;
mod queue;
mod rate;
mod records;
mod removal;
mod saving;
mod search;
mod settings;
mod status;
mod switch;
mod template;
mod timestamp;
mod upload;
mod uploads_at_once;

use std::collections::HashMap;

pub use content_credentials::{MAX_SIGNED_BYTES, Unsignable, Verdict, can_be_signed, check_signable, signable_names};

pub use bulk_operation::{BulkAction, BulkOperation};
pub use by_id::{ById, IdHasher, Ids};
pub use command::{
    Command, ExportFormat, Job, LookOrder, ManifestText, ReportDetail, SaveOrder, SignOrder, VerifyOrder,
};
pub use connection::{ConnectionReport, Finding};
pub use copying::{Clipping, CopyFormat, Copying, MissingField};
pub(crate) use copying::{is_formula, verdict_word};
pub use decide::host_of;
pub use details::{Attempt, Details, Exchange, Outcome, Timings};
pub use event::{EnvironmentKey, Event, FoundFile, KeySource, KeyState, SkipReason, Skipped, UploadFacts};
pub use history::{HistoryRow, HistoryView, Lookup, LookupOutcome, LookupProgress};
pub use intent::Intent;
pub use notice::{Notice, NoticeKind, UploadedBefore};
pub use order::{HistoryOrder, OrderedBy, natural};
pub use preset::{Preset, Presets};
pub use profile::{DEFAULT_API_URL, MAX_NAME, Profile, ProfileColor, check_address, check_bucket, is_plain_elsewhere};
pub use queue::{Queue, Totals};
pub use rate::Rate;
pub use removal::Removed;
pub use saving::Saving;
pub use search::{Day, HistorySearch, Period, SearchWord};
pub use settings::{ColumnWidths, FolderRules, InvalidSetting, MAX_JOBS, Settings, Theme};
pub use status::{
    CountedBytes, RecordedSigning, RecordedState, RecordedVerification, Status, StatusAction, StatusGroup,
};
pub use switch::OnItsWay;
pub use template::{Template, TemplateError};
pub use timestamp::Timestamp;
pub use upload::{
    AttemptId, CREDENTIALS_UNKNOWN, Existing, ExistingFacts, Failure, MediaTypeNote, ObjectRef, ReportBrief, SaveState,
    SignState, SignedFacts, Source, Step, Upload, UploadId, UploadState, VerifiedFacts, VerifyState, VerifyTarget,
};
pub use uploads_at_once::UploadsAtOnce;

/// Everything the window shows and the command line reports.
#[derive(Debug)]
pub struct Model {
    /// The uploads of this session and the unfinished ones of earlier sessions, in the order in which they were added.
    pub queue: Queue,
    /// What is known of the upload that is looked at, once it was read.
    pub details: Option<Details>,
    /// The upload that is looked at.
    inspected: Option<UploadId>,
    /// The uploads of all time, as far as they are on show.
    pub history: HistoryView,
    /// What the user has set.
    pub settings: Settings,
    /// Manifests that are used again.
    pub presets: Presets,
    /// Whether the server is known to give no downloads.
    pub no_downloads: bool,
    /// Whether there is an API key, and where it came from.
    pub key: KeyState,
    /// The key in the environment, if there is one; it is in use or not.
    pub environment_key: Option<EnvironmentKey>,
    /// Why nothing starts although there is something to do, if so.
    holds: Vec<Hold>,
    /// The connection test.
    pub connection: ConnectionView,
    /// Messages that wait to be read, the oldest first.
    pub notices: Vec<Notice>,
    /// Batches that are still being walked: how many files each has found so far.
    pub scanning: HashMap<u64, usize>,
    /// What waits to be put on the clipboard.
    pub clipping: Option<Clipping>,
    /// The server's name as the window shows it.
    pub server: String,
    /// Whether the server is the sandbox inside the program.
    pub sandbox: bool,
    /// Settings with another server, which wait for a yes because something is on its way to this one.
    pub switching: Option<Settings>,
    /// Whether another server was turned to whose queue is still being read.
    pub arriving: bool,
    /// How many files wait at other servers, by the names of their profiles.
    pub waiting: Vec<(String, usize)>,
    /// How many files wait in the sandbox while a server is worked with.
    pub waiting_in_sandbox: usize,
    /// Whether the first start is to be shown.
    pub welcome: bool,
    /// Whether the state of the key is known since the start.
    key_was_told: bool,
    /// Batches before this one were for another server: what they still find is not added.
    first_batch: u64,
    /// What an open batch leaves out although the walk does not: files that are here already, and entries of its list
    /// that are no files of this machine. Told once, when the walk ends.
    left_out: HashMap<u64, Vec<Skipped>>,
    /// What was uploaded before of batches that are still open.
    before: Vec<UploadedBefore>,
    /// How many files the last batch brought, and the notice that tells it, if one does.
    last_added: (usize, Option<u64>),
    /// Uploads of an earlier session that are back so far: those that go on, and those that ended.
    returned: (usize, usize),
    /// Uploads that are in no queue on the disk so far, or could not be written there.
    not_on_record: std::collections::HashSet<UploadId>,
    /// What can be put back into the queue.
    removed: Option<Removed>,
    removals: u64,
    /// Signed copies that are saved into a folder, or were last.
    pub saving: Option<Saving>,
    savings: u64,
    next_batch: u64,
    next_notice: u64,
    lookups: u64,
    /// What is being done with many records of the history.
    bulk_operations: Vec<BulkOperation>,
    last_bulk_operation: u64,
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
        /// Why, in the server's words.
        detail: Option<String>,
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
    pub(crate) const fn kind(&self) -> HoldKind {
        match self {
            Self::NeedsKey { .. } => HoldKind::Key,
            Self::Offline { .. } => HoldKind::Network,
            Self::RateLimited { .. } => HoldKind::Rate,
        }
    }
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
            details: None,
            inspected: None,
            history: HistoryView::default(),
            settings,
            presets: Presets::default(),
            no_downloads: false,
            key: KeyState::Reading,
            environment_key: None,
            holds: Vec::new(),
            connection: ConnectionView::NotTested,
            notices: Vec::new(),
            scanning: HashMap::new(),
            clipping: None,
            server: server.into(),
            sandbox,
            switching: None,
            arriving: false,
            waiting: Vec::new(),
            waiting_in_sandbox: 0,
            welcome: false,
            key_was_told: false,
            first_batch: 0,
            left_out: HashMap::new(),
            before: Vec::new(),
            last_added: (0, None),
            returned: (0, 0),
            not_on_record: std::collections::HashSet::new(),
            removed: None,
            removals: 0,
            saving: None,
            savings: 0,
            next_batch: 1,
            next_notice: 1,
            lookups: 0,
            bulk_operations: Vec::new(),
            last_bulk_operation: 0,
            last_id: 0,
        }
    }

    /// The key of the environment, where there is one and it is not the one in use.
    #[must_use]
    pub fn unused_environment_key(&self) -> Option<&EnvironmentKey> {
        let is_used = matches!(
            &self.key,
            KeyState::Reading
                | KeyState::Present {
                    source: KeySource::Environment(_),
                    ..
                }
        );
        self.environment_key.as_ref().filter(|_| !is_used)
    }

    /// Mints ids only after this one, the last on record: a clock that was set back must not mint one twice.
    pub fn mint_after(&mut self, last: UploadId) {
        self.last_id = self.last_id.max(last.number());
    }

    /// The upload with this id, in the queue or among the records of the history that were read.
    #[must_use]
    pub fn upload(&self, id: UploadId) -> Option<&Upload> {
        self.queue.get(id).or_else(|| self.history.get(id))
    }

    /// Whether the first start is still ahead: not with the sandbox, nor with a server that was named on the command line.
    fn is_new_here(&self) -> bool {
        !self.settings.welcomed && !self.sandbox && self.settings.visiting.is_none()
    }

    /// Why nothing starts although there is something to do: the weightiest reason.
    #[must_use]
    pub fn hold(&self) -> Option<&Hold> {
        self.holds.iter().min_by_key(|hold| hold.kind())
    }

    /// Whether this upload is on no disk, so far or for good: it is gone when the program ends.
    #[must_use]
    pub fn is_only_here(&self, id: UploadId) -> bool {
        self.not_on_record.contains(&id)
    }

    /// How many uploads could not be written to the queue on the disk.
    #[must_use]
    pub fn only_here(&self) -> usize {
        let is_lost = |id: &&UploadId| {
            let upload = self.queue.get(**id);
            upload.is_some_and(
                |upload| matches!(&upload.state, UploadState::Failed(failure) if failure.step == Step::Record),
            )
        };
        self.not_on_record.iter().filter(is_lost).count()
    }

    /// How many uploads are not done and on the disk: they go on at another start.
    #[must_use]
    pub fn kept(&self) -> usize {
        let not_kept = |id: &&UploadId| self.queue.get(**id).is_some_and(Upload::is_pending);
        let pending = self.queue.totals().pending();
        pending - self.not_on_record.iter().filter(not_kept).count().min(pending)
    }

    /// Why the server cannot be reached, in one sentence, where that is so.
    #[must_use]
    pub fn offline(&self) -> Option<&str> {
        self.holds.iter().find_map(|hold| match hold {
            Hold::Offline { headline } => Some(headline.as_str()),
            Hold::NeedsKey { .. } | Hold::RateLimited { .. } => None,
        })
    }

    /// Changes an upload wherever it stands, also where it can be put back from.
    fn change(&mut self, id: UploadId, change: impl Fn(&mut Upload)) -> bool {
        if let Some(removed) = &mut self.removed {
            removed.change(id, &change);
        }
        self.change_on_show(id, change)
    }

    /// Changes an upload in the queue and in the history. The queue keeps its totals in step.
    fn change_on_show(&mut self, id: UploadId, change: impl Fn(&mut Upload)) -> bool {
        let in_history = self.history.change(id, &change);
        self.queue.change(id, change) || in_history
    }

    /// Mints an id. It is the time in microseconds, or one more than the last, so that ids grow in the order of adding,
    /// across restarts too.
    fn mint(&mut self, now: Timestamp) -> UploadId {
        self.last_id = (self.last_id + 1).max(now.as_millis().saturating_mul(1000));
        UploadId::new(self.last_id)
    }

    /// Adds a message. What is said again is said once, and old ones go when there are many: they never pile up.
    fn notify(&mut self, kind: NoticeKind) {
        const MOST: usize = 20;
        self.notices.retain(|notice| notice.kind != kind);
        if self.notices.len() >= MOST {
            self.notices.remove(0);
        }
        self.notices.push(Notice {
            number: self.next_notice,
            kind,
        });
        self.next_notice += 1;
    }
}

#[cfg(test)]
mod tests;
