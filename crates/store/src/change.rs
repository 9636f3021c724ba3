//! What can happen to uploads, and its writing down: many results in one transaction, so that many small files do not
//! wait for the disk one by one.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

use super::{Store, StoreError, given::hash_of, path_bytes, rows};
use model::{
    AttemptId, Failure, Job, MediaTypeNote, ObjectRef, RecordedSigning, RecordedState, RecordedVerification,
    SignedFacts, Timestamp, UploadFacts, UploadId, VerifiedFacts, VerifyTarget, natural,
};

/// An upload without a key stops, in this state and with this failure.
const END: &str = "UPDATE uploads SET state = ?2, failure = ?3 WHERE id = ?1 AND key IS NULL";

/// An upload without a key waits in the queue again.
const QUEUE: &str = "UPDATE uploads SET state = ?2, failure = NULL, in_queue = 1 WHERE id = ?1 AND key IS NULL";

/// A signing is in this state, with this failure.
const SIGN: &str = "UPDATE uploads SET sign_state = ?2, sign_failure = ?3 WHERE id = ?1";

/// A verification is in this state, of this object and with this failure.
const VERIFY: &str = "UPDATE uploads SET verify_state = ?2, verify_target = ?3, verify_failure = ?4 WHERE id = ?1";

/// How an attempt ended that got no 2xx.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// No object stands there: storage refused, or nothing was sent.
    Refused,
    /// Nobody knows whether an object stands there.
    Unknown,
}

/// How a signing ended that brought no copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// There is no new copy, and none is wanted any more.
    Given,
    /// There is no new copy; it is signed when the run that wanted it goes on.
    Wanted,
    /// Nobody knows whether there is a new copy.
    InDoubt,
}

/// One thing to record: [`Store::apply`] writes it down.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant says what its fields are")]
pub enum Change {
    /// New uploads, queued. An id that is on record already is an error.
    Added(Vec<Job>),
    /// New uploads, queued. Those that are on record already stay as they are.
    Ensured(Vec<Job>),
    /// The key of an attempt, to be recorded before the first byte goes. [`StoreError::KeyGiven`] where the key was given
    /// before for another upload.
    AttemptBegun {
        id: UploadId,
        object: ObjectRef,
        now: Timestamp,
    },
    /// Like `AttemptBegun`, but the key may have been given before: the content turned out to be the same.
    AttemptBegunAgain {
        id: UploadId,
        object: ObjectRef,
        now: Timestamp,
    },
    /// Storage answered 2xx. The upload has its key from now on, whatever else is said of it.
    Stored {
        id: UploadId,
        attempt: AttemptId,
        facts: UploadFacts,
        content_type: String,
        note: Option<MediaTypeNote>,
    },
    /// An attempt ended without a 2xx. A key of unknown outcome is shown from now on.
    AttemptEnded {
        attempt: AttemptId,
        outcome: AttemptOutcome,
        now: Timestamp,
    },
    /// An upload was given up. Changes nothing where it has a key.
    Failed { id: UploadId, failure: Failure },
    /// An upload was stopped. Changes nothing where it has a key.
    Canceled(UploadId),
    /// Uploads are held back until a person lets them continue. Changes nothing where one has a key.
    Paused(Vec<UploadId>),
    /// Uploads are queued again. Changes nothing where one has a key.
    Requeued(Vec<UploadId>),
    /// The MIME type that the user has set; `None` goes back to the detected one.
    MediaTypeSet {
        ids: Vec<UploadId>,
        media_type: Option<String>,
    },
    /// Uploads leave the queue. Those with a key, or with one whose outcome is unknown or still open, stay in the history;
    /// the records of the others are deleted.
    Removed(Vec<UploadId>),
    /// Uploads without a key are in the queue again, whether they were deleted or not. They are queued.
    Returned(Vec<Job>),
    /// Uploads are to be signed once they are stored, unless more is known of that. See [`Store::unsigned`].
    SignWanted(Vec<UploadId>),
    /// A signing was sent for. If the program ends before `Signed` or `SignFailed`, the next start says that it may have
    /// happened.
    Signing(UploadId),
    /// What a signing brought. Earlier ones are kept below it.
    Signed { id: UploadId, facts: SignedFacts },
    /// Why there is no signed copy, or that nobody knows. An earlier one stays.
    SignFailed {
        id: UploadId,
        failure: Failure,
        left: Unsigned,
    },
    /// An upload is not to be signed after all. What a signing brought before stays.
    SignSkipped(UploadId),
    /// What a verification brought; the last one of each object is kept.
    Verified { id: UploadId, facts: VerifiedFacts },
    /// Why a verification brought nothing.
    VerifyFailed {
        id: UploadId,
        target: VerifyTarget,
        failure: Failure,
    },
}

