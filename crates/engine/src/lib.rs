//! The background worker: takes [`Command`]s, does the work on its own tokio runtime, tells [`Event`]s.
//!
//! It never waits for the window. What it tells has happened, and what is to be kept of it is on disk before it is told.

#![forbid(unsafe_code)]

mod absence;
mod activity;
mod announce;
mod clock;
mod concurrency;
mod connection;
mod context;
mod descriptors;
mod download;
mod existing;
mod failure;
mod gate;
mod inspect;
mod keys;
mod lookup;
mod manifest;
mod network;
mod readers;
mod records;
mod retry;
mod route;
mod save;
mod scan;
mod session;
mod settle;
mod slots;
mod store_writer;
mod walk;
mod worker;

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

pub use announce::Wake;
pub use clock::WallClock;
pub use connection::test_connection;
pub use descriptors::{Needs, allow_many_files, check_spare_files, shortage};
pub use existing::find as find_credentials;
pub use failure::sentence;
pub use keys::{KeyInUse, key_from_environment};
pub use lookup::sha256_of;
pub use records::write as write_export;
pub use retry::RetryPolicy;
pub use session::{client_of, origin_of};
pub use settle::read as read_credentials;

/// What this program tells servers of itself.
pub const USER_AGENT: &str = concat!("que-uploader/", env!("CARGO_PKG_VERSION"));
use tokio_util::sync::CancellationToken;

use decoder::{DecoderProgram, Decoders};
use model::{Command, Event, Settings};
use store::{Keyring, Store};

/// How long the end waits for a thread of the worker. The worker takes up to two seconds, and what it wants written then a disk's
/// time; a disk that has died must not keep the program.
const PATIENCE: Duration = Duration::from_secs(10);

/// What becomes of unfinished uploads of earlier sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// They go on.
    Resume,
    /// They stay where they are.
    Leave,
}

/// What is to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// All that is uploaded, by whoever gives the orders. It is put on record with the upload, so that what is not signed
    /// when the program ends is found: [`Store::unsigned`].
    All,
    /// What is ordered, and nothing is on record before.
    OnOrder,
}

/// What an engine works with.
pub struct EngineOptions {
    /// The record of uploads, opened for `server`.
    pub store: Store,
    /// The OS keyring.
    pub keyring: Arc<Keyring>,
    /// The settings to begin with. `api_url` is the server to use.
    pub settings: Settings,
    /// Where settings are kept; `None` keeps none.
    pub settings_file: Option<PathBuf>,
    /// The settings as the file has them: what came from the command line is not kept as the user's.
    pub settings_in_file: Settings,
    /// The name under which the record keeps this server's uploads.
    pub server: String,
    /// Whether the server is the sandbox inside the program.
    pub sandbox: bool,
    /// A key that came with the start; `None` asks the keyring.
    pub key: Option<KeyInUse>,
    /// What becomes of unfinished uploads of earlier sessions.
    pub unfinished: Unfinished,
    /// What is to be signed.
    pub signing: Signing,
    /// The program whose children read foreign files.
    pub decoder: DecoderProgram,
    /// How often and how long a step is tried by itself.
    pub policy: RetryPolicy,
    /// Seed of the jitter; `None` takes one from the system.
    pub seed: Option<u64>,
    /// The clock by which a sleep of the machine is noticed.
    pub wall_clock: WallClock,
}

/// The running worker. Dropping it ends it in order.
pub struct Engine {
    commands: tokio::sync::mpsc::UnboundedSender<Command>,
    quit: CancellationToken,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Engine {
    /// Starts the worker. `wake` is called after each event.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(options: EngineOptions, wake: Wake) -> io::Result<(Self, mpsc::Receiver<Event>)> {
        let (sender, events) = mpsc::channel();
        let (commands, inbox) = tokio::sync::mpsc::unbounded_channel();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("worker")
            .enable_all()
            .build()?;
        let quit = CancellationToken::new();
        let announcer = announce::Announcer::new(sender, wake);
        let EngineOptions { policy, seed, .. } = options;
        let decoders = Decoders::new(options.decoder.clone(), existing::AT_ONCE);
        let sleep_watch = clock::SleepWatch::new(Arc::clone(&options.wall_clock));
        let (session, store) = session::Session::new(options);
        let (store_writer, record) = store_writer::StoreWriter::start(store, announcer.clone())?;
        let network = network::Network::new();
        let most_at_once = descriptors::most_at_once(descriptors::limit(), session.sandbox);
        let context = context::Context {
            gate: gate::Gate::new(announcer.clone(), network.clone(), policy),
            network,
            store_writer,
            announcer,
            policy,
            random: Arc::new(Mutex::new(
                seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
            )),
            concurrency: concurrency::ConcurrencyController::within(session.jobs(), most_at_once),
            memory: Arc::new(tokio::sync::Semaphore::new(context::KEPT_KIBIBYTES)),
            bucket: Arc::new(Mutex::new(session.bucket())),
            sending: Arc::new(Mutex::new(HashMap::new())),
            content_type_variant: Arc::default(),
            stall_seconds: Arc::new(AtomicU32::new(session.stall_seconds())),
            signing: session.signing,
            check_md5: Arc::new(AtomicBool::new(session.checks_md5())),
            activity: activity::Activity::default(),
            chosen_types: Arc::default(),
            epoch: CancellationToken::new(),
            quit: quit.clone(),
            readers: readers::Readers::default(),
            inspection_permits: Arc::new(tokio::sync::Semaphore::new(existing::AT_ONCE)),
            decoders: decoders.clone(),
        };
        let store_writer = context.store_writer.clone();
        let worker = thread::Builder::new().name("worker".to_owned()).spawn(move || {
            runtime.block_on(worker::Worker::new(context, session, sleep_watch).run(inbox));
            // Whatever a file does to a decoder.
            decoders.stop();
            // A file that does not answer (a dead network drive) must not keep the program from ending, nor the record open.
            runtime.shutdown_timeout(Duration::from_millis(200));
            store_writer.close();
        })?;
        Ok((
            Self {
                commands,
                quit,
                threads: vec![worker, record],
            },
            events,
        ))
    }

    /// Gives an order. Never waits.
    pub fn send(&self, command: Command) {
        if self.commands.send(command).is_err() {
            tracing::debug!("an order came after the worker had ended");
        }
    }

    /// Ends the worker: running attempts are stopped and go on at the next start; what was written is on disk.
    pub fn stop(&mut self) {
        self.quit.cancel();
        let deadline = Instant::now() + PATIENCE;
        for thread in self.threads.drain(..) {
            // The library joins without a time limit only.
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(1));
            }
            if !thread.is_finished() {
                tracing::error!("a thread of the worker does not end; it is left behind");
            } else if thread.join().is_err() {
                tracing::error!("a thread of the worker broke");
            }
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.stop();
    }
}
