//! A storm of faults: every file ends up uploaded, or failed with a reason that names its fault.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use model::{Event, Failure, HistorySearch, Intent, Status, Totals, Upload, UploadState};

use crate::{
    backend::Setup,
    bench::Bench,
    credentials::{self, Ends, Signings},
    fault_proxy::Request,
    files::{noise, png},
    menu::{self, Purpose},
    tally::Tally,
};

/// Faults per queue.
const WAVE: usize = 1000;

/// A stall takes seconds, so there is only one per this many faults.
const FAULTS_FOR_A_STALL: usize = 250;

/// From this many faults on, a wave may take minutes.
const MANY: usize = 5000;

/// A wave that takes longer is stuck.
const PATIENCE: Duration = Duration::from_secs(400);

/// The chance in percent, at each look at the queue, that a running upload is canceled.
const STOPS: u32 = 4;

/// One file in this many is a picture, which is automatically signed and its copy verified.
const FILES_FOR_A_PICTURE: u32 = 8;

/// One fault in this many is reserved for what comes after the uploads.
const FAULTS_FOR_CREDENTIALS: usize = 10;

/// The chance, in thousandths, that a request meets a fault.
const CHANCE: u32 = 550;

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

fn wave(number: u64, wanted: usize, seed: u64, many: bool, counts: &mut Counts, tally: &Tally) -> usize {
    let began = Instant::now();
    let bench = Bench::new();
    let proxy = bench.faults();
    let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let injected = Arc::new(AtomicUsize::new(0));
    let stalls = Mutex::new(wanted / FAULTS_FOR_A_STALL);
    let mut chance = random.fork();
    let count = Arc::clone(&injected);
    let for_uploads = Arc::new(AtomicUsize::new(wanted - wanted / FAULTS_FOR_CREDENTIALS));
    let uploads_left = Arc::clone(&for_uploads);
    proxy.choose(move |request| {
        if count.load(Ordering::Relaxed) >= wanted || chance.u32(0..1000) >= CHANCE {
            return None;
        }
        let is_of_upload = matches!(Purpose::of(request)?, Purpose::Presign | Purpose::Put);
        if is_of_upload && uploads_left.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let mut stalls = stalls.lock().unwrap();
        let (name, action, slow) = menu::draw(&mut chance, request, *stalls, many)?;
        if slow {
            *stalls -= 1;
        }
        count.fetch_add(1, Ordering::Relaxed);
        uploads_left.fetch_sub(usize::from(is_of_upload), Ordering::Relaxed);
        Some((name, action))
    });

    // Add files until enough faults have occurred.
    let mut setup = Setup::new(&bench).at(proxy.api_url()).jobs(16);
    setup.stall_seconds = 2;
    setup.seed = seed;
    setup.policy.longest_outage = None;
    setup.verify_signed = true;
    let mut backend = setup.start();
    backend.send(Intent::KeepPresets(credentials::presets()));
    let mut contents = HashMap::new();
    while injected.load(Ordering::Relaxed) < wanted {
        let missing = wanted - injected.load(Ordering::Relaxed);
        let files_for_a_picture = match for_uploads.load(Ordering::Relaxed) {
            0 => 1,
            _ => FILES_FOR_A_PICTURE,
        };
        let paths: Vec<_> = (0..(missing / 2).max(8))
            .map(|_| {
                if random.u32(0..files_for_a_picture) == 0 {
                    let name = format!("f{:06}.png", contents.len());
                    let path = bench.file(&name, &png());
                    contents.insert(name, png());
                    return path;
                }
                let name = format!("f{:06}.bin", contents.len());
                let size = match random.u32(0..20) {
                    0 => 0,
                    1 => (1 << 20) + random.usize(0..100_000),
                    _ => random.usize(1..4000),
                };
                let bytes = noise(random.u64(..), size);
                let path = bench.file(&name, &bytes);
                contents.insert(name, bytes);
                path
            })
            .collect();
        backend.add(&paths);
        let left = |totals: &Totals| totals.pending() + credentials::under_way(totals);
        while left(backend.model.queue.totals()) > 0 && began.elapsed() < PATIENCE {
            backend.catch_up();
            // Now and then a person cancels a running upload.
            if random.u32(0..100) < STOPS {
                let runs = |upload: &Upload| matches!(upload.status(), Status::Uploading | Status::Finishing);
                if let Some(id) = random.choice(backend.model.queue.ids(runs)) {
                    backend.send(Intent::Cancel(vec![id]));
                }
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if began.elapsed() >= PATIENCE {
            break;
        }
    }
    let held = Instant::now();
    while proxy.running_puts() > 0 && held.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_millis(5));
    }
    backend.catch_up();

    // Every file has ended, and every failure names a fault that the file met.
    let mut met = Met::new();
    let seen = proxy.all();
    for request in &seen {
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
    let signings = Signings::of(&seen);
    let mut ends = Ends::default();
    let place = format!("seed {seed}, wave {number}");
    let (mut uploaded, mut failed, mut stopped, mut in_doubt) = (0, 0, 0, 0);
    let mut recorded = BTreeSet::new();
    for upload in backend.model.queue.uploads() {
        let name = upload.source.name();
        in_doubt += upload.unknown_outcomes.len();
        recorded.extend(upload.unknown_outcomes.iter().map(|object| object.key.clone()));
        match &upload.state {
            UploadState::Uploaded => {
                uploaded += 1;
                let object = upload.object.as_ref().unwrap();
                recorded.insert(object.key.clone());
                let path = format!(
                    "server/que-uploader-sandbox/objects/{}/{}",
                    object.bucket.as_deref().unwrap_or_default(),
                    object.key
                );
                let stored = std::fs::read(bench.path(path)).unwrap_or_default();
                tally.check(stored == contents[&name], || {
                    format!("{place}: {name} is not what was sent")
                });
                if upload.can_carry_credentials() {
                    credentials::check(&place, upload, &signings, &met, &mut ends, tally);
                }
            }
            UploadState::Failed(failure) => {
                failed += 1;
                let purposes = [Purpose::Presign, Purpose::Put];
                let named = purposes
                    .iter()
                    .find_map(|purpose| named(&met, *purpose, &name, failure));
                tally.check(named.is_some(), || {
                    let met = purposes.map(|purpose| met.get(&(purpose, name.clone())));
                    format!(
                        "{place}: {name} met {met:?} and says {failure:?}: {:?}",
                        story(&seen, &name)
                    )
                });
                if let Some(fault) = named {
                    counts.faults.entry(fault).or_default().1 += 1;
                }
            }
            UploadState::Canceled => stopped += 1,
            other => tally.check(false, || format!("{place}: {name} is stuck: {other:?}")),
        }
    }
    let rows = backend.model.queue.uploads().len();
    tally.check(rows == contents.len(), || {
        format!("{place}: {rows} rows for {} files", contents.len())
    });
    let troubles = backend
        .events
        .iter()
        .filter(|event| matches!(event, Event::Trouble { .. }))
        .count();
    tally.check(troubles == 0, || format!("{place}: {troubles} troubles"));

    // The keys of all stored objects are on record, both in the model and in the store.
    backend.send(Intent::SearchHistory(HistorySearch::default()));
    backend.wait_for("the history", |model| !model.history.loading);
    let on_record = backend.model.history.total();
    tally.check(on_record >= uploaded, || {
        format!("{place}: {on_record} records for {uploaded} uploads")
    });
    let mut stored = 0;
    for request in seen
        .iter()
        .filter(|seen| seen.method == "PUT" && seen.upstream_status == Some(200))
    {
        stored += 1;
        let key = request.path.splitn(3, '/').nth(2).unwrap_or_default();
        tally.check(recorded.contains(key), || {
            format!(
                "{place}: {key} was stored and is not on record: {:?}",
                story(&seen, &request.path)
            )
        });
    }
    let puts = proxy.puts().len();
    let injected = injected.load(Ordering::Relaxed);
    println!(
        "{number:4}  {injected:6}  {:5}  {uploaded:8}  {failed:6}  {stopped:7}  {puts:4}  {stored:13}  {in_doubt:13}  {:6}  {:8}  {:10}  {:8}  {:12}  {:7.1}",
        contents.len(),
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
