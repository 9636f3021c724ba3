//! The reading itself, in the child process, and which list knows the signer.
//!
//! The engine knows one set of certificates, for signers and for time stamps, and asks no certificate in a chain whether it may
//! issue others. So the lists that know the signer are found first, and the file is read with one of them: no list's
//! authorities say when a signer of another list signed, except those that are listed for time stamps, where the signer's list
//! lists none. Only ingredients may be known to any list.

use std::path::Path;

use super::Outcome;
#[cfg(feature = "reader")]
use super::time_authority;
#[cfg(feature = "reader")]
use crate::local_verification::LONGEST_REPORT;
use trust_lists::TrustList;

#[cfg(feature = "reader")]
pub(super) fn read(path: &Path, trust: &[TrustList]) -> (Outcome, Vec<u8>) {
    match report(path, trust) {
        Ok((_, report)) if report.len() > LONGEST_REPORT as usize => {
            let words = format!("its report is larger than {} MB, the limit", LONGEST_REPORT >> 20);
            (Outcome::Refused(words), Vec::new())
        }
        Ok((outcome, report)) => (outcome, report.into_bytes()),
        Err(outcome) => (outcome, Vec::new()),
    }
}

#[cfg(not(feature = "reader"))]
pub(super) fn read(_: &Path, _: &[TrustList]) -> (Outcome, Vec<u8>) {
    (
        Outcome::Refused("this build does not read files".to_owned()),
        Vec::new(),
    )
}

#[cfg(feature = "reader")]
fn report(path: &Path, trust: &[TrustList]) -> Result<(Outcome, String), Outcome> {
    use crate::opened::{NotOpened, Opened};
    use model::ReadFault;

    let mut opened = Opened::at(path, None, None).map_err(|not_opened| match not_opened {
        NotOpened::NotThere(why) => Outcome::NotThere(why),
        // No hash was asked for.
        NotOpened::OtherBytes => Outcome::NotThere(ReadFault::Changed.to_string()),
    })?;
    if opened.format.ends_with("c2pa") || opened.format.contains("c2pa-manifest") {
        return Err(Outcome::OnlyCredentials);
    }
    let before = state(&opened.file);
    let read = report_of(path, &mut opened, trust);
    // Half of one file and half of another is neither.
    if state(&opened.file) != before {
        return Err(Outcome::NotThere(ReadFault::Changed.to_string()));
    }
    read
}

/// How large a file is and when it was written: both stay while nobody writes to it.
#[cfg(feature = "reader")]
pub(super) fn state(file: &std::fs::File) -> Option<(u64, Option<std::time::SystemTime>)> {
    let facts = file.metadata().ok()?;
    Some((facts.len(), facts.modified().ok()))
}

#[cfg(feature = "reader")]
fn report_of(
    path: &Path,
    opened: &mut crate::opened::Opened,
    trust: &[TrustList],
) -> Result<(Outcome, String), Outcome> {
    use crate::opened::Beside;

    let outcome = match judged(path, opened, trust) {
        Ok((found, report)) => return Ok((found.outcome(None), report)),
        Err(outcome) => outcome,
    };
    // A file that has none may have them beside it. Those in the file always count.
    let may_be_beside = matches!(outcome, Outcome::Nothing | Outcome::Elsewhere(_) | Outcome::Removed);
    if !may_be_beside {
        return Err(outcome);
    }
    match opened.use_sidecar(path) {
        Beside::Nothing => Err(outcome),
        Beside::Unreadable(_) if matches!(outcome, Outcome::Elsewhere(_)) => Err(outcome),
        Beside::Unreadable(name) => Err(Outcome::StoreUnreadable(name)),
        Beside::Store(sidecar) => {
            let (found, report) = judged(path, opened, trust)?;
            Ok((found.outcome(Some(sidecar)), report))
        }
    }
}

/// The first lists that know who signed a file, and the identities in it.
#[cfg(feature = "reader")]
struct Known {
    signer: Option<String>,
    identity: Option<String>,
}

