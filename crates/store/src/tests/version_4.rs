//! What version 4 added: whether it is known if an identity was asked for.

use rusqlite::Connection;

use super::{
    salvage::{damage, salvaged},
    version_3::{signings, upload, version_2},
    *,
};

/// A file of version 3, made of one of version 2: a signing from before, one without an identity and one with. Version 3 recorded
/// of the first two that none was asked for.
fn version_3(place: &Place) {
    version_2(place);
    let mut old = Connection::open(place.file()).unwrap();
    schema::migrate_to(3, &mut old);
    let rows = "INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at, identity)
                VALUES (1, 's3://bucket/signed/without', NULL, '{}', 31, 0), (1, 's3://bucket/signed/with', NULL, '{}', 32, 1)";
    old.execute_batch(rows).unwrap();
}

fn one(name: &str, identity: Option<bool>) -> (String, Option<bool>) {
    (format!("s3://bucket/signed/{name}"), identity)
}

/// New signings, of which it is known.
fn go_on(store: &mut Store) {
    for (name, identity) in [("no", Some(false)), ("yes", Some(true))] {
        let facts = SignedFacts {
            identity,
            ..signed(&format!("s3://bucket/signed/{name}"))
        };
        store.signed(id(2), &facts).unwrap();
    }
}

fn check(store: &Store) {
    let of_1 = [one("1", None), one("without", None), one("with", Some(true))];
    assert_eq!(signings(store, 1), of_1);
    assert_eq!(upload(store, 1).signed.unwrap().identity, Some(true));
    assert_eq!(
        signings(store, 2),
        [one("2", None), one("no", Some(false)), one("yes", Some(true))]
    );
}

#[test]
fn an_identity_is_unknown_where_an_earlier_version_did_not_record_it() {
    let place = Place::new();
    version_3(&place);
    let mut store = place.open();
    assert_eq!(upload(&store, 2).signed.unwrap().identity, None, "never a no");
    go_on(&mut store);
    check(&store);
    drop(store);
    check(&place.open());
    let connection = Connection::open(place.file()).unwrap();
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 4);
}

#[test]
fn a_damaged_database_gives_back_what_is_known_of_identities() {
    for is_migrated in [false, true] {
        let place = Place::new();
        version_3(&place);
        if is_migrated {
            go_on(&mut place.open());
        }
        damage(&place, |bytes| bytes[..100].fill(0));
        let (mut store, _) = salvaged(&place);
        if !is_migrated {
            go_on(&mut store);
        }
        check(&store);
    }
}
