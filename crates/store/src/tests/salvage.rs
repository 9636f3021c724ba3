//! Files damaged in different ways, and what is salvaged.

use super::*;
use crate::{
    connection::keep_log_on_close,
    sidecars::{damage_mark, sidecar},
};
use model::SearchWord;

pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_467_910_000);
pub(super) const ASIDE: &str = "uploads.damaged-2026-11-23T21-05-10.sqlite3";

/// This many uploads, all but the last ten with a key, every tenth with a signing.
pub(super) fn filled(place: &Place, count: i64) {
    let mut store = place.open();
    store.add(&(1..=count).map(job).collect::<Vec<_>>()).unwrap();
    let started: Vec<_> = (1..=count - 10)
        .map(|number| Change::AttemptBegun {
            id: id(number),
            object: object(&key(number)),
            now: at(500),
        })
        .collect();
    let attempts = store.apply(&started).unwrap();
    let stored: Vec<_> = (1..)
        .zip(attempts)
        .map(|(number, attempt)| Change::Stored {
            id: id(number),
            attempt: attempt.unwrap(),
            facts: facts(&key(number)),
            content_type: "image/jpeg".into(),
            note: None,
        })
        .collect();
    store.apply(&stored).unwrap();
    let signed: Vec<_> = (1..=count - 10)
        .filter(|number| number % 10 == 0)
        .map(|number| Change::Signed {
            id: id(number),
            facts: signed(&format!("s3://bucket/signed/{number}")),
        })
        .collect();
    store.apply(&signed).unwrap();
}

fn key(number: i64) -> String {
    format!("Uploads/{number:05}/a-key-of-the-usual-length-0123456789abcdef.jpg")
}

pub(super) fn damage(place: &Place, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = fs::read(place.file()).unwrap();
    change(&mut bytes);
    fs::write(place.file(), &bytes).unwrap();
    bytes
}

pub(super) fn salvaged(place: &Place) -> (Store, Trouble) {
    let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
    (store, trouble.expect("it is damaged"))
}

/// The ids of all uploads with a key.
pub(super) fn keys(store: &Store) -> Vec<i64> {
    let page = store.history("", 0, usize::MAX).unwrap();
    assert_eq!(page.broken, 0);
    let mut found = Vec::new();
    for upload in page.uploads {
        let number = upload.id.number();
        assert_eq!(upload.object.unwrap().key, key(number));
        found.push(number);
    }
    found.reverse();
    found
}

/// Where the leaves of a table or an index begin in the file.
pub(super) fn leaves(place: &Place, name: &str) -> Vec<usize> {
    let connection = rusqlite::Connection::open(place.file()).unwrap();
    let sql = "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY pageno";
    let mut statement = connection.prepare(sql).unwrap();
    let found = statement.query_map([name], |row| row.get::<_, i64>(0)).unwrap();
    found
        .map(|page| (usize::try_from(page.unwrap()).unwrap() - 1) * 4096)
        .collect()
}

