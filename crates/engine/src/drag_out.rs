//! Prepares files that are dragged out of the window. Signed copies are downloaded into a private temporary folder, where they
//! stay until the program ends: other programs may read them long after a drop.

use std::{
    collections::HashMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tempfile::TempDir;
use tokio::{sync::Semaphore, task::JoinSet};
use tokio_util::sync::CancellationToken;

use super::{context::Context, save::try_save};
use model::{DragFault, DragOrder, DraggedFile, Event, MAX_DRAGGED_BYTES, ObjectRef, SaveOrder, UploadId};

/// How many downloads run at once.
const MAX_DOWNLOADS: usize = 3;

/// How long the downloads of a drag may take together.
const TIMEOUT: Duration = Duration::from_mins(10);

/// How long a drag is prepared before its progress is reported.
const UNREPORTED: Duration = Duration::from_millis(300);

/// Copies that were dragged since then are never deleted to make room.
const KEPT_FOR: Duration = Duration::from_mins(10);

/// What the names of the folders begin with.
const PREFIX: &str = "que-uploader-drag-";

/// The file in a folder that its program keeps locked.
const LOCK: &str = ".lock";

/// The copies of this program. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct DragCopies {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    folder: Option<Folder>,
    copies: HashMap<(UploadId, ObjectRef), Copy>,
    /// The number of the last subfolder.
    last: u64,
    /// The last drag, and what ends its downloads.
    drag: (u64, CancellationToken),
}

/// A folder that only this user can read. Unlocked and deleted when dropped.
struct Folder {
    place: TempDir,
    _lock: File,
}

struct Copy {
    /// Its names, each in a subfolder of its own.
    paths: Vec<PathBuf>,
    /// The size of all of them together.
    bytes: u64,
    dragged: Instant,
}

/// Prepares a drag and reports its files.
pub(crate) async fn prepare(context: Context, order: DragOrder) {
    let number = order.number;
    let superseded = context.drag_copies.begin(number);
    let prepared = tokio::select! {
        () = context.quit.cancelled() => return,
        () = context.epoch.cancelled() => return,
        () = superseded.cancelled() => return,
        prepared = tokio::time::timeout(TIMEOUT, files(&context, order)) => prepared,
    };
    let files = prepared.map_err(|_| DragFault::TookTooLong).flatten();
    context.events.send(Event::DragPrepared { number, files });
}

async fn files(context: &Context, order: DragOrder) -> Result<Arc<[PathBuf]>, DragFault> {
    let slots = Arc::new(Semaphore::new(MAX_DOWNLOADS));
    let mut running = JoinSet::new();
    let mut paths = vec![PathBuf::new(); order.files.len()];
    for folder in context.drag_copies.make_room(&order.files) {
        // What can't be deleted now goes at the end.
        let _ = tokio::fs::remove_dir_all(folder).await;
    }
    for (place, file) in order.files.into_iter().enumerate() {
        let (context, slots) = (context.clone(), Arc::clone(&slots));
        running.spawn(async move {
            let path = match file {
                DraggedFile::Original(path) => (original(path).await?, 0),
                DraggedFile::Signed {
                    id,
                    object,
                    name,
                    bytes,
                } => {
                    let _slot = slots.acquire().await;
                    (signed(&context, (id, object), &name, bytes).await?, 1)
                }
            };
            Ok((place, path))
        });
    }
    // The first failure ends the others: they are aborted when the set is dropped.
    let mut fetched = 0;
    let mut unreported = pin!(tokio::time::sleep(UNREPORTED));
    let mut is_slow = false;
    loop {
        tokio::select! {
            () = &mut unreported, if !is_slow => is_slow = true,
            ended = running.join_next() => {
                let Some(ended) = ended else { break };
                let (place, (path, copies)) = ended.map_err(|error| not_copied(&error.to_string())).flatten()?;
                fetched += copies;
                if let Some(slot) = paths.get_mut(place) {
                    *slot = path;
                }
            }
        }
        if is_slow {
            context.events.send(Event::DragProgress {
                number: order.number,
                fetched,
            });
        }
    }
    Ok(paths.into())
}

async fn original(path: PathBuf) -> Result<PathBuf, DragFault> {
    match tokio::fs::metadata(&path).await {
        Ok(found) if found.is_file() => Ok(path),
        Ok(_) => Err(DragFault::NoFile(path)),
        Err(error) => Err(DragFault::Unreadable {
            path,
            reason: error.to_string(),
        }),
    }
}

/// A signed copy with this name, downloaded unless it was before.
async fn signed(
    context: &Context,
    (id, object): (UploadId, ObjectRef),
    name: &str,
    bytes: u64,
) -> Result<PathBuf, DragFault> {
    let copies = context.drag_copies.clone();
    let of = (id, object.clone());
    let find = {
        let (copies, of, name) = (copies.clone(), of.clone(), name.to_owned());
        move || copies.find(&of, &name)
    };
    let found = tokio::task::spawn_blocking(find)
        .await
        .map_err(io::Error::other)
        .flatten();
    if let Some(path) = found.map_err(|error| not_copied(&error.to_string()))? {
        return Ok(path);
    }
    let folder = copies.subfolder().map_err(|error| not_copied(&error.to_string()))?;
    let order = SaveOrder {
        id,
        object,
        to: folder.join(name),
        replace: false,
        original: None,
    };
    let path = try_save(context, &order).await.map_err(|failure| match failure {
        Some(why) => DragFault::NotDownloaded {
            name: name.to_owned(),
            why: Box::new(why),
        },
        None => DragFault::NoDownloads,
    })?;
    copies.keep(of, path.clone(), bytes);
    Ok(path)
}

