//! `watch`: one run of the engine to which files are added as they come into hot folders.

use std::{
    collections::HashMap,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Receiver},
    time::{Duration, Instant},
};

use super::{Run, Treatment, Treatments, keep_unverified, unread};
use crate::cli::{
    identity,
    output::CliError,
    setup::{Setup, start_engine},
};
use engine::{RetryPolicy, SigningPolicy, UnfinishedPolicy, VerificationPolicy, is_usually_left_out, sha256_of};
use hot_folders::{CompleteFile, Folder, HotFolders, Options, Records, Report};
use model::{Event, HistorySearch, Job, Source, Timestamp, Upload, UploadId};
use store::{LeftUnsigned, Store, StoreError};

/// How long to wait for events while nothing is under way. Signals are noticed this late.
const CALM_TICK: Duration = Duration::from_millis(500);

/// How many records of a content are looked at.
const RECORDS: usize = 16;

/// A folder to watch, and what to do with its files.
pub(in crate::cli) struct WatchedFolder {
    pub(in crate::cli) folder: Folder,
    pub(in crate::cli) treatment: Treatment,
}

/// How to watch.
pub(in crate::cli) struct WatchRules {
    pub(in crate::cli) json: bool,
    /// With it, the run ends when what is there is dealt with. What is still written by then is left.
    pub(in crate::cli) once: Option<Duration>,
    /// How long a file must rest, at least.
    pub(in crate::cli) rest: Duration,
}

/// A file of a hot folder on its way.
pub(super) struct Underway {
    pub(super) path: PathBuf,
    pub(super) folder: usize,
}

/// The hot folders of a run.
pub(super) struct Watching {
    pub(super) hot: HotFolders,
    pub(super) reports: Receiver<Report>,
    pub(super) folders: Vec<Folder>,
    pub(super) underway: HashMap<UploadId, Underway>,
    /// What earlier runs, or this one, left in the queue and is not under way, by path.
    pub(super) left: HashMap<PathBuf, Vec<Upload>>,
    /// To look things up.
    pub(super) records: Store,
    /// When to stop waiting for files that are still written.
    pub(super) until: Option<Instant>,
    /// How many uploads have ended since the queue was last cleared.
    pub(super) ended: usize,
    /// How many folders cannot be watched.
    pub(super) unavailable: usize,
    /// Whether the end was prepared: what is not complete was listed.
    pub(super) is_over: bool,
}

/// Watches folders, and uploads their files as they come.
pub(in crate::cli) fn watch(setup: Setup, watched: Vec<WatchedFolder>, rules: &WatchRules) -> Result<u8, CliError> {
    let _lock = setup.lock()?;
    let folders: Vec<_> = watched.iter().map(|watched| watched.folder.clone()).collect();
    let treatments = watched
        .into_iter()
        .map(|watched| (watched.folder.path, watched.treatment))
        .collect();
    let treatments = Treatments::by_folder(treatments);
    let signing = if treatments.sign_any() {
        SigningPolicy::All
    } else {
        SigningPolicy::OnRequest
    };
    // A network that is away is waited for.
    let (mut model, mut options) = setup.begin(UnfinishedPolicy::Leave, signing, RetryPolicy::default())?;
    model.presets.set_auto_sign(None);
    // Recorded in advance for all files or for none: a wish that nobody had is worse than one that a kill loses.
    if treatments.verify_all() {
        options.verification = VerificationPolicy::All;
    }
    let (left, unsigned) = read_left(&mut options.store, &folders, &treatments).map_err(|error| unread(&error))?;
    Setup::print_trouble(&mut model);
    if treatments.identify_any() {
        identity::note_unknown_algorithm(&options.store);
    }
    let watching = Watching::start(&setup, folders, rules, left)?;
    let (engine, events, interrupted) = start_engine(options)?;
    let mut run = Run {
        watching: Some(watching),
        continues_with: "que-uploader watch",
        resume_earlier: true,
        ..Run::new(setup, (engine, model), treatments, rules.json, interrupted.clone())
    };
    run.drop_vanished();
    run.finish_earlier(unsigned);
    tell_service_manager(true);
    let ended = run.work(&events, &interrupted);
    tell_service_manager(false);
    // Before the summary, so that nothing is reported after it.
    run.watching = run.watching.take().map(Watching::stopped);
    run.close(ended)
}

