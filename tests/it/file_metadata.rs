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
const CREATORS: &str = "Ana Lúcia Ferreira, João Sá";

/// The same in a field of the form.
const TYPED: &str = "Ana Lúcia Ferreira; João Sá";

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
    assert_eq!((form.creator.as_str(), form.camera.as_str()), (TYPED, "NIKON Z 9"));
    assert_eq!(form.make, "NIKON CORPORATION");

    // It is in exports too, without the position.
    let listed = run(program(&data).args(["history", "--sandbox", "--json"]));
    let record: Value = serde_json::from_str(listed.out.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&record["creator"], &record["city"]),
        (&CREATORS.into(), &"Lisboa".into())
    );
    assert_eq!(record["creators"], serde_json::json!(["Ana Lúcia Ferreira", "João Sá"]));
    assert_eq!(
        (&record["camera"], &record["model"]),
        (&"NIKON Z 9".into(), &"NIKON Z 9".into())
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
    let again = |options: &[&str]| {
        sign(
            &data,
            &["sign"],
            &[&["--all-actions", "no"][..], options].concat(),
            &[Path::new(&key)],
        )
    };
    // Also if it is as large and as old.
    for modified in [later, before] {
        std::fs::File::options()
            .write(true)
            .open(&photo)
            .unwrap()
            .set_modified(modified)
            .unwrap();
        let refused = again(&["--from-metadata"]);
        let failed = refused.assert_code(1).event("failed");
        assert_eq!(failed["code"], "metadata_unknown", "{failed}");
        assert!(
            failed["message"]
                .as_str()
                .unwrap()
                .contains("the file is gone or has changed"),
            "{failed}"
        );
        again(&[]).assert_code(0);
        assert!(!manifest(&data, &key).contains("Xoão"));
    }
}

#[test]
fn a_window_does_not_record_what_another_file_of_the_same_size_and_time_says() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    let photo = bench.file("photo.jpg", files::PHOTO);
    let before = std::fs::metadata(&photo).unwrap().modified().unwrap();
    backend.upload(std::slice::from_ref(&photo));
    let id = backend.id("photo.jpg");
    let mut changed = files::PHOTO.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    std::fs::write(&photo, &changed).unwrap();
    let file = std::fs::File::options().write(true).open(&photo).unwrap();
    file.set_modified(before).unwrap();
    backend.send(Intent::ReadMetadata(vec![id]));
    backend.wait_for("the answer", |model| model.upload(id).unwrap().metadata.is_some());
    let why = backend.row("photo.jpg").metadata.as_ref().unwrap().why_unread();
    assert_eq!(why, Some(file_metadata::Unread::Gone));
}

/// The JPEG of the test files with this caption in EXIF.
fn with_caption(caption: &str) -> Vec<u8> {
    let count = u32::try_from(caption.len()).unwrap().to_be_bytes();
    let tiff = [
        b"MM\0*\0\0\0\x08\0\x01\x01\x0e\0\x02".as_slice(),
        &count,
        &[0, 0, 0, 26, 0, 0, 0, 0],
        caption.as_bytes(),
    ]
    .concat();
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    let (start, rest) = files::JPEG.split_at(2);
    [start, b"\xff\xe1", &length, b"Exif\0\0", &tiff, rest].concat()
}

#[test]
fn a_caption_that_was_shortened_is_signed_with_a_warning() {
    let bench = Bench::new();
    let data = bench.path("data");
    let photo = bench.file("long.jpg", &with_caption(&"Fog. ".repeat(500)));
    let short = bench.file("short.jpg", &with_caption("Fog."));
    let ended = sign(&data, &["upload"], &["--sign", "--from-metadata"], &[&photo, &short]);
    ended.assert_code(0);
    let warning =
        "long.jpg: {caption} is longer than 2000 characters and was shortened to 2000 characters in the manifest.";
    assert!(
        ended.err.contains(warning) && !ended.err.contains("short.jpg: {"),
        "{ended:?}"
    );
    // Nothing of it where the caption is somebody's own.
    let ended = sign(
        &data,
        &["upload"],
        &["--sign", "--from-metadata", "--caption", "x"],
        &[&photo],
    );
    assert!(!ended.assert_code(0).err.contains("shortened"), "{ended:?}");
}