impl Store {
    /// Records all of these, in this order, in one transaction: all or none, and on disk when it returns. Answers one
    /// entry for each change: the attempt's name for [`Change::AttemptBegun`], `None` for the others.
    ///
    /// # Errors
    /// [`StoreError`] of the first change that cannot be recorded; then none is.
    pub fn apply<'a>(
        &mut self,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Vec<Option<AttemptId>>, StoreError> {
        self.stay()?;
        self.write(changes).map_err(|error| self.presence.noticed(error))
    }

    fn write<'a>(
        &mut self,
        changes: impl IntoIterator<Item = &'a Change>,
    ) -> Result<Vec<Option<AttemptId>>, StoreError> {
        let transaction = self.connection.transaction()?;
        let (mut done, mut given) = (Vec::new(), Vec::new());
        for change in changes {
            if let Change::AttemptBegun { id, object, .. } | Change::AttemptBegunAgain { id, object, .. } = change {
                if matches!(change, Change::AttemptBegun { .. })
                    && let Some(given) = self.given.find(&transaction, &self.server, *id, object, &given)?
                {
                    return Err(StoreError::KeyGiven(Box::new(given)));
                }
                given.push((hash_of(object), *id));
            }
            done.push(apply_one(&transaction, &self.server, change)?);
        }
        transaction.commit()?;
        self.given.add(given);
        Ok(done)
    }
}

