//! `trust-lists`: shows the lists of trusted signers on this computer, and fetches them.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::{
    arguments::{GlobalOptions, TrustListsAction, UpdateOptions},
    output::{self, CliError},
    setup::{Setup, data_folder},
};
use engine::{ListFailure, ListServer, client_of, fetch_list, kept_lists, origin_of};
use que_sdk::Que;
use store::PROMPT_TIMEOUT;
use trust_lists::{Addresses, DamagedList, ListName, StoredList};

/// Carries out the action.
pub(super) fn run(global: &GlobalOptions, action: &TrustListsAction) -> Result<u8, CliError> {
    match action {
        TrustListsAction::List { json } => list(&data_folder(global)?.trust_lists(), *json),
        TrustListsAction::Update(options) => update(global, options),
    }
}

/// Shows the lists on this computer.
fn list(folder: &Path, as_json: bool) -> Result<u8, CliError> {
    let mut code = super::DONE;
    for (name, kept) in kept_lists(folder) {
        if kept.is_err() {
            code = super::FAILED;
        }
        if as_json {
            output::json(&object(name, &kept));
        } else {
            output::line(&line(name, &kept));
        }
    }
    Ok(code)
}

fn line(name: ListName, kept: &Result<Option<StoredList>, DamagedList>) -> String {
    let stored = kept.as_ref().ok().and_then(Option::as_ref);
    let title = stored.map_or_else(|| name.title().to_owned(), StoredList::title);
    let start = format!("{:<9} {title:<24}", name.word());
    match kept {
        Err(error) => format!("{start} can't be used: {error}"),
        Ok(None) => format!("{start} not on this computer"),
        Ok(Some(stored)) => {
            let now = Timestamp::now();
            let entries = match stored.trust_list().map_or(0, |list| list.entries) {
                1 => "1 entry".to_owned(),
                count => format!("{count} entries"),
            };
            let date = stored.fetched_at().map(|at| at.strftime("%Y-%m-%d").to_string());
            let old = if stored.is_old(now) {
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

fn object(name: ListName, kept: &Result<Option<StoredList>, DamagedList>) -> Value {
    let stored = kept.as_ref().ok().and_then(Option::as_ref);
    let now = Timestamp::now();
    let files = stored.map(|stored| {
        let file =
            |part: &trust_lists::StoredPart| json!({ "name": part.name, "url": part.url, "sha256": part.sha256 });
        stored.parts.iter().map(file).collect::<Vec<_>>()
    });
    json!({
        "list": name.word(), "title": name.title(), "server": stored.and_then(StoredList::server),
        "fetched_at": stored.and_then(StoredList::fetched_at).map(|at| at.to_string()),
        "days_old": stored.map(|stored| stored.days_old(now)), "old": stored.map(|stored| stored.is_old(now)),
        "entries": stored.and_then(|stored| stored.trust_list().ok()).map(|list| list.entries),
        "files": files, "error": kept.as_ref().err().map(ToString::to_string),
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
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::failed(format!("could not start: {error}"), "Try again."))?;
    let wants_que = named.is_empty() || named.contains(&ListName::Que);
    let server = wants_que.then(|| Server::open(global));
    let names = if named.is_empty() {
        ListName::ALL.to_vec()
    } else {
        named.clone()
    };
    let no_key = CliError::usage_error(
        "there is no API key for the Que server's list",
        "Set it with: que-uploader key set < key.txt",
    );
    let mut code = super::DONE;
    for name in names {
        let fetched = match (name, &server) {
            (ListName::Que, Some(Ok(Server { que: Some(que), .. }))) => Ok(ListServer::Que(que)),
            (ListName::Que, Some(Err(unusable))) => Err(unusable),
            // Nobody asked for it.
            (ListName::Que, _) if named.is_empty() => continue,
            (ListName::Que, _) => Err(&no_key),
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
                ListFailure {
                    headline: error.headline.clone(),
                    hint: error.hint.clone(),
                },
                error.code,
            )),
        };
        if let Err((ListFailure { headline, hint }, status)) = replaced {
            output::print_error(&headline, &hint);
            if options.json {
                output::json(&json!({ "event": "failed", "list": name.word(), "message": headline, "hint": hint }));
            }
            code = code.max(status);
        }
    }
    Ok(code)
}

/// The Que server, if there is a key for it. It lives as long as its sandbox.
struct Server {
    que: Option<Que>,
    _setup: Setup,
}

impl Server {
    fn open(global: &GlobalOptions) -> Result<Self, CliError> {
        let setup = Setup::open(global)?;
        let origin = origin_of(&setup.settings.profile().api_url);
        let key = match setup.key() {
            Some(given) => Some(given.key.clone()),
            // Without a keychain there is no key either.
            None => setup.keyring.get(&origin, PROMPT_TIMEOUT).unwrap_or_default(),
        };
        let que = key
            .map(|key| client_of(setup.settings.profile(), Some(&key)))
            .transpose();
        let que = que.map_err(|error| CliError::usage_error(error.to_string(), error.hint()))?;
        Ok(Self { que, _setup: setup })
    }
}

fn replace(
    runtime: &Runtime,
    name: ListName,
    source: ListServer<'_>,
    folder: &Path,
    as_json: bool,
) -> Result<(), ListFailure> {
    let server = match source {
        ListServer::Que(que) => Some(que.base_url().to_string()),
        ListServer::Publisher { .. } => None,
    };
    let list = runtime.block_on(fetch_list(name, source)).and_then(|list| {
        let saved = list.save(folder);
        saved.map_err(|error| ListFailure::of_saving(&list, folder, &error))?;
        Ok(list)
    });
    let list = list.map_err(|failure| failure.keeping_copy(folder, name, server.as_deref()))?;
    let kept = Ok(Some(list));
    if as_json {
        let mut value = object(name, &kept);
        value["event"] = json!("updated");
        output::json(&value);
    } else {
        output::line(&format!("Updated   {}", line(name, &kept)));
    }
    Ok(())
}
