//! Signing and verifying: two at a time, apart from the uploads.

use std::time::Duration;

use super::{
    announce::now,
    failure,
    network::{Cause, is_of_the_way},
    retry::{self, Next},
    route::Context,
};
use crate::{
    credentials::{read_refusal, read_report},
    model::{
        Event, Failure, ObjectRef, ReportDetail, SignOrder, SignedFacts, Step, UploadId, VerifiedFacts, VerifyOrder,
    },
    que::{
        self, Que,
        wire::{
            AssetRef, Limits, MAX_SIGNED_BYTES, SignAnswer, SignMode, SignRequest, VerifyAnswer, VerifyMode,
            VerifyRequest,
        },
    },
    store::Change,
};

/// From this size on the bounds of a call are set; below it the server's own are enough.
const BOUNDS_FROM: u64 = 64 << 20;

/// What a signed copy may be larger than its original: manifest, thumbnail, padding.
const SIGNED_EXTRA: u64 = 16 << 20;

/// How long a server may read a large asset, in milliseconds: the most that the API takes.
const LONGEST_STREAM: u64 = 300_000;

/// Signs one object. Tells and records how it ended; the quit token ends it silently.
pub(crate) async fn sign(context: &Context, order: SignOrder) {
    let id = order.id;
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_sign(context, &order) => outcome,
    };
    match outcome {
        Ok(facts) => {
            match record(
                context,
                id,
                Change::Signed {
                    id,
                    facts: facts.clone(),
                },
            )
            .await
            {
                Ok(()) => context.announcer.tell(Event::Signed { id, facts }),
                Err(failure) => {
                    let uri = facts
                        .signed_uri
                        .as_deref()
                        .unwrap_or("at a place that the server did not tell");
                    let message = format!(
                        "Signed as {uri}, but that could not be written down. {}",
                        failure.message
                    );
                    context.announcer.tell(Event::SignFailed {
                        id,
                        failure: Failure { message, ..failure },
                    });
                }
            }
        }
        Err(failure) => {
            if let Err(trouble) = record(
                context,
                id,
                Change::SignFailed {
                    id,
                    failure: failure.clone(),
                },
            )
            .await
            {
                tracing::error!("a failure could not be written: {}", trouble.message);
            }
            context.announcer.tell(Event::SignFailed { id, failure });
        }
    }
}

async fn try_sign(context: &Context, order: &SignOrder) -> Result<SignedFacts, Failure> {
    let id = order.id;
    record(context, id, Change::Signing(id)).await?;
    let request = SignRequest {
        asset: asset(&order.object, Step::Sign)?,
        mode: SignMode::ServerMeasure,
        manifest_json: Some(order.manifest_json.clone()),
        cawg: None,
        allow_insecure_remote_http: None,
        limits: limits(order.size),
    };
    let answer = repeat(context, Step::Sign, retry::after_sign, |que| {
        sign_once(que, request.clone())
    })
    .await;
    let answer = answer.map_err(|(failure, error)| match error {
        // There is no idempotency key, so it is not tried again without being asked.
        Some(error) if error.outcome_is_unknown() => Failure {
            message: format!("{} The file may have been signed all the same.", failure.message),
            hint: "Sign again if you want to be sure; that makes another signed copy.".to_owned(),
            ..failure
        },
        _ => failure,
    })?;
    Ok(SignedFacts {
        signed_uri: answer.asset_s3_uri,
        evidence: answer.evidence.map(|evidence| evidence.to_string()),
        manifest_json: order.manifest_json.clone(),
        signed_at: now(),
    })
}

/// Verifies one object. Tells and records how it ended; the quit token ends it silently.
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
                tracing::error!("a failure could not be written: {}", trouble.message);
            }
            Err(failure)
        }
    };
    context.announcer.tell(match outcome {
        Ok(facts) => Event::Verified { id, facts },
        Err(failure) => Event::VerifyFailed { id, target, failure },
    });
}

async fn try_verify(context: &Context, order: &VerifyOrder) -> Result<VerifiedFacts, Failure> {
    let request = VerifyRequest {
        asset: asset(&order.object, Step::Verify)?,
        mode: mode(order.detail),
        allow_remote_manifests: Some(false),
        allow_insecure_remote_http: None,
        include_certificates: Some(true),
        cawg: None,
        limits: limits(order.size),
    };
    let answer = repeat(context, Step::Verify, retry::after_call, |que| {
        verify_once(que, request.clone())
    })
    .await;
    let (reading, report) = match answer {
        Ok(answer) => (read_report(&answer.report), answer.report),
        // "No credentials" and "this format carries none" come as refusals, and are answers.
        Err((failure, error)) => {
            let words = error.and_then(|error| error.detail());
            match words.and_then(|words| Some((read_refusal(&words)?, words))) {
                Some((reading, words)) => (reading, words),
                None => return Err(failure),
            }
        }
    };
    Ok(VerifiedFacts {
        target: order.target,
        verdict: reading.verdict,
        explanation: reading.explanation,
        report,
        verified_at: now(),
    })
}

