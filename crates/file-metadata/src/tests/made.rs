//! Small files of the formats for which there is no fixture.

/// A TIFF file with these entries in its first directory: tag, kind, value.
pub(crate) fn tiff(big_endian: bool, magic: &[u8; 4], entries: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let short = |number: u16| {
        if big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let long = |number: u32| {
        if big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let data_at = 8 + 2 + entries.len() * 12 + 4;
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for (tag, kind, value) in entries {
        directory.extend(short(*tag));
        directory.extend(short(*kind));
        directory.extend(long(u32::try_from(value.len()).unwrap()));
        if value.len() <= 4 {
            directory.extend(value.iter().copied().chain(std::iter::repeat(0)).take(4));
        } else {
            directory.extend(long(u32::try_from(data_at + data.len()).unwrap()));
            data.extend_from_slice(value);
        }
    }
    let count = short(u16::try_from(entries.len()).unwrap());
    [magic.as_slice(), &long(8), &count, &directory, &[0; 4], &data].concat()
}

/// A camera and its owner as TIFF.
pub(crate) fn camera(big_endian: bool, magic: &[u8; 4]) -> Vec<u8> {
    let tags: [(u16, u16, &[u8]); 3] = [
        (0x010f, 2, b"Canon\0"),
        (0x0110, 2, b"Canon EOS R5\0"),
        (0x013b, 2, b"Ana; Lda\0"),
    ];
    tiff(big_endian, magic, &tags)
}

/// A box of ISO 14496-12.
pub(crate) fn boxed(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length, kind.as_slice(), &content].concat()
}

/// A CR3 file of Canon.
pub(crate) fn cr3() -> Vec<u8> {
    let canon = b"\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48";
    let uuid = boxed(b"uuid", &[canon, &boxed(b"CMT1", &[&camera(false, b"II*\0")])]);
    [boxed(b"ftyp", &[b"crx \0\0\0\x01crx isom"]), boxed(b"moov", &[&uuid])].concat()
}

/// A RAF file of Fujifilm.
pub(crate) fn raf() -> Vec<u8> {
    let exif = [b"Exif\0\0".as_slice(), &camera(true, b"MM\0*")].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let jpeg = [b"\xff\xd8\xff\xe1".as_slice(), &length, &exif, b"\xff\xd9"].concat();
    let mut file = b"FUJIFILMCCD-RAW 0201".to_vec();
    file.resize(84, 0);
    file.extend(100_u32.to_be_bytes());
    file.resize(100, 0);
    [file, jpeg].concat()
}

/// A film with a position as 3GPP writes it.
pub(crate) fn film_with_loci(longitude: f64, latitude: f64, name: &[u8]) -> Vec<u8> {
    let fixed = |degrees: f64| ((degrees * 65536.0).round() as i32).to_be_bytes();
    let loci = boxed(
        b"loci",
        &[
            &[0, 0, 0, 0, 0x15, 0xc7],
            name,
            &[0, 0],
            &fixed(longitude),
            &fixed(latitude),
            &fixed(10.0),
            b"earth\0\0",
        ],
    );
    let udta = boxed(b"udta", &[&loci]);
    [boxed(b"ftyp", &[b"mp42\0\0\0\0mp42isom"]), boxed(b"moov", &[&udta])].concat()
}

/// A FLAC file with these comments.
pub(crate) fn flac(comments: &[&str]) -> Vec<u8> {
    let text = |text: &str| [&u32::try_from(text.len()).unwrap().to_le_bytes(), text.as_bytes()].concat();
    let count = u32::try_from(comments.len()).unwrap().to_le_bytes();
    let comments: Vec<u8> = comments.iter().flat_map(|comment| text(comment)).collect();
    let block = [text("maker"), count.to_vec(), comments].concat();
    let length = u32::try_from(block.len()).unwrap().to_be_bytes();
    [b"fLaC\x84".as_slice(), &length[1..], &block].concat()
}

/// A WAV file with this INFO list.
pub(crate) fn wav(tags: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [kind, &length, content, &vec![0; content.len() % 2]].concat()
    };
    let tags: Vec<u8> = tags.iter().flat_map(|(kind, text)| chunk(*kind, text)).collect();
    let info = [b"INFO".to_vec(), tags].concat();
    let wav = [b"WAVE".to_vec(), chunk(b"fmt ", &[0; 16]), chunk(b"LIST", &info)].concat();
    chunk(b"RIFF", &wav)
}

/// An ID3v2 tag of this version with frames: id, flags, content.
pub(crate) fn id3(version: u8, flags: u8, frames: &[(&[u8; 4], [u8; 2], &[u8])]) -> Vec<u8> {
    let length = |length: usize, bits: usize| {
        [3, 2, 1, 0].map(|place| u8::try_from(length >> (place * bits) & ((1 << bits) - 1)).unwrap())
    };
    let bits = if version == 4 { 7 } else { 8 };
    let frames: Vec<u8> = frames
        .iter()
        .flat_map(|(id, flags, content)| [id.as_slice(), &length(content.len(), bits), flags, content].concat())
        .collect();
    [
        b"ID3".as_slice(),
        &[version, 0, flags],
        &length(frames.len(), 7),
        &frames,
    ]
    .concat()
}

/// One of each.
pub(crate) fn all() -> Vec<Vec<u8>> {
    vec![
        camera(false, b"II*\0"),
        camera(true, b"MM\0*"),
        cr3(),
        raf(),
        film_with_loci(-9.139_337, 38.7223, b"Lisboa"),
        flac(&["ARTIST=Ana", "TITLE=Sea"]),
        wav(&[(b"IART", b"Ana\0"), (b"ICRD", b"2026-05-09\0")]),
        id3(3, 0, &[(b"TPE1", [0, 0], b"\0Ana"), (b"TIT2", [0, 0], b"\0Sea")]),
    ]
}