#[test]
fn a_name_with_separators_is_one_creator_in_the_signed_file() {
    let bench = Bench::new();
    let data = bench.path("data");
    let mut photo = files::PHOTO.to_vec();
    let name = "João".as_bytes();
    let places: Vec<_> = (0..photo.len() - 5)
        .filter(|at| photo[*at..].starts_with(name))
        .collect();
    for at in places {
        photo[at..at + 5].copy_from_slice(b"A;B,C");
    }
    let photo = bench.file("photo.jpg", &photo);
    let creators = |options: &[&str]| {
        let ended = sign(
            &data,
            &["upload"],
            &[&["--sign", "--from-metadata"][..], options].concat(),
            &[&photo],
        );
        let key = ended.assert_code(0).event("uploaded")["key"]
            .as_str()
            .unwrap()
            .to_owned();
        let manifest: Value = serde_json::from_str(&manifest(&data, &key)).unwrap();
        let list = manifest["assertions"].as_array().unwrap().clone();
        let metadata = list.into_iter().find(|one| one["label"] == "cawg.metadata").unwrap();
        metadata["data"]["dc:creator"].clone()
    };
    assert_eq!(creators(&[]), serde_json::json!(["Ana Lúcia Ferreira", "A;B,C Sá"]));
    assert_eq!(
        creators(&["--author", "Smith;; Sons; Zoë"]),
        serde_json::json!(["Smith; Sons", "Zoë"])
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_read_in_time_is_not_signed_as_one_that_says_nothing_and_is_read_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new();
    // A reader that greets and then hangs until this file exists. Without the greeting it would be one that did not start.
    let quick = bench.path("quick");
    let program = env!("CARGO_BIN_EXE_que-uploader");
    let words = format!(
        "#!/bin/sh\n[ -e '{}' ] && exec '{program}' \"$@\"\n\
         printf '\\nque-uploader decodes 1\\n'\nexec /bin/sleep 60\n",
        quick.display()
    );
    let reader = bench.file("reader", words.as_bytes());
    std::fs::set_permissions(&reader, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut setup = Setup::new(&bench);
    setup.decoder = decoder::DecoderProgram::at(reader);
    let mut backend = setup.start();
    backend.model.reads_metadata = true;
    backend.upload(&[bench.file("photo.jpg", files::PHOTO)]);
    let id = backend.id("photo.jpg");
    let why = |model: &model::Model| model.upload(id)?.metadata.as_ref()?.why_unread();
    backend.wait_for("the reader to be given up", |model| why(model).is_some());
    assert_eq!(why(&backend.model), Some(file_metadata::Unread::TimedOut));

    let form = ManifestForm {
        caption: "{caption}".into(),
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..ManifestForm::default()
    };
    let order = || Intent::SignWith {
        ids: vec![id],
        template: form.to_text().into(),
        keep_credentials: false,
        identity: false,
    };
    backend.send(order());
    backend.wait_for("the refusal", |model| {
        model.upload(id).unwrap().sign != SignState::Signing
    });
    let SignState::Failed(failure) = backend.row("photo.jpg").sign.clone() else {
        panic!("{:?}", backend.row("photo.jpg").sign);
    };
    assert!(failure.message.contains("could not be read in time"), "{failure:?}");

    std::fs::write(quick, "").unwrap();
    backend.send(Intent::ReadMetadata(vec![id]));
    backend.wait_for("the metadata", |model| model.upload(id).unwrap().knows_metadata());
    backend.send(order());
    backend.wait_for("the signed copy", |model| {
        model.upload(id).unwrap().sign == SignState::Signed
    });
    let signed = backend.row("photo.jpg").signed.clone().unwrap();
    let form = ManifestForm::read(&signed.manifest_json).unwrap();
    assert_eq!(form.caption, "Two boats leave the harbor.");
}

#[test]
fn no_position_leaves_the_program_unless_it_was_asked_for() {
    let bench = Bench::new();
    let data = bench.path("data");
    let paths = [
        bench.file("photo.jpg", files::PHOTO),
        bench.file("film.mov", files::FILM),
    ];
    let paths: Vec<&Path> = paths.iter().map(std::path::PathBuf::as_path).collect();
    let ended = sign(&data, &["upload"], &["--sign", "--verify", "--from-metadata"], &paths);
    ended.assert_code(0);
    let mut said = vec![ended.out, ended.err];
    let history = run(program(&data).args(["history", "--sandbox", "--json"]));
    for line in history.out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let proof = run(program(&data)
            .args(["proof", "--sandbox"])
            .arg(record["key"].as_str().unwrap()));
        said.push(proof.assert_code(0).out.clone());
    }
    assert_eq!(said.len(), 4, "two records");
    said.push(history.out);
    for format in ["csv", "json", "markdown"] {
        let listed = run(program(&data).args(["history", "--sandbox", "--format", format]));
        said.push(listed.assert_code(0).out.clone());
    }
    for text in &said {
        for part in ["38.72", "38,43", "9.139", "9,8.36", "GPSL", "gps\""] {
            assert!(!text.contains(part), "{part}: {text}");
        }
    }
    // A copy's format has no placeholder for it.
    for name in ["latitude", "longitude", "gps"] {
        assert!(Template::parse(&format!("{{{name}}}")).is_err(), "{name}");
    }
}
