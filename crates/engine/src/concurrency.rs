//! How many uploads run at once, and how many are prepared ahead of them.
//!
//! An upload needs three kinds of slots: *ready* while its file is read and its URL is requested, *recorded* from
//! before its key is recorded until its result is, and *sending* only during the PUT. So the connection to the storage
//! never waits for the API or the disk, and a program that is killed leaves few keys with an unknown outcome. The first
//! uploads, before anything is measured, take a sending slot at once and no recorded one. Whoever holds a later slot
//! never waits for an earlier one, so there is no deadlock.
//!
//! How many are prepared ahead follows from Little's law: the number of PUTs, times the ratio of preparation time to
//! PUT time. How many are sent at once is the user's number, or grows for small files while PUTs do not get slower:
//! then there is bandwidth left. A few large files are enough to use it all.
//!
//! With high latency, small files wait only for round trips, and doubling from four would take longer than the uploads.
//! So once the first URL has shown the latency, enough start to total [`FIRST_BYTES`]. With low latency, a few
//! keep the processors busy, and each further connection costs a handshake.

mod measured;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};

use super::slots::{Slot, Slots};
use measured::Measured;
use model::UploadsAtOnce;

/// How many PUTs run at first, and the most for large files.
const INITIAL_PUTS: usize = 4;

/// The most PUTs of small files, if the user has set no number. With 100 Mbit/s and 50 ms, about 130 files of 4 KiB use
/// the bandwidth; with 100 ms, twice as many.
const MAX_PUTS: usize = 256;

/// If getting a URL takes this long, including the connection, latency is high.
pub const HIGH_LATENCY: Duration = Duration::from_millis(20);

/// How many bytes of small files start at once with high latency, before the bandwidth is known.
const FIRST_BYTES: u64 = 1 << 20;

/// The shortest time in seconds to prepare, send and record a file. With more PUTs at once than fit into one PUT's
/// duration at this rate, files would wait for the processor.
const MIN_FILE_SECONDS: f64 = 50e-6;

/// The most that are prepared ahead. After this many small files, a URL is far from expiring.
const MAX_PREPARED: usize = 256;

/// The least: one that has its URL and waits, and one that requests it.
const MIN_PREPARED: usize = 2;

/// The most keys recorded ahead of their PUT, or without a result.
const MAX_RECORDED: usize = 256;

/// Minimum size of a large file in bytes: a few use all bandwidth, and none is prepared without a slot.
pub(crate) const LARGE: u64 = 8 << 20;

/// How many PUTs show that there are too many at once, even if more are running.
const ENOUGH_TO_JUDGE: usize = 32;

/// The measurements do not apply to a small file this many times as large as those measured.
const LARGER: u64 = 2;

/// If [`MAX_PREPARED`] files in a row are smaller by this factor, the limit applies to those again.
const SMALLER: u64 = 8;

/// Calls that were sent together and are answered within this time lower the limit once.
const SAME_REQUEST: Duration = Duration::from_secs(5);

/// As above, if file handles run out.
const SAME_SHORTAGE: Duration = Duration::from_millis(200);

/// If PUTs take this many times as long as at their fastest, there are too many at once.
const OVERLOAD_FACTOR: f64 = 2.0;

/// For how many windows the limit stays put after crowding.
const COOLDOWN_WINDOWS: u32 = 16;

/// The limits of the queue, shared by all uploads.
#[derive(Debug, Clone)]
pub(crate) struct ConcurrencyController {
    /// For preparation.
    pub(crate) ready: Slots,
    /// For recorded keys without a result.
    pub(crate) recorded: Slots,
    /// For PUTs.
    pub(crate) sending: Slots,
    /// For large files, from beginning to end.
    pub(crate) large: Slots,
    high_latency: Duration,
    measured: Arc<Mutex<Measured>>,
}

/// The slots that an upload holds. Dropped together when it waits or ends.
#[derive(Debug, Default)]
pub(crate) struct HeldSlots {
    pub(crate) ready: Option<Slot>,
    pub(crate) recorded: Option<Slot>,
    pub(crate) sending: Option<Slot>,
    pub(crate) large: Option<Slot>,
}

/// The first slot of an upload.
#[derive(Debug)]
pub(crate) enum FirstSlot {
    /// For preparation.
    Ready(Slot),
    /// For its PUT: nothing is measured yet, so nothing is prepared ahead.
    Sending(Slot),
}

impl HeldSlots {
    pub(crate) fn has_first(&self) -> bool {
        self.ready.is_some() || self.sending.is_some()
    }

    pub(crate) fn take_first(&mut self, first: FirstSlot) {
        match first {
            FirstSlot::Ready(slot) => self.ready = Some(slot),
            FirstSlot::Sending(slot) => self.sending = Some(slot),
        }
    }
}

