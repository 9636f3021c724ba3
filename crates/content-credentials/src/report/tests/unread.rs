//! Unreadable parts of a report may be evidence against the file: then nothing makes it trusted or valid.

use serde_json::json;

use super::super::*;

fn verdict_of(report: &Value) -> Verdict {
    read_report(&report.to_string()).verdict
}

#[test]
fn a_failure_without_a_readable_code_makes_nothing_trusted() {
    let with = |failure: Value| {
        json!({
            "validation_state": "Trusted",
            "validation_results": { "activeManifest": {
                "success": [{ "code": "signingCredential.trusted" }, { "code": "claimSignature.validated" }],
                "failure": failure,
            } },
        })
    };
    for failure in [json!([]), json!(null)] {
        assert_eq!(verdict_of(&with(failure)), Verdict::Trusted);
    }
    for failure in [
        json!([{ "explanation": "the data hash does not match" }]),
        json!([{ "status": "assertion.dataHash.mismatch" }]),
        json!([{ "code": 5 }]),
        json!([null]),
        json!({ "code": "assertion.dataHash.mismatch" }),
        json!("assertion.dataHash.mismatch"),
    ] {
        let reading = read_report(&with(failure.clone()).to_string());
        assert_eq!(reading.verdict, Verdict::Unknown, "{failure}");
        assert!(reading.explanation.contains("in an unknown format"), "{reading:?}");
    }
    let mut deltas = with(json!([]));
    deltas["validation_results"]["ingredientDeltas"] = json!({ "failure": [{ "code": "claimSignature.mismatch" }] });
    assert_eq!(verdict_of(&deltas), Verdict::Unknown);
}

#[test]
fn a_flag_does_not_reverse_a_code() {
    let with = |status: Value| {
        json!({
            "summary": { "isTrusted": true },
            "validationStatus": [{ "code": "claimSignature.validated" }, status],
        })
    };
    let right = json!({ "code": "assertion.dataHash.match", "success": true });
    assert_eq!(verdict_of(&with(right)), Verdict::Trusted);
    for status in [
        json!({ "code": "assertion.dataHash.mismatch", "success": true }),
        json!({ "code": "assertion.dataHash.match", "success": false }),
    ] {
        assert_eq!(verdict_of(&with(status.clone())), Verdict::Invalid, "{status}");
    }
    let informational = json!({ "code": "timeStamp.untrusted", "success": false });
    assert_eq!(verdict_of(&with(informational)), Verdict::Trusted);
    assert_eq!(verdict_of(&with(json!({ "success": false }))), Verdict::Unknown);
}

#[test]
fn a_wrappers_result_counts_only_with_its_contents() {
    let sound = json!({ "validation_state": "Trusted" });
    let with = |report: Value| json!({ "verdict": "trusted", "report": report });
    for report in [sound.clone(), json!(sound.to_string()), json!(null)] {
        assert_eq!(verdict_of(&with(report.clone())), Verdict::Trusted, "{report}");
    }
    let cut = r#"{"validation_results":{"activeManifest":{"failure":[{"code":"assertion.dataHash.mis"#;
    for report in [json!(cut), json!([]), json!(7), with(with(with(with(sound))))] {
        assert_eq!(verdict_of(&with(report.clone())), Verdict::Unknown, "{report}");
    }
}

#[test]
fn the_files_title_is_not_the_servers_refusal() {
    for title in [
        "no JUMBF data found",
        "type is unsupported",
        "must fetch remote manifests https://a.example",
    ] {
        let refused = json!({ "title": title });
        assert_ne!(verdict_of(&refused), Verdict::Unknown, "{title}");
        let of_file = json!({ "title": title, "signature_info": { "issuer": "X" } });
        assert_eq!(verdict_of(&of_file), Verdict::Unknown, "{title}");
    }
}

#[test]
fn a_label_that_resembles_an_identity_does_not_excuse_a_broken_signature() {
    let with = |url: &str| {
        json!({
            "active_manifest": "urn:uuid:1",
            "validation_results": { "activeManifest": {
                "success": [{ "code": "signingCredential.trusted", "url": "self#jumbf=c2pa.signature" }],
                "failure": [{ "code": "claimSignature.mismatch", "url": url }],
            } },
        })
    };
    for url in [
        "self#jumbf=/c2pa/urn:uuid:c2pa.assertions/cawg.identity/c2pa.signature",
        "self#jumbf=/c2pa/urn:uuid:c2pa.assertions/cawg.identity",
        "self#jumbf=/c2pa/urn:uuid:1/c2pa.signature",
    ] {
        assert_eq!(verdict_of(&with(url)), Verdict::Invalid, "{url}");
    }
    for url in [
        "self#jumbf=/c2pa/urn:uuid:1/c2pa.assertions/cawg.identity",
        "self#jumbf=c2pa.assertions/cawg.identity__1",
    ] {
        assert_eq!(verdict_of(&with(url)), Verdict::Trusted, "{url}");
    }
}

