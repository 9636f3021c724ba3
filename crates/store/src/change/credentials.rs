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
    replace_signing(transaction, id, RecordedSigning::Wanted, RecordedSigning::NotAsked)
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
    let sql = "INSERT INTO signings (upload_id, signed_uri, evidence, manifest_json, signed_at, identity)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![
        id.number(),
        facts.signed_uri,
        facts.evidence,
        facts.manifest_json,
        facts.signed_at.as_millis(),
        facts.identity
    ];
    execute(transaction, sql, values)?;
    history_row::update(transaction, id)
}

pub(super) fn want_verification(transaction: &Transaction, ids: &[UploadId]) -> Result<(), StoreError> {
    for id in ids {
        let (state, target) = (RecordedVerification::Wanted, VerifyTarget::Signed);
        set_verification(transaction, *id, state, target, None)?;
    }
    Ok(())
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

fn set_verification(
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
