//! Fetching a signed copy into a file, where the server can be asked for it.

use std::sync::Arc;

use super::{content, failure, retry, route::Context};
use crate::{
    model::{Event, Failure, SaveOrder, Step},
    que::{self, GetOptions, Progress, Que, wire::PresignDownloadRequest},
    secret::SignedUrl,
};

/// Fetches one signed copy and tells how that ended.
pub(crate) async fn save(context: &Context, order: SaveOrder) {
    let id = order.id;
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_save(context, &order) => outcome,
    };
    context.announcer.tell(match outcome {
        Ok(()) => Event::Saved { id, to: order.to },
        Err(None) => Event::NoDownloads(id),
        Err(Some(failure)) => Event::SaveFailed { id, failure },
    });
}

/// `None` is a server that gives no downloads.
async fn try_save(context: &Context, order: &SaveOrder) -> Result<(), Option<Failure>> {
    let Some(bucket) = order.object.bucket.clone() else {
        return Err(None);
    };
    let request = PresignDownloadRequest {
        bucket,
        key: order.object.key.clone(),
    };
    let asked = content::repeat(context, order.id, Step::Download, retry::after_call, |que| {
        presign(que, request.clone())
    })
    .await;
    let url = asked.map_err(|(failure, error)| match error.and_then(|error| error.status()) {
        // The call is not part of the public API.
        Some(404 | 405 | 501) => None,
        _ => Some(failure),
    })?;
    let pass = context
        .gate
        .pass()
        .await
        .map_err(|absence| Some(absence.failure(Step::Download)))?;
    let storage = pass.que.storage().clone();
    // The dialog has asked whether a file of that name may go.
    let options = GetOptions {
        replace: true,
        ..GetOptions::default()
    };
    let progress = Arc::new(Progress::new());
    storage
        .get(&url, &order.to, &options, &progress, &context.quit)
        .await
        .map(drop)
        .map_err(|error| Some(failure::of(Step::Download, &error)))
}

async fn presign(que: Que, request: PresignDownloadRequest) -> que::Result<SignedUrl> {
    que.presign_download(&request).await
}
