//! Real files of every format, damaged ones, and the order of work.

use std::{
    fs,
    io::Cursor,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use decoder::DecoderProgram;

/// A picture that is red on the left and blue on the right.
fn halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([250, 0, 0])
        } else {
            Rgb([0, 0, 250])
        }
    })
    .into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn read_file(path: &Path) -> Result<Pixels, Refused> {
    read(path, 32)
}

fn is_red(pixels: &Pixels, x: u32, y: u32) -> bool {
    let at = ((y * pixels.width + x) * 4) as usize;
    pixels.rgba[at] > 150 && pixels.rgba[at + 2] < 100
}

#[test]
fn pictures_of_each_format_fill_the_square() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [
        ("a.jpg", ImageFormat::Jpeg),
        ("a.png", ImageFormat::Png),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        // The content decides, not the name.
        for (width, height) in [(200, 100), (30, 90), (1, 1), (3000, 2)] {
            let path = file(folder.path(), name, &encoded(&halves(width, height), format));
            let pixels = read_file(&path).unwrap();
            assert_eq!((pixels.width, pixels.height), (32, 32), "{name} {width}x{height}");
            assert_eq!(pixels.rgba.len(), 32 * 32 * 4);
        }
        let path = file(folder.path(), name, &encoded(&halves(200, 100), format));
        let pixels = read_file(&path).unwrap();
        assert!(is_red(&pixels, 2, 16) && !is_red(&pixels, 30, 16), "{name}");
    }
}

#[test]
fn a_picture_is_rotated_as_the_camera_was_held() {
    let folder = tempfile::tempdir().unwrap();
    let jpeg = encoded(&halves(64, 64), ImageFormat::Jpeg);
    // An APP1 segment: rotated by 90 degrees clockwise.
    let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..]].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let turned = [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat();
    let pixels = read_file(&file(folder.path(), "turned.jpg", &turned)).unwrap();
    assert!(is_red(&pixels, 16, 2) && !is_red(&pixels, 16, 30));
}

#[test]
fn a_photograph_that_is_too_large_is_shown_by_its_embedded_preview() {
    let folder = tempfile::tempdir().unwrap();
    let preview = encoded(&halves(160, 120), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\x0e\0\0\0\x02\0".to_vec();
    let length = u32::try_from(preview.len()).unwrap();
    for (tag, value) in [(0x0201_u16, 44), (0x0202, length)] {
        exif.extend([&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &value.to_le_bytes()].concat());
    }
    exif.extend([0; 4]);
    exif.extend(&preview);
    let segment = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut jpeg = encoded(&halves(64, 64), ImageFormat::Jpeg);
    // It claims to have 200 megapixels.
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x2F, 0xBC, 0x3F, 0xA0]);
    let without = file(folder.path(), "without.jpg", &jpeg);
    assert_eq!(read_file(&without), Err(Refused::TooLarge));
    let with = [&jpeg[..2], &[0xFF, 0xE1], &segment, &exif, &jpeg[2..]].concat();
    let pixels = read_file(&file(folder.path(), "with.jpg", &with)).unwrap();
    assert!(is_red(&pixels, 2, 16) && !is_red(&pixels, 30, 16));
}

#[test]
fn a_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let whole = encoded(&halves(200, 100), ImageFormat::Png);
    for (name, bytes) in [
        ("empty.png", &b""[..]),
        ("text.png", b"no picture at all"),
        ("cut.png", &whole[..whole.len() / 2]),
        ("head.png", &whole[..20]),
        ("movie.jpg", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
    ] {
        assert_eq!(
            read_file(&file(folder.path(), name, bytes)),
            Err(Refused::NotAPicture),
            "{name}"
        );
    }
    assert_eq!(read_file(&folder.path().join("missing")), Err(Refused::Unreadable));
    assert_eq!(read_file(folder.path()), Err(Refused::Unreadable));
}

#[test]
fn a_picture_that_claims_to_be_huge_is_refused_by_its_header() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = encoded(&halves(8, 8), ImageFormat::Gif);
    // The logical screen of the GIF: 65,535 by 65,535.
    bytes[6..10].copy_from_slice(&[0xFF; 4]);
    assert_eq!(
        read_file(&file(folder.path(), "bomb.gif", &bytes)),
        Err(Refused::TooLarge)
    );
    let path = folder.path().join("large.jpg");
    fs::File::create(&path).unwrap().set_len(65 << 20).unwrap();
    assert_eq!(read_file(&path), Err(Refused::TooLarge));
}

/// Files with single changed bytes are decoded or refused, and nothing else happens.
#[test]
fn changed_bytes_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&halves(24, 16), format);
        for at in (0..whole.len()).step_by(7) {
            for value in [0, 0xFF, whole[at] ^ 0x55] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                let outcome = read_file(&file(folder.path(), "changed", &bytes));
                assert_ne!(outcome, Err(Refused::Failed), "{format:?} {at} {value}");
            }
        }
    }
}

