//! A bounded queue of pictures to make: one thread, one child process, nothing that nobody waits for.
//!
//! What is wanted replaces what was wanted before, so that what scrolled away is never decoded, and the newest wish comes first.
//! At most [`MAX_READY`] finished requests wait to be taken: while the window shows no frames, nothing is decoded. Between
//! them it does background jobs, which nobody waits for.

use std::{collections::VecDeque, sync::Arc, thread};

use parking_lot::{Condvar, Mutex};

use decoder::{DecoderProgram, Decoders};

/// How many finished requests may wait to be taken.
const MAX_READY: usize = 32;

/// How many background jobs may wait. More are dropped.
const MAX_BACKGROUND: usize = 20_000;

/// A request for pictures.
pub trait PictureRequest: Clone + PartialEq + Send + 'static {
    /// What is made.
    type Pictures: Send;

    /// The name of its thread.
    const THREAD: &'static str;

    /// Makes it, in a child process.
    fn make(&self, decoders: &Decoders) -> Self::Pictures;
}

/// A finished request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished<R: PictureRequest> {
    /// The request.
    pub wanted: R,
    /// What was made.
    pub pixels: R::Pictures,
}

/// A job that nobody waits for.
type Job = Box<dyn FnOnce(&Decoders) + Send>;

/// Makes pictures. Its thread and its child process end when it is dropped.
pub struct PictureQueue<R: PictureRequest> {
    shared: Arc<Shared<R>>,
}

struct Shared<R: PictureRequest> {
    state: Mutex<State<R>>,
    changed: Condvar,
    decoders: Decoders,
}

struct State<R: PictureRequest> {
    wanted: VecDeque<R>,
    /// What is being decoded.
    started: Option<R>,
    made: VecDeque<Finished<R>>,
    background: VecDeque<Job>,
    ended: bool,
}

enum Next<R> {
    Wanted(R),
    Background(Job),
}

impl<R: PictureRequest> PictureQueue<R> {
    /// Starts the thread, which decodes in children of `program`. It calls `wake` after each request.
    #[must_use]
    pub fn start(program: DecoderProgram, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                wanted: VecDeque::new(),
                started: None,
                made: VecDeque::new(),
                background: VecDeque::new(),
                ended: false,
            }),
            changed: Condvar::new(),
            decoders: Decoders::new(program, 1),
        });
        let asking = Arc::clone(&shared);
        let named = thread::Builder::new().name(R::THREAD.to_owned());
        // Without the thread there are no pictures, but everything else works.
        let _ = named.spawn(move || work(&asking, &*wake));
        Self { shared }
    }

    /// Makes these pictures, in this order. Earlier requests that have not started are dropped.
    pub fn want(&self, mut wanted: Vec<R>) {
        let mut state = self.shared.state.lock();
        wanted.retain(|wanted| {
            state.started.as_ref() != Some(wanted) && !state.made.iter().any(|made| made.wanted == *wanted)
        });
        state.wanted = wanted.into();
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Does this once nothing is wanted. Dropped if too many jobs wait.
    pub fn in_background(&self, job: impl FnOnce(&Decoders) + Send + 'static) {
        let mut state = self.shared.state.lock();
        if state.background.len() < MAX_BACKGROUND {
            state.background.push_back(Box::new(job));
            drop(state);
            self.shared.changed.notify_all();
        }
    }

    /// The next request that is finished.
    #[must_use]
    pub fn take(&self) -> Option<Finished<R>> {
        let taken = self.shared.state.lock().made.pop_front();
        if taken.is_some() {
            self.shared.changed.notify_all();
        }
        taken
    }
}

impl<R: PictureRequest> Drop for PictureQueue<R> {
    fn drop(&mut self) {
        self.shared.state.lock().ended = true;
        self.shared.changed.notify_all();
        // Even if a picture is being decoded.
        self.shared.decoders.stop();
    }
}

fn work<R: PictureRequest>(shared: &Shared<R>, wake: &dyn Fn()) {
    while let Some(next) = next(shared) {
        match next {
            Next::Wanted(wanted) => {
                let pixels = wanted.make(&shared.decoders);
                let mut state = shared.state.lock();
                state.started = None;
                state.made.push_back(Finished { wanted, pixels });
                drop(state);
                wake();
            }
            Next::Background(job) => job(&shared.decoders),
        }
    }
}

/// Waits for the next request. `None` when the owner was dropped.
fn next<R: PictureRequest>(shared: &Shared<R>) -> Option<Next<R>> {
    let mut state = shared.state.lock();
    loop {
        if state.ended {
            return None;
        }
        if state.made.len() < MAX_READY
            && let Some(wanted) = state.wanted.pop_front()
        {
            state.started = Some(wanted.clone());
            return Some(Next::Wanted(wanted));
        }
        if let Some(job) = state.background.pop_front() {
            return Some(Next::Background(job));
        }
        shared.changed.wait(&mut state);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// A request that is finished when a test says so.
    #[derive(Clone)]
    struct Gated(u32, Arc<(Sender<u32>, Mutex<Receiver<()>>)>);

    impl PartialEq for Gated {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    impl PictureRequest for Gated {
        type Pictures = u32;
        const THREAD: &'static str = "pictures of a test";

        fn make(&self, _: &Decoders) -> u32 {
            self.1.0.send(self.0).unwrap();
            self.1.1.lock().recv().unwrap();
            self.0
        }
    }

    #[test]
    fn the_newest_wish_replaces_what_was_not_started_and_background_work_waits() {
        let (started, sees) = channel();
        let (goes, gate) = channel();
        let gate = Arc::new((started, Mutex::new(gate)));
        let wanted = |number| Gated(number, Arc::clone(&gate));
        let (wake, woken) = channel();
        let queue = PictureQueue::start(
            DecoderProgram::in_test("never started"),
            Arc::new(move || wake.send(()).unwrap()),
        );
        queue.want((0..1000).map(wanted).collect());
        assert_eq!(sees.recv(), Ok(0));
        let (did, done) = channel();
        queue.in_background(move |_| did.send(()).unwrap());
        queue.want(vec![wanted(0), wanted(2000), wanted(2001)]);
        for number in [0, 2000, 2001] {
            assert!(done.try_recv().is_err(), "background work comes last");
            goes.send(()).unwrap();
            woken.recv().unwrap();
            let made = queue.take().unwrap();
            assert_eq!((made.wanted.0, made.pixels), (number, number));
            assert_eq!(
                sees.try_recv().ok().filter(|next| *next < 1000),
                None,
                "what scrolled away"
            );
        }
        done.recv().unwrap();
        assert!(queue.take().is_none());
    }

    #[test]
    fn while_nobody_takes_pictures_few_are_made() {
        let (started, sees) = channel();
        let (goes, gate) = channel();
        let gate = Arc::new((started, Mutex::new(gate)));
        let queue = PictureQueue::start(DecoderProgram::in_test("never started"), Arc::new(|| ()));
        let many = u32::try_from(MAX_READY).unwrap();
        for _ in 0..many * 2 {
            goes.send(()).unwrap();
        }
        queue.want((0..many * 2).map(|number| Gated(number, Arc::clone(&gate))).collect());
        for number in 0..many {
            assert_eq!(sees.recv(), Ok(number));
        }
        let (did, done) = channel();
        queue.in_background(move |_| did.send(()).unwrap());
        done.recv().unwrap();
        assert!(sees.try_recv().is_err(), "no more are made");
        assert!(queue.take().is_some());
        assert_eq!(sees.recv(), Ok(many));
    }
}
