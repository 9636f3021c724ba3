//! What kind of file it is by its first bytes.

use std::io::{self, Read, Seek, SeekFrom};

use super::{FIRST_BYTES, normalized};

pub(super) struct DetectedType {
    pub(super) essence: String,
    /// Two or three bytes, which other files may begin with by chance.
    pub(super) weak: bool,
}

/// The head of a tag that players put in front of sound: `ID3`, a version, flags, a length of seven bits a byte.
const TAG_HEAD: usize = 10;

/// So many tags in a row are stepped over.
const MOST_TAGS: usize = 8;

/// The offset of the sound after leading ID3 tags. `None` if there are no tags or the sound starts within these bytes.
#[must_use]
pub fn after_tags(first_bytes: &[u8]) -> Option<u64> {
    let end = end_of_tags(first_bytes)?;
    (end >= first_bytes.len()).then(|| u64::try_from(end).unwrap_or(u64::MAX))
}

/// Reads what [`detect`](super::detect) needs of a file: its first [`FIRST_BYTES`], or, if a longer tag precedes the sound, the
/// first bytes after the tag.
///
/// # Errors
/// The error of the reader.
pub fn first_bytes(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(FIRST_BYTES);
    file.by_ref().take(FIRST_BYTES as u64).read_to_end(&mut first)?;
    if let Some(sound) = after_tags(&first) {
        let mut behind = Vec::new();
        file.seek(SeekFrom::Start(sound))?;
        file.by_ref().take(FIRST_BYTES as u64).read_to_end(&mut behind)?;
        if !behind.is_empty() {
            return Ok(beyond_tags(&behind));
        }
    }
    Ok(first)
}

/// What [`detect`](super::detect) is to be given of a file with a longer tag than was read, from the bytes behind the tag.
pub(super) fn beyond_tags(behind: &[u8]) -> Vec<u8> {
    [b"ID3\x04\0\0\0\0\0\0", behind].concat()
}

/// The number of bytes that tags take, by what they say themselves.
fn end_of_tags(bytes: &[u8]) -> Option<usize> {
    let mut end = 0;
    for _ in 0..MOST_TAGS {
        let Some(head) = bytes.get(end..end + TAG_HEAD).filter(|head| head.starts_with(b"ID3")) else {
            break;
        };
        let length = head[6..]
            .iter()
            .fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        // A flag says that the head stands once more at the end.
        let foot = if head[5] & 0x10 == 0 { 0 } else { TAG_HEAD };
        end += TAG_HEAD + length + foot;
    }
    (end > 0).then_some(end)
}

/// What stands behind tags; an MP3 where that is not seen.
fn tagged_sound(behind: &[u8]) -> &'static str {
    match behind {
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [0xff, second, ..] if second & 0xf6 == 0xf0 => "audio/aac",
        _ => "audio/mpeg",
    }
}

pub(super) fn by_bytes(bytes: &[u8]) -> Option<DetectedType> {
    if let Some(end) = end_of_tags(bytes) {
        return Some(DetectedType {
            essence: tagged_sound(bytes.get(end..).unwrap_or_default()).to_owned(),
            weak: false,
        });
    }
    if let Some(essence) = by_brand(bytes) {
        return Some(DetectedType {
            essence: essence.to_owned(),
            weak: false,
        });
    }
    if is_svg(bytes) {
        return Some(DetectedType {
            essence: "image/svg+xml".to_owned(),
            weak: false,
        });
    }
    let kind = infer::get(bytes)?;
    let essence = match kind.mime_type() {
        "image/webp" if !bytes.starts_with(b"RIFF") => return None,
        "text/html" | "text/xml" => return None,
        other => normalized(other),
    };
    let weak = match essence.as_str() {
        "image/bmp" | "image/vnd.microsoft.icon" | "image/vnd.ms-photo" | "video/mpeg" | "audio/aac" => true,
        "image/jxl" => !bytes.starts_with(&[0, 0, 0, 12]),
        "audio/mpeg" => !bytes.starts_with(b"ID3"),
        "image/gif" => !bytes.starts_with(b"GIF8"),
        _ => false,
    };
    Some(DetectedType { essence, weak })
}

/// ISO base media files name their brand after `ftyp`; QuickTime files of old begin with `moov` or `mdat`.
fn by_brand(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = usize::try_from(u32::from_be_bytes(bytes.first_chunk::<4>().copied()?)).ok()?;
    let end = length.clamp(16, bytes.len().max(16)).min(bytes.len());
    let compatible = || bytes.get(16..end).unwrap_or_default().chunks_exact(4);
    let has = |brand: &[u8; 4]| compatible().any(|one| one == brand);
    let major: &[u8; 4] = bytes.get(8..12)?.first_chunk()?;
    Some(match major {
        b"avif" | b"avis" => "image/avif",
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => "image/heic",
        b"mif1" | b"msf1" | b"mif2" if has(b"avif") || has(b"avis") => "image/avif",
        b"mif1" | b"msf1" | b"mif2" if has(b"heic") || has(b"heix") => "image/heic",
        b"mif1" | b"msf1" | b"mif2" => "image/heif",
        b"crx " => "image/x-canon-cr3",
        b"jxl " => "image/jxl",
        b"jp2 " | b"jpx " => "image/jp2",
        b"M4A " | b"M4B " | b"M4P " => "audio/mp4",
        b"qt  " => "video/quicktime",
        _ => "video/mp4",
    })
}

fn is_svg(bytes: &[u8]) -> bool {
    let bytes = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(bytes)
        .trim_ascii_start();
    // Of most files a look at one byte is enough.
    if !bytes.starts_with(b"<") {
        return false;
    }
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default());
    text.starts_with("<svg") || ((text.starts_with("<?xml") || text.starts_with("<!")) && text.contains("<svg"))
}
