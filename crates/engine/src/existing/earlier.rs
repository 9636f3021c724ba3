//! The credentials of a file that is signed nevertheless: they are kept here, and the manifest names them.

use super::{
    memory_for,
    stored::{MAX_STORE, StoredCredentials},
    to_model,
};
use crate::context::Context;
use content_credentials::{EarlierCredentials, EarlierFile};
use decoder::{Task, TaskLimits};
use model::{EarlierRequest, ExistingCredentials, ExistingFacts, InspectionRequest, SignOrder};

/// The time limit for a small file in seconds.
const SECONDS: u64 = 20;

/// How many bytes per second a slow machine with a slow drive hashes and reads.
const BYTES_PER_SECOND: u64 = 16 << 20;

/// What is known of a file's credentials.
#[derive(Clone)]
pub(crate) struct Earlier {
    facts: ExistingFacts,
    instance_id: Option<String>,
    sha256: Option<String>,
    /// They could not be read. The file is not signed as one without any.
    is_unreadable: bool,
}

/// Reads the credentials of a file, and keeps them on this computer. `None` if it has none, or if it is not there and
/// nothing is known of them: then the manifest stays as it is.
pub(crate) async fn keep(context: &Context, request: &EarlierRequest) -> Option<Earlier> {
    let with_facts = |facts, is_unreadable| Earlier {
        facts,
        instance_id: None,
        sha256: request.sha256.clone(),
        is_unreadable,
    };
    let known = request.known.clone().map(|facts| with_facts(facts, false));
    // Credentials of the same bytes that were kept before prove that it has some.
    let known = match known {
        None if is_kept(context, request.sha256.clone()).await => Some(with_facts(ExistingFacts::default(), false)),
        known => known,
    };
    let unreadable = || {
        known
            .clone()
            .or_else(|| Some(with_facts(ExistingFacts::default(), true)))
    };
    let Some(look) = request.look.clone() else {
        return known;
    };
    let (stored, bytes) = match read(context, look, request.sha256.clone()).await {
        Ok(read) => read,
        Err(reason) => {
            tracing::warn!(reason, "earlier credentials could not be read, so they are not kept");
            return unreadable();
        }
    };
    match stored {
        StoredCredentials::Read {
            found,
            instance_id,
            sha256,
            not_kept,
        } => {
            if let Some(reason) = not_kept {
                tracing::warn!(reason, "earlier credentials were not kept");
            }
            let facts = match to_model(found) {
                ExistingCredentials::Found(facts) => facts,
                // Read just now, so more certain than what was known.
                ExistingCredentials::None => return None,
                _ => return unreadable(),
            };
            if !bytes.is_empty() {
                write(context, sha256.clone(), bytes).await;
            }
            Some(Earlier {
                facts,
                instance_id,
                sha256: Some(sha256),
                is_unreadable: false,
            })
        }
        StoredCredentials::OtherBytes => without_file("it has changed since it was uploaded", known),
        StoredCredentials::NotThere(reason) => without_file(&reason, known),
    }
}

async fn read(
    context: &Context,
    look: InspectionRequest,
    sha256: Option<String>,
) -> Result<(StoredCredentials, Vec<u8>), String> {
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let reading = tokio::task::spawn_blocking(move || {
        let seconds = SECONDS + look.size / BYTES_PER_SECOND;
        let allowance = TaskLimits {
            memory: memory_for(look.size),
            seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            answer: MAX_STORE,
        };
        let task = Task::Earlier {
            path: look.path,
            content_type: look.content_type,
            sha256,
        };
        decoders.ask(&task, allowance)
    });
    let answer = match reading.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(given_up)) => return Err(given_up.to_string()),
        Err(error) => return Err(error.to_string()),
    };
    let stored = serde_json::from_value(answer.facts).map_err(|error| error.to_string())?;
    Ok((stored, answer.bytes))
}

/// What is known anyway of a file that is not there any more.
fn without_file(reason: &str, known: Option<Earlier>) -> Option<Earlier> {
    tracing::warn!(reason, "the earlier credentials of a file are not kept");
    known
}

/// Whether the credentials of a file with this content were kept before.
async fn is_kept(context: &Context, sha256: Option<String>) -> bool {
    let Some((kept, sha256)) = context.kept_credentials.clone().zip(sha256) else {
        return false;
    };
    let found = tokio::task::spawn_blocking(move || kept.find(&sha256).is_some());
    found.await.unwrap_or(false)
}

/// A failure does not stop signing: the original still has its credentials.
async fn write(context: &Context, sha256: String, store: Vec<u8>) {
    let Some(kept) = context.kept_credentials.clone() else {
        return;
    };
    let written = tokio::task::spawn_blocking(move || kept.keep(&sha256, &store)).await;
    match written {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "earlier credentials could not be kept"),
        Err(error) => tracing::warn!(%error, "earlier credentials could not be kept"),
    }
}

impl Earlier {
    /// The manifest for the file, made from one for a file without credentials.
    pub(crate) fn manifest(&self, order: &SignOrder, text: &str, earlier: EarlierCredentials) -> String {
        let uri = order.object.s3_uri();
        let look = order.earlier.as_ref().and_then(|request| request.look.as_ref());
        let file = EarlierFile {
            title: &order.name,
            format: look.map_or("application/octet-stream", |look| look.content_type.as_str()),
            instance_id: self.instance_id.as_deref(),
            sha256: self.sha256.as_deref(),
            uri: uri.as_deref(),
            issuer: self.facts.issuer.as_deref(),
            generator: self.facts.generator.as_deref(),
            elsewhere: self.facts.elsewhere,
            unreadable: self.is_unreadable,
        };
        file.manifest(text, earlier)
    }
}
