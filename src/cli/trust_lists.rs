//! `trust-lists`: shows the lists of trusted signers on this computer, fetches, adds and removes them.

mod change;

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::{
    arguments::{GlobalOptions, TrustListsAction, UpdateOptions},
    output::{self, CliError},
    setup::{Setup, data_folder},
};
use engine::{ListServer, client_of, origin_of, update_list, usable};
use model::ListFailure;
use que_sdk::Que;
use store::PROMPT_TIMEOUT;
use trust_lists::{Addresses, DamagedList, KeptList, ListName, StoredList, kept_lists};

/// Carries out the action.
pub(super) fn run(global: &GlobalOptions, action: &TrustListsAction) -> Result<u8, CliError> {
    match action {
        TrustListsAction::List { json } => list(&data_folder(global)?.trust_lists(), *json),
        TrustListsAction::Update(options) => update(global, options),
        TrustListsAction::Add(options) => change::add(&data_folder(global)?.trust_lists(), options),
        TrustListsAction::Remove(options) => change::remove(&data_folder(global)?.trust_lists(), options),
    }
}

/// Shows the lists on this computer.
fn list(folder: &Path, as_json: bool) -> Result<u8, CliError> {
    let mut code = super::DONE;
    let kept = kept_lists(folder);
    for (kept, usable) in kept.iter().zip(usable(&kept)) {
        let trouble = usable.err().map(|error| error.to_string());
        if trouble.is_some() {
            code = super::FAILED;
        }
        if as_json {
            output::json(&object(kept, trouble.as_deref()));
        } else {
            output::line(&line(kept, trouble.as_deref()));
        }
        if trouble.is_some() {
            output::note(&format!("{}: {}", kept.title(), remedy(kept)));
        }
    }
    Ok(code)
}

/// What to do about a copy that cannot be used.
pub(super) fn remedy(kept: &KeptList) -> String {
    let remove = format!("que-uploader trust-lists remove {}", kept.id());
    match (kept.list, &kept.stored) {
        // It is sound, but there is no room.
        (_, Ok(_)) => format!("Remove lists that you do not need, such as this one: {remove}"),
        (_, Err(DamagedList::TooMany(_))) => format!("Remove it: {remove}"),
        (ListName::Own, _) => format!("Remove it, and add its file again: {remove}"),
        (ListName::Que, _) => {
            format!(
                "Fetch it again with that server in use: que-uploader trust-lists update que. Or remove it: {remove}"
            )
        }
        (list, _) => format!("Fetch it: que-uploader trust-lists update {}", list.word()),
    }
}

fn line(kept: &KeptList, trouble: Option<&str>) -> String {
    let start = format!("{:<9} {:<24}", kept.list.word(), kept.title());
    if let Some(error) = trouble {
        return format!("{start} can't be used: {error}");
    }
    match &kept.stored {
        Err(error) => format!("{start} can't be used: {error}"),
        Ok(None) => format!("{start} not on this computer"),
        Ok(Some(stored)) => {
            let now = Timestamp::now();
            let entries = match stored.trust_list().map_or(0, |list| list.entries) {
                1 => "1 entry".to_owned(),
                count => format!("{count} entries"),
            };
            let date = stored.fetched_at().map(|at| at.strftime("%Y-%m-%d").to_string());
            let old = if stored.is_misdated(now) {
                "  date in the future: update it".to_owned()
            } else if stored.is_old(now) {
                format!("  {} days old: update it", stored.days_old(now))
            } else {
                String::new()
            };
            let hashes: Vec<_> = stored
                .parts
                .iter()
                .map(|part| format!("{} SHA-256 {}", part.name, part.sha256))
                .collect();
            format!(
                "{start} {}  {entries}{old}  {}",
                date.unwrap_or_default(),
                hashes.join(", ")
            )
        }
    }
}

fn object(kept: &KeptList, trouble: Option<&str>) -> Value {
    let stored = kept.stored.as_ref().ok().and_then(Option::as_ref);
    let now = Timestamp::now();
    let files = stored.map(|stored| {
        let file =
            |part: &trust_lists::StoredPart| json!({ "name": part.name, "url": part.url, "sha256": part.sha256 });
        stored.parts.iter().map(file).collect::<Vec<_>>()
    });
    json!({
        "list": kept.list.word(), "id": kept.id(), "title": kept.title(), "server": stored.and_then(StoredList::server),
        "name": stored.and_then(StoredList::own_name),
        "fetched_at": stored.and_then(StoredList::fetched_at).map(|at| at.to_string()),
        "days_old": stored.filter(|stored| !stored.is_misdated(now)).map(|stored| stored.days_old(now)), "old": stored.map(|stored| stored.is_old(now)),
        "entries": stored.and_then(|stored| stored.trust_list().ok()).map(|list| list.entries),
        "files": files, "error": trouble,
    })
}

