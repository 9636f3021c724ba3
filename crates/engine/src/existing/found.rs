//! The inspection itself, in the child process.

use std::path::Path;

use serde::{Deserialize, Serialize};

#[cfg(feature = "reader")]
use crate::opened::{Beside, Opened};
use decoder::Answer;
use model::{ReadFault, sentence};

/// The longest name of an issuer or a generator, in characters.
#[cfg(feature = "reader")]
const LONGEST_NAME: usize = 200;

/// What a file has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FoundCredentials {
    /// No Content Credentials.
    Nothing,
    /// Content Credentials, and who issued them, if they say so.
    Credentials {
        issuer: Option<String>,
        generator: Option<String>,
        /// The name of the manifest store beside the file, if they are in that.
        sidecar: Option<String>,
        /// Why they are not valid for this file, whoever signed them.
        #[serde(default)]
        invalid: Option<String>,
    },
    /// A reference to credentials stored elsewhere: a remote manifest, or provenance in XMP.
    Elsewhere,
    /// None, but its metadata names some in the file itself.
    Removed,
    /// It is not the file that was asked for.
    OtherBytes,
    /// The file is gone or cannot be opened, for this reason, which is part of a sentence.
    NotThere(String),
    /// Unknown, for this reason.
    Unknown(String),
}

/// A child's answer to [`Task::Credentials`](decoder::Task::Credentials).
#[must_use]
pub fn find(path: &Path, content_type: &str, sha256: Option<&str>) -> Answer {
    let found = look(path, content_type, sha256);
    Answer {
        facts: serde_json::to_value(found).unwrap_or_default(),
        bytes: Vec::new(),
    }
}

#[cfg(feature = "reader")]
fn look(path: &Path, content_type: &str, sha256: Option<&str>) -> FoundCredentials {
    use crate::opened::{NotOpened, Opened};

    match Opened::at(path, Some(content_type), sha256) {
        Ok(mut opened) => inspect(&mut opened, path).0,
        Err(NotOpened::OtherBytes) => FoundCredentials::OtherBytes,
        Err(NotOpened::NotThere(why)) => FoundCredentials::NotThere(why),
    }
}

/// What an open file has, or the manifest store beside it if it has nothing itself, and the instance id that its credentials
/// give it.
#[cfg(feature = "reader")]
pub(super) fn inspect(opened: &mut Opened, path: &Path) -> (FoundCredentials, Option<String>) {
    let inside = inspect_one(opened, path, None);
    if !matches!(
        inside.0,
        FoundCredentials::Nothing | FoundCredentials::Elsewhere | FoundCredentials::Removed
    ) {
        return inside;
    }
    match opened.use_sidecar(path) {
        Beside::Nothing => inside,
        Beside::Store(name) => inspect_one(opened, path, Some(name)),
        // It may be the photo's own, so the photo is not one without credentials. Those elsewhere are known to be some.
        Beside::Unreadable(_) if inside.0 == FoundCredentials::Elsewhere => inside,
        Beside::Unreadable(name) => {
            let why = ReadFault::StoreUnreadable(name).to_string();
            (FoundCredentials::Unknown(sentence(&why)), None)
        }
    }
}

#[cfg(feature = "reader")]
fn inspect_one(opened: &mut Opened, path: &Path, sidecar: Option<String>) -> (FoundCredentials, Option<String>) {
    use c2pa::Error;

    // First, whether there are any, and whose: those that are not valid count, too.
    let found = match opened.read_unverified() {
        Ok(reader) => {
            let manifest = reader.active_manifest();
            let signature = manifest.and_then(c2pa::Manifest::signature_info);
            let generator = manifest
                .and_then(|manifest| manifest.claim_generator_info.as_ref()?.first())
                .map(|generator| short(&generator.name));
            let mut found = FoundCredentials::Credentials {
                issuer: signature
                    .and_then(|signature| signature.issuer.as_ref().or(signature.common_name.as_ref()))
                    .map(|issuer| short(issuer)),
                generator,
                sidecar,
                invalid: None,
            };
            let instance_id = manifest.map(|manifest| short(manifest.instance_id()));
            drop(reader);
            if let FoundCredentials::Credentials { invalid, .. } = &mut found {
                *invalid = why_invalid(opened);
            }
            return (found, instance_id.filter(|id| !id.is_empty()));
        }
        Err(Error::JumbfNotFound) => without_manifest(&mut opened.file, &opened.format),
        Err(Error::ProvenanceMissing) => FoundCredentials::Nothing,
        // They are stored elsewhere, and the file says where.
        Err(Error::RemoteManifestUrl(_) | Error::RemoteManifestFetch(_)) => FoundCredentials::Elsewhere,
        Err(Error::UnsupportedType) => FoundCredentials::Unknown(crate::check::why_unsupported(path, &opened.format)),
        Err(_) => FoundCredentials::Unknown(sentence(&ReadFault::NotOfItsType.to_string())),
    };
    (found, None)
}

/// Why the credentials are not valid for this file, by the rules of a check without any trust list: nothing is said of the
/// signer.
#[cfg(feature = "reader")]
fn why_invalid(opened: &mut Opened) -> Option<String> {
    use content_credentials::{Explanation, KnownBy, TrustUsed, Verdict, read_report};

    let reader = opened.read(&serde_json::json!({})).ok()?;
    let report = crate::local_verification::read::json_of(&reader).ok()?;
    let reading = read_report(&report);
    (reading.verdict == Verdict::Invalid).then(|| match Explanation::read(&reading.explanation) {
        Some(found) => found.without_server(KnownBy::Unnamed, TrustUsed::Nothing).to_string(),
        None => reading.explanation,
    })
}

#[cfg(feature = "reader")]
fn without_manifest(file: &mut std::fs::File, format: &str) -> FoundCredentials {
    match named_elsewhere(file, format) {
        Ok(Some(address)) if address.starts_with("self#") => FoundCredentials::Removed,
        Ok(Some(_)) => FoundCredentials::Elsewhere,
        Ok(None) => FoundCredentials::Nothing,
        Err(unreadable) => FoundCredentials::Unknown(sentence(&unreadable.to_string())),
    }
}

/// A file without a manifest may still name one in its XMP, sometimes in ways that no reader follows. What it names, or why it
/// cannot be read.
#[cfg(feature = "reader")]
pub(crate) fn named_elsewhere(file: &mut std::fs::File, format: &str) -> Result<Option<String>, ReadFault> {
    use std::io::Seek as _;

    file.rewind().map_err(|_| ReadFault::CannotBeRead)?;
    let facts = c2pa::Ingredient::from_stream_info(file, format, "");
    let named = facts.provenance().map(str::trim).filter(|named| !named.is_empty());
    Ok(named.map(str::to_owned))
}

/// The format by MIME type, or by file extension if the engine does not know the type: servers know a few more.
#[cfg(feature = "reader")]
pub(crate) fn format_of(path: &Path, content_type: &str) -> String {
    let plain = content_type.split(';').next().unwrap_or(content_type).trim();
    let plain = plain.to_ascii_lowercase();
    if c2pa::Reader::supported_mime_types().contains(&plain) {
        return plain;
    }
    c2pa::format_from_path(path).unwrap_or(plain)
}

#[cfg(feature = "reader")]
fn short(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

#[cfg(not(feature = "reader"))]
fn look(_: &Path, _: &str, _: Option<&str>) -> FoundCredentials {
    FoundCredentials::Unknown(sentence(&ReadFault::NoInspection.to_string()))
}
