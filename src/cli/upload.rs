//! `upload`: the queue without a window. One line a fact, a summary at the end.

mod earlier;
mod ending;
mod facts;
mod failures;
mod hear;
mod left;
mod left_out;
mod lines;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use clap::ValueEnum as _;
use indicatif::ProgressBar;

pub(super) use self::failures::{
    add_report, asked_to_wait, failure_json, key_refused, no_key, unsignable, verdict_words,
};
use self::{earlier::Earlier, left::Left, lines::bar};
use super::{
    arguments::{Everywhere, ManifestOptions, UploadOptions},
    existing::Guard,
    manifest::ManifestSource,
    output::{Complaint, Lines, shown},
    setup::Workplace,
    signals::Interrupted,
};
use engine::{Engine, Signing, Unfinished};
use model::{Command, Event, Intent, Model, Timestamp, UploadId, UploadsAtOnce};
use store::{LeftUnsigned, StoreError};

/// How long a wait for events is at the most: the progress bar moves, and signals are seen.
pub(super) const TICK: Duration = Duration::from_millis(100);

/// So many events are heard before signals and the bar are looked at.
const AT_ONCE: usize = 1000;

/// After so many events at once, those that come next are let gather for [`GATHERING`]: waking for each of them takes the
/// uploads more time than hearing them.
const MANY: usize = 8;

/// How long events gather while there are many.
const GATHERING: Duration = Duration::from_millis(4);

/// Uploads, and signs and verifies where that is asked for.
pub(super) fn run(everywhere: &Everywhere, options: UploadOptions) -> Result<u8, Complaint> {
    let signs = options.sign || options.manifest.preset.is_some();
    let manifest = signs
        .then(|| ManifestSource::read(everywhere, &options.manifest))
        .transpose()?;
    if manifest.is_none() {
        nothing_for_signing(&options.manifest)?;
    }
    let guard = Guard::of(options.manifest.existing)?;
    let mut workplace = Workplace::open(everywhere)?;
    workplace.check_address()?;
    // The window's queue may be held back; who gives this command wants it done now.
    workplace.settings.paused = false;
    // What is verified is said by the arguments.
    workplace.settings.verify_signed = false;
    if let Some(jobs) = options.jobs {
        workplace.settings.jobs = UploadsAtOnce::Fixed(jobs);
    }
    workplace.settings.include_hidden |= options.folders.include_hidden;
    workplace.settings.include_system_files |= options.folders.include_system_files;
    workplace.settings.follow_links |= options.folders.follow_links;
    let _lock = workplace.lock()?;
    let policy = options.patience.policy();
    let unfinished = match options.resume {
        true => Unfinished::Resume,
        false => Unfinished::Leave,
    };
    let signing = match signs {
        true => Signing::All,
        false => Signing::OnOrder,
    };
    let (mut model, mut engine_options) = workplace.begin(unfinished, signing, policy)?;
    // So is what is signed: the window's wish to sign each upload is not one of this command.
    model.presets.set_by_itself(None);
    let named = file_drop::list::parse_arguments(&options.paths, &file_drop::host_name());
    let record = &mut engine_options.store;
    let mut earlier = Earlier::read(record, &named.paths).map_err(|error| unread(&error))?;
    let unsigned = if options.resume {
        earlier.resume();
        record.unsigned().map_err(|error| unread(&error))?
    } else {
        LeftUnsigned::default()
    };
    Workplace::tell_trouble(&mut model);
    let (engine, events) = Engine::start(engine_options, Arc::new(|| ()))
        .map_err(|error| Complaint::failed(format!("the worker cannot be started: {error}"), "Try again."))?;
    let interrupted = Interrupted::listen(|| ())
        .map_err(|error| Complaint::failed(format!("signals cannot be heard: {error}"), ""))?;
    let mut run = Run {
        engine,
        model,
        lines: Lines::new(options.json),
        json: options.json,
        manifest,
        guard,
        interrupted: interrupted.clone(),
        verify: options.verify,
        bar: bar(options.json),
        drawn: None,
        counts: Counts::default(),
        begun: Instant::now(),
        // With --resume the queue of earlier runs comes first, as one event.
        restoring: options.resume,
        returned: Left::default(),
        resumes: options.resume,
        earlier,
        paths: options.paths,
        waiting_for_key: true,
        not_taken: false,
        unanswered: false,
        goes_on_signing: goes_on_signing(&options.manifest),
        workplace,
    };
    run.take_up(unsigned);
    let ended = run.work(&events, &interrupted);
    // Before a complaint, and before the summary.
    run.write();
    let code = ended?;
    run.bar.finish_and_clear();
    run.summary();
    run.write();
    Ok(code)
}

/// Refuses what is said of signing where nothing is to be signed.
fn nothing_for_signing(options: &ManifestOptions) -> Result<(), Complaint> {
    let given = [
        (options.manifest.is_some(), "a manifest"),
        (options.origin.is_some(), "a manifest"),
        (options.title.is_some(), "--title"),
        (options.author.is_some(), "--author"),
        (options.training.is_some(), "--training"),
        (options.existing.is_some(), "--existing"),
    ];
    match given.into_iter().find(|(is_given, _)| *is_given) {
        Some((_, what)) => Err(Complaint::wrong_use(
            format!("{what} was given, but nothing is to be signed"),
            "Add --sign.",
        )),
        None => Ok(()),
    }
}

