//! The log: one file that is written to, and a few older ones.

use std::{
    fs,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    private::{make_private_folder, private_file},
    sidecars::is_regular_file_or_nothing,
};

/// The size in bytes at which a new file begins.
const LARGEST: u64 = 1 << 20;

/// How many older files are kept.
const OLDER: u32 = 3;

/// How much is read of a file to find its last lines, in bytes.
const INSPECTED: u64 = 256 << 10;

/// The log's folder: `que-uploader.log`, and older files `que-uploader.log.1` (the newest) to `.3`.
///
/// The file is opened for each write, because two programs may write and rotate it, and the user may delete it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFile {
    folder: PathBuf,
    largest: u64,
}

impl LogFile {
    /// A log in this folder. Creates nothing.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            largest: LARGEST,
        }
    }

    /// The file that is written to.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join("que-uploader.log")
    }

    fn older(&self, number: u32) -> PathBuf {
        self.folder.join(format!("que-uploader.log.{number}"))
    }

    /// Appends lines, each with its line break. Creates the folder and the file for this user alone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn append(&self, lines: &[u8]) -> io::Result<()> {
        make_private_folder(&self.folder)?;
        self.check()?;
        let path = self.path();
        if fs::metadata(&path).is_ok_and(|metadata| metadata.len() >= self.largest) {
            self.rotate()?;
        }
        // One write, so that lines of two programs do not mix.
        private_file().append(true).create(true).open(path)?.write_all(lines)
    }

    /// Checks that the path is a file or free. Opening a pipe would block, and a link could lead into somebody else's
    /// file.
    ///
    /// # Errors
    /// Says what it is instead.
    pub fn check(&self) -> io::Result<()> {
        is_regular_file_or_nothing(&self.path())
    }

    fn rotate(&self) -> io::Result<()> {
        for number in (1..OLDER).rev() {
            match whole_files::rename(self.older(number), self.older(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        whole_files::rename(self.path(), self.older(1))
    }

    /// The last lines that can be read, oldest first.
    #[must_use]
    pub fn last_lines(&self, max: usize) -> Vec<String> {
        let mut lines = last_lines_of(&self.path(), max);
        if lines.len() < max {
            let mut older = last_lines_of(&self.older(1), max - lines.len());
            older.append(&mut lines);
            lines = older;
        }
        lines
    }
}

fn last_lines_of(path: &Path, max: usize) -> Vec<String> {
    let read_end = || -> io::Result<(Vec<u8>, bool)> {
        is_regular_file_or_nothing(path)?;
        let mut file = fs::File::open(path)?;
        let start = file.metadata()?.len().saturating_sub(INSPECTED);
        file.seek(SeekFrom::Start(start))?;
        let mut end = Vec::new();
        file.take(INSPECTED).read_to_end(&mut end)?;
        Ok((end, start > 0))
    };
    let Ok((end, is_cut)) = read_end() else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&end);
    // The first line may be incomplete.
    let lines: Vec<&str> = text.lines().skip(usize::from(is_cut)).collect();
    let skip = lines.len().saturating_sub(max);
    lines.into_iter().skip(skip).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_private_and_drops_old_files() {
        let parent = tempfile::tempdir().unwrap();
        let log = LogFile {
            folder: parent.path().join("log"),
            largest: 100,
        };
        assert!(log.last_lines(10).is_empty());
        for number in 0..40 {
            log.append(format!("line {number} ...........................\n").as_bytes())
                .unwrap();
        }
        let mut names: Vec<_> = fs::read_dir(parent.path().join("log"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "que-uploader.log",
                "que-uploader.log.1",
                "que-uploader.log.2",
                "que-uploader.log.3"
            ]
        );
        let last = log.last_lines(3);
        assert_eq!(last.len(), 3);
        assert!(
            last[2].starts_with("line 39 ") && last[0].starts_with("line 37 "),
            "{last:?}"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&parent.path().join("log")), mode(&log.path())), (0o700, 0o600));
        }
    }

    #[test]
    fn only_the_end_of_a_large_log_is_read_and_no_partial_line() {
        let parent = tempfile::tempdir().unwrap();
        let log = LogFile::new(parent.path().join("log"));
        let line = format!("{}\n", "x".repeat(999));
        log.append(line.repeat(600).as_bytes()).unwrap();
        let lines = log.last_lines(10_000);
        assert!(lines.len() > 200 && lines.iter().all(|line| line.len() == 999));
        assert_eq!(log.last_lines(5).len(), 5);
    }

    #[cfg(unix)]
    #[test]
    fn the_log_follows_no_link_to_write_or_read() {
        let parent = tempfile::tempdir().unwrap();
        let log = LogFile::new(parent.path().join("log"));
        let mine = parent.path().join("thesis.txt");
        fs::write(&mine, "mine\n").unwrap();
        fs::create_dir(parent.path().join("log")).unwrap();
        for target in [&mine, &parent.path().join("nothing")] {
            std::os::unix::fs::symlink(target, log.path()).unwrap();
            let error = log.append(b"line\n").unwrap_err();
            assert_eq!(error.to_string(), "it is a link, not a file");
            assert_eq!(log.check().unwrap_err().to_string(), error.to_string());
            assert!(log.last_lines(9).is_empty());
            fs::remove_file(log.path()).unwrap();
        }
        assert_eq!(fs::read(&mine).unwrap(), b"mine\n");
        assert!(!parent.path().join("nothing").exists());
        log.append(b"line\n").unwrap();
        assert_eq!(log.last_lines(9), ["line"]);
    }

    #[test]
    fn a_deleted_log_is_recreated() {
        let parent = tempfile::tempdir().unwrap();
        let log = LogFile::new(parent.path().join("log"));
        log.append(b"one\n").unwrap();
        fs::remove_dir_all(parent.path().join("log")).unwrap();
        log.append(b"two\n").unwrap();
        assert_eq!(log.last_lines(9), ["two"]);
    }
}
