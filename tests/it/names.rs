//! Names that programs stumble over.

use std::path::PathBuf;

use crate::{
    backend::Setup,
    bench::Bench,
    files::{noise, write},
};

#[test]
fn a_folder_of_awkward_names_is_uploaded_completely() {
    let bench = Bench::new();
    let long = format!("{}.jpg", "long".repeat(49));
    assert_eq!(long.len(), 200);
    let names = [
        " two  spaces .bin",
        "100% sure.bin",
        "100%25.bin",
        "#1 & more?=+.bin",
        "ünïcödé – naïve.bin",
        "🦀📷.bin",
        "كاميرا.bin",
        "it's \"quoted\".bin",
        ".hidden",
        "no extension",
        "trailing.dot.",
        "-starts-with-a-dash",
        long.as_str(),
    ];
    let names = names
        .iter()
        .filter(|name| cfg!(unix) || !name.contains(['?', '"']) && !name.ends_with('.'))
        .copied();
    let folder = bench.path("files/a folder #1 with 100% 📷");
    #[cfg_attr(not(target_os = "linux"), expect(unused_mut, reason = "names are added on Linux"))]
    let mut contents: Vec<(PathBuf, Vec<u8>)> = names
        .zip(1..)
        .map(|(name, seed)| (folder.join(name), noise(seed, 500)))
        .collect();
    // File systems of other platforms do not allow this name.
    #[cfg(target_os = "linux")]
    {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let name = OsStr::from_bytes(b"not \xff utf-8 \xc3.bin");
        contents.push((folder.join(name), noise(99, 500)));
    }
    for (path, bytes) in &contents {
        write(path, bytes);
    }
    let mut setup = Setup::new(&bench);
    // One of them is hidden, so it is included only on request.
    setup.include_hidden = true;
    let mut backend = setup.start();
    backend.upload(&[&folder]);
    assert_eq!(backend.model.queue.uploads().len(), contents.len());
    for (path, bytes) in &contents {
        let row = backend
            .model
            .queue
            .uploads()
            .iter()
            .find(|upload| upload.source.path == *path)
            .unwrap_or_else(|| panic!("{} has no row", path.display()));
        assert_eq!(bench.fetch(row.object.as_ref().unwrap()), *bytes, "{}", path.display());
        assert_eq!(row.source.folder(), "a folder #1 with 100% 📷");
    }

    // The same paths come back from disk.
    backend.stop();
    let mut backend = Setup::new(&bench).start();
    let history = backend.history("");
    assert_eq!(history.len(), contents.len());
    for (path, _) in &contents {
        assert!(
            history.iter().any(|upload| upload.source.path == *path),
            "{}",
            path.display()
        );
    }
}

#[test]
fn raw_pictures_are_stored_with_their_own_type_on_the_first_attempt() {
    let endings = "3fr arw bay cap cr2 cr3 crm crw cs1 dcr dcs dng drf erf fff gpr iiq k25 kdc mdc mef mos mrw nef nrw orf \
                   ori pef ptx pxn raf raw rw2 rwl sr2 srf srw sti x3f";
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    let mut sent = 0;
    for ending in endings.split_whitespace() {
        let name = format!("picture.{ending}");
        backend.upload(&[bench.file(&name, format!("a raw picture, {ending}").as_bytes())]);
        sent += 1;
        let kind = backend.row(&name).content_type.clone().unwrap_or_default();
        assert!(kind.contains("/x-"), "{name}: {kind}");
        // If the server signed another type for the name, the storage refuses the first attempt and another type is tried.
        assert_eq!(faults.puts().len(), sent, "{name}: {kind}");
    }
    backend.stop();
}
