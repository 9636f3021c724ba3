//! Looks for Content Credentials that a local file already has, because a signed copy does not contain them. A child process
//! does this, with limits on time and memory and without the network. `earlier` keeps those of a file that is signed
//! nevertheless.

pub(crate) mod earlier;
mod found;
mod stored;

use found::FoundCredentials;
pub use found::find;
#[cfg(feature = "reader")]
pub(super) use found::{format_of, named_elsewhere};
pub use stored::read_earlier;

use std::path::PathBuf;

use super::{
    clock::now,
    context::Context,
    local_verification::{fetch, private_temporary_folder},
    opened::limits_before_signing,
};
use content_credentials::CHANGED_AFTER_SIGNING;
use decoder::Task;
use model::{
    Event, ExistingCredentials, ExistingFacts, InspectionRequest, MAX_SIGNED_BYTES, NotValid, ObjectRef, ReadFault,
    UploadId,
};
use store::Change;
use tempfile::TempDir;

/// How many files are inspected at once.
pub(crate) const MAX_INSPECTIONS: usize = 2;

/// How many times a file is read: its hash, and what its credentials say of its content.
const READS: u64 = 2;

/// Inspects these files one by one and reports each result.
pub(crate) async fn inspect_all(context: &Context, orders: Vec<InspectionRequest>) {
    for order in orders {
        let id = order.id;
        let existing = tokio::select! {
            () = context.quit.cancelled() => return,
            existing = inspect(context, order) => existing,
        };
        remember(context, id, &existing).await;
        context.events.send(Event::Inspected { id, existing });
    }
}

/// Records credentials beside the file: the next run, or a signature, may not find them there anymore. The row shows them in any
/// case.
async fn remember(context: &Context, id: UploadId, existing: &ExistingCredentials) {
    let ExistingCredentials::Found(facts) = existing else {
        return;
    };
    if !id.is_recorded() {
        return;
    }
    let (facts, now) = (facts.clone(), now());
    let change = Change::CredentialsFound { id, facts, now };
    if let Err(failure) = context.store_writer.record(change).await {
        tracing::warn!("credentials beside a file could not be recorded: {}", failure.message);
    }
}

/// Like [`inspect_object`], and also knows what was beside the file earlier.
pub(crate) async fn inspect_to_sign(
    context: &Context,
    order: InspectionRequest,
    object: &ObjectRef,
) -> ExistingCredentials {
    let id = order.id;
    let found = inspect_object(context, order, object).await;
    if found != ExistingCredentials::None || !id.is_recorded() {
        remember(context, id, &found).await;
        return found;
    }
    match context
        .store_writer
        .run(move |store| store.credentials_beside(id))
        .await
    {
        Ok(Some(facts)) => ExistingCredentials::Found(facts),
        Ok(None) => found,
        Err(failure) => ExistingCredentials::Unknown(failure.message),
    }
}

/// Inspects one file. At most [`MAX_INSPECTIONS`] inspections run at once.
pub(crate) async fn inspect(context: &Context, order: InspectionRequest) -> ExistingCredentials {
    to_model(look(context, order).await)
}

/// Finds out what an object has. Its file on this computer tells it if that has the same bytes; otherwise the object does,
/// where the server offers downloads.
async fn inspect_object(context: &Context, order: InspectionRequest, object: &ObjectRef) -> ExistingCredentials {
    let found = look(context, order.clone()).await;
    let Some(not_here) = why_not_here(&found) else {
        return to_model(found);
    };
    match fetched(context, object, order.size).await {
        Ok((path, _folder)) => match look(context, InspectionRequest { path, ..order }).await {
            FoundCredentials::OtherBytes => unknown(&not_here.and(ReadFault::OtherCopy)),
            found => to_model(found),
        },
        Err(why) => unknown(&not_here.and(ReadFault::Words(why))),
    }
}

/// Downloads an object of at most this many bytes into a folder of its own, to read it.
async fn fetched(context: &Context, object: &ObjectRef, max_bytes: u64) -> Result<(PathBuf, TempDir), String> {
    let folder = private_temporary_folder().map_err(|error| ReadFault::CopyNotMade(error.to_string()).to_string())?;
    let path = fetch(context, object, folder.path(), max_bytes.min(MAX_SIGNED_BYTES)).await?;
    Ok((path, folder))
}

