use std::{fs, io::Cursor};

use image::{ImageFormat, Rgb, RgbImage};

use super::*;

fn file(folder: &Path, width: u32, height: u32) -> PathBuf {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(width, height, Rgb([200, 10, 10]));
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let path = folder.join(format!("{width}x{height}.png"));
    fs::write(&path, bytes.into_inner()).unwrap();
    path
}

fn one(answer: &Answer, side: u32) -> Option<Pixels> {
    let [picture] = pictures_of(answer.clone(), 1, side).try_into().unwrap();
    picture
}

#[test]
fn a_picture_keeps_its_shape_and_is_never_larger_than_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (width, height, side, expected) in [
        (300, 200, 60, (60, 40)),
        (200, 300, 60, (40, 60)),
        (30, 20, 60, (30, 20)),
        (2000, 1, 60, (60, 1)),
    ] {
        let path = file(folder.path(), width, height);
        let pixels = one(&decode_picture(&path, None, side), side).unwrap();
        assert_eq!((pixels.width, pixels.height), expected, "{width}x{height}");
    }
}

#[test]
fn a_file_with_other_bytes_than_those_of_the_report_has_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), 30, 20);
    let hash = engine::sha256_of(&mut fs::File::open(&path).unwrap(), |_| Ok(())).unwrap();
    assert!(one(&decode_picture(&path, Some(&hash), 60), 60).is_some());
    assert!(one(&decode_picture(&path, Some(&hash.to_uppercase()), 60), 60).is_some());
    fs::write(&path, fs::read(file(folder.path(), 31, 20)).unwrap()).unwrap();
    assert_eq!(one(&decode_picture(&path, Some(&hash), 60), 60), None);
    assert_eq!(
        one(&decode_picture(folder.path(), Some(&hash), 60), 60),
        None,
        "a folder"
    );
    assert_eq!(one(&decode_picture(&folder.path().join("gone"), None, 60), 60), None);
}

#[test]
fn an_answer_that_does_not_add_up_gives_no_pictures_beyond_what_it_has() {
    let answer = |sizes: serde_json::Value, bytes: usize| Answer {
        facts: serde_json::json!({ "sizes": sizes }),
        bytes: vec![7; bytes],
    };
    let widths = |answer: &Answer| {
        let pictures = pictures_of(answer.clone(), 3, 10).into_iter();
        pictures
            .map(|picture| picture.map(|pixels| pixels.width))
            .collect::<Vec<_>>()
    };
    let sizes = serde_json::json!([[2, 2], null, [3, 1]]);
    assert_eq!(widths(&answer(sizes.clone(), 28)), [Some(2), None, Some(3)]);
    assert_eq!(widths(&answer(sizes, 20)), [Some(2), None, None], "too few bytes");
    assert_eq!(
        widths(&answer(serde_json::json!([[11, 1], [0, 1]]), 100)),
        [None, None, None]
    );
    assert_eq!(
        widths(&answer(serde_json::json!([[1, 1], [1, 1], [1, 1], [1, 1]]), 16)),
        [Some(1); 3]
    );
    assert_eq!(widths(&answer(serde_json::json!("none"), 16)), [None, None, None]);
}

#[test]
fn what_a_file_has_no_picture_of_is_reported_as_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), 30, 20);
    let addresses = ["self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.thumbnail.claim.jpeg".to_owned()];
    let answer = decode_manifests(&path, None, None, &addresses, 60);
    assert_eq!(pictures_of(answer, 1, 60), [None]);
}
