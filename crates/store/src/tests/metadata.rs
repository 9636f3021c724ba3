//! What files say about themselves, kept with their records.

use std::sync::Arc;

use file_metadata::{Field, FileMetadata, Source as Origin};
use rusqlite::Connection;

use super::*;

fn metadata(creator: &str) -> Arc<FileMetadata> {
    let mut metadata = FileMetadata::default();
    metadata.set(Field::Creator, creator, Origin::Iptc);
    Arc::new(metadata)
}

fn read(store: &Store) -> Option<Arc<FileMetadata>> {
    store.read_uploads(&[id(1)]).unwrap().0.remove(0).metadata
}

#[test]
fn metadata_of_a_file_is_there_after_a_restart_until_its_record_is_deleted() {
    let place = Place::new();
    let mut store = place.open();
    store.apply(&[Change::Added(vec![job(1)])]).unwrap();
    assert_eq!(read(&store), None);
    for creator in ["Ana", "João"] {
        let change = Change::MetadataRead {
            id: id(1),
            metadata: metadata(creator),
            now: at(7),
        };
        store.apply(&[change]).unwrap();
    }
    drop(store);
    let mut store = place.open();
    assert_eq!(read(&store), Some(metadata("João")));
    store.apply(&[Change::Removed(vec![id(1)])]).unwrap();
    let left: i64 = store
        .connection
        .query_row("SELECT count(*) FROM file_metadata", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_database_of_version_1_opens_with_all_its_uploads() {
    let place = Place::new();
    let mut old = Connection::open(place.file()).unwrap();
    schema::migrate_to(1, &mut old);
    let row = "INSERT INTO uploads (id, server, added_at, path, relative, name, size)
               VALUES (1, 'https://api.example.org', 10, x'61', x'61', 'a', 100)";
    old.execute_batch(row).unwrap();
    drop(old);
    let mut store = place.open();
    assert_eq!(read(&store), None);
    let change = Change::MetadataRead {
        id: id(1),
        metadata: metadata("Ana"),
        now: at(7),
    };
    store.apply(&[change]).unwrap();
    assert_eq!(read(&store), Some(metadata("Ana")));
}

#[test]
fn metadata_that_cannot_be_read_is_missing_and_its_upload_is_not() {
    let place = Place::new();
    let mut store = place.open();
    store.apply(&[Change::Added(vec![job(1)])]).unwrap();
    let broken = "INSERT INTO file_metadata VALUES (1, '{\"creator\": 5', 0)";
    store.connection.execute_batch(broken).unwrap();
    assert_eq!(read(&store), None);
}
