//! A storm of faults: every file ends up uploaded, or failed with a reason that names its fault.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use model::{Event, Failure, HistorySearch, Intent, ObjectRef, Status, Totals, Upload, UploadState};

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    credentials::{self, Ends, Signings},
    fault_proxy::Request,
    files::{noise, png},
    injection::{Injected, inject},
    menu::{self, Purpose},
    tally::Tally,
};

/// Faults per queue.
const WAVE: usize = 1000;

/// From this many faults on, a wave may take minutes.
const MANY: usize = 5000;

/// A wave that takes longer is stuck.
const PATIENCE: Duration = Duration::from_secs(400);

/// The chance in percent, at each look at the queue, that a running upload is canceled.
const STOPS: u32 = 4;

/// One file in this many is a picture, which is automatically signed and its copy verified.
const FILES_FOR_A_PICTURE: u32 = 8;

pub(crate) fn run(faults: usize, seed: u64, tally: &Tally) {
    if faults == 0 {
        return;
    }
    let panics = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&panics);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        counted.fetch_add(1, Ordering::Relaxed);
        before(panic);
    }));
    println!(
        "\nwave  faults  files  uploaded  failed  stopped  PUTs  stored behind  keys in doubt  signed  in doubt  not signed  verified  not verified  seconds"
    );
    let mut counts = Counts::default();
    let (mut left, mut number) = (faults, 0);
    while left > 0 {
        number += 1;
        left -= wave(number, left.min(WAVE), seed, faults >= MANY, &mut counts, tally);
    }
    let panics = panics.load(Ordering::Relaxed);
    tally.check(panics == 0, || format!("{panics} panics"));
    println!("\ninjected  gave up  fault");
    for (name, (injected, given_up)) in &counts.faults {
        println!("{injected:8}  {given_up:7}  {name}");
    }
    println!("injected by what the request was for: {:?}", counts.purposes);
}

/// The faults injected so far.
#[derive(Debug, Default)]
struct Counts {
    /// How often each fault was injected, and how many uploads it failed.
    faults: BTreeMap<&'static str, (usize, usize)>,
    /// How many by the purpose of the request.
    purposes: BTreeMap<Purpose, usize>,
}

/// The faults that each file met.
pub(crate) type Met = BTreeMap<(Purpose, String), BTreeSet<&'static str>>;

/// The fault that this file met and that this failure names.
pub(crate) fn named(met: &Met, purpose: Purpose, name: &str, failure: &Failure) -> Option<&'static str> {
    if failure.hint.is_empty() {
        return None;
    }
    let met = met.get(&(purpose, name.to_owned()))?;
    met.iter()
        .copied()
        .find(|fault| menu::find(fault).named.is_named_by(failure))
}

/// How the uploads of a wave ended.
#[derive(Default)]
struct Outcome {
    uploaded: usize,
    failed: usize,
    stopped: usize,
    in_doubt: usize,
    /// The keys on record.
    recorded: BTreeSet<String>,
    ends: Ends,
}

/// What the checks of a wave look at.
struct Wave<'a> {
    /// Names it in messages.
    place: String,
    bench: &'a Bench,
    /// What each file contains.
    contents: HashMap<String, Vec<u8>>,
    requests: Vec<Request>,
    met: Met,
    tally: &'a Tally,
}

