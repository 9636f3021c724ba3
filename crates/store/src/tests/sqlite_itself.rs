//! How many keys SQLite itself recovers from a damaged file, compared with salvage: why salvage reads pages.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{
    salvage::{damage, filled, keys, leaves, salvaged},
    *,
};

/// Reads keys until the first unreadable page, forward from the first row and backward from the last.
fn by_queries(path: &Path) -> usize {
    let connection = Connection::open(path).unwrap();
    let mut found = BTreeSet::new();
    for table in ["uploads", "attempts"] {
        for order in ["ASC", "DESC"] {
            let sql = format!("SELECT key FROM {table} NOT INDEXED WHERE key IS NOT NULL ORDER BY rowid {order}");
            let Ok(mut statement) = connection.prepare(&sql) else {
                continue;
            };
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
            found.extend(rows.map_while(Result::ok));
        }
    }
    found.len()
}

/// `VACUUM INTO` of the damaged file.
fn by_vacuum(path: &Path) -> usize {
    let into = path.with_extension("vacuumed");
    let connection = Connection::open(path).unwrap();
    match connection.execute("VACUUM INTO ?1", [into.to_str().unwrap()]) {
        Ok(_) => by_queries(&into),
        Err(_) => 0,
    }
}

/// The keys found after this damage to a file with 1990 keys: by `VACUUM INTO`, by queries and by salvage.
fn kept(change: impl FnOnce(&Place, &mut Vec<u8>)) -> [usize; 3] {
    let place = Place::new();
    filled(&place, 2000);
    damage(&place, |bytes| change(&place, bytes));
    let sqlite = (by_vacuum(&place.file()), by_queries(&place.file()));
    let (store, _) = salvaged(&place);
    [sqlite.0, sqlite.1, keys(&store).len()]
}

/// The offsets of every tenth leaf of these tables.
fn every_tenth(place: &Place, tables: &[&str]) -> Vec<usize> {
    let of = |table: &&str| leaves(place, table).into_iter().skip(5).step_by(10);
    tables.iter().flat_map(of).collect()
}

fn zero(bytes: &mut [u8], pages: &[usize]) {
    for page in pages {
        bytes[*page..][..4096].fill(0);
    }
}

#[test]
fn salvage_finds_keys_that_sqlite_does_not() {
    let one = kept(|place, bytes| zero(bytes, &leaves(place, "uploads")[20..21]));
    assert_eq!(one, [0, 1990, 1990], "one page of uploads");
    let both = kept(|place, bytes| zero(bytes, &every_tenth(place, &["uploads", "attempts"])));
    assert_eq!(both, [0, 280, 1990], "every tenth page of uploads and attempts");
    let first = kept(|_, bytes| zero(bytes, &[0]));
    assert_eq!(first, [0, 0, 1990], "the first page");
    let half = kept(|_, bytes| bytes.truncate(bytes.len() / 2));
    assert_eq!(half, [0, 0, 1990], "the second half");
}
