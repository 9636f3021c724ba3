//! Matches the files of this run with those of earlier runs, to say if one is uploaded twice.

use std::{collections::HashMap, path::PathBuf};

use super::lines::files;
use model::{ObjectRef, Source, Timestamp, Upload, UploadState};
use store::{Store, StoreError};

/// Path, size in bytes and modification time: a file is the same if these are.
type File = (PathBuf, u64, Option<Timestamp>);

/// The relevant records of earlier runs.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// Uploads that continue if their files are named.
    unfinished: HashMap<File, Upload>,
    uploaded: HashMap<File, ObjectRef>,
    /// How many a run with `--resume` would continue.
    waiting: usize,
    /// How many of those this run continues.
    continued: usize,
    /// How many files are uploaded again although an earlier run uploaded them.
    repeated: usize,
}

impl Earlier {
    /// Reads the records of these files, before the engine starts.
    pub(super) fn read(record: &mut Store, paths: &[PathBuf]) -> Result<Self, StoreError> {
        let below: Vec<_> = paths
            .iter()
            .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
            .collect();
        record.recover_interrupted()?;
        let store::PreviousSessions { unfinished, uploaded } = record.earlier(&below)?;
        let wanted = |upload: &&Upload| upload.state != UploadState::Canceled;
        let waiting = unfinished.iter().filter(wanted).count();
        let mut earlier = Self {
            waiting,
            uploaded: uploaded
                .into_iter()
                .map(|file| ((file.path, file.size, file.modified), file.object))
                .collect(),
            ..Self::default()
        };
        for upload in unfinished {
            // If a file has several, the first one counts.
            earlier.unfinished.entry(file(&upload.source)).or_insert(upload);
        }
        Ok(earlier)
    }

    /// This run continues the whole queue. Canceled uploads only continue if their files are named.
    pub(super) fn resume(&mut self) {
        self.unfinished
            .retain(|_, upload| upload.state == UploadState::Canceled);
        self.waiting = 0;
    }

    /// The upload of this file to continue instead of starting a new one.
    pub(super) fn take_over(&mut self, source: &Source) -> Option<Upload> {
        let upload = self.unfinished.remove(&file(source))?;
        self.continued += usize::from(upload.state != UploadState::Canceled);
        Some(upload)
    }

    /// Where this file is already stored.
    pub(super) fn object_of(&self, source: &Source) -> Option<&ObjectRef> {
        self.uploaded.get(&file(source))
    }

    /// Counts a file that is uploaded again.
    pub(super) fn count_again(&mut self) {
        self.repeated += 1;
    }

    /// What to print once all files are known.
    pub(super) fn words(&mut self) -> Vec<String> {
        let Self {
            waiting,
            continued,
            repeated: again,
            ..
        } = std::mem::take(self);
        let mut words = Vec::new();
        if continued > 0 {
            words.push(format!(
                "From an earlier run: {continued} of these files were not uploaded yet. Continuing with them."
            ));
        }
        if waiting > continued {
            let left = waiting - continued;
            words.push(format!(
                "{} of an earlier run are still in the queue. To continue with them: --resume",
                files(left)
            ));
        }
        if again > 0 {
            words.push(format!(
                "An earlier run already uploaded {again} of these files. Uploading them again, under new keys."
            ));
        }
        words
    }
}

fn file(source: &Source) -> File {
    (source.path.clone(), source.size, source.modified)
}
