//! Reading a verification report: from any of the shapes that servers send to one verdict and a few facts.
//!
//! A report's shape depends on the server's engine and on the mode that was asked for. Every field is optional, and a
//! shape that was never seen is not an error: its verdict is [`Verdict::Unknown`] and its text stays to be read.

use serde_json::Value;

use crate::model::Verdict;

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in one sentence.
    pub explanation: String,
    /// Who issued the signing certificate's name, where the report tells.
    pub issuer: Option<String>,
    /// When it was signed, by a trusted clock, RFC 3339.
    pub time: Option<String>,
    /// With what program or device the claim was made.
    pub generator: Option<String>,
    /// The title in the manifest.
    pub title: Option<String>,
    /// The codes that speak against the file.
    pub failures: Vec<String>,
}

/// Codes that mean the file was changed after it was signed.
const TAMPERED: [&str; 4] = [
    "assertion.dataHash.mismatch",
    "assertion.hashedURI.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
];
const UNTRUSTED: &str = "signingCredential.untrusted";
const TRUSTED: &str = "signingCredential.trusted";
const SIGNATURE_MISMATCH: &str = "claimSignature.mismatch";

/// The codes of a report, by what they say.
#[derive(Debug, Default)]
struct Codes {
    success: Vec<String>,
    failure: Vec<String>,
}

impl Codes {
    fn has(&self, code: &str) -> bool {
        self.success.iter().chain(&self.failure).any(|found| found == code)
    }

    /// A list whose heading says what its codes are.
    fn take(into: &mut Vec<String>, list: &Value) {
        let codes = list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|status| status["code"].as_str());
        into.extend(codes.map(str::to_owned));
    }

    /// `{success, informational, failure}`.
    fn take_results(&mut self, results: &Value) {
        Self::take(&mut self.success, &results["success"]);
        Self::take(&mut self.failure, &results["failure"]);
    }

    /// A flat list, where only the code tells. Informational codes lower no verdict.
    fn take_flat(&mut self, list: &Value) {
        for status in list.as_array().into_iter().flatten() {
            let Some(code) = status["code"].as_str() else { continue };
            if is_success(code) || status["success"] == true {
                self.success.push(code.to_owned());
            } else if !is_informational(code) {
                self.failure.push(code.to_owned());
            }
        }
    }
}

fn is_success(code: &str) -> bool {
    let last = code.rsplit('.').next().unwrap_or(code);
    matches!(
        last,
        "validated" | "match" | "trusted" | "notRevoked" | "accessible" | "insideValidity" | "wellFormed"
    )
}

fn is_informational(code: &str) -> bool {
    code.starts_with("timeStamp.")
        || code.starts_with("timeOfSigning.")
        || code.starts_with("signingCredential.ocsp.") && !code.ends_with(".revoked")
        || matches!(
            code,
            "algorithm.deprecated" | "manifest.unknownProvenance" | "ingredient.unknownProvenance"
        )
        || code == "assertion.ingredient.unknownProvenance"
}

/// Reads a report's text.
#[must_use]
pub fn read_report(text: &str) -> Reading {
    if let Some(reading) = read_refusal(text) {
        return reading;
    }
    let Ok(outer) = serde_json::from_str::<Value>(text) else {
        return unknown("The report is not JSON. Read its text below.");
    };
    // A wrapper carries the report inside, as an object or once more as a text.
    let report = match &outer["report"] {
        Value::String(inner) => serde_json::from_str(inner).unwrap_or_else(|_| outer.clone()),
        inner @ Value::Object(_) => inner.clone(),
        _ => outer.clone(),
    };
    let mut codes = Codes::default();
    let mut known = false;
    for document in [&outer, &report] {
        for results in [&document["validation_results"], &document["validationResults"]] {
            if results.is_object() {
                known = true;
                codes.take_results(&results["activeManifest"]);
                for delta in results["ingredientDeltas"].as_array().into_iter().flatten() {
                    codes.take_results(&delta["validationDeltas"]);
                }
                codes.take_results(results);
            }
        }
        for list in [
            &document["validation_status"],
            &document["validationStatus"],
            &document["status"],
        ] {
            known |= list.is_array();
            codes.take_flat(list);
        }
    }
    if let Some(manifests) = report["manifests"].as_array() {
        for manifest in manifests {
            let results = &manifest["validationResults"];
            known |= results.is_object();
            codes.take_results(results);
        }
    }
    let state = report["validation_state"]
        .as_str()
        .or_else(|| outer["validation_state"].as_str());
    let trusted = [&outer, &report]
        .iter()
        .find_map(|document| document["summary"]["isTrusted"].as_bool());
    known |= state.is_some() || trusted.is_some();

    let active = active_manifest(&report);
    let signature = if active["signature_info"].is_object() {
        &active["signature_info"]
    } else {
        &active["signature"]
    };
    let text_of = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let issuer = text_of(&signature["issuer"])
        .or_else(|| text_of(&signature["common_name"]))
        .or_else(|| {
            [&outer, &report]
                .iter()
                .find_map(|document| text_of(&document["summary"]["signer"]))
        });
    let (verdict, explanation) = if known {
        judge(&codes, state, trusted)
    } else if report["active_manifest"].is_null()
        && report["manifests"].as_object().is_some_and(serde_json::Map::is_empty)
    {
        (Verdict::None, "This file has no Content Credentials.".to_owned())
    } else {
        return Reading {
            issuer,
            ..unknown("The report says neither valid nor invalid in words known here. Read it below.")
        };
    };
    Reading {
        verdict,
        explanation,
        issuer,
        time: text_of(&signature["time"]),
        generator: generator(active),
        title: text_of(&active["title"]).or_else(|| text_of(&active["claim"]["dc:title"])),
        failures: each_once(codes.failure),
    }
}

