//! The database as a file: written, closed, opened again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::*;
use crate::model::{
    AttemptId, Failure, Job, MediaTypeNote, ObjectRef, SignState, SignedFacts, Source, Step, Timestamp, Upload,
    UploadFacts, UploadId, UploadState, Verdict, VerifiedFacts, VerifyState, VerifyTarget,
};

const SERVER: &str = "https://api.example.org";

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("uploads.sqlite3")
    }

    fn open(&self) -> Store {
        Store::open(&self.file(), SERVER).unwrap()
    }
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn id(number: i64) -> UploadId {
    UploadId::new(number)
}

fn job(number: i64) -> Job {
    named(number, Path::new(&format!("/photos/{number}.jpg")))
}

fn named(number: i64, path: &Path) -> Job {
    Job {
        id: id(number),
        added_at: at(number * 10),
        source: Source {
            path: path.to_owned(),
            relative: path.file_name().unwrap().into(),
            size: 100,
            modified: Some(at(5)),
        },
    }
}

fn object(key: &str) -> ObjectRef {
    ObjectRef {
        bucket: Some("bucket".into()),
        key: key.into(),
    }
}

fn facts(key: &str) -> UploadFacts {
    UploadFacts {
        object: object(key),
        sha256: "ab12".into(),
        bytes: 120,
        uploaded_at: at(1000),
    }
}

fn failure() -> Failure {
    Failure {
        step: Step::Upload,
        status: Some(403),
        code: Some("SignatureDoesNotMatch".into()),
        message: "Storage refused.".into(),
        hint: "Try again.".into(),
    }
}

fn signed(uri: &str) -> SignedFacts {
    SignedFacts {
        signed_uri: Some(uri.into()),
        evidence: Some("{\"alg\":\"es256\"}".into()),
        manifest_json: "{}".into(),
        signed_at: at(2000),
    }
}

fn verified(target: VerifyTarget) -> VerifiedFacts {
    VerifiedFacts {
        target,
        verdict: Verdict::Trusted,
        explanation: "Signed by Ada.".into(),
        report: "{\"a\":1}".into(),
        verified_at: at(3000),
    }
}

fn upload_of(store: &mut Store, number: i64, key: &str) -> AttemptId {
    let attempt = store.begin_attempt(id(number), &object(key), at(500)).unwrap();
    store
        .stored(id(number), attempt, &facts(key), "image/jpeg", None)
        .unwrap();
    attempt
}

fn only(store: &Store, search: &str) -> Upload {
    let page = store.history(search, 0, 10).unwrap();
    assert_eq!((page.total, page.broken), (1, 0));
    page.uploads.into_iter().next().unwrap()
}

#[test]
fn a_new_upload_comes_back_as_it_was_added() {
    let place = Place::new();
    let jobs = [job(1), job(2)];
    place.open().add(&jobs).unwrap();
    let mut store = place.open();
    assert_eq!(store.last_id().unwrap(), Some(id(2)));
    let expected: Vec<_> = jobs
        .into_iter()
        .map(|job| Upload::new(job.id, job.added_at, job.source))
        .collect();
    assert_eq!(store.restore().unwrap().uploads, expected);
    assert_eq!(store.history("", 0, 10).unwrap().total, 0, "nothing has a key");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_unicode_comes_back_byte_for_byte() {
    use std::os::unix::ffi::OsStrExt;

    let place = Place::new();
    let path = Path::new(std::ffi::OsStr::from_bytes(b"/photos/\xff\xfe\n%.jpg"));
    let mut added = named(1, path);
    added.source.size = u64::from(u32::MAX) * 7;
    added.source.modified = None;
    place.open().add(std::slice::from_ref(&added)).unwrap();
    let restored = place.open().restore().unwrap();
    assert_eq!(restored.uploads[0].source, added.source);
}

#[test]
fn every_field_of_a_finished_upload_comes_back() {
    let place = Place::new();
    let note = MediaTypeNote::BytesDisagree {
        by_name: "image/png".into(),
    };
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let attempt = store.begin_attempt(id(1), &object("k/1.jpg"), at(500)).unwrap();
    store
        .stored(id(1), attempt, &facts("k/1.jpg"), "image/jpeg", Some(&note))
        .unwrap();
    store.signing(id(1)).unwrap();
    store.signed(id(1), &signed("s3://bucket/signed/1.jpg")).unwrap();
    store.verified(id(1), &verified(VerifyTarget::Signed)).unwrap();
    drop(store);

    let mut store = place.open();
    assert_eq!(store.restore().unwrap(), Restored::default(), "done: in the history");
    let mut expected = Upload::new(id(1), at(10), job(1).source);
    expected.source.size = 120;
    expected.content_type = Some("image/jpeg".into());
    expected.content_type_note = Some(note);
    expected.state = UploadState::Uploaded;
    expected.object = Some(object("k/1.jpg"));
    expected.sha256 = Some("ab12".into());
    expected.uploaded_at = Some(at(1000));
    expected.sign = SignState::Signed;
    expected.signed = Some(signed("s3://bucket/signed/1.jpg"));
    expected.verify = VerifyState::Verified(verified(VerifyTarget::Signed));
    assert_eq!(only(&store, ""), expected);
    assert_eq!(store.find_by_object(&object("k/1.jpg")).unwrap(), Some(expected));
}

#[test]
fn failed_and_cancelled_uploads_come_back_so_and_can_be_queued_again() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3)]).unwrap();
    store.failed(id(1), &failure()).unwrap();
    store.cancelled(id(2)).unwrap();
    drop(store);
    let mut store = place.open();
    let states = |store: &mut Store| -> Vec<UploadState> {
        let uploads = store.restore().unwrap().uploads;
        uploads.into_iter().map(|upload| upload.state).collect()
    };
    let expected = [
        UploadState::Failed(failure()),
        UploadState::Cancelled,
        UploadState::Queued,
    ];
    assert_eq!(states(&mut store), expected);
    store.requeued(&[id(1), id(2)]).unwrap();
    assert_eq!(states(&mut store), vec![UploadState::Queued; 3]);
}

