//! Forgetting: deleted records are gone from the file, and nothing else is.

use super::*;
use crate::KeptPictures;

/// Every byte of the database and its sidecars.
fn bytes(place: &Place) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(place.folder.path()).unwrap() {
        bytes.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn holds(place: &Place, text: &str) -> bool {
    bytes(place).windows(text.len()).any(|part| part == text.as_bytes())
}

fn filled(place: &Place, count: i64) -> Store {
    let mut store = place.open();
    for number in 1..=count {
        store
            .add(&[named(number, Path::new(&format!("/secret-name-{number:04}.jpg")))])
            .unwrap();
        upload_of(&mut store, number, &format!("secret-key-{number:04}"));
        let mut facts = signed(&format!("s3://bucket/secret-copy-{number:04}"));
        facts.manifest_json = format!("{{\"title\":\"secret-title-{number:04}\"}}");
        store.signed(id(number), &facts).unwrap();
        let mut facts = verified(VerifyTarget::Signed);
        // A report is larger than a page.
        facts.report = format!("secret-report-{number:04} ").repeat(1000).into();
        store.verified(id(number), &facts).unwrap();
    }
    // Most of them are indexed, as in a file that has been in use for long.
    store
        .index_some(usize::try_from(count).unwrap().saturating_sub(3))
        .unwrap();
    store.restore().unwrap();
    store
}

const SECRETS: [&str; 5] = [
    "secret-name",
    "secret-key",
    "secret-copy",
    "secret-title",
    "secret-report",
];

#[test]
fn nothing_of_a_forgotten_record_is_left_in_the_file_and_the_others_are_intact() {
    let place = Place::new();
    let mut store = filled(&place, 40);
    let here = SECRETS.map(|secret| format!("{secret}-0007"));
    assert!(here.iter().all(|secret| holds(&place, secret)));
    let forgotten = store.forget(&[id(7), id(999)]).unwrap();
    assert_eq!((forgotten.ids, forgotten.kept), (vec![id(7)], 0));
    for secret in &here {
        assert!(!holds(&place, secret), "{secret} is still there");
    }
    assert_eq!(store.history("", 0, 100).unwrap().uploads.len(), 39);
    assert_eq!(store.history("secret-key-0007", 0, 1).unwrap().total, 0);
    assert_eq!(store.history("secret-key-0008", 0, 1).unwrap().total, 1);
    drop(store);
    let store = place.open();
    assert_eq!(store.history("secret-copy", 0, 100).unwrap().uploads.len(), 39);
}

#[test]
fn a_forgotten_record_loses_its_small_picture_and_the_others_keep_theirs() {
    let place = Place::new();
    let mut store = filled(&place, 2);
    let pictures = KeptPictures::beside(&place.file());
    for number in 1..=2 {
        pictures.keep(id(number), at(1), b"jpeg").unwrap();
    }
    store.forget(&[id(2)]).unwrap();
    let left = [1, 2].map(|number| pictures.find(id(number), at(1)).is_some());
    assert_eq!(left, [true, false]);
}

#[test]
fn forgetting_everything_leaves_no_trace_and_shrinks_the_file() {
    let place = Place::new();
    let empty = {
        let place = Place::new();
        drop(place.open());
        bytes(&place).len()
    };
    let mut store = filled(&place, 60);
    let ids = store.find_history(&HistorySearch::default()).unwrap();
    assert_eq!(store.forget(&ids).unwrap().ids.len(), 60);
    for secret in SECRETS {
        assert!(!holds(&place, secret), "{secret} is still there");
    }
    assert_eq!(store.last_id().unwrap(), None);
    search_continues(&mut store);
    drop(store);
    assert!(bytes(&place).len() < empty * 2, "{}", bytes(&place).len());
}

/// After a rebuild, the search index still works and still removes single records.
fn search_continues(store: &mut Store) {
    store.add(&[job(71), job(72)]).unwrap();
    upload_of(store, 71, "another-key");
    upload_of(store, 72, "a-third-key");
    assert_eq!(store.history("other-k", 0, 1).unwrap().total, 1);
    store.index_some(10).unwrap();
    let trigger = "DELETE FROM uploads WHERE id = 71";
    store.connection.execute(trigger, []).unwrap();
    assert_eq!(store.history("other-k", 0, 1).unwrap().total, 0);
    assert_eq!(store.history("third-k", 0, 1).unwrap().total, 1);
    let sql = "INSERT INTO history_threes (history_threes, rank) VALUES ('integrity-check', 1)";
    store.connection.execute(sql, []).unwrap();
}

#[test]
fn records_in_use_are_not_forgotten() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    let unknown = store.begin_attempt(id(1), &object("maybe"), at(1)).unwrap();
    store.attempt_ended(unknown, AttemptOutcome::Unknown, at(2)).unwrap();
    upload_of(&mut store, 2, "being-signed");
    store.signing(id(2)).unwrap();
    upload_of(&mut store, 3, "stored");
    let unknown = store.begin_attempt(id(4), &object("removed"), at(1)).unwrap();
    store.attempt_ended(unknown, AttemptOutcome::Unknown, at(2)).unwrap();
    store.remove_from_queue(&[id(4)]).unwrap();
    let forgotten = store.forget(&[id(1), id(2), id(3), id(4)]).unwrap();
    assert_eq!((forgotten.ids, forgotten.kept), (vec![id(3), id(4)], 2));
    assert_eq!(store.history("", 0, 10).unwrap().total, 2);
    assert_eq!(store.restore().unwrap().uploads.len(), 1, "the queue continues");
}

