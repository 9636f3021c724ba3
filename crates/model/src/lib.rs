//! The program's state: pure values and two functions.
//!
//! [`Model::decide`] turns what the user wants ([`Intent`]) into work for the worker ([`Command`]). [`Model::absorb`]
//! applies what has happened ([`Event`]) to the state that the window draws. Nothing here reads a clock, a file or a
//! socket: time is an argument.
//!
//! | To find | look in |
//! |---|---|
//! | what an intent does | `decide`, with `content` (sign, verify), `removal`, `saving`, `records` (history), `switch` (servers) |
//! | what an event changes | `absorb`, with `content` and `records` |
//! | an upload and its states | `upload`, `status` (one table row for each state), `details`, `queue` (rows and totals) |
//! | the history | `history`, `search`, `dates` (in searches), `order`, `bulk_operation` (many records at once) |
//! | how far signing and verifying are, and repeating what failed | `run` |
//! | text for other programs | `copying` and `template` (clipboard), `export` (files) |
//! | what the user set | `settings`, `profile`, `preset`, `key` |

#![forbid(unsafe_code)]

mod absorb;
mod bulk_operation;
mod by_id;
mod check;
mod command;
mod connection;
mod content;
mod copies;
mod copying;
mod dates;
mod decide;
mod details;
mod drag_fault;
mod drag_out;
mod event;
pub mod export;
mod field;
mod history;
mod hold;
mod hot_folder;
mod intent;
mod invalid_setting;
mod key;
mod notice;
mod order;
mod outage;
mod preset;
mod profile;
mod queue;
mod rate;
mod read_fault;
mod records;
mod removal;
mod run;
mod said;
mod saving;
mod scan;
mod search;
mod server_engine;
mod settings;
mod status;
mod store_fault;
mod switch;
mod template;
mod timestamp;
mod upload;
mod uploads_at_once;

use std::collections::HashMap;

use que_sdk::secret::SignedUrl;

pub use content_credentials::{
    MAX_SIGNED_BYTES, Unsignable, Verdict, can_be_signed, check_signable, signable_names, signer_algorithm,
};