#[cfg(feature = "reader")]
impl Known {
    fn outcome(self, sidecar: Option<String>) -> Outcome {
        Outcome::Report {
            trust_list: self.signer,
            identity_list: self.identity,
            sidecar,
        }
    }
}

/// The report of an open file, and which lists know who is in it.
#[cfg(feature = "reader")]
fn judged(path: &Path, opened: &mut crate::opened::Opened, trust: &[TrustList]) -> Result<(Known, String), Outcome> {
    let of_identity = super::identities::known_by(opened, trust);
    if let Some(list) = of_identity {
        opened.trust_identities(super::identities::settings(list, trust));
    }
    let (signer, report) = judged_signer(path, opened, trust)?;
    let identity = of_identity.map(|list| list.name.clone());
    Ok((Known { signer, identity }, report))
}

#[cfg(feature = "reader")]
fn judged_signer(
    path: &Path,
    opened: &mut crate::opened::Opened,
    trust: &[TrustList],
) -> Result<(Option<String>, String), Outcome> {
    use super::known_by::Signer;

    let signer = if trust.is_empty() { None } else { Signer::of(opened) };
    for list in trust {
        // When it was signed is not known yet.
        if !signer.as_ref().is_some_and(|signer| signer.is_known(list, trust, None)) {
            continue;
        }
        let (reader, report) = read_with(path, opened, Some(list), trust)?;
        let at = super::known_by::signed_at(&report);
        if is_trusted(&reader)
            && signer
                .as_ref()
                .is_some_and(|signer| signer.is_known(list, trust, Some(at)))
        {
            return Ok((Some(list.name.clone()), report));
        }
    }
    let (reader, report) = read_with(path, opened, None, trust)?;
    if is_trusted(&reader) {
        // Only an authority for time stamps knows the signer.
        let (_, report) = read_with(path, opened, None, &[])?;
        return Ok((None, report));
    }
    Ok((None, report))
}

/// Reads the file by one list, and by all lists of time stamp services.
#[cfg(feature = "reader")]
fn read_with(
    path: &Path,
    opened: &mut crate::opened::Opened,
    list: Option<&TrustList>,
    trust: &[TrustList],
) -> Result<(c2pa::Reader, String), Outcome> {
    let mut reader = match opened.read(&settings(list.as_slice(), trust)) {
        Ok(reader) => reader,
        Err(error) => return Err(refused(path, opened, &error)),
    };
    if list.is_some() && trust.len() > 1 && has_failing_ingredient(&reader) {
        let all: Vec<_> = trust.iter().collect();
        let by_all = opened.read(&settings(&all, trust)).ok();
        // For the file itself, the other lists must not matter.
        if let Some(by_all) = by_all.filter(|by_all| codes(by_all) == codes(&reader)) {
            reader = by_all;
        }
    }
    let is_checked = is_stamped_version_1(&reader)
        && opened
            .manifest_store()
            .is_some_and(|store| time_authority::is_known(&store, &authorities(list.as_slice(), trust)));
    let report = crate::local_verification::read::json_with(&reader, is_checked).map_err(Outcome::Refused)?;
    Ok((reader, report))
}

/// Whether the active manifest is one whose time stamp the engine does not judge, see [`time_authority`].
#[cfg(feature = "reader")]
fn is_stamped_version_1(reader: &c2pa::Reader) -> bool {
    let manifest = reader.active_manifest();
    let signature = manifest.and_then(c2pa::Manifest::signature_info);
    manifest.and_then(c2pa::Manifest::claim_version) == Some(1)
        && signature.is_some_and(|signature| signature.time.is_some())
}

