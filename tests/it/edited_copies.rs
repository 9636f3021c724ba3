//! Files that have Content Credentials and are signed nevertheless: the signed copy says that the file was opened and points
//! at it, and the earlier credentials are kept whole and come with the proof.

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use c2pa::{Context, Reader, jumbf_io::load_jumbf_from_memory};
use content_credentials::ManifestForm;
use model::{ExistingCredentials, Intent, SaveState, SignState};
use serde_json::{Value, json};

use crate::{
    backend::Setup,
    bench::Bench,
    existing::command,
    files::{self, JPEG, sha256},
    program::run,
};

pub(crate) const SIGNING: [&str; 5] = ["upload", "--json", "--sign", "--origin", "digitalCapture"];

/// Signs these files, and returns what the signed copies hold.
pub(crate) fn signed_copies(bench: &Bench, arguments: &[&str], paths: &[PathBuf]) -> Vec<(PathBuf, Vec<u8>)> {
    let ended = run(command(bench, &SIGNING).args(arguments).args(paths));
    let signed = ended.assert_code(0).events("signed");
    assert_eq!(signed.len(), paths.len(), "{ended:#?}");
    let copy = |line: &Value| {
        let bytes = bench.fetch_uri(line["asset_s3_uri"].as_str().unwrap());
        (PathBuf::from(line["path"].as_str().unwrap()), bytes)
    };
    signed.iter().map(copy).collect()
}

/// A file of each kind that already has credentials, and some whose earlier credentials name still earlier ones.
fn signed_before(bench: &Bench) -> Vec<(PathBuf, &'static str)> {
    let kinds = files::signable();
    let plain: Vec<_> = kinds
        .iter()
        .map(|(name, _, bytes)| bench.file(Path::new("plain").join(name), bytes))
        .collect();
    let keep = |copies: Vec<(PathBuf, Vec<u8>)>, folder: &str| -> Vec<_> {
        let place = |(path, bytes): (PathBuf, Vec<u8>)| {
            let name = path.file_name().unwrap();
            let kind = kinds.iter().find(|(kind, ..)| name == *kind).unwrap().1;
            (bench.file(Path::new(folder).join(name), &bytes), kind)
        };
        copies.into_iter().map(place).collect()
    };
    let once = keep(signed_copies(bench, &[], &plain), "once");
    let paths: Vec<_> = once.iter().take(9).map(|(path, _)| path.clone()).collect();
    let twice = keep(signed_copies(bench, &["--existing", "sign"], &paths), "twice");
    once.into_iter().chain(twice).collect()
}

/// The active manifest of a report.
pub(crate) fn active(report: &Value) -> &Value {
    &report["manifests"][report["active_manifest"].as_str().unwrap()]
}

/// Checks that `copy` says that `uploaded` was opened, and points at it.
fn check_pointer(verified: &Value, uploaded: &Value, path: &Path, kind: &str) {
    assert_eq!(verified["verdict"], "trusted", "{verified:#}");
    let manifest = active(&verified["report"]);
    let assertions = manifest["assertions"].as_array().unwrap();
    let actions = |assertion: &&Value| assertion["label"].as_str().unwrap().starts_with("c2pa.actions");
    let first = &assertions.iter().find(actions).unwrap()["data"]["actions"][0];
    assert_eq!(first["action"], "c2pa.opened", "{manifest:#}");
    assert_eq!(first.get("digitalSourceType"), None, "{manifest:#}");
    let [pointer] = manifest["ingredients"].as_array().unwrap().as_slice() else {
        panic!("{manifest:#}")
    };
    let name = path.file_name().unwrap().to_str().unwrap();
    assert_eq!(pointer["title"], name, "{pointer:#}");
    // Some kinds have several names.
    let family = |kind: &str| kind.split('/').next().map(str::to_owned);
    assert_eq!(family(pointer["format"].as_str().unwrap()), family(kind), "{pointer:#}");
    assert_eq!(pointer["relationship"], "parentOf");
    let uri = format!(
        "s3://{}/{}",
        uploaded["bucket"].as_str().unwrap(),
        uploaded["key"].as_str().unwrap()
    );
    assert_eq!(pointer["informational_URI"], uri, "{pointer:#}");
    let description = pointer["description"].as_str().unwrap();
    let hash = sha256(&fs::read(path).unwrap());
    assert!(
        description.contains("Que Uploader Sandbox") && description.contains(&hash),
        "{description}"
    );
}

