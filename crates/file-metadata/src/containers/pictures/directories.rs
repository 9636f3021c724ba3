//! Pictures in the directories of a TIFF structure, which RAW files and EXIF blocks are too.
//!
//! Tags: TIFF 6.0; TIFF/EP (ISO 12234-2); DNG 1.7; JpgFromRaw of Panasonic and the notes of Olympus as `ExifTool` documents them.

use std::collections::VecDeque;

use super::{Found, add_thumbnails_of_xmp};
use crate::{
    blocks::tiff::{Directory, Tiff},
    input::Source,
};

/// The most directories to look at.
const MAX_DIRECTORIES: usize = 32;

const COMPRESSION: u16 = 0x0103;
const STRIP_OFFSETS: u16 = 0x0111;
const ORIENTATION: u16 = 0x0112;
const STRIP_LENGTHS: u16 = 0x0117;
const SUB_DIRECTORIES: u16 = 0x014a;
const JPEG_OFFSET: u16 = 0x0201;
const JPEG_LENGTH: u16 = 0x0202;
const PANASONIC_JPEG: u16 = 0x002e;
const XMP: u16 = 0x02bc;
const EXIF: u16 = 0x8769;
const NOTES: u16 = 0x927c;

/// Old and new JPEG.
const JPEG: [u32; 2] = [6, 7];

/// Adds the pictures of the structure that starts here.
pub(super) fn collect(source: &mut impl Source, base: u64, found: &mut Found) {
    let Some((mut tiff, main)) = Tiff::open(source, base) else {
        return;
    };
    let orientation = tiff
        .first_number(&main, ORIENTATION)
        .and_then(|value| u8::try_from(value).ok());
    found.orientation = found
        .orientation
        .or(orientation.filter(|value| (1..=8).contains(value)));
    if let Some(exif) = tiff.first_number(&main, EXIF).and_then(|offset| tiff.directory(offset)) {
        let _ = notes_of_olympus(&mut tiff, &exif, found);
    }
    if let Some((at, length)) = tiff.place(&main, PANASONIC_JPEG) {
        found.add(tiff.source().0, at, length);
    }
    if let Some(packet) = tiff.bytes(&main, XMP) {
        add_thumbnails_of_xmp(&packet, found);
    }
    // A malicious file could lead in circles.
    let mut offsets = VecDeque::new();
    let mut next = Some(main);
    for _ in 0..MAX_DIRECTORIES {
        let directory = match next.take() {
            Some(directory) => directory,
            None => match offsets.pop_front().and_then(|offset| tiff.directory(offset)) {
                Some(directory) => directory,
                None if offsets.is_empty() => return,
                None => continue,
            },
        };
        pictures(&mut tiff, &directory, found);
        offsets.extend(tiff.numbers(&directory, SUB_DIRECTORIES, 16).unwrap_or_default());
        offsets.extend(Some(directory.next).filter(|next| *next != 0));
    }
}

/// Adds the pictures of a directory.
fn pictures<S: Source>(tiff: &mut Tiff<'_, S>, directory: &Directory, found: &mut Found) {
    let mut add = |tiff: &mut Tiff<'_, S>, offset: u16, length: u16| -> Option<()> {
        let [at] = *tiff.numbers(directory, offset, 1)?.as_slice() else {
            return None;
        };
        let [length] = *tiff.numbers(directory, length, 1)?.as_slice() else {
            return None;
        };
        let (source, base, _) = tiff.source();
        found.add(source, base.checked_add(at.into())?, length.into());
        Some(())
    };
    let _ = add(tiff, JPEG_OFFSET, JPEG_LENGTH);
    if tiff
        .first_number(directory, COMPRESSION)
        .is_some_and(|kind| JPEG.contains(&kind))
    {
        let _ = add(tiff, STRIP_OFFSETS, STRIP_LENGTHS);
    }
}

/// Adds the preview in the camera settings of Olympus, whose offsets count from the start of the notes.
fn notes_of_olympus<S: Source>(tiff: &mut Tiff<'_, S>, exif: &Directory, found: &mut Found) -> Option<()> {
    const SETTINGS: u16 = 0x2020;
    let (at, _) = tiff.place(exif, NOTES)?;
    let (source, _, _) = tiff.source();
    let head = source.at(at, 12)?;
    let is_big = match head.as_slice() {
        b"OLYMPUS\0II\x03\0" | b"OM SYSTEM\0\0\0" => false,
        b"OLYMPUS\0MM\0\x03" => true,
        _ => return None,
    };
    let header = if head.starts_with(b"OM") { 16 } else { 12 };
    let mut notes = Tiff::without_header(source, at, is_big);
    let main = notes.directory(header)?;
    let (settings, _) = notes.place(&main, SETTINGS)?;
    // Old cameras store the directory as the value, new ones point to it.
    let offset = match notes.first_number(&main, SETTINGS) {
        Some(offset) => offset,
        None => u32::try_from(settings.checked_sub(at)?).ok()?,
    };
    let settings = notes.directory(offset)?;
    let (start, length) = (
        notes.first_number(&settings, 0x0101)?,
        notes.first_number(&settings, 0x0102)?,
    );
    let (source, _, _) = notes.source();
    found.add(source, at.checked_add(start.into())?, length.into());
    Some(())
}
