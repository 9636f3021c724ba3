//! Lets the proxy inject random faults, and counts them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    fault_proxy::FaultProxy,
    menu::{self, Purpose},
};

/// A stall takes seconds, so there is only one per this many faults.
const FAULTS_FOR_A_STALL: usize = 250;

/// One fault in this many is reserved for what comes after the uploads.
const FAULTS_FOR_CREDENTIALS: usize = 10;

/// The chance, in thousandths, that a request meets a fault.
const CHANCE: u32 = 550;

/// Counts the injected faults of a wave. Clones share the counts.
#[derive(Clone)]
pub(crate) struct Injected {
    total: Arc<AtomicUsize>,
    left_for_uploads: Arc<AtomicUsize>,
}

impl Injected {
    pub(crate) fn new(wanted: usize) -> Self {
        Self {
            total: Arc::default(),
            left_for_uploads: Arc::new(AtomicUsize::new(wanted - wanted / FAULTS_FOR_CREDENTIALS)),
        }
    }

    pub(crate) fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }

    /// How many more may hit uploads. The rest is reserved for what comes after them.
    pub(crate) fn left_for_uploads(&self) -> usize {
        self.left_for_uploads.load(Ordering::Relaxed)
    }
}

/// Lets the proxy inject random faults.
pub(crate) fn inject(proxy: &FaultProxy, injected: &Injected, wanted: usize, many: bool, mut chance: fastrand::Rng) {
    let mut stalls = wanted / FAULTS_FOR_A_STALL;
    let injected = injected.clone();
    proxy.choose(move |request| {
        if injected.total() >= wanted || chance.u32(0..1000) >= CHANCE {
            return None;
        }
        let is_of_upload = matches!(Purpose::of(request)?, Purpose::Presign | Purpose::Put);
        if is_of_upload && injected.left_for_uploads() == 0 {
            return None;
        }
        let (name, action, slow) = menu::draw(&mut chance, request, stalls, many)?;
        if slow {
            stalls -= 1;
        }
        injected.total.fetch_add(1, Ordering::Relaxed);
        injected
            .left_for_uploads
            .fetch_sub(usize::from(is_of_upload), Ordering::Relaxed);
        Some((name, action))
    });
}