#[test]
fn failures_of_signing_and_verifying_come_back() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.signed(id(1), &signed("s3://bucket/first")).unwrap();
    store.sign_failed(id(1), &failure()).unwrap();
    store.verify_failed(id(1), VerifyTarget::Original, &failure()).unwrap();
    let shown = only(&store, "");
    assert_eq!(shown.sign, SignState::Failed(failure()));
    assert_eq!(shown.signed_uri(), Some("s3://bucket/first"), "the earlier copy stays");
    assert_eq!(shown.verify, VerifyState::Failed(VerifyTarget::Original, failure()));
    store.signed(id(1), &signed("s3://bucket/second")).unwrap();
    store.verified(id(1), &verified(VerifyTarget::Original)).unwrap();
    store.verified(id(1), &verified(VerifyTarget::Original)).unwrap();
    let shown = only(&store, "first");
    assert_eq!(
        shown.signed_uri(),
        Some("s3://bucket/second"),
        "the newest is shown, the first still found"
    );
    assert_eq!(shown.verify, VerifyState::Verified(verified(VerifyTarget::Original)));
}

#[test]
fn an_attempt_that_ran_when_the_program_ended_may_have_left_an_object() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    store.begin_attempt(id(1), &object("maybe"), at(1)).unwrap();
    drop(store);
    let mut store = place.open();
    let restored = store.restore().unwrap().uploads;
    assert_eq!(restored[0].state, UploadState::Queued);
    assert_eq!(restored[0].unknown_outcomes, [object("maybe")]);
    assert_eq!(only(&store, "maybe").id, id(1), "and it can be found");
    upload_of(&mut store, 1, "second");
    let shown = only(&store, "");
    assert_eq!(shown.object, Some(object("second")));
    assert_eq!(shown.unknown_outcomes, [object("maybe")], "both keys are kept");
    // The first key again, answered this time: nothing is unknown about it any more.
    upload_of(&mut store, 1, "maybe");
    assert_eq!(only(&store, "").unknown_outcomes, []);
}

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
fn an_interrupted_signing_may_have_happened() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.signing(id(1)).unwrap();
    assert_eq!(only(&store, "").sign, SignState::Signing);
    drop(store);
    let mut store = place.open();
    store.restore().unwrap();
    let SignState::Failed(failure) = only(&store, "").sign else {
        panic!("not a failure")
    };
    assert!(failure.message.contains("was interrupted; it may have happened"));
    assert_eq!(failure.step, Step::Sign);
}

