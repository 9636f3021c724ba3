//! Foreign files in the data folder with names that the program or SQLite uses.

use super::{
    salvage::{ASIDE, NOW, damage, filled, keys, killed, leaves, salvaged},
    *,
};
use crate::sidecars::sidecar;

/// Creates such a file from another folder's database.
type Make = fn(&Place, &Path);

/// Files with the name of an unfinished salvage that are something else.
const NO_SALVAGE: [(&str, Make); 6] = [
    ("empty", |_, at| fs::write(at, "").unwrap()),
    ("text", |_, at| fs::write(at, "notes\n").unwrap()),
    ("another program's", |_, at| {
        let theirs = rusqlite::Connection::open(at).unwrap();
        theirs
            .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            .unwrap();
    }),
    ("a copy of a record", |other, at| {
        fs::copy(other.file(), at).unwrap();
    }),
    ("marked, but what it replaces is kept nowhere", |other, at| {
        fs::copy(other.file(), at).unwrap();
        crate::salvage::mark_complete(at, Path::new("nowhere"), &trouble());
    }),
    ("marked, but another file is kept", |other, at| {
        fs::copy(other.file(), at).unwrap();
        fs::write(at.with_file_name("kept"), "another").unwrap();
        crate::salvage::mark_complete(at, Path::new("kept"), &trouble());
    }),
];

fn trouble() -> Trouble {
    Trouble {
        headline: "It was damaged.".into(),
        hint: String::new(),
    }
}

#[test]
fn a_foreign_file_with_the_name_of_an_unfinished_salvage_replaces_nothing_and_is_reported() {
    let other = Place::new();
    filled(&other, 12);
    for (kind, make) in NO_SALVAGE {
        for state in ["sound", "damaged", "none"] {
            if state == "none" && kind.contains("another file is kept") {
                // It blocks nothing.
                continue;
            }
            let place = Place::new();
            if state != "none" {
                filled(&place, 30);
            }
            if state == "damaged" {
                let lost = leaves(&place, "uploads")[0];
                damage(&place, |bytes| bytes[lost..][..4096].fill(0));
            }
            let foreign = place.folder.path().join("uploads.salvaged.sqlite3");
            make(&other, &foreign);
            let before = fs::read(&foreign).unwrap();
            let (store, trouble) = salvaged(&place);
            let expected = if state == "none" { 0 } else { 20 };
            assert_eq!(keys(&store).len(), expected, "{kind}, {state}");
            let words = format!("{} {}", trouble.headline, trouble.hint);
            let aside = place.folder.path().join(ASIDE.replace("damaged", "unknown"));
            assert!(words.contains(&aside.display().to_string()), "{kind}, {state}: {words}");
            assert_eq!(words.contains("was damaged"), state == "damaged", "{words}");
            assert_eq!(fs::read(&aside).unwrap(), before, "{kind}, {state}");
            drop(store);
            let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
            assert_eq!((keys(&store).len(), trouble), (expected, None), "reported once");
        }
    }
}

#[test]
fn a_foreign_file_with_the_name_of_a_partial_database_is_set_aside_and_reported() {
    let place = Place::new();
    filled(&place, 30);
    let lost = leaves(&place, "uploads")[0];
    damage(&place, |bytes| bytes[lost..][..4096].fill(0));
    fs::write(place.folder.path().join("uploads.partial.sqlite3"), "notes\n").unwrap();
    let (store, trouble) = salvaged(&place);
    assert_eq!(keys(&store).len(), 20);
    let aside = place.folder.path().join(ASIDE.replace("damaged", "unknown"));
    assert!(trouble.hint.contains(&aside.display().to_string()), "{}", trouble.hint);
    assert_eq!(fs::read(aside).unwrap(), b"notes\n");
}

#[test]
fn a_foreign_sidecar_is_refused_by_name_and_unchanged() {
    for has_database in [false, true] {
        for ending in ["-wal", "-shm", "-journal", "-damaged"] {
            let place = Place::new();
            if has_database {
                filled(&place, 20);
            }
            let foreign = sidecar(&place.file(), ending);
            fs::write(&foreign, "notes of mine\n").unwrap();
            let refused = || {
                [
                    Store::open(&place.file(), SERVER).map(drop),
                    Store::open_or_salvage(&place.file(), SERVER, NOW).map(drop),
                    Store::open_unwritable(&place.file(), SERVER).map(drop),
                ]
            };
            for opened in refused() {
                let error = opened.unwrap_err();
                assert!(
                    matches!(&error, StoreError::ForeignFile(at) if *at == foreign),
                    "{error:?}"
                );
                assert!(error.hint().contains("not touched"));
            }
            assert_eq!(fs::read(&foreign).unwrap(), b"notes of mine\n");
            assert_eq!(place.file().exists(), has_database, "nothing is made");
            #[cfg(unix)]
            {
                // Links are not followed either, wherever they lead.
                for target in [place.folder.path().join("nothing"), place.folder.path().join("mine")] {
                    fs::write(place.folder.path().join("mine"), "").unwrap();
                    fs::remove_file(&foreign).unwrap();
                    std::os::unix::fs::symlink(&target, &foreign).unwrap();
                    for opened in refused() {
                        let words = opened.unwrap_err().to_string();
                        assert!(
                            words.ends_with(&format!("{ending}: it is a link, not a file")),
                            "{words}"
                        );
                    }
                }
            }
            fs::remove_file(&foreign).unwrap();
            let store = place.open();
            assert_eq!(keys(&store).len(), if has_database { 10 } else { 0 });
        }
    }
}

#[test]
fn sidecars_that_sqlite_left_are_used() {
    let place = Place::new();
    killed(&place);
    for ending in ["-wal", "-shm"] {
        assert!(fs::metadata(sidecar(&place.file(), ending)).unwrap().len() > 0);
    }
    let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, NOW).unwrap();
    assert_eq!(trouble, None);
    drop(store);
    // A journal from creating the file, or only its start if the disk was full.
    for journal in [
        &[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0][..],
        &[0xd9, 0xd5],
        &[],
    ] {
        let place = Place::new();
        fs::write(sidecar(&place.file(), "-journal"), journal).unwrap();
        place.open();
    }
}
