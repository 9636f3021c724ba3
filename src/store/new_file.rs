//! A file that is written beside its place and takes it in one step: a reader sees the old one or the whole new one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// A file that is being written. Dropped before it is kept, it is gone.
#[derive(Debug)]
pub struct NewFile {
    place: PathBuf,
    beside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl NewFile {
    /// Begins a file that is to stand at `place`.
    ///
    /// # Errors
    /// The system's words: there is no such folder, or nothing may be written there.
    pub fn at(place: &Path) -> io::Result<Self> {
        // A link is followed: what it leads to is replaced, and not the link.
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        if place.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        for number in 0..TRIES {
            let mut other = std::ffi::OsString::from(".");
            other.push(name);
            other.push(format!(".{}-{number}.part", std::process::id()));
            let beside = place.with_file_name(other);
            match OpenOptions::new().write(true).create_new(true).open(&beside) {
                Ok(file) => {
                    return Ok(Self {
                        place,
                        beside,
                        file: Some(BufWriter::new(file)),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Puts it in its place. What stood there before is replaced; its permissions stay.
    ///
    /// # Errors
    /// The system's words, such as that the disk is full; then what stood there before stands there still.
    pub fn keep(mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Ok(before) = fs::metadata(&self.place) {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        drop(file);
        fs::rename(&self.beside, &self.place)?;
        self.beside.clear();
        Ok(())
    }
}

/// Names that are tried for the file beside, where others were left behind.
const TRIES: u32 = 100;

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.beside.as_os_str().is_empty() {
            self.file = None;
            let _ = fs::remove_file(&self.beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn what_is_not_kept_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("list.csv");
        fs::write(&place, "old").unwrap();
        let mut file = NewFile::at(&place).unwrap();
        file.write_all(b"new").unwrap();
        file.flush().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"old", "nothing is half written");
        drop(file);
        assert_eq!(names(folder.path()), ["list.csv"]);
        let mut file = NewFile::at(&place).unwrap();
        file.write_all(b"new").unwrap();
        file.keep().unwrap();
        assert_eq!(
            (fs::read(&place).unwrap(), names(folder.path()).len()),
            (b"new".to_vec(), 1)
        );
    }

    #[test]
    fn a_place_that_cannot_be_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(NewFile::at(folder.path()).is_err());
        assert!(NewFile::at(&folder.path().join("no/such/folder.csv")).is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let (place, link) = (folder.path().join("list.csv"), folder.path().join("link.csv"));
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&place, &link).unwrap();
        let mut file = NewFile::at(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.keep().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&place).unwrap(), b"new");
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
