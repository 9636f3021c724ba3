//! Content Credentials that a file on this machine has already: looked for before signing, which would drop them. A child
//! looks, with limits of its own; nothing is asked of the network, and what takes long is given up.

mod found;

use found::FoundCredentials;
pub use found::find;
#[cfg(feature = "reader")]
pub(super) use found::format_of;

use super::context::Context;
use decoder::{Allowance, Task};
use model::{Event, Existing, ExistingFacts, LookOrder};

/// Files that are looked at, at once.
pub(crate) const AT_ONCE: usize = 2;

/// Seconds for one file. Readers go from part to part of a file and leave out what lies between.
const SECONDS: u32 = 10;

/// Bytes of memory for a small file.
const MEMORY: u64 = 192 << 20;

/// So many times its own size a file takes beside that: readers of most formats hold it in memory, some more than once.
const TIMES_ITS_SIZE: u64 = 3;

/// The most bytes of memory for one file.
const MOST_MEMORY: u64 = 1 << 30;

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

/// Looks at one file. Not more than [`AT_ONCE`] looks go on at once.
pub(crate) async fn look_at(context: &Context, order: LookOrder) -> Existing {
    if !cfg!(feature = "reader") {
        return Existing::Unknown("This build does not look at files.".to_owned());
    }
    let _place = context.inspection_permits.acquire().await;
    let decoders = context.decoders.clone();
    let looking = tokio::task::spawn_blocking(move || {
        let size = order.size;
        let task = Task::Credentials {
            path: order.path,
            content_type: order.content_type,
        };
        let memory = MEMORY.saturating_add(size.saturating_mul(TIMES_ITS_SIZE));
        let allowance = Allowance {
            memory: memory.min(MOST_MEMORY),
            seconds: SECONDS,
            answer: 0,
        };
        decoders.ask(&task, allowance)
    });
    match looking.await {
        Ok(Ok(answer)) => serde_json::from_value(answer.facts).map_or_else(|_| broken(), said),
        Ok(Err(given_up)) => {
            tracing::debug!(%given_up, "a file could not be looked at for credentials");
            Existing::Unknown(given_up.to_string())
        }
        Err(_) => broken(),
    }
}

fn broken() -> Existing {
    Existing::Unknown(decoder::GivenUp::Broke.to_string())
}

/// What a child has found, in the model's words.
fn said(found: FoundCredentials) -> Existing {
    match found {
        FoundCredentials::Nothing => Existing::None,
        FoundCredentials::Credentials { issuer, generator } => Existing::Found(ExistingFacts {
            issuer,
            generator,
            elsewhere: false,
        }),
        FoundCredentials::Elsewhere => Existing::Found(ExistingFacts {
            elsewhere: true,
            ..ExistingFacts::default()
        }),
        FoundCredentials::Unknown(reason) => Existing::Unknown(reason),
    }
}
