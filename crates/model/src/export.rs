//! Records as files for other programs: CSV for spreadsheets, JSON for scripts, Markdown for people. Pure functions
//! from values to text.

mod csv;
mod json;
mod markdown;
mod proof;
mod results;

use crate::{ExportFormat, Timestamp, Upload};

pub use json::record;
pub use proof::{proof, proof_name};
pub use results::{results_csv, results_name};

/// A file built one record at a time, so that a long history need not be in memory.
#[derive(Debug)]
pub struct Export {
    format: ExportFormat,
    records: usize,
}

impl Export {
    /// An empty export.
    #[must_use]
    pub const fn new(format: ExportFormat) -> Self {
        Self { format, records: 0 }
    }

    /// The text before the first record.
    #[must_use]
    pub fn begin(&self) -> String {
        match self.format {
            ExportFormat::Csv => csv::begin(),
            ExportFormat::Json => "[".to_owned(),
            ExportFormat::Markdown => markdown::begin(),
        }
    }

    /// The next record.
    pub fn add(&mut self, upload: &Upload) -> String {
        self.records += 1;
        match self.format {
            ExportFormat::Csv => csv::line(upload),
            ExportFormat::Json => {
                let comma = if self.records > 1 { "," } else { "" };
                format!("{comma}\n  {}", record(upload))
            }
            ExportFormat::Markdown => markdown::line(upload),
        }
    }

    /// The text after the last record.
    #[must_use]
    pub fn end(&self) -> &'static str {
        match self.format {
            ExportFormat::Json if self.records == 0 => "]\n",
            ExportFormat::Json => "\n]\n",
            ExportFormat::Csv | ExportFormat::Markdown => "",
        }
    }

    /// How many records it contains.
    #[must_use]
    pub const fn records(&self) -> usize {
        self.records
    }
}

/// RFC 3339 in UTC.
#[must_use]
pub fn rfc3339(time: Timestamp) -> Option<String> {
    jiff::Timestamp::from_millisecond(time.as_millis())
        .ok()
        .map(|time| time.to_string())
}

#[cfg(test)]
mod tests;
