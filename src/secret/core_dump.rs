//! What a crash leaves behind.

/// Has the system write no image of this program's memory when it crashes: while calls run, the key is in it. To be called
/// before anything else.
pub fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // Less is always allowed.
        let _ = setrlimit(Resource::Core, none);
    }
}
