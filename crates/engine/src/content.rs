//! Signing and verifying: two at a time, apart from the uploads.

use super::{
    announce::now,
    failure,
    manifest::{self, Unsent},
    network::Cause,
    retry::{self, Next, Patience, Trouble},
    route::Context,
    settle,
};
use content_credentials::{Reading, Settled, read_refusal, read_report, report_alone};
use model::{
    Event, Failure, ObjectRef, ReportBrief, ReportDetail, SignOrder, SignedFacts, Step, Upload, UploadId, Verdict,
    VerifiedFacts, VerifyOrder, VerifyState,
};
use que_sdk::{
    Que,
    wire::{
        AssetRef, Limits, MAX_SIGNED_BYTES, SignAnswer, SignMode, SignRequest, VerifyAnswer, VerifyMode, VerifyRequest,
    },
};
use store::{Change, Unsigned};

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
    let outcome = match outcome {
        Err(Unsent::Has(existing)) => {
            // Whoever hears of it may ask a person: until it is said that it is left unsigned, it stays to be signed.
            context.announcer.tell(Event::KeptCredentials { id, existing });
            return;
        }
        Err(Unsent::InDoubt(failure)) => Err((failure, Unsigned::InDoubt)),
        // Whoever signs all that is uploaded goes on with it another time.
        Err(Unsent::Failed(failure)) if context.signs => Err((failure, Unsigned::Wanted)),
        Err(Unsent::Failed(failure)) => Err((failure, Unsigned::Given)),
        Ok(facts) => Ok(facts),
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
        Err((failure, left)) => {
            let change = Change::SignFailed {
                id,
                failure: failure.clone(),
                left,
            };
            if let Err(trouble) = record(context, id, change).await {
                tracing::error!("a failure could not be written: {}", trouble.message);
            }
            context.announcer.tell(Event::SignFailed { id, failure });
        }
    }
}

async fn try_sign(context: &Context, order: &SignOrder) -> Result<SignedFacts, Unsent> {
    let manifest_json = manifest::of(context, order).await?;
    send(context, order, manifest_json).await
}

async fn send(context: &Context, order: &SignOrder, manifest_json: String) -> Result<SignedFacts, Unsent> {
    let id = order.id;
    check_size(Step::Sign, order.size).map_err(Unsent::Failed)?;
    let asset = asset(&order.object, Step::Sign).map_err(Unsent::Failed)?;
    record(context, id, Change::Signing(id)).await.map_err(Unsent::Failed)?;
    let request = SignRequest {
        asset,
        mode: SignMode::ServerMeasure,
        manifest_json: Some(manifest_json.clone()),
        cawg: None,
        allow_insecure_remote_http: None,
        limits: limits(order.size),
    };
    let answer = repeat(context, id, Step::Sign, retry::after_sign, |que| {
        sign_once(que, request.clone())
    })
    .await;
    let answer = answer.map_err(|(failure, error)| match error {
        // There is no idempotency key, so it is not tried again without being asked.
        Some(error) if may_have_signed(&error) => Unsent::InDoubt(Failure {
            message: format!("{} The file may have been signed all the same.", failure.message),
            hint: "Sign again if you want to be sure; that makes another signed copy.".to_owned(),
            ..failure
        }),
        _ => Unsent::Failed(failure),
    })?;
    Ok(SignedFacts {
        signed_uri: answer.asset_s3_uri,
        evidence: answer.evidence.map(|evidence| evidence.to_string()),
        manifest_json,
        signed_at: now(),
    })
}

