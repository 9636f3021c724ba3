//! Inspecting a file before it is sent: is it a file, how large is it, and what type?

use std::{
    fs::File,
    io::{self, Cursor},
    path::Path,
};

use model::MediaTypeNote;
use que_sdk::{
    media_type::{self, FoundBy},
    wire::MAX_PUT_BYTES,
};

/// The result of an inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inspection {
    /// The MIME type to use.
    pub(crate) content_type: String,
    /// How it was found, if that is worth mentioning.
    pub(crate) note: Option<MediaTypeNote>,
    /// The name to presign with. Servers derive the signed type and the key's extension from it, so if name and bytes
    /// disagree, it gets the extension of the bytes' type.
    pub(crate) presign_name: String,
    /// Content-Type headers that a server may have signed, likeliest first. Servers' MIME tables differ:
    /// `video/msvideo` in Que's, `video/x-msvideo` elsewhere.
    pub(crate) variants: Vec<(ContentTypeSource, Option<String>)>,
}

/// Why a Content-Type header may be the signed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentTypeSource {
    /// It is the detected type.
    Found = 0,
    /// MIME tables give it for the presign name.
    ByPresignName = 1,
    /// MIME tables give it for the file's own name.
    ByName = 2,
    /// It is the generic type.
    Unknown = 3,
    /// No header: the server signed none.
    Without = 4,
}

impl ContentTypeSource {
    /// The inverse of `as u8`.
    pub(crate) const fn from_number(number: u8) -> Self {
        match number {
            1 => Self::ByPresignName,
            2 => Self::ByName,
            3 => Self::Unknown,
            4 => Self::Without,
            _ => Self::Found,
        }
    }
}

/// Opens and inspects the file. `chosen` is the type that the user set. Blocks.
pub(crate) fn inspect(path: &Path, chosen: Option<&str>) -> que_sdk::Result<Inspection> {
    let found = inspect_bytes(path, &first_bytes(path)?);
    Ok(with_chosen_type(path, found, chosen))
}

/// Like [`inspect`], for a file that was read whole.
pub(crate) fn inspect_whole(path: &Path, bytes: &[u8], chosen: Option<&str>) -> Inspection {
    // Reading a slice cannot fail.
    let first = media_type::first_bytes(&mut Cursor::new(bytes)).unwrap_or_default();
    let found = inspect_bytes(path, &first);
    with_chosen_type(path, found, chosen)
}

fn with_chosen_type(path: &Path, found: Inspection, chosen: Option<&str>) -> Inspection {
    match chosen {
        Some(chosen) => as_chosen(path, found, chosen),
        None => found,
    }
}

fn first_bytes(path: &Path) -> que_sdk::Result<Vec<u8>> {
    let opening = |source| que_sdk::Error::File {
        action: que_sdk::FileAction::Opening,
        source,
    };
    let metadata = std::fs::metadata(path).map_err(opening)?;
    // Opening a pipe would block.
    if !metadata.is_file() {
        return Err(opening(io::Error::other("it is not a file")));
    }
    if metadata.len() > MAX_PUT_BYTES {
        return Err(que_sdk::Error::TooLarge {
            bytes: metadata.len(),
            limit: MAX_PUT_BYTES,
        });
    }
    let mut file = File::open(path).map_err(opening)?;
    media_type::first_bytes(&mut file).map_err(|source| que_sdk::Error::File {
        action: que_sdk::FileAction::Reading,
        source,
    })
}

fn inspect_bytes(path: &Path, first: &[u8]) -> Inspection {
    let found = media_type::detect(path, first);
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let presign_name = match (found.found_by, match_extension(&found.essence, &name)) {
        (_, ExtensionMatch::Known) => name.clone(),
        // Such as `.jfif`: the name is right, but engines do not know the extension.
        (FoundBy::Name, ExtensionMatch::ReplaceWith(usual)) => with_extension(&name, usual, true),
        (FoundBy::Bytes, ExtensionMatch::ReplaceWith(usual)) => {
            with_extension(&name, usual, found.disagreement.is_some())
        }
        (FoundBy::Bytes, ExtensionMatch::Unlisted(Some(usual))) => {
            with_extension(&name, usual, found.disagreement.is_some())
        }
        _ => name.clone(),
    };
    let by_table = |name: &str| {
        Some(
            media_type::guess_from_name(Path::new(name))
                .unwrap_or(media_type::UNKNOWN)
                .to_owned(),
        )
    };
    let mut variants = vec![(ContentTypeSource::Found, Some(found.essence.clone()))];
    let others = [
        (ContentTypeSource::ByPresignName, by_table(&presign_name)),
        (ContentTypeSource::ByName, by_table(&name)),
        (ContentTypeSource::Unknown, Some(media_type::UNKNOWN.to_owned())),
    ];
    for (variant, essence) in others {
        // `image/jpg` is never valid.
        let usable = essence.as_deref().is_some_and(|essence| essence != "image/jpg");
        if usable && !variants.iter().any(|(_, known)| *known == essence) {
            variants.push((variant, essence));
        }
    }
    variants.push((ContentTypeSource::Without, None));
    let note = match (found.disagreement, found.found_by) {
        (Some(by_name), _) => Some(MediaTypeNote::BytesDisagree { by_name }),
        (None, FoundBy::Unknown) => Some(MediaTypeNote::Unknown),
        (None, FoundBy::Bytes) => Some(MediaTypeNote::Bytes),
        (None, FoundBy::Name) => None,
    };
    Inspection {
        content_type: found.essence,
        note,
        presign_name,
        variants,
    }
}

