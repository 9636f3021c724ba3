//! `upload`: the queue without a window. Prints one line per event, and a summary at the end.

mod earlier;
mod earlier_queue;
mod ending;
mod events;
mod facts;
mod failures;
mod left_out;
mod lines;
mod treatment;
mod watch_end;
mod watched;
mod watching;

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use indicatif::ProgressBar;

pub(super) use self::failures::{
    add_identity, add_report, asked_to_wait, failure_json, key_refused, no_key, unsignable, verdict_words,
};
pub(super) use self::left_out::SkippedEntries;
pub(super) use self::lines::files;
pub(super) use self::treatment::Treatment;
pub(super) use self::watching::{WatchRules, WatchedFolder, watch};
use self::{
    earlier::Earlier,
    earlier_queue::EarlierQueue,
    lines::bar,
    treatment::{Treatments, signing_command},
    watching::Watching,
};
use super::{
    arguments::{GlobalOptions, UploadOptions},
    identity,
    output::{CliError, Lines, shown},
    setup::{Setup, start_engine},
    signals::Interrupted,
};
use engine::{Engine, SigningPolicy, UnfinishedPolicy, VerificationPolicy};
use model::{Command, Event, Intent, Model, Settings, Timestamp, UploadId, VerifyTarget};
use store::{Change, LeftUnsigned, Store, StoreError};

/// How long to wait for events before looking at signals and the progress bar.
pub(super) const TICK: Duration = Duration::from_millis(100);

/// Number of events to handle before looking at signals and the progress bar.
const BATCH: usize = 1000;

/// After a batch of this many events, sleep for [`GATHERING`] to let more arrive: waking up for each one slows the uploads
/// down more than handling it.
const MANY: usize = 8;

/// See [`MANY`].
const GATHERING: Duration = Duration::from_millis(4);

/// Uploads files. Signs and verifies them if the arguments say so.
pub(super) fn run(global: &GlobalOptions, options: UploadOptions) -> Result<u8, CliError> {
    let treatment = Treatment::read(global, options.steps, &options.manifest)?;
    let (signs, identity) = (treatment.manifest.is_some(), treatment.identity);
    let mut setup = Setup::open(global)?;
    setup.check_address()?;
    apply(&options, &mut setup.settings);
    setup.use_signing_options(&options.manifest);
    let _lock = setup.lock()?;
    let (unfinished, signing) = session_rules(options.resume, signs);
    let (mut model, mut engine_options) = setup.begin(unfinished, signing, options.wait_limits.policy())?;
    // The window may sign each upload automatically. This command only signs if the arguments say so.
    model.presets.set_auto_sign(None);
    if options.steps.verify {
        engine_options.verification = VerificationPolicy::All;
    }
    let (earlier, unsigned) = read_earlier(&mut engine_options.store, &options).map_err(|error| unread(&error))?;
    Setup::print_trouble(&mut model);
    if identity {
        identity::note_unknown_algorithm(&engine_options.store);
    }
    let (engine, events, interrupted) = start_engine(engine_options)?;
    let mut run = Run {
        // With --resume, the engine first sends the queue of earlier runs.
        is_restoring: options.resume,
        resume_earlier: options.resume,
        earlier,
        signing_command: signing_command(&options.manifest, options.steps.verify),
        paths: options.paths,
        ..Run::new(
            setup,
            (engine, model),
            Treatments::all(treatment),
            options.json,
            interrupted.clone(),
        )
    };
    run.sign_unsigned(unsigned);
    let ended = run.work(&events, &interrupted);
    run.close(ended)
}

/// What to do with an earlier queue, and whether each upload is signed.
const fn session_rules(resume: bool, signs: bool) -> (UnfinishedPolicy, SigningPolicy) {
    let unfinished = if resume {
        UnfinishedPolicy::Resume
    } else {
        UnfinishedPolicy::Leave
    };
    let signing = if signs {
        SigningPolicy::All
    } else {
        SigningPolicy::OnRequest
    };
    (unfinished, signing)
}

/// Lets the arguments override the settings.
fn apply(options: &UploadOptions, settings: &mut Settings) {
    options.steps.apply(settings);
    settings.include_hidden |= options.folders.include_hidden;
    settings.include_system_files |= options.folders.include_system_files;
    settings.follow_links |= options.folders.follow_links;
}

/// Reads what earlier runs did with the named files, and what they left unsigned if this run continues.
fn read_earlier(store: &mut Store, options: &UploadOptions) -> Result<(Earlier, LeftUnsigned), StoreError> {
    let named = file_drop::list::parse_arguments(&options.paths, &file_drop::host_name());
    let mut earlier = Earlier::read(store, &named.paths)?;
    if !options.resume {
        return Ok((earlier, LeftUnsigned::default()));
    }
    earlier.resume();
    let left = store.unsigned()?;
    keep_unverified(store, &left)?;
    Ok((earlier, left))
}

/// What this run finds unverified, the next one finds, too.
fn keep_unverified(store: &mut Store, left: &LeftUnsigned) -> Result<(), StoreError> {
    let ids = left.unverified.signed.iter().map(|upload| upload.id).collect();
    let target = VerifyTarget::Signed;
    store.apply(&[Change::VerifyWanted { ids, target }]).map(drop)
}

