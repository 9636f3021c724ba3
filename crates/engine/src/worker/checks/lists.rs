//! The trust lists of checks. They are read once, and again when somebody changed them or may have.

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::Checks;
use crate::{
    check::Checker,
    session::origin_of,
    trust::{ListServer, UsableList, add_list, remove_list, update_list, usable},
};
use model::{CheckEvent, ListCause, ListFailure, ListSummary, ListTrouble, Profile};
use que_sdk::Que;
use trust_lists::{Addresses, KeptList, ListName, StoredList, TrustList, kept_lists};

/// The lists in use. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct SharedLists {
    loaded: Arc<Mutex<Option<Loaded>>>,
}

#[derive(Clone)]
struct Loaded {
    trust: Arc<[TrustList]>,
    summaries: Vec<ListSummary>,
}

impl SharedLists {
    /// A checker by the lists in use. Only the first time, it reads them.
    pub(super) async fn checker(&self, checks: &Checks) -> Checker {
        let mut loaded = self.loaded.lock().await;
        let trust = match &*loaded {
            Some(loaded) => Arc::clone(&loaded.trust),
            None => Arc::clone(&loaded.insert(read(checks).await).trust),
        };
        Checker::new(checks.context.decoders.clone(), trust)
    }

    /// Reads them again.
    async fn again(&self, checks: &Checks) -> Vec<ListSummary> {
        let mut loaded = self.loaded.lock().await;
        loaded.insert(read(checks).await).summaries.clone()
    }
}

/// What to fetch lists with.
pub(super) struct Server {
    /// The Que server, if there is a key.
    pub(super) que: Option<Que>,
    pub(super) addresses: Addresses,
    pub(super) profile: Profile,
}

/// Reads the lists on this computer.
pub(super) async fn load(checks: Checks) {
    let lists = checks.lists.again(&checks).await;
    checks.send(CheckEvent::Lists(lists));
}

/// Adds a user's own list.
pub(super) async fn add(checks: Checks, name: String, path: PathBuf) {
    let added = change(&checks, move |folder| add_list(&folder, &name, &path).map(|_| ())).await;
    changed(checks, added).await;
}

/// Removes the copy of a list.
pub(super) async fn remove(checks: Checks, id: String) {
    let removed = change(&checks, move |folder| {
        match kept_lists(&folder)
            .iter()
            .find(|kept| kept.is_here() && kept.id() == id)
        {
            Some(kept) => remove_list(&folder, kept),
            // Another program was faster.
            None => Ok(()),
        }
    });
    let removed = removed.await;
    changed(checks, removed).await;
}

async fn changed(checks: Checks, changed: Result<(), ListFailure>) {
    load(checks.clone()).await;
    if let Err(failure) = changed {
        checks.send(CheckEvent::ListFailed(failure));
    }
}

async fn change(
    checks: &Checks,
    change: impl FnOnce(PathBuf) -> Result<(), ListFailure> + Send + 'static,
) -> Result<(), ListFailure> {
    let folder = checks
        .folder
        .clone()
        .ok_or_else(|| ListFailure::because(ListCause::NoFolder))?;
    let changing = tokio::task::spawn_blocking(move || change(folder));
    changing
        .await
        .unwrap_or_else(|error| Err(ListFailure::because(ListCause::Stopped(error.to_string()))))
}

/// Fetches the public lists, and the Que server's if there is a key. One that cannot be fetched keeps its copy.
pub(super) async fn update(checks: Checks, server: Server) {
    let mut failures = Vec::new();
    for name in ListName::FETCHED {
        let source = match (name, &server.que) {
            (ListName::Que, None) => {
                failures.extend(without_key(&checks, &server.profile).await);
                continue;
            }
            (ListName::Que, Some(que)) => ListServer::Que(que),
            _ => ListServer::Publisher {
                addresses: &server.addresses,
                profile: &server.profile,
            },
        };
        let Some(folder) = &checks.folder else { continue };
        let updated = tokio::select! {
            () = checks.context.quit.cancelled() => return,
            updated = update_list(name, source, folder) => updated,
        };
        failures.extend(updated.err());
    }
    let lists = checks.lists.again(&checks).await;
    checks.send(CheckEvent::Updated { lists, failures });
}

/// Why this server's list stays as it is, if there is one.
async fn without_key(checks: &Checks, profile: &Profile) -> Option<ListFailure> {
    let folder = checks.folder.clone()?;
    let server = origin_of(&profile.api_url);
    let kept = tokio::task::spawn_blocking(move || kept_lists(&folder)).await.ok()?;
    let mut copies = kept.iter().filter_map(|kept| kept.stored.as_ref().ok()?.as_ref());
    let copy = copies.find(|stored| stored.server().as_ref() == Some(&server))?;
    Some(ListFailure::because(ListCause::NoKey { list: copy.title() }))
}

async fn read(checks: &Checks) -> Loaded {
    let Some(folder) = checks.folder.clone() else {
        return Loaded {
            trust: Arc::from([]),
            summaries: Vec::new(),
        };
    };
    let reading = tokio::task::spawn_blocking(move || {
        let kept = kept_lists(&folder);
        loaded(&kept)
    });
    reading.await.unwrap_or_else(|error| {
        // Without a word, every signer would be unknown.
        let summary = |name: ListName| ListSummary {
            id: name.word().to_owned(),
            word: name.word(),
            title: name.title().to_owned(),
            trouble: Some(ListTrouble::Stopped(error.to_string())),
            ..ListSummary::default()
        };
        Loaded {
            trust: Arc::from([]),
            summaries: ListName::FETCHED.map(summary).into(),
        }
    })
}

fn loaded(kept: &[KeptList]) -> Loaded {
    let now = Timestamp::now();
    let usable = usable(kept);
    let summaries = kept
        .iter()
        .zip(&usable)
        .map(|(kept, usable)| summary(kept, usable, now));
    let summaries = summaries.collect();
    let trust: Vec<_> = usable.into_iter().filter_map(|list| list.ok().flatten()).collect();
    Loaded {
        trust: trust.into(),
        summaries,
    }
}

fn summary(kept: &KeptList, usable: &UsableList, now: Timestamp) -> ListSummary {
    let stored = kept.stored.as_ref().ok().and_then(Option::as_ref);
    let fetched_at = stored.and_then(StoredList::fetched_at);
    ListSummary {
        id: kept.id(),
        word: kept.list.word(),
        title: kept.title(),
        fetched_at: fetched_at.map(Timestamp::as_millisecond),
        is_old: stored.is_some_and(|stored| stored.is_old(now)),
        is_here: kept.is_here(),
        entries: usable
            .as_ref()
            .ok()
            .and_then(Option::as_ref)
            .map_or(0, |list| list.entries),
        hashes: stored.map_or_else(Vec::new, |stored| {
            stored.parts.iter().map(|part| part.sha256.clone()).collect()
        }),
        file: stored
            .filter(|_| kept.list == ListName::Own)
            .and_then(|stored| Some(stored.parts.first()?.url.clone())),
        trouble: usable.as_ref().err().cloned().map(ListTrouble::Damaged),
    }
}
