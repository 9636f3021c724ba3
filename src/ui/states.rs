//! The names of states in the window's language, each in one place: what a file is doing, what a verification found.

use localization::text;

use super::{filter::Show, words};
use model::{
    CheckResult, Outcome, SignState, Status, Timestamp, Upload, UploadState, Verdict, VerifiedFacts, VerifyState,
    VerifyTarget,
};

/// A state as a word or two.
pub(crate) fn status(status: Status) -> String {
    match status {
        Status::Failed => text!("states-failed"),
        Status::Uploading => text!("states-uploading"),
        Status::Finishing => text!("states-finishing"),
        Status::Preparing => text!("states-preparing"),
        Status::Waiting => text!("states-waiting"),
        Status::Queued => text!("states-queued"),
        Status::Paused => text!("states-paused"),
        Status::Uploaded => text!("states-uploaded"),
        Status::Signing => text!("states-signing"),
        Status::Signed => text!("states-signed"),
        Status::Verifying => text!("states-verifying"),
        Status::Verified => text!("states-verified"),
        Status::Canceling => text!("states-canceling"),
        Status::Canceled => text!("states-canceled"),
    }
}

/// A number of files in a state, as in `3 uploading`.
pub(crate) fn status_count(status: Status, count: usize) -> String {
    match status {
        Status::Failed => text!("states-count-failed", count = count),
        Status::Uploading => text!("states-count-uploading", count = count),
        Status::Finishing => text!("states-count-finishing", count = count),
        Status::Preparing => text!("states-count-preparing", count = count),
        Status::Waiting => text!("states-count-waiting", count = count),
        Status::Queued => text!("states-count-queued", count = count),
        Status::Paused => text!("states-count-paused", count = count),
        Status::Uploaded => text!("states-count-uploaded", count = count),
        Status::Signing => text!("states-count-signing", count = count),
        Status::Signed => text!("states-count-signed", count = count),
        Status::Verifying => text!("states-count-verifying", count = count),
        Status::Verified => text!("states-count-verified", count = count),
        Status::Canceling => text!("states-count-canceling", count = count),
        Status::Canceled => text!("states-count-canceled", count = count),
    }
}

/// A number of verified files whose credentials are not valid.
pub(crate) fn invalid_count(count: usize) -> String {
    text!("states-count-invalid", count = count)
}

/// A number of verified files whose signature could not be checked.
pub(crate) fn unconfirmed_count(count: usize) -> String {
    text!("states-count-unconfirmed", count = count)
}

/// A state inside a sentence.
fn inside(status: Status) -> String {
    match status {
        Status::Failed => text!("states-inside-failed"),
        Status::Uploading => text!("states-inside-uploading"),
        Status::Finishing => text!("states-inside-finishing"),
        Status::Preparing => text!("states-inside-preparing"),
        Status::Waiting => text!("states-inside-waiting"),
        Status::Queued => text!("states-inside-queued"),
        Status::Paused => text!("states-inside-paused"),
        Status::Uploaded => text!("states-inside-uploaded"),
        Status::Signing => text!("states-inside-signing"),
        Status::Signed => text!("states-inside-signed"),
        Status::Verifying => text!("states-inside-verifying"),
        Status::Verified => text!("states-inside-verified"),
        Status::Canceling => text!("states-inside-canceling"),
        Status::Canceled => text!("states-inside-canceled"),
    }
}

/// The state of the upload itself, as in its row.
pub(crate) fn upload_step(state: &UploadState, now: Timestamp) -> String {
    match state {
        UploadState::Waiting { until, .. } => {
            let time = words::seconds(words::countdown(now, *until));
            text!("states-waiting-for", time = time)
        }
        state => status(state.status()),
    }
}

/// The same inside a sentence.
pub(crate) fn upload_step_inside(upload: &Upload, now: Timestamp) -> String {
    match &upload.state {
        UploadState::Waiting { until, .. } => {
            let time = words::seconds(words::countdown(now, *until));
            text!("states-inside-waiting-for", time = time)
        }
        UploadState::Uploading { sent, .. } => {
            let percent = words::percent(*sent, upload.source.size);
            text!("states-inside-uploading-percent", percent = percent)
        }
        state => inside(state.status()),
    }
}

/// The step Sign, as in a row. `upload_only` is whether its type cannot be signed.
pub(crate) fn sign_step(sign: &SignState, upload_only: bool) -> String {
    match sign {
        SignState::NotAsked if upload_only => text!("states-step-upload-only"),
        SignState::NotAsked => text!("states-step-sign"),
        SignState::Signing => status(Status::Signing),
        SignState::Signed => status(Status::Signed),
        SignState::Failed(_) => text!("states-step-not-signed"),
    }
}

/// The same inside a sentence; `None` if nobody asked for it.
pub(crate) fn sign_step_inside(sign: &SignState) -> Option<String> {
    match sign {
        SignState::NotAsked => None,
        SignState::Signing => Some(inside(Status::Signing)),
        SignState::Signed => Some(inside(Status::Signed)),
        SignState::Failed(_) => Some(text!("states-inside-not-signed")),
    }
}

/// The step Verify, as in a row. Empty if there is none.
pub(crate) fn verify_step(verify: &VerifyState, upload_only: bool) -> String {
    match verify {
        VerifyState::NotAsked if upload_only => String::new(),
        VerifyState::NotAsked => text!("states-step-verify"),
        VerifyState::Verifying(_) => status(Status::Verifying),
        VerifyState::Verified(facts) => verdict(facts.verdict),
        VerifyState::Failed(..) => text!("states-step-not-verified"),
    }
}

