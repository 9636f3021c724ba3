//! Reading a whole file with a size limit: a link to `/dev/zero` has no end.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::check_is_file;

/// Reads a file. Anything else is not opened.
///
/// # Errors
/// [`super::NotAFile`] in an [`io::Error`], [`io::ErrorKind::FileTooLarge`] for more than `most` bytes, or the
/// system's.
pub fn read(path: &Path, max: u64) -> io::Result<Vec<u8>> {
    check_is_file(path)?;
    read_at_most(File::open(path)?, max)
}

/// Reads to the end.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] for more than `most` bytes, or the system's.
pub fn read_at_most(from: impl Read, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max {
        let words = format!("it is larger than {} KB", max / 1000);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_at_the_size_limit() {
        assert_eq!(read_at_most(&b"12345"[..], 5).unwrap(), b"12345");
        let error = read_at_most(io::repeat(0), 5000).unwrap_err();
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (io::ErrorKind::FileTooLarge, "it is larger than 5 KB")
        );
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_devices_and_folders_are_named_in_the_error_and_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", at("device")).unwrap();
        for name in ["pipe", "socket", "device", "folder"] {
            // Opening a pipe would wait for a writer forever.
            let error = read(&at(name), 10).unwrap_err();
            assert_eq!(error.to_string(), format!("it is a {name}, not a file"));
        }
        std::fs::write(at("file"), "x").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        assert_eq!(read(&at("link"), 10).unwrap(), b"x");
        assert_eq!(read(&at("nothing"), 10).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