/// Why a file says nothing about its object, if that is so.
fn why_not_here(found: &FoundCredentials) -> Option<ReadFault> {
    match found {
        FoundCredentials::OtherBytes => Some(ReadFault::ChangedSinceUpload),
        FoundCredentials::NotThere(why) => Some(ReadFault::Words(why.trim_end_matches('.').to_owned())),
        _ => None,
    }
}

fn unknown(why: &ReadFault) -> ExistingCredentials {
    ExistingCredentials::Unknown(super::sentence(&why.to_string()))
}

async fn look(context: &Context, order: InspectionRequest) -> FoundCredentials {
    if !cfg!(feature = "reader") {
        return FoundCredentials::Unknown(super::sentence(&ReadFault::NoInspection.to_string()));
    }
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let looking = tokio::task::spawn_blocking(move || {
        let limits = limits_before_signing(&order.path, READS);
        let task = Task::Credentials {
            path: order.path,
            content_type: order.content_type,
            sha256: order.sha256,
        };
        decoders.ask(&task, limits)
    });
    match looking.await {
        Ok(Ok(answer)) => serde_json::from_value(answer.facts).unwrap_or_else(|_| broken()),
        Ok(Err(given_up)) => {
            tracing::debug!(%given_up, "a file could not be inspected for credentials");
            FoundCredentials::Unknown(given_up.to_string())
        }
        Err(_) => broken(),
    }
}

fn broken() -> FoundCredentials {
    FoundCredentials::Unknown(decoder::DecodingFailure::DecoderFailed.to_string())
}

/// Converts a child's answer for the model.
fn to_model(found: FoundCredentials) -> ExistingCredentials {
    if let Some(not_here) = why_not_here(&found) {
        return unknown(&not_here);
    }
    match found {
        FoundCredentials::Nothing => ExistingCredentials::None,
        FoundCredentials::Credentials {
            issuer,
            generator,
            sidecar,
            invalid,
        } => ExistingCredentials::Found(ExistingFacts {
            issuer,
            generator,
            sidecar,
            elsewhere: false,
            removed: false,
            invalid: invalid.map(|why| match why == CHANGED_AFTER_SIGNING {
                true => NotValid::Changed,
                false => NotValid::Because(why),
            }),
        }),
        FoundCredentials::Elsewhere => ExistingCredentials::Found(ExistingFacts {
            elsewhere: true,
            ..ExistingFacts::default()
        }),
        FoundCredentials::Removed => ExistingCredentials::Found(ExistingFacts {
            removed: true,
            ..ExistingFacts::default()
        }),
        FoundCredentials::Unknown(reason) => ExistingCredentials::Unknown(reason),
        FoundCredentials::OtherBytes | FoundCredentials::NotThere(_) => ExistingCredentials::Unknown(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use decoder::DecodingFailure;

    #[test]
    fn why_a_file_was_given_up_is_read_back_by_the_window() {
        for given_up in [
            DecodingFailure::TooLong { seconds: 10 },
            DecodingFailure::TooMuchMemory { megabytes: 200 },
            DecodingFailure::TooDeep,
            DecodingFailure::Killed { signal: 11 },
            DecodingFailure::Killed { signal: 9 },
            DecodingFailure::Killed { signal: 15 },
            DecodingFailure::DecoderFailed,
            DecodingFailure::NotStarted("words".to_owned()),
            DecodingFailure::Ending,
        ] {
            let words = given_up.to_string();
            assert!(ReadFault::read(&words).is_some(), "{words}");
        }
    }

    #[test]
    fn a_file_that_is_gone_and_a_copy_that_differs_are_one_sentence() {
        let gone = FoundCredentials::NotThere(ReadFault::NoLongerHere.to_string());
        let why = why_not_here(&gone).unwrap().and(ReadFault::OtherCopy);
        assert_eq!(
            unknown(&why),
            ExistingCredentials::Unknown(
                "The file is no longer here, and the server's copy is not what was uploaded.".to_owned()
            )
        );
    }
}
