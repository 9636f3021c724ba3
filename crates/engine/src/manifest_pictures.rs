//! Reads the pictures in a file's manifest store. For a child process: what they contain comes from whoever made the file.

use std::path::Path;

/// Larger pictures are not read, in bytes. Engines make thumbnails of at most a few hundred thousand.
#[cfg(feature = "reader")]
const MAX_PICTURE: u64 = 8 << 20;

/// Calls `take` with each picture that is in the file, and with its number in `addresses`. The credentials are not checked,
/// only read.
///
/// # Errors
/// Why the file's manifest store can't be read. A missing picture is not an error.
#[cfg(feature = "reader")]
pub fn manifest_pictures(
    path: &Path,
    content_type: Option<&str>,
    sha256: Option<&str>,
    addresses: &[String],
    mut take: impl FnMut(usize, &[u8]),
) -> Result<(), String> {
    use crate::opened::{Beside, NotOpened, Opened};

    let mut opened = Opened::at(path, content_type, sha256).map_err(|not_opened| match not_opened {
        NotOpened::OtherBytes => "the file has changed".to_owned(),
        NotOpened::NotThere(why) => why,
    })?;
    let read = match opened.read_unverified() {
        Err(c2pa::Error::JumbfNotFound) if matches!(opened.use_sidecar(path), Beside::Store(_)) => {
            opened.read_unverified()
        }
        read => read,
    };
    let reader = read.map_err(|error| format!("it cannot be read here ({error})"))?;
    for (number, address) in addresses.iter().enumerate() {
        let mut picture = Bounded::default();
        if reader.resource_to_stream(address, &mut picture).is_ok() && !picture.is_too_large {
            take(number, picture.bytes.get_ref());
        }
    }
    Ok(())
}

/// Like above, in a build without the reader.
///
/// # Errors
/// Always.
#[cfg(not(feature = "reader"))]
pub fn manifest_pictures(
    _: &Path,
    _: Option<&str>,
    _: Option<&str>,
    _: &[String],
    _: impl FnMut(usize, &[u8]),
) -> Result<(), String> {
    Err("this build does not read files".to_owned())
}

/// Bytes in memory, up to [`MAX_PICTURE`].
#[cfg(feature = "reader")]
#[derive(Default)]
struct Bounded {
    bytes: std::io::Cursor<Vec<u8>>,
    is_too_large: bool,
}

#[cfg(feature = "reader")]
impl std::io::Write for Bounded {
    fn write(&mut self, part: &[u8]) -> std::io::Result<usize> {
        let end = self.bytes.position().saturating_add(part.len() as u64);
        if end > MAX_PICTURE {
            self.is_too_large = true;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.write(part)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(feature = "reader")]
impl std::io::Read for Bounded {
    fn read(&mut self, part: &mut [u8]) -> std::io::Result<usize> {
        self.bytes.read(part)
    }
}

#[cfg(feature = "reader")]
impl std::io::Seek for Bounded {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}
