//! Small valid files. The pictures, films and sounds are ffmpeg's own test pattern and tone.
//!
//! ```
//! use testkit::files::{noise, signable};
//!
//! assert_ne!(noise(1, 100), noise(2, 100));
//! for (name, mime_type, bytes) in signable() {
//!     assert!(!bytes.is_empty(), "{name} {mime_type}");
//! }
//! ```

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// A JPEG of 64 by 48 pixels.
pub const JPEG: &[u8] = include_bytes!("../fixtures/picture.jpg");

/// The same JPEG with EXIF, IPTC and XMP: creators Ana Lúcia Ferreira and João Sá, and a position in Lisbon.
pub const PHOTO: &[u8] = include_bytes!("../fixtures/metadata/photo.jpg");

/// A film that names its author, its camera and where it was made.
pub const FILM: &[u8] = include_bytes!("../fixtures/metadata/keys.mov");

/// One file of each kind that can be signed: name, MIME type, bytes.
pub fn signable() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    vec![
        ("picture.jpg", "image/jpeg", JPEG.to_vec()),
        ("picture.png", "image/png", png()),
        (
            "picture.webp",
            "image/webp",
            include_bytes!("../fixtures/picture.webp").to_vec(),
        ),
        (
            "picture.gif",
            "image/gif",
            include_bytes!("../fixtures/picture.gif").to_vec(),
        ),
        (
            "picture.tiff",
            "image/tiff",
            include_bytes!("../fixtures/picture.tiff").to_vec(),
        ),
        ("film.mp4", "video/mp4", include_bytes!("../fixtures/film.mp4").to_vec()),
        (
            "film.mov",
            "video/quicktime",
            include_bytes!("../fixtures/film.mov").to_vec(),
        ),
        (
            "film.avi",
            "video/msvideo",
            include_bytes!("../fixtures/film.avi").to_vec(),
        ),
        (
            "sound.wav",
            "audio/wav",
            include_bytes!("../fixtures/sound.wav").to_vec(),
        ),
        (
            "sound.mp3",
            "audio/mpeg",
            include_bytes!("../fixtures/sound.mp3").to_vec(),
        ),
        (
            "sound.m4a",
            "audio/mp4",
            include_bytes!("../fixtures/sound.m4a").to_vec(),
        ),
    ]
}

/// A PNG of 24 by 16 pixels.
pub fn png() -> Vec<u8> {
    include_bytes!("../fixtures/picture.png").to_vec()
}

/// Random bytes of no known file type, the same for the same seed.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    // No known file type begins with this byte.
    std::iter::once(0x0e)
        .chain(std::iter::repeat_with(|| random.u8(..)))
        .take(length)
        .collect()
}

/// Writes a file and creates the folders above it.
pub fn write(path: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
    let path = path.as_ref();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    // With the separators of the system.
    path.components().collect()
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
