//! Decodes one picture: its dimensions first, its pixels only if they fit into the memory limit. Formats without a decoder here
//! (RAW, HEIC, films, recordings) are shown by the JPEG or PNG inside of them.

use std::{
    fs::File,
    io::{BufRead, BufReader, Cursor, Read as _, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegDecoder, metadata::Orientation,
};

use super::preview;
use file_metadata::{EmbeddedPicture, embedded_picture};

/// Larger files are not read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// Memory limit for a decoded picture, in bytes, including the file if that is held in memory: about 40 megapixels. For
/// larger photographs, the camera's embedded preview is used. The process limit covers the decoder's other memory.
const MAX_DECODED: u64 = 126 << 20;

/// Memory limit for a decoded picture of a manifest store, in bytes: 12 megapixels. Engines make much smaller ones.
const MAX_EMBEDDED: u64 = 48 << 20;

/// Memory limit for anything else that a decoder unpacks, such as a color profile, in bytes.
const MAX_METADATA: u64 = 16 << 20;

/// How many bytes say which format a file has.
const FORMAT_BYTES: usize = 64;

/// The most pixels of a result: a photograph of 24 megapixels is whole.
pub(super) const MAX_AREA: u32 = 25 << 20;

/// Formats that are decoded from the file.
const FORMATS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];

/// A thumbnail: RGBA, four bytes per pixel, alpha not premultiplied.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The rows from top to bottom.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pixels({} x {})", self.width, self.height)
    }
}

/// Why there is no thumbnail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a file, or not readable.
    #[error("the file can't be read")]
    Unreadable,
    /// The file or the picture exceeds a limit.
    #[error("the picture is too large to be shown")]
    TooLarge,
    /// An unsupported format, or a damaged file.
    #[error("the file is not a picture that can be decoded")]
    NotAPicture,
    /// The decoder panicked.
    #[error("the picture's decoder failed")]
    Failed,
}

/// How a picture gets smaller, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It fills a square and is cropped.
    Square(u32),
    /// It keeps its shape, and neither width nor height is larger.
    Whole(u32),
}

impl Fit {
    /// The longest side of the result.
    #[must_use]
    pub const fn side(self) -> u32 {
        match self {
            Self::Square(side) | Self::Whole(side) => side,
        }
    }

    /// The longest side that a source should have. Most are half as high as they are wide, or more.
    const fn source_side(self) -> u32 {
        match self {
            Self::Square(side) => side.saturating_mul(2),
            Self::Whole(side) => side,
        }
    }
}

/// Decodes a picture, rotates it as the camera was held, and crops it to a square of `side` pixels.
///
/// # Errors
/// [`Refused`], whatever the file contains. Panics of decoders are caught.
pub fn read(path: &Path, side: u32) -> Result<Pixels, Refused> {
    read_fitting(path, Fit::Square(side))
}

/// Like [`read`], in any shape.
pub(super) fn read_fitting(path: &Path, fit: Fit) -> Result<Pixels, Refused> {
    catch_unwind(AssertUnwindSafe(|| decode(path, fit))).unwrap_or(Err(Refused::Failed))
}

/// Like [`read_fitting`], of a picture in memory.
pub(super) fn read_embedded(bytes: &[u8], fit: Fit) -> Result<Pixels, Refused> {
    let reader = ImageReader::new(Cursor::new(bytes));
    let decode = AssertUnwindSafe(|| decode_from(reader, bytes.len() as u64, MAX_EMBEDDED, fit));
    catch_unwind(decode).unwrap_or(Err(Refused::Failed))
}

fn decode(path: &Path, fit: Fit) -> Result<Pixels, Refused> {
    // Opening a pipe would block.
    let facts = std::fs::metadata(path).map_err(|_| Refused::Unreadable)?;
    if !facts.is_file() {
        return Err(Refused::Unreadable);
    }
    let mut file = File::open(path).map_err(|_| Refused::Unreadable)?;
    match format_of(&mut file)? {
        Some(format) if FORMATS.contains(&format) => {
            if facts.len() > MAX_FILE {
                return Err(Refused::TooLarge);
            }
            decode_from(ImageReader::new(BufReader::new(file)), facts.len(), MAX_DECODED, fit)
        }
        Some(ImageFormat::Tiff) => tiff_or_embedded(&file, fit),
        _ => embedded(
            &embedded_picture(file, fit.source_side()).ok_or(Refused::NotAPicture)?,
            fit,
        ),
    }
}

/// The format by the first bytes. Names are not trusted.
fn format_of(file: &mut File) -> Result<Option<ImageFormat>, Refused> {
    let mut start = Vec::with_capacity(FORMAT_BYTES);
    file.by_ref()
        .take(FORMAT_BYTES as u64)
        .read_to_end(&mut start)
        .map_err(|_| Refused::Unreadable)?;
    file.rewind().map_err(|_| Refused::Unreadable)?;
    Ok(image::guess_format(&start).ok())
}

/// A RAW file has a preview that is large enough and fast to decode. A TIFF that is a picture itself is decoded.
fn tiff_or_embedded(file: &File, fit: Fit) -> Result<Pixels, Refused> {
    let inside = embedded_picture(file, fit.source_side());
    let longest = |size: [u32; 2]| size[0].max(size[1]);
    if let Some(inside) = inside
        .as_ref()
        .filter(|inside| longest(inside.size) >= fit.source_side())
    {
        return embedded(inside, fit);
    }
    let mut reader = ImageReader::with_format(BufReader::new(file), ImageFormat::Tiff);
    reader.limits(limits_of(MAX_DECODED));
    let itself = reader.into_decoder().map_err(|_| Refused::NotAPicture);
    let is_better = |decoder: &dyn Fn() -> (u32, u32)| {
        let (width, height) = decoder();
        inside
            .as_ref()
            .is_none_or(|inside| width.max(height) > longest(inside.size))
    };
    match itself {
        Ok(decoder) if is_better(&|| decoder.dimensions()) && decoder.total_bytes() <= MAX_DECODED => {
            whole_tiff(decoder, fit)
        }
        Ok(_) if inside.is_none() => Err(Refused::TooLarge),
        _ => embedded(&inside.ok_or(Refused::NotAPicture)?, fit),
    }
}

