//! Prints results: a line or a JSON object for each file, and a summary on standard error.

use serde_json::{Value, json};

use super::{in_order::Found, lists::Lists};
use crate::cli::{
    output::{self, shown},
    upload::SkippedEntries,
};
use content_credentials::{Report, bounded_json};
use model::{CheckResult, CheckedFile, Verdict};
use trust_lists::{ListName, known, title_of};

/// The width of the longest name of a verdict.
const NAME_WIDTH: usize = 28;

/// Prints results and counts them.
pub(super) struct Printer {
    json: bool,
    /// Whether the signer must be known.
    wants_trust: bool,
    /// How many files have each name of a verdict, in the order of their first occurrence.
    counts: Vec<(&'static str, usize)>,
    failing: usize,
    /// Files in folders in formats that nobody expects to have credentials.
    other_files: usize,
    skipped: SkippedEntries,
}

impl Printer {
    pub(super) fn new(json: bool, wants_trust: bool) -> Self {
        Self {
            json,
            wants_trust,
            counts: Vec::new(),
            failing: 0,
            other_files: 0,
            skipped: SkippedEntries::default(),
        }
    }

    pub(super) fn print(&mut self, found: Found) {
        let (file, named) = match found {
            Found::Skipped(path, reason) => return self.skipped.add(&reason, shown(&path)),
            Found::Checked { file, named } => (file, named),
        };
        let CheckedFile { path, result } = &file;
        let is_other = !named && result.verdict == Some(Verdict::Unsupported);
        if is_other {
            self.other_files += 1;
        } else {
            self.count(result);
        }
        if self.json {
            output::json(&object(&file));
        } else if !is_other {
            output::line(&format!(
                "{:<NAME_WIDTH$}  {}  {}",
                result.name(),
                shown(path),
                details(result)
            ));
        }
    }

    fn count(&mut self, result: &CheckResult) {
        let name = result.name();
        match self.counts.iter_mut().find(|(counted, _)| *counted == name) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((name, 1)),
        }
        self.failing += usize::from(!result.holds(self.wants_trust));
    }

    /// Prints the summary. A run that was cut short has none.
    pub(super) fn finish(&self, lists: &Lists, is_cut_short: bool) {
        if is_cut_short {
            output::note("The check was cut short, because nobody reads its output. Not all files were checked.");
            return;
        }
        let files: usize = self.counts.iter().map(|(_, count)| count).sum();
        let counts: Vec<_> = self
            .counts
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let plural = if files == 1 { "" } else { "s" };
        output::note(&format!("Checked {files} file{plural}: {}.", join(&counts, "none")));
        output::note(&format!(
            "Trust lists: {}. Revocation was not checked.",
            join(&lists.names, "none, so every signer is unknown")
        ));
        if self.other_files > 0 {
            let were = match self.other_files {
                1 => "1 other file in folders was".to_owned(),
                count => format!("{count} other files in folders were"),
            };
            output::note(&format!(
                "{were} left out: Content Credentials in that format can't be read here."
            ));
        }
        if let Some(words) = self.skipped.words() {
            output::note(&words);
        }
    }

    /// Whether the credentials of every file hold, and there was one.
    pub(super) fn all_hold(&self) -> bool {
        self.failing == 0 && !self.counts.is_empty()
    }
}

fn join(parts: &[String], without: &str) -> String {
    if parts.is_empty() {
        without.to_owned()
    } else {
        parts.join(", ")
    }
}

fn object(CheckedFile { path, result }: &CheckedFile) -> Value {
    let report = result.report.as_deref();
    let read = report.map(Report::read);
    let validity = read.as_ref().map(|report| report.reading.validity).unwrap_or_default();
    let revocation = read.and_then(|report| report.revocation).map(|found| found.to_string());
    let list = result.trust_list.as_deref();
    let (list, server, own) = match list.and_then(known) {
        Some((ListName::Own, own)) => (Some(ListName::Own.word()), None, own),
        Some((name, server)) => (Some(name.word()), server, None),
        None => (list, None, None),
    };
    let mut value = json!({
        "path": shown(path), "verdict": result.verdict.map(Verdict::word), "reason": result.reason,
        "identity": result.identity, "identity_trust_list": result.identity_trust_list, "issuer": result.issuer, "time": result.time, "unverified_time": result.unverified_time, "trust_list": list, "trust_list_server": server, "revocation": revocation,
        "time_verified": validity.time.is_verified(), "certificate_expires": validity.expires_rfc3339(),
        "report": report.map(|report| bounded_json(report).unwrap_or_else(|| report.into())),
    });
    if let Some(own) = own {
        value["trust_list_name"] = own.into();
    }
    if path.to_str().is_none() {
        value["path_bytes"] = hex(path.as_os_str().as_encoded_bytes()).into();
    }
    value
}

/// Bytes in hexadecimal: of a path that isn't UTF-8, `path` shows only replacement characters.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What is known about a signature that holds, or why there is none.
fn details(result: &CheckResult) -> String {
    if !matches!(result.verdict, Some(Verdict::Trusted | Verdict::Valid)) {
        return result.reason.clone();
    }
    let list = result.trust_list.as_deref();
    let list = list.map(title_of);
    let time = match (&result.time, &result.unverified_time) {
        (Some(time), _) => time.clone(),
        (None, Some(time)) => format!("time not verified: {time}"),
        (None, None) => "no verified time".to_owned(),
    };
    // The reason of an unknown signer says so itself, but what kind of "not confirmed" is only here.
    let identity = result.identity.as_deref().map(|found| {
        let (word, _) = found.split_once('.').unwrap_or((found, ""));
        match &result.identity_trust_list {
            Some(list) => format!("identity {word} by {}", title_of(list)),
            None => format!("identity {word}"),
        }
    });
    let facts = [
        result.issuer.as_deref(),
        Some(time.as_str()),
        list.as_deref(),
        identity.as_deref(),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let facts = facts.join(" · ");
    if result.verdict == Some(Verdict::Trusted) {
        facts
    } else {
        format!("{facts}  {}", result.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_nobody_vouches_for_is_called_so() {
        let named = |time: Option<&str>, unverified_time: Option<&str>| CheckResult {
            verdict: Some(Verdict::Trusted),
            issuer: Some("Agency".to_owned()),
            time: time.map(str::to_owned),
            unverified_time: unverified_time.map(str::to_owned),
            identity: Some("not confirmed. Nobody knows it. (a.code)".to_owned()),
            ..CheckResult::not_read("")
        };
        let at = Some("2024-08-06T21:53:37Z");
        for (time, unverified, words) in [
            (at, None, "2024-08-06T21:53:37Z"),
            (None, at, "time not verified: 2024-08-06T21:53:37Z"),
            (None, None, "no verified time"),
        ] {
            let result = named(time, unverified);
            assert_eq!(details(&result), format!("Agency · {words} · identity not confirmed"));
            let file = CheckedFile {
                path: "a.jpg".into(),
                result,
            };
            assert_eq!(object(&file)["unverified_time"], json!(unverified));
        }
    }
}
