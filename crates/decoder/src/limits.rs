//! What a child may take of the machine. Set by the child itself: only code that is unsafe could set them for it.

use std::time::Duration;

use super::Allowance;

/// Sets the limits for a task of a process that was `busy` for so long with those before. Only the soft limits, so that the
/// next task has its own. What the system does not enforce (Windows; memory on macOS) the deadline of the parent bounds.
pub(super) fn set(allowance: Allowance, busy: Duration) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let lower = |resource, wanted: u64| {
            let limit = getrlimit(resource);
            let wanted = limit.maximum.map_or(wanted, |most| most.min(wanted));
            // Where it cannot be set, the deadline still holds.
            let _ = setrlimit(
                resource,
                Rlimit {
                    current: Some(wanted),
                    ..limit
                },
            );
        };
        // What is allocated, and not what is mapped of the program's own file: that is large in a debug build.
        lower(Resource::Data, allowance.memory);
        // The clock has given the task up long before: this is for the case that nobody is there to do so.
        let seconds = busy.as_secs() + 1 + 2 * u64::from(allowance.seconds);
        lower(Resource::Cpu, seconds);
    }
    #[cfg(not(unix))]
    let _ = (allowance, busy);
}
