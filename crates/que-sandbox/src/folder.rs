//! The sandbox's data folder: its layout, a lock for one sandbox at a time, and secrets that only the owner can read.
//!
//! The sandbox works in its own folder inside the given one and recognizes it by a marker file. It refuses a folder with
//! other content. It never removes what it did not create, nor changes its mode.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::error::SandboxError;
use whole_files::{Policy, is_litter, write_whole};

/// The folder that the sandbox creates inside the given one.
const OWN_FOLDER: &str = "que-uploader-sandbox";

/// The marker file of that folder. The store looks for the same name, so that the folder is never uploaded.
const MARK: &str = ".que-uploader-sandbox";

/// What the marker file says to a person who opens it.
const MARK_WORDS: &str = "Que Uploader's sandbox created this folder. It contains private keys: do not share it.\n";

/// The data folder, locked while this value lives.
pub(super) struct DataFolder {
    root: PathBuf,
    lock: File,
}

impl Drop for DataFolder {
    /// Explicitly: after a mere close, a child process that is just starting could still hold a copy of the lock.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

impl DataFolder {
    /// Opens the sandbox's folder inside `named`, creates it if needed, and takes the lock.
    pub(super) fn open(named: &Path) -> Result<Self, SandboxError> {
        let root = own_folder(named)?;
        let lock_path = root.join("lock");
        let lock = private_file(OpenOptions::new().create(true).truncate(false).write(true), &lock_path)
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
        let folder = Self { root, lock };
        for path in [folder.work(), folder.objects()] {
            private_folder(&path).map_err(SandboxError::data(&path))?;
        }
        // Removes what a killed sandbox left unfinished.
        for (place, is_half_made) in [
            (folder.work(), is_work_file as fn(&str) -> bool),
            (folder.root.clone(), is_part),
        ] {
            remove_files(&place, is_half_made).map_err(SandboxError::data(place))?;
        }
        Ok(folder)
    }

    /// The root of the storage: one folder per bucket.
    pub(super) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// Where signed copies are written before they are stored.
    pub(super) fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    /// The path of a stored file.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Reads a stored text. `None` if it was never written.
    pub(super) fn read(&self, name: &str) -> Result<Option<String>, SandboxError> {
        let path = self.file(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SandboxError::data(path)(error)),
        }
    }

    /// Writes a text that only the owner can read. A crash leaves either the old text or the new one.
    pub(super) fn write_private(&self, name: &str, text: &str) -> Result<(), SandboxError> {
        let path = self.file(name);
        write_whole(&path, text.as_bytes(), Policy::Private).map_err(SandboxError::data(path))
    }
}

/// The sandbox's own folder inside `named`, or `named` itself if it is one.
fn own_folder(named: &Path) -> Result<PathBuf, SandboxError> {
    match fs::metadata(named) {
        Ok(found) if !found.is_dir() => return Err(SandboxError::NotAFolder { path: named.to_owned() }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            private_folder(named).map_err(SandboxError::data(named))?;
        }
        Err(error) => return Err(SandboxError::data(named)(error)),
    }
    let named = dunce::canonicalize(named).map_err(SandboxError::data(named))?;
    if named.join(MARK).is_file() {
        return Ok(named);
    }
    let own = named.join(OWN_FOLDER);
    let is_marked = own.join(MARK).is_file();
    let others = if own.exists() { &own } else { &named };
    if !is_marked && !is_empty(others).map_err(SandboxError::data(others))? {
        return Err(SandboxError::Foreign { path: others.clone() });
    }
    private_folder(&own).map_err(SandboxError::data(&own))?;
    if !is_marked {
        mark(&own)?;
    }
    dunce::canonicalize(&own).map_err(SandboxError::data(own))
}

fn is_empty(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if !is_litter(&entry?.file_name()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn mark(folder: &Path) -> Result<(), SandboxError> {
    let path = folder.join(MARK);
    // In two steps: a killed start must leave the marker or an empty folder.
    let marked = private_file(OpenOptions::new().create(true).truncate(true).write(true), &path)
        .and_then(|mut file| file.write_all(MARK_WORDS.as_bytes()));
    marked.map_err(SandboxError::data(path))
}

/// Whether the sandbox created this file in its work folder: there all its names are UUIDs.
fn is_work_file(name: &str) -> bool {
    Uuid::parse_str(name).is_ok()
}

/// Whether it is a stored text that was not renamed into place yet.
fn is_part(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".part")
}

/// Removes the files with such names directly in this folder, and nothing else.
fn remove_files(folder: &Path, is_half_made: fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        if is_half_made(name) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Opens a file that only the owner can read from the start, under any umask.
pub(super) fn private_file(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.open(path)?;
    // A umask can also take rights from the owner, and an existing file may have another mode.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// Creates a folder that only the owner can open, and its parents. An existing one stays as it is.
pub(super) fn private_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        private_folder(above)?;
    }
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems have no mode"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // Another process created it first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => keep_to_owner(path, 0o700),
    }
}

