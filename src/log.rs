//! Where the program's own words go: standard error, a file in the data folder, and a ring in memory for diagnostics.
//!
//! Only this crate's words are taken: other crates do not know what is secret here. Each line is redacted before it goes
//! anywhere, and none waits for a disk: a thread of its own writes the file, and lines that it cannot take in time are
//! counted, not waited for.

mod panic;

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, SyncSender, TrySendError},
    },
    thread,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    fmt::MakeWriter,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use que_sdk::secret::redact_line;
use store::LogFile;

/// Lines that are kept for diagnostics.
pub const RECENT: usize = 200;

/// The longest line.
const LONGEST: usize = 2000;

/// Lines that wait for the disk at the most.
const WAITING: usize = 4096;

/// Lines that are written at once at the most.
const BATCH: usize = 256;

/// How long the end of the program waits for the disk.
const FAREWELL: Duration = Duration::from_secs(1);

/// Whose words are listened to: the crates of this workspace.
const CRATES: [&str; 10] = [
    "que_uploader",
    "content_credentials",
    "decoder",
    "engine",
    "file_drop",
    "model",
    "que_sandbox",
    "que_sdk",
    "store",
    "whole_files",
];

static RING: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());
static WRITER: OnceLock<(SyncSender<Order>, LogFile)> = OnceLock::new();
static LOST: AtomicU64 = AtomicU64::new(0);

enum Order {
    Line(String),
    /// Answered when everything before it is written.
    Flush(SyncSender<()>),
}

/// Begins to listen to the program's words, and to panics. `verbose` says how much goes to standard error: 0 warnings,
/// 1 what happens, 2 and more details. The ring and the file get what happens at least.
pub fn start(verbose: u8) {
    let level = |least: u8| {
        let level = match verbose.max(least) {
            0 => LevelFilter::WARN,
            1 => LevelFilter::INFO,
            _ => LevelFilter::DEBUG,
        };
        Targets::new().with_targets(CRATES.iter().map(|name| (*name, level)))
    };
    let shown = tracing_subscriber::fmt::layer()
        .with_writer(|| ToStandardError)
        .with_target(false)
        .without_time()
        .with_filter(level(0));
    let kept = tracing_subscriber::fmt::layer()
        .with_writer(ToRingAndFile)
        .with_ansi(false)
        .with_filter(level(1));
    // A second call (in tests) finds one there already.
    if tracing_subscriber::registry().with(shown).with(kept).try_init().is_ok() {
        panic::listen();
    }
}

/// Writes to this log from now on. The first log counts.
pub fn keep_in(log: LogFile) {
    let (sender, orders) = mpsc::sync_channel(WAITING);
    if WRITER.set((sender, log.clone())).is_err() {
        return;
    }
    // Without the thread the channel fills up, and lines are lost: the program goes on.
    let started = thread::Builder::new()
        .name("log".to_owned())
        .spawn(move || write(&log, &orders));
    if let Err(error) = started {
        tracing::warn!(%error, "the log file cannot be written");
    }
    if let Err(error) = WRITER.get().map_or(Ok(()), |(_, log)| log.check()) {
        tracing::warn!("the log file cannot be written: {error}");
    }
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        os = std::env::consts::OS,
        arch = std::env::consts::ARCH,
        "started"
    );
}

/// The last lines of this program, the oldest first.
#[must_use]
pub fn recent() -> Vec<String> {
    RING.lock().iter().cloned().collect()
}

/// Waits until what was said is written, but not long.
pub fn flush() {
    let Some((sender, _)) = WRITER.get() else { return };
    let (done, written) = mpsc::sync_channel(1);
    let began = Instant::now();
    let mut order = Order::Flush(done);
    while let Err(TrySendError::Full(back)) = sender.try_send(order) {
        if began.elapsed() > FAREWELL {
            return;
        }
        order = back;
        thread::sleep(Duration::from_millis(5));
    }
    // Either it is done, or the disk does not answer.
    let _ = written.recv_timeout(FAREWELL);
}

/// The thread of the file. A disk that takes nothing costs lines, which are counted, and nothing else.
fn write(log: &LogFile, orders: &Receiver<Order>) {
    let mut unwritten = 0;
    while let Ok(first) = orders.recv() {
        let mut batch = String::new();
        let (mut lines, mut done) = (0, Vec::new());
        let mut next = Some(first);
        while let Some(order) = next {
            match order {
                Order::Line(line) => {
                    batch.push_str(&line);
                    batch.push('\n');
                    lines += 1;
                }
                Order::Flush(sender) => done.push(sender),
            }
            next = if lines < BATCH { orders.try_recv().ok() } else { None };
        }
        unwritten += LOST.swap(0, Ordering::Relaxed);
        if unwritten > 0 {
            batch.push_str(&format!("({unwritten} lines are missing here)\n"));
        }
        if !batch.is_empty() {
            unwritten = match log.append(batch.as_bytes()) {
                Ok(()) => 0,
                Err(_) => unwritten + lines as u64,
            };
        }
        for sender in done {
            let _ = sender.send(());
        }
    }
}

/// Takes a line into the ring and to the file.
fn keep(line: String) {
    if let Some((sender, _)) = WRITER.get()
        && sender.try_send(Order::Line(line.clone())).is_err()
    {
        LOST.fetch_add(1, Ordering::Relaxed);
    }
    let mut ring = RING.lock();
    if ring.len() >= RECENT {
        ring.pop_front();
    }
    ring.push_back(line);
}

/// Each event is written with one call.
struct ToStandardError;

impl Write for ToStandardError {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let line = redact_line(&String::from_utf8_lossy(event), LONGEST);
        let _ = writeln!(io::stderr().lock(), "{line}");
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct ToRingAndFile;

impl Write for ToRingAndFile {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        keep(redact_line(&String::from_utf8_lossy(event), LONGEST));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for ToRingAndFile {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_crate_of_the_workspace_are_listened_to() {
        let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("crates");
        let folders = std::fs::read_dir(crates).unwrap();
        let mut names: Vec<_> = folders
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace('-', "_"))
            .chain(["que_uploader".to_owned()])
            .filter(|name| name != "testkit")
            .collect();
        names.sort();
        let mut listed = CRATES.to_vec();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn lines_reach_ring_and_file_redacted_and_a_flush_waits_for_them() {
        let folder = tempfile::tempdir().unwrap();
        let log = LogFile::new(folder.path().join("log"));
        keep_in(log.clone());
        let mut writer = ToRingAndFile;
        for number in 0..RECENT + 50 {
            writer
                .write_all(format!("INFO line {number} x-api-key: sk_live_hunter2\nsecond\n").as_bytes())
                .unwrap();
        }
        flush();
        let lines = log.last_lines(RECENT);
        assert_eq!(lines.len(), RECENT);
        assert!(lines[RECENT - 1].starts_with("INFO line 249 "), "{lines:?}");
        let kept = recent();
        assert_eq!(kept.len(), RECENT);
        assert!(kept.iter().chain(&lines).all(|line| !line.contains("hunter2")));
    }

    #[test]
    fn a_disk_that_takes_nothing_costs_only_the_lines() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let (sender, orders) = mpsc::sync_channel(WAITING);
        let broken = LogFile::new(file.join("log"));
        let thread = thread::spawn(move || write(&broken, &orders));
        sender.send(Order::Line("x".to_owned())).unwrap();
        let (done, written) = mpsc::sync_channel(1);
        sender.send(Order::Flush(done)).unwrap();
        written.recv_timeout(Duration::from_secs(10)).unwrap();
        drop(sender);
        thread.join().unwrap();
    }
}
