//! The identity (CAWG) that a signature gets on request. The server signs it with its own certificate, but wants to be told the
//! algorithm of that certificate, and its default fits hardly any server. Its signatures name the algorithm, so an unknown one
//! is learned: from the refusal, or from a signature without an identity.

use std::{collections::HashMap, sync::Arc};

use super::context::Context;
use model::{Cause, Event, Failure, IdentityWay, UploadId};
use que_sdk::wire::{CawgAlgorithm, CawgSigner, SignCawg, SignRequest, SignResponse};
use tokio::sync::Mutex;

/// The timestamp authority that the API names first. Without a verified time, an identity ends with its certificate.
const TIMESTAMPER: &str = "digicert";

/// The algorithms that servers accepted in this session, by server. While it is locked, one task finds out for all.
pub(crate) type LearnedAlgorithms = Arc<Mutex<HashMap<String, CawgAlgorithm>>>;

/// Reports the algorithm of this server's signer, if a signature on record names it.
pub(crate) async fn report_algorithm(context: &Context) {
    let found = context.store_writer.run(|store| store.signer_algorithm()).await;
    match found {
        Ok(algorithm) => context.events.send(Event::SignerAlgorithm(algorithm)),
        Err(failure) => tracing::warn!("the signer's algorithm could not be read: {}", failure.message),
    }
}

/// An identity to ask a server for.
#[derive(Debug, Clone)]
pub(crate) struct IdentityRequest {
    pub(crate) cawg: SignCawg,
    server: String,
}

/// What to ask the server for: an identity over this manifest's own assertions, with its signer's algorithm. An unknown algorithm is
/// left out, so the server uses its default.
pub(crate) async fn request(context: &Context, manifest_json: &str) -> Result<IdentityRequest, Failure> {
    let find = |store: &mut store::Store| Ok((store.server().to_owned(), store.signer_algorithm()?));
    let (server, named) = context.store_writer.run(find).await?;
    // What a server accepted in this session is newer than what is on record.
    let learned = context.learned_algorithms.lock().await.get(&server).copied();
    let named = named.as_deref().and_then(CawgAlgorithm::of_evidence);
    Ok(IdentityRequest {
        cawg: SignCawg {
            signer: CawgSigner::UseMainSigner,
            signing_alg: learned.or(named),
            referenced_assertions: content_credentials::identity_references(manifest_json),
            timestamper: Some(TIMESTAMPER.to_owned()),
        },
        server,
    })
}

/// Why a call to sign gave nothing.
type Refusal = (Failure, Option<que_sdk::Error>);

/// Whether this refusal may be about the identity: the server understood the request and declined it.
fn is_refusal(failure: &Failure) -> bool {
    matches!(failure.status, Some(400 | 422))
}

/// Signs with an identity. If the server refuses, the algorithm may be the reason: it is learned, and the call repeated with it.
///
/// # Errors
/// The last refusal, with a way out if the identity can be the reason.
pub(crate) async fn sign<Call>(
    context: &Context,
    id: UploadId,
    (wish, request): (IdentityRequest, SignRequest),
    call: impl Fn(SignRequest) -> Call,
) -> Result<SignResponse, Refusal>
where
    Call: Future<Output = Result<SignResponse, Refusal>>,
{
    let with = |signing_alg: Option<CawgAlgorithm>| {
        let cawg = SignCawg {
            signing_alg,
            ..wish.cawg.clone()
        };
        call(SignRequest {
            cawg: Some(cawg),
            ..request.clone()
        })
    };
    let used = wish.cawg.signing_alg;
    let refused = match with(used).await {
        Err((failure, error)) if is_refusal(&failure) => (failure, error),
        other => return other,
    };
    // Others wait here for what the first one learns.
    let mut learned = context.learned_algorithms.lock().await;
    match learned.get(&wish.server).copied() {
        Some(known) if Some(known) == used => return Err(explained(refused)),
        Some(known) => {
            drop(learned);
            return with(Some(known)).await.map_err(explained);
        }
        None => {}
    }
    let guess = named_in(&refused.0.message, used.unwrap_or(CawgAlgorithm::Ed25519));
    if let Some(guess) = guess {
        match with(Some(guess)).await {
            Ok(answer) => {
                learned.insert(wish.server, guess);
                return Ok(answer);
            }
            Err((failure, _)) if is_refusal(&failure) => {}
            Err(other) => return Err(other),
        }
    }
    tracing::info!(
        upload = id.number(),
        "signed once without an identity, to learn the server's algorithm"
    );
    // A refusal of this one has nothing to do with the identity, so it is the one to report.
    let answer = call(SignRequest {
        cawg: None,
        ..request.clone()
    })
    .await?;
    let evidence = answer.evidence.map(|evidence| evidence.to_string()).unwrap_or_default();
    let named = content_credentials::signer_algorithm(&evidence);
    let Some(algorithm) = named.as_deref().and_then(CawgAlgorithm::of_evidence) else {
        return Err(without_algorithm(refused, named.as_deref()));
    };
    learned.insert(wish.server, algorithm);
    drop(learned);
    if Some(algorithm) == used || Some(algorithm) == guess {
        return Err(explained(refused));
    }
    with(Some(algorithm)).await.map_err(explained)
}

/// The algorithm that a refusal names, other than the one that was refused. `None` if it names none or several.
fn named_in(words: &str, refused: CawgAlgorithm) -> Option<CawgAlgorithm> {
    let words = words.split(|character: char| !character.is_ascii_alphanumeric());
    let mut named = words
        .filter_map(CawgAlgorithm::of_evidence)
        .filter(|named| *named != refused);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// A refusal of a request with an identity, with a way out.
fn explained((failure, error): Refusal) -> Refusal {
    if !is_refusal(&failure) {
        return (failure, error);
    }
    with_way((failure, error), IdentityWay::SignWithout)
}

/// A refusal by a server that signs without an identity, but doesn't say how.
fn without_algorithm(refused: Refusal, named: Option<&str>) -> Refusal {
    let way = named.map_or(IdentityWay::UnknownAlgorithm, |named| {
        IdentityWay::OtherAlgorithm(named.to_owned())
    });
    with_way(refused, way)
}

fn with_way((failure, error): Refusal, way: IdentityWay) -> Refusal {
    (failure.within(|why| Cause::Identity { why, way }), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_algorithm_only_if_it_names_exactly_one_other() {
        let named = |words| named_in(words, CawgAlgorithm::Ed25519);
        assert_eq!(
            named("cawg: signing_alg Ed25519 does not fit the main signer, whose algorithm is ES256"),
            Some(CawgAlgorithm::Es256)
        );
        assert_eq!(named("key is PS256, not ed25519 (PS256)"), Some(CawgAlgorithm::Ps256));
        for words in ["", "Ed25519 is not supported", "use es256, es384 or ps256", "es2567"] {
            assert_eq!(named(words), None, "{words}");
        }
    }
}