#[derive(Debug, Default)]
struct Counts {
    files: usize,
    uploaded: usize,
    signed: usize,
    verified: usize,
    /// Verified, but invalid, not confirmed or not understood.
    not_valid: usize,
    failed: usize,
    skipped: usize,
    bytes: u64,
}

struct Run {
    engine: Engine,
    model: Model,
    /// Buffered output.
    lines: Lines,
    json: bool,
    /// What to do with uploaded files.
    treatments: Treatments,
    /// The folders of `watch`.
    watching: Option<Watching>,
    /// The command that continues the queue.
    continues_with: &'static str,
    interrupted: Interrupted,
    bar: ProgressBar,
    /// When the progress bar was last drawn.
    drawn: Option<Instant>,
    counts: Counts,
    started: Instant,
    /// Whether the queue of earlier runs is still arriving.
    is_restoring: bool,
    /// The part of the queue that has arrived so far.
    restored_queue: EarlierQueue,
    /// Whether this run continues the queue of earlier runs.
    resume_earlier: bool,
    earlier: Earlier,
    /// Paths to add once there is a key. Without one, nothing starts.
    paths: Vec<PathBuf>,
    waiting_for_key: bool,
    /// Whether files were found too late to add them to the queue.
    not_taken: bool,
    /// Whether a signal came while a question was open. Its file stays unsigned for the next run.
    unanswered: bool,
    /// The command that signs what this run leaves unsigned.
    signing_command: String,
    setup: Setup,
}

pub(super) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

impl Run {
    /// A run without files so far.
    fn new(
        setup: Setup,
        (engine, model): (Engine, Model),
        treatments: Treatments,
        json: bool,
        interrupted: Interrupted,
    ) -> Self {
        Self {
            engine,
            model,
            lines: Lines::new(json),
            json,
            treatments,
            watching: None,
            continues_with: "que-uploader upload --resume",
            interrupted,
            bar: bar(json),
            drawn: None,
            counts: Counts::default(),
            started: Instant::now(),
            is_restoring: false,
            restored_queue: EarlierQueue::default(),
            resume_earlier: false,
            earlier: Earlier::default(),
            paths: Vec::new(),
            waiting_for_key: true,
            not_taken: false,
            unanswered: false,
            signing_command: String::new(),
            setup,
        }
    }

    /// Prints what is buffered, then the summary.
    fn close(&mut self, ended: Result<u8, CliError>) -> Result<u8, CliError> {
        // Buffered lines come before an error.
        self.write();
        let code = ended?;
        self.bar.finish_and_clear();
        self.summary();
        self.write();
        Ok(code)
    }

    /// Works until everything is done or nothing more can be done. Returns the exit status.
    fn work(&mut self, events: &Receiver<Event>, interrupted: &Interrupted) -> Result<u8, CliError> {
        loop {
            if interrupted.is_set() {
                self.engine.stop();
                // Print what finished in the last moment.
                while let Ok(event) = events.try_recv() {
                    if matches!(event, Event::Found { .. }) {
                        self.not_taken = true;
                    } else {
                        self.handle(event)?;
                    }
                }
                return Ok(self.interrupted());
            }
            self.take_reports();
            let mut next = match events.recv_timeout(self.tick()) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(CliError::failed(
                        "internal error: the upload engine stopped",
                        "Run the command again with --resume.",
                    ));
                }
            };
            let mut handled = 0;
            for _ in 0..BATCH {
                let Some(event) = next.take() else {
                    // Idle, so print the buffered lines.
                    self.write();
                    break;
                };
                if let Some(code) = self.handle(event)? {
                    return Ok(code);
                }
                handled += 1;
                next = events.try_recv().ok();
            }
            if let Some(event) = next
                && let Some(code) = self.handle(event)?
            {
                return Ok(code);
            }
            self.draw();
            if self.is_done() {
                return Ok(if self.counts.failed + self.counts.not_valid > 0 {
                    super::FAILED
                } else {
                    super::DONE
                });
            }
            if handled >= MANY {
                thread::sleep(GATHERING);
            }
        }
    }

    /// Sends an intent to the engine. Returns whether there was anything to do.
    fn request(&mut self, intent: Intent) -> bool {
        let commands = self.model.decide(intent);
        let any = !commands.is_empty();
        self.send(commands);
        any
    }

    fn send(&self, commands: Vec<Command>) {
        for command in commands {
            self.engine.send(command);
        }
    }

    /// Updates the model, and sends the commands that follow.
    fn absorb(&mut self, event: Event) {
        let commands = self.model.absorb(event, now());
        for command in &commands {
            if let Command::Enqueue(jobs) = command {
                self.counts.files += jobs.len();
            }
        }
        self.send(commands);
    }

    fn is_done(&mut self) -> bool {
        let totals = self.model.queue.totals();
        let signing = totals.signing_or_verifying();
        !self.unanswered
            && !self.is_restoring
            && !self.waiting_for_key
            && self.model.scanning.is_empty()
            && totals.pending() + signing == 0
            && self.has_watched_enough()
    }

    fn path(&self, id: UploadId) -> String {
        self.model
            .upload(id)
            .map(|upload| shown(&upload.source.path))
            .unwrap_or_default()
    }
}

/// The records of earlier runs can't be read.
fn unread(error: &StoreError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}
