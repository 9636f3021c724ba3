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

use super::context::Context;
use decoder::{Task, TaskLimits};
use model::{Event, ExistingCredentials, ExistingFacts, InspectionRequest};

/// How many files are inspected at once.
pub(crate) const MAX_INSPECTIONS: usize = 2;

/// The time limit for one file in seconds. Readers skip most of a file.
const SECONDS: u32 = 10;

/// The memory limit for a small file in bytes.
const MEMORY: u64 = 192 << 20;

/// The memory limit grows by this multiple of the file's size: most readers hold the file in memory, some more than once.
const SIZE_FACTOR: u64 = 3;

/// The highest memory limit for one file in bytes.
const MAX_MEMORY: u64 = 1 << 30;

/// Inspects these files one by one and reports each result.
pub(crate) async fn inspect_all(context: &Context, orders: Vec<InspectionRequest>) {
    for order in orders {
        let id = order.id;
        let existing = tokio::select! {
            () = context.quit.cancelled() => return,
            existing = inspect(context, order) => existing,
        };
        context.events.send(Event::Inspected { id, existing });
    }
}

/// Inspects one file. At most [`MAX_INSPECTIONS`] inspections run at once.
pub(crate) async fn inspect(context: &Context, order: InspectionRequest) -> ExistingCredentials {
    if !cfg!(feature = "reader") {
        return ExistingCredentials::Unknown("This build cannot inspect files.".to_owned());
    }
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let looking = tokio::task::spawn_blocking(move || {
        let memory = memory_for(order.size);
        let task = Task::Credentials {
            path: order.path,
            content_type: order.content_type,
        };
        let allowance = TaskLimits {
            memory,
            seconds: SECONDS,
            answer: 0,
        };
        decoders.ask(&task, allowance)
    });
    match looking.await {
        Ok(Ok(answer)) => serde_json::from_value(answer.facts).map_or_else(|_| broken(), to_model),
        Ok(Err(given_up)) => {
            tracing::debug!(%given_up, "a file could not be inspected for credentials");
            ExistingCredentials::Unknown(given_up.to_string())
        }
        Err(_) => broken(),
    }
}

/// The memory limit for a file of this size.
fn memory_for(size: u64) -> u64 {
    MEMORY.saturating_add(size.saturating_mul(SIZE_FACTOR)).min(MAX_MEMORY)
}

fn broken() -> ExistingCredentials {
    ExistingCredentials::Unknown(decoder::DecodingFailure::DecoderFailed.to_string())
}

/// Converts a child's answer for the model.
fn to_model(found: FoundCredentials) -> ExistingCredentials {
    match found {
        FoundCredentials::Nothing => ExistingCredentials::None,
        FoundCredentials::Credentials { issuer, generator } => ExistingCredentials::Found(ExistingFacts {
            issuer,
            generator,
            elsewhere: false,
        }),
        FoundCredentials::Elsewhere => ExistingCredentials::Found(ExistingFacts {
            elsewhere: true,
            ..ExistingFacts::default()
        }),
        FoundCredentials::Unknown(reason) => ExistingCredentials::Unknown(reason),
    }
}
