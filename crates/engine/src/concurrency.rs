//! How many uploads run at once, and how far ahead of them the next ones are got ready.
//!
//! An upload passes three bounds. It holds a place for *getting ready* while its file is read and its URL is asked for,
//! a place *on record* from before its key is written down until its result is, and a place for *sending* during the PUT
//! alone. So the line to the storage never waits for the API or for the disk, and a program that is killed leaves few
//! keys of which nobody knows what became. The first uploads, before anything is measured, take their place for sending at
//! once and none on record: who has a later place never waits for an earlier one, so that no two wait for each other.
//!
//! How many are got ready ahead follows from Little's law: as many as the time that getting ready takes is longer than
//! that of a PUT. How many are sent at once is the user's number, or grows for small files while each PUT takes no longer
//! than it did: then the line has room. Large files fill a line with a few.
//!
//! A line is long where answers take long to come. There small files wait for round trips and for nothing else, and to
//! double from four would take longer than the uploads: once the first URL has told that the line is long, so many go at
//! once that together they have [`FIRST_BYTES`]. On a short line a few at once keep the processors busy, and each further
//! connection costs a handshake.

mod measured;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::slots::{Slot, Slots};
use measured::Measured;
use model::UploadsAtOnce;

/// PUTs at once to begin with, and the most of large files.
const FIRST: usize = 4;

/// PUTs of small files at once, at the most, where the user has set no number. A line of 100 Mbit/s and 50 ms is full with
/// some 130 of 4 KiB; one of 100 ms with twice as many.
const MOST: usize = 256;

/// A URL that took so long to come, with the connection for it, came over a long line.
const LONG: Duration = Duration::from_millis(20);

/// So many bytes of small files go at once on a long line before it is known how wide it is.
const FIRST_BYTES: u64 = 1 << 20;

/// Seconds. No file is got ready, sent and written down in less: more at once than a PUT has of these wait for the processor.
const QUICKEST: f64 = 50e-6;

/// The most that are got ready ahead. A URL that waits behind so many small files is far from its end.
const MOST_AHEAD: usize = 256;

/// The least: one that has its URL and waits, and one that asks for it.
const LEAST_AHEAD: usize = 2;

/// The most whose keys are on record ahead of their PUT or without their result.
const MOST_ON_RECORD: usize = 256;

/// A file of this size or above is large: few of them fill a line, and none is got ready before it has a place.
pub(crate) const LARGE: u64 = 8 << 20;

/// So many PUTs are enough to tell that there are too many at once, also where more are under way.
const ENOUGH_TO_TELL: usize = 32;

/// A small file so many times as large as those that the number holds for takes other times: what was measured with them is
/// not about it.
const LARGER: u64 = 2;

/// Where as many in a row as may be got ready ahead are so many times as small, the number is to hold for those again.
const SMALLER: u64 = 8;

/// Calls that were under way together and are answered within this ask for less once.
const SAME_WISH: Duration = Duration::from_secs(5);

/// What was under way together meets the same shortage.
const SAME_SHORTAGE: Duration = Duration::from_millis(200);

/// PUTs may take so many times as long as at their fastest before there are too many at once.
const CROWDED: f64 = 2.0;

/// After there were too many, the number stays for so many rounds before more are tried again.
const ROUNDS_OF_REST: u32 = 16;

/// Bounds of the queue, shared by all uploads.
#[derive(Debug, Clone)]
pub(crate) struct ConcurrencyController {
    /// Places for getting ready.
    pub(crate) ready: Slots,
    /// Places on record.
    pub(crate) recorded: Slots,
    /// Places for PUTs.
    pub(crate) sending: Slots,
    /// Places for large files, from the beginning to the end of each.
    pub(crate) large: Slots,
    measured: Arc<Mutex<Measured>>,
}

/// The places that an upload holds. Dropped together where it waits or ends.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) ready: Option<Slot>,
    pub(crate) recorded: Option<Slot>,
    pub(crate) sending: Option<Slot>,
    pub(crate) large: Option<Slot>,
}

/// The place that an upload begins with.
#[derive(Debug)]
pub(crate) enum First {
    /// For getting ready.
    Ready(Slot),
    /// For its PUT: nothing is known yet of how long anything takes, so nothing is got ready before its turn.
    Sending(Slot),
}

impl Places {
    pub(crate) fn has_first(&self) -> bool {
        self.ready.is_some() || self.sending.is_some()
    }

    pub(crate) fn take_first(&mut self, first: First) {
        match first {
            First::Ready(slot) => self.ready = Some(slot),
            First::Sending(slot) => self.sending = Some(slot),
        }
    }
}