fn wave(number: u64, wanted: usize, seed: u64, many: bool, counts: &mut Counts, tally: &Tally) -> usize {
    let began = Instant::now();
    let bench = Bench::new();
    let proxy = bench.faults();
    let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let injected = Injected::new(wanted);
    inject(&proxy, &injected, wanted, many, random.fork());
    let mut setup = Setup::new(&bench).at(proxy.api_url()).jobs(16);
    setup.stall_seconds = 2;
    setup.seed = seed;
    setup.policy.longest_outage = None;
    setup.verify_signed = true;
    let mut backend = setup.start();
    backend.send(Intent::KeepPresets(credentials::presets()));

    // Add files until enough faults have occurred.
    let mut contents = HashMap::new();
    while injected.total() < wanted && began.elapsed() < PATIENCE {
        let files = ((wanted - injected.total()) / 2).max(8);
        let paths: Vec<_> = (0..files)
            .map(|_| add_file(&bench, &mut random, &mut contents, injected.left_for_uploads()))
            .collect();
        backend.add(&paths);
        run_queue(&mut backend, &mut random, began);
    }
    let held = Instant::now();
    while proxy.running_puts() > 0 && held.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_millis(5));
    }
    backend.catch_up();

    let requests = proxy.all();
    let wave = Wave {
        place: format!("seed {seed}, wave {number}"),
        bench: &bench,
        contents,
        met: faults_met(&requests, counts),
        requests,
        tally,
    };
    let outcome = wave.check_uploads(&backend, counts);
    let stored = wave.check_records(&mut backend, &outcome);
    let puts = proxy.puts().len();
    let injected = injected.total();
    let Outcome {
        uploaded,
        failed,
        stopped,
        in_doubt,
        ends,
        ..
    } = outcome;
    println!(
        "{number:4}  {injected:6}  {:5}  {uploaded:8}  {failed:6}  {stopped:7}  {puts:4}  {stored:13}  {in_doubt:13}  {:6}  {:8}  {:10}  {:8}  {:12}  {:7.1}",
        wave.contents.len(),
        ends.signed,
        ends.in_doubt,
        ends.not_signed,
        ends.verified,
        ends.not_verified,
        began.elapsed().as_secs_f64()
    );
    backend.stop();
    injected
}

/// Creates a random file: only pictures once no more faults may hit uploads.
fn add_file(
    bench: &Bench,
    random: &mut fastrand::Rng,
    contents: &mut HashMap<String, Vec<u8>>,
    faults_for_uploads: usize,
) -> PathBuf {
    let files_for_a_picture = if faults_for_uploads == 0 {
        1
    } else {
        FILES_FOR_A_PICTURE
    };
    let number = contents.len();
    let (name, bytes) = if random.u32(0..files_for_a_picture) == 0 {
        (format!("f{number:06}.png"), png())
    } else {
        let size = match random.u32(0..20) {
            0 => 0,
            1 => (1 << 20) + random.usize(0..100_000),
            _ => random.usize(1..4000),
        };
        (format!("f{number:06}.bin"), noise(random.u64(..), size))
    };
    let path = bench.file(&name, &bytes);
    contents.insert(name, bytes);
    path
}

