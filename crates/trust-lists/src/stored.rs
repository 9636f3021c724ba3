//! The copies of lists on disk: one file a list, with the date and hash of each of its parts. It is replaced as a whole, and
//! only by a list that was read completely.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use whole_files::{Policy, write_whole};

use super::{
    certificates::ListError,
    list::TrustList,
    server::{file_suffix, name_of, origin_of, title_of},
    source::{ListName, MAX_PART_BYTES, Part},
    system_error::SystemError,
};

/// A list of this age in days is old: signers may have been added or withdrawn.
pub const OLD_AFTER_DAYS: i64 = 30;

/// The largest file on disk in bytes: the largest list, with its line breaks escaped.
const MAX_FILE_BYTES: u64 = 4 * MAX_PART_BYTES;

/// A file of a list, as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedPart {
    /// Which one.
    pub part: Part,
    /// Where it came from.
    pub url: String,
    /// Its content. Comments in it may have any encoding.
    pub bytes: Vec<u8>,
}

/// A file of a list, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPart {
    /// Its file name.
    pub name: String,
    /// Where it came from.
    pub url: String,
    /// SHA-256 of its content as it was received, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the text below, if that isn't the content byte for byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text_sha256: Option<String>,
    /// Its content as text.
    text: String,
}

/// The copy of a list on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredList {
    /// Its word, see [`ListName::word`].
    list: String,
    /// The name that a user gave their own list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_name: Option<String>,
    /// When it was fetched, RFC 3339.
    fetched_at: String,
    /// Its files.
    pub parts: Vec<StoredPart>,
}

/// Why a copy on this computer cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DamagedList {
    /// The file cannot be read.
    #[error("it could not be read: {0}")]
    Unreadable(SystemError),
    /// It is not what was saved.
    #[error("it is not what was saved")]
    Changed,
    /// It holds no list.
    #[error(transparent)]
    NoList(#[from] ListError),
    /// There are too many of its kind.
    #[error("there are more than {0} of its kind")]
    TooMany(usize),
}

impl StoredPart {
    fn of(FetchedPart { part, url, bytes }: FetchedPart) -> Self {
        let received = sha256(&bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let of_text = sha256(text.as_bytes());
        Self {
            name: part.name.to_owned(),
            url,
            text_sha256: (of_text != received).then_some(of_text),
            sha256: received,
            text,
        }
    }

    /// Whether the text is what was saved.
    fn is_whole(&self) -> bool {
        sha256(self.text.as_bytes()) == *self.text_sha256.as_ref().unwrap_or(&self.sha256)
    }
}

impl StoredList {
    /// A list that was just fetched.
    ///
    /// # Errors
    /// The name of the first part that is not what it should be, and why.
    pub fn new(
        name: ListName,
        fetched_at: Timestamp,
        parts: Vec<FetchedPart>,
    ) -> Result<Self, (&'static str, ListError)> {
        let mut list = TrustList::default();
        for FetchedPart { part, bytes, .. } in &parts {
            let text = String::from_utf8_lossy(bytes);
            list.add(part.role, &text).map_err(|error| (part.name, error))?;
        }
        let parts = parts.into_iter().map(StoredPart::of);
        Ok(Self {
            list: name.word().to_owned(),
            own_name: None,
            fetched_at: fetched_at.to_string(),
            parts: parts.collect(),
        })
    }

    /// A user's own PEM file under this name. `file` says where it was. `text` is its content, decoded from these bytes.
    ///
    /// # Errors
    /// [`ListError`] if it is no PEM file of certificates.
    pub fn own(name: &str, added_at: Timestamp, file: &str, (bytes, text): (&[u8], &str)) -> Result<Self, ListError> {
        let parts = ListName::Own.parts().iter().map(|part| FetchedPart {
            part: *part,
            url: file.to_owned(),
            bytes: text.as_bytes().to_vec(),
        });
        let mut list = Self::new(ListName::Own, added_at, parts.collect()).map_err(|(_, error)| error)?;
        for part in &mut list.parts {
            part.sha256 = sha256(bytes);
            let of_text = sha256(part.text.as_bytes());
            part.text_sha256 = (of_text != part.sha256).then_some(of_text);
        }
        Ok(Self {
            own_name: Some(name.to_owned()),
            ..list
        })
    }

