//! The Content Credentials that files had before they were signed, as files beside the database. A signed copy loses
//! them, and the original may go.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use rusqlite::{OptionalExtension as _, params};
use whole_files::{Policy, read, write_whole};

use super::{Store, StoreError, layout::EARLIER_CREDENTIALS, private::make_private_folder};
use model::UploadId;

/// The folder of earlier credentials. Each file is a C2PA manifest store, named after the SHA-256 of the file that it was
/// in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierStores {
    folder: PathBuf,
}

/// The file in that folder that lists the hashes whose credentials are to be deleted.
const TO_DELETE: &str = "to-delete";

/// The extension of the sum of a manifest store.
const SUM: &str = "sum";

/// The largest such sum in bytes.
const MAX_SUM: u64 = 200;

/// The largest such list in bytes.
const MAX_NOTE: u64 = 64 << 20;

/// What became of the credentials to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DeletedCredentials {
    pub(super) deleted: usize,
    pub(super) left: usize,
}

impl EarlierStores {
    /// The folder beside this database. Creates nothing.
    #[must_use]
    pub fn beside(database: &Path) -> Self {
        Self {
            folder: database.with_file_name(EARLIER_CREDENTIALS),
        }
    }

    /// Keeps the manifest store of the file with this SHA-256 (hexadecimal). Blocks until it is written.
    ///
    /// # Errors
    /// The system's, or [`ErrorKind::InvalidInput`] for something that is no SHA-256.
    pub fn keep(&self, sha256: &str, manifest_store: &[u8]) -> io::Result<()> {
        let path = self.path(sha256).ok_or(ErrorKind::InvalidInput)?;
        make_private_folder(&self.folder)?;
        write_whole(&path, manifest_store, Policy::Private)
    }

    /// The manifest store of the file with this SHA-256, if it was kept.
    #[must_use]
    pub fn find(&self, sha256: &str) -> Option<PathBuf> {
        self.path(sha256).filter(|path| path.is_file())
    }

    /// Like [`Self::keep`], and notes this sum beside it: what the store was when it was kept.
    ///
    /// # Errors
    /// As of [`Self::keep`].
    pub fn keep_with_sum(&self, sha256: &str, manifest_store: &[u8], sum: &str) -> io::Result<()> {
        make_private_folder(&self.folder)?;
        self.note_sum(sha256, sum)?;
        self.keep(sha256, manifest_store)
    }

    /// Notes the sum of what was kept without one.
    ///
    /// # Errors
    /// As of [`Self::keep`].
    pub fn note_sum(&self, sha256: &str, sum: &str) -> io::Result<()> {
        let path = self.path(sha256).ok_or(ErrorKind::InvalidInput)?;
        write_whole(&path.with_extension(SUM), sum.as_bytes(), Policy::Private)
    }

    /// The sum that was noted for what was kept of this file. `None` for what earlier versions kept.
    #[must_use]
    pub fn sum(&self, sha256: &str) -> Option<String> {
        let path = self.path(sha256)?.with_extension(SUM);
        String::from_utf8(read(&path, MAX_SUM).ok()?).ok()
    }

    /// The hashes whose credentials are to be deleted.
    fn noted(&self) -> BTreeSet<String> {
        let text = read(&self.folder.join(TO_DELETE), MAX_NOTE).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        text.lines()
            .map(str::to_owned)
            .filter(|hash| self.path(hash).is_some())
            .collect()
    }

    fn note(&self, hashes: &BTreeSet<String>) {
        let path = self.folder.join(TO_DELETE);
        let written = if hashes.is_empty() {
            fs::remove_file(&path).or_else(|error| match error.kind() {
                ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })
        } else {
            let lines: String = hashes.iter().map(|hash| format!("{hash}\n")).collect();
            write_whole(&path, lines.as_bytes(), Policy::Private)
        };
        if let Err(error) = written {
            tracing::warn!(%error, "which earlier credentials to delete could not be noted");
        }
    }

    /// A damaged database can contain anything, so only a hash becomes a path.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| self.folder.join(format!("{}.c2pa", sha256.to_ascii_lowercase())))
    }
}

impl Store {
    /// The earlier credentials that were kept.
    #[must_use]
    pub fn kept_credentials(&self) -> EarlierStores {
        EarlierStores::beside(&self.file.path)
    }

