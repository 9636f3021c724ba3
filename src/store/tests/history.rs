//! What the history holds, shows and finds: no key is ever lost to it.

use super::*;

#[test]
fn a_refused_attempt_leaves_no_trace_and_an_unknown_one_does() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2)]).unwrap();
    let refused = store.begin_attempt(id(1), &object("a"), at(1)).unwrap();
    let unknown = store.begin_attempt(id(2), &object("b"), at(1)).unwrap();
    store.attempt_ended(refused, AttemptOutcome::Refused, at(2)).unwrap();
    store.attempt_ended(unknown, AttemptOutcome::Unknown, at(2)).unwrap();
    assert_eq!(only(&store, "").id, id(2));
    store.attempt_ended(unknown, AttemptOutcome::Refused, at(3)).unwrap();
    assert_eq!(
        store.history("", 0, 10).unwrap().total,
        0,
        "it turned out not to be there"
    );
}

#[test]
fn nothing_that_is_heard_late_undoes_a_key() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let attempt = upload_of(&mut store, 1, "k1");
    store.cancelled(id(1)).unwrap();
    store.failed(id(1), &failure()).unwrap();
    store.requeued(&[id(1)]).unwrap();
    store.attempt_ended(attempt, AttemptOutcome::Unknown, at(9)).unwrap();
    store.remove_from_queue(&[id(1)]).unwrap();
    let shown = only(&store, "k1");
    assert_eq!((shown.state, shown.object), (UploadState::Uploaded, Some(object("k1"))));
    assert_eq!(shown.unknown_outcomes, []);
}

#[test]
fn removal_keeps_every_key_and_deletes_the_rest() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    upload_of(&mut store, 1, "stored");
    let unknown = store.begin_attempt(id(2), &object("unknown"), at(1)).unwrap();
    store.attempt_ended(unknown, AttemptOutcome::Unknown, at(2)).unwrap();
    let running = store.begin_attempt(id(3), &object("running"), at(1)).unwrap();
    store.remove_from_queue(&[id(1), id(2), id(3), id(4)]).unwrap();
    // Storage answers after the removal.
    store
        .stored(id(3), running, &facts("running"), "image/jpeg", None)
        .unwrap();
    drop(store);
    let mut store = place.open();
    assert_eq!(store.restore().unwrap(), Restored::default());
    let page = store.history("", 0, 10).unwrap();
    let ids: Vec<_> = page.uploads.iter().map(|upload| upload.id).collect();
    assert_eq!(ids, [id(3), id(2), id(1)]);
    let error = store.failed(id(4), &failure());
    assert!(error.is_ok(), "a late word about a deleted row is nothing");
    let error = store.begin_attempt(id(4), &object("x"), at(1)).unwrap_err();
    assert!(matches!(error, StoreError::Missing(missing) if missing == id(4)));
}

#[test]
fn a_row_removed_while_it_ran_and_left_nothing_is_swept_at_the_next_start() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let attempt = store.begin_attempt(id(1), &object("a"), at(1)).unwrap();
    store.remove_from_queue(&[id(1)]).unwrap();
    store.attempt_ended(attempt, AttemptOutcome::Refused, at(2)).unwrap();
    store.restore().unwrap();
    assert_eq!(store.last_id().unwrap(), None);
}

#[test]
fn each_server_has_its_own_queue_and_history() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.begin_attempt(id(2), &object("k2"), at(1)).unwrap();
    drop(store);
    let mut other = Store::open(&place.file(), "https://other.example.org").unwrap();
    assert_eq!(other.restore().unwrap(), Restored::default());
    assert_eq!(other.history("", 0, 10).unwrap().total, 0);
    assert_eq!(other.find_by_object(&object("k1")).unwrap(), None);
    assert_eq!(other.last_id().unwrap(), Some(id(2)), "ids are one row of numbers");
    drop(other);
    assert_eq!(
        place.open().history("", 0, 10).unwrap().total,
        1,
        "the other did not end k2's attempt"
    );
}

#[test]
fn an_object_is_found_with_and_without_its_bucket() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    upload_of(&mut store, 1, "k1");
    let find = |bucket: Option<&str>| {
        let object = ObjectRef {
            bucket: bucket.map(Into::into),
            key: "k1".into(),
        };
        store.find_by_object(&object).unwrap().map(|upload| upload.id)
    };
    assert_eq!(find(Some("bucket")), Some(id(1)));
    assert_eq!(find(None), Some(id(1)));
    assert_eq!(find(Some("elsewhere")), None);
}

#[test]
fn the_history_is_searched_and_shown_by_pages_the_newest_first() {
    let place = Place::new();
    let mut store = place.open();
    let count = 5000;
    let names = [
        "plain.jpg",
        "100%_sure.jpg",
        "ÄRGER über Öl.JPG",
        "東京.png",
        "under_score.txt",
    ];
    let path = |number: i64| {
        format!(
            "/photos/{number:04}-{}",
            names[usize::try_from(number).unwrap() % names.len()]
        )
    };
    let jobs: Vec<_> = (0..count)
        .map(|number| named(number + 1, Path::new(&path(number))))
        .collect();
    store.add(&jobs).unwrap();
    let changes: Vec<_> = (0..count)
        .map(|number| Change::Stored {
            id: id(number + 1),
            attempt: AttemptId::new(0),
            facts: facts(&format!("k/{number}")),
            content_type: "image/jpeg".into(),
            note: None,
        })
        .collect();
    store.apply(&changes).unwrap();
    let page = store.history("", 200, 200).unwrap();
    assert_eq!((page.total, page.offset, page.uploads.len()), (5000, 200, 200));
    assert_eq!((page.uploads[0].id, page.uploads[199].id), (id(4800), id(4601)));
    let total = |search: &str| store.history(search, 0, 1).unwrap().total;
    assert_eq!(total("%"), 1000);
    assert_eq!(total("_"), 2000);
    assert_eq!(total("\\"), 0);
    assert_eq!(total("ärger ÜBER öl"), 1000);
    assert_eq!(total("東"), 1000);
    assert_eq!(total(" AB12 "), 5000, "the hash, without the spaces of a paste");
    assert_eq!(total("k/4999"), 1);
    let page = store.history("sure", 990, 200).unwrap();
    assert_eq!((page.total, page.uploads.len()), (1000, 10));
    assert_eq!(store.history("", 9999, 200).unwrap().uploads, []);
}
