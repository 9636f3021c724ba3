//! Signing with presets, the check before it, and saving signed copies: engine and command line against the sandbox.

use content_credentials::{ManifestForm, Origin};
use model::{ExistingCredentials, Intent, Presets, SaveState, SignState, Status, Verdict, VerifyState, VerifyTarget};
use store::{load_presets, save_presets};

use crate::{
    backend::{Backend, Setup},
    bench::{Bench, wait_until},
    fault_proxy::{Action, Answer, Latch, Rule},
    files,
    program::{program, run},
};

pub(crate) fn template() -> String {
    let form = ManifestForm {
        title: "{stem}, {name}".to_owned(),
        creator: "Ada".to_owned(),
        origin: Some(Origin::DigitalCapture),
        no_thumbnail: true,
        ..ManifestForm::default()
    };
    form.to_text()
}

fn presets() -> Presets {
    let mut presets = Presets::default();
    presets.keep("Photographs", template()).unwrap();
    presets.set_auto_sign(Some("Photographs"));
    presets
}

fn wait_until_quiet(backend: &mut Backend) {
    backend.wait_for("the end of all work", |model| {
        let totals = model.queue.totals();
        totals.pending() + totals.count(Status::Signing) + totals.count(Status::Verifying) == 0
    });
}

#[test]
fn a_preset_signs_each_upload_automatically_and_keeps_existing_credentials() {
    let bench = Bench::new();
    let mut setup = Setup::new(&bench);
    setup.verify_signed = true;
    let mut backend = setup.start();
    backend.send(Intent::KeepPresets(presets()));
    let paths = [
        bench.file("harbour.png", &files::png()),
        bench.file("notes.txt", b"words"),
        bench.file("picture.jpg", files::JPEG),
    ];
    backend.upload(&paths);
    wait_until_quiet(&mut backend);
    for name in ["harbour.png", "picture.jpg"] {
        let row = backend.row(name).clone();
        assert_eq!(row.sign, SignState::Signed, "{name}");
        let manifest = row.signed.as_ref().unwrap().manifest_json.clone();
        let stem = name.split('.').next().unwrap();
        assert_eq!(ManifestForm::read(&manifest).unwrap().title, format!("{stem}, {name}"));
        assert!(
            matches!(&row.verify, VerifyState::Verified(facts) if facts.verdict == Verdict::Trusted),
            "the signed copy is verified automatically: {:?}",
            row.verify
        );
    }
    assert_eq!(backend.row("notes.txt").status(), Status::Uploaded);

    // The signed copy comes back as a file, and is not signed again automatically.
    let signed = bench.path("files/harbour-signed.png");
    let id = backend.id("harbour.png");
    backend.send(Intent::SaveSigned { id, to: signed.clone() });
    backend.wait_for("the saved copy", |model| {
        model.upload(id).unwrap().saving == SaveState::Saved(signed.clone())
    });
    let uri = backend.row("harbour.png").signed_uri().unwrap().to_owned();
    assert_eq!(std::fs::read(&signed).unwrap(), bench.fetch_uri(&uri));
    backend.upload(&[&signed]);
    wait_until_quiet(&mut backend);
    let row = backend.row("harbour-signed.png");
    assert_eq!(row.sign, SignState::NotAsked);
    let ExistingCredentials::Found(facts) = &row.existing else {
        panic!("{:?}", row.existing)
    };
    assert_eq!(facts.generator.as_deref(), Some("Que Uploader"));

    // The presets are on disk.
    let (kept, trouble) = load_presets(&bench.path("data/presets.toml"), model::Timestamp::from_millis(0));
    assert_eq!((kept, trouble), (presets(), None));
}

