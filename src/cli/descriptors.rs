//! How many files and connections the system lets the program have at once.

/// Up to 256 uploads and as many calls for URLs run at once, each on a connection of its own, and as many connections may
/// be kept besides. Systems begin with 256 or 1,024.
#[cfg(unix)]
const WANTED: u64 = 4096;

/// Asks the system for as many as are wanted, or as many as it may give.
pub(super) fn allow_many() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(WANTED, |most| most.min(WANTED));
        if limit.current.is_some_and(|current| current < wanted) {
            let raised = Rlimit {
                current: Some(wanted),
                ..limit
            };
            // Where it may not be raised, what the system gives has to do.
            let _ = setrlimit(Resource::Nofile, raised);
        }
    }
}
