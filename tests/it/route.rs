//! The normal route: files go in, the same bytes are stored, their keys are on record.

use std::collections::HashSet;

use model::{MediaTypeNote, UploadState};

use crate::{
    backend::Setup,
    bench::Bench,
    files::{self, noise, sha256},
};

#[test]
fn files_and_folders_are_stored_byte_for_byte_with_their_hash_and_key_on_record() {
    let bench = Bench::new();
    let mut contents = vec![
        ("trip/day 1/a.bin".to_owned(), noise(1, 100_000)),
        ("trip/day 1/b.bin".to_owned(), noise(2, 1)),
        ("trip/day 2/c.bin".to_owned(), noise(3, 3 << 20)),
        ("alone.bin".to_owned(), noise(4, (1 << 20) + 1)),
    ];
    let kinds = files::signable();
    contents.extend(
        kinds
            .iter()
            .map(|(name, _, bytes)| (format!("kinds/{name}"), bytes.clone())),
    );
    for (name, bytes) in &contents {
        bench.file(name, bytes);
    }
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[
        bench.path("files/trip"),
        bench.path("files/alone.bin"),
        bench.path("files/kinds"),
    ]);

    assert_eq!(backend.model.queue.uploads().len(), contents.len());
    let mut keys = HashSet::new();
    for (name, bytes) in &contents {
        let name = name.rsplit('/').next().unwrap();
        let row = backend.row(name);
        let object = backend.object(name);
        assert!(bench.fetch(&object) == *bytes, "{name} is stored unchanged");
        assert_eq!(row.sha256.as_deref(), Some(sha256(bytes).as_str()), "{name}");
        assert_eq!(object.bucket.as_deref(), Some(bench.sandbox().bucket()));
        assert!(object.key.starts_with("uploads/"), "{object:?}");
        assert!(row.unknown_outcomes.is_empty());
        assert!(keys.insert(object.key), "each file has its own key");
    }
    for (name, kind, _) in &kinds {
        let row = backend.row(name);
        // Que names two types differently than the tables of file extensions by which the sandbox signs.
        let signed = match *name {
            "film.avi" => "video/x-msvideo",
            "sound.m4a" => "audio/m4a",
            _ => kind,
        };
        assert_eq!(row.content_type.as_deref(), Some(signed), "{name}");
        assert_eq!(row.content_type_note, None, "{name}");
    }
    assert_eq!(backend.retried(), Vec::<&model::Failure>::new());
}

#[test]
fn the_bytes_decide_the_type_even_when_the_storage_signs_it_by_name() {
    let bench = Bench::new();
    let faults = bench.faults();
    let png = files::png();
    let paths = [bench.file("one.jpg", &png), bench.file("two.jpg", &png)];
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.upload(&paths);
    for name in ["one.jpg", "two.jpg"] {
        let row = backend.row(name);
        let by_name = "image/jpeg".to_owned();
        assert_eq!(row.content_type_note, Some(MediaTypeNote::BytesDisagree { by_name }));
        assert_eq!(row.content_type.as_deref(), Some("image/png"));
        assert!(
            backend.object(name).key.ends_with(".png"),
            "the key has the extension of the content"
        );
        assert_eq!(bench.fetch(&backend.object(name)), png);
    }
    assert_eq!(
        faults.puts().len(),
        2,
        "the presigned name matches the type of the bytes, so nothing is refused"
    );
}

#[test]
fn a_storage_that_signs_no_content_type_gets_the_type_of_the_bytes() {
    let bench = Bench::with(|options| options.sign_content_type = false);
    let path = bench.file("one.jpg", &files::png());
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[path]);
    assert_eq!(backend.row("one.jpg").content_type.as_deref(), Some("image/png"));
}

#[test]
fn an_empty_file_is_an_object_of_no_bytes() {
    let bench = Bench::new();
    let path = bench.file("empty.txt", b"");
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[path]);
    assert_eq!(bench.fetch(&backend.object("empty.txt")), b"");
    assert_eq!(backend.row("empty.txt").sha256.as_deref(), Some(sha256(b"").as_str()));
}