impl ConcurrencyController {
    #[cfg(test)]
    pub(crate) fn new(at_once: UploadsAtOnce) -> Self {
        Self::within(at_once, MOST)
    }

    /// No more than `most` at once, whatever is wanted: this computer has no room for more.
    pub(crate) fn within(at_once: UploadsAtOnce, most: usize) -> Self {
        let concurrency = Self {
            ready: Slots::new(1),
            recorded: Slots::new(1),
            sending: Slots::new(1),
            large: Slots::new(1),
            measured: Arc::new(Mutex::new(Measured::nothing(at_once, most.clamp(1, MOST)))),
        };
        concurrency.begin_with(&concurrency.lock());
        concurrency
    }

    /// Works by this number from now on.
    pub(crate) fn use_number(&self, at_once: UploadsAtOnce) {
        let mut measured = self.lock();
        if measured.at_once != at_once {
            measured.forget(at_once);
            self.begin_with(&measured);
        }
    }

    /// What was measured is not about what comes: another server.
    pub(crate) fn forget(&self) {
        let mut measured = self.lock();
        let at_once = measured.at_once;
        measured.forget(at_once);
        self.begin_with(&measured);
    }

    fn begin_with(&self, measured: &Measured) {
        let sending = match measured.at_once {
            UploadsAtOnce::Automatic => FIRST,
            UploadsAtOnce::Fixed(number) => usize::from(number),
        }
        .min(measured.most);
        self.sending.resize(sending);
        self.large.resize(sending);
        self.ready.resize(sending);
        self.recorded.resize(sending + 1);
    }

    fn begin_on_long_line(&self, measured: &Measured) {
        if measured.adapts() {
            self.sending.resize(first_of_size(measured.size).min(measured.most));
        }
        let sending = self.sending.limit();
        self.ready.resize(sending.max(LEAST_AHEAD).min(measured.most_ahead));
        self.recorded.resize(sending + 1);
    }

    /// The place to begin with, once one is free.
    pub(crate) async fn first(&self) -> First {
        if self.is_known() {
            First::Ready(self.ready.acquire().await)
        } else {
            First::Sending(self.sending.acquire().await)
        }
    }

    /// The place to begin with, if one is free.
    pub(crate) fn take_first(&self) -> Option<First> {
        if self.is_known() {
            self.ready.take().map(First::Ready)
        } else {
            self.sending.take().map(First::Sending)
        }
    }

    fn is_known(&self) -> bool {
        let measured = self.lock();
        measured.line_is_long || measured.putting.0.is_some()
    }

    /// Whether small files wait for round trips more than for anything else.
    pub(crate) fn line_is_long(&self) -> bool {
        self.lock().line_is_long
    }

    /// A small file of so many `bytes` is begun. The answer is for [`ConcurrencyController::note_put`].
    pub(crate) fn note_begun(&self, bytes: u64) -> u32 {
        let mut measured = self.lock();
        let sending = self.sending.limit();
        let mut wanted = sending;
        if bytes > measured.size.saturating_mul(LARGER) {
            measured.turn_to(bytes);
            wanted = sending.min(first_of_size(bytes));
        } else if bytes < measured.size / SMALLER {
            let (count, largest) = measured.smaller;
            measured.smaller = (count + 1, largest.max(bytes));
            if count + 1 >= MOST_AHEAD {
                measured.turn_to(largest.max(bytes));
                if measured.line_is_long && measured.rest == 0 {
                    wanted = sending.max(first_of_size(measured.size));
                }
            }
        } else {
            measured.smaller = (0, 0);
        }
        let wanted = wanted.min(measured.most);
        if measured.adapts() && wanted != sending {
            self.sending.resize(wanted);
        }
        measured.epoch
    }

    /// A small file was got ready: it was looked at, and its URL came, in these times.
    pub(crate) fn note_ready(&self, looked: Duration, called: Duration) {
        let mut measured = self.lock();
        measured.readying.note((looked + called).as_secs_f64());
        let knows_more = measured.line_is_long || measured.was_crowded || measured.putting.0.is_some();
        if called >= LONG && !knows_more {
            measured.line_is_long = true;
            self.begin_on_long_line(&measured);
            tracing::debug!(sending = self.sending.limit(), "the line is long");
        }
    }

    /// A key was on disk after this time.
    pub(crate) fn note_recorded(&self, took: Duration) {
        self.lock().recording.note(took.as_secs_f64());
    }

