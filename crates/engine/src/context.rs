//! State shared by the worker's tasks.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU32},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{
    SigningPolicy,
    activity::Activity,
    concurrency::ConcurrencyController,
    copies::Copies,
    drag_out::DragCopies,
    events::EventSender,
    gate::Gate,
    identity::LearnedAlgorithms,
    network::Network,
    readers::Readers,
    retry::{Backoff, RetryPolicy, RetryReason},
    store_writer::StoreWriter,
};
use decoder::Decoders;
use model::{Step, UploadId};
use que_sdk::Progress;
use store::EarlierStores;

/// How many KiB of files are held in memory. Others are read while they are sent.
pub(crate) const MAX_BUFFERED_KIB: usize = 16 << 10;

/// State shared by the worker's tasks: handles, limits, and values from the settings.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) gate: Gate,
    pub(crate) network: Network,
    pub(crate) store_writer: StoreWriter,
    pub(crate) events: EventSender,
    pub(crate) policy: RetryPolicy,
    pub(crate) random: Arc<Mutex<fastrand::Rng>>,
    /// Slots for uploads.
    pub(crate) concurrency: ConcurrencyController,
    /// How many more KiB of files may be held in memory.
    pub(crate) memory: Arc<Semaphore>,
    /// The bucket that the user named, for servers whose URLs do not contain it.
    pub(crate) bucket: Arc<Mutex<Option<String>>>,
    /// The PUTs in progress, for reporting.
    pub(crate) sending: Arc<Mutex<HashMap<UploadId, Arc<Progress>>>>,
    /// The variant of the Content-Type header that the storage accepted after it had refused another: a `Variant` as a
    /// number.
    pub(crate) content_type_variant: Arc<AtomicU8>,
    /// How many seconds an attempt may go without sending a byte.
    pub(crate) stall_seconds: Arc<AtomicU32>,
    /// What to sign.
    pub(crate) signing: SigningPolicy,
    /// Whether each signed copy is verified.
    pub(crate) verifies_copies: Arc<AtomicBool>,
    /// Whether to compare the storage's MD5 of an object with what was sent.
    pub(crate) check_md5: Arc<AtomicBool>,
    /// Whether the server keeps the earlier credentials of a file that it signs.
    pub(crate) keeps_earlier_credentials: Arc<AtomicBool>,
    /// Where the earlier credentials of signed files are kept, if anywhere.
    pub(crate) kept_credentials: Option<EarlierStores>,
    /// The requests of this session.
    pub(crate) activity: Activity,
    /// The MIME types that the user set.
    pub(crate) chosen_types: Arc<Mutex<HashMap<UploadId, String>>>,
    /// Canceled on a server switch: nothing more starts there.
    pub(crate) epoch: CancellationToken,
    /// The threads that read small files.
    pub(crate) readers: Readers,
    /// Limits how many files are inspected at once.
    pub(crate) inspection_permits: Arc<Semaphore>,
    /// One file at a time is inspected because it was added, before anybody asks.
    pub(crate) arrival_permit: Arc<Semaphore>,
    /// Limits how many objects are downloaded at once without being asked for.
    pub(crate) fetch_permits: Arc<Semaphore>,
    /// The child processes that inspect them.
    pub(crate) decoders: Decoders,
    /// Signed copies that were downloaded for their pictures.
    pub(crate) copies: Copies,
    /// The algorithms of servers' signers, as far as this session learned them.
    pub(crate) learned_algorithms: LearnedAlgorithms,
    /// Signed copies that were dragged out of the window.
    pub(crate) drag_copies: DragCopies,
    /// Canceled when the program ends.
    pub(crate) quit: CancellationToken,
}

impl Context {
    /// How long to wait after a failure of this step; `None` to give up.
    pub(crate) fn wait_after(&self, backoff: &mut Backoff, step: Step, reason: RetryReason) -> Option<Duration> {
        let mut random = self.random.lock();
        backoff.wait(&self.policy, &mut random, step, reason)
    }
}
