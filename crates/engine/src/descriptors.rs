//! How many files and connections the system lets the program have at once, and how many uploads go with that.

use std::{
    io, thread,
    time::{Duration, Instant},
};

use que_sdk::is_out_of_file_descriptors;

/// Up to 256 uploads and as many calls for URLs run at once, each on a connection of its own, and as many connections may
/// be kept besides. Systems begin with 256 or 1,024.
#[cfg(unix)]
const WANTED: u64 = 4096;

/// What the program has open besides uploads: the record, the log, the desktop's connections, files that are looked at.
const RESERVED: u64 = 56;

/// An upload has a connection and perhaps a file; another one's URL is asked for meanwhile.
const FOR_EACH: u64 = 3;

/// Where the sandbox is in the same program, it has the other end of each connection, and the file that is stored.
const FOR_EACH_WITH_SANDBOX: u64 = 6;

/// How long a shortage is waited for where nothing else can be done meanwhile, and how often it is looked at.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks the system for as many as are wanted, or as many as it may give.
pub fn allow_many_files() {
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

/// How many files and connections the program may have open; `None` where the system sets no number.
pub(crate) fn limit() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    None
}

/// What is going to be started, by how many files and connections it has open at the least. With fewer its parts fail one after
/// the other, each in words of its own, and some of them in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A subcommand that works with a server elsewhere, or with the record alone.
    Command,
    /// An upload whose files are signed or verified, too: they are read by children of the program.
    Signing,
    /// The same with the sandbox in this program.
    WithSandbox,
    /// The window.
    Window,
}

#[cfg(unix)]
impl Needs {
    const fn files(self) -> usize {
        match self {
            Self::Command => 13,
            Self::Signing => 26,
            Self::WithSandbox => 29,
            Self::Window => 48,
        }
    }
}

/// Makes sure that as many files and connections can be opened as a start takes.
///
/// # Errors
/// Says how many the system allows.
pub fn check_spare_files(needs: Needs) -> Result<(), String> {
    #[cfg(unix)]
    {
        // Those that were handed to the program count, too, so the limit alone does not say it. All are closed again.
        let mut opened = Vec::new();
        for _ in 0..needs.files() {
            match std::fs::File::open("/dev/null") {
                Ok(file) => opened.push(file),
                Err(error) if is_out_of_file_descriptors(&error) => {
                    let spare = opened.len();
                    return Err(format!(
                        "{}, of which {spare} are free, and {} are needed",
                        shortage(),
                        needs.files()
                    ));
                }
                // Without that device nothing is known.
                Err(_) => break,
            }
        }
    }
    #[cfg(not(unix))]
    let _ = needs;
    Ok(())
}

/// That nothing more can be opened, as part of a sentence.
#[must_use]
pub fn shortage() -> String {
    match limit() {
        Some(limit) => format!("this computer lets the program have no more than {limit} files and connections open"),
        None => "this computer lets no more files and connections be opened".to_owned(),
    }
}

/// Does what opens a file, and again for a moment where nothing more can be opened: others are being closed all the time.
/// Blocks.
pub(crate) fn patiently<T>(mut open: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match open() {
            Err(error) if is_out_of_file_descriptors(&error) && begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            outcome => return outcome,
        }
    }
}

/// How many uploads may run at once by that, and as many be got ready: at least one.
pub(crate) fn most_at_once(limit: Option<u64>, with_sandbox: bool) -> usize {
    let each = if with_sandbox { FOR_EACH_WITH_SANDBOX } else { FOR_EACH };
    limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit.saturating_sub(RESERVED) / each)
            .unwrap_or(usize::MAX)
            .max(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_file_is_done_again_while_nothing_more_can_be_opened() {
        let number = if cfg!(windows) { 4 } else { 24 };
        let mut left = 3;
        let opened = patiently(|| match left {
            0 => Ok("open"),
            _ => {
                left -= 1;
                Err(io::Error::from_raw_os_error(number))
            }
        });
        assert_eq!(opened.unwrap(), "open");
        let mut asked = 0;
        let missing = patiently(|| -> io::Result<()> {
            asked += 1;
            Err(io::ErrorKind::NotFound.into())
        });
        assert_eq!((missing.unwrap_err().kind(), asked), (io::ErrorKind::NotFound, 1));
    }

    #[test]
    fn the_number_at_once_follows_the_limit_of_open_files() {
        let of = |limit| [most_at_once(Some(limit), false), most_at_once(Some(limit), true)];
        assert_eq!(of(4096), [1346, 673], "the most that help are fewer");
        assert_eq!(of(1024), [322, 161]);
        assert_eq!(of(256), [66, 33]);
        assert_eq!(of(64), [2, 1]);
        assert_eq!(of(20), [1, 1]);
        assert_eq!(most_at_once(None, true), usize::MAX);
    }
}
