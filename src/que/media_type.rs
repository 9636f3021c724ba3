//! What kind of file it is: by its name, checked against its first bytes.
//!
//! Que fails where the bytes are not what was declared, so bytes win over the name where either is an image, a video or
//! sound. A name may be finer than the bytes, though: a DNG is a TIFF, an M4A an MP4. Such kin do not disagree.

use std::path::Path;

/// What is sent where nothing is known.
pub const UNKNOWN: &str = "application/octet-stream";

/// How many first bytes are enough.
pub const FIRST_BYTES: usize = 4096;

/// The kind of a file and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    /// The media type, such as `image/jpeg`, in the name Que uses.
    pub essence: String,
    /// What it was found by.
    pub found_by: FoundBy,
    /// What the name says, where the bytes say otherwise and won.
    pub disagreement: Option<String>,
}

/// What the kind of a file was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// The name's ending.
    Name,
    /// The first bytes.
    Bytes,
    /// Neither says anything.
    Unknown,
}

/// Whether Que can sign a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signable {
    /// Signed and verified.
    Yes,
    /// Verified, but not signed.
    ReadOnly,
    /// Neither; it can be uploaded.
    No,
}

impl Signable {
    /// Words for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "can be signed",
            Self::ReadOnly => "can be verified, not signed",
            Self::No => "can be uploaded, not signed",
        }
    }
}

/// Kinds that have the same beginning: the name decides between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Tiff,
    HeifImage,
    Mp4,
}

/// Finds the kind of a file. `first_bytes` may be empty; [`FIRST_BYTES`] are enough.
#[must_use]
pub fn detect(name: &Path, first_bytes: &[u8]) -> MediaType {
    let by_name = by_name(name);
    let found = by_bytes(first_bytes);
    let Some(found) = found else {
        return match by_name {
            Some(essence) => MediaType {
                essence,
                found_by: FoundBy::Name,
                disagreement: None,
            },
            None => MediaType {
                essence: UNKNOWN.to_owned(),
                found_by: FoundBy::Unknown,
                disagreement: None,
            },
        };
    };
    let Some(named) = by_name else {
        // A weak sign, such as the letters "BM", is not enough where no name supports it.
        return match found.weak {
            false => MediaType {
                essence: found.essence,
                found_by: FoundBy::Bytes,
                disagreement: None,
            },
            true => MediaType {
                essence: UNKNOWN.to_owned(),
                found_by: FoundBy::Unknown,
                disagreement: None,
            },
        };
    };
    let agree = named == found.essence || (family(&named).is_some() && family(&named) == family(&found.essence));
    let of_media = is_media(&named) || is_media(&found.essence);
    if agree || found.weak || !of_media || name_is_finer(&named, &found.essence) {
        return MediaType {
            essence: named,
            found_by: FoundBy::Name,
            disagreement: None,
        };
    }
    MediaType {
        essence: found.essence,
        found_by: FoundBy::Bytes,
        disagreement: Some(named),
    }
}

/// Whether Que signs this kind, with the engine versions that are about.
#[must_use]
pub fn can_be_signed(essence: &str) -> Signable {
    match essence {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/tiff" | "image/x-adobe-dng"
        | "image/svg+xml" | "image/avif" | "image/heic" | "image/heif" | "video/mp4" | "video/quicktime"
        | "video/msvideo" | "audio/mp4" | "audio/wav" | "audio/mpeg" => Signable::Yes,
        "image/x-sony-arw" | "image/x-nikon-nef" | "application/pdf" => Signable::ReadOnly,
        _ => Signable::No,
    }
}

/// The usual ending of a file's name for this kind, without a dot; `None` where there is no usual one.
#[must_use]
pub fn usual_extension(essence: &str) -> Option<&'static str> {
    let known = match essence {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/tiff" => "tif",
        "image/x-adobe-dng" => "dng",
        "image/svg+xml" => "svg",
        "image/avif" => "avif",
        "image/heic" => "heic",
        "image/heif" => "heif",
        "video/mp4" => "mp4",
        "video/quicktime" => "mov",
        "video/msvideo" => "avi",
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        "audio/wav" => "wav",
        "application/pdf" => "pdf",
        UNKNOWN => return None,
        other => return mime_guess::get_mime_extensions_str(other)?.first().copied(),
    };
    Some(known)
}

/// One kind, one name: the one that Que's engine uses.
#[must_use]
pub fn normalised(essence: &str) -> String {
    let essence = essence
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "image/jpg" | "image/pjpeg" => "image/jpeg",
        "image/x-png" => "image/png",
        "image/tif" | "image/x-tiff" => "image/tiff",
        "image/dng" | "image/x-dng" => "image/x-adobe-dng",
        "image/heic-sequence" => "image/heic",
        "image/heif-sequence" => "image/heif",
        "image/svg" => "image/svg+xml",
        "video/x-m4v" => "video/mp4",
        "video/x-msvideo" | "video/avi" => "video/msvideo",
        "audio/m4a" | "audio/x-m4a" => "audio/mp4",
        "audio/mp3" | "audio/x-mp3" => "audio/mpeg",
        "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => "audio/wav",
        "audio/x-flac" => "audio/flac",
        other => other,
    }
    .to_owned()
}