    /// Which one it is.
    pub(crate) fn list(&self) -> ListName {
        ListName::from_word(&self.list).unwrap_or(ListName::Own)
    }

    /// The name that a user gave their own list. `None` for others.
    #[must_use]
    pub fn own_name(&self) -> Option<&str> {
        self.own_name.as_deref()
    }

    /// The origin of the Que server that it comes from. `None` for a public list.
    #[must_use]
    pub fn server(&self) -> Option<String> {
        let is_of_server = self.list == ListName::Que.word();
        self.parts
            .first()
            .filter(|_| is_of_server)
            .and_then(|part| origin_of(&part.url))
    }

    /// Its title for people, with its server if it is a Que server's.
    #[must_use]
    pub fn title(&self) -> String {
        title_of(&self.name())
    }

    /// What results call it, see [`super::known`].
    #[must_use]
    pub fn name(&self) -> String {
        let of = self.own_name.clone().or_else(|| self.server());
        match ListName::from_word(&self.list) {
            Some(list) => name_of(list, of.as_deref()),
            None => self.list.clone(),
        }
    }

    /// The file in this folder that keeps it.
    #[must_use]
    pub fn file(&self, folder: &Path) -> PathBuf {
        let suffix = match &self.own_name {
            // Whatever a user calls it, every system takes this name.
            Some(name) => format!("-{}", sha256(name.as_bytes()).get(..16).unwrap_or_default()),
            None => self.server().map_or_else(String::new, |origin| file_suffix(&origin)),
        };
        folder.join(format!("{}{suffix}.json", self.list))
    }

    /// Saves it in this folder, which is created if needed. It replaces the earlier copy in one step. Each Que server's list
    /// has a file of its own.
    ///
    /// # Errors
    /// The system's, or [`io::ErrorKind::FileTooLarge`] if it could not be read again. Then the earlier copy stays.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        let text = serde_json::to_vec(self)?;
        if u64::try_from(text.len()).is_ok_and(|bytes| bytes > MAX_FILE_BYTES) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        write_whole(&self.file(folder), &text, Policy::Private)
    }

    /// Reads a public list from this folder. `None` if it was never fetched.
    ///
    /// # Errors
    /// [`DamagedList`] if the file is not what was saved.
    pub fn load(folder: &Path, name: ListName) -> Result<Option<Self>, DamagedList> {
        Self::load_file(&file(folder, name.word()), name)
    }

    pub(crate) fn load_file(path: &Path, name: ListName) -> Result<Option<Self>, DamagedList> {
        let bytes = match whole_files::read(path, MAX_FILE_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(DamagedList::Unreadable(error.into())),
        };
        let stored: Self = serde_json::from_slice(&bytes).map_err(|_| DamagedList::Changed)?;
        let is_whole = stored.parts.iter().all(StoredPart::is_whole);
        let is_named = stored.own_name.is_some() == (name == ListName::Own);
        if !is_whole || !is_named || stored.list != name.word() || stored.fetched_at().is_none() {
            return Err(DamagedList::Changed);
        }
        stored.trust_list()?;
        Ok(Some(stored))
    }

    /// The list as a reader uses it.
    ///
    /// # Errors
    /// [`ListError`] if a part is missing or is no such list.
    pub fn trust_list(&self) -> Result<TrustList, ListError> {
        let mut list = TrustList::named(&self.name());
        let parts = ListName::from_word(&self.list).map(ListName::parts);
        for part in parts.unwrap_or_default() {
            let stored = self.parts.iter().find(|stored| stored.name == part.name);
            list.add(part.role, stored.map_or("", |stored| &stored.text))?;
        }
        Ok(list)
    }

