//! What cannot be read of a report may speak against the file: then nothing makes it trusted or valid.

use serde_json::json;

use super::super::*;

fn verdict_of(report: &Value) -> Verdict {
    read_report(&report.to_string()).verdict
}

#[test]
fn a_failure_without_a_code_that_can_be_read_makes_nothing_trusted() {
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
        assert!(reading.explanation.contains("in no form that is known"), "{reading:?}");
    }
    let mut deltas = with(json!([]));
    deltas["validation_results"]["ingredientDeltas"] = json!({ "failure": [{ "code": "claimSignature.mismatch" }] });
    assert_eq!(verdict_of(&deltas), Verdict::Unknown);
}

#[test]
fn a_flag_beside_a_code_does_not_turn_it_around() {
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
fn what_a_wrapper_says_counts_only_with_what_it_wraps() {
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
fn the_title_that_a_maker_gave_is_no_word_of_the_server() {
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
fn a_label_that_sounds_like_an_identity_makes_a_broken_signature_no_matter_of_somebodys() {
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
fn an_expired_certificate_whose_time_stamp_settles_a_mismatch_is_an_unknown_signer() {
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
fn a_state_that_is_not_known_is_not_outranked_by_an_unknown_signer() {
    let report = json!({
        "validation_state": "Tampered",
        "validation_status": [{ "code": "signingCredential.untrusted" }],
    });
    assert_eq!(verdict_of(&report), Verdict::Unknown);
}