/// Fetches lists. A list that cannot be fetched keeps its copy on this computer, and the others are still fetched.
fn update(global: &GlobalOptions, options: &UpdateOptions) -> Result<u8, CliError> {
    let data = data_folder(global)?;
    let named: Vec<_> = options
        .lists
        .iter()
        .filter_map(|word| ListName::from_word(word))
        .collect();
    let addresses = options.mirror.as_deref().map(Addresses::at).unwrap_or_default();
    let profile = Setup::profile(global)?;
    let runtime = runtime()?;
    let wants_que = named.is_empty() || named.contains(&ListName::Que);
    let server = wants_que.then(|| Server::open(global));
    let names = if named.is_empty() {
        ListName::FETCHED.to_vec()
    } else {
        named.clone()
    };
    let no_key = no_key();
    let mut code = super::DONE;
    for name in names {
        let fetched = match (name, &server) {
            (ListName::Que, Some(Ok(Server { que: Some(que), .. }))) => Ok(ListServer::Que(que)),
            (ListName::Que, Some(Err(unusable))) => Err(unusable),
            // Nobody asked for it. But a keychain that fails must not look as if there were no key in it.
            (ListName::Que, Some(Ok(server))) if named.is_empty() => {
                if let Some(CliError { headline, hint, .. }) = &server.locked {
                    output::note(&format!("{} was not updated: {headline}. {hint}", name.title()));
                }
                continue;
            }
            (ListName::Que, Some(Ok(server))) => Err(server.locked.as_ref().unwrap_or(&no_key)),
            (ListName::Que, None) => continue,
            _ => Ok(ListServer::Publisher {
                addresses: &addresses,
                profile: &profile,
            }),
        };
        let replaced = match fetched {
            Ok(source) => replace(&runtime, name, source, &data.trust_lists(), options.json)
                .map_err(|error| (error, super::FAILED)),
            // This server's trouble is none of the other publishers'.
            Err(error) => Err((
                ListFailure::in_words(error.headline.clone(), error.hint.clone()),
                error.code,
            )),
        };
        if let Err((failure, status)) = replaced {
            print_failed(name, &failure, options.json);
            code = code.max(status);
        }
    }
    Ok(code)
}

fn runtime() -> Result<Runtime, CliError> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::failed(format!("could not start: {error}"), "Try again."))
}

fn no_key() -> CliError {
    CliError::usage_error(
        "there is no API key for the Que server's list",
        "Set it with: que-uploader key set < key.txt",
    )
}

fn print_failed(name: ListName, ListFailure { headline, hint, .. }: &ListFailure, as_json: bool) {
    output::print_error(headline, hint);
    if as_json {
        output::json(&json!({ "event": "failed", "list": name.word(), "message": headline, "hint": hint }));
    }
}

/// The Que server, if there is a key for it. It lives as long as its sandbox.
struct Server {
    que: Option<Que>,
    /// Why the keychain did not say whether there is a key.
    locked: Option<CliError>,
    _setup: Setup,
}

impl Server {
    fn open(global: &GlobalOptions) -> Result<Self, CliError> {
        let setup = Setup::open(global)?;
        let origin = origin_of(&setup.settings.profile().api_url);
        let (key, locked) = match setup.key() {
            Some(given) => (Some(given.key.clone()), None),
            None => match setup.keyring.get(&origin, PROMPT_TIMEOUT) {
                Ok(key) => (key, None),
                // As without a key, a script that asked for this list was not set up for it.
                Err(error) => (None, Some(CliError::usage_error(error.to_string(), error.hint()))),
            },
        };
        let que = key
            .map(|key| client_of(setup.settings.profile(), Some(&key)))
            .transpose();
        let que = que.map_err(|error| CliError::usage_error(error.to_string(), error.hint()))?;
        Ok(Self {
            que,
            locked,
            _setup: setup,
        })
    }
}

fn replace(
    runtime: &Runtime,
    name: ListName,
    source: ListServer<'_>,
    folder: &Path,
    as_json: bool,
) -> Result<(), ListFailure> {
    let stored = runtime.block_on(update_list(name, source, folder))?;
    print_changed("updated", &KeptList::of(stored, folder), as_json);
    Ok(())
}

/// Prints what was done with a list.
fn print_changed(event: &str, kept: &KeptList, as_json: bool) {
    if as_json {
        let mut value = object(kept, None);
        value["event"] = json!(event);
        output::json(&value);
    } else {
        let mut word = event.to_owned();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        output::line(&format!("{word:<9} {}", line(kept, None)));
    }
}
