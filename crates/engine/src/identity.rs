//! The identity (CAWG) that a signature gets on request.

use super::context::Context;
use model::{Event, Failure};
use que_sdk::wire::{CawgAlgorithm, CawgSigner, SignCawg};

/// The timestamp authority that the API names first. Without a verified time, an identity ends with its certificate.
const TIMESTAMPER: &str = "digicert";

/// Reports the algorithm of this server's signer, if a signature on record names it.
pub(crate) async fn report_algorithm(context: &Context) {
    let found = context.store_writer.run(|store| store.signer_algorithm()).await;
    match found {
        Ok(algorithm) => context.events.send(Event::SignerAlgorithm(algorithm)),
        Err(failure) => tracing::warn!("the signer's algorithm could not be read: {}", failure.message),
    }
}

/// What to ask the server for: an identity over this manifest's own assertions, with its signer's algorithm. An unknown algorithm is
/// left out, so the server uses its default.
pub(crate) async fn request(context: &Context, manifest_json: &str) -> Result<SignCawg, Failure> {
    let named = context.store_writer.run(|store| store.signer_algorithm()).await?;
    Ok(SignCawg {
        signer: CawgSigner::UseMainSigner,
        signing_alg: named.as_deref().and_then(CawgAlgorithm::of_evidence),
        referenced_assertions: content_credentials::identity_references(manifest_json),
        timestamper: Some(TIMESTAMPER.to_owned()),
    })
}

/// A refusal of a request with an identity, with a way out: the identity may be the reason, above all the default algorithm.
pub(crate) fn hint(cawg: &SignCawg, failure: Failure) -> Failure {
    let is_refusal = matches!(failure.status, Some(400 | 422));
    if !is_refusal {
        return failure;
    }
    let hint = if cawg.signing_alg.is_none() {
        "This server's signing algorithm isn't known yet. Sign one file without an identity first, then sign this one again."
    } else {
        "If the server can't add a verified identity, sign without one."
    };
    Failure {
        hint: format!("{} {hint}", failure.hint).trim().to_owned(),
        ..failure
    }
}