/// Checks that `store` is everything that the file held: it verifies the file alone.
fn check_store(store: &[u8], file: &[u8], kind: &str) {
    assert_eq!(store, load_jumbf_from_memory(kind, file).unwrap(), "{kind}");
    let reader = Reader::from_context(Context::new());
    let reader = reader
        .with_manifest_data_and_stream(store, kind, Cursor::new(file))
        .unwrap();
    let own = Reader::from_context(Context::new())
        .with_stream(kind, Cursor::new(file))
        .unwrap();
    assert_eq!(reader.active_label(), own.active_label(), "{kind}");
    assert_eq!(reader.manifests().len(), own.manifests().len(), "{kind}");
    assert_ne!(reader.validation_state(), c2pa::ValidationState::Invalid, "{kind}");
}

#[test]
fn files_of_every_kind_with_credentials_are_signed_as_edited_copies_and_their_credentials_are_in_the_proof() {
    let bench = Bench::new();
    let before = signed_before(&bench);
    assert_eq!(before.len(), 20);
    let paths: Vec<_> = before.iter().map(|(path, _)| path).collect();
    // Found and skipped unless they are to be signed.
    let skipped = run(command(&bench, &SIGNING).args(&paths));
    assert_eq!(skipped.assert_code(0).events("skipped").len(), 20, "{skipped:#?}");
    let ended = run(command(&bench, &SIGNING)
        .args(["--existing", "sign", "--verify"])
        .args(&paths));
    ended.assert_code(0);
    let of = |event: &str, path: &Path| {
        let found = ended
            .events(event)
            .into_iter()
            .find(|line| line["path"] == path.to_str().unwrap());
        found.unwrap_or_else(|| panic!("{event} {}", path.display()))
    };
    for (number, (path, kind)) in before.iter().enumerate() {
        let (uploaded, verified) = (of("uploaded", path), of("verified", path));
        check_pointer(&verified, &uploaded, path, kind);
        // The original may go.
        let original = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        let proof = bench.path(format!("proof {number}.json"));
        let key = uploaded["key"].as_str().unwrap();
        let written = run(command(&bench, &["proof", key, "--output"]).arg(&proof));
        let name = format!("proof {number}.c2pa");
        assert!(written.assert_code(0).err.contains(&name), "{written:#?}");
        let store = fs::read(bench.path(&name)).unwrap();
        check_store(&store, &original, kind);
        let proof: Value = serde_json::from_slice(&fs::read(&proof).unwrap()).unwrap();
        let earlier = &proof["earlier_credentials"];
        assert_eq!(earlier["file"], name);
        assert_eq!(earlier["bytes"], store.len());
        assert_eq!(earlier["sha256"], sha256(&store));
        assert_eq!(proof["file"]["sha256"], sha256(&original));
        // To standard output, it says where they are.
        let printed = run(&mut command(&bench, &["proof", key]));
        let kept = serde_json::from_str::<Value>(&printed.assert_code(0).out).unwrap();
        let kept = PathBuf::from(kept["earlier_credentials"]["kept_at"].as_str().unwrap());
        assert!(
            printed.err.contains(kept.file_name().unwrap().to_str().unwrap()),
            "{printed:#?}"
        );
        assert_eq!(fs::read(kept).unwrap(), store);
    }
}

