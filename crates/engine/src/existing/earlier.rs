//! The credentials of a file that is signed nevertheless: they are kept here, and the manifest names them.

use std::path::{Path, PathBuf};

use super::{
    READS, fetched,
    stored::{MAX_STORE, StoredCredentials},
    to_model,
};
use crate::{context::Context, opened::limits_of_reads};
use content_credentials::{EarlierCredentials, EarlierFile};
use decoder::{Decoders, Task};
use model::{EarlierRequest, Event, ExistingCredentials, ExistingFacts, NotValid, SignOrder, Upload};
use store::EarlierStores;

/// What is known of a file's credentials.
#[derive(Clone)]
pub(crate) struct Earlier {
    facts: ExistingFacts,
    instance_id: Option<String>,
    sha256: Option<String>,
    /// The MIME type of the file.
    content_type: Option<String>,
    /// They could not be read. The file is not signed as one without any.
    is_unreadable: bool,
}

/// Reads the credentials of an object that is signed nevertheless, and keeps them on this computer: from its file here, or
/// else from the object, where the server offers downloads. `None` if it has none: then the manifest stays as it is.
pub(crate) async fn keep(context: &Context, order: &SignOrder, request: &EarlierRequest) -> Option<Earlier> {
    let look = request.look.as_ref();
    let content_type = look.map(|look| look.content_type.clone());
    let content_type = content_type.or_else(|| request.content_type.clone());
    let with_facts = |facts, is_unreadable| Earlier {
        facts,
        instance_id: None,
        sha256: request.sha256.clone(),
        content_type: content_type.clone(),
        is_unreadable,
    };
    let known = request.known.clone().map(|facts| with_facts(facts, false));
    if !cfg!(feature = "reader") {
        return known;
    }
    // Credentials of the same bytes that were kept before prove that it has some.
    let known = match known {
        None if is_kept(context, request.sha256.clone()).await => Some(with_facts(ExistingFacts::default(), false)),
        known => known,
    };
    let known_or_unreadable = |reason: &str| {
        tracing::warn!(
            reason,
            "the earlier credentials of a file could not be read, so they are not kept"
        );
        known
            .clone()
            .or_else(|| Some(with_facts(ExistingFacts::default(), true)))
    };
    let is_named = known.as_ref().is_some_and(|known| known.facts.issuer.is_some());
    let (stored, bytes) = match read(context, order, request, is_named).await {
        Ok(read) => read,
        Err(reason) => return known_or_unreadable(&reason),
    };
    let (found, instance_id, sha256, not_kept) = match stored {
        StoredCredentials::Read {
            found,
            instance_id,
            sha256,
            not_kept,
        } => (found, instance_id, sha256, not_kept),
        StoredCredentials::OtherBytes => return known_or_unreadable("it has changed since it was uploaded"),
        StoredCredentials::NotThere(reason) => return known_or_unreadable(&reason),
    };
    let facts = match to_model(found) {
        ExistingCredentials::Found(facts) => facts,
        // Those beside the file are gone, but it had them.
        ExistingCredentials::None if known.as_ref().is_some_and(|known| known.facts.sidecar.is_some()) => return known,
        // Read just now, so more certain than what was known.
        ExistingCredentials::None => return None,
        _ => return known_or_unreadable("they are damaged"),
    };
    // What is kept is found and deleted by the hash on record, or by the one that the manifest names.
    if request.sha256.is_some() || order.copy_of.is_some() {
        keep_store(context, order, &sha256, not_kept.map_or(Ok(bytes), Err)).await;
    }
    Some(Earlier {
        instance_id,
        sha256: Some(sha256),
        ..with_facts(facts, false)
    })
}

/// Keeps a manifest store, or reports why not. A failure does not stop signing: the original still has its credentials.
async fn keep_store(context: &Context, order: &SignOrder, sha256: &str, store: Result<Vec<u8>, String>) {
    let kept = match store {
        Ok(store) if store.is_empty() => Ok(()),
        Ok(store) => write(context, sha256.to_owned(), store).await,
        Err(reason) => Err(reason),
    };
    if let Err(reason) = kept {
        tracing::warn!(reason, "earlier credentials were not kept");
        let (id, name) = (order.id, order.name.clone());
        context.events.send(Event::CredentialsNotKept { id, name, reason });
    }
}

