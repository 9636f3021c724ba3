//! The reading itself, in the child.

use std::path::Path;

use serde::{Deserialize, Serialize};

use decoder::Answer;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Read {
    /// There is a report: the bytes that follow.
    Report,
    /// There is none, for this reason: these are the bytes, and nothing can be made of them.
    Refused(String),
    /// These are other bytes than those that were asked for.
    OtherBytes,
    /// The file is gone, or cannot be opened, for this reason.
    NotThere(String),
}

/// What a child answers a [`Task::Report`](decoder::Task::Report): what the file's Content Credentials are, by this
/// program's own engine, which knows no signer.
#[must_use]
pub fn read(path: &Path, content_type: Option<&str>, sha256: Option<&str>) -> Answer {
    let (read, bytes) = match report(path, content_type, sha256) {
        Ok(report) => (Read::Report, report.into_bytes()),
        Err(read) => (read, Vec::new()),
    };
    Answer {
        facts: serde_json::to_value(read).unwrap_or_default(),
        bytes,
    }
}

#[cfg(feature = "reader")]
fn report(path: &Path, content_type: Option<&str>, sha256: Option<&str>) -> Result<String, Read> {
    use std::io::{Read as _, Seek as _};

    use c2pa::{Context, Reader};

    use crate::sha256_of;
    use que_sdk::media_type;

    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Read::NotThere("the file is not here any more".to_owned()),
        _ => Read::NotThere(format!("the file cannot be read ({error})")),
    };
    let facts = std::fs::metadata(path).map_err(unreadable)?;
    // A pipe would be waited for.
    if !facts.is_file() {
        return Err(Read::NotThere("it is not a file".to_owned()));
    }
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    if let Some(wanted) = sha256 {
        let found = sha256_of(&mut file, |_| Ok(())).map_err(unreadable)?;
        if !found.eq_ignore_ascii_case(wanted) {
            return Err(Read::OtherBytes);
        }
        file.rewind().map_err(unreadable)?;
    }
    let content_type = if let Some(content_type) = content_type {
        content_type.to_owned()
    } else {
        let mut first = Vec::new();
        let most = u64::try_from(media_type::FIRST_BYTES).unwrap_or(u64::MAX);
        file.by_ref().take(most).read_to_end(&mut first).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        media_type::detect(path, &first).essence
    };
    let settings = serde_json::json!({
        "core": { "allowed_network_hosts": [] },
        "verify": { "ocsp_fetch": false, "remote_manifest_fetch": false },
    });
    let format = super::super::existing::format_of(path, &content_type);
    let refused = |error: c2pa::Error| Read::Refused(why_refused(&error));
    let reader = Context::new()
        .with_settings(settings)
        .and_then(|context| Reader::from_context(context).with_stream(&format, &mut file))
        .map_err(refused)?;
    let report = reader.json_checked().map_err(refused)?;
    let mut report: serde_json::Value =
        serde_json::from_str(&report).map_err(|error| Read::Refused(format!("its report is no JSON ({error})")))?;
    if let Some(fields) = report.as_object_mut() {
        // What a mismatch means depends on the engine.
        let maker = serde_json::json!({ "name": "c2pa-rs", "version": c2pa::VERSION });
        fields.insert("jsonGenerator".to_owned(), maker);
    }
    Ok(report.to_string())
}

/// What the engine finds no report in, as part of a sentence.
#[cfg(feature = "reader")]
fn why_refused(error: &c2pa::Error) -> String {
    use c2pa::Error;

    match error {
        Error::JumbfNotFound | Error::ProvenanceMissing => "it holds no Content Credentials".to_owned(),
        Error::RemoteManifestUrl(_) | Error::RemoteManifestFetch(_) => {
            "its Content Credentials are kept elsewhere, and nothing is fetched from there".to_owned()
        }
        Error::UnsupportedType => "files of this type cannot be read here".to_owned(),
        error => format!("it cannot be read here ({error})"),
    }
}

#[cfg(not(feature = "reader"))]
fn report(_: &Path, _: Option<&str>, _: Option<&str>) -> Result<String, Read> {
    Err(Read::Refused("this build does not read files".to_owned()))
}
