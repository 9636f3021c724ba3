//! The reading itself, in the child process.

use std::path::Path;

use serde::{Deserialize, Serialize};

use decoder::Answer;

/// The result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ReadOutcome {
    /// A report, in the bytes that follow.
    Report,
    /// No report, for this reason: it is the right file, but it cannot be read.
    Refused(String),
    /// It is not the file that was asked for.
    OtherBytes,
    /// The file is gone or cannot be opened, for this reason.
    NotThere(String),
}

/// A child's answer to [`Task::Report`](decoder::Task::Report): the file's Content Credentials according to this
/// program's own engine, which trusts no signer.
#[must_use]
pub fn read(path: &Path, content_type: Option<&str>, sha256: Option<&str>) -> Answer {
    let (read, bytes) = match report(path, content_type, sha256) {
        Ok(report) => (ReadOutcome::Report, report.into_bytes()),
        Err(read) => (read, Vec::new()),
    };
    Answer {
        facts: serde_json::to_value(read).unwrap_or_default(),
        bytes,
    }
}

#[cfg(feature = "reader")]
fn report(path: &Path, content_type: Option<&str>, sha256: Option<&str>) -> Result<String, ReadOutcome> {
    use crate::opened::{NotOpened, Opened};

    let mut opened = Opened::at(path, content_type, sha256).map_err(|not_opened| match not_opened {
        NotOpened::OtherBytes => ReadOutcome::OtherBytes,
        NotOpened::NotThere(why) => ReadOutcome::NotThere(why),
    })?;
    let refused = |error: c2pa::Error| ReadOutcome::Refused(why_refused(&error));
    let reader = opened.read(&serde_json::json!({})).map_err(refused)?;
    json_of(&reader).map_err(ReadOutcome::Refused)
}

/// The report, with the engine's name: the meaning of a mismatch depends on it. An error is part of a sentence.
#[cfg(feature = "reader")]
pub(crate) fn json_of(reader: &c2pa::Reader) -> Result<String, String> {
    json_with(reader, false)
}

/// Like [`json_of`]. `is_time_checked` says that an authority on a trust list made the time stamp, where the engine doesn't look.
#[cfg(feature = "reader")]
pub(crate) fn json_with(reader: &c2pa::Reader, is_time_checked: bool) -> Result<String, String> {
    let report = reader.json_checked().map_err(|error| why_refused(&error))?;
    let mut report: serde_json::Value =
        serde_json::from_str(&report).map_err(|error| format!("its report is not JSON ({error})"))?;
    if let Some(fields) = report.as_object_mut() {
        let maker = serde_json::json!({ "name": "c2pa-rs", "version": c2pa::VERSION });
        fields.insert("jsonGenerator".to_owned(), maker);
        if is_time_checked {
            let checked = serde_json::json!({ "timeStampAuthority": true });
            fields.insert(content_credentials::CHECKED_HERE.to_owned(), checked);
        }
        // The engine leaves them out, and only they say when the signer's certificate ends.
        let signature = reader.active_manifest().and_then(c2pa::Manifest::signature_info);
        if let Some(chain) = signature
            .map(c2pa::SignatureInfo::cert_chain)
            .filter(|chain| !chain.is_empty())
        {
            fields.insert("certificates".to_owned(), chain.into());
        }
    }
    Ok(report.to_string())
}

/// Why the engine returns no report, as part of a sentence.
#[cfg(feature = "reader")]
fn why_refused(error: &c2pa::Error) -> String {
    use c2pa::Error;
    use model::ReadFault;

    match error {
        Error::JumbfNotFound | Error::ProvenanceMissing => ReadFault::NoCredentials.to_string(),
        Error::RemoteManifestUrl(_) | Error::RemoteManifestFetch(_) => ReadFault::Elsewhere.to_string(),
        Error::UnsupportedType => ReadFault::TypeNotRead.to_string(),
        error => format!("it cannot be read here ({error})"),
    }
}

#[cfg(not(feature = "reader"))]
fn report(_: &Path, _: Option<&str>, _: Option<&str>) -> Result<String, ReadOutcome> {
    Err(ReadOutcome::Refused("this build does not read files".to_owned()))
}
