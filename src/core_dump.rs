//! Keeps the API key out of core dumps and away from other programs.

/// Disables core dumps, and keeps other programs of the same user from reading this one's memory, which holds the key during
/// calls. Call this before anything else.
pub(crate) fn disable() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Linux can pipe a core dump to a program and then ignores the limit, unless the limit is 1: that disables core
        // dumps altogether, see `do_coredump`.
        let limit = u64::from(cfg!(target_os = "linux"));
        // Lowering a limit is always allowed.
        let set = |limit| {
            setrlimit(
                Resource::Core,
                Rlimit {
                    current: Some(limit),
                    maximum: Some(limit),
                },
            )
        };
        if set(limit).is_err() {
            let _ = set(0);
        }
    }
    set_dumpable(false);
}

/// Lets other programs of this user inspect this one again, which the window needs. A desktop portal, which shows file
/// dialogs and delivers drops from sandboxed programs, identifies its caller by `/proc/PID/root` and refuses callers that it
/// can't inspect. Core dumps stay disabled.
pub(crate) fn allow_portals() {
    set_dumpable(true);
}

#[cfg(target_os = "linux")]
fn set_dumpable(dumpable: bool) {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    let behavior = if dumpable {
        DumpableBehavior::Dumpable
    } else {
        DumpableBehavior::NotDumpable
    };
    // If the kernel refuses, the limit above still holds.
    let _ = set_dumpable_behavior(behavior);
}

/// Other systems need special rights to read another program's memory.
#[cfg(not(target_os = "linux"))]
fn set_dumpable(_: bool) {}
