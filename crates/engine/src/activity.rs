//! The requests of this session by upload, for the window. Bounded; its types hold no secrets.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use parking_lot::{Mutex, MutexGuard};

use model::{Timestamp, UploadId};
use que_sdk::secret::redact_line;
use que_sdk::{Exchange, Observer};

/// How many of the last requests of an upload are kept.
const PER_UPLOAD: usize = 50;

/// For how many uploads requests are kept, oldest dropped first.
const UPLOADS: usize = 1000;

/// The longest error text, in characters.
const LONGEST_TROUBLE: usize = 400;

/// The requests of this session. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Activity {
    log: Arc<Mutex<RequestLog>>,
}

#[derive(Debug, Default)]
struct RequestLog {
    requests: HashMap<UploadId, VecDeque<model::Exchange>>,
    /// The uploads in the order of their first request.
    order: VecDeque<UploadId>,
}

impl Activity {
    /// Records the requests of this upload.
    pub(crate) fn observer(&self, id: UploadId) -> Observer {
        let activity = self.clone();
        Observer::new(move |exchange| activity.note(id, exchange))
    }

    /// Marks this upload's last request as retried.
    pub(crate) fn mark_retried(&self, id: UploadId) {
        let mut log = self.lock();
        if let Some(last) = log.requests.get_mut(&id).and_then(VecDeque::back_mut) {
            last.was_retried = last.error.is_some();
        }
    }

    /// The requests of this upload, oldest first.
    pub(crate) fn of(&self, id: UploadId) -> Vec<model::Exchange> {
        let log = self.lock();
        log.requests.get(&id).into_iter().flatten().cloned().collect()
    }

    fn note(&self, id: UploadId, exchange: Exchange) {
        let exchange = model::Exchange {
            at: Timestamp::from(exchange.started_at),
            method: exchange.method.to_owned(),
            url: exchange.url,
            status: exchange.status,
            elapsed: exchange.elapsed,
            sent: exchange.bytes_sent,
            received: exchange.bytes_received,
            error: exchange.note.map(|words| redact_line(&words, LONGEST_TROUBLE)),
            was_retried: false,
        };
        let mut log = self.lock();
        if !log.requests.contains_key(&id) {
            log.order.push_back(id);
            if log.order.len() > UPLOADS
                && let Some(oldest) = log.order.pop_front()
            {
                log.requests.remove(&oldest);
            }
        }
        let requests = log.requests.entry(id).or_default();
        if requests.len() == PER_UPLOAD {
            requests.pop_front();
        }
        requests.push_back(exchange);
    }

    fn lock(&self) -> MutexGuard<'_, RequestLog> {
        self.log.lock()
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
        let log = activity.of(UploadId::new(1));
        assert_eq!(log.len(), PER_UPLOAD);
        assert_eq!(log[0].url.as_str(), "https://example.org/10");
        for id in 2..2000 {
            activity.note(UploadId::new(id), exchange(0));
        }
        assert!(activity.of(UploadId::new(1)).is_empty());
        assert_eq!(activity.of(UploadId::new(1999)).len(), 1);
        let log = activity.lock();
        assert_eq!((log.requests.len(), log.order.len()), (UPLOADS, UPLOADS));
    }

    #[test]
    fn a_failed_request_is_marked_when_it_is_retried() {
        let activity = Activity::default();
        let id = UploadId::new(1);
        activity.mark_retried(id);
        activity.note(id, exchange(1));
        activity.mark_retried(id);
        activity.note(
            id,
            Exchange {
                note: None,
                ..exchange(2)
            },
        );
        activity.mark_retried(id);
        let marks: Vec<_> = activity.of(id).iter().map(|one| one.was_retried).collect();
        assert_eq!(marks, [true, false], "one that went well is not tried again");
    }
}
