//! Pictures of files, made in child processes at a limited cost: thumbnails of rows and tiles, previews, pictures that fill the
//! window, and those in manifest stores.
//!
//! The window says which are visible whenever that changes. Earlier requests that are no longer visible are dropped. One
//! thumbnail and one larger picture are decoded at a time, each in a child process with limits on time and memory: see
//! [`queue`] and [`decoder`].
//!
//! ```text
//! queue    what is wanted, in which order     picture    one picture, decoded and scaled
//! of_file  large pictures and manifests       preview    the small one in EXIF data
//! kept     small pictures of the history      (embedded ones: the crate `file_metadata`)
//! ```

mod kept;
mod of_file;
mod picture;
mod preview;
pub mod queue;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub use kept::{KeepJob, keep};
pub use of_file::{
    FilePictures, MAX_ADDRESSES, MAX_PICTURE_SIDE, MadeOfFile, PictureFile, WantedOfFile, decode_manifests,
    decode_picture,
};
pub use picture::{Fit, Pixels, Refused, read};

use decoder::{Answer, Decoders, Task, TaskLimits};
use model::UploadId;
use queue::{Finished, PictureQueue, PictureRequest};

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
    /// The picture that the history kept of it, if it might have. Preferred: the file may be gone or replaced.
    pub kept: Option<PathBuf>,
    /// Its shape and size in pixels.
    pub fit: Fit,
}

/// A thumbnail, or the fact that there is none: `None` if the file has no picture that can be decoded within the limits.
pub type Made = Finished<Wanted>;

/// Makes thumbnails of rows and tiles.
pub type Thumbnails = PictureQueue<Wanted>;

impl PictureRequest for Wanted {
    type Pictures = Option<Pixels>;
    const THREAD: &'static str = "thumbnails";

    fn make(&self, decoders: &Decoders) -> Option<Pixels> {
        let kept = self.kept.as_ref().filter(|kept| kept.is_file());
        kept.and_then(|kept| ask(decoders, kept, self.fit))
            .or_else(|| ask(decoders, &self.path, self.fit))
    }
}

/// Decodes a picture in a child process.
fn ask(decoders: &Decoders, path: &Path, fit: Fit) -> Option<Pixels> {
    let side = fit.side().clamp(1, MAX_SIDE);
    let task = Task::Thumbnail {
        path: path.to_owned(),
        side,
        whole: matches!(fit, Fit::Whole(_)),
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
pub fn decode(path: &Path, fit: Fit) -> Answer {
    match picture::read_fitting(path, fit) {
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

#[cfg(test)]
mod tests;
