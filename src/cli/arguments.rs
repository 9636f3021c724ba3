//! The command line's arguments. The API key is never one of them: other users can see arguments in the process list.

mod check;
mod history;
mod objects;
mod upload;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::app::RequestedDisplay;
pub(super) use check::{AddOptions, CheckOptions, RemoveOptions, TrustListsAction, UpdateOptions};
pub(super) use history::{ForgetOptions, HistoryAction, HistoryFilter, HistoryOptions};
pub(super) use objects::{ProofOptions, SignOptions, VerifyOptions};
pub(super) use upload::{FolderOptions, ManifestOptions, StepOptions, UploadOptions, WaitLimits};
pub(super) use watch::WatchOptions;

/// What each exit status means.
pub const EXIT_STATUS: [(u8, &str); 4] = [
    (super::DONE, "Everything succeeded."),
    (
        super::FAILED,
        "Something failed, or a file is invalid or could not be confirmed when verified, or its Content Credentials do not hold when checked.",
    ),
    (super::WRONG_USE, "Incorrect usage, or no API key."),
    (super::INTERRUPTED, "Interrupted. The queue is kept."),
];

/// The environment variables that the program reads, and what each is for.
pub const ENVIRONMENT: [(&str, &str); 6] = [
    (
        "QUE_API_KEY_AUTH, QUE_API_KEY",
        concat!(
            "The API key; the first one that is set is used, before any key in ",
            model::keyring!(),
            ". It is only sent to the server named with --api-url or QUE_API_URL, or else to the server of the first profile."
        ),
    ),
    ("QUE_API_URL", "Base URL of the Que API. --api-url overrides it."),
    (
        "QUE_UPLOADER_DATA_DIR",
        "The data folder: queue, history, settings, presets, log and sandbox. --data-dir overrides it.",
    ),
    (
        "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
        "Proxies, and the hosts that are reached without one.",
    ),
    (
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "On Linux, certificates to trust in place of the system's. --ca-file adds one instead.",
    ),
    ("NO_COLOR", "If set, standard error is printed without colors."),
];

/// What `watch` does.
const WATCH: &str = "Watch folders, and upload each file once it is complete. Optionally sign and verify it.\n\n\
    A file is complete when its size and modification time have stopped changing, it can be read, and there is no .part, .tmp or \
    lock file for it. The same content is only uploaded once, even after a restart or under another name. New content in the same \
    file is uploaded again. Hidden files, links and files that operating systems create are skipped. If the network or the server \
    is unavailable, it waits.\n\n\
    It runs until SIGINT or SIGTERM, then exits with status 0; the queue continues at the next start. If the key is rejected, it \
    exits with status 1. With --once, it exits when everything that is there is uploaded: with status 1 if anything failed, or 130 \
    after a signal. It notifies systemd (Type=notify) when it is ready and when it stops.";

/// The first option that was given.
pub(super) fn first_given<'o>(options: &[(bool, &'o str)]) -> Option<&'o str> {
    options.iter().find(|(is_given, _)| *is_given).map(|(_, name)| *name)
}

fn after_help() -> String {
    let statuses: Vec<_> = EXIT_STATUS
        .iter()
        .map(|(code, meaning)| format!("  {code:<4} {meaning}"))
        .collect();
    format!(
        "Without a subcommand, the window opens.\n\n\
         The API key is read from QUE_API_KEY_AUTH or QUE_API_KEY, or else from {}. It is never an \
         argument. A key in the environment is only sent to the server named with --api-url or QUE_API_URL, or else to \
         the server of the first profile.\n\n\
         Exit status:\n{}",
        model::keyring!(),
        statuses.join("\n")
    )
}