fn whole_tiff(mut decoder: impl ImageDecoder, fit: Fit) -> Result<Pixels, Refused> {
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::NotAPicture)?;
    Ok(fitted(whole, fit, orientation))
}

/// A picture inside of a file. If it doesn't say how the camera was held, the file around it does.
fn embedded(inside: &EmbeddedPicture, fit: Fit) -> Result<Pixels, Refused> {
    let mut reader = ImageReader::new(Cursor::new(inside.bytes.as_slice()))
        .with_guessed_format()
        .map_err(|_| Refused::Unreadable)?;
    if !reader.format().is_some_and(|format| FORMATS.contains(&format)) {
        return Err(Refused::NotAPicture);
    }
    reader.limits(limits_of(MAX_METADATA));
    let mut decoder = reader.into_decoder().map_err(|_| Refused::NotAPicture)?;
    // Twice: the decoder reads it into memory again.
    let in_memory = (inside.bytes.len() as u64).saturating_mul(2);
    if decoder.total_bytes().saturating_add(in_memory) > MAX_DECODED {
        return Err(Refused::TooLarge);
    }
    let has_own = decoder.exif_metadata().ok().flatten().is_some();
    let own = decoder.orientation().ok().filter(|_| has_own);
    let around = inside.orientation.and_then(Orientation::from_exif);
    let orientation = own.or(around).unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::NotAPicture)?;
    Ok(fitted(whole, fit, orientation))
}

fn decode_from(
    reader: ImageReader<impl BufRead + Seek>,
    size: u64,
    max_decoded: u64,
    fit: Fit,
) -> Result<Pixels, Refused> {
    let mut reader = reader.with_guessed_format().map_err(|_| Refused::Unreadable)?;
    if !reader.format().is_some_and(|format| FORMATS.contains(&format)) {
        return Err(Refused::NotAPicture);
    }
    // The JPEG decoder reads the whole file into memory.
    let in_memory = if reader.format() == Some(ImageFormat::Jpeg) {
        size
    } else {
        0
    };
    reader.limits(limits_of(MAX_METADATA));
    let mut decoder = reader.into_decoder().map_err(|_| Refused::NotAPicture)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if decoder.total_bytes().saturating_add(in_memory) > max_decoded {
        let exif = decoder.exif_metadata().ok().flatten().ok_or(Refused::TooLarge)?;
        let small = preview::of(&exif).ok_or(Refused::TooLarge)?;
        let mut decoder = JpegDecoder::new(Cursor::new(small)).map_err(|_| Refused::TooLarge)?;
        decoder
            .set_limits(limits_of(MAX_METADATA))
            .map_err(|_| Refused::TooLarge)?;
        if decoder.total_bytes() > MAX_METADATA {
            return Err(Refused::TooLarge);
        }
        let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::TooLarge)?;
        return Ok(fitted(whole, fit, orientation));
    }
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| Refused::NotAPicture)?;
    Ok(fitted(whole, fit, orientation))
}

fn fitted(whole: DynamicImage, fit: Fit, orientation: Orientation) -> Pixels {
    match fit {
        Fit::Square(side) => crop(&whole, side.max(1), orientation),
        Fit::Whole(side) => scaled_down(whole, side.max(1), orientation),
    }
}

/// The whole picture, no larger than it is and than [`MAX_AREA`].
fn scaled_down(whole: DynamicImage, side: u32, orientation: Orientation) -> Pixels {
    let (width, height) = (f64::from(whole.width().max(1)), f64::from(whole.height().max(1)));
    let by_area = (f64::from(MAX_AREA) / (width * height)).sqrt();
    let scale = (f64::from(side) / width.max(height)).min(by_area);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no longer than the picture, and not negative"
    )]
    let scaled = |length: f64| (length * scale).floor().max(1.0) as u32;
    let mut small = if scale < 1.0 {
        whole.thumbnail_exact(scaled(width), scaled(height))
    } else {
        whole
    };
    small.apply_orientation(orientation);
    let rgba = small.into_rgba8();
    Pixels {
        width: rgba.width(),
        height: rgba.height(),
        rgba: rgba.into_raw(),
    }
}

fn limits_of(bytes: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

/// The center of the picture, scaled to fill a square.
fn crop(whole: &DynamicImage, side: u32, orientation: Orientation) -> Pixels {
    let (width, height) = (whole.width().max(1), whole.height().max(1));
    let short = width.min(height);
    // A panorama is not scaled to its full length.
    let scaled = |length: u32| {
        let scaled = (u64::from(length) * u64::from(side)).div_ceil(u64::from(short));
        u32::try_from(scaled).unwrap_or(u32::MAX).min(side * 8)
    };
    let small = whole.thumbnail_exact(scaled(width), scaled(height));
    let left = small.width().saturating_sub(side) / 2;
    let top = small.height().saturating_sub(side) / 2;
    let mut square = small.crop_imm(left, top, side, side);
    square.apply_orientation(orientation);
    let rgba = square.into_rgba8();
    Pixels {
        width: rgba.width(),
        height: rgba.height(),
        rgba: rgba.into_raw(),
    }
}
