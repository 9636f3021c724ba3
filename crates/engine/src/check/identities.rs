//! Which list knows whoever vouches for the identities (CAWG) in a file. An identity has a signature and certificates of its own,
//! and any list may know them, not only the one that knows the signer of the file.
//!
//! Sources: CAWG identity assertion 1.1, "X.509 certificates and COSE signatures"; RFC 9360 (`x5chain` is header 33).

use ciborium::Value;
use jiff::Timestamp;

use super::{
    boxes::{MAX_BOXES, active_manifest, superbox},
    known_by::Signer,
};
use crate::opened::Opened;
use trust_lists::TrustList;

/// The label of an identity. Further ones have a number after it.
const IDENTITY: &str = "cawg.identity";

/// The header of a signature with its certificates, and the name that some writers give it.
const CHAIN: (i128, &str) = (33, "x5chain");

/// The first list that knows all identities of the active manifest, if there are any.
pub(super) fn known_by<'l>(opened: &mut Opened, trust: &'l [TrustList]) -> Option<&'l TrustList> {
    if trust.is_empty() {
        return None;
    }
    let store = opened.manifest_store()?;
    let signers: Option<Vec<_>> = chains(&store)
        .into_iter()
        .map(|chain| Signer::of_chain(chain?))
        .collect();
    let signers = signers.filter(|signers| !signers.is_empty())?;
    // No time stamp of an identity is verified, so it has to hold today.
    let now = Some(Timestamp::now().as_second());
    trust
        .iter()
        .find(|list| signers.iter().all(|signer| signer.is_known(list, trust, now)))
}

/// The engine's settings for identities that this list knows. Authorities for time stamps vouch for none.
pub(super) fn settings(list: &TrustList, all: &[TrustList]) -> serde_json::Value {
    let parts = [
        ("trust_anchors", list.anchors.clone()),
        ("allowed_list", list.signers.clone()),
        ("trust_config", all.iter().map(|list| list.uses.as_str()).collect()),
    ];
    let given = parts.into_iter().filter(|(_, text)| !text.is_empty());
    given
        .map(|(name, text)| (name.to_owned(), serde_json::Value::from(text)))
        .collect()
}

/// Whether this status is one of an identity.
pub(super) fn is_of_identity(url: Option<&str>) -> bool {
    url.is_some_and(|url| url.contains(IDENTITY))
}

/// The certificates of each identity, as DER. `None` for one without any.
fn chains(store: &[u8]) -> Vec<Option<Vec<Vec<u8>>>> {
    let assertions = active_manifest(store).into_iter().flatten().filter_map(superbox);
    assertions
        .filter(|(label, _)| *label == b"c2pa.assertions")
        .flat_map(|(_, found)| found.take(MAX_BOXES).filter_map(superbox))
        .filter(|(label, _)| label.starts_with(IDENTITY.as_bytes()))
        .map(|(_, mut content)| {
            content
                .find(|(kind, _)| *kind == b"cbor")
                .and_then(|(_, cbor)| chain(cbor))
        })
        .collect()
}

fn chain(identity: &[u8]) -> Option<Vec<Vec<u8>>> {
    let identity: Value = ciborium::from_reader(identity).ok()?;
    let signature = identity
        .as_map()?
        .iter()
        .find(|(key, _)| key.as_text() == Some("signature"));
    let signature: Value = ciborium::from_reader(signature?.1.as_bytes()?.as_slice()).ok()?;
    let parts = match &signature {
        Value::Tag(_, parts) => parts.as_array()?,
        parts => parts.as_array()?,
    };
    let [Value::Bytes(protected), Value::Map(unprotected), ..] = parts.as_slice() else {
        return None;
    };
    let protected: Value = ciborium::from_reader(protected.as_slice()).ok()?;
    let mut headers = protected.as_map()?.iter().chain(unprotected);
    let is_chain = |key: &Value| key.as_text() == Some(CHAIN.1) || key.as_integer().map(i128::from) == Some(CHAIN.0);
    match headers.find(|(key, _)| is_chain(key)).map(|(_, value)| value)? {
        Value::Bytes(one) => Some(vec![one.clone()]),
        Value::Array(all) => all.iter().map(|one| one.as_bytes().cloned()).collect(),
        _ => None,
    }
}
