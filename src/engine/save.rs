//! Fetching a signed copy into a file, where the server can be asked for it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::task::JoinSet;

use super::{content, failure, retry, route::Context};
use crate::{
    model::{Event, Failure, SaveOrder, Step, UploadId},
    que::{self, GetOptions, Progress, Que, wire::PresignDownloadRequest},
    secret::SignedUrl,
};

/// So many of many are fetched at once.
const AT_ONCE: usize = 3;

/// Names that are tried where files of a name are there.
const MOST_NAMES: u32 = 10_000;

/// Fetches one signed copy and tells how that ended.
pub(crate) async fn save(context: &Context, order: SaveOrder) {
    let id = order.id;
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_save(context, &order) => outcome,
    };
    tell(context, id, outcome);
}

/// Fetches many, a few at a time. A server that gives no downloads is asked a few times at the most; one that is left is
/// asked no more.
pub(crate) async fn save_all(context: &Context, orders: Vec<SaveOrder>) {
    let refused = Arc::new(AtomicBool::new(false));
    let mut running = JoinSet::new();
    for order in orders {
        if running.len() >= AT_ONCE {
            running.join_next().await;
        }
        if context.era.is_cancelled() || context.quit.is_cancelled() {
            break;
        }
        if refused.load(Ordering::Relaxed) {
            tell(context, order.id, Err(None));
            continue;
        }
        let (context, refused) = (context.clone(), Arc::clone(&refused));
        running.spawn(async move {
            let outcome = tokio::select! {
                () = context.quit.cancelled() => return,
                () = context.era.cancelled() => return,
                outcome = try_save(&context, &order) => outcome,
            };
            refused.fetch_or(matches!(outcome, Err(None)), Ordering::Relaxed);
            tell(&context, order.id, outcome);
        });
    }
    while running.join_next().await.is_some() {}
}

fn tell(context: &Context, id: UploadId, outcome: Result<PathBuf, Option<Failure>>) {
    context.announcer.tell(match outcome {
        Ok(to) => Event::Saved { id, to },
        Err(None) => Event::NoDownloads(id),
        Err(Some(failure)) => Event::SaveFailed { id, failure },
    });
}

/// Answers where it stands. `None` is a server that gives no downloads.
async fn try_save(context: &Context, order: &SaveOrder) -> Result<PathBuf, Option<Failure>> {
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
    let options = GetOptions {
        replace: order.replace,
        ..GetOptions::default()
    };
    let progress = Arc::new(Progress::new());
    let mut to = order.to.clone();
    let mut number = 1;
    loop {
        match storage.get(&url, &to, &options, &progress, &context.quit).await {
            Ok(_) => return Ok(to),
            // Another of the same folder may have taken the name meanwhile, too.
            Err(que::Error::AlreadyThere) if !order.replace && number < MOST_NAMES => {
                number += 1;
                to = numbered(&order.to, number);
            }
            Err(error) => return Err(Some(failure::of(Step::Download, &error))),
        }
    }
}

/// `harbour (2).jpg` for `harbour.jpg`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!(" ({number})"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

async fn presign(que: Que, request: PresignDownloadRequest) -> que::Result<SignedUrl> {
    que.presign_download(&request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_keeps_the_ending() {
        assert_eq!(numbered(Path::new("/out/a.b.jpg"), 2), Path::new("/out/a.b (2).jpg"));
        assert_eq!(numbered(Path::new("/out/a"), 3), Path::new("/out/a (3)"));
    }
}
