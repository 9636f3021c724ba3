//! What earlier runs have to do with the files that are named now: nothing is uploaded twice without being said.

use std::{collections::HashMap, path::PathBuf};

use model::{ObjectRef, Source, Timestamp, Upload, UploadState};
use store::{Store, StoreError};

/// A file is the same as long as these are.
type File = (PathBuf, u64, Option<Timestamp>);

/// What earlier runs left.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// Uploads whose rows are taken over when their files are named.
    unfinished: HashMap<File, Upload>,
    uploaded: HashMap<File, ObjectRef>,
    /// How many a run with `--resume` would go on with.
    waiting: usize,
    /// How many of these were taken over.
    taken: usize,
    /// How many files go once more that an earlier run had uploaded.
    again: usize,
}

impl Earlier {
    /// Reads what is on record of these files, before the worker begins.
    pub(super) fn read(record: &mut Store, paths: &[PathBuf]) -> Result<Self, StoreError> {
        let below: Vec<_> = paths
            .iter()
            .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
            .collect();
        record.recover_interrupted()?;
        let store::Earlier { unfinished, uploaded } = record.earlier(&below)?;
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
            // Of several of one file the first counts.
            earlier.unfinished.entry(file(&upload.source)).or_insert(upload);
        }
        Ok(earlier)
    }

    /// The queue of earlier runs goes on as a whole. What a person had canceled does only when it is named.
    pub(super) fn resume(&mut self) {
        self.unfinished
            .retain(|_, upload| upload.state == UploadState::Canceled);
        self.waiting = 0;
    }

    /// The upload of this file that is to go on instead of a new one.
    pub(super) fn take_over(&mut self, source: &Source) -> Option<Upload> {
        let upload = self.unfinished.remove(&file(source))?;
        self.taken += usize::from(upload.state != UploadState::Canceled);
        Some(upload)
    }

    /// Where this very file is stored already.
    pub(super) fn object_of(&self, source: &Source) -> Option<&ObjectRef> {
        self.uploaded.get(&file(source))
    }

    /// A file that is stored already goes once more.
    pub(super) fn goes_again(&mut self) {
        self.again += 1;
    }

    /// What is to be said once all files are known.
    pub(super) fn words(&mut self) -> Vec<String> {
        let Self {
            waiting, taken, again, ..
        } = std::mem::take(self);
        let mut words = Vec::new();
        if taken > 0 {
            words.push(format!(
                "From an earlier run: {taken} of these files were not uploaded yet; they go on."
            ));
        }
        if waiting > taken {
            let left = waiting - taken;
            words.push(format!(
                "{left} files of an earlier run wait; --resume goes on with them."
            ));
        }
        if again > 0 {
            words.push(format!(
                "{again} of these files were uploaded by an earlier run already; they are uploaded once more, under other keys."
            ));
        }
        words
    }
}

fn file(source: &Source) -> File {
    (source.path.clone(), source.size, source.modified)
}