/// Whether there may be a signed copy although this came in place of an answer. A gateway that has heard nothing from the
/// server says so with one of these statuses; the server may be at work.
fn may_have_signed(error: &que_sdk::Error) -> bool {
    error.outcome_is_unknown() || matches!(error.effective_status(), Some(408 | 500 | 502 | 504))
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
    let answer = repeat(context, order.id, Step::Verify, retry::after_call, |que| {
        verify_once(que, request.clone())
    })
    .await;
    let (reading, report) = match answer {
        Ok(answer) => (read_report(&answer.report), answer.report),
        // "No credentials", "they are stored elsewhere" and "I cannot read this format" come as refusals, and are answers.
        Err((failure, error)) => {
            let words = error.and_then(|error| error.detail());
            match words.and_then(|words| Some((read_refusal(&words)?, words))) {
                Some((reading, words)) => (reading, words),
                None => return Err(failure),
            }
        }
    };
    let brief = Some(brief_of(&reading));
    let settled = if reading.verdict == Verdict::Unconfirmed {
        settle::by_file(context, order, &reading, &report).await
    } else {
        Settled {
            verdict: reading.verdict,
            explanation: reading.explanation,
            report: report_alone(report),
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

fn brief_of(reading: &Reading) -> ReportBrief {
    ReportBrief {
        issuer: reading.issuer.clone(),
        time: reading.time.clone(),
        failures: reading.failures.clone(),
    }
}

/// An upload of the record as a row holds it: its report in brief.
pub(super) fn in_brief(mut upload: Upload) -> Upload {
    upload.verify = match upload.verify {
        VerifyState::Verified(facts) => {
            let brief = Some(brief_of(&read_report(&facts.report)));
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

/// Writes a change of an upload down, if it is one of this record.
async fn record(context: &Context, id: UploadId, change: Change) -> Result<(), Failure> {
    if id.is_recorded() {
        context.outbox.record(change).await
    } else {
        Ok(())
    }
}

async fn sign_once(que: Que, request: SignRequest) -> que_sdk::Result<SignAnswer> {
    que.sign(&request).await
}

async fn verify_once(que: Que, request: VerifyRequest) -> que_sdk::Result<VerifyAnswer> {
    que.verify(&request).await
}

/// Makes a call, and again by the table, until it is answered or given up.
pub(super) async fn repeat<T, Call: Future<Output = que_sdk::Result<T>>>(
    context: &Context,
    id: UploadId,
    step: Step,
    table: fn(&que_sdk::Error) -> Next,
    call: impl Fn(Que) -> Call,
) -> Result<T, (Failure, Option<que_sdk::Error>)> {
    let mut patience = Patience::new(&context.policy);
    loop {
        let Some(passed) = unless_left(context, context.gate.pass()).await else {
            return Err((left(step), None));
        };
        let pass = passed.map_err(|absence| (absence.failure(step), None))?;
        let error = match call(pass.que.observed(context.activity.observer(id))).await {
            Ok(answer) => {
                context.gate.went_well();
                return Ok(answer);
            }
            Err(error) => error,
        };
        context.network.refused_by_proxy(Some(&pass.que), &error);
        match table(&error) {
            Next::NeedKey => context.gate.refuse_key(&pass),
            Next::WaitForServer(wait) => context.gate.wait(&pass, wait, &error),
            Next::Again => {
                let trouble = Trouble::of(&error);
                let cause = if trouble.may_be_of_network() {
                    unless_left(context, context.network.cause()).await
                } else {
                    Some(Cause::Attempt)
                };
                match cause {
                    // Where the server is left, the gate says so.
                    Some(Cause::Outage) | None => continue,
                    Some(Cause::TooLong(absence)) => return Err((absence.failure(step), Some(error))),
                    Some(Cause::Attempt) => {}
                }
                let Some(wait) = context.wait_after(&mut patience, step, trouble) else {
                    return Err((failure::of(step, &error), Some(error)));
                };
                context.activity.again(id);
                let _ = unless_left(context, tokio::time::sleep(wait)).await;
            }
            _ => return Err((failure::of(step, &error), Some(error))),
        }
    }
}

/// No server is asked for what its bounds rule out.
fn check_size(step: Step, size: Option<u64>) -> Result<(), Failure> {
    if size.is_none_or(|size| size <= MAX_SIGNED_BYTES) {
        return Ok(());
    }
    let done = if step == Step::Sign { "signed" } else { "verified" };
    Err(Failure {
        step,
        status: None,
        code: None,
        message: format!("The file is over 1 GiB, so it cannot be {done}."),
        hint: "Its upload is not limited by that. Make a smaller file to have it signed.".to_owned(),
    })
}

/// Waits for something before a call; `None` where the server is left meanwhile. A call that is under way is not broken
/// off: it may have done its work.
async fn unless_left<T>(context: &Context, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = context.era.cancelled() => None,
        done = work => Some(done),
    }
}

/// What becomes of a signing or verification whose server was left before its turn.
pub(crate) fn left(step: Step) -> Failure {
    let (message, hint) = match step {
        Step::Verify => ("Not verified: the server was changed before its turn.", "Verify again."),
        _ => ("Not signed: the server was changed before its turn.", "Sign again."),
    };
    Failure {
        step,
        status: None,
        code: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
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
