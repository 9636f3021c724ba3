//! The proof of one file as a JSON document: what was sent, where it is, what was signed and what a server found.
//!
//! It contains no signed URL and no API key, because its sources have none.

use serde_json::{Value, json};

use crate::{
    Attempt, Details, KeptStore, ObjectRef, Outcome, SignedFacts, Timestamp, Upload, UploadState, VerifiedFacts,
    VerifyState, VerifyTarget,
};
use content_credentials::{Report, bounded_json, certificate_in_evidence, report_parts};

/// The version of the document. It grows when a field's meaning changes.
const FORMAT_VERSION: u32 = 1;

/// The proof of an upload, with line breaks. `server` is the server's name, `now` the time of the proof, and `beside` the
/// name of the file beside it that has the earlier credentials, if any.
#[must_use]
pub fn proof(upload: &Upload, details: &Details, server: &str, now: Timestamp, beside: Option<&str>) -> String {
    let object = upload.object.as_ref();
    let document = json!({
        "proof": FORMAT_VERSION,
        "program": { "name": "Que Uploader", "version": env!("CARGO_PKG_VERSION") },
        "made_at": now.rfc3339(),
        "server": server,
        "file": {
            "name": upload.source.name(),
            "path": upload.source.path.to_string_lossy(),
            "bytes": upload.source.size,
            "sha256": upload.sha256,
            "media_type": upload.content_type,
            "modified_at": upload.source.modified.and_then(Timestamp::rfc3339),
        },
        "object": object.map(object_json),
        "added_at": upload.added_at.rfc3339(),
        "uploaded_at": upload.uploaded_at.and_then(Timestamp::rfc3339),
        "is_stored": upload.state == UploadState::Uploaded,
        "attempts": details.attempts.iter().map(attempt).collect::<Vec<_>>(),
        "signed_copy": newest(upload, details).map(|facts| newest_signing(upload, details, facts)),
        "earlier_signed_copies": earlier(upload, details).map(signing).collect::<Vec<_>>(),
        "earlier_credentials": details.kept.as_ref().map(|kept| earlier_credentials(kept, beside)),
        "earlier_credentials_missing": details.not_kept.as_ref().map(ToString::to_string),
        "verifications": verifications(upload, details)
            .into_iter()
            .map(|facts| verification(facts, newest(upload, details), now))
            .collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// The file name of a proof.
#[must_use]
pub fn proof_name(upload: &Upload) -> String {
    format!("{}.proof.json", upload.source.name())
}

fn object_json(object: &ObjectRef) -> Value {
    json!({ "bucket": object.bucket, "key": object.key, "s3_uri": object.s3_uri() })
}

fn attempt(attempt: &Attempt) -> Value {
    json!({
        "bucket": attempt.object.bucket,
        "key": attempt.object.key,
        "started_at": attempt.started_at.rfc3339(),
        "ended_at": attempt.ended_at.and_then(Timestamp::rfc3339),
        "outcome": match attempt.outcome {
            Outcome::Running => "running",
            Outcome::Stored => "stored",
            Outcome::Refused => "not_stored",
            Outcome::Unknown => "unknown",
        },
    })
}

/// The manifest store that the file had before it was signed, whole in a file of its own.
fn earlier_credentials(kept: &KeptStore, beside: Option<&str>) -> Value {
    json!({
        "file": beside,
        "kept_at": kept.path.to_string_lossy(),
        "bytes": kept.bytes,
        "sha256": kept.sha256,
        "media_type": "application/c2pa",
    })
}

/// The row knows of a signing before the next database read.
fn newest<'a>(upload: &'a Upload, details: &'a Details) -> Option<&'a SignedFacts> {
    upload.signed.as_ref().or_else(|| details.signings.last())
}

fn earlier<'a>(upload: &'a Upload, details: &'a Details) -> impl Iterator<Item = &'a SignedFacts> {
    let newest = newest(upload, details);
    details.signings.iter().filter(move |facts| Some(*facts) != newest)
}

/// The manifest as it was sent, which is what was signed, and also as a value if it is JSON.
fn signing(facts: &SignedFacts) -> Value {
    json!({
        "signed_uri": facts.signed_uri,
        "signed_at": facts.signed_at.rfc3339(),
        "manifest_json": facts.manifest_json,
        "manifest": serde_json::from_str::<Value>(&facts.manifest_json).ok(),
        "identity_requested": facts.identity,
        "evidence": facts.evidence.as_deref().map(value),
        "certificate_expires": facts.evidence.as_deref().and_then(certificate_in_evidence),
    })
}

/// The newest signing. If the server gave no certificate with the signature, the verified copy has it.
fn newest_signing(upload: &Upload, details: &Details, facts: &SignedFacts) -> Value {
    let mut value = signing(facts);
    if value["certificate_expires"].is_null() {
        let of_copy = verifications(upload, details).into_iter();
        let mut of_copy = of_copy
            .filter(|verified| verified.target == VerifyTarget::Signed && verified.verified_at >= facts.signed_at);
        let expires = of_copy.find_map(|verified| Report::read(&verified.report).reading.validity.expires_rfc3339());
        value["certificate_expires"] = json!(expires);
    }
    value
}

fn verifications<'a>(upload: &'a Upload, details: &'a Details) -> Vec<&'a VerifiedFacts> {
    let of_row = match &upload.verify {
        VerifyState::Verified(facts) => Some(facts),
        _ => None,
    };
    [VerifyTarget::Signed, VerifyTarget::Original]
        .into_iter()
        .filter_map(|target| {
            of_row
                .filter(|facts| facts.target == target && facts.has_report())
                .or_else(|| details.verification(target))
        })
        .collect()
}

fn verification(facts: &VerifiedFacts, signed: Option<&SignedFacts>, now: Timestamp) -> Value {
    let report = Report::read(&facts.report);
    let (server, here) = report_parts(&facts.report);
    let mut value = json!({
        "object": match facts.target {
            VerifyTarget::Original => "original",
            VerifyTarget::Signed => "signed_copy",
        },
        "verdict": facts.verdict,
        "explanation": facts.explanation,
        "issued_by": report.reading.issuer,
        "signed_time": report.reading.time,
        "time_verified": report.reading.validity.time.is_verified(),
        "certificate_expires": report.reading.validity.expires_rfc3339(),
        "certificate_warning": facts.expiring(now).map(|ends| ends.words_in_utc()),
        "identity": report.reading.identity.as_ref().map(ToString::to_string),
        "identity_added": signed.and_then(|signed| facts.adds_identity(signed)),
        "algorithm": report.algorithm,
        "verified_at": facts.verified_at.rfc3339(),
        "report": server,
    });
    if let Some(here) = here {
        value["read_here"] = here;
    }
    value
}

/// JSON as a value. Anything else, and JSON that is too deep or too large, as text.
fn value(text: &str) -> Value {
    bounded_json(text).unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, UploadId, Verdict};

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn object(key: &str) -> ObjectRef {
        ObjectRef {
            bucket: Some("bucket".into()),
            key: key.into(),
        }
    }

    fn verified(target: VerifyTarget, report: &str) -> VerifiedFacts {
        VerifiedFacts {
            target,
            verdict: Verdict::Trusted,
            explanation: "So.".into(),
            brief: None,
            report: report.into(),
            verified_at: at(5000),
        }
    }

    fn signed(uri: &str, manifest: &str) -> SignedFacts {
        SignedFacts {
            signed_uri: Some(uri.into()),
            evidence: Some(r#"{"alg":"ES256"}"#.into()),
            manifest_json: manifest.into(),
            signed_at: at(4000),
            identity: Some(false),
        }
    }

    #[test]
    fn a_proof_contains_everything_that_is_known_of_a_file() {
        let source = Source {
            path: "/photos/harbour.jpg".into(),
            relative: "harbour.jpg".into(),
            size: 1234,
            modified: Some(at(0)),
        };
        let mut upload = Upload::new(UploadId::new(1), at(1000), source);
        upload.state = UploadState::Uploaded;
        upload.object = Some(object("k2"));
        upload.sha256 = Some("ab12".into());
        upload.content_type = Some("image/jpeg".into());
        upload.uploaded_at = Some(at(3000));
        let manifest = "{ \"title\":  \"as it was\" }";
        upload.signed = Some(signed("s3://signed/k2", manifest));
        upload.verify = VerifyState::Verified(verified(
            VerifyTarget::Signed,
            r#"{"validation_state":"Trusted","signature_info":{"alg":"Es256","issuer":"Sandbox"}}"#,
        ));
        let attempt = |key, outcome| Attempt {
            object: object(key),
            started_at: at(1500),
            ended_at: None,
            outcome,
        };
        let details = Details {
            id: upload.id,
            attempts: vec![attempt("k1", Outcome::Unknown), attempt("k2", Outcome::Stored)],
            signings: vec![signed("s3://signed/k1", "{}"), signed("s3://signed/k2", manifest)],
            verifications: vec![
                verified(VerifyTarget::Original, "no JUMBF data found"),
                verified(VerifyTarget::Signed, "{}"),
            ],
            requests: Vec::new(),
            kept: None,
            not_kept: None,
        };
        let text = proof(&upload, &details, "api.example.org", at(9000), None);
        let proof: Value = serde_json::from_str(&text).unwrap();
        let is = |pointer: &str, wanted: Value| {
            assert_eq!(proof.pointer(pointer), Some(&wanted), "{pointer} in {text}");
        };
        is("/program/version", json!(env!("CARGO_PKG_VERSION")));
        is("/made_at", json!("1970-01-01T00:00:09.000Z"));
        is("/server", json!("api.example.org"));
        is("/file/name", json!("harbour.jpg"));
        is("/file/path", json!("/photos/harbour.jpg"));
        is("/file/bytes", json!(1234));
        is("/file/sha256", json!("ab12"));
        is("/file/media_type", json!("image/jpeg"));
        is("/object/s3_uri", json!("s3://bucket/k2"));
        is("/object/key", json!("k2"));
        is("/attempts/0/outcome", json!("unknown"));
        is("/attempts/1/key", json!("k2"));
        is("/signed_copy/signed_uri", json!("s3://signed/k2"));
        is("/signed_copy/manifest_json", json!(manifest));
        is("/signed_copy/manifest/title", json!("as it was"));
        is("/signed_copy/evidence/alg", json!("ES256"));
        is("/earlier_signed_copies/0/signed_uri", json!("s3://signed/k1"));
        is("/verifications/0/object", json!("signed_copy"));
        is("/verifications/0/issued_by", json!("Sandbox"));
        is("/verifications/0/report/validation_state", json!("Trusted"));
        is("/verifications/1/object", json!("original"));
        is("/verifications/1/report", json!("no JUMBF data found"));
        assert_eq!(proof["earlier_signed_copies"].as_array().map(Vec::len), Some(1));
        assert_eq!(proof_name(&upload), "harbour.jpg.proof.json");
        is("/earlier_credentials", Value::Null);
        let kept = KeptStore {
            path: "/data/ab12.c2pa".into(),
            bytes: 5,
            sha256: "cd34".into(),
        };
        let details = Details {
            kept: Some(kept),
            ..details
        };
        let text = super::proof(&upload, &details, "s", at(9000), Some("harbour.jpg.proof.c2pa"));
        let proof: Value = serde_json::from_str(&text).unwrap();
        let earlier = &proof["earlier_credentials"];
        assert_eq!(earlier["file"], "harbour.jpg.proof.c2pa");
        assert_eq!((&earlier["bytes"], &earlier["sha256"]), (&json!(5), &json!("cd34")));
    }

    #[test]
    fn a_file_that_is_not_stored_has_a_proof_without_an_object() {
        let source = Source {
            path: "/a".into(),
            relative: "a".into(),
            size: 0,
            modified: None,
        };
        let upload = Upload::new(UploadId::new(1), at(1000), source);
        let details = Details {
            id: upload.id,
            attempts: Vec::new(),
            signings: Vec::new(),
            verifications: Vec::new(),
            requests: Vec::new(),
            kept: None,
            not_kept: None,
        };
        let proof: Value = serde_json::from_str(&proof(&upload, &details, "s", at(0), None)).unwrap();
        assert_eq!((&proof["object"], &proof["is_stored"]), (&Value::Null, &json!(false)));
        assert_eq!(proof["signed_copy"], Value::Null);
    }
}
