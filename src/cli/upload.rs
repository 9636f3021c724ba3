//! `upload`: the queue without a window. One line a fact, a summary at the end.

mod earlier;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use self::earlier::Earlier;
use super::{
    arguments::{Everywhere, UploadOptions},
    manifest::ManifestSource,
    output::{self, Complaint, Lines, shown},
    setup::Workplace,
    signals::Interrupted,
};
use crate::{
    app::adding,
    drop,
    engine::Engine,
    model::{
        Command, Event, Failure, FoundFile, Hold, Intent, Job, KeyState, Model, NoticeKind, ObjectRef, SignState,
        SkipReason, Skipped, Source, Status, Step, Timestamp, Upload, UploadId, UploadState, UploadsAtOnce,
        VerifyState, VerifyTarget,
    },
    que::wire::MAX_SIGNED_BYTES,
    store::{LeftUnsigned, StoreError},
};

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
    if manifest.is_none() && (options.manifest.manifest.is_some() || options.manifest.origin.is_some()) {
        return Err(Complaint::wrong_use(
            "a manifest was given, but nothing is to be signed",
            "Add --sign.",
        ));
    }
    let mut workplace = Workplace::open(everywhere)?;
    workplace.check_address()?;
    // The window's queue may be held back; who gives this command wants it done now.
    workplace.settings.paused = false;
    // What is verified is said by the arguments.
    workplace.settings.verify_signed = false;
    if let Some(jobs) = options.jobs {
        workplace.settings.jobs = UploadsAtOnce::Fixed(jobs);
    }
    let _lock = workplace.lock()?;
    let patience = Some(options.patience.longest_outage());
    let (mut model, mut engine_options) = workplace.begin(options.resume, signs, patience)?;
    // So is what is signed: the window's wish to sign each upload is not one of this command.
    model.presets.set_by_itself(None);
    let named = drop::list::arguments(&options.paths, &drop::host_name());
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

#[derive(Debug, Default)]
struct Counts {
    files: usize,
    uploaded: usize,
    signed: usize,
    verified: usize,
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
}

/// The queue of an earlier run by what became of it.
#[derive(Default)]
struct Left {
    waiting: usize,
    failed: Vec<UploadId>,
    paused: Vec<UploadId>,
}

impl Left {
    fn add(&mut self, uploads: &[Upload]) {
        for upload in uploads {
            match &upload.state {
                UploadState::Failed(_) => self.failed.push(upload.id),
                UploadState::Paused => self.paused.push(upload.id),
                _ => self.waiting += usize::from(upload.is_pending()),
            }
        }
    }
}

