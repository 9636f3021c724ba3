//! What this computer has read of a file, beside what a server says of it: it settles what the server left open, and both
//! are kept.

use serde_json::{Value, json};

use super::{Reading, bounded_json, report::active_manifest};
use crate::Verdict;

/// The field that holds what was read here.
const FIELD: &str = "read_here";

/// What came of reading the file on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The verdict of both.
    pub verdict: Verdict,
    /// The verdict in words that tell both.
    pub explanation: String,
    /// The server's report with what was read here.
    pub report: String,
}

/// Whose bytes were read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    /// Those that were uploaded, by their hash.
    Uploaded,
    /// Whatever the server gave as the object: no hash of it is on record.
    OfServer,
}

impl Bytes {
    /// How a sentence about what was read begins.
    const fn read(self) -> &'static str {
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

/// What was read here: the report, and of which bytes it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadHere<'a> {
    /// What this computer says of them.
    pub report: &'a str,
    /// Whose bytes they are.
    pub bytes: Bytes,
}

/// Settles what a server left open. `here` is the report of this computer, or why there is none.
#[must_use]
pub fn settle(server: &Reading, report: &str, here: Result<ReadHere<'_>, &str>) -> Settled {
    let read = here.map(|here| (super::read_report(here.report), here));
    let (verdict, explanation) = match &read {
        // Of other credentials than these, nothing follows.
        Ok((_, here)) if !is_same(report, here.report) => open(server, "other credentials were found in the file"),
        Ok((reading, here)) => match reading.verdict {
            Verdict::Invalid => (
                Verdict::Invalid,
                format!(
                    "The server did not confirm the signature. {}: {}",
                    here.bytes.read(),
                    reading.explanation
                ),
            ),
            Verdict::Valid | Verdict::Trusted => (Verdict::Valid, holds(here.bytes)),
            _ => open(server, "what was read says neither"),
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
    Settled {
        verdict,
        explanation,
        report: json!({ "report": report, FIELD: own }).to_string(),
    }
}

fn holds(bytes: Bytes) -> String {
    let what = match bytes {
        Bytes::Uploaded => ", it holds: the file is as it was signed",
        Bytes::OfServer => ", holds: that copy is as it was signed",
    };
    format!(
        "The server did not check the signature of a signer whom it does not know. {}{what}.",
        bytes.read()
    )
}

fn open(server: &Reading, why: &str) -> (Verdict, String) {
    let words = format!("{} It was not settled on this computer: {why}.", server.explanation);
    (server.verdict, words)
}

/// Whether both speak of the same manifest, as far as they name it.
fn is_same(server: &str, here: &str) -> bool {
    match (active_manifest(server), active_manifest(here)) {
        (Some(server), Some(here)) => server == here,
        _ => true,
    }
}

/// A server's report as it is kept where nothing was read here. One that has a field of that name could pass for what
/// this computer has read, so it is kept as a text.
#[must_use]
pub fn report_alone(report: String) -> String {
    if report.contains(FIELD) {
        json!({ "report": report, FIELD: null }).to_string()
    } else {
        report
    }
}

/// Takes apart what is kept: the server's report as a value, and what was read here.
#[must_use]
pub fn parts(kept: &str) -> (Value, Option<Value>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_report;

    /// As an engine of 0.59 says it of every signer that it does not know.
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

    const fn uploaded(report: &str) -> ReadHere<'_> {
        ReadHere {
            report,
            bytes: Bytes::Uploaded,
        }
    }

    #[test]
    fn what_was_read_of_a_copy_that_the_server_gave_is_told_as_one() {
        let server = open_report("urn:1");
        let reading = read_report(&server);
        let own = here("urn:1", &["claimSignature.validated"], &["signingCredential.untrusted"]);
        let of = |bytes| settle(&reading, &server, Ok(ReadHere { report: &own, bytes }));
        let (file, copy) = (of(Bytes::Uploaded), of(Bytes::OfServer));
        assert_eq!((file.verdict, copy.verdict), (Verdict::Valid, Verdict::Valid));
        assert!(!file.explanation.contains("copy"), "{file:?}");
        assert!(copy.explanation.contains("the copy that the server gives"), "{copy:?}");
        assert_eq!(parts(&file.report).1.unwrap()["bytes"], "uploaded");
        assert_eq!(parts(&copy.report).1.unwrap()["bytes"], "server_copy");
    }

    #[test]
    fn what_a_server_left_open_is_settled_by_what_was_read_here_and_both_are_kept() {
        let server = open_report("urn:1");
        let reading = read_report(&server);
        assert_eq!(reading.verdict, Verdict::Unconfirmed);
        let holds = "claimSignature.validated";
        let untrusted = "signingCredential.untrusted";
        for (own, verdict) in [
            (here("urn:1", &[holds], &[untrusted]), Verdict::Valid),
            // Nobody's list of signers is here, so nothing becomes trusted.
            (
                here("urn:1", &[holds, "signingCredential.trusted"], &[]),
                Verdict::Valid,
            ),
            (
                here("urn:1", &[holds], &[untrusted, "assertion.dataHash.mismatch"]),
                Verdict::Invalid,
            ),
            (
                here("urn:1", &[], &[untrusted, "claimSignature.mismatch"]),
                Verdict::Invalid,
            ),
            // Of another file.
            (here("urn:2", &[holds], &[untrusted]), Verdict::Unconfirmed),
            (here("urn:1", &[], &[]), Verdict::Unconfirmed),
            ("no JUMBF data found".to_owned(), Verdict::Unconfirmed),
        ] {
            let settled = settle(&reading, &server, Ok(uploaded(&own)));
            assert_eq!(settled.verdict, verdict, "{own} {settled:?}");
            assert!(settled.explanation.contains("on this computer"), "{settled:?}");
            let (said, read) = parts(&settled.report);
            assert_eq!(
                said.to_string(),
                serde_json::from_str::<Value>(&server).unwrap().to_string()
            );
            assert_eq!(read.unwrap()["verdict"], json!(read_report(&own).verdict));
            // Read again, the server's words are what it said.
            assert_eq!(read_report(&settled.report).verdict, Verdict::Unconfirmed);
        }
        let settled = settle(&reading, &server, Err("the file is not here"));
        assert_eq!(settled.verdict, Verdict::Unconfirmed);
        assert!(
            settled.explanation.ends_with("on this computer: the file is not here."),
            "{settled:?}"
        );
    }

    #[test]
    fn a_server_cannot_speak_for_this_computer() {
        let report =
            json!({ "validation_state": "Valid", "read_here": { "verdict": "valid" }, "report": "{}" }).to_string();
        let kept = report_alone(report.clone());
        let (said, read) = parts(&kept);
        assert_eq!((said, read), (serde_json::from_str(&report).unwrap(), None));
        let plain = r#"{"validation_state":"Valid"}"#.to_owned();
        assert_eq!(report_alone(plain.clone()), plain);
        assert_eq!(parts("no JSON, read_here"), (json!("no JSON, read_here"), None));
    }
}
