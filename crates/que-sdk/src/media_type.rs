//! Detects the media type of a file from its name and its first bytes.
//!
//! Que rejects files whose bytes don't match the declared type, so the bytes take precedence for images, video and audio. A
//! name can be more specific than the bytes, though: a DNG is also a TIFF, an M4A is also an MP4.

mod extensions;
mod magic_bytes;

use std::path::Path;

pub use extensions::known_extensions;
use magic_bytes::{DetectedType, by_bytes};
pub use magic_bytes::{audio_offset, first_bytes};

/// The media type of unknown files.
pub const UNKNOWN: &str = "application/octet-stream";

/// How many of a file's first bytes [`detect`] needs.
pub const FIRST_BYTES: usize = 4096;

/// The media type of a file and how it was detected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    /// The media type, such as `image/jpeg`, in Que's spelling.
    pub essence: String,
    /// How it was detected.
    pub found_by: FoundBy,
    /// The media type that the name suggests, if the bytes contradict it.
    pub disagreement: Option<String>,
}

/// How a media type was detected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// By the extension.
    Name,
    /// By the first bytes.
    Bytes,
    /// Not detected.
    Unknown,
}

/// Detects the media type of a file. [`first_bytes`](fn@first_bytes) reads the bytes from a file; they may be empty.
#[must_use]
pub fn detect(name: &Path, first_bytes: &[u8]) -> MediaType {
    let media_type = |essence, found_by| MediaType {
        essence,
        found_by,
        disagreement: None,
    };
    match (by_name(name), by_bytes(first_bytes)) {
        (None, None) => media_type(UNKNOWN.to_owned(), FoundBy::Unknown),
        (Some(named), None) => media_type(named, FoundBy::Name),
        // Weak evidence, such as the letters "BM", needs a name that supports it.
        (None, Some(found)) if found.weak => media_type(UNKNOWN.to_owned(), FoundBy::Unknown),
        (None, Some(found)) => media_type(found.essence, FoundBy::Bytes),
        (Some(named), Some(found)) if name_wins(&named, &found) => media_type(named, FoundBy::Name),
        (Some(named), Some(found)) => MediaType {
            disagreement: Some(named),
            ..media_type(found.essence, FoundBy::Bytes)
        },
    }
}

/// Whether the name decides although the bytes are recognized.
fn name_wins(named: &str, found: &DetectedType) -> bool {
    let neither_is_media = !is_media(named) && !is_media(&found.essence);
    named == found.essence || found.weak || neither_is_media || name_is_more_specific(named, &found.essence)
}

/// The usual extension for a media type, without a dot.
#[must_use]
pub fn usual_extension(essence: &str) -> Option<&'static str> {
    if let Some([usual, ..]) = known_extensions(essence) {
        return Some(usual);
    }
    match essence {
        UNKNOWN => None,
        other => mime_guess::get_mime_extensions_str(other)?.first().copied(),
    }
}

/// Que's spelling of a media type, which can have several.
#[must_use]
pub fn normalized(essence: &str) -> String {
    let essence = essence
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "image/jpg" | "image/pjpeg" => "image/jpeg",
        // An APNG is also a PNG, and C2PA engines treat it as one.
        "image/x-png" | "image/apng" => "image/png",
        "image/tif" | "image/x-tiff" => "image/tiff",
        "image/dng" | "image/x-dng" => "image/x-adobe-dng",
        "image/heic-sequence" => "image/heic",
        "image/heif-sequence" => "image/heif",
        "image/avif-sequence" => "image/avif",
        "image/svg" => "image/svg+xml",
        // Phone videos are MP4 with another brand.
        "video/x-m4v" | "video/3gpp" | "video/3gpp2" => "video/mp4",
        "audio/3gpp" | "audio/3gpp2" => "audio/mp4",
        "video/x-msvideo" | "video/avi" => "video/msvideo",
        "audio/m4a" | "audio/x-m4a" => "audio/mp4",
        "audio/mp3" | "audio/x-mp3" => "audio/mpeg",
        "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => "audio/wav",
        "audio/x-flac" => "audio/flac",
        "audio/x-aiff" => "audio/aiff",
        "audio/mid" | "audio/x-midi" => "audio/midi",
        "audio/m4b" => "audio/x-m4b",
        "audio/m4p" => "audio/x-m4p",
        "audio/x-aac" => "audio/aac",
        other => other,
    }
    .to_owned()
}

