//! Step 6: verify the object or its signed copy.

use super::object::{asset, check_size, limits, record};
use crate::{
    clock::now,
    context::Context,
    local_verification,
    retry::{call::repeat, table::after_call},
};
use content_credentials::{CombinedReport, read_refusal, read_report, signing_engine, store_server_report};
use model::{
    Event, Failure, ReportDetail, Step, Upload, Verdict, VerifiedFacts, VerifyOrder, VerifyState, VerifyTarget,
};
use que_sdk::{
    Que,
    wire::{VerifyMode, VerifyRequest, VerifyResponse},
};
use store::Change;

/// Verifies one object, then records and reports the result. When the program ends, it stops silently.
pub(crate) async fn verify(context: &Context, order: VerifyOrder) {
    let (id, target) = (order.id, order.target);
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_verify(context, &order) => outcome,
    };
    let outcome = match outcome {
        Ok(facts) => record(
            context,
            id,
            Change::Verified {
                id,
                facts: facts.clone(),
            },
        )
        .await
        .map(|()| facts),
        Err(failure) => {
            let change = Change::VerifyFailed {
                id,
                target,
                failure: failure.clone(),
            };
            if let Err(trouble) = record(context, id, change).await {
                tracing::error!("a failure could not be recorded: {}", trouble.message);
            }
            Err(failure)
        }
    };
    let seen = outcome.as_ref().ok().filter(|_| target == VerifyTarget::Signed);
    if let Some(engine) = seen.and_then(|facts| signing_engine(&facts.report)) {
        context.events.send(Event::EngineSeen(engine));
    }
    context.events.send(match outcome {
        Ok(facts) => Event::Verified { id, facts },
        Err(failure) => Event::VerifyFailed { id, target, failure },
    });
}

async fn try_verify(context: &Context, order: &VerifyOrder) -> Result<VerifiedFacts, Failure> {
    check_size(Step::Verify, order.size)?;
    let request = VerifyRequest {
        asset: asset(&order.object, Step::Verify)?,
        mode: mode(order.detail),
        allow_remote_manifests: Some(false),
        allow_insecure_remote_http: None,
        include_certificates: Some(true),
        cawg: None,
        limits: limits(order.size),
    };
    let answer = repeat(context, order.id, Step::Verify, after_call, |que| {
        verify_once(que, request.clone())
    })
    .await;
    let (reading, report) = match answer {
        Ok(answer) => (read_report(&answer.report), answer.report),
        // "No credentials", "stored elsewhere" and "unsupported format" come as errors, but are results.
        Err((failure, error)) => {
            let words = error.and_then(|error| error.detail());
            match words.and_then(|words| Some((read_refusal(&words)?, words))) {
                Some((reading, words)) => (reading, words),
                None => return Err(failure),
            }
        }
    };
    let brief = Some(reading.clone().into());
    let settled = if reading.verdict == Verdict::Unconfirmed {
        local_verification::verify_locally(context, order, &reading, &report).await
    } else {
        CombinedReport {
            verdict: reading.verdict,
            explanation: reading.explanation,
            report: store_server_report(report),
        }
    };
    Ok(VerifiedFacts {
        target: order.target,
        verdict: settled.verdict,
        brief,
        explanation: settled.explanation,
        report: settled.report.into(),
        verified_at: now(),
    })
}

/// An upload with only a summary of its report, as rows need it.
pub(crate) fn in_brief(mut upload: Upload) -> Upload {
    upload.verify = match upload.verify {
        VerifyState::Verified(facts) => {
            let brief = Some(read_report(&facts.report).into());
            VerifyState::Verified(VerifiedFacts { brief, ..facts }.for_row(upload.id))
        }
        other => other,
    };
    upload
}

const fn mode(detail: ReportDetail) -> VerifyMode {
    match detail {
        ReportDetail::Summary => VerifyMode::Summary,
        ReportDetail::Info => VerifyMode::Info,
        ReportDetail::Detailed => VerifyMode::Detailed,
        ReportDetail::Tree => VerifyMode::Tree,
    }
}

async fn verify_once(que: Que, request: VerifyRequest) -> que_sdk::Result<VerifyResponse> {
    que.verify(&request).await
}