#[test]
fn another_servers_records_are_not_forgotten() {
    let place = Place::new();
    drop(filled(&place, 2));
    let mut other = Store::open(&place.file(), "https://other.example.org").unwrap();
    let forgotten = other.forget(&[id(1), id(2)]).unwrap();
    assert_eq!((forgotten.ids.len(), forgotten.kept), (0, 0));
    assert_eq!(place.open().history("", 0, 10).unwrap().total, 2);
}

/// An uploaded file with this hash, and its kept credentials.
fn with_credentials(store: &mut Store, number: i64) -> String {
    let hash = format!("{number:064x}");
    store.add(&[job(number)]).unwrap();
    upload_of(store, number, &format!("k{number}"));
    let sql = "UPDATE uploads SET sha256 = ?1 WHERE id = ?2";
    store.connection.execute(sql, rusqlite::params![hash, number]).unwrap();
    store.kept_credentials().keep(&hash, b"store").unwrap();
    hash
}

#[test]
fn kept_credentials_go_with_their_record_even_if_the_file_cannot_be_erased() {
    let place = Place::new();
    let mut store = place.open();
    let hash = with_credentials(&mut store, 1);
    assert_eq!(store.count_kept_credentials(&[id(1), id(2)]).unwrap(), 1);
    // Nothing can be checkpointed or vacuumed while this reads.
    let reader = rusqlite::Connection::open(place.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM uploads").unwrap();
    let forgotten = store.forget(&[id(1)]);
    assert_eq!(store.kept_credentials().find(&hash), None, "{forgotten:?}");
    if let Ok(forgotten) = forgotten {
        assert_eq!((forgotten.credentials, forgotten.credentials_left), (1, 0));
    }
}

#[test]
fn credentials_that_could_not_be_deleted_are_reported_and_deleted_at_the_next_start() {
    let place = Place::new();
    let mut store = place.open();
    let (gone, stays) = (with_credentials(&mut store, 1), with_credentials(&mut store, 2));
    // The program ended between deleting the record and its credentials.
    store.note_deletion(&[gone.clone(), stays.clone()]);
    store
        .connection
        .execute("DELETE FROM uploads WHERE id = 1", [])
        .unwrap();
    drop(store);
    let mut store = place.open();
    store.start_session().unwrap();
    let kept = store.kept_credentials();
    assert_eq!(kept.find(&gone), None);
    assert!(kept.find(&stays).is_some(), "its record is still there");
    // A folder in its place cannot be removed like a file.
    let path = kept.find(&stays).unwrap();
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(store.forget(&[id(2)]).unwrap().credentials, 0);
}

/// Makes asking for hashes fail, but nothing that does not.
fn break_hashes(store: &Store) {
    let sql = "ALTER TABLE uploads RENAME COLUMN sha256 TO broken";
    store.connection.execute_batch(sql).unwrap();
}

#[test]
fn credentials_that_cannot_be_looked_up_keep_nothing_else_of_a_record() {
    let place = Place::new();
    let mut store = place.open();
    let hash = with_credentials(&mut store, 1);
    let added = job(1).added_at;
    let pictures = KeptPictures::beside(&place.file());
    pictures.keep(id(1), added, b"jpeg").unwrap();
    // The statement is prepared already, so only the later one fails.
    assert_eq!(store.count_kept_credentials(&[id(1)]).unwrap(), 1);
    store.note_deletion(&[hash]);
    break_hashes(&store);
    store.forget(&[id(1)]).unwrap_err();
    assert_eq!(pictures.find(id(1), added), None);
    let log = place.file().with_extension("sqlite3-wal");
    assert_eq!(fs::metadata(log).map_or(0, |facts| facts.len()), 0, "erased");
}

#[test]
fn credentials_that_cannot_be_looked_up_never_stop_a_session_from_starting() {
    let place = Place::new();
    let mut store = place.open();
    let hash = with_credentials(&mut store, 1);
    store.note_deletion(&[hash]);
    break_hashes(&store);
    store.start_session().unwrap();
}