fn now() -> Timestamp {
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
                return Ok(if self.counts.failed > 0 {
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
        let commands = self.model.decide(intent, now());
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

    /// Reports an event and lets it have its consequences. Answers an exit status where the run cannot go on.
    fn hear(&mut self, event: Event) -> Result<Option<u8>, Complaint> {
        match &event {
            // Told the most often, and of no row's end.
            Event::Progress(_) => self.absorb(event),
            Event::OnRecord(ids) => self.added(ids),
            Event::Uploaded { id, .. } => {
                let id = *id;
                self.absorb(event);
                self.uploaded(id);
            }
            Event::Signed { id, .. } => {
                let id = *id;
                self.absorb(event);
                self.signed(id);
            }
            Event::Verified { id, facts } => {
                // The row does not keep the report.
                let (id, report) = (*id, Arc::clone(&facts.report));
                self.absorb(event);
                self.verified(id, &report);
            }
            Event::ScanEnded { .. } => {
                self.absorb(event);
                self.skipped();
                for words in self.earlier.words() {
                    self.say(&words);
                }
            }
            Event::Found { .. } => {
                if let Event::Found { batch, files } = event {
                    self.found(batch, files);
                }
            }
            Event::Returning(uploads) => {
                self.returned.add(uploads);
                self.absorb(event);
            }
            Event::Restored(uploads) => {
                self.returned.add(uploads);
                self.absorb(event);
                let left = std::mem::take(&mut self.returned);
                self.restored(left);
            }
            Event::Waiting {
                id,
                until,
                attempts,
                failure,
            } => {
                self.retrying(*id, *until, *attempts, failure);
                self.absorb(event);
            }
            Event::Failed { id, failure }
            | Event::SignFailed { id, failure }
            | Event::VerifyFailed { id, failure, .. } => {
                let path = self.path(*id);
                self.failed(&path, failure);
                self.absorb(event);
            }
            Event::OutcomeUnknown { id, object } => {
                let note = format!(
                    "{}: an object may stand at {} although no answer came",
                    self.path(*id),
                    object.key
                );
                self.say(&note);
                self.absorb(event);
            }
            Event::Held(hold) => {
                match hold {
                    Hold::RateLimited { until } => {
                        let seconds = now().until(*until).as_secs();
                        self.say(&format!("The server asks to wait {seconds} s."));
                    }
                    Hold::Offline { headline } => {
                        let words = format!("{headline}.");
                        self.say(&words);
                    }
                    Hold::NeedsKey { refused: true } => return Ok(Some(self.key_refused())),
                    // There is a key, so it is the client that could not be made; why was told before.
                    Hold::NeedsKey { refused: false } => return Ok(Some(super::WRONG_USE)),
                }
                self.absorb(event);
            }
            Event::Key(KeyState::Missing { keyring_trouble }) => return Err(no_key(keyring_trouble.clone())),
            Event::Key(KeyState::Present { .. }) if self.waiting_for_key => {
                self.absorb(event);
                self.waiting_for_key = false;
                let named = drop::list::arguments(&std::mem::take(&mut self.paths), &drop::host_name());
                if !self.wish(adding(named)) {
                    self.skipped();
                }
            }
            Event::Trouble { headline, hint } => {
                self.write();
                self.bar.suspend(|| output::complain(headline, hint));
            }
            _ => self.absorb(event),
        }
        Ok(None)
    }

    fn retrying(&mut self, id: UploadId, until: Timestamp, attempts: u32, failure: &Failure) {
        let seconds = now().until(until).as_secs_f64();
        let path = self.path(id);
        let value = || {
            let mut value = failure_json("retrying", &path, failure);
            value["attempts"] = json!(attempts);
            value["wait_seconds"] = json!((seconds * 10.0).round() / 10.0);
            value
        };
        self.tell(value, || {
            format!("Retrying  {path} in {seconds:.0} s: {}", failure.message)
        });
    }

    /// Adds files, but what earlier runs have to do with them: an upload that waits goes on, and is not added once more.
    fn found(&mut self, batch: u64, files: Vec<FoundFile>) {
        let (mut new, mut going_on, mut wanted_again) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let Source {
                path, size, modified, ..
            } = &file.source;
            if let Some(upload) = self.earlier.take_over(&file.source) {
                if self.resumes {
                    wanted_again.push(upload.id);
                } else {
                    going_on.push(upload);
                }
            } else if self.model.queue.holds(path, *size, *modified) {
                new.push(file);
            } else if let Some(object) = self.earlier.object_of(&file.source) {
                if !self.resumes {
                    self.earlier.goes_again();
                    new.push(file);
                    continue;
                }
                let (path, key) = (shown(path), object.key.clone());
                self.counts.skipped += 1;
                let reason = format!("already uploaded as {key}");
                self.tell(
                    || json!({ "event": "skipped", "path": path, "reason": reason, "key": key }),
                    || format!("Skipped   {path}: {reason}"),
                );
            } else {
                new.push(file);
            }
        }
        self.go_on(going_on);
        self.counts.files += wanted_again.len();
        self.wish(Intent::Retry(wanted_again));
        self.absorb(Event::Found { batch, files: new });
    }

    /// Takes the rows of earlier runs over: they keep what is on record of them.
    fn go_on(&mut self, mut uploads: Vec<Upload>) {
        if uploads.is_empty() {
            return;
        }
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let jobs: Vec<_> = uploads.iter().map(job).collect();
        let types = uploads.iter().filter_map(|upload| {
            upload.chosen_type.clone().map(|media_type| Command::SetMediaType {
                ids: vec![upload.id],
                media_type: Some(media_type),
            })
        });
        self.send(types.collect());
        for upload in &mut uploads {
            upload.state = UploadState::Queued;
        }
        let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
        self.counts.files += jobs.len();
        self.model.absorb(Event::Restored(uploads), now());
        self.send(vec![Command::Retry(jobs)]);
        self.added(&ids);
    }

    /// What earlier runs were to sign and have not. What may have been signed is told and not signed once more.
    fn take_up(&mut self, unsigned: LeftUnsigned) {
        let LeftUnsigned { wanted, in_doubt } = unsigned;
        let wanted: Vec<_> = wanted.into_iter().filter(Upload::can_carry_credentials).collect();
        let Some(manifest) = &self.manifest else {
            let parts = [
                (wanted.len(), "not signed"),
                (in_doubt.len(), "perhaps signed, perhaps not"),
            ];
            if let Some(words) = counted(&parts) {
                self.say(&format!(
                    "Uploaded in an earlier run: {words}. With --sign they are signed or named."
                ));
            }
            return;
        };
        let signings: Vec<_> = wanted
            .iter()
            .map(|upload| (upload.id, manifest.manifest_for(&upload.source.name())))
            .collect();
        if let Some(words) = counted(&[(wanted.len(), "uploaded but not signed")]) {
            self.say(&format!("From an earlier run: {words}. All are signed now."));
        }
        for upload in in_doubt {
            let SignState::Failed(failure) = upload.sign else {
                continue;
            };
            let place = upload.object.map(|object| object.s3_uri().unwrap_or(object.key));
            let again = format!("que-uploader sign {}", place.unwrap_or_default());
            let hint = format!("To be sure, sign it again; that may make a second signed copy: {again}");
            self.failed(&shown(&upload.source.path), &Failure { hint, ..failure });
        }
        self.model.absorb(Event::Restored(wanted), now());
        for (id, manifest_json) in signings {
            self.wish(Intent::Sign {
                ids: vec![id],
                manifest_json,
            });
        }
    }

    /// What an earlier run left: all that a person has not cancelled is wanted now.
    fn restored(&mut self, left: Left) {
        self.restoring = false;
        let Left {
            waiting,
            failed,
            paused,
        } = left;
        self.counts.files += waiting + failed.len() + paused.len();
        let parts = [
            (waiting, "not begun or not done"),
            (failed.len(), "failed"),
            (paused.len(), "paused"),
        ];
        if let Some(words) = counted(&parts) {
            self.say(&format!("From an earlier run: {words}. All are tried now."));
        }
        self.wish(Intent::Retry([failed, paused].concat()));
    }

    /// New uploads are on disk.
    fn added(&mut self, ids: &[UploadId]) {
        for id in ids {
            let Some(upload) = self.model.upload(*id) else { continue };
            let Source {
                path, relative, size, ..
            } = &upload.source;
            let full = self.lines.add(
                || json!({ "event": "added", "path": shown(path), "bytes": size }),
                || format!("Added     {}", shown(relative)),
            );
            let unsignable = (*size > MAX_SIGNED_BYTES).then(|| shown(path));
            if full {
                self.write();
            }
            if let Some(path) = unsignable {
                self.say(&format!(
                    "{path}: it is over 1 GiB. It is uploaded, but it cannot be signed."
                ));
            }
        }
    }

    /// Reports what the notice of a batch leaves out.
    fn skipped(&mut self) {
        let notices = std::mem::take(&mut self.model.notices);
        let skipped = notices.into_iter().filter_map(|notice| match notice.kind {
            NoticeKind::Added { skipped, .. } => Some(skipped),
            _ => None,
        });
        for Skipped { path, reason } in skipped.flatten() {
            let path = shown(&path);
            match reason {
                SkipReason::Duplicate | SkipReason::NotAFile => {
                    self.counts.skipped += 1;
                    self.tell(
                        || json!({ "event": "skipped", "path": path, "reason": reason.words() }),
                        || format!("Skipped   {path}: {}", reason.words()),
                    );
                }
                SkipReason::Missing
                | SkipReason::Unreadable(_)
                | SkipReason::TooLarge
                | SkipReason::BrokenLink
                | SkipReason::OtherHost(_)
                | SkipReason::OtherScheme(_)
                | SkipReason::NotAPath
                | SkipReason::NotHandedOver
                | SkipReason::TooMany(_) => {
                    let message = match &reason {
                        SkipReason::Unreadable(words) => format!("It cannot be read: {words}."),
                        other => format!("It was left out: {}.", other.words()),
                    };
                    let hint = match reason {
                        SkipReason::OtherHost(_) | SkipReason::OtherScheme(_) => {
                            "Copy the file to this computer first.".to_owned()
                        }
                        _ => "Check the path and that this account may read it.".to_owned(),
                    };
                    self.failed(
                        &path,
                        &Failure {
                            step: Step::Read,
                            status: None,
                            code: None,
                            message,
                            hint,
                        },
                    );
                }
            }
        }
    }

    fn uploaded(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(object) = &upload.object else { return };
        let (path, name) = (shown(&upload.source.path), upload.source.name());
        self.counts.uploaded += 1;
        self.counts.bytes += upload.source.size;
        let full = self.lines.add(
            || {
                json!({
                    "event": "uploaded", "path": path, "key": object.key, "bucket": object.bucket,
                    "bytes": upload.source.size, "content_type": upload.content_type, "sha256": upload.sha256,
                })
            },
            || {
                let place = object.s3_uri().unwrap_or_else(|| object.key.clone());
                format!("Uploaded  {path}  {place}")
            },
        );
        if full {
            self.write();
        }
        let manifest = self.manifest.as_ref().map(|manifest| manifest.manifest_for(&name));
        if let Some(manifest_json) = manifest {
            self.wish(Intent::Sign {
                ids: vec![id],
                manifest_json,
            });
        } else if self.verify {
            self.wish(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Original,
            });
        }
    }

    fn signed(&mut self, id: UploadId) {
        let Some(upload) = self.model.upload(id) else { return };
        let Some(facts) = &upload.signed else { return };
        let path = shown(&upload.source.path);
        let evidence = facts
            .evidence
            .as_ref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let uri = facts.signed_uri.clone();
        let key = upload.object.as_ref().map(|object| object.key.clone());
        let value = json!({ "event": "signed", "path": path, "key": key, "asset_s3_uri": uri, "evidence": evidence });
        self.counts.signed += 1;
        self.tell(
            || value,
            || {
                format!(
                    "Signed    {path}  {}",
                    uri.as_deref().unwrap_or("(the server did not say where)")
                )
            },
        );
        if self.verify
            && !self.wish(Intent::Verify {
                ids: vec![id],
                target: VerifyTarget::Signed,
            })
        {
            self.failed(
                &path,
                &Failure {
                    step: Step::Verify,
                    status: None,
                    code: None,
                    message: "The signed copy cannot be verified: the server did not say where it is.".to_owned(),
                    hint: "Ask the people who run the server where signed copies go.".to_owned(),
                },
            );
        }
    }

    fn verified(&mut self, id: UploadId, report: &str) {
        let Some(upload) = self.model.upload(id) else { return };
        let VerifyState::Verified(facts) = &upload.verify else {
            return;
        };
        let path = shown(&upload.source.path);
        let uri = match facts.target {
            VerifyTarget::Original => upload.object.as_ref().and_then(ObjectRef::s3_uri),
            VerifyTarget::Signed => upload.signed_uri().map(str::to_owned),
        };
        let value = json!({
            "event": "verified", "path": path, "s3_uri": uri, "verdict": facts.verdict,
            "report": report_value(report),
        });
        self.counts.verified += 1;
        let words = format!("Verified  {path}  {}", facts.explanation);
        self.tell(|| value, || words);
    }

    fn failed(&mut self, path: &str, failure: &Failure) {
        self.counts.failed += 1;
        self.tell(
            || failure_json("failed", path, failure),
            || format!("Failed    {path}: {} {}", failure.message, failure.hint),
        );
    }

    /// The server said 401: nothing more can be done, and nothing is lost. Names all that was not done.
    fn key_refused(&mut self) -> u8 {
        let mut left = Vec::new();
        for upload in self.model.queue.uploads() {
            let key = upload
                .object
                .as_ref()
                .map(|object| object.key.as_str())
                .unwrap_or_default();
            let failure = if upload.is_pending() {
                let hint = "Set the right key; the queue is kept for `que-uploader upload --resume`.";
                key_refused(Step::Presign, hint)
            } else if upload.sign == SignState::Signing {
                let hint = format!("It is uploaded. Set the right key, then: que-uploader sign {key}");
                key_refused(Step::Sign, &hint)
            } else if let VerifyState::Verifying(target) = upload.verify {
                let place = match target {
                    VerifyTarget::Original => key,
                    VerifyTarget::Signed => upload.signed_uri().unwrap_or(key),
                };
                let hint = format!("It is uploaded. Set the right key, then: que-uploader verify {place}");
                key_refused(Step::Verify, &hint)
            } else {
                continue;
            };
            left.push((shown(&upload.source.path), failure));
        }
        for (path, failure) in left {
            self.failed(&path, &failure);
        }
        self.tell_unread();
        super::FAILED
    }

    fn interrupted(&mut self) -> u8 {
        let left = self.model.queue.totals().pending();
        self.say(&format!(
            "Interrupted. {left} files stay in the queue; go on with: que-uploader upload --resume"
        ));
        self.tell_unread();
        super::INTERRUPTED
    }

    /// Says that what is named on the command line is not in the queue as a whole.
    fn tell_unread(&mut self) {
        if self.waiting_for_key && !self.paths.is_empty() {
            self.say("What was named was not added: there was no key yet. Name it again.");
        } else if self.not_taken || !self.model.scanning.is_empty() {
            self.say("What was named was not read to its end, so files of it are not in the queue; name it again.");
        }
    }

    fn is_done(&self) -> bool {
        let totals = self.model.queue.totals();
        let signing = totals.count(Status::Signing) + totals.count(Status::Verifying);
        !self.restoring && !self.waiting_for_key && self.model.scanning.is_empty() && totals.pending() + signing == 0
    }

    fn path(&self, id: UploadId) -> String {
        self.model
            .upload(id)
            .map(|upload| shown(&upload.source.path))
            .unwrap_or_default()
    }

    /// Has a line written, in the form that is wanted.
    fn tell(&mut self, value: impl FnOnce() -> Value, words: impl FnOnce() -> String) {
        if self.lines.add(value, words) {
            self.write();
        }
    }

    /// Writes the lines that wait.
    fn write(&mut self) {
        let Self { lines, bar, .. } = self;
        if !lines.is_empty() {
            bar.suspend(|| lines.write());
        }
    }

    fn say(&mut self, words: &str) {
        // What was told before stands before it.
        self.write();
        self.bar.suspend(|| output::note(words));
    }

    fn draw(&mut self) {
        if self.bar.is_hidden() || self.drawn.is_some_and(|drawn| drawn.elapsed() < TICK) {
            return;
        }
        self.drawn = Some(Instant::now());
        let totals = self.model.queue.totals();
        self.bar.set_length(totals.bytes);
        self.bar.set_position(totals.bytes_done);
        self.bar
            .set_message(format!("{} of {} files", totals.files_done, totals.files));
    }

    fn summary(&mut self) {
        let counts = &self.counts;
        let seconds = self.begun.elapsed().as_secs_f64();
        let value = json!({
            "event": "summary", "files": counts.files, "uploaded": counts.uploaded, "signed": counts.signed,
            "verified": counts.verified, "failed": counts.failed, "skipped": counts.skipped, "bytes": counts.bytes,
            "seconds": (seconds * 1000.0).round() / 1000.0,
        });
        if self.json {
            self.tell(|| value, String::new);
        } else {
            let parts = [
                (counts.signed, "signed"),
                (counts.verified, "verified"),
                (counts.failed, "failed"),
                (counts.skipped, "skipped"),
            ];
            let mut words = format!("{} of {} files uploaded", counts.uploaded, counts.files);
            for (count, name) in parts.into_iter().filter(|(count, _)| *count > 0) {
                words.push_str(&format!(", {count} {name}"));
            }
            output::note(&format!("{words} in {seconds:.1} s."));
            let failed = |upload: &Upload| matches!(upload.state, UploadState::Failed(_));
            if self.model.queue.uploads().iter().any(failed) {
                output::note("What failed is kept; to try it again: que-uploader upload --resume");
            }
        }
    }
}

