//! Counts what has arrived: a run that did not deliver everything does not count.

use std::collections::HashMap;

use parking_lot::{Mutex, MutexGuard};
use serde_json::{Value, json};

/// Counts since the last reset.
#[derive(Debug, Default)]
pub(crate) struct Tally(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// Sizes by path.
    objects: HashMap<String, u64>,
    bytes: u64,
    /// Bytes of the parts of unfinished multipart uploads, by upload.
    parts: HashMap<String, u64>,
    uploads: u64,
    puts: u64,
    presigns: u64,
    open: u64,
    most_open: u64,
}

impl Tally {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock()
    }

    /// Counts a connection to the storage until the result is dropped. HTTP/1.1 has one request at a time on each, so the
    /// most connections at once are the most parallel uploads.
    pub(crate) fn open(&self) -> Open<'_> {
        let mut counts = self.counts();
        counts.open += 1;
        counts.most_open = counts.most_open.max(counts.open);
        Open(self)
    }

    pub(crate) fn put(&self) {
        self.counts().puts += 1;
    }

    pub(crate) fn presigned(&self) -> u64 {
        let mut counts = self.counts();
        counts.presigns += 1;
        counts.presigns
    }

    pub(crate) fn stored(&self, path: &str, bytes: u64) {
        let mut counts = self.counts();
        let before = counts.objects.insert(path.to_owned(), bytes).unwrap_or(0);
        counts.bytes = counts.bytes + bytes - before;
    }

    pub(crate) fn started(&self) -> String {
        let mut counts = self.counts();
        counts.uploads += 1;
        let id = format!("upload-{}", counts.uploads);
        counts.parts.insert(id.clone(), 0);
        id
    }

    pub(crate) fn part(&self, upload: &str, bytes: u64) {
        if let Some(sum) = self.counts().parts.get_mut(upload) {
            *sum += bytes;
        }
    }

    pub(crate) fn completed(&self, upload: &str, path: &str) {
        let bytes = self.counts().parts.remove(upload);
        if let Some(bytes) = bytes {
            self.stored(path, bytes);
        }
    }

    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        self.counts().objects.get(path).copied()
    }

    pub(crate) fn deleted(&self, path: &str) {
        let mut counts = self.counts();
        let bytes = counts.objects.remove(path).unwrap_or(0);
        counts.bytes -= bytes;
    }

    /// Resets everything but the open connections.
    pub(crate) fn reset(&self) {
        let mut counts = self.counts();
        let open = counts.open;
        *counts = Counts {
            open,
            most_open: open,
            ..Counts::default()
        };
    }

    pub(crate) fn told(&self) -> Value {
        let counts = self.counts();
        json!({
            "objects": counts.objects.len(),
            "bytes": counts.bytes,
            "puts": counts.puts,
            "presigns": counts.presigns,
            "open": counts.open,
            "most_open": counts.most_open,
        })
    }
}

/// An open connection to the storage.
pub(crate) struct Open<'a>(&'a Tally);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.counts().open -= 1;
    }
}
