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
    use std::io::{Read as _, Seek as _};

    use c2pa::{Context, Reader};
    use que_sdk::media_type;

    let unreadable = |error: std::io::Error| format!("the file cannot be read ({error})");
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    // Opening a pipe would block.
    if !facts.is_file() {
        return Err("it is not a file".to_owned());
    }
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    if let Some(wanted) = sha256 {
        let found = crate::sha256_of(&mut file, |_| Ok(())).map_err(unreadable)?;
        if !found.eq_ignore_ascii_case(wanted) {
            return Err("the file has changed".to_owned());
        }
        file.rewind().map_err(unreadable)?;
    }
    let content_type = if let Some(content_type) = content_type {
        content_type.to_owned()
    } else {
        let mut first = Vec::new();
        let most = u64::try_from(media_type::FIRST_BYTES).unwrap_or(u64::MAX);
        file.by_ref().take(most).read_to_end(&mut first).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        media_type::detect(path, &first).essence
    };
    let settings = serde_json::json!({
        "core": { "allowed_network_hosts": [] },
        "verify": { "verify_after_reading": false, "ocsp_fetch": false, "remote_manifest_fetch": false },
    });
    let format = super::existing::format_of(path, &content_type);
    let reader = Context::new()
        .with_settings(settings)
        .and_then(|context| Reader::from_context(context).with_stream(&format, &mut file))
        .map_err(|error| format!("it cannot be read here ({error})"))?;
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