#[test]
fn a_file_without_credentials_is_signed_as_it_is_and_a_manifest_that_says_opened_gets_what_it_lacks() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let ended = run(command(&bench, &SIGNING).args(["--existing", "sign"]).arg(&plain));
    let signed = ended.assert_code(0).event("signed");
    let copy = bench.file("signed.jpg", &bench.fetch_uri(signed["asset_s3_uri"].as_str().unwrap()));
    let proof = |key: &Value| {
        let ended = run(&mut command(&bench, &["proof", key.as_str().unwrap()]));
        serde_json::from_str::<Value>(&ended.assert_code(0).out).unwrap()
    };
    let of_plain = proof(&signed["key"]);
    assert_eq!(of_plain["earlier_credentials"], Value::Null);
    assert!(
        !of_plain["signed_copy"]["manifest_json"]
            .as_str()
            .unwrap()
            .contains("c2pa.opened")
    );
    let own = json!({
        "title": "By hand",
        "claim_generator_info": [{ "name": "Test", "version": "1" }],
        "ingredients": [{ "title": "mine", "format": "image/jpeg", "relationship": "parentOf", "label": "mine" }],
        "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [
            { "action": "c2pa.opened", "parameters": { "ingredientIds": ["mine"] } }] } }],
    });
    let manifest = bench.file("opened.json", own.to_string().as_bytes());
    let upload = ["upload", "--json", "--sign", "--existing", "sign", "--manifest"];
    let ended = run(command(&bench, &upload).arg(manifest).arg(&copy));
    let signed = ended.assert_code(0).event("signed");
    let of_copy = proof(&signed["key"]);
    let mut sent = of_copy["signed_copy"]["manifest"].clone();
    let parent = sent["ingredients"][0].as_object_mut().unwrap();
    // What the person did not write is added. Nothing else is changed.
    let hash = of_copy["file"]["sha256"].as_str().unwrap();
    assert_eq!(parent.remove("informational_URI").unwrap(), of_copy["object"]["s3_uri"]);
    let description = parent.remove("description").unwrap().to_string();
    assert!(
        description.contains("Que Uploader Sandbox") && description.contains(hash),
        "{description}"
    );
    parent.remove("instance_id").unwrap();
    assert_eq!(sent, own);
    // They are kept nevertheless.
    assert_ne!(of_copy["earlier_credentials"], Value::Null);
}

/// How many manifest stores are kept in this folder.
fn stores_in(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "c2pa"))
        .count()
}

#[test]
fn damaged_credentials_are_read_again_from_the_original_and_never_handed_out() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let path = bench.file("a.jpg", &copy);
    let ended = run(command(&bench, &SIGNING).args(["--existing", "sign"]).arg(&path));
    let key = ended.assert_code(0).event("signed")["key"].as_str().unwrap().to_owned();
    let folder = bench.path("data/earlier-credentials");
    let kept = folder.join(format!("{}.c2pa", sha256(&copy)));
    let sound = fs::read(&kept).unwrap();
    let proof = || run(&mut command(&bench, &["proof", &key]));
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    for damaged in [&[][..], &flipped] {
        fs::write(&kept, damaged).unwrap();
        let proof: Value = serde_json::from_str(&proof().assert_code(0).out).unwrap();
        assert_eq!(proof["earlier_credentials"]["sha256"], sha256(&sound));
        assert_eq!(fs::read(&kept).unwrap(), sound);
    }
    fs::write(&kept, &flipped).unwrap();
    fs::remove_file(&path).unwrap();
    let ended = proof();
    let proof: Value = serde_json::from_str(&ended.assert_code(0).out).unwrap();
    assert_eq!(proof["earlier_credentials"], Value::Null);
    assert!(
        proof["earlier_credentials_missing"]
            .as_str()
            .unwrap()
            .contains("damaged"),
        "{proof}"
    );
    assert!(ended.err.contains("damaged"), "{ended:#?}");
}

#[test]
fn kept_credentials_go_with_the_last_record_of_their_file() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let folder = bench.path("data/earlier-credentials");
    let keys: Vec<_> = ["a.jpg", "b.jpg"]
        .iter()
        .map(|name| {
            let path = bench.file(name, &copy);
            let ended = run(command(&bench, &SIGNING).args(["--existing", "sign"]).arg(path));
            ended.assert_code(0).event("signed")["key"].as_str().unwrap().to_owned()
        })
        .collect();
    let kept = || stores_in(&folder);
    assert_eq!(kept(), 1, "the same file");
    for (key, left) in keys.iter().zip([1, 0]) {
        if left == 0 {
            let asked = run(&mut command(&bench, &["history", "forget", "--all"]));
            assert!(
                asked
                    .err
                    .contains("earlier Content Credentials that were kept for 1 file are deleted, too"),
                "{asked:#?}"
            );
        }
        let ended = run(&mut command(&bench, &["history", "forget", "--yes", key]));
        let says = ended
            .assert_code(0)
            .err
            .contains("Deleted the earlier Content Credentials that were kept for 1 file.");
        assert_eq!((kept(), says), (left, left == 0), "{ended:#?}");
    }
}

