//! Fetching lists of trusted signers, only when the user asks for it, and their copies on this computer.

mod saved;
mod words;

pub use saved::{UsableList, add_list, decode_list, remove_list, update_list, usable};

use std::{io, path::Path, time::SystemTime};

use jiff::Timestamp;
use serde_json::Value;

use super::{USER_AGENT, session::read_certificates};
use model::{FolderTrouble, ListCause, ListFailure, Profile};
use que_sdk::Que;
use trust_lists::{Addresses, FetchedPart, ListName, MAX_PART_BYTES, Part, StoredList};

/// How deep certificates may be nested in a server's list.
const MAX_DEPTH: usize = 6;

/// Where a list comes from.
#[derive(Clone, Copy)]
pub enum ListServer<'a> {
    /// The publisher of a public list. The request has no key.
    Publisher {
        /// The address of each file.
        addresses: &'a Addresses,
        /// The server in the settings. Of it, only the extra certificate is used: on its network it may be needed to reach
        /// any server.
        profile: &'a Profile,
    },
    /// The Que server in use.
    Que(&'a Que),
}

/// Fetches all files of a list. Nothing is saved.
///
/// # Errors
/// [`ListFailure`] if a file cannot be fetched or is no such list.
async fn fetch_list(name: ListName, server: ListServer<'_>) -> Result<StoredList, ListFailure> {
    let mut parts = Vec::new();
    for part in name.parts() {
        let fetched = match server {
            ListServer::Publisher { addresses, profile } => published(part, addresses, profile)
                .await
                .map_err(|error| words::of_publisher(name, part, addresses, &error)),
            ListServer::Que(que) => of_server(part, que).await.map_err(|error| words::of_que(name, &error)),
        };
        parts.push(fetched?);
    }
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or_default();
    StoredList::new(name, now, parts).map_err(|(file, why)| {
        let list = name.title().to_owned();
        ListFailure::because(ListCause::NoList { list, file, why })
    })
}

async fn published(part: &Part, addresses: &Addresses, profile: &Profile) -> que_sdk::Result<FetchedPart> {
    let mut builder = Que::builder(addresses.server(part)).user_agent(USER_AGENT);
    if !profile.extra_ca_file.is_empty() {
        builder = builder.extra_ca_pem(read_certificates(&profile.extra_ca_file)?);
    }
    let publisher = builder.build()?;
    let bytes = publisher.public_file(part.path, MAX_PART_BYTES).await?;
    Ok(FetchedPart {
        part: *part,
        url: addresses.url(part),
        bytes,
    })
}

/// The list of a Que server. Its shape is not specified beyond certificates as PEM in its data.
async fn of_server(part: &Part, que: &Que) -> que_sdk::Result<FetchedPart> {
    let list = que.trust_list().await?;
    let mut text = String::new();
    for field in ["cas", "manufacturers"] {
        add_certificates(&list.data[field], MAX_DEPTH, &mut text);
    }
    Ok(FetchedPart {
        part: *part,
        url: format!("{}{}", que.base_url(), part.path),
        bytes: text.into_bytes(),
    })
}

/// Adds each text with a certificate in it.
fn add_certificates(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::String(pem) if pem.contains("-----BEGIN CERTIFICATE-----") => {
            text.push_str(pem.trim());
            text.push('\n');
        }
        Value::Array(values) if depth > 0 => {
            for value in values {
                add_certificates(value, depth - 1, text);
            }
        }
        Value::Object(fields) if depth > 0 => {
            for value in fields.values() {
                add_certificates(value, depth - 1, text);
            }
        }
        _ => {}
    }
}

/// Why a list could not be saved in this folder.
fn not_saved(list: &StoredList, folder: &Path, error: io::Error) -> ListFailure {
    ListFailure::because(ListCause::NotSaved {
        list: list.title(),
        folder: of_folder(folder, error),
    })
}

/// A folder that can't be written to.
fn of_folder(folder: &Path, error: io::Error) -> FolderTrouble {
    FolderTrouble {
        folder: folder.to_owned(),
        error: error.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_that_could_not_be_saved_says_what_helps() {
        let list = StoredList::new(ListName::Que, Timestamp::UNIX_EPOCH, Vec::new()).unwrap();
        let hint = |kind: io::ErrorKind| not_saved(&list, Path::new("lists"), kind.into()).hint;
        assert_eq!(
            hint(io::ErrorKind::PermissionDenied),
            "Allow this program to write to lists."
        );
        assert_eq!(hint(io::ErrorKind::StorageFull), "Free some disk space.");
    }

    #[test]
    fn certificates_of_a_server_are_found_in_lists_and_objects_and_not_beyond_a_depth() {
        let pem = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----";
        let mut text = String::new();
        let data = json!([pem, { "name": "Camera", "roots": [pem, "x"] }, 7]);
        add_certificates(&data, MAX_DEPTH, &mut text);
        assert_eq!(text.matches("BEGIN CERTIFICATE").count(), 2);
        let mut deep = json!(pem);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        text.clear();
        add_certificates(&deep, MAX_DEPTH, &mut text);
        assert_eq!(text, "");
    }
}