/// Upload photos, videos and audio to Que, keep every object key, sign and verify Content Credentials.
#[derive(Debug, Parser)]
#[command(name = "que-uploader", version, after_help = after_help())]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: GlobalOptions,
    #[command(subcommand)]
    pub(super) action: Option<Action>,
    /// Files and folders to add to the window's queue.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// Options of the window and of every subcommand.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalOptions {
    /// Base URL of the Que API for this run.
    #[arg(long, global = true, env = "QUE_API_URL", value_name = "URL")]
    pub(super) api_url: Option<String>,
    /// Profile to use for this run.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "api_url")]
    pub(super) profile: Option<String>,
    /// Folder for the history, the settings and the sandbox.
    #[arg(long, global = true, env = "QUE_UPLOADER_DATA_DIR", value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Your organization's upload bucket. Only needed if the server's URLs don't name it.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) bucket: Option<String>,
    /// PEM file with a certificate to trust in addition to the system's, for this run: an authority's or the server's own.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) ca_file: Option<PathBuf>,
    /// Use a built-in Que server: no account, no key, and nothing leaves this computer.
    #[cfg(feature = "sandbox")]
    #[arg(long, global = true, conflicts_with_all = ["api_url", "profile"])]
    pub(super) sandbox: bool,
    /// Allow unencrypted http:// to other computers, and let the server use this computer as its storage. Others on the
    /// network can then read your key and files.
    #[arg(long, global = true)]
    pub(super) allow_insecure_http: bool,
    /// Open the window on Wayland even if an X display is available.
    #[cfg(all(target_os = "linux", feature = "wayland"))]
    #[arg(long, help_heading = "Window")]
    pub(super) wayland: bool,
    /// Print more to standard error. Repeat for even more.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
}

impl GlobalOptions {
    /// Whether to use the sandbox.
    pub(super) fn uses_sandbox(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox;
        #[cfg(not(feature = "sandbox"))]
        return false;
    }

    /// Whether the arguments name a server or how to reach one.
    pub(super) const fn names_server(&self) -> bool {
        self.api_url.is_some()
            || self.profile.is_some()
            || self.bucket.is_some()
            || self.ca_file.is_some()
            || self.allow_insecure_http
    }

    /// The display to open the window on.
    pub(super) fn display(&self) -> RequestedDisplay {
        #[cfg(all(target_os = "linux", feature = "wayland"))]
        if self.wayland {
            return RequestedDisplay::Wayland;
        }
        RequestedDisplay::Any
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Upload files and folders. Optionally sign and verify them.
    Upload(UploadOptions),
    /// Watch folders, and upload each file once it is complete. Optionally sign and verify it.
    #[command(long_about = WATCH)]
    Watch(Box<WatchOptions>),
    /// Sign objects that are already in storage.
    Sign(SignOptions),
    /// Verify the Content Credentials of objects in storage.
    Verify(VerifyOptions),
    /// Read the Content Credentials of files on this computer. Nothing is uploaded.
    Check(CheckOptions),
    /// Show or fetch the lists of trusted signers that "check" uses.
    TrustLists {
        #[command(subcommand)]
        action: TrustListsAction,
    },
    /// List, search, export or delete past uploads, newest first.
    History(HistoryOptions),
    /// Print everything known about an uploaded file as JSON: hash, keys, the manifest that was sent, report and times.
    Proof(ProofOptions),
    /// Print a report to attach when you ask for help: versions, settings, counts and the last log lines. It never
    /// contains keys, signatures or passwords.
    Diagnostics,
    #[command(about = concat!("Manage the API key in ", model::keyring!()))]
    Key {
        #[command(subcommand)]
        action: KeyAction,
    },
    /// Run a Que server for testing, reachable from this computer only.
    #[cfg(feature = "sandbox")]
    Sandbox(SandboxOptions),
}

/// Actions of `key`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum KeyAction {
    #[command(about = concat!("Read the key from standard input and store it in ", model::keyring!()))]
    Set,
    /// Show whether there is a key and where it comes from, but never the key itself.
    Status,
    /// Check that the server can be reached and accepts the key. Creates nothing on the server.
    Test,
    #[command(about = concat!("Delete the key from ", model::keyring!()))]
    Delete,
}

/// Arguments of `sandbox`.
#[cfg(feature = "sandbox")]
#[derive(Debug, Args)]
pub(super) struct SandboxOptions {
    /// Port on the loopback address. 0 picks a free one.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    pub(super) port: u16,
    /// Folder for objects, keys and certificates, empty or new. By default, it is inside the data folder.
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// How long presigned URLs stay valid.
    #[arg(long, default_value_t = 900, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=604_800))]
    pub(super) presign_ttl: u64,
    /// Leave Content-Type out of the signed headers.
    #[arg(long)]
    pub(super) unsigned_content_type: bool,
}
