//! The search index is filled later, but a search finds everything.

use super::*;

/// The ids that the index alone finds for this word.
fn in_index(store: &Store, word: &str) -> Vec<i64> {
    let mut statement = store
        .connection
        .prepare("SELECT rowid FROM history_threes WHERE history_threes MATCH ?1 ORDER BY rowid")
        .unwrap();
    let found = statement.query_map([format!("\"{word}\"")], |row| row.get(0)).unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

fn is_sound(store: &Store) {
    let sql = "INSERT INTO history_threes (history_threes, rank) VALUES ('integrity-check', 1)";
    store.connection.execute(sql, []).unwrap();
}

fn total(store: &Store, words: &str) -> usize {
    store.history(words, 0, 10).unwrap().total
}

#[test]
fn a_search_finds_indexed_and_unindexed_records() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3)]).unwrap();
    upload_of(&mut store, 1, "harbour-one");
    assert!(store.has_unindexed());
    assert_eq!(total(&store, "harbour"), 1);
    store.index_some(10).unwrap();
    assert!(!store.has_unindexed());
    upload_of(&mut store, 2, "harbour-two");
    upload_of(&mut store, 3, "market-three");
    assert_eq!(in_index(&store, "har"), [1]);
    assert_eq!(total(&store, "harbour"), 2);
    assert_eq!(total(&store, "market"), 1);
    store.index_some(1).unwrap();
    assert!(store.has_unindexed());
    store.index_some(1).unwrap();
    assert!(!store.has_unindexed());
    assert_eq!(in_index(&store, "har"), [1, 2]);
    assert_eq!(total(&store, "harbour"), 2);
    is_sound(&store);
}

#[test]
fn keys_and_hashes_are_found_before_and_after_they_are_indexed() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2)]).unwrap();
    upload_of(&mut store, 1, "first");
    store.index_some(10).unwrap();
    upload_of(&mut store, 2, "second");
    for _ in 0..2 {
        for (number, key) in [(1, "first"), (2, "second")] {
            let found = store.find_by_object(&object(key)).unwrap();
            assert_eq!(found.map(|upload| upload.id), Some(id(number)));
        }
        assert_eq!(store.find_by_object(&object("third")).unwrap(), None);
        let hash = facts("first").sha256;
        assert!(store.has_content(&hash).unwrap() && !store.has_content("00").unwrap());
        let search = HistorySearch::of_contents(vec![hash]);
        assert_eq!(store.find_history(&search).unwrap(), [id(2), id(1)]);
        store.index_some(10).unwrap();
    }
    // An indexed record is found by its new key and its new content.
    store
        .apply(&[Change::Stored {
            id: id(1),
            attempt: AttemptId::new(0),
            facts: UploadFacts {
                sha256: "cd34".into(),
                ..facts("other")
            },
            content_type: "image/jpeg".into(),
            note: None,
        }])
        .unwrap();
    assert!(store.has_content("cd34").unwrap());
    assert_eq!(store.find_by_object(&object("first")).unwrap(), None);
    let found = store.find_by_object(&object("other")).unwrap();
    assert_eq!(found.map(|upload| upload.id), Some(id(1)));
}

#[test]
fn changing_or_deleting_before_or_after_indexing_leaves_nothing_behind() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    for (number, key) in [(1, "filed-changed"), (2, "filed-gone")] {
        upload_of(&mut store, number, key);
    }
    store.index_some(10).unwrap();
    for (number, key) in [(3, "new-changed"), (4, "new-gone")] {
        upload_of(&mut store, number, key);
    }
    for number in [1, 3] {
        store.signed(id(number), &signed("s3://signed")).unwrap();
    }
    // Few enough that the index is not rebuilt.
    for number in [2, 4] {
        store
            .connection
            .execute("DELETE FROM uploads WHERE id = ?1", [number])
            .unwrap();
    }
    assert_eq!((total(&store, "changed"), total(&store, "gone")), (2, 0));
    store.index_some(10).unwrap();
    assert_eq!((total(&store, "changed"), total(&store, "gone")), (2, 0));
    assert_eq!(in_index(&store, "cha"), [1, 3]);
    assert_eq!(in_index(&store, "gon"), [0_i64; 0]);
    is_sound(&store);
}

#[test]
fn forgetting_many_rebuilds_the_index_of_the_rest() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3)]).unwrap();
    for (number, key) in [(1, "one-key"), (2, "two-key")] {
        upload_of(&mut store, number, key);
    }
    store.index_some(10).unwrap();
    upload_of(&mut store, 3, "three-key");
    store.forget(&[id(1)]).unwrap();
    assert!(!store.has_unindexed());
    assert_eq!(in_index(&store, "key"), [2, 3]);
    is_sound(&store);
}