const fn mode(detail: ReportDetail) -> VerifyMode {
    match detail {
        ReportDetail::Summary => VerifyMode::Summary,
        ReportDetail::Info => VerifyMode::Info,
        ReportDetail::Detailed => VerifyMode::Detailed,
        ReportDetail::Tree => VerifyMode::Tree,
    }
}

/// Writes a change of an upload down, if it is one of this record.
async fn record(context: &Context, id: UploadId, change: Change) -> Result<(), Failure> {
    if id.is_recorded() {
        context.outbox.record(change).await
    } else {
        Ok(())
    }
}

async fn sign_once(que: Que, request: SignRequest) -> que::Result<SignAnswer> {
    que.sign(&request).await
}

async fn verify_once(que: Que, request: VerifyRequest) -> que::Result<VerifyAnswer> {
    que.verify(&request).await
}

/// Makes a call, and again by the table, until it is answered or given up.
async fn repeat<T, Call: Future<Output = que::Result<T>>>(
    context: &Context,
    step: Step,
    table: fn(&que::Error) -> Next,
    call: impl Fn(Que) -> Call,
) -> Result<T, (Failure, Option<que::Error>)> {
    let mut failed = 0;
    let mut wait = context.policy.first_wait;
    loop {
        let pass = context.gate.pass().await;
        let error = match call(pass.que.clone()).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        match table(&error) {
            Next::NeedKey => context.gate.refuse_key(&pass),
            Next::WaitForServer(wait) => context.gate.wait_until(now().plus(wait)),
            Next::Again if is_of_the_way(&error) && context.network.cause().await == Cause::Outage => {}
            Next::Again if failed + 1 < context.policy.attempts => {
                failed += 1;
                wait = context.wait_after(wait);
                tokio::time::sleep(wait).await;
            }
            _ => return Err((failure::of(step, &error), Some(error))),
        }
    }
}

fn asset(object: &ObjectRef, step: Step) -> Result<AssetRef, Failure> {
    let Some(bucket) = object.bucket.clone() else {
        return Err(Failure {
            step,
            status: None,
            code: None,
            message: "The bucket of this object is not known.".to_owned(),
            hint: "Enter your organization's upload bucket in the settings and upload again.".to_owned(),
        });
    };
    Ok(AssetRef::Object {
        bucket,
        key: object.key.clone(),
    })
}

/// Bounds that a large asset needs; an asset of unknown size takes the widest.
fn limits(size: Option<u64>) -> Option<Limits> {
    let size = size.unwrap_or(MAX_SIGNED_BYTES);
    if size < BOUNDS_FROM {
        return None;
    }
    let output = (size + SIGNED_EXTRA).min(MAX_SIGNED_BYTES);
    Some(Limits {
        max_asset_size_bytes: Some(size.min(MAX_SIGNED_BYTES)),
        max_output_size_bytes: Some(output),
        max_stream_copy_bytes: Some(output),
        stream_timeout_ms: Some(LONGEST_STREAM),
    })
}

/// Asks the server whether it is there, and then whether it takes the key.
pub(crate) async fn test_connection(que: que::Result<Que>, has_key: bool) -> crate::model::ConnectionReport {
    let report = |ok, headline: &str, hint: &str| crate::model::ConnectionReport {
        ok,
        headline: headline.to_owned(),
        hint: hint.to_owned(),
    };
    let of_error = |error: &que::Error| report(false, &failure::sentence(&error.to_string()), error.hint());
    let que = match que {
        Ok(que) => que,
        Err(error) => return of_error(&error),
    };
    if let Err(error) = que.health().await {
        return of_error(&error);
    }
    if !has_key {
        return report(
            false,
            "The server is there, but there is no API key yet.",
            "Enter your key and test again.",
        );
    }
    match que.trust_list().await {
        Ok(_) => report(true, "The server is there and takes the key.", ""),
        Err(error) => of_error(&error),
    }
}

/// How long signing and verifying may keep a connection test waiting at the most.
pub(crate) const TEST_TIMEOUT: Duration = Duration::from_secs(45);
