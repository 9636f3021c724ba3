//! RIFF: WebP with EXIF and XMP, WAV with XMP, an ID3 tag or an INFO list.

use super::mp3;
use crate::{
    Field,
    blocks::xmp,
    gathered::{Gathered, Values},
    input::Source,
    text::decode_terminated,
};

/// The most chunks to look at. Recordings with many cues have some hundred.
const MAX_CHUNKS: usize = 10_000;

pub(super) fn read(source: &mut impl Source, form: &[u8], gathered: &mut Gathered) {
    let is_sound = form.starts_with(b"WAVE");
    if !is_sound && !form.starts_with(b"WEBP") {
        return;
    }
    let mut at = 12;
    for _ in 0..MAX_CHUNKS {
        let Some(head) = source.at(at, 8) else { return };
        let Some((kind, length)) = head.split_first_chunk::<4>() else {
            return;
        };
        let Some(length) = length.first_chunk::<4>() else {
            return;
        };
        let length = u32::from_le_bytes(*length);
        let content = |source: &mut _| -> Option<Vec<u8>> {
            let length = usize::try_from(length)
                .ok()
                .filter(|length| *length <= super::MAX_BLOCK)?;
            Source::at(source, at + 8, length)
        };
        match (kind, is_sound) {
            (b"EXIF", false) => super::read_exif_block(&content(source).unwrap_or_default(), gathered),
            (b"XMP ", false) | (b"_PMX", true) => xmp::read(&content(source).unwrap_or_default(), &mut gathered.xmp),
            (b"id3 " | b"ID3 ", true) => mp3::read_tag(&content(source).unwrap_or_default(), &mut gathered.id3),
            (b"LIST", true) => info(&content(source).unwrap_or_default(), &mut gathered.riff_info),
            _ => {}
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
}

/// Reads an INFO list.
fn info(list: &[u8], values: &mut Values) {
    let Some(mut rest) = list.strip_prefix(b"INFO") else {
        return;
    };
    while let Some((kind, after)) = rest.split_first_chunk::<4>()
        && let Some((length, after)) = after.split_first_chunk::<4>()
    {
        let length = u32::from_le_bytes(*length) as usize;
        let Some((text, after)) = after.split_at_checked(length) else {
            return;
        };
        let field = match kind {
            b"IART" => Some(Field::Creator),
            b"INAM" => Some(Field::Title),
            b"ICMT" | b"ISBJ" => Some(Field::Caption),
            b"ICOP" => Some(Field::Copyright),
            b"ICRD" => Some(Field::Taken),
            _ => None,
        };
        if let Some(field) = field {
            values.add(field, &decode_terminated(text));
        }
        rest = after.get(length % 2..).unwrap_or_default();
    }
}
