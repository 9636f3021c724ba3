//! Tags of MOV and MP4: the user data of QuickTime and 3GPP, and lists of tags as Apple's programs and cameras write them.

use super::boxes::{Box4, find};
use crate::{
    Field, Gps,
    gathered::Values,
    input::Source,
    text::{decode_terminated, decode_utf16},
};

/// The longest tag to read in bytes.
const MAX_TAG: u64 = 64 << 10;

/// A tag that is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Field(Field),
    Position,
}

/// The tag of a kind of box. The first byte of most is `©` in Mac Roman.
fn tag_of_kind(kind: &[u8; 4]) -> Option<Tag> {
    Some(match kind {
        b"\xa9ART" | b"\xa9aut" | b"auth" => Tag::Field(Field::Creator),
        b"\xa9nam" | b"titl" => Tag::Field(Field::Title),
        b"\xa9des" | b"\xa9cmt" | b"desc" | b"dscp" => Tag::Field(Field::Caption),
        b"\xa9cpy" | b"cprt" => Tag::Field(Field::Copyright),
        b"\xa9day" | b"date" => Tag::Field(Field::Taken),
        b"\xa9mod" => Tag::Field(Field::Model),
        b"\xa9mak" => Tag::Field(Field::Make),
        b"\xa9xyz" => Tag::Position,
        _ => return None,
    })
}

/// The tag of a key of QuickTime.
fn tag_of_key(key: &[u8]) -> Option<Tag> {
    Some(match key.strip_prefix(b"com.apple.quicktime.")? {
        b"author" | b"artist" => Tag::Field(Field::Creator),
        b"title" | b"displayname" => Tag::Field(Field::Title),
        b"description" | b"comment" => Tag::Field(Field::Caption),
        b"copyright" => Tag::Field(Field::Copyright),
        b"creationdate" => Tag::Field(Field::Taken),
        b"model" => Tag::Field(Field::Model),
        b"make" => Tag::Field(Field::Make),
        b"location.ISO6709" => Tag::Position,
        _ => return None,
    })
}

fn add(tag: Tag, text: &str, values: &mut Values) {
    match tag {
        Tag::Field(field) => values.add(field, text),
        Tag::Position => values.set_gps(Gps::of_iso_6709(text)),
    }
}

/// Reads user data: texts, and a list of tags.
pub(super) fn user_data(source: &mut impl Source, data: Box4, values: &mut Values) {
    for one in data.inside(source, 0) {
        if one.kind == *b"meta" {
            tags(source, one, values);
        } else if one.kind == *b"loci" {
            let content = Some(one).filter(|one| one.end - one.start <= MAX_TAG);
            let content = content.and_then(|one| one.content(source));
            values.set_gps(content.and_then(|content| location(&content)));
        } else if let Some(tag) = tag_of_kind(&one.kind)
            && one.end - one.start <= MAX_TAG
            && let Some(content) = one.content(source)
        {
            let text = if one.kind[0] == 0xa9 {
                // Length and language, then the text, then the same in other languages.
                let length = content
                    .first_chunk::<2>()
                    .map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
                content.get(4..(4 + length).min(content.len()))
            } else if one.kind == *b"date" {
                // A plain text, as FFmpeg writes it.
                Some(content.as_slice())
            } else {
                // Version, flags and language, then the text.
                content.get(6..)
            };
            let text = text.unwrap_or_default();
            add(tag, &text_of(text), values);
        }
    }
}

/// The position in a box of 3GPP (TS 26.244, 8.8): version, flags, language and a name that ends with a zero, then the role and
/// longitude, latitude and altitude with 16 bits after the point.
fn location(content: &[u8]) -> Option<Gps> {
    let rest = content.get(6..)?;
    let name = match rest {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => {
            let (units, _) = rest.as_chunks::<2>();
            2 * (units.iter().position(|unit| *unit == [0, 0])? + 1)
        }
        _ => rest.iter().position(|byte| *byte == 0)? + 1,
    };
    let numbers = rest.get(name + 1..)?;
    let degrees = |at: usize| {
        let bytes = numbers.get(at..)?.first_chunk::<4>()?;
        Some(f64::from(i32::from_be_bytes(*bytes)) / 65536.0)
    };
    let (longitude, latitude) = (degrees(0)?, degrees(4)?);
    Some(Gps { latitude, longitude })
}

fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => decode_utf16(bytes, true),
        _ => decode_terminated(bytes),
    }
}

/// Reads a list of tags. Its boxes are named like the tags, or numbered like a list of keys.
pub(super) fn tags(source: &mut impl Source, meta: Box4, values: &mut Values) {
    // In QuickTime files, version and flags are missing.
    let is_plain = source.at(meta.start, 8).is_some_and(|start| start.ends_with(b"hdlr"));
    let parts = meta.inside(source, if is_plain { 0 } else { 4 });
    let Some(list) = find(&parts, b"ilst") else { return };
    let keys = find(&parts, b"keys")
        .map(|keys| keys.inside(source, 8))
        .unwrap_or_default();
    let keys: Vec<_> = keys
        .into_iter()
        .map(|key| key.content(source).as_deref().and_then(tag_of_key))
        .collect();
    for one in list.inside(source, 0) {
        let numbered = (u32::from_be_bytes(one.kind) as usize)
            .checked_sub(1)
            .and_then(|index| keys.get(index).copied().flatten());
        let Some(tag) = tag_of_kind(&one.kind).or(numbered) else {
            continue;
        };
        let Some(data) = find(&one.inside(source, 0), b"data").filter(|data| data.end - data.start <= MAX_TAG) else {
            continue;
        };
        let Some(content) = data.content(source) else { continue };
        // The type of the value and its locale, then the value.
        if let Some((kind, rest)) = content.split_first_chunk::<4>()
            && let Some(text) = rest.get(4..)
        {
            match u32::from_be_bytes(*kind) {
                1 => add(tag, &decode_terminated(text), values),
                2 => add(tag, &decode_utf16(text, true), values),
                _ => {}
            }
        }
    }
}
