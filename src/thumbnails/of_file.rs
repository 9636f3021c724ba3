//! Pictures for a report: the file itself in its own shape, and the thumbnails in its manifest store. Both are decoded in a
//! child process, one request after another.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    picture::{self, Fit, Pixels},
    queue::{Finished, PictureQueue, PictureRequest},
};
use decoder::{Answer, Decoders, Task, TaskLimits};

/// How many pictures of a manifest store are made at once.
pub const MAX_ADDRESSES: usize = 64;

/// The largest picture in a manifest store, in pixels per side.
const MAX_SIDE: u32 = 1024;

/// The largest picture of a file, in pixels per side. Its area is at most [`picture::MAX_AREA`].
pub const MAX_PICTURE_SIDE: u32 = 16_384;

/// All pictures of a request together, in bytes.
const MAX_ANSWER: u32 = 16 << 20;

/// The picture of a file, in bytes.
const MAX_PICTURE_ANSWER: u32 = picture::MAX_AREA * 4;

/// The memory limit grows by this multiple of the answer: a picture, and its copy that is rotated.
const ANSWER_FACTOR: u64 = 2;

/// Time limit for a small file, in seconds.
const SECONDS: u64 = 10;

/// How many bytes per second a slow machine with a slow drive hashes.
const BYTES_PER_SECOND: u64 = 32 << 20;

/// Memory limit for a small file, in bytes.
const MEMORY: u64 = 192 << 20;

/// The memory limit grows by this multiple of the file's size: most readers of manifest stores hold the file in memory.
const SIZE_FACTOR: u64 = 3;

/// The highest memory limit, in bytes.
const MAX_MEMORY: u64 = 1 << 30;

/// A file that has pictures for a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureFile {
    /// The file.
    pub path: PathBuf,
    /// Its MIME type, if known.
    pub content_type: Option<String>,
    /// The SHA-256 of the bytes that the report is about, if known. A file with other bytes has no pictures for it.
    pub sha256: Option<String>,
}

/// Pictures that a report needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WantedOfFile {
    /// The picture that the file is.
    Itself {
        /// The file.
        file: Arc<PictureFile>,
        /// The longest width and height, in pixels.
        side: u32,
    },
    /// Thumbnails in its manifest store.
    Thumbnails {
        /// The file.
        file: Arc<PictureFile>,
        /// Their JUMBF addresses, at most [`MAX_ADDRESSES`].
        addresses: Vec<String>,
        /// The longest width and height, in pixels.
        side: u32,
    },
}

/// The pictures of a request: one for each address, or one of the file itself. `None` where there is none that can be decoded
/// within the limits.
pub type MadeOfFile = Finished<WantedOfFile>;

/// Makes larger pictures, and those of manifest stores.
pub type FilePictures = PictureQueue<WantedOfFile>;

impl PictureRequest for WantedOfFile {
    type Pictures = Vec<Option<Pixels>>;
    const THREAD: &'static str = "large pictures";

    fn make(&self, decoders: &Decoders) -> Self::Pictures {
        ask(decoders, self)
    }
}

/// Decodes the pictures of a request in a child process.
fn ask(decoders: &Decoders, wanted: &WantedOfFile) -> Vec<Option<Pixels>> {
    let (file, many, side) = match wanted {
        WantedOfFile::Itself { file, side } => (file, 1, (*side).clamp(1, MAX_PICTURE_SIDE)),
        WantedOfFile::Thumbnails { file, addresses, side } => {
            (file, addresses.len().min(MAX_ADDRESSES), (*side).clamp(1, MAX_SIDE))
        }
    };
    // A large file takes longer, mostly to hash it.
    let size = std::fs::metadata(&file.path).map_or(0, |facts| facts.len());
    let (path, sha256) = (file.path.clone(), file.sha256.clone());
    let task = match wanted {
        WantedOfFile::Itself { .. } => Task::Picture { path, sha256, side },
        WantedOfFile::Thumbnails { addresses, .. } => Task::ManifestThumbnails {
            path,
            content_type: file.content_type.clone(),
            sha256,
            addresses: addresses.iter().take(MAX_ADDRESSES).cloned().collect(),
            side,
        },
    };
    let answer = match wanted {
        WantedOfFile::Itself { .. } => side.saturating_mul(side).saturating_mul(4).min(MAX_PICTURE_ANSWER),
        WantedOfFile::Thumbnails { .. } => MAX_ANSWER,
    };
    // The picture itself is read in pieces, however large its file is.
    let read = match wanted {
        WantedOfFile::Itself { .. } => u64::from(answer) * ANSWER_FACTOR,
        WantedOfFile::Thumbnails { .. } => size.saturating_mul(SIZE_FACTOR),
    };
    let memory = MEMORY.saturating_add(read).min(MAX_MEMORY);
    let seconds = u32::try_from(SECONDS.saturating_add(size / BYTES_PER_SECOND)).unwrap_or(u32::MAX);
    let allowance = TaskLimits {
        memory,
        seconds,
        answer,
    };
    match decoders.ask(&task, allowance) {
        Ok(answer) => pictures_of(answer, many, side),
        Err(given_up) => {
            tracing::debug!(%given_up, "no pictures for a report");
            vec![None; many]
        }
    }
}