#[derive(Debug, Default)]
struct Counts {
    files: usize,
    uploaded: usize,
    signed: usize,
    verified: usize,
    /// Of those that were verified: what does not hold, is not confirmed or cannot be understood.
    no_success: usize,
    failed: usize,
    skipped: usize,
    bytes: u64,
}

struct Run {
    engine: Engine,
    model: Model,
    /// What is to be told and not written yet.
    lines: Lines,
    json: bool,
    manifest: Option<ManifestSource>,
    /// What becomes of files that have Content Credentials already.
    guard: Guard,
    interrupted: Interrupted,
    verify: bool,
    bar: ProgressBar,
    /// When the bar was drawn last.
    drawn: Option<Instant>,
    counts: Counts,
    begun: Instant,
    restoring: bool,
    /// What has come of that so far.
    returned: Left,
    /// Whether the queue of earlier runs goes on.
    resumes: bool,
    earlier: Earlier,
    /// What is to be added once it is known that there is a key: without one nothing is begun.
    paths: Vec<PathBuf>,
    waiting_for_key: bool,
    /// Whether files were found that the worker could not take into the queue any more.
    not_taken: bool,
    /// Whether a signal came while a person was asked about a file: it stays to be signed.
    unanswered: bool,
    /// The command that goes on signing what this run leaves unsigned.
    goes_on_signing: String,
    workplace: Workplace,
}

pub(super) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}

impl Run {
    /// Works until all is done, or until nothing more can be. Answers an exit status.
    fn work(&mut self, events: &Receiver<Event>, interrupted: &Interrupted) -> Result<u8, Complaint> {
        loop {
            if interrupted.is_set() {
                self.engine.stop();
                // What was stored in the last moment is told too.
                while let Ok(event) = events.try_recv() {
                    if matches!(event, Event::Found { .. }) {
                        self.not_taken = true;
                    } else {
                        self.hear(event)?;
                    }
                }
                return Ok(self.interrupted());
            }
            let mut next = match events.recv_timeout(TICK) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Complaint::failed(
                        "the worker ended",
                        "Run the command again with --resume.",
                    ));
                }
            };
            let mut heard = 0;
            for _ in 0..AT_ONCE {
                let Some(event) = next.take() else {
                    // Nobody waits for a line while there is nothing else to do.
                    self.write();
                    break;
                };
                if let Some(code) = self.hear(event)? {
                    return Ok(code);
                }
                heard += 1;
                next = events.try_recv().ok();
            }
            if let Some(event) = next
                && let Some(code) = self.hear(event)?
            {
                return Ok(code);
            }
            self.draw();
            if self.is_done() {
                return Ok(if self.counts.failed + self.counts.no_success > 0 {
                    super::FAILED
                } else {
                    super::DONE
                });
            }
            if heard >= MANY {
                thread::sleep(GATHERING);
            }
        }
    }

    /// Carries a wish to the worker. Answers whether there was anything to do.
    fn wish(&mut self, intent: Intent) -> bool {
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

    /// Lets an event have its consequences.
    fn absorb(&mut self, event: Event) {
        let commands = self.model.absorb(event, now());
        for command in &commands {
            if let Command::Enqueue(jobs) = command {
                self.counts.files += jobs.len();
            }
        }
        self.send(commands);
    }

    fn is_done(&self) -> bool {
        let totals = self.model.queue.totals();
        let signing = totals.checked();
        !self.unanswered
            && !self.restoring
            && !self.waiting_for_key
            && self.model.scanning.is_empty()
            && totals.pending() + signing == 0
    }

    fn path(&self, id: UploadId) -> String {
        self.model
            .upload(id)
            .map(|upload| shown(&upload.source.path))
            .unwrap_or_default()
    }
}

/// The command that signs in the same way what is uploaded and not signed.
fn goes_on_signing(options: &ManifestOptions) -> String {
    let existing = options.existing.and_then(|existing| existing.to_possible_value());
    let training = options.training.and_then(|training| training.to_possible_value());
    let parts = [
        ("--manifest", options.manifest.as_deref().map(shown)),
        ("--preset", options.preset.clone()),
        ("--origin", options.origin.clone()),
        ("--title", options.title.clone()),
        ("--author", options.author.clone()),
        ("--training", training.map(|value| value.get_name().to_owned())),
        ("--existing", existing.map(|value| value.get_name().to_owned())),
    ];
    let mut words = "que-uploader upload --resume --sign".to_owned();
    for (name, value) in parts {
        let Some(value) = value else { continue };
        let is_plain = !value.is_empty()
            && value
                .chars()
                .all(|sign| sign.is_alphanumeric() || "-_./:".contains(sign));
        let quote = if is_plain { "" } else { "\"" };
        words.push_str(&format!(" {name} {quote}{value}{quote}"));
    }
    words
}

/// The record of earlier runs cannot be read.
fn unread(error: &StoreError) -> Complaint {
    Complaint::failed(error.to_string(), error.hint())
}
