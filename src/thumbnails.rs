//! Small pictures of image files, made outside the program's process at a bounded cost.
//!
//! The window says what is visible, again whenever that changes; what was asked for before and is not asked for any more
//! is dropped. One picture is read at a time, in a child with limits of its own: see [`decoder`].

mod picture;
mod preview;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use parking_lot::{Condvar, Mutex, MutexGuard};
use serde_json::{Value, json};

pub use picture::{Pixels, Refused, read};

use decoder::{Allowance, Answer, DecoderProgram, Decoders, Task};
use model::UploadId;

/// Seconds for one picture. The largest that are read take one or two on a slow machine.
const SECONDS: u32 = 10;

/// Bytes of memory for one picture, and with them for all: what is on show of them takes no more than 200 MB above rest,
/// whatever the files hold.
const MEMORY: u64 = 144 << 20;

/// The largest square, in pixels.
const LARGEST_SIDE: u32 = 512;

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

/// Makes small pictures. Its thread and its child end when this is dropped.
pub struct Thumbnails {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    decoders: Decoders,
}

#[derive(Default)]
struct State {
    wanted: VecDeque<Wanted>,
    /// What is being read.
    begun: Vec<Wanted>,
    made: VecDeque<Made>,
    ended: bool,
}

impl Thumbnails {
    /// Starts a thread that asks children of this program. `wake` is called from it whenever there is something new.
    #[must_use]
    pub fn start(program: DecoderProgram, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            decoders: Decoders::new(program, 1),
        });
        let asking = Arc::clone(&shared);
        let named = thread::Builder::new().name("thumbnails".to_owned());
        // Where no thread can be had there are no pictures, and nothing else is lost.
        let _ = named.spawn(move || work(&asking, &*wake));
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
        // Whatever is being read.
        self.shared.decoders.stop();
    }
}

fn work(shared: &Shared, wake: &dyn Fn()) {
    while let Some(wanted) = next(shared) {
        let pixels = ask(&shared.decoders, &wanted);
        let mut state = lock(&shared.state);
        state.begun.retain(|begun| *begun != wanted);
        state.made.push_back(Made { wanted, pixels });
        drop(state);
        wake();
    }
}

/// Has a child read a picture.
fn ask(decoders: &Decoders, wanted: &Wanted) -> Option<Pixels> {
    let side = wanted.side.clamp(1, LARGEST_SIDE);
    let task = Task::Thumbnail {
        path: wanted.path.clone(),
        side,
    };
    let allowance = Allowance {
        memory: MEMORY,
        seconds: SECONDS,
        answer: side * side * 4,
    };
    match decoders.ask(&task, allowance) {
        Ok(Answer { facts, bytes }) => pixels_of(&facts, bytes, side),
        Err(given_up) => {
            tracing::debug!(%given_up, "a file has no small picture");
            None
        }
    }
}

/// The picture in a child's answer. A child that was led astray by a file may say anything.
fn pixels_of(facts: &Value, rgba: Vec<u8>, side: u32) -> Option<Pixels> {
    let length = |name: &str| {
        let length = u32::try_from(facts.get(name)?.as_u64()?).ok()?;
        (1..=side).contains(&length).then_some(length)
    };
    let (width, height) = (length("width")?, length("height")?);
    let is_whole = rgba.len() == width as usize * height as usize * 4;
    is_whole.then_some(Pixels { width, height, rgba })
}

/// What a child answers a [`Task::Thumbnail`].
#[must_use]
pub fn decode(path: &Path, side: u32) -> Answer {
    match read(path, side) {
        Ok(Pixels { width, height, rgba }) => Answer {
            facts: json!({ "width": width, "height": height }),
            bytes: rgba,
        },
        Err(refused) => Answer {
            facts: json!({ "refused": refused.to_string() }),
            bytes: Vec::new(),
        },
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
        shared.changed.wait(&mut state);
    }
}

/// No thread panics while it holds one of these, and if one did the value would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}

#[cfg(test)]
mod tests;