#[test]
fn a_sound_file_is_opened_without_trouble() {
    let place = Place::new();
    for _ in 0..2 {
        let (_, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
        assert_eq!(trouble, None);
    }
    filled(&place, 20);
    let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
    assert_eq!((trouble, keys(&store)), (None, (1..=10).collect()));
    drop(store);
    assert_eq!(
        fs::read_dir(place.folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn one_lost_page_of_two_thousand_uploads_costs_no_key() {
    let place = Place::new();
    filled(&place, 2000);
    let uploads = leaves(&place, "uploads");
    assert!(uploads.len() > 50, "{}", uploads.len());
    let lost = uploads[uploads.len() / 2];
    let damaged = damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    let (mut store, trouble) = salvaged(&place);
    assert_eq!(keys(&store), (1..=1990).collect::<Vec<_>>());
    let shown = store.history("", 0, usize::MAX).unwrap().uploads;
    let named = shown.iter().filter(|upload| upload.source.path.starts_with("/photos"));
    let named = named.count();
    assert!((1950..1990).contains(&named), "{named}");
    assert_eq!(shown.iter().filter(|upload| upload.signed_uri().is_some()).count(), 199);
    assert_eq!(store.restore().unwrap().uploads.len(), 10, "the queue");
    assert!(
        trouble
            .headline
            .contains("2000 records were recovered, 1990 of them with a key"),
        "{}",
        trouble.headline
    );
    assert!(
        trouble.headline.contains("only the key could be read"),
        "{}",
        trouble.headline
    );
    let aside = place.folder.path().join(ASIDE);
    assert!(trouble.hint.contains(&aside.display().to_string()), "{}", trouble.hint);
    assert_eq!(fs::read(aside).unwrap(), damaged, "as it was");
    drop(store);
    let (_, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
    assert_eq!(trouble, None, "reported once");
}

#[test]
fn a_lost_page_of_attempts_or_of_an_index_costs_nothing() {
    for name in [
        "attempts",
        "attempts_upload",
        "history_key",
        "history_time",
        "history_content",
    ] {
        let place = Place::new();
        filled(&place, 2000);
        place.open().index_some(usize::MAX).unwrap();
        let lost = leaves(&place, name)[1];
        damage(&place, |bytes| bytes[lost..][..4096].fill(0xff));
        let (store, trouble) = salvaged(&place);
        assert_eq!(keys(&store).len(), 1990);
        assert!(trouble.headline.contains("2000 records"), "{}", trouble.headline);
        assert!(!trouble.headline.contains("only the key"), "{}", trouble.headline);
    }
}

#[test]
fn a_file_without_its_header_is_salvaged_with_a_paused_queue() {
    for length in [100, 4096] {
        let place = Place::new();
        filled(&place, 500);
        damage(&place, |bytes| bytes[..length].fill(0));
        let (mut store, trouble) = salvaged(&place);
        assert_eq!(keys(&store).len(), 490);
        let restored = store.restore().unwrap().uploads;
        assert_eq!(restored.len(), 10);
        assert!(restored.iter().all(|upload| upload.state == UploadState::Paused));
        assert!(
            trouble.headline.contains("10 in the queue are paused"),
            "{}",
            trouble.headline
        );
    }
}

#[test]
fn half_a_file_gives_its_half_of_the_records() {
    let place = Place::new();
    filled(&place, 2000);
    let half = fs::read(place.file()).unwrap().len() / 2;
    let (mut all, mut kept) = (0.0, 0.0);
    for page in leaves(&place, "uploads") {
        all += 1.0;
        kept += f64::from(u8::from(page + 4096 <= half));
    }
    let kept = kept / all;
    damage(&place, |bytes| bytes.truncate(half + 100));
    let (store, trouble) = salvaged(&place);
    let found = keys(&store).len() as f64 / 1990.0;
    assert!(
        found > 0.2 && found >= kept - 0.02,
        "{found} of the keys, {kept} of the pages"
    );
    assert!(trouble.headline.contains("were recovered"), "{}", trouble.headline);
}

#[test]
fn random_damage_never_panics_and_costs_only_what_it_hits() {
    let place = Place::new();
    filled(&place, 1000);
    let whole = fs::read(place.file()).unwrap();
    let pages = whole.len() / 4096;
    let mut state = 3_u64;
    let mut random = move || {
        // Knuth's MMIX generator; the upper bits are random enough.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for round in 0..20 {
        let place = Place::new();
        let mut bytes = whole.clone();
        for _ in 0..=round {
            // Not the header, which says whose file it is: that has tests of its own.
            let begin = 100 + random() % (bytes.len() - 164);
            bytes[begin..begin + 64].fill_with(|| u8::try_from(random() & 0xff).unwrap());
        }
        fs::write(place.file(), &bytes).unwrap();
        let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
        let page = store.history("", 0, usize::MAX).unwrap();
        let right = |upload: &&Upload| {
            upload
                .object
                .as_ref()
                .is_some_and(|object| object.key == key(upload.id.number()))
        };
        let right = page.uploads.iter().filter(right).count();
        // A key is in two rows of two tables, and a hit costs at most one page of one table.
        assert!(
            right > 990 - 3 * (round + 1),
            "{right} of 990 after {round} hits in {pages} pages: {trouble:?}"
        );
    }
}

#[test]
fn garbage_is_replaced_by_a_new_database() {
    let place = Place::new();
    let garbage = "this is not a database, ".repeat(500);
    fs::write(place.file(), &garbage).unwrap();
    let (mut store, trouble) = salvaged(&place);
    assert!(
        trouble.headline.contains("nothing in it could be read"),
        "{}",
        trouble.headline
    );
    assert_eq!(fs::read_to_string(place.folder.path().join(ASIDE)).unwrap(), garbage);
    store.add(&[job(1)]).unwrap();
    drop(store);
    fs::write(place.file(), &garbage).unwrap();
    let (_, trouble) = salvaged(&place);
    assert!(
        trouble.hint.contains("2026-11-23T21-05-10-2.sqlite3"),
        "{}",
        trouble.hint
    );
}

/// A file as a killed program leaves it: the last writes are only in the log.
pub(super) fn killed(place: &Place) {
    let mut store = place.open();
    keep_log_on_close(&store.connection, true).unwrap();
    store.add(&[job(9001)]).unwrap();
    upload_of(&mut store, 9001, &key(9001));
    drop(store);
    assert!(fs::metadata(sidecar(&place.file(), "-wal")).unwrap().len() > 0);
}

#[test]
fn records_that_are_only_in_the_log_are_salvaged() {
    let place = Place::new();
    filled(&place, 500);
    let lost = leaves(&place, "uploads")[0];
    killed(&place);
    let log = fs::read(sidecar(&place.file(), "-wal")).unwrap();
    damage(&place, |bytes| bytes[..100].fill(0));
    // The log has the first page only if it was changed. Remove that too.
    damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    let (store, trouble) = salvaged(&place);
    let found = keys(&store);
    assert_eq!((found.len(), found.last()), (491, Some(&9001)), "{}", trouble.headline);
    let aside = place.folder.path().join(ASIDE);
    assert_eq!(fs::read(sidecar(&aside, "-wal")).unwrap(), log);
}

#[test]
fn keys_after_damage_in_the_log_are_salvaged() {
    let place = Place::new();
    filled(&place, 100);
    let lost = leaves(&place, "uploads")[0];
    killed(&place);
    let path = sidecar(&place.file(), "-wal");
    let mut log = fs::read(&path).unwrap();
    log[32 + 24 + 2000] ^= 1;
    fs::write(&path, log).unwrap();
    // SQLite silently stops reading there, so the file needs another reason to be checked.
    damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    let (store, _) = salvaged(&place);
    assert_eq!(keys(&store).last(), Some(&9001));
}

#[test]
fn a_missing_log_costs_only_what_was_in_it() {
    let place = Place::new();
    filled(&place, 100);
    killed(&place);
    fs::remove_file(sidecar(&place.file(), "-wal")).unwrap();
    let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
    assert_eq!((keys(&store).len(), trouble), (90, None));
}

#[test]
fn damage_found_later_makes_the_next_start_check_the_file() {
    let place = Place::new();
    filled(&place, 2000);
    let mut store = place.open();
    let lost = leaves(&place, "uploads");
    for page in &lost[10..20] {
        use std::io::{Seek, SeekFrom, Write};
        let mut file = fs::OpenOptions::new().write(true).open(place.file()).unwrap();
        file.seek(SeekFrom::Start(*page as u64)).unwrap();
        file.write_all(&[0xa5; 4096]).unwrap();
    }
    let error = store.history("", 0, usize::MAX).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    assert!(error.hint().starts_with("Start the program again"));
    assert!(damage_mark(&place.file()).exists());
    assert!(store.restore().is_err() || store.last_id().is_ok());
    drop(store);
    let (store, _) = salvaged(&place);
    assert_eq!(keys(&store).len(), 1990);
    assert!(!damage_mark(&place.file()).exists());
}

#[test]
fn the_next_start_finishes_an_interrupted_salvage() {
    let place = Place::new();
    filled(&place, 500);
    let lost = leaves(&place, "uploads")[0];
    killed(&place);
    let log = fs::read(sidecar(&place.file(), "-wal")).unwrap();
    let damaged = damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    let (store, reported) = salvaged(&place);
    let brought = keys(&store);
    assert_eq!((brought.len(), brought.last()), (491, Some(&9001)));
    drop(store);
    for log_is_there in [true, false] {
        // Undo the last steps: the new file is not in place yet, and the damaged one is still there.
        let complete = place.folder.path().join("uploads.salvaged.sqlite3");
        let aside = place.folder.path().join(ASIDE);
        fs::rename(place.file(), &complete).unwrap();
        crate::salvage::mark_complete(&complete, &aside, &reported);
        fs::write(place.file(), &damaged).unwrap();
        if log_is_there {
            fs::write(sidecar(&place.file(), "-wal"), &log).unwrap();
        }
        fs::write(place.folder.path().join("uploads.partial.sqlite3"), "SQLite").unwrap();
        let (store, trouble) = salvaged(&place);
        assert_eq!((keys(&store), trouble), (brought.clone(), reported.clone()));
        assert!(!complete.exists());
        drop(store);
        let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
        assert_eq!((keys(&store), trouble), (brought.clone(), None));
        let marks = "SELECT count(*) FROM sqlite_schema WHERE name = 'salvage_complete'";
        let marks: i64 = store.connection.query_row(marks, [], |row| row.get(0)).unwrap();
        assert_eq!(marks, 0, "the mark is gone");
    }
}

#[test]
fn removed_uploads_do_not_come_back() {
    let place = Place::new();
    filled(&place, 200);
    let mut store = place.open();
    store.add(&(1001..=1500).map(job).collect::<Vec<_>>()).unwrap();
    store
        .remove_from_queue(&(1001..=1500).map(id).collect::<Vec<_>>())
        .unwrap();
    drop(store);
    let lost = leaves(&place, "uploads")[0];
    damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    let (mut store, _) = salvaged(&place);
    let queue = store.restore().unwrap().uploads;
    assert_eq!(queue.len(), 10);
    assert!(queue.iter().all(|upload| upload.state == UploadState::Queued));
}

#[test]
fn a_signed_copy_is_kept_even_if_nothing_else_is() {
    let place = Place::new();
    filled(&place, 20);
    let store = place.open();
    let sql = "PRAGMA foreign_keys = 0; DELETE FROM uploads WHERE id = 10; DELETE FROM attempts WHERE upload_id = 10;";
    store.connection.execute_batch(sql).unwrap();
    drop(store);
    damage(&place, |bytes| bytes[..100].fill(0));
    let (store, _) = salvaged(&place);
    let shown = only(&store, "signed/10");
    assert_eq!(shown.signed_uri(), Some("s3://bucket/signed/10"));
    assert_eq!(shown.unknown_outcomes, [object("signed/10")]);
}

/// A page that claims `count` rows of a table, all of them at `place`.
fn page_of_cells(count: u16, place: u16) -> Vec<u8> {
    let mut page = vec![0; 4096];
    page[0] = 0x0d;
    page[3..5].copy_from_slice(&count.to_be_bytes());
    for cell in 0..usize::from(count) {
        page[8 + cell * 2..][..2].copy_from_slice(&place.to_be_bytes());
    }
    page
}

/// An SQLite varint.
fn variable(mut number: u64) -> Vec<u8> {
    let mut bytes = vec![u8::try_from(number & 0x7f).unwrap()];
    while number >= 0x80 {
        number >>= 7;
        bytes.insert(0, u8::try_from(number & 0x7f).unwrap() | 0x80);
    }
    bytes
}

/// A file with a real header and these pages.
fn crafted(pages: &[Vec<u8>]) -> Place {
    let real = Place::new();
    filled(&real, 20);
    let mut bytes = fs::read(real.file()).unwrap()[..4096].to_vec();
    // The root page points to nothing.
    bytes[100..].fill(0);
    bytes.extend(pages.iter().flatten());
    let place = Place::new();
    fs::write(place.file(), bytes).unwrap();
    place
}

#[test]
fn rows_of_a_small_file_that_claim_to_be_huge_cost_little() {
    // Each of 900 rows claims 60 MB of columns without content, in overflow pages that form a cycle. 489 bytes of such
    // a row are in the page itself, followed by the number of the next page.
    let (length, here, place) = (489 + 4092 * 14_662, 489, 2100);
    let mut claims = page_of_cells(900, 2100);
    let head = [variable(length), variable(1)].concat();
    let row = [head.clone(), variable(length)].concat();
    claims[place..][..row.len()].copy_from_slice(&row);
    claims[place + head.len() + here + 3] = 3;
    let mut circle = vec![0; 4096];
    circle[3] = 3;
    let place = crafted(&[claims, circle]);
    assert_eq!(fs::metadata(place.file()).unwrap().len(), 12 << 10);
    let (store, trouble) = salvaged(&place);
    assert!(
        trouble.headline.contains("nothing in it could be read"),
        "{}",
        trouble.headline
    );
    assert_eq!(keys(&store), [0; 0]);
}

#[test]
fn a_log_that_claims_a_distant_page_does_not_cause_all_pages_before_it_to_be_read() {
    let place = Place::new();
    filled(&place, 20);
    killed(&place);
    let log = sidecar(&place.file(), "-wal");
    let mut bytes = fs::read(&log).unwrap();
    // The log's last frame is page four billion, with a valid checksum.
    let (header, frames) = bytes.split_at_mut(32);
    let frame = 24 + 4096;
    let count = frames.len() / frame;
    let last = &mut frames[(count - 1) * frame..];
    last[..4].copy_from_slice(&u32::MAX.to_be_bytes());
    let big_endian = header[3] & 1 == 1;
    let number = |bytes: &[u8]| {
        let bytes: [u8; 4] = bytes.try_into().unwrap();
        if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    };
    let mut sum = (0_u32, 0_u32);
    let mut add = |bytes: &[u8]| {
        for pair in bytes.chunks_exact(8) {
            sum.0 = sum.0.wrapping_add(number(&pair[..4])).wrapping_add(sum.1);
            sum.1 = sum.1.wrapping_add(number(&pair[4..])).wrapping_add(sum.0);
        }
        sum
    };
    add(&header[..24]);
    for frame in frames.chunks_exact_mut(frame) {
        add(&frame[..8]);
        let sum = add(&frame[24..]);
        frame[16..20].copy_from_slice(&sum.0.to_be_bytes());
        frame[20..24].copy_from_slice(&sum.1.to_be_bytes());
    }
    fs::write(&log, bytes).unwrap();
    damage(&place, |bytes| bytes[..100].fill(0));
    let (store, _) = salvaged(&place);
    assert!(keys(&store).len() >= 10, "{:?}", keys(&store));
}

#[test]
fn a_sparse_file_is_not_read_to_its_end() {
    let place = Place::new();
    let file = fs::File::create(place.file()).unwrap();
    // It takes no space on the disk.
    file.set_len(1 << 40).unwrap();
    let error = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap_err();
    assert!(
        error.to_string().ends_with("it is larger than any record of uploads"),
        "{error}"
    );
}

#[test]
fn an_index_of_many_keys_without_its_tables_gives_every_key() {
    let place = Place::new();
    filled(&place, 10_000);
    // The index of keys is filled in the background.
    place.open().index_some(usize::MAX).unwrap();
    let lost = [leaves(&place, "uploads"), leaves(&place, "attempts")].concat();
    damage(&place, |bytes| {
        for page in lost {
            bytes[page..][..4096].fill(0);
        }
    });
    fs::write(damage_mark(&place.file()), "").unwrap();
    let (store, trouble) = salvaged(&place);
    assert_eq!(keys(&store).len(), 9_990);
    assert!(
        trouble.headline.contains("For 9990 of them, only the key"),
        "{}",
        trouble.headline
    );
}

#[test]
fn the_highest_possible_id_is_not_salvaged() {
    let place = Place::new();
    filled(&place, 20);
    let store = place.open();
    for number in [i64::MAX, i64::MIN, 0] {
        let sql = format!("PRAGMA foreign_keys = 0; UPDATE uploads SET id = {number} WHERE id = (SELECT max(id) FROM uploads WHERE id <= 10);
            UPDATE attempts SET upload_id = {number} WHERE upload_id = 9");
        store.connection.execute_batch(&sql).unwrap();
    }
    drop(store);
    damage(&place, |bytes| bytes[..100].fill(0));
    let (store, _) = salvaged(&place);
    let last = store.last_id().unwrap().unwrap().number();
    assert!((1..100).contains(&last), "{last}");
}

#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_refused_by_name_without_blocking() {
    let fifo = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    for (ending, words) in [
        ("", "it is a pipe, not a file"),
        ("-wal", "uploads.sqlite3-wal: it is a pipe, not a file"),
        ("-shm", "uploads.sqlite3-shm: it is a pipe, not a file"),
        ("-damaged", "uploads.sqlite3-damaged: it is a pipe, not a file"),
    ] {
        let place = Place::new();
        fifo(&sidecar(&place.file(), ending));
        for opened in [
            Store::open(&place.file(), SERVER).map(drop),
            Store::open_or_salvage(&place.file(), SERVER, NOW).map(drop),
            Store::open_unwritable(&place.file(), SERVER).map(drop),
        ] {
            let error = opened.unwrap_err();
            assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
            assert!(error.to_string().ends_with(words), "{error}");
        }
    }
    let place = Place::new();
    fifo(&place.folder.path().join("uploads.salvaged.sqlite3"));
    assert!(Store::open_or_salvage(&place.file(), SERVER, NOW).is_err());
    let place = Place::new();
    std::os::unix::fs::symlink("/dev/zero", place.file()).unwrap();
    let error = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap_err();
    assert!(error.to_string().ends_with("it is a device, not a file"), "{error}");
}

/// Changes rows without the indexes, as damage does.
fn without_indexes(place: &Place, sql: &str) {
    let connection = rusqlite::Connection::open(place.file()).unwrap();
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA foreign_keys = off")
        .unwrap();
    connection.execute_batch(sql).unwrap();
    connection.close().unwrap();
    damage(place, |bytes| bytes[..100].fill(0));
}

#[test]
fn a_record_with_a_damaged_server_is_listed_and_the_notice_says_so() {
    let place = Place::new();
    filled(&place, 100);
    without_indexes(
        &place,
        "UPDATE uploads SET server = 'httq:/' || char(127) WHERE id IN (7, 8);
         UPDATE uploads SET server = 'https://another.example.com' WHERE id = 9",
    );
    let (store, trouble) = salvaged(&place);
    let mut expected: Vec<_> = (1..=90).collect();
    expected.retain(|number| *number != 9);
    assert_eq!(keys(&store), expected);
    let everywhere = HistorySearch {
        all_servers: true,
        ..HistorySearch::default()
    };
    assert_eq!(store.find_history(&everywhere).unwrap().len(), 90);
    let named = HistorySearch {
        words: vec![SearchWord {
            text: key(9).to_lowercase(),
            period: None,
        }],
        ..everywhere
    };
    assert_eq!(store.find_history(&named).unwrap(), [id(9)]);
    for words in [
        "2 have a damaged server name",
        "1 with a key went to other servers",
        "--all-servers",
    ] {
        assert!(trouble.headline.contains(words), "{words}: {}", trouble.headline);
    }
}

#[test]
fn a_record_with_a_damaged_id_is_joined_with_its_remains_and_counts_once() {
    for sql in [
        "UPDATE uploads SET id = 900 WHERE id = 10",
        "UPDATE attempts SET upload_id = 900 WHERE upload_id = 10",
        "UPDATE attempts SET upload_id = 900 WHERE upload_id = 10; UPDATE signings SET upload_id = 900 WHERE upload_id = 10",
    ] {
        let place = Place::new();
        filled(&place, 100);
        without_indexes(&place, sql);
        let (store, trouble) = salvaged(&place);
        let found = store.history("", 0, usize::MAX).unwrap().uploads;
        let mut keys: Vec<_> = found.iter().map(|upload| upload.object.clone().unwrap().key).collect();
        keys.sort();
        assert_eq!(keys, (1..=90).map(key).collect::<Vec<_>>(), "{sql}");
        let words = "100 records were recovered, 90 of them with a key";
        assert!(trouble.headline.contains(words), "{sql}: {}", trouble.headline);
        assert!(
            !trouble.headline.contains("only the key"),
            "{sql}: {}",
            trouble.headline
        );
        assert_eq!(
            found.iter().filter(|upload| upload.signed_uri().is_some()).count(),
            9,
            "{sql}"
        );
    }
}
