//! What files say about themselves, in manifests, copies and exports: engine and command line against the sandbox.

use std::path::Path;

use content_credentials::ManifestForm;
use file_metadata::Field;
use model::{CopyFormat, Intent, SignState, Template};
use serde_json::Value;

use crate::{
    backend::Setup,
    bench::Bench,
    files,
    program::{Ended, program, run},
};

/// The JPEG of the test files with everything: see `testkit`.
const CREATORS: &str = "Ana Lúcia Ferreira; João Sá";

fn sign(data: &Path, what: &[&str], options: &[&str], paths: &[&Path]) -> Ended {
    let mut command = program(data);
    command
        .args(what)
        .args(["--sandbox", "--json", "--origin", "digitalCapture"]);
    run(command.args(options).args(paths))
}

/// The manifest that was sent for the file of this name.
fn manifest(data: &Path, key: &str) -> String {
    let ended = run(program(data).args(["proof", "--sandbox"]).arg(key));
    ended.assert_code(0);
    let proof: Value = serde_json::from_str(&ended.out).unwrap();
    proof["signed_copy"]["manifest"].to_string()
}

#[test]
fn each_file_is_signed_with_its_own_metadata_and_the_report_reads_it_back() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("photo.jpg", files::PHOTO);
    let bare = bench.file("bare.png", &files::png());
    let options = ["--sign", "--verify", "--from-metadata"];
    let ended = sign(&data, &["upload"], &options, &[&photo, &bare]);
    ended.assert_code(0);
    let reports = ended.events("verified");
    let report = |name: &str| {
        let of_file = |event: &&Value| event["path"].as_str().is_some_and(|path| path.ends_with(name));
        reports.iter().find(of_file).unwrap()["report"].to_string()
    };
    let (of_photo, of_bare) = (report("photo.jpg"), report("bare.png"));
    for part in [
        "Ana Lúcia Ferreira",
        "João Sá",
        "Sea at dawn",
        "Two boats leave",
        "AF/Agency",
        "NIKON Z 9",
        "NIKKOR Z 50mm",
    ] {
        assert!(of_photo.contains(part), "{part} in {of_photo}");
        assert!(!of_bare.contains(part), "{part} in {of_bare}");
    }
    assert!(of_photo.contains("2026-05-09T14:03:22+02:00"), "{of_photo}");
    for place in ["GPS", "Lisboa", "Portugal"] {
        assert!(!of_photo.contains(place), "nobody asked for the place: {of_photo}");
    }
    assert!(
        !of_bare.contains("cawg.metadata") || of_bare.contains("bare"),
        "{of_bare}"
    );
}

#[test]
fn the_place_is_signed_only_when_asked_for_and_an_option_or_a_preset_wins_over_the_file() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("photo.jpg", files::PHOTO);
    let options = ["--sign", "--from-metadata", "--with-location", "--author", "Zoë {x}"];
    let ended = sign(&data, &["upload"], &options, &[&photo]);
    ended.assert_code(0);
    let key = ended.event("uploaded")["key"].as_str().unwrap().to_owned();
    let form = ManifestForm::read(&manifest(&data, &key)).unwrap();
    assert_eq!((form.creator.as_str(), form.title.as_str()), ("Zoë {x}", "Sea at dawn"));
    assert_eq!((form.city.as_str(), form.country.as_str()), ("Lisboa", "Portugal"));
    assert_eq!(
        (form.latitude.as_str(), form.longitude.as_str()),
        ("38,43.338000N", "9,8.360220W")
    );
}

#[test]
fn what_was_read_is_kept_for_a_later_signing_without_the_file() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("photo.jpg", files::PHOTO);
    let ended = sign(&data, &["upload"], &["--sign", "--from-metadata"], &[&photo]);
    ended.assert_code(0);
    std::fs::remove_file(&photo).unwrap();
    let key = ended.event("uploaded")["key"].as_str().unwrap().to_owned();
    let again = sign(
        &data,
        &["sign"],
        &["--from-metadata", "--existing", "sign"],
        &[Path::new(&key)],
    );
    again.assert_code(0);
    let form = ManifestForm::read(&manifest(&data, &key)).unwrap();
    assert_eq!((form.creator.as_str(), form.camera.as_str()), (CREATORS, "NIKON Z 9"));

    // It is in exports too, without the position.
    let listed = run(program(&data).args(["history", "--sandbox", "--json"]));
    let record: Value = serde_json::from_str(listed.out.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&record["creator"], &record["city"]),
        (&CREATORS.into(), &"Lisboa".into())
    );
    let names: Vec<_> = record.as_object().unwrap().keys().collect();
    let is_place = |name: &&&String| ["latitude", "longitude", "gps", "location"].contains(&name.as_str());
    assert!(!names.iter().any(|name| is_place(&name)), "{names:?}");
    assert!(
        !listed.out.contains("38.7223") && !listed.out.contains("9.1393"),
        "{}",
        listed.out
    );
}

