//! Signed copies downloaded for the pictures in their manifests. They are in private temporary folders, few at a time, and
//! are deleted with the program's end.

use std::{collections::VecDeque, path::PathBuf, sync::Arc};

use parking_lot::Mutex;
use tempfile::TempDir;

use super::{
    context::Context,
    local_verification::{fetch as download, private_temporary_folder},
    route::SIGNED_EXTRA,
};
use model::{CopyOrder, Event, MAX_SIGNED_BYTES, ObjectRef, UploadId};

/// How many copies are kept. The oldest one is deleted.
const MAX_COPIES: usize = 4;

/// How many objects are downloaded at once without being asked for.
pub(crate) const MAX_UNASKED: usize = 2;

/// The copies that are kept. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Copies {
    kept: Arc<Mutex<VecDeque<(UploadId, ObjectRef, TempDir)>>>,
}

impl Copies {
    /// Keeps a folder with a copy. Returns the copies that were deleted for it.
    fn keep(&self, id: UploadId, object: ObjectRef, folder: TempDir) -> Vec<(UploadId, ObjectRef)> {
        let mut kept = self.kept.lock();
        kept.retain(|(other, of, _)| *other != id || *of != object);
        kept.push_back((id, object, folder));
        let too_many = kept.len().saturating_sub(MAX_COPIES);
        kept.drain(..too_many).map(|(id, object, _)| (id, object)).collect()
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
            for (id, object) in context.copies.keep(id, order.object.clone(), folder) {
                context.events.send(Event::CopyDropped { id, object });
            }
            Ok(path)
        }
        Err(why) => Err(why),
    };
    let object = order.object;
    context.events.send(Event::CopyFetched { id, object, copy });
}

async fn try_fetch(context: &Context, order: &CopyOrder) -> Result<(PathBuf, TempDir), String> {
    let folder = private_temporary_folder().map_err(|error| format!("a copy could not be made ({error})"))?;
    let max_bytes = order.size.saturating_add(SIGNED_EXTRA).min(MAX_SIGNED_BYTES);
    let path = download(context, &order.object, folder.path(), max_bytes).await?;
    Ok((path, folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_copies_are_kept_and_the_oldest_is_deleted() {
        let copies = Copies::default();
        let mut paths = Vec::new();
        let object = |key: &str| ObjectRef {
            bucket: Some("b".to_owned()),
            key: key.to_owned(),
        };
        for number in 0..6 {
            let folder = private_temporary_folder().unwrap();
            paths.push(folder.path().to_owned());
            // Two copies of each upload: the one from before it was signed again, and the new one.
            let key = format!("k{number}");
            let dropped = copies.keep(UploadId::new(number / 2), object(&key), folder);
            let expected =
                (number >= 4).then(|| (UploadId::new((number - 4) / 2), object(&format!("k{}", number - 4))));
            assert_eq!(dropped, Vec::from_iter(expected));
        }
        let there: Vec<_> = paths.iter().map(|path| path.exists()).collect();
        assert_eq!(there, [false, false, true, true, true, true]);
        drop(copies);
        assert!(paths.iter().all(|path| !path.exists()));
    }
}
