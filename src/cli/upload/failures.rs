//! Failures in the words of the command line: those of `upload` and of the commands for single objects.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    cli::output::Complaint,
    model::{Failure, Step},
};

/// A failure as a line of JSON.
pub(in crate::cli) fn failure_json(event: &str, path: &str, failure: &Failure) -> Value {
    json!({
        "event": event, "path": path, "step": failure.step.name(), "status": failure.status, "code": failure.code,
        "message": failure.message, "hint": failure.hint,
    })
}

/// A report as JSON where it is JSON, else as text.
pub(in crate::cli) fn report_value(report: &str) -> Value {
    serde_json::from_str(report).unwrap_or_else(|_| Value::String(report.to_owned()))
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

/// The complaint about a missing key.
pub(in crate::cli) fn no_key(keyring_trouble: Option<String>) -> Complaint {
    let hint =
        "Set QUE_API_KEY_AUTH, or keep the key with: que-uploader key set. To try without an account add --sandbox.";
    match keyring_trouble {
        None => Complaint::wrong_use("there is no API key", hint),
        Some(trouble) => Complaint::wrong_use(format!("there is no API key. {trouble}"), hint),
    }
}
