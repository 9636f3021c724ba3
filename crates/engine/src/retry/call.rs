//! The loop around API calls. Presigning is repeated as part of an upload, in [`super::put`], but what its failure does
//! to other calls is here: see [`after_presign`].

use super::{
    Backoff, RetryReason,
    put::AttemptError,
    table::{self, AfterCall},
};
use crate::{context::Context, failure, gate::Permit, network::Cause};
use model::{Failure, Step, UploadId};
use que_sdk::Que;

/// Makes a call, and repeats it as `table` says, until it succeeds or is given up. Also returns the server's last
/// error, if there was one.
pub(crate) async fn repeat<T, Call: Future<Output = que_sdk::Result<T>>>(
    context: &Context,
    id: UploadId,
    step: Step,
    table: fn(&que_sdk::Error) -> AfterCall,
    call: impl Fn(Que) -> Call,
) -> Result<T, (Failure, Option<que_sdk::Error>)> {
    let mut backoff = Backoff::new(&context.policy);
    loop {
        let Some(permit) = unless_server_left(context, context.gate.acquire()).await else {
            return Err((failure::server_switched(step), None));
        };
        let permit = permit.map_err(|unavailable| (unavailable.failure(step), None))?;
        let error = match call(permit.que.with_observer(context.activity.observer(id))).await {
            Ok(answer) => {
                context.gate.succeeded();
                return Ok(answer);
            }
            Err(error) => error,
        };
        context.network.refused_by_proxy(Some(&permit.que), &error);
        match table(&error) {
            // The gate opens when there is another key, or the wait is over.
            AfterCall::NeedKey => context.gate.refuse_key(&permit),
            AfterCall::WaitForServer(wait) => context.gate.wait(&permit, wait, &error),
            AfterCall::Again => {
                if let Err(failure) = wait_for_next(context, id, step, &mut backoff, &error).await {
                    return Err((failure, Some(error)));
                }
            }
            AfterCall::GiveUp => return Err((failure::of(step, &error), Some(error))),
        }
    }
}

/// Waits before the next try of a call.
///
/// # Errors
/// There is no next try.
async fn wait_for_next(
    context: &Context,
    id: UploadId,
    step: Step,
    backoff: &mut Backoff,
    error: &que_sdk::Error,
) -> Result<(), Failure> {
    let reason = RetryReason::of(error);
    let cause = if reason.may_be_of_network() {
        unless_server_left(context, context.network.cause()).await
    } else {
        Some(Cause::ThisAttempt)
    };
    match cause {
        // If the server was switched away, the gate says so.
        Some(Cause::Outage) | None => return Ok(()),
        Some(Cause::TooLong(unavailable)) => return Err(unavailable.failure(step)),
        Some(Cause::ThisAttempt) => {}
    }
    let Some(wait) = context.wait_after(backoff, step, reason) else {
        return Err(failure::of(step, error));
    };
    context.activity.mark_retried(id);
    let _ = unless_server_left(context, tokio::time::sleep(wait)).await;
    Ok(())
}

/// What a failed presign call does to other calls, and what is next for its upload.
pub(crate) fn after_presign(context: &Context, permit: &Permit, error: &que_sdk::Error) -> AttemptError {
    context.network.refused_by_proxy(Some(&permit.que), error);
    match table::after_call(error) {
        AfterCall::NeedKey => {
            context.gate.refuse_key(permit);
            AttemptError::NeedKey
        }
        AfterCall::WaitForServer(wait) => {
            context.gate.wait(permit, wait, error);
            context.concurrency.slow_down();
            AttemptError::RateLimited
        }
        AfterCall::Again => AttemptError::retry(context, error, Step::Presign, None),
        AfterCall::GiveUp => AttemptError::GiveUp(failure::of(Step::Presign, error)),
    }
}

/// Waits for something before a call; `None` if the server is switched away meanwhile. A running call is not aborted,
/// because it may have done its work.
async fn unless_server_left<T>(context: &Context, work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = context.epoch.cancelled() => None,
        done = work => Some(done),
    }
}