    /// The hashes of those of these uploads whose earlier credentials were kept.
    pub(super) fn hashes_with_kept_credentials(&self, ids: &[UploadId]) -> Result<Vec<String>, StoreError> {
        let kept = self.kept_credentials();
        if !kept.folder.is_dir() {
            return Ok(Vec::new());
        }
        let sql = "SELECT sha256 FROM uploads WHERE id = ?1 AND server = ?2 AND sha256 IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut hashes = Vec::new();
        for id in ids {
            let row = statement.query_row(params![id.number(), self.server], |row| row.get(0));
            // A value that cannot be read has no file.
            let hash: Option<String> = row.optional().ok().flatten();
            // Those of a signed copy that was signed again are named in its manifest.
            let of_copies = hash.is_some().then(|| super::rows::signings(&self.connection, *id));
            let of_copies = of_copies.and_then(Result::ok).into_iter().flatten();
            let all = of_copies.filter_map(|facts| facts.earlier_hash()).chain(hash);
            hashes.extend(all.filter(|hash| kept.find(hash).is_some() || kept.sum(hash).is_some()));
        }
        hashes.sort_unstable();
        hashes.dedup();
        Ok(hashes)
    }

    /// Of how many files the earlier credentials are kept for these uploads.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_kept_credentials(&self, ids: &[UploadId]) -> Result<usize, StoreError> {
        let kept = self.kept_credentials();
        let hashes = self.hashes_with_kept_credentials(ids)?;
        Ok(hashes.iter().filter(|hash| kept.find(hash).is_some()).count())
    }

    /// Notes that the credentials of these files are to be deleted, whatever happens meanwhile.
    pub(super) fn note_deletion(&self, hashes: &[String]) {
        let kept = self.kept_credentials();
        if !hashes.is_empty() {
            let all: BTreeSet<_> = kept.noted().into_iter().chain(hashes.iter().cloned()).collect();
            kept.note(&all);
        }
    }

    /// The hashes of all files that manifests name as their originals.
    fn hashes_named_in_manifests(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT manifest_json FROM signings WHERE instr(manifest_json, 'c2pa.opened') > 0";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut named = BTreeSet::new();
        while let Some(row) = rows.next()? {
            // A text that cannot be read names nothing.
            named.extend(row.get::<_, String>(0).ok().and_then(|text| model::earlier_hash(&text)));
        }
        Ok(named)
    }

    /// Deletes the earlier credentials that are noted, if no upload has them anymore.
    pub(super) fn delete_noted_credentials(&self) -> Result<DeletedCredentials, StoreError> {
        let kept = self.kept_credentials();
        let noted = kept.noted();
        let mut left = BTreeSet::new();
        let mut deleted = 0;
        let named = match noted.is_empty() {
            true => BTreeSet::new(),
            false => self.hashes_named_in_manifests()?,
        };
        for hash in &noted {
            // Of any server: the folder belongs to all.
            let sql = "SELECT EXISTS (SELECT 1 FROM uploads WHERE sha256 = ?1)";
            let is_used: bool = self.connection.query_row(sql, [hash], |row| row.get(0))?;
            if is_used || named.contains(hash) {
                continue;
            }
            if let Some(path) = kept.path(hash) {
                let _ = fs::remove_file(path.with_extension(SUM));
            }
            let Some(path) = kept.find(hash) else {
                continue;
            };
            match fs::remove_file(path) {
                Ok(()) => deleted += 1,
                Err(error) => {
                    tracing::warn!(%error, "earlier credentials could not be deleted");
                    left.insert(hash.clone());
                }
            }
        }
        if !noted.is_empty() {
            kept.note(&left);
        }
        let left = left.len();
        Ok(DeletedCredentials { deleted, left })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn what_is_kept_is_found_by_the_hash_of_its_file_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let kept = EarlierStores::beside(&folder.path().join("uploads.sqlite3"));
        assert_eq!(kept.find(HASH), None);
        kept.keep(HASH, b"store").unwrap();
        kept.keep(HASH, b"store").unwrap();
        let path = kept.find(&HASH.to_uppercase()).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"store");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(fs::metadata(&kept.folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        for wrong in ["", "../../settings", &HASH[1..], &format!("{}/x", &HASH[2..])] {
            assert_eq!(kept.find(wrong), None);
            let refused = kept.keep(wrong, b"store").unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::InvalidInput);
        }
    }
}
