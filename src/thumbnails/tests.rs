//! Real files of every format, broken ones, and the order of work.

use std::{
    fs,
    io::Cursor,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;

/// Red at the left, blue at the right.
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
    read(path, 32, &Mutex::new(()))
}

fn is_red(pixels: &Pixels, x: u32, y: u32) -> bool {
    let at = ((y * pixels.width + x) * 4) as usize;
    pixels.rgba[at] > 150 && pixels.rgba[at + 2] < 100
}

#[test]
fn a_picture_of_each_format_fills_the_square() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [
        ("a.jpg", ImageFormat::Jpeg),
        ("a.png", ImageFormat::Png),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        // The name tells nothing; the bytes do.
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
fn a_picture_stands_as_the_camera_was_held() {
    let folder = tempfile::tempdir().unwrap();
    let jpeg = encoded(&halves(64, 64), ImageFormat::Jpeg);
    // An APP1 segment that says: turned by 90 degrees clockwise.
    let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..]].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let turned = [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat();
    let pixels = read_file(&file(folder.path(), "turned.jpg", &turned)).unwrap();
    assert!(is_red(&pixels, 16, 2) && !is_red(&pixels, 16, 30));
}

#[test]
fn a_broken_file_is_refused_and_nothing_more() {
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
fn a_picture_that_says_it_is_huge_is_refused_by_its_head() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = encoded(&halves(8, 8), ImageFormat::Gif);
    // 65,535 by 65,535 on the screen of a GIF.
    bytes[6..10].copy_from_slice(&[0xFF; 4]);
    assert_eq!(
        read_file(&file(folder.path(), "bomb.gif", &bytes)),
        Err(Refused::TooLarge)
    );
    let path = folder.path().join("large.jpg");
    fs::File::create(&path).unwrap().set_len(65 << 20).unwrap();
    assert_eq!(read_file(&path), Err(Refused::TooLarge));
}

/// Every file that is made of another by a change of a few bytes is read or refused, and nothing else happens.
#[test]
fn bytes_that_were_changed_do_no_harm() {
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
fn what_is_not_wanted_any_more_is_not_made() {
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
        side: 8,
    };
    let thumbnails = Thumbnails::start(&wake);
    let all: Vec<_> = (0..100_000).map(wanted).collect();
    thumbnails.want(all);
    thumbnails.want(vec![wanted(-1)]);
    let begun = Instant::now();
    let mut made = Vec::new();
    while !made.iter().any(|made: &Made| made.wanted.id == UploadId::new(-1)) {
        made.extend(thumbnails.take());
        assert!(begun.elapsed() < Duration::from_secs(60));
        thread::yield_now();
    }
    assert!(made.len() < 1000, "{}", made.len());
    assert!(woken.load(Ordering::SeqCst) >= 1);
    assert!(made.iter().all(|made| made.pixels.is_some()));
}

#[test]
fn the_threads_end_with_their_owner() {
    let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(|| ());
    let watch = Arc::downgrade(&wake);
    drop(Thumbnails::start(&wake));
    drop(wake);
    let begun = Instant::now();
    while watch.upgrade().is_some() {
        assert!(begun.elapsed() < Duration::from_secs(60));
        thread::yield_now();
    }
}
