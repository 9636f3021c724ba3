//! Files of every format, written by ExifTool and FFmpeg, whole and damaged.

use std::io::Cursor;

use proptest::{prelude::*, test_runner::Config};

use super::*;
use made::tiff;

mod extended;
mod lists;
mod made;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../testkit/fixtures/metadata/", $name)).as_slice()
    };
}

const PHOTO_JPG: &[u8] = fixture!("photo.jpg");
const PHOTO_PNG: &[u8] = fixture!("photo.png");
const PHOTO_WEBP: &[u8] = fixture!("photo.webp");
const PHOTO_HEIC: &[u8] = fixture!("photo.heic");
const KEYS_MOV: &[u8] = fixture!("keys.mov");
const USER_DATA_MOV: &[u8] = fixture!("user-data.mov");
const SOUND_M4A: &[u8] = fixture!("sound.m4a");
const SOUND_MP3: &[u8] = fixture!("sound.mp3");
const IPTC_LATIN1: &[u8] = fixture!("iptc-latin1.jpg");
const IPTC_UTF8: &[u8] = fixture!("iptc-utf8.jpg");
const IPTC_PNG: &[u8] = fixture!("iptc.png");
const IPTC_NEWER: &[u8] = fixture!("iptc-newer.jpg");

fn read_bytes(bytes: &[u8]) -> FileMetadata {
    read(Cursor::new(bytes))
}

/// Every value with its source, as `creator=Ana (XMP)`.
fn summary(bytes: &[u8]) -> Vec<String> {
    let metadata = read_bytes(bytes);
    let one = |(field, value): (Field, &Value)| format!("{}={} ({})", field.name(), value.text, value.source.name());
    // Maker and model are in the name of the camera.
    let of_camera = |field: &Field| matches!(field, Field::Make | Field::Model);
    metadata
        .values()
        .filter(|(field, _)| !of_camera(field))
        .map(one)
        .collect()
}

fn is_lisbon(gps: Option<Gps>) -> bool {
    gps.is_some_and(|gps| (gps.latitude - 38.7223).abs() < 1e-6 && (gps.longitude + 9.139_337).abs() < 1e-6)
}

#[test]
fn a_jpeg_gives_each_field_from_the_best_of_its_three_sources() {
    let fields = summary(PHOTO_JPG);
    let expected = [
        "creator=Ana Lúcia Ferreira, João Sá (XMP)",
        "title=Sea at dawn (XMP)",
        "headline=Dawn over the sea (XMP)",
        "caption=Two boats leave the harbor. (XMP)",
        "credit=AF/Agency (IPTC)",
        "copyright=(c) IPTC Ñ (IPTC)",
        "camera=NIKON Z 9 (EXIF)",
        "lens=NIKKOR Z 50mm f/1.8 S (EXIF)",
        "taken=2026-05-09T14:03:22+02:00 (EXIF)",
        "city=Lisboa (XMP)",
        "country=Portugal (XMP)",
    ];
    assert_eq!(fields, expected);
    assert!(is_lisbon(read_bytes(PHOTO_JPG).gps()));
}

#[test]
fn png_webp_and_heic_have_the_same_blocks_in_other_places() {
    for bytes in [PHOTO_PNG, PHOTO_HEIC] {
        let expected = [
            "creator=Ana XMP (XMP)",
            "caption=Caption EXIF (EXIF)",
            "copyright=(c) EXIF (EXIF)",
            "camera=NIKON Z 9 (EXIF)",
            "lens=NIKKOR Z 50mm f/1.8 S (EXIF)",
            "taken=2026-05-09T14:03:22+02:00 (EXIF)",
        ];
        assert_eq!(summary(bytes), expected);
        assert!(is_lisbon(read_bytes(bytes).gps()));
    }
    let webp = read_bytes(PHOTO_WEBP);
    assert_eq!(webp.get(Field::Creator), Some("Ana Lúcia Ferreira, João Sá"));
    assert_eq!(webp.get(Field::Lens), Some("NIKKOR Z 50mm f/1.8 S"));
}

