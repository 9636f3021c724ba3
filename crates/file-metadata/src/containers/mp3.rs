//! MP3: an ID3v2 tag at the start, or an ID3v1 tag at the end. Some FLAC files have an ID3v2 tag in front.

use std::io::Cursor;

use id3::{Tag, TagLike as _, frame::ExtendedText, partial_tag_ok, v1};

use super::{flac, id3_frames};
use crate::{
    Field,
    gathered::{Gathered, Values},
    input::Source,
    parts::MAX_PARTS,
    text,
};

/// The header of an ID3v2 tag in bytes.
const HEADER: usize = 10;

/// The length of an ID3v1 tag in bytes.
const V1: usize = 128;

pub(super) fn read(source: &mut impl Source, gathered: &mut Gathered) {
    if let Some(length) = source.at(0, HEADER).and_then(|header| tag_length(&header)) {
        // Frames after a large picture may be cut off.
        let tag = source.up_to(0, length.min(super::MAX_BLOCK)).unwrap_or_default();
        read_tag(&tag, &mut gathered.id3);
        let after = length as u64;
        if source.at(after, 4).is_some_and(|start| start == b"fLaC") {
            flac::read(source, after, gathered);
            return;
        }
    }
    let end = source.length().checked_sub(V1 as u64).and_then(|at| source.at(at, V1));
    if let Some(end) = end.filter(|end| end.starts_with(b"TAG"))
        && let Ok(tag) = v1::Tag::read_from(Cursor::new(end))
    {
        for (field, text) in [
            (Field::Creator, &tag.artist),
            (Field::Title, &tag.title),
            (Field::Caption, &tag.comment),
        ] {
            gathered.id3.add(field, text);
        }
    }
}

/// The length of the tag that has this header, with the header. Seven bits a byte.
pub(super) fn tag_length(header: &[u8]) -> Option<usize> {
    let [b'I', b'D', b'3', _, _, _, a, b, c, d] = *header else {
        return None;
    };
    let length = [a, b, c, d]
        .iter()
        .fold(0_usize, |length, byte| (length << 7) | usize::from(byte & 0x7f));
    Some(HEADER + length)
}

/// Reads an ID3v2 tag.
pub(super) fn read_tag(bytes: &[u8], values: &mut Values) {
    let bytes = id3_frames::wanted(bytes);
    let Ok(tag) = partial_tag_ok(Tag::read_from2(Cursor::new(bytes))) else {
        return;
    };
    let texts = |id: &str| -> Vec<String> {
        let frame = tag.get(id).and_then(|frame| frame.content().text());
        // Several values are separated by zeros.
        frame
            .unwrap_or_default()
            .split('\0')
            .take(MAX_PARTS + 1)
            .map(latin_1_again)
            .collect()
    };
    values.add_all(Field::Creator, texts("TPE1").iter().map(String::as_str));
    values.add_all(Field::Title, texts("TIT2").iter().map(String::as_str));
    values.add_all(Field::Copyright, texts("TCOP").iter().map(String::as_str));
    for id in ["TDRC", "TDOR"] {
        values.add(Field::Taken, texts(id).first().map_or("", String::as_str));
    }
    // Comments with a description are notes of programs, such as loudness.
    if let Some(comment) = tag.comments().find(|comment| comment.description.is_empty()) {
        values.add(Field::Caption, &latin_1_again(&comment.text));
    }
    // As FFmpeg writes it.
    let is_comment = |text: &&ExtendedText| text.description.eq_ignore_ascii_case("comment");
    if let Some(comment) = tag.extended_texts().find(is_comment) {
        values.add(Field::Caption, &latin_1_again(&comment.value));
    }
}

/// Many programs write UTF-8 where the tag says Latin-1.
fn latin_1_again(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|character| u8::try_from(u32::from(character)).ok())
        .collect();
    match bytes {
        Some(bytes) if !bytes.is_ascii() => text::decode(&bytes),
        _ => text.to_owned(),
    }
}
