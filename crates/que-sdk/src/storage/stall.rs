//! How long an upload may stand still: what is waited for, and when that has been too long.

use std::time::{Duration, Instant};

use super::body::Shared;
use super::flow::Flow;
use super::progress::Progress;
use super::put::PutOptions;

/// The most that a slow link is waited for longer than [`PutOptions::answer_timeout`].
const MOST_ALLOWANCE: Duration = Duration::from_secs(300);
/// What the kernel may hold of a body that it has taken.
const KERNEL_BUFFER: u64 = 4 << 20;

/// What is waited for when nothing moves.
pub(super) enum Stall {
    Network,
    File,
    Answer,
}

pub(super) struct Watch<'a> {
    pub(super) options: &'a PutOptions,
    pub(super) progress: &'a Progress,
    pub(super) shared: &'a Shared,
    pub(super) began: Instant,
    pub(super) bytes: u64,
}

impl Watch<'_> {
    /// Ends when nothing has moved for too long. Opens the gate when `100 Continue` does not come.
    pub(super) async fn stalled(&self, flow: &Flow) -> Stall {
        if !self.shared.gate_is_open() {
            tokio::time::sleep(self.options.expect_timeout).await;
            if !self.shared.gate_is_open() {
                tracing::debug!("no 100 Continue came: the body goes without it");
                self.progress.touch();
                self.shared.open_gate();
            }
        }
        let mut allowance = None;
        loop {
            let all_written = flow.all_written();
            let limit = if all_written {
                self.options.answer_timeout + *allowance.get_or_insert_with(|| self.allowance())
            } else {
                self.options.stall_timeout
            };
            let idle = self.progress.idle();
            if idle < limit {
                // Looked at again soon enough to see that the last byte went out in between.
                let soon = self.options.stall_timeout.min(self.options.answer_timeout);
                let nap = (limit - idle).min(soon).max(Duration::from_millis(1));
                tokio::time::sleep(nap).await;
                continue;
            }
            return match all_written {
                true => Stall::Answer,
                false if self.shared.waits_for_file() => Stall::File,
                false => Stall::Network,
            };
        }
    }

    /// How long the kernel may still be sending what it took: as long as that many bytes took on the way so far.
    fn allowance(&self) -> Duration {
        let elapsed = self.began.elapsed();
        let share = if self.bytes <= KERNEL_BUFFER {
            1.0
        } else {
            KERNEL_BUFFER as f64 / self.bytes as f64
        };
        elapsed.mul_f64(share).min(MOST_ALLOWANCE)
    }
}
