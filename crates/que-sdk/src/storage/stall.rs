//! Detects that an upload has stalled, and on what.

use std::time::{Duration, Instant};

use super::counting_socket::TransferCounters;
use super::options::PutOptions;
use super::progress::Progress;
use super::request_body::BodyState;

/// The most that is added to [`PutOptions::response_timeout`] for a slow connection.
const MAX_ALLOWANCE: Duration = Duration::from_secs(300);
/// Accepted bytes that the kernel may not have sent yet.
const KERNEL_BUFFER: u64 = 4 << 20;

/// What an upload has stalled on.
pub(super) enum Stall {
    /// The network accepts no data.
    Network,
    /// The file delivers no data.
    File,
    /// Everything was sent, but there is no response.
    Response,
}

/// Watches one attempt to upload.
pub(super) struct StallWatch<'a> {
    pub(super) options: &'a PutOptions,
    pub(super) progress: &'a Progress,
    pub(super) body: &'a BodyState,
    pub(super) start: Instant,
    pub(super) bytes: u64,
}

impl StallWatch<'_> {
    /// Returns when no data has moved for too long. Releases the body if `100 Continue` doesn't come in time.
    pub(super) async fn stalled(&self, counters: &TransferCounters) -> Stall {
        if !self.body.is_released() {
            tokio::time::sleep(self.options.expect_continue_timeout).await;
            if !self.body.is_released() {
                tracing::debug!("no 100 Continue; sending the body anyway");
                self.progress.touch();
                self.body.release();
            }
        }
        let mut allowance = None;
        loop {
            let all_written = counters.all_written();
            let limit = if all_written {
                self.options.response_timeout + *allowance.get_or_insert_with(|| self.allowance())
            } else {
                self.options.stall_timeout
            };
            let idle = self.progress.idle();
            if idle < limit {
                // Wakes up early enough to notice that the last byte was sent in the meantime.
                let soon = self.options.stall_timeout.min(self.options.response_timeout);
                let nap = (limit - idle).min(soon).max(Duration::from_millis(1));
                tokio::time::sleep(nap).await;
                continue;
            }
            return match all_written {
                true => Stall::Response,
                false if self.body.waits_for_file() => Stall::File,
                false => Stall::Network,
            };
        }
    }

    /// How long the kernel may still be sending what it accepted, judging by the speed so far.
    fn allowance(&self) -> Duration {
        let elapsed = self.start.elapsed();
        let share = if self.bytes <= KERNEL_BUFFER {
            1.0
        } else {
            KERNEL_BUFFER as f64 / self.bytes as f64
        };
        elapsed.mul_f64(share).min(MAX_ALLOWANCE)
    }
}
