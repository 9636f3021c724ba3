//! The arguments. The API key is never one: arguments show in the list of processes.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{existing::ExistingOption, manifest::TrainingOption};
use crate::app::WantedDisplay;
use content_credentials::Origin;
use engine::RetryPolicy;
use model::{ExportFormat, MAX_JOBS, ReportDetail};

/// Upload photos, videos and sound to Que, keep every object key, sign and verify Content Credentials.
#[derive(Debug, Parser)]
#[command(name = "que-uploader", version)]
#[command(
    after_help = "Without a subcommand the window opens. The API key is read from QUE_API_KEY_AUTH or QUE_API_KEY, \
                        else from the keyring of the system; it is never an argument. A key in the environment goes to \
                        the server named with --api-url or QUE_API_URL, else to the first profile, and to no other.\n\n\
                        Exit status: 0 all done, 1 something failed, 2 wrong use or no key, 130 interrupted (the queue is kept)."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) everywhere: Everywhere,
    #[command(subcommand)]
    pub(super) action: Option<Action>,
    /// Files and folders to add to the window's queue.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// What holds for every subcommand and the window.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Everywhere {
    /// Base URL of the Que API, for this run.
    #[arg(long, global = true, env = "QUE_API_URL", value_name = "URL")]
    pub(super) api_url: Option<String>,
    /// The profile to work with, for this run.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "api_url")]
    pub(super) profile: Option<String>,
    /// Where the record of uploads, the settings and the sandbox are kept.
    #[arg(long, global = true, env = "QUE_UPLOADER_DATA_DIR", value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Your organization's upload bucket, for servers whose URLs do not tell it.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) bucket: Option<String>,
    /// A certificate to trust besides those of the system, for this run: a PEM file with that of an authority, or of the
    /// server itself.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) ca_file: Option<PathBuf>,
    /// Work with a Que server inside the program: no account, no key, nothing leaves this machine.
    #[cfg(feature = "sandbox")]
    #[arg(long, global = true, conflicts_with_all = ["api_url", "profile"])]
    pub(super) sandbox: bool,
    /// Allow plain http:// to other machines, and let the server name this computer as its storage. The key and the files
    /// can then be read on the way.
    #[arg(long, global = true)]
    pub(super) allow_insecure_http: bool,
    /// Open the window on Wayland itself, though there is an X display as well.
    #[cfg(all(target_os = "linux", feature = "wayland"))]
    #[arg(long, help_heading = "Window")]
    pub(super) wayland: bool,
    /// Say more on standard error; twice for still more.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
}

impl Everywhere {
    /// Whether the sandbox is wanted.
    pub(super) fn wants_sandbox(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox;
        #[cfg(not(feature = "sandbox"))]
        return false;
    }

    /// Whether a server is named, or something of how it is reached.
    pub(super) const fn names_server(&self) -> bool {
        self.api_url.is_some()
            || self.profile.is_some()
            || self.bucket.is_some()
            || self.ca_file.is_some()
            || self.allow_insecure_http
    }

