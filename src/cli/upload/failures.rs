//! Failures in the words of the command line: those of `upload` and of the commands for single objects.

use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::output::Complaint;
use content_credentials::{Report, report_parts};
use model::{Failure, Step, Unsignable, Verdict, VerifiedFacts, signable_names};

/// A failure as a line of JSON.
pub(in crate::cli) fn failure_json(event: &str, path: &str, failure: &Failure) -> Value {
    json!({
        "event": event, "path": path, "step": failure.step.name(), "status": failure.status, "code": failure.code,
        "message": failure.message, "hint": failure.hint,
    })
}

/// Adds a report to an event: as JSON where it is JSON and not too much of it, else as text. What this computer has read
/// itself stands beside it.
pub(in crate::cli) fn add_report(event: &mut Value, report: &str) {
    let (server, here) = report_parts(report);
    event["report"] = server;
    if let Some(here) = here {
        event["read_here"] = here;
    }
}

/// The verdict's name, and what it means here.
pub(in crate::cli) fn verdict_words(facts: &VerifiedFacts, report: &str) -> String {
    let explanation = &facts.explanation;
    if facts.verdict == Verdict::None {
        return explanation.clone();
    }
    let mut words = format!("{}. {explanation}", facts.verdict.name());
    if matches!(facts.verdict, Verdict::Trusted | Verdict::Valid) {
        let report = Report::read(report);
        if report.tells_time && report.reading.time.is_none() {
            words.push_str(" No trusted time.");
        }
        words.extend(report.revocation.map(|found| format!(" Revocation {found}.")));
    }
    words
}

/// That the server wants everyone to wait, and why, in its own words.
pub(in crate::cli) fn asked_to_wait(wait: Duration, detail: Option<&str>) -> String {
    let seconds = wait.as_secs_f64().ceil();
    match detail {
        Some(detail) => format!("The server asks to wait {seconds:.0} s: {detail}"),
        None => format!("The server asks to wait {seconds:.0} s."),
    }
}

/// What did not happen because the server said 401.
pub(in crate::cli) fn key_refused(step: Step, hint: &str) -> Failure {
    Failure {
        step,
        status: Some(401),
        code: Some("unauthorized".to_owned()),
        message: "Que does not accept the API key.".to_owned(),
        hint: hint.to_owned(),
    }
}

/// What no server signs is told before anything is sent.
pub(in crate::cli) fn unsignable(reason: &Unsignable) -> Failure {
    Failure::local(
        Step::Sign,
        reason.to_string(),
        format!(
            "Nothing was sent to be signed. These can be signed: {}.",
            signable_names().join(", ")
        ),
    )
}

/// The complaint about a missing key.
pub(in crate::cli) fn no_key(keyring_trouble: Option<String>) -> Complaint {
    let hint =
        "Set QUE_API_KEY_AUTH, or keep the key with: que-uploader key set. To try without an account add --sandbox.";
    match keyring_trouble {
        None => Complaint::wrong_use("there is no API key", hint),
        Some(trouble) => Complaint::wrong_use(format!("there is no API key. {trouble}"), hint),
    }
}