impl ConcurrencyController {
    #[cfg(test)]
    pub(crate) fn new(at_once: UploadsAtOnce) -> Self {
        Self::with_max(at_once, MAX_PUTS, HIGH_LATENCY)
    }

    /// At most `max` at once, even if more are requested: this computer cannot handle more.
    pub(crate) fn with_max(at_once: UploadsAtOnce, max: usize, high_latency: Duration) -> Self {
        let concurrency = Self {
            ready: Slots::new(1),
            recorded: Slots::new(1),
            sending: Slots::new(1),
            large: Slots::new(1),
            high_latency,
            measured: Arc::new(Mutex::new(Measured::nothing(at_once, max.clamp(1, MAX_PUTS)))),
        };
        concurrency.begin_with(&concurrency.lock());
        concurrency
    }

    /// Uses this number from now on.
    pub(crate) fn set_limit(&self, at_once: UploadsAtOnce) {
        let mut measured = self.lock();
        if measured.at_once != at_once {
            measured.forget(at_once);
            self.begin_with(&measured);
        }
    }

    /// Discards the measurements, for another server.
    pub(crate) fn forget(&self) {
        let mut measured = self.lock();
        let at_once = measured.at_once;
        measured.forget(at_once);
        self.begin_with(&measured);
    }

    fn begin_with(&self, measured: &Measured) {
        let sending = match measured.at_once {
            UploadsAtOnce::Automatic => INITIAL_PUTS,
            UploadsAtOnce::Fixed(number) => usize::from(number),
        }
        .min(measured.max);
        self.sending.resize(sending);
        self.large.resize(sending);
        self.ready.resize(sending);
        self.recorded.resize(sending + 1);
    }

    fn begin_with_high_latency(&self, measured: &Measured) {
        if measured.adapts() {
            self.sending.resize(first_of_size(measured.size).min(measured.max));
        }
        let sending = self.sending.limit();
        self.ready.resize(sending.max(MIN_PREPARED).min(measured.most_ahead));
        self.recorded.resize(sending + 1);
    }

    /// The first slot, once one is free.
    pub(crate) async fn first(&self) -> FirstSlot {
        if self.is_known() {
            FirstSlot::Ready(self.ready.acquire().await)
        } else {
            FirstSlot::Sending(self.sending.acquire().await)
        }
    }

    /// The first slot, if one is free.
    pub(crate) fn take_first(&self) -> Option<FirstSlot> {
        if self.is_known() {
            self.ready.take().map(FirstSlot::Ready)
        } else {
            self.sending.take().map(FirstSlot::Sending)
        }
    }

    fn is_known(&self) -> bool {
        let measured = self.lock();
        measured.has_high_latency || measured.putting.0.is_some()
    }

    /// Whether small files mostly wait for round trips.
    pub(crate) fn has_high_latency(&self) -> bool {
        self.lock().has_high_latency
    }

    /// A small file of this size begins. Pass the result to [`ConcurrencyController::note_put`].
    pub(crate) fn note_started(&self, bytes: u64) -> u32 {
        let mut measured = self.lock();
        let sending = self.sending.limit();
        let mut wanted = sending;
        if bytes > measured.size.saturating_mul(LARGER) {
            measured.reset_for_size(bytes);
            wanted = sending.min(first_of_size(bytes));
        } else if bytes < measured.size / SMALLER {
            let (count, largest) = measured.smaller;
            measured.smaller = (count + 1, largest.max(bytes));
            if count + 1 >= MAX_PREPARED {
                measured.reset_for_size(largest.max(bytes));
                if measured.has_high_latency && measured.rest == 0 {
                    wanted = sending.max(first_of_size(measured.size));
                }
            }
        } else {
            measured.smaller = (0, 0);
        }
        let wanted = wanted.min(measured.max);
        if measured.adapts() && wanted != sending {
            self.sending.resize(wanted);
        }
        measured.epoch
    }

    /// A small file was prepared: inspecting it and getting its URL took these times.
    pub(crate) fn note_ready(&self, looked: Duration, called: Duration) {
        let mut measured = self.lock();
        measured.preparing.note((looked + called).as_secs_f64());
        let knows_more = measured.has_high_latency || measured.was_crowded || measured.putting.0.is_some();
        if called >= self.high_latency && !knows_more {
            measured.has_high_latency = true;
            self.begin_with_high_latency(&measured);
            tracing::debug!(sending = self.sending.limit(), "latency is high");
        }
    }

    /// Recording a key took this long.
    pub(crate) fn note_recorded(&self, elapsed: Duration) {
        self.lock().recording.note(elapsed.as_secs_f64());
    }

