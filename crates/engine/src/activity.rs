//! The requests of this session by upload: what the window shows of them. Bounded, and without any secret by the type of
//! its places.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{Timestamp, UploadId};
use que_sdk::secret::redact_line;
use que_sdk::{Exchange, Observer};

/// So many requests of one upload are kept, the last ones.
const PER_UPLOAD: usize = 50;

/// Requests of so many uploads are kept, of the last ones that made any.
const UPLOADS: usize = 1000;

/// No word of trouble is longer.
const MOST_SIGNS: usize = 400;

/// The requests of this session. Cloning shares them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Activity {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    requests: HashMap<UploadId, VecDeque<model::Exchange>>,
    /// The uploads in the order of their first request.
    order: VecDeque<UploadId>,
}

impl Activity {
    /// Keeps the requests that are made for this upload.
    pub(crate) fn observer(&self, id: UploadId) -> Observer {
        let activity = self.clone();
        Observer::new(move |exchange| activity.note(id, exchange))
    }

    /// The last request of this upload is tried again.
    pub(crate) fn again(&self, id: UploadId) {
        let mut kept = self.lock();
        if let Some(last) = kept.requests.get_mut(&id).and_then(VecDeque::back_mut) {
            last.again = last.trouble.is_some();
        }
    }

    /// The requests of this upload, the first first.
    pub(crate) fn of(&self, id: UploadId) -> Vec<model::Exchange> {
        let kept = self.lock();
        kept.requests.get(&id).into_iter().flatten().cloned().collect()
    }

    fn note(&self, id: UploadId, exchange: Exchange) {
        let exchange = model::Exchange {
            at: Timestamp::from(exchange.started_at),
            method: exchange.method.to_owned(),
            place: exchange.url,
            status: exchange.status,
            took: exchange.elapsed,
            sent: exchange.bytes_sent,
            received: exchange.bytes_received,
            trouble: exchange.note.map(|words| redact_line(&words, MOST_SIGNS)),
            again: false,
        };
        let mut kept = self.lock();
        if !kept.requests.contains_key(&id) {
            kept.order.push_back(id);
            if kept.order.len() > UPLOADS
                && let Some(oldest) = kept.order.pop_front()
            {
                kept.requests.remove(&oldest);
            }
        }
        let of_it = kept.requests.entry(id).or_default();
        if of_it.len() == PER_UPLOAD {
            of_it.pop_front();
        }
        of_it.push_back(exchange);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use que_sdk::secret::BareUrl;

    fn exchange(number: usize) -> Exchange {
        Exchange {
            started_at: SystemTime::now(),
            method: "GET",
            url: BareUrl::of(&format!("https://example.org/{number}?token=x").parse().unwrap()),
            status: Some(500),
            elapsed: Duration::ZERO,
            bytes_sent: 0,
            bytes_received: None,
            note: Some("broke".to_owned()),
        }
    }

    #[test]
    fn only_the_last_requests_of_the_last_uploads_are_kept() {
        let activity = Activity::default();
        for number in 0..60 {
            activity.note(UploadId::new(1), exchange(number));
        }
        let kept = activity.of(UploadId::new(1));
        assert_eq!(kept.len(), PER_UPLOAD);
        assert_eq!(kept[0].place.as_str(), "https://example.org/10");
        for id in 2..2000 {
            activity.note(UploadId::new(id), exchange(0));
        }
        assert!(activity.of(UploadId::new(1)).is_empty());
        assert_eq!(activity.of(UploadId::new(1999)).len(), 1);
        let kept = activity.lock();
        assert_eq!((kept.requests.len(), kept.order.len()), (UPLOADS, UPLOADS));
    }

    #[test]
    fn a_request_that_failed_is_marked_when_it_is_tried_again() {
        let activity = Activity::default();
        let id = UploadId::new(1);
        activity.again(id);
        activity.note(id, exchange(1));
        activity.again(id);
        activity.note(
            id,
            Exchange {
                note: None,
                ..exchange(2)
            },
        );
        activity.again(id);
        let marks: Vec<_> = activity.of(id).iter().map(|one| one.again).collect();
        assert_eq!(marks, [true, false], "one that went well is not tried again");
    }
}
