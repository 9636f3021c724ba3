//! What goes well: files go in, the same bytes are stored, their keys are on record.

use std::collections::HashSet;

use model::{MediaTypeNote, UploadState};

use crate::{
    bench::Bench,
    desk::Setup,
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
    let mut desk = Setup::new(&bench).start();
    desk.upload(&[
        bench.path("files/trip"),
        bench.path("files/alone.bin"),
        bench.path("files/kinds"),
    ]);

    assert_eq!(desk.model.queue.uploads().len(), contents.len());
    let mut keys = HashSet::new();
    for (name, bytes) in &contents {
        let name = name.rsplit('/').next().unwrap();
        let row = desk.row(name);
        let object = desk.object(name);
        assert!(bench.fetch(&object) == *bytes, "{name} is stored as it is");
        assert_eq!(row.sha256.as_deref(), Some(sha256(bytes).as_str()), "{name}");
        assert_eq!(object.bucket.as_deref(), Some(bench.sandbox().bucket()));
        assert!(object.key.starts_with("uploads/"), "{object:?}");
        assert!(row.unknown_outcomes.is_empty());
        assert!(keys.insert(object.key), "each file has a key of its own");
    }
    for (name, kind, _) in &kinds {
        let row = desk.row(name);
        // Que names two kinds in another way than the tables of file endings, by which the sandbox signs.
        let signed = match *name {
            "film.avi" => "video/x-msvideo",
            "sound.m4a" => "audio/m4a",
            _ => kind,
        };
        assert_eq!(row.content_type.as_deref(), Some(signed), "{name}");
        assert_eq!(row.content_type_note, None, "{name}");
    }
    assert_eq!(desk.retried(), Vec::<&model::Failure>::new());
}

#[test]
fn the_bytes_win_over_the_name_also_where_the_storage_signs_the_type_by_a_name() {
    let bench = Bench::new();
    let faults = bench.faults();
    let png = files::png();
    let paths = [bench.file("one.jpg", &png), bench.file("two.jpg", &png)];
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.upload(&paths);
    for name in ["one.jpg", "two.jpg"] {
        let row = desk.row(name);
        let by_name = "image/jpeg".to_owned();
        assert_eq!(row.content_type_note, Some(MediaTypeNote::BytesDisagree { by_name }));
        assert_eq!(row.content_type.as_deref(), Some("image/png"));
        assert!(
            desk.object(name).key.ends_with(".png"),
            "the key ends as the content does"
        );
        assert_eq!(bench.fetch(&desk.object(name)), png);
    }
    assert_eq!(
        faults.puts().len(),
        2,
        "the name that was presigned stands for the type of the bytes, so nothing is refused"
    );
}

#[test]
fn a_storage_that_signs_no_content_type_gets_the_type_of_the_bytes() {
    let bench = Bench::with(|options| options.sign_content_type = false);
    let path = bench.file("one.jpg", &files::png());
    let mut desk = Setup::new(&bench).start();
    desk.upload(&[path]);
    assert_eq!(desk.row("one.jpg").content_type.as_deref(), Some("image/png"));
}

#[test]
fn an_empty_file_is_an_object_of_no_bytes() {
    let bench = Bench::new();
    let path = bench.file("empty.txt", b"");
    let mut desk = Setup::new(&bench).start();
    desk.upload(&[path]);
    assert_eq!(bench.fetch(&desk.object("empty.txt")), b"");
    assert_eq!(desk.row("empty.txt").sha256.as_deref(), Some(sha256(b"").as_str()));
}

