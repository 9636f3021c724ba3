//! Arguments of `history`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use model::ExportFormat;

/// Arguments of `history`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct HistoryOptions {
    #[command(subcommand)]
    pub(in crate::cli) action: Option<HistoryAction>,
    #[command(flatten)]
    pub(in crate::cli) which: HistoryFilter,
    /// Maximum number of records. 0 means all.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub(in crate::cli) limit: usize,
    /// Print one JSON object per line to standard output.
    #[arg(long, conflicts_with = "format")]
    pub(in crate::cli) json: bool,
    /// Export format.
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<FormatOption>,
    /// Write to this file instead of standard output. If that fails, the file isn't changed.
    #[arg(long, short, value_name = "FILE", requires = "format", conflicts_with = "json")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Which records to list.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct HistoryFilter {
    /// Only records whose name, key, hash or signed URI contains these words, or that were stored on the days they name.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub(in crate::cli) search: String,
    /// Only records stored on these days: today, "last month", march, "14 nov", "past 30 days", 2026-11, 2026-11-23,
    /// 14.11.2026, 11/14/2026 (month first), 2026-11-01..2026-11-15, 2026-11-01.. or ..2026-11.
    #[arg(long, value_name = "WHEN")]
    pub(in crate::cli) date: Option<String>,
    /// Only records with this SHA-256.
    #[arg(long, value_name = "HEX", value_parser = sha256)]
    pub(in crate::cli) sha256: Vec<String>,
    /// Only records with the same content as this file, whatever its name.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) file: Vec<PathBuf>,
    /// Records of all servers, not just of the current one.
    #[arg(long)]
    pub(in crate::cli) all_servers: bool,
}

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
pub(in crate::cli) enum HistoryAction {
    /// Delete records permanently. The objects stay in storage, but their keys are lost.
    Forget(ForgetOptions),
}

/// Arguments of `history forget`.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("records").required(true).multiple(true))]
pub(in crate::cli) struct ForgetOptions {
    /// Object keys or s3://bucket/key URIs.
    #[arg(value_name = "OBJECT", group = "records")]
    pub(in crate::cli) objects: Vec<String>,
    /// Delete all records.
    #[arg(long, group = "records", conflicts_with = "objects")]
    pub(in crate::cli) all: bool,
    /// Don't ask for confirmation.
    #[arg(long, short)]
    pub(in crate::cli) yes: bool,
}

/// An export format as an argument.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum FormatOption {
    /// A table for spreadsheets, with every field.
    Csv,
    /// A JSON array of objects, with every field.
    Json,
    /// A Markdown table with the most important fields.
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
