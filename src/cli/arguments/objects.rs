//! Arguments of `sign`, `verify` and `proof`, which work on objects in storage.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ManifestOptions, WaitLimits};
use model::ReportDetail;

/// Arguments of `sign`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SignOptions {
    /// Object keys or s3://bucket/key URIs.
    #[arg(value_name = "OBJECT", required = true)]
    pub(in crate::cli) objects: Vec<String>,
    /// Print one JSON object per line to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    #[command(flatten)]
    pub(in crate::cli) wait_limits: WaitLimits,
    #[command(flatten)]
    pub(in crate::cli) manifest: ManifestOptions,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyOptions {
    /// Object keys or s3://bucket/key URIs.
    #[arg(value_name = "OBJECT", required = true)]
    pub(in crate::cli) objects: Vec<String>,
    /// Print one JSON object per line to standard output.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// How detailed the report is.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) mode: ModeOption,
    #[command(flatten)]
    pub(in crate::cli) wait_limits: WaitLimits,
}

/// The server's report modes as an argument.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(in crate::cli) enum ModeOption {
    /// The usual report.
    #[default]
    Summary,
    /// What the file contains.
    Info,
    /// The usual report with claims and assertion stores.
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

/// Arguments of `proof`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ProofOptions {
    /// Object key, s3://bucket/key URI, or the URI of a signed copy.
    #[arg(value_name = "OBJECT")]
    pub(in crate::cli) object: String,
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