#[test]
fn a_changed_file_gives_no_credentials_of_another() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let path = bench.file("a.jpg", JPEG);
    let uploaded = run(command(&bench, &["upload", "--json"]).arg(&path)).event("uploaded");
    // Signed meanwhile, at the same place.
    fs::write(&path, copy).unwrap();
    let key = uploaded["key"].as_str().unwrap();
    let sign = [
        "sign",
        "--json",
        "--origin",
        "digitalCapture",
        "--existing",
        "sign",
        key,
    ];
    run(&mut command(&bench, &sign)).assert_code(0);
    let proof = run(&mut command(&bench, &["proof", key]));
    let proof: Value = serde_json::from_str(&proof.assert_code(0).out).unwrap();
    assert_eq!(proof["earlier_credentials"], Value::Null);
    let manifest = proof["signed_copy"]["manifest_json"].as_str().unwrap();
    assert!(manifest.contains("c2pa.created"), "{manifest}");
}

#[test]
fn a_signed_copy_in_the_history_is_signed_again_as_an_edited_copy() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let signed = run(command(&bench, &SIGNING).arg(plain)).event("signed");
    let copy = signed["asset_s3_uri"].as_str().unwrap();
    let sign = [
        "sign",
        "--json",
        "--origin",
        "digitalCapture",
        "--existing",
        "sign",
        copy,
    ];
    let again = run(&mut command(&bench, &sign)).assert_code(0).event("signed");
    let second = again["asset_s3_uri"].as_str().unwrap();
    let report = report_on(&bench, second);
    let pointer = &active(&report)["ingredients"][0];
    assert_eq!(pointer["informational_URI"], copy, "{report:#}");
    assert_eq!(pointer["format"], "image/jpeg");
    assert_eq!(pointer["title"], "plain.jpg");
    let description = pointer["description"].as_str().unwrap();
    assert!(description.contains("Que Uploader Sandbox"), "{description}");
    // Those that it names are kept: of the signed copy, not of the upload.
    let proof_of = |name: &str| {
        let ended = run(&mut command(&bench, &["proof", name]));
        serde_json::from_str::<Value>(&ended.assert_code(0).out).unwrap()
    };
    let first = bench.fetch_uri(copy);
    let proof = proof_of(second);
    let kept = fs::read(proof["earlier_credentials"]["kept_at"].as_str().unwrap()).unwrap();
    check_store(&kept, &first, "image/jpeg");
    assert_eq!(proof["earlier_credentials_missing"], Value::Null);
    // It is on the record of the upload, and found by each of its addresses.
    for name in [second, copy, signed["key"].as_str().unwrap()] {
        let proof = run(&mut command(&bench, &["proof", name]));
        let proof: Value = serde_json::from_str(&proof.assert_code(0).out).unwrap();
        assert_eq!(proof["signed_copy"]["signed_uri"], second, "{name}");
        assert_eq!(proof["earlier_signed_copies"][0]["signed_uri"], copy, "{name}");
    }
    let listed = run(&mut command(&bench, &["history", "--format", "json"]));
    assert!(listed.assert_code(0).out.contains(second), "{listed:#?}");

    // Without downloads, what was verified names the issuer.
    run(&mut command(&bench, &["verify", "--json", second])).assert_code(0);
    let third = run(command(&bench, &sign[..6]).arg(second))
        .assert_code(0)
        .event("signed");
    let report = report_on(&bench, third["asset_s3_uri"].as_str().unwrap());
    let pointer = &active(&report)["ingredients"][0];
    assert_eq!(
        (&pointer["informational_URI"], &pointer["format"]),
        (&json!(second), &json!("image/jpeg"))
    );
    let folder = bench.path("data/earlier-credentials");
    assert_eq!(stores_in(&folder), 2);
    let third = proof_of(third["asset_s3_uri"].as_str().unwrap());
    let kept = PathBuf::from(third["earlier_credentials"]["kept_at"].as_str().unwrap());
    check_store(&fs::read(&kept).unwrap(), &bench.fetch_uri(second), "image/jpeg");
    // Without it, the proof says so and gives no others.
    fs::remove_file(&kept).unwrap();
    let third = proof_of(third["signed_copy"]["signed_uri"].as_str().unwrap());
    assert_eq!(third["earlier_credentials"], Value::Null);
    let missing = third["earlier_credentials_missing"].as_str().unwrap();
    assert!(missing.contains(second) && missing.contains("not kept"), "{missing}");
    run(&mut command(&bench, &["history", "forget", "--yes", "--all"])).assert_code(0);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left");
}

