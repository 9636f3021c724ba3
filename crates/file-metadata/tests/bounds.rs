//! Hostile files cost little time and memory. One test, so that the peak of this process is that of these files.

#[allow(dead_code, clippy::unwrap_used)] // this test uses a part, and clippy does not see that it is one
#[path = "../src/tests/made.rs"]
mod made;

use std::{
    io::Cursor,
    time::{Duration, Instant},
};

use proptest::{prelude::*, test_runner::Config};

/// More than the slowest file takes on a busy machine, in a build without optimizations.
const MOST_TIME: Duration = Duration::from_secs(20);

/// The limit of the child process that reads files, in kilobytes.
const MOST_MEMORY: u64 = 192 << 10;

/// The largest memory of this process so far in kilobytes. 0 where it cannot be told.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn xmp(inside: &str) -> Vec<u8> {
    made::tiff(true, b"MM\0*", &[(0x02bc, 1, inside.as_bytes())])
}

/// `iloc` with many items of many empty pieces, for many items of metadata.
fn empty_pieces() -> Vec<u8> {
    let infos: Vec<u8> = (0..1000_u16)
        .flat_map(|id| made::boxed(b"infe", &[&[2, 0, 0, 0], &id.to_be_bytes(), &[0, 0], b"Exif\0"]))
        .collect();
    let item = [&5000_u16.to_be_bytes()[..], &[0, 0, 0xff, 0xff]].concat();
    let iloc = [&[0, 0, 0, 0, 0, 0, 0xff, 0xff], item.repeat(65_535).as_slice()].concat();
    let meta = made::boxed(
        b"meta",
        &[
            &[0; 4],
            &made::boxed(b"iinf", &[&[0, 0, 0, 0, 0x03, 0xe8], &infos]),
            &made::boxed(b"iloc", &[&iloc]),
        ],
    );
    [made::boxed(b"ftyp", &[b"heic\0\0\0\0mif1"]), meta].concat()
}

/// Many items at the same large place.
fn same_place() -> Vec<u8> {
    let infos: Vec<u8> = [7_u16; 1900]
        .into_iter()
        .flat_map(|id| made::boxed(b"infe", &[&[2, 0, 0, 0], &id.to_be_bytes(), &[0, 0], b"Exif\0"]))
        .collect();
    let iloc = [
        &[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0][..],
        &(7_u32 << 20).to_be_bytes(),
    ]
    .concat();
    let meta = made::boxed(
        b"meta",
        &[
            &[0; 4],
            &made::boxed(b"iinf", &[&[0, 0, 0, 0, 0x07, 0x6c], &infos]),
            &made::boxed(b"iloc", &[&iloc]),
        ],
    );
    [made::boxed(b"ftyp", &[b"heic\0\0\0\0mif1"]), meta, vec![0; 8 << 20]].concat()
}

/// Names and files.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let attributes: String = (0..400_000).map(|number| format!(" a{number}=''")).collect();
    let namespaces: String = (0..30_000)
        .map(|number| format!(" xmlns:a{number}='a{number}'"))
        .collect();
    let children: String = (0..60_000).map(|number| format!("<b xmlns:c{number}='c'/>")).collect();
    let text = vec![b'A'; 7 << 20];
    let texts: Vec<(u16, u16, &[u8])> = [0x010e, 0x013b, 0x010f, 0x0110, 0x8298, 0x9c9b, 0x9c9d, 0x9003, 0xa434]
        .into_iter()
        .map(|tag| (tag, 2_u16, text.as_slice()))
        .collect();
    let mut claims = made::id3(3, 0, &[(b"TPE1", [0, 0], b"\0Ana")]);
    claims[14..18].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    vec![
        ("attributes", xmp(&format!("<a{attributes}/>"))),
        ("namespaces", xmp(&format!("<a{namespaces}>{children}</a>"))),
        ("depth", xmp(&"<a>".repeat(2 << 20))),
        ("texts", made::tiff(false, b"II*\0", &texts)),
        ("a frame of 2 GB", claims),
        ("empty pieces", empty_pieces()),
        ("the same place", same_place()),
        (
            "boxes",
            made::boxed(b"moov", &[&made::boxed(b"udta", &[]).repeat(1 << 20)]),
        ),
        ("comments", made::flac(&vec!["ARTIST=a"; 100_000])),
        (
            "records",
            made::tiff(true, b"MM\0*", &[(0x83bb, 1, &b"\x1c\x02\x50\0\x01x".repeat(1 << 20))]),
        ),
        (
            "chunks",
            [
                b"\x89PNG\r\n\x1a\n".as_slice(),
                &b"\0\0\0\0eXIf\0\0\0\0".repeat(1 << 19),
            ]
            .concat(),
        ),
        (
            "segments",
            [b"\xff\xd8".as_slice(), &b"\xff\xed\0\x02".repeat(1 << 20)].concat(),
        ),
        ("fill bytes", [b"\xff\xd8".as_slice(), &vec![0xff; 16 << 20]].concat()),
        ("info", made::wav(&vec![(b"IART", b"".as_slice()); 100_000])),
    ]
}

macro_rules! fixtures {
    ($($name:literal)*) => {
        [$(include_bytes!(concat!("../../testkit/fixtures/metadata/", $name)).to_vec()),*]
    };
}

fn read(name: &str, bytes: &[u8]) {
    let begun = Instant::now();
    let metadata = file_metadata::read(Cursor::new(bytes));
    let took = begun.elapsed();
    assert!(took < MOST_TIME, "{name} took {took:?}");
    assert_eq!(metadata.bounded(), metadata, "{name}");
}

#[test]
fn hostile_and_damaged_files_of_every_format_take_bounded_time_and_memory() {
    // Files are not read whole, so the ones of this test do not count.
    let bombs = bombs();
    let before = peak();
    for (name, bytes) in &bombs {
        let begun = Instant::now();
        read(name, bytes);
        println!(
            "{name}: {} kB in {:?}, peak {} kB more",
            bytes.len() / 1024,
            begun.elapsed(),
            peak() - before
        );
    }
    let mut files = made::all();
    files.extend(
        fixtures!("iptc.png" "photo.jpg" "photo.png" "photo.webp" "photo.heic" "keys.mov" "user-data.mov" "sound.m4a" "sound.mp3"),
    );
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(2000),
        failure_persistence: None,
        ..Config::default()
    };
    // Lengths and counts are what breaks readers: whole numbers are replaced by extreme ones.
    let number = prop::sample::select(vec![
        0_u32,
        1,
        0x7f,
        0xff,
        0xffff,
        0x00ff_ffff,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_ffff,
    ]);
    let damage = (any::<prop::sample::Index>(), number, 1..=4_usize, any::<bool>());
    proptest!(config, |(
        file in prop::sample::select(files),
        damage in prop::collection::vec(damage, 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    )| {
        let mut bytes = file;
        for (at, number, length, little) in damage {
            let at = at.index(bytes.len());
            let number = if little { number.to_le_bytes() } else { number.to_be_bytes() };
            for (byte, other) in bytes.iter_mut().skip(at).zip(number).take(length) {
                *byte = other;
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        read("a damaged file", &bytes);
    });
    let used = peak() - before;
    assert!(used < MOST_MEMORY, "{used} kB");
}