/// Whether engines recognize a type by a name's extension.
enum ExtensionMatch {
    Known,
    /// Must be this one.
    ReplaceWith(&'static str),
    /// Type unlisted; its usual one.
    Unlisted(Option<&'static str>),
}

fn match_extension(essence: &str, name: &str) -> ExtensionMatch {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match media_type::known_extensions(essence) {
        Some(known) if known.iter().any(|known| known.eq_ignore_ascii_case(ending)) => ExtensionMatch::Known,
        Some([usual, ..]) => ExtensionMatch::ReplaceWith(usual),
        _ => ExtensionMatch::Unlisted(media_type::usual_extension(essence)),
    }
}

/// For a type that the user chose: the file is sent as that type or not at all.
fn as_chosen(path: &Path, found: Inspection, chosen: &str) -> Inspection {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let maps_to_chosen_type = |name: &str| {
        media_type::guess_from_name(Path::new(name))
            .is_some_and(|listed| media_type::normalized(listed) == media_type::normalized(chosen))
    };
    let is_listed = media_type::guess_from_name(Path::new(&name)).is_some();
    let presign_name = match match_extension(&media_type::normalized(chosen), &name) {
        ExtensionMatch::ReplaceWith(usual) => with_extension(&name, usual, is_listed),
        ExtensionMatch::Unlisted(Some(usual)) if !maps_to_chosen_type(&name) => with_extension(&name, usual, is_listed),
        _ => name,
    };
    let mut variants = vec![(ContentTypeSource::Found, Some(chosen.to_owned()))];
    let listed = media_type::guess_from_name(Path::new(&presign_name)).filter(|listed| *listed != chosen);
    if let Some(listed) = listed.filter(|_| maps_to_chosen_type(&presign_name)) {
        variants.push((ContentTypeSource::ByPresignName, Some(listed.to_owned())));
    }
    variants.push((ContentTypeSource::Without, None));
    Inspection {
        note: Some(MediaTypeNote::Chosen {
            found: found.content_type,
        }),
        content_type: chosen.to_owned(),
        presign_name,
        variants,
    }
}

/// The name with its content's extension, which replaces a wrong one or is added to a meaningless one.
fn with_extension(name: &str, extension: &str, replace: bool) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if replace && !stem.is_empty() => format!("{stem}.{extension}"),
        _ => format!("{name}.{extension}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01";

    #[test]
    fn a_name_that_fits_its_content_is_presigned_unchanged() {
        let inspection = inspect_bytes(Path::new("/photos/a b.JPG"), JPEG);
        assert_eq!(
            (inspection.content_type.as_str(), inspection.presign_name.as_str()),
            ("image/jpeg", "a b.JPG")
        );
        assert_eq!(inspection.note, None);
    }

    #[test]
    fn the_presign_name_gets_the_extension_of_the_content_if_its_own_is_wrong_or_missing() {
        let wrong = inspect_bytes(Path::new("wrong.png"), JPEG);
        assert_eq!(wrong.presign_name, "wrong.jpg");
        assert_eq!(
            wrong.note,
            Some(MediaTypeNote::BytesDisagree {
                by_name: "image/png".into()
            })
        );
        assert_eq!(inspect_bytes(Path::new("IMG_0001"), JPEG).presign_name, "IMG_0001.jpg");
        assert_eq!(inspect_bytes(Path::new("scan.dat"), JPEG).presign_name, "scan.dat.jpg");
    }

    #[test]
    fn a_type_set_by_the_user_is_the_only_one_sent() {
        let set = |name: &str, chosen: &str| as_chosen(Path::new(name), inspect_bytes(Path::new(name), JPEG), chosen);
        let types = |inspection: &Inspection| -> Vec<Option<String>> {
            inspection.variants.iter().map(|(_, value)| value.clone()).collect()
        };
        let text = |value: &str| Some(value.to_owned());
        let dng = set("a.jpg", "image/x-adobe-dng");
        assert_eq!(dng.content_type, "image/x-adobe-dng");
        assert_eq!(dng.presign_name, "a.dng", "so that the server signs that type");
        assert!(!types(&dng).contains(&text("image/jpeg")), "{dng:?}");
        let found = "image/jpeg".to_owned();
        assert_eq!(dng.note, Some(MediaTypeNote::Chosen { found }));
        let same = set("a.jpg", "image/jpeg");
        assert_eq!(
            (same.presign_name.as_str(), types(&same)),
            ("a.jpg", vec![text("image/jpeg"), None])
        );
        let odd = set("a.jpg", "application/x-odd");
        assert_eq!(
            (odd.presign_name.as_str(), types(&odd)),
            ("a.jpg", vec![text("application/x-odd"), None])
        );
        assert_eq!(set("scan", "image/tiff").presign_name, "scan.tif");
    }

    #[test]
    fn possible_content_types_are_tried_in_order_and_once() {
        let values = |name: &str| {
            inspect_bytes(Path::new(name), b"")
                .variants
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<_>>()
        };
        let text = |value: &str| Some(value.to_owned());
        assert_eq!(
            values("a.jpg"),
            [text("image/jpeg"), text("application/octet-stream"), None]
        );
        let avi = [
            text("video/msvideo"),
            text("video/x-msvideo"),
            text("application/octet-stream"),
            None,
        ];
        assert_eq!(values("a.avi"), avi);
        assert_eq!(values("noext"), [text("application/octet-stream"), None]);
    }

    #[test]
    fn the_presign_name_has_an_extension_that_engines_recognize() {
        const TIFF: &[u8] = b"II*\0\x08\0\0\0\x10\0\0\x01";
        const PHONE: &[u8] = b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp4isom";
        const M4B: &[u8] = b"\0\0\0\x1cftypM4B \0\0\x02\0M4B mp42isom";
        for (name, bytes, content_type, presigned) in [
            ("a.jfif", JPEG, "image/jpeg", "a.jpg"),
            ("a.JPE", JPEG, "image/jpeg", "a.jpg"),
            ("a.jpeg", JPEG, "image/jpeg", "a.jpeg"),
            ("clip.3gp", PHONE, "video/mp4", "clip.mp4"),
            ("clip.m4v", PHONE, "video/mp4", "clip.m4v"),
            ("a.hif", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heif", "a.heif"),
            ("a.nrw", TIFF, "image/x-nikon-nrw", "a.nrw"),
            ("a.IIQ", TIFF, "image/x-phaseone-iiq", "a.IIQ"),
            ("a.3fr", TIFF, "image/x-hasselblad-3fr", "a.3fr"),
            ("a.srw", TIFF, "image/x-samsung-srw", "a.srw"),
            ("a.dng", TIFF, "image/x-adobe-dng", "a.dng"),
            ("scan.tiff", TIFF, "image/tiff", "scan.tiff"),
            ("scan", TIFF, "image/tiff", "scan.tif"),
            ("book.m4b", M4B, "audio/x-m4b", "book.m4b"),
            ("song.mid", b"MThd\0\0\0\x06\0\x01\0\x02", "audio/midi", "song.mid"),
            ("song.aif", b"FORM\0\0\0\x2eAIFFCOMM", "audio/aiff", "song.aif"),
            ("a.psd", b"8BPS\0\x01", "image/vnd.adobe.photoshop", "a.psd"),
        ] {
            let inspection = inspect_bytes(Path::new(name), bytes);
            assert_eq!(
                (
                    inspection.content_type.as_str(),
                    inspection.presign_name.as_str(),
                    inspection.note.is_some()
                ),
                (content_type, presigned, name == "scan"),
                "{name}"
            );
        }
        // A type that the user set counts too.
        let set = |name: &str, chosen: &str| {
            as_chosen(Path::new(name), inspect_bytes(Path::new(name), JPEG), chosen).presign_name
        };
        assert_eq!(set("a.jfif", "image/jpeg"), "a.jpg");
        assert_eq!(set("book.m4b", "audio/mp4"), "book.m4a");
    }

    #[test]
    fn audio_after_a_long_tag_is_detected() {
        let folder = tempfile::tempdir().unwrap();
        let tag = [&b"ID3\x04\0\0\0\x01\0\0"[..], &[7; 1 << 14]].concat();
        for (name, sound, expected) in [
            ("a.flac", &b"fLaC\0\0\0\x22"[..], "audio/flac"),
            ("a.aac", b"\xff\xf1\x50\x80", "audio/aac"),
            ("a.mp3", b"\xff\xfb\x90\x64", "audio/mpeg"),
            ("cut off.mp3", b"", "audio/mpeg"),
        ] {
            let bytes = [&tag, sound].concat();
            let path = folder.path().join(name);
            std::fs::write(&path, &bytes).unwrap();
            for inspection in [inspect(&path, None).unwrap(), inspect_whole(&path, &bytes, None)] {
                assert_eq!(
                    (inspection.content_type.as_str(), inspection.note),
                    (expected, None),
                    "{name}"
                );
                assert_eq!(inspection.presign_name, name);
            }
        }
    }
}
