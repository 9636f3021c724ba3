//! History records through the engine and the command line: searched, found by content, copied, exported, deleted.

use std::{collections::BTreeSet, fs, path::Path};

use model::{
    CopyFormat, Event, ExportFormat, HistorySearch, Intent, Lookup, LookupOutcome, NoticeKind, Template, UploadId,
};
use serde_json::Value;

use crate::{
    backend::{Backend, Setup},
    bench::Bench,
    files::{self, noise, sha256},
    program::{program, run, run_with},
};

/// A backend after a restart with these files in its history and none in the queue.
fn with_history(bench: &Bench, files: &[(&str, Vec<u8>)]) -> Backend {
    let mut backend = Setup::new(bench).start();
    let paths: Vec<_> = files.iter().map(|(name, bytes)| bench.file(name, bytes)).collect();
    backend.upload(&paths);
    backend.stop();
    Setup::new(bench).start()
}

fn ids(backend: &mut Backend, words: &str) -> Vec<UploadId> {
    backend.history(words).iter().map(|upload| upload.id).collect()
}

fn look_up(backend: &mut Backend, paths: &[&Path]) -> LookupOutcome {
    backend.send(Intent::LookUp(paths.iter().map(|path| path.to_path_buf()).collect()));
    backend.wait_for("the end of the lookup", |model| {
        matches!(model.history.lookup, Lookup::Ended(_)) && !model.history.loading
    });
    match &backend.model.history.lookup {
        Lookup::Ended(outcome) => outcome.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_is_found_by_its_content_whatever_its_name() {
    let bench = Bench::new();
    let mut backend = with_history(&bench, &[("first.bin", noise(1, 5000)), ("second.bin", noise(2, 5000))]);
    let renamed = bench.file("another name.dat", &noise(1, 5000));
    let same_length = bench.file("same length.bin", &noise(3, 5000));
    let other_length = bench.file("other length.bin", &noise(1, 4999));

    let outcome = look_up(&mut backend, &[&renamed]);
    assert_eq!(outcome.name.as_deref(), Some("another name.dat"));
    assert_eq!(outcome.contents, [sha256(&noise(1, 5000))]);
    assert_eq!(backend.model.history.total(), 1);
    backend.send(Intent::ShowHistory(0..1));
    backend.wait_for("the record", |model| model.history.loaded_in_order().count() == 1);
    assert_eq!(
        backend.model.history.loaded_in_order().next().unwrap().source.name(),
        "first.bin"
    );

    let outcome = look_up(&mut backend, &[&same_length, &other_length]);
    assert_eq!((outcome.files, outcome.contents.len()), (2, 0));
    assert_eq!(outcome.unknown, [same_length.clone(), other_length.clone()]);
    assert_eq!(backend.model.history.total(), 0);

    // Walks a folder and counts missing files.
    let folder = renamed.parent().unwrap().to_owned();
    let gone = folder.join("gone.bin");
    let outcome = look_up(&mut backend, &[&folder, &gone]);
    assert_eq!(backend.model.history.total(), 2, "both files, and one of them twice");
    assert_eq!(outcome.contents.len(), 2);
    assert!(
        outcome.unknown.contains(&same_length) && outcome.unreadable == 1,
        "{outcome:?}"
    );
    backend.send(Intent::StopLookup);
    backend.wait_for("the whole history", |model| {
        !model.history.loading && model.history.total() == 2
    });
    assert!(backend.model.history.search.is_everything());
    assert_eq!(backend.model.history.lookup, Lookup::None);
}

#[test]
fn a_stopped_lookup_reports_nothing_more() {
    let bench = Bench::new();
    let mut backend = with_history(&bench, &[("a.bin", noise(1, 100))]);
    let path = bench.file("b.bin", &noise(1, 100));
    backend.send(Intent::LookUp(vec![path]));
    backend.send(Intent::StopLookup);
    assert_eq!(backend.model.history.lookup, Lookup::None);
    // Its answer comes after the effects of everything before it.
    assert_eq!(backend.history("").len(), 1);
    assert!(backend.model.history.search.is_everything());
    assert_eq!(backend.model.history.lookup, Lookup::None);
}

#[test]
fn unloaded_records_are_copied_in_order_as_one_text() {
    let bench = Bench::new();
    let names: Vec<String> = (0..450).map(|number| format!("{number:03}.bin")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), name.clone().into_bytes()))
        .collect();
    let mut backend = with_history(&bench, &files);
    let ids = ids(&mut backend, "");
    let keys: Vec<_> = backend
        .model
        .history
        .loaded_in_order()
        .map(|upload| upload.object.clone().unwrap().key)
        .collect();
    // Nothing has been read yet.
    backend.send(Intent::SearchHistory(HistorySearch::default()));
    backend.wait_for("the history", |model| !model.history.loading);
    backend.send(Intent::Copy {
        ids: ids.clone(),
        format: CopyFormat::Key,
    });
    backend.wait_for("the text", |model| model.copied_text.is_some());
    let clipping = backend.model.copied_text.clone().unwrap();
    assert_eq!(clipping.text.lines().collect::<Vec<_>>(), keys);
    assert_eq!((clipping.copied, clipping.all()), (450, 450));

    let template = Template::parse("{name}:{sha256}").unwrap();
    backend.send(Intent::Copy {
        ids: ids[..1].to_vec(),
        format: CopyFormat::Template(template),
    });
    backend.wait_for("the other text", |model| {
        model.copied_text.as_ref().is_some_and(|clipping| clipping.copied == 1)
    });
    let name = backend.history(&keys[0]).first().unwrap().source.name();
    let expected = format!("{name}:{}", sha256(name.as_bytes()));
    assert_eq!(backend.model.copied_text.as_ref().unwrap().text, expected);
}

