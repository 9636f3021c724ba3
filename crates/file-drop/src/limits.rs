//! How much is accepted, and how long anything may take.

use std::time::Duration;

/// The longest list of files in bytes, enough for half a million long names.
pub(super) const MAX_LIST_BYTES: usize = 64 << 20;

/// How many drops may be in progress at once. One more gives up the oldest.
pub(super) const MAX_PENDING_DROPS: usize = 8;

/// How long a source may send nothing.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a whole transfer may take, even if the source keeps sending.
pub(super) const TRANSFER_TIMEOUT: Duration = Duration::from_secs(120);

/// How long the portal may take to hand over its files. It may have to ask a person.
pub(super) const PORTAL_TIMEOUT: Duration = Duration::from_secs(25);

/// How long a file system may take to say whether files exist.
pub(super) const EXISTENCE_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a file system may take to say whether any file of a drop exists, before the drop counts as a success. It
/// delays the window's event and the source's answer.
pub(super) const ANY_EXISTS_TIMEOUT: Duration = Duration::from_secs(1);
