//! How many may run at once; the number can change while they run. Who waits is served in the order of asking.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A number of places. A place that is given up goes to whoever has waited longest.
#[derive(Debug, Clone)]
pub(crate) struct Slots {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    places: Arc<Semaphore>,
    limit: AtomicUsize,
    /// Places that are in use although the limit is lower by now: so many are not given on when they become free.
    owed: AtomicUsize,
}

/// A place, given up when dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    permit: Option<OwnedSemaphorePermit>,
    inner: Arc<Inner>,
}

impl Slots {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            inner: Arc::new(Inner {
                places: Arc::new(Semaphore::new(limit)),
                limit: AtomicUsize::new(limit),
                owed: AtomicUsize::new(0),
            }),
        }
    }

    /// How many there may be.
    pub(crate) fn limit(&self) -> usize {
        self.inner.limit.load(Ordering::Relaxed)
    }

    /// Changes the limit. What runs goes on, also over a lower limit. For one caller at a time.
    pub(crate) fn resize(&self, limit: usize) {
        let before = self.inner.limit.swap(limit, Ordering::Relaxed);
        if limit > before {
            let more = limit - before;
            let forgiven = self.inner.settle(more);
            self.inner.places.add_permits(more - forgiven);
        } else {
            let fewer = before - limit;
            let gone = self.inner.places.forget_permits(fewer);
            self.inner.owed.fetch_add(fewer - gone, Ordering::Relaxed);
        }
    }

    /// A place, if one is free.
    pub(crate) fn take(&self) -> Option<Slot> {
        let permit = Arc::clone(&self.inner.places).try_acquire_owned().ok()?;
        Some(self.slot(permit))
    }

    /// A place, once one is free.
    pub(crate) async fn acquire(&self) -> Slot {
        match Arc::clone(&self.inner.places).acquire_owned().await {
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
    /// Takes so many places off those that are owed, at the most. Answers how many that were.
    fn settle(&self, most: usize) -> usize {
        let before = self.owed.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |owed| {
            Some(owed.saturating_sub(most))
        });
        before.unwrap_or_else(|owed| owed).min(most)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take()
            && self.inner.settle(1) == 1
        {
            permit.forget();
        }
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

    #[test]
    fn a_limit_that_goes_down_and_up_again_is_the_same_limit() {
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
