//! Repaints the window for the engine's events: at once if it is idle, at most twenty times a second if there are many.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use eframe::egui::Context;
use parking_lot::Mutex;

/// The least time between two frames that are drawn for events.
const PERIOD: Duration = Duration::from_millis(50);

/// Not zero: egui draws two frames for a request without a delay, to let layouts settle. Events need only one.
const REPAINT_DELAY: Duration = Duration::from_millis(1);

/// Rung by the engine's threads for each event, and answered once per frame.
#[derive(Debug)]
pub struct Bell {
    context: Context,
    rung: AtomicBool,
    answered: Mutex<Option<Instant>>,
}

impl Bell {
    /// A bell for the window with this context.
    #[must_use]
    pub fn new(context: &Context) -> Arc<Self> {
        Arc::new(Self {
            context: context.clone(),
            rung: AtomicBool::new(false),
            answered: Mutex::default(),
        })
    }

    /// Requests a frame, unless one is already requested. Cheap, and callable from any thread.
    pub fn ring(&self) {
        if !self.rung.swap(true, Ordering::SeqCst) {
            self.ask();
        }
    }

    /// Call this before taking the events, so that later ones ring again.
    pub(super) fn answer(&self) {
        *self.answered.lock() = Some(Instant::now());
        self.rung.store(false, Ordering::SeqCst);
    }

    /// Repeats a request made while a frame was drawn: egui may forget it if it draws that frame twice.
    pub(super) fn ask_again(&self) {
        if self.rung.load(Ordering::SeqCst) {
            self.ask();
        }
    }

    /// Requests a frame soon, for the events that this frame had no time for.
    pub(super) fn ask_for_next_frame(&self) {
        self.context.request_repaint_after(REPAINT_DELAY);
    }

    fn ask(&self) {
        let answered = *self.answered.lock();
        let rested = answered.map_or(PERIOD, |answered| answered.elapsed());
        self.context
            .request_repaint_after(PERIOD.saturating_sub(rested).max(REPAINT_DELAY));
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

    /// A bell, and the delays of the frames that it requested.
    fn bell() -> (Arc<Bell>, Arc<Mutex<Vec<Duration>>>) {
        let context = Context::default();
        let asked: Arc<Mutex<Vec<_>>> = Arc::default();
        let noted = Arc::clone(&asked);
        context.set_request_repaint_callback(move |info| noted.lock().push(info.delay));
        // The first frames of a window request more frames.
        for _ in 0..3 {
            draw(&context);
        }
        asked.lock().clear();
        (Bell::new(&context), asked)
    }

    #[test]
    fn a_thousand_events_from_many_threads_request_a_single_frame() {
        let (bell, asked) = bell();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..250).for_each(|_| bell.ring()));
            }
        });
        assert_eq!(*asked.lock(), [REPAINT_DELAY], "the window was idle");
        bell.ring();
        assert_eq!(asked.lock().len(), 1);
    }

    #[test]
    fn after_a_frame_the_next_event_requests_another_within_50_ms() {
        let (bell, asked) = bell();
        for frames in 1..4 {
            bell.ring();
            let delays = asked.lock().clone();
            assert_eq!(delays.len(), frames);
            assert!(
                delays.iter().all(|delay| (REPAINT_DELAY..=PERIOD).contains(delay)),
                "{delays:?}"
            );
            bell.answer();
            draw(&bell.context);
        }
    }
}