#[test]
fn films_and_sounds_have_tags() {
    let expected = [
        "creator=Ana Keys (QuickTime)",
        "title=T keys (QuickTime)",
        "caption=D keys ü (QuickTime)",
        "copyright=C keys (QuickTime)",
        "camera=Apple iPhone 17 Pro (QuickTime)",
        "taken=2026-05-09T14:03:22+02:00 (QuickTime)",
    ];
    assert_eq!(summary(KEYS_MOV), expected);
    assert!(is_lisbon(read_bytes(KEYS_MOV).gps()));
    let expected = [
        "creator=Ana UD (QuickTime)",
        "title=T ud (QuickTime)",
        "copyright=C ud (QuickTime)",
        "camera=Canon EOS R5 (QuickTime)",
        "taken=2026-05-09T14:03:22+02:00 (QuickTime)",
    ];
    assert_eq!(summary(USER_DATA_MOV), expected);
    assert!(is_lisbon(read_bytes(USER_DATA_MOV).gps()));
    assert_eq!(summary(SOUND_M4A).first().unwrap(), "creator=Ana FF (QuickTime)");
    assert_eq!(summary(SOUND_MP3), ["creator=Ana Lúcia (ID3)", "title=Töne (ID3)"]);
}

#[test]
fn iptc_is_read_in_its_stated_encoding_and_without_one_too() {
    for bytes in [IPTC_LATIN1, IPTC_UTF8] {
        let metadata = read_bytes(bytes);
        assert_eq!(metadata.get(Field::Creator), Some("José"));
        assert_eq!(metadata.get(Field::Caption), Some("Größe"));
        assert_eq!(metadata.get(Field::Taken), Some("2026-05-09"));
    }
    assert_eq!(read_bytes(IPTC_UTF8).get(Field::Headline), Some("Größe €"));
}

#[test]
fn iptc_that_was_changed_after_xmp_wins() {
    assert_eq!(
        summary(IPTC_NEWER),
        ["creator=Newer IPTC (IPTC)", "headline=New head (IPTC)"]
    );
}

#[test]
fn raw_files_are_read_like_tiff_in_both_byte_orders() {
    for (big_endian, magic) in [
        (false, b"II*\0"),
        (true, b"MM\0*"),
        (false, b"IIU\0"),
        (false, b"IIRO"),
        (true, b"MMOR"),
    ] {
        let bytes = tiff(
            big_endian,
            magic,
            &[
                (0x010f, 2, b"Canon\0"),
                (0x0110, 2, b"Canon EOS R5\0"),
                (0x013b, 2, b"Jos\xe9 Garc\xeda\0"),
                (0x8298, 2, b"Jos\xe9\0Editor\0"),
                (0x010e, 2, b"OLYMPUS DIGITAL CAMERA         \0"),
            ],
        );
        let expected = [
            "creator=José García (EXIF)",
            "copyright=José; Editor (EXIF)",
            "camera=Canon EOS R5 (EXIF)",
        ];
        assert_eq!(summary(&bytes), expected, "{magic:?}");
    }
}

#[test]
fn a_large_file_costs_no_more_than_its_metadata() {
    struct Counted<'a> {
        inner: Cursor<&'a [u8]>,
        read: usize,
    }
    impl Read for Counted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let read = self.inner.read(buffer)?;
            self.read += read;
            Ok(read)
        }
    }
    impl Seek for Counted<'_> {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            self.inner.seek(to)
        }
    }
    let mut raw = tiff(false, b"II*\0", &[(0x0110, 2, b"Canon EOS R5\0")]);
    raw.resize(80 << 20, 0);
    let mut counted = Counted {
        inner: Cursor::new(&raw),
        read: 0,
    };
    assert_eq!(read(&mut counted).get(Field::Camera), Some("Canon EOS R5"));
    assert!(counted.read < 1000, "{} bytes were read", counted.read);
}

#[test]
fn flac_and_wav_have_their_own_tags() {
    let flac = made::flac(&["Artist=Ana", "ARTIST=João", "TITLE=Töne", "DATE=2026"]);
    assert_eq!(
        summary(&flac),
        ["creator=Ana, João (Vorbis comments)", "title=Töne (Vorbis comments)"]
    );
    let wav = made::wav(&[(b"IART", b"Ana\0"), (b"ICRD", b"2026-05-09\0")]);
    assert_eq!(
        summary(&wav),
        ["creator=Ana (RIFF INFO)", "taken=2026-05-09 (RIFF INFO)"]
    );
}

