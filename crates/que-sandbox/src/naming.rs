//! The key and signed content type of a presigned object, both from the client's file name.

use uuid::Uuid;

/// Longest stem, in bytes. The storage puts bucket and key, in base64, into a file name of at most 255 bytes.
const LONGEST_STEM: usize = 72;
/// Longest extension, in bytes.
const LONGEST_EXTENSION: usize = 12;

/// A new, unique object key: `uploads/<uuid>/<safe name>.<extension>`.
pub(super) fn object_key(filename: Option<&str>) -> String {
    format!("uploads/{}/{}", Uuid::new_v4(), safe_name(filename.unwrap_or_default()))
}

/// The key of a signed copy: `<uuid>/<last part of the asset's key>`.
pub(super) fn signed_key(asset_key: &str) -> String {
    format!("{}/{}", Uuid::new_v4(), safe_name(asset_key))
}

/// The content type that a client should send for this name, or `application/octet-stream` if the name says nothing. Raw
/// pictures come first: the common table lists some of their extensions as something else.
pub(super) fn content_type(filename: &str) -> &'static str {
    let ending = filename
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    let raw = RAW.iter().find(|(known, _)| *known == ending);
    raw.map(|(_, kind)| *kind)
        .or_else(|| mime_guess::from_path(filename).first_raw())
        .unwrap_or("application/octet-stream")
}

/// Camera raw pictures. Clients have their own lists; tests compare ours with the SDK's.
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

/// A file name for every file system and URL: no folders, ASCII letters, digits, `-` and `_`, one extension.
fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (name, ""),
    };
    let keep = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let stem: String = stem
        .chars()
        .map(|letter| if keep(letter) { letter } else { '_' })
        .take(LONGEST_STEM)
        .collect();
    let stem = match stem.trim_matches('_') {
        "" => "asset".to_owned(),
        // Windows reserves these names for devices, with any extension.
        device if is_device(device) => format!("{device}_"),
        stem => stem.to_owned(),
    };
    let extension: String = extension
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_EXTENSION)
        .collect();
    if extension.is_empty() {
        stem
    } else {
        format!("{stem}.{extension}")
    }
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered = |device: &str| stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_safe_and_keeps_its_extension() {
        for (given, safe) in [
            ("photo.JPG", "photo.JPG"),
            ("my holiday (1).tar.gz", "my_holiday__1__tar.gz"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\clip.mov", "clip.mov"),
            ("日本.png", "asset.png"),
            (".hidden", "hidden"),
            ("", "asset"),
            ("..", "asset"),
            ("nul.png", "nul_.png"),
            ("Com1", "Com1_"),
            ("a.p/../n.g", "n.g"),
            ("a.b c%d", "a.bcd"),
        ] {
            assert_eq!(safe_name(given), safe, "{given}");
        }
        assert!(safe_name(&"x".repeat(5000)).len() <= LONGEST_STEM);
    }

    #[test]
    fn keys_are_unique() {
        assert_ne!(object_key(Some("a.jpg")), object_key(Some("a.jpg")));
        assert_ne!(object_key(None), object_key(None));
    }

    #[test]
    fn a_content_type_comes_from_the_name() {
        assert_eq!(content_type("a.jpg"), "image/jpeg");
        assert_eq!(content_type("a.JPEG"), "image/jpeg");
        assert_eq!(content_type("a.IIQ"), "image/x-phaseone-iiq");
        // The common table has a program's films for the first and nothing for the second.
        assert_eq!(content_type("a.DCR"), "image/x-kodak-dcr");
        assert_eq!(content_type("a.b.erf"), "image/x-epson-erf");
        assert_eq!(content_type("iiq"), "application/octet-stream");
        assert_eq!(content_type("a.unheard-of"), "application/octet-stream");
    }
}