    /// When it was fetched.
    #[must_use]
    pub fn fetched_at(&self) -> Option<Timestamp> {
        self.fetched_at.parse().ok()
    }

    /// Its age in whole days; 0 if this computer's clock was set back since.
    #[must_use]
    pub fn days_old(&self, now: Timestamp) -> i64 {
        let seconds = self.fetched_at().map_or(0, |at| now.as_second() - at.as_second());
        (seconds / (24 * 60 * 60)).max(0)
    }

    /// Whether its date is more than a day in the future, so that nobody knows how old it is.
    #[must_use]
    pub fn is_misdated(&self, now: Timestamp) -> bool {
        self.fetched_at()
            .is_some_and(|at| at.as_second() - now.as_second() > 24 * 60 * 60)
    }

    /// Whether it is old, see [`OLD_AFTER_DAYS`], or may be. A user's own never is: nobody publishes a newer one.
    #[must_use]
    pub fn is_old(&self, now: Timestamp) -> bool {
        self.own_name.is_none() && (self.days_old(now) >= OLD_AFTER_DAYS || self.is_misdated(now))
    }
}

pub(crate) fn file(folder: &Path, word: &str) -> PathBuf {
    folder.join(format!("{word}.json"))
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Addresses, certificates::tests::pem};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn fetched(name: ListName, texts: &[&str]) -> Vec<FetchedPart> {
        let parts = name.parts().iter().zip(texts);
        parts
            .map(|(part, text)| FetchedPart {
                part: *part,
                url: Addresses::default().url(part),
                bytes: (*text).as_bytes().to_vec(),
            })
            .collect()
    }

    const HASH: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn a_saved_list_comes_back_with_its_date_and_the_hash_of_each_file() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("trust-lists");
        assert!(StoredList::load(&folder, ListName::Interim).unwrap().is_none());
        let authority = pem("Authority", true);
        let parts = fetched(ListName::Interim, &[&authority, HASH, "1.3.6.1.5.5.7.3.36"]);
        let list = StoredList::new(ListName::Interim, at(1000), parts).unwrap();
        list.save(&folder).unwrap();
        let found = StoredList::load(&folder, ListName::Interim).unwrap().unwrap();
        assert_eq!(found, list);
        assert_eq!(found.fetched_at(), Some(at(1000)));
        assert_eq!(found.parts[0].url, "https://contentcredentials.org/trust/anchors.pem");
        assert_eq!(found.parts[0].sha256, sha256(authority.as_bytes()));
        let list = found.trust_list().unwrap();
        assert_eq!((list.name.as_str(), list.entries), ("interim", 2));
        assert_eq!((list.signers.trim(), list.uses.trim()), (HASH, "1.3.6.1.5.5.7.3.36"));
    }

    #[test]
    fn the_hash_of_a_file_is_that_of_the_bytes_that_were_received() {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = fetched(ListName::News, &[&pem("Publisher", false)]);
        parts[0].bytes.extend(b"# Latin-1: \xe9\n");
        let received = sha256(&parts[0].bytes);
        let list = StoredList::new(ListName::News, at(0), parts).unwrap();
        list.save(folder.path()).unwrap();
        let found = StoredList::load(folder.path(), ListName::News).unwrap().unwrap();
        assert_eq!(found.parts[0].sha256, received);
        let path = file(folder.path(), "news");
        let changed = fs::read_to_string(&path).unwrap().replace("Latin", "Roman");
        fs::write(&path, changed).unwrap();
        assert!(StoredList::load(folder.path(), ListName::News).is_err());
    }

    #[test]
    fn each_servers_list_has_its_own_copy_and_that_of_an_earlier_version_is_still_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let of = |url: &str, seconds| {
            let mut parts = fetched(ListName::Que, &[&pem(url, true)]);
            parts[0].url = format!("{url}/v1/trust-list");
            StoredList::new(ListName::Que, at(seconds), parts).unwrap()
        };
        let read = || -> Vec<_> {
            let all = crate::kept_lists(folder).into_iter();
            let que = all.filter(|kept| kept.list == ListName::Que);
            que.map(|kept| {
                let stored = kept.stored.unwrap();
                stored.map(|list| (list.trust_list().unwrap().name, list.fetched_at().unwrap()))
            })
            .collect()
        };
        assert_eq!(read(), [None]);
        let (one, other) = (of("https://a.example", 1), of("https://b.example", 2));
        one.save(folder).unwrap();
        fs::rename(one.file(folder), file(folder, "que")).unwrap();
        other.save(folder).unwrap();
        let (a, b) = ("que https://a.example".to_owned(), "que https://b.example".to_owned());
        assert_eq!(read(), [Some((b.clone(), at(2))), Some((a.clone(), at(1)))]);
        of("https://a.example", 3).save(folder).unwrap();
        assert_eq!(read(), [Some((a, at(3))), Some((b, at(2)))]);
        assert_eq!(other.title(), "Que server's list (b.example)");
    }

    #[test]
    fn a_list_that_could_not_be_read_again_is_not_saved_and_the_earlier_copy_stays() {
        let folder = tempfile::tempdir().unwrap();
        let of = |comment: &str| {
            let text = pem("Publisher", false) + comment;
            StoredList::new(ListName::News, at(0), fetched(ListName::News, &[&text])).unwrap()
        };
        let earlier = of("");
        earlier.save(folder.path()).unwrap();
        // Each of these bytes takes six in JSON.
        let large = of(&"\u{1}".repeat(3 << 20));
        assert_eq!(
            large.save(folder.path()).unwrap_err().kind(),
            io::ErrorKind::FileTooLarge
        );
        assert_eq!(StoredList::load(folder.path(), ListName::News).unwrap(), Some(earlier));
    }

    #[test]
    fn a_list_with_one_broken_file_is_refused_and_the_file_is_named() {
        let authority = pem("Authority", true);
        let parts = fetched(ListName::Interim, &[&authority, "<html>", "1.2.3"]);
        let refused = StoredList::new(ListName::Interim, at(0), parts);
        assert_eq!(refused, Err(("allowed.sha256.txt", ListError::NoHashes)));
    }

    #[test]
    fn a_changed_file_on_disk_is_reported_and_trusts_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let parts = fetched(ListName::News, &[&pem("Publisher", false)]);
        let list = StoredList::new(ListName::News, at(0), parts).unwrap();
        list.save(folder.path()).unwrap();
        let path = file(folder.path(), "news");
        let saved = fs::read_to_string(&path).unwrap();
        let other = serde_json::to_string(&pem("Somebody else", false)).unwrap();
        let start = saved.find("\"text\":").unwrap() + 7;
        for changed in [
            format!("{}{other}}}]}}", &saved[..start]),
            saved[..saved.len() / 2].to_owned(),
            saved.replace("\"news\"", "\"official\""),
            String::new(),
        ] {
            fs::write(&path, changed).unwrap();
            let error = StoredList::load(folder.path(), ListName::News).unwrap_err();
            assert!(matches!(error, DamagedList::Changed), "{error}");
        }
        fs::write(&path, saved).unwrap();
        assert!(StoredList::load(folder.path(), ListName::News).unwrap().is_some());
    }

    #[test]
    fn a_list_is_old_after_thirty_days_or_if_its_date_is_in_the_future_and_never_younger_than_today() {
        let parts = fetched(ListName::News, &[&pem("Publisher", false)]);
        let list = StoredList::new(ListName::News, at(0), parts).unwrap();
        let day = 24 * 60 * 60;
        for (now, days, old) in [
            (-day - 1, 0, true),
            (-day, 0, false),
            (0, 0, false),
            (30 * day - 1, 29, false),
            (30 * day, 30, true),
        ] {
            assert_eq!((list.days_old(at(now)), list.is_old(at(now))), (days, old), "{now}");
        }
    }
}
