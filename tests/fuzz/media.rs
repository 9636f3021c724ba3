//! The media type of a file, from its name and its first bytes.

use std::path::PathBuf;

use proptest::prelude::*;
use que_sdk::media_type::{self, FoundBy};

fn beginnings() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        &b""[..],
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"II*\0",
        b"MM\0*",
        b"RIFF\x24\x08\0\0WAVE",
        b"RIFF\x24\x08\0\0WEBP",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\0ftypmif1\0\0\0\0avif",
        b"\xff\xff\xff\xffftypqt  ",
        b"<?xml version=\"1.0\"?><svg",
        b"\xef\xbb\xbf<svg",
        b"PK\x03\x04",
        b"ID3",
        b"OggS",
        b"GIF89a",
        b"%PDF-",
    ]);
    (known, prop::collection::vec(any::<u8>(), 0..64), 0..80_usize).prop_map(|(known, more, cut)| {
        let mut bytes = [known, &more].concat();
        bytes.truncate(cut);
        bytes
    })
}

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_any_file_has_a_valid_media_type(
        name in prop_oneof![
            "\\PC{0,20}\\.(jpg|JPEG|png|dng|heic|mp4|m4a|mov|svg|txt|webp|tar\\.gz|arw|x)",
            "(?s).{0,30}",
        ],
        bytes in beginnings(),
    ) {
        let found = media_type::detect(&PathBuf::from(&name), &bytes);
        prop_assert!(found.essence.contains('/'), "{found:?}");
        prop_assert!(found.essence.bytes().all(|sign| sign.is_ascii_graphic()), "{found:?}");
        prop_assert!(found.disagreement.as_ref() != Some(&found.essence), "{found:?}");
        prop_assert!(found.disagreement.is_none() || found.found_by == FoundBy::Bytes, "{found:?}");
        prop_assert!(media_type::normalized(&found.essence) == found.essence, "one kind, one name: {found:?}");
        let _ = media_type::audio_offset(&bytes);
        let _ = media_type::known_extensions(&found.essence);
        let _ = media_type::usual_extension(&found.essence);
    }

    #[test]
    fn fuzz_normalizing_a_media_type_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = media_type::normalized(&text);
        prop_assert_eq!(media_type::normalized(&once), once);
    }
}
