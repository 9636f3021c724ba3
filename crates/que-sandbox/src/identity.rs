//! CAWG identities: signed for real, with the sandbox's second certificate. No timestamp authority is asked.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use c2pa::crypto::raw_signature::signer_from_cert_chain_and_private_key;
use c2pa::identity::builder::{IdentityAssertionBuilder, IdentityAssertionSigner};
use c2pa::identity::x509::X509CredentialHolder;
use c2pa::{BoxedSigner, Context, Reader, SigningAlg};
use serde::{Deserialize, Serialize};

use super::problem::ApiProblem;
use que_sdk::wire::{CawgAlgorithm, SignCawg};

const IDENTITY: &str = "cawg.identity";

/// An identity to add, for a child process.
#[derive(Serialize, Deserialize)]
pub(super) struct IdentityOrder {
    pub(super) chain: String,
    pub(super) key: String,
    /// The labels of the assertions that it vouches for.
    pub(super) references: Vec<String>,
}

/// The labels of a request, after checking the rest of it.
///
/// # Errors
/// 422 if the algorithm, or Que's default for it, doesn't fit the certificate; 400 for an unknown timestamper.
pub(super) fn references(cawg: SignCawg) -> Result<Vec<String>, ApiProblem> {
    let algorithm = cawg.signing_alg.unwrap_or(CawgAlgorithm::Ed25519);
    if algorithm != CawgAlgorithm::Es256 {
        let words = format!("cawg: signing_alg {algorithm:?} does not fit the main signer, whose algorithm is ES256");
        return Err(ApiProblem::engine_c2pa(words));
    }
    if let Some(timestamper) = cawg.timestamper
        && timestamper != "digicert"
        && !timestamper.starts_with("custom:http")
    {
        let words = "cawg: timestamper must be digicert or custom:<url>";
        return Err(ApiProblem::bad_request(words));
    }
    Ok(if cawg.referenced_assertions.is_empty() {
        vec!["c2pa.actions".to_owned()]
    } else {
        cawg.referenced_assertions
    })
}

/// A signer that also signs an identity.
pub(super) fn signer(chain: &str, key: &str, order: &IdentityOrder) -> c2pa::Result<BoxedSigner> {
    let raw = |chain: &str, key: &str| {
        signer_from_cert_chain_and_private_key(chain.as_bytes(), key.as_bytes(), SigningAlg::Es256, None)
    };
    let mut signer = IdentityAssertionSigner::new(raw(chain, key)?);
    let holder = X509CredentialHolder::from_raw_signer(raw(&order.chain, &order.key)?);
    let mut identity = IdentityAssertionBuilder::for_credential_holder(holder);
    let references: Vec<_> = order.references.iter().map(String::as_str).collect();
    identity.add_referenced_assertions(&references);
    signer.add_identity_assertion(identity);
    Ok(Box::new(signer))
}

/// Checks that a signed copy's identity vouches for every requested assertion: the engine ignores labels that it doesn't find.
pub(super) fn check(context: &Arc<Context>, order: &IdentityOrder, format: &str, copy: &Path) -> Result<(), String> {
    let file = File::open(copy).map_err(|error| error.to_string())?;
    let reader = Reader::from_shared_context(context)
        .with_stream(format, file)
        .map_err(|error| error.to_string())?;
    let manifest = reader.active_manifest().ok_or("the signed copy has no manifest")?;
    let identity = manifest
        .assertions()
        .iter()
        .find(|assertion| assertion.label() == IDENTITY)
        .ok_or("the signed copy has no identity")?;
    let data = identity.value().map_err(|error| error.to_string())?;
    // The engine reads it as a summary or as it is.
    let listed = [
        &data["referenced_assertions"],
        &data["signer_payload"]["referenced_assertions"],
    ];
    let found: Vec<_> = listed
        .into_iter()
        .filter_map(|list| list.as_array())
        .flatten()
        .filter_map(|reference| reference.as_str().or_else(|| reference["url"].as_str()))
        .map(|url| url.rsplit('/').next().unwrap_or(url))
        .collect();
    match order.references.iter().find(|label| !found.contains(&label.as_str())) {
        Some(label) => Err(format!(
            "cawg: referenced assertion {label:?} is not in the manifest; labels must match exactly"
        )),
        None => Ok(()),
    }
}