pub use bulk_operation::{BulkAction, BulkOperation};
pub use by_id::{ById, IdHasher, UploadIdSet};
pub use check::{
    CHECK_THE_CONNECTION, CheckCommand, CheckEvent, CheckIntent, CheckResult, CheckRow, CheckedFile, Checks,
    FolderTrouble, ListCause, ListFailure, ListSummary, ListTrouble, PublisherFault,
};
pub use command::{
    Command, CopyOrder, EarlierRequest, ExportFormat, InspectionRequest, Job, ManifestText, ReportDetail, SaveOrder,
    SignOrder, VerifyOrder,
};
pub use connection::{ConnectionCause, ConnectionReport, Finding};
pub use copies::{MAX_UNASKED_COPY, SignedCopy};
pub(crate) use copying::is_formula;
pub use copying::{CopiedText, CopyFormat, Copying};
pub use decide::host_of;
pub use details::{Attempt, DAMAGED_CREDENTIALS, Details, Exchange, KeptStore, MissingCredentials, Outcome, Timings};
pub use drag_fault::DragFault;
pub use drag_out::{DragOrder, DragOut, DragOutState, DraggedFile, MAX_DRAGGED, MAX_DRAGGED_BYTES};
pub use event::{Event, UploadFacts};
pub use field::MissingField;
pub(crate) use field::verdict_word;
pub use history::{HistoryDay, HistoryRow, HistoryView, Lookup, LookupOutcome, LookupProgress};
pub use hold::{Hold, HoldKind, Offline};
pub use hot_folder::{AfterUpload, HotFolder, WithCredentials};
pub use intent::Intent;
pub use invalid_setting::{InvalidSetting, LANGUAGES, MAX_NAME, MAX_PARALLEL_UPLOADS};
pub use key::{ApiKeyState, EnvironmentKey, KeySource, KeyringFault, KeyringTrouble};
pub use notice::{Notice, NoticeKind, UploadedBefore};
pub use order::{HistoryOrder, OrderedBy, natural_sort_key};
pub use outage::OutageReason;
pub use preset::{InvalidPresetName, MAX_PRESET_NAME, Preset, Presets};
pub use profile::{DEFAULT_API_URL, Profile, ProfileColor, check_address, check_bucket, is_remote_plain_http};
pub use queue::{FailureKind, PathForm, Queue, Totals};
pub use rate::Rate;
pub use read_fault::ReadFault;
pub use removal::Removed;
pub use run::{RunCount, RunProgress};
pub use said::{BulkOutcome, Said};
pub use saving::Saving;
pub use scan::{FoundFile, SkipReason, Skipped};
pub use search::{Day, HistorySearch, Period, SearchWord};
pub use settings::{Announcements, ColumnWidths, FolderRules, Settings, Theme};
pub use status::{
    CountedBytes, RecordedSigning, RecordedState, RecordedVerification, Status, StatusAction, StatusGroup,
};
pub use store_fault::StoreFault;
pub use switch::RunningWork;
pub use template::{Template, TemplateError};
pub use timestamp::Timestamp;
pub use upload::{
    Asked, AttemptId, CREDENTIALS_REMOVED, CREDENTIALS_UNKNOWN, Cause, ExistingCredentials, ExistingFacts, Failure,
    IDENTITY_NOT_ADDED, IdentityWay, MediaTypeNote, NotValid, ObjectRef, ReportBrief, SaveState, SignState,
    SignedFacts, Source, Step, Upload, UploadId, UploadState, VerifiedFacts, VerifyState, VerifyTarget, earlier_hash,
    sentence,
};
pub use uploads_at_once::UploadsAtOnce;

