//! The database as a file: written, closed, opened again.

mod damage;
mod earlier;
mod foreign;
mod forget;
mod history;
mod issued_keys;
mod metadata;
#[cfg(unix)]
mod put_back;
mod salvage;
mod search_index;
// On Windows paths take twice the bytes, so other uploads are on the pages that it damages.
#[cfg(not(windows))]
mod sqlite_itself;
mod steps;
mod unverified;
mod version_3;
mod version_4;

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::*;
use model::{
    AttemptId, Day, Failure, HistoryOrder, HistorySearch, Job, MediaTypeNote, ObjectRef, OrderedBy, Period, SignState,
    SignedFacts, Source, Step, Timestamp, Upload, UploadFacts, UploadId, UploadState, Verdict, VerifiedFacts,
    VerifyState, VerifyTarget,
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
        cause: None,
    }
}

fn signed(uri: &str) -> SignedFacts {
    SignedFacts {
        signed_uri: Some(uri.into()),
        evidence: Some("{\"alg\":\"es256\"}".into()),
        manifest_json: "{}".into(),
        signed_at: at(2000),
        identity: Some(false),
    }
}

fn verified(target: VerifyTarget) -> VerifiedFacts {
    VerifiedFacts {
        target,
        verdict: Verdict::Trusted,
        explanation: "Signed by Ada.".into(),
        brief: None,
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

/// A range of what a search by words finds, newest first.
#[derive(Debug, PartialEq)]
struct Page {
    total: usize,
    uploads: Vec<Upload>,
    broken: usize,
}

impl Store {
    fn history(&self, search: &str, offset: usize, limit: usize) -> Result<Page, StoreError> {
        let ids = self.find_history(&HistorySearch::read(search, TODAY, |_| None))?;
        let shown: Vec<_> = ids.iter().copied().skip(offset).take(limit).collect();
        let (uploads, broken) = self.read_uploads(&shown)?;
        Ok(Page {
            total: ids.len(),
            uploads,
            broken: broken.len(),
        })
    }
}

const TODAY: Day = Day {
    year: 2026,
    month: 11,
    day: 23,
};

fn only(store: &Store, search: &str) -> Upload {
    let page = store.history(search, 0, 10).unwrap();
    assert_eq!((page.total, page.broken), (1, 0));
    page.uploads.into_iter().next().unwrap()
}

#[test]
fn a_new_upload_is_restored_unchanged() {
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
fn a_name_that_is_not_unicode_is_restored_byte_for_byte() {
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
fn every_field_of_a_finished_upload_is_restored() {
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
fn failed_canceled_and_paused_uploads_are_restored_and_can_be_queued_again() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    store.failed(id(1), &failure()).unwrap();
    store.canceled(id(2)).unwrap();
    store.paused(&[id(4)]).unwrap();
    drop(store);
    let mut store = place.open();
    let states = |store: &mut Store| -> Vec<UploadState> {
        let uploads = store.restore().unwrap().uploads;
        uploads.into_iter().map(|upload| upload.state).collect()
    };
    let expected = [
        UploadState::Failed(failure()),
        UploadState::Canceled,
        UploadState::Queued,
        UploadState::Paused,
    ];
    assert_eq!(states(&mut store), expected);
    store.requeued(&[id(1), id(2), id(4)]).unwrap();
    assert_eq!(states(&mut store), vec![UploadState::Queued; 4]);
    upload_of(&mut store, 3, "k3");
    store.paused(&[id(3)]).unwrap();
    assert_eq!(only(&store, "").state, UploadState::Uploaded, "what has a key is done");
}

#[test]
fn failures_of_signing_and_verifying_are_restored() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.signed(id(1), &signed("s3://bucket/first")).unwrap();
    store.sign_failed(id(1), &failure(), SignFailure::Final).unwrap();
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
fn every_verdict_is_stored() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1)]).unwrap();
    upload_of(&mut store, 1, "k1");
    let mut through = |verdict, explanation: &str| {
        let facts = VerifiedFacts {
            verdict,
            explanation: explanation.into(),
            ..verified(VerifyTarget::Original)
        };
        store.verified(id(1), &facts).unwrap();
        match only(&store, "").verify {
            VerifyState::Verified(facts) => (facts.verdict, facts.explanation),
            other => panic!("{other:?}"),
        }
    };
    for verdict in Verdict::ALL {
        assert_eq!(through(verdict, "So it is."), (verdict, "So it is.".to_owned()));
    }
}

#[test]
fn an_attempt_interrupted_by_the_end_may_have_left_an_object() {
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
    // The first key again, this time answered: its outcome is no longer unknown.
    upload_of(&mut store, 1, "maybe");
    assert_eq!(only(&store, "").unknown_outcomes, []);
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
fn a_batch_is_all_or_nothing_and_returns_its_attempts() {
    let place = Place::new();
    let mut store = place.open();
    let started = |number, key| Change::AttemptBegun {
        id: id(number),
        object: object(key),
        now: at(1),
    };
    let answers = store
        .apply(&[Change::Added(vec![job(1), job(2)]), started(1, "a"), started(2, "b")])
        .unwrap();
    assert!(answers[0].is_none() && answers[1].is_some() && answers[1] != answers[2]);
    let refused = store.apply(&[Change::Canceled(id(1)), started(77, "c")]);
    assert!(matches!(refused, Err(StoreError::Missing(_))));
    assert_eq!(store.restore().unwrap().uploads[0].state, UploadState::Queued);
    assert!(store.add(&[job(3), job(1)]).is_err(), "an id is given once");
    assert_eq!(store.last_id().unwrap(), Some(id(2)));
}

#[test]
fn a_removed_upload_returns_to_the_queue_whether_it_was_deleted_or_not() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3)]).unwrap();
    // An attempt may have left an object, so this one is not deleted.
    let open = ObjectRef {
        bucket: None,
        key: "k".into(),
    };
    store.begin_attempt(id(2), &open, at(5)).unwrap();
    store.remove_from_queue(&[id(1), id(2)]).unwrap();
    store.return_to_queue(&[job(1), job(2)]).unwrap();
    drop(store);
    let mut store = place.open();
    let uploads = store.restore().unwrap().uploads;
    let back: Vec<_> = uploads.iter().map(|upload| (upload.id, upload.state.clone())).collect();
    let queued = |number| (id(number), UploadState::Queued);
    assert_eq!(back, [queued(1), queued(2), queued(3)]);
    assert_eq!(uploads[1].unknown_outcomes, [open]);
}
