//! Every step of the verdict, and the details that are read, for every shape of report.

use serde_json::json;

use super::{
    codes::{SIGNATURE_MISMATCH, TAMPERED, TRUSTED, UNTRUSTED},
    *,
};

mod rules;
mod time;
mod unread;

const SIGNED: &str = "claimSignature.validated";

/// The contents of a report, independent of its shape.
#[derive(Clone, Copy, Default)]
struct Say<'a> {
    state: Option<&'a str>,
    success: &'a [&'a str],
    informational: &'a [&'a str],
    failure: &'a [&'a str],
    /// Failures of an ingredient.
    delta: &'a [&'a str],
}

fn list(codes: &[&str]) -> Value {
    codes
        .iter()
        .map(|code| json!({ "code": code, "url": "self#jumbf=/c2pa/urn:1/c2pa.signature", "explanation": "so" }))
        .collect()
}

fn results(say: Say<'_>) -> Value {
    let mut results = json!({ "activeManifest": {
        "success": list(say.success), "informational": list(say.informational), "failure": list(say.failure)
    } });
    if !say.delta.is_empty() {
        results["ingredientDeltas"] = json!([{
            "ingredientAssertionURI": "self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.ingredient.v3",
            "validationDeltas": { "success": [], "informational": [], "failure": list(say.delta) }
        }]);
    }
    results
}

fn with_state(mut report: Value, state: Option<&str>) -> Value {
    if let Some(state) = state {
        report["validation_state"] = json!(state);
    }
    report
}

