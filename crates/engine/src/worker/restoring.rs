//! Restoring the queue of an earlier session, in batches.

use std::mem;

use super::Worker;
use crate::{VerificationPolicy, route};
use model::{Event, Job, Said, Upload, UploadId};
use store::{Restored, Store};

/// How many uploads are read at a time.
const BATCH: usize = 1000;

/// Uploads of an earlier session that are not read yet.
#[derive(Default)]
pub(super) struct Restoring {
    ids: Vec<UploadId>,
    /// Where in `ids` the next batch begins.
    next: usize,
    /// How many could not be read so far.
    broken: usize,
}

impl Restoring {
    pub(super) fn is_over(&self) -> bool {
        self.next >= self.ids.len()
    }
}

impl Worker {
    /// Starts the session in the database, and reads the first batch.
    pub(super) async fn restore(&mut self) {
        match self.context.store_writer.run(Store::start_session).await {
            Ok(ids) => {
                self.restoring = Restoring {
                    ids,
                    ..Restoring::default()
                };
                self.restore_batch().await;
            }
            Err(failure) => self.report_trouble(&failure),
        }
        if self.session.verification == VerificationPolicy::BySettings {
            self.report_left_undone().await;
        }
    }

    /// Tells the window what earlier sessions began to sign or to verify. A command asks for itself.
    async fn report_left_undone(&self) {
        match self.context.store_writer.run(|store| store.left_undone()).await {
            Ok((in_doubt, unverified)) if in_doubt.is_empty() && unverified.is_empty() => {}
            Ok((in_doubt, unverified)) => {
                let of = |upload: Upload| Some((upload.source.path, upload.object?));
                let in_doubt = in_doubt.into_iter().filter_map(of).collect();
                self.context.events.send(Event::LeftUndone { in_doubt, unverified });
            }
            Err(failure) => self.report_trouble(&failure),
        }
    }

    /// Reads the next batch: a queue of a hundred thousand begins with its first thousand.
    pub(super) async fn restore_batch(&mut self) {
        let restoring = &mut self.restoring;
        let end = restoring.ids.len().min(restoring.next + BATCH);
        let batch = restoring.ids.get(restoring.next..end).unwrap_or_default().to_vec();
        restoring.next = end;
        match self
            .context
            .store_writer
            .run(move |store| store.read_queued(&batch))
            .await
        {
            Ok(Restored { uploads, broken }) => {
                self.restoring.broken += broken;
                self.queue_restored(uploads).await;
            }
            Err(failure) => {
                self.restoring = Restoring::default();
                self.report_trouble(&failure);
            }
        }
    }

    async fn queue_restored(&mut self, uploads: Vec<Upload>) {
        let job = |upload: &Upload| Job {
            id: upload.id,
            added_at: upload.added_at,
            source: upload.source.clone(),
        };
        let pending: Vec<_> = uploads.iter().filter(|upload| upload.is_pending()).map(job).collect();
        if let Err(failure) = self.record_for(&pending, Vec::new()).await {
            self.report_trouble(&failure);
        }
        self.pending.extend(pending);
        self.choose_types(uploads.iter().map(|upload| (upload.id, upload.chosen_type.clone())));
        let rows = uploads.into_iter().map(route::in_brief).collect();
        if !self.restoring.is_over() {
            self.context.events.send(Event::Restoring(rows));
            return;
        }
        let broken = mem::take(&mut self.restoring).broken;
        if broken > 0 {
            self.context.events.send(Event::trouble(Said::RecordsLeftOut(broken)));
        }
        self.context.events.send(Event::Restored(rows));
    }
}