    /// A small file was stored; its PUT took this time on its connection. `epoch` is what [`ConcurrencyController::note_begun`] said of it.
    pub(crate) fn note_put(&self, took: Duration, epoch: u32) {
        let mut measured = self.lock();
        measured.putting.note(took.as_secs_f64());
        if epoch != measured.epoch {
            return;
        }
        let (count, time) = &mut measured.window;
        *count += 1;
        *time += took.as_secs_f64();
        let (count, average) = (*count, *time / *count as f64);
        let sending = self.sending.limit();
        let is_crowded = |best| average > best * CROWDED && count >= sending.min(ENOUGH_TO_TELL);
        let ends = match measured.best {
            None => count >= sending.min(FIRST),
            Some(best) => count >= sending || is_crowded(best),
        };
        if !ends {
            return;
        }
        measured.window = (0, 0.0);
        let crowded = measured.best.is_some_and(is_crowded);
        let mut best = measured.best.map_or(average, |best| best.min(average));
        if crowded && (sending <= FIRST || !measured.adapts()) {
            // There cannot be too many of these few, or of what is wanted: the line has become another one.
            best = average;
        }
        measured.best = Some(best);
        measured.was_crowded |= crowded;
        measured.rest = if crowded {
            ROUNDS_OF_REST
        } else {
            measured.rest.saturating_sub(1)
        };
        measured.rest_ahead = measured.rest_ahead.saturating_sub(1);
        if measured.rest_ahead == 0 {
            measured.most_ahead = (measured.most_ahead * 2).min(MOST_AHEAD).min(measured.most);
        }
        if measured.adapts() {
            let useful = ((best / QUICKEST).ceil() as usize).clamp(FIRST, MOST);
            let wanted = match (crowded, measured.rest) {
                (true, _) => (sending / 2).max(FIRST),
                (false, 0) if measured.was_crowded => (sending * 2).min(useful),
                (false, 0) => (sending * 4).min(useful),
                (false, _) => sending,
            }
            .min(measured.most);
            if wanted != sending {
                tracing::debug!(sending, wanted, "uploads at once");
                self.sending.resize(wanted);
            }
        }
        self.reach_ahead(&measured);
    }

    /// The server or its storage asked for less, or a way was too narrow.
    pub(crate) fn slow_down(&self) {
        let mut measured = self.lock();
        if measured.slowed.is_some_and(|slowed| slowed.elapsed() < SAME_WISH) {
            return;
        }
        measured.slowed = Some(Instant::now());
        measured.was_crowded = true;
        measured.window = (0, 0.0);
        measured.rest = ROUNDS_OF_REST;
        measured.rest_ahead = ROUNDS_OF_REST;
        measured.most_ahead = (self.ready.limit().min(measured.most_ahead) / 2)
            .max(LEAST_AHEAD)
            .min(measured.most);
        if measured.adapts() {
            self.sending
                .resize((self.sending.limit() / 2).max(FIRST).min(measured.most));
        }
        self.ready.resize(self.ready.limit().min(measured.most_ahead));
        self.reach_ahead(&measured);
    }

    /// This computer has no room for as many: from now on half of them is the most, also of those that the user wants.
    pub(crate) fn allow_fewer(&self) {
        let mut measured = self.lock();
        if measured.slowed.is_some_and(|slowed| slowed.elapsed() < SAME_SHORTAGE) {
            return;
        }
        measured.slowed = Some(Instant::now());
        measured.most = (self.sending.limit().max(self.ready.limit()).min(measured.most) / 2).max(1);
        measured.most_ahead = measured.most_ahead.min(measured.most);
        let most = measured.most;
        tracing::info!(most, "no more files can be opened: fewer uploads at once");
        for slots in [&self.sending, &self.large, &self.ready] {
            if slots.limit() > most {
                slots.resize(most);
            }
        }
    }

    fn reach_ahead(&self, measured: &Measured) {
        let sending = self.sending.limit();
        let (Some(readying), Some(recording), Some(putting)) =
            (measured.readying.0, measured.recording.0, measured.putting.0)
        else {
            return;
        };
        let during = |time: f64| (sending as f64 * time / putting.max(1e-6)).ceil() as usize;
        // One more, for the one that is being changed over.
        self.ready.resize((during(readying) + 1).min(measured.most_ahead));
        // Written down before and after.
        self.recorded
            .resize(sending + during(2.0 * recording).clamp(1, MOST_ON_RECORD));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Measured> {
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many files of so many bytes go at once before it is known how many help.
fn first_of_size(bytes: u64) -> usize {
    let first = usize::try_from(FIRST_BYTES / bytes.max(1)).unwrap_or(MOST);
    first.clamp(FIRST, MOST)
}

#[cfg(test)]
mod tests;
