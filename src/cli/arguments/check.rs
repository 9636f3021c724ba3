//! Arguments of `check` and `trust-lists`, which work without a server.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::FolderOptions;

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = "Exit status:\n  \
    0    The Content Credentials of every file hold: it is as it was signed.\n  \
    1    Those of some files do not: invalid, not confirmed, stored elsewhere, or none at all. With --trust, also if no \
    list knows the signer. Other files that a folder holds, such as texts, do not count.\n  \
    2    Incorrect usage, or a trust list that can't be used.\n  \
    130  Stopped by Ctrl+C or a signal.\n\n\
    Nothing is uploaded or fetched, and no API key is used. Whether a certificate was revoked is not checked.")]
pub(in crate::cli) struct CheckOptions {
    /// Files and folders to check.
    #[arg(value_name = "PATH", required = true)]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Print one JSON object per file to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Trust list to judge signers by: official, interim, news, que, own, or a PEM file. Repeat for more; the first one that
    /// knows a signer is named. By default, all lists that "trust-lists list" shows are used.
    #[arg(long, value_name = "LIST|FILE")]
    pub(in crate::cli) trust: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderOptions,
}

/// Actions of `trust-lists`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TrustListsAction {
    /// Show which lists are on this computer, with their dates and hashes.
    List {
        /// Print one JSON object per list to standard output.
        #[arg(long)]
        json: bool,
    },
    /// Fetch lists from their publishers. Nothing else ever fetches them.
    Update(UpdateOptions),
    /// Add a list of your own: a copy of a PEM file with certificates, for later checks here and in the window.
    Add(AddOptions),
    /// Remove lists from this computer, such as that of a Que server that you no longer use.
    Remove(RemoveOptions),
}

/// Arguments of `trust-lists add`.
#[derive(Debug, Args)]
pub(in crate::cli) struct AddOptions {
    /// PEM file with certificates of authorities, or of signers.
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Name for the list. By default, that of the file.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Print a JSON object to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Arguments of `trust-lists remove`.
#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveOptions {
    /// Lists to remove: official, interim, news, a Que server such as api.example.com, or the name of a list of your own.
    #[arg(value_name = "LIST", required = true)]
    pub(in crate::cli) lists: Vec<String>,
    /// Print one JSON object per list to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Arguments of `trust-lists update`.
#[derive(Debug, Args)]
pub(in crate::cli) struct UpdateOptions {
    /// Lists to fetch. By default, all public ones, and the Que server's if there is a key.
    #[arg(value_name = "LIST", value_parser = ["official", "interim", "news", "que"])]
    pub(in crate::cli) lists: Vec<String>,
    /// Print one JSON object per list to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Server to fetch public lists from in place of their publishers, with the same paths.
    #[arg(long, hide = true, env = "QUE_UPLOADER_TRUST_LISTS_URL", value_name = "URL")]
    pub(in crate::cli) mirror: Option<String>,
}
