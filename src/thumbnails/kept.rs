//! The small pictures that the history keeps, so that it shows what was uploaded after the files are gone.

use std::{io::Cursor, path::PathBuf, sync::Arc};

use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};

use super::{Fit, Pixels, ask};
use decoder::Decoders;
use model::{Timestamp, UploadId};
use store::KeptPictures;

/// The longest width and height of a kept picture, in pixels: a tile of 160 points at twice the resolution.
const SIDE: u32 = 320;

/// The quality of a kept picture, of 100.
const QUALITY: u8 = 80;

/// A picture to keep.
#[derive(Debug, Clone)]
pub struct KeepJob {
    /// Where it is kept.
    pub to: Arc<KeptPictures>,
    /// The record.
    pub id: UploadId,
    /// When the file was added.
    pub added: Timestamp,
    /// The file.
    pub path: PathBuf,
}

/// Makes and keeps a picture, unless there is one. What can't be kept is missing later, and is only logged.
pub fn keep(job: &KeepJob, decoders: &Decoders) {
    if job.to.find(job.id, job.added).is_some() {
        return;
    }
    let Some(jpeg) = ask(decoders, &job.path, Fit::Whole(SIDE)).and_then(|pixels| encoded(&pixels)) else {
        return;
    };
    if let Err(error) = job.to.keep(job.id, job.added, &jpeg) {
        tracing::debug!(%error, "a small picture could not be kept");
    }
}

/// A JPEG of a picture. Where it is transparent, it is white.
fn encoded(pixels: &Pixels) -> Option<Vec<u8>> {
    let over_white = |part: u8, alpha: u8| {
        let (part, alpha) = (u16::from(part), u16::from(alpha));
        u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    let (all, _) = pixels.rgba.as_chunks::<4>();
    let rgb: Vec<u8> = all
        .iter()
        .flat_map(|[red, green, blue, alpha]| [red, green, blue].map(|part| over_white(*part, *alpha)))
        .collect();
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(&rgb, pixels.width, pixels.height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes.into_inner())
}
