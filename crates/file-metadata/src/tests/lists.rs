//! Several creators, cameras, texts that are too long, and positions.

use super::*;

fn creators(bytes: &[u8]) -> (Vec<String>, Option<String>) {
    let metadata = read_bytes(bytes);
    let parts = metadata.parts(Field::Creator).map(str::to_owned).collect();
    (parts, metadata.get(Field::Creator).map(str::to_owned))
}

fn xmp(properties: &str) -> Vec<u8> {
    let packet = format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/">
        <rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"#
    );
    tiff(true, b"MM\0*", &[(0x02bc, 1, packet.as_bytes())])
}

#[test]
fn a_name_with_a_semicolon_is_one_creator_and_a_list_stays_a_list() {
    let list = xmp("<dc:creator><rdf:Seq><rdf:li>Smith; Sons</rdf:li><rdf:li>Ana, Lda</rdf:li></rdf:Seq></dc:creator>");
    let expected = (
        ["Smith; Sons", "Ana, Lda"].map(str::to_owned).to_vec(),
        Some("Smith; Sons, Ana, Lda".to_owned()),
    );
    assert_eq!(creators(&list), expected);
    let record = |name: &str| {
        let length = u16::try_from(name.len()).unwrap().to_be_bytes();
        [b"\x1c\x02\x50".as_slice(), &length, name.as_bytes()].concat()
    };
    let records = [record("Smith; Sons"), record("Ana, Lda")].concat();
    assert_eq!(creators(&tiff(true, b"MM\0*", &[(0x83bb, 1, &records)])), expected);
    assert_eq!(
        creators(&made::flac(&["ARTIST=Smith; Sons", "ARTIST=Ana, Lda"])),
        expected
    );
    let frame: &[u8] = b"\x03Smith; Sons\0Ana, Lda";
    assert_eq!(creators(&made::id3(4, 0, &[(b"TPE1", [0, 0], frame)])), expected);
    let alone = (vec!["Ana; Lda".to_owned()], Some("Ana; Lda".to_owned()));
    assert_eq!(creators(&made::wav(&[(b"IART", b"Ana; Lda\0")])), alone);
    let film = [
        made::boxed(b"ftyp", &[b"qt  \0\0\0\0"]),
        made::boxed(
            b"moov",
            &[&made::boxed(
                b"udta",
                &[&made::boxed(b"\xa9aut", &[b"\0\x08\0\0Ana; Lda"])],
            )],
        ),
    ];
    assert_eq!(creators(&film.concat()), alone);
    // In EXIF, that is how several people are written, unless the name stands in quotation marks.
    let artist = |text: &[u8]| creators(&tiff(true, b"MM\0*", &[(0x013b, 2, text)])).0;
    assert_eq!(artist(b"Ana; Lda\0"), ["Ana", "Lda"]);
    assert_eq!(artist(b"\"Smith; Sons\"; Ana, Lda\0"), expected.0);
    let windows: Vec<u8> = "Ana;Lda\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        creators(&tiff(true, b"MM\0*", &[(0x9c9d, 1, &windows)])).0,
        ["Ana", "Lda"]
    );
    // They survive the way to another process, and the placeholders of a manifest.
    let metadata = read_bytes(&list);
    let back: FileMetadata = serde_json::from_value(serde_json::to_value(&metadata).unwrap()).unwrap();
    assert_eq!(back.bounded(), metadata);
    let names: Vec<_> = metadata.placeholders().into_iter().map(|(_, text)| text).collect();
    assert_eq!(names, ["Smith; Sons", "Ana, Lda"]);
}

#[test]
fn what_was_recorded_before_lists_and_models_is_still_read() {
    let old =
        r#"{"creator": {"text": "Ana; João", "source": "xmp"}, "camera": {"text": "NIKON Z 9", "source": "exif"}}"#;
    let metadata: FileMetadata = serde_json::from_str(old).unwrap();
    let expected = [
        ("creator", "Ana; João"),
        ("camera", "NIKON Z 9"),
        ("model", "NIKON Z 9"),
    ];
    assert_eq!(
        metadata.bounded().placeholders(),
        expected.map(|(name, text)| (name, text.to_owned()))
    );
}

#[test]
fn maker_and_model_are_kept_apart_and_come_from_one_source() {
    let metadata = read_bytes(&made::camera(false, b"II*\0"));
    let of = |metadata: &FileMetadata| {
        [Field::Make, Field::Model, Field::Camera].map(|field| metadata.get(field).map(str::to_owned))
    };
    assert_eq!(
        of(&metadata),
        ["Canon", "Canon EOS R5", "Canon EOS R5"].map(|text| Some(text.to_owned()))
    );
    let nikon = read_bytes(PHOTO_JPG);
    assert_eq!(
        of(&nikon)[1..],
        ["NIKON Z 9", "NIKON Z 9"].map(|text| Some(text.to_owned()))
    );
    // EXIF names a model without a maker; the maker in XMP is of another program's opinion.
    let packet = xmp("<tiff:Make>Sony</tiff:Make><tiff:Model>ILCE-1</tiff:Model>");
    assert_eq!(
        of(&read_bytes(&packet)),
        ["Sony", "ILCE-1", "Sony ILCE-1"].map(|text| Some(text.to_owned()))
    );
    let both = xmp("<tiff:make>Sony</tiff:make><tiff:Model>ILCE-1</tiff:Model>");
    assert_eq!(
        of(&read_bytes(&both)),
        [None, Some("ILCE-1".to_owned()), Some("ILCE-1".to_owned())]
    );
}

