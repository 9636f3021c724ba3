//! The names of what the program keeps in a data folder, and where that folder is by default.

use std::{ffi::OsStr, path::PathBuf};

/// The database.
pub(super) const DATABASE: &str = "uploads.sqlite3";

/// The folder of trust lists.
pub(super) const TRUST_LISTS: &str = "trust-lists";

/// The sandbox's data folder.
pub(super) const SANDBOX: &str = "sandbox";

/// The folder of Content Credentials that files had before they were signed.
pub(super) const EARLIER_CREDENTIALS: &str = "earlier-credentials";

/// The folder of small pictures of the history.
pub(super) const KEPT_PICTURES: &str = "pictures";

/// The program's data folder if none is named; `None` if the platform has no place for one.
pub(super) fn default_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("org", "addque", "que-uploader")
        // Local: a database must not roam between machines that write it at the same time.
        .map(|folders| folders.data_local_dir().to_owned())
}

/// Whether the program uses this name in its data folder.
pub(super) fn is_data_name(name: &OsStr) -> bool {
    // All our names are ASCII.
    let Some(name) = name.to_str() else { return false };
    // File systems here ignore case.
    let lower;
    let name = if cfg!(any(windows, target_os = "macos")) {
        lower = name.to_ascii_lowercase();
        lower.as_str()
    } else {
        name
    };
    let prefixes = ["settings.toml", "settings.broken-", "presets.toml", "presets.broken-"];
    // A file has a leading dot while it is being written.
    let visible = name.strip_prefix('.').unwrap_or(name);
    // The database, its sidecars, salvaged and replaced ones. An export may be called uploads.csv.
    let is_database = visible.starts_with("uploads.") && visible.contains("sqlite3");
    let is_fixed = matches!(
        name,
        "lock" | "log" | SANDBOX | TRUST_LISTS | EARLIER_CREDENTIALS | KEPT_PICTURES | "window.sock"
    );
    is_fixed || is_database || prefixes.iter().any(|prefix| visible.starts_with(prefix))
}
