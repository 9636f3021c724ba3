//! Files of older versions. Their forms are kept here as they were released.

use super::*;

const FORMS: [&str; 7] = [
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
];

/// The row of the history as each of these versions wrote it.
const HISTORY: [&str; 7] = [
    "INSERT INTO history VALUES ('https://api.example.org', 2, 'k2' || char(10) || '2.jpg');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg',
                                 '0' || char(1) || '2.jpg ');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg',
                                 '0' || char(1) || '2.jpg ');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg',
                                 '0' || char(1) || '2.jpg ');",
    "INSERT INTO history VALUES (2, 'https://api.example.org', 1000, 100, 'ab12', 'k2' || char(10) || '2.jpg',
                                 '0' || char(1) || '2.jpg ', 'k2', 0);",
];

/// All other rows, as every version writes them.
const ROWS: &str = "
    INSERT INTO uploads (id, server, added_at, path, relative, name, size, modified)
        VALUES (1, 'https://api.example.org', 10, CAST('/photos/1.jpg' AS BLOB), CAST('1.jpg' AS BLOB), '1.jpg', 100, 5);
    INSERT INTO uploads (id, server, added_at, path, relative, name, size, state, bucket, key, sha256, uploaded_at,
                         content_type, sign_state, verify_state, verify_target)
        VALUES (2, 'https://api.example.org', 20, CAST('/photos/2.jpg' AS BLOB), CAST('2.jpg' AS BLOB), '2.jpg', 100,
                'uploaded', 'bucket', 'k2', 'ab12', 1000, 'image/jpeg', 'signed', 'verified', 'signed');
    INSERT INTO attempts (upload_id, bucket, key, started_at, ended_at, outcome)
        VALUES (1, 'bucket', 'k1', 500, NULL, 'running'), (2, 'bucket', 'k2', 500, 1000, 'stored');
    INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at)
        VALUES (2, 's3://bucket/signed/2', NULL, '{}', 2000);
    INSERT INTO verifications VALUES (2, 'signed', 'trusted', 'Signed by Ada.', '{\"a\":1}', 3000);
";

fn schema(connection: &rusqlite::Connection) -> Vec<String> {
    let mut statement = connection
        .prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
        .unwrap();
    let found = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    found
        .map(|sql| sql.unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_file_of_each_older_version_is_brought_to_todays_form_with_all_that_is_in_it() {
    let new = Place::new();
    let today = new.open();
    for ((form, history), number) in FORMS.iter().zip(HISTORY).zip(1_i64..) {
        let place = Place::new();
        let old = rusqlite::Connection::open(place.file()).unwrap();
        old.execute_batch(form).unwrap();
        old.execute_batch(ROWS).unwrap();
        old.execute_batch(history).unwrap();
        let version: i64 = old.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, number);
        drop(old);
        let (mut store, trouble) = Store::open_or_salvage(&place.file(), SERVER, at(0)).unwrap();
        assert_eq!(trouble, None);
        assert_eq!(schema(&store.connection), schema(&today.connection));
        let restored = store.restore().unwrap().uploads;
        assert_eq!(restored.len(), 1);
        assert_eq!(restored[0].source, job(1).source);
        assert_eq!(restored[0].unknown_outcomes, [object("k1")]);
        let done = only(&store, "k2");
        assert_eq!(done.object, Some(object("k2")));
        assert_eq!(done.signed_uri(), Some("s3://bucket/signed/2"));
        assert_eq!(done.verify, VerifyState::Verified(verified(VerifyTarget::Signed)));
        // What the search knew is searched as today.
        let second = Period {
            from: at(1000),
            until: at(1001),
        };
        let search = HistorySearch {
            period: Some(second),
            ..HistorySearch::default()
        };
        assert_eq!(store.find_history(&search).unwrap(), [id(2)]);
        let search = HistorySearch::of_contents(vec!["ab12".into()]);
        assert_eq!(store.find_history(&search).unwrap(), [id(2)]);
        assert_eq!(store.history("2.jp", 0, 1).unwrap().total, 1);
        let found = store.find_by_object(&object("k2")).unwrap().map(|upload| upload.id);
        assert_eq!(found, Some(id(2)));
        let name: String = store
            .connection
            .query_row("SELECT name FROM history WHERE upload_id = 2", [], |row| row.get(0))
            .unwrap();
        assert_eq!(name, model::natural("2.jpg"), "put in order as a new one");
        let sound: String = store
            .connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
    }
}

#[test]
fn todays_form_is_the_last_one_kept_here() {
    let place = Place::new();
    let store = place.open();
    let kept = rusqlite::Connection::open_in_memory().unwrap();
    kept.execute_batch(FORMS[FORMS.len() - 1]).unwrap();
    assert_eq!(
        schema(&kept),
        schema(&store.connection),
        "a released form never changes: add a step to MIGRATIONS, its form to FORMS, and teach salvage the rows of before"
    );
}