fn apply_one(transaction: &Transaction, server: &str, change: &Change) -> Result<Option<AttemptId>, StoreError> {
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<usize, StoreError> {
        Ok(transaction.prepare_cached(sql)?.execute(values)?)
    };
    match change {
        Change::Added(jobs) => add(transaction, server, jobs, "INSERT")?,
        Change::Ensured(jobs) => add(transaction, server, jobs, "INSERT OR IGNORE")?,
        Change::AttemptBegun { id, object, now } | Change::AttemptBegunAgain { id, object, now } => {
            let sql = "SELECT 1 FROM uploads WHERE id = ?1";
            let is_there = transaction.prepare_cached(sql)?.exists([id.number()])?;
            found(*id, is_there)?;
            let sql = "INSERT INTO attempts (upload_id, bucket, key, started_at) VALUES (?1, ?2, ?3, ?4)";
            run(sql, params![id.number(), object.bucket, object.key, now.as_millis()])?;
            return Ok(Some(AttemptId::new(transaction.last_insert_rowid())));
        }
        Change::Stored {
            id,
            attempt,
            facts,
            content_type,
            note,
        } => {
            let object = &facts.object;
            let row = Row::of(transaction, *id)?;
            let sql = "UPDATE uploads SET state = ?9, failure = NULL, bucket = ?2, key = ?3, sha256 = ?4,
                       size = ?5, uploaded_at = ?6, content_type = ?7, content_type_note = ?8 WHERE id = ?1";
            let values = params![
                id.number(),
                object.bucket,
                object.key,
                facts.sha256,
                rows::size_to_number(facts.bytes),
                facts.uploaded_at.as_millis(),
                content_type,
                note.as_ref().map(json).transpose()?,
                RecordedState::Uploaded.word(),
            ];
            run(sql, values)?;
            let ended = facts.uploaded_at.as_millis();
            let sql = "UPDATE attempts SET outcome = 'stored', ended_at = coalesce(ended_at, ?3)
                       WHERE id = ?1 AND upload_id = ?2";
            let this_one = run(sql, params![attempt.number(), id.number(), ended])?;
            let others = row.attempts.saturating_sub(this_one);
            if others > 0 {
                // An earlier try of the same key is known now, too.
                let sql = "UPDATE attempts SET outcome = 'stored', ended_at = coalesce(ended_at, ?4)
                           WHERE upload_id = ?1 AND key = ?2 AND bucket IS ?3";
                run(sql, params![id.number(), object.key, object.bucket, ended])?;
            }
            // An attempt before this one can have left a key of unknown outcome.
            let is_simple = others == 0 && row.signings == 0;
            if !is_simple || !file_new(transaction, *id, &row, facts)? {
                file_into_history(transaction, *id)?;
            }
        }
        Change::AttemptEnded { attempt, outcome, now } => {
            let word = match outcome {
                AttemptOutcome::Refused => "refused",
                AttemptOutcome::Unknown => "unknown",
            };
            // A 2xx cannot be undone by what is heard later.
            let sql = "UPDATE attempts SET outcome = ?2, ended_at = ?3 WHERE id = ?1 AND outcome <> 'stored'
                       RETURNING upload_id";
            let id: Option<i64> = transaction
                .prepare_cached(sql)?
                .query_row(params![attempt.number(), word, now.as_millis()], |row| row.get(0))
                .optional()?;
            if let Some(id) = id {
                file_into_history(transaction, UploadId::new(id))?;
            }
        }
        Change::Failed { id, failure } => {
            run(END, params![id.number(), RecordedState::Failed.word(), json(failure)?])?;
        }
        Change::Canceled(id) => {
            run(
                END,
                params![id.number(), RecordedState::Canceled.word(), None::<String>],
            )?;
        }
        Change::Paused(ids) => {
            for id in ids {
                run(END, params![id.number(), RecordedState::Paused.word(), None::<String>])?;
            }
        }
        Change::Requeued(ids) => {
            for id in ids {
                run(QUEUE, params![id.number(), RecordedState::Queued.word()])?;
            }
        }
        Change::MediaTypeSet { ids, media_type } => {
            let set = "INSERT OR REPLACE INTO media_types (upload_id, media_type)
                       SELECT id, ?2 FROM uploads WHERE id = ?1";
            let clear = "DELETE FROM media_types WHERE upload_id = ?1";
            for id in ids {
                match media_type {
                    Some(media_type) => run(set, params![id.number(), media_type])?,
                    None => run(clear, params![id.number()])?,
                };
            }
        }
        Change::Removed(ids) => {
            let leave = "UPDATE uploads SET in_queue = 0 WHERE id = ?1";
            let delete = "DELETE FROM uploads WHERE id = ?1 AND key IS NULL AND NOT EXISTS
                          (SELECT 1 FROM attempts WHERE upload_id = ?1 AND outcome IN ('running', 'unknown'))";
            for id in ids {
                run(leave, params![id.number()])?;
                run(delete, params![id.number()])?;
            }
        }
        Change::Returned(jobs) => {
            // Those of which an attempt may have left something are still there.
            add(transaction, server, jobs, "INSERT OR IGNORE")?;
            for job in jobs {
                run(QUEUE, params![job.id.number(), RecordedState::Queued.word()])?;
            }
        }
        Change::SignWanted(ids) => {
            let (wanted, not_asked) = (RecordedSigning::Wanted.word(), RecordedSigning::NotAsked.word());
            let sql = "UPDATE uploads SET sign_state = ?2 WHERE id = ?1 AND sign_state = ?3";
            for id in ids {
                run(sql, params![id.number(), wanted, not_asked])?;
            }
        }
        Change::Signing(id) => {
            run(
                SIGN,
                params![id.number(), RecordedSigning::Signing.word(), None::<String>],
            )?;
        }
        Change::Signed { id, facts } => {
            let signed = RecordedSigning::Signed.word();
            found(*id, run(SIGN, params![id.number(), signed, None::<String>])? > 0)?;
            let sql = "INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at)
                       VALUES (?1, ?2, ?3, ?4, ?5)";
            let signed_at = facts.signed_at.as_millis();
            let values = params![
                id.number(),
                facts.signed_uri,
                facts.evidence,
                facts.manifest_json,
                signed_at
            ];
            run(sql, values)?;
            file_into_history(transaction, *id)?;
        }
        Change::SignFailed { id, failure, left } => {
            let state = match left {
                Unsigned::Given => RecordedSigning::Failed,
                Unsigned::Wanted => RecordedSigning::Wanted,
                Unsigned::InDoubt => RecordedSigning::InDoubt,
            };
            run(SIGN, params![id.number(), state.word(), json(failure)?])?;
        }
        Change::SignSkipped(id) => {
            let (wanted, not_asked) = (RecordedSigning::Wanted.word(), RecordedSigning::NotAsked.word());
            let sql = "UPDATE uploads SET sign_state = ?3 WHERE id = ?1 AND sign_state = ?2";
            run(sql, params![id.number(), wanted, not_asked])?;
        }
        Change::Verified { id, facts } => {
            let target = rows::word(&facts.target)?;
            let verified = RecordedVerification::Verified.word();
            let values = params![id.number(), verified, target, None::<String>];
            found(*id, run(VERIFY, values)? > 0)?;
            let sql = "INSERT OR REPLACE INTO verifications
                       (upload_id, target, verdict, explanation, report, verified_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let verdict = rows::word(&facts.verdict)?;
            let at = facts.verified_at.as_millis();
            run(
                sql,
                params![id.number(), target, verdict, facts.explanation, &*facts.report, at],
            )?;
        }
        Change::VerifyFailed { id, target, failure } => {
            let failed = RecordedVerification::Failed.word();
            run(
                VERIFY,
                params![id.number(), failed, rows::word(target)?, json(failure)?],
            )?;
        }
    }
    Ok(None)
}

fn add(transaction: &Transaction, server: &str, jobs: &[Job], insert: &str) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "{insert} INTO uploads (id, server, added_at, path, relative, name, size, modified)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    ))?;
    for Job { id, added_at, source } in jobs {
        statement.execute(params![
            id.number(),
            server,
            added_at.as_millis(),
            path_bytes::encode(&source.path),
            path_bytes::encode(&source.relative),
            source.name(),
            rows::size_to_number(source.size),
            source.modified.map(Timestamp::as_millis),
        ])?;
    }
    Ok(())
}

