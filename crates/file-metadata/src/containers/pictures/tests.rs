//! Files of each kind with pictures inside of them, damaged ones, and the choice among several.

use std::io::Cursor;

use id3::{Tag, TagLike as _, frame::PictureType};

use super::*;

/// A JPEG's headers with this size, and as many bytes of a picture as make it this long.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    frame(0xc0, width, height)
}

fn frame(marker: u8, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, marker, 0, 17, 8];
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9]);
    bytes
}

fn found(bytes: &[u8], side: u32) -> Option<[u32; 2]> {
    embedded_picture(Cursor::new(bytes), side).map(|picture| picture.size)
}

fn entry(tag: u16, value: u32) -> Vec<u8> {
    [&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &value.to_le_bytes()].concat()
}

fn directory(entries: &[Vec<u8>], next: u32) -> Vec<u8> {
    let count = u16::try_from(entries.len()).unwrap();
    [&count.to_le_bytes()[..], &entries.concat(), &next.to_le_bytes()].concat()
}

/// A RAW file: a preview in the first directory, one in a sub-directory, raw data in another, a thumbnail in the chain.
fn raw() -> Vec<u8> {
    let (large, middle, small, lossless) = (
        jpeg(6000, 4000),
        jpeg(1620, 1080),
        jpeg(160, 120),
        frame(0xc3, 6020, 4020),
    );
    let size = |entries: usize| 2 + entries * 12 + 4;
    let first = 8 + size(5);
    let (sub, chained) = (first, first + size(3));
    let data = chained + size(2);
    let place = |number: usize, all: &[&Vec<u8>]| -> u32 {
        u32::try_from(data + all[..number].iter().map(|one| one.len()).sum::<usize>()).unwrap()
    };
    let all = [&large, &middle, &small, &lossless];
    let length = |one: &Vec<u8>| u32::try_from(one.len()).unwrap();
    let main = directory(
        &[
            entry(0x0112, 6),
            entry(0x014a, u32::try_from(sub).unwrap()),
            entry(0x0201, place(1, &all)),
            entry(0x0202, length(&middle)),
            entry(0x0103, 1),
        ],
        u32::try_from(chained).unwrap(),
    );
    let below = directory(
        &[
            entry(0x0103, 7),
            entry(0x0111, place(0, &all)),
            entry(0x0117, length(&large)),
        ],
        0,
    );
    let thumbnail = directory(&[entry(0x0201, place(2, &all)), entry(0x0202, length(&small))], 0);
    let head = b"II*\0\x08\0\0\0".to_vec();
    [head, main, below, thumbnail, large, middle, small, lossless].concat()
}

#[test]
fn the_smallest_picture_that_is_large_enough_is_taken_or_the_largest() {
    let raw = raw();
    assert_eq!(found(&raw, 72), Some([160, 120]));
    assert_eq!(found(&raw, 161), Some([1620, 1080]));
    assert_eq!(found(&raw, 2000), Some([6000, 4000]));
    assert_eq!(found(&raw, 20_000), Some([6000, 4000]));
    let picture = embedded_picture(Cursor::new(&raw), 72).unwrap();
    assert_eq!(picture.orientation, Some(6));
    assert_eq!(picture.bytes, jpeg(160, 120));
}

#[test]
fn raw_data_that_is_a_lossless_jpeg_is_no_picture() {
    let data = frame(0xc3, 6020, 4020);
    let length = u32::try_from(data.len()).unwrap();
    let entries = [entry(0x0103, 7), entry(0x0111, 8 + 2 + 36 + 4), entry(0x0117, length)];
    let file = [b"II*\0\x08\0\0\0".to_vec(), directory(&entries, 0), data].concat();
    assert_eq!(found(&file, 72), None);
}

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes()[..], kind, content].concat()
}

#[test]
fn cover_art_of_films_and_songs_is_found() {
    let cover = [&[0, 0, 0, 13, 0, 0, 0, 0][..], &jpeg(600, 600)].concat();
    let list = boxed(b"ilst", &boxed(b"covr", &boxed(b"data", &cover)));
    let meta = boxed(b"meta", &[&[0; 4][..], &boxed(b"hdlr", &[0; 25]), &list].concat());
    let film = [boxed(b"ftyp", b"M4A \0\0\0\0"), boxed(b"moov", &boxed(b"udta", &meta))].concat();
    assert_eq!(found(&film, 72), Some([600, 600]));

    let mut tag = Tag::new();
    for (picture_type, data) in [
        (PictureType::Artist, jpeg(900, 900)),
        (PictureType::CoverFront, jpeg(300, 300)),
    ] {
        tag.add_frame(id3::frame::Picture {
            mime_type: "image/jpeg".to_owned(),
            picture_type,
            description: String::new(),
            data,
        });
    }
    let mut song = Vec::new();
    tag.write_to(&mut song, id3::Version::Id3v24).unwrap();
    assert_eq!(found(&song, 72), Some([300, 300]), "the cover, not the artist");

    let block = [
        &[0, 0, 0, 3, 0, 0, 0, 10][..],
        b"image/jpeg",
        &[0; 4],
        &[0; 16],
        &29_u32.to_be_bytes(),
        &jpeg(500, 400),
    ];
    let block = block.concat();
    let length = u32::try_from(block.len()).unwrap().to_be_bytes();
    let flac = [&b"fLaC\x86"[..], &length[1..], &block].concat();
    assert_eq!(found(&flac, 72), Some([500, 400]));
}