impl Watching {
    /// Begins to watch.
    fn start(
        setup: &Setup,
        folders: Vec<Folder>,
        rules: &WatchRules,
        left: HashMap<PathBuf, Vec<Upload>>,
    ) -> Result<Self, CliError> {
        let open = || Store::open(&setup.data.database(), &setup.server).map_err(|error| unread(&error));
        let (records, lookups) = (open()?, open()?);
        let own = setup.protected();
        let (hot, reports) = HotFolders::start(Options {
            folders: folders.clone(),
            rest: rules.rest,
            leave_out: Arc::new(move |path, is_folder| {
                is_usually_left_out(path, is_folder) || own.protects(path).is_some()
            }),
            records: Box::new(OnRecord(lookups)),
        })
        .map_err(|error| CliError::failed(format!("could not start watching: {error}"), "Try again."))?;
        Ok(Self {
            hot,
            reports,
            folders,
            underway: HashMap::new(),
            left,
            records,
            until: rules.once.map(|longest| Instant::now() + longest),
            ended: 0,
            unavailable: 0,
            is_over: false,
        })
    }

    /// The same, with nothing more to report.
    fn stopped(mut self) -> Self {
        while self.reports.try_recv().is_ok() {}
        self.is_over = true;
        self
    }
}

/// What earlier runs left in the queue, and what they left to sign and to verify, of these folders.
fn read_left(
    store: &mut Store,
    folders: &[Folder],
    treatments: &Treatments,
) -> Result<(HashMap<PathBuf, Vec<Upload>>, LeftUnsigned), StoreError> {
    store.recover_interrupted()?;
    let is_ours = |upload: &Upload| {
        let path = &upload.source.path;
        folders.iter().any(|folder| path.starts_with(&folder.path))
    };
    let mut unsigned = store.unsigned()?;
    let signs = |upload: &Upload| is_ours(upload) && treatments.of(&upload.source.path).manifest.is_some();
    unsigned.wanted.retain(signs);
    unsigned.in_doubt.retain(signs);
    let verifies = |upload: &Upload| is_ours(upload) && treatments.of(&upload.source.path).verify;
    unsigned.unverified.signed.retain(verifies);
    unsigned.unverified.originals.retain(verifies);
    keep_unverified(store, &unsigned)?;
    let waiting = store.start_session()?;
    let mut left: HashMap<PathBuf, Vec<Upload>> = HashMap::new();
    for ids in waiting.chunks(1000) {
        for upload in store.read_queued(ids)?.uploads.into_iter().filter(is_ours) {
            left.entry(upload.source.path.clone()).or_default().push(upload);
        }
    }
    Ok((left, unsigned))
}

impl Run {
    /// How long to wait for events.
    pub(super) fn tick(&self) -> Duration {
        match &self.watching {
            Some(watching) if watching.until.is_none() && watching.underway.is_empty() => CALM_TICK,
            _ => super::TICK,
        }
    }

    /// Takes files out of the queue that were renamed or deleted since an earlier run. A folder that is away keeps its own.
    fn drop_vanished(&mut self) {
        let Some(watching) = &mut self.watching else { return };
        let folders = &watching.folders;
        let is_gone = |path: &PathBuf| {
            let mut of = folders.iter().filter(|folder| path.starts_with(&folder.path));
            let gone = std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
            gone && of.any(|folder| folder.path.is_dir())
        };
        let gone: Vec<_> = watching.left.keys().filter(|path| is_gone(path)).cloned().collect();
        for path in gone {
            self.drop_left(&path);
        }
    }