/// Everything that the window shows and the command line reports.
#[derive(Debug)]
pub struct Model {
    /// The uploads of this session, and unfinished ones of earlier sessions, oldest first.
    pub queue: Queue,
    /// The details of the selected upload, once they were read.
    pub details: Option<Details>,
    /// The selected upload.
    selected: Option<UploadId>,
    /// All uploads with a key, as far as they are shown.
    pub history: HistoryView,
    /// Files on this computer that were checked without a server.
    pub checks: Checks,
    /// The user's settings.
    pub settings: Settings,
    /// Manifests to use again.
    pub presets: Presets,
    /// Whether to read what each file says about itself once it is uploaded. Otherwise it is read when it is needed.
    pub reads_metadata: bool,
    /// Whether the server is known to offer no downloads.
    pub no_downloads: bool,
    /// How many files signed in this session lost their earlier credentials here, and the last words about it.
    not_kept: Option<(usize, String)>,
    /// Signed copies downloaded for their pictures.
    copies: copies::Copies,
    /// The algorithm of the server's signer, such as `ES256`, once a signature of it was seen.
    pub signer_algorithm: Option<String>,
    /// Whether there is an API key, and its source.
    pub api_key: ApiKeyState,
    /// The key in the environment, if any. Possibly not the one in use.
    pub environment_key: Option<EnvironmentKey>,
    /// Why work is not starting.
    holds: Vec<Hold>,
    /// The connection test.
    pub connection: ConnectionView,
    /// Unread messages, oldest first.
    pub notices: Vec<Notice>,
    /// Batches that are still being scanned, with the number of files found so far.
    pub scanning: HashMap<u64, usize>,
    /// Text for the clipboard, not yet taken.
    pub copied_text: Option<CopiedText>,
    /// A link for the browser, not opened yet.
    pub link: Option<SignedUrl>,
    /// The server's name in the window.
    pub server: String,
    /// Whether files are inspected for Content Credentials when they are added. A script needs that only before signing.
    pub looks_on_arrival: bool,
    /// Whether the server is the built-in sandbox.
    pub sandbox: bool,
    /// Settings with another server, which wait for confirmation because uploads are running at this one.
    pub switching: Option<Settings>,
    /// Whether the queue of a new server is still being read.
    pub is_queue_loading: bool,
    /// How many files wait at other servers, by profile name.
    pub waiting: Vec<(String, usize)>,
    /// Whether the network is being looked at again because somebody asked for it.
    pub is_retrying_network: bool,
    /// How many files wait in the sandbox, while another server is in use.
    pub waiting_in_sandbox: usize,
    /// Whether to show the welcome screen.
    pub welcome: bool,
    /// Whether the key's state was reported since the start.
    key_was_reported: bool,
    /// Earlier batches were for another server. What they still find is not added.
    first_batch: u64,
    /// Files of open batches that are skipped for reasons the scan can't see. Reported once, when the scan ends.
    skipped_by_model: HashMap<u64, Vec<Skipped>>,
    /// Files of open batches that were uploaded before.
    before: Vec<UploadedBefore>,
    /// How many files the last batch added, and the number of its notice, if it has one.
    last_added: (usize, Option<u64>),
    /// Uploads of an earlier session that were restored so far: unfinished ones, and ended ones.
    restored: (usize, usize),
    /// Uploads that are not recorded yet, or could not be.
    unrecorded: std::collections::HashSet<UploadId>,
    /// What was asked of the queue since nothing was being signed or verified.
    run: run::Run,
    /// How many files were added to the queue since the start.
    pub added_since_start: u64,
    /// What undo can put back into the queue.
    removed: Option<Removed>,
    last_removal: u64,
    /// The current or last download of many signed copies into a folder.
    pub saving: Option<Saving>,
    last_saving: u64,
    /// The last drag of files out of the window.
    pub drag_out: Option<DragOut>,
    last_drag_out: u64,
    next_batch: u64,
    next_notice: u64,
    last_lookup: u64,
    /// Operations on many records of the history.
    bulk_operations: Vec<BulkOperation>,
    last_bulk_operation: u64,
    last_id: i64,
}

/// The connection test as the window shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConnectionView {
    /// Not run yet.
    #[default]
    NotTested,
    /// Running.
    Testing,
    /// Its result.
    Tested(ConnectionReport),
}

impl Model {
    /// A model without uploads. `server` is the display name of the server in `settings`.
    #[must_use]
    pub fn new(settings: Settings, server: impl Into<String>, sandbox: bool) -> Self {
        Self {
            queue: Queue::default(),
            details: None,
            selected: None,
            history: HistoryView::default(),
            settings,
            presets: Presets::default(),
            reads_metadata: false,
            no_downloads: false,
            not_kept: None,
            copies: copies::Copies::default(),
            signer_algorithm: None,
            api_key: ApiKeyState::Reading,
            environment_key: None,
            holds: Vec::new(),
            connection: ConnectionView::NotTested,
            notices: Vec::new(),
            scanning: HashMap::new(),
            checks: Checks::default(),
            copied_text: None,
            link: None,
            server: server.into(),
            looks_on_arrival: false,
            sandbox,
            switching: None,
            is_queue_loading: false,
            waiting: Vec::new(),
            waiting_in_sandbox: 0,
            is_retrying_network: false,
            welcome: false,
            key_was_reported: false,
            first_batch: 0,
            skipped_by_model: HashMap::new(),
            before: Vec::new(),
            last_added: (0, None),
            restored: (0, 0),
            unrecorded: std::collections::HashSet::new(),
            run: run::Run::default(),
            added_since_start: 0,
            removed: None,
            last_removal: 0,
            saving: None,
            last_saving: 0,
            drag_out: None,
            last_drag_out: 0,
            next_batch: 1,
            next_notice: 1,
            last_lookup: 0,
            bulk_operations: Vec::new(),
            last_bulk_operation: 0,
            last_id: 0,
        }
    }

