//! Small pictures of the history, as files beside the database: they show what was uploaded after the files are gone.
//!
//! A cache: its size is bounded, the oldest pictures go first, and whatever is wrong with it is only logged. Deleting a record
//! deletes its picture.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    time::SystemTime,
};

use parking_lot::Mutex;
use whole_files::{Policy, write_whole};

use super::{Store, layout::KEPT_PICTURES, private::make_private_folder};
use model::{ById, Timestamp, UploadId, UploadIdSet};

/// All pictures together, in bytes: about 8,000.
const MAX_BYTES: u64 = 128 << 20;

/// The largest picture in bytes.
const MAX_PICTURE: usize = 256 << 10;

/// When the limit is reached, the oldest pictures are deleted until this many of its bytes are left, in percent.
const LEFT_PERCENT: u64 = 90;

/// The folder of small pictures. Each is a JPEG, named after the number of its record and the time when that was added: the
/// record of another database has another name.
#[derive(Debug)]
pub struct KeptPictures {
    folder: PathBuf,
    shared: Arc<Mutex<Shared>>,
    max_bytes: u64,
}

/// What all users of a folder in this program share: the store deletes what the window adds.
#[derive(Debug, Default)]
struct Shared {
    /// How many bytes there are, once they were counted.
    bytes: Option<u64>,
    /// When which records were deleted while the folder was in use: a picture of one may still be on its way. A later record
    /// may get the same number.
    forgotten: ById<Timestamp>,
}

/// The folders in use.
static IN_USE: Mutex<BTreeMap<PathBuf, Weak<Mutex<Shared>>>> = Mutex::new(BTreeMap::new());

fn shared(folder: &Path) -> Arc<Mutex<Shared>> {
    let mut all = IN_USE.lock();
    if let Some(shared) = all.get(folder).and_then(Weak::upgrade) {
        return shared;
    }
    all.retain(|_, shared| shared.strong_count() > 0);
    let shared = Arc::default();
    all.insert(folder.to_owned(), Arc::downgrade(&shared));
    shared
}

impl KeptPictures {
    /// The folder beside this database. Creates nothing.
    #[must_use]
    pub fn beside(database: &Path) -> Self {
        let folder = database.with_file_name(KEPT_PICTURES);
        Self {
            shared: shared(&folder),
            folder,
            max_bytes: MAX_BYTES,
        }
    }

    /// Where the picture of this record is, if it was kept.
    #[must_use]
    pub fn path(&self, id: UploadId, added: Timestamp) -> PathBuf {
        self.folder.join(format!("{}-{}.jpg", id.number(), added.as_millis()))
    }

    /// The picture of this record, if it was kept.
    #[must_use]
    pub fn find(&self, id: UploadId, added: Timestamp) -> Option<PathBuf> {
        Some(self.path(id, added)).filter(|path| path.is_file())
    }

    /// Keeps a picture, unless its record was deleted meanwhile. Deletes the oldest ones if there are too many. Blocks until it
    /// is written.
    ///
    /// # Errors
    /// The system's, or [`io::ErrorKind::InvalidInput`] for a picture that is too large.
    pub fn keep(&self, id: UploadId, added: Timestamp, jpeg: &[u8]) -> io::Result<()> {
        if jpeg.len() > MAX_PICTURE {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut shared = self.shared.lock();
        if shared.forgotten.get(&id).is_some_and(|at| added <= *at) {
            return Ok(());
        }
        make_private_folder(&self.folder)?;
        write_whole(&self.path(id, added), jpeg, Policy::Private)?;
        let all = match shared.bytes {
            Some(bytes) => bytes + jpeg.len() as u64,
            None => self.all().iter().map(|picture| picture.bytes).sum(),
        };
        shared.bytes = Some(if all > self.max_bytes { self.make_room() } else { all });
        Ok(())
    }

    /// Deletes the pictures of these records, which get none anymore while this folder is in use.
    pub fn forget(&self, ids: &[UploadId]) {
        let ids: UploadIdSet = ids.iter().copied().collect();
        let mut shared = self.shared.lock();
        for picture in self.all().into_iter().filter(|picture| ids.contains(&picture.id)) {
            picture.delete();
        }
        let now = Timestamp::from(SystemTime::now());
        shared.forgotten.extend(ids.into_iter().map(|id| (id, now)));
        // Counted again when the next one is kept.
        shared.bytes = None;
    }

    /// Deletes the oldest pictures. Returns how many bytes are left.
    fn make_room(&self) -> u64 {
        let mut all = self.all();
        all.sort_by_key(|picture| (picture.modified, picture.id.number()));
        let mut bytes: u64 = all.iter().map(|picture| picture.bytes).sum();
        let wanted = self.max_bytes / 100 * LEFT_PERCENT;
        for picture in all {
            if bytes <= wanted {
                break;
            }
            bytes -= picture.bytes;
            picture.delete();
        }
        bytes
    }

    /// The pictures in the folder. Other files are left alone.
    fn all(&self) -> Vec<OnDisk> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| OnDisk::of(&entry)).collect()
    }
}

