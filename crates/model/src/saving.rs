//! Downloading signed copies: one, or many into a folder with a single result.

use std::path::{Path, PathBuf};

use super::{
    ById, Command, CopyOrder, Model, ObjectRef, SaveOrder, SaveState, SignedFacts, UploadId,
    decide::command_unless_empty,
};

/// How many failures are listed.
const NAMED: usize = 5;

/// The current or last download of many signed copies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saving {
    /// Its number. Counts up.
    pub number: u64,
    /// The folder of the last one requested.
    pub folder: PathBuf,
    /// How many.
    pub all: usize,
    /// How many were saved.
    pub saved: usize,
    /// How many of these were renamed because a file existed.
    pub renamed: usize,
    /// How many could not be saved.
    pub failed: usize,
    /// The name of the file and what happened, for the first failures.
    pub failures: Vec<(String, String)>,
    /// Those that are not done, with their files.
    left: ById<PathBuf>,
}

impl Saving {
    /// How many have a result.
    #[must_use]
    pub fn done(&self) -> usize {
        self.saved + self.failed
    }

    /// Whether all have a result.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.left.is_empty()
    }
}

impl Model {
    pub(super) fn save_signed(&mut self, id: UploadId, to: PathBuf) -> Vec<Command> {
        let order = self.save_order(id, to, true);
        order.map(Command::Save).into_iter().collect()
    }

    /// If a download is running, these are added to it.
    pub(super) fn save_all_signed(&mut self, files: Vec<(UploadId, PathBuf)>) -> Vec<Command> {
        let orders: Vec<_> = files
            .into_iter()
            .filter_map(|(id, to)| self.save_order(id, to, false))
            .collect();
        let Some(folder) = orders.first().and_then(|order| order.to.parent()).map(Path::to_owned) else {
            return Vec::new();
        };
        let mut saving = self
            .saving
            .take()
            .filter(|saving| !saving.is_over())
            .unwrap_or_default();
        if saving.number == 0 {
            self.last_saving += 1;
            saving.number = self.last_saving;
        }
        saving.folder = folder;
        saving.all += orders.len();
        saving
            .left
            .extend(orders.iter().map(|order| (order.id, order.to.clone())));
        self.saving = Some(saving);
        command_unless_empty(orders, Command::SaveAll)
    }

    /// Asks for a link to a signed copy.
    pub(super) fn open_link(&mut self, id: UploadId) -> Vec<Command> {
        let order = self.upload(id).and_then(|upload| {
            let object = ObjectRef::from_s3_uri(upload.signed_uri()?)?;
            let size = upload.source.size;
            Some(CopyOrder { id, object, size })
        });
        order.map(Command::FindLink).into_iter().collect()
    }

    pub(super) fn link_opened(&mut self) -> Vec<Command> {
        self.link = None;
        Vec::new()
    }

    fn save_order(&mut self, id: UploadId, to: PathBuf, replace: bool) -> Option<SaveOrder> {
        let upload = self.upload(id).filter(|upload| upload.saving != SaveState::Saving)?;
        let object = ObjectRef::from_s3_uri(upload.signed_uri()?)?;
        // Of the file that the signed copy names: a signed copy that was signed again, or the original.
        let named = upload.signed.as_ref().and_then(SignedFacts::earlier_hash);
        let original = named.or_else(|| upload.sha256.clone());
        self.change(id, |upload| upload.saving = SaveState::Saving);
        Some(SaveOrder {
            id,
            object,
            to,
            replace,
            original,
        })
    }

    /// The result of one download.
    pub(super) fn saved(&mut self, id: UploadId, state: &SaveState) {
        let name = self.upload(id).map(|upload| upload.source.name());
        self.change(id, |upload| upload.saving = state.clone());
        let Some(saving) = self.saving.as_mut() else { return };
        let Some(wanted) = saving.left.remove(&id) else { return };
        match state {
            SaveState::Saved(to) => {
                saving.saved += 1;
                saving.renamed += usize::from(*to != wanted);
            }
            SaveState::NotAsked | SaveState::Saving => saving.failed += 1,
            SaveState::Failed(failure) => {
                saving.failed += 1;
                if saving.failures.len() < NAMED {
                    let name = name.unwrap_or_else(|| "A file".to_owned());
                    saving.failures.push((name, failure.message.clone()));
                }
            }
        }
    }
}
