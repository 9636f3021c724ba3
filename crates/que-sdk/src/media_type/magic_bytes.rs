//! Detects media types from a file's first bytes.

use std::io::{self, Read, Seek, SeekFrom};

use super::{FIRST_BYTES, normalized};

pub(super) struct DetectedType {
    pub(super) essence: String,
    /// Based on two or three bytes, which other files may start with by chance.
    pub(super) weak: bool,
}

/// The header of an ID3v2 tag in bytes: `ID3`, a version, flags, a length of seven bits per byte.
const TAG_HEADER: usize = 10;

/// How many tags in a row are skipped.
const MAX_TAGS: usize = 8;

/// The offset of the audio after leading ID3v2 tags. `None` if there are no tags or the audio starts within these bytes.
#[must_use]
pub fn audio_offset(first_bytes: &[u8]) -> Option<u64> {
    let end = tags_end(first_bytes)?;
    (end >= first_bytes.len()).then(|| u64::try_from(end).unwrap_or(u64::MAX))
}

/// Reads what [`detect`](super::detect) needs of a file: its first [`FIRST_BYTES`], or those after a longer ID3v2 tag.
///
/// # Errors
/// The error of the reader.
pub fn first_bytes(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(FIRST_BYTES);
    file.by_ref().take(FIRST_BYTES as u64).read_to_end(&mut first)?;
    if let Some(offset) = audio_offset(&first) {
        let mut audio = Vec::new();
        file.seek(SeekFrom::Start(offset))?;
        file.by_ref().take(FIRST_BYTES as u64).read_to_end(&mut audio)?;
        if !audio.is_empty() {
            return Ok(after_tag(&audio));
        }
    }
    Ok(first)
}

/// Puts an empty tag before these bytes, so that [`detect`](super::detect) knows there was one.
pub(super) fn after_tag(audio: &[u8]) -> Vec<u8> {
    [b"ID3\x04\0\0\0\0\0\0", audio].concat()
}

/// Where the leading tags end, according to their headers.
fn tags_end(bytes: &[u8]) -> Option<usize> {
    let mut end = 0;
    for _ in 0..MAX_TAGS {
        let Some(header) = bytes
            .get(end..end + TAG_HEADER)
            .filter(|header| header.starts_with(b"ID3"))
        else {
            break;
        };
        let length = header[6..]
            .iter()
            .fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        // The flag for a footer, which repeats the header.
        let footer = if header[5] & 0x10 == 0 { 0 } else { TAG_HEADER };
        end += TAG_HEADER + length + footer;
    }
    (end > 0).then_some(end)
}

/// The type of audio after tags: MP3 unless recognized as another.
fn tagged_audio(audio: &[u8]) -> &'static str {
    match audio {
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [0xff, second, ..] if second & 0xf6 == 0xf0 => "audio/aac",
        _ => "audio/mpeg",
    }
}

pub(super) fn by_bytes(bytes: &[u8]) -> Option<DetectedType> {
    if let Some(end) = tags_end(bytes) {
        return Some(DetectedType {
            essence: tagged_audio(bytes.get(end..).unwrap_or_default()).to_owned(),
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

/// ISO base media files (ISO/IEC 14496-12) name their brands after `ftyp`.
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
    // Avoids decoding most files.
    if !bytes.starts_with(b"<") {
        return false;
    }
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default());
    text.starts_with("<svg") || ((text.starts_with("<?xml") || text.starts_with("<!")) && text.contains("<svg"))
}
