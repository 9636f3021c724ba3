//! Somebody deletes or replaces the files while the program runs.

use super::*;
use crate::sidecars::sidecar;

fn opened() -> (Place, Store) {
    let place = Place::new();
    let mut store = place.open();
    store.add(&(1..=50).map(job).collect::<Vec<_>>()).unwrap();
    upload_of(&mut store, 1, "before");
    (place, store)
}

/// The number of uploads and one with a key, as another program reads them.
fn on_disk(place: &Place) -> (usize, Option<UploadId>) {
    let connection = rusqlite::Connection::open(place.file()).unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let store = place.open();
    (store.history("", 0, 10).unwrap().total, store.last_id().unwrap())
}

fn remove(place: &Place, endings: &[&str]) {
    for ending in endings {
        fs::remove_file(sidecar(&place.file(), ending)).unwrap();
    }
}

#[test]
fn a_deleted_file_is_put_back_before_the_next_change_is_confirmed() {
    for endings in [&["", "-wal", "-shm"][..], &[""], &["", "-wal"], &["", "-shm"]] {
        let (place, mut store) = opened();
        remove(&place, endings);
        upload_of(&mut store, 2, "after");
        let trouble = store.take_trouble().expect("it is reported");
        assert!(
            trouble.headline.contains("deleted while it was in use"),
            "{}",
            trouble.headline
        );
        assert_eq!(store.take_trouble(), None, "once");
        // A killed program leaves what is on disk.
        assert_eq!(on_disk(&place), (2, Some(id(50))), "{endings:?}");
        upload_of(&mut store, 3, "later");
        assert_eq!(store.take_trouble(), None);
        drop(store);
        assert_eq!(on_disk(&place), (3, Some(id(50))), "{endings:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn a_deleted_log_is_written_back() {
    for endings in [&["-wal"][..], &["-wal", "-shm"]] {
        let (place, mut store) = opened();
        remove(&place, endings);
        upload_of(&mut store, 2, "after");
        let trouble = store.take_trouble().expect("it is reported");
        assert!(trouble.headline.contains("log of the record"), "{}", trouble.headline);
        assert_eq!(on_disk(&place), (2, Some(id(50))), "{endings:?}");
        upload_of(&mut store, 3, "later");
        assert_eq!(store.take_trouble(), None);
        assert_eq!(on_disk(&place), (3, Some(id(50))), "{endings:?}");
    }
}

#[test]
fn a_replacement_file_is_kept_under_another_name() {
    let (place, mut store) = opened();
    let other = Place::new();
    other.open().add(&[job(777)]).unwrap();
    fs::rename(other.file(), place.file()).unwrap();
    upload_of(&mut store, 2, "after");
    let trouble = store.take_trouble().expect("it is reported");
    assert!(
        trouble.headline.contains("replaced by another file"),
        "{}",
        trouble.headline
    );
    assert_eq!(on_disk(&place), (2, Some(id(50))));
    let kept = fs::read_dir(place.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("uploads.replaced-"))
        .unwrap();
    assert!(trouble.hint.contains(&kept.display().to_string()), "{}", trouble.hint);
    assert_eq!(Store::open(&kept, SERVER).unwrap().last_id().unwrap(), Some(id(777)));
}

#[test]
fn a_deleted_file_is_put_back_at_the_end_at_the_latest() {
    let (place, store) = opened();
    remove(&place, &["", "-wal", "-shm"]);
    drop(store);
    assert_eq!(on_disk(&place), (1, Some(id(50))));
}

#[test]
fn a_deleted_folder_is_recreated_if_there_is_something_to_write() {
    let (place, mut store) = opened();
    fs::remove_dir_all(place.folder.path()).unwrap();
    upload_of(&mut store, 2, "after");
    assert_eq!(on_disk(&place), (2, Some(id(50))));
    fs::remove_dir_all(place.folder.path()).unwrap();
    drop(store);
    assert!(!place.folder.path().exists(), "deleted as a whole, and nothing to say");
}

#[test]
fn if_it_cannot_be_put_back_nothing_is_confirmed_and_it_is_tried_again() {
    let (place, mut store) = opened();
    let moved = place.folder.path().with_extension("moved");
    fs::rename(place.folder.path(), &moved).unwrap();
    fs::write(place.folder.path(), "a file in the place of the folder").unwrap();
    let error = store.add(&[job(51)]).unwrap_err();
    assert!(matches!(error, StoreError::Gone(_)), "{error:?}");
    assert!(error.to_string().contains("deleted or replaced"), "{error}");
    assert!(error.hint().starts_with("Do not close the program"), "{}", error.hint());
    fs::remove_file(place.folder.path()).unwrap();
    store.add(&[job(51)]).unwrap();
    assert_eq!(on_disk(&place), (1, Some(id(51))));
    fs::remove_dir_all(moved).unwrap();
}

#[test]
fn other_readers_do_not_trigger_a_put_back() {
    let (place, mut store) = opened();
    for number in 2..10 {
        on_disk(&place);
        upload_of(&mut store, number, &format!("k{number}"));
        store
            .connection
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
    }
    assert_eq!(store.take_trouble(), None);
}

#[test]
fn a_program_that_only_reads_puts_nothing_back() {
    let (place, mut store) = opened();
    let reader = place.open();
    remove(&place, &["", "-wal", "-shm"]);
    upload_of(&mut store, 2, "after");
    assert_eq!(
        reader.history("", 0, 10).unwrap().total,
        1,
        "it still reads what it had"
    );
    drop(reader);
    assert_eq!(on_disk(&place), (2, Some(id(50))));
    store.take_trouble().unwrap();
    upload_of(&mut store, 3, "later");
    assert_eq!(store.take_trouble(), None);
}
