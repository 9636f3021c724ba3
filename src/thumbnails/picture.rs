//! Reading one file: its measures first, its pixels only where they are worth their memory.

use std::{
    fs::File,
    io::{BufReader, Cursor},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegDecoder, metadata::Orientation,
};

use super::preview;

/// Files beyond this are not read.
const LARGEST_FILE: u64 = 64 << 20;

/// What a picture may take unpacked, in bytes, with the file itself where that is held in memory: some 40 megapixels of a
/// camera. Of larger ones the preview is taken that cameras put into the file. The system bounds what a decoder takes
/// besides: profiles, texts, rows of its own.
const MOST_UNPACKED: u64 = 126 << 20;

/// What a decoder may take for one thing besides the picture, such as a profile that is packed.
const MOST_BESIDES: u64 = 16 << 20;

/// Formats that are read.
const FORMATS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];

/// A small picture: four bytes a pixel, red, green, blue and how opaque it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The rows, from the top.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pixels({} x {})", self.width, self.height)
    }
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no file, or it cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// More bytes or more pixels than a small picture is worth.
    #[error("the picture is too large to be unpacked for a thumbnail")]
    TooLarge,
    /// Another format, or a broken file.
    #[error("the file holds no picture that can be read")]
    NotAPicture,
    /// The decoder gave up in a way that it should not.
    #[error("the picture's decoder failed")]
    Failed,
}

/// Reads the picture in a file, turned as the camera was held, and makes it fill a square of `side` pixels.
///
/// # Errors
/// [`Refused`]; nothing that is in a file can do more harm than that.
pub fn read(path: &Path, side: u32) -> Result<Pixels, Refused> {
    catch_unwind(AssertUnwindSafe(|| decode(path, side))).unwrap_or(Err(Refused::Failed))
}

fn decode(path: &Path, side: u32) -> Result<Pixels, Refused> {
    // A pipe would be waited for without end.
    let facts = std::fs::metadata(path).map_err(|_| Refused::Unreadable)?;
    if !facts.is_file() {
        return Err(Refused::Unreadable);
    }
    if facts.len() > LARGEST_FILE {
        return Err(Refused::TooLarge);
    }
    let file = File::open(path).map_err(|_| Refused::Unreadable)?;
    let mut reader = ImageReader::new(BufReader::new(file))
        .with_guessed_format()
        .map_err(|_| Refused::Unreadable)?;
    if !reader.format().is_some_and(|format| FORMATS.contains(&format)) {
        return Err(Refused::NotAPicture);
    }
    // A JPEG is read whole before it is unpacked.
    let held = if reader.format() == Some(ImageFormat::Jpeg) {
        facts.len()
    } else {
        0
    };
    reader.limits(limits_of(MOST_BESIDES));
    let mut decoder = reader.into_decoder().map_err(|_| Refused::NotAPicture)?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if decoder.total_bytes().saturating_add(held) > MOST_UNPACKED {
        let exif = decoder.exif_metadata().ok().flatten().ok_or(Refused::TooLarge)?;
        let small = preview::of(&exif).ok_or(Refused::TooLarge)?;
        let mut decoder = JpegDecoder::new(Cursor::new(small)).map_err(|_| Refused::TooLarge)?;
        decoder
            .set_limits(limits_of(MOST_BESIDES))
            .map_err(|_| Refused::TooLarge)?;
        if decoder.total_bytes() > MOST_BESIDES {
            return Err(Refused::TooLarge);
        }
        let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::TooLarge)?;
        return Ok(fill(&whole, side.max(1), turned));
    }
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::NotAPicture)?;
    Ok(fill(&whole, side.max(1), turned))
}

fn limits_of(bytes: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

/// The middle of the picture in a square.
fn fill(whole: &DynamicImage, side: u32, turned: Orientation) -> Pixels {
    let (width, height) = (whole.width().max(1), whole.height().max(1));
    let short = width.min(height);
    // Not much beyond the square is kept of a panorama.
    let scaled = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side)).div_ceil(u64::from(short));
        u32::try_from(scaled).unwrap_or(u32::MAX).min(side * 8)
    };
    let small = whole.thumbnail_exact(scaled(width), scaled(height));
    let left = small.width().saturating_sub(side) / 2;
    let top = small.height().saturating_sub(side) / 2;
    let mut square = small.crop_imm(left, top, side, side);
    square.apply_orientation(turned);
    let rgba = square.into_rgba8();
    Pixels {
        width: rgba.width(),
        height: rgba.height(),
        rgba: rgba.into_raw(),
    }
}
