//! IPTC records (IIM 4.2), and Photoshop's image resources that hold them.

use md5::{Digest as _, Md5};

use crate::{
    Field,
    gathered::{Gathered, Values},
    parts::MAX_PARTS,
    text,
};

/// The most records to look at.
const MAX_RECORDS: usize = 10_000;

/// How texts are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Not stated: UTF-8 if it is valid, otherwise Windows-1252.
    Unknown,
    Utf8,
    Latin1,
}

impl Encoding {
    /// What the record 1:90 (CodedCharacterSet) says, in escape sequences of ISO 2022.
    fn of(escapes: &[u8]) -> Self {
        match escapes {
            b"\x1b%G" | b"\x1b%/I" => Self::Utf8,
            b"\x1b.A" | b"\x1b-A" => Self::Latin1,
            _ => Self::Unknown,
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Unknown => text::decode(bytes),
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Latin1 => bytes.iter().copied().map(char::from).collect(),
        }
    }
}

/// Reads records.
pub(crate) fn read_records(mut bytes: &[u8], values: &mut Values) {
    let mut encoding = Encoding::Unknown;
    let (mut creators, mut day, mut time) = (Vec::new(), None, None);
    for _ in 0..MAX_RECORDS {
        let Some((record, dataset, value, rest)) = next(bytes) else {
            break;
        };
        bytes = rest;
        let text = || encoding.decode(value);
        match (record, dataset) {
            (1, 90) => encoding = Encoding::of(value),
            (2, 80) if creators.len() <= MAX_PARTS => creators.push(text()),
            (2, 5) => values.add(Field::Title, &text()),
            (2, 105) => values.add(Field::Headline, &text()),
            (2, 120) => values.add(Field::Caption, &text()),
            (2, 110) => values.add(Field::Credit, &text()),
            (2, 116) => values.add(Field::Copyright, &text()),
            (2, 90) => values.add(Field::City, &text()),
            (2, 101) => values.add(Field::Country, &text()),
            (2, 55) => day = Some(text()),
            (2, 60) => time = Some(text()),
            _ => {}
        }
    }
    values.add_all(Field::Creator, creators.iter().map(String::as_str));
    if let Some(day) = day {
        values.add(Field::Taken, &format!("{day} {}", time.unwrap_or_default()));
    }
}

/// Record, dataset, value, and the bytes after it.
fn next(bytes: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let [0x1c, record, dataset, high, low, rest @ ..] = bytes else {
        return None;
    };
    let length = u16::from_be_bytes([*high, *low]);
    let (length, rest) = if length & 0x8000 == 0 {
        (usize::from(length), rest)
    } else {
        // An extended dataset: these bits give the size of the length that follows.
        let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7fff))?;
        let length = match digits.len() {
            1..=4 => digits
                .iter()
                .fold(0_usize, |length, digit| (length << 8) | usize::from(*digit)),
            _ => return None,
        };
        (length, rest)
    };
    let (value, rest) = rest.split_at_checked(length)?;
    Some((*record, *dataset, value, rest))
}

/// Reads Photoshop's image resources: the records, and the digest of the records from when XMP was last written.
pub(crate) fn read_resources(mut bytes: &[u8], gathered: &mut Gathered) {
    let (mut records, mut digest) = (None, None);
    for _ in 0..MAX_RECORDS {
        let Some((id, value, rest)) = next_resource(bytes) else {
            break;
        };
        bytes = rest;
        match id {
            0x0404 => records = Some(value),
            0x0425 => digest = <[u8; 16]>::try_from(value).ok(),
            _ => {}
        }
    }
    let Some(records) = records else { return };
    read_records(records, &mut gathered.iptc);
    // All zeros mean: not calculated.
    if let Some(digest) = digest.filter(|digest| *digest != [0; 16]) {
        gathered.iptc_is_newer = digest.as_slice() != Md5::digest(records).as_slice();
    }
}

/// The number and the value of a resource, and the bytes after it.
fn next_resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let [b'8', b'B', b'I', b'M', high, low, name, rest @ ..] = bytes else {
        return None;
    };
    // Name and length together are padded to an even number, and so is the value.
    let name = usize::from(*name);
    let rest = rest.get(name + usize::from(name % 2 == 0)..)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (value, rest) = rest.split_at_checked(length)?;
    let rest = rest.get(length % 2..).unwrap_or_default();
    Some((u16::from_be_bytes([*high, *low]), value, rest))
}
