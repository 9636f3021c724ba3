//! Whose turn it is: what waits is started while there are places and a key.

use std::{mem, sync::Arc};

use super::{ContentOrder, Finished, TaskOwner, Worker};
use crate::{
    concurrency::{LARGE, Places},
    route,
};
use model::{Event, Hold, Job};

impl Worker {
    /// Whether something uses connections.
    pub(super) fn is_at_work(&self) -> bool {
        !self.running.is_empty() || Arc::strong_count(&self.content_running) > 1
    }

    /// Starts uploads and signings while there are places and a key.
    pub(super) fn start_what_can(&mut self) {
        // What the next upload does not need, others may wait for.
        if !self.is_let() {
            self.places = Places::default();
        } else if !self.next_is_large() {
            self.places.large = None;
        }
        if self.leaving.is_some() || (self.pending.is_empty() && self.content.is_empty()) {
            return;
        }
        if !self.context.gate.has_client() {
            if self.session.key_is_known()
                && !mem::replace(&mut self.told_no_key, true)
                && !self.context.gate.was_refused()
            {
                self.context
                    .announcer
                    .tell(Event::Held(Hold::NeedsKey { refused: false }));
            }
            return;
        }
        self.told_no_key = false;
        while self.take_places()
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
            self.wards.insert(task.id(), owner);
        }
    }

    /// Whether something may be begun, as far as the person and the key go.
    fn is_let(&self) -> bool {
        self.leaving.is_none() && !self.pending.is_empty() && !self.session.is_held() && self.context.gate.has_client()
    }

    /// Whether the next upload is a large one without a place among these.
    pub(super) fn waits_for_large(&self) -> bool {
        self.is_let() && self.places.large.is_none() && self.next_is_large()
    }

    /// Whether the next upload needs nothing but a place for getting ready.
    pub(super) fn may_start(&self) -> bool {
        self.is_let() && !self.places.has_first() && (self.places.large.is_some() || !self.next_is_large())
    }

    fn next_is_large(&self) -> bool {
        self.pending.front().is_some_and(|job| job.source.size >= LARGE)
    }

    /// Takes what the next upload needs, if there is one and its places are free.
    fn take_places(&mut self) -> bool {
        if !self.is_let() {
            return false;
        }
        if self.next_is_large() && self.places.large.is_none() {
            self.places.large = self.context.concurrency.large.take();
            if self.places.large.is_none() {
                return false;
            }
        }
        if !self.places.has_first()
            && let Some(first) = self.context.concurrency.take_first()
        {
            self.places.take_first(first);
        }
        self.places.has_first()
    }

    fn start(&mut self, job: Job) {
        let places = Places {
            ready: self.places.ready.take(),
            sending: self.places.sending.take(),
            large: if job.source.size >= LARGE {
                self.places.large.take()
            } else {
                None
            },
            ..Places::default()
        };
        let cancel = self.context.quit.child_token();
        self.running.insert(job.id, cancel.clone());
        let context = self.context.clone();
        let owner = TaskOwner::Upload(job.clone());
        let task = self.tasks.spawn(async move {
            let ended = route::upload(&context, &job, places, cancel).await;
            Finished::Upload(job, ended)
        });
        self.wards.insert(task.id(), owner);
    }
}
