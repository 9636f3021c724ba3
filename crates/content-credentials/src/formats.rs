//! Which files can be signed: the formats and sizes that servers accept.

/// The largest file in bytes that the API signs or verifies.
pub const MAX_SIGNED_BYTES: u64 = 1 << 30;

/// The MIME types that servers sign, with their common names.
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

/// Checks whether a file can be signed. Unknown facts don't prevent it.
///
/// # Errors
/// [`Unsignable`] says why no server signs the file.
pub fn check_signable(content_type: Option<&str>, size: Option<u64>) -> Result<(), Unsignable> {
    if size.is_some_and(|size| size > MAX_SIGNED_BYTES) {
        return Err(Unsignable::TooLarge);
    }
    match content_type {
        Some(content_type) if !can_be_signed(content_type) => Err(Unsignable::Format(content_type.to_owned())),
        _ => Ok(()),
    }
}

/// Why no server signs a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsignable {
    /// It is larger than [`MAX_SIGNED_BYTES`].
    #[error("The file is over 1 GB, so it cannot be signed.")]
    TooLarge,
    /// Servers don't sign this MIME type.
    #[error("{0} files cannot be signed.")]
    Format(String),
}

/// The common names of the formats that can be signed, without duplicates.
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
    fn images_videos_and_audio_can_be_signed_and_documents_cannot() {
        for mime in ["image/jpeg", "IMAGE/PNG", "video/mp4; codecs=avc1", "audio/wav"] {
            assert!(can_be_signed(mime), "{mime}");
        }
        for mime in ["application/pdf", "text/plain", "application/octet-stream", "image/jpg"] {
            assert!(!can_be_signed(mime), "{mime}");
        }
    }

    #[test]
    fn a_file_is_refused_for_its_size_or_format_and_never_for_unknown_facts() {
        assert_eq!(check_signable(Some("image/jpeg"), Some(MAX_SIGNED_BYTES)), Ok(()));
        assert_eq!(check_signable(None, None), Ok(()));
        assert_eq!(
            check_signable(None, Some(MAX_SIGNED_BYTES + 1)),
            Err(Unsignable::TooLarge)
        );
        // DNG by either of its names. Other raw formats can't be signed.
        for dng in ["image/dng", "image/x-adobe-dng"] {
            assert_eq!(check_signable(Some(dng), None), Ok(()), "{dng}");
        }
        for mime in [
            "image/x-nikon-nef",
            "image/x-hasselblad-3fr",
            "audio/x-m4b",
            "application/pdf",
        ] {
            assert_eq!(
                check_signable(Some(mime), Some(1)),
                Err(Unsignable::Format(mime.to_owned()))
            );
        }
    }

    #[test]
    fn each_name_is_listed_once() {
        let names = signable_names();
        assert_eq!(names.iter().filter(|name| **name == "M4A").count(), 1);
        assert_eq!(names.first(), Some(&"JPEG"));
    }
}
