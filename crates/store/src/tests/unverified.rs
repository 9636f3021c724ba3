//! What is to be verified later.

use super::{
    version_3::{upload, version_2},
    *,
};

/// Two signed uploads of the last run.
fn two_signed() -> (Place, Store) {
    let place = Place::new();
    version_2(&place);
    let store = place.open();
    (place, store)
}

/// Two uploads of the last run that are to be signed.
fn two_to_sign() -> (Place, Store) {
    let (place, mut store) = two_signed();
    let sql = "UPDATE uploads SET sign_state = 'not_asked'";
    store.connection.execute_batch(sql).unwrap();
    store.apply(&[Change::SignWanted(vec![id(1), id(2)])]).unwrap();
    (place, store)
}

/// Those whose signed copy, or whose original, is to be verified.
fn left(store: &Store) -> (Vec<UploadId>, Vec<UploadId>) {
    let Unverified { signed, originals } = store.unsigned().unwrap().unverified;
    let ids = |uploads: Vec<Upload>| uploads.iter().map(|upload| upload.id).collect();
    (ids(signed), ids(originals))
}

fn want(store: &mut Store, number: i64, target: VerifyTarget) {
    let ids = vec![id(number)];
    store.apply(&[Change::VerifyWanted { ids, target }]).unwrap();
}

fn fail(store: &mut Store, number: i64, target: VerifyTarget) {
    let (id, failure) = (id(number), Failure::local(Step::Verify, "no", ""));
    store.apply(&[Change::VerifyFailed { id, target, failure }]).unwrap();
}

#[test]
fn a_verification_that_was_wanted_is_left_until_it_is_done() {
    let (_place, mut store) = two_signed();
    assert_eq!(left(&store), (vec![id(1), id(2)], vec![]), "of the last run");
    want(&mut store, 1, VerifyTarget::Signed);
    assert_eq!(upload(&store, 1).verify, VerifyState::NotAsked);
    // The next session takes what is done out of the queue.
    for _ in 0..2 {
        store.restore().unwrap();
        assert_eq!(left(&store), (vec![id(1)], vec![]));
        assert_eq!(store.left_undone().unwrap(), (vec![], vec![id(1)]));
    }
    // A run that goes on with an upload makes it one of the last run again.
    store.apply(&[Change::Continued(id(2))]).unwrap();
    assert_eq!(left(&store), (vec![id(1), id(2)], vec![]));
    store.restore().unwrap();
    store.verified(id(1), &verified(VerifyTarget::Signed)).unwrap();
    assert_eq!(left(&store), (vec![], vec![]));
    // A result stays.
    want(&mut store, 1, VerifyTarget::Signed);
    assert_eq!(left(&store), (vec![], vec![]));
    assert!(matches!(upload(&store, 1).verify, VerifyState::Verified(_)));
    // But it says nothing of the next copy.
    let facts = signed("s3://bucket/signed/new");
    let changes = [Change::Signed { id: id(1), facts }, Change::CopyVerifyWanted(id(1))];
    store.apply(&changes).unwrap();
    assert_eq!(left(&store), (vec![id(1)], vec![]));
    assert_eq!(upload(&store, 1).verify, VerifyState::NotAsked);
}

#[test]
fn a_verification_that_failed_is_left_in_every_later_session() {
    let (_place, mut store) = two_signed();
    fail(&mut store, 1, VerifyTarget::Signed);
    fail(&mut store, 2, VerifyTarget::Original);
    for _ in 0..2 {
        assert_eq!(left(&store), (vec![id(1)], vec![id(2)]));
        store.restore().unwrap();
    }
    want(&mut store, 1, VerifyTarget::Signed);
    assert!(
        matches!(upload(&store, 1).verify, VerifyState::Failed(..)),
        "why it failed stays"
    );
}

#[test]
fn a_verified_original_does_not_end_the_wish_for_a_verified_copy() {
    let (_place, mut store) = two_to_sign();
    want(&mut store, 1, VerifyTarget::Original);
    want(&mut store, 1, VerifyTarget::Signed);
    want(&mut store, 2, VerifyTarget::Signed);
    want(&mut store, 2, VerifyTarget::Original);
    assert_eq!(left(&store), (vec![], vec![]), "a signature is due first");
    store.verified(id(1), &verified(VerifyTarget::Original)).unwrap();
    fail(&mut store, 2, VerifyTarget::Original);
    assert!(
        matches!(upload(&store, 1).verify, VerifyState::Verified(_)),
        "its verdict is known"
    );
    for number in [1, 2] {
        store.signed(id(number), &signed("s3://bucket/signed/new")).unwrap();
    }
    store.restore().unwrap();
    assert_eq!(left(&store), (vec![id(1), id(2)], vec![]));
    assert_eq!(
        upload(&store, 1).verify,
        VerifyState::NotAsked,
        "of the copy, nothing is"
    );
}

#[test]
fn an_upload_that_is_left_unsigned_is_verified_as_it_is() {
    let (_place, mut store) = two_to_sign();
    want(&mut store, 1, VerifyTarget::Signed);
    store
        .apply(&[Change::SignSkipped(id(1)), Change::SignSkipped(id(2))])
        .unwrap();
    store.restore().unwrap();
    assert_eq!(left(&store), (vec![], vec![id(1)]), "nobody asked for the other");
}

#[test]
fn a_signing_in_doubt_is_left_until_it_is_settled() {
    let (_place, mut store) = two_signed();
    store.apply(&[Change::Signing(id(1))]).unwrap();
    let doubts = |store: &Store| store.unsigned().unwrap().in_doubt.len();
    for _ in 0..3 {
        store.restore().unwrap();
        assert_eq!((doubts(&store), store.left_undone().unwrap().0.len()), (1, 1));
    }
    store.signed(id(1), &signed("s3://bucket/signed/new")).unwrap();
    assert_eq!(doubts(&store), 0);
}
