//! Content Credentials that a file on this machine has already: looked for before signing, which would drop them. Nothing
//! is asked of the network, and what takes long is given up.

use std::time::Duration;

use super::route::Context;
use crate::model::{Event, Existing, LookOrder};

/// How long a look at one file may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pictures above this size are not looked at: readers of most formats hold the whole file in memory.
const MOST_BYTES: u64 = 256 << 20;

/// Looks at these files, one after the other, and tells what was found of each.
pub(crate) async fn look(context: &Context, orders: Vec<LookOrder>) {
    for order in orders {
        let id = order.id;
        let existing = tokio::select! {
            () = context.quit.cancelled() => return,
            existing = look_at(context, order) => existing,
        };
        context.announcer.tell(Event::Looked { id, existing });
    }
}

/// Looks at one file. Not more than two looks go on at once.
pub(crate) async fn look_at(context: &Context, order: LookOrder) -> Existing {
    if order.size > MOST_BYTES && !order.content_type.starts_with("video/") {
        return Existing::Unknown("It is too large to be looked at here.".to_owned());
    }
    let _place = context.looks.acquire().await;
    let looking = tokio::task::spawn_blocking(move || read(&order));
    match tokio::time::timeout(PATIENCE, looking).await {
        Ok(Ok(existing)) => existing,
        // A reader that breaks on a file says nothing about its credentials.
        Ok(Err(_)) => Existing::Unknown("It cannot be read as what it says it is.".to_owned()),
        Err(_) => Existing::Unknown("Looking at it took too long.".to_owned()),
    }
}

#[cfg(feature = "reader")]
fn read(order: &LookOrder) -> Existing {
    use c2pa::{Context, Error, Reader};

    use crate::model::ExistingFacts;

    let file = match std::fs::File::open(&order.path) {
        Ok(file) => file,
        Err(error) => return Existing::Unknown(format!("The file cannot be read: {error}.")),
    };
    // What is wanted is whether there are any and whose; whether they hold is for the server to say.
    let settings = serde_json::json!({
        "core": { "allowed_network_hosts": [] },
        "verify": { "verify_after_reading": false, "ocsp_fetch": false, "remote_manifest_fetch": false },
    });
    let reader = Context::new()
        .with_settings(settings)
        .and_then(|context| Reader::from_context(context).with_stream(&order.content_type, file));
    match reader {
        Ok(reader) => {
            let manifest = reader.active_manifest();
            let signature = manifest.and_then(c2pa::Manifest::signature_info);
            let generator = manifest
                .and_then(|manifest| manifest.claim_generator_info.as_ref()?.first())
                .map(|generator| generator.name.clone());
            Existing::Found(ExistingFacts {
                issuer: signature
                    .and_then(|signature| signature.issuer.clone().or_else(|| signature.common_name.clone())),
                generator,
            })
        }
        Err(Error::JumbfNotFound | Error::ProvenanceMissing) => Existing::None,
        // They stand elsewhere, and the file says where.
        Err(Error::RemoteManifestUrl(_) | Error::RemoteManifestFetch(_)) => Existing::Found(ExistingFacts::default()),
        Err(Error::UnsupportedType) => Existing::Unknown("Files of this type cannot be looked at here.".to_owned()),
        Err(error) => {
            tracing::debug!(%error, "a file could not be looked at for credentials");
            Existing::Unknown("It cannot be read as what it says it is.".to_owned())
        }
    }
}

#[cfg(not(feature = "reader"))]
fn read(_: &LookOrder) -> Existing {
    Existing::Unknown("This build does not look at files.".to_owned())
}