#[test]
fn the_options_are_refused_where_they_do_nothing() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("photo.jpg", files::PHOTO);
    let ended = run(program(&data)
        .args(["upload", "--sandbox", "--from-metadata"])
        .arg(&photo));
    assert!(ended.err.contains("--from-metadata has no effect"), "{ended:?}");
    let ended = run(program(&data)
        .args(["upload", "--sandbox", "--sign", "--with-location"])
        .arg(&photo));
    assert!(
        ended.code == Some(2) && ended.err.contains("--from-metadata"),
        "{ended:?}"
    );
}

#[test]
fn a_window_reads_each_file_once_it_is_uploaded() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.model.reads_metadata = true;
    // A file that breaks every reader uploads like any other.
    let mut broken = files::PHOTO.to_vec();
    broken.truncate(700);
    let paths = [
        bench.file("photo.jpg", files::PHOTO),
        bench.file("broken.jpg", &broken),
        bench.file("notes.txt", b"words"),
    ];
    backend.upload(&paths);
    backend.wait_for("both pictures to be read", |model| {
        model
            .queue
            .uploads()
            .iter()
            .filter(|upload| upload.metadata.is_some())
            .count()
            == 2
    });
    let row = backend.row("photo.jpg").clone();
    assert_eq!(row.metadata.as_ref().unwrap().get(Field::Creator), Some(CREATORS));
    std::fs::remove_file(&paths[0]).unwrap();

    let format = CopyFormat::Template(Template::parse("{name}|{creator}|{taken}").unwrap());
    let ids = vec![row.id, backend.id("notes.txt")];
    backend.send(Intent::Copy { ids, format });
    backend.wait_for("the copied text", |model| model.copied_text.is_some());
    let text = backend.model.copied_text.clone().unwrap().text;
    assert_eq!(
        text,
        format!("photo.jpg|{CREATORS}|2026-05-09T14:03:22+02:00\nnotes.txt||")
    );

    let form = ManifestForm {
        headline: "{headline}".into(),
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..ManifestForm::default()
    };
    backend.send(Intent::SignWith {
        ids: vec![row.id],
        template: form.to_text().into(),
        keep_credentials: false,
        identity: false,
    });
    backend.wait_for("the signed copy", |model| {
        model.upload(row.id).unwrap().sign != SignState::Signing
    });
    let signed = backend.row("photo.jpg").signed.clone().unwrap();
    assert_eq!(
        ManifestForm::read(&signed.manifest_json).unwrap().headline,
        "Dawn over the sea"
    );
}

#[test]
fn a_file_that_was_replaced_since_the_upload_says_nothing_about_the_object() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("photo.jpg", files::PHOTO);
    let ended = sign(&data, &["upload"], &["--sign"], &[&photo]);
    let key = ended.assert_code(0).event("uploaded")["key"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut changed = files::PHOTO.to_vec();
    let name = "João".as_bytes();
    let at = changed.windows(name.len()).position(|part| part == name).unwrap();
    changed[at] = b'X';
    let before = std::fs::metadata(&photo).unwrap().modified().unwrap();
    std::fs::write(&photo, &changed).unwrap();
    let later = before + std::time::Duration::from_secs(60);
    // Also if it is as large and as old.
    for modified in [later, before] {
        std::fs::File::options()
            .write(true)
            .open(&photo)
            .unwrap()
            .set_modified(modified)
            .unwrap();
        sign(
            &data,
            &["sign"],
            &["--all-actions", "no", "--from-metadata"],
            &[Path::new(&key)],
        )
        .assert_code(0);
        assert!(!manifest(&data, &key).contains("Xoão"));
    }
}
