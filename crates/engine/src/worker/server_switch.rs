//! Switching servers: what runs at the old one ends first.

use std::{mem, sync::Arc};

use tokio_util::sync::CancellationToken;

use super::{ContentOrder, Finished, Worker};
use crate::failure;
use model::{Settings, SignOrder, Step, VerifyOrder};
use store::{Change, SignFailure};

impl Worker {
    /// Leaves this server. Uploads stop and wait in its queue; signings that have not started fail. A running call ends
    /// first: it may still succeed.
    pub(super) async fn leave(&mut self, settings: Settings) {
        self.session.revoke_key(&self.context);
        self.start_over();
        self.pending.clear();
        self.recording.clear();
        let not_begun = mem::take(&mut self.content).into_iter().map(|order| match order {
            ContentOrder::Sign(SignOrder { id, .. }) => Change::SignFailed {
                id,
                failure: failure::server_switched(Step::Sign),
                left: SignFailure::Final,
            },
            ContentOrder::Verify(VerifyOrder { id, target, .. }) => Change::VerifyFailed {
                id,
                target,
                failure: failure::server_switched(Step::Verify),
            },
        });
        if let Err(failure) = self.context.store_writer.record_all(not_begun.collect()).await {
            self.report_trouble(&failure);
        }
        self.pending_switch = Some(settings);
    }

    /// Switches to the new server once nothing runs at the old one.
    pub(super) async fn switch_when_idle(&mut self) {
        while self.running.is_empty() && Arc::strong_count(&self.content_running) == 1 {
            let Some(settings) = self.pending_switch.take() else {
                return;
            };
            self.pending.clear();
            self.reported_no_key = false;
            self.session.use_settings(&self.context, settings).await;
            self.context.epoch = CancellationToken::new();
            self.restore().await;
            while !self.restoring.is_over() {
                self.restore_batch().await;
            }
            self.session
                .load_key(&self.context, &mut self.tasks, || Finished::Other);
            self.report_waiting();
            while self.pending_switch.is_none()
                && let Some(command) = self.deferred.pop_front()
            {
                self.handle(command).await;
            }
            if self.pending_switch.is_none() {
                return;
            }
        }
    }
}
