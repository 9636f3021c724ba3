//! From one server to another: what runs at the old one ends first.

use std::{mem, sync::Arc};

use tokio_util::sync::CancellationToken;

use super::{ContentOrder, Finished, Worker};
use crate::failure;
use model::{Settings, SignOrder, Step, VerifyOrder};
use store::{Change, Unsigned};

impl Worker {
    /// Leaves this server: what is uploading is stopped and waits in its queue, what has not begun to be signed is not.
    /// A call that is under way ends first: it may do its work.
    pub(super) async fn leave(&mut self, settings: Settings) {
        self.session.leave(&self.context);
        self.start_over();
        self.pending.clear();
        self.recording.clear();
        let not_begun = mem::take(&mut self.content).into_iter().map(|order| match order {
            ContentOrder::Sign(SignOrder { id, .. }) => Change::SignFailed {
                id,
                failure: failure::server_left(Step::Sign),
                left: Unsigned::Given,
            },
            ContentOrder::Verify(VerifyOrder { id, target, .. }) => Change::VerifyFailed {
                id,
                target,
                failure: failure::server_left(Step::Verify),
            },
        });
        if let Err(failure) = self.context.store_writer.record_all(not_begun.collect()).await {
            self.tell_trouble(&failure);
        }
        self.leaving = Some(settings);
    }

    /// Goes to the new server once nothing runs at the old one.
    pub(super) async fn arrive_when_quiet(&mut self) {
        while self.running.is_empty() && Arc::strong_count(&self.content_running) == 1 {
            let Some(settings) = self.leaving.take() else { return };
            self.pending.clear();
            self.told_no_key = false;
            self.session.use_settings(&self.context, settings).await;
            self.context.epoch = CancellationToken::new();
            self.restore().await;
            while !self.returning.is_over() {
                self.read_back().await;
            }
            self.session.begin(&self.context, &mut self.tasks, || Finished::Other);
            self.tell_waiting();
            while self.leaving.is_none()
                && let Some(command) = self.deferred.pop_front()
            {
                self.obey(command).await;
            }
            if self.leaving.is_none() {
                return;
            }
        }
    }
}
