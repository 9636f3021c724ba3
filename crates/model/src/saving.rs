//! Fetching signed copies into files: one, or many into a folder with what became of them told once.

use std::path::{Path, PathBuf};

use super::{ById, Command, Model, ObjectRef, SaveOrder, SaveState, UploadId, decide::order};

/// Failures that are named one by one.
const NAMED: usize = 5;

/// Signed copies that are being saved into a folder, or were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saving {
    /// Grows with each time that many are saved.
    pub number: u64,
    /// The folder of the last that was ordered.
    pub folder: PathBuf,
    /// How many.
    pub all: usize,
    /// How many stand in their files.
    pub saved: usize,
    /// How many of these have another name than they were to have, because a file of that name was there.
    pub renamed: usize,
    /// How many could not be saved.
    pub failed: usize,
    /// What happened, for the first of them: name and sentence.
    pub failures: Vec<(String, String)>,
    /// Those that are not done, with the files that they are to stand in.
    left: ById<PathBuf>,
}

impl Saving {
    /// Of how many it is known what became of them.
    #[must_use]
    pub fn done(&self) -> usize {
        self.saved + self.failed
    }

    /// Whether it is known of all.
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

    /// Where many are being saved already, these come to them.
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
            self.savings += 1;
            saving.number = self.savings;
        }
        saving.folder = folder;
        saving.all += orders.len();
        saving
            .left
            .extend(orders.iter().map(|order| (order.id, order.to.clone())));
        self.saving = Some(saving);
        order(orders, Command::SaveAll)
    }

    fn save_order(&mut self, id: UploadId, to: PathBuf, replace: bool) -> Option<SaveOrder> {
        let upload = self.upload(id).filter(|upload| upload.saving != SaveState::Saving)?;
        let object = ObjectRef::from_s3_uri(upload.signed_uri()?)?;
        self.change(id, |upload| upload.saving = SaveState::Saving);
        Some(SaveOrder {
            id,
            object,
            to,
            replace,
        })
    }

    /// What became of the saving of one.
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