fn plain(say: Say<'_>) -> Value {
    let report = json!({
        "active_manifest": "urn:1",
        "manifests": { "urn:1": {
            "title": "Harbor",
            "claim_generator_info": [{ "name": "Que Uploader", "version": "0.1.0", "org.contentauth.c2pa_rs": "0.90.2" }],
            "assertions": [
                { "label": "c2pa.actions.v2", "data": { "actions": [
                    { "action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }
                ] } }
            ],
            "signature_info": { "alg": "Es256", "issuer": "Sandbox", "common_name": "Signer", "cert_serial_number": "12" }
        } },
        "validation_results": results(say),
    });
    with_state(report, say.state)
}

fn detailed(say: Say<'_>) -> Value {
    let report = json!({
        "active_manifest": "urn:1",
        "manifests": { "urn:1": {
            "claim": {
                "claim_generator_info": { "name": "Que Uploader", "version": "0.1.0", "org.contentauth.c2pa_rs": "0.90.2" },
                "dc:title": "Harbor"
            },
            "assertion_store": { "c2pa.actions.v2": { "actions": [
                { "action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }
            ] } },
            "signature": { "alg": "es256", "issuer": "Sandbox", "common_name": "Signer" }
        } },
        "validation_results": results(say),
    });
    with_state(report, say.state)
}

fn cr_json(say: Say<'_>) -> Value {
    let mut results = results(say);
    let mut report = json!({
        "@context": { "@vocab": "https://c2pa.org/crjson" },
        "manifests": [{
            "label": "urn:1",
            "claim.v2": {
                "claim_generator_info": { "name": "Que Uploader", "version": "0.1.0", "org.contentauth.c2pa_rs": "0.90.2" },
                "dc:title": "Harbor"
            },
            "assertions": { "c2pa.actions.v2": { "actions": [
                { "action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }
            ] } },
            "signature": { "algorithm": "es256", "certificateInfo": {
                "serialNumber": "0c", "subject": { "CN": "Signer", "O": "Sandbox" }, "issuer": { "CN": "Root" },
                "validity": { "notBefore": "2026-01-01T00:00:00Z", "notAfter": "2027-01-01T00:00:00Z" }
            } },
            "validationResults": results["activeManifest"].take()
        }]
    });
    if let Value::Array(_) = results["ingredientDeltas"] {
        report["manifests"][0]["ingredientDeltas"] = results["ingredientDeltas"].take();
    }
    with_state(report, say.state)
}

/// Newer crJSON has one place for all results.
fn cr_json_with_results_beside(say: Say<'_>) -> Value {
    let mut report = cr_json(Say::default());
    report["manifests"][0]["validationResults"] = Value::Null;
    report["validationResults"] = results(say);
    with_state(report, say.state)
}

fn as_text(report: &Value) -> Value {
    Value::String(report.to_string())
}

type Shape = (&'static str, fn(Say<'_>) -> Value);

/// All shapes that carry headings for their codes.
const SHAPES: [Shape; 9] = [
    ("plain", plain),
    ("detailed", detailed),
    ("crJSON", cr_json),
    ("crJSON with results beside", cr_json_with_results_beside),
    (
        "wrapper",
        |say| json!({ "report": plain(say), "is_embedded": true, "remote_url": null, "status": [] }),
    ),
    (
        "wrapper of a text",
        |say| json!({ "report": as_text(&plain(say)), "cawg": null }),
    ),
    (
        "wrapper of crJSON as a text",
        |say| json!({ "report": as_text(&cr_json(say)) }),
    ),
    ("a text in a text", |say| as_text(&detailed(say))),
    (
        "wrapper in a wrapper",
        |say| json!({ "report": as_text(&json!({ "report": plain(say) })) }),
    ),
];

/// Shapes whose codes are in one flat list.
const FLAT: [Shape; 3] = [
    ("plain with a list", |say| {
        with_state(
            json!({ "active_manifest": "urn:1", "manifests": {}, "validation_status": flat(say) }),
            say.state,
        )
    }),
    ("summary", |say| {
        with_state(json!({ "validationStatus": flat(say) }), say.state)
    }),
    (
        "wrapper with a list",
        |say| json!({ "report": "not there", "status": flat(say), "verdict": say.state }),
    ),
];

fn flat(say: Say<'_>) -> Value {
    list(&[say.success, say.informational, say.failure, say.delta].concat())
}

/// In every shape, this is the verdict.
fn everywhere(say: Say<'_>, verdict: Verdict) {
    for (shape, make) in SHAPES.iter().chain(&FLAT) {
        let report = make(say);
        let reading = read_report(&report.to_string());
        assert_eq!(reading.verdict, verdict, "{shape}: {report} {reading:?}");
        assert_eq!(Report::read(&report.to_string()).reading, reading, "{shape}");
    }
}

#[test]
fn any_failure_but_an_unknown_signer_is_invalid_whatever_the_report_states() {
    for code in TAMPERED.into_iter().chain([
        "claimSignature.missing",
        "claim.missing",
        "signingCredential.expired",
        "signingCredential.ocsp.revoked",
        "something.new",
    ]) {
        for state in [None, Some("Invalid"), Some("Valid"), Some("Trusted")] {
            for success in [&[SIGNED][..], &[SIGNED, TRUSTED]] {
                let say = Say {
                    state,
                    success,
                    failure: &[code],
                    ..Say::default()
                };
                everywhere(say, Verdict::Invalid);
                let failure = &[UNTRUSTED, code][..];
                everywhere(Say { failure, ..say }, Verdict::Invalid);
                let say = Say {
                    state,
                    success,
                    delta: &[code],
                    ..Say::default()
                };
                everywhere(say, Verdict::Invalid);
            }
        }
    }
}

#[test]
fn a_changed_file_is_explained_as_such_and_each_code_is_listed_once() {
    for code in TAMPERED {
        let say = Say {
            state: Some("Invalid"),
            failure: &[code, UNTRUSTED, code],
            ..Say::default()
        };
        for (shape, make) in SHAPES {
            let reading = read_report(&make(say).to_string());
            assert!(
                reading.explanation.contains("changed after it was signed"),
                "{shape}: {reading:?}"
            );
            assert_eq!(reading.failures, [code, UNTRUSTED], "{shape}");
        }
    }
    let say = Say {
        state: Some("Invalid"),
        failure: &["claimSignature.missing"],
        ..Say::default()
    };
    let reading = read_report(&plain(say).to_string());
    assert!(!reading.explanation.contains("changed"), "{reading:?}");
    assert!(
        reading.explanation.contains("claimSignature.missing"),
        "the code is named: {reading:?}"
    );
}

#[test]
fn a_mismatch_of_an_unknown_signer_is_invalid_from_a_new_engine_and_unconfirmed_from_an_unknown_one() {
    for state in [None, Some("Invalid"), Some("Valid")] {
        let say = Say {
            state,
            failure: &[SIGNATURE_MISMATCH, UNTRUSTED],
            ..Say::default()
        };
        for (shapes, verdict) in [(&SHAPES[..], Verdict::Invalid), (&FLAT, Verdict::Unconfirmed)] {
            for (shape, make) in shapes {
                let reading = read_report(&make(say).to_string());
                assert_eq!(reading.verdict, verdict, "{shape}: {reading:?}");
                assert!(!reading.explanation.contains("was changed"), "{shape}: {reading:?}");
            }
        }
    }
}

#[test]
fn a_mismatch_alone_or_with_another_failure_is_invalid() {
    everywhere(
        Say {
            failure: &[SIGNATURE_MISMATCH],
            ..Say::default()
        },
        Verdict::Invalid,
    );
    everywhere(
        Say {
            failure: &[SIGNATURE_MISMATCH, UNTRUSTED, TAMPERED[0]],
            ..Say::default()
        },
        Verdict::Invalid,
    );
    // Another manifest's unknown signer excuses nothing.
    for (shape, make) in SHAPES {
        let say = Say {
            failure: &[SIGNATURE_MISMATCH],
            delta: &[UNTRUSTED],
            ..Say::default()
        };
        let report = make(say);
        assert_eq!(
            read_report(&report.to_string()).verdict,
            Verdict::Invalid,
            "{shape}: {report}"
        );
    }
}

#[test]
fn an_unknown_signer_is_valid_and_not_recognized() {
    for state in [None, Some("Invalid"), Some("Valid"), Some("Trusted")] {
        everywhere(
            Say {
                state,
                success: &[SIGNED],
                failure: &[UNTRUSTED],
                ..Say::default()
            },
            Verdict::Valid,
        );
    }
    everywhere(
        Say {
            success: &[SIGNED, TRUSTED],
            delta: &[UNTRUSTED],
            ..Say::default()
        },
        Verdict::Valid,
    );
    let reading = read_report(
        &plain(Say {
            failure: &[UNTRUSTED],
            ..Say::default()
        })
        .to_string(),
    );
    assert!(reading.explanation.contains("does not know the signer"), "{reading:?}");
}

#[test]
fn the_state_valid_is_valid_and_not_trusted() {
    everywhere(
        Say {
            state: Some("Valid"),
            success: &[SIGNED],
            ..Say::default()
        },
        Verdict::Valid,
    );
    everywhere(
        Say {
            state: Some("Valid"),
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        },
        Verdict::Valid,
    );
    everywhere(
        Say {
            state: Some("Valid"),
            ..Say::default()
        },
        Verdict::Valid,
    );
}

#[test]
fn a_trusted_signer_is_trusted_by_code_or_by_state() {
    everywhere(
        Say {
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        },
        Verdict::Trusted,
    );
    everywhere(
        Say {
            state: Some("Trusted"),
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        },
        Verdict::Trusted,
    );
    everywhere(
        Say {
            state: Some("Trusted"),
            ..Say::default()
        },
        Verdict::Trusted,
    );
    everywhere(
        Say {
            state: Some("trusted"),
            success: &[SIGNED],
            ..Say::default()
        },
        Verdict::Trusted,
    );
}

#[test]
fn the_state_invalid_without_a_code_is_invalid() {
    everywhere(
        Say {
            state: Some("Invalid"),
            ..Say::default()
        },
        Verdict::Invalid,
    );
    everywhere(
        Say {
            state: Some("Invalid"),
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        },
        Verdict::Invalid,
    );
}

#[test]
fn informational_codes_never_lower_a_verdict() {
    let informational = &[
        "timeStamp.untrusted",
        "timeStamp.mismatch",
        "signingCredential.ocsp.inaccessible",
        "algorithm.deprecated",
        "manifest.unknownProvenance",
    ];
    let say = Say {
        success: &[SIGNED, TRUSTED],
        informational,
        ..Say::default()
    };
    everywhere(say, Verdict::Trusted);
    everywhere(
        Say {
            failure: &[UNTRUSTED],
            ..say
        },
        Verdict::Valid,
    );
    // Under that heading, even codes that look bad are informational.
    for (shape, make) in SHAPES {
        let say = Say {
            success: &[TRUSTED],
            informational: &[TAMPERED[0], UNTRUSTED],
            ..Say::default()
        };
        assert_eq!(read_report(&make(say).to_string()).verdict, Verdict::Trusted, "{shape}");
    }
}

#[test]
fn the_summary_of_ques_reference_is_read() {
    let report = |trusted: bool, codes: &[&str]| json!({ "summary": { "isTrusted": trusted, "signer": "CN=Example" }, "validationStatus": list(codes) });
    for (trusted, codes, verdict) in [
        (true, &["claim.signature.validated"][..], Verdict::Trusted),
        (true, &[], Verdict::Trusted),
        (false, &["claim.signature.validated"], Verdict::Valid),
        (false, &["claim.signature.validated", TRUSTED], Verdict::Trusted),
        (true, &["claim.signature.validated", UNTRUSTED], Verdict::Valid),
        (true, &["claim.signature.validated", TAMPERED[1]], Verdict::Invalid),
        (false, &[UNTRUSTED, SIGNATURE_MISMATCH], Verdict::Unconfirmed),
    ] {
        for report in [
            report(trusted, codes),
            json!({ "report": report(trusted, codes).to_string() }),
        ] {
            let reading = read_report(&report.to_string());
            assert_eq!(reading.verdict, verdict, "{report}");
            assert_eq!(reading.issuer.as_deref(), Some("CN=Example"), "{report}");
        }
    }
}

#[test]
fn a_wrappers_result_counts_if_the_report_has_none() {
    for (word, verdict) in [
        ("trusted", Verdict::Trusted),
        ("Valid", Verdict::Valid),
        ("INVALID", Verdict::Invalid),
    ] {
        for inner in [json!(null), json!({}), json!("{}"), json!("no json")] {
            let report = json!({ "report": inner, "verdict": word, "certificates": [], "is_embedded": true });
            assert_eq!(read_report(&report.to_string()).verdict, verdict, "{report}");
        }
        let report = json!({ "report": plain(Say { failure: &[TAMPERED[0]], ..Say::default() }), "verdict": word });
        assert_eq!(
            read_report(&report.to_string()).verdict,
            Verdict::Invalid,
            "a failure inside counts more"
        );
    }
    // Codes can be plain strings.
    let report = json!({ "status": [TAMPERED[0]] });
    assert_eq!(read_report(&report.to_string()).verdict, Verdict::Invalid);
}

#[test]
fn missing_credentials_and_unsupported_formats_are_results_in_text_and_in_json() {
    for (words, verdict) in [
        ("C2PA error: no JUMBF data found", Verdict::None),
        ("engine_c2pa: type is unsupported (text/plain)", Verdict::Unsupported),
    ] {
        assert_eq!(read_refusal(words).map(|reading| reading.verdict), Some(verdict));
        for report in [
            words.to_owned(),
            json!(words).to_string(),
            json!({ "error": words }).to_string(),
            json!({ "error": { "message": words } }).to_string(),
            json!({ "code": "engine_c2pa", "detail": words, "status": 422 }).to_string(),
            json!({ "report": json!({ "error": words }).to_string() }).to_string(),
        ] {
            let reading = read_report(&report);
            assert_eq!(reading.verdict, verdict, "{report}");
            assert!(reading.failures.is_empty(), "{report}");
        }
    }
    for empty in [
        json!({ "active_manifest": null, "manifests": {} }),
        json!({ "manifests": [] }),
    ] {
        assert_eq!(read_report(&empty.to_string()).verdict, Verdict::None, "{empty}");
    }
    assert_eq!(read_refusal("something else"), None);
    // A report that quotes the words is not one.
    let report = plain(Say {
        success: &[TRUSTED],
        ..Say::default()
    });
    let report = json!({ "report": report, "error": "no JUMBF data found" });
    assert_eq!(read_report(&report.to_string()).verdict, Verdict::Trusted);
}

#[test]
fn an_unknown_shape_is_an_unknown_verdict_and_not_an_error() {
    for text in [
        "",
        "not json",
        "[]",
        "3",
        "null",
        "\"\"",
        "{}",
        r#"{"new": {"shape": 1}}"#,
        r#"{"manifests": 3, "validation_status": 7}"#,
        r#"{"active_manifest": "gone", "manifests": {"other": {}}}"#,
        r#"{"report": 3, "validation_results": []}"#,
        r#"{"validation_state": 7, "verdict": {"is": "odd"}}"#,
    ] {
        let report = Report::read(text);
        assert_eq!(report.reading.verdict, Verdict::Unknown, "{text}");
        assert!(
            report.reading.explanation.contains("below"),
            "{text}: it says where to look"
        );
    }
}

#[test]
fn every_field_may_be_missing() {
    for (shape, make) in SHAPES {
        let whole = make(Say {
            state: Some("Trusted"),
            success: &[TRUSTED],
            ..Say::default()
        });
        // Remove each field in turn, at any depth: nothing panics.
        let mut paths = Vec::new();
        pointers(&whole, String::new(), &mut paths);
        for path in paths {
            for with in [Value::Null, json!(7), json!([]), json!({}), json!("x")] {
                let mut report = whole.clone();
                if let Some(place) = report.pointer_mut(&path) {
                    *place = with;
                }
                let read = Report::read(&report.to_string());
                assert!(!read.reading.explanation.is_empty(), "{shape} {path}");
            }
        }
    }
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(value, format!("{at}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                pointers(value, format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

#[test]
fn the_signer_and_the_program_are_read_from_every_shape() {
    for (shape, make) in SHAPES {
        let report = Report::read(
            &make(Say {
                success: &[TRUSTED],
                ..Say::default()
            })
            .to_string(),
        );
        let reading = &report.reading;
        assert_eq!(reading.issuer.as_deref(), Some("Sandbox"), "{shape}");
        assert_eq!(report.common_name.as_deref(), Some("Signer"), "{shape}");
        assert_eq!(report.algorithm.as_deref(), Some("ES256"), "{shape}");
        assert_eq!(reading.generator.as_deref(), Some("Que Uploader 0.1.0"), "{shape}");
        assert_eq!(reading.title.as_deref(), Some("Harbor"), "{shape}");
        assert_eq!(report.library.as_deref(), Some("c2pa-rs 0.90.2"), "{shape}");
        assert_eq!(reading.time, None, "{shape}: no trusted timestamp");
        assert_eq!(report.ai, AiUse::NoneStated, "{shape}");
        let actions: Vec<_> = report.actions.iter().map(Action::words).collect();
        assert_eq!(actions, ["Created"], "{shape}");
        assert_eq!(
            report.actions[0].source,
            Some(SourceKind::Origin(crate::Origin::DigitalCapture)),
            "{shape}"
        );
        assert_eq!(report.statuses.len(), 1, "{shape}");
        assert_eq!(report.statuses[0].kind, StatusKind::Success, "{shape}");
        assert_eq!(report.certificates.len(), 1, "{shape}");
    }
    let mut report = plain(Say::default());
    report["manifests"]["urn:1"]["signature_info"]["time"] = json!("2026-11-23T10:00:00+00:00");
    assert_eq!(
        read_report(&report.to_string()).time.as_deref(),
        Some("2026-11-23T10:00:00+00:00")
    );
    let mut report = cr_json(Say::default());
    report["manifests"][0]["signature"]["timeStampInfo"] = json!({ "timestamp": "2026-11-23T10:00:00+00:00" });
    assert_eq!(
        read_report(&report.to_string()).time.as_deref(),
        Some("2026-11-23T10:00:00+00:00")
    );
}

#[test]
fn the_short_and_the_tree_report_are_read_too() {
    let info = json!({
        "format": "image/png", "title": "Harbor", "active_manifest": "urn:1", "manifest_count": 1,
        "signature_info": { "alg": "Es256", "issuer": "Sandbox" }, "validation_status": null, "validation_state": "Trusted"
    });
    let report = Report::read(&info.to_string());
    assert_eq!(report.reading.verdict, Verdict::Trusted);
    assert_eq!(report.reading.issuer.as_deref(), Some("Sandbox"));
    assert_eq!(report.reading.title.as_deref(), Some("Harbor"));
    let tree = json!({
        "tree": { "label": "urn:1", "title": "Collage", "issuer": "Sandbox", "ingredients": [
            { "title": "sky.jpg", "format": "image/jpeg", "relationship": "parentOf", "manifest":
                { "label": "urn:2", "title": "sky", "issuer": "Camera maker", "ingredients": [
                    { "title": "raw.dng", "format": "image/dng", "relationship": "parentOf", "manifest": null }
                ] } },
            { "title": "bird.png", "format": "image/png", "relationship": "componentOf", "manifest": null }
        ] },
        "validation_state": "Valid"
    });
    let report = Report::read(&tree.to_string());
    assert_eq!(report.reading.title.as_deref(), Some("Collage"));
    assert_eq!(report.reading.issuer.as_deref(), Some("Sandbox"));
    let lines: Vec<_> = report
        .ingredients
        .iter()
        .map(|one| {
            (
                one.depth,
                one.title.as_deref().unwrap_or_default(),
                one.has_credentials,
                one.issuer.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (0, "sky.jpg", true, Some("Camera maker")),
            (1, "raw.dng", false, None),
            (0, "bird.png", false, None)
        ]
    );
}

fn with_actions(actions: &Value) -> Report {
    let mut report = plain(Say {
        success: &[TRUSTED],
        ..Say::default()
    });
    report["manifests"]["urn:1"]["assertions"][0]["data"]["actions"] = actions.clone();
    Report::read(&report.to_string())
}

#[test]
fn the_use_of_ai_is_read_from_the_source_types_of_actions() {
    let iptc = |name: &str| format!("http://cv.iptc.org/newscodes/digitalsourcetype/{name}");
    let created = |uri: &str| json!([{ "action": "c2pa.created", "digitalSourceType": uri }]);
    for (uri, ai) in [
        (iptc("trainedAlgorithmicMedia"), AiUse::Made),
        (
            "http://c2pa.org/digitalsourcetype/trainedAlgorithmicData".to_owned(),
            AiUse::Made,
        ),
        (iptc("compositeWithTrainedAlgorithmicMedia"), AiUse::Partly),
        (iptc("compositeSynthetic"), AiUse::Partly),
        (iptc("digitalCapture"), AiUse::NoneStated),
        (iptc("algorithmicMedia"), AiUse::NoneStated),
        ("http://c2pa.org/digitalsourcetype/empty".to_owned(), AiUse::NotStated),
        ("urn:made:up".to_owned(), AiUse::NotStated),
    ] {
        assert_eq!(with_actions(&created(&uri)).ai, ai, "{uri}");
    }
    assert_eq!(with_actions(&json!([{ "action": "c2pa.opened" }])).ai, AiUse::NotStated);
    // Ingredients that were added later are not the origin of the file.
    let placed = json!([
        { "action": "c2pa.created", "digitalSourceType": iptc("digitalCapture") },
        { "action": "c2pa.placed", "digitalSourceType": iptc("trainedAlgorithmicMedia") },
    ]);
    assert_eq!(with_actions(&placed).ai, AiUse::Partly);
    // Later actions count too, and the strongest AI use is reported.
    let edited = json!([
        { "action": "c2pa.created", "digitalSourceType": iptc("digitalCapture") },
        { "action": "c2pa.edited", "digitalSourceType": iptc("compositeWithTrainedAlgorithmicMedia"),
          "softwareAgent": { "name": "Editor", "version": "3" }, "when": "2026-01-01T00:00:00Z",
          "parameters": { "description": "Sky replaced" } },
    ]);
    let report = with_actions(&edited);
    assert_eq!(report.ai, AiUse::Partly);
    let edit = &report.actions[1];
    assert_eq!(
        (edit.kind, edit.software.as_deref()),
        (Some(ActionKind::Edited), Some("Editor 3"))
    );
    assert_eq!(edit.when.as_deref(), Some("2026-01-01T00:00:00Z"));
    assert_eq!(edit.description.as_deref(), Some("Sky replaced"));
}

#[test]
fn actions_have_plain_words_and_unknown_ones_are_made_readable() {
    let names = [
        "c2pa.color_adjustments",
        "c2pa.placed",
        "com.example.skyReplaced_twice",
        "",
    ];
    let actions: Value = names.iter().map(|name| json!({ "action": name })).collect();
    let words: Vec<_> = with_actions(&actions).actions.iter().map(Action::words).collect();
    assert_eq!(
        words,
        [
            "Colors adjusted",
            "Another file was added",
            "Sky replaced twice",
            "Unknown action"
        ]
    );
}

#[test]
fn assertions_are_read_as_plain_words() {
    let mut report = plain(Say::default());
    report["manifests"]["urn:1"]["assertions"] = json!([
        { "label": "stds.schema-org.CreativeWork", "data": { "@type": "CreativeWork",
            "author": [{ "name": "Ada" }, { "name": "Eve" }], "copyrightNotice": "(c) Ada" } },
        { "label": "cawg.training-mining", "data": { "entries": {
            "cawg.ai_training": { "use": "notAllowed" }, "cawg.data_mining": { "use": "constrained", "constraint_info": "ask" }
        } } },
        { "label": "c2pa.hash.data__2", "data": { "alg": "sha256", "exclusions": [{}], "hash": [1, 2, 3] } },
        { "label": "org.example.note", "data": { "text": "hello", "deep": { "er": { "still": { "down": 1 } } }, "pad": [0,0,0,0,0,0,0,0,0,0] } },
        { "label": "c2pa.ingredient.v3", "data": { "title": "stands elsewhere" } },
        { "data": "no label" }, 7
    ]);
    let report = Report::read(&report.to_string());
    let told: Vec<_> = report
        .assertions
        .iter()
        .map(|one| {
            let lines: Vec<_> = one
                .lines
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            (one.title(), lines.join("; "))
        })
        .collect();
    let expected = [
        ("Author and rights", "Author: Ada, Eve; Copyright: (c) Ada"),
        (
            "Use for AI training and data mining",
            "AI training: not allowed; Data mining: under conditions: ask",
        ),
        (
            "Fingerprint that binds the credentials to the file",
            "Algorithm: sha256; : 1 part of the file left out, such as the manifest itself",
        ),
        ("org.example.note", "text: hello; deep › er › still: …; pad: 10 bytes"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((title, lines), (want_title, want_lines)) in told.iter().zip(expected) {
        assert_eq!((*title, lines.as_str()), (want_title, want_lines));
    }
}

fn store(manifests: &[(&str, Value)]) -> Value {
    let manifests: serde_json::Map<_, _> = manifests
        .iter()
        .map(|(label, value)| ((*label).to_owned(), value.clone()))
        .collect();
    json!({ "active_manifest": "urn:1", "manifests": manifests, "validation_state": "Valid" })
}

#[test]
fn ingredients_form_a_tree_in_the_plain_and_the_detailed_shape() {
    let plain = store(&[
        (
            "urn:1",
            json!({ "ingredients": [
            { "title": "old.jpg", "format": "image/jpeg", "relationship": "parentOf", "active_manifest": "urn:2" },
            { "title": "made.png", "relationship": "componentOf",
              "validation_status": [{ "code": "signingCredential.untrusted" }, { "code": "assertion.dataHash.mismatch" }] }
        ] }),
        ),
        (
            "urn:2",
            json!({
                "signature_info": { "issuer": "Camera maker" },
                "assertions": [{ "label": "c2pa.actions", "data": { "actions": [{ "action": "c2pa.created",
                    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" }] } }],
                "ingredients": [{ "title": "raw.dng" }]
            }),
        ),
    ]);
    let detailed = store(&[
        (
            "urn:1",
            json!({ "assertion_store": {
            "c2pa.ingredient.v3": { "dc:title": "old.jpg", "dc:format": "image/jpeg", "relationship": "parentOf",
                "activeManifest": { "url": "self#jumbf=/c2pa/urn:2" } },
            "c2pa.ingredient.v3__1": { "dc:title": "made.png", "relationship": "componentOf",
                "validationResults": { "activeManifest": { "failure": [{ "code": "assertion.dataHash.mismatch" }] } } }
        } }),
        ),
        (
            "urn:2",
            json!({ "signature": { "issuer": "Camera maker" }, "assertion_store": {
            "c2pa.actions": { "actions": [{ "action": "c2pa.created",
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" }] },
            "c2pa.ingredient": { "dc:title": "raw.dng" }
        } }),
        ),
    ]);
    for report in [plain, detailed] {
        let report = Report::read(&report.to_string());
        let lines: Vec<_> = report
            .ingredients
            .iter()
            .map(|one| {
                let title = one.title.as_deref().unwrap_or_default();
                (one.depth, title, one.has_credentials, one.is_ai)
            })
            .collect();
        assert_eq!(
            lines,
            [
                (0, "old.jpg", true, true),
                (1, "raw.dng", false, false),
                (0, "made.png", false, false)
            ]
        );
        assert_eq!(report.ingredients[0].issuer.as_deref(), Some("Camera maker"));
        assert_eq!(
            report.ingredients[0].relationship.as_deref(),
            Some("The file that was opened")
        );
        assert_eq!(
            report.ingredients[2].failure.as_deref(),
            Some("assertion.dataHash.mismatch")
        );
        assert_eq!(report.ai, AiUse::InIngredient);
        assert!(report.assertions.is_empty(), "ingredients stand in the tree alone");
    }
}

#[test]
fn ingredients_name_their_thumbnails_and_the_verdict_on_their_credentials() {
    let results = |success: &[&str], failure: &[&str]| {
        let codes = |list: &[&str]| list.iter().map(|code| json!({ "code": code })).collect::<Value>();
        json!({ "activeManifest": { "success": codes(success), "informational": [], "failure": codes(failure) } })
    };
    let thumbnail = "self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.thumbnail.ingredient__2.jpeg";
    let mut plain = store(&[
        (
            "urn:1",
            json!({ "thumbnail": { "identifier": "self#jumbf=c2pa.assertions/c2pa.thumbnail.claim.jpeg" },
            "ingredients": [
            { "title": "sky.jpg", "label": "c2pa.ingredient.v3", "active_manifest": "urn:2",
              "thumbnail": { "format": "image/jpeg", "identifier": thumbnail },
              "validation_results": results(&["claimSignature.validated", "signingCredential.trusted"], &[]) },
            { "title": "b.jpg", "label": "c2pa.ingredient.v3__1", "active_manifest": "urn:3",
              "thumbnail": { "identifier": "a picture elsewhere.jpg" },
              "validation_results": results(&["claimSignature.validated"], &["signingCredential.untrusted"]) },
            { "title": "c.jpg", "label": "c2pa.ingredient.v3__2", "active_manifest": "urn:3",
              "validation_results": results(&[], &["claimSignature.mismatch", "signingCredential.untrusted"]) },
            { "title": "d.jpg", "active_manifest": "urn:3" },
            { "title": "plain.jpg", "validation_results": results(&["signingCredential.trusted"], &[]) },
        ] }),
        ),
        (
            "urn:2",
            json!({ "thumbnail": { "identifier": "self#jumbf=/c2pa/urn:2/c2pa.assertions/c2pa.thumbnail.claim.png" } }),
        ),
        ("urn:3", json!({})),
    ]);
    let report = Report::read(&plain.to_string());
    let verdicts: Vec<_> = report.ingredients.iter().map(|one| one.verdict).collect();
    let expected = [
        Some(Verdict::Trusted),
        Some(Verdict::Valid),
        Some(Verdict::Unconfirmed),
        None,
        None,
    ];
    assert_eq!(verdicts, expected);
    assert_eq!(
        report.ingredients[0].thumbnails,
        [
            thumbnail,
            "self#jumbf=/c2pa/urn:2/c2pa.assertions/c2pa.thumbnail.claim.png"
        ]
    );
    assert!(report.ingredients[1].thumbnails.is_empty(), "not in the file");
    let own = report.thumbnail.as_deref();
    assert_eq!(
        own,
        Some("self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.thumbnail.claim.jpeg")
    );
    // A later check counts more than what was recorded.
    plain["validation_results"] = json!({ "activeManifest": {}, "ingredientDeltas": [{
        "ingredientAssertionURI": "self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.ingredient.v3",
        "validationDeltas": { "success": [], "informational": [], "failure": [{ "code": "assertion.dataHash.mismatch" }] },
    }] });
    let report = Report::read(&plain.to_string());
    assert_eq!(report.ingredients[0].verdict, Some(Verdict::Invalid));
    assert_eq!(report.ingredients[1].verdict, Some(Verdict::Valid));
    let detailed = store(&[(
        "urn:1",
        json!({ "assertion_store": {
            "c2pa.thumbnail.claim.jpeg": {},
            "c2pa.ingredient.v3": { "dc:title": "old.jpg",
                "thumbnail": { "url": "self#jumbf=c2pa.assertions/c2pa.thumbnail.ingredient.jpeg" } } } }),
    )]);
    let report = Report::read(&detailed.to_string());
    assert_eq!(
        report.ingredients[0].thumbnails,
        ["self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.thumbnail.ingredient.jpeg"]
    );
    let own = report.thumbnail.as_deref();
    assert_eq!(
        own,
        Some("self#jumbf=/c2pa/urn:1/c2pa.assertions/c2pa.thumbnail.claim.jpeg")
    );
}

#[test]
fn a_cycle_of_ingredients_ends() {
    let one = |label: &str| json!({ "ingredients": [{ "title": label, "active_manifest": label }] });
    let report = store(&[
        ("urn:1", one("urn:2")),
        ("urn:2", one("urn:3")),
        ("urn:3", one("urn:1")),
    ]);
    let report = Report::read(&report.to_string());
    let lines: Vec<_> = report.ingredients.iter().map(|one| (one.depth, one.is_cut)).collect();
    assert_eq!(lines, [(0, false), (1, false), (2, true)]);
    let own = Report::read(&store(&[("urn:1", one("urn:1"))]).to_string());
    assert_eq!(own.ingredients.len(), 1);
}

#[test]
fn a_deep_wide_or_entangled_tree_is_bounded() {
    // Each level names the next twice: a full walk would see 2^60.
    let woven: Vec<_> = (1..60)
        .map(|number| {
            let next = format!("urn:{}", number + 1);
            let ingredient = json!({ "title": next, "active_manifest": next });
            (
                format!("urn:{number}"),
                json!({ "ingredients": [ingredient, ingredient] }),
            )
        })
        .collect();
    let woven: Vec<_> = woven
        .iter()
        .map(|(label, value)| (label.as_str(), value.clone()))
        .collect();
    let report = Report::read(&store(&woven).to_string());
    assert!(report.more_ingredients);
    assert_eq!(report.ingredients.len(), 300);
    assert!(report.ingredients.iter().all(|one| one.depth < 24));
    assert!(report.ingredients.iter().any(|one| one.is_cut));
    let wide: Vec<_> = (0..5000).map(|number| json!({ "title": number.to_string() })).collect();
    let report = Report::read(&store(&[("urn:1", json!({ "ingredients": wide }))]).to_string());
    assert_eq!((report.ingredients.len(), report.more_ingredients), (300, true));
}

#[test]
fn deep_nesting_and_huge_lists_are_survived() {
    for deep in [
        "[".repeat(100_000),
        format!("{}{}", "{\"report\":".repeat(100), "}".repeat(100)),
        format!("{}1{}", "{\"report\":".repeat(100), "}".repeat(100)),
    ] {
        assert_eq!(Report::read(&deep).reading.verdict, Verdict::Unknown);
    }
    let mut nested = json!("x");
    for _ in 0..60 {
        nested = json!({ "inner": nested, "list": [1] });
    }
    let mut report = plain(Say {
        success: &[TRUSTED],
        ..Say::default()
    });
    report["manifests"]["urn:1"]["assertions"][0] = json!({ "label": "org.deep", "data": nested });
    assert_eq!(Report::read(&report.to_string()).assertions.len(), 1);

    let codes: Vec<_> = (0..20_000)
        .map(|number| json!({ "code": format!("new.code{number}") }))
        .collect();
    let long = "é".repeat(1_000_000);
    let actions: Vec<_> = (0..20_000).map(|_| json!({ "action": "c2pa.edited" })).collect();
    let report = json!({
        "active_manifest": "urn:1",
        "manifests": { "urn:1": { "title": long, "assertions": [
            { "label": "c2pa.actions", "data": { "actions": actions } },
            { "label": "org.long", "data": { "text": long, "list": codes } }
        ] } },
        "validation_results": { "activeManifest": { "failure": codes } }
    });
    let report = Report::read(&report.to_string());
    assert_eq!(report.reading.verdict, Verdict::Invalid);
    assert_eq!(report.reading.failures.len(), MAX_ENTRIES);
    assert_eq!(report.statuses.len(), MAX_ENTRIES);
    assert_eq!(report.actions.len(), MAX_ENTRIES);
    assert_eq!(
        report.reading.title.map(|title| title.chars().count()),
        Some(MAX_CHARS + 1)
    );
    assert!(report.assertions.iter().all(|one| one.lines.len() <= 41));
}

#[test]
fn codes_are_sorted_by_kind_with_their_words_and_place() {
    let say = Say {
        success: &[SIGNED],
        informational: &["timeStamp.untrusted"],
        failure: &[UNTRUSTED],
        delta: &[TAMPERED[0]],
        ..Say::default()
    };
    let report = Report::read(&plain(say).to_string());
    let told: Vec<_> = report
        .statuses
        .iter()
        .map(|status| (status.kind, status.code.as_str(), status.of_ingredient))
        .collect();
    assert_eq!(
        told,
        [
            (StatusKind::Failure, UNTRUSTED, false),
            (StatusKind::Failure, TAMPERED[0], true),
            (StatusKind::Informational, "timeStamp.untrusted", false),
            (StatusKind::Success, SIGNED, false),
        ]
    );
    let first = &report.statuses[0];
    assert_eq!(first.meaning, Some(StatusMeaning::SignerUntrusted));
    assert_eq!(first.place.as_deref(), Some("c2pa.signature"));
    assert_eq!(first.explanation.as_deref(), Some("so"));
}

#[test]
fn certificates_are_found_in_every_shape() {
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let wrapper = json!({ "report": plain(Say::default()), "certificates": [
        pem, { "subject": "CN=A", "issuer": { "CN": "B" }, "serial_number": 7, "not_after": "2027-01-01" }, 3, {}
    ] });
    let report = Report::read(&wrapper.to_string());
    assert_eq!(report.certificates.len(), 2);
    assert_eq!(report.certificates[0].pem.as_deref(), Some(pem.trim()));
    let facts: Vec<_> = report.certificates[1]
        .facts
        .iter()
        .map(|(field, value)| format!("{} {value}", field.words()))
        .collect();
    assert_eq!(
        facts,
        [
            "Subject CN=A",
            "Issued by CN=B",
            "Serial number 7",
            "Valid until 2027-01-01"
        ]
    );
    let chain = json!({ "report": {}, "certificates": format!("{pem}{pem}") });
    assert_eq!(Report::read(&chain.to_string()).certificates.len(), 2);
    let certificates = Report::read(&cr_json(Say::default()).to_string()).certificates;
    assert_eq!(
        certificates[0].facts[0],
        (CertificateField::Subject, "CN=Signer, O=Sandbox".to_owned())
    );
}

#[test]
fn an_address_in_a_files_metadata_is_an_address_whatever_it_says() {
    for address in [
        "https://a.example/no jumbf data found",
        "type is unsupported",
        "https://a.example/type is unsupported",
    ] {
        assert_eq!(stored_elsewhere(address).verdict, Verdict::Remote, "{address}");
    }
}