/// Reads the file of an object, or the object if its file is gone or has changed. An object of which is known who issued its
/// credentials (`is_named`) is not downloaded, except for a signed copy: its credentials are to be kept.
async fn read(
    context: &Context,
    order: &SignOrder,
    request: &EarlierRequest,
    is_named: bool,
) -> Result<(StoredCredentials, Vec<u8>), String> {
    let ask = |path: &Path, content_type: &str| {
        let task = Task::Earlier {
            path: path.to_owned(),
            content_type: content_type.to_owned(),
            sha256: request.sha256.clone(),
        };
        ask(context, task, path.to_owned())
    };
    let mut not_here = "its file is not known here".to_owned();
    if let Some(look) = &request.look {
        match ask(&look.path, &look.content_type).await? {
            (StoredCredentials::OtherBytes, _) => not_here = "it has changed since it was uploaded".to_owned(),
            (StoredCredentials::NotThere(reason), _) => not_here = reason,
            read => return Ok(read),
        }
    }
    // A signed copy is nowhere else, and signing it again would lose its credentials.
    let is_enough = is_named && order.copy_of.is_none();
    if is_enough || request.max_bytes == 0 {
        return Err(not_here);
    }
    let (path, _folder) = fetched(context, &order.object, request.max_bytes)
        .await
        .map_err(|why| format!("{not_here}, and {why}"))?;
    // Without a type, the extension tells it.
    let of_look = request.look.as_ref().map(|look| look.content_type.as_str());
    let content_type = of_look.or(request.content_type.as_deref());
    ask(&path, content_type.unwrap_or_default()).await
}

async fn ask(context: &Context, task: Task, path: PathBuf) -> Result<(StoredCredentials, Vec<u8>), String> {
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let reading = tokio::task::spawn_blocking(move || decoders.ask(&task, limits_of_reads(&path, MAX_STORE, READS)));
    let answer = match reading.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(given_up)) => return Err(given_up.to_string()),
        Err(error) => return Err(error.to_string()),
    };
    let stored = serde_json::from_value(answer.facts).map_err(|error| error.to_string())?;
    Ok((stored, answer.bytes))
}

/// Reads the credentials of a file with these bytes once more and keeps them, because that failed when it was signed. Blocks.
///
/// # Errors
/// Why they could not be written. A file that is gone or has none is no error.
pub(crate) fn keep_again(decoders: &Decoders, kept: &EarlierStores, upload: &Upload) -> Result<bool, String> {
    let (Some(sha256), Some(content_type)) = (upload.sha256.clone(), upload.content_type.clone()) else {
        return Ok(false);
    };
    let path = upload.source.path.clone();
    let limits = limits_of_reads(&path, MAX_STORE, READS);
    let task = Task::Earlier {
        path,
        content_type,
        sha256: Some(sha256.clone()),
    };
    let Ok(answer) = decoders.ask(&task, limits) else {
        return Ok(false);
    };
    match serde_json::from_value(answer.facts) {
        Ok(StoredCredentials::Read { .. }) if !answer.bytes.is_empty() => {
            let written = crate::kept::keep(kept, &sha256, &answer.bytes);
            written.map(|()| true).map_err(|error| error.to_string())
        }
        _ => Ok(false),
    }
}

/// Whether the credentials of a file with this content were kept before.
async fn is_kept(context: &Context, sha256: Option<String>) -> bool {
    let Some((kept, sha256)) = context.kept_credentials.clone().zip(sha256) else {
        return false;
    };
    let found = tokio::task::spawn_blocking(move || kept.find(&sha256).is_some());
    found.await.unwrap_or(false)
}

async fn write(context: &Context, sha256: String, store: Vec<u8>) -> Result<(), String> {
    let Some(kept) = context.kept_credentials.clone() else {
        return Ok(());
    };
    match tokio::task::spawn_blocking(move || crate::kept::keep(&kept, &sha256, &store)).await {
        Ok(written) => written.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

impl Earlier {
    /// The manifest for the file, made from one for a file without credentials.
    pub(crate) fn manifest(&self, order: &SignOrder, text: &str, earlier: EarlierCredentials) -> String {
        let uri = order.object.s3_uri();
        let file = EarlierFile {
            title: &order.name,
            format: self.content_type.as_deref().unwrap_or("application/octet-stream"),
            instance_id: self.instance_id.as_deref(),
            sha256: self.sha256.as_deref(),
            uri: uri.as_deref(),
            issuer: self.facts.issuer.as_deref(),
            generator: self.facts.generator.as_deref(),
            elsewhere: self.facts.elsewhere,
            removed: self.facts.removed,
            unreadable: self.is_unreadable,
            invalid: self.facts.invalid.as_ref().map(NotValid::sentence),
        };
        file.manifest(text, earlier)
    }
}
