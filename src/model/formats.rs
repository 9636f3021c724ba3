//! Which files can be signed: the formats and the size that servers sign.

/// The most bytes that the API signs or verifies.
pub const MAX_SIGNED_BYTES: u64 = 1 << 30;

/// MIME types that servers sign, with the names that people know them by.
const SIGNABLE: [(&str, &str); 24] = [
    ("image/jpeg", "JPEG"),
    ("image/png", "PNG"),
    ("image/webp", "WebP"),
    ("image/gif", "GIF"),
    ("image/tiff", "TIFF"),
    ("image/dng", "DNG"),
    ("image/x-adobe-dng", "DNG"),
    ("image/avif", "AVIF"),
    ("image/heic", "HEIC"),
    ("image/heif", "HEIC"),
    ("image/svg+xml", "SVG"),
    ("video/mp4", "MP4"),
    ("video/quicktime", "MOV"),
    ("video/x-m4v", "MP4"),
    ("video/avi", "AVI"),
    ("video/msvideo", "AVI"),
    ("video/x-msvideo", "AVI"),
    ("audio/mp4", "M4A"),
    ("audio/x-m4a", "M4A"),
    ("audio/m4a", "M4A"),
    ("audio/wav", "WAV"),
    ("audio/x-wav", "WAV"),
    ("audio/vnd.wave", "WAV"),
    ("audio/mpeg", "MP3"),
];

/// Whether files of this MIME type can be signed.
#[must_use]
pub fn can_be_signed(content_type: &str) -> bool {
    let plain = content_type.split(';').next().unwrap_or(content_type).trim();
    SIGNABLE.iter().any(|(mime, _)| mime.eq_ignore_ascii_case(plain))
}

/// The formats that can be signed, by the names that people know them by, each once.
#[must_use]
pub fn signable_names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for (_, name) in SIGNABLE {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photographs_films_and_sound_can_be_signed_and_documents_cannot() {
        for mime in ["image/jpeg", "IMAGE/PNG", "video/mp4; codecs=avc1", "audio/wav"] {
            assert!(can_be_signed(mime), "{mime}");
        }
        for mime in ["application/pdf", "text/plain", "application/octet-stream", "image/jpg"] {
            assert!(!can_be_signed(mime), "{mime}");
        }
    }

    #[test]
    fn each_name_is_told_once() {
        let names = signable_names();
        assert_eq!(names.iter().filter(|name| **name == "M4A").count(), 1);
        assert_eq!(names.first(), Some(&"JPEG"));
    }
}
