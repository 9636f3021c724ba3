//! Broken files and disks, and what the file may contain.

use super::*;

#[test]
fn a_broken_value_costs_only_itself_and_never_a_key() {
    let place = Place::new();
    let mut store = place.open();
    let jobs: Vec<_> = (1..=12).map(job).collect();
    store.add(&jobs).unwrap();
    for number in 1..=8 {
        upload_of(&mut store, number, &format!("k{number}"));
    }
    for (number, change) in [
        (1, "state = 'melted', content_type_note = 'neither'"),
        (2, "sign_state = 'failed', sign_failure = '{'"),
        (3, "size = -1, added_at = -9223372036854775808"),
        (4, "verify_state = 'verified', verify_target = 'signed'"),
        (5, "verify_state = 'verified', verify_target = NULL"),
        (6, "key = NULL"),
        (
            7,
            "name = CAST(x'ff' AS TEXT), content_type = CAST(x'ff' AS TEXT), key = CAST(x'ff' AS TEXT)",
        ),
        (9, "state = 'failed'"),
        (10, "state = 'failed', failure = '{\"step\":7}'"),
        (11, "state = 'asleep'"),
        (12, "state = 'uploaded'"),
    ] {
        let sql = format!("UPDATE uploads SET {change} WHERE id = {number}");
        store.connection.execute_batch(&sql).unwrap();
    }
    let page = store.history("", 0, 200).unwrap();
    assert_eq!((page.total, page.broken), (8, 0));
    for (upload, number) in page.uploads.iter().rev().zip(1..) {
        assert_eq!(upload.id, id(number));
        assert_eq!(upload.state, UploadState::Uploaded);
        assert_eq!(upload.object, Some(object(&format!("k{number}"))), "{number}");
        match number {
            2 => assert!(
                matches!(&upload.sign, SignState::Failed(failure) if failure.message.contains("cannot be read"))
            ),
            4 | 5 => assert!(matches!(&upload.verify, VerifyState::Failed(..))),
            _ => {}
        }
    }
    let restored = store.restore().unwrap();
    let failed = |upload: &Upload| matches!(&upload.state, UploadState::Failed(failure) if !failure.hint.is_empty());
    assert_eq!(
        restored.uploads.iter().filter(|upload| failed(upload)).count(),
        3,
        "9, 10, 11"
    );
    assert_eq!((restored.uploads.len(), restored.broken), (3, 0), "1 and 12 are done");
    let attempts_too = "UPDATE uploads SET state = 'uploaded', key = NULL WHERE id = 6;
                        UPDATE attempts SET key = CAST(x'ff' AS TEXT) WHERE upload_id = 6;";
    store.connection.execute_batch(attempts_too).unwrap();
    let page = store.history("", 0, 200).unwrap();
    assert_eq!(
        (page.total, page.broken, page.uploads.len()),
        (8, 1, 7),
        "no key can be read"
    );
}

#[test]
fn a_file_of_a_newer_version_is_unchanged() {
    let place = Place::new();
    place.open().connection.pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(place.file()).unwrap();
    let error = Store::open(&place.file(), SERVER).unwrap_err();
    assert!(matches!(error, StoreError::NewerVersion { found: 99, .. }));
    assert!(error.to_string().contains("newer version of Que Uploader"), "{error}");
    assert!(!error.hint().is_empty());
    assert_eq!(fs::read(place.file()).unwrap(), before);
}

#[test]
fn a_file_that_is_not_a_database_is_reported_and_unchanged() {
    let place = Place::new();
    fs::write(place.file(), "this is not a database, ".repeat(200)).unwrap();
    let error = Store::open(&place.file(), SERVER).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    assert!(
        error.to_string().starts_with("the record of uploads is damaged"),
        "{error}"
    );
    assert!(fs::read_to_string(place.file()).unwrap().starts_with("this is not"));
}

#[test]
fn a_damaged_page_is_an_error_not_a_panic() {
    let place = Place::new();
    let mut store = place.open();
    let jobs: Vec<_> = (1..=500).map(job).collect();
    store.add(&jobs).unwrap();
    drop(store);
    let mut bytes = fs::read(place.file()).unwrap();
    let end = bytes.len();
    bytes[4096 * 2..end].fill(0xA5);
    fs::write(place.file(), bytes).unwrap();
    let error = Store::open(&place.file(), SERVER)
        .and_then(|mut store| store.restore())
        .unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
}

#[test]
fn a_path_that_cannot_be_opened_is_reported() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    for path in [place.file(), place.folder.path().join("none/uploads.sqlite3")] {
        let error = Store::open(&path, SERVER).unwrap_err();
        assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
        assert!(error.to_string().contains("cannot be opened at"), "{error}");
    }
}

