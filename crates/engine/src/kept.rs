//! Earlier credentials that were kept when a file was signed, and saving them beside a proof or a signed copy.

use std::{
    fs::File,
    io::{self, ErrorKind, Read as _},
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

/// How many links are followed. The system has the same limit.
const MAX_LINKS: u32 = 40;

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
    let own_sum = sum(bytes, &own);
    match kept.sum(sha256) {
        Some(noted) if noted == own_sum => {}
        // Earlier versions noted none. From now on, damage shows.
        None if is_manifest_store(&path, bytes) => {
            if let Err(error) = kept.note_sum(sha256, &own_sum) {
                tracing::info!(%error, "the sum of kept credentials could not be noted");
            }
        }
        _ => return Found::Damaged,
    }
    Found::Sound(KeptStore {
        sha256: own,
        bytes,
        path,
    })
}

/// The first bytes of a manifest store of this many bytes, see "JUMBF superbox" in the C2PA specification: the box, then its
/// description with the type of a manifest store.
fn is_manifest_store(path: &Path, bytes: u64) -> bool {
    const TYPE: [u8; 16] = *b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71";
    let mut first = [0; 32];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    let [
        a,
        b,
        c,
        d,
        b'j',
        b'u',
        b'm',
        b'b',
        _,
        _,
        _,
        _,
        b'j',
        b'u',
        b'm',
        b'd',
        kind @ ..,
    ] = first
    else {
        return false;
    };
    read.is_ok() && u64::from(u32::from_be_bytes([a, b, c, d])) == bytes && kind == TYPE
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
    let target = target_of(path);
    if target.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let beside = match kept.filter(|_| is_file_or_nothing(path).is_ok()) {
        Some(kept) => Some(save_beside(&target, "c2pa", &kept.path)?),
        None => None,
    };
    let name = beside.as_deref().and_then(Path::file_name);
    let text = make(name.map(|name| name.to_string_lossy()).as_deref());
    write_whole(path, text.as_bytes(), Policy::Named)?;
    Ok(beside)
}

/// Where a path leads, if it is a link: the proof is written there, and what belongs beside it, too.
fn target_of(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = std::fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target
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
        if may_be_same_file(&place, path) {
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

/// Whether these paths, which differ only in their extensions, lead to the same file on some system: most of macOS and Windows
/// ignore case, and Windows ignores dots and spaces at the end. The file may not be there yet, so only the names tell.
fn may_be_same_file(one: &Path, other: &Path) -> bool {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(['.', ' ']).to_lowercase()
    };
    name(one) == name(other)
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
        keep(&kept, HASH, b"store").unwrap();
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
        // On other systems these names are one file.
        for (proof, beside) in [("d.C2PA", "d.2.c2pa"), ("e.c2pa ", "e.2.c2pa"), ("f.C2pa", "f.2.c2pa")] {
            let written = write_proof(&saved(proof), Some(&found), |_| "proof".to_owned()).unwrap();
            assert_eq!(written, Some(saved(beside)), "{proof}");
            assert_eq!(fs::read(saved(proof)).unwrap(), b"proof");
        }
        assert_eq!(write_proof(&proof, None, |_| "alone".to_owned()).unwrap(), None);
        // Without the kept file there is no proof that claims it.
        fs::remove_file(&found.path).unwrap();
        write_proof(&saved("c.json"), Some(&found), |_| "proof".to_owned()).unwrap_err();
        assert!(!saved("c.json").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_proof_behind_a_link_has_the_credentials_beside_itself_and_a_folder_gets_neither() {
        let folder = tempfile::tempdir().unwrap();
        let kept = EarlierStores::beside(&folder.path().join("data/uploads.sqlite3"));
        keep(&kept, HASH, b"store").unwrap();
        let found = find_kept(&kept, Some(HASH)).unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("far")).unwrap();
        // To a file that is not there yet, by a relative path.
        std::os::unix::fs::symlink("far/proof.json", at("link.json")).unwrap();
        for _ in 0..2 {
            let beside = write_proof(&at("link.json"), Some(&found), |name| name.unwrap().to_owned()).unwrap();
            assert_eq!(beside.unwrap(), at("far/proof.c2pa"));
            assert_eq!(fs::read(at("far/proof.json")).unwrap(), b"proof.c2pa");
            assert!(!at("link.c2pa").exists());
        }
        std::os::unix::fs::symlink("far", at("folder.json")).unwrap();
        for name in ["far", "folder.json"] {
            let error = write_proof(&at(name), Some(&found), |_| String::new()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::IsADirectory, "{name}");
        }
        assert!(!at("far.c2pa").exists() && !at("folder.c2pa").exists());
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

    #[test]
    fn a_store_that_an_earlier_version_kept_without_a_sum_gets_one_if_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let kept = EarlierStores::beside(&folder.path().join("uploads.sqlite3"));
        let kind = b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\0";
        let mut store = [&b"\0\0\0\x2ejumb\0\0\0\x1ejumd"[..], kind, b"contents"].concat();
        assert_eq!(store.len(), 0x2e);
        for cut in ["cut", "no store"] {
            let damaged = if cut == "cut" { &store[..40] } else { cut.as_bytes() };
            kept.keep(HASH, damaged).unwrap();
            assert_eq!(find_kept(&kept, Some(HASH)), None, "{cut}");
            assert_eq!(kept.sum(HASH), None, "{cut}");
        }
        kept.keep(HASH, &store).unwrap();
        let found = find_kept(&kept, Some(HASH)).unwrap();
        assert_eq!(kept.sum(HASH), Some(format!("46 {}", found.sha256)));
        assert_eq!(find_kept(&kept, Some(HASH)), Some(found));
        // From then on, every byte counts.
        store[40] ^= 1;
        kept.keep(HASH, &store).unwrap();
        assert_eq!(find_kept(&kept, Some(HASH)), None);
    }
}