#[test]
fn xmp_is_read_as_attributes_elements_and_structures() {
    let packet = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
          xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
        <rdf:Description rdf:about="" photoshop:Headline="A &amp; B" exif:GPSLatitude="38,43.338N" exif:GPSLongitude="9,8.36W">
          <dc:title><rdf:Alt><rdf:li xml:lang="de">Meer</rdf:li><rdf:li xml:lang="x-default">Sea</rdf:li></rdf:Alt></dc:title>
          <Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
            <Iptc4xmpExt:City>Porto</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
        </rdf:Description>
        <rdf:Description rdf:about=""><photoshop:Credit>AF</photoshop:Credit></rdf:Description>
        </rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;
    let bytes = tiff(true, b"MM\0*", &[(0x02bc, 1, packet.as_bytes())]);
    assert_eq!(
        summary(&bytes),
        [
            "title=Sea (XMP)",
            "headline=A & B (XMP)",
            "credit=AF (XMP)",
            "city=Porto (XMP)"
        ]
    );
    let gps = read_bytes(&bytes).gps().unwrap();
    assert!((gps.latitude - 38.7223).abs() < 1e-6);
}

#[test]
fn entities_of_xml_are_not_expanded() {
    let packet = b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>";
    assert_eq!(summary(&tiff(true, b"MM\0*", &[(0x02bc, 1, packet)])), [""; 0]);
}

#[test]
fn metadata_from_another_process_is_cleaned_again() {
    let evil = serde_json::json!({
        "creator": { "text": "a\u{202e}b\n".repeat(1000), "source": "xmp" },
        "title": { "text": "\u{200b}", "source": "exif" },
        "gps": { "latitude": 1e300, "longitude": 0.0 },
    });
    let metadata: FileMetadata = serde_json::from_value(evil).unwrap();
    let bounded = metadata.bounded();
    assert_eq!(bounded.get(Field::Creator).unwrap().chars().count(), 299);
    assert!(bounded.get(Field::Creator).unwrap().starts_with("ab ab "));
    assert_eq!((bounded.get(Field::Title), bounded.gps()), (None, None));
    let back: FileMetadata = serde_json::from_value(serde_json::to_value(&bounded).unwrap()).unwrap();
    assert_eq!(back, bounded);
}

#[test]
fn other_files_say_nothing() {
    for bytes in [
        b"".as_slice(),
        b"x",
        b"%PDF-1.7",
        b"\xff\xd8",
        b"RIFF",
        b"II*\0\xff\xff\xff\xff",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
    ] {
        assert!(read_bytes(bytes).is_empty(), "{bytes:?}");
    }
}

/// A few cases, or as many as `PROPTEST_CASES` says.
fn cases() -> Config {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    Config {
        cases: asked.unwrap_or(256),
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn fuzz_damaged_files_give_short_and_clean_texts(
        fixture in prop::sample::select(vec![
            PHOTO_JPG, PHOTO_PNG, PHOTO_WEBP, PHOTO_HEIC, KEYS_MOV, USER_DATA_MOV, SOUND_M4A, SOUND_MP3, IPTC_NEWER,
        ].into_iter().map(<[u8]>::to_vec).chain(made::all()).collect::<Vec<_>>()),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..24),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = fixture;
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let metadata = read_bytes(&bytes);
        for (field, value) in metadata.values() {
            prop_assert!(!value.text.is_empty() && value.text.chars().count() <= field.limit(), "{field:?} {value:?}");
            prop_assert!(!value.text.chars().any(que_sdk::text::is_unprintable), "{field:?} {value:?}");
        }
        prop_assert_eq!(metadata.bounded(), metadata);
    }

    #[test]
    fn fuzz_any_block_after_a_known_start_is_read_without_a_panic(
        start in prop::sample::select(vec![
            b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0".as_slice(), b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"fLaC\x84\0\0\x40",
            b"RIFF\0\0\0\0WAVELIST\x40\0\0\0INFO", b"\0\0\0\x08ftyp\0\0\0\x40moov\0\0\0\x38udta", b"ID3\x03\0\0\0\0\0\x40TPE1",
            b"\xff\xd8\xff\xed\0\x40Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x50", b"\x89PNG\r\n\x1a\n\0\0\0\x40iTXt",
            b"\0\0\0\x08ftyp\0\0\0\x60meta\0\0\0\0\0\0\0\x20iinf\0\0\0\0\0\x01",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let metadata = read_bytes(&[start, &rest].concat());
        prop_assert_eq!(metadata.bounded(), metadata);
    }
}
