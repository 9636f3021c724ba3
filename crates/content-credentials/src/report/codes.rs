//! Validation codes: those that decide a verdict, and what each code means for it.
//!
//! Source: the C2PA specification, "Validation", and the CAWG identity specification.

use serde_json::Value;

/// What a code does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKind {
    /// Something is wrong.
    Failure,
    /// Worth knowing, but never lowers a verdict.
    Informational,
    /// A check succeeded.
    Success,
}

/// Codes that mean the file was changed after it was signed.
pub(super) const TAMPERED: [&str; 4] = [
    "assertion.dataHash.mismatch",
    "assertion.hashedURI.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
];
pub(super) const UNTRUSTED: &str = "signingCredential.untrusted";
pub(super) const EXPIRED: &str = "signingCredential.expired";
pub(super) const TRUSTED: &str = "signingCredential.trusted";
pub(super) const REVOKED: &str = "signingCredential.ocsp.revoked";
pub(super) const SIGNATURE_MISMATCH: &str = "claimSignature.mismatch";
pub(super) const STAMP_VALID: &str = "timeStamp.validated";
pub(super) const STAMP_MISMATCH: &str = "timeStamp.mismatch";
/// As engines write it, and as Que's reference does.
pub(super) const SIGNATURE_VALID: [&str; 2] = ["claimSignature.validated", "claim.signature.validated"];

/// The code of a status in a list without headings, if it is a failure. An unknown signer and a failed identity are not.
pub(super) fn failure_code(status: &Value) -> Option<&str> {
    let code = code_of(status)?;
    let counts = code != UNTRUSTED && !is_identity_code(code) && kind_of(code) == StatusKind::Failure;
    counts.then_some(code)
}

/// The code of a status, which is an object or the code itself.
pub(super) fn code_of(status: &Value) -> Option<&str> {
    status["code"].as_str().or_else(|| status.as_str())
}

/// Whether a code is one of the Creator Assertions Working Group, which are all about identities.
pub(super) fn is_identity_code(code: &str) -> bool {
    code.starts_with("cawg.")
}

/// What a code in a list without headings means.
pub(super) fn kind_of(code: &str) -> StatusKind {
    if is_success(code) {
        StatusKind::Success
    } else if is_informational(code) {
        StatusKind::Informational
    } else {
        StatusKind::Failure
    }
}

fn is_success(code: &str) -> bool {
    let last = code.rsplit('.').next().unwrap_or(code);
    let is_known = matches!(
        last,
        "validated" | "match" | "trusted" | "notRevoked" | "accessible" | "wellFormed"
    );
    is_known
        || matches!(
            code,
            "claimSignature.insideValidity" | "timeOfSigning.insideValidity" | "cawg.ica.credential_valid"
        )
}

fn is_informational(code: &str) -> bool {
    code.starts_with("timeStamp.")
        || code.starts_with("timeOfSigning.")
        || code.starts_with("signingCredential.ocsp.") && !code.ends_with(".revoked")
        || code.ends_with(".additionalExclusionsPresent")
        || matches!(
            code,
            "algorithm.deprecated"
                | "manifest.unknownProvenance"
                | "manifest.unreferenced"
                | "ingredient.unknownProvenance"
                | "assertion.ingredient.unknownProvenance"
        )
}
