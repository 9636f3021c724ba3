//! Failures in the words of the command line: those of `upload` and of the commands for single objects.

use serde_json::{Value, json};

use crate::{
    cli::output::Complaint,
    model::{Failure, Step, Unsignable, signable_names},
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
    Failure {
        step: Step::Sign,
        status: None,
        code: None,
        message: reason.to_string(),
        hint: format!(
            "Nothing was sent to be signed. These can be signed: {}.",
            signable_names().join(", ")
        ),
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
