//! Stored pictures: keeps them small, and compares new ones with them.

use image::{DynamicImage, RgbImage};

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// Shades at most this far apart, of 255, are stored as one: the difference is invisible at the edge of a letter, and
/// it halves the size of a picture. Backgrounds are stored exactly.
const MERGED: u8 = 8;

/// How far a color may be from the stored one: the last bit differs between machines.
const NEAR: u8 = MERGED + 1;

/// A color that covers one of this many pixels is a background, not the edge of a letter: a change of it is visible.
const GROUND: usize = 500;

fn folder() -> PathBuf {
    std::env::var_os("SNAPSHOTS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"),
        PathBuf::from,
    )
}

/// What is wrong with a picture. If it differs from the stored one, it is written beside it, with `.new` in its name.
pub(super) fn compared(name: &str, picture: &RgbImage) -> Option<String> {
    let folder = folder();
    let (kept, new) = (
        folder.join(format!("{name}.png")),
        folder.join(format!("{name}.new.png")),
    );
    let _ = std::fs::remove_file(&new);
    let before = image::open(&kept).map(DynamicImage::into_rgb8);
    let wrong = match &before {
        Ok(before) => difference(before, picture),
        Err(error) => Some(format!("cannot be compared: {error}")),
    }?;
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        keep(&kept, picture);
        return None;
    }
    picture.save(&new).unwrap();
    Some(format!("{name} {wrong}; look at {}", new.display()))
}

/// How two pictures visibly differ.
fn difference(before: &RgbImage, now: &RgbImage) -> Option<String> {
    if before.dimensions() != now.dimensions() {
        return Some("has another size".to_owned());
    }
    let far = |(before, now): &(&u8, &u8)| before.abs_diff(**now) > NEAR;
    // Most parts are identical, which is quick to check.
    let parts = before.as_raw().chunks(96).zip(now.as_raw().chunks(96));
    let differing = parts.filter(|(before, now)| before != now);
    let values: usize = differing
        .map(|(before, now)| before.iter().zip(now).filter(far).count())
        .sum();
    if values > 0 {
        return Some(format!("differs in {values} values"));
    }
    let known = covers(before);
    let is_known = |ground: &[u8; 3]| known.keys().any(|other| apart(*ground, *other) <= 1);
    let ground = grounds(&covers(now)).into_iter().find(|ground| !is_known(ground))?;
    Some(format!("has a ground of another color: {ground:?}"))
}

/// The distance of two colors, in the channel where it is largest.
fn apart(one: [u8; 3], other: [u8; 3]) -> u8 {
    let channels = one.iter().zip(other);
    channels
        .map(|(one, other)| one.abs_diff(other))
        .max()
        .unwrap_or_default()
}

fn pixels(picture: &RgbImage) -> &[[u8; 3]] {
    picture.as_raw().as_chunks().0
}

/// How many pixels each color covers.
fn covers(picture: &RgbImage) -> HashMap<[u8; 3], usize> {
    let mut covers = HashMap::new();
    // Most pixels equal the one before.
    for run in pixels(picture).chunk_by(|one, next| one == next) {
        *covers.entry(run[0]).or_default() += run.len();
    }
    covers
}

fn grounds(covers: &HashMap<[u8; 3], usize>) -> Vec<[u8; 3]> {
    let least = covers.values().sum::<usize>() / GROUND;
    let grounds = covers.iter().filter(|(_, count)| **count > least);
    grounds.map(|(color, _)| *color).collect()
}

/// Stores a picture, indexed if it has few enough colors, which is a third of the size.
fn keep(place: &Path, picture: &RgbImage) {
    let (colors, numbers) = merged(picture);
    let file = std::fs::File::create(place).unwrap();
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), picture.width(), picture.height());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let bytes: Vec<u8> = if numbers.len() <= 256 {
        let mut palette = vec![[0; 3]; numbers.len()];
        for (color, number) in &numbers {
            palette[*number] = *color;
        }
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.concat());
        let runs = colors.chunk_by(|one, next| one == next);
        let number = |run: &[[u8; 3]]| vec![u8::try_from(numbers[&run[0]]).unwrap(); run.len()];
        runs.flat_map(number).collect()
    } else {
        encoder.set_color(png::ColorType::Rgb);
        colors.concat()
    };
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}

/// The palette of a picture, with indistinguishable colors merged, and an index for each. Backgrounds stay exact.
fn merged(picture: &RgbImage) -> (Vec<[u8; 3]>, HashMap<[u8; 3], usize>) {
    let covers = covers(picture);
    let mut kept = grounds(&covers);
    let mut ordered: Vec<_> = covers.into_iter().collect();
    ordered.sort_by_key(|(color, count)| (std::cmp::Reverse(*count), *color));
    kept.sort_unstable();
    let mut stands_for = HashMap::new();
    for (color, _) in ordered {
        // The nearest one, so that a shade is not merged with a neighboring background.
        let nearest = kept.iter().copied().min_by_key(|other| apart(*other, color));
        let stand_in = nearest.filter(|other| apart(*other, color) <= MERGED);
        if stand_in.is_none() {
            kept.push(color);
        }
        stands_for.insert(color, stand_in.unwrap_or(color));
    }
    let runs = pixels(picture).chunk_by(|one, next| one == next);
    let colors = runs.flat_map(|run| vec![stands_for[&run[0]]; run.len()]).collect();
    let numbers = kept.into_iter().enumerate().map(|(number, color)| (color, number));
    (colors, numbers.collect())
}

#[test]
fn the_stored_pictures_stay_within_their_budget() {
    let pictures = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")).unwrap();
    let sizes: Vec<u64> = pictures.map(|entry| entry.unwrap().metadata().unwrap().len()).collect();
    assert!((100..=150).contains(&sizes.len()), "{} pictures", sizes.len());
    let bytes: u64 = sizes.iter().sum();
    assert!(bytes <= 6_000_000, "{bytes} bytes");
}

#[test]
fn a_stored_picture_is_unchanged_and_another_background_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("picture.png");
    let picture = |ground: [u8; 3]| {
        RgbImage::from_fn(64, 64, |x, y| match (x, y) {
            // Shades as at the edges of letters, and two backgrounds close to each other.
            (0, shade) => image::Rgb([u8::try_from(shade * 4).unwrap(); 3]),
            (1..32, _) => image::Rgb([247, 248, 249]),
            _ => image::Rgb(ground),
        })
    };
    let before = picture([244, 245, 247]);
    keep(&place, &before);
    let kept = image::open(&place).unwrap().into_rgb8();
    assert_eq!(kept.get_pixel(1, 0), before.get_pixel(1, 0));
    assert_eq!(kept.get_pixel(40, 0), before.get_pixel(40, 0));
    assert_eq!(difference(&kept, &before), None);
    assert!(difference(&kept, &picture([244, 240, 247])).is_some());
}