    /// Signs and verifies what earlier runs did not.
    fn finish_earlier(&mut self, unsigned: LeftUnsigned) {
        let Some(watching) = &mut self.watching else { return };
        let again = unsigned
            .wanted
            .iter()
            .chain(&unsigned.unverified.signed)
            .chain(&unsigned.unverified.originals);
        for upload in again {
            let path = upload.source.path.clone();
            let folder = watching
                .folders
                .iter()
                .position(|folder| path.starts_with(&folder.path));
            let folder = folder.unwrap_or_default();
            watching.underway.insert(upload.id, Underway { path, folder });
        }
        self.sign_unsigned(unsigned);
        let Some(watching) = &mut self.watching else { return };
        // What cannot be signed was left out.
        watching.underway.retain(|id, _| self.model.upload(*id).is_some());
        let ids: Vec<_> = watching.underway.keys().copied().collect();
        for id in ids {
            // What failed at once has ended already.
            self.step_ended(id);
        }
    }
}

/// The upload of which a step has ended, perhaps the last.
pub(super) const fn ended_step(event: &Event) -> Option<UploadId> {
    match event {
        Event::Uploaded { id, .. }
        | Event::Failed { id, .. }
        | Event::Signed { id, .. }
        | Event::SignFailed { id, .. }
        | Event::SigningSkipped { id, .. }
        | Event::Verified { id, .. }
        | Event::VerifyFailed { id, .. }
        | Event::Canceled(id) => Some(*id),
        _ => None,
    }
}

/// The database, as the hot folders ask it, on a thread of theirs.
struct OnRecord(Store);

impl Records for OnRecord {
    fn has_file(&mut self, file: &CompleteFile) -> Result<bool, String> {
        let found = recorded_object(&self.0, &source_of(file, Path::new("")));
        found.map(|object| object.is_some()).map_err(|error| error.to_string())
    }

    fn has_content(&mut self, content: &str) -> Result<Option<String>, String> {
        let search = HistorySearch {
            contents: Some(vec![content.to_owned()]),
            ..HistorySearch::default()
        };
        let find = || {
            let mut ids = self.0.find_history(&search)?;
            ids.truncate(RECORDS);
            let (uploads, _) = self.0.read_uploads(&ids)?;
            Ok(uploads.into_iter().find_map(|upload| Some(upload.object?.key)))
        };
        find().map_err(|error: StoreError| error.to_string())
    }

    fn content(&mut self, source: &mut dyn Read) -> io::Result<String> {
        sha256_of(source, |_| Ok(()))
    }
}

/// The object of a file that was uploaded as it is.
pub(super) fn recorded_object(store: &Store, source: &Source) -> Result<Option<model::ObjectRef>, StoreError> {
    let job = Job {
        // Every upload is before it.
        id: UploadId::new(i64::MAX),
        added_at: Timestamp::default(),
        source: source.clone(),
    };
    let found = store.uploaded_before(&[job])?;
    Ok(found.into_iter().next().map(|(_, object)| object))
}

/// A complete file as the queue has it. `folder` is its hot folder.
pub(super) fn source_of(file: &CompleteFile, folder: &Path) -> Source {
    let parent = folder.parent().unwrap_or(folder);
    Source {
        relative: file.path.strip_prefix(parent).unwrap_or(&file.path).to_owned(),
        path: file.path.clone(),
        size: file.size,
        modified: file.modified.map(Timestamp::from),
    }
}

/// Tells systemd that the program is ready, or that it stops. Does nothing without it.
fn tell_service_manager(is_ready: bool) {
    #[cfg(target_os = "linux")]
    {
        let state = if is_ready {
            sd_notify::NotifyState::Ready
        } else {
            sd_notify::NotifyState::Stopping
        };
        if let Err(error) = sd_notify::notify(&[state]) {
            tracing::debug!(%error, "could not tell the service manager");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = is_ready;
}
