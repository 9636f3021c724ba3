//! What a crash leaves behind, and who may look into a program that runs.

/// Has the system write no image of this program's memory when it crashes, and lets no other program of the same user look
/// into it: while calls run, the key is in it. To be called before anything else.
pub(crate) fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // On Linux an image can go to a program instead of to a file, and then its size has no bound; but a bound of one
        // byte is the kernel's own sign that nothing is to be written at all, see `do_coredump`.
        let most = u64::from(cfg!(target_os = "linux"));
        // Less is always allowed.
        let set = |most| {
            setrlimit(
                Resource::Core,
                Rlimit {
                    current: Some(most),
                    maximum: Some(most),
                },
            )
        };
        if set(most).is_err() {
            let _ = set(0);
        }
    }
    set_dumpable(false);
}

/// Lets the programs of this user see this one again, as the window has to. A desktop's portal, which shows the dialogs for
/// files and hands over what a program in a sandbox dropped, looks at `/proc/PID/root` to learn who calls, and refuses whom
/// it may not look at: no dialog would open. What [`leave_no_core`] says of crashes stays.
pub(crate) fn be_seen_by_portals() {
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
    // A kernel that cannot do it leaves the bound above.
    let _ = set_dumpable_behavior(behavior);
}

/// Elsewhere no other program of the same user may look without the right to.
#[cfg(not(target_os = "linux"))]
fn set_dumpable(_: bool) {}
