//! What version 3 added: whether an identity was asked for, and credentials in a manifest store beside a file.

use rusqlite::Connection;

use super::{
    salvage::{damage, salvaged},
    *,
};
use model::{ExistingCredentials, ExistingFacts, NotValid};

/// A file of version 2, with two signed uploads.
pub(super) fn version_2(place: &Place) {
    let mut old = Connection::open(place.file()).unwrap();
    schema::migrate_to(2, &mut old);
    for number in [1, 2] {
        let rows = format!(
            "INSERT INTO uploads (id, server, added_at, path, relative, name, size, state, bucket, key, sha256, uploaded_at,
                 sign_state)
             VALUES ({number}, '{SERVER}', 10, x'61', x'61', 'a.jpg', 100, 'uploaded', 'bucket', 'k{number}', 'ab12', 20,
                 'signed');
             INSERT INTO attempts (upload_id, bucket, key, started_at, ended_at, outcome)
             VALUES ({number}, 'bucket', 'k{number}', 15, 20, 'stored');
             INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at)
             VALUES ({number}, 's3://bucket/signed/{number}', NULL, '{{}}', 30);
             INSERT INTO file_metadata VALUES ({number}, '{{}}', 40);
             INSERT INTO history (upload_id, server, at, size, sha256, text, name, key)
             VALUES ({number}, '{SERVER}', 20, 100, 'ab12', 'a.jpg', 'a.jpg', 'k{number}');"
        );
        old.execute_batch(&rows).unwrap();
    }
}

pub(super) fn upload(store: &Store, number: i64) -> Upload {
    store.read_uploads(&[id(number)]).unwrap().0.remove(0)
}

/// Of each signing, where the copy is and whether an identity was asked for.
pub(super) fn signings(store: &Store, number: i64) -> Vec<(String, Option<bool>)> {
    let signings = store.details(id(number)).unwrap().signings;
    let of = |facts: SignedFacts| (facts.signed_uri.unwrap(), facts.identity);
    signings.into_iter().map(of).collect()
}

fn beside() -> ExistingFacts {
    ExistingFacts {
        issuer: Some("Jürgen".into()),
        sidecar: Some("a.c2pa".into()),
        invalid: Some(NotValid::Because("It is not.".into())),
        ..ExistingFacts::default()
    }
}

fn found(facts: ExistingFacts) -> Change {
    let (id, now) = (id(1), at(50));
    Change::CredentialsFound { id, facts, now }
}

/// A new signing with an identity, and credentials beside the file.
fn go_on(store: &mut Store) {
    let asked = SignedFacts {
        identity: Some(true),
        ..signed("s3://bucket/signed/new")
    };
    store.signed(id(1), &asked).unwrap();
    store.apply(&[found(beside())]).unwrap();
}

fn check(store: &Store) {
    let old = |number: i64| (format!("s3://bucket/signed/{number}"), None);
    assert_eq!(
        signings(store, 1),
        [old(1), ("s3://bucket/signed/new".to_owned(), Some(true))]
    );
    assert_eq!(signings(store, 2), [old(2)]);
    assert_eq!(upload(store, 1).signed.unwrap().identity, Some(true));
    assert_eq!(upload(store, 1).existing, ExistingCredentials::Found(beside()));
    assert_eq!(upload(store, 2).existing, ExistingCredentials::Unchecked);
    assert_eq!(store.credentials_beside(id(2)).unwrap(), None);
}

#[test]
fn a_database_of_version_2_goes_on_with_all_its_signatures() {
    let place = Place::new();
    version_2(&place);
    let mut store = place.open();
    go_on(&mut store);
    check(&store);
    drop(store);
    check(&place.open());
}

#[test]
fn a_damaged_database_gives_back_the_signatures_of_both_versions() {
    let place = Place::new();
    version_2(&place);
    let mut store = place.open();
    go_on(&mut store);
    drop(store);
    damage(&place, |bytes| bytes[..100].fill(0));
    let (store, _) = salvaged(&place);
    check(&store);
}

#[test]
fn a_damaged_database_of_version_2_is_salvaged_whole() {
    let place = Place::new();
    version_2(&place);
    damage(&place, |bytes| bytes[..100].fill(0));
    let (mut store, _) = salvaged(&place);
    go_on(&mut store);
    check(&store);
    assert!(upload(&store, 2).metadata.is_some());
}

#[test]
fn credentials_in_the_file_itself_replace_those_beside_it_and_a_deleted_record_leaves_none() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    store.apply(&[found(beside())]).unwrap();
    let inside = ExistingFacts {
        sidecar: None,
        ..beside()
    };
    store.apply(&[found(inside)]).unwrap();
    assert_eq!(store.credentials_beside(id(1)).unwrap(), None);
    store.apply(&[found(beside())]).unwrap();
    store.remove_from_queue(&[id(1)]).unwrap();
    assert_eq!(store.credentials_beside(id(1)).unwrap(), None);
    // Of an upload that is gone, nothing is recorded.
    store.apply(&[found(beside())]).unwrap();
    assert_eq!(store.credentials_beside(id(1)).unwrap(), None);
}

#[test]
fn facts_that_cannot_be_read_still_say_that_there_were_credentials() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let broken = "INSERT INTO beside VALUES (1, 'a.c2pa', '{\"issuer\": 5', 0)";
    store.connection.execute_batch(broken).unwrap();
    let facts = store.credentials_beside(id(1)).unwrap().unwrap();
    assert_eq!(facts.sidecar.as_deref(), Some("a.c2pa"));
    assert!(upload(&store, 1).existing.are_beside());
}
