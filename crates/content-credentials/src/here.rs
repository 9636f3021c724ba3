//! Combines a server's report with one that this computer made by reading the same file. The local report can settle what the
//! server left open. Both are kept.

use serde_json::{Value, json};

use super::{
    Explanation, ReportSummary, bounded_json,
    report::{NOT_CONFIRMED_THERE, NOT_SETTLED, active_manifest},
};
use crate::Verdict;

/// The field that holds the local report.
const FIELD: &str = "read_here";

/// The combination of both reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CombinedReport {
    /// The combined verdict.
    pub verdict: Verdict,
    /// Its explanation, which mentions both.
    pub explanation: String,
    /// Both reports as JSON.
    pub report: String,
}

/// Which bytes were read locally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalSource {
    /// The uploaded bytes, identified by their hash.
    Uploaded,
    /// The server's copy, because no hash of the upload is known.
    OfServer,
}

impl LocalSource {
    /// The start of a sentence about them.
    pub(crate) const fn read(self) -> &'static str {
        match self {
            Self::Uploaded => "Read on this computer",
            Self::OfServer => "Read on this computer, the copy that the server gives",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::OfServer => "server_copy",
        }
    }
}

/// The local report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalReport<'a> {
    /// Its text.
    pub report: &'a str,
    /// Which bytes it is about.
    pub bytes: LocalSource,
}

/// Settles what a server left open. `here` is the local report, or why there is none.
#[must_use]
pub fn combine_reports(server: &ReportSummary, report: &str, here: Result<LocalReport<'_>, &str>) -> CombinedReport {
    let read = here.map(|here| (super::read_report(here.report), here));
    let (verdict, explanation) = match &read {
        // Other credentials prove nothing about these.
        Ok((_, here)) if !is_same(report, here.report) => open(server, "other credentials were found in the file"),
        Ok((reading, here)) => match reading.verdict {
            Verdict::Invalid => (
                Verdict::Invalid,
                format!("{NOT_CONFIRMED_THERE}{}: {}", here.bytes.read(), reading.explanation),
            ),
            Verdict::Valid | Verdict::Trusted => (Verdict::Valid, Explanation::ValidHere(here.bytes).to_string()),
            _ => open(server, "the result was unclear"),
        },
        Err(why) => open(server, why),
    };
    let own = match &read {
        Ok((reading, here)) => json!({
            "verdict": reading.verdict,
            "explanation": reading.explanation,
            "bytes": here.bytes.name(),
            "report": bounded_json(here.report).unwrap_or_else(|| Value::String(here.report.to_owned())),
        }),
        Err(why) => json!({ "verdict": null, "explanation": why }),
    };
    CombinedReport {
        verdict,
        explanation,
        report: json!({ "report": report, FIELD: own }).to_string(),
    }
}

fn open(server: &ReportSummary, why: &str) -> (Verdict, String) {
    let words = format!("{}{NOT_SETTLED}{why}.", server.explanation);
    (server.verdict, words)
}

/// Whether both reports are about the same manifest, as far as they name it.
fn is_same(server: &str, here: &str) -> bool {
    match (active_manifest(server), active_manifest(here)) {
        (Some(server), Some(here)) => server == here,
        _ => true,
    }
}

/// Prepares a server's report for storage when there is no local one. If it has the field of local reports, it is wrapped as a
/// string: a server must not be able to forge a local report.
#[must_use]
pub fn store_server_report(report: String) -> String {
    if report.contains(FIELD) {
        json!({ "report": report, FIELD: null }).to_string()
    } else {
        report
    }
}

/// Splits a stored report into the server's report and the local one.
#[must_use]
pub fn split_combined(kept: &str) -> (Value, Option<Value>) {
    let value = |text: &str| bounded_json(text).unwrap_or_else(|| Value::String(text.to_owned()));
    if !kept.contains(FIELD) {
        return (value(kept), None);
    }
    match serde_json::from_str(kept) {
        Ok(Value::Object(mut both)) if both.contains_key(FIELD) => {
            let here = both.remove(FIELD).filter(|here| !here.is_null());
            let server = both.get("report").and_then(Value::as_str).unwrap_or_default();
            (value(server), here)
        }
        _ => (value(kept), None),
    }
}

/// What each of the two readers found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothReadings {
    /// The server's own verdict, with its explanation.
    pub server: (Verdict, String),
    /// The verdict of this computer, if it could read the file, with its explanation. Otherwise why it could not.
    pub here: (Option<Verdict>, String),
    /// Whether this computer read the copy that the server gives, not the uploaded bytes.
    pub is_copy: bool,
}