/// The media type that common tables list for the extension, possibly in another spelling than Que's. Servers that look
/// up the type in such a table accept only that spelling.
#[must_use]
pub fn guess_from_name(name: &Path) -> Option<&'static str> {
    mime_guess::from_path(name).first_raw()
}

fn by_name(name: &Path) -> Option<String> {
    let extension = name.extension().and_then(|extension| extension.to_str());
    if let Some(essence) = extensions::media_type(&extension.unwrap_or_default().to_ascii_lowercase()) {
        return Some(essence.to_owned());
    }
    Some(normalized(guess_from_name(name)?)).filter(|essence| essence != UNKNOWN)
}

/// Whether the name distinguishes what the bytes can't: raw photos start like a TIFF, many documents are ZIP archives, an
/// Ogg can be audio or video.
fn name_is_more_specific(named: &str, found: &str) -> bool {
    match found {
        "image/tiff" => extensions::is_raw(named),
        // A CR2 starts like a TIFF but has its own marker, so a name that says TIFF is wrong.
        "image/x-canon-cr2" => extensions::is_raw(named),
        "image/heic" => named == "image/heif",
        "image/heif" => matches!(named, "image/heic" | "image/avif"),
        "image/jp2" => matches!(named, "image/jpx" | "image/jpm"),
        "video/mp4" | "audio/mp4" | "video/quicktime" => uses_mp4_container(named),
        "application/zip" | "application/x-ole-storage" => !is_media(named),
        "application/gzip" => !is_media(named) || named.ends_with("-compressed"),
        "audio/ogg" | "audio/opus" => matches!(named, "audio/ogg" | "audio/opus" | "video/ogg" | "application/ogg"),
        "video/x-matroska" | "video/webm" => named.contains("matroska") || named.ends_with("/webm"),
        "video/x-ms-wmv" => matches!(named, "video/x-ms-asf" | "audio/x-ms-wma" | "video/x-ms-wmv"),
        "image/x-canon-cr3" => named.contains("/x-canon-"),
        "audio/mpeg" => named == "audio/mp2",
        _ => false,
    }
}

/// Whether this type uses the MP4 container.
fn uses_mp4_container(named: &str) -> bool {
    const OF_MP4: [&str; 7] = [
        "video/mp4",
        "audio/mp4",
        "video/quicktime",
        "video/x-f4v",
        "audio/x-m4b",
        "audio/x-m4p",
        "audio/x-m4r",
    ];
    OF_MP4.contains(&named)
}