/// What this computer reads in an object.
fn report_on(bench: &Bench, uri: &str) -> Value {
    let reader = Reader::from_context(Context::new())
        .with_stream("image/jpeg", Cursor::new(bench.fetch_uri(uri)))
        .unwrap();
    serde_json::from_str(&reader.json()).unwrap()
}

/// The program through the fault proxy, with its own data folder.
fn through(bench: &Bench, faults: &crate::fault_proxy::FaultProxy, arguments: &[&str]) -> std::process::Command {
    let mut command = crate::program::program(&bench.path("data"));
    command.args(["--api-url", faults.api_url()]);
    command.env("QUE_API_KEY_AUTH", bench.key().expose());
    command.args(arguments);
    command
}

#[test]
fn a_file_of_equal_size_and_time_hides_no_credentials_of_the_object() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let path = bench.file("a.jpg", &copy);
    let uploaded = run(command(&bench, &["upload", "--json"]).arg(&path)).event("uploaded");
    let key = uploaded["key"].as_str().unwrap();
    // A picture without credentials, as large and as old.
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut other = JPEG.to_vec();
    other.resize(copy.len(), 0);
    fs::write(&path, &other).unwrap();
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(modified)
        .unwrap();
    let sign = ["sign", "--json", "--origin", "digitalCapture", key];
    let skipped = run(&mut command(&bench, &sign)).assert_code(0).event("skipped");
    assert!(
        skipped["reason"].as_str().unwrap().contains("Que Uploader Sandbox"),
        "{skipped}"
    );
    let signed = run(command(&bench, &sign).args(["--existing", "sign"]))
        .assert_code(0)
        .event("signed");
    let report = report_on(&bench, signed["asset_s3_uri"].as_str().unwrap());
    let pointer = &active(&report)["ingredients"][0];
    assert_eq!(pointer["relationship"], "parentOf", "{report:#}");
    assert!(
        pointer["description"].as_str().unwrap().contains(&sha256(&copy)),
        "{pointer:#}"
    );
}

#[test]
fn an_object_that_can_be_read_nowhere_is_not_signed_as_one_without_credentials() {
    use crate::fault_proxy::{Action, Answer, Rule};

    let bench = Bench::new();
    let faults = bench.faults();
    let path = bench.file("a.jpg", JPEG);
    let uploaded = run(through(&bench, &faults, &["upload", "--json"]).arg(&path)).event("uploaded");
    let key = uploaded["key"].as_str().unwrap();
    fs::write(&path, "another file").unwrap();
    let refused = Answer::problem(404, "not_found", "no such call");
    faults.add(Rule::on("POST", "/v1/assets/presign-download", Action::Answer(refused)));
    let sign = ["sign", "--json", "--origin", "digitalCapture", key];
    let ended = run(&mut through(&bench, &faults, &sign));
    let failed = ended.assert_code(1).event("failed");
    assert_eq!(failed["code"], "credentials_unknown", "{failed}");
    let message = failed["message"].as_str().unwrap();
    assert!(
        message.contains("has changed since it was uploaded") && message.contains("does not provide the object"),
        "{message}"
    );
    let signed = run(through(&bench, &faults, &sign).args(["--existing", "sign"]))
        .assert_code(0)
        .event("signed");
    let text = active(&report_on(&bench, signed["asset_s3_uri"].as_str().unwrap())).to_string();
    assert!(text.contains("c2pa.opened") && !text.contains("c2pa.created"), "{text}");
    assert!(text.contains("could not be read"), "{text}");
}