/// What is on record of an upload, as far as recording more asks for it.
///
/// SQLite keeps a journal of a statement for `INSERT … SELECT`, and a temporary table for `RETURNING`. So the row is read
/// first, and then written by its number.
struct Row {
    server: String,
    name: String,
    attempts: usize,
    signings: usize,
}

impl Row {
    fn of(transaction: &Transaction, id: UploadId) -> Result<Self, StoreError> {
        let sql = "SELECT server, name, (SELECT count(*) FROM attempts WHERE upload_id = ?1),
                   (SELECT count(*) FROM signings WHERE upload_id = ?1) FROM uploads WHERE id = ?1";
        let row = transaction
            .prepare_cached(sql)?
            .query_row([id.number()], |row| {
                let number = |counted: i64| usize::try_from(counted).unwrap_or(usize::MAX);
                Ok(Self {
                    server: row.get(0)?,
                    name: row.get(1)?,
                    attempts: number(row.get(2)?),
                    signings: number(row.get(3)?),
                })
            })
            .optional()?;
        row.ok_or(StoreError::Missing(id))
    }
}

/// Files an upload that was just stored and has nothing else to be found by. Where it is in the history already nothing is
/// changed, and `false` is answered.
fn file_new(transaction: &Transaction, id: UploadId, row: &Row, facts: &UploadFacts) -> Result<bool, StoreError> {
    let sql = "INSERT INTO history (upload_id, server, at, size, sha256, key, text, name)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (upload_id) DO NOTHING";
    let key = facts.object.key.as_str();
    let values = params![
        id.number(),
        row.server,
        facts.uploaded_at.as_millis(),
        rows::size_to_number(facts.bytes),
        facts.sha256,
        key,
        search_text(&[key, &row.name, &facts.sha256]),
        natural(&row.name),
    ];
    Ok(transaction.prepare_cached(sql)?.execute(values)? > 0)
}