fn not_copied(error: &str) -> DragFault {
    DragFault::NotCopied(error.to_owned())
}

impl DragCopies {
    /// Ends the downloads of earlier drags. Returns what ends those of this one, at once if a later one has begun.
    fn begin(&self, number: u64) -> CancellationToken {
        let mut kept = self.kept.lock();
        let token = CancellationToken::new();
        if number < kept.drag.0 {
            token.cancel();
        } else {
            let (_, earlier) = std::mem::replace(&mut kept.drag, (number, token.clone()));
            earlier.cancel();
        }
        token
    }

    /// A new folder within the folder of this program, which is created if there is none.
    fn subfolder(&self) -> io::Result<PathBuf> {
        let mut kept = self.kept.lock();
        kept.last += 1;
        let number = kept.last;
        let folder = match &mut kept.folder {
            Some(folder) => folder,
            empty => empty.insert(Folder::create(&std::env::temp_dir())?),
        };
        let path = folder.place.path().join(number.to_string());
        fs::create_dir(&path)?;
        Ok(path)
    }

    /// The copy of this object under this name. A copy with another name is linked.
    fn find(&self, of: &(UploadId, ObjectRef), name: &str) -> io::Result<Option<PathBuf>> {
        let known = {
            let mut kept = self.kept.lock();
            kept.copies.get_mut(of).and_then(|copy| {
                copy.dragged = Instant::now();
                let is_called = |path: &&PathBuf| path.file_name().is_some_and(|known| known == name);
                let mut there = copy.paths.iter().filter(|path| path.is_file());
                let any = there.clone().next()?;
                Some(
                    there
                        .find(is_called)
                        .map_or_else(|| Err(any.clone()), |path| Ok(path.clone())),
                )
            })
        };
        let path = match known {
            None => return Ok(None),
            Some(Ok(named)) => return Ok(Some(named)),
            Some(Err(path)) => path,
        };
        let named = self.subfolder()?.join(name);
        let bytes = match fs::hard_link(&path, &named) {
            Ok(()) => 0,
            // Not every file system has links.
            Err(_) => fs::copy(&path, &named)?,
        };
        self.keep(of.clone(), named.clone(), bytes);
        Ok(Some(named))
    }

    /// Remembers a name of a copy, which takes so many more bytes.
    fn keep(&self, of: (UploadId, ObjectRef), path: PathBuf, bytes: u64) {
        let mut kept = self.kept.lock();
        let copy = kept.copies.entry(of).or_insert_with(|| Copy {
            paths: Vec::new(),
            bytes: 0,
            dragged: Instant::now(),
        });
        copy.paths.push(path);
        copy.bytes = copy.bytes.saturating_add(bytes);
        copy.dragged = Instant::now();
    }

    /// The folders of old copies that are not of this drag, to be deleted, if there would be too many bytes.
    fn make_room(&self, files: &[DraggedFile]) -> Vec<PathBuf> {
        let mut kept = self.kept.lock();
        let mut needed: u64 = 0;
        let mut wanted = Vec::new();
        for file in files {
            if let DraggedFile::Signed { id, object, bytes, .. } = file {
                let of = (*id, object.clone());
                if !kept.copies.contains_key(&of) {
                    needed = needed.saturating_add(*bytes);
                }
                wanted.push(of);
            }
        }
        let there: u64 = kept.copies.values().map(|copy| copy.bytes).sum();
        let mut too_many = there.saturating_add(needed).saturating_sub(MAX_DRAGGED_BYTES);
        let mut gone = Vec::new();
        kept.copies.retain(|of, copy| {
            let goes = too_many > 0 && copy.dragged.elapsed() > KEPT_FOR && !wanted.contains(of);
            if goes {
                too_many = too_many.saturating_sub(copy.bytes);
                gone.extend(copy.paths.iter().filter_map(|path| Some(path.parent()?.to_owned())));
            }
            !goes
        });
        gone
    }
}

impl Folder {
    fn create(within: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let place = builder.tempdir_in(within)?;
        let lock = File::create_new(place.path().join(LOCK))?;
        lock.try_lock()?;
        Ok(Self { place, _lock: lock })
    }
}

