//! The rows of a page. Nothing here trusts a number that it reads.
//!
//! Source: <https://sqlite.org/fileformat2.html#b_tree_pages>.

use std::collections::HashSet;

use rusqlite::types::Value;

use super::pages::{Pages, word};

/// A row of a table or an entry of an index.
pub(super) struct Record {
    /// The row id; `None` for an entry of an index.
    pub(super) number: Option<i64>,
    pub(super) values: Vec<Value>,
}

/// The largest row in bytes. The largest value is a report.
const LARGEST: usize = 64 << 20;

/// The most columns in a row. Some values take no space, so a small row could claim millions.
pub(super) const MAX_COLUMNS: usize = 64;

/// How often the bytes of a page may be read. In a sound page rows do not overlap; in a damaged one, all may.
const READS_PER_BYTE: usize = 8;

/// Passes each row of a page that can be read to `take`, one at a time to save memory. `first`: the page begins with
/// the file's header.
pub(super) fn of_page<E>(
    pages: &mut Pages,
    page: &[u8],
    first: bool,
    mut take: impl FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let start = if first { 100 } else { 0 };
    let (Some(kind), Some(count)) = (page.get(start).copied(), short(page, start + 3)) else {
        return Ok(());
    };
    let (header, table) = match kind {
        0x0d => (8, true),
        0x0a => (8, false),
        // Interior pages of an index have entries too.
        0x02 => (12, false),
        _ => return Ok(()),
    };
    let skip = if kind == 0x02 { 4 } else { 0 };
    let mut room = page.len() * READS_PER_BYTE;
    for cell in 0..usize::from(count) {
        let Some(place) = short(page, start + header + cell * 2) else {
            break;
        };
        let place = usize::from(place) + skip;
        if let Some(record) = record_at(pages, page, place, table, &mut room) {
            take(record)?;
        }
    }
    Ok(())
}

/// A row. `room` is how many bytes of the page may still be read.
fn record_at(pages: &mut Pages, page: &[u8], mut place: usize, table: bool, room: &mut usize) -> Option<Record> {
    let length = usize::try_from(variable(page, &mut place)?).ok()?;
    if length > LARGEST {
        return None;
    }
    let number = if table { Some(variable(page, &mut place)?) } else { None };
    let usable = pages.usable();
    let largest = if table {
        usable.checked_sub(35)?
    } else {
        (usable.checked_sub(12)? * 64 / 255).checked_sub(23)?
    };
    if length <= largest {
        let payload = page.get(place..place.checked_add(length)?)?;
        *room = room.checked_sub(length)?;
        let values = values(payload)?;
        return Some(Record { number, values });
    }
    let least = ((usable - 12) * 32 / 255).checked_sub(23)?;
    let fitting = least + (length - least) % (usable - 4);
    let here = if fitting <= largest { fitting } else { least };
    let mut payload = page.get(place..place.checked_add(here)?)?.to_vec();
    *room = room.checked_sub(here)?;
    let mut next = word(page, place + here)?;
    let mut passed = HashSet::new();
    while payload.len() < length {
        // A cycle of pages could have any length.
        if !passed.insert(next) {
            return None;
        }
        let more = pages.overflow(next)?;
        next = word(&more, 0)?;
        let wanted = (length - payload.len()).min(usable - 4);
        payload.extend_from_slice(more.get(4..4 + wanted)?);
    }
    let values = values(&payload)?;
    Some(Record { number, values })
}

/// The values of a record; `None` unless it is valid to the last byte.
fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let mut place = 0;
    let mut body = usize::try_from(variable(payload, &mut place)?).ok()?;
    let header = payload.get(..body)?;
    let mut values = Vec::new();
    while place < header.len() {
        if values.len() == MAX_COLUMNS {
            return None;
        }
        let kind = variable(header, &mut place)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let bytes = payload.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            0 => Value::Null,
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            ..7 => Value::Integer(integer(bytes)),
            _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        });
    }
    (body == payload.len()).then_some(values)
}

/// A signed big-endian number.
fn integer(bytes: &[u8]) -> i64 {
    let sign = match bytes.first() {
        Some(first) if *first >= 0x80 => -1,
        _ => 0,
    };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

/// A varint of one to nine bytes. Moves `place` past it.
fn variable(bytes: &[u8], place: &mut usize) -> Option<i64> {
    let mut number = 0_i64;
    for count in 0..9 {
        let byte = *bytes.get(*place)?;
        *place += 1;
        if count == 8 {
            return Some(number << 8 | i64::from(byte));
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte < 0x80 {
            break;
        }
    }
    Some(number)
}

/// A big-endian number of two bytes.
pub(super) fn short(bytes: &[u8], place: usize) -> Option<u16> {
    let bytes = bytes.get(place..place.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}