/// A kept picture.
struct OnDisk {
    path: PathBuf,
    id: UploadId,
    bytes: u64,
    modified: Option<SystemTime>,
}

impl OnDisk {
    fn of(entry: &fs::DirEntry) -> Option<Self> {
        let name = entry.file_name();
        let id = id_of(&name)?;
        let facts = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            path: entry.path(),
            id,
            bytes: facts.len(),
            modified: facts.modified().ok(),
        })
    }

    fn delete(&self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, "a small picture of the history could not be deleted");
        }
    }
}

/// The record of a picture with this name.
fn id_of(name: &OsStr) -> Option<UploadId> {
    let (id, added) = name.to_str()?.strip_suffix(".jpg")?.split_once('-')?;
    added.parse::<i64>().ok()?;
    id.parse().ok().map(UploadId::new)
}

impl Store {
    /// Deletes the small pictures of these records.
    pub(super) fn forget_pictures(&self, ids: &[UploadId]) {
        KeptPictures::beside(&self.file.path).forget(ids);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDED: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn kept(folder: &Path, max_bytes: u64) -> KeptPictures {
        KeptPictures {
            max_bytes,
            ..KeptPictures::beside(&folder.join("uploads.sqlite3"))
        }
    }

    #[test]
    fn a_picture_belongs_to_one_record_of_one_database_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = kept(folder.path(), MAX_BYTES);
        let id = UploadId::new(7);
        assert_eq!(pictures.find(id, ADDED), None);
        pictures.keep(id, ADDED, b"jpeg").unwrap();
        let path = pictures.find(id, ADDED).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"jpeg");
        assert_eq!(pictures.find(UploadId::new(8), ADDED), None);
        assert_eq!(
            pictures.find(id, Timestamp::from_millis(1)),
            None,
            "a record of another database"
        );
        assert!(pictures.keep(id, ADDED, &vec![0; MAX_PICTURE + 1]).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(
                fs::metadata(&pictures.folder).unwrap().permissions().mode() & 0o777,
                0o700
            );
        }
    }

    #[test]
    fn the_folder_is_bounded_and_the_oldest_pictures_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = kept(folder.path(), 10_000);
        let hour = std::time::Duration::from_secs(3600);
        for number in 0..100 {
            let id = UploadId::new(number);
            pictures.keep(id, ADDED, &[1; 1000]).unwrap();
            // The first ones are the newest.
            let file = fs::File::options().write(true).open(pictures.path(id, ADDED)).unwrap();
            let modified = SystemTime::UNIX_EPOCH + hour * u32::try_from(1000 - number).unwrap();
            file.set_modified(modified).unwrap();
            let all: u64 = pictures.all().iter().map(|picture| picture.bytes).sum();
            assert!(all <= 10_000, "{all}");
        }
        assert!(pictures.find(UploadId::new(0), ADDED).is_some());
        assert!(pictures.find(UploadId::new(50), ADDED).is_none());
    }

    #[test]
    fn forgotten_records_lose_their_pictures_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = kept(folder.path(), MAX_BYTES);
        for number in 1..4 {
            pictures.keep(UploadId::new(number), ADDED, b"jpeg").unwrap();
        }
        let foreign = pictures.folder.join("1-holiday.jpg");
        fs::write(&foreign, b"a person's").unwrap();
        pictures.forget(&[UploadId::new(1), UploadId::new(3)]);
        let left: Vec<_> = (1..4)
            .filter(|number| pictures.find(UploadId::new(*number), ADDED).is_some())
            .collect();
        assert_eq!(left, [2]);
        assert!(foreign.is_file());
    }

    #[test]
    fn a_record_that_the_store_forgot_gets_no_picture_of_a_job_that_waited() {
        let folder = tempfile::tempdir().unwrap();
        let of_window = kept(folder.path(), MAX_BYTES);
        let id = UploadId::new(7);
        KeptPictures::beside(&folder.path().join("uploads.sqlite3")).forget(&[id]);
        of_window.keep(id, ADDED, b"jpeg").unwrap();
        assert_eq!(of_window.find(id, ADDED), None);
        let later = Timestamp::from_millis(i64::MAX);
        of_window.keep(id, later, b"jpeg").unwrap();
        assert!(of_window.find(id, later).is_some(), "a new record with its number");
    }
}
