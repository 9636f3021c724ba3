//! Earlier credentials that were kept when a file was signed, and saving them beside a proof or a signed copy.

use std::{
    fs::File,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{existing::earlier::keep_again, sha256_of};
use content_credentials::earlier_pointer;
use decoder::Decoders;
use model::{DAMAGED_CREDENTIALS, KeptStore, MissingCredentials, ObjectRef, Upload};
use store::EarlierStores;
use whole_files::{Policy, is_file_or_nothing, read, write_whole};

/// The largest manifest store in bytes. Larger ones are not kept.
const MAX_STORE: u64 = 64 << 20;

/// How many names are tried if other files exist.
const MAX_NAMES: u32 = 1000;

/// Keeps the manifest store of the file with this SHA-256, and what it is, so that damage shows. Blocks.
///
/// # Errors
/// The system's.
pub(crate) fn keep(kept: &EarlierStores, sha256: &str, store: &[u8]) -> io::Result<()> {
    let own = sha256_of(&mut &*store, |_| Ok(()))?;
    kept.keep_with_sum(sha256, store, &sum(store.len() as u64, &own))
}

fn sum(bytes: u64, sha256: &str) -> String {
    format!("{bytes} {sha256}")
}

/// What was kept of a file.
enum Found {
    Nothing,
    /// It is not what was kept.
    Damaged,
    Sound(KeptStore),
}

fn look(kept: &EarlierStores, sha256: &str) -> Found {
    let Some(path) = kept.find(sha256) else {
        return Found::Nothing;
    };
    let mut bytes = 0;
    let own = File::open(&path).and_then(|mut file| {
        sha256_of(&mut file, |read| {
            bytes += read;
            Ok(())
        })
    });
    let Ok(own) = own else { return Found::Damaged };
    // Earlier versions noted no sum.
    let is_sound = kept.sum(sha256).is_none_or(|noted| noted == sum(bytes, &own));
    if bytes == 0 || !is_sound {
        return Found::Damaged;
    }
    Found::Sound(KeptStore {
        sha256: own,
        bytes,
        path,
    })
}

/// What was kept of the file with this SHA-256, if it is still what was kept. Blocks while it is hashed.
#[must_use]
pub fn find_kept(kept: &EarlierStores, sha256: Option<&str>) -> Option<KeptStore> {
    match look(kept, sha256?) {
        Found::Sound(found) => Some(found),
        Found::Nothing | Found::Damaged => None,
    }
}

/// The SHA-256 of the file whose credentials the newest signed copy names: of the upload, or of an earlier signed copy that was
/// signed again. `None` if that is not known.
fn named(upload: &Upload) -> Option<String> {
    let pointer = upload
        .signed
        .as_ref()
        .and_then(|facts| earlier_pointer(&facts.manifest_json));
    let Some(pointer) = pointer else {
        return upload.sha256.clone();
    };
    let uri = upload.object.as_ref().and_then(ObjectRef::s3_uri);
    let is_another = pointer.uri.is_some() && uri.is_some() && pointer.uri != uri;
    match pointer.sha256 {
        None if is_another => None,
        None => upload.sha256.clone(),
        named => named,
    }
}

/// What was kept of the file whose credentials an upload's signed copy names. If nothing was, or it is damaged, this tries again
/// while that file is still here. Blocks.
///
/// # Errors
/// Why they could not be kept now, or that they are damaged.
pub fn find_or_keep(kept: &EarlierStores, upload: &Upload, decoders: &Decoders) -> Result<Option<KeptStore>, String> {
    let Some(sha256) = named(upload) else {
        return Ok(None);
    };
    let is_damaged = match look(kept, &sha256) {
        Found::Sound(found) => return Ok(Some(found)),
        Found::Damaged => true,
        Found::Nothing => false,
    };
    let manifest = upload.signed.as_ref().map(|facts| facts.manifest_json.as_str());
    let is_of_upload = upload
        .sha256
        .as_deref()
        .is_some_and(|own| own.eq_ignore_ascii_case(&sha256));
    let may_keep = is_of_upload && (is_damaged || manifest.and_then(earlier_pointer).is_some());
    if may_keep && keep_again(decoders, kept, upload)? {
        return Ok(find_kept(kept, Some(&sha256)));
    }
    match is_damaged {
        true => Err(DAMAGED_CREDENTIALS.to_owned()),
        false => Ok(None),
    }
}

/// Why the earlier credentials that an upload's signed copy names are not there.
#[must_use]
pub fn why_missing(upload: &Upload, found: &Result<Option<KeptStore>, String>) -> Option<MissingCredentials> {
    match found {
        Ok(Some(_)) => None,
        Err(reason) if reason == DAMAGED_CREDENTIALS => Some(MissingCredentials::Damaged),
        Err(reason) => Some(MissingCredentials::NotReadable(reason.clone())),
        Ok(None) => {
            let pointer = earlier_pointer(&upload.signed.as_ref()?.manifest_json)?;
            Some(MissingCredentials::NotKept { of: pointer.uri })
        }
    }
}

/// Writes a proof to `path`, and earlier credentials to a `.c2pa` file beside it. `make` makes the proof; it gets that
/// file's name. Into a pipe or a device, only the proof is written. Returns the path of the `.c2pa` file. Blocks.
///
/// # Errors
/// The system's. Without the earlier credentials there is no proof.
pub fn write_proof(
    path: &Path,
    kept: Option<&KeptStore>,
    make: impl FnOnce(Option<&str>) -> String,
) -> io::Result<Option<PathBuf>> {
    let beside = match kept.filter(|_| is_file_or_nothing(path).is_ok()) {
        Some(kept) => Some(save_beside(path, "c2pa", &kept.path)?),
        None => None,
    };
    let name = beside.as_deref().and_then(Path::file_name);
    let text = make(name.map(|name| name.to_string_lossy()).as_deref());
    write_whole(path, text.as_bytes(), Policy::Named)?;
    Ok(beside)
}

/// Copies earlier credentials to a file with the stem of `path` and this extension. Other files keep their names: it gets
/// a number if necessary. Blocks.
///
/// # Errors
/// The system's.
pub(crate) fn save_beside(path: &Path, extension: &str, kept: &Path) -> io::Result<PathBuf> {
    let bytes = read(kept, MAX_STORE)?;
    let mut number = 1;
    loop {
        let place = match number {
            1 => path.with_extension(extension),
            number => path.with_extension(format!("{number}.{extension}")),
        };
        // Saved there before.
        let is_same = || read(&place, MAX_STORE).is_ok_and(|found| found == bytes);
        if place == path {
            number += 1;
            continue;
        }
        match write_whole(&place, &bytes, Policy::New) {
            Ok(()) => return Ok(place),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && is_same() => return Ok(place),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MAX_NAMES => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn earlier_credentials_are_saved_beside_a_proof_and_replace_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let kept = EarlierStores::beside(&folder.path().join("data/uploads.sqlite3"));
        fs::create_dir(folder.path().join("data")).unwrap();
        assert_eq!(find_kept(&kept, Some(HASH)), None);
        kept.keep(HASH, b"store").unwrap();
        let found = find_kept(&kept, Some(HASH)).unwrap();
        assert_eq!(
            (found.bytes, found.sha256.as_str()),
            (5, "824d80d71985f082a26997a8db88b5d1dd45b777d73585d03d236303e21bde97")
        );
        let proof = folder.path().join("a.jpg.proof.json");
        let saved = |name: &str| folder.path().join(name);
        let write = || write_proof(&proof, Some(&found), |name| name.unwrap().to_owned()).unwrap();
        assert_eq!(write(), Some(saved("a.jpg.proof.c2pa")));
        assert_eq!(fs::read(saved("a.jpg.proof.c2pa")).unwrap(), b"store");
        assert_eq!(fs::read(&proof).unwrap(), b"a.jpg.proof.c2pa");
        // Once more is the same file. Another one stays.
        assert_eq!(write(), Some(saved("a.jpg.proof.c2pa")));
        fs::write(saved("a.jpg.proof.c2pa"), "mine").unwrap();
        assert_eq!(write(), Some(saved("a.jpg.proof.2.c2pa")));
        assert_eq!(fs::read(saved("a.jpg.proof.c2pa")).unwrap(), b"mine");
        // The proof itself may have that extension.
        let odd = write_proof(&saved("b.c2pa"), Some(&found), |_| "proof".to_owned()).unwrap();
        assert_eq!(odd, Some(saved("b.2.c2pa")));
        assert_eq!(fs::read(saved("b.c2pa")).unwrap(), b"proof");
        assert_eq!(write_proof(&proof, None, |_| "alone".to_owned()).unwrap(), None);
        // Without the kept file there is no proof that claims it.
        fs::remove_file(&found.path).unwrap();
        write_proof(&saved("c.json"), Some(&found), |_| "proof".to_owned()).unwrap_err();
        assert!(!saved("c.json").exists());
    }

    #[test]
    fn what_was_kept_is_handed_out_only_while_it_is_undamaged() {
        let folder = tempfile::tempdir().unwrap();
        let kept = EarlierStores::beside(&folder.path().join("uploads.sqlite3"));
        keep(&kept, HASH, b"store").unwrap();
        let path = find_kept(&kept, Some(HASH)).unwrap().path;
        for damaged in ["", "stork", "store and more"] {
            fs::write(&path, damaged).unwrap();
            assert_eq!(find_kept(&kept, Some(HASH)), None, "{damaged}");
        }
        keep(&kept, HASH, b"store").unwrap();
        assert!(find_kept(&kept, Some(HASH)).is_some());
    }
}
