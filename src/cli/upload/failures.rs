//! Texts and JSON for failures and verdicts, shared by `upload`, `sign` and `verify`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::{output::CliError, upload::now};
use content_credentials::{Report, SigningTime, read_report, report_parts};
use model::{
    Failure, IDENTITY_NOT_ADDED, KeyringTrouble, SignedFacts, Step, Unsignable, Verdict, VerifiedFacts, signable_names,
};
use que_sdk::text;

/// A failure as a line of JSON.
pub(in crate::cli) fn failure_json(event: &str, path: &str, failure: &Failure) -> Value {
    json!({
        "event": event, "path": path, "step": failure.step.name(), "status": failure.status, "code": failure.code,
        "message": failure.message, "hint": failure.hint,
    })
}

/// Adds the server's report to an event: as JSON if it is valid and not too large, otherwise as text. Also adds what this
/// computer read from the file.
pub(in crate::cli) fn add_report(event: &mut Value, report: &str) {
    let (server, here) = report_parts(report);
    event["report"] = server;
    if let Some(here) = here {
        event["read_here"] = here;
    }
    let reading = read_report(report);
    event["time"] = json!(reading.time);
    event["time_verified"] = json!(reading.validity.time.is_verified());
    event["certificate_expires"] = json!(reading.validity.expires_rfc3339());
    event["identity"] = json!(reading.identity.map(|found| found.to_string()));
}

/// Adds whether an identity was asked for with a signature, and whether the verified copy has it: `null` if none was asked for, or
/// the report doesn't tell.
pub(in crate::cli) fn add_identity(event: &mut Value, facts: &VerifiedFacts, signed: Option<&SignedFacts>) {
    event["identity_requested"] = json!(signed.and_then(|signed| signed.identity));
    event["identity_added"] = json!(signed.and_then(|signed| facts.adds_identity(signed)));
}

/// The verdict and its explanation. `signed` is the signature that was verified, if it is on record.
pub(in crate::cli) fn verdict_words(facts: &VerifiedFacts, report: &str, signed: Option<&SignedFacts>) -> String {
    let explanation = &facts.explanation;
    if facts.verdict == Verdict::None {
        return explanation.clone();
    }
    let mut words = format!("{}. {explanation}", facts.verdict.name());
    if matches!(facts.verdict, Verdict::Trusted | Verdict::Valid) {
        let report = Report::read(report);
        match (report.reading.validity.time, &report.reading.time) {
            (SigningTime::Verified, Some(time)) => words.push_str(&format!(" Verified time: {}.", text::visible(time))),
            (SigningTime::Unverified, Some(time)) => {
                words.push_str(&format!(" Time not verified: {}.", text::visible(time)));
            }
            (SigningTime::Unverified, None) => words.push_str(" No verified time."),
            _ => {}
        }
        words.extend(facts.expiring(now()).map(|ends| format!(" {}", ends.words_in_utc())));
        words.extend(report.revocation.map(|found| format!(" Revocation {found}.")));
    }
    if signed.is_some_and(|signed| facts.adds_identity(signed) == Some(false)) {
        words.push_str(&format!(" {IDENTITY_NOT_ADDED}."));
    }
    words
}

/// Says how long the server asked to wait, and why if it said so.
pub(in crate::cli) fn asked_to_wait(wait: Duration, detail: Option<&str>) -> String {
    let seconds = wait.as_secs_f64().ceil();
    match detail {
        Some(detail) => format!("The server asked to wait {seconds:.0} s: {detail}"),
        None => format!("The server asked to wait {seconds:.0} s."),
    }
}

/// A failure because the server rejected the key (401).
pub(in crate::cli) fn key_refused(step: Step, hint: &str) -> Failure {
    Failure {
        step,
        status: Some(401),
        code: Some("unauthorized".to_owned()),
        message: "The server does not accept the API key.".to_owned(),
        hint: hint.to_owned(),
        cause: None,
    }
}

/// A file that no server can sign, known before anything is sent.
pub(in crate::cli) fn unsignable(reason: &Unsignable) -> Failure {
    Failure::local(
        Step::Sign,
        reason.to_string(),
        format!(
            "Nothing was sent to be signed. Formats that can be signed: {}.",
            signable_names().join(", ")
        ),
    )
}

/// The error for a missing key.
pub(in crate::cli) fn no_key(keyring_trouble: Option<KeyringTrouble>) -> CliError {
    let hint =
        "Set QUE_API_KEY_AUTH, or store a key with: que-uploader key set. To try it without an account, add --sandbox.";
    match keyring_trouble {
        None => CliError::usage_error("there is no API key", hint),
        Some(trouble) => CliError::usage_error(format!("there is no API key. {}", &*trouble), hint),
    }
}