#[test]
fn the_command_line_signs_with_a_saved_preset_and_lists_those_that_exist() {
    let bench = Bench::new();
    let data = bench.path("data");
    let mut presets = Presets::default();
    presets.keep("Photographs", template()).unwrap();
    std::fs::create_dir(&data).unwrap();
    save_presets(&bench.path("data/presets.toml"), &presets).unwrap();
    let picture = bench.file("a.png", &files::png());
    let upload = |preset: &str| {
        let mut command = program(&data);
        command
            .args(["upload", "--sandbox", "--json", "--preset", preset])
            .arg(&picture);
        run(&mut command)
    };
    let ended = upload("Paintings");
    assert_ne!(ended.code, Some(0));
    assert!(
        ended.err.contains("there is no preset \"Paintings\"") && ended.err.contains("\"Photographs\""),
        "{ended:#?}"
    );
    assert!(
        !ended.out.contains("uploaded"),
        "nothing is uploaded before this is known: {ended:#?}"
    );

    let ended = upload("Photographs");
    ended.assert_code(0);
    let signed = ended.event("signed");
    assert!(
        signed["asset_s3_uri"]
            .as_str()
            .is_some_and(|uri| uri.starts_with("s3://")),
        "{signed}"
    );
    let manifest = ended.out.clone() + &ended.err;
    assert!(!manifest.contains("{stem}"), "placeholders are filled in: {manifest}");
}

#[test]
fn the_windows_automatic_signing_does_not_apply_to_the_command_line() {
    let bench = Bench::new();
    let data = bench.path("data");
    std::fs::create_dir(&data).unwrap();
    save_presets(&bench.path("data/presets.toml"), &presets()).unwrap();
    let picture = bench.file("a.png", &files::png());
    let mut command = program(&data);
    command.args(["upload", "--sandbox", "--json"]).arg(&picture);
    let ended = run(&mut command);
    ended.assert_code(0);
    ended.event("uploaded");
    assert_eq!(ended.event("summary")["signed"], 0, "{ended:#?}");
}

#[test]
fn one_file_that_cannot_be_signed_does_not_stop_the_others() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[
        bench.file("a.png", &files::png()),
        bench.file("broken.png", b"\x89PNG\r\n\x1a\nnothing of a picture"),
        bench.file("c.png", &files::png()),
    ]);
    let ids = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::SignWith {
        ids,
        template: template().into(),
        keep_credentials: true,
        identity: false,
    });
    wait_until_quiet(&mut backend);
    assert_eq!(backend.row("a.png").sign, SignState::Signed);
    assert!(matches!(backend.row("broken.png").sign, SignState::Failed(_)));
    assert_eq!(backend.row("c.png").sign, SignState::Signed);
}

#[test]
fn a_check_tells_files_with_credentials_from_those_without() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[
        bench.file("a.png", &files::png()),
        bench.file("broken.jpg", b"\xff\xd8\xff\xe0 no picture"),
    ]);
    let ids: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::CheckCredentials(ids.clone()));
    backend.wait_for("the inspections", |model| {
        ids.iter().all(|id| {
            !matches!(
                model.upload(*id).unwrap().existing,
                ExistingCredentials::Unchecked | ExistingCredentials::Checking
            )
        })
    });
    assert_eq!(backend.row("a.png").existing, ExistingCredentials::None);
    assert!(!matches!(
        backend.row("broken.jpg").existing,
        ExistingCredentials::Found(_)
    ));
}

#[test]
fn a_server_without_downloads_is_not_a_failure() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    backend.upload(&[bench.file("a.png", &files::png())]);
    let id = backend.id("a.png");
    backend.send(Intent::SignWith {
        ids: vec![id],
        template: template().into(),
        keep_credentials: false,
        identity: false,
    });
    wait_until_quiet(&mut backend);
    let missing = Answer::problem(404, "not_found", "no such call");
    faults.add(Rule::on("POST", "/v1/assets/presign-download", Action::Answer(missing)));
    backend.send(Intent::SaveSigned {
        id,
        to: bench.path("a-signed.png"),
    });
    backend.wait_for("the answer", |model| model.no_downloads);
    assert_eq!(backend.row("a.png").saving, SaveState::NotAsked);
    assert!(!bench.path("a-signed.png").exists());
}

