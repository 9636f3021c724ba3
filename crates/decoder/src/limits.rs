//! The limits on memory and CPU time. The child sets them itself, because the parent would need `unsafe` code for that.

use std::time::Duration;

use super::TaskLimits;

/// Sets the limits for the next task. `busy` is the time that earlier tasks took. Sets only soft limits, which a later
/// task can raise. Windows enforces none, and macOS none on memory; there, only the parent's deadline applies.
pub(super) fn set(allowance: TaskLimits, busy: Duration) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let lower = |resource, wanted: u64| {
            let limit = getrlimit(resource);
            let wanted = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
            // If it can't be set, the deadline still applies.
            let _ = setrlimit(
                resource,
                Rlimit {
                    current: Some(wanted),
                    ..limit
                },
            );
        };
        // Counts allocations, but not the mapped program file, which is large in a debug build.
        lower(Resource::Data, allowance.memory);
        // A backstop if the parent, whose deadline is earlier, is gone.
        let seconds = busy.as_secs() + 1 + 2 * u64::from(allowance.seconds);
        lower(Resource::Cpu, seconds);
    }
    #[cfg(not(unix))]
    let _ = (allowance, busy);
}
