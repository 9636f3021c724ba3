//! Step 5: sign the object.

use super::object::{asset, check_size, limits, record, record_signed};
use crate::{
    SigningPolicy,
    clock::now,
    context::Context,
    identity,
    manifest::{self, NotSigned},
    retry::{call::repeat, table::after_sign},
};
use model::{Cause, Event, SignOrder, SignedFacts, Step};
use que_sdk::{
    Que,
    wire::{SignMode, SignRequest, SignResponse},
};
use store::{Change, SignFailure};

/// Signs one object, then records and reports the result. When the program ends, it stops silently.
pub(crate) async fn sign(context: &Context, order: SignOrder) {
    let (id, recorded) = (order.id, order.recorded());
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_sign(context, &order) => outcome,
    };
    let outcome = match outcome {
        Err(NotSigned::HasCredentials(existing)) => {
            // The receiver may ask the user. It stays due for signing until marked as left unsigned.
            context.events.send(Event::SigningSkipped { id, existing });
            return;
        }
        Err(NotSigned::InDoubt(failure)) => Err((failure, SignFailure::InDoubt)),
        // If everything is to be signed, the next run tries again.
        Err(NotSigned::Failed(failure)) if context.signing == SigningPolicy::All => Err((failure, SignFailure::Retry)),
        Err(NotSigned::Failed(failure)) => Err((failure, SignFailure::Final)),
        Ok(facts) => Ok(facts),
    };
    match outcome {
        Ok(facts) => match record_signed(context, recorded, facts.clone()).await {
            Ok(()) => context.events.send(Event::Signed { id, facts }),
            Err(failure) => {
                let uri = facts.signed_uri;
                let failure = failure.within(|why| Cause::SignedNotRecorded { uri, why });
                context.events.send(Event::SignFailed { id, failure });
            }
        },
        Err((failure, left)) => {
            let change = Change::SignFailed {
                id: recorded,
                failure: failure.clone(),
                left,
            };
            if let Err(trouble) = record(context, recorded, change).await {
                tracing::error!("a failure could not be recorded: {}", trouble.message);
            }
            context.events.send(Event::SignFailed { id, failure });
        }
    }
}

async fn try_sign(context: &Context, order: &SignOrder) -> Result<SignedFacts, NotSigned> {
    let manifest_json = manifest::of(context, order).await?;
    send(context, order, manifest_json).await
}

async fn send(context: &Context, order: &SignOrder, manifest_json: String) -> Result<SignedFacts, NotSigned> {
    let (id, recorded) = (order.id, order.recorded());
    check_size(Step::Sign, order.size).map_err(NotSigned::Failed)?;
    let asset = asset(&order.object, Step::Sign).map_err(NotSigned::Failed)?;
    let wish = match order.identity {
        true => Some(identity::request(context, &manifest_json).await),
        false => None,
    };
    let wish = wish.transpose().map_err(NotSigned::Failed)?;
    record(context, recorded, Change::Signing(recorded))
        .await
        .map_err(NotSigned::Failed)?;
    let request = SignRequest {
        asset,
        mode: SignMode::ServerMeasure,
        manifest_json: Some(manifest_json.clone()),
        cawg: None,
        allow_insecure_remote_http: None,
        limits: limits(order.size),
    };
    let call = |request: SignRequest| {
        repeat(context, id, Step::Sign, after_sign, move |que| {
            sign_once(que, request.clone())
        })
    };
    let answer = match wish {
        Some(wish) => identity::sign(context, id, (wish, request), call).await,
        None => call(request).await,
    };
    let answer = answer.map_err(|(failure, error)| match error {
        // There is no idempotency key, so it is not repeated without asking.
        Some(error) if may_have_signed(&error) => NotSigned::InDoubt(failure.within(Cause::MayBeSigned)),
        _ => NotSigned::Failed(failure),
    })?;
    Ok(SignedFacts {
        signed_uri: answer.asset_s3_uri,
        evidence: answer.evidence.map(|evidence| evidence.to_string()),
        manifest_json,
        signed_at: now(),
        identity: Some(order.identity),
    })
}

/// Whether there may be a signed copy despite this error. A gateway uses one of these statuses if the server has not
/// answered in time; the server may still be working.
fn may_have_signed(error: &que_sdk::Error) -> bool {
    error.outcome_is_unknown() || error.effective_status() == Some(408) || error.status_is_ambiguous()
}

async fn sign_once(que: Que, request: SignRequest) -> que_sdk::Result<SignResponse> {
    que.sign(&request).await
}