    /// A small file was stored; its PUT took this long. `epoch` is from [`ConcurrencyController::note_started`].
    pub(crate) fn note_put(&self, elapsed: Duration, epoch: u32) {
        let mut measured = self.lock();
        measured.putting.note(elapsed.as_secs_f64());
        if epoch != measured.epoch {
            return;
        }
        let (count, time) = &mut measured.window;
        *count += 1;
        *time += elapsed.as_secs_f64();
        let (count, average) = (*count, *time / *count as f64);
        let sending = self.sending.limit();
        let is_crowded = |best| average > best * OVERLOAD_FACTOR && count >= sending.min(ENOUGH_TO_JUDGE);
        let ends = match measured.best {
            None => count >= sending.min(INITIAL_PUTS),
            Some(best) => count >= sending || is_crowded(best),
        };
        if !ends {
            return;
        }
        measured.window = (0, 0.0);
        let crowded = measured.best.is_some_and(is_crowded);
        let mut best = measured.best.map_or(average, |best| best.min(average));
        if crowded && (sending <= INITIAL_PUTS || !measured.adapts()) {
            // So few are never too many, and the user's number is fixed: the connection has changed.
            best = average;
        }
        measured.best = Some(best);
        measured.was_crowded |= crowded;
        measured.rest = if crowded {
            COOLDOWN_WINDOWS
        } else {
            measured.rest.saturating_sub(1)
        };
        measured.rest_ahead = measured.rest_ahead.saturating_sub(1);
        if measured.rest_ahead == 0 {
            measured.most_ahead = (measured.most_ahead * 2).min(MAX_PREPARED).min(measured.max);
        }
        if measured.adapts() {
            let useful = ((best / MIN_FILE_SECONDS).ceil() as usize).clamp(INITIAL_PUTS, MAX_PUTS);
            let wanted = match (crowded, measured.rest) {
                (true, _) => (sending / 2).max(INITIAL_PUTS),
                (false, 0) if measured.was_crowded => (sending * 2).min(useful),
                (false, 0) => (sending * 4).min(useful),
                (false, _) => sending,
            }
            .min(measured.max);
            if wanted != sending {
                tracing::debug!(sending, wanted, "uploads at once");
                self.sending.resize(wanted);
            }
        }
        self.adjust_ahead(&measured);
    }

    /// The server, its storage or the network is overloaded.
    pub(crate) fn slow_down(&self) {
        let mut measured = self.lock();
        if measured.slowed.is_some_and(|slowed| slowed.elapsed() < SAME_REQUEST) {
            return;
        }
        measured.slowed = Some(Instant::now());
        measured.was_crowded = true;
        measured.window = (0, 0.0);
        measured.rest = COOLDOWN_WINDOWS;
        measured.rest_ahead = COOLDOWN_WINDOWS;
        measured.most_ahead = (self.ready.limit().min(measured.most_ahead) / 2)
            .max(MIN_PREPARED)
            .min(measured.max);
        if measured.adapts() {
            self.sending
                .resize((self.sending.limit() / 2).max(INITIAL_PUTS).min(measured.max));
        }
        self.ready.resize(self.ready.limit().min(measured.most_ahead));
        self.adjust_ahead(&measured);
    }

    /// This computer cannot handle this many uploads. Halves the maximum for good, even if the user has set more.
    pub(crate) fn halve_max(&self) {
        let mut measured = self.lock();
        if measured.slowed.is_some_and(|slowed| slowed.elapsed() < SAME_SHORTAGE) {
            return;
        }
        measured.slowed = Some(Instant::now());
        measured.max = (self.sending.limit().max(self.ready.limit()).min(measured.max) / 2).max(1);
        measured.most_ahead = measured.most_ahead.min(measured.max);
        let max = measured.max;
        tracing::info!(max, "too many open files: fewer uploads at once");
        for slots in [&self.sending, &self.large, &self.ready] {
            if slots.limit() > max {
                slots.resize(max);
            }
        }
    }

    fn adjust_ahead(&self, measured: &Measured) {
        let sending = self.sending.limit();
        let (Some(preparing), Some(recording), Some(putting)) =
            (measured.preparing.0, measured.recording.0, measured.putting.0)
        else {
            return;
        };
        let during = |time: f64| (sending as f64 * time / putting.max(1e-6)).ceil() as usize;
        // One more, for the one in transition.
        self.ready.resize((during(preparing) + 1).min(measured.most_ahead));
        // Recorded before and after.
        self.recorded
            .resize(sending + during(2.0 * recording).clamp(1, MAX_RECORDED));
    }

    fn lock(&self) -> MutexGuard<'_, Measured> {
        self.measured.lock()
    }
}

/// How many files of this size start at once, before anything is measured.
fn first_of_size(bytes: u64) -> usize {
    let first = usize::try_from(FIRST_BYTES / bytes.max(1)).unwrap_or(MAX_PUTS);
    first.clamp(INITIAL_PUTS, MAX_PUTS)
}

#[cfg(test)]
mod tests;