/// As in "3 failed, 1 paused"; `None` where there is nothing of all.
fn counted(parts: &[(usize, &str)]) -> Option<String> {
    let parts: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The record of earlier runs cannot be read.
fn unread(error: &StoreError) -> Complaint {
    Complaint::failed(error.to_string(), error.hint())
}

fn bar(json: bool) -> ProgressBar {
    if json || !output::is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left  {msg}");
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// A failure as a line of JSON.
pub(super) fn failure_json(event: &str, path: &str, failure: &Failure) -> Value {
    json!({
        "event": event, "path": path, "step": failure.step.name(), "status": failure.status, "code": failure.code,
        "message": failure.message, "hint": failure.hint,
    })
}

/// A report as JSON where it is JSON, else as text.
pub(super) fn report_value(report: &str) -> Value {
    serde_json::from_str(report).unwrap_or_else(|_| Value::String(report.to_owned()))
}

/// What did not happen because the server said 401.
pub(super) fn key_refused(step: Step, hint: &str) -> Failure {
    Failure {
        step,
        status: Some(401),
        code: Some("unauthorized".to_owned()),
        message: "Que does not accept the API key.".to_owned(),
        hint: hint.to_owned(),
    }
}

/// The complaint about a missing key.
pub(super) fn no_key(keyring_trouble: Option<String>) -> Complaint {
    let hint =
        "Set QUE_API_KEY_AUTH, or keep the key with: que-uploader key set. To try without an account add --sandbox.";
    match keyring_trouble {
        None => Complaint::wrong_use("there is no API key", hint),
        Some(trouble) => Complaint::wrong_use(format!("there is no API key. {trouble}"), hint),
    }
}
