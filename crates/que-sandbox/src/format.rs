//! The media format of an object: declared by its name or content type, checked against its first bytes.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Why the engine cannot work with an object.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FormatError {
    /// The engine does not know the format. The message is the engine's own, because clients look for it.
    #[error("type is unsupported: {0}")]
    Unsupported(String),
    /// The bytes are of a different format than declared.
    #[error("asset could not be parsed: it is declared {declared}, but its bytes are {found}")]
    Mismatch {
        /// The declared format.
        declared: String,
        /// The format of the first bytes.
        found: &'static str,
    },
}

/// As many first bytes of a file as its format needs. Empty if they cannot be read.
pub(super) fn first_bytes(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(file) = File::open(path) {
        let _ = file.take(8192).read_to_end(&mut head);
    }
    head
}

/// The format to tell the engine: by the key's extension, else by content type, else by the bytes.
pub(super) fn format_of(
    key: &str,
    content_type: Option<&str>,
    head: &[u8],
    supported: &[String],
) -> Result<String, FormatError> {
    let found = infer::get(head).map(|kind| kind.mime_type());
    let is_supported = |format: &String| supported.contains(format);
    let declared = match c2pa::format_from_path(key) {
        Some(format) => format,
        None => content_type
            .and_then(|content_type| content_type.split(';').next())
            .map(|content_type| content_type.trim().to_ascii_lowercase())
            .filter(is_supported)
            .or_else(|| found.map(str::to_owned))
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
    };
    if !is_supported(&declared) {
        return Err(FormatError::Unsupported(declared));
    }
    match (container(&declared), found, found.and_then(container)) {
        (Some(by_name), Some(found), by_bytes) if by_bytes != Some(by_name) => {
            Err(FormatError::Mismatch { declared, found })
        }
        _ => Ok(declared),
    }
}

/// The container of a format, which is all that first bytes can tell.
fn container(format: &str) -> Option<&'static str> {
    Some(match format {
        "image/jpeg" => "jpeg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/jxl" => "jxl",
        "image/tiff" | "image/dng" | "image/x-adobe-dng" | "image/x-sony-arw" | "image/x-nikon-nef" | "arw" | "nef"
        | "dng" => "tiff",
        "image/heic" | "image/heif" | "image/avif" | "video/mp4" | "video/quicktime" | "video/x-m4v" | "m4v"
        | "audio/mp4" | "audio/m4a" | "application/mp4" => "bmff",
        "video/avi" | "video/msvideo" | "video/x-msvideo" => "avi",
        "audio/wav" | "audio/x-wav" | "audio/wave" => "wav",
        "audio/mpeg" | "audio/mp3" => "mp3",
        "audio/flac" | "audio/x-flac" => "flac",
        "application/pdf" => "pdf",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0";

    fn format(key: &str, content_type: Option<&str>, head: &[u8]) -> Result<String, FormatError> {
        format_of(key, content_type, head, &c2pa::Builder::supported_mime_types())
    }

    #[test]
    fn the_format_comes_from_extension_then_content_type_then_bytes() {
        assert_eq!(format("u/a.PNG", Some("image/jpeg"), PNG).unwrap(), "image/png");
        assert_eq!(format("u/a", Some("image/png; q=1"), PNG).unwrap(), "image/png");
        assert_eq!(format("u/a", None, JPEG).unwrap(), "image/jpeg");
    }

    #[test]
    fn bytes_that_disagree_with_the_name_are_refused() {
        assert!(matches!(
            format("u/a.jpg", None, PNG),
            Err(FormatError::Mismatch { found: "image/png", .. })
        ));
        assert!(matches!(
            format("u/a.mp4", None, JPEG),
            Err(FormatError::Mismatch { .. })
        ));
    }

    #[test]
    fn unsupported_formats_are_refused_in_the_engines_words() {
        for (key, head) in [
            ("u/a.txt", b"hello".as_slice()),
            ("u/a.pdf", b"%PDF-1.7"),
            ("u/a", b"??"),
        ] {
            let refusal = format(key, Some("text/plain"), head).unwrap_err();
            assert!(refusal.to_string().contains("type is unsupported"), "{refusal}");
        }
    }

    #[test]
    fn every_extension_que_signs_is_known() {
        for extension in "jpg jpeg png gif webp tif tiff dng svg avif heic heif mp4 m4v mov m4a avi wav mp3".split(' ')
        {
            let key = format!("u/a.{extension}");
            assert!(format(&key, None, b"").is_ok(), "{extension}");
        }
    }
}
