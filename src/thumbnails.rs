//! Thumbnails of image files, made in a child process at a limited cost.
//!
//! The window says which are visible whenever that changes. Earlier requests that are no longer visible are dropped. One
//! picture is decoded at a time, in a child process with limits on time and memory: see [`decoder`].

mod of_file;
mod picture;
mod preview;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use parking_lot::{Condvar, Mutex};
use serde_json::{Value, json};

pub use of_file::{
    FilePictures, MAX_ADDRESSES, MadeOfFile, PictureFile, WantedOfFile, decode_manifests, decode_picture,
};
pub use picture::{Pixels, Refused, read};

use decoder::{Answer, DecoderProgram, Decoders, Task, TaskLimits};
use model::UploadId;

/// Time limit for one picture, in seconds. The largest ones take one or two on a slow machine.
const MAX_SECONDS: u32 = 10;

/// Memory limit for one picture, in bytes. Since pictures are decoded one at a time, thumbnails never take more than 200 MB,
/// whatever the files contain.
const MAX_MEMORY: u64 = 144 << 20;

/// The largest thumbnail, in pixels per side.
const MAX_SIDE: u32 = 512;

/// A thumbnail that is visible and not made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The upload.
    pub id: UploadId,
    /// The file.
    pub path: PathBuf,
    /// The side of the square thumbnail, in pixels.
    pub side: u32,
}

/// A thumbnail, or the fact that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The request.
    pub wanted: Wanted,
    /// `None` if the file has no picture that can be decoded within the limits.
    pub pixels: Option<Pixels>,
}

/// Makes thumbnails. Its thread and its child process end when it is dropped.
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
    /// What is being decoded.
    started: Vec<Wanted>,
    made: VecDeque<Made>,
    ended: bool,
}

impl Thumbnails {
    /// Starts the thread, which decodes in children of `program`. It calls `wake` after each thumbnail.
    #[must_use]
    pub fn start(program: DecoderProgram, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            decoders: Decoders::new(program, 1),
        });
        let asking = Arc::clone(&shared);
        let named = thread::Builder::new().name("thumbnails".to_owned());
        // Without the thread there are no thumbnails, but everything else works.
        let _ = named.spawn(move || work(&asking, &*wake));
        Self { shared }
    }

    /// Makes these thumbnails, in this order. Earlier requests that have not started are dropped.
    pub fn want(&self, mut wanted: Vec<Wanted>) {
        let mut state = self.shared.state.lock();
        wanted
            .retain(|wanted| !state.started.contains(wanted) && !state.made.iter().any(|made| made.wanted == *wanted));
        state.wanted = wanted.into();
        drop(state);
        self.shared.changed.notify_all();
    }

    /// The next thumbnail that is ready.
    #[must_use]
    pub fn take(&self) -> Option<Made> {
        self.shared.state.lock().made.pop_front()
    }
}

impl Drop for Thumbnails {
    fn drop(&mut self) {
        self.shared.state.lock().ended = true;
        self.shared.changed.notify_all();
        // Even if a picture is being decoded.
        self.shared.decoders.stop();
    }
}

fn work(shared: &Shared, wake: &dyn Fn()) {
    while let Some(wanted) = next(shared) {
        let pixels = ask(&shared.decoders, &wanted);
        let mut state = shared.state.lock();
        state.started.retain(|started| *started != wanted);
        state.made.push_back(Made { wanted, pixels });
        drop(state);
        wake();
    }
}

/// Decodes a picture in a child process.
fn ask(decoders: &Decoders, wanted: &Wanted) -> Option<Pixels> {
    let side = wanted.side.clamp(1, MAX_SIDE);
    let task = Task::Thumbnail {
        path: wanted.path.clone(),
        side,
    };
    let allowance = TaskLimits {
        memory: MAX_MEMORY,
        seconds: MAX_SECONDS,
        answer: side * side * 4,
    };
    match decoders.ask(&task, allowance) {
        Ok(Answer { facts, bytes }) => pixels_of(&facts, bytes, side),
        Err(given_up) => {
            tracing::debug!(%given_up, "no thumbnail for a file");
            None
        }
    }
}

/// The thumbnail in a child's answer. It is checked: a malicious file may have taken over the child.
fn pixels_of(facts: &Value, rgba: Vec<u8>, side: u32) -> Option<Pixels> {
    let length = |name: &str| {
        let length = u32::try_from(facts.get(name)?.as_u64()?).ok()?;
        (1..=side).contains(&length).then_some(length)
    };
    let (width, height) = (length("width")?, length("height")?);
    let is_whole = rgba.len() == width as usize * height as usize * 4;
    is_whole.then_some(Pixels { width, height, rgba })
}

/// What a child process answers to a [`Task::Thumbnail`].
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

/// Waits for the next request. `None` when the owner was dropped.
fn next(shared: &Shared) -> Option<Wanted> {
    let mut state = shared.state.lock();
    loop {
        if state.ended {
            return None;
        }
        if let Some(wanted) = state.wanted.pop_front() {
            state.started.push(wanted.clone());
            return Some(wanted);
        }
        shared.changed.wait(&mut state);
    }
}

#[cfg(test)]
mod tests;
