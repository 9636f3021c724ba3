//! How far the running uploads are.

use std::sync::PoisonError;

use super::Worker;
use model::Event;

impl Worker {
    /// Tells how far the running uploads are, those that moved.
    pub(super) fn tell_progress(&mut self) {
        let mut moved = Vec::new();
        let mut finishing = Vec::new();
        for (id, progress) in self
            .context
            .sending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let bytes = progress.transferred();
            if self.told.get(id) != Some(&bytes) {
                self.told.insert(*id, bytes);
                moved.push((*id, bytes));
                if bytes >= progress.total() && progress.total() > 0 {
                    finishing.push(*id);
                }
            }
        }
        if !moved.is_empty() {
            self.context.announcer.tell(Event::Progress(moved));
        }
        for id in finishing {
            self.context.announcer.tell(Event::Finishing(id));
        }
    }
}