#[test]
fn an_export_has_every_record_and_replaces_the_file_atomically() {
    let bench = Bench::new();
    // Windows has no names with quotation marks.
    let (quoted, in_csv) = match cfg!(windows) {
        true => ("b, 'c'.bin", "\"b, 'c'.bin\""),
        false => ("b, \"c\".bin", "\"b, \"\"c\"\".bin\""),
    };
    let mut backend = with_history(&bench, &[("=1+1.bin", noise(1, 10)), (quoted, noise(2, 10))]);
    let ids = ids(&mut backend, "");
    let folder = bench.path("out");
    fs::create_dir(&folder).unwrap();
    let place = folder.join("records.csv");
    fs::write(&place, "what was there before").unwrap();
    backend.send(Intent::Export {
        ids: ids.clone(),
        format: ExportFormat::Csv,
        path: place.clone(),
    });
    backend.wait_for_event("the file", |event| {
        matches!(
            event,
            Event::Exported {
                records: 2,
                unreadable: 0,
                ..
            }
        )
    });
    let written = fs::read_to_string(&place).unwrap();
    assert!(
        written.contains("\"'=1+1.bin\"") && written.contains(in_csv),
        "{written}"
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    let told = backend.model.notices.last().unwrap().kind.clone();
    assert!(matches!(told, NoticeKind::Done { headline, .. } if headline.starts_with("2 records written to ")));

    // If it cannot be written, that is reported.
    backend.send(Intent::Export {
        ids,
        format: ExportFormat::Json,
        path: bench.path("no such folder/records.json"),
    });
    backend.wait_for_event(
        "the trouble",
        |event| matches!(event, Event::Trouble { headline, .. } if headline.contains("could not be written")),
    );
}

#[test]
fn deleting_a_record_removes_it_from_history_and_queue_and_keeps_the_object() {
    let bench = Bench::new();
    let mut backend = with_history(&bench, &[("old.bin", noise(1, 10)), ("older.bin", noise(2, 10))]);
    backend.upload(&[bench.file("new.bin", &noise(3, 10))]);
    let before = backend.history("");
    assert_eq!(before.len(), 3);
    let forgotten: Vec<_> = before
        .iter()
        .filter(|upload| upload.source.name() != "older.bin")
        .collect();
    let objects: Vec<_> = forgotten.iter().map(|upload| upload.object.clone().unwrap()).collect();
    backend.send(Intent::Forget(forgotten.iter().map(|upload| upload.id).collect()));
    backend.wait_for_event(
        "the end of it",
        |event| matches!(event, Event::Forgotten { ids, kept: 0, .. } if ids.len() == 2),
    );
    assert!(
        backend.model.queue.uploads().is_empty(),
        "new.bin was still visible there"
    );
    assert_eq!(backend.model.history.total(), 1);
    for object in &objects {
        assert!(bench.try_fetch(object).is_some(), "the object stays");
    }
    backend.stop();
    let mut backend = Setup::new(&bench).start();
    let names: Vec<_> = backend.history("").iter().map(|upload| upload.source.name()).collect();
    assert_eq!(names, ["older.bin"]);
}

#[test]
fn the_command_line_finds_exports_and_deletes_records() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    for (name, seed) in [("in/=sum.bin", 1), ("in/b.bin", 2), ("in/c.bin", 3)] {
        files::write(folder.path().join(name), &noise(seed, 100));
    }
    run(program(&data)
        .args(["upload", "--sandbox"])
        .arg(folder.path().join("in")))
    .assert_code(0);
    let history = |more: &[&str]| run(program(&data).args(["history", "--sandbox"]).args(more));
    let names = |more: &[&str]| -> BTreeSet<String> {
        let ended = history(&[&["--json"], more].concat());
        let lines = ended.assert_code(0).lines();
        lines
            .iter()
            .map(|line| line["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&["--date", "today..", "--search", "b.bin"]), set(&["b.bin"]));
    assert_eq!(names(&["--date", "2001-02"]), set(&[]));
    assert_eq!(names(&["--sha256", &sha256(&noise(3, 100))]), set(&["c.bin"]));
    let copy = files::write(folder.path().join("a copy"), &noise(1, 100));
    assert_eq!(names(&["--file", copy.to_str().unwrap()]), set(&["=sum.bin"]));
    assert_eq!(names(&["--limit", "2"]).len(), 2);
    assert_eq!(history(&["--date", "someday"]).code, Some(2));
    assert_eq!(history(&["--sha256", "12"]).code, Some(2));

    let csv = history(&["--format", "csv"]);
    assert!(
        csv.assert_code(0).out.starts_with("\u{feff}\"name\",\"path\","),
        "{}",
        csv.out
    );
    assert!(csv.out.contains("\r\n\"'=sum.bin\","));
    let list: Value = serde_json::from_str(&history(&["--format", "json", "--limit", "0"]).out).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 3);
    let file = folder.path().join("records.md");
    history(&["--format", "markdown", "--output", file.to_str().unwrap()]).assert_code(0);
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 5);

    let forget = |more: &[&str]| run(program(&data).args(["history", "forget", "--sandbox"]).args(more));
    let key = list[0]["key"].as_str().unwrap();
    assert_eq!(forget(&[key]).code, Some(2), "there is no terminal to ask");
    assert_eq!(names(&[]).len(), 3);
    let ended = forget(&["--yes", key, "no/such/key"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("no record has the key no/such/key") && ended.err.contains("Deleted 1 record"));
    assert_eq!(names(&[]).len(), 2);
    forget(&["--all", "--yes"]).assert_code(0);
    assert_eq!(names(&[]), set(&[]));
    let uri = list[0]["s3_uri"].as_str().unwrap();
    let again = run_with(&data, ["verify", "--sandbox", "--json", uri]);
    assert_eq!(
        again.assert_code(0).lines()[0]["verdict"],
        "unsupported",
        "the object is still there"
    );
    assert_eq!(forget(&[]).code, Some(2));
}