/// Waits until the queue has ended. Now and then a person cancels a running upload.
fn run_queue(backend: &mut Backend, random: &mut fastrand::Rng, began: Instant) {
    let left = |totals: &Totals| totals.pending() + credentials::under_way(totals);
    while left(backend.model.queue.totals()) > 0 && began.elapsed() < PATIENCE {
        backend.catch_up();
        if random.u32(0..100) < STOPS {
            let runs = |upload: &Upload| matches!(upload.status(), Status::Uploading | Status::Finishing);
            if let Some(id) = random.choice(backend.model.queue.ids(runs)) {
                backend.send(Intent::Cancel(vec![id]));
            }
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Counts the faults in these requests, and finds which file met which.
fn faults_met(requests: &[Request], counts: &mut Counts) -> Met {
    let mut met = Met::new();
    for request in requests {
        let (Some(fault), Some(purpose)) = (request.fault, Purpose::of(request)) else {
            continue;
        };
        counts.faults.entry(fault).or_default().0 += 1;
        *counts.purposes.entry(purpose).or_default() += 1;
        // A key ends with the file's name.
        let key = request.object_key.as_deref().unwrap_or(&request.path);
        let of_key = || key.rsplit('/').next().unwrap_or_default().to_owned();
        let name = request.filename.clone().unwrap_or_else(of_key);
        met.entry((purpose, name)).or_default().insert(fault);
    }
    met
}

impl Wave<'_> {
    /// Every file has ended, and every failure names a fault that the file met.
    fn check_uploads(&self, backend: &Backend, counts: &mut Counts) -> Outcome {
        let place = &self.place;
        let signings = Signings::of(&self.requests);
        let mut outcome = Outcome::default();
        for upload in backend.model.queue.uploads() {
            let name = upload.source.name();
            outcome.in_doubt += upload.unknown_outcomes.len();
            let in_doubt = upload.unknown_outcomes.iter().map(|object| object.key.clone());
            outcome.recorded.extend(in_doubt);
            match &upload.state {
                UploadState::Uploaded => {
                    outcome.uploaded += 1;
                    let object = upload.object.as_ref().unwrap();
                    outcome.recorded.insert(object.key.clone());
                    self.tally.check(self.stored(object) == self.contents[&name], || {
                        format!("{place}: {name} is not what was sent")
                    });
                    if upload.can_carry_credentials() {
                        credentials::check(place, upload, &signings, &self.met, &mut outcome.ends, self.tally);
                    }
                }
                UploadState::Failed(failure) => {
                    outcome.failed += 1;
                    if let Some(fault) = self.check_failure(&name, failure) {
                        counts.faults.entry(fault).or_default().1 += 1;
                    }
                }
                UploadState::Canceled => outcome.stopped += 1,
                other => self
                    .tally
                    .check(false, || format!("{place}: {name} is stuck: {other:?}")),
            }
        }
        let (rows, files) = (backend.model.queue.uploads().len(), self.contents.len());
        self.tally
            .check(rows == files, || format!("{place}: {rows} rows for {files} files"));
        let is_trouble = |event: &&Event| matches!(event, Event::Trouble { .. });
        let troubles = backend.events.iter().filter(is_trouble).count();
        self.tally
            .check(troubles == 0, || format!("{place}: {troubles} troubles"));
        outcome
    }

    /// The bytes of an object, as the sandbox keeps them.
    fn stored(&self, object: &ObjectRef) -> Vec<u8> {
        let bucket = object.bucket.as_deref().unwrap_or_default();
        let path = format!("server/que-uploader-sandbox/objects/{bucket}/{}", object.key);
        std::fs::read(self.bench.path(path)).unwrap_or_default()
    }

    /// A failed upload names a fault that it met, which is returned.
    fn check_failure(&self, name: &str, failure: &Failure) -> Option<&'static str> {
        let purposes = [Purpose::Presign, Purpose::Put];
        let named = purposes
            .iter()
            .find_map(|purpose| named(&self.met, *purpose, name, failure));
        self.tally.check(named.is_some(), || {
            let met = purposes.map(|purpose| self.met.get(&(purpose, name.to_owned())));
            format!(
                "{}: {name} met {met:?} and says {failure:?}: {:?}",
                self.place,
                story(&self.requests, name)
            )
        });
        named
    }

    /// The keys of all stored objects are on record, both in the model and in the store. Returns how many were stored.
    fn check_records(&self, backend: &mut Backend, outcome: &Outcome) -> usize {
        let (place, uploaded) = (&self.place, outcome.uploaded);
        backend.send(Intent::SearchHistory(HistorySearch::default()));
        backend.wait_for("the history", |model| !model.history.loading);
        let on_record = backend.model.history.total();
        self.tally.check(on_record >= uploaded, || {
            format!("{place}: {on_record} records for {uploaded} uploads")
        });
        let is_stored = |request: &&Request| request.method == "PUT" && request.upstream_status == Some(200);
        let mut stored = 0;
        for request in self.requests.iter().filter(is_stored) {
            stored += 1;
            let key = request.path.splitn(3, '/').nth(2).unwrap_or_default();
            self.tally.check(outcome.recorded.contains(key), || {
                format!(
                    "{place}: {key} was stored and is not on record: {:?}",
                    story(&self.requests, &request.path)
                )
            });
        }
        stored
    }
}

/// What happened to the uploads with this in their path: the fault, the storage's status, the status the client got.
fn story(seen: &[Request], path: &str) -> Vec<(Option<&'static str>, Option<u16>, Option<u16>)> {
    seen.iter()
        .filter(|seen| seen.method == "PUT" && seen.path.contains(path))
        .map(|seen| {
            (
                seen.fault,
                seen.upstream_status,
                seen.answered.map(|answered| answered.0),
            )
        })
        .collect()
}