    /// On what the window is wanted.
    pub(super) fn display(&self) -> WantedDisplay {
        #[cfg(all(target_os = "linux", feature = "wayland"))]
        if self.wayland {
            return WantedDisplay::Wayland;
        }
        WantedDisplay::Any
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Upload files and folders; sign and verify them too, if asked.
    Upload(UploadOptions),
    /// Sign objects that are stored already.
    Sign(SignOptions),
    /// Verify the Content Credentials of stored objects.
    Verify(VerifyOptions),
    /// List what was uploaded, the newest first; find it again; forget it.
    History(HistoryOptions),
    /// Print what is known of one uploaded file as one JSON document: its hash, its keys, the manifest as it was sent, the
    /// report, the times.
    Proof(ProofOptions),
    /// Print what to send along when something does not work: versions, settings, counts, the last log lines. Keys,
    /// signatures and passwords are no part of it.
    Diagnostics,
    /// The API key in the keyring of the system.
    Key {
        #[command(subcommand)]
        action: KeyAction,
    },
    /// Serve a Que server for trying things out, on this machine only.
    #[cfg(feature = "sandbox")]
    Sandbox(SandboxOptions),
}

/// Arguments of `upload`.
#[derive(Debug, Args)]
pub(super) struct UploadOptions {
    /// Files and folders.
    #[arg(value_name = "PATH", required_unless_present = "resume")]
    pub(super) paths: Vec<PathBuf>,
    /// Go on with what an earlier run left in the queue, and try again what failed or was paused.
    #[arg(long)]
    pub(super) resume: bool,
    /// One JSON object a line on standard output.
    #[arg(long)]
    pub(super) json: bool,
    /// Uploads at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=i64::from(MAX_JOBS)))]
    pub(super) jobs: Option<u8>,
    /// Sign each file once it is uploaded. Needs --manifest or --origin; --preset signs without it.
    #[arg(long)]
    pub(super) sign: bool,
    /// Verify each signed copy, or the object itself where nothing is signed.
    #[arg(long)]
    pub(super) verify: bool,
    #[command(flatten)]
    pub(super) folders: FolderOptions,
    #[command(flatten)]
    pub(super) patience: Patience,
    #[command(flatten)]
    pub(super) manifest: ManifestOptions,
}

/// What is taken from folders besides their ordinary files.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Folders")]
pub(super) struct FolderOptions {
    /// Take hidden files and folders too, such as .env and .git. What is named itself is always taken.
    #[arg(long)]
    pub(super) include_hidden: bool,
    /// Take what systems leave behind too, such as .DS_Store and Thumbs.db.
    #[arg(long)]
    pub(super) include_system_files: bool,
    /// Follow symbolic links that lead out of the folder that they are in.
    #[arg(long)]
    pub(super) follow_links: bool,
}

/// How long a script wants to wait.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Patience {
    /// How long the network may be away, or a server not available (502, 503, 504 and their kind), before what is left fails.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    longest_outage: u32,
    /// How long the server may make everything wait in a row because it is asked too often (429) before what is left fails.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    longest_wait: u32,
}

impl Patience {
    /// As the worker wants it.
    pub(super) fn policy(self) -> RetryPolicy {
        let seconds = |count: u32| Some(Duration::from_secs(count.into()));
        RetryPolicy {
            longest_outage: seconds(self.longest_outage),
            longest_rate_limit: seconds(self.longest_wait),
            ..RetryPolicy::default()
        }
    }
}

/// What is signed: a file, or answers to a few questions.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is signed")]
pub(super) struct ManifestOptions {
    /// The manifest definition to sign with: a JSON file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "origin", "title", "author", "training"])]
    pub(super) manifest: Option<PathBuf>,
    /// A preset that is kept in the window, filled in for each file. What else is given here takes the place of its answer.
    #[arg(long, value_name = "NAME")]
    pub(super) preset: Option<String>,
    /// Where the files came from. Only you can say this.
    #[arg(long, value_name = "ORIGIN", value_parser = origins())]
    pub(super) origin: Option<String>,
    /// Title in the manifest; else the file's name without its ending.
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Author in the manifest.
    #[arg(long)]
    pub(super) author: Option<String>,
    /// Whether the files may be used for AI training and data mining.
    #[arg(long, value_enum)]
    pub(super) training: Option<TrainingOption>,
    /// What becomes of files that have Content Credentials already: signing replaces them. [default: skip]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) existing: Option<ExistingOption>,
}

fn origins() -> clap::builder::PossibleValuesParser {
    let value = |origin: Origin| clap::builder::PossibleValue::new(origin.name()).help(origin.label());
    clap::builder::PossibleValuesParser::new(Origin::ALL.map(value))
}

/// Arguments of `sign`.
#[derive(Debug, Args)]
pub(super) struct SignOptions {
    /// Object keys, or s3://bucket/key.
    #[arg(value_name = "OBJECT", required = true)]
    pub(super) objects: Vec<String>,
    /// One JSON object a line on standard output.
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) patience: Patience,
    #[command(flatten)]
    pub(super) manifest: ManifestOptions,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyOptions {
    /// Object keys, or s3://bucket/key.
    #[arg(value_name = "OBJECT", required = true)]
    pub(super) objects: Vec<String>,
    /// One JSON object a line on standard output.
    #[arg(long)]
    pub(super) json: bool,
    /// How much the report says.
    #[arg(long, value_enum, default_value_t)]
    pub(super) mode: ModeOption,
    #[command(flatten)]
    pub(super) patience: Patience,
}

/// Verify mode as an argument.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum ModeOption {
    /// The usual report.
    #[default]
    Summary,
    /// What the file holds.
    Info,
    /// Claims and assertion stores too.
    Detailed,
    /// The tree of ingredients.
    Tree,
}

