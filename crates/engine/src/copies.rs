//! Signed copies downloaded for the pictures in their manifests. They are in private temporary folders, few at a time, and
//! are deleted with the program's end.

use std::{collections::VecDeque, path::PathBuf, sync::Arc};

use parking_lot::Mutex;
use tempfile::TempDir;

use super::{
    context::Context,
    local_verification::{fetch as download, private_temporary_folder},
};
use model::{CopyOrder, Event, MAX_SIGNED_BYTES, UploadId};

/// How many copies are kept. The oldest one is deleted.
const MAX_COPIES: usize = 4;

/// The copies that are kept. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Copies {
    kept: Arc<Mutex<VecDeque<(UploadId, TempDir)>>>,
}

impl Copies {
    /// Keeps a folder with a copy. Returns the uploads whose copies were deleted for it.
    fn keep(&self, id: UploadId, folder: TempDir) -> Vec<UploadId> {
        let mut kept = self.kept.lock();
        kept.retain(|(other, _)| *other != id);
        kept.push_back((id, folder));
        let too_many = kept.len().saturating_sub(MAX_COPIES);
        kept.drain(..too_many).map(|(id, _)| id).collect()
    }
}

/// Downloads a signed copy and reports where it is.
pub(crate) async fn fetch(context: Context, order: CopyOrder) {
    let id = order.id;
    let fetched = tokio::select! {
        () = context.quit.cancelled() => return,
        fetched = try_fetch(&context, &order) => fetched,
    };
    if context.epoch.is_cancelled() {
        return;
    }
    let copy = match fetched {
        Ok((path, folder)) => {
            for id in context.copies.keep(id, folder) {
                context.events.send(Event::CopyDropped(id));
            }
            Ok(path)
        }
        Err(why) => Err(why),
    };
    context.events.send(Event::CopyFetched { id, copy });
}

async fn try_fetch(context: &Context, order: &CopyOrder) -> Result<(PathBuf, TempDir), String> {
    let folder = private_temporary_folder().map_err(|error| format!("a copy could not be made ({error})"))?;
    let path = download(context, &order.object, folder.path(), MAX_SIGNED_BYTES).await?;
    Ok((path, folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_copies_are_kept_and_the_oldest_is_deleted() {
        let copies = Copies::default();
        let mut paths = Vec::new();
        for number in 0..6 {
            let folder = private_temporary_folder().unwrap();
            paths.push(folder.path().to_owned());
            let dropped = copies.keep(UploadId::new(number), folder);
            let expected: Vec<_> = (number >= 4).then(|| UploadId::new(number - 4)).into_iter().collect();
            assert_eq!(dropped, expected);
        }
        let there: Vec<_> = paths.iter().map(|path| path.exists()).collect();
        assert_eq!(there, [false, false, true, true, true, true]);
        drop(copies);
        assert!(paths.iter().all(|path| !path.exists()));
    }
}
