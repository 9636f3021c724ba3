//! How many files and connections the system lets the program have at once.

/// As many small files may be sent at once as there are URLs asked for meanwhile, each on a connection of its own, besides
/// files that are read: some 600. Systems begin with 256 or 1,024.
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
            // Where it may not be, fewer at once have to do.
            let _ = setrlimit(Resource::Nofile, raised);
        }
    }
}
