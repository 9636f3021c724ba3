//! Arguments of `watch`.

use std::path::PathBuf;

use clap::Args;

use super::{ManifestOptions, StepOptions};

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchOptions {
    /// Folders to watch. By default, those in the settings file, which have their own options.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Print one JSON object per line to standard output: the events of "upload", plus watching, waiting, unavailable and moved.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Upload what is there, wait for files that are still being written, then exit.
    #[arg(long)]
    pub(in crate::cli) once: bool,
    /// With --once, how long to wait for files that are still being written or locked. After that, they count as failed.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, requires = "once")]
    pub(in crate::cli) longest_write: u32,
    /// How long a file's size and modification time must stay the same before it counts as complete. Slowly growing files take
    /// longer.
    #[arg(long, value_name = "SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub(in crate::cli) rest: u16,
    /// Check the folders at intervals instead of waiting for events. This is automatic on network drives and wherever events are
    /// missing.
    #[arg(long)]
    pub(in crate::cli) poll: bool,
    #[command(flatten)]
    pub(in crate::cli) steps: StepOptions,
    #[command(flatten)]
    pub(in crate::cli) files: WatchedFiles,
    #[command(flatten)]
    pub(in crate::cli) manifest: ManifestOptions,
}

/// Which files to take, and what to do with them afterwards.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub(in crate::cli) struct WatchedFiles {
    /// Only take files that match, such as "*.jpg". A pattern with a slash is matched against the path inside the folder. Case is
    /// ignored. Can be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) include: Vec<String>,
    /// Skip files and folders that match. Can be repeated.
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Skip subfolders.
    #[arg(long)]
    pub(in crate::cli) no_subfolders: bool,
    /// Move each file to this folder inside its watched folder once everything has succeeded. Nothing is overwritten: a second
    /// file of the same name gets a number.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) move_to: Option<String>,
}