/// Both readings in a stored report. `None` if only the server read the file.
#[must_use]
pub fn both_readings(kept: &str) -> Option<BothReadings> {
    let (server, here) = split_combined(kept);
    let here = here?;
    let server = match &server {
        Value::String(text) => super::read_report(text),
        value => super::read_report(&value.to_string()),
    };
    let verdict = here.get("verdict").cloned().unwrap_or_default();
    let text = |field: &str| here.get(field).and_then(Value::as_str);
    Some(BothReadings {
        server: (server.verdict, server.explanation),
        here: (
            serde_json::from_value(verdict).unwrap_or_default(),
            text("explanation").unwrap_or_default().to_owned(),
        ),
        is_copy: text("bytes") == Some(LocalSource::OfServer.name()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_report;

    /// What c2pa-rs 0.59 reports for every unknown signer.
    fn open_report(label: &str) -> String {
        json!({
            "active_manifest": label,
            "validation_state": "Invalid",
            "validation_status": [{ "code": "claimSignature.mismatch" }, { "code": "signingCredential.untrusted" }],
        })
        .to_string()
    }

    fn here(label: &str, success: &[&str], failure: &[&str]) -> String {
        let codes = |list: &[&str]| list.iter().map(|code| json!({ "code": code })).collect::<Value>();
        json!({
            "active_manifest": label, "jsonGenerator": { "name": "c2pa-rs", "version": "0.90.0" },
            "validation_results": { "activeManifest":
                { "success": codes(success), "informational": [], "failure": codes(failure) } },
        })
        .to_string()
    }

    const fn uploaded(report: &str) -> LocalReport<'_> {
        LocalReport {
            report,
            bytes: LocalSource::Uploaded,
        }
    }

    #[test]
    fn the_explanation_says_that_the_servers_copy_was_read() {
        let server = open_report("urn:1");
        let reading = read_report(&server);
        let own = here("urn:1", &["claimSignature.validated"], &["signingCredential.untrusted"]);
        let of = |bytes| combine_reports(&reading, &server, Ok(LocalReport { report: &own, bytes }));
        let (file, copy) = (of(LocalSource::Uploaded), of(LocalSource::OfServer));
        assert_eq!((file.verdict, copy.verdict), (Verdict::Valid, Verdict::Valid));
        assert!(!file.explanation.contains("copy"), "{file:?}");
        assert!(copy.explanation.contains("the copy that the server gives"), "{copy:?}");
        assert_eq!(split_combined(&file.report).1.unwrap()["bytes"], "uploaded");
        assert_eq!(split_combined(&copy.report).1.unwrap()["bytes"], "server_copy");
    }

    #[test]
    fn a_local_report_settles_what_the_server_left_open_and_both_are_kept() {
        let server = open_report("urn:1");
        let reading = read_report(&server);
        assert_eq!(reading.verdict, Verdict::Unconfirmed);
        let validated = "claimSignature.validated";
        let untrusted = "signingCredential.untrusted";
        for (own, verdict) in [
            (here("urn:1", &[validated], &[untrusted]), Verdict::Valid),
            // This computer has no trust list, so nothing becomes trusted.
            (
                here("urn:1", &[validated, "signingCredential.trusted"], &[]),
                Verdict::Valid,
            ),
            (
                here("urn:1", &[validated], &[untrusted, "assertion.dataHash.mismatch"]),
                Verdict::Invalid,
            ),
            (
                here("urn:1", &[], &[untrusted, "claimSignature.mismatch"]),
                Verdict::Invalid,
            ),
            // About another file.
            (here("urn:2", &[validated], &[untrusted]), Verdict::Unconfirmed),
            (here("urn:1", &[], &[]), Verdict::Unconfirmed),
            ("no JUMBF data found".to_owned(), Verdict::Unconfirmed),
        ] {
            let settled = combine_reports(&reading, &server, Ok(uploaded(&own)));
            assert_eq!(settled.verdict, verdict, "{own} {settled:?}");
            assert!(settled.explanation.contains("on this computer"), "{settled:?}");
            let (said, read) = split_combined(&settled.report);
            assert_eq!(
                said.to_string(),
                serde_json::from_str::<Value>(&server).unwrap().to_string()
            );
            assert_eq!(read.unwrap()["verdict"], json!(read_report(&own).verdict));
            // The combined report still gives the server's own verdict.
            assert_eq!(read_report(&settled.report).verdict, Verdict::Unconfirmed);
        }
        let settled = combine_reports(&reading, &server, Err("the file is not here"));
        assert_eq!(settled.verdict, Verdict::Unconfirmed);
        assert!(
            settled.explanation.ends_with("on this computer: the file is not here."),
            "{settled:?}"
        );
    }

    #[test]
    fn both_readings_are_told_apart() {
        let server = open_report("urn:1");
        let reading = read_report(&server);
        let own = here("urn:1", &["claimSignature.validated"], &["signingCredential.untrusted"]);
        let copy = LocalReport {
            report: &own,
            bytes: LocalSource::OfServer,
        };
        let both = both_readings(&combine_reports(&reading, &server, Ok(copy)).report).unwrap();
        assert_eq!(both.server.0, Verdict::Unconfirmed);
        assert_eq!(both.server.1, reading.explanation);
        assert_eq!((both.here.0, both.is_copy), (Some(Verdict::Valid), true));
        assert_eq!(both.here.1, read_report(&own).explanation);
        let missing = combine_reports(&reading, &server, Err("the file is not here"));
        let both = both_readings(&missing.report).unwrap();
        assert_eq!(both.here, (None, "the file is not here".to_owned()));
        assert!(!both.is_copy);
        for alone in [
            server.clone(),
            store_server_report(server),
            store_server_report("read_here".to_owned()),
        ] {
            assert_eq!(both_readings(&alone), None);
        }
    }

    #[test]
    fn a_server_cannot_forge_a_local_report() {
        let report =
            json!({ "validation_state": "Valid", "read_here": { "verdict": "valid" }, "report": "{}" }).to_string();
        let kept = store_server_report(report.clone());
        let (said, read) = split_combined(&kept);
        assert_eq!((said, read), (serde_json::from_str(&report).unwrap(), None));
        let plain = r#"{"validation_state":"Valid"}"#.to_owned();
        assert_eq!(store_server_report(plain.clone()), plain);
        assert_eq!(
            split_combined("no JSON, read_here"),
            (json!("no JSON, read_here"), None)
        );
    }
}
