//! The background worker: receives [`Command`]s, works on its own tokio runtime, and sends [`Event`]s.
//!
//! It never waits for the window. An event says what has happened, and what must last is on disk before the event is
//! sent.
//!
//! | To find | look in |
//! |---|---|
//! | the loop that handles commands | `worker`, with what each command does in `worker/commands` |
//! | the steps of one upload | `route`: inspect, presign, PUT, record; then signing and verification |
//! | what an error leads to | `retry` (`table`: outcomes; `call`, `put`: loops; `policy`: numbers), `failure` (text) |
//! | what holds calls back | `gate` (key, rate limit), `network` and `outage` (reachability), `concurrency` and `slots` (how many at once) |
//! | looking at files | `scan` and `walk` (folders), `inspect` (media type), `readers` (threads), `existing` (Content Credentials), `metadata` |
//! | the database | `store_writer` (the one thread that uses it), `records` (history, exports), `lookup` (find by content) |
//! | earlier credentials of signed files | `existing/earlier` (reads and keeps them), `kept` (saves them) |
//! | the server in use | `session` (settings, client), `keys` (API key), `connection` (connection test) |

#![forbid(unsafe_code)]

mod activity;
mod check;
mod clock;
mod concurrency;
mod connection;
mod context;
mod copies;
mod descriptors;
mod download;
mod drag_out;
mod events;
mod existing;
mod failure;
mod gate;
mod hash;
mod identity;
mod inspect;
mod kept;
mod keys;
mod local_verification;
mod lookup;
mod manifest;
mod manifest_pictures;
mod metadata;
mod network;
mod opened;
mod outage;
mod readers;
mod records;
mod retry;
mod route;
mod save;
mod scan;
mod session;
mod slots;
mod store_writer;
mod trust;
mod walk;
mod worker;

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

pub use check::{Checker, FoundToCheck, broken as broken_check, check as check_credentials, find_to_check};
pub use clock::WallClock;
pub use concurrency::HIGH_LATENCY;
pub use connection::test_connection;
pub use descriptors::{Needs, allow_many_files, check_spare_files, descriptor_shortage};
pub use events::Wake;
pub use existing::{find as find_credentials, read_earlier};
pub use failure::sentence;
pub use hash::sha256_of;
pub use kept::{find_kept, find_or_keep, why_missing, write_proof};
pub use keys::{KeyInUse, key_from_environment};
pub use local_verification::read as read_credentials;
pub use manifest_pictures::manifest_pictures;
pub use metadata::find as find_metadata;
pub use records::write as write_export;
pub use retry::RetryPolicy;
pub use session::{client_of, origin_of};
pub use trust::{ListServer, UsableList, add_list, decode_list, remove_list, update_list, usable};
pub use walk::is_usually_left_out;

/// The User-Agent header.
pub const USER_AGENT: &str = concat!("que-uploader/", env!("CARGO_PKG_VERSION"));
use tokio_util::sync::CancellationToken;

use decoder::{DecoderProgram, Decoders};
use model::{Command, Event, Settings};
use store::{Keyring, Store};
use trust_lists::Addresses;

/// How long stopping waits for the worker's threads. They take up to two seconds plus disk time; a dead disk must not
/// keep the program open.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// What to do with unfinished uploads of earlier sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnfinishedPolicy {
    /// Continue them.
    Resume,
    /// Leave them in the queue.
    Leave,
}

/// What to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SigningPolicy {
    /// Everything that is uploaded. Recorded with the upload, so that [`Store::unsigned`] finds what was not signed in
    /// time.
    All,
    /// Only what a command asks for. Nothing is recorded in advance.
    OnRequest,
}

/// What to verify without a command. Recorded in advance, so that [`Store::unsigned`] finds what was not verified in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerificationPolicy {
    /// Everything that is uploaded, or its signed copy.
    All,
    /// Signed copies, if the settings say so.
    BySettings,
    /// Nothing. What a command asks for is not recorded in advance either.
    OnRequest,
}

/// What the engine starts with.
pub struct EngineOptions {
    /// The database, opened for `server`.
    pub store: Store,
    /// The OS keyring.
    pub keyring: Arc<Keyring>,
    /// The initial settings. `api_url` is the server to use.
    pub settings: Settings,
    /// Where settings are saved, if anywhere.
    pub settings_file: Option<PathBuf>,
    /// The settings in that file. Values from the command line are not saved.
    pub settings_in_file: Settings,
    /// The server's name in the database.
    pub server: String,
    /// Whether the server is the built-in sandbox.
    pub sandbox: bool,
    /// A key from the command line or the environment; `None` reads the keyring.
    pub key: Option<KeyInUse>,
    /// What to do with unfinished uploads of earlier sessions.
    pub unfinished: UnfinishedPolicy,
    /// What to sign.
    pub signing: SigningPolicy,
    /// What to verify.
    pub verification: VerificationPolicy,
    /// The program that runs as a child process to read untrusted files.
    pub decoder: DecoderProgram,
    /// How often and how long a step is retried.
    pub policy: RetryPolicy,
    /// Seed of the jitter; `None` for a random one.
    pub seed: Option<u64>,
    /// Where public trust lists are fetched from.
    pub trust_addresses: Addresses,
    /// If getting a URL takes this long, files are prepared ahead of their turn: [`HIGH_LATENCY`].
    pub high_latency: Duration,
    /// Used to detect that the machine slept.
    pub wall_clock: WallClock,
}

