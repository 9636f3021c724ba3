//! No key is used for two uploads.

use super::*;

fn issued_before_to(store: &mut Store, number: i64, object: &ObjectRef) -> Option<IssuedKey> {
    match store.begin_attempt(id(number), object, at(1)) {
        Ok(_) => None,
        Err(StoreError::KeyReused(given)) => Some(*given),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_key_issued_for_another_upload_is_refused_in_this_session_and_later_ones() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&(1..=6).map(job).collect::<Vec<_>>()).unwrap();
    upload_of(&mut store, 1, "stored");
    store.begin_attempt(id(2), &object("running"), at(1)).unwrap();
    let unknown = store.begin_attempt(id(3), &object("unknown"), at(1)).unwrap();
    store.attempt_ended(unknown, AttemptOutcome::Unknown, at(2)).unwrap();
    let refused = store.begin_attempt(id(4), &object("refused"), at(1)).unwrap();
    store.attempt_ended(refused, AttemptOutcome::Refused, at(2)).unwrap();

    // Before and after it is indexed, and with only what is on disk.
    for session in 0..3 {
        if session == 1 {
            store.index_some(1000).unwrap();
        }
        if session > 0 {
            drop(store);
            store = place.open();
        }
        for (key, name, sha256) in [
            ("stored", "1.jpg", Some("ab12")),
            ("running", "2.jpg", None),
            ("unknown", "3.jpg", None),
        ] {
            let given = issued_before_to(&mut store, 5, &object(key)).unwrap();
            assert_eq!(
                (given.key.as_str(), given.name.as_str(), given.sha256.as_deref()),
                (key, name, sha256),
                "{session}"
            );
            assert_eq!(given.path, Path::new("/photos").join(name));
        }
        assert_eq!(store.details(id(5)).unwrap().attempts, [], "nothing of it is on record");
    }

    // A refused key has no object, and another bucket or server has its own keys.
    assert_eq!(issued_before_to(&mut store, 5, &object("refused")), None);
    let elsewhere = ObjectRef {
        bucket: Some("another".into()),
        ..object("stored")
    };
    assert_eq!(issued_before_to(&mut store, 5, &elsewhere), None);
    assert_eq!(issued_before_to(&mut store, 3, &object("unknown")), None, "its own key");
    store.use_server("https://other.example.org");
    store.add(&[job(7)]).unwrap();
    assert_eq!(issued_before_to(&mut store, 7, &object("stored")), None);
}

#[test]
fn one_key_for_two_uploads_in_a_transaction_refuses_both_unless_allowed() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&(1..=3).map(job).collect::<Vec<_>>()).unwrap();
    let started = |number| Change::AttemptBegun {
        id: id(number),
        object: object("same"),
        now: at(1),
    };
    let error = store.apply(&[started(1), started(2)]).unwrap_err();
    assert!(matches!(error, StoreError::KeyReused(_)), "{error:?}");
    assert_eq!(store.details(id(1)).unwrap().attempts, [], "all or none");
    store.apply(&[started(1)]).unwrap();
    assert!(matches!(store.apply(&[started(2)]), Err(StoreError::KeyReused(_))));
    let allowed = Change::AttemptBegunAgain {
        id: id(3),
        object: object("same"),
        now: at(1),
    };
    store.apply(&[allowed]).unwrap();
    assert_eq!(store.details(id(3)).unwrap().attempts.len(), 1);
}