fn is_media(essence: &str) -> bool {
    ["image/", "video/", "audio/"]
        .iter()
        .any(|kind| essence.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::magic_bytes::after_tag;
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR";
    const TIFF_LITTLE: &[u8] = b"II*\x00\x08\x00\x00\x00\x10\x00\x00\x01";
    const TIFF_BIG: &[u8] = b"MM\x00*\x00\x00\x00\x08\x00\x12\x01\x00";
    const WAV: &[u8] = b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00";
    const AVI: &[u8] = b"RIFF\x24\x08\x00\x00AVI LIST\x10\x00\x00\x00";
    const WEBP: &[u8] = b"RIFF\x24\x08\x00\x00WEBPVP8 \x10\x00\x00\x00";
    const MP3: &[u8] = b"ID3\x03\x00\x00\x00\x00\x0f\x76";
    const MP3_BARE: &[u8] = b"\xff\xfb\x90\x64\x00\x00";
    const HEIC: &[u8] = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic";
    const HEIF: &[u8] = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1miaf";
    const HEIC_BY_COMPATIBLE: &[u8] = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic";
    const AVIF: &[u8] = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf";
    const M4A: &[u8] = b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00M4A mp42isom\x00\x00\x00\x00";
    const MP4: &[u8] = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41";
    const M4V: &[u8] = b"\x00\x00\x00\x20ftypM4V \x00\x00\x00\x01M4V mp42isom\x00\x00\x00\x00";
    const MOV: &[u8] = b"\x00\x00\x00\x14ftypqt  \x20\x05\x03\x00qt  ";
    const SVG: &[u8] = b"<?xml version=\"1.0\"?>\n<!-- made -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3";
    const ZIP: &[u8] = b"PK\x03\x04\x14\x00\x00\x00\x08\x00";
    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00";
    const TEXT: &[u8] = b"BMW and other cars";

    #[test]
    fn a_name_that_the_bytes_confirm_decides() {
        for (name, bytes, expected) in [
            ("a.jpg", JPEG, "image/jpeg"),
            ("A.JPEG", JPEG, "image/jpeg"),
            ("a.jpe", JPEG, "image/jpeg"),
            ("a.png", PNG, "image/png"),
            ("a.gif", GIF, "image/gif"),
            ("a.webp", WEBP, "image/webp"),
            ("a.tif", TIFF_LITTLE, "image/tiff"),
            ("a.dng", TIFF_LITTLE, "image/x-adobe-dng"),
            ("a.dng", TIFF_BIG, "image/x-adobe-dng"),
            ("a.arw", TIFF_LITTLE, "image/x-sony-arw"),
            ("a.nef", TIFF_BIG, "image/x-nikon-nef"),
            ("a.svg", SVG, "image/svg+xml"),
            ("a.heic", HEIC, "image/heic"),
            ("a.heif", HEIF, "image/heif"),
            ("a.heif", HEIC, "image/heif"),
            ("a.heic", HEIC_BY_COMPATIBLE, "image/heic"),
            ("a.avif", AVIF, "image/avif"),
            ("a.mp4", MP4, "video/mp4"),
            ("a.m4v", M4V, "video/mp4"),
            ("a.m4v", MP4, "video/mp4"),
            ("a.mov", MOV, "video/quicktime"),
            ("a.mov", MP4, "video/quicktime"),
            ("a.m4a", M4A, "audio/mp4"),
            ("a.m4a", MP4, "audio/mp4"),
            ("a.avi", AVI, "video/msvideo"),
            ("a.mp3", MP3, "audio/mpeg"),
            ("a.mp3", MP3_BARE, "audio/mpeg"),
            ("a.wav", WAV, "audio/wav"),
            ("a.pdf", PDF, "application/pdf"),
            ("a.txt", TEXT, "text/plain"),
            (
                "a.docx",
                ZIP,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("a.jpg", b"", "image/jpeg"),
        ] {
            let found = detect(Path::new(name), bytes);
            assert_eq!(
                (found.essence.as_str(), &found.disagreement),
                (expected, &None),
                "{name}"
            );
        }
    }

    #[test]
    fn bytes_win_over_a_wrong_name_which_is_reported_as_disagreement() {
        for (name, bytes, expected, named) in [
            ("a.jpg", PNG, "image/png", "image/jpeg"),
            ("a.png", JPEG, "image/jpeg", "image/png"),
            ("a.jpg", HEIC, "image/heic", "image/jpeg"),
            ("a.dng", JPEG, "image/jpeg", "image/x-adobe-dng"),
            ("a.txt", JPEG, "image/jpeg", "text/plain"),
            ("a.mp3", WAV, "audio/wav", "audio/mpeg"),
            ("a.webp", AVI, "video/msvideo", "image/webp"),
            ("a.avif", HEIC, "image/heic", "image/avif"),
            ("a.jpg", ZIP, "application/zip", "image/jpeg"),
            ("a.png", SVG, "image/svg+xml", "image/png"),
            ("a.mp4", PDF, "application/pdf", "video/mp4"),
        ] {
            let found = detect(Path::new(name), bytes);
            let expected = MediaType {
                essence: expected.to_owned(),
                found_by: FoundBy::Bytes,
                disagreement: Some(named.to_owned()),
            };
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn without_an_extension_the_bytes_decide_and_without_either_the_type_is_unknown() {
        assert_eq!(detect(Path::new("photo"), JPEG).essence, "image/jpeg");
        assert_eq!(detect(Path::new("photo"), JPEG).found_by, FoundBy::Bytes);
        assert_eq!(detect(Path::new("drawing"), SVG).essence, "image/svg+xml");
        for bytes in [&b""[..], TEXT, b"\x00", b"\x00\x00\x00\x18ftyp"] {
            let found = detect(Path::new("thing"), bytes);
            assert_eq!(
                (found.essence.as_str(), found.found_by),
                (UNKNOWN, FoundBy::Unknown),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn any_bytes_are_handled() {
        let mut random = fastrand::Rng::with_seed(11);
        for _ in 0..20_000 {
            let mut bytes: Vec<u8> = (0..random.usize(0..64)).map(|_| random.u8(..)).collect();
            if random.bool() && bytes.len() >= 8 {
                bytes[4..8].copy_from_slice(b"ftyp");
            }
            let found = detect(Path::new(["a.jpg", "a.m4a", "a", "a.svg"][random.usize(0..4)]), &bytes);
            assert!(!found.essence.is_empty() && found.essence != "image/jpg");
        }
    }

    #[test]
    fn raw_photos_keep_their_own_type_although_they_start_like_a_tiff() {
        for extension in
            "3fr arw cap cr2 dcr dcs dng erf fff gpr iiq kdc mef mos nef nrw pef ptx raw rw2 rwl sr2 srf srw".split(' ')
        {
            for bytes in [TIFF_LITTLE, TIFF_BIG, b""] {
                let name = format!("IMG_1.{}", extension.to_uppercase());
                let found = detect(Path::new(&name), bytes);
                assert_eq!((found.found_by, &found.disagreement), (FoundBy::Name, &None), "{name}");
                assert!(found.essence.starts_with("image/x-"), "{name}: {}", found.essence);
                if extension != "dng" {
                    assert!(found.essence.ends_with(extension), "{name}: {}", found.essence);
                }
            }
        }
        // With magic bytes of their own that aren't detected.
        for (extension, bytes) in [
            ("orf", &b"IIRO\x08\0\0\0\0\0\0\0"[..]),
            ("rw2", b"IIU\0\x18\0\0\0\0\0\0\0"),
            ("raf", b"FUJIFILMCCD-RAW 0201"),
            ("x3f", b"FOVb\0\0\0\0\0\0\0\0"),
            ("mrw", b"\0MRM\0\0\0\0\0\0\0\0"),
            ("crw", b"II\x1a\0\0\0HEAPCCDR"),
            ("cr3", b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom"),
        ] {
            let found = detect(Path::new(&format!("a.{extension}")), bytes);
            assert!(
                found.essence.ends_with(&format!("-{extension}")) && found.disagreement.is_none(),
                "{found:?}"
            );
        }
        // Another type of image under such a name is still a disagreement.
        assert_eq!(
            detect(Path::new("a.nrw"), JPEG).disagreement.as_deref(),
            Some("image/x-nikon-nrw")
        );
        // A raw photo with its own marker isn't a TIFF, whatever its name.
        let marked = detect(Path::new("a.tif"), b"II*\0\x10\0\0\0CR\x02\0");
        assert_eq!(marked.essence, "image/x-canon-cr2");
    }

    #[test]
    fn a_more_specific_name_wins_over_the_first_bytes_within_its_family() {
        const M4B: &[u8] = b"\0\0\0\x1cftypM4B \0\0\x02\0M4B mp42isom";
        const MIDI: &[u8] = b"MThd\0\0\0\x06\0\x01\0\x02";
        const AIFF: &[u8] = b"FORM\0\0\0\x2eAIFFCOMM";
        const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0OpusHead";
        const MKV: &[u8] = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska";
        const GENERIC_HEIF: &[u8] = b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf";
        const PHONE: &[u8] = b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp4isom";
        for (name, bytes, expected) in [
            ("a.m4b", M4B, "audio/x-m4b"),
            ("a.m4b", MP4, "audio/x-m4b"),
            ("a.m4r", M4A, "audio/x-m4r"),
            ("a.mid", MIDI, "audio/midi"),
            ("a.kar", MIDI, "audio/midi"),
            ("a.aif", AIFF, "audio/aiff"),
            ("a.aiff", AIFF, "audio/aiff"),
            ("a.opus", OGG, "audio/ogg"),
            ("a.ogv", OGG, "video/ogg"),
            ("a.mka", MKV, "audio/x-matroska"),
            ("a.avif", GENERIC_HEIF, "image/avif"),
            ("a.hif", HEIC, "image/heif"),
            ("a.3gp", PHONE, "video/mp4"),
            ("a.3gp", MP4, "video/mp4"),
            ("a.mov", PHONE, "video/quicktime"),
            ("a.jfif", JPEG, "image/jpeg"),
            ("a.jpe", JPEG, "image/jpeg"),
            ("a.apng", PNG, "image/png"),
            ("a.psb", b"8BPS\0\x02", "image/vnd.adobe.photoshop"),
            ("a.svgz", b"\x1f\x8b\x08\0\0\0\0\0", "image/svg+xml-compressed"),
        ] {
            let found = detect(Path::new(name), bytes);
            assert_eq!(
                (found.essence.as_str(), &found.disagreement),
                (expected, &None),
                "{name}"
            );
        }
    }

    #[test]
    fn a_tag_before_audio_is_skipped() {
        let tagged = |sound: &[u8]| [b"ID3\x04\0\0\0\0\0\x05-----", sound].concat();
        for (name, sound, expected, disagrees) in [
            ("a.flac", &b"fLaC\0\0\0\x22"[..], "audio/flac", false),
            ("a.aac", b"\xff\xf1\x50\x80\0\0", "audio/aac", false),
            ("a.mp3", b"\xff\xfb\x90\x64\0\0", "audio/mpeg", false),
            ("a.mp3", b"fLaC\0\0\0\x22", "audio/flac", true),
            ("a.flac", b"\xff\xfb\x90\x64\0\0", "audio/mpeg", true),
            // Not recognizable: such tags are usually an MP3's.
            ("a.mp3", b"\0\0\0\0", "audio/mpeg", false),
            ("a.mp3", b"", "audio/mpeg", false),
        ] {
            let found = detect(Path::new(name), &tagged(sound));
            assert_eq!(
                (found.essence.as_str(), found.disagreement.is_some()),
                (expected, disagrees),
                "{name}"
            );
            let twice = [b"ID3\x03\0\0\0\0\0\x01-".to_vec(), tagged(sound)].concat();
            assert_eq!(detect(Path::new(name), &twice).essence, expected, "{name}");
        }
        // A tag longer than the bytes that were read.
        let long = b"ID3\x04\0\0\0\x01\0\0 a picture of the record";
        assert_eq!(audio_offset(long), Some(10 + (1 << 14)));
        assert_eq!(audio_offset(&tagged(b"fLaC")), None);
        assert_eq!(audio_offset(b"\xff\xd8\xff"), None);
        let beyond = after_tag(b"fLaC\0\0\0\x22");
        assert_eq!(detect(Path::new("a.flac"), &beyond).disagreement, None);
    }
}
