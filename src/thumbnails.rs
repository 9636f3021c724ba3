//! Small pictures of image files, made off the window's thread at a bounded cost.
//!
//! The window says what is visible, again whenever that changes; what was asked for before and is not asked for any more
//! is dropped. Two threads read, and one picture that is large when unpacked is read at a time.

mod picture;

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

pub use picture::{Pixels, Refused, read};

use crate::model::UploadId;

/// Threads that read pictures.
const THREADS: usize = 2;

/// A picture that is on show and not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Of which upload.
    pub id: UploadId,
    /// The file.
    pub path: PathBuf,
    /// Pixels of the square that it is to fill.
    pub side: u32,
}

/// A picture, or word that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What was wanted.
    pub wanted: Wanted,
    /// `None` where the file holds no picture that can be read at this cost.
    pub pixels: Option<Pixels>,
}

/// The threads that make small pictures. They end when this is dropped.
pub struct Thumbnails {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// Held while a picture is read that is large when unpacked.
    large: Mutex<()>,
}

#[derive(Default)]
struct State {
    wanted: VecDeque<Wanted>,
    /// What the threads have in hand.
    begun: Vec<Wanted>,
    made: VecDeque<Made>,
    ended: bool,
}

impl Thumbnails {
    /// Starts the threads. `wake` is called from them whenever there is something new.
    #[must_use]
    pub fn start(wake: &Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            large: Mutex::new(()),
        });
        for _ in 0..THREADS {
            let (shared, wake) = (Arc::clone(&shared), Arc::clone(wake));
            let named = thread::Builder::new().name("thumbnails".to_owned());
            // Where no thread can be had there are no pictures, and nothing else is lost.
            let _ = named.spawn(move || work(&shared, &*wake));
        }
        Self { shared }
    }

    /// Makes these, the first ones first. What was asked for before and has not begun is forgotten.
    pub fn want(&self, mut wanted: Vec<Wanted>) {
        let mut state = lock(&self.shared.state);
        wanted.retain(|wanted| !state.begun.contains(wanted) && !state.made.iter().any(|made| made.wanted == *wanted));
        state.wanted = wanted.into();
        drop(state);
        self.shared.changed.notify_all();
    }

    /// What was made since the last time.
    #[must_use]
    pub fn take(&self) -> Option<Made> {
        lock(&self.shared.state).made.pop_front()
    }
}

impl Drop for Thumbnails {
    fn drop(&mut self) {
        lock(&self.shared.state).ended = true;
        self.shared.changed.notify_all();
    }
}

fn work(shared: &Shared, wake: &dyn Fn()) {
    while let Some(wanted) = next(shared) {
        let pixels = read(&wanted.path, wanted.side, &shared.large).ok();
        let mut state = lock(&shared.state);
        state.begun.retain(|begun| *begun != wanted);
        state.made.push_back(Made { wanted, pixels });
        drop(state);
        wake();
    }
}

/// Waits for something to do; `None` when all has ended.
fn next(shared: &Shared) -> Option<Wanted> {
    let mut state = lock(&shared.state);
    loop {
        if state.ended {
            return None;
        }
        if let Some(wanted) = state.wanted.pop_front() {
            state.begun.push(wanted.clone());
            return Some(wanted);
        }
        state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

/// No thread panics while it holds one of these, and if one did the value would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