/// A plain report is read as its own wrapper too, and several ingredients can fail alike.
fn each_once(codes: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::with_capacity(codes.len());
    for code in codes {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    once
}

/// Reads the words of a server that refused to verify: two of them are answers, not errors.
#[must_use]
pub fn read_refusal(text: &str) -> Option<Reading> {
    // Only plain words, not a report that happens to quote them.
    if text.trim_start().starts_with('{') {
        return None;
    }
    let words = text.to_ascii_lowercase();
    let (verdict, explanation) = if words.contains("no jumbf data found") {
        (Verdict::None, "This file has no Content Credentials.")
    } else if words.contains("type is unsupported") {
        (Verdict::Unsupported, "This format cannot carry Content Credentials.")
    } else {
        return None;
    };
    Some(Reading {
        verdict,
        ..unknown(explanation)
    })
}

fn judge(codes: &Codes, state: Option<&str>, trusted: Option<bool>) -> (Verdict, String) {
    let untrusted = codes.has(UNTRUSTED);
    let failures: Vec<_> = codes.failure.iter().filter(|code| *code != UNTRUSTED).collect();
    // c2pa-rs 0.59 says "mismatch" of a signature whose certificate is merely not on its list.
    if untrusted && !failures.is_empty() && failures.iter().all(|code| *code == SIGNATURE_MISMATCH) {
        return (
            Verdict::Valid,
            "The signer is not recognised by this server, so the signature could not be confirmed.".to_owned(),
        );
    }
    if failures.iter().any(|code| TAMPERED.contains(&code.as_str())) {
        return (Verdict::Invalid, "The file was changed after it was signed.".to_owned());
    }
    if let Some(first) = failures.first() {
        return (
            Verdict::Invalid,
            format!("The Content Credentials do not hold: {first}."),
        );
    }
    if state.is_some_and(|state| state.eq_ignore_ascii_case("invalid")) {
        return (Verdict::Invalid, "The Content Credentials do not hold.".to_owned());
    }
    if untrusted || trusted == Some(false) && !codes.has(TRUSTED) {
        return (
            Verdict::Valid,
            "The file is as it was signed, but the signer is not recognised.".to_owned(),
        );
    }
    if codes.has(TRUSTED) || trusted == Some(true) || state.is_some_and(|state| state.eq_ignore_ascii_case("trusted")) {
        return (
            Verdict::Trusted,
            "The file is as it was signed, and the signer is trusted.".to_owned(),
        );
    }
    if state.is_some_and(|state| state.eq_ignore_ascii_case("valid")) || !codes.success.is_empty() {
        return (
            Verdict::Valid,
            "The file is as it was signed, but the signer is not recognised.".to_owned(),
        );
    }
    (
        Verdict::Unknown,
        "The report says neither valid nor invalid in words known here. Read it below.".to_owned(),
    )
}

/// The manifest that speaks for the file: by its label in a map, or the last of a list.
fn active_manifest(report: &Value) -> &Value {
    let manifests = &report["manifests"];
    match report["active_manifest"].as_str() {
        Some(label) => &manifests[label],
        None if manifests.is_array() => manifests
            .as_array()
            .and_then(|list| list.last())
            .unwrap_or(&Value::Null),
        None => &Value::Null,
    }
}

/// `name version` of the first claim generator: a list in the plain shape, an object in the detailed one.
fn generator(manifest: &Value) -> Option<String> {
    let info = [
        &manifest["claim_generator_info"],
        &manifest["claim"]["claim_generator_info"],
    ]
    .into_iter()
    .find(|info| !info.is_null())?;
    let first = if info.is_array() { &info[0] } else { info };
    let name = first["name"].as_str()?;
    Some(
        first["version"]
            .as_str()
            .map_or_else(|| name.to_owned(), |version| format!("{name} {version}")),
    )
}

fn unknown(explanation: &str) -> Reading {
    Reading {
        verdict: Verdict::Unknown,
        explanation: explanation.to_owned(),
        issuer: None,
        time: None,
        generator: None,
        title: None,
        failures: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plain(state: &str, success: &[&str], informational: &[&str], failure: &[&str]) -> Value {
        let list = |codes: &[&str]| codes.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>();
        json!({
            "active_manifest": "urn:c2pa:1",
            "manifests": { "urn:c2pa:1": {
                "title": "Harbour",
                "claim_generator_info": [{ "name": "Que Uploader", "version": "0.1.0" }],
                "signature_info": { "issuer": "Sandbox", "alg": "Es256" }
            } },
            "validation_results": { "activeManifest": {
                "success": list(success), "informational": list(informational), "failure": list(failure)
            } },
            "validation_state": state
        })
    }

    fn verdict(report: &Value) -> Verdict {
        read_report(&report.to_string()).verdict
    }

    #[test]
    fn a_trusted_signer_is_trusted() {
        let report = plain("Trusted", &["claimSignature.validated", TRUSTED], &[], &[]);
        let reading = read_report(&report.to_string());
        assert_eq!(reading.verdict, Verdict::Trusted);
        assert_eq!(reading.issuer.as_deref(), Some("Sandbox"));
        assert_eq!(reading.generator.as_deref(), Some("Que Uploader 0.1.0"));
        assert_eq!(reading.title.as_deref(), Some("Harbour"));
    }

    #[test]
    fn an_unknown_signer_is_valid_and_not_frightening() {
        assert_eq!(
            verdict(&plain("Valid", &["claimSignature.validated"], &[], &[UNTRUSTED])),
            Verdict::Valid
        );
        assert_eq!(
            verdict(&json!({ "validation_status": [{ "code": UNTRUSTED }] })),
            Verdict::Valid
        );
    }

    #[test]
    fn a_changed_file_is_invalid_in_those_words() {
        for code in TAMPERED {
            let reading = read_report(&plain("Invalid", &[], &[], &[code, UNTRUSTED]).to_string());
            assert_eq!(reading.verdict, Verdict::Invalid);
            assert_eq!(reading.failures, [code, UNTRUSTED], "each is told once");
            assert!(
                reading.explanation.contains("changed after it was signed"),
                "{}",
                reading.explanation
            );
        }
    }

    #[test]
    fn a_failure_in_an_ingredient_counts() {
        let mut report = plain("Valid", &["claimSignature.validated"], &[], &[]);
        report["validation_results"]["ingredientDeltas"] =
            json!([{ "validationDeltas": { "failure": [{ "code": "claimSignature.missing" }] } }]);
        assert_eq!(verdict(&report), Verdict::Invalid);
    }

    #[test]
    fn the_mismatch_of_an_untrusted_certificate_is_not_called_tampering() {
        let reading = read_report(&plain("Invalid", &[], &[], &[SIGNATURE_MISMATCH, UNTRUSTED]).to_string());
        assert_eq!(reading.verdict, Verdict::Valid);
        assert!(reading.explanation.contains("could not be confirmed"));
        assert_eq!(
            verdict(&plain("Invalid", &[], &[], &[SIGNATURE_MISMATCH])),
            Verdict::Invalid
        );
    }

    #[test]
    fn informational_codes_never_lower_a_verdict() {
        assert_eq!(
            verdict(&plain("Trusted", &[TRUSTED], &["timeStamp.untrusted"], &[])),
            Verdict::Trusted
        );
        let flat = json!({ "validation_status": [{ "code": TRUSTED }, { "code": "timeStamp.untrusted" }] });
        assert_eq!(verdict(&flat), Verdict::Trusted);
    }

    #[test]
    fn the_summary_of_the_reference_is_read() {
        let report = json!({
            "summary": { "isTrusted": true, "signer": "CN=Example" },
            "validationStatus": [{ "code": "claim.signature.validated" }]
        });
        let reading = read_report(&report.to_string());
        assert_eq!(
            (reading.verdict, reading.issuer.as_deref()),
            (Verdict::Trusted, Some("CN=Example"))
        );
    }

    #[test]
    fn a_wrapper_and_a_list_of_manifests_are_read() {
        let inner = plain("Trusted", &[TRUSTED], &[], &[]);
        assert_eq!(
            verdict(&json!({ "report": inner, "is_embedded": true })),
            Verdict::Trusted
        );
        assert_eq!(verdict(&json!({ "report": inner.to_string() })), Verdict::Trusted);
        let listed = json!({ "@context": "x", "manifests": [{ "validationResults": { "failure": [{ "code": TAMPERED[0] }] } }] });
        assert_eq!(verdict(&listed), Verdict::Invalid);
    }

    #[test]
    fn no_credentials_and_no_support_are_answers() {
        assert_eq!(read_report("C2PA error: no JUMBF data found").verdict, Verdict::None);
        assert_eq!(
            read_refusal("type is unsupported").unwrap().verdict,
            Verdict::Unsupported
        );
        assert_eq!(read_refusal("something else"), None);
    }

    #[test]
    fn a_shape_never_seen_is_unknown_and_not_an_error() {
        for text in [
            "",
            "not json",
            "[]",
            "3",
            "{}",
            r#"{"new": {"shape": 1}}"#,
            r#"{"manifests": 3, "validation_status": 7}"#,
        ] {
            assert_eq!(read_report(text).verdict, Verdict::Unknown, "{text}");
        }
    }
}