#[test]
fn opened_files_need_no_origin_and_each_file_that_needs_one_is_named() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], std::slice::from_ref(&plain))
        .try_into()
        .unwrap();
    let path = bench.file("a.jpg", &copy);
    let upload = [
        "upload",
        "--json",
        "--sign",
        "--existing",
        "sign",
        "--all-actions",
        "no",
    ];
    let ended = run(command(&bench, &upload).arg(&path).arg(&plain));
    ended.assert_code(1);
    assert_eq!(ended.event("signed")["path"], path.to_str().unwrap());
    let failed = ended.event("failed");
    assert_eq!(failed["path"], plain.to_str().unwrap());
    let words = format!("{} {}", failed["message"], failed["hint"]);
    assert!(
        words.contains("no Content Credentials") && words.contains("--origin"),
        "{words}"
    );
    let manifest = active(&report_on(
        &bench,
        ended.event("signed")["asset_s3_uri"].as_str().unwrap(),
    ))
    .clone();
    let assertions = manifest["assertions"].as_array().unwrap();
    let actions = assertions
        .iter()
        .find(|one| one["label"].as_str().unwrap().starts_with("c2pa.actions"));
    let data = &actions.unwrap()["data"];
    assert_eq!(data["allActionsIncluded"], false, "the person said no: {manifest:#}");
    let names: Vec<_> = data["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["action"])
        .collect();
    assert_eq!(names, ["c2pa.opened", "c2pa.edited.metadata"], "{manifest:#}");
    // By key, too.
    let key = failed_key(&ended, &plain);
    let sign = ["sign", "--json", "--existing", "sign", &key];
    let failed = run(&mut command(&bench, &sign)).assert_code(1).event("failed");
    assert!(failed["hint"].as_str().unwrap().contains("--origin"), "{failed}");
    // Without --existing sign it is still demanded at once.
    let ended = run(command(&bench, &["upload", "--sign"]).arg(&path));
    ended.assert_code(2);
    assert!(ended.err.contains("--existing sign"), "{ended:#?}");
}

fn failed_key(ended: &crate::program::Ended, path: &Path) -> String {
    let uploaded = ended.events("uploaded");
    let line = uploaded
        .iter()
        .find(|line| line["path"] == path.to_str().unwrap())
        .unwrap();
    line["key"].as_str().unwrap().to_owned()
}

#[test]
fn credentials_that_could_not_be_kept_are_reported_and_kept_with_the_evidence() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let path = bench.file("a.jpg", &copy);
    // A file where the folder should be.
    let folder = bench.path("data/earlier-credentials");
    fs::write(&folder, "").unwrap();
    let ended = run(command(&bench, &SIGNING).args(["--existing", "sign"]).arg(&path));
    let key = ended.assert_code(0).event("signed")["key"].as_str().unwrap().to_owned();
    assert!(
        ended.err.contains("Content Credentials of a.jpg were not kept"),
        "{ended:#?}"
    );
    let proof = |to: &str| run(command(&bench, &["proof", &key, "--output"]).arg(bench.path(to)));
    assert!(proof("1.json").assert_code(0).err.contains("could not be kept"));
    assert!(!bench.path("1.c2pa").exists());
    fs::remove_file(&folder).unwrap();
    proof("2.json").assert_code(0);
    check_store(&fs::read(bench.path("2.c2pa")).unwrap(), &copy, "image/jpeg");
    assert_eq!(stores_in(&folder), 1);
}

