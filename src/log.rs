//! The log: to standard error, to a file in the data folder, and to a ring in memory for diagnostics.
//!
//! Only events of this workspace's crates are logged: others don't know what is secret here. Each line is redacted first.
//! Logging never waits for the disk: a thread writes the file, and lines that it can't keep up with are counted and dropped.

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

/// Number of lines in the ring.
pub const RECENT: usize = 200;

/// Longer lines are cut off, in bytes.
const MAX_LINE: usize = 2000;

/// Number of lines that may wait for the disk.
const MAX_WAITING: usize = 4096;

/// Number of lines written at once.
const BATCH: usize = 256;

/// How long the program waits for the disk before it ends.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

/// The crates whose events are logged: those of this workspace.
const CRATES: [&str; 15] = [
    "que_uploader",
    "content_credentials",
    "decoder",
    "engine",
    "file_drop",
    "file_metadata",
    "hot_folders",
    "localization",
    "model",
    "platform",
    "que_sandbox",
    "que_sdk",
    "store",
    "trust_lists",
    "whole_files",
];

static RING: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());
static WRITER: OnceLock<(SyncSender<LogRequest>, LogFile)> = OnceLock::new();
/// Lines dropped since the last write.
static LOST: AtomicU64 = AtomicU64::new(0);

enum LogRequest {
    Line(String),
    /// Answered when everything before it is written.
    Flush(SyncSender<()>),
}

/// Starts logging events and panics. `verbose` sets the level on standard error: 0 is warnings, 1 info, 2 and more debug.
/// The ring and the file get at least info.
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
    // In tests, a second call finds a subscriber already installed.
    if tracing_subscriber::registry().with(shown).with(kept).try_init().is_ok() {
        panic::install_hook();
    }
}

/// Starts writing to this file. Later calls have no effect.
pub fn keep_in(log: LogFile) {
    let (sender, orders) = mpsc::sync_channel(MAX_WAITING);
    if WRITER.set((sender, log.clone())).is_err() {
        return;
    }
    // Without the thread, the channel fills up and lines are dropped, but the program works.
    let started = thread::Builder::new()
        .name("log".to_owned())
        .spawn(move || write(&log, &orders));
    if let Err(error) = started {
        tracing::warn!(%error, "could not start writing the log file");
    }
    if let Err(error) = WRITER.get().map_or(Ok(()), |(_, log)| log.check()) {
        tracing::warn!("could not write the log file: {error}");
    }
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        os = std::env::consts::OS,
        arch = std::env::consts::ARCH,
        "started"
    );
}

/// The latest log lines, oldest first.
#[must_use]
pub fn recent() -> Vec<String> {
    RING.lock().iter().cloned().collect()
}

/// Waits until the log is written, for a few seconds at most.
pub fn flush() {
    let Some((sender, _)) = WRITER.get() else { return };
    let (done, written) = mpsc::sync_channel(1);
    let began = Instant::now();
    let mut order = LogRequest::Flush(done);
    while let Err(TrySendError::Full(back)) = sender.try_send(order) {
        if began.elapsed() > FLUSH_TIMEOUT {
            return;
        }
        order = back;
        thread::sleep(Duration::from_millis(5));
    }
    // Written, or the disk does not respond.
    let _ = written.recv_timeout(FLUSH_TIMEOUT);
}

/// Writes the file, on its own thread. If the disk fails, the only loss is lines, which are counted.
fn write(log: &LogFile, orders: &Receiver<LogRequest>) {
    let mut unwritten = 0;
    while let Ok(first) = orders.recv() {
        let mut batch = String::new();
        let (mut lines, mut done) = (0, Vec::new());
        let mut next = Some(first);
        while let Some(order) = next {
            match order {
                LogRequest::Line(line) => {
                    batch.push_str(&line);
                    batch.push('\n');
                    lines += 1;
                }
                LogRequest::Flush(sender) => done.push(sender),
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

/// Adds a line to the ring and sends it to the file.
fn keep(line: String) {
    if let Some((sender, _)) = WRITER.get()
        && sender.try_send(LogRequest::Line(line.clone())).is_err()
    {
        LOST.fetch_add(1, Ordering::Relaxed);
    }
    let mut ring = RING.lock();
    if ring.len() >= RECENT {
        ring.pop_front();
    }
    ring.push_back(line);
}

/// tracing writes each event with a single call.
struct ToStandardError;

impl Write for ToStandardError {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let line = redact_line(&String::from_utf8_lossy(event), MAX_LINE);
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
        keep(redact_line(&String::from_utf8_lossy(event), MAX_LINE));
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
    fn every_crate_of_the_workspace_is_logged() {
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
    fn lines_reach_the_ring_and_the_file_redacted_and_flush_waits_for_them() {
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
    fn a_failing_disk_loses_only_log_lines() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let (sender, orders) = mpsc::sync_channel(MAX_WAITING);
        let broken = LogFile::new(file.join("log"));
        let thread = thread::spawn(move || write(&broken, &orders));
        sender.send(LogRequest::Line("x".to_owned())).unwrap();
        let (done, written) = mpsc::sync_channel(1);
        sender.send(LogRequest::Flush(done)).unwrap();
        written.recv_timeout(Duration::from_secs(10)).unwrap();
        drop(sender);
        thread.join().unwrap();
    }
}