impl From<ModeOption> for ReportDetail {
    fn from(option: ModeOption) -> Self {
        match option {
            ModeOption::Summary => Self::Summary,
            ModeOption::Info => Self::Info,
            ModeOption::Detailed => Self::Detailed,
            ModeOption::Tree => Self::Tree,
        }
    }
}

/// Arguments of `history`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct HistoryOptions {
    #[command(subcommand)]
    pub(super) action: Option<HistoryAction>,
    #[command(flatten)]
    pub(super) which: HistoryFilter,
    /// So many at the most; 0 for all.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub(super) limit: usize,
    /// One JSON object a line on standard output.
    #[arg(long, conflicts_with = "format")]
    pub(super) json: bool,
    /// A table for spreadsheets, a list for programs, or a table to be read.
    #[arg(long, value_enum)]
    pub(super) format: Option<FormatOption>,
    /// Write into this file, whole or not at all, instead of to standard output.
    #[arg(long, short, value_name = "FILE", requires = "format", conflicts_with = "json")]
    pub(super) output: Option<PathBuf>,
}

/// Which records.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Which records")]
pub(super) struct HistoryFilter {
    /// Only what has these words in its name, key, hash or signed URI, or was stored on the days that they name.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub(super) search: String,
    /// Only what was stored then: today, yesterday, 2026-11, 2026-11-23, 2026-11-01..2026-11-15, 2026-11-01.. or ..2026-11.
    #[arg(long, value_name = "WHEN")]
    pub(super) date: Option<String>,
    /// Only what has this SHA-256.
    #[arg(long, value_name = "HEX", value_parser = sha256)]
    pub(super) sha256: Vec<String>,
    /// Only what has the content of this file, whatever it is called now.
    #[arg(long, value_name = "FILE")]
    pub(super) file: Vec<PathBuf>,
    /// The records of all servers, and not only those of the one in use.
    #[arg(long)]
    pub(super) all_servers: bool,
}

/// 64 hexadecimal digits.
fn sha256(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    if text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        Ok(text)
    } else {
        Err("a SHA-256 has 64 hexadecimal digits".to_owned())
    }
}

/// Actions of `history`.
#[derive(Debug, Subcommand)]
pub(super) enum HistoryAction {
    /// Delete records for good. The objects stay in storage; their keys are no longer known here.
    Forget(ForgetOptions),
}

/// Arguments of `history forget`.
#[derive(Debug, Args)]
#[group(id = "forgotten", required = true, multiple = true)]
pub(super) struct ForgetOptions {
    /// Object keys, or s3://bucket/key.
    #[arg(value_name = "OBJECT", group = "forgotten")]
    pub(super) objects: Vec<String>,
    /// All of them.
    #[arg(long, group = "forgotten", conflicts_with = "objects")]
    pub(super) all: bool,
    /// Do not ask.
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// A file's form as an argument.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatOption {
    /// A table for spreadsheets, with all there is to tell.
    Csv,
    /// One list of JSON objects, with all there is to tell.
    Json,
    /// A Markdown table with what a person wants to know.
    Markdown,
}

impl From<FormatOption> for ExportFormat {
    fn from(option: FormatOption) -> Self {
        match option {
            FormatOption::Csv => Self::Csv,
            FormatOption::Json => Self::Json,
            FormatOption::Markdown => Self::Markdown,
        }
    }
}

/// Arguments of `proof`.
#[derive(Debug, Args)]
pub(super) struct ProofOptions {
    /// Object key, s3://bucket/key, or the URI of the signed copy.
    #[arg(value_name = "OBJECT")]
    pub(super) object: String,
    /// Write into this file instead of to standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// Actions of `key`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum KeyAction {
    /// Read the key from standard input and keep it in the keyring.
    Set,
    /// Tell whether there is a key and where it comes from; never the key itself.
    Status,
    /// Ask the server whether it is there and takes the key. Makes nothing.
    Test,
    /// Delete the key from the keyring.
    Delete,
}

/// Arguments of `sandbox`.
#[cfg(feature = "sandbox")]
#[derive(Debug, Args)]
pub(super) struct SandboxOptions {
    /// Port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    pub(super) port: u16,
    /// Where objects, keys and certificates are kept; else below the data directory.
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// How long presigned URLs are good for.
    #[arg(long, default_value_t = 900, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=604_800))]
    pub(super) presign_ttl: u64,
    /// Leave Content-Type out of the signed headers.
    #[arg(long)]
    pub(super) unsigned_content_type: bool,
}
