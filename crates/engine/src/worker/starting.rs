//! Starting what waits, while there are slots and a key.

use std::{mem, sync::Arc};

use super::{ContentOrder, Finished, TaskOwner, Worker};
use crate::{
    concurrency::{HeldSlots, LARGE},
    route,
};
use model::{Event, Hold, Job};

impl Worker {
    /// Whether anything uses connections.
    pub(super) fn is_at_work(&self) -> bool {
        !self.running.is_empty() || Arc::strong_count(&self.content_running) > 1
    }

    /// Starts uploads and signings while there are slots and a key.
    pub(super) fn start_ready(&mut self) {
        // Free the slots that the next upload does not need.
        if !self.is_start_allowed() {
            self.slots = HeldSlots::default();
        } else if !self.next_is_large() {
            self.slots.large = None;
        }
        if self.pending_switch.is_some() || (self.pending.is_empty() && self.content.is_empty()) {
            return;
        }
        if !self.context.gate.has_client() {
            if self.session.key_was_loaded()
                && !mem::replace(&mut self.reported_no_key, true)
                && !self.context.gate.was_refused()
            {
                self.context
                    .events
                    .send(Event::HoldBegan(Hold::NeedsKey { refused: false }));
            }
            return;
        }
        self.reported_no_key = false;
        while self.take_slots()
            && let Some(job) = self.pending.pop_front()
        {
            self.start(job);
        }
        while let Some(slot) = if self.content.is_empty() {
            None
        } else {
            self.content_slots.take()
        } {
            let Some(order) = self.content.pop_front() else { break };
            let context = self.context.clone();
            let running = Arc::clone(&self.content_running);
            let owner = match &order {
                ContentOrder::Sign(order) => TaskOwner::Sign(order.id),
                ContentOrder::Verify(order) => TaskOwner::Verify(order.id, order.target),
            };
            let task = self.tasks.spawn(async move {
                match order {
                    ContentOrder::Sign(order) => route::sign(&context, order).await,
                    ContentOrder::Verify(order) => route::verify(&context, order).await,
                }
                drop((slot, running));
                Finished::Other
            });
            self.owners.insert(task.id(), owner);
        }
    }

    /// Whether the user and the key allow another upload to start.
    fn is_start_allowed(&self) -> bool {
        self.pending_switch.is_none()
            && !self.pending.is_empty()
            && !self.session.is_paused()
            && self.context.gate.has_client()
    }

    /// Whether the next upload is large and has no slot for that.
    pub(super) fn waits_for_large(&self) -> bool {
        self.is_start_allowed() && self.slots.large.is_none() && self.next_is_large()
    }

    /// Whether the next upload needs only a slot for preparation.
    pub(super) fn may_start(&self) -> bool {
        self.is_start_allowed() && !self.slots.has_first() && (self.slots.large.is_some() || !self.next_is_large())
    }

    fn next_is_large(&self) -> bool {
        self.pending.front().is_some_and(|job| job.source.size >= LARGE)
    }

    /// Takes the slots that the next upload needs, if there is one and they are free.
    fn take_slots(&mut self) -> bool {
        if !self.is_start_allowed() {
            return false;
        }
        if self.next_is_large() && self.slots.large.is_none() {
            self.slots.large = self.context.concurrency.large.take();
            if self.slots.large.is_none() {
                return false;
            }
        }
        if !self.slots.has_first()
            && let Some(first) = self.context.concurrency.take_first()
        {
            self.slots.take_first(first);
        }
        self.slots.has_first()
    }

    fn start(&mut self, job: Job) {
        let slots = HeldSlots {
            ready: self.slots.ready.take(),
            sending: self.slots.sending.take(),
            large: if job.source.size >= LARGE {
                self.slots.large.take()
            } else {
                None
            },
            ..HeldSlots::default()
        };
        let cancel = self.context.quit.child_token();
        self.running.insert(job.id, cancel.clone());
        let context = self.context.clone();
        let owner = TaskOwner::Upload(job.clone());
        let task = self.tasks.spawn(async move {
            let ended = route::upload(&context, &job, slots, cancel).await;
            Finished::Upload(job, ended)
        });
        self.owners.insert(task.id(), owner);
    }
}
