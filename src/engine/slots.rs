//! How many may run at once; the number can change while they run.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// A number of places. A place that is given up wakes whoever waits for one.
#[derive(Debug, Clone)]
pub(crate) struct Slots {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    count: Mutex<Count>,
    freed: Notify,
}

#[derive(Debug)]
struct Count {
    limit: usize,
    used: usize,
}

/// A place, given up when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    inner: Arc<Inner>,
}

impl Slots {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            inner: Arc::new(Inner {
                count: Mutex::new(Count { limit, used: 0 }),
                freed: Notify::new(),
            }),
        }
    }

    /// Changes the limit. What runs goes on, also over a lower limit.
    pub(crate) fn resize(&self, limit: usize) {
        self.inner.count.lock().unwrap_or_else(PoisonError::into_inner).limit = limit;
        self.inner.freed.notify_waiters();
        self.inner.freed.notify_one();
    }

    /// A place, if one is free.
    pub(crate) fn take(&self) -> Option<Slot> {
        let mut count = self.inner.count.lock().unwrap_or_else(PoisonError::into_inner);
        if count.used >= count.limit {
            return None;
        }
        count.used += 1;
        Some(Slot {
            inner: Arc::clone(&self.inner),
        })
    }

    /// A place, once one is free.
    pub(crate) async fn acquire(&self) -> Slot {
        loop {
            let freed = self.inner.freed.notified();
            tokio::pin!(freed);
            // Heard from here on, so that a place freed before the next line is not missed.
            freed.as_mut().enable();
            if let Some(slot) = self.take() {
                return slot;
            }
            freed.await;
        }
    }

    /// Ends when a place may have become free.
    pub(crate) async fn freed(&self) {
        self.inner.freed.notified().await;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.inner.count.lock().unwrap_or_else(PoisonError::into_inner).used -= 1;
        // One permit for the worker's loop, which may be busy, and a call to all that wait now.
        self.inner.freed.notify_waiters();
        self.inner.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_limit_holds_from_the_next_place_on() {
        let slots = Slots::new(2);
        let (first, second) = (slots.take().unwrap(), slots.take().unwrap());
        assert!(slots.take().is_none());
        slots.resize(1);
        drop(first);
        assert!(slots.take().is_none());
        drop(second);
        assert!(slots.take().is_some());
    }

    #[tokio::test]
    async fn who_waits_for_a_place_gets_the_one_that_is_freed() {
        let slots = Slots::new(1);
        let held = slots.take();
        let waiting = tokio::spawn({
            let slots = slots.clone();
            async move { slots.acquire().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(held);
        waiting.await.unwrap();
    }
}