#[test]
fn thumbnails_that_are_no_longer_wanted_are_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "a.png", &encoded(&halves(20, 20), ImageFormat::Png));
    let woken = Arc::new(AtomicUsize::new(0));
    let wake: Arc<dyn Fn() + Send + Sync> = {
        let woken = Arc::clone(&woken);
        Arc::new(move || {
            woken.fetch_add(1, Ordering::SeqCst);
        })
    };
    let wanted = |number| Wanted {
        id: UploadId::new(number),
        path: path.clone(),
        kept: None,
        fit: Fit::Square(8),
    };
    let thumbnails = Thumbnails::start(decoder_of_tests(), wake);
    let all: Vec<_> = (0..100_000).map(wanted).collect();
    thumbnails.want(all);
    thumbnails.want(vec![wanted(-1)]);
    let started = Instant::now();
    let mut made = Vec::new();
    while !made.iter().any(|made: &Made| made.wanted.id == UploadId::new(-1)) {
        made.extend(thumbnails.take());
        assert!(started.elapsed() < Duration::from_secs(60));
        thread::yield_now();
    }
    assert!(made.len() < 1000, "{}", made.len());
    assert!(woken.load(Ordering::SeqCst) >= 1);
    assert!(made.iter().all(|made| made.pixels.is_some()));
}

#[test]
fn the_thread_ends_with_its_owner() {
    let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(|| ());
    let watch = Arc::downgrade(&wake);
    drop(Thumbnails::start(decoder_of_tests(), wake));
    let started = Instant::now();
    while watch.upgrade().is_some() {
        assert!(started.elapsed() < Duration::from_secs(60));
        thread::yield_now();
    }
}

/// Compressed zeros: 13 bits for 258 of them.
#[cfg(target_os = "linux")]
fn packed_zeros(zeros: u64) -> Vec<u8> {
    let mut packed = vec![0x78, 0x01];
    let (mut bits, mut held) = (0_u64, 0_u32);
    let mut put = |code: u64, length: u32| {
        bits |= code << held;
        held += length;
        while held >= 8 {
            packed.push((bits & 0xFF) as u8);
            bits >>= 8;
            held -= 8;
        }
    };
    // The final block, with the fixed Huffman codes.
    put(0b011, 3);
    let (literal, longest_copy) = ((0x0C, 8), (0xA3, 13));
    let mut left = zeros;
    while left > 0 {
        // A copy needs at least one literal before it.
        if left < zeros && left >= 258 {
            put(longest_copy.0, longest_copy.1);
            left -= 258;
        } else {
            put(literal.0, literal.1);
            left -= 1;
        }
    }
    put(0, 7);
    put(0, 7);
    let sum = ((zeros % 65_521) as u32) << 16 | 1;
    packed.extend(sum.to_be_bytes());
    packed
}

#[cfg(target_os = "linux")]
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], &named, &crc32(&named).to_be_bytes()].concat()
}

/// A black picture in a small file, with `between` between header and pixels.
#[cfg(target_os = "linux")]
fn black_png(width: u32, height: u32, between: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let pixels = packed_zeros(u64::from(height) * (u64::from(width) * 3 + 1));
    let parts = [
        chunk(b"IHDR", &head),
        between.to_vec(),
        chunk(b"IDAT", &pixels),
        chunk(b"IEND", b""),
    ];
    [&b"\x89PNG\r\n\x1a\n"[..], &parts.concat()].concat()
}

/// A color profile that unpacks to this many bytes.
#[cfg(target_os = "linux")]
fn profile(bytes: u64) -> Vec<u8> {
    chunk(b"iCCP", &[&b"profile\0\0"[..], &packed_zeros(bytes)].concat())
}

/// The checksum at the end of a PNG chunk.
#[cfg(target_os = "linux")]
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// The peak memory of a process, in bytes.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? << 10)
}

#[test]
#[cfg(target_os = "linux")]
fn decompression_bombs_take_less_than_200_mb_and_pictures_between_them_are_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let small = file(folder.path(), "a.png", &encoded(&halves(200, 100), ImageFormat::Png));
    let mut paths = Vec::new();
    for (name, bytes) in [
        ("16000.png", black_png(16_000, 16_000, b"")),
        ("7200.png", black_png(7200, 7200, b"")),
        ("6000.png", black_png(6000, 6000, b"")),
        ("profile.png", black_png(64, 48, &profile(700_000_000))),
    ] {
        assert!(bytes.len() < 6_000_000, "{name}: {}", bytes.len());
        paths.push(file(folder.path(), name, &bytes));
        paths.push(small.clone());
    }
    let mut gif = encoded(&halves(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xF0, 0x1F, 0xF0, 0x1F]);
    paths.push(file(folder.path(), "8176.gif", &gif));
    let decoders = Decoders::new(decoder_of_tests(), 1);
    let mut max = 0;
    let mut read = 0;
    for path in &paths {
        let pixels = ask(&decoders, path, Fit::Square(32));
        assert!(*path != small || pixels.is_some());
        read += usize::from(pixels.is_some());
        max = decoders.children().into_iter().filter_map(peak).fold(max, u64::max);
    }
    assert!(read >= 4);
    // The window's process only gets squares of 32 by 32 pixels, so this is all the extra memory.
    println!("bombs took {} MB", max / 1_000_000);
    assert!((1..200_000_000).contains(&max), "{max}");
}

#[test]
#[ignore = "other tests start it as their child process"]
fn child_process_of_these_tests() {
    if !std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        decoder::serve(crate::cli::decode::answer).unwrap();
    }
}

/// This test program, whose child processes decode for these tests.
fn decoder_of_tests() -> DecoderProgram {
    DecoderProgram::in_test("thumbnails::tests::child_process_of_these_tests")
}
