//! What all work of the worker shares.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU8, AtomicU32},
    },
    time::Duration,
};

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{
    Signing,
    activity::Activity,
    announce::Announcer,
    concurrency::ConcurrencyController,
    gate::Gate,
    network::Network,
    readers::Readers,
    retry::{Backoff, RetryPolicy, RetryReason},
    store_writer::StoreWriter,
};
use decoder::Decoders;
use model::{Step, UploadId};
use que_sdk::Progress;

/// So many KiB of files are held in memory at the most; what does not fit is read while it is sent.
pub(crate) const KEPT_KIBIBYTES: usize = 16 << 10;

/// What all work of the worker shares: handles, limits, and what the settings set.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) gate: Gate,
    pub(crate) network: Network,
    pub(crate) store_writer: StoreWriter,
    pub(crate) announcer: Announcer,
    pub(crate) policy: RetryPolicy,
    pub(crate) random: Arc<Mutex<fastrand::Rng>>,
    /// Places for uploads.
    pub(crate) concurrency: ConcurrencyController,
    /// KiB of files that may yet be held in memory.
    pub(crate) memory: Arc<Semaphore>,
    /// The bucket that the user named, for servers whose URLs do not tell it.
    pub(crate) bucket: Arc<Mutex<Option<String>>>,
    /// What is being sent, for the sampler of progress.
    pub(crate) sending: Arc<Mutex<HashMap<UploadId, Arc<Progress>>>>,
    /// The kind of Content-Type header that the storage took after it had refused another: a `Variant` as a number.
    pub(crate) content_type_variant: Arc<AtomicU8>,
    /// Seconds that no byte may move before an attempt is ended.
    pub(crate) stall_seconds: Arc<AtomicU32>,
    /// What is to be signed.
    pub(crate) signing: Signing,
    /// Whether the storage's MD5 of an object is compared with what was sent.
    pub(crate) check_md5: Arc<AtomicBool>,
    /// The requests of this session.
    pub(crate) activity: Activity,
    /// The MIME types that the user has set.
    pub(crate) chosen_types: Arc<Mutex<HashMap<UploadId, String>>>,
    /// Canceled when the server is left for another one: nothing more is begun there.
    pub(crate) epoch: CancellationToken,
    /// The threads that read small files.
    pub(crate) readers: Readers,
    /// Places for looks at files.
    pub(crate) inspection_permits: Arc<Semaphore>,
    /// The children that look at them.
    pub(crate) decoders: Decoders,
    /// Canceled when the program ends.
    pub(crate) quit: CancellationToken,
}

impl Context {
    /// How long to wait after a failure at this step; `None` where it is given up.
    pub(crate) fn wait_after(&self, backoff: &mut Backoff, step: Step, reason: RetryReason) -> Option<Duration> {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        backoff.wait(&self.policy, &mut random, step, reason)
    }
}