/// The type as the common tables of file endings have it, which can be another name for the same kind: a server that
/// signs the type by such a table takes no other.
#[must_use]
pub fn as_listed(name: &Path) -> Option<&'static str> {
    mime_guess::from_path(name).first_raw()
}

fn by_name(name: &Path) -> Option<String> {
    Some(normalised(as_listed(name)?)).filter(|essence| essence != UNKNOWN)
}

struct Found {
    essence: String,
    /// Two or three bytes, which other files may begin with by chance.
    weak: bool,
}

fn by_bytes(bytes: &[u8]) -> Option<Found> {
    if let Some(essence) = by_brand(bytes) {
        return Some(Found {
            essence: essence.to_owned(),
            weak: false,
        });
    }
    if is_svg(bytes) {
        return Some(Found {
            essence: "image/svg+xml".to_owned(),
            weak: false,
        });
    }
    let kind = infer::get(bytes)?;
    let essence = match kind.mime_type() {
        "image/webp" if !bytes.starts_with(b"RIFF") => return None,
        "text/html" | "text/xml" => return None,
        other => normalised(other),
    };
    let weak = match essence.as_str() {
        "image/bmp" | "image/vnd.microsoft.icon" | "image/vnd.ms-photo" | "video/mpeg" | "audio/aac" => true,
        "image/jxl" => !bytes.starts_with(&[0, 0, 0, 12]),
        "audio/mpeg" => !bytes.starts_with(b"ID3"),
        "image/gif" => !bytes.starts_with(b"GIF8"),
        _ => false,
    };
    Some(Found { essence, weak })
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
        brand if brand.starts_with(b"3gp") => "video/3gpp",
        brand if brand.starts_with(b"3g2") => "video/3gpp2",
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

fn family(essence: &str) -> Option<Family> {
    match essence {
        "image/tiff"
        | "image/x-adobe-dng"
        | "image/x-sony-arw"
        | "image/x-nikon-nef"
        | "image/x-canon-cr2"
        | "image/x-pentax-pef"
        | "image/x-olympus-orf"
        | "image/x-panasonic-raw"
        | "image/x-samsung-srw" => Some(Family::Tiff),
        "image/heic" | "image/heif" => Some(Family::HeifImage),
        "video/mp4" | "audio/mp4" | "video/quicktime" | "video/3gpp" | "video/3gpp2" | "video/x-m4v" => {
            Some(Family::Mp4)
        }
        _ => None,
    }
}

/// Names that are finer than what bytes can show: a document of many kinds is a ZIP archive, an Ogg may be sound or video.
fn name_is_finer(named: &str, found: &str) -> bool {
    match found {
        "application/zip" | "application/gzip" | "application/x-ole-storage" => !is_media(named),
        "audio/ogg" | "audio/opus" => matches!(named, "audio/ogg" | "audio/opus" | "video/ogg" | "application/ogg"),
        "video/x-matroska" | "video/webm" => named.contains("matroska") || named.ends_with("/webm"),
        "video/x-ms-wmv" => matches!(named, "video/x-ms-asf" | "audio/x-ms-wma" | "video/x-ms-wmv"),
        "image/x-canon-cr3" => named.starts_with("image/x-canon"),
        _ => false,
    }
}

fn is_media(essence: &str) -> bool {
    ["image/", "video/", "audio/"]
        .iter()
        .any(|kind| essence.starts_with(kind))
}

#[cfg(test)]
mod tests {
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
    fn a_name_that_its_bytes_bear_out_counts() {
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
    fn bytes_win_over_a_name_that_lies_and_the_row_can_say_so() {
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
    fn without_an_ending_the_bytes_speak_and_without_both_nothing_is_claimed() {
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
    fn any_bytes_are_survived() {
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
    fn what_can_be_signed_is_said_before_it_is_asked_for() {
        for name in [
            "a.jpg", "a.png", "a.gif", "a.webp", "a.tiff", "a.svg", "a.heic", "a.heif", "a.avif", "a.dng", "a.mp4",
        ] {
            assert_eq!(
                can_be_signed(&detect(Path::new(name), b"").essence),
                Signable::Yes,
                "{name}"
            );
        }
        for name in ["a.m4v", "a.mov", "a.avi", "a.mp3", "a.m4a", "a.wav"] {
            assert_eq!(
                can_be_signed(&detect(Path::new(name), b"").essence),
                Signable::Yes,
                "{name}"
            );
        }
        for name in ["a.pdf", "a.arw", "a.nef"] {
            assert_eq!(
                can_be_signed(&detect(Path::new(name), b"").essence),
                Signable::ReadOnly,
                "{name}"
            );
        }
        for name in ["a.txt", "a.zip", "a.flac", "a.bmp", "a"] {
            assert_eq!(
                can_be_signed(&detect(Path::new(name), b"").essence),
                Signable::No,
                "{name}"
            );
        }
    }
}
