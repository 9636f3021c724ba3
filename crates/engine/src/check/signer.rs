//! The reading itself, in the child process, and which list knows the signer.
//!
//! The file is read once, with all lists together: reading it once per list would hash a long video once per list. Then each
//! list is asked alone about the signer's certificates. The lists that the reader got hold more than those of signers, and its
//! engine asks no certificate in a chain whether it may issue others. So if the reader trusts a signer that no list alone knows,
//! the file is read once more without any.

use std::path::Path;

use super::Outcome;
use trust_lists::TrustList;

#[cfg(feature = "reader")]
pub(super) fn read(path: &Path, trust: &[TrustList]) -> (Outcome, Vec<u8>) {
    match report(path, trust) {
        Ok((trust_list, report)) => (Outcome::Report { trust_list }, report.into_bytes()),
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
fn report(path: &Path, trust: &[TrustList]) -> Result<(Option<String>, String), Outcome> {
    use crate::local_verification::read::{NotOpened, Opened, json_of};

    let mut opened = Opened::at(path, None, None).map_err(|not_opened| match not_opened {
        NotOpened::NotThere(why) => Outcome::NotThere(why),
        // No hash was asked for.
        NotOpened::OtherBytes => Outcome::NotThere("the file has changed".to_owned()),
    })?;
    let mut reader = match opened.read(&settings(trust)) {
        Ok(reader) => reader,
        Err(error) => return Err(refused(&mut opened, &error)),
    };
    let mut trust_list = None;
    if is_trusted(&reader) {
        trust_list = knowing(&reader, trust).map(|list| list.name.clone());
        if trust_list.is_none() {
            let again = opened.read(&serde_json::json!({}));
            reader = again.map_err(|error| Outcome::Refused(error.to_string()))?;
        }
    }
    let report = json_of(&reader).map_err(Outcome::Refused)?;
    Ok((trust_list, report))
}

#[cfg(feature = "reader")]
fn refused(opened: &mut crate::local_verification::read::Opened, error: &c2pa::Error) -> Outcome {
    use crate::existing::named_elsewhere;

    if !matches!(error, c2pa::Error::JumbfNotFound) {
        return Outcome::Refused(error.to_string());
    }
    match named_elsewhere(&mut opened.file, &opened.format) {
        Ok(Some(address)) if address.starts_with("self#") => Outcome::Removed,
        Ok(Some(address)) => Outcome::Elsewhere(address),
        Ok(None) => Outcome::Refused(error.to_string()),
        Err(why) => Outcome::NotThere(why.to_owned()),
    }
}

/// The engine's settings for all lists together.
#[cfg(feature = "reader")]
fn settings(trust: &[TrustList]) -> serde_json::Value {
    let joined = |part: fn(&TrustList) -> &String| trust.iter().map(part).fold(String::new(), |all, text| all + text);
    let parts = [
        (
            "trust_anchors",
            joined(|list| &list.anchors) + &joined(|list| &list.time_anchors),
        ),
        ("allowed_list", joined(|list| &list.signers)),
        ("trust_config", joined(|list| &list.uses)),
    ];
    let given = parts.into_iter().filter(|(_, text)| !text.is_empty());
    given
        .map(|(name, text)| (name.to_owned(), serde_json::Value::from(text)))
        .collect()
}

/// Whether the reader trusts the signer of the active manifest.
#[cfg(feature = "reader")]
fn is_trusted(reader: &c2pa::Reader) -> bool {
    let active = reader
        .validation_results()
        .and_then(c2pa::ValidationResults::active_manifest);
    active.is_some_and(|active| {
        active
            .success()
            .iter()
            .any(|status| status.code() == "signingCredential.trusted")
    })
}

/// The first list that knows the signer of the active manifest.
#[cfg(feature = "reader")]
fn knowing<'a>(reader: &c2pa::Reader, trust: &'a [TrustList]) -> Option<&'a TrustList> {
    let signature = reader.active_manifest()?.signature_info()?;
    let chain = trust_lists::certificates(signature.cert_chain()).ok()?;
    // A signer's certificate vouches for nobody.
    let may_issue = chain.iter().skip(1).all(|certificate| certificate.is_ca);
    let ders: Vec<_> = chain.into_iter().map(|certificate| certificate.der).collect();
    let leaf = ders.first()?;
    trust.iter().find(|list| {
        use c2pa::crypto::cose::CertificateTrustPolicy;

        let mut policy = CertificateTrustPolicy::new();
        policy.add_default_valid_ekus();
        // Each list says which signers it knows, all together say which uses count, as when the file was read.
        for list in trust {
            policy.add_valid_ekus(list.uses.as_bytes());
        }
        let anchors = if may_issue { list.anchors.as_bytes() } else { &[] };
        policy.add_trust_anchors(anchors).is_ok()
            && policy.add_end_entity_credentials(list.signers.as_bytes()).is_ok()
            // The reader has checked the certificates' dates.
            && policy.check_certificate_trust(&ders, leaf, None).is_ok()
    })
}