/// Sets the mode of a path that the sandbox created.
#[cfg(unix)]
pub(super) fn keep_to_owner(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On other systems the user's data folder passes its protection on.
#[cfg(not(unix))]
pub(super) fn keep_to_owner(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// A file in the work folder. Dropping this deletes it, even if signing failed midway.
pub(super) struct WorkFile(PathBuf);

impl WorkFile {
    /// Chooses a name for a new file without creating it.
    pub(super) fn new(work: &Path) -> Self {
        Self(work.join(Uuid::new_v4().to_string()))
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for WorkFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(folder: &Path) -> String {
        match DataFolder::open(folder) {
            Ok(opened) => panic!("{} was taken", opened.root.display()),
            Err(error) => format!("{error} {}", error.hint()),
        }
    }

    #[test]
    fn it_works_in_its_own_folder_and_recognizes_it() {
        let parent = tempfile::tempdir().unwrap();
        let named = parent.path().join("named");
        fs::create_dir(&named).unwrap();
        fs::write(named.join(".DS_Store"), "").unwrap();
        let own = dunce::canonicalize(&named).unwrap().join(OWN_FOLDER);
        // Created, recognized again, and recognized by its own name.
        for folder in [&named, &named, &own] {
            let opened = DataFolder::open(folder).unwrap();
            assert_eq!(opened.root, own);
        }
        assert_eq!(
            DataFolder::open(&parent.path().join("new/folder"))
                .unwrap()
                .root
                .file_name()
                .unwrap(),
            OWN_FOLDER
        );
    }

    #[test]
    fn a_folder_with_other_content_is_refused_and_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        let work = parent.path().join("work");
        fs::create_dir(&work).unwrap();
        fs::write(work.join("thesis.odt"), "years").unwrap();
        let said = refused(parent.path());
        assert!(said.contains("holds other files") && said.contains("--data"), "{said}");
        // Also if another folder has the name that the sandbox uses.
        let taken = tempfile::tempdir().unwrap();
        fs::create_dir(taken.path().join(OWN_FOLDER)).unwrap();
        fs::write(taken.path().join(OWN_FOLDER).join("keys.json"), "mine").unwrap();
        assert!(refused(taken.path()).contains("holds other files"));
        let file = parent.path().join("work/thesis.odt");
        assert!(refused(&file).contains("is not a folder"));
        assert_eq!(fs::read_to_string(file).unwrap(), "years");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }

    #[test]
    fn only_files_of_the_sandbox_are_removed_from_its_work_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = dunce::canonicalize(folder.path()).unwrap();
        for name in ["objects", "work"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let half_made = Uuid::new_v4().to_string();
        for name in [
            "lock",
            "work/mine.jpg",
            "mine.part",
            ".keys.json.7-0.part",
            &format!("work/{half_made}"),
        ] {
            fs::write(root.join(name), "").unwrap();
        }
        mark(&root).unwrap();
        let opened = DataFolder::open(&root).unwrap();
        assert_eq!(opened.root, root);
        let left: Vec<_> = fs::read_dir(opened.work())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["mine.jpg"]);
        assert!(root.join("mine.part").is_file() && !root.join(".keys.json.7-0.part").exists());
    }

    #[cfg(unix)]
    #[test]
    fn existing_folders_keep_their_mode_and_the_sandboxs_own_are_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let parent = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let named = parent.path().join("named");
        fs::create_dir_all(named.join(OWN_FOLDER)).unwrap();
        keep_to_owner(&named, 0o755).unwrap();
        keep_to_owner(&named.join(OWN_FOLDER), 0o750).unwrap();
        let opened = DataFolder::open(&named).unwrap();
        assert_eq!((mode(&named), mode(&opened.root)), (0o755, 0o750));
        assert_eq!((mode(&opened.work()), mode(&opened.objects())), (0o700, 0o700));
        for name in ["lock", MARK] {
            assert_eq!(mode(&opened.file(name)), 0o600, "{name}");
        }
        let made = DataFolder::open(&parent.path().join("made")).unwrap();
        assert_eq!((mode(&parent.path().join("made")), mode(&made.root)), (0o700, 0o700));
    }
}