/// The running worker. Dropping it shuts it down cleanly.
pub struct Engine {
    commands: tokio::sync::mpsc::UnboundedSender<Command>,
    quit: CancellationToken,
    threads: Vec<thread::JoinHandle<()>>,
}

fn worker_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("worker")
        .enable_all()
        .build()
}

impl Engine {
    /// Starts the worker. `wake` is called after each event.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(options: EngineOptions, wake: Wake) -> io::Result<(Self, mpsc::Receiver<Event>)> {
        let (sender, receiver) = mpsc::channel();
        let (commands, inbox) = tokio::sync::mpsc::unbounded_channel();
        let runtime = worker_runtime()?;
        let quit = CancellationToken::new();
        let events = events::EventSender::new(sender, wake);
        let EngineOptions {
            policy,
            seed,
            high_latency,
            ..
        } = options;
        let decoders = Decoders::new(options.decoder.clone(), existing::MAX_INSPECTIONS);
        let sleep_watch = clock::SleepWatch::new(Arc::clone(&options.wall_clock));
        let (session, store) = session::Session::new(options);
        let (store_writer, record) = store_writer::StoreWriter::start(store, events.clone())?;
        let network = network::Network::new();
        let max_concurrent = descriptors::max_concurrent(descriptors::limit(), session.sandbox);
        let context = context::Context {
            gate: gate::Gate::new(events.clone(), network.clone(), policy),
            network,
            store_writer,
            events,
            policy,
            random: Arc::new(Mutex::new(
                seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
            )),
            concurrency: concurrency::ConcurrencyController::with_max(
                session.parallel_uploads(),
                max_concurrent,
                high_latency,
            ),
            memory: Arc::new(tokio::sync::Semaphore::new(context::MAX_BUFFERED_KIB)),
            bucket: Arc::new(Mutex::new(session.bucket())),
            sending: Arc::new(Mutex::new(HashMap::new())),
            content_type_variant: Arc::default(),
            stall_seconds: Arc::new(AtomicU32::new(session.stall_seconds())),
            signing: session.signing,
            verifies_copies: Arc::new(AtomicBool::new(session.verifies_copies())),
            check_md5: Arc::new(AtomicBool::new(session.checks_md5())),
            keeps_earlier_credentials: Arc::new(AtomicBool::new(session.keeps_earlier_credentials())),
            kept_credentials: session.kept_credentials(),
            activity: activity::Activity::default(),
            chosen_types: Arc::default(),
            epoch: CancellationToken::new(),
            quit: quit.clone(),
            readers: readers::Readers::default(),
            inspection_permits: Arc::new(tokio::sync::Semaphore::new(existing::MAX_INSPECTIONS)),
            arrival_permit: Arc::new(tokio::sync::Semaphore::new(1)),
            fetch_permits: Arc::new(tokio::sync::Semaphore::new(copies::MAX_UNASKED)),
            decoders: decoders.clone(),
            copies: copies::Copies::default(),
            learned_algorithms: identity::LearnedAlgorithms::default(),
            drag_copies: drag_out::DragCopies::default(),
        };
        let store_writer = context.store_writer.clone();
        let worker = thread::Builder::new().name("worker".to_owned()).spawn(move || {
            runtime.spawn_blocking(|| drag_out::remove_stale(&std::env::temp_dir()));
            runtime.block_on(worker::Worker::new(context, session, sleep_watch).run(inbox));
            // Even if a file hangs them.
            decoders.stop();
            // A file on a dead network drive must not keep the program running or the database open.
            runtime.shutdown_timeout(Duration::from_millis(200));
            store_writer.close();
        })?;
        Ok((
            Self {
                commands,
                quit,
                threads: vec![worker, record],
            },
            receiver,
        ))
    }

    /// Sends a command. Never waits.
    pub fn send(&self, command: Command) {
        if self.commands.send(command).is_err() {
            tracing::debug!("a command came after the worker had ended");
        }
    }

    /// Shuts the worker down. Running attempts are stopped and continue at the next start; everything recorded is on
    /// disk.
    pub fn stop(&mut self) {
        self.quit.cancel();
        let deadline = Instant::now() + SHUTDOWN_TIMEOUT;
        for thread in self.threads.drain(..) {
            // The standard library has no join with a timeout.
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(1));
            }
            if !thread.is_finished() {
                tracing::error!("a thread of the worker does not end and is abandoned");
            } else if thread.join().is_err() {
                tracing::error!("a thread of the worker panicked");
            }
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.stop();
    }
}
