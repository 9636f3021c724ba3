//! The copies on this computer. Even a damaged one has a title, so that an error says which list it is and it can be removed.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    certificates::ListError,
    server::{file_suffix, host_of, name_of, server_of_suffix},
    source::{ListName, MAX_PART_BYTES},
    stored::{DamagedList, StoredList, file},
    system_error::SystemError,
};

/// The most lists of a user's own, and the most Que servers whose lists are used.
pub const MAX_OWN: usize = 20;

/// The most files of one kind that are listed, so that they can be removed.
const MAX_LISTED: usize = 200;

/// The longest name of a user's own list, in characters.
pub const MAX_LIST_NAME: usize = 60;

/// A list, and its copy on this computer.
#[derive(Debug)]
pub struct KeptList {
    /// Which one.
    pub list: ListName,
    /// Its copy. `None` if there is none.
    pub stored: Result<Option<StoredList>, DamagedList>,
    /// The file of the copy, where it would be if there is none.
    file: PathBuf,
}

/// Why a user's own list was not added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAdded {
    /// It has no name.
    #[error("it needs a name")]
    NoName,
    /// Its name is too long, or has line breaks in it.
    #[error("its name must be one line of at most {MAX_LIST_NAME} characters")]
    BadName,
    /// Another list has this name.
    #[error("there is a list with this name already")]
    NameTaken,
    /// There are too many.
    #[error("there are {MAX_OWN} lists of your own already")]
    TooMany,
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(SystemError),
    /// It is no list.
    #[error(transparent)]
    NoList(#[from] ListError),
    /// It could not be saved.
    #[error("it could not be saved: {0}")]
    NotSaved(SystemError),
}

impl KeptList {
    /// A list that was just saved in this folder.
    #[must_use]
    pub fn of(stored: StoredList, folder: &Path) -> Self {
        let file = stored.file(folder);
        Self {
            list: stored.list(),
            stored: Ok(Some(stored)),
            file,
        }
    }

    /// Its title for people. A damaged copy of a Que server's list is named by its file, which has the server's name in it.
    #[must_use]
    pub fn title(&self) -> String {
        if let Ok(Some(stored)) = &self.stored {
            return stored.title();
        }
        let of = server_of_suffix(&self.suffix());
        match (self.list, of.is_empty()) {
            (_, true) => self.list.title().to_owned(),
            (ListName::Own, _) => format!("{} (file {}.json)", self.list.title(), self.id()),
            _ => format!("{} ({of})", self.list.title()),
        }
    }

    /// What results call it, see [`super::known`]. A damaged copy has the name of its kind.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.stored {
            Ok(Some(stored)) => stored.name(),
            _ => name_of(self.list, None),
        }
    }

    /// What tells it from all others: the name of its file without `.json`.
    #[must_use]
    pub fn id(&self) -> String {
        let stem = self.file.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// Whether there is a copy, damaged or not.
    #[must_use]
    pub const fn is_here(&self) -> bool {
        !matches!(self.stored, Ok(None))
    }

    /// Whether a user means this list: its word, its title, its server or the name that they gave it.
    #[must_use]
    pub fn is_called(&self, word: &str) -> bool {
        let stored = self.stored.as_ref().ok().and_then(Option::as_ref);
        let server = stored.and_then(StoredList::server);
        let own = stored.and_then(StoredList::own_name);
        let names = [
            Some(self.list.word()),
            server.as_deref(),
            server.as_deref().map(host_of),
            own,
        ];
        let word = word.trim().trim_end_matches('/');
        let of = server_of_suffix(&self.suffix());
        !word.is_empty()
            && (names.into_iter().flatten().any(|name| name == word)
                || (!of.is_empty() && of == word)
                || [self.name(), self.title(), self.id()].iter().any(|name| name == word))
    }

    /// What its file's name adds to that of its kind.
    fn suffix(&self) -> String {
        let id = self.id();
        id.strip_prefix(self.list.word()).unwrap_or_default().to_owned()
    }

    fn load(file: PathBuf, list: ListName) -> Self {
        let stored = StoredList::load_file(&file, list);
        Self { list, stored, file }
    }
}

/// All lists: the public ones, those of each Que server, and a user's own. Without a copy of a Que server's, it is there once,
/// without one.
#[must_use]
pub fn kept_lists(folder: &Path) -> Vec<KeptList> {
    let mut all = Vec::new();
    for list in ListName::ALL {
        match list {
            ListName::Que => all.extend(of_servers(folder)),
            ListName::Own => all.extend(several(folder, list)),
            _ => all.push(KeptList::load(file(folder, list.word()), list)),
        }
    }
    all
}