#[test]
fn a_shortened_text_is_marked_and_ends_with_a_whole_character() {
    let caption = format!("{}👩\u{200d}👩\u{200d}👧 end", "x".repeat(1998));
    let metadata = read_bytes(&tiff(true, b"MM\0*", &[(0x010e, 2, caption.as_bytes())]));
    assert_eq!(metadata.get(Field::Caption), Some("x".repeat(1998).as_str()));
    assert_eq!(metadata.shortened().collect::<Vec<_>>(), [Field::Caption]);
    assert_eq!(metadata.bounded(), metadata, "the mark stays");
    let fits = "y".repeat(2000);
    let metadata = read_bytes(&tiff(true, b"MM\0*", &[(0x010e, 2, fits.as_bytes())]));
    assert_eq!(
        (metadata.get(Field::Caption), metadata.shortened().count()),
        (Some(fits.as_str()), 0)
    );
    let list: String = (0..30).map(|number| format!("<rdf:li>N{number}</rdf:li>")).collect();
    let metadata = read_bytes(&xmp(&format!("<dc:creator><rdf:Seq>{list}</rdf:Seq></dc:creator>")));
    assert_eq!(
        (metadata.parts(Field::Creator).count(), metadata.shortened().count()),
        (20, 1)
    );
}

#[test]
fn films_give_their_position_as_quicktime_and_3gpp_write_it() {
    for name in [b"Lisboa".as_slice(), b"", "Größe".as_bytes(), b"\xfe\xff\0L\0i\0"] {
        let metadata = read_bytes(&made::film_with_loci(-9.139_337, 38.7223, name));
        let gps = metadata.gps().unwrap();
        assert!(
            (gps.latitude - 38.7223).abs() < 1e-4 && (gps.longitude + 9.139_337).abs() < 1e-4,
            "{gps:?}"
        );
        // The name of the place is no city that somebody stated.
        assert_eq!(metadata.values().count(), 0);
    }
    assert!(is_lisbon(read_bytes(KEYS_MOV).gps()) && is_lisbon(read_bytes(USER_DATA_MOV).gps()));
    assert_eq!(read_bytes(&made::film_with_loci(181.0, 0.0, b"")).gps(), None);
}

#[test]
fn tags_are_read_without_their_large_packed_or_unknown_frames() {
    let large = vec![b'x'; 70_000];
    let comment: &[u8] = b"\0eng\0Fog";
    let frames: [(&[u8; 4], [u8; 2], &[u8]); 5] = [
        (b"APIC", [0, 0], &large),
        (b"TIT2", [0, 0x80], b"\0\0\0\x40packed"),
        (b"TIT2", [0, 0], b"\0Sea"),
        (b"COMM", [0, 0], comment),
        (b"TCOP", [0, 0], &large),
    ];
    let expected = ["title=Sea (ID3)", "caption=Fog (ID3)"];
    assert_eq!(summary(&made::id3(3, 0, &frames)), expected);
    let frames: Vec<_> = frames.into_iter().filter(|(_, flags, _)| *flags == [0, 0]).collect();
    assert_eq!(summary(&made::id3(4, 0, &frames)), expected);
    // Escaped: a zero follows each byte of all ones.
    let mut escaped = made::id3(3, 0x80, &[(b"TIT2", [0, 0], b"\x01\xff\xfeS\0e\0a\0")]);
    escaped.insert(10 + 10 + 2, 0);
    escaped[9] += 1;
    assert_eq!(summary(&escaped), ["title=Sea (ID3)"]);
}

#[test]
fn a_file_that_was_not_read_is_something_else_than_one_that_says_nothing() {
    let unread = FileMetadata::unread(Unread::TimedOut);
    assert!(unread.why_unread() == Some(Unread::TimedOut) && unread != FileMetadata::default());
    let back: FileMetadata = serde_json::from_value(serde_json::to_value(&unread).unwrap()).unwrap();
    assert_eq!(back.why_unread(), None, "no other process can claim it");
}

#[test]
fn iptc_in_a_png_is_read_from_its_hexadecimal_text() {
    let metadata = read_bytes(IPTC_PNG);
    let of = |field| metadata.get(field).map(|text| (text, metadata.source(field).unwrap()));
    assert_eq!(of(Field::Creator), Some(("Ana IPTC", Source::Iptc)));
    assert_eq!(of(Field::City), Some(("Porto", Source::Iptc)));
    assert_eq!(of(Field::Taken), Some(("2026-05-09T14:03:22+02:00", Source::Iptc)));
    // Without its packing, and damaged.
    let text = b"\niptc\n      12\n1c025000054d 617261\n";
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length, kind.as_slice(), content, &[0; 4]].concat()
    };
    let start = b"\x89PNG\r\n\x1a\n".as_slice();
    let plain = [b"Raw profile type iptc\0".as_slice(), text].concat();
    assert_eq!(
        summary(&[start, &chunk(b"tEXt", &plain)].concat()),
        [""; 0],
        "a name of five letters with only four"
    );
    let whole = [
        b"Raw profile type iptc\0".as_slice(),
        b"\niptc\n 9\n1c025000044d617261\n",
    ]
    .concat();
    assert_eq!(
        summary(&[start, &chunk(b"tEXt", &whole)].concat()),
        ["creator=Mara (IPTC)"]
    );
}

#[test]
fn a_comment_of_ffmpeg_is_the_caption_of_a_recording() {
    let frame: &[u8] = b"\x03comment\0Fog over the sea";
    assert_eq!(
        summary(&made::id3(4, 0, &[(b"TXXX", [0, 0], frame)])),
        ["caption=Fog over the sea (ID3)"]
    );
}