/// What a search looks through. SQLite's own lower() knows ASCII alone.
fn search_text(parts: &[impl AsRef<str>]) -> String {
    let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
    parts.join("\n").to_lowercase()
}

/// Brings the upload's place in the history up to date: there is one as soon as there is a key or a possible key.
pub(super) fn file_into_history(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    let mut texts: Vec<String> = Vec::new();
    let mut statement = transaction.prepare_cached(
        "SELECT key FROM uploads WHERE id = ?1 AND key IS NOT NULL
         UNION SELECT key FROM attempts WHERE upload_id = ?1 AND outcome = 'unknown'",
    )?;
    for key in statement.query_map([id.number()], |row| row.get(0))? {
        texts.push(key?);
    }
    if texts.is_empty() {
        let sql = "DELETE FROM history WHERE upload_id = ?1";
        transaction.prepare_cached(sql)?.execute([id.number()])?;
        return Ok(());
    }
    let name: String = transaction
        .prepare_cached("SELECT name FROM uploads WHERE id = ?1")?
        .query_row([id.number()], |row| row.get(0))?;
    let order = natural(&name);
    texts.push(name);
    let mut statement = transaction.prepare_cached(
        "SELECT sha256 FROM uploads WHERE id = ?1 AND sha256 IS NOT NULL
         UNION ALL SELECT signed_uri FROM signings WHERE upload_id = ?1 AND signed_uri IS NOT NULL",
    )?;
    for text in statement.query_map([id.number()], |row| row.get(0))? {
        texts.push(text?);
    }
    let text = search_text(&texts);
    let values = params![id.number(), text, order];
    /// What an upload is in the history by: the fields of both statements, in this order.
    macro_rules! fields {
        () => {
            "server, coalesce(uploaded_at, (SELECT max(started_at) FROM attempts WHERE upload_id = ?1), added_at),
             size, sha256, key, ?2, ?3 FROM uploads WHERE id = ?1"
        };
    }
    let added = concat!(
        "INSERT INTO history (upload_id, server, at, size, sha256, key, text, name) SELECT id, ",
        fields!(),
        " ON CONFLICT (upload_id) DO NOTHING"
    );
    if transaction.prepare_cached(added)?.execute(values)? > 0 {
        return Ok(());
    }
    // A statement of its own: one that may touch the search's index has it write to disk, and most records are new. Not
    // `INSERT OR REPLACE`: what replaces a row does not tell the triggers that the old one is gone.
    let changed = concat!(
        "UPDATE history SET (server, at, size, sha256, key, text, name) = (SELECT ",
        fields!(),
        ") WHERE upload_id = ?1"
    );
    transaction.prepare_cached(changed)?.execute(values)?;
    Ok(())
}

pub(super) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Other(error.to_string()))
}

fn found(id: UploadId, is_there: bool) -> Result<(), StoreError> {
    if is_there { Ok(()) } else { Err(StoreError::Missing(id)) }
}
