//! The copies of lists: fetching, adding and removing them, for the window and the command line alike.

use std::path::Path;

use jiff::Timestamp;

use super::{ListServer, fetch_list, not_saved, of_folder};
use crate::session::origin_of;
use model::{ListCause, ListFailure};
use que_sdk::text;
use trust_lists::{Allowance, DamagedList, KeptList, ListName, StoredList, TrustList, add_own, kept_lists, remove};

/// Fetches a list and saves it in this folder. If that fails, the copy on this computer stays.
///
/// # Errors
/// [`ListFailure`] if it cannot be fetched or saved.
pub async fn update_list(name: ListName, source: ListServer<'_>, folder: &Path) -> Result<StoredList, ListFailure> {
    let server = match source {
        ListServer::Que(que) => Some(que.base_url().to_string()),
        ListServer::Publisher { .. } => None,
    };
    let fetched = fetch_list(name, source).await;
    let folder = folder.to_owned();
    let saving = tokio::task::spawn_blocking(move || {
        let saved = fetched.and_then(|list| match list.save(&folder) {
            Ok(()) => Ok(list),
            Err(error) => Err(not_saved(&list, &folder, error)),
        });
        saved.map_err(|failure| of_copy(failure, &folder, name, server.as_deref()))
    });
    saving.await.unwrap_or_else(|error| {
        Err(ListFailure::because(ListCause::SavingStopped {
            list: name.title().to_owned(),
            why: error.to_string(),
        }))
    })
}

/// The text of a PEM file in any encoding that [`text::decode`] knows. Text around the certificates may have any other.
#[must_use]
pub fn decode_list(bytes: &[u8]) -> String {
    text::decode(bytes)
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes))
        .into_owned()
}

/// Adds a user's own PEM file under a name. Blocks.
///
/// # Errors
/// [`ListFailure`] says why not, and what to do.
pub fn add_list(folder: &Path, name: &str, path: &Path) -> Result<StoredList, ListFailure> {
    add_own(folder, name, (path, decode_list), Timestamp::now()).map_err(|why| {
        let file = path.file_name().unwrap_or(path.as_os_str());
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        ListFailure::because(ListCause::NotAdded {
            name: name.map(|name| name.chars().take(80).collect::<String>().escape_debug().to_string()),
            file: file.to_string_lossy().into_owned(),
            path: path.to_owned(),
            folder: folder.to_owned(),
            why,
        })
    })
}

/// Removes a copy. Blocks.
///
/// # Errors
/// [`ListFailure`] says why not, and what to do.
pub fn remove_list(folder: &Path, kept: &KeptList) -> Result<(), ListFailure> {
    remove(folder, kept).map_err(|error| {
        ListFailure::because(ListCause::NotRemoved {
            list: kept.title(),
            folder: of_folder(folder, error),
        })
    })
}

/// A list on this computer: what is used of it, and why not more. `Ok(None)` if there is no copy.
pub type UsableList = Result<Option<TrustList>, DamagedList>;

/// Which of the lists can be used together. One that is damaged, or for which there is no room, is left out.
#[must_use]
pub fn usable(kept: &[KeptList]) -> Vec<UsableList> {
    let mut allowance = Allowance::default();
    let usable = kept.iter().map(|kept| {
        let Some(stored) = kept.stored.as_ref().map_err(Clone::clone)? else {
            return Ok(None);
        };
        let list = stored.trust_list()?;
        allowance.take(&list)?;
        Ok(Some(list))
    });
    usable.collect()
}

/// Adds that the copy on this computer was kept, if there is one. `server` is the base URL of the Que server.
fn of_copy(failure: ListFailure, folder: &Path, name: ListName, server: Option<&str>) -> ListFailure {
    let server = server.map(origin_of);
    let is_this = |kept: &KeptList| {
        let stored = kept.stored.as_ref().ok().and_then(Option::as_ref);
        kept.list == name && stored.is_some_and(|list| list.server() == server)
    };
    if kept_lists(folder).iter().any(is_this) {
        failure.keeping_copy()
    } else {
        failure
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use trust_lists::FetchedPart;

    fn authority() -> String {
        let mut params = rcgen::CertificateParams::default();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().pem()
    }

    /// A list of about this many bytes, of authorities.
    fn large(name: &str, bytes: usize) -> StoredList {
        let authority = authority();
        let text = authority.repeat(bytes / authority.len());
        StoredList::own(name, Timestamp::UNIX_EPOCH, "", (text.as_bytes(), &text)).unwrap()
    }

    #[test]
    fn lists_that_are_too_large_together_are_used_as_far_as_there_is_room_and_the_others_say_so() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            large(name, 2_500_000).save(folder.path()).unwrap();
        }
        let kept = kept_lists(folder.path());
        let usable: Vec<_> = usable(&kept)
            .into_iter()
            .filter(|list| !matches!(list, Ok(None)))
            .collect();
        assert!(usable[0].is_ok() && usable[1].is_ok());
        assert!(usable[2].as_ref().unwrap_err().to_string().contains("larger than 6 MB"));
    }

    #[test]
    fn a_list_that_could_not_be_added_says_what_helps() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        fs::write(&path, "-----BEGIN PRIVATE KEY-----").unwrap();
        let failure = add_list(folder.path(), "Mine", &path).unwrap_err();
        assert_eq!(
            failure.headline,
            "“Mine” was not added: it has a private key in it, which nobody else should have."
        );
        assert!(failure.hint.contains("Never share"), "{}", failure.hint);
        let missing = add_list(folder.path(), "", &path).unwrap_err();
        assert!(
            missing.headline.starts_with("key.pem was not added: it needs a name"),
            "{missing:?}"
        );
    }

    #[test]
    fn only_a_copy_of_the_same_server_is_said_to_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let authority = authority();
        let parts = ListName::Que.parts().iter().map(|part| FetchedPart {
            part: *part,
            url: "https://a.example/v1/trust-list".to_owned(),
            bytes: authority.clone().into_bytes(),
        });
        let list = StoredList::new(ListName::Que, Timestamp::UNIX_EPOCH, parts.collect()).unwrap();
        list.save(folder.path()).unwrap();
        let hint = |server: &str| {
            let failure = ListFailure::in_words(String::new(), String::new());
            of_copy(failure, folder.path(), ListName::Que, Some(server)).hint
        };
        assert!(hint("https://a.example/").contains("was kept"));
        assert_eq!(hint("https://b.example/"), "");
    }
}
