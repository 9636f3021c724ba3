//! Wakes the window for what the worker tells: at once while it rests, at most twenty times a second while much is told.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use eframe::egui::Context;
use parking_lot::Mutex;

/// The time between two frames that are drawn for what the worker tells.
const PERIOD: Duration = Duration::from_millis(50);

/// What asks for a frame at once gets two of them, to let things settle. Nothing has to settle here.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Rung by the worker's threads for each event, and answered once a frame.
#[derive(Debug)]
pub struct Bell {
    context: Context,
    rung: AtomicBool,
    answered: Mutex<Option<Instant>>,
}

impl Bell {
    /// For the window with this context.
    #[must_use]
    pub fn new(context: &Context) -> Arc<Self> {
        Arc::new(Self {
            context: context.clone(),
            rung: AtomicBool::new(false),
            answered: Mutex::default(),
        })
    }

    /// Asks for a frame, unless one is asked for already. From any thread, as often as it likes.
    pub fn ring(&self) {
        if !self.rung.swap(true, Ordering::SeqCst) {
            self.ask();
        }
    }

    /// What was told until now is taken.
    pub(super) fn answer(&self) {
        *self.answered.lock() = Some(Instant::now());
        self.rung.store(false, Ordering::SeqCst);
    }

    /// Asks again where it rang while a frame was drawn: egui may forget what is asked for during a frame that it draws
    /// twice.
    pub(super) fn ask_again(&self) {
        if self.rung.load(Ordering::SeqCst) {
            self.ask();
        }
    }

    /// Asks for the next frame soon: there is more to take than one frame had time for.
    pub(super) fn go_on(&self) {
        self.context.request_repaint_after(AT_ONCE);
    }

    fn ask(&self) {
        let answered = *self.answered.lock();
        let rested = answered.map_or(PERIOD, |answered| answered.elapsed());
        self.context
            .request_repaint_after(PERIOD.saturating_sub(rested).max(AT_ONCE));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use eframe::egui::RawInput;

    use super::*;

    fn draw(context: &Context) {
        context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    }

    /// A bell, and the delays of the frames that it asked for.
    fn bell() -> (Arc<Bell>, Arc<Mutex<Vec<Duration>>>) {
        let context = Context::default();
        let asked: Arc<Mutex<Vec<_>>> = Arc::default();
        let noted = Arc::clone(&asked);
        context.set_request_repaint_callback(move |info| noted.lock().unwrap().push(info.delay));
        // The first frames of a window ask for more by themselves.
        for _ in 0..3 {
            draw(&context);
        }
        asked.lock().unwrap().clear();
        (Bell::new(&context), asked)
    }

    #[test]
    fn a_thousand_events_from_many_threads_ask_for_one_frame_and_never_for_two_at_once() {
        let (bell, asked) = bell();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..250).for_each(|_| bell.ring()));
            }
        });
        assert_eq!(*asked.lock().unwrap(), [AT_ONCE], "it rested before");
        bell.ring();
        assert_eq!(asked.lock().unwrap().len(), 1);
    }

    #[test]
    fn after_a_frame_the_next_event_asks_again_within_a_twentieth_of_a_second() {
        let (bell, asked) = bell();
        for frames in 1..4 {
            bell.ring();
            let delays = asked.lock().unwrap().clone();
            assert_eq!(delays.len(), frames);
            assert!(
                delays.iter().all(|delay| (AT_ONCE..=PERIOD).contains(delay)),
                "{delays:?}"
            );
            bell.answer();
            draw(&bell.context);
        }
    }
}
