//! How many may run at once. The limit can change while they run, and waiting is first come, first served.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A number of slots. A freed one goes to whoever has waited longest.
#[derive(Debug, Clone)]
pub(crate) struct Slots {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    semaphore: Arc<Semaphore>,
    limit: AtomicUsize,
    /// Slots in use beyond a limit that was lowered. That many are not reused when they are freed.
    excess: AtomicUsize,
}

/// A slot, freed when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    permit: Option<OwnedSemaphorePermit>,
    inner: Arc<Inner>,
}

impl Slots {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            inner: Arc::new(Inner {
                semaphore: Arc::new(Semaphore::new(limit)),
                limit: AtomicUsize::new(limit),
                excess: AtomicUsize::new(0),
            }),
        }
    }

    /// The limit.
    pub(crate) fn limit(&self) -> usize {
        self.inner.limit.load(Ordering::Relaxed)
    }

    /// Changes the limit. What is running continues, even above a lower limit. Not for concurrent callers.
    pub(crate) fn resize(&self, limit: usize) {
        let before = self.inner.limit.swap(limit, Ordering::Relaxed);
        if limit > before {
            let more = limit - before;
            let forgiven = self.inner.reduce_excess(more);
            self.inner.semaphore.add_permits(more - forgiven);
        } else {
            let fewer = before - limit;
            let gone = self.inner.semaphore.forget_permits(fewer);
            self.inner.excess.fetch_add(fewer - gone, Ordering::Relaxed);
        }
    }

    /// A slot, if one is free.
    pub(crate) fn take(&self) -> Option<Slot> {
        let permit = Arc::clone(&self.inner.semaphore).try_acquire_owned().ok()?;
        Some(self.slot(permit))
    }

    /// A slot, once one is free.
    pub(crate) async fn acquire(&self) -> Slot {
        match Arc::clone(&self.inner.semaphore).acquire_owned().await {
            Ok(permit) => self.slot(permit),
            // It is never closed.
            Err(_) => std::future::pending().await,
        }
    }

    fn slot(&self, permit: OwnedSemaphorePermit) -> Slot {
        Slot {
            permit: Some(permit),
            inner: Arc::clone(&self.inner),
        }
    }
}

impl Inner {
    /// Reduces the excess by up to this many slots, and returns by how many.
    fn reduce_excess(&self, max: usize) -> usize {
        let before = self
            .excess
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |excess| {
                Some(excess.saturating_sub(max))
            });
        before.unwrap_or_else(|excess| excess).min(max)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take()
            && self.inner.reduce_excess(1) == 1
        {
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_limit_applies_from_the_next_slot() {
        let slots = Slots::new(2);
        let (first, second) = (slots.take().unwrap(), slots.take().unwrap());
        assert!(slots.take().is_none());
        slots.resize(1);
        drop(first);
        assert!(slots.take().is_none());
        drop(second);
        assert!(slots.take().is_some());
    }

    #[test]
    fn lowering_and_raising_a_limit_restores_it() {
        let slots = Slots::new(3);
        let held: Vec<_> = std::iter::from_fn(|| slots.take()).collect();
        slots.resize(1);
        slots.resize(4);
        let more: Vec<_> = std::iter::from_fn(|| slots.take()).collect();
        assert_eq!((held.len(), more.len()), (3, 1));
        drop((held, more));
        assert_eq!(std::iter::from_fn(|| slots.take()).take(9).collect::<Vec<_>>().len(), 4);
    }

    #[tokio::test]
    async fn a_waiter_gets_the_slot_that_is_freed() {
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
