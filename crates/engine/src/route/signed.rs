//! Step 5: the object is signed.

use super::object::{asset, check_size, limits, record};
use crate::{
    Signing,
    announce::now,
    context::Context,
    manifest::{self, Unsent},
    retry::{call::repeat, table::after_sign},
};
use model::{Event, Failure, SignOrder, SignedFacts, Step};
use que_sdk::{
    Que,
    wire::{SignMode, SignRequest, SignResponse},
};
use store::{Change, Unsigned};

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
        Err(Unsent::Failed(failure)) if context.signing == Signing::All => Err((failure, Unsigned::Wanted)),
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
    let answer = repeat(context, id, Step::Sign, after_sign, |que| {
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
    error.outcome_is_unknown() || error.effective_status() == Some(408) || error.status_is_ambiguous()
}

async fn sign_once(que: Que, request: SignRequest) -> que_sdk::Result<SignResponse> {
    que.sign(&request).await
}
