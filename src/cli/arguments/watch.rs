//! Arguments of `watch`.

use std::path::PathBuf;

use clap::Args;

use super::ManifestOptions;
use model::MAX_PARALLEL_UPLOADS;

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchOptions {
    /// Folders to watch. Without any, those of the settings file, which have options of their own.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Print one JSON object per line to standard output: the events of "upload", and watching, waiting, unavailable, moved.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Upload what is there, wait for files that are still being written, then exit.
    #[arg(long)]
    pub(in crate::cli) once: bool,
    /// With --once, how long to wait for files that are still being written or locked. What is left then counts as failed.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, requires = "once")]
    pub(in crate::cli) longest_write: u32,
    /// How long the size and the time of a file must rest before it counts as complete. Files that grow slowly rest for longer.
    #[arg(long, value_name = "SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub(in crate::cli) rest: u16,
    /// Look at the folders in intervals instead of waiting for the system's events. This begins by itself on network drives and
    /// wherever no events come.
    #[arg(long)]
    pub(in crate::cli) poll: bool,
    /// Number of parallel uploads.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_PARALLEL_UPLOADS)))]
    pub(in crate::cli) jobs: Option<u8>,
    /// Sign each file after its upload. Requires --manifest or --origin, except for files that already have Content Credentials.
    /// Implied by --preset.
    #[arg(long)]
    pub(in crate::cli) sign: bool,
    /// Verify each signed copy, or the uploaded object if it isn't signed.
    #[arg(long)]
    pub(in crate::cli) verify: bool,
    #[command(flatten)]
    pub(in crate::cli) files: WatchedFiles,
    #[command(flatten)]
    pub(in crate::cli) manifest: ManifestOptions,
}

/// Which files to take, and what to do with them afterwards.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub(in crate::cli) struct WatchedFiles {
    /// Only take files that match, such as "*.jpg". A pattern with a slash is compared with the path below the folder. Case does
    /// not matter. Repeat for more.
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) include: Vec<String>,
    /// Leave out files and folders that match. Repeat for more.
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) exclude: Vec<String>,
    /// Leave out folders below.
    #[arg(long)]
    pub(in crate::cli) no_subfolders: bool,
    /// Move each file to this folder inside its watched folder once everything succeeded. Nothing is replaced: a second file of
    /// a name gets a number.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) move_to: Option<String>,
}