/// The same inside a sentence; `None` if nobody asked for it.
pub(crate) fn verify_step_inside(verify: &VerifyState) -> Option<String> {
    match verify {
        VerifyState::NotAsked => None,
        VerifyState::Verifying(_) => Some(inside(Status::Verifying)),
        VerifyState::Verified(facts) => Some(verified(facts)),
        VerifyState::Failed(..) => Some(text!("states-inside-not-verified")),
    }
}

/// What was verified, and the verdict, inside a sentence.
fn verified(facts: &VerifiedFacts) -> String {
    let verdict = verdict(facts.verdict);
    match facts.target {
        VerifyTarget::Original => text!("states-inside-original-verified", verdict = verdict),
        VerifyTarget::Signed => text!("states-inside-signed-copy-verified", verdict = verdict),
    }
}

/// The state of an upload in a word or two: of the last step with something to report.
pub(crate) fn upload(upload: &Upload) -> String {
    match (upload.status(), &upload.sign, &upload.verify) {
        (Status::Verified, _, VerifyState::Verified(facts)) => verdict(facts.verdict),
        (Status::Failed, _, VerifyState::Failed(..)) => text!("states-step-not-verified"),
        (Status::Failed, SignState::Failed(_), _) => text!("states-step-not-signed"),
        (state, ..) => status(state),
    }
}

/// The name of a verdict.
pub(crate) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Trusted => text!("states-verdict-trusted"),
        Verdict::Valid => text!("states-verdict-valid"),
        Verdict::Unconfirmed => text!("states-verdict-unconfirmed"),
        Verdict::Invalid => text!("states-verdict-invalid"),
        Verdict::None => text!("states-verdict-none"),
        Verdict::Remote => text!("states-verdict-remote"),
        Verdict::Unsupported => text!("states-verdict-unsupported"),
        Verdict::Unknown => text!("states-verdict-unknown"),
    }
}

/// A number of records with a verdict, in a sentence about many.
pub(crate) fn verdict_count(verdict: Verdict, count: usize) -> String {
    match verdict {
        Verdict::Trusted => text!("states-verdict-count-trusted", count = count),
        Verdict::Valid => text!("states-verdict-count-valid", count = count),
        Verdict::Unconfirmed => text!("states-verdict-count-unconfirmed", count = count),
        Verdict::Invalid => text!("states-verdict-count-invalid", count = count),
        Verdict::None => text!("states-verdict-count-none", count = count),
        Verdict::Remote => text!("states-verdict-count-remote", count = count),
        Verdict::Unsupported => text!("states-verdict-count-unsupported", count = count),
        Verdict::Unknown => text!("states-verdict-count-unknown", count = count),
    }
}

/// The verdict of a file that was checked without a server.
pub(crate) fn check_result(result: &CheckResult) -> String {
    match result.verdict {
        Some(Verdict::Unsupported) => text!("states-verdict-unsupported-here"),
        Some(found) => verdict(found),
        None => text!("states-verdict-not-read"),
    }
}

/// Which object was verified.
pub(crate) fn target(target: VerifyTarget) -> String {
    match target {
        VerifyTarget::Original => text!("states-target-original"),
        VerifyTarget::Signed => text!("states-target-signed"),
    }
}

/// The heading while an object is verified.
pub(crate) fn verifying(target: VerifyTarget) -> String {
    match target {
        VerifyTarget::Original => text!("states-verifying-original"),
        VerifyTarget::Signed => text!("states-verifying-signed"),
    }
}

/// What became of an attempt.
pub(crate) fn attempt(outcome: Outcome) -> String {
    match outcome {
        Outcome::Running => text!("states-attempt-running"),
        Outcome::Stored => text!("states-attempt-stored"),
        Outcome::Refused => text!("states-attempt-refused"),
        Outcome::Unknown => text!("states-attempt-unknown"),
    }
}

/// An entry of the filter by state.
pub(crate) fn show(show: Show) -> String {
    match show {
        Show::All => text!("states-show-all"),
        Show::Active => text!("states-show-active"),
        Show::Waiting => text!("states-show-waiting"),
        Show::Paused => text!("states-show-paused"),
        Show::Failed => text!("states-show-failed"),
        Show::Uploaded => text!("states-show-uploaded"),
        Show::Signed => text!("states-show-signed"),
        Show::Verified => text!("states-show-verified"),
        Show::Invalid => text!("states-show-invalid"),
        Show::Unconfirmed => text!("states-show-unconfirmed"),
        Show::Canceled => text!("states-show-canceled"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_windows_english_names_are_those_of_the_command_line() {
        for state in Status::ALL {
            assert_eq!(status(state), state.word());
            assert_eq!(
                status_count(state, 1200),
                format!("1,200 {}", state.word().to_lowercase())
            );
            assert_eq!(inside(state), state.word().to_lowercase());
        }
        for found in Verdict::ALL {
            assert_eq!(verdict(found), found.name());
            assert_eq!(verdict_count(found, 3), format!("3 {}", found.name()));
            let result = CheckResult {
                verdict: Some(found),
                ..CheckResult::not_read("")
            };
            assert_eq!(check_result(&result), result.name());
        }
        let not_read = CheckResult::not_read("");
        assert_eq!(check_result(&not_read), not_read.name());
        for outcome in [Outcome::Running, Outcome::Stored, Outcome::Refused, Outcome::Unknown] {
            assert_eq!(attempt(outcome), outcome.word());
        }
    }
}