#[cfg(feature = "reader")]
pub(super) fn refused(path: &Path, opened: &mut crate::opened::Opened, error: &c2pa::Error) -> Outcome {
    use c2pa::Error;

    use crate::existing::named_elsewhere;

    match error {
        // A manifest store without a manifest.
        Error::JumbfNotFound | Error::ProvenanceMissing => {}
        Error::RemoteManifestUrl(address) | Error::RemoteManifestFetch(address) => {
            return Outcome::Elsewhere(address.clone());
        }
        Error::UnsupportedType => return other_format(path, &opened.format),
        error => return Outcome::Refused(error.to_string()),
    }
    match named_elsewhere(&mut opened.file, &opened.format) {
        Ok(Some(address)) if address.starts_with("self#") => Outcome::Removed,
        Ok(Some(address)) => Outcome::Elsewhere(address),
        Ok(None) => Outcome::Nothing,
        Err(why) => Outcome::NotThere(why.to_string()),
    }
}

/// A file that the reader does not know, though its name or its type may promise a format that it does.
#[cfg(feature = "reader")]
pub(super) fn other_format(path: &Path, format: &str) -> Outcome {
    let known = c2pa::Reader::supported_mime_types();
    let by_name = c2pa::format_from_path(path);
    let promised = [by_name.as_deref(), Some(format)];
    match promised
        .into_iter()
        .flatten()
        .find(|format| known.iter().any(|known| known == format))
    {
        Some("image/jpeg") => Outcome::NotOfItsType("JPEG".to_owned()),
        Some(format) => {
            let extension = que_sdk::media_type::usual_extension(format);
            Outcome::NotOfItsType(extension.unwrap_or(format).to_ascii_uppercase())
        }
        None => Outcome::Unsupported,
    }
}

/// The engine's settings for these lists. A single one that names time stamp services of its own relies on those alone, and
/// otherwise the services on all lists count.
#[cfg(feature = "reader")]
pub(super) fn settings(lists: &[&TrustList], all: &[TrustList]) -> serde_json::Value {
    let signers = lists.iter().map(|list| list.signers.as_str());
    let parts = [
        ("trust_anchors", authorities(lists, all)),
        ("allowed_list", signers.collect()),
        ("trust_config", all.iter().map(|list| list.uses.as_str()).collect()),
    ];
    let given = parts.into_iter().filter(|(_, text)| !text.is_empty());
    given
        .map(|(name, text)| (name.to_owned(), serde_json::Value::from(text)))
        .collect()
}

/// The authorities of these lists, for signers and for time stamps, as PEM.
#[cfg(feature = "reader")]
fn authorities(lists: &[&TrustList], all: &[TrustList]) -> String {
    let times: Vec<_> = match lists {
        [list] if !list.time_anchors.is_empty() => vec![&list.time_anchors],
        _ => all.iter().map(|list| &list.time_anchors).collect(),
    };
    let anchors = lists.iter().map(|list| &list.anchors);
    anchors.chain(times).map(String::as_str).collect()
}

/// Whether the reader trusts the signer of the active manifest.
#[cfg(feature = "reader")]
fn is_trusted(reader: &c2pa::Reader) -> bool {
    codes(reader).iter().any(|code| code == "signingCredential.trusted")
}

/// All codes of the active manifest, but those of identities, which have the same ones.
#[cfg(feature = "reader")]
fn codes(reader: &c2pa::Reader) -> Vec<String> {
    let results = reader.validation_results();
    let Some(active) = results.and_then(c2pa::ValidationResults::active_manifest) else {
        return Vec::new();
    };
    let all = active
        .success()
        .iter()
        .chain(active.informational())
        .chain(active.failure());
    all.filter(|status| !super::identities::is_of_identity(status.url()))
        .map(|status| status.code().to_owned())
        .collect()
}

#[cfg(feature = "reader")]
fn has_failing_ingredient(reader: &c2pa::Reader) -> bool {
    let results = reader.validation_results();
    let deltas = results.and_then(c2pa::ValidationResults::ingredient_deltas);
    deltas
        .into_iter()
        .flatten()
        .any(|delta| !delta.validation_deltas().failure().is_empty())
}
