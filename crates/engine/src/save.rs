//! Downloading a signed copy, if the server offers downloads.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::task::JoinSet;

use super::{
    context::Context,
    download::download,
    kept::{find_kept, save_beside},
    retry::{call::repeat, table::after_download},
};
use model::{CopyOrder, Event, Failure, Said, SaveOrder, Step, UploadId};
use que_sdk::{GetOptions, Progress, Que, wire::PresignDownloadRequest};
use whole_files::{Policy, numbered};

/// How many downloads run at once.
const MAX_DOWNLOADS: usize = 3;

/// How many names are tried if a file exists.
const MAX_NAMES: u32 = 10_000;

/// Downloads one signed copy and reports the result.
pub(crate) async fn save(context: &Context, order: SaveOrder) {
    let id = order.id;
    let outcome = tokio::select! {
        () = context.quit.cancelled() => return,
        outcome = try_save(context, &order) => outcome,
    };
    report(context, id, outcome);
}

/// Downloads many, a few at a time. Stops soon if the server offers no downloads, and when the server is switched.
pub(crate) async fn save_all(context: &Context, orders: Vec<SaveOrder>) {
    let refused = Arc::new(AtomicBool::new(false));
    let mut running = JoinSet::new();
    for order in orders {
        if running.len() >= MAX_DOWNLOADS {
            running.join_next().await;
        }
        if context.epoch.is_cancelled() || context.quit.is_cancelled() {
            break;
        }
        if refused.load(Ordering::Relaxed) {
            report(context, order.id, Err(None));
            continue;
        }
        let (context, refused) = (context.clone(), Arc::clone(&refused));
        running.spawn(async move {
            let outcome = tokio::select! {
                () = context.quit.cancelled() => return,
                () = context.epoch.cancelled() => return,
                outcome = try_save(&context, &order) => outcome,
            };
            refused.fetch_or(matches!(outcome, Err(None)), Ordering::Relaxed);
            report(&context, order.id, outcome);
        });
    }
    while running.join_next().await.is_some() {}
}

fn report(context: &Context, id: UploadId, outcome: Result<PathBuf, Option<Failure>>) {
    context.events.send(match outcome {
        Ok(to) => Event::Saved { id, to },
        Err(None) => Event::NoDownloads(id),
        Err(Some(failure)) => Event::SaveFailed { id, failure },
    });
}

/// Asks for a link to a signed copy, and reports it.
pub(crate) async fn find_link(context: Context, order: CopyOrder) {
    let Some(bucket) = order.object.bucket.clone() else {
        return;
    };
    let request = PresignDownloadRequest {
        bucket,
        key: order.object.key.clone(),
    };
    let asked = repeat(&context, order.id, Step::Download, after_download, |que| {
        let request = request.clone();
        async move { que.presign_download(&request).await }
    });
    let answer = tokio::select! {
        () = context.quit.cancelled() => return,
        () = context.epoch.cancelled() => return,
        answer = asked => answer,
    };
    context.events.send(match answer.map_err(failure_or_no_downloads) {
        Ok(link) => Event::LinkFound(link),
        Err(None) => Event::NoDownloads(order.id),
        Err(Some(failure)) => Event::trouble(Said::Failure(Box::new(failure))),
    });
}

/// `None` means that the server offers no downloads.
fn failure_or_no_downloads((failure, error): (Failure, Option<que_sdk::Error>)) -> Option<Failure> {
    let error = error.filter(|error| error.step() == Some(que_sdk::Step::PresignDownload));
    match error.and_then(|error| error.status()) {
        // The call is not part of the public API.
        Some(404 | 405 | 501) => None,
        _ => Some(failure),
    }
}

/// Returns the path. `None` means that the server offers no downloads.
pub(crate) async fn try_save(context: &Context, order: &SaveOrder) -> Result<PathBuf, Option<Failure>> {
    let Some(bucket) = order.object.bucket.clone() else {
        return Err(None);
    };
    let request = PresignDownloadRequest {
        bucket,
        key: order.object.key.clone(),
    };
    let fetched = repeat(context, order.id, Step::Download, after_download, |que| {
        fetch(context, que, request.clone(), order)
    })
    .await;
    if let (Ok(to), Some(original)) = (&fetched, &order.original) {
        save_earlier_credentials(context, to.clone(), original.clone()).await;
    }
    fetched.map_err(failure_or_no_downloads)
}

/// Saves the earlier credentials of the original beside its signed copy, if they were kept. With the stem alone, readers
/// would take them for those of the signed copy.
async fn save_earlier_credentials(context: &Context, to: PathBuf, original: String) {
    let Some(kept) = context.kept_credentials.clone() else {
        return;
    };
    let name = to.display().to_string();
    let saving = tokio::task::spawn_blocking(move || match find_kept(&kept, Some(&original)) {
        Some(kept) => save_beside(&to, "earlier.c2pa", &kept.path).map(drop),
        None => Ok(()),
    });
    if let Ok(Err(error)) = saving.await {
        let reason = error.to_string();
        context
            .events
            .send(Event::trouble(Said::EarlierNotSaved { name, reason }));
    }
}

/// Requests a URL and downloads from it. A URL is valid only for a short time, so each try has its own.
async fn fetch(
    context: &Context,
    que: Que,
    request: PresignDownloadRequest,
    order: &SaveOrder,
) -> que_sdk::Result<PathBuf> {
    let url = que.presign_download(&request).await?;
    let storage = que.storage();
    let options = GetOptions {
        check_md5: context.check_md5.load(Ordering::Relaxed),
        ..GetOptions::default()
    };
    let progress = Arc::new(Progress::new());
    let policy = if order.replace { Policy::Named } else { Policy::New };
    let mut to = order.to.clone();
    let mut number = 1;
    loop {
        match download(&storage, &url, (&to, policy), &options, &progress, &context.quit).await {
            // A download into the same folder may have taken the name meanwhile.
            Err(que_sdk::Error::AlreadyExists) if !order.replace && number < MAX_NAMES => {
                number += 1;
                to = numbered(&order.to, number);
            }
            fetched => return fetched.map(|_| to),
        }
    }
}