#[test]
fn full_and_read_only_disks_are_distinguished_and_change_nothing() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    store.connection.pragma_update(None, "query_only", true).unwrap();
    assert!(matches!(store.add(&[job(2)]), Err(StoreError::ReadOnly)));
    store.connection.pragma_update(None, "query_only", false).unwrap();
    store
        .connection
        .query_row("PRAGMA max_page_count = 1", [], |row| row.get::<_, i64>(0))
        .unwrap();
    let many: Vec<_> = (2..5000).map(job).collect();
    let error = store.add(&many).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert!(error.hint().contains("Free space"));
    assert_eq!(store.last_id().unwrap(), Some(id(1)));
    store
        .connection
        .query_row("PRAGMA max_page_count = 100000", [], |row| row.get::<_, i64>(0))
        .unwrap();
    store.add(&many).unwrap();
}

#[test]
fn writes_are_durable_and_private() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let pragma = |name: &str| -> String {
        store
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
    assert_eq!(pragma("synchronous"), "Integer(2)");
    assert_eq!(pragma("foreign_keys"), "Integer(1)");
    #[cfg(unix)]
    for entry in fs::read_dir(place.folder.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", entry.path());
    }
}

#[test]
fn there_is_no_column_for_a_secret() {
    let place = Place::new();
    let store = place.open();
    let mut statement = store
        .connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        .unwrap();
    let schema: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    // "tokenize" is an option of the search index.
    let schema = schema.join("\n").to_lowercase().replace("tokenize=", "");
    for word in ["url", "signature", "api_key", "secret", "token"] {
        assert!(!schema.contains(word), "{word}");
    }
}

#[test]
fn a_file_locked_by_another_program_is_reported() {
    let place = Place::new();
    let (mut store, other) = (place.open(), place.open());
    other.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    store
        .connection
        .busy_timeout(std::time::Duration::from_millis(20))
        .unwrap();
    let error = store.add(&[job(1)]).unwrap_err();
    assert!(matches!(error, StoreError::Locked), "{error:?}");
    assert!(error.to_string().contains("another program has locked"), "{error}");
    other.connection.execute_batch("ROLLBACK").unwrap();
    store.add(&[job(1)]).unwrap();
}

#[test]
fn an_exclusively_locked_file_is_reported_at_the_start_and_unchanged() {
    let place = Place::new();
    place.open().add(&[job(1)]).unwrap();
    let other = rusqlite::Connection::open(place.file()).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE; UPDATE uploads SET size = 1")
        .unwrap();
    let patience = std::time::Duration::from_millis(20);
    let error = Store::open_within(&place.file(), SERVER, patience).unwrap_err();
    assert!(matches!(error, StoreError::Locked), "{error:?}");
    assert!(error.hint().contains("Close the program"), "{}", error.hint());
    drop(other);
    assert_eq!(place.open().last_id().unwrap(), Some(id(1)));
}

#[test]
fn a_salvage_that_cannot_write_leaves_the_damaged_file_unchanged() {
    let place = Place::new();
    place.open().add(&[job(1)]).unwrap();
    let mut bytes = fs::read(place.file()).unwrap();
    bytes[..100].fill(0);
    fs::write(place.file(), &bytes).unwrap();
    // Like a full disk: the new file cannot be created.
    let partial = place.folder.path().join("uploads.partial.sqlite3");
    fs::create_dir(&partial).unwrap();
    assert!(Store::open_or_salvage(&place.file(), SERVER, at(0)).is_err());
    assert_eq!(fs::read(place.file()).unwrap(), bytes);
    fs::remove_dir(&partial).unwrap();
    let (_, trouble) = Store::open_or_salvage(&place.file(), SERVER, at(0)).unwrap();
    assert!(trouble.is_some());
}

#[test]
fn every_error_has_a_plain_hint() {
    let path = PathBuf::from("/data/uploads.sqlite3");
    for error in [
        StoreError::DiskFull,
        StoreError::ReadOnly,
        StoreError::Locked,
        StoreError::NewerVersion { found: 2, known: 1 },
        StoreError::Corrupt("malformed".into()),
        StoreError::CannotOpen {
            path,
            reason: "no".into(),
        },
        StoreError::Gone("no".into()),
        StoreError::Disk("I/O".into()),
        StoreError::Missing(id(1)),
    ] {
        assert!(error.hint().ends_with('.'), "{error}");
        assert!(!error.to_string().to_lowercase().contains("sqlite_"), "{error}");
    }
}