    /// The key in the environment, if it is not the one in use.
    #[must_use]
    pub fn unused_environment_key(&self) -> Option<&EnvironmentKey> {
        let is_used = matches!(
            &self.api_key,
            ApiKeyState::Reading
                | ApiKeyState::Present {
                    source: KeySource::Environment(_),
                    ..
                }
        );
        self.environment_key.as_ref().filter(|_| !is_used)
    }

    /// Mints only ids above this one, the highest in the database, so that none repeats if the clock was set back.
    pub fn mint_after(&mut self, last: UploadId) {
        self.last_id = self.last_id.max(last.number());
    }

    /// The upload with this id, from the queue or from the loaded records of the history.
    #[must_use]
    pub fn upload(&self, id: UploadId) -> Option<&Upload> {
        self.queue.get(id).or_else(|| self.history.get(id))
    }

    /// Whether this is a first start, without the sandbox and without a server named on the command line.
    fn is_first_start(&self) -> bool {
        !self.settings.welcomed && !self.sandbox && self.settings.session_profile.is_none()
    }

    /// The most important reason why work is not starting.
    #[must_use]
    pub fn hold(&self) -> Option<&Hold> {
        self.holds.iter().min_by_key(|hold| hold.kind())
    }

    /// Whether this upload is not recorded yet, or could not be: it is lost when the program ends.
    #[must_use]
    pub fn is_unrecorded(&self, id: UploadId) -> bool {
        self.unrecorded.contains(&id)
    }

    /// How many uploads could not be recorded.
    #[must_use]
    pub fn unrecorded_count(&self) -> usize {
        let uploads = self.unrecorded.iter().filter_map(|id| self.queue.get(*id));
        uploads
            .filter(|upload| matches!(&upload.state, UploadState::Failed(failure) if failure.step == Step::Record))
            .count()
    }

    /// How many unfinished uploads are recorded, and continue at the next start.
    #[must_use]
    pub fn kept(&self) -> usize {
        let not_kept = |id: &&UploadId| self.queue.get(**id).is_some_and(Upload::is_pending);
        let pending = self.queue.totals().pending();
        pending - self.unrecorded.iter().filter(not_kept).count().min(pending)
    }

    /// Why the server cannot be reached, if it cannot.
    #[must_use]
    pub fn offline(&self) -> Option<&Offline> {
        self.holds.iter().find_map(|hold| match hold {
            Hold::Offline(found) => Some(found),
            Hold::NeedsKey { .. } | Hold::RateLimited { .. } => None,
        })
    }

    /// Changes an upload wherever it is, even if only undo can restore it.
    fn change(&mut self, id: UploadId, change: impl Fn(&mut Upload)) -> bool {
        if let Some(removed) = &mut self.removed {
            removed.change(id, &change);
        }
        self.change_visible(id, change)
    }

    /// Changes an upload in the queue and in the history, and updates the totals.
    fn change_visible(&mut self, id: UploadId, change: impl Fn(&mut Upload)) -> bool {
        let in_history = self.history.change(id, &change);
        self.queue.change(id, change) || in_history
    }

    /// Mints an id: the time in microseconds, or one more than the last, so that ids grow even across restarts.
    fn mint(&mut self, now: Timestamp) -> UploadId {
        self.last_id = (self.last_id + 1).max(now.as_millis().saturating_mul(1000));
        UploadId::new(self.last_id)
    }

    /// Adds a message. It replaces an equal one; if there are many, old ones go.
    fn notify(&mut self, kind: NoticeKind) {
        self.notices.retain(|notice| notice.kind != kind);
        let surplus = (self.notices.len() + 1).saturating_sub(notice::MAX_NOTICES);
        self.notices.drain(..surplus);
        self.notices.push(Notice {
            number: self.next_notice,
            kind,
        });
        self.next_notice += 1;
    }
}

#[cfg(test)]
mod tests;
