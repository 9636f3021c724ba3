//! The sandbox's data folder: what lies where, one sandbox at a time, and secrets that only the owner can read.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::error::SandboxError;

/// The data folder, locked for as long as this value lives.
pub(super) struct DataFolder {
    root: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Creates the folder if needed, keeps other users out and takes the lock.
    pub(super) fn open(root: &Path) -> Result<Self, SandboxError> {
        fs::create_dir_all(root).map_err(SandboxError::data(root))?;
        let root = root.canonicalize().map_err(SandboxError::data(root))?;
        keep_to_owner(&root, 0o700).map_err(SandboxError::data(&root))?;
        let lock_path = root.join("lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(SandboxError::data(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(SandboxError::InUse { path: root }),
            Err(TryLockError::Error(source)) => {
                return Err(SandboxError::Data {
                    path: lock_path,
                    source,
                });
            }
        }
        let folder = Self { root, _lock: lock };
        // What a killed sandbox left half-made is of no use to anyone.
        let work = folder.work();
        match fs::remove_dir_all(&work) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(SandboxError::data(work)(error)),
            _ => {}
        }
        for path in [folder.work(), folder.objects()] {
            fs::create_dir_all(&path).map_err(SandboxError::data(&path))?;
        }
        Ok(folder)
    }

    /// The root of the storage: one folder for each bucket.
    pub(super) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// Where signed copies grow before they are stored.
    pub(super) fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    /// The path of a kept file.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Reads a kept text, `None` where it was never written.
    pub(super) fn read(&self, name: &str) -> Result<Option<String>, SandboxError> {
        let path = self.file(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SandboxError::data(path)(error)),
        }
    }

    /// Writes a text that only the owner can read. A crash leaves the former text or the new one, never half of it.
    pub(super) fn write_private(&self, name: &str, text: &str) -> Result<(), SandboxError> {
        let path = self.file(name);
        let unfinished = self.work().join(format!("{name}.new"));
        write_private(&unfinished, text)
            .and_then(|()| fs::rename(&unfinished, &path))
            .map_err(SandboxError::data(path))
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(unix)]
fn keep_to_owner(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On other systems a user's data folder is closed to others by what it inherits.
#[cfg(not(unix))]
fn keep_to_owner(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// A file in the work folder, gone when this value is dropped, also when signing failed half-way.
pub(super) struct WorkFile(PathBuf);

impl WorkFile {
    /// Names a new file; it is not made yet.
    pub(super) fn new(work: &Path) -> Self {
        Self(work.join(Uuid::new_v4().to_string()))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for WorkFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
