//! Verification reports and manifests.

use content_credentials::{LintFor, ManifestForm, Origin, TrainingUse, errors, lint, read_refusal, read_report};
use model::Verdict;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Whether the linter lets this manifest be signed.
fn can_be_sent(text: &str) -> bool {
    errors(&lint(text, LintFor::Manifest)).next().is_none()
}

/// Any JSON, often with the names from reports.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "Trusted",
            "Valid",
            "signingCredential.trusted",
            "claimSignature.validated",
            "{}"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let name = prop_oneof![
            prop::sample::select(vec![
                "report",
                "manifests",
                "active_manifest",
                "validation_results",
                "validationResults",
                "validation_status",
                "validationStatus",
                "validation_state",
                "status",
                "summary",
                "isTrusted",
                "signer",
                "activeManifest",
                "ingredientDeltas",
                "validationDeltas",
                "success",
                "failure",
                "informational",
                "code",
                "claim_generator_info",
                "signature_info",
                "signature",
                "title",
                "assertions",
                "label",
                "data",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,6}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn failure_codes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "assertion.dataHash.mismatch",
        "assertion.hashedURI.mismatch",
        "assertion.bmffHash.mismatch",
        "assertion.boxesHash.mismatch",
        "claimSignature.mismatch",
        "claimSignature.missing",
        "claim.missing",
        "signingCredential.untrusted",
        "signingCredential.invalid",
        "signingCredential.revoked",
        "signingCredential.expired",
        "signingCredential.ocsp.revoked",
        "assertion.missing",
        "general.error",
        "ingredient.manifest.mismatch",
        "algorithm.unsupported",
    ])
}

/// Puts a list of codes where reports have one.
fn put(report: &mut Value, place: usize, codes: Value) {
    let Some(fields) = report.as_object_mut() else { return };
    match place {
        0 => {
            fields.insert(
                "validation_results".into(),
                json!({ "activeManifest": { "failure": codes } }),
            );
        }
        1 => {
            fields.insert("validationResults".into(), json!({ "failure": codes }));
        }
        2 => {
            fields.insert(
                "validation_results".into(),
                json!({ "ingredientDeltas": [{ "validationDeltas": { "failure": codes } }] }),
            );
        }
        3 => {
            fields.insert("validation_status".into(), codes);
        }
        4 => {
            fields.insert("validationStatus".into(), codes);
        }
        _ => {
            fields.remove("report");
            fields.insert(
                "manifests".into(),
                json!([{ "validationResults": { "failure": codes } }, {}]),
            );
        }
    }
}

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_any_text_can_be_read_as_a_report(text in prop_oneof![
        "(?s).{0,200}",
        any_json().prop_map(|json| json.to_string()),
        any_json().prop_map(|json| json!({ "report": json.to_string() }).to_string()),
    ]) {
        let reading = read_report(&text);
        prop_assert!(!reading.explanation.is_empty());
        let _ = read_refusal(&text);
        let _ = can_be_sent(&text);
    }

    #[test]
    fn fuzz_a_report_with_a_failure_is_never_trusted(
        noise in prop::collection::vec(("\\PC{0,6}", any_json()), 0..4),
        code in failure_codes(),
        place in 0..6_usize,
        says_trusted in any::<[bool; 3]>(),
        wrapped in 0..3_u8,
        others in prop::collection::vec(prop::sample::select(vec!["signingCredential.trusted", "claimSignature.validated", "timeStamp.trusted"]), 0..3),
    ) {
        let mut report = Value::Object(noise.into_iter().collect());
        if says_trusted[0] { report["validation_state"] = json!("Trusted"); }
        if says_trusted[1] { report["summary"] = json!({ "isTrusted": true }); }
        if says_trusted[2] { report["status"] = json!([{ "code": "signingCredential.trusted" }]); }
        let flat = matches!(place, 3 | 4);
        let mut codes: Vec<Value> = if flat { others.iter().map(|code| json!({ "code": code })).collect() } else { Vec::new() };
        codes.push(json!({ "code": code }));
        put(&mut report, place, codes.into());
        if !flat && place != 5 {
            report["validationStatus"] = others.iter().map(|code| json!({ "code": code })).collect();
        }
        let report = match wrapped {
            0 => report,
            1 => json!({ "report": report, "summary": { "isTrusted": true } }),
            _ => json!({ "report": report.to_string(), "validation_state": "Trusted" }),
        };
        let reading = read_report(&report.to_string());
        prop_assert!(reading.verdict != Verdict::Trusted, "{report} {reading:?}");
        prop_assert!(reading.failures.iter().any(|failure| failure == code), "{report} {reading:?}");
    }

    #[test]
    fn fuzz_a_mismatched_signature_is_never_valid(
        noise in prop::collection::vec(("\\PC{0,6}", any_json()), 0..4),
        place in 0..6_usize,
        state in prop::option::of(prop::sample::select(vec!["Trusted", "Valid", "Invalid", "New"])),
        others in prop::collection::vec(prop::sample::select(vec![
            "signingCredential.trusted", "claimSignature.validated", "timeStamp.trusted", "cawg.identity.trusted",
        ]), 0..4),
        unknown in any::<bool>(),
    ) {
        let mut report = Value::Object(noise.into_iter().collect());
        if let Some(state) = state { report["validation_state"] = json!(state); }
        let mut codes = vec![json!({ "code": "claimSignature.mismatch" })];
        if unknown { codes.push(json!({ "code": "signingCredential.untrusted" })); }
        put(&mut report, place, codes.into());
        if !matches!(place, 3..=5) {
            report["validationStatus"] = others.iter().map(|code| json!({ "code": code })).collect();
        }
        for report in [report.to_string(), json!({ "report": report.to_string(), "verdict": "trusted" }).to_string()] {
            let verdict = read_report(&report).verdict;
            prop_assert!(verdict.fails_script(), "{report} {verdict:?}");
        }
    }

    #[test]
    fn fuzz_a_manifest_from_the_form_passes_the_linter(
        title in "\\PC{1,60}",
        creator in "\\PC{0,60}",
        origin in prop::sample::select(&Origin::ALL[..]),
        training in prop::sample::select(&TrainingUse::ALL[..]),
    ) {
        let form = ManifestForm { title, creator, origin: Some(origin), training: training.into(), ..ManifestForm::default() };
        let mut text = form.to_text();
        prop_assert!(can_be_sent(&text), "{text}");
        // No change of it panics.
        text.truncate(text.floor_char_boundary(text.len() / 2));
        prop_assert!(!can_be_sent(&text));
    }
}
