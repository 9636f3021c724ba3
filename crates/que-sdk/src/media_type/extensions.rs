//! File name extensions: those that common tables lack or list differently, and those that Que recognizes.

/// Raw photos of cameras. Most start like a TIFF, but writing them as one would break them.
const RAW: &[(&str, &str)] = &[
    ("3fr", "image/x-hasselblad-3fr"),
    ("arw", "image/x-sony-arw"),
    ("bay", "image/x-casio-bay"),
    ("cap", "image/x-phaseone-cap"),
    ("cr2", "image/x-canon-cr2"),
    ("cr3", "image/x-canon-cr3"),
    ("crm", "video/x-canon-crm"),
    ("crw", "image/x-canon-crw"),
    ("cs1", "image/x-sinar-cs1"),
    ("dcr", "image/x-kodak-dcr"),
    ("dcs", "image/x-kodak-dcs"),
    ("dng", "image/x-adobe-dng"),
    ("drf", "image/x-kodak-drf"),
    ("erf", "image/x-epson-erf"),
    ("fff", "image/x-hasselblad-fff"),
    ("gpr", "image/x-gopro-gpr"),
    ("iiq", "image/x-phaseone-iiq"),
    ("k25", "image/x-kodak-k25"),
    ("kdc", "image/x-kodak-kdc"),
    ("mdc", "image/x-minolta-mdc"),
    ("mef", "image/x-mamiya-mef"),
    ("mos", "image/x-leaf-mos"),
    ("mrw", "image/x-minolta-mrw"),
    ("nef", "image/x-nikon-nef"),
    ("nrw", "image/x-nikon-nrw"),
    ("orf", "image/x-olympus-orf"),
    ("ori", "image/x-olympus-ori"),
    ("pef", "image/x-pentax-pef"),
    ("ptx", "image/x-pentax-ptx"),
    ("pxn", "image/x-logitech-pxn"),
    ("raf", "image/x-fuji-raf"),
    ("raw", "image/x-panasonic-raw"),
    ("rw2", "image/x-panasonic-rw2"),
    ("rwl", "image/x-leica-rwl"),
    ("sr2", "image/x-sony-sr2"),
    ("srf", "image/x-sony-srf"),
    ("srw", "image/x-samsung-srw"),
    ("sti", "image/x-sinar-sti"),
    ("x3f", "image/x-sigma-x3f"),
];

/// Other extensions that common tables lack or list differently.
const OTHERS: &[(&str, &str)] = &[
    ("hif", "image/heif"),
    ("m2a", "audio/mp2"),
    ("m4b", "audio/x-m4b"),
    ("m4p", "audio/x-m4p"),
    ("m4r", "audio/x-m4r"),
    ("mp2", "audio/mp2"),
    ("mp2a", "audio/mp2"),
    ("psb", "image/vnd.adobe.photoshop"),
    ("psd", "image/vnd.adobe.photoshop"),
    ("svgz", "image/svg+xml-compressed"),
];

/// The media type of a lowercase extension, unless the common tables have it.
pub(super) fn media_type(extension: &str) -> Option<&'static str> {
    let mut known = RAW.iter().chain(OTHERS);
    known
        .find(|(known, _)| *known == extension)
        .map(|(_, essence)| *essence)
}

/// Whether this is a raw photo, which may start like a TIFF.
pub(super) fn is_raw(essence: &str) -> bool {
    RAW.iter().any(|(_, raw)| *raw == essence)
}

/// The extensions by which Que recognizes a media type in an object key, the usual one first. `None` for types that Que
/// doesn't recognize.
#[must_use]
pub fn known_extensions(essence: &str) -> Option<&'static [&'static str]> {
    Some(match essence {
        "image/jpeg" => &["jpg", "jpeg"],
        "image/png" => &["png"],
        "image/gif" => &["gif"],
        "image/webp" => &["webp"],
        "image/tiff" => &["tif", "tiff"],
        "image/x-adobe-dng" => &["dng"],
        "image/svg+xml" => &["svg"],
        "image/avif" => &["avif"],
        "image/heic" => &["heic"],
        "image/heif" => &["heif"],
        "image/jxl" => &["jxl"],
        "image/vnd.adobe.photoshop" => &["psd", "psb"],
        "video/mp4" => &["mp4", "m4v"],
        "video/quicktime" => &["mov", "qt"],
        "video/msvideo" => &["avi"],
        "audio/mpeg" => &["mp3"],
        "audio/mp4" => &["m4a"],
        "audio/wav" => &["wav"],
        "audio/flac" => &["flac"],
        "audio/aac" => &["aac"],
        "audio/aiff" => &["aif", "aiff", "aifc"],
        "audio/midi" => &["mid", "midi", "kar", "rmi"],
        "application/pdf" => &["pdf"],
        _ => return None,
    })
}