#[test]
fn the_first_frame_of_a_motion_jpeg_film_is_found() {
    let picture = jpeg(1280, 720);
    let length = u32::try_from(picture.len()).unwrap();
    let file = |offset: u32| {
        let sizes = [&[0; 4][..], &[0; 4], &1_u32.to_be_bytes(), &length.to_be_bytes()].concat();
        let offsets = [&[0; 4][..], &1_u32.to_be_bytes(), &offset.to_be_bytes()].concat();
        let tables = boxed(b"stbl", &[boxed(b"stsz", &sizes), boxed(b"stco", &offsets)].concat());
        let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &tables)));
        [
            boxed(b"ftyp", b"qt  \0\0\0\0"),
            boxed(b"moov", &track),
            boxed(b"mdat", &picture),
        ]
        .concat()
    };
    let offset = file(0).len() - picture.len();
    assert_eq!(found(&file(u32::try_from(offset).unwrap()), 72), Some([1280, 720]));
    assert_eq!(found(&file(0), 72), None, "samples of a codec are no picture");

    let list = [&b"movi00dc"[..], &length.to_le_bytes(), &picture].concat();
    let size = u32::try_from(list.len()).unwrap().to_le_bytes();
    let avi = [&b"RIFF\0\0\0\0AVI JUNK\x02\0\0\0ab"[..], b"LIST", &size, &list].concat();
    assert_eq!(found(&avi, 72), Some([1280, 720]));
}

#[test]
fn pictures_of_raf_cr3_and_xmp_are_found() {
    let picture = jpeg(1920, 1280);
    let mut raf = b"FUJIFILMCCD-RAW ".to_vec();
    raf.resize(84, 0);
    raf.extend(148_u32.to_be_bytes());
    raf.extend(u32::try_from(picture.len()).unwrap().to_be_bytes());
    raf.resize(148, 0);
    raf.extend(&picture);
    assert_eq!(found(&raf, 72), Some([1920, 1280]));

    let preview = boxed(b"PRVW", &[&[0; 16][..], &picture].concat());
    let uuid = [
        &b"\xea\xf4\x2b\x5e\x1c\x98\x4b\x88\xb9\xfb\xb7\xdc\x40\x6e\x4d\x16"[..],
        &[0; 8],
        &preview,
    ]
    .concat();
    let cr3 = [boxed(b"ftyp", b"crx \0\0\0\0"), boxed(b"uuid", &uuid)].concat();
    assert_eq!(found(&cr3, 72), Some([1920, 1280]));

    let text = base64_simd::STANDARD.encode_to_string(&picture);
    let (first, second) = text.split_at(20);
    let packet = format!("<x><xmpGImg:image>{first}&#xA;{second}</xmpGImg:image></x>");
    let uuid = [&crate::containers::bmff::XMP[..], packet.as_bytes()].concat();
    let film = [boxed(b"ftyp", b"mp42\0\0\0\0"), boxed(b"uuid", &uuid)].concat();
    assert_eq!(found(&film, 72), Some([1920, 1280]));
}

#[test]
fn damaged_files_and_directories_in_circles_end() {
    let whole = raw();
    for end in 0..whole.len() {
        let _ = found(&whole[..end], 100);
    }
    for at in 0..whole.len() {
        for value in [0, 1, 8, 0x7f, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            let _ = found(&changed, 100);
        }
    }
    let circle = [b"II*\0\x08\0\0\0".to_vec(), directory(&[entry(0x014a, 8)], 8)].concat();
    assert_eq!(found(&circle, 72), None);
}

/// Four bytes, with seven or eight bits of the number in each.
fn digits(number: usize, bits: usize) -> [u8; 4] {
    [3, 2, 1, 0].map(|place| u8::try_from(number >> (place * bits) & ((1 << bits) - 1)).unwrap())
}

/// A recording with this picture in an ID3v2 tag: as it is, or as a compressed frame, which may unpack to a lot.
fn recording(version: u8, picture: &[u8], is_packed: bool) -> Vec<u8> {
    let bits = if version == 4 { 7 } else { 8 };
    let mut content = [b"\0image/jpeg\0\x03\0", picture].concat();
    let mut flags = 0;
    if is_packed {
        flags = if version == 4 { 0x09 } else { 0x80 };
        let length = u16::try_from(content.len()).unwrap();
        let sums = content.iter().fold((1_u32, 0_u32), |(one, two), byte| {
            let one = (one + u32::from(*byte)) % 65_521;
            (one, (two + one) % 65_521)
        });
        content = [
            &digits(content.len(), bits)[..],
            &[0x78, 0x01, 0x01],
            &length.to_le_bytes(),
            &(!length).to_le_bytes(),
            &content,
            &(sums.1 << 16 | sums.0).to_be_bytes(),
        ]
        .concat();
    }
    let frame = [&b"APIC"[..], &digits(content.len(), bits), &[0, flags], &content].concat();
    [&b"ID3"[..], &[version, 0, 0], &digits(frame.len(), 7), &frame].concat()
}

#[test]
fn a_picture_of_a_recording_that_claims_or_may_unpack_to_a_lot_is_not_read() {
    for version in [3, 4] {
        let plain = recording(version, &jpeg(300, 300), false);
        assert_eq!(found(&plain, 100), Some([300, 300]));
        assert_eq!(
            found(&recording(version, &jpeg(300, 300), true), 100),
            None,
            "{version}"
        );
        // Its length follows the header of the tag and its own name.
        let mut claims = plain;
        claims[14..18].copy_from_slice(&[0x7f; 4]);
        assert_eq!(found(&claims, 100), None, "{version}");
    }
}
