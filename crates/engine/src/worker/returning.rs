//! What an earlier session left comes back, a piece at a time.

use std::mem;

use super::Worker;
use crate::route;
use model::{Event, Job, Upload, UploadId};
use store::{Restored, Store};

/// So many uploads of an earlier session are read at once.
const PIECE: usize = 1000;

/// Uploads of an earlier session that are not read yet.
#[derive(Default)]
pub(super) struct Returning {
    ids: Vec<UploadId>,
    /// Where in `ids` the next piece begins.
    next: usize,
    /// Those that could not be read so far.
    broken: usize,
}

impl Returning {
    pub(super) fn is_over(&self) -> bool {
        self.next >= self.ids.len()
    }
}

impl Worker {
    /// Takes stock of what an earlier session left, and reads the first piece of it.
    pub(super) async fn restore(&mut self) {
        match self.context.store_writer.run(Store::take_stock).await {
            Ok(ids) => {
                self.returning = Returning {
                    ids,
                    ..Returning::default()
                };
                self.read_back().await;
            }
            Err(failure) => self.tell_trouble(&failure),
        }
    }

    /// Reads the next piece of what an earlier session left: a queue of a hundred thousand begins with its first thousand.
    pub(super) async fn read_back(&mut self) {
        let returning = &mut self.returning;
        let end = returning.ids.len().min(returning.next + PIECE);
        let piece = returning.ids.get(returning.next..end).unwrap_or_default().to_vec();
        returning.next = end;
        match self
            .context
            .store_writer
            .run(move |store| store.read_back(&piece))
            .await
        {
            Ok(Restored { uploads, broken }) => {
                self.returning.broken += broken;
                self.take_back(uploads).await;
            }
            Err(failure) => {
                self.returning = Returning::default();
                self.tell_trouble(&failure);
            }
        }
    }

    async fn take_back(&mut self, uploads: Vec<Upload>) {
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let pending: Vec<_> = uploads.iter().filter(|upload| upload.is_pending()).map(job).collect();
        if let Err(failure) = self.record_for(&pending, Vec::new()).await {
            self.tell_trouble(&failure);
        }
        self.pending.extend(pending);
        self.choose_types(uploads.iter().map(|upload| (upload.id, upload.chosen_type.clone())));
        let rows = uploads.into_iter().map(route::in_brief).collect();
        if !self.returning.is_over() {
            self.context.announcer.tell(Event::Returning(rows));
            return;
        }
        let broken = mem::take(&mut self.returning).broken;
        if broken > 0 {
            self.context.announcer.tell(Event::Trouble {
                headline: format!("{broken} records of earlier uploads cannot be read and are left out."),
                hint: "They stay in the data folder; nothing was deleted.".to_owned(),
            });
        }
        self.context.announcer.tell(Event::Restored(rows));
    }
}