#[test]
fn a_batch_is_all_or_nothing_and_answers_its_attempts() {
    let place = Place::new();
    let mut store = place.open();
    let begun = |number, key| Change::AttemptBegun {
        id: id(number),
        object: object(key),
        now: at(1),
    };
    let answers = store
        .apply(&[Change::Added(vec![job(1), job(2)]), begun(1, "a"), begun(2, "b")])
        .unwrap();
    assert!(answers[0].is_none() && answers[1].is_some() && answers[1] != answers[2]);
    let refused = store.apply(&[Change::Cancelled(id(1)), begun(77, "c")]);
    assert!(matches!(refused, Err(StoreError::Missing(_))));
    assert_eq!(store.restore().unwrap().uploads[0].state, UploadState::Queued);
    assert!(store.add(&[job(3), job(1)]).is_err(), "an id is given once");
    assert_eq!(store.last_id().unwrap(), Some(id(2)));
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

#[test]
fn a_broken_row_is_counted_and_left_out() {
    let place = Place::new();
    let mut store = place.open();
    let jobs: Vec<_> = (1..=9).map(job).collect();
    store.add(&jobs).unwrap();
    for number in 1..=8 {
        upload_of(&mut store, number, &format!("k{number}"));
    }
    for (number, change) in [
        (1, "state = 'melted'"),
        (2, "sign_state = 'failed', sign_failure = '{'"),
        (3, "size = -1"),
        (4, "verify_state = 'verified', verify_target = 'signed'"),
        (5, "verify_state = 'verified', verify_target = NULL"),
        (6, "key = NULL"),
        (7, "name = CAST(x'ff' AS TEXT), content_type = CAST(x'ff' AS TEXT)"),
        (9, "state = 'failed'"),
    ] {
        let sql = format!("UPDATE uploads SET {change} WHERE id = {number}");
        store.connection.execute_batch(&sql).unwrap();
    }
    let page = store.history("", 0, 200).unwrap();
    assert_eq!((page.total, page.broken, page.uploads.len()), (8, 7, 1));
    assert_eq!(page.uploads[0].id, id(8));
    let restored = store.restore().unwrap();
    assert_eq!(
        (restored.uploads.len(), restored.broken),
        (0, 2),
        "1 is in no state, 9 has no failure; the others are done"
    );
}

#[test]
fn a_file_of_a_newer_version_is_left_as_it_is() {
    let place = Place::new();
    place.open().connection.pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(place.file()).unwrap();
    let error = Store::open(&place.file(), SERVER).unwrap_err();
    assert!(matches!(error, StoreError::NewerVersion { found: 99, .. }));
    assert!(error.to_string().contains("newer version of Que Uploader"), "{error}");
    assert!(!error.hint().is_empty());
    assert_eq!(fs::read(place.file()).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_told_in_plain_words_and_left_as_it_is() {
    let place = Place::new();
    fs::write(place.file(), "this is not a database, ".repeat(200)).unwrap();
    let error = Store::open(&place.file(), SERVER).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    assert!(
        error.to_string().starts_with("the record of uploads is damaged"),
        "{error}"
    );
    assert!(fs::read_to_string(place.file()).unwrap().starts_with("this is not"));
}

#[test]
fn a_damaged_page_is_an_error_and_no_panic() {
    let place = Place::new();
    let mut store = place.open();
    let jobs: Vec<_> = (1..=500).map(job).collect();
    store.add(&jobs).unwrap();
    drop(store);
    let mut bytes = fs::read(place.file()).unwrap();
    let end = bytes.len();
    bytes[4096 * 2..end].fill(0xA5);
    fs::write(place.file(), bytes).unwrap();
    let error = Store::open(&place.file(), SERVER)
        .and_then(|mut store| store.restore())
        .unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
}

#[test]
fn a_place_that_cannot_be_opened_is_told_in_plain_words() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    for path in [place.file(), place.folder.path().join("none/uploads.sqlite3")] {
        let error = Store::open(&path, SERVER).unwrap_err();
        assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
        assert!(error.to_string().contains("cannot be opened at"), "{error}");
    }
}

#[test]
fn a_full_disk_and_a_read_only_one_are_told_apart_and_change_nothing() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    store.connection.pragma_update(None, "query_only", true).unwrap();
    assert!(matches!(store.add(&[job(2)]), Err(StoreError::ReadOnly)));
    store.connection.pragma_update(None, "query_only", false).unwrap();
    store
        .connection
        .query_row("PRAGMA max_page_count = 1", [], |row| row.get::<_, i64>(0))
        .unwrap();
    let many: Vec<_> = (2..5000).map(job).collect();
    let error = store.add(&many).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert!(error.hint().contains("Free space"));
    assert_eq!(store.last_id().unwrap(), Some(id(1)));
    store
        .connection
        .query_row("PRAGMA max_page_count = 100000", [], |row| row.get::<_, i64>(0))
        .unwrap();
    store.add(&many).unwrap();
}

#[test]
fn what_is_written_is_durable_and_for_this_user_alone() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    let pragma = |name: &str| -> String {
        store
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
    assert_eq!(pragma("synchronous"), "Integer(2)");
    assert_eq!(pragma("foreign_keys"), "Integer(1)");
    #[cfg(unix)]
    for entry in fs::read_dir(place.folder.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", entry.path());
    }
}

#[test]
fn there_is_no_column_for_a_secret() {
    let place = Place::new();
    let store = place.open();
    let mut statement = store
        .connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        .unwrap();
    let schema: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let schema = schema.join("\n").to_lowercase();
    for word in ["url", "signature", "api_key", "secret", "token"] {
        assert!(!schema.contains(word), "{word}");
    }
}