#[test]
fn a_file_that_vanished_in_the_queue_fails_alone() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::faults::Latch::new();
    faults.add(crate::faults::Rule::put(crate::faults::Action::Hold(latch.clone())).times(1));
    let paths = [
        bench.file("1.bin", &noise(1, 10)),
        bench.file("2.bin", &noise(2, 10)),
        bench.file("3.bin", &noise(3, 10)),
    ];
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.add(&paths);
    crate::bench::wait_until("the first upload", || faults.running_puts() == 1);
    std::fs::remove_file(&paths[1]).unwrap();
    latch.open();
    desk.wait_until_done();
    let failure = desk.failure("2.bin");
    assert_eq!(failure.step, model::Step::Read);
    assert!(!failure.message.is_empty() && !failure.hint.is_empty());
    assert_eq!(
        faults.presigns().len(),
        2,
        "no URL is asked for a file that is not there"
    );
    for name in ["1.bin", "3.bin"] {
        assert_eq!(desk.row(name).state, UploadState::Uploaded);
    }
}

#[test]
fn a_file_that_grew_in_the_queue_is_uploaded_as_it_is_now() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::faults::Latch::new();
    faults.add(crate::faults::Rule::put(crate::faults::Action::Hold(latch.clone())).times(1));
    let paths = [bench.file("1.bin", &noise(1, 10)), bench.file("2.bin", &noise(2, 10))];
    let mut desk = Setup::new(&bench).at(faults.api_url()).jobs(1).start();
    desk.add(&paths);
    crate::bench::wait_until("the first upload", || faults.running_puts() == 1);
    let grown = noise(9, 5000);
    std::fs::write(&paths[1], &grown).unwrap();
    latch.open();
    desk.wait_until_done();
    assert_eq!(bench.fetch(&desk.object("2.bin")), grown);
    let row = desk.row("2.bin");
    assert_eq!((row.source.size, row.sha256.clone()), (5000, Some(sha256(&grown))));
}

#[test]
fn a_file_that_grows_while_it_is_sent_fails_and_is_not_stored() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::faults::Latch::new();
    faults.add(crate::faults::Rule::put(crate::faults::Action::Hold(latch.clone())).times(1));
    // More than the kernel and the program hold between them.
    let path = bench.file("growing.bin", &noise(1, 32 << 20));
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&[&path]);
    crate::bench::wait_until("the upload", || faults.running_puts() == 1);
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, b"more").unwrap();
    drop(file);
    latch.open();
    desk.wait_until_done();
    let failure = desk.failure("growing.bin");
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
    assert_eq!(bench.try_fetch(&object), None, "half a file is no object");
    assert!(desk.row("growing.bin").unknown_outcomes.is_empty());
}

#[test]
fn a_file_that_shrinks_changes_or_vanishes_while_it_is_sent_fails_with_those_words() {
    let bench = Bench::new();
    let faults = bench.faults();
    let latch = crate::faults::Latch::new();
    faults.add(crate::faults::Rule::put(crate::faults::Action::Hold(latch.clone())));
    let names = ["shrank.bin", "changed.bin", "vanished.bin"];
    // Under wine a file that is open vanishes when it is closed.
    let names = &names[..if cfg!(windows) { 2 } else { 3 }];
    let paths: Vec<_> = names.iter().map(|name| bench.file(name, &vec![7; 24 << 20])).collect();
    let mut desk = Setup::new(&bench).at(faults.api_url()).start();
    desk.add(&paths);
    crate::bench::wait_until("the uploads", || faults.running_puts() == names.len());
    let open = |path| std::fs::OpenOptions::new().write(true).open(path).unwrap();
    open(&paths[0]).set_len(20 << 20).unwrap();
    std::io::Write::write_all(&mut open(&paths[1]), b"other").unwrap();
    if let Some(vanishes) = paths.get(2) {
        std::fs::remove_file(vanishes).unwrap();
    }
    latch.open();
    desk.wait_until_done();
    desk.catch_up();
    for name in names {
        let failure = desk.failure(name);
        let word = name.trim_end_matches(".bin");
        assert!(failure.message.contains(word), "{failure:?}");
        assert!(!failure.hint.is_empty());
    }
    assert_eq!((desk.announced(), faults.count_behind(200)), (0, 0));
}