/// Width and height of each picture, whose bytes follow each other.
type Sizes = Vec<Option<[u32; 2]>>;

/// The pictures in a child's answer. It is checked: a malicious file may have taken over the child.
fn pictures_of(answer: Answer, many: usize, side: u32) -> Vec<Option<Pixels>> {
    let Ok(sizes) = serde_json::from_value::<Sizes>(answer.facts["sizes"].clone()) else {
        return vec![None; many];
    };
    let mut rest = answer.bytes;
    let mut pictures: Vec<_> = sizes
        .into_iter()
        .take(many)
        .map(|size| {
            let [width, height] = size.filter(|size| size.iter().all(|length| (1..=side).contains(length)))?;
            let length = usize::try_from(u64::from(width) * u64::from(height) * 4).ok()?;
            if length > rest.len() {
                return None;
            }
            // A large picture is not copied.
            let after = rest.split_off(length);
            let rgba = std::mem::replace(&mut rest, after);
            Some(Pixels { width, height, rgba })
        })
        .collect();
    pictures.resize(many, None);
    pictures
}

fn answer_of(pictures: Vec<Option<Pixels>>) -> Answer {
    let size = |picture: &Option<Pixels>| picture.as_ref().map(|pixels| [pixels.width, pixels.height]);
    let sizes: Sizes = pictures.iter().map(size).collect();
    let mut pictures = pictures.into_iter().flatten().map(|pixels| pixels.rgba);
    let mut bytes = pictures.next().unwrap_or_default();
    for other in pictures {
        bytes.extend_from_slice(&other);
    }
    Answer {
        facts: serde_json::json!({ "sizes": sizes }),
        bytes,
    }
}

/// What a child process answers to a [`Task::Picture`].
#[must_use]
pub fn decode_picture(path: &Path, sha256: Option<&str>, side: u32) -> Answer {
    let picture = sha256
        .is_none_or(|wanted| has_hash(path, wanted))
        .then(|| picture::read_fitting(path, Fit::Whole(side)).ok())
        .flatten();
    answer_of(vec![picture])
}

fn has_hash(path: &Path, wanted: &str) -> bool {
    // Opening a pipe would block.
    let is_file = std::fs::metadata(path).is_ok_and(|facts| facts.is_file());
    is_file
        && std::fs::File::open(path)
            .and_then(|mut file| engine::sha256_of(&mut file, |_| Ok(())))
            .is_ok_and(|found| found.eq_ignore_ascii_case(wanted))
}

/// What a child process answers to a [`Task::ManifestThumbnails`].
#[must_use]
pub fn decode_manifests(
    path: &Path,
    content_type: Option<&str>,
    sha256: Option<&str>,
    addresses: &[String],
    side: u32,
) -> Answer {
    let mut pictures = vec![None; addresses.len()];
    let mut bytes = 0;
    let read = engine::manifest_pictures(path, content_type, sha256, addresses, |number, encoded| {
        let Ok(pixels) = picture::read_embedded(encoded, Fit::Whole(side)) else {
            return;
        };
        bytes += pixels.rgba.len();
        if let Some(picture) = pictures.get_mut(number).filter(|_| bytes <= MAX_ANSWER as usize) {
            *picture = Some(pixels);
        }
    });
    match read {
        Ok(()) => answer_of(pictures),
        Err(why) => Answer {
            facts: serde_json::json!({ "refused": why }),
            bytes: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests;