/// Deletes the folders that programs left behind which were killed. Those of running programs are locked.
pub(crate) fn remove_stale(within: &Path) {
    let Ok(entries) = fs::read_dir(within) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        // Without a lock file, its program is just starting, or it isn't ours.
        let lock = entry.path().join(LOCK);
        // Opening somebody's pipe would wait for its other end.
        if !fs::symlink_metadata(&lock).is_ok_and(|found| found.is_file()) {
            continue;
        }
        let lock = File::options().write(true).open(lock);
        let Ok(lock) = lock else { continue };
        match lock.try_lock() {
            Ok(()) => {
                // Windows deletes no folder with an open file.
                if cfg!(windows) {
                    drop(lock);
                }
                if let Err(error) = fs::remove_dir_all(entry.path()) {
                    tracing::warn!(%error, "files of an earlier drag could not be deleted");
                }
            }
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(key: &str) -> ObjectRef {
        ObjectRef::from_s3_uri(&format!("s3://signed/{key}")).unwrap()
    }

    #[test]
    fn a_copy_is_found_again_under_any_name_and_deleted_at_the_end() {
        let copies = DragCopies::default();
        let of = (UploadId::new(1), object("a.jpg"));
        assert_eq!(copies.find(&of, "a-signed.jpg").unwrap(), None);
        let path = copies.subfolder().unwrap().join("a-signed.jpg");
        fs::write(&path, "signed").unwrap();
        copies.keep(of.clone(), path.clone(), 6);
        assert_eq!(copies.find(&of, "a-signed.jpg").unwrap(), Some(path.clone()));
        let other = copies.find(&of, "a-signed (2).jpg").unwrap().unwrap();
        assert!(other.ends_with("a-signed (2).jpg"));
        assert_eq!(fs::read(&other).unwrap(), b"signed");
        assert_eq!(
            copies
                .find(&(UploadId::new(1), object("b.jpg")), "a-signed.jpg")
                .unwrap(),
            None
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let folder = path.parent().unwrap().parent().unwrap();
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        assert_eq!(copies.find(&of, "a-signed (2).jpg").unwrap(), Some(other.clone()));
        fs::remove_file(&path).unwrap();
        let linked = copies.find(&of, "a-signed.jpg").unwrap().unwrap();
        fs::remove_file(&linked).unwrap();
        fs::remove_file(&other).unwrap();
        assert_eq!(
            copies.find(&of, "a-signed.jpg").unwrap(),
            None,
            "it is downloaded again"
        );
        drop(copies);
        assert!(!path.parent().unwrap().exists());
    }

    #[test]
    fn old_copies_make_room_but_not_recent_ones_or_those_of_the_drag() {
        let copies = DragCopies::default();
        let old = Instant::now().checked_sub(KEPT_FOR + Duration::from_secs(1)).unwrap();
        let add = |number: i64, dragged| {
            let path = copies.subfolder().unwrap().join("a.jpg");
            fs::write(&path, "x").unwrap();
            let of = (UploadId::new(number), object("a.jpg"));
            copies.keep(of.clone(), path.clone(), MAX_DRAGGED_BYTES / 2);
            copies.kept.lock().copies.get_mut(&of).unwrap().dragged = dragged;
            path
        };
        let (dragged, recent, unneeded) = (add(1, old), add(2, Instant::now()), add(3, old));
        let file = |number| DraggedFile::Signed {
            id: UploadId::new(number),
            object: object("a.jpg"),
            name: "a.jpg".to_owned(),
            bytes: 1,
        };
        let renamed = copies
            .find(&(UploadId::new(3), object("a.jpg")), "b.jpg")
            .unwrap()
            .unwrap();
        copies
            .kept
            .lock()
            .copies
            .get_mut(&(UploadId::new(3), object("a.jpg")))
            .unwrap()
            .dragged = old;
        let mut gone = copies.make_room(&[file(1), file(4)]);
        gone.sort();
        assert_eq!(gone, [&unneeded, &renamed].map(|path| path.parent().unwrap()));
        assert!(dragged.exists() && recent.exists());
    }

    #[test]
    fn a_later_drag_ends_the_downloads_of_an_earlier_one_even_if_it_starts_first() {
        let copies = DragCopies::default();
        let (second, first) = (copies.begin(2), copies.begin(1));
        assert!(first.is_cancelled() && !second.is_cancelled());
        let third = copies.begin(3);
        assert!(second.is_cancelled() && !third.is_cancelled());
    }

    #[test]
    #[cfg(unix)]
    fn a_lock_that_is_no_regular_file_is_not_opened() {
        let within = tempfile::tempdir().unwrap();
        let foreign = within.path().join(format!("{PREFIX}foreign"));
        fs::create_dir(&foreign).unwrap();
        fs::write(within.path().join("lock"), "").unwrap();
        std::os::unix::fs::symlink(within.path().join("lock"), foreign.join(LOCK)).unwrap();
        remove_stale(within.path());
        assert!(foreign.exists());
    }

    #[test]
    fn folders_of_killed_programs_are_deleted_and_those_of_running_ones_are_not() {
        let within = tempfile::tempdir().unwrap();
        let running = Folder::create(within.path()).unwrap();
        let killed = Folder::create(within.path()).unwrap().place.keep();
        fs::write(killed.join("a.jpg"), "copy").unwrap();
        let foreign = within.path().join(format!("{PREFIX}foreign"));
        fs::create_dir(&foreign).unwrap();
        remove_stale(within.path());
        assert!(running.place.path().exists() && foreign.exists());
        assert!(!killed.exists());
    }
}