#[test]
fn in_the_window_added_files_are_looked_at_without_being_asked() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], std::slice::from_ref(&plain))
        .try_into()
        .unwrap();
    let mut setup = Setup::new(&bench);
    setup.data = bench.path("data of the window");
    let mut backend = setup.start();
    backend.model.looks_on_arrival = true;
    let paths = [
        bench.file("signed.jpg", &copy),
        plain,
        bench.file("notes.txt", b"words"),
    ];
    backend.upload(&paths);
    backend.wait_for("the looks", |model| {
        let uploads = model.queue.uploads();
        uploads.len() == 3
            && uploads.iter().all(|upload| {
                upload.source.name() == "notes.txt"
                    || matches!(
                        upload.existing,
                        ExistingCredentials::Found(_) | ExistingCredentials::None
                    )
            })
    });
    let ExistingCredentials::Found(facts) = &backend.row("signed.jpg").existing else {
        panic!("{:?}", backend.row("signed.jpg").existing)
    };
    assert_eq!(facts.issuer.as_deref(), Some("Que Uploader Sandbox"));
    assert_eq!(backend.row("plain.jpg").existing, ExistingCredentials::None);
    assert_eq!(backend.row("notes.txt").existing, ExistingCredentials::Unchecked);
    backend.stop();
}

#[test]
fn in_the_window_a_file_is_signed_as_an_edited_copy_and_its_credentials_are_saved_with_it() {
    let bench = Bench::new();
    let plain = bench.file("plain.jpg", JPEG);
    let [(_, copy)] = signed_copies(&bench, &[], &[plain]).try_into().unwrap();
    let mut setup = Setup::new(&bench);
    setup.data = bench.path("data of the window");
    let mut backend = setup.start();
    backend.upload(&[bench.file("a.jpg", &copy)]);
    let id = backend.id("a.jpg");
    // A file that cannot be read anymore is still known.
    backend.send(Intent::CheckCredentials(vec![id]));
    backend.wait_for("the look", |model| {
        matches!(model.upload(id).unwrap().existing, ExistingCredentials::Found(_))
    });
    let template = ManifestForm {
        title: "{stem}".to_owned(),
        ..ManifestForm::default()
    };
    backend.send(Intent::SignWith {
        ids: vec![id],
        template: template.to_text().into(),
        keep_credentials: false,
        identity: false,
    });
    backend.wait_for("the signing", |model| {
        !matches!(model.upload(id).unwrap().sign, SignState::Signing)
    });
    let row = backend.row("a.jpg").clone();
    assert_eq!(row.sign, SignState::Signed);
    let manifest = row.signed.unwrap().manifest_json;
    let pointer = content_credentials::earlier_pointer(&manifest).unwrap();
    assert_eq!(pointer.uri, row.object.unwrap().s3_uri());
    backend.send(Intent::SelectUpload(Some(id)));
    backend.wait_for("the details", |model| model.details.is_some());
    let kept = backend.model.details.clone().unwrap().kept.unwrap();
    check_store(&fs::read(&kept.path).unwrap(), &copy, "image/jpeg");
    let to = bench.path("files/a-signed.jpg");
    backend.send(Intent::SaveSigned { id, to: to.clone() });
    backend.wait_for("the saved copy", |model| {
        model.upload(id).unwrap().saving == SaveState::Saved(to.clone())
    });
    let beside = fs::read(bench.path("files/a-signed.earlier.c2pa")).unwrap();
    assert_eq!(beside, fs::read(&kept.path).unwrap());
    backend.stop();
}

#[test]
fn a_file_whose_credentials_cannot_be_read_is_never_signed_as_created() {
    let bench = Bench::new();
    let plain = bench.file("plain/a.jpg", JPEG);
    let (_, mut copy) = signed_copies(&bench, &[], &[plain]).remove(0);
    // The store stays where it is, but its claim is no longer one.
    let word = b"claim_generator_info";
    let at = copy.windows(word.len()).position(|part| part == word).unwrap();
    copy[at - 1] ^= 0xff;
    let broken = bench.file("broken/a.jpg", &copy);
    let (_, signed) = signed_copies(&bench, &["--existing", "sign"], &[broken]).remove(0);
    let reader = Reader::from_context(Context::new())
        .with_stream("image/jpeg", Cursor::new(signed))
        .unwrap();
    let report: Value = serde_json::from_str(&reader.json()).unwrap();
    let text = active(&report).to_string();
    assert!(text.contains("c2pa.opened") && !text.contains("c2pa.created"), "{text}");
    assert!(text.contains("could not be read"), "{text}");
}