#[test]
fn a_file_deleted_while_queued_fails_alone() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::fault_proxy::Latch::new();
    faults.add(crate::fault_proxy::Rule::put(crate::fault_proxy::Action::Hold(latch.clone())).times(1));
    let paths = [
        bench.file("1.bin", &noise(1, 10)),
        bench.file("2.bin", &noise(2, 10)),
        bench.file("3.bin", &noise(3, 10)),
    ];
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&paths);
    crate::bench::wait_until("the first upload", || faults.running_puts() == 1);
    std::fs::remove_file(&paths[1]).unwrap();
    latch.open();
    backend.wait_until_done();
    let failure = backend.failure("2.bin");
    assert_eq!(failure.step, model::Step::Read);
    assert!(!failure.message.is_empty() && !failure.hint.is_empty());
    assert_eq!(faults.presigns().len(), 2, "no URL is requested for a missing file");
    for name in ["1.bin", "3.bin"] {
        assert_eq!(backend.row(name).state, UploadState::Uploaded);
    }
}

#[test]
fn a_file_that_grew_while_queued_is_uploaded_as_it_is_now() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::fault_proxy::Latch::new();
    faults.add(crate::fault_proxy::Rule::put(crate::fault_proxy::Action::Hold(latch.clone())).times(1));
    let paths = [bench.file("1.bin", &noise(1, 10)), bench.file("2.bin", &noise(2, 10))];
    let mut backend = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    backend.add(&paths);
    crate::bench::wait_until("the first upload", || faults.running_puts() == 1);
    let grown = noise(9, 5000);
    std::fs::write(&paths[1], &grown).unwrap();
    latch.open();
    backend.wait_until_done();
    assert_eq!(bench.fetch(&backend.object("2.bin")), grown);
    let row = backend.row("2.bin");
    assert_eq!((row.source.size, row.sha256.clone()), (5000, Some(sha256(&grown))));
}

#[test]
fn a_file_that_grows_while_being_sent_fails_and_is_not_stored() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::fault_proxy::Latch::new();
    faults.add(crate::fault_proxy::Rule::put(crate::fault_proxy::Action::Hold(latch.clone())).times(1));
    // More than the kernel and the program buffer together.
    let path = bench.file("growing.bin", &noise(1, 32 << 20));
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&[&path]);
    crate::bench::wait_until("the upload", || faults.running_puts() == 1);
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, b"more").unwrap();
    drop(file);
    latch.open();
    backend.wait_until_done();
    let failure = backend.failure("growing.bin");
    assert!(
        failure.message.to_lowercase().contains("grew") || failure.message.contains("larger"),
        "{failure:?}"
    );
    let put = &faults.puts()[0];
    let key = put.split_once("/uploads/").unwrap().1;
    let object = model::ObjectRef {
        bucket: Some(bench.sandbox().bucket().to_owned()),
        key: format!("uploads/{key}"),
    };
    assert_eq!(bench.try_fetch(&object), None, "half a file is not stored");
    assert!(backend.row("growing.bin").unknown_outcomes.is_empty());
}

#[test]
fn a_file_that_shrinks_changes_or_vanishes_while_being_sent_fails_saying_so() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::fault_proxy::Latch::new();
    faults.add(crate::fault_proxy::Rule::put(crate::fault_proxy::Action::Hold(
        latch.clone(),
    )));
    let names = ["shrank.bin", "changed.bin", "vanished.bin"];
    // Under wine, an open file is removed only when it is closed.
    let names = &names[..if cfg!(windows) { 2 } else { 3 }];
    let paths: Vec<_> = names.iter().map(|name| bench.file(name, &vec![7; 24 << 20])).collect();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.add(&paths);
    crate::bench::wait_until("the uploads", || faults.running_puts() == names.len());
    let open = |path| std::fs::OpenOptions::new().write(true).open(path).unwrap();
    open(&paths[0]).set_len(20 << 20).unwrap();
    std::io::Write::write_all(&mut open(&paths[1]), b"other").unwrap();
    if let Some(vanishes) = paths.get(2) {
        std::fs::remove_file(vanishes).unwrap();
    }
    latch.open();
    backend.wait_until_done();
    backend.catch_up();
    for name in names {
        let failure = backend.failure(name);
        let word = name.trim_end_matches(".bin");
        assert!(failure.message.contains(word), "{failure:?}");
        assert!(!failure.hint.is_empty());
    }
    assert_eq!((backend.announced(), faults.count_upstream_puts(200)), (0, 0));
}