#[test]
fn many_signed_copies_are_saved_to_a_folder_without_replacing_anything() {
    let bench = Bench::new();
    let mut backend = Setup::new(&bench).start();
    let paths: Vec<_> = ["one/a.png", "two/a.png", "b.png"]
        .into_iter()
        .map(|name| bench.file(name, &files::png()))
        .collect();
    backend.upload(&paths);
    let ids: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::SignWith {
        ids: ids.clone(),
        template: template().into(),
        keep_credentials: false,
        identity: false,
    });
    wait_until_quiet(&mut backend);
    let theirs = bench.file("out/a.png", b"somebody's");
    let out = theirs.parent().unwrap().to_owned();
    let files: Vec<_> = ids.iter().zip(["a.png", "a.png", "b.png"]).collect();
    let files = files.into_iter().map(|(id, name)| (*id, out.join(name))).collect();
    backend.send(Intent::SaveAllSigned(files));
    backend.wait_for("all of them", |model| model.saving.as_ref().unwrap().is_over());
    let saving = backend.model.saving.clone().unwrap();
    assert_eq!((saving.saved, saving.renamed, saving.failed), (3, 2, 0), "{saving:?}");
    assert_eq!(std::fs::read(&theirs).unwrap(), b"somebody's");
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a (2).png", "a (3).png", "a.png", "b.png"]);
    for id in ids {
        let row = backend.model.upload(id).unwrap();
        let SaveState::Saved(to) = &row.saving else {
            panic!("{:?}", row.saving)
        };
        assert_eq!(std::fs::read(to).unwrap(), bench.fetch_uri(row.signed_uri().unwrap()));
    }
}

#[test]
fn a_server_without_downloads_is_asked_for_only_a_few_of_many() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut backend = Setup::new(&bench).at(faults.api_url()).start();
    let paths: Vec<_> = (0..12)
        .map(|number| bench.file(format!("{number}.png"), &files::png()))
        .collect();
    backend.upload(&paths);
    let ids: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    backend.send(Intent::SignWith {
        ids: ids.clone(),
        template: template().into(),
        keep_credentials: false,
        identity: false,
    });
    wait_until_quiet(&mut backend);
    let missing = Answer::problem(404, "not_found", "no such call");
    let asks = Rule::on("POST", "/v1/assets/presign-download", Action::Answer(missing)).times(100);
    faults.add(asks);
    let files = ids.iter().map(|id| (*id, bench.path(format!("{}.png", id.number()))));
    backend.send(Intent::SaveAllSigned(files.collect()));
    backend.wait_for("the answer for all", |model| model.saving.as_ref().unwrap().is_over());
    assert!(backend.model.no_downloads);
    assert_eq!(backend.model.saving.as_ref().unwrap().failed, 12);
}

#[test]
fn broken_presets_are_set_aside_and_the_rest_is_used() {
    let bench = Bench::new();
    let file = bench.path("presets.toml");
    save_presets(&file, &presets()).unwrap();
    let mut text = std::fs::read_to_string(&file).unwrap();
    text.push_str("\n[[preset]]\nname = 3\n");
    std::fs::write(&file, text).unwrap();
    let (read, trouble) = load_presets(&file, model::Timestamp::from_millis(7));
    assert_eq!(read, presets());
    assert!(trouble.unwrap().hint.contains("presets.broken-7.toml"));
}

#[test]
fn at_most_two_files_are_signed_or_verified_at_once() {
    let bench = Bench::new();
    let faults = bench.faults();
    let mut setup = Setup::new(&bench).at(faults.api_url());
    setup.verify_signed = false;
    let mut backend = setup.start();
    let paths: Vec<_> = (0..6)
        .map(|number| bench.file(format!("{number}.png"), &files::png()))
        .collect();
    backend.upload(&paths);
    let latch = Latch::new();
    for path in ["/v1/sign", "/v1/verify"] {
        faults.add(Rule::on("POST", path, Action::HoldAnswer(latch.clone())));
    }
    let ids: Vec<_> = (0..6).map(|number| backend.id(&format!("{number}.png"))).collect();
    backend.send(Intent::Sign {
        ids: ids[..3].to_vec(),
        manifest_json: template(),
    });
    backend.send(Intent::Verify {
        ids: ids[3..].to_vec(),
        target: VerifyTarget::Original,
    });
    let asked = || {
        [
            faults.requests("POST", "/v1/sign"),
            faults.requests("POST", "/v1/verify"),
        ]
        .concat()
    };
    wait_until("two running calls", || asked().len() == 2);
    latch.open();
    wait_until_quiet(&mut backend);
    let asked = asked();
    assert_eq!(asked.len(), 6);
    for one in &asked {
        let under_way = asked
            .iter()
            .filter(|other| other.arrived <= one.arrived && other.answered.is_none_or(|(_, at)| at > one.arrived));
        assert!(under_way.count() <= 2, "{asked:#?}");
    }
}
