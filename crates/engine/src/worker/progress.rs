//! Progress of running uploads.

use super::Worker;
use model::Event;

impl Worker {
    /// Sends the progress of those that moved.
    pub(super) fn send_progress(&mut self) {
        let mut moved = Vec::new();
        let mut finishing = Vec::new();
        for (id, progress) in self.context.sending.lock().iter() {
            let bytes = progress.transferred();
            if self.reported_bytes.get(id) != Some(&bytes) {
                self.reported_bytes.insert(*id, bytes);
                moved.push((*id, bytes));
                if bytes >= progress.total() && progress.total() > 0 {
                    finishing.push(*id);
                }
            }
        }
        if !moved.is_empty() {
            self.context.events.send(Event::Progress(moved));
        }
        for id in finishing {
            self.context.events.send(Event::Finishing(id));
        }
    }
}
