//! How much is waited for, and how long.

use std::time::Duration;

/// More than any list of files has: half a million long names. A source that sends more is not waited for.
pub(super) const MOST_BYTES: usize = 64 << 20;

/// A source that has been silent for so long is not waited for.
pub(super) const SILENCE: Duration = Duration::from_secs(10);

/// A source that has not come to an end in this time is not waited for, however busy it is.
pub(super) const WHOLE: Duration = Duration::from_secs(120);

/// So many drops are waited for at once; of one more, the oldest is given up.
pub(super) const MOST_WAITING: usize = 8;

/// A portal that has not answered in this time is not waited for. A person may be asked meanwhile.
pub(super) const PORTAL: Duration = Duration::from_secs(25);

/// A file system that has not said in this time whether files are there is not waited for.
pub(super) const LOOK: Duration = Duration::from_secs(3);

/// A file system that has not said in this time whether anything of a drop is there is believed to have it: the window
/// learns of the drop, and the source of its end, so much later.
pub(super) const LOOK_FOR_ANY: Duration = Duration::from_secs(1);
