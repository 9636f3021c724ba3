//! The Content Credentials that files had before they were signed, as files beside the database. A signed copy loses
//! them, and the original may go.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use rusqlite::{OptionalExtension as _, params};
use whole_files::{Policy, write_whole};

use super::{Store, StoreError, layout::EARLIER_CREDENTIALS, private::make_private_folder};
use model::UploadId;

/// The folder of earlier credentials. Each file is a C2PA manifest store, named after the SHA-256 of the file that it was
/// in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierStores {
    folder: PathBuf,
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
            hashes.extend(hash.filter(|hash| kept.find(hash).is_some()));
        }
        hashes.sort_unstable();
        hashes.dedup();
        Ok(hashes)
    }

    /// Deletes the earlier credentials of these hashes if no upload has them anymore.
    pub(super) fn forget_credentials(&self, hashes: &[String]) -> Result<(), StoreError> {
        let kept = self.kept_credentials();
        for hash in hashes {
            // Of any server: the folder belongs to all.
            let sql = "SELECT EXISTS (SELECT 1 FROM uploads WHERE sha256 = ?1)";
            let is_used: bool = self.connection.query_row(sql, [hash], |row| row.get(0))?;
            if !is_used
                && let Some(path) = kept.find(hash)
                && let Err(error) = fs::remove_file(path)
            {
                tracing::warn!(%error, "earlier credentials could not be deleted");
            }
        }
        Ok(())
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