#[test]
fn an_expired_certificate_with_a_time_stamp_that_settles_a_mismatch_is_an_unknown_signer() {
    for state in [json!(null), json!("Invalid")] {
        let report = json!({
            "validation_state": state,
            "validation_results": { "activeManifest": {
                "success": [{ "code": "timeStamp.validated" }],
                "failure": [{ "code": "claimSignature.mismatch" }, { "code": "signingCredential.expired" }],
            } },
        });
        assert_eq!(verdict_of(&report), Verdict::Valid, "{report}");
    }
}

#[test]
fn an_unknown_signer_does_not_outrank_an_unknown_state() {
    let report = json!({
        "validation_state": "Tampered",
        "validation_status": [{ "code": "signingCredential.untrusted" }],
    });
    assert_eq!(verdict_of(&report), Verdict::Unknown);
}

#[test]
fn a_wrappers_unknown_verdict_makes_nothing_valid() {
    let with = |verdict: Value, state: &str, codes: Value| {
        json!({
            "verdict": verdict,
            "status": codes,
            "report": { "validation_state": state },
        })
    };
    let holds = json!([{ "code": "claimSignature.validated" }]);
    let unknown = json!([{ "code": "signingCredential.untrusted" }]);
    for verdict in [
        json!("tampered"),
        json!("Forged"),
        json!("not valid"),
        json!(""),
        json!(false),
        json!({ "state": "invalid" }),
        json!(["invalid"]),
    ] {
        for state in ["Valid", "Trusted"] {
            for codes in [&holds, &unknown, &json!(null)] {
                let report = with(verdict.clone(), state, codes.clone());
                assert_eq!(verdict_of(&report), Verdict::Unknown, "{report}");
            }
        }
        // Likewise if the state is not a string.
        let report = json!({ "validation_state": verdict, "summary": { "isTrusted": true }, "status": holds });
        assert_eq!(verdict_of(&report), Verdict::Unknown, "{report}");
        // Evidence against the file still counts.
        let broken = json!([{ "code": "assertion.dataHash.mismatch" }]);
        assert_eq!(verdict_of(&with(verdict, "Valid", broken)), Verdict::Invalid);
    }
    for verdict in [json!(null), json!(" Trusted\n")] {
        let report = with(verdict, "Trusted", holds.clone());
        assert_eq!(verdict_of(&report), Verdict::Trusted, "{report}");
    }
}

#[test]
fn a_failed_identity_makes_no_file_valid_without_evidence() {
    let at_identity = json!({
        "code": "signingCredential.untrusted",
        "url": "self#jumbf=/c2pa/urn:uuid:1/c2pa.assertions/cawg.identity",
    });
    let of_part = json!({ "code": "signingCredential.untrusted", "url": "self#jumbf=/c2pa/urn:uuid:2/c2pa.signature" });
    let flat = |state: Value, summary: Value, codes: &[&Value]| {
        json!({
            "active_manifest": "urn:uuid:1", "validation_state": state, "summary": summary, "validation_status": codes,
        })
    };
    let (invalid, nothing) = (json!("Invalid"), json!(null));
    for identity in [
        at_identity,
        json!({ "code": "cawg.identity.assertion.mismatch" }),
        json!({ "code": "cawg.ica.signature_mismatch", "url": "self#jumbf=c2pa.assertions/cawg.identity" }),
    ] {
        let headed = |codes: Value| json!({ "active_manifest": "urn:uuid:1", "validation_state": "Invalid", "validation_results": { "activeManifest": codes } });
        for report in [
            flat(invalid.clone(), nothing.clone(), &[&identity]),
            flat(invalid.clone(), json!({ "isTrusted": true }), &[&identity]),
            flat(invalid.clone(), json!({ "isTrusted": false }), &[&identity]),
            flat(nothing.clone(), json!({ "isTrusted": true }), &[&identity]),
            flat(nothing.clone(), json!({ "isTrusted": false }), &[&identity]),
            flat(invalid.clone(), nothing.clone(), &[&identity, &of_part]),
            json!({ "verdict": "valid", "report": flat(invalid.clone(), nothing.clone(), &[&identity]) }),
            headed(json!({ "failure": [identity] })),
            headed(json!({ "failure": [identity], "success": [{ "code": "assertion.dataHash.match" }] })),
            headed(json!({ "failure": [identity], "success": [{ "code": "cawg.identity.trusted" }] })),
        ] {
            let reading = read_report(&report.to_string());
            assert_eq!(reading.verdict, Verdict::Unconfirmed, "{report} {reading:?}");
            assert!(reading.identity.is_some(), "{reading:?}");
        }
        // The report says nothing else, so there is no verdict.
        let alone = flat(nothing.clone(), nothing.clone(), &[&identity]);
        assert_eq!(verdict_of(&alone), Verdict::Unknown, "{alone}");
        // If there is evidence for the file, that counts.
        let holds = json!([{ "code": "claimSignature.validated" }]);
        let sound = headed(json!({ "failure": [identity], "success": holds }));
        assert_eq!(verdict_of(&sound), Verdict::Valid, "{sound}");
    }
}

#[test]
fn invalid_and_not_trusted_without_a_code_is_not_valid() {
    let report = json!({ "validation_state": "Invalid", "summary": { "isTrusted": false } });
    assert_eq!(verdict_of(&report), Verdict::Unconfirmed);
}
