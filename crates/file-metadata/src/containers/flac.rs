//! FLAC: Vorbis comments.

use crate::{
    Field,
    gathered::{Gathered, Values},
    input::Source,
    parts::MAX_PARTS,
};

/// The most blocks, and the most comments in one.
const MAX: usize = 1000;

const VORBIS_COMMENT: u8 = 4;

/// Reads the FLAC file that starts at this position.
pub(super) fn read(source: &mut impl Source, base: u64, gathered: &mut Gathered) {
    let mut at = base + 4;
    for _ in 0..MAX {
        let Some(head) = source.at(at, 4) else { return };
        let [kind, a, b, c] = *head.as_slice() else { return };
        let length = u32::from_be_bytes([0, a, b, c]) as usize;
        if kind & 0x7f == VORBIS_COMMENT
            && length <= super::MAX_BLOCK
            && let Some(content) = source.at(at + 4, length)
        {
            let _ = comments(&content, &mut gathered.vorbis);
        }
        if kind & 0x80 != 0 {
            return;
        }
        at += 4 + length as u64;
    }
}

fn comments(bytes: &[u8], values: &mut Values) -> Option<()> {
    let (_vendor, rest) = text(bytes)?;
    let (count, mut rest) = rest.split_first_chunk::<4>()?;
    let mut creators = Vec::new();
    for _ in 0..(u32::from_le_bytes(*count) as usize).min(MAX) {
        let Some((comment, after)) = text(rest) else { break };
        rest = after;
        let Some((name, value)) = comment.split_once('=') else {
            continue;
        };
        match name.to_ascii_uppercase().as_str() {
            "ARTIST" if creators.len() <= MAX_PARTS => creators.push(value.to_owned()),
            "TITLE" => values.add(Field::Title, value),
            "DESCRIPTION" | "COMMENT" => values.add(Field::Caption, value),
            "COPYRIGHT" => values.add(Field::Copyright, value),
            "DATE" => values.add(Field::Taken, value),
            _ => {}
        }
    }
    values.add_all(Field::Creator, creators.iter().map(String::as_str));
    Some(())
}

/// A text with its length in front, and the bytes after it.
fn text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((String::from_utf8_lossy(text).into_owned(), rest))
}