/// The lists that a user means by a word, see [`KeptList::is_called`].
#[must_use]
pub fn find_kept<'a>(kept: &'a [KeptList], word: &str) -> Vec<&'a KeptList> {
    kept.iter().filter(|kept| kept.is_called(word)).collect()
}

/// The copies of a kind of which there may be several. Those beyond the limit are not read, but can be removed.
fn several(folder: &Path, list: ListName) -> Vec<KeptList> {
    let start = format!("{}-", list.word());
    let is_one = |path: &PathBuf| {
        let file = path.file_name().and_then(|file| file.to_str());
        file.is_some_and(|file| file.starts_with(&start) && file.ends_with(".json"))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(is_one).collect();
    files.sort();
    files.truncate(MAX_LISTED);
    let lists = files.into_iter().enumerate().map(|(number, file)| {
        if number < MAX_OWN {
            return KeptList::load(file, list);
        }
        KeptList {
            list,
            stored: Err(DamagedList::TooMany(MAX_OWN)),
            file,
        }
    });
    lists.collect()
}

fn of_servers(folder: &Path) -> Vec<KeptList> {
    let mut all = several(folder, ListName::Que);
    // An earlier version kept the list of the last server only.
    let earlier = KeptList::load(file(folder, ListName::Que.word()), ListName::Que);
    let is_superseded = match &earlier.stored {
        Ok(Some(stored)) => {
            let path = stored.file(folder);
            all.iter().any(|kept| kept.file == path)
        }
        Ok(None) => !all.is_empty(),
        Err(_) => false,
    };
    if !is_superseded {
        all.push(earlier);
    }
    all
}

/// Decodes the bytes of a user's own file.
pub type Decode = fn(&[u8]) -> String;

/// Adds a user's own PEM file under a name. Only a copy is used from now on.
///
/// # Errors
/// [`NotAdded`] says why not. Nothing is changed then.
pub fn add_own(
    folder: &Path,
    name: &str,
    (path, decode): (&Path, Decode),
    now: Timestamp,
) -> Result<StoredList, NotAdded> {
    let name = name.trim();
    if name.is_empty() {
        return Err(NotAdded::NoName);
    }
    if name.chars().count() > MAX_LIST_NAME || name.chars().any(char::is_control) {
        return Err(NotAdded::BadName);
    }
    let kept = kept_lists(folder);
    let is_taken = |kept: &KeptList| kept.is_called(name) || kept.list.word() == name || kept.list.title() == name;
    if kept.iter().any(is_taken) || ListName::from_word(name).is_some() {
        return Err(NotAdded::NameTaken);
    }
    if kept.iter().filter(|kept| kept.list == ListName::Own).count() >= MAX_OWN {
        return Err(NotAdded::TooMany);
    }
    let bytes = whole_files::read(path, MAX_PART_BYTES).map_err(|error| NotAdded::Unreadable(error.into()))?;
    let list = StoredList::own(name, now, &path.to_string_lossy(), (&bytes, &decode(&bytes)))?;
    // A damaged file of this name is in the way of nobody.
    list.save(folder).map_err(|error| NotAdded::NotSaved(error.into()))?;
    Ok(list)
}

/// Removes a copy.
///
/// # Errors
/// The system's.
pub fn remove(folder: &Path, kept: &KeptList) -> io::Result<()> {
    let gone = |removed: io::Result<()>| match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    gone(fs::remove_file(&kept.file))?;
    // A copy of an earlier version, which this one hid, would be back.
    let earlier = file(folder, ListName::Que.word());
    if kept.list == ListName::Que
        && let Ok(Some(stored)) = StoredList::load_file(&earlier, ListName::Que)
        && stored
            .server()
            .is_some_and(|server| file_suffix(&server) == kept.suffix())
    {
        gone(fs::remove_file(&earlier))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FetchedPart, certificates::tests::pem};

    fn que(url: &str) -> StoredList {
        let parts = ListName::Que.parts().iter().map(|part| FetchedPart {
            part: *part,
            url: format!("{url}/v1/trust-list"),
            bytes: pem(url, true).into_bytes(),
        });
        StoredList::new(ListName::Que, Timestamp::UNIX_EPOCH, parts.collect()).unwrap()
    }

    fn titles(folder: &Path) -> Vec<String> {
        let here = kept_lists(folder).into_iter().filter(KeptList::is_here);
        here.map(|kept| kept.title()).collect()
    }

    fn own(folder: &Path, name: &str, text: &str) -> Result<StoredList, NotAdded> {
        let path = folder.join("agency.pem");
        fs::write(&path, text).unwrap();
        let decode = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        add_own(&folder.join("lists"), name, (&path, decode), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_list_of_a_server_that_is_no_longer_used_is_removed_by_its_name_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let (old, new) = (que("https://old.example"), que("https://new.example:8443"));
        new.save(folder).unwrap();
        old.save(folder).unwrap();
        // The copy of an earlier version must not come back.
        fs::copy(old.file(folder), file(folder, "que")).unwrap();
        assert_eq!(titles(folder).len(), 2);
        for word in [
            "https://old.example/",
            "old.example",
            "que https://old.example",
            "que-old.example",
        ] {
            assert_eq!(find_kept(&kept_lists(folder), word).len(), 1, "{word}");
        }
        assert_eq!(find_kept(&kept_lists(folder), "que").len(), 2);
        let kept = kept_lists(folder);
        remove(folder, find_kept(&kept, "old.example")[0]).unwrap();
        assert_eq!(titles(folder), ["Que server's list (new.example:8443)"]);
    }

    #[test]
    fn a_damaged_list_of_a_server_still_says_whose_it_is_and_can_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let list = que("https://api.example");
        list.save(folder).unwrap();
        fs::write(list.file(folder), "{").unwrap();
        assert_eq!(titles(folder), ["Que server's list (api.example)"]);
        let kept = kept_lists(folder);
        let found = find_kept(&kept, "api.example");
        assert!(found[0].stored.is_err());
        remove(folder, found[0]).unwrap();
        assert!(titles(folder).is_empty());
    }

    #[test]
    fn an_own_list_is_kept_with_its_name_date_and_hash_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let lists = folder.path().join("lists");
        own(folder.path(), " Agentur Ü/1 ", &pem("Agency", true)).unwrap();
        // The file itself is no longer needed.
        fs::remove_file(folder.path().join("agency.pem")).unwrap();
        assert_eq!(titles(&lists), ["Agentur Ü/1"]);
        let kept = kept_lists(&lists);
        let found = find_kept(&kept, "Agentur Ü/1");
        let stored = found[0].stored.as_ref().unwrap().as_ref().unwrap();
        assert_eq!(stored.fetched_at(), Some(Timestamp::UNIX_EPOCH));
        assert_eq!(stored.parts[0].sha256.len(), 64);
        assert!(stored.parts[0].url.ends_with("agency.pem"));
        let list = stored.trust_list().unwrap();
        assert_eq!((list.name.as_str(), list.entries), ("own: Agentur Ü/1", 1));
        assert!(!list.anchors.is_empty());
        remove(&lists, found[0]).unwrap();
        assert!(titles(&lists).is_empty());
    }

    #[test]
    fn what_is_no_list_or_has_no_name_of_its_own_is_not_added_and_the_reason_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let whole = pem("Agency", true);
        for (name, text, words) in [
            ("", &whole, "needs a name"),
            ("a\nb", &whole, "one line"),
            (&"x".repeat(61), &whole, "60 characters"),
            ("official", &whole, "with this name"),
            ("Official C2PA list", &whole, "with this name"),
            ("Mine", &"no list".to_owned(), "no certificate"),
            ("Mine", &format!("{whole}-----BEGIN PRIVATE KEY-----"), "private key"),
            ("Mine", &"x".repeat(5 << 20), "larger than"),
        ] {
            let error = own(path, name, text).unwrap_err().to_string();
            assert!(error.contains(words), "{name}: {error}");
        }
        assert!(titles(&path.join("lists")).is_empty());
        own(path, "Mine", &whole).unwrap();
        assert!(matches!(own(path, "Mine", &whole), Err(NotAdded::NameTaken)));
        for number in 1..MAX_OWN {
            own(path, &number.to_string(), &whole).unwrap();
        }
        assert!(matches!(own(path, "One more", &whole), Err(NotAdded::TooMany)));
    }

    #[test]
    fn lists_beyond_the_limit_are_named_and_can_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..=MAX_OWN {
            que(&format!("https://host{number:02}.example"))
                .save(folder.path())
                .unwrap();
        }
        let kept = kept_lists(folder.path());
        let last = find_kept(&kept, "host20.example")[0];
        assert!(matches!(last.stored, Err(DamagedList::TooMany(MAX_OWN))));
        remove(folder.path(), last).unwrap();
        let kept = kept_lists(folder.path());
        let servers = kept.iter().filter(|kept| kept.list == ListName::Que);
        assert!(servers.clone().count() == MAX_OWN && servers.clone().all(|kept| kept.stored.is_ok()));
    }
}
