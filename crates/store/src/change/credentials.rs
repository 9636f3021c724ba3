//! Signings and verifications.

use rusqlite::{ToSql, Transaction, params};

use crate::{StoreError, history_row, rows, statement::execute};
use model::{Failure, RecordedSigning, RecordedVerification, SignedFacts, UploadId, VerifiedFacts, VerifyTarget};

pub(super) fn want_signing(transaction: &Transaction, ids: &[UploadId]) -> Result<(), StoreError> {
    for id in ids {
        replace_signing(transaction, *id, RecordedSigning::NotAsked, RecordedSigning::Wanted)?;
    }
    Ok(())
}

pub(super) fn skip_signing(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    replace_signing(transaction, id, RecordedSigning::Wanted, RecordedSigning::NotAsked)?;
    // There will be no copy to verify, so the original is verified instead.
    let sql = "UPDATE uploads SET verify_target = ?2 WHERE id = ?1 AND verify_state = ?3 AND sign_state = ?4";
    let original = rows::word(&VerifyTarget::Original)?;
    let (wanted, not_asked) = (RecordedVerification::Wanted.word(), RecordedSigning::NotAsked.word());
    execute(transaction, sql, params![id.number(), original, wanted, not_asked]).map(drop)
}

/// Changes the state only if it is `from`.
fn replace_signing(
    transaction: &Transaction,
    id: UploadId,
    from: RecordedSigning,
    to: RecordedSigning,
) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET sign_state = ?2 WHERE id = ?1 AND sign_state = ?3";
    execute(transaction, sql, params![id.number(), to.word(), from.word()]).map(drop)
}

pub(super) fn set_signing(
    transaction: &Transaction,
    id: UploadId,
    state: RecordedSigning,
    failure: Option<&Failure>,
) -> Result<(), StoreError> {
    update_signing(transaction, id, state, failure).map(drop)
}

fn update_signing(
    transaction: &Transaction,
    id: UploadId,
    state: RecordedSigning,
    failure: Option<&Failure>,
) -> Result<usize, StoreError> {
    let sql = "UPDATE uploads SET sign_state = ?2, sign_failure = ?3 WHERE id = ?1";
    let failure = failure.map(rows::to_json).transpose()?;
    execute(transaction, sql, params![id.number(), state.word(), failure])
}

pub(super) fn signed(transaction: &Transaction, id: UploadId, facts: &SignedFacts) -> Result<(), StoreError> {
    if update_signing(transaction, id, RecordedSigning::Signed, None)? == 0 {
        return Err(StoreError::Missing(id));
    }
    let sql =
        "INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at, identity, identity_asked)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![
        id.number(),
        facts.signed_uri,
        facts.evidence,
        facts.manifest_json,
        facts.signed_at.as_millis(),
        facts.identity == Some(true),
        facts.identity
    ];
    execute(transaction, sql, values)?;
    history_row::update(transaction, id)
}

/// Notes that these are to be verified. A result, and a failure that says why, stay; and who wants the signed copy verified does
/// not settle for the original.
pub(super) fn want_verification(
    transaction: &Transaction,
    ids: &[UploadId],
    target: VerifyTarget,
) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET verify_state = ?2, verify_target = ?3
               WHERE id = ?1 AND (verify_state = ?4 OR verify_state = ?2 AND ?5)";
    let (wanted, not_asked) = (RecordedVerification::Wanted, RecordedVerification::NotAsked);
    let (word, is_signed) = (rows::word(&target)?, target == VerifyTarget::Signed);
    for id in ids {
        let values = params![id.number(), wanted.word(), word, not_asked.word(), is_signed];
        execute(transaction, sql, values)?;
    }
    Ok(())
}

/// Notes that the new signed copy of this upload is to be verified. What is known of an earlier copy says nothing about it.
pub(super) fn want_copy_verified(transaction: &Transaction, id: UploadId) -> Result<(), StoreError> {
    let (state, target) = (RecordedVerification::Wanted, VerifyTarget::Signed);
    update_verification(transaction, id, state, target, None).map(drop)
}

pub(super) fn verified(transaction: &Transaction, id: UploadId, facts: &VerifiedFacts) -> Result<(), StoreError> {
    if set_verification(transaction, id, RecordedVerification::Verified, facts.target, None)? == 0 {
        return Err(StoreError::Missing(id));
    }
    let sql = "INSERT OR REPLACE INTO verifications
               (upload_id, target, verdict, explanation, report, verified_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values: &[&dyn ToSql] = params![
        id.number(),
        rows::word(&facts.target)?,
        rows::word(&facts.verdict)?,
        facts.explanation,
        &*facts.report,
        facts.verified_at.as_millis()
    ];
    execute(transaction, sql, values).map(drop)
}

pub(super) fn verify_failed(
    transaction: &Transaction,
    id: UploadId,
    target: VerifyTarget,
    failure: &Failure,
) -> Result<(), StoreError> {
    set_verification(transaction, id, RecordedVerification::Failed, target, Some(failure)).map(drop)
}

/// Records a result or a failure. That of the original does not end the wish for a verified copy.
fn set_verification(
    transaction: &Transaction,
    id: UploadId,
    state: RecordedVerification,
    target: VerifyTarget,
    failure: Option<&Failure>,
) -> Result<usize, StoreError> {
    if target == VerifyTarget::Original {
        let sql = "SELECT EXISTS (SELECT 1 FROM uploads WHERE id = ?1 AND verify_state = ?2 AND verify_target = ?3)";
        let values = params![
            id.number(),
            RecordedVerification::Wanted.word(),
            rows::word(&VerifyTarget::Signed)?
        ];
        if transaction.prepare_cached(sql)?.query_row(values, |row| row.get(0))? {
            return Ok(1);
        }
    }
    update_verification(transaction, id, state, target, failure)
}

fn update_verification(
    transaction: &Transaction,
    id: UploadId,
    state: RecordedVerification,
    target: VerifyTarget,
    failure: Option<&Failure>,
) -> Result<usize, StoreError> {
    let sql = "UPDATE uploads SET verify_state = ?2, verify_target = ?3, verify_failure = ?4 WHERE id = ?1";
    let failure = failure.map(rows::to_json).transpose()?;
    let values = params![id.number(), state.word(), rows::word(&target)?, failure];
    execute(transaction, sql, values)
}
